//! Answers: a page, a twin or a way on, with the headers every answer of the portal carries. Answers are the same for
//! every reader; the tag of a page is a digest of it, so that an unchanged one is not sent twice.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use sha2::{Digest, Sha256};

use super::{
    Portal,
    error::{self, PageError},
    visit::{Desk, Format, Visit},
};

/// What a page answers.
#[derive(Debug)]
pub(super) enum Made {
    /// A page with its status.
    Page(StatusCode, String),
    /// A twin, with the address of its next part.
    Twin { format: Format, text: String, next: Option<String> },
    /// A feed.
    Feed(String),
    /// The address of the page that is meant.
    See(String),
}

/// No script, nothing from elsewhere, forms only to ourselves, no frame around us.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // The address of a page can hold what a reader looked for; no outside site learns it.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
];

/// Puts the headers on every answer.
pub(super) async fn guard(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

impl Made {
    /// A page of its template.
    pub(super) fn page(page: &impl askama::Template) -> Result<Made, PageError> {
        Made::page_with(StatusCode::OK, page)
    }

    /// A page with another status than 200.
    pub(super) fn page_with(status: StatusCode, page: &impl askama::Template) -> Result<Made, PageError> {
        let text = page.render().map_err(|error| PageError::Internal(error.to_string()))?;
        Ok(Made::Page(status, text))
    }

    /// A twin in JSON, two spaces deep.
    pub(super) fn json(value: &serde_json::Value) -> Result<Made, PageError> {
        let mut text = serde_json::to_string_pretty(value).map_err(|error| PageError::Internal(error.to_string()))?;
        text.push('\n');
        Ok(Made::Twin { format: Format::Json, text, next: None })
    }

    /// A twin in CSV.
    pub(super) fn csv(text: String) -> Made {
        Made::Twin { format: Format::Csv, text, next: None }
    }

    /// The same with the address of its next part, for twins.
    pub(super) fn then(self, following: Option<String>) -> Made {
        match self {
            Made::Twin { format, text, .. } => Made::Twin { format, text, next: following },
            other => other,
        }
    }

    fn respond(self, visit: &Visit) -> Response {
        match self {
            Made::Page(status, text) => tagged(status, "text/html; charset=utf-8", text, visit),
            Made::Feed(text) => tagged(StatusCode::OK, "application/atom+xml; charset=utf-8", text, visit),
            Made::See(location) => Redirect::to(&location).into_response(),
            Made::Twin { format, text, next } => {
                let media =
                    if format == Format::Json { "application/json" } else { "text/csv; charset=utf-8; header=present" };
                let mut response = tagged(StatusCode::OK, media, text, visit);
                let headers = response.headers_mut();
                // Public data for anybody's page: read without credentials, which do not exist here.
                headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
                if let Some(link) = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok())
                {
                    headers.insert(header::LINK, link);
                }
                response
            }
        }
    }
}

fn tagged(status: StatusCode, media: &'static str, text: String, visit: &Visit) -> Response {
    let digest = Sha256::digest(text.as_bytes());
    let tag: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("W/\"{tag}\"");
    let known = visit.known.as_deref().is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let (status, body) = match (status, known) {
        (StatusCode::OK, true) => (StatusCode::NOT_MODIFIED, Body::empty()),
        _ => (status, Body::from(text)),
    };
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::CONTENT_LANGUAGE, visit.lang.tag().to_owned()),
        (header::ETAG, tag),
    ];
    (status, headers, body).into_response()
}

impl Portal {
    /// Makes the answer off the event loop. What goes wrong becomes a page too.
    pub(super) async fn answer(
        self,
        visit: Visit,
        make: impl FnOnce(&Desk<'_>) -> Result<Made, PageError> + Send + 'static,
    ) -> Response {
        let site = self.site.clone();
        let work = tokio::task::spawn_blocking(move || {
            // What the index itself fails at is told as such, so that a damaged one is noticed and made anew.
            let made = site.read(|reading| match make(&Desk { site: &site, reading, visit: &visit }) {
                Err(PageError::Index(error)) => Err(error),
                made => Ok(made),
            });
            let made = made.map_err(PageError::Index).and_then(|made| made);
            made.unwrap_or_else(|error| error.page(&site, &visit)).respond(&visit)
        });
        work.await.unwrap_or_else(|_| error::broken(self.lang))
    }
}
