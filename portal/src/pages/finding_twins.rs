//! Findings, rules and what falls due as data: codes instead of words, days as `2026-03-01`, the same in every language.

use rulebook::law::Law;
use serde_json::{Value, json};

use super::{told::rule_of, twins::csv, words::iso};
use crate::index::{BookCounts, FindingRow, FindingsFound, Names, Reason};

/// Columns of a list of findings.
const FINDING: [&str; 16] = [
    "case",
    "kind",
    "book",
    "rule",
    "says",
    "severity",
    "from",
    "to",
    "event",
    "body",
    "body_name",
    "record",
    "record_name",
    "claimed",
    "because",
    "entries",
];

/// Columns of a list of rules.
pub(super) const RULE: [&str; 11] =
    ["book", "rule", "title_es", "title_en", "severity", "broken", "claimed", "unknown", "kept", "running", "no_rule"];

/// A list of findings.
pub(super) fn findings_csv(rows: &[FindingRow], names: &Names) -> String {
    let named = |id: Option<&str>| id.and_then(|id| names.of(id)).unwrap_or_default().to_owned();
    let row = |row: &FindingRow| {
        let (body, record) = (row.body.as_ref().map(|id| id.as_str()), row.record.as_ref().map(|id| id.as_str()));
        let because: Vec<String> =
            row.because.iter().map(|reason| format!("{}.{} {}", reason.of, reason.fact, plain(reason))).collect();
        vec![
            row.case.to_string(),
            row.case.kind().code().to_owned(),
            row.book.clone(),
            row.rule.clone(),
            row.says.code().to_owned(),
            row.severity.clone(),
            iso(row.from_day),
            row.to_day.map(iso).unwrap_or_default(),
            iso(row.day),
            body.unwrap_or_default().to_owned(),
            named(body),
            record.unwrap_or_default().to_owned(),
            named(record),
            row.claimed.to_string(),
            because.join(" ; "),
            row.entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ; "),
        ]
    };
    csv(&FINDING, rows.iter().map(row))
}

/// The state of a fact in few letters.
fn plain(reason: &Reason) -> String {
    match (reason.state.as_str(), value(reason)) {
        ("known", Value::String(text)) => text,
        ("known", other) => other.to_string(),
        (state, _) => state.to_owned(),
    }
}

/// The value of a fact; a moment as a day or an instant.
fn value(reason: &Reason) -> Value {
    let Some(millis) = reason.value["moment"].as_i64() else { return reason.value.clone() };
    let instant = register::time::Instant::from_millis(millis).map(|at| at.to_string());
    match millis % 86_400_000 {
        0 => json!(iso(millis / 86_400_000)),
        _ => json!(instant),
    }
}

/// A list of findings with its total, the day it is of and the address of its next part.
pub(super) fn findings_json(found: &FindingsFound, law: &Law, names: &Names, today: i64, next: Option<&str>) -> Value {
    let rows: Vec<Value> = found.rows.iter().map(|row| finding_json(row, law, names)).collect();
    json!({ "day": iso(today), "total": found.total, "next": next, "missing": missing(law), "findings": rows })
}

/// The rulebooks that were adopted and are not at hand.
pub(super) fn missing(law: &Law) -> Vec<Value> {
    law.missing()
        .map(|adoption| json!({ "book": adoption.rulebook, "version": adoption.version, "digest": adoption.digest, "entry": adoption.entry }))
        .collect()
}

/// One finding.
pub(super) fn finding_json(row: &FindingRow, law: &Law, names: &Names) -> Value {
    let named = |id: Option<&str>| id.map(|id| json!({ "id": id, "name": names.of(id) }));
    let title = rule_of(law, &row.book, &row.rule, row.day)
        .map(|(_, rule)| json!({ "es": rule.title.es, "en": rule.title.en }));
    let because: Vec<Value> = row
        .because
        .iter()
        .map(|reason| json!({ "of": reason.of, "fact": reason.fact, "state": reason.state, "value": value(reason) }))
        .collect();
    json!({
        "case": row.case.to_string(), "kind": row.case.kind().code(), "book": row.book, "rule": row.rule,
        "title": title, "version": row.version, "says": row.says.code(), "severity": row.severity,
        "from": iso(row.from_day), "to": row.to_day.map(iso), "event": iso(row.day),
        "body": named(row.body.as_ref().map(|id| id.as_str())), "record": named(row.record.as_ref().map(|id| id.as_str())),
        "claimed": row.claimed, "because": because, "entries": row.entries,
    })
}

/// The counts of a rule.
pub(super) fn counts_json(counts: &BookCounts) -> Value {
    let of = &counts.counts;
    json!({
        "broken": of.broken, "claimed": of.claimed, "unknown": of.unknown, "kept": of.kept, "running": of.running,
        "no_rule": of.no_rule, "faults": of.faults,
    })
}
