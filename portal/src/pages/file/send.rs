//! A signed filing handed in by a form: the way of those whose network or machine has nothing but a browser. The same door
//! as `POST /filings`.

use askama::Template;
use axum::http::StatusCode;
use register::{SignedFiling, entry::MAX_FILING, problem::Refusal};

use super::{
    super::{
        answer::Made,
        error::PageError,
        frame::Frame,
        sent::{Fields, unixed},
        text,
        visit::Desk,
    },
    field, framed, intake,
};
use crate::{
    intake::{Drafts, Paper},
    registrar::Answer,
};

/// The page of what was not taken.
#[derive(Debug, Template)]
#[template(path = "send.html", whitespace = "minimize")]
struct Send {
    frame: Frame,
    /// What became of it; nothing yet where nothing was sent.
    says: Option<String>,
    problems: Vec<String>,
    signed: String,
    code: String,
}

/// The empty form.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    intake(desk)?;
    again(desk, StatusCode::OK, "", &[], &[], String::new())
}

/// Hands in what was signed; leads to the receipt.
pub(super) fn send(desk: &Desk<'_>, fields: Fields) -> Result<Made, PageError> {
    let intake = intake(desk)?;
    let bytes = signed(&fields);
    let code = field(&fields, "code");
    if bytes.is_empty() {
        return again(desk, StatusCode::BAD_REQUEST, "send-empty", &[], &bytes, code);
    }
    if intake.committed() == 0 {
        // The first entry makes the registrar: it comes from the register's own machine, never from the network.
        return again(desk, StatusCode::SERVICE_UNAVAILABLE, "send-unavailable", &[], &bytes, code);
    }
    let answer = match SignedFiling::parse(&bytes) {
        Ok(signed) => intake.hand_in(signed),
        Err(refusal) => Answer::Refused(refusal),
    };
    match answer {
        Answer::Filed { entry, .. } | Answer::Already { entry } => {
            forget(desk, &intake.drafts, &code, &bytes);
            Ok(Made::See(desk.visit.href(&format!("/receipts/{entry}"))))
        }
        Answer::Refused(refusal) => again(desk, status(&refusal), "send-refused", &told(desk, &refusal), &bytes, code),
        Answer::Unavailable(_) => again(desk, StatusCode::SERVICE_UNAVAILABLE, "send-unavailable", &[], &bytes, code),
    }
}

/// Deletes the draft that has become a filing: as it was signed, and not where somebody went on with it. That it cannot be
/// deleted now is no reason not to say that it was filed.
fn forget(desk: &Desk<'_>, drafts: &Drafts, code: &str, bytes: &[u8]) {
    let Ok(draft) = drafts.read(code, desk.today) else { return };
    let signed = SignedFiling::parse(bytes)
        .is_ok_and(|signed| Paper::read(&draft.text).is_ok_and(|paper| paper.text() == signed.text()));
    if signed {
        let _ = drafts.delete_version(code, draft.version);
    }
}

/// The signed note: a file counts before what was pasted.
fn signed(fields: &Fields) -> Vec<u8> {
    let of = |name: &str| fields.iter().find(|(known, bytes)| known == name && !bytes.is_empty());
    of("signed_file").or_else(|| of("signed")).map(|(_, bytes)| unixed(bytes.clone())).unwrap_or_default()
}

fn status(refusal: &Refusal) -> StatusCode {
    if refusal.unreadable() { StatusCode::BAD_REQUEST } else { StatusCode::UNPROCESSABLE_ENTITY }
}

fn told(desk: &Desk<'_>, refusal: &Refusal) -> Vec<String> {
    refusal.problems.iter().map(|problem| problem.line(desk.visit.lang)).collect()
}

/// The same again with what was sent, so that nothing typed is lost.
fn again(
    desk: &Desk<'_>,
    status: StatusCode,
    key: &str,
    problems: &[String],
    bytes: &[u8],
    code: String,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let shown = &bytes[..bytes.len().min(MAX_FILING)];
    let page = Send {
        frame: framed(desk, text::get(lang, "send-title"), Vec::new()),
        says: (!key.is_empty()).then(|| text::count(lang, key, problems.len() as u64)),
        problems: problems.to_vec(),
        signed: String::from_utf8_lossy(shown).into_owned(),
        code,
    };
    Made::page_with(status, &page)
}
