//! The simple values of filings: short text, links, hashes, money, counts with bounds, dates, ids, keys.
//! Each says what it takes; none guesses.

use std::fmt;

use crate::{
    field::{Field, Reading},
    id::{self, BodyId, FilingId, Reference},
    iso,
    json::{Node, Value},
    lang::Words,
    personal,
    problem::Reason,
    schema::Schema,
    shown::{Rows, Shown},
    time::{Date, Instant, When},
};

/// Short free text on one line, at most [`Text::MAX`] characters, without likely personal data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(String);

/// A name of a body, product, law or publication: at most [`Name::MAX`] characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

/// A web address, `https` or `http`, without user or password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url(String);

/// A SHA-256 in lower-case hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256(pub tlog::hash::Hash);

/// An amount of money exactly as published: a decimal string and an ISO 4217 currency. Never added up silently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// Decimal digits with at most four after the point, as `139199000.00`.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// A count, exact or between bounds: "fewer than ten" is 1 to 9, never 5.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least it can be.
    pub low: u64,
    /// The most it can be.
    pub high: u64,
}

/// An ISO 3166-1 alpha-2 code in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country(String);

/// A jurisdiction, as the ids of its bodies begin: an ISO 3166-1 code, with an ISO 3166-2 part where there is one
/// (`mx`, `us-ca`), or `int`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(String);

/// A date of limited precision, `2021`, `2021-07` or `2021-07-28` (EDTF level 0), as publications carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated(String);

/// A verifier key, `name+id+base64` (c2sp.org/signed-note).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(pub tlog::note::VerifierKey);

const COUNT: Words =
    Words::new("un número entero de 0 a 9007199254740991", "a whole number from 0 to 9007199254740991");

/// Counts beyond this are refused: JSON readers lose whole numbers above 2^53.
pub const MAX_COUNT: u64 = 9_007_199_254_740_991;

impl Text {
    /// Characters allowed: long papers are filed as documents.
    pub const MAX: usize = 500;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Name {
    /// Characters allowed.
    pub const MAX: usize = 200;

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Url {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(text: &str) -> Option<Url> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain =
            text.len() <= 500 && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
        (plain && host.contains('.') && !host.contains('@')).then(|| Url(text.into()))
    }
}

impl Country {
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Place {
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

/// Reads one line of text of at most `max` characters. Numbers of people are refused in every text; what reads like
/// a person's name is refused unless the filer cleared it.
fn line_of_text(node: &Node<'_>, reading: &mut Reading, max: usize) -> Option<String> {
    let text = reading.string(node)?;
    let characters = text.chars().count();
    if characters > max {
        reading.problem(node.line, Reason::TooLong { characters, limit: max });
        return None;
    }
    let blank = text.trim().is_empty() || text.trim() != text;
    let control = text.chars().any(|c| c.is_control() || is_unseen(c));
    if blank || control {
        let wants = Words::new(
            "texto en una línea, sin espacios en los extremos ni caracteres de control o invisibles",
            "text on one line without spaces at its ends or control or unseen characters",
        );
        reading.malformed(node.line, text, wants);
        return None;
    }
    let cleared = reading.clearances();
    if reading.is_logged() {
        return Some(text.into());
    }
    match personal::find(text, &cleared) {
        Some(trace) => {
            reading.problem(node.line, Reason::Personal { trace });
            None
        }
        None => Some(text.into()),
    }
}

/// Characters that make a line read other than it is: they turn its direction, break it, or stand in it unseen
/// (and so split a number or a name that would have been found).
pub(crate) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

impl Field for Text {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        line_of_text(node, reading, Text::MAX).map(Text)
    }

    fn schema() -> Schema {
        Schema::text(Text::MAX)
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.0.clone()));
    }
}

impl Field for Name {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        line_of_text(node, reading, Name::MAX).map(Name)
    }

    fn schema() -> Schema {
        Schema::text(Name::MAX)
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.0.clone()));
    }
}

impl Field for Url {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        reading.parsed(node, Words::new("una dirección web (https://…)", "a web address (https://…)"), Url::parse)
    }

    fn schema() -> Schema {
        Schema::format("uri", "^https?://")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Url(self.0.clone()));
    }
}

impl Field for Sha256 {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let wants = Words::new(
            "un SHA-256: 64 cifras hexadecimales en minúscula",
            "a SHA-256: 64 lower-case hexadecimal digits",
        );
        reading.parsed(node, wants, |text| tlog::hash::Hash::from_hex(text).map(Sha256))
    }

    fn schema() -> Schema {
        Schema::pattern("^[0-9a-f]{64}$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.to_string()));
    }
}

impl Field for Money {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let mut members = reading.members(node)?;
        let amount = members.take("amount");
        let currency = members.take("currency");
        let text = |name, node: Option<&Node<'_>>, reading: &mut Reading, wants, valid: fn(&str) -> bool| {
            reading.at(name, |reading| match node {
                Some(node) => reading.parsed(node, wants, |text| valid(text).then(|| text.to_owned())),
                None => {
                    reading.problem(members.line(), Reason::Missing { may_be_explained: false });
                    None
                }
            })
        };
        let wants = Words::new(
            "un importe decimal entre comillas, como \"1250000.00\"",
            "a decimal amount in quotes, as \"1250000.00\"",
        );
        let amount = text("amount", amount, reading, wants, is_amount);
        let wants = Words::new("un código ISO 4217, como MXN", "an ISO 4217 code, as MXN");
        let currency = text("currency", currency, reading, wants, iso::is_currency);
        members.finish(reading);
        Some(Money { amount: amount?, currency: currency? })
    }

    fn schema() -> Schema {
        use crate::{field::Presence::Required, schema::Property};
        let property =
            |name, label, description, schema| Property { name, label, description, presence: Required, schema };
        Schema::object(
            "Money",
            vec![
                property(
                    "amount",
                    Words::new("Importe", "Amount"),
                    "Decimal amount as published.",
                    Schema::pattern(r"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?$"),
                ),
                property("currency", Words::new("Moneda", "Currency"), "ISO 4217 code.", Schema::pattern("^[A-Z]{3}$")),
            ],
        )
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Money(self.amount.clone(), self.currency.clone()));
    }
}

fn is_amount(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && whole.len() <= 15
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(|fraction| digits(fraction) && fraction.len() <= 4)
}

impl Field for u64 {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let Value::Number(text) = node.value else {
            reading.wrong_kind(node, "number");
            return None;
        };
        let value = text.parse().ok().filter(|value| *value <= MAX_COUNT);
        if value.is_none() {
            reading.malformed(node.line, text, COUNT);
        }
        value
    }

    fn schema() -> Schema {
        Schema::integer(0, MAX_COUNT)
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Quantity(*self, *self));
    }
}

impl Field for Bounds {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let mut members = reading.members(node)?;
        let exact = members.optional::<u64>("value", reading);
        let low = members.optional::<u64>("low", reading);
        let high = members.optional::<u64>("high", reading);
        members.finish(reading);
        let bounds = match (exact?, low?, high?) {
            (Some(value), None, None) => Some(Bounds { low: value, high: value }),
            (None, Some(low), Some(high)) if low <= high => Some(Bounds { low, high }),
            _ => None,
        };
        if bounds.is_none() {
            let wants = Words::new(
                "{\"value\": n} o {\"low\": a, \"high\": b} con a ≤ b",
                "{\"value\": n} or {\"low\": a, \"high\": b} with a ≤ b",
            );
            reading.malformed(node.line, "{…}", wants);
        }
        bounds
    }

    fn schema() -> Schema {
        use crate::{field::Presence::Required, schema::Property};
        let count = |name, label| Property {
            name,
            label,
            description: "A whole number.",
            presence: Required,
            schema: u64::schema(),
        };
        Schema::one_of(vec![
            Schema::object("Exact", vec![count("value", Words::new("Valor", "Value"))]),
            Schema::object(
                "Range",
                vec![count("low", Words::new("Mínimo", "Low")), count("high", Words::new("Máximo", "High"))],
            ),
        ])
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Quantity(self.low, self.high));
    }
}

impl Field for Country {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let wants = Words::new("un código ISO 3166-1 en minúscula, como mx", "an ISO 3166-1 code in lower case, as mx");
        reading.parsed(node, wants, |text| iso::is_country(text).then(|| Country(text.into())))
    }

    fn schema() -> Schema {
        Schema::pattern("^[a-z]{2}$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.0.clone()));
    }
}

impl Field for Place {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let wants = Words::new(
            "un país o una parte suya, como mx o us-ca (ISO 3166 en minúscula), o int",
            "a country or a part of it, as mx or us-ca (ISO 3166 in lower case), or int",
        );
        reading.parsed(node, wants, |text| id::is_jurisdiction(text).then(|| Place(text.into())))
    }

    fn schema() -> Schema {
        Schema::pattern("^([a-z]{2}|int)(-[a-z0-9]{1,3})?$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.0.clone()));
    }
}

impl Field for Date {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        reading.parsed(node, DAY, Date::parse)
    }

    fn schema() -> Schema {
        Schema::format("date", "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.to_string()));
    }
}

const DAY: Words = Words::new("un día del calendario, AAAA-MM-DD", "a day of the calendar, YYYY-MM-DD");

impl Dated {
    fn parse(text: &str) -> Option<Dated> {
        let full = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        Date::parse(&full).map(|_| Dated(text.into()))
    }
}

impl fmt::Display for Dated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Field for Dated {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        reading.parsed(
            node,
            Words::new("una fecha: AAAA, AAAA-MM o AAAA-MM-DD", "a date: YYYY, YYYY-MM or YYYY-MM-DD"),
            Dated::parse,
        )
    }

    fn schema() -> Schema {
        Schema::pattern("^(19|20|21)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.0.clone()));
    }
}

impl Field for When {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        if let Value::String(_) = node.value {
            return Date::read(node, reading).map(When::Day);
        }
        let mut members = reading.members(node)?;
        let from = members.required::<Date>("from", reading);
        let to = members.optional::<Date>("to", reading);
        members.finish(reading);
        let (from, to) = (from?, to?);
        // A period that ends before it begins was noted with the members.
        to.is_none_or(|to| from <= to).then_some(When::Period(from, to))
    }

    fn schema() -> Schema {
        use crate::{field::Presence, schema::Property};
        let day = |name, label, presence| Property {
            name,
            label,
            description: "A day; the period includes it.",
            presence,
            schema: Date::schema(),
        };
        Schema::one_of(vec![
            Date::schema(),
            Schema::object(
                "Period",
                vec![
                    day("from", Words::new("Desde", "From"), Presence::Required),
                    day("to", Words::new("Hasta", "To"), Presence::Optional),
                ],
            ),
        ])
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.to_string()));
    }
}

impl Field for Instant {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let wants = Words::new("un instante en UTC, AAAA-MM-DDThh:mm:ssZ", "an instant in UTC, YYYY-MM-DDThh:mm:ssZ");
        reading.parsed(node, wants, Instant::parse)
    }

    fn schema() -> Schema {
        Schema::format("date-time", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?Z$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.to_string()));
    }
}

impl Field for BodyId {
    const IS_BODY: bool = true;

    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let wants = Words::new("el id de un organismo, como mx/sedena", "a body's id, as mx/sedena");
        let id = reading.parsed(node, wants, BodyId::parse)?;
        reading.refers(Reference::Body(id.clone()), node.line);
        Some(id)
    }

    fn schema() -> Schema {
        Schema::pattern("^[a-z0-9-]{2,7}/[a-z0-9-]{1,40}$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Link(Reference::Body(self.clone())));
    }
}

impl Field for FilingId {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let wants = Words::new(
            "el id de una presentación, como mx/sedena/contract/2019-1",
            "a filing's id, as mx/sedena/contract/2019-1",
        );
        let id = reading.parsed(node, wants, FilingId::parse)?;
        reading.refers(Reference::Filing(id.clone()), node.line);
        Some(id)
    }

    fn schema() -> Schema {
        Schema::pattern("^[a-z0-9-]{2,7}/[a-z0-9-]{1,40}/[a-z]+/[a-z0-9-]{1,40}$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Link(Reference::Filing(self.clone())));
    }
}

impl Field for Reference {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let wants = Words::new("el id de un organismo o de una presentación", "the id of a body or of a filing");
        let id = reading.parsed(node, wants, Reference::parse)?;
        reading.refers(id.clone(), node.line);
        Some(id)
    }

    fn schema() -> Schema {
        Schema::pattern("^[a-z0-9-]{2,7}/[a-z0-9-]{1,40}(/[a-z]+/[a-z0-9-]{1,40})?$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Link(self.clone()));
    }
}

impl Field for Key {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let text = reading.string(node)?;
        match tlog::note::VerifierKey::parse(text) {
            Ok(key) => Some(Key(key)),
            Err(error) => {
                reading.problem(node.line, Reason::UnusableKey { error: Some(error) });
                None
            }
        }
    }

    fn schema() -> Schema {
        Schema::pattern("^[^+ ]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]+=*$")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Text(self.0.to_string()));
    }
}
