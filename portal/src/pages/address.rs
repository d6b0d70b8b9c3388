//! An address as a reader sends it: language, path, parameters, form of the answer, host; and the language of those who name
//! none. For the portal, and for others who show pages like its own.

use axum::{
    extract::Query,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use register::lang::Lang;

/// Characters of one parameter that are read; more is no question anybody asks.
const MAX_PARAM: usize = 250;

/// Parameters that are read.
const MAX_PARAMS: usize = 32;

/// How the answer is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// Its twin as JSON.
    Json,
    /// Its twin as a table.
    Csv,
}

/// What a reader asks for.
#[derive(Debug, Clone)]
pub struct Address {
    /// The language.
    pub lang: Lang,
    /// Path after the language, without the ending of a twin: `/records/mx/x/technology/1`.
    pub path: String,
    /// The query as sent.
    pub query: String,
    /// The parameters.
    pub params: Vec<(String, String)>,
    /// How the answer is to look.
    pub format: Format,
    /// Host the reader used; empty where none was said.
    pub host: String,
}

impl Address {
    /// The address of a request for pages in a language.
    #[must_use]
    pub fn new(lang: Lang, uri: &Uri, headers: &HeaderMap) -> Address {
        let path = uri.path().strip_prefix(&format!("/{}", lang.tag())).unwrap_or(uri.path());
        let (path, format) = match (path.strip_suffix(".json"), path.strip_suffix(".csv")) {
            (Some(path), _) => (path, Format::Json),
            (_, Some(path)) => (path, Format::Csv),
            _ => (path, Format::Html),
        };
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|host| is_host(host));
        Address {
            lang,
            path: path.to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            params: params(uri),
            format,
            host: host.unwrap_or_default().to_owned(),
        }
    }

    /// What all parameters of a name hold, each of which may hold several with commas between.
    #[must_use]
    pub fn list(&self, name: &str) -> Vec<&str> {
        let values = self.params.iter().filter(|(known, _)| known == name);
        values.flat_map(|(_, value)| value.split(',')).map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    /// What stands behind a prefix of the path.
    #[must_use]
    pub fn rest(&self, prefix: &str) -> &str {
        self.path.strip_prefix(prefix).unwrap_or_default()
    }

    /// The address of another page in the same language.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.lang.tag())
    }
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
