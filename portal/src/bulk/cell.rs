//! One cell of a table, as read from the index.

use register::{codelist::Stage, entry, time::Date, time::Instant};
use rusqlite::{Row, types::ValueRef};

use super::{BulkError, table::Kind};
use crate::index::IndexError;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Not given.
    None,
    Text(String),
    Whole(i64),
    Flag(bool),
    /// Days since 1970-01-01.
    Day(i32),
    /// Milliseconds since 1970-01-01, UTC.
    Moment(i64),
    /// Ten-thousandths.
    Amount(i128),
    /// JSON on one line.
    Json(String),
}

/// Ten-thousandths of one.
const PARTS: i128 = 10_000;

impl Cell {
    /// The cell of a row in a column of a kind.
    pub(super) fn read(row: &Row<'_>, at: usize, kind: Kind) -> Result<Cell, BulkError> {
        let value = row.get_ref(at).map_err(IndexError::from)?;
        match (kind, value) {
            // CSV does not tell an empty text from none; so no format does.
            (_, ValueRef::Null | ValueRef::Text(b"")) => Ok(Cell::None),
            (Kind::Stage, ValueRef::Integer(number)) => Ok(stage(number)),
            (Kind::Whole, ValueRef::Integer(number)) => Ok(Cell::Whole(number)),
            (Kind::Flag, ValueRef::Integer(number)) => Ok(Cell::Flag(number != 0)),
            (Kind::Day, ValueRef::Integer(days)) => i32::try_from(days).map(Cell::Day).map_err(|_| unexpected(kind)),
            (Kind::Moment, ValueRef::Integer(millis)) => Ok(Cell::Moment(millis)),
            (Kind::Text, ValueRef::Text(text)) => Ok(Cell::Text(utf8(text, kind)?.to_owned())),
            (Kind::Json, ValueRef::Text(text)) => Ok(Cell::Json(one_line(utf8(text, kind)?))),
            (Kind::Amount, ValueRef::Text(text)) => amount(utf8(text, kind)?).ok_or_else(|| unexpected(kind)),
            (Kind::Filing, ValueRef::Blob(kept)) => filing(kept).ok_or_else(|| unexpected(kind)),
            _ => Err(unexpected(kind)),
        }
    }

    /// As text, the same in CSV for every kind; nothing for what was not given.
    pub(super) fn text(&self) -> String {
        match self {
            Cell::None => String::new(),
            Cell::Text(text) | Cell::Json(text) => text.clone(),
            Cell::Whole(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Day(days) => Date::from_days(i64::from(*days)).map(|day| day.to_string()).unwrap_or_default(),
            Cell::Moment(millis) => Instant::from_millis(*millis).map(|at| at.to_string()).unwrap_or_default(),
            Cell::Amount(parts) => decimal(*parts),
        }
    }
}

fn unexpected(kind: Kind) -> BulkError {
    BulkError::Cell { kind }
}

fn utf8(text: &[u8], kind: Kind) -> Result<&str, BulkError> {
    std::str::from_utf8(text).map_err(|_| unexpected(kind))
}

fn stage(number: i64) -> Cell {
    let stage = usize::try_from(number).ok().and_then(|at| Stage::ALL.get(at));
    stage.map_or(Cell::None, |stage| Cell::Text(stage.code().to_owned()))
}

/// The text that was signed, from a leaf hash and an entry.
fn filing(kept: &[u8]) -> Option<Cell> {
    let (_, signed) = entry::split(kept.get(32..)?).ok()?;
    let text = std::str::from_utf8(signed).ok()?;
    // Signatures follow after an empty line (c2sp.org/signed-note).
    let (text, _) = text.rsplit_once("\n\n\u{2014} ")?;
    Some(Cell::Json(one_line(text)))
}

/// JSON on one line: line ends are space between its tokens, since none stands within a string (RFC 8259, section 7).
fn one_line(json: &str) -> String {
    json.trim_end().replace(['\n', '\r'], " ")
}

/// A number with at most four decimals.
fn amount(text: &str) -> Option<Cell> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0000"));
    Some(Cell::Amount(whole.parse::<i128>().ok()? * PARTS + part.parse::<i128>().ok()?))
}

/// Ten-thousandths as a number without needless zeros.
fn decimal(parts: i128) -> String {
    let (whole, part) = (parts / PARTS, parts % PARTS);
    match part {
        0 => whole.to_string(),
        _ => format!("{whole}.{part:04}").trim_end_matches('0').to_owned(),
    }
}
