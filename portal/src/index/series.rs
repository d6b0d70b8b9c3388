//! Figures through time, in the index: of which series a reporter published figures, what it published of each, who restated
//! any.

use figures::{line::Line, series::Of};
use register::{
    codelist::{FigureOutcome, Measure},
    time::{Date, Instant},
};
use rusqlite::{Row, params};

use super::{IndexError, Reading, figures::line};

impl Reading {
    /// The series of which a reporter published figures, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn series_of(
        &self,
        reporter: &str,
        measure: Option<Measure>,
        unit: Option<&str>,
    ) -> Result<Vec<Of>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("series_of.sql"))?;
        let rows = select.query_map(params![reporter, measure.map(Measure::code), unit], of)?;
        let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        all.sort_unstable();
        Ok(all)
    }

    /// The figures that a reporter published of one series, restated ones too, in the order of the log, with the day each was
    /// received.
    ///
    /// # Errors
    /// When the database fails.
    pub fn published_by(&self, reporter: &str, of: &Of) -> Result<Vec<(Line, Date)>, IndexError> {
        let published = |row: &Row<'_>| {
            let (Some(line), Some(received)) = (line(row)?, Instant::from_millis(row.get(29)?)) else {
                return Ok(None);
            };
            let published = row.get::<_, Option<i64>>(28)?.and_then(Date::from_days);
            Ok(Some((Line { restated: row.get(27)?, published, ..line }, received.date())))
        };
        let mut select = self.connection.prepare_cached(include_str!("series.sql"))?;
        let rows = select.query_map(
            params![
                reporter,
                of.measure.map(Measure::code),
                of.unit,
                of.outcome.map(FigureOutcome::code),
                of.other,
                of.place,
                of.technology,
                of.basis,
                of.category
            ],
            published,
        )?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// Reporters of whose figures some are restated, with how many, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn restating(&self) -> Result<Vec<(String, u64)>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("restating.sql"))?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(rows.into_iter().map(|(reporter, count)| (reporter, u64::try_from(count).unwrap_or(0))).collect())
    }
}

/// A row of `series_of.sql`.
fn of(row: &Row<'_>) -> rusqlite::Result<Of> {
    let text = |at: usize| row.get::<_, Option<String>>(at);
    Ok(Of {
        measure: text(0)?.as_deref().and_then(Measure::parse),
        unit: row.get(1)?,
        outcome: text(2)?.as_deref().and_then(FigureOutcome::parse),
        other: text(3)?,
        place: row.get(4)?,
        technology: text(5)?,
        basis: text(6)?,
        category: text(7)?,
    })
}
