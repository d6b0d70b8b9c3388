//! What was filed one by one, added up beside the statements and in the same transaction: tables of it cost by bodies and
//! years, by months only where they are asked for, and not by filings. `sums_anew.sql` says what each sum must be.

use std::collections::BTreeMap;

use figures::{
    amount::Amount,
    bodies::Side,
    line::{Line, Rule},
    period::{Length, Period},
    table::{By, Query},
};
use register::{
    codelist::{FigureOutcome, Measure},
    form::Form,
    time::Date,
};
use rusqlite::{Connection, Row, params, params_from_iter, types::Value};

use super::{IndexError, Reading, figures::joined};

/// Sums that are kept, by which columns beside the others tell them apart: none, `other`, `basis`, `technology`; each with
/// spans as they are, and by years. Those by years come after the others, of which they are made.
const LEVELS: [u8; 8] = [0, OTHER, BASIS, TECHNOLOGY, YEARS, YEARS | OTHER, YEARS | BASIS, YEARS | TECHNOLOGY];
const OTHER: u8 = 1;
const BASIS: u8 = 2;
const TECHNOLOGY: u8 = 4;
const YEARS: u8 = 8;

/// Columns of `insert_statement.sql` that sums are told apart by, in the order of `sums`; `span` is put in after the first.
const COLUMNS: [usize; 11] = [4, 12, 7, 3, 5, 6, 8, 9, 13, 15, 16];
/// Where the columns of [`LEVELS`] are among those.
const OF_LEVEL: [(usize, u8); 3] = [(4, OTHER), (6, BASIS), (7, TECHNOLOGY)];

/// Which sum: level, span, and the texts of [`COLUMNS`].
type Key = (u8, i64, [String; 11]);

/// What changes in sums, until it is written.
#[derive(Debug, Default)]
pub(super) struct Changes(BTreeMap<Key, Change>);

/// What changes in one sum.
#[derive(Debug)]
struct Change {
    /// Amounts and counts, in the order of `sums`.
    by: [i64; 8],
    /// First and last entry that is added.
    added: (i64, i64),
    /// First and last entry that is taken out.
    gone: Option<(i64, i64)>,
}

impl Changes {
    /// A row of `statement` was written, or taken out.
    pub(super) fn note(&mut self, row: &[Value], added: bool) {
        let (entry, restated) = (whole(row, 0), whole(row, 23) != 0);
        if restated || row.get(13) == Some(&Value::Text("figure".into())) {
            return;
        }
        let sign = if added { 1 } else { -1 };
        for level in LEVELS {
            let change = self.0.entry(key(row, level)).or_default();
            change.by.iter_mut().zip(counts(row)).for_each(|(sum, count)| *sum += sign * count);
            if added {
                change.added = (change.added.0.min(entry), change.added.1.max(entry));
            } else {
                change.gone = Some(change.gone.map_or((entry, entry), |(a, b)| (a.min(entry), b.max(entry))));
            }
        }
    }

    /// Writes them.
    pub(super) fn write(self, db: &Connection) -> rusqlite::Result<()> {
        for (key, change) in self.0 {
            let bound = match key.0 & YEARS {
                0 => include_str!("bound_sum.sql"),
                _ => include_str!("bound_year.sql"),
            };
            let key = columns(key);
            let (first, last) = change.added;
            let counts = change.by.into_iter().chain([first, last]).map(Value::from);
            let add = key.iter().cloned().chain(counts);
            db.prepare_cached(include_str!("add_sum.sql"))?.execute(params_from_iter(add))?;
            if let Some((first, last)) = change.gone {
                db.prepare_cached(include_str!("forget_sum.sql"))?.execute(params_from_iter(&key))?;
                let gone = key.into_iter().chain([first.into(), last.into()]);
                db.prepare_cached(bound)?.execute(params_from_iter(gone))?;
            }
        }
        Ok(())
    }
}

impl Default for Change {
    fn default() -> Change {
        Change { by: [0; 8], added: (i64::MAX, i64::MIN), gone: None }
    }
}

fn whole(row: &[Value], at: usize) -> i64 {
    match row.get(at) {
        Some(Value::Integer(value)) => *value,
        _ => 0,
    }
}

fn key(row: &[Value], level: u8) -> Key {
    let mut texts = COLUMNS.map(|at| match row.get(at) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    });
    for (at, _) in OF_LEVEL.iter().filter(|(_, of)| level & of == 0) {
        texts[*at].clear();
    }
    let span = whole(row, 25);
    (level, if level & YEARS == 0 { span } else { year(span) }, texts)
}

/// The year that a span is in, as a span.
const fn year(span: i64) -> i64 {
    if span == NO_SPAN { NO_SPAN } else { span.div_euclid(100) * 100 + 60 }
}

/// The key as the first columns of `sums`.
fn columns((level, span, texts): Key) -> Vec<Value> {
    let mut columns: Vec<Value> = std::iter::once(i64::from(level).into()).chain(texts.map(Value::from)).collect();
    columns.insert(2, span.into());
    columns
}

/// What a statement adds to a sum: its bounds in two parts, and counts.
fn counts(row: &[Value]) -> [i64; 8] {
    let (low, high) = (whole(row, 17), whole(row, 18));
    let open = i64::from(row.get(18) == Some(&Value::Null));
    [low >> 20, low & 0xf_ffff, high >> 20, high & 0xf_ffff, open, whole(row, 19), whole(row, 20), 1]
}

/// The shortest period of the calendar that holds the days of a line, as a number: the year times a hundred, and 1 to 12
/// for a month, 21 to 24 for a quarter, 41 or 42 for a half, 60 for a year; 0 where none holds them.
pub(super) fn span(line: &Line) -> i64 {
    let Some(to) = line.to else { return NO_SPAN };
    let shortest = Length::ALL.iter().rev().find_map(|length| length.holding(line.from, to));
    shortest.map_or(NO_SPAN, |period| {
        let number = i64::from(period.number);
        let place = match period.length {
            Length::Month => 1 + number,
            Length::Quarter => 21 + number,
            Length::Half => 41 + number,
            Length::Year => 60,
        };
        i64::from(period.year) * 100 + place
    })
}

const NO_SPAN: i64 = 0;

/// First and last day of a span; a day and an open end where there is none.
fn days(span: i64) -> Option<(Date, Option<Date>)> {
    let (year, place) = (i16::try_from(span.div_euclid(100)).ok()?, u8::try_from(span.rem_euclid(100)).ok()?);
    let (length, number) = match place {
        0 => return Some((Date::from_days(0)?, None)),
        1..=12 => (Length::Month, place - 1),
        21..=24 => (Length::Quarter, place - 21),
        41..=42 => (Length::Half, place - 41),
        _ => (Length::Year, 0),
    };
    let period = Period { year, length, number };
    Some((period.first()?, Some(period.last()?)))
}

/// The columns that the rows of a query are told apart by, as a level; by years where nothing shorter is asked for.
fn level(query: &Query) -> u8 {
    let all = query.by.iter().copied().chain(query.only.iter().map(|(by, _)| *by));
    all.fold(YEARS, |level, by| match by {
        By::Other => level | OTHER,
        By::Basis => level | BASIS,
        By::Technology => level | TECHNOLOGY,
        By::Half | By::Quarter | By::Month => level & !YEARS,
        By::Reporter | By::Place | By::Measure | By::Year => level,
    })
}

impl Reading {
    /// What the table of a query is made of: figures of returns one by one, what was filed one by one added up.
    ///
    /// # Errors
    /// When the database fails.
    pub fn lines(&self, query: &Query) -> Result<Vec<Line>, IndexError> {
        let level = level(query);
        let sql = match LEVELS.contains(&level) && !self.past {
            true => include_str!("sums.sql"),
            false => include_str!("sums_anew.sql"),
        };
        self.lines_by(level, sql)
    }

    /// The same, with everything added up anew from the statements.
    ///
    /// # Errors
    /// When the database fails.
    pub fn lines_anew(&self, query: &Query) -> Result<Vec<Line>, IndexError> {
        self.lines_by(level(query), include_str!("sums_anew.sql"))
    }

    fn lines_by(&self, level: u8, sql: &str) -> Result<Vec<Line>, IndexError> {
        let mut all = self.figures_of_returns()?;
        let mut select = self.connection.prepare_cached(sql)?;
        let sums = select.query_map(params![level], sum)?;
        all.extend(sums.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?);
        Ok(all)
    }
}

/// A row of `sums.sql` as a line; none where a code in it is of another program.
fn sum(row: &Row<'_>) -> rusqlite::Result<Option<Line>> {
    let text = |at: usize| row.get::<_, String>(at).map(|text| Some(text).filter(|text| !text.is_empty()));
    let count = |at: usize| row.get::<_, i64>(at).map(|value| u64::try_from(value).unwrap_or(0));
    let part = |at: usize| Ok::<_, rusqlite::Error>(joined(Some(count(at)?), Some(count(at + 1)?)));
    let (Some(form), Some((from, to))) = (Form::parse(&row.get::<_, String>(9)?), days(row.get(1)?)) else {
        return Ok(None);
    };
    let high = part(14)?;
    Ok(Some(Line {
        filing: None,
        part: 0,
        side: text(4)?.as_deref().and_then(Side::parse),
        reporter: row.get(0)?,
        own: false,
        other: text(5)?,
        place: row.get(6)?,
        measure: text(3)?.as_deref().and_then(Measure::parse),
        basis: text(7)?,
        technology: text(8)?,
        from,
        to,
        unit: row.get(2)?,
        rule: Rule::Filings(form),
        category: text(10)?,
        outcome: text(11)?.as_deref().and_then(FigureOutcome::parse),
        amount: Amount { low: part(12)?.unwrap_or(0), high: high.filter(|_| count(16).is_ok_and(|open| open == 0)) },
        protected: count(17)? > 0,
        absent: count(18)?,
        withheld: false,
        statements: count(19)?,
        entries: (count(20)?, count(21)?),
        published: None,
        restated: false,
    }))
}
