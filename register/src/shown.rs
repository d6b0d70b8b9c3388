//! A filing's fields as rows for people: path, label in both languages, value. Pages, CSV, differences between
//! versions and the terminal all show the same rows; nothing here knows HTML.

use crate::{
    id::Reference,
    lang::{Lang, Words},
};

/// One value as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Text as filed.
    Text(String),
    /// A code of a codelist with its label.
    Code(&'static str, Words),
    /// The same thing said in both languages.
    Words(Words),
    /// A link into the register.
    Link(Reference),
    /// A link to the outside.
    Url(String),
    /// A number of things, low and high bound.
    Quantity(u64, u64),
    /// Money: decimal amount as published and ISO 4217 currency.
    Money(String, String),
}

/// One row: where the value stands in the filing, what it is called, what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Path in the filing, as `parties[1].country`.
    pub path: String,
    /// Labels from the outermost field to the innermost.
    pub labels: Vec<Words>,
    /// The value.
    pub value: Shown,
}

/// Collects rows while records show themselves.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    path: String,
    labels: Vec<Words>,
}

impl Rows {
    /// Shows one field of a record.
    pub fn field(&mut self, name: &str, label: Words, show: impl FnOnce(&mut Rows)) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        self.labels.push(label);
        show(self);
        self.labels.pop();
        self.path.truncate(length);
    }

    /// Shows one item of a list.
    pub fn item(&mut self, at: usize, show: impl FnOnce(&mut Rows)) {
        let length = self.path.len();
        self.path.push_str(&format!("[{at}]"));
        show(self);
        self.path.truncate(length);
    }

    /// Shows a value at the current place.
    pub fn value(&mut self, value: Shown) {
        self.rows.push(Row { path: self.path.clone(), labels: self.labels.clone(), value });
    }

    /// The rows collected.
    #[must_use]
    pub fn finish(self) -> Vec<Row> {
        self.rows
    }
}

impl Row {
    /// The label in one language, outer fields first.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        self.labels.iter().map(|label| label.in_(lang)).collect::<Vec<_>>().join(" · ")
    }
}

impl Shown {
    /// The value as one line of text.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Shown::Text(text) | Shown::Url(text) => text.clone(),
            Shown::Code(_, words) | Shown::Words(words) => words.in_(lang).into(),
            Shown::Link(id) => id.to_string(),
            Shown::Quantity(low, high) if low == high => grouped(&low.to_string(), lang),
            Shown::Quantity(low, high) => {
                format!("{}–{}", grouped(&low.to_string(), lang), grouped(&high.to_string(), lang))
            }
            Shown::Money(amount, currency) => format!("{} {currency}", grouped(amount, lang)),
        }
    }
}

/// Thousands apart with a thin space in Spanish (Mexico writes a comma, Spain a point; the space is read by both) and
/// a comma in English; the decimal point stays as filed.
fn grouped(number: &str, lang: Lang) -> String {
    let separator = match lang {
        Lang::Es => '\u{202f}',
        Lang::En => ',',
    };
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 && digit.is_ascii_digit() && whole.as_bytes()[at - 1] != b'-' {
            out.push(separator);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
