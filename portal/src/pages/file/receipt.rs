//! The receipt of an entry, to print and to keep: its text, and the same as a picture that a telephone reads. Nothing of
//! what was filed is in it.

use askama::Template;
use axum::http::StatusCode;
use register::{entry, filing::Document, lang::Lang};

use super::super::{
    answer::Made,
    card::Badge,
    error::PageError,
    frame::Frame,
    link::entry_href,
    qr,
    text::{self, Arg},
    visit::Desk,
    words::{self, Moment},
};
use crate::{
    blobs::BlobError,
    documents,
    receipts::{self, ReceiptError},
};

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
    documents: Vec<Named>,
    /// Why a document was not taken.
    problem: Option<String>,
}

/// A document that the filing names.
#[derive(Debug)]
struct Named {
    title: String,
    sha256: String,
    state: Badge,
    /// Where it is handed in; none where it is here, and in a mirror.
    action: Option<String>,
}

/// Makes the page.
pub(in super::super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let number: u64 = desk.visit.rest("/receipts/").parse().map_err(|_| PageError::NotFound)?;
    page(desk, number, StatusCode::OK, None)
}

/// The page again, with why a document was not taken.
pub(super) fn again(desk: &Desk<'_>, number: u64, error: &BlobError) -> Result<Made, PageError> {
    let [en, es] = documents::says(error);
    let says = if desk.visit.lang == Lang::Es { es } else { en };
    page(desk, number, documents::status(error).0, Some(says))
}

fn page(desk: &Desk<'_>, number: u64, status: StatusCode, problem: Option<String>) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
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
    let received = logged.as_ref().and_then(|bytes| Some(words::instant(entry::split(bytes).ok()?.0, lang)));
    let documents = logged.map_or_else(Vec::new, |bytes| named(desk, number, &bytes));
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
        documents,
        problem,
    };
    Made::page_with(status, &page)
}

/// The documents that an entry names, and whether each is here.
fn named(desk: &Desk<'_>, number: u64, entry: &[u8]) -> Vec<Named> {
    let Ok((_, signed)) = entry::decode(entry) else { return Vec::new() };
    let (lang, is_desk) = (desk.visit.lang, desk.site.intake.load().is_some());
    let of = |document: &Document| {
        let sha256 = document.sha256.to_string();
        let is_here = desk.site.public.join("blobs/sha256").join(&sha256).exists();
        let (class, shape, key) =
            if is_here { ("good", "✓", "slip-document-here") } else { ("weak", "○", "slip-document-open") };
        Named {
            title: document.title.to_string(),
            action: (is_desk && !is_here).then(|| desk.visit.href(&format!("/file/documents/{sha256}?entry={number}"))),
            state: Badge { class, shape, words: text::get(lang, key) },
            sha256,
        }
    };
    signed.filing().map_or_else(Vec::new, |filing| filing.documents.iter().map(of).collect())
}
