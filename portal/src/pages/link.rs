//! Values and links as pages show them: where they lead, in which language they are, whether they leave the register.

use register::{
    Filing, Form,
    id::{BodyId, FilingId, Reference},
    lang::{Lang, Words},
    shown::{Row, Shown},
    time::When,
    value::Text,
};

use super::words;
use crate::index::Names;

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) words: String,
}

/// One value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Where it leads within the register.
    pub(super) href: Option<String>,
    /// Where it leads outside.
    pub(super) outside: Option<String>,
    /// Its language, where it is not the page's.
    pub(super) lang: Option<&'static str>,
    /// Machine-readable form of a date.
    pub(super) machine: Option<String>,
    /// Whether it is a hash or key.
    pub(super) mono: bool,
}

/// One field with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) cell: Cell,
}

/// Who asks, and the names known: what links need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Links<'a> {
    pub(super) lang: Lang,
    pub(super) names: &'a Names,
}

/// Texts of filings that have an English twin; without one they are Spanish.
const SPANISH_TEXTS: [&str; 3] = ["says", "summary", "question"];

impl Cell {
    /// Plain text in the language of the page.
    pub(super) fn text(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// A link within the register.
    pub(super) fn link(text: impl Into<String>, href: String) -> Cell {
        Cell { text: text.into(), href: Some(href), ..Cell::default() }
    }

    /// A hash or key.
    pub(super) fn mono(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), mono: true, ..Cell::default() }
    }

    /// A day or period.
    pub(super) fn when(when: When, lang: Lang) -> Cell {
        let machine = match when {
            When::Day(day) => Some(day.to_string()),
            When::Period(..) => None,
        };
        Cell { text: words::when(when, lang), machine, ..Cell::default() }
    }

    /// A text that has an English twin, in the language of the page where it exists, else in the other, marked.
    pub(super) fn said(spanish: &Text, english: Option<&Text>, lang: Lang) -> Cell {
        match (lang, english) {
            (Lang::Es, _) => Cell::text(spanish.as_str()),
            (Lang::En, Some(english)) => Cell::text(english.as_str()),
            (Lang::En, None) => Cell::spanish(spanish.as_str(), lang),
        }
    }

    /// A text in Spanish, marked on an English page.
    pub(super) fn spanish(text: &str, lang: Lang) -> Cell {
        Cell { lang: (lang == Lang::En).then_some("es"), ..Cell::text(text) }
    }
}

/// The address of a record or body, and of any other filing, which leads on to its entry.
pub(super) fn href(reference: &Reference, lang: Lang) -> String {
    match reference {
        Reference::Body(id) => format!("/{}/bodies/{id}", lang.tag()),
        Reference::Filing(id) => format!("/{}/records/{id}", lang.tag()),
    }
}

/// The address of an entry.
pub(super) fn entry_href(entry: u64, lang: Lang) -> String {
    format!("/{}/entries/{entry}", lang.tag())
}

/// An address with the parameters that are given, whose values are escaped.
pub(super) fn with_params(path: &str, params: impl IntoIterator<Item = (&'static str, Option<String>)>) -> String {
    let given = params.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    let given = given.collect::<Vec<_>>().join("&");
    let mark = if given.is_empty() { "" } else { "?" };
    format!("{path}{mark}{given}")
}

/// Text as it stands in a query (application/x-www-form-urlencoded).
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

impl Links<'_> {
    /// A body by its name. One that nobody has described has no page and stays an id.
    pub(super) fn body(&self, id: &BodyId) -> Cell {
        self.names.of(id.as_str()).map_or_else(
            || Cell::mono(id.as_str()),
            |name| Cell::link(name, href(&Reference::Body(id.clone()), self.lang)),
        )
    }

    /// A filing: a technology by its name, any other by its form and number.
    pub(super) fn filing(&self, id: &FilingId) -> Cell {
        let reference = Reference::Filing(id.clone());
        let name = self.names.of(id.as_str()).map_or_else(|| self.unnamed(id), str::to_owned);
        Cell::link(name, href(&reference, self.lang))
    }

    /// A body or filing.
    pub(super) fn reference(&self, reference: &Reference) -> Cell {
        match reference {
            Reference::Body(id) => self.body(id),
            Reference::Filing(id) => self.filing(id),
        }
    }

    fn unnamed(&self, id: &FilingId) -> String {
        let number = id.as_str().rsplit('/').next().unwrap_or_default();
        format!("{} {number}", id.form().words().in_(self.lang))
    }

    /// The value of a row.
    pub(super) fn value(&self, shown: &Shown, path: &str) -> Cell {
        match shown {
            Shown::Link(reference) => self.reference(reference),
            Shown::Url(url) => Cell { outside: Some(url.clone()), ..Cell::text(url) },
            Shown::Text(text) => self.text(text, path),
            other => Cell::text(other.text(self.lang)),
        }
    }

    fn text(&self, text: &str, path: &str) -> Cell {
        if let Some(words) = words::dated(text, self.lang) {
            let machine = (!text.contains('/')).then(|| text.to_owned());
            return Cell { machine, ..Cell::text(words) };
        }
        let last = path.rsplit('.').next().unwrap_or_default();
        let digest = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        match last {
            _ if digest => Cell::mono(text),
            "key" => Cell::mono(text),
            "country" => Cell::text(text.to_uppercase()),
            "question" if text.contains(" / ") => Cell::text(super::card::question(text, self.lang)),
            _ if SPANISH_TEXTS.contains(&last) => Cell::spanish(text, self.lang),
            _ if last.ends_with("_en") && self.lang == Lang::Es => Cell { lang: Some("en"), ..Cell::text(text) },
            _ => Cell::text(text),
        }
    }

    /// A filing's own fields.
    pub(super) fn facts(&self, rows: &[Row]) -> Vec<Fact> {
        rows.iter().map(|row| Fact { label: row.label(self.lang), cell: self.value(&row.value, &row.path) }).collect()
    }

    /// The fields that are withheld or not known, each with the reason.
    pub(super) fn absences(&self, filing: &Filing) -> Vec<Fact> {
        let lang = self.lang;
        let withheld = filing.withheld.iter().map(|withheld| {
            let law = withheld.legal_basis.law.as_str();
            let article = withheld.legal_basis.article.as_ref().map_or("", |article| article.as_str());
            let until = words::date(withheld.review, lang);
            let by = self.body(&withheld.decided_by).text;
            let says = super::text::with(
                lang,
                "withheld-says",
                &[
                    ("law", super::text::Arg::Text(format!("{law} {article}").trim().to_owned())),
                    ("by", super::text::Arg::Text(by)),
                    ("until", super::text::Arg::Text(until)),
                ],
            );
            Fact { label: field_label(filing.form(), withheld.field.as_str(), lang), cell: Cell::text(says) }
        });
        let unknown = filing.unknown.iter().map(|unknown| {
            let reason = words::small(unknown.reason.words(), lang);
            let says = super::text::with(lang, "unknown-says", &[("reason", super::text::Arg::Text(reason))]);
            Fact { label: field_label(filing.form(), unknown.field.as_str(), lang), cell: Cell::text(says) }
        });
        let named = filing.named.iter().map(|named| Fact {
            label: field_label(filing.form(), named.field.as_str(), lang),
            cell: Cell::text(named.name.to_string()),
        });
        withheld.chain(unknown).chain(named).collect()
    }
}

/// The label of the outermost field of a path.
pub(super) fn field_label(form: Form, path: &str, lang: Lang) -> String {
    let name = path.split(['.', '[']).next().unwrap_or_default();
    let label: Option<Words> =
        form.properties().iter().find(|property| property.name == name).map(|property| property.label);
    label.map_or_else(|| path.to_owned(), |label| label.in_(lang).to_owned())
}
