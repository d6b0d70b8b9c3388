//! The past of the index: what every table said at the end of each day, so that the register can be read as it was known
//! then (decision 14). Tables, triggers and views are all printed from one list of names.

use std::sync::OnceLock;

use rusqlite::{Connection, Row, params, types::Value};

use super::{IndexError, Reading, rows::number};

/// Tables whose rows are changed and taken away: each has a column `since`, and a table of what it was before.
const CHANGING: &[&str] =
    &["stage", "about", "touches", "record", "words", "description", "body", "answer", "finding", "kept", "kept_count"];

/// Tables that only grow, with the entry that brought each row.
const GROWING: &[&str] = &["entry", "correction", "withdrawal", "document"];

/// How the past is kept, as part of the version of the index.
pub(super) const SCHEMA: &str = include_str!("past.sql");

/// A table, and the columns of its own and of its key.
struct Table {
    name: &'static str,
    columns: Vec<String>,
    key: Vec<String>,
}

/// Makes the tables of the past and the triggers that fill them.
pub(super) fn install(db: &Connection) -> rusqlite::Result<()> {
    for name in CHANGING {
        let table = Table::read(db, name)?;
        db.execute_batch(&table.print(SCHEMA))?;
        for (index, columns) in indexes(db, name)? {
            db.execute_batch(&format!("CREATE INDEX \"past_{index}\" ON {name}_past ({columns}, node)"))?;
        }
    }
    Ok(())
}

/// Undoes what was taken away and put back as it was while one entry was written: the row goes on.
pub(super) fn mend(db: &Connection) -> rusqlite::Result<()> {
    static MENDING: OnceLock<Vec<String>> = OnceLock::new();
    let print = |name: &&'static str| {
        let table = Table::read(db, name)?;
        Ok([table.print(include_str!("mend.sql")), table.print(include_str!("mend_past.sql"))])
    };
    let mending = match MENDING.get() {
        Some(mending) => mending,
        None => {
            let all = CHANGING.iter().map(print).collect::<rusqlite::Result<Vec<_>>>()?;
            MENDING.get_or_init(|| all.concat())
        }
    };
    mending.iter().try_for_each(|sql| db.prepare_cached(sql)?.execute([]).map(|_| ()))
}

/// Puts in front of every table a view of it as known at a size, for this connection alone.
pub(super) fn overlay(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "CREATE TEMP TABLE known (size INTEGER NOT NULL); CREATE TEMP TABLE path (node INTEGER PRIMARY KEY);",
    )?;
    db.execute_batch("CREATE TEMP VIEW state AS SELECT one, version, known.size FROM main.state, temp.known;")?;
    for name in CHANGING {
        db.execute_batch(&Table::read(db, name)?.print(include_str!("past_rows.sql")))?;
    }
    for name in GROWING {
        let at = "(SELECT size FROM temp.known)";
        db.execute_batch(&format!("CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE entry < {at}"))?;
    }
    let mut views = db.prepare("SELECT sql FROM main.sqlite_schema WHERE type = 'view'")?;
    let views = views.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    views.iter().try_for_each(|view| db.execute_batch(&view.replacen("CREATE VIEW", "CREATE TEMP VIEW", 1)))
}

/// Sets the size at which the views of [`overlay`] show the tables.
pub(super) fn look_at(db: &Connection, size: u64) -> Result<(), IndexError> {
    db.prepare_cached("DELETE FROM temp.known")?.execute([])?;
    db.prepare_cached("DELETE FROM temp.path")?.execute([])?;
    db.prepare_cached("INSERT INTO temp.known VALUES (?1)")?.execute([number(size)])?;
    db.prepare_cached(include_str!("path.sql"))?.execute([number(size)])?;
    Ok(())
}

impl Reading {
    /// Every row of every table as text, but not since when it is as it is: to hold two indexes against each other.
    ///
    /// # Errors
    /// When the database fails.
    pub fn every_row(&self) -> Result<Vec<String>, IndexError> {
        let db = &self.connection;
        let mut rows = Vec::new();
        for name in CHANGING.iter().chain(GROWING) {
            let columns = Table::read(db, name)?.columns;
            let mut select = db.prepare(&format!("SELECT {} FROM {name}", columns.join(", ")))?;
            let cells =
                |row: &Row<'_>| (0..columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>();
            let all = select.query_map([], cells)?.collect::<rusqlite::Result<Vec<_>>>()?;
            rows.extend(all.iter().map(|cells| format!("{name} {cells:?}")));
        }
        rows.sort_unstable();
        Ok(rows)
    }
}

/// The indexes of a table, each with its columns.
fn indexes(db: &Connection, table: &str) -> rusqlite::Result<Vec<(String, String)>> {
    let mut select = db.prepare_cached(include_str!("indexes.sql"))?;
    select.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

impl Table {
    fn read(db: &Connection, name: &'static str) -> rusqlite::Result<Table> {
        let mut select = db.prepare_cached(include_str!("columns.sql"))?;
        let columns = select.query_map(params![name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let columns = columns.collect::<rusqlite::Result<Vec<(String, i64)>>>()?;
        let key = columns.iter().filter(|(_, at)| *at > 0).map(|(column, _)| column.clone()).collect();
        Ok(Table { name, columns: columns.into_iter().map(|(column, _)| column).collect(), key })
    }

    /// A text of SQL with this table's names in it.
    fn print(&self, sql: &str) -> String {
        let list = |columns: &[String], of: &str| {
            columns.iter().map(|column| format!("{of}{column}")).collect::<Vec<_>>().join(", ")
        };
        let pairs = |columns: &[String], of: &str| {
            let pair = |column: &String| format!("{}.{column} IS {of}.{column}", self.name);
            columns.iter().map(pair).collect::<Vec<_>>().join(" AND ")
        };
        sql.replace("{table}", self.name)
            .replace("{columns}", &list(&self.columns, ""))
            .replace("{old}", &list(&self.columns, "old."))
            .replace("{new}", &list(&self.columns, "new."))
            .replace("{key}", &list(&self.key, ""))
            .replace("{new_key}", &list(&self.key, "new."))
            .replace("{same}", &pairs(&self.columns, "past"))
            .replace("{key_of_past}", &pairs(&self.key, &format!("{}_past", self.name)))
    }
}
