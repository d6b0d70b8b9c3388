//! The receipt of an entry, to print and to keep: its text, and the same as a picture that a telephone reads. Nothing of
//! what was filed is in it.

use askama::Template;
use register::entry;

use super::super::{
    answer::Made,
    error::PageError,
    frame::Frame,
    link::entry_href,
    qr,
    text::{self, Arg},
    visit::Desk,
    words::{self, Moment},
};
use crate::receipts::{self, ReceiptError};

/// The page.
#[derive(Debug, Template)]
#[template(path = "receipt.html", whitespace = "minimize")]
struct Receipt {
    frame: Frame,
    entry: String,
    received: Option<Moment>,
    text: String,
    /// Side of the picture in modules, and its outline; none where the receipt is too long for one.
    picture: Option<(usize, String)>,
    download: String,
    href: String,
    trust: String,
    number: u64,
}

/// Makes the page.
pub(in super::super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let number: u64 = desk.visit.rest("/receipts/").parse().map_err(|_| PageError::NotFound)?;
    let committed = desk.site.intake.load().as_ref().map_or(0, |intake| intake.committed());
    let comes = (desk.site.published.size()..committed).contains(&number);
    // Only what was acknowledged is waited for.
    let made = if comes { receipts::receipt_of_committed } else { receipts::receipt };
    let receipt = made(desk.site, number).map_err(|error| match error {
        ReceiptError::Read(error) => PageError::Log(error),
        ReceiptError::Unproven { .. } => PageError::Internal(error.to_string()),
    })?;
    let bytes = receipt.ok_or(if comes { PageError::Later } else { PageError::NotFound })?;
    let size = desk.site.published.size();
    let logged = desk.site.log.entries(number..number + 1, size)?.next().transpose()?;
    let received = logged.and_then(|bytes| Some(words::instant(entry::split(&bytes).ok()?.0, lang)));
    let shown = words::number(number, lang);
    let page = Receipt {
        frame: Frame::new(desk, text::with(lang, "slip-title", &[("n", Arg::Text(shown.clone()))]), Vec::new()),
        entry: shown,
        received,
        picture: qr::outline(&bytes),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        download: format!("/receipts/{number}"),
        href: entry_href(number, lang),
        trust: super::super::verify::trust(desk),
        number,
    };
    Made::page(&page)
}
