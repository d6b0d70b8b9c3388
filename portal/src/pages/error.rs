//! What a reader is told when there is no page: not there, not understood, not possible now. Each with search and a way
//! on, in the reader's language. Only here do reasons become status codes.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use register::lang::Lang;

use super::{
    Portal,
    address::accepted,
    answer::{self, Made},
    as_of::{AsOf, Known, NoDay},
    frame::Frame,
    text::{self, Arg},
    visit::{Format, Visit},
    words,
};
use crate::{error::Details, index::IndexError, log::ReadError, site::Site};

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub(super) enum PageError {
    /// Nothing is at this address.
    #[error("nothing is at this address")]
    NotFound,
    /// A part of the address cannot be understood.
    #[error("`{0}` cannot be understood")]
    Unclear(String),
    /// Nothing was at this address on the day asked for.
    #[error("nothing was at this address on {}", .0.day)]
    NotThen(Known),
    /// The day asked for cannot be shown.
    #[error("the day asked for cannot be shown")]
    NoDay(NoDay),
    /// The form sent is too large.
    #[error("the form is larger than what is taken here")]
    TooLarge,
    /// There is no such draft of a filing, or no more.
    #[error("there is no such draft")]
    NoDraft,
    /// The entry is acknowledged, and its receipt comes in a moment.
    #[error("the entry is acknowledged and not published yet")]
    Later,
    /// Too many drafts were begun.
    #[error("too many drafts were begun today")]
    Busy,
    /// As many tables as are read at a time are being read.
    #[error("other tables are being read")]
    TablesBusy,
    /// The index cannot be read now.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The published log cannot be read now.
    #[error(transparent)]
    Log(#[from] ReadError),
    /// The page could not be made: a fault of the program.
    #[error("{0}")]
    Internal(String),
}

impl From<NoDay> for PageError {
    fn from(no_day: NoDay) -> PageError {
        PageError::NoDay(no_day)
    }
}

/// The page of an error.
#[derive(Debug, Template)]
#[template(path = "error.html", whitespace = "minimize")]
struct Error {
    frame: Frame,
    status: u16,
    says: String,
    next: String,
    /// The same address today, where another day was asked for.
    today: Option<String>,
}

impl PageError {
    fn status(&self) -> StatusCode {
        match self {
            PageError::NotFound | PageError::NotThen(_) | PageError::NoDraft => StatusCode::NOT_FOUND,
            PageError::Busy | PageError::TablesBusy | PageError::Later => StatusCode::SERVICE_UNAVAILABLE,
            PageError::NoDay(NoDay::Early(..) | NoDay::Ahead(_)) => StatusCode::NOT_FOUND,
            PageError::Unclear(_) | PageError::NoDay(NoDay::Unclear(_)) => StatusCode::BAD_REQUEST,
            PageError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            PageError::Index(_) | PageError::Log(_) => StatusCode::SERVICE_UNAVAILABLE,
            PageError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Keys of title, what happened and what to do.
    fn keys(&self) -> [&'static str; 3] {
        match self {
            PageError::NotFound => ["error-404", "error-404-says", "error-404-next"],
            PageError::NotThen(_) => ["error-then", "error-then-says", "error-then-next"],
            PageError::NoDay(_) => ["error-day", "error-day-says", "error-day-next"],
            PageError::Unclear(_) => ["error-400", "error-400-says", "error-400-next"],
            PageError::TooLarge => ["error-413", "error-413-says", "error-413-next"],
            PageError::NoDraft => ["error-draft", "error-draft-says", "error-draft-next"],
            PageError::Later => ["error-later", "error-later-says", "error-later-next"],
            PageError::Busy => ["error-busy", "error-busy-says", "error-busy-next"],
            PageError::TablesBusy => ["error-tables", "error-tables-says", "error-tables-next"],
            PageError::Index(_) | PageError::Log(_) => ["error-503", "error-503-says", "error-503-next"],
            PageError::Internal(_) => ["error-500", "error-500-says", "error-500-next"],
        }
    }

    /// What happened, in words.
    fn says(&self, lang: Lang) -> String {
        let [_, says, _] = self.keys();
        match self {
            PageError::NoDay(no_day) => no_day.says(lang),
            PageError::NotThen(known) => text::with(lang, says, &[("day", Arg::Text(words::date(known.day, lang)))]),
            _ => text::get(lang, says),
        }
    }

    /// The page that tells it, or the problem in the place of a twin as of a day. Needs no index, which may be what failed.
    pub(super) fn page(&self, site: &Site, visit: &Visit) -> Made {
        let of_day = matches!(self, PageError::NotThen(_) | PageError::NoDay(_));
        if of_day && visit.format != Format::Html {
            let [en, es] = [Lang::En, Lang::Es].map(|lang| self.says(lang));
            return Made::Problem(Details::new(self.status(), "as-of", &en, &es));
        }
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "a page could not be made");
        }
        let [title, _, next] = self.keys().map(|key| text::get(visit.lang, key));
        let frame = Frame::bare(site, visit, title);
        let today = of_day.then(|| frame.today.clone());
        let page = Error { frame, status: status.as_u16(), says: self.says(visit.lang), next, today };
        let made =
            Made::Page(status, page.render().unwrap_or_else(|_| plain(visit.lang, self)), answer::State::default());
        match (self, &visit.as_of) {
            (PageError::NoDay(_), _) => made,
            (_, AsOf::Day(day)) => made.keeping(*day),
            _ => made,
        }
    }
}

/// The least that can be said where even the template fails.
fn plain(lang: Lang, error: &PageError) -> String {
    let [title, says, _] = error.keys().map(|key| text::get(lang, key));
    format!("<!doctype html><html lang=\"{}\"><title>{title}</title><h1>{title}</h1><p>{says}</p></html>", lang.tag())
}

/// The answer when making a page broke off.
pub(super) fn broken(lang: Lang) -> Response {
    let text = plain(lang, &PageError::Internal(String::new()));
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

/// The page for every address that nobody answers; in the language of the address, else of the reader.
pub(super) async fn not_found(State(portal): State<Portal>, uri: Uri, headers: HeaderMap) -> Response {
    let lang = language_of(&uri).unwrap_or_else(|| accepted(&headers));
    let visit = Visit::new(lang, &uri, &headers);
    Portal { lang, ..portal }.answer(visit, |_| Err(PageError::NotFound)).await
}

fn language_of(uri: &Uri) -> Option<Lang> {
    let first = uri.path().split('/').nth(1).unwrap_or_default();
    Lang::ALL.into_iter().find(|lang| lang.tag() == first)
}
