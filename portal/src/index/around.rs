//! Smaller questions of pages: who holds anything, when the last entry came, which bodies continue or belong to one,
//! which filings granted the keys of a signature.

use register::{
    Content,
    codelist::KeyAction,
    id::{BodyId, FilingId},
    lifeline::Logged,
    time::Instant,
};
use rusqlite::{OptionalExtension, params};
use tlog::SignatureLine;

use super::{Holders, IndexError, Reading};

impl Reading {
    /// When the last indexed entry was received.
    ///
    /// # Errors
    /// When the database fails.
    pub fn last_received(&self) -> Result<Option<Instant>, IndexError> {
        let sql = "SELECT received FROM entry ORDER BY entry DESC LIMIT 1";
        let last: Option<i64> = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        Ok(last.and_then(Instant::from_millis))
    }

    /// When the first entry of all was received, whatever day is looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub fn first_received(&self) -> Result<Option<Instant>, IndexError> {
        let sql = "SELECT received FROM main.entry ORDER BY entry LIMIT 1";
        let first: Option<i64> = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        Ok(first.and_then(Instant::from_millis))
    }

    /// The bodies that hold a technology, by name; of more than 1,000 those of the first ids. Every search asks for them:
    /// they are kept while the index is the same.
    ///
    /// # Errors
    /// When the database fails.
    pub fn holders(&self) -> Result<Holders, IndexError> {
        self.kept(
            |kept| kept.holders.clone(),
            |kept, holders| kept.holders = Some(holders),
            || Ok(self.holders_now()?.into()),
        )
    }

    fn holders_now(&self) -> Result<Vec<(BodyId, String)>, IndexError> {
        let sql = "SELECT DISTINCT holder FROM listed WHERE holder IS NOT NULL ORDER BY holder LIMIT 1000";
        let mut select = self.connection.prepare_cached(sql)?;
        let ids = select.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        let ids: Vec<BodyId> = ids.iter().filter_map(|id| BodyId::parse(id)).collect();
        let names = self.names_of(ids.iter())?;
        let named = |id: BodyId| {
            let name = names.of(id.as_str()).unwrap_or(id.as_str()).to_owned();
            (id, name)
        };
        let mut holders: Vec<(BodyId, String)> = ids.into_iter().map(named).collect();
        holders.sort_by_cached_key(|(_, name)| name.to_lowercase());
        Ok(holders)
    }

    /// The latest descriptions of other bodies that name this one: its successors and parts, at most 200.
    ///
    /// # Errors
    /// When the database fails.
    pub fn descriptions_naming(&self, id: &BodyId) -> Result<Vec<Logged>, IndexError> {
        let rows = self.rows(include_str!("descriptions_naming.sql"), params![id.as_str()])?;
        self.logged(rows)
    }

    /// The last entry that names a filing, or that corrects or withdraws one that does, and when it was received; none where
    /// nothing names it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn last_about(&self, id: &FilingId) -> Result<Option<(u64, Instant)>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("last_about.sql"))?;
        let last =
            select.query_row([id.as_str()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))).optional()?;
        Ok(last.and_then(|(entry, millis)| Some((u64::try_from(entry).ok()?, Instant::from_millis(millis)?))))
    }

    /// The filing that granted the key a signature names, where there is one; the latest where there are several.
    ///
    /// # Errors
    /// When the database fails.
    pub fn grant_of(&self, line: &SignatureLine) -> Result<Option<Logged>, IndexError> {
        let named = super::rows::key_named(&line.name, line.key_id);
        self.kept_grant(&named, || {
            let keys = self.logged(self.rows(include_str!("grants_of_key.sql"), params![named])?)?;
            let grants = |logged: &Logged| match &logged.filing.content {
                Content::Key(key) => key.action == KeyAction::Grant && key.key.0.is_named_in(line),
                _ => false,
            };
            Ok(keys.into_iter().find(grants))
        })
    }
}
