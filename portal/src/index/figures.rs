//! What is said in figures, in the index: a row a statement, a row a gap, a row a return. They are written from the ledger
//! that the cases keep, and read back as what tables and pages are made of.

use figures::{
    absence::{Obliged, Reported, reported},
    amount::Amount,
    bodies::Side,
    gap::{Gap, SideSays, Stand},
    line::{Line, Rule},
    matching::GapId,
};
use register::{
    codelist::{BodyKind, FigureOutcome, Measure},
    form::Form,
    id::{BodyId, FilingId},
    time::Date,
};
use rulebook::cases::Cases;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params, params_from_iter, types::Value};
use serde_json::{Value as Json, json};

use super::{
    IndexError, Reading,
    rows::number,
    sums::{Changes, span},
};

/// One gap as pages show it.
#[derive(Debug, Clone)]
pub struct GapRow {
    /// Of what.
    pub id: GapId,
    /// `apart`, `agree` or `only`.
    pub stand: String,
    /// How far apart.
    pub apart: Amount,
    /// Day from which the sides have time to explain it, since 1970-01-01.
    pub known: Option<i64>,
    /// The same day, where it is that of cases which no explanation covers while others are explained.
    pub later: Option<i64>,
    /// The two sides, as they were written: amount, filings, statements used and left out.
    pub sides: Json,
    /// Explanations, in the order of the log.
    pub explained: Json,
}

/// A figure of the same as a gap that is compared with nothing, since no period of the calendar holds its days.
#[derive(Debug, Clone)]
pub struct UncomparedRow {
    /// The entry.
    pub entry: u64,
    /// Its place in the filing.
    pub part: u16,
    /// The return.
    pub filing: String,
    /// The side it would be on, 0 or 1.
    pub side: u8,
    /// First day.
    pub from: Date,
    /// Last day; none where the period is open.
    pub to: Option<Date>,
}

/// What of the gaps is asked for.
#[derive(Debug, Clone, Default)]
pub struct GapsQuery {
    /// Only those that stand so.
    pub stand: Option<String>,
    /// Only those of this rule.
    pub rule: Option<String>,
    /// Only those of this period.
    pub period: Option<String>,
    /// Only those for which this body answers.
    pub body: Option<BodyId>,
    /// Only those of which nobody explained all, or only those that are explained.
    pub explained: Option<bool>,
}

/// Writes what changed in the ledger since it was written last.
pub(super) fn write(db: &Connection, cases: &mut Cases) -> Result<(), IndexError> {
    let (gaps, filings) = cases.figures_changed();
    let mut sums = Changes::default();
    for id in &filings {
        write_statements(db, id, cases, &mut sums)?;
        if id.form() == Form::Return {
            db.prepare_cached("DELETE FROM reported WHERE filing = ?1")?.execute([id.as_str()])?;
            insert_reported(db, id, cases)?;
            write_uncompared(db, id, cases)?;
        }
    }
    sums.write(db)?;
    for id in &gaps {
        write_gap(db, id, cases)?;
    }
    Ok(())
}

/// Writes the statements of a filing in place of those before; where they are the same, nothing is touched.
fn write_statements(db: &Connection, id: &FilingId, cases: &Cases, sums: &mut Changes) -> rusqlite::Result<()> {
    let after: Vec<Vec<Value>> = cases.ledger().statements_of(id).iter().map(statement_row).collect();
    let mut select = db.prepare_cached(include_str!("statements_of.sql"))?;
    let columns = select.column_count();
    let before = select.query_map([id.as_str()], |row| (0..columns).map(|at| row.get(at)).collect())?;
    let before = before.collect::<rusqlite::Result<Vec<Vec<Value>>>>()?;
    if before == after {
        return Ok(());
    }
    if !before.is_empty() {
        db.prepare_cached("DELETE FROM statement WHERE filing = ?1")?.execute([id.as_str()])?;
    }
    before.iter().for_each(|row| sums.note(row, false));
    for row in &after {
        db.prepare_cached(include_str!("insert_statement.sql"))?.execute(params_from_iter(row))?;
        sums.note(row, true);
    }
    Ok(())
}

/// A statement as its row: the columns of `insert_statement.sql`.
fn statement_row(line: &Line) -> Vec<Value> {
    let text = |text: &str| Value::from(text.to_owned());
    let maybe = |of: Option<&str>| of.map(str::to_owned).into();
    let (counted, rule) = match &line.rule {
        Rule::Named(rule) => ("figure", Some(rule.as_str())),
        Rule::Filings(form) => (form.code(), None),
    };
    vec![
        number(line.entries.0).into(),
        i64::from(line.part).into(),
        maybe(line.filing.as_ref().map(FilingId::as_str)),
        maybe(line.side.map(Side::code)),
        text(&line.reporter),
        maybe(line.other.as_deref()),
        text(&line.place),
        maybe(line.measure.map(Measure::code)),
        maybe(line.basis.as_deref()),
        maybe(line.technology.as_deref()),
        line.from.days().into(),
        line.to.map(Date::days).into(),
        text(&line.unit),
        text(counted),
        maybe(rule),
        maybe(line.category.as_deref()),
        maybe(line.outcome.map(FigureOutcome::code)),
        number(line.amount.low).into(),
        line.amount.high.map(number).into(),
        line.protected.into(),
        number(line.absent).into(),
        line.withheld.into(),
        line.published.map(Date::days).into(),
        line.restated.into(),
        line.own.into(),
        span(line).into(),
    ]
}

fn insert_reported(db: &Connection, id: &FilingId, cases: &Cases) -> rusqlite::Result<()> {
    let Some((entry, received, filing)) = cases.standing(id) else { return Ok(()) };
    let Some(of) = reported(filing, received) else { return Ok(()) };
    let codes = |measures: &[Measure]| measures.iter().map(|measure| measure.code()).collect::<Vec<_>>().join(" ");
    db.prepare_cached(include_str!("insert_reported.sql"))?.execute(params![
        number(entry),
        id.as_str(),
        of.reporter.as_str(),
        of.own,
        of.from.days(),
        of.to.days(),
        of.received.days(),
        of.published.map(Date::days),
        of.nil,
        of.withheld,
        codes(&of.with),
        codes(&of.without),
        of.restates.as_ref().map(FilingId::as_str),
    ])?;
    Ok(())
}

fn write_uncompared(db: &Connection, id: &FilingId, cases: &Cases) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM uncompared WHERE filing = ?1")?.execute([id.as_str()])?;
    for one in cases.ledger().uncompared(id) {
        db.prepare_cached(include_str!("insert_uncompared.sql"))?.execute(params![
            one.gap.whenever(),
            number(one.entry),
            one.part,
            id.as_str(),
            one.side,
            one.from.days(),
            one.to.map(Date::days),
        ])?;
    }
    Ok(())
}

fn write_gap(db: &Connection, id: &GapId, cases: &Cases) -> rusqlite::Result<()> {
    let text = id.to_string();
    db.prepare_cached("DELETE FROM gap WHERE id = ?1")?.execute([&text])?;
    let Some(gap) = cases.ledger().gap(id) else { return Ok(()) };
    let apart = match gap.stand {
        Stand::Apart(by) => by,
        Stand::Agree | Stand::Only(_) => Amount::ZERO,
    };
    db.prepare_cached(include_str!("insert_gap.sql"))?.execute(params![
        text,
        id.rule,
        id.period.to_string(),
        id.what,
        gap.stand.code(),
        number(apart.low),
        apart.high.map(number),
        gap.clock().map(Date::days),
        gap.later.map(Date::days),
        id.authority().map(|body| body.to_string()),
        id.contract().map(|contract| contract.to_string()),
        sides(&gap).to_string(),
        explained(&gap, cases).to_string(),
    ])?;
    Ok(())
}

/// Both sides of a gap as they are kept, and as twins show them.
fn sides(gap: &Gap) -> Json {
    let side = |side: &SideSays| {
        let used: Vec<Json> =
            side.used.iter().map(|(filing, part)| json!({ "filing": filing, "part": part })).collect();
        let left: Vec<Json> = side
            .left_out
            .iter()
            .map(|(filing, part, why)| json!({ "filing": filing, "part": part, "why": why.code() }))
            .collect();
        let alone = side.alone.as_ref().map(|alone| {
            let first: Vec<Json> = alone
                .first
                .iter()
                .map(|(entry, filing)| json!({ "entry": entry, "filing": filing.as_str() }))
                .collect();
            json!({ "count": alone.count, "since": alone.since.map(|day| day.to_string()), "first": first })
        });
        json!({
            "low": side.amount.map(|amount| amount.low), "high": side.amount.and_then(|amount| amount.high),
            "unit": side.unit, "filings": side.filings, "disputed": side.disputed,
            "known": side.since.map(|day| day.to_string()), "used": used, "left_out": left,
            "alone": alone,
        })
    };
    gap.sides.iter().map(side).collect()
}

fn explained(gap: &Gap, cases: &Cases) -> Json {
    let all = cases.ledger().explanations(gap).into_iter().map(|(entry, explained)| {
        json!({
            "entry": entry, "filing": explained.filing.as_str(), "filer": explained.filer.as_str(),
            "received": explained.received.to_string(), "reason": explained.says.reason.code(), "says": explained.says.says.as_str(),
            "until": explained.says.until.map(|day| day.to_string()),
        })
    });
    all.collect()
}

impl Reading {
    /// Figures of returns that stand, in the order of the log.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn figures_of_returns(&self) -> Result<Vec<Line>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("statement_figures.sql"))?;
        let rows = select.query_map([], line)?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// One statement.
    ///
    /// # Errors
    /// When the database fails.
    pub fn statement(&self, filing: &FilingId, part: u64) -> Result<Option<Line>, IndexError> {
        let sql = include_str!("statement.sql");
        let found =
            self.connection.prepare_cached(sql)?.query_row(params![filing.as_str(), number(part)], line).optional()?;
        Ok(found.flatten())
    }

    /// One gap.
    ///
    /// # Errors
    /// When the database fails.
    pub fn gap(&self, id: &GapId) -> Result<Option<GapRow>, IndexError> {
        let sql = "SELECT id, stand, low, high, known, later, sides, explained FROM gap WHERE id = ?1";
        let row = self.connection.prepare_cached(sql)?.query_row([id.to_string()], gap_row).optional()?;
        Ok(row.flatten())
    }

    /// Figures of the same as a gap that reach into its period and are compared with nothing, in the order of the log.
    ///
    /// # Errors
    /// When the database fails.
    pub fn uncompared(&self, id: &GapId) -> Result<Vec<UncomparedRow>, IndexError> {
        let Some((first, last)) = id.period.first().zip(id.period.last()) else { return Ok(Vec::new()) };
        let mut select = self.connection.prepare_cached(include_str!("uncompared.sql"))?;
        let rows = select.query_map(params![id.whenever(), first.days(), last.days()], uncompared_row)?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// How many figures stand and are compared with nothing, since no period of the calendar holds their days.
    ///
    /// # Errors
    /// When the database fails.
    pub fn uncompared_count(&self) -> Result<u64, IndexError> {
        let sql = "SELECT count(*) FROM (SELECT DISTINCT entry, part FROM uncompared)";
        let count: i64 = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Gaps, largest first, from one on; and how many there are in all.
    ///
    /// # Errors
    /// When the database fails.
    pub fn gaps(&self, query: &GapsQuery, from: u64, count: u32) -> Result<(Vec<GapRow>, u64), IndexError> {
        let body = query.body.as_ref().map(BodyId::as_str);
        let filters: [&dyn ToSql; 5] = [&query.stand, &query.rule, &query.period, &body, &query.explained];
        let total: i64 = self
            .connection
            .prepare_cached(include_str!("gaps_count.sql"))?
            .query_row(&filters[..], |row| row.get(0))?;
        let mut select = self.connection.prepare_cached(include_str!("gaps.sql"))?;
        let (skip, limit) = (number(from), i64::from(count));
        let mut all: Vec<&dyn ToSql> = filters.to_vec();
        all.extend([&skip as &dyn ToSql, &limit]);
        let rows = select.query_map(&all[..], gap_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok((rows.into_iter().flatten().collect(), u64::try_from(total).unwrap_or(0)))
    }

    /// How many gaps stand in each way.
    ///
    /// # Errors
    /// When the database fails.
    pub fn gap_counts(&self) -> Result<Vec<(String, u64)>, IndexError> {
        let sql = "SELECT stand, count(*) FROM gap GROUP BY stand ORDER BY stand";
        let mut select = self.connection.prepare_cached(sql)?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(rows.into_iter().map(|(stand, count)| (stand, u64::try_from(count).unwrap_or(0))).collect())
    }

    /// The returns of a body, as duties ask for them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn reported(&self, body: &BodyId) -> Result<Vec<Reported>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("reported.sql"))?;
        let rows = select.query_map([body.as_str()], reported_row)?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// A body as duties look at it; none where nobody describes it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn obliged(&self, body: &BodyId) -> Result<Option<Obliged>, IndexError> {
        let sql = "SELECT id, kind, from_day, to_day FROM body WHERE id = ?1";
        let row = self.connection.prepare_cached(sql)?.query_row([body.as_str()], obliged_row).optional()?;
        Ok(row.flatten().map(|(_, obliged)| obliged))
    }

    /// Bodies in the order of their ids after one, so many of them at most.
    ///
    /// # Errors
    /// When the database fails.
    pub fn bodies_after(&self, after: &str, count: u32) -> Result<Vec<(BodyId, Obliged)>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("bodies_after.sql"))?;
        let rows = select.query_map(params![after, count], obliged_row)?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }
}

/// A row of `statement.sql`; none where a code in it is of another program.
pub(super) fn line(row: &Row<'_>) -> rusqlite::Result<Option<Line>> {
    let text = |at: usize| row.get::<_, Option<String>>(at);
    let whole =
        |at: usize| row.get::<_, Option<i64>>(at).map(|value| value.map(|value| u64::try_from(value).unwrap_or(0)));
    let day = |at: usize| row.get::<_, Option<i64>>(at).map(|value| value.and_then(Date::from_days));
    let counted: String = row.get(12)?;
    let rule = match Form::parse(&counted) {
        Some(form) => Rule::Filings(form),
        None => Rule::Named(text(13)?.unwrap_or_default()),
    };
    let (Some(filing), Some(from)) = (FilingId::parse(&row.get::<_, String>(0)?), day(9)?) else { return Ok(None) };
    Ok(Some(Line {
        filing: Some(filing),
        part: row.get(1)?,
        side: text(2)?.as_deref().and_then(Side::parse),
        reporter: row.get(3)?,
        other: text(4)?,
        place: row.get(5)?,
        measure: text(6)?.as_deref().and_then(Measure::parse),
        basis: text(7)?,
        technology: text(8)?,
        from,
        to: day(10)?,
        unit: row.get(11)?,
        rule,
        category: text(14)?,
        outcome: text(15)?.as_deref().and_then(FigureOutcome::parse),
        amount: Amount { low: joined(whole(16)?, whole(17)?).unwrap_or(0), high: joined(whole(18)?, whole(19)?) },
        protected: row.get(20)?,
        absent: whole(21)?.unwrap_or(0),
        withheld: row.get(22)?,
        statements: whole(23)?.unwrap_or(0),
        entries: (whole(24)?.unwrap_or(0), whole(25)?.unwrap_or(0)),
        own: row.get(26)?,
        published: None,
        restated: false,
    }))
}

/// A sum from its parts above and below 2^20.
pub(super) fn joined(above: Option<u64>, below: Option<u64>) -> Option<u64> {
    let (above, below) = above.zip(below)?;
    Some(u64::try_from((u128::from(above) << 20) + u128::from(below)).unwrap_or(u64::MAX))
}

fn gap_row(row: &Row<'_>) -> rusqlite::Result<Option<GapRow>> {
    let Some(id) = GapId::parse(&row.get::<_, String>(0)?) else { return Ok(None) };
    let whole = |value: i64| u64::try_from(value).unwrap_or(0);
    let parsed = |text: String| serde_json::from_str(&text).unwrap_or(Json::Null);
    Ok(Some(GapRow {
        id,
        stand: row.get(1)?,
        apart: Amount { low: whole(row.get(2)?), high: row.get::<_, Option<i64>>(3)?.map(whole) },
        known: row.get(4)?,
        later: row.get(5)?,
        sides: parsed(row.get(6)?),
        explained: parsed(row.get(7)?),
    }))
}

fn uncompared_row(row: &Row<'_>) -> rusqlite::Result<Option<UncomparedRow>> {
    let Some(from) = Date::from_days(row.get(4)?) else { return Ok(None) };
    Ok(Some(UncomparedRow {
        entry: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
        part: row.get(1)?,
        filing: row.get(2)?,
        side: row.get(3)?,
        from,
        to: row.get::<_, Option<i64>>(5)?.and_then(Date::from_days),
    }))
}

fn reported_row(row: &Row<'_>) -> rusqlite::Result<Option<Reported>> {
    let day = |at: usize| row.get::<_, Option<i64>>(at).map(|value| value.and_then(Date::from_days));
    let ids = (FilingId::parse(&row.get::<_, String>(0)?), BodyId::parse(&row.get::<_, String>(1)?));
    let (Some(filing), Some(reporter)) = ids else { return Ok(None) };
    let (Some(from), Some(to), Some(received)) = (day(3)?, day(4)?, day(5)?) else { return Ok(None) };
    let measures = |at: usize| {
        row.get::<_, String>(at).map(|codes| codes.split(' ').filter_map(Measure::parse).collect::<Vec<_>>())
    };
    Ok(Some(Reported {
        filing,
        reporter,
        own: row.get(2)?,
        from,
        to,
        received,
        published: day(6)?,
        nil: row.get(7)?,
        withheld: row.get(8)?,
        with: measures(9)?,
        without: measures(10)?,
        restates: row.get::<_, Option<String>>(11)?.as_deref().and_then(FilingId::parse),
    }))
}

fn obliged_row(row: &Row<'_>) -> rusqlite::Result<Option<(BodyId, Obliged)>> {
    let day = |at: usize| row.get::<_, Option<i64>>(at).map(|value| value.and_then(Date::from_days));
    let of = (BodyId::parse(&row.get::<_, String>(0)?), BodyKind::parse(&row.get::<_, String>(1)?));
    let (Some(id), Some(kind)) = of else { return Ok(None) };
    Ok(Some((id, Obliged { kind, from: day(2)?, to: day(3)? })))
}
