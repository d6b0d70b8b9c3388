//! The legal numbers of a version, and how each stands in a policy.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::{
    card::{Item, Table, day_of, whole_of},
    fault::{Faults, Reason},
    moment,
    text::normalize,
};

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parameter {
    /// A whole number.
    Long(i64),
    /// A text.
    Text(String),
    /// A list of texts.
    Set(Vec<String>),
    /// A day, as `2024-01-31`.
    Day(String),
    /// A span of time, as `30d`.
    Span(String),
}

impl Parameter {
    /// Its type in Cedar's schema.
    #[must_use]
    pub fn cedar_type(&self) -> &'static str {
        match self {
            Parameter::Long(_) => "Long",
            Parameter::Text(_) => "String",
            Parameter::Set(_) => "Set<String>",
            Parameter::Day(_) => "datetime",
            Parameter::Span(_) => "duration",
        }
    }

    /// Its literal in Cedar's JSON form.
    pub(crate) fn literal(&self) -> Json {
        match self {
            Parameter::Long(value) => json!({ "Value": value }),
            Parameter::Text(text) => json!({ "Value": text }),
            Parameter::Set(texts) => {
                json!({ "Set": texts.iter().map(|text| json!({ "Value": text })).collect::<Vec<_>>() })
            }
            Parameter::Day(day) => json!({ "datetime": [{ "Value": day }] }),
            Parameter::Span(span) => json!({ "duration": [{ "Value": span }] }),
        }
    }
}

/// Reads the `parameters` of a version.
pub(crate) fn read(version: &mut Table<'_, '_>, faults: &mut Faults) -> Vec<(String, Parameter)> {
    let Some(table) = version.table("parameters", faults) else { return Vec::new() };
    let mut parameters = Vec::new();
    for (name, item) in table.items() {
        if !is_name(name) {
            faults.at(item.line, Reason::ParameterName { name: name.into() });
        } else if let Some((text, reason)) = item.value.as_str().and_then(|text| Some((text, no_span(name, text)?))) {
            faults.mild(item.line, reason);
            parameters.push((name.to_owned(), Parameter::Text(text.into())));
        } else if let Some(value) = value_of(item) {
            parameters.push((name.to_owned(), value));
        } else {
            table.wrong::<()>(name, item, Some("15` / `\"30d\"` / `2024-01-31` / `[\"…\"]"), faults);
        }
    }
    parameters
}

/// What is wrong with a text that counts time and is no span as policies read it, `30 días` or `duration("30d")`: with the
/// span that is meant; months and years have none.
fn no_span(name: &str, text: &str) -> Option<Reason> {
    let small = normalize(text);
    let meant = |instead: String| Reason::SpanInCard { name: name.into(), text: text.into(), instead };
    if let Some(inner) = small.strip_prefix("duration(") {
        let inner = inner.trim_matches(|c: char| "()\"' ".contains(c));
        return (!inner.is_empty()).then(|| meant(inner.to_owned()));
    }
    let (number, unit) = small.split_once(' ')?;
    let number: i64 = number.parse().ok()?;
    match unit.strip_suffix('s').unwrap_or(unit) {
        "dia" | "day" => Some(meant(format!("{number}d"))),
        "semana" | "week" => Some(meant(format!("{}d", number.saturating_mul(7)))),
        "hora" | "hour" => Some(meant(format!("{number}h"))),
        "minuto" | "minute" => Some(meant(format!("{number}m"))),
        "me" | "mese" | "month" | "ano" | "year" => Some(Reason::MonthsInCard { name: name.into(), text: text.into() }),
        _ => None,
    }
}

fn is_name(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    letters && name.starts_with(|first: char| first.is_ascii_lowercase()) && !RESERVED.contains(&name)
}

/// What `context` has already, and words of Cedar.
const RESERVED: [&str; 10] = ["at", "due", "true", "false", "if", "then", "else", "in", "is", "like"];

fn value_of(item: Item<'_, '_>) -> Option<Parameter> {
    match item.value {
        DeValue::String(text) if moment::parse_span(text).is_some() => Some(Parameter::Span(text.to_string())),
        DeValue::String(text) if !text.trim().is_empty() => Some(Parameter::Text(text.to_string())),
        DeValue::Array(items) if !items.is_empty() => {
            let texts = items.iter().map(|item| item.get_ref().as_str().map(str::to_owned));
            texts.collect::<Option<Vec<String>>>().map(Parameter::Set)
        }
        value => {
            whole_of(value).map(Parameter::Long).or_else(|| day_of(value).map(|day| Parameter::Day(day.to_string())))
        }
    }
}
