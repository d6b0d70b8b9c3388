//! What a reader asks for: language, address, parameters, form of the answer.

use axum::{
    extract::Query,
    http::{HeaderMap, Uri, header},
};
use register::lang::Lang;

/// How the answer is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Html,
    Json,
    Csv,
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(super) lang: Lang,
    /// Path after the language, without the ending of a twin.
    pub(super) path: String,
    /// The query as sent.
    pub(super) query: String,
    params: Vec<(String, String)>,
    pub(super) format: Format,
    /// Host the reader used; empty where none was said.
    pub(super) host: String,
}

/// Parameters that are read, and characters of each.
const MOST: usize = 32;
const LONGEST: usize = 250;

impl Visit {
    pub(super) fn new(lang: Lang, uri: &Uri, headers: &HeaderMap) -> Visit {
        let path = uri.path().strip_prefix(&format!("/{}", lang.tag())).unwrap_or(uri.path());
        let (path, format) = match (path.strip_suffix(".json"), path.strip_suffix(".csv")) {
            (Some(path), _) => (path, Format::Json),
            (_, Some(path)) => (path, Format::Csv),
            _ => (path, Format::Html),
        };
        let params = Query::<Vec<(String, String)>>::try_from_uri(uri).map(|query| query.0).unwrap_or_default();
        let short = |text: String| text.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>();
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let plain = |host: &&str| {
            host.len() <= 200 && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
        };
        Visit {
            lang,
            path: path.to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            params: params.into_iter().take(MOST).map(|(name, value)| (name, short(value))).collect(),
            format,
            host: Some(host).filter(plain).unwrap_or_default().to_owned(),
        }
    }

    /// The values of a parameter, each of which may hold several with commas between.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        let values = self.params.iter().filter(|(known, _)| known == name);
        values.flat_map(|(_, value)| value.split(',')).map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    /// What stands behind a prefix of the path.
    pub(super) fn rest(&self, prefix: &str) -> &str {
        self.path.strip_prefix(prefix).unwrap_or_default()
    }

    /// The address of a page in the same language.
    pub(super) fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.lang.tag())
    }
}
