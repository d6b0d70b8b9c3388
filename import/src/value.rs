//! One cell, read as a field says: a value, no value with its reason, or a fault.

use serde_json::{Value, json};

use crate::{
    count::{self, Count},
    day,
    mapping::{Blank, Entry, Kind},
    plan::{FieldPlan, Plan},
    reason::Reason,
    split,
};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Held {
    /// A value, and the count where it is one.
    Value(Value, Option<Count>),
    /// Names of bodies, as published.
    Names(Vec<String>),
    /// Nothing was published.
    Absent,
    /// The source refuses it.
    Refused,
    /// It does not concern this row.
    Nothing,
}

/// Reads a cell.
pub(crate) fn read(plan: &Plan, field: &FieldPlan, cell: &str) -> Result<Held, Reason> {
    // Of codes the table decides what a word means.
    let blank = if field.kind == Kind::Code { cell.is_empty() } else { is_blank(plan, cell) };
    if blank {
        return match field.blank {
            Blank::Absent => Ok(Held::Absent),
            Blank::Skip => Ok(Held::Nothing),
            Blank::Error => Err(Reason::Blank),
        };
    }
    if among(&plan.mapping.read.refused, cell) {
        return Ok(Held::Refused);
    }
    let value = match field.kind {
        Kind::Text => json!(one_line(cell)),
        Kind::Body if field.split => return Ok(Held::Names(split::names(cell))),
        Kind::Body => return Ok(Held::Names(vec![one_line(cell)])),
        Kind::Count => {
            let read = count::read(cell, plan.mapping.read.thousands);
            let count = read.ok_or_else(|| Reason::NotCount { value: cell.into() })?;
            return Ok(Held::Value(counted(count), Some(count)));
        }
        Kind::YesNo => yes_no(plan, cell)?,
        Kind::Code => match code(plan, field.table.as_deref().unwrap_or_default(), cell)? {
            // The source's word is known, and no code stands for it.
            none if none.is_empty() => return Ok(Held::Nothing),
            code => json!(code),
        },
        Kind::Day | Kind::Period | Kind::Instant => moment(plan, field, cell)?,
    };
    Ok(Held::Value(value, None))
}

fn moment(plan: &Plan, field: &FieldPlan, cell: &str) -> Result<Value, Reason> {
    let formats = field.days.as_ref().unwrap_or(&plan.mapping.read.days);
    let not = || Reason::NotDay { value: cell.into(), formats: format!("`{}`", formats.join("`, `")) };
    match field.kind {
        Kind::Day => day::day(cell, formats).map(|day| json!(day.to_string())).ok_or_else(not),
        Kind::Period => {
            let (from, to) = day::period(cell, formats).ok_or_else(not)?;
            Ok(json!({ "from": from.to_string(), "to": to.to_string() }))
        }
        _ => {
            let offset = plan.mapping.read.offset.as_deref();
            day::instant(cell, formats, offset).map(|instant| json!(instant)).ok_or_else(not)
        }
    }
}

/// A count as filings write it.
pub(crate) fn counted(Count { low, high }: Count) -> Value {
    if low == high { json!({ "value": low }) } else { json!({ "low": low, "high": high }) }
}

fn yes_no(plan: &Plan, cell: &str) -> Result<Value, Reason> {
    let read = &plan.mapping.read;
    match (among(&read.yes, cell), among(&read.no, cell)) {
        (true, false) => Ok(json!(true)),
        (false, true) => Ok(json!(false)),
        _ => Err(Reason::NotYesNo { value: cell.into() }),
    }
}

/// The code of a cell: the first line of the table that fits.
pub(crate) fn code(plan: &Plan, table: &str, cell: &str) -> Result<String, Reason> {
    let entries = plan.mapping.table.get(table).map(Vec::as_slice).unwrap_or_default();
    let folded = cell.to_lowercase();
    let fits = |entry: &&Entry| match (&entry.equals, &entry.contains) {
        (Some(whole), None) => whole.to_lowercase() == folded,
        (None, Some(part)) => folded.contains(&part.to_lowercase()),
        (Some(whole), Some(part)) => whole.to_lowercase() == folded || folded.contains(&part.to_lowercase()),
        (None, None) => true,
    };
    let found = entries.iter().find(fits).map(|entry| entry.code.clone());
    found.ok_or_else(|| Reason::NotInTable { value: cell.into(), table: table.into() })
}

/// Whether a cell has no value.
pub(crate) fn is_blank(plan: &Plan, cell: &str) -> bool {
    cell.trim().is_empty() || among(&plan.mapping.read.blank, cell)
}

/// Whether a cell is one of these words, whatever its case.
pub(crate) fn among(words: &[String], cell: &str) -> bool {
    let folded = cell.trim().to_lowercase();
    words.iter().any(|word| word.to_lowercase() == folded)
}

/// Text on one line: a filing holds no line ends.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
