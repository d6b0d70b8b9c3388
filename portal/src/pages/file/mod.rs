//! The filing desk: what a body owes and by when, drafts filled in question by question, tried as they are, signed by
//! whoever holds the key, handed in, and the receipt to print. Works without script; a script only signs in the browser.

mod document;
mod draft;
mod items;
mod question;
mod receipt;
mod send;
mod sign;
mod start;
mod table;
mod told;
mod view;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    routing::{get, post},
};
use register::SignedFiling;

use super::{
    Portal,
    error::PageError,
    frame::Frame,
    link::Link,
    sent::{self, Fields, Take},
    text,
    visit::{Desk, Visit},
};
use crate::{
    blobs::MAX_BLOB,
    intake::{Draft, DraftError, Drafts, Intake, MAX_TABLE, Paper},
    registrar::Tried,
};

pub(super) use receipt::make as receipt;
pub(super) use start::make as start;

/// Bytes of a form: a draft, typed in or as a file, and room around it.
const MAX_FORM: usize = 512 * 1024;

/// Where drafts are, after the language.
const DRAFTS: &str = "/file/drafts/";

/// The routes of the desk that are no page for everyone.
pub(super) fn routes(at: impl Fn(&str) -> String) -> Router<Portal> {
    let take = |take: Take| post(move |portal, visit, request| sent::taken(portal, visit, request, (MAX_FORM, take)));
    let show = |make: super::Make| get(move |State(portal): State<Portal>, visit: Visit| portal.answer(visit, make));
    // The bytes of a chosen document are hashed while they come, and not kept; fields have their own limit.
    let hashed = DefaultBodyLimit::max(MAX_BLOB + MAX_FORM);
    let large = DefaultBodyLimit::max(MAX_TABLE + MAX_FORM);
    let (task_list, question, signing) = (show(draft::make), show(question::make), show(sign::make));
    Router::new()
        .route(&at("/file/drafts"), show(start::make).merge(take(start::begin)))
        .route(&at("/file/send"), show(send::make).merge(take(send::send)))
        .route(&at("/file/drafts/{code}"), task_list)
        .route(&at("/file/drafts/{code}/sign"), signing)
        .route(&at("/file/drafts/{code}/draft.json"), show(draft::text))
        .route(&at("/file/drafts/{code}/delete"), take(draft::delete))
        .route(&at("/file/tables/{code}"), show(table::make))
        .route(&at("/file/tables/{code}/drafts.jsonl"), show(table::drafts))
        .route(&at("/file/tables/{code}/held.csv"), show(table::held))
        .route(&at("/file/tables/{code}/open"), take(table::open))
        .route(&at("/file/tables/{code}/delete"), take(table::delete))
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .merge(
            Router::new()
                .route(&at("/file/drafts/{code}/field/{name}"), question.clone().merge(take(question::take)))
                .route(&at("/file/drafts/{code}/field/{name}/{item}"), question.merge(take(question::take)))
                .layer(hashed),
        )
        // A document counts its bytes itself.
        .merge(
            Router::new()
                .route(&at("/file/documents/{sha256}"), post(document::taken))
                .layer(DefaultBodyLimit::disable()),
        )
        .merge(Router::new().route(&at("/file/tables"), show(start::make).post(table::taken)).layer(large))
}

/// Where drafts are kept and filings handed in; none in a mirror.
fn intake(desk: &Desk<'_>) -> Result<Arc<Intake>, PageError> {
    desk.site.intake.load_full().ok_or(PageError::NotFound)
}

/// A draft that is asked for, with the code in its address.
struct Opened {
    drafts: Drafts,
    code: String,
    draft: Draft,
    paper: Paper,
}

impl Opened {
    fn of(desk: &Desk<'_>) -> Result<Opened, PageError> {
        let drafts = intake(desk)?.drafts.clone();
        let code = desk.visit.rest(DRAFTS).split('/').next().unwrap_or_default().to_owned();
        let draft = drafts.read(&code, desk.today)?;
        let paper =
            Paper::read(&draft.text).map_err(|_| PageError::Internal("a draft that was kept is none".into()))?;
        Ok(Opened { drafts, code, draft, paper })
    }

    /// The address of a part of it; of its list of questions where the part is empty.
    fn href(&self, desk: &Desk<'_>, part: &str) -> String {
        desk.visit.href(&format!("{DRAFTS}{}{part}", self.code))
    }

    /// The address of a question, or of one item of its list.
    fn question(&self, desk: &Desk<'_>, name: &str, item: Option<usize>) -> String {
        let item = item.map_or_else(String::new, |at| format!("/{at}"));
        self.href(desk, &format!("/field/{name}{item}"))
    }

    /// The frame of a page of it, below its list of questions.
    fn frame(&self, desk: &Desk<'_>, title: String) -> Frame {
        let list = Link { href: self.href(desk, ""), words: self.title(desk) };
        framed(desk, title, vec![list])
    }

    fn title(&self, desk: &Desk<'_>) -> String {
        let form = self.paper.form().words().in_(desk.visit.lang);
        text::with(desk.visit.lang, "desk-draft", &[("form", text::Arg::Text(form.to_owned()))])
    }
}

/// The frame of a page of the desk. It tells nothing of the register, so that it has no day and is not cited.
fn framed(desk: &Desk<'_>, title: String, below: Vec<Link>) -> Frame {
    let mut frame = Frame::bare(desk.site, desk.visit, title);
    let start = Link { href: desk.visit.href("/file"), words: text::get(desk.visit.lang, "nav-file") };
    frame.crumbs = [start].into_iter().chain(below).collect();
    frame
}

/// What would become of a draft, whoever signs it: every problem but those of signatures.
fn attempt(desk: &Desk<'_>, paper: &Paper) -> Result<Tried, PageError> {
    let intake = intake(desk)?;
    Ok(SignedFiling::unsigned(&paper.text()).map_or_else(Tried::Refused, |signed| intake.attempt(signed)))
}

/// The value of a field of a form as text.
fn field(fields: &Fields, name: &str) -> String {
    String::from_utf8_lossy(sent::field(fields, name)).trim().to_owned()
}

impl From<DraftError> for PageError {
    fn from(error: DraftError) -> PageError {
        match error {
            DraftError::Missing => PageError::NoDraft,
            DraftError::TooLarge => PageError::TooLarge,
            DraftError::Full => PageError::Busy,
            error => PageError::Internal(error.to_string()),
        }
    }
}
