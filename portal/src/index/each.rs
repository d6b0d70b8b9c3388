//! All rows of a question, one after another, at one size of the log: for whoever copies whole tables.

use register::time::Instant;
use rusqlite::{OptionalExtension as _, Row};

use super::{IndexError, Reading};

impl Reading {
    /// Does something while the index stands still for this reader: `ask` is given the number of entries and when the last of
    /// them was received.
    pub(crate) fn at_one_size<T, E: From<IndexError>>(
        &self,
        ask: impl FnOnce(u64, Option<Instant>) -> Result<T, E>,
    ) -> Result<T, E> {
        let begin = || -> Result<(u64, Option<Instant>), IndexError> {
            self.connection.execute_batch("BEGIN")?;
            let size: i64 = self.connection.query_row("SELECT size FROM state", [], |row| row.get(0))?;
            let sql = "SELECT received FROM entry ORDER BY entry DESC LIMIT 1";
            let last: Option<i64> = self.connection.query_row(sql, [], |row| row.get(0)).optional()?;
            Ok((u64::try_from(size).unwrap_or(0), last.and_then(Instant::from_millis)))
        };
        let answer = begin().map_err(E::from).and_then(|(size, last)| ask(size, last));
        if !self.connection.is_autocommit() {
            self.connection.execute_batch("COMMIT").map_err(IndexError::from)?;
        }
        answer
    }

    /// Gives every row of a question to `take`, which may stop it.
    pub(crate) fn each_row<E: From<IndexError>>(
        &self,
        sql: &str,
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut select = self.connection.prepare(sql).map_err(IndexError::from)?;
        let mut rows = select.query([]).map_err(IndexError::from)?;
        while let Some(row) = rows.next().map_err(IndexError::from)? {
            take(row)?;
        }
        Ok(())
    }
}
