//! Tables as data: what pages publish and `veedor figures verify` computes again. Codes instead of words, the same in every
//! language.

use serde_json::{Map, Value, json};

use crate::{
    bodies::Side,
    line::Rule,
    table::{By, Cell, CountedAs, Query, Row},
};

/// A query.
#[must_use]
pub fn query(query: &Query) -> Value {
    let only: Map<String, Value> =
        query.only.iter().map(|(by, value)| (by.code().to_owned(), value.clone().into())).collect();
    let by: Vec<&str> = query.by.iter().map(|by| by.code()).collect();
    json!({ "by": by, "only": only, "unit": query.unit, "counted": query.counted.map(CountedAs::code) })
}

/// Reads what [`query`] writes.
#[must_use]
pub fn parse_query(value: &Value) -> Option<Query> {
    let by: Option<Vec<By>> = value["by"].as_array()?.iter().map(|code| By::parse(code.as_str()?)).collect();
    let only = value["only"].as_object().into_iter().flatten();
    let only: Option<Vec<(By, String)>> =
        only.map(|(code, value)| Some((By::parse(code)?, value.as_str()?.to_owned()))).collect();
    let counted = match value["counted"].as_str() {
        Some(code) => Some(CountedAs::parse(code)?),
        None => None,
    };
    Some(Query { by: by?, only: only?, unit: value["unit"].as_str().map(str::to_owned), counted })
}

/// A row of the table of a query.
#[must_use]
pub fn row(row: &Row, query: &Query) -> Value {
    let key: Map<String, Value> =
        query.by.iter().zip(&row.key).map(|(by, value)| (by.code().to_owned(), value.clone().into())).collect();
    let outcomes: Map<String, Value> =
        row.outcomes.iter().map(|(outcome, of)| (outcome.code().to_owned(), cell(of))).collect();
    let (rule, counted) = rule(row);
    json!({
        "key": key, "side": row.side.map(Side::code), "unit": row.unit, "counted": counted, "rule": rule,
        "category": row.category, "all": row.all.as_ref().map(cell), "outcomes": outcomes,
        "unbalanced": row.unbalanced().map(|by| json!({ "low": by.low, "high": by.high })),
    })
}

fn cell(cell: &Cell) -> Value {
    json!({
        "low": cell.amount.low, "high": cell.amount.high, "statements": cell.statements, "absent": cell.absent,
        "protected": cell.protected, "first_entry": cell.entries.0, "last_entry": cell.entries.1,
    })
}

/// The counting rule that returns name, and what is counted: `return`, or a form.
#[must_use]
pub fn rule(row: &Row) -> (Option<&str>, &str) {
    match &row.rule {
        Rule::Named(rule) => (Some(rule.as_str()), "return"),
        Rule::Filings(form) => (None, form.code()),
    }
}
