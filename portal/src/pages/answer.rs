//! Answers: a page, a twin or a way on, with the headers every answer of the portal carries. Answers are the same for
//! every reader; the tag of a page is a digest of it, so that an unchanged one is not sent twice.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use jiff::{Timestamp, fmt::rfc2822};
use register::{
    lang::Lang,
    time::{Date, Instant},
};

use super::{
    Make, Portal,
    as_of::Known,
    cite,
    error::{self, PageError},
    keep,
    packed::{self, Packed},
    shelf,
    visit::{Desk, Format, Visit},
};
use crate::{
    error::Details,
    index::{IndexError, Reading},
    site::Site,
};

/// What a page answers.
#[derive(Debug, Clone)]
pub(super) enum Made {
    /// A page with its status, and what it tells of.
    Page(StatusCode, String, State),
    /// A twin, with the address of its next part, and of which state of the register it is.
    Twin { format: Format, text: String, next: Option<String>, of: State },
    /// A feed in XML.
    Feed(String),
    /// Another text with its media type: a feed in JSON, a citation.
    Text { media: &'static str, text: String },
    /// The address of the page that is meant.
    See(String),
    /// A problem, in the place of a twin.
    Problem(Details),
}

/// The state of the register that an answer tells of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    /// The day asked for; none for today.
    day: Option<Date>,
    /// Entries known.
    size: u64,
    /// When it last changed, in milliseconds since 1970: with its last entry, or with the day that rules are asked for.
    changed: Option<i64>,
}

const MILLIS_OF_DAY: i64 = 86_400_000;

/// Headers that tell it of a twin.
const SIZE: HeaderName = HeaderName::from_static("veedor-size");
const AS_OF: HeaderName = HeaderName::from_static("veedor-as-of");

/// No script, nothing from elsewhere, forms only to ourselves, no frame around us.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same for the pages that have a script, which can connect to nowhere: `default-src` covers `connect-src`.
const SCRIPTED: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same for pictures that anybody may show in a page of theirs: without forms.
const FRAMED: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors *";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // The address of a page can hold what a reader looked for; no outside site learns it.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
];

/// Puts the headers on every answer.
pub async fn guard(request: Request, next: Next) -> Response {
    let scripted = has_script(request.uri().path());
    let framed = after_language(request.uri().path()).is_some_and(|path| path.starts_with("/embed/"));
    let policy = match (scripted, framed) {
        (true, _) => SCRIPTED,
        (_, true) => FRAMED,
        _ => POLICY,
    };
    let mut response = next.run(request).await;
    for (name, value) in HEADERS.into_iter().chain([(header::CONTENT_SECURITY_POLICY, policy)]) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if framed {
        response.headers_mut().remove(header::X_FRAME_OPTIONS);
    }
    response
}

/// A path after its language, where it has one.
fn after_language(path: &str) -> Option<&str> {
    Lang::ALL.iter().find_map(|lang| path.strip_prefix(&format!("/{}", lang.tag())))
}

/// Whether a page has a script: the two that compute with what only the reader has.
fn has_script(path: &str) -> bool {
    after_language(path)
        .is_some_and(|path| path == "/verify" || (path.starts_with("/file/drafts/") && path.ends_with("/sign")))
}

impl Made {
    /// A page of its template.
    pub(super) fn page(page: &impl askama::Template) -> Result<Made, PageError> {
        Made::page_with(StatusCode::OK, page)
    }

    /// A page with another status than 200.
    pub(super) fn page_with(status: StatusCode, page: &impl askama::Template) -> Result<Made, PageError> {
        let text = page.render().map_err(|error| PageError::Internal(error.to_string()))?;
        Ok(Made::Page(status, text, State::default()))
    }

    /// A twin in JSON, two spaces deep.
    pub(super) fn json(value: &serde_json::Value) -> Result<Made, PageError> {
        let mut text = serde_json::to_string_pretty(value).map_err(|error| PageError::Internal(error.to_string()))?;
        text.push('\n');
        Ok(Made::Twin { format: Format::Json, text, next: None, of: State::default() })
    }

    /// A twin in CSV.
    pub(super) fn csv(text: String) -> Made {
        Made::Twin { format: Format::Csv, text, next: None, of: State::default() }
    }

    /// The same with the address of its next part, for twins.
    pub(super) fn then(self, following: Option<String>) -> Made {
        match self {
            Made::Twin { format, text, of, .. } => Made::Twin { format, text, next: following, of },
            other => other,
        }
    }

    /// The same with what it says of the state of the register.
    fn of(self, state: State) -> Made {
        let made = match state.day {
            Some(day) => self.keeping(day),
            None => self,
        };
        match made {
            Made::Twin { format: Format::Json, text, next, .. } => {
                Made::Twin { format: Format::Json, text: headed(&text, state), next, of: state }
            }
            Made::Twin { format, text, next, .. } => Made::Twin { format, text, next, of: state },
            Made::Page(status, text, _) => Made::Page(status, text, state),
            other => other,
        }
    }

    /// The same with links that keep a day.
    pub(super) fn keeping(self, day: Date) -> Made {
        match self {
            Made::Page(status, text, of) => Made::Page(status, keep::keep(&text, day), of),
            Made::Feed(text) => Made::Feed(keep::keep(&text, day)),
            Made::See(location) => Made::See(keep::address(&location, day, "&")),
            Made::Twin { format, text, next: Some(next), of } => {
                let kept = keep::address(&next, day, "&");
                let member = |address: &str| format!("\"next\": {}", serde_json::Value::from(address));
                let text = text.replacen(&member(&next), &member(&kept), 1);
                Made::Twin { format, text, next: Some(kept), of }
            }
            other => other,
        }
    }

    /// The text of what can be kept: a page that was found, its twins and feeds.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Made::Page(StatusCode::OK, text, _)
            | Made::Twin { text, .. }
            | Made::Feed(text)
            | Made::Text { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// An answer, with what is kept beside it where it is kept.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) made: Made,
    packed: Option<Packed>,
}

impl Answer {
    /// One for one reader.
    pub(super) fn once(made: Made) -> Arc<Answer> {
        Arc::new(Answer { made, packed: None })
    }

    /// One to keep, where it is a text.
    pub(super) fn kept(made: Made) -> Arc<Answer> {
        let packed = made.text().map(Packed::of);
        Arc::new(Answer { made, packed })
    }

    /// Its bytes.
    pub(super) fn size(&self) -> usize {
        self.made.text().map_or(0, str::len) + self.packed.as_ref().map_or(0, Packed::size)
    }

    fn respond(&self, visit: &Visit) -> Response {
        const HTML: &str = "text/html; charset=utf-8";
        let tagged = |status, media, text| tagged((status, media, text), visit, self.packed.as_ref());
        match &self.made {
            Made::Page(status, text, _) if is_private(visit) => tagged(*status, HTML, text),
            Made::Page(status, text, of) => dated(tagged(*status, HTML, text), *of),
            Made::Problem(details) => details.clone().into_response(),
            Made::Feed(text) => tagged(StatusCode::OK, "application/atom+xml; charset=utf-8", text),
            Made::Text { media, text } => tagged(StatusCode::OK, media, text),
            Made::See(location) => Redirect::to(location).into_response(),
            Made::Twin { format, text, next, of } => {
                let is_json = *format == Format::Json;
                let media = if is_json { "application/json" } else { "text/csv; charset=utf-8; header=present" };
                twin(tagged(StatusCode::OK, media, text), next.as_deref(), *of)
            }
        }
    }
}

fn twin(response: Response, next: Option<&str>, of: State) -> Response {
    let mut response = dated(response, of);
    let headers = response.headers_mut();
    // Public data for anybody's page: read without credentials, which do not exist here.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("link, veedor-as-of, veedor-size"));
    headers.insert(SIZE, of.size.into());
    let told = [
        (header::LINK, next.map(|next| format!("<{next}>; rel=\"next\""))),
        (AS_OF, of.day.map(|day| day.to_string())),
    ];
    for (name, value) in told {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    }
    response
}

/// An answer with the time since which it says the same, where it tells of a state of the register.
fn dated(mut response: Response, of: State) -> Response {
    let at = of.changed.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    let text = at.and_then(|at| rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok());
    if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().insert(header::LAST_MODIFIED, value);
    }
    response
}

/// A JSON object with the state it tells of before its own members.
fn headed(text: &str, state: State) -> String {
    let day = serde_json::Value::from(state.day.map(|day| day.to_string()));
    let own = text.strip_prefix("{\n").unwrap_or(text);
    format!("{{\n  \"as_of\": {day},\n  \"size\": {},\n{own}", state.size)
}

/// Of the page for people who fear that they are watched nothing stays on the device, no draft of a filing, and nothing of
/// what somebody without a key says.
fn is_private(visit: &Visit) -> bool {
    visit.path == "/help" || visit.path.starts_with("/file") || visit.path.starts_with("/comments")
}

/// A text with its tag, compressed for those who read that, or nothing for those who know it. `packed`: as it is kept.
fn tagged((status, media, text): (StatusCode, &'static str, &str), visit: &Visit, packed: Option<&Packed>) -> Response {
    let tag = packed.map_or_else(|| packed::tag(text), |packed| packed.tag.clone());
    let known = visit.known.as_deref().is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let gzip = || packed.map_or_else(|| packed::quickly(text), |packed| packed.gzip.clone());
    let (status, gzip, body) = match (status, known) {
        (StatusCode::OK, true) => (StatusCode::NOT_MODIFIED, None, Body::empty()),
        _ => match visit.gzip.then(gzip).flatten() {
            Some(gzip) => (status, Some("gzip"), Body::from(gzip)),
            None => (status, None, Body::from(text.to_owned())),
        },
    };
    let cached = if is_private(visit) { "no-store" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CACHE_CONTROL, cached.to_owned()),
        (header::CONTENT_LANGUAGE, visit.lang.tag().to_owned()),
        (header::ETAG, tag),
    ];
    let mut response = (status, headers, body).into_response();
    if let Some(gzip) = gzip {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(gzip));
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

impl Portal {
    /// Makes the answer off the event loop. What goes wrong becomes a page too.
    pub(super) async fn answer(
        self,
        visit: Visit,
        make: impl FnOnce(&Desk<'_>) -> Result<Made, PageError> + Send + 'static,
    ) -> Response {
        self.blocking(visit, move |portal, visit| made(&portal.site, visit, false, make).map(Answer::once)).await
    }

    /// The same for a page that everyone sees alike, as it is kept where nothing changed since it was made.
    pub(super) async fn show(self, visit: Visit, make: Make) -> Response {
        self.blocking(visit, move |portal, visit| {
            let made = || made(&portal.site, visit, true, make);
            if shelf::keeps(visit) { portal.shelf.page(&portal.site, visit, made) } else { made().map(Answer::once) }
        })
        .await
    }

    async fn blocking(
        self,
        visit: Visit,
        make: impl FnOnce(&Portal, &Visit) -> Result<Arc<Answer>, PageError> + Send + 'static,
    ) -> Response {
        let lang = self.lang;
        let work = tokio::task::spawn_blocking(move || {
            let answer = make(&self, &visit).unwrap_or_else(|error| Answer::once(error.page(&self.site, &visit)));
            answer.respond(&visit)
        });
        work.await.unwrap_or_else(|_| error::broken(lang))
    }
}

/// Makes a page of today, or as known on the day asked for. `at_once`: from one state of the index; not where a page files or
/// waits for something first.
fn made(
    site: &Site,
    visit: &Visit,
    at_once: bool,
    make: impl FnOnce(&Desk<'_>) -> Result<Made, PageError>,
) -> Result<Made, PageError> {
    let made = match visit.as_of.day(site.today.days())? {
        None if at_once => site.read_at_once(|reading| at_desk(site, reading, visit, None, make)),
        None => site.read(|reading| at_desk(site, reading, visit, None, make)),
        Some(day) => site.read_as_of(day, |reading, size| match Known::new(reading, day, size)? {
            Ok(known) => at_desk(site, reading, visit, Some(known), make),
            Err(no_day) => Ok(Err(no_day.into())),
        }),
    };
    made.map_err(PageError::Index).and_then(|made| made)
}

/// What the index itself fails at is told as such, so that a damaged one is noticed and made anew.
fn at_desk(
    site: &Site,
    reading: &Reading,
    visit: &Visit,
    known: Option<Known>,
    make: impl FnOnce(&Desk<'_>) -> Result<Made, PageError>,
) -> Result<Result<Made, PageError>, IndexError> {
    let day = known.map(|known| known.day);
    let received = reading.last_received()?.map(Instant::millis);
    let midnight = day.map_or_else(|| site.today.days(), Date::days).saturating_mul(MILLIS_OF_DAY);
    let state = State { day, size: reading.size()?, changed: received.map(|received| received.max(midnight)) };
    let desk = Desk::new(site, reading, visit, known)?;
    match (make(&desk).and_then(|made| cite::instead(&desk, made)), known) {
        (Err(PageError::Index(error)), _) => Err(error),
        (Err(PageError::NotFound), Some(known)) => Ok(Err(PageError::NotThen(known))),
        (made, _) => Ok(made.map(|made| made.of(state))),
    }
}
