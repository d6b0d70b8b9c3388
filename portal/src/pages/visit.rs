//! What a reader asks for: language, address, query, form of the answer. And the desk a page is made at: the visit with
//! the register it is about.

use std::{
    cell::{OnceCell, RefCell},
    collections::BTreeSet,
    convert::Infallible,
    sync::Arc,
};

use axum::{
    extract::{FromRequestParts, Query},
    http::{HeaderMap, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Response},
};
use register::lang::Lang;
use rulebook::law::Law;

use super::{
    Portal,
    as_of::{self, AsOf, Known},
    cite::{self, Citation},
};
use crate::{
    index::{IndexError, Reading},
    site::Site,
};

/// Characters of one parameter that are read; more is no question anybody asks.
const MAX_PARAM: usize = 200;

/// Parameters that are read.
const MAX_PARAMS: usize = 32;

/// How the answer is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Html,
    Json,
    Csv,
}

/// One request.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    pub(super) lang: Lang,
    /// Path after the language, without the ending of a twin: `/records/mx/x/technology/1`.
    pub(super) path: String,
    /// The query as sent, without the day and how to cite.
    pub(super) query: String,
    /// The form of citation asked for.
    pub(super) cite: Option<String>,
    /// The day asked for.
    pub(super) as_of: AsOf,
    /// The parameters, without the day and how to cite.
    pub(super) params: Vec<(String, String)>,
    /// Names of parameters that the page asked for.
    asked: RefCell<BTreeSet<String>>,
    pub(super) format: Format,
    /// Host the reader used; empty where none was said.
    pub(super) host: String,
    pub(super) known: Option<String>,
}

/// Where a page is made: who asks what, and of whom.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) site: &'a Site,
    pub(super) reading: &'a Reading,
    pub(super) visit: &'a Visit,
    /// What was known on the day asked for; none on today's page.
    pub(super) known: Option<Known>,
    /// The day for which the rules are asked, in days since 1970-01-01: the day asked for, else today.
    pub(super) today: i64,
    /// The law on that day.
    pub(super) law: Arc<Law>,
    /// How the page made here is cited; set with its frame.
    pub(super) citation: OnceCell<Citation>,
}

impl<'a> Desk<'a> {
    /// A desk for a page of today, or as known on a day.
    pub(super) fn new(
        site: &'a Site,
        reading: &'a Reading,
        visit: &'a Visit,
        known: Option<Known>,
    ) -> Result<Desk<'a>, IndexError> {
        let (today, law) = match known {
            Some(known) => (known.day.days(), site.law_of(reading)?),
            None => (site.today.days(), site.law.load_full()),
        };
        Ok(Desk { site, reading, visit, known, today, law, citation: OnceCell::new() })
    }
}

impl Visit {
    /// A visit in a language at an address.
    pub(super) fn new(lang: Lang, uri: &Uri, headers: &HeaderMap) -> Visit {
        let path = uri.path().strip_prefix(&format!("/{}", lang.tag())).unwrap_or(uri.path());
        let (path, format) = match (path.strip_suffix(".json"), path.strip_suffix(".csv")) {
            (Some(path), _) => (path, Format::Json),
            (_, Some(path)) => (path, Format::Csv),
            _ => (path, Format::Html),
        };
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let (days, params): (Vec<_>, Vec<_>) = params(uri).into_iter().partition(|(name, _)| name == as_of::PARAM);
        let (cites, params): (Vec<_>, Vec<_>) = params.into_iter().partition(|(name, _)| name == cite::PARAM);
        Visit {
            lang,
            path: path.to_owned(),
            query: own_query(uri.query().unwrap_or_default()),
            cite: cites.into_iter().next().map(|(_, style)| style),
            as_of: AsOf::read(path, days.iter().map(|(_, value)| value.as_str())),
            params,
            asked: RefCell::default(),
            format,
            host: text(header::HOST).filter(|host| is_host(host)).unwrap_or_default().to_owned(),
            known: text(header::IF_NONE_MATCH).map(str::to_owned),
        }
    }

    /// The value of a parameter, without space around it; the first where it stands twice, none where it is empty.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.asked.borrow_mut().insert(name.to_owned());
        let value = self.params.iter().find(|(known, _)| known == name)?.1.trim();
        (!value.is_empty()).then_some(value)
    }

    /// Whether the page asked for a parameter.
    pub(super) fn was_asked(&self, name: &str) -> bool {
        self.asked.borrow().contains(name)
    }

    /// What stands behind a prefix of the path.
    pub(super) fn rest(&self, prefix: &str) -> &str {
        self.path.strip_prefix(prefix).unwrap_or_default()
    }

    /// The same visit to what stands behind a prefix of its path.
    pub(super) fn below(self, prefix: &str) -> Visit {
        let path = self.rest(prefix).to_owned();
        Visit { path, ..self }
    }

    /// The address of another page in the same language.
    pub(super) fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.lang.tag())
    }
}

impl FromRequestParts<Portal> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Visit, Infallible> {
        Ok(Visit::new(portal.lang, &parts.uri, &parts.headers))
    }
}

/// A query without the parameters that any page may have.
fn own_query(query: &str) -> String {
    let named = |part: &&str| !part.split('=').next().is_some_and(|name| [as_of::PARAM, cite::PARAM].contains(&name));
    query.split('&').filter(named).collect::<Vec<_>>().join("&")
}

fn params(uri: &Uri) -> Vec<(String, String)> {
    let all = Query::<Vec<(String, String)>>::try_from_uri(uri).map(|query| query.0).unwrap_or_default();
    // What nobody can see is not left out: it would make of one question another.
    let seen = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let short = |text: String| text.chars().map(seen).take(MAX_PARAM).collect::<String>();
    all.into_iter().take(MAX_PARAMS).map(|(name, value)| (short(name), short(value))).collect()
}

/// Only what can stand in a citation is taken over from the request.
fn is_host(host: &str) -> bool {
    host.len() <= 200 && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
}

/// Sends a reader who named no language to the one their browser asks for; Spanish when in doubt.
pub async fn choose_language(headers: HeaderMap) -> Response {
    let location = format!("/{}/", accepted(&headers).tag());
    let vary = (header::VARY, "accept-language".to_owned());
    (StatusCode::FOUND, [(header::LOCATION, location), vary]).into_response()
}

/// The first of our languages in the order of the reader's wishes.
#[must_use]
pub fn accepted(headers: &HeaderMap) -> Lang {
    let wishes = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best: Option<(f32, Lang)> = None;
    for wish in wishes.split(',').take(20) {
        let (tag, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
        let weight: f32 = weight.trim().parse().unwrap_or(0.0);
        if let Some(lang) = Lang::parse(tag.trim())
            && weight > best.map_or(0.0, |(best, _)| best)
        {
            best = Some((weight, lang));
        }
    }
    best.map_or(Lang::Es, |(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use register::lang::Lang;

    use super::accepted;

    #[test]
    fn the_best_wish_decides_and_spanish_is_the_answer_in_doubt() {
        let of = |wish: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(wish));
            accepted(&headers)
        };
        assert_eq!(of("en-GB,es;q=0.5"), Lang::En);
        assert_eq!(of("fr, en;q=0.2, es-MX;q=0.7"), Lang::Es);
        assert_eq!(of("de"), Lang::Es);
        assert_eq!(of("en;q=0"), Lang::Es);
        assert_eq!(of("en;q=x, ,,;;"), Lang::Es);
        assert_eq!(accepted(&HeaderMap::new()), Lang::Es);
    }
}
