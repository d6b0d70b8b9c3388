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
    answer::Made,
    frame::Frame,
    text,
    visit::{Visit, accepted},
};
use crate::{index::IndexError, log::ReadError, site::Site};

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub(super) enum PageError {
    /// Nothing is at this address.
    #[error("nothing is at this address")]
    NotFound,
    /// A part of the address cannot be understood.
    #[error("`{0}` cannot be understood")]
    Unclear(String),
    /// The form sent is too large.
    #[error("the form is larger than 256 KiB")]
    TooLarge,
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

/// The page of an error.
#[derive(Debug, Template)]
#[template(path = "error.html", whitespace = "minimize")]
struct Error {
    frame: Frame,
    status: u16,
    says: String,
    next: String,
}

impl PageError {
    fn status(&self) -> StatusCode {
        match self {
            PageError::NotFound => StatusCode::NOT_FOUND,
            PageError::Unclear(_) => StatusCode::BAD_REQUEST,
            PageError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            PageError::Index(_) | PageError::Log(_) => StatusCode::SERVICE_UNAVAILABLE,
            PageError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Keys of title, what happened and what to do.
    fn keys(&self) -> [&'static str; 3] {
        match self {
            PageError::NotFound => ["error-404", "error-404-says", "error-404-next"],
            PageError::Unclear(_) => ["error-400", "error-400-says", "error-400-next"],
            PageError::TooLarge => ["error-413", "error-413-says", "error-413-next"],
            PageError::Index(_) | PageError::Log(_) => ["error-503", "error-503-says", "error-503-next"],
            PageError::Internal(_) => ["error-500", "error-500-says", "error-500-next"],
        }
    }

    /// The page that tells it. Needs no index, which may be what failed.
    pub(super) fn page(&self, site: &Site, visit: &Visit) -> Made {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "a page could not be made");
        }
        let [title, says, next] = self.keys().map(|key| text::get(visit.lang, key));
        let page = Error { frame: Frame::bare(site, visit, title), status: status.as_u16(), says, next };
        match page.render() {
            Ok(text) => Made::Page(status, text),
            Err(_) => Made::Page(status, plain(visit.lang, self)),
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
    Portal { site: portal.site, lang }.answer(visit, |_| Err(PageError::NotFound)).await
}

fn language_of(uri: &Uri) -> Option<Lang> {
    let first = uri.path().split('/').nth(1).unwrap_or_default();
    Lang::ALL.into_iter().find(|lang| lang.tag() == first)
}
