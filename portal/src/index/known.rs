//! The index as it was known at the end of a day: the same questions, asked of views that show every table as it stood
//! then (`past.rs`).

use std::collections::BTreeMap;

use register::{
    Form,
    id::{BodyId, FilingId},
    lifeline::Logged,
    time::Date,
};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Index, IndexError, Reading, past, read::list, rows::number};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

impl Index {
    /// Another connection, for reading what was known at the end of a day: [`Reading::look_back`] says of which.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn reading_past(path: &std::path::Path) -> Result<Reading, IndexError> {
        let reading = Reading { past: true, ..Index::reading(path)? };
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

    /// Begins to read one state: nothing that comes meanwhile is seen, and no question takes a lock of its own.
    ///
    /// # Errors
    /// When the database fails.
    pub fn look_now(&self) -> Result<(), IndexError> {
        self.look_up()?;
        self.connection.execute_batch("BEGIN")?;
        self.keep()
    }

    /// Ends what [`Reading::look_back`] or [`Reading::look_now`] began.
    ///
    /// # Errors
    /// When the database fails.
    pub fn look_up(&self) -> Result<(), IndexError> {
        self.keeps.set(false);
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

    /// The filings of a form that stand and name a body or filing, the last first, each with the entry of its latest
    /// version.
    ///
    /// # Errors
    /// When the database fails.
    pub fn naming(&self, named: &str, form: Form, limit: u32) -> Result<Vec<Logged>, IndexError> {
        self.logged(self.rows(include_str!("standing_naming.sql"), params![named, form.code(), limit])?)
    }

    /// The same for several bodies or filings at once, of each at most `limit`; where filers are given, theirs alone.
    ///
    /// # Errors
    /// When the database fails.
    pub fn naming_any(
        &self,
        named: &[&str],
        form: Form,
        filers: Option<&[&str]>,
        limit: u32,
    ) -> Result<Vec<Logged>, IndexError> {
        let filers = filers.map(list);
        let params = params![list(named), form.code(), filers, limit];
        self.logged(self.rows(include_str!("standing_naming_any.sql"), params)?)
    }

    /// The filings of a form that stand, the last first, each with the entry of its latest version.
    ///
    /// # Errors
    /// When the database fails.
    pub fn latest_of(&self, form: Form, limit: u32) -> Result<Vec<Logged>, IndexError> {
        self.logged(self.rows(include_str!("latest_of_form.sql"), params![form.code(), limit])?)
    }

    /// The contracts that stand and were first filed at an entry or later, the first first, each with the entry of its latest
    /// version.
    ///
    /// # Errors
    /// When the database fails.
    pub fn contracts_from(&self, entry: u64, limit: u32) -> Result<Vec<Logged>, IndexError> {
        self.logged(self.rows(include_str!("contracts_from.sql"), params![number(entry), limit])?)
    }

    /// How many filings of a form a body made.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_of(&self, filer: &BodyId, form: Form) -> Result<u64, IndexError> {
        let count = "SELECT count(*) FROM entry WHERE filer = ?1 AND form = ?2";
        let count: i64 =
            self.connection.prepare_cached(count)?.query_row([filer.as_str(), form.code()], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Who makes some technologies, where it is known.
    ///
    /// # Errors
    /// When the database fails.
    pub fn makers<'a>(
        &self,
        technologies: impl Iterator<Item = &'a FilingId>,
    ) -> Result<BTreeMap<FilingId, BodyId>, IndexError> {
        let mut select = self.connection.prepare_cached("SELECT maker FROM record WHERE id = ?1")?;
        let mut makers = BTreeMap::new();
        for id in technologies {
            let maker: Option<Option<String>> = select.query_row([id.as_str()], |row| row.get(0)).optional()?;
            makers.extend(maker.flatten().and_then(|maker| Some((id.clone(), BodyId::parse(&maker)?))));
        }
        Ok(makers)
    }

    /// The bytes of the entry that says what a filing says by now: its own, or its last correction's.
    ///
    /// # Errors
    /// When the database fails.
    pub fn latest_version(&self, id: &FilingId) -> Result<Option<Vec<u8>>, IndexError> {
        let rows = self.rows(include_str!("versions_of_filing.sql"), params![id.as_str()])?;
        Ok(rows.into_iter().last().map(|(_, bytes)| bytes))
    }

    /// One filing in its latest version, whether it stands or was withdrawn.
    ///
    /// # Errors
    /// When the database fails.
    pub fn filing(&self, id: &FilingId) -> Result<Option<Logged>, IndexError> {
        let Some(entry) = self.entry_of(id)? else { return Ok(None) };
        Ok(self.filings(&[entry])?.into_iter().next())
    }

    fn standing(&self, form: Form) -> Result<Vec<Logged>, IndexError> {
        let mut all = self.latest_of(form, u32::MAX)?;
        all.reverse();
        Ok(all)
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
