//! Comments without a key and without an account: written on a plain form, looked over, sent, followed with a code
//! (spec/comment.md, decision 22). Nothing of who sends one is asked, kept or logged; the code stands in no address.

mod follow;
mod write;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    routing::{get, post},
};
use register::{Content, forms::purchase::Consultation, id::FilingId, lifeline::Logged};

use super::{
    Make, Portal,
    error::PageError,
    frame::Frame,
    link::Link,
    sent::{self, Fields, Take},
    text::{self, Arg},
    visit::{Desk, Visit},
    words,
};
use crate::intake::Intake;

pub(super) use write::tag;

/// Where a comment on a consultation is written, after the language.
pub(super) const ON: &str = "/comments/on/";

/// Bytes of a form: the longest comment, escaped, and as much as somebody pastes who is then told that it is too long.
const MAX_FORM: usize = 128 * 1024;

/// The forms, and what they are sent to. They are for people: no part of the API.
pub(super) fn routes(at: impl Fn(&str) -> String) -> Router<Portal> {
    let show = |make: Make| get(move |State(portal): State<Portal>, visit: Visit| portal.show(visit, make));
    let take = |take: Take| post(move |portal, visit, request| sent::taken(portal, visit, request, (MAX_FORM, take)));
    Router::new()
        .route(&at("/comments"), show(follow::make).merge(take(follow::look)))
        .route(&at("/comments/delete"), take(follow::delete))
        .route(&at("/comments/on/{*id}"), show(write::make).merge(take(write::take)))
        .layer(DefaultBodyLimit::max(MAX_FORM))
}

/// Where comments are kept; none in a mirror.
fn intake(desk: &Desk<'_>) -> Option<Arc<Intake>> {
    desk.site.intake.load_full()
}

/// A consultation that stands.
fn consultation(desk: &Desk<'_>, id: &FilingId) -> Result<(Logged, Consultation), PageError> {
    let logged = desk.reading.filing(id)?.filter(|logged| logged.withdrawn.is_none()).ok_or(PageError::NotFound)?;
    match &logged.filing.content {
        Content::Consultation(consultation) => {
            let consultation = (**consultation).clone();
            Ok((logged, consultation))
        }
        _ => Err(PageError::NotFound),
    }
}

/// The frame of these pages. They tell nothing of the register, so that they have no day and are not cited.
fn framed(desk: &Desk<'_>, title: String, of: Option<&FilingId>) -> Frame {
    let lang = desk.visit.lang;
    let mut frame = Frame::bare(desk.site, desk.visit, title);
    let list = Link { href: desk.visit.href("/consultations"), words: text::get(lang, "consultations-title") };
    let one = of.map(|id| Link {
        href: desk.visit.href(&format!("/consultations/{id}")),
        words: text::get(lang, "consultation-title"),
    });
    frame.crumbs = [list].into_iter().chain(one).collect();
    frame
}

/// The text of a field of a form, on one line; none where it is no text.
fn line(fields: &Fields, name: &str) -> Option<String> {
    let text = std::str::from_utf8(sent::field(fields, name)).ok()?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A day in words, as a variable of a message.
fn day(day: register::time::Date, desk: &Desk<'_>) -> Arg {
    Arg::Text(words::date(day, desk.visit.lang))
}
