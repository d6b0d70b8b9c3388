//! What stands in the place of a technology that was withdrawn: since when, why, in which entry, and the last copy. Its page
//! stays, with what was filed and claimed about it, and answers 410: gone, and known to be.

use register::Content;

use super::{
    error::PageError,
    link::{Cell, entry_href},
    visit::Desk,
    words::{self, Moment},
};

/// A withdrawal.
#[derive(Debug)]
pub(super) struct Tombstone {
    /// The entry that withdrew it: number and address.
    pub(super) entry: (String, String),
    pub(super) on: Moment,
    /// Why, in the words of whoever withdrew it.
    pub(super) reason: Option<Cell>,
    /// The entry of the last version.
    pub(super) last: (String, String),
    /// Address of the receipt of that entry.
    pub(super) receipt: String,
}

impl Tombstone {
    /// Of a filing that `entry` withdrew and whose last version is in `last`.
    ///
    /// # Errors
    /// When the index cannot be asked.
    pub(super) fn new(desk: &Desk<'_>, entry: u64, last: u64) -> Result<Tombstone, PageError> {
        let lang = desk.visit.lang;
        let page = desk.reading.entry(entry)?.ok_or(PageError::NotFound)?;
        let reason = page.signed.filing().and_then(|filing| match &filing.content {
            Content::Withdrawal(withdrawal) => Some(Cell::spanish(withdrawal.reason.as_str(), lang)),
            _ => None,
        });
        let place = |entry: u64| (words::number(entry, lang), entry_href(entry, lang));
        Ok(Tombstone {
            entry: place(entry),
            on: words::instant(page.received, lang),
            reason,
            last: place(last),
            receipt: format!("/receipts/{last}"),
        })
    }
}
