//! The index as it was known at the end of a day: the same questions, asked of views that show every table as it stood
//! then (`past.rs`).

use register::{Form, lifeline::Logged, time::Date};
use rusqlite::{Connection, OptionalExtension as _};

use super::{Index, IndexError, Reading, past, rows::number};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

impl Index {
    /// Another connection, for reading what was known at the end of a day: [`Reading::look_back`] says of which.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn reading_past(path: &std::path::Path) -> Result<Reading, IndexError> {
        let reading = Index::reading(path)?;
        reading.connection.execute_batch("PRAGMA temp_store = MEMORY")?;
        past::overlay(&reading.connection)?;
        Ok(reading)
    }
}

impl Reading {
    /// Looks at what was known at the end of a day, in UTC, until [`Reading::look_up`]: nothing that comes meanwhile is
    /// seen. Gives the number of entries received until then. Only for readings of [`Index::reading_past`].
    ///
    /// # Errors
    /// When the database fails.
    pub fn look_back(&self, day: Date) -> Result<u64, IndexError> {
        self.look_up()?;
        self.connection.execute_batch("BEGIN")?;
        let size = received_before(&self.connection, day.days().saturating_add(1).saturating_mul(DAY))?;
        past::look_at(&self.connection, size)?;
        Ok(size)
    }

    /// Ends what [`Reading::look_back`] began.
    ///
    /// # Errors
    /// When the database fails.
    pub fn look_up(&self) -> Result<(), IndexError> {
        if !self.connection.is_autocommit() {
            self.connection.execute_batch("COMMIT")?;
        }
        Ok(())
    }

    /// The drafts of rulebooks that stand, in the order of the log, each with the entry of its latest version.
    ///
    /// # Errors
    /// When the database fails.
    pub fn drafts(&self) -> Result<Vec<Logged>, IndexError> {
        self.standing(Form::Draft)
    }

    fn standing(&self, form: Form) -> Result<Vec<Logged>, IndexError> {
        self.logged(self.rows(include_str!("standing_of_form.sql"), [form.code()])?)
    }

    /// The regulations that stand, in the order of the log, each with the entry of its latest version.
    ///
    /// # Errors
    /// When the database fails.
    pub fn regulations(&self) -> Result<Vec<Logged>, IndexError> {
        self.standing(Form::Regulation)
    }
}

/// How many entries were received before an instant. Times never step back in the log, so a few entries are looked at,
/// however many there are.
fn received_before(db: &Connection, millis: i64) -> Result<u64, IndexError> {
    let last: Option<i64> =
        db.query_row("SELECT max(entry) FROM main.entry", [], |row| row.get(0)).optional()?.flatten();
    let (mut low, mut high) = (0, last.map_or(0, |last| u64::try_from(last).unwrap_or(0) + 1));
    let mut received = db.prepare_cached("SELECT received FROM main.entry WHERE entry = ?1")?;
    while low < high {
        let middle = low.midpoint(high);
        match received.query_row([number(middle)], |row| row.get::<_, i64>(0))? < millis {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    Ok(low)
}
