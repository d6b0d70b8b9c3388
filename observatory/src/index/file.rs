//! The index in a file: SQLite. Readers see the last committed state while one writes.

use std::{path::Path, time::Duration};

use rusqlite::{
    Connection, OpenFlags, ToSql, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};

use super::cell::Cell;

/// The database.
#[derive(Debug)]
pub(super) struct File {
    pub(super) db: Connection,
}

impl File {
    pub(super) fn open(path: &Path) -> rusqlite::Result<File> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(Duration::from_secs(10))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        // The index can be made again: what a power cut takes of it, the next round brings back.
        db.pragma_update(None, "synchronous", "NORMAL")?;
        Ok(File { db })
    }
}

pub(super) fn run(db: &Connection, sql: &str, cells: &[Cell]) -> rusqlite::Result<()> {
    db.prepare_cached(sql)?.execute(params_from_iter(cells)).map(|_| ())
}

pub(super) fn rows(db: &Connection, sql: &str, cells: &[Cell]) -> rusqlite::Result<Vec<Vec<Cell>>> {
    let mut select = db.prepare_cached(sql)?;
    let columns = select.column_count();
    let rows = select.query_map(params_from_iter(cells), |row| {
        (0..columns).map(|at| row.get_ref(at).map(cell)).collect::<rusqlite::Result<Vec<Cell>>>()
    })?;
    rows.collect()
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Integer(value) => Cell::Int(value),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Cell::Text(String::new()),
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Cell::Int(value) => value.to_sql(),
            Cell::Text(text) => text.to_sql(),
        }
    }
}
