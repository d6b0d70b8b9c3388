//! The past of the index: what every table said at the end of each day, so that the register can be read as it was known
//! then (decision 14). Tables, triggers and views are all printed from one list of names.

use std::sync::OnceLock;

use rusqlite::{Connection, Row, params, types::Value};

use super::{IndexError, Reading, rows::number};

/// Tables whose rows are changed and taken away: each has a column `since`, and a table of what it was before.
const CHANGING: &[&str] = &[
    "stage",
    "about",
    "touches",
    "record",
    "words",
    "finds",
    "description",
    "body",
    "answer",
    "finding",
    "kept",
    "kept_count",
    "statement",
    "gap",
    "uncompared",
    "reported",
];

/// Tables that only grow, with the entry that brought each row.
const GROWING: &[&str] = &["entry", "form_count", "correction", "withdrawal", "document", "granted"];

/// Tables that are added up from others: as of a day, they are added up anew.
#[cfg(test)]
const ADDED: &[&str] = &["sums"];

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

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use rusqlite::{Connection, params_from_iter};

    use super::{ADDED, CHANGING, GROWING, overlay};
    use crate::index::{Index, find};

    /// Tables that say nothing of the register.
    const OTHER: [&str; 4] = ["state", "turn", "power", "judged_by"];

    #[test]
    fn every_table_has_a_past_or_only_grows() {
        let dir = tempfile::tempdir().expect("a folder");
        let index = Index::anew(&dir.path().join("index.db")).expect("an index");
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE '%_past'";
        let mut select = index.connection.prepare(sql).expect("asked");
        let names: Vec<String> = select.query_map([], |row| row.get(0)).expect("asked").flatten().collect();
        for name in names.iter().map(String::as_str).filter(|name| !OTHER.contains(name)) {
            let told = CHANGING.contains(&name) || GROWING.contains(&name) || ADDED.contains(&name);
            assert!(told, "say of `{name}` whether its rows change: `CHANGING`, `GROWING` or `ADDED`");
        }
    }

    /// The tables that a question reads from end to end.
    fn scanned(db: &Connection, sql: &str) -> BTreeSet<String> {
        let mut plan =
            db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let params = params_from_iter((0..plan.parameter_count()).map(|_| 1));
        let steps = plan.query_map(params, |row| row.get::<_, String>(3)).expect("asked").flatten();
        let steps: Vec<String> = steps.collect();
        let own = |name: &&str| name.starts_with("main.") || CHANGING.contains(name) || GROWING.contains(name);
        let made = |name: &str| steps.iter().any(|step| *step == format!("CO-ROUTINE {name}"));
        let scans = steps.iter().filter_map(|step| step.strip_prefix("SCAN ")?.split(' ').next());
        scans.filter(own).filter(|name| !made(name)).map(|name| name.replace("main.", "")).collect()
    }

    /// The questions of this folder, and some that are put together from parts. `words`: the condition of words.
    fn questions(words: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/index");
        let files = std::fs::read_dir(folder).expect("there").map(|file| file.expect("there").path());
        let sql = files.filter(|path| path.extension().is_some_and(|ending| ending == "sql"));
        let texts = sql.map(|path| std::fs::read_to_string(path).expect("text"));
        let asks = |sql: &String| {
            sql.lines()
                .find(|line| !line.starts_with("--"))
                .is_some_and(|line| line.starts_with("SELECT") || line.starts_with("WITH"))
        };
        let whole = |sql: String| sql.replace("{condition}", words);
        let mut all: Vec<String> = texts.filter(asks).filter(|sql| !sql.contains("?scope")).map(whole).collect();
        all.push(format!("SELECT id FROM listed WHERE {words} ORDER BY entry DESC LIMIT 51"));
        all.extend(
            [
                "SELECT id FROM listed WHERE class = ?1 ORDER BY entry DESC LIMIT 51",
                "SELECT id FROM listed WHERE holder = ?1 ORDER BY entry DESC LIMIT 51",
                "SELECT why FROM finding WHERE case_id = ?1 ORDER BY book, rule, from_day",
                "SELECT why FROM finding WHERE body = ?1 AND says = ?2 AND from_day <= ?3 ORDER BY severity",
                "SELECT count(*) FROM finding WHERE book = ?1 AND rule = ?2 AND says = ?3 AND from_day <= ?4",
                "SELECT name FROM body WHERE id = ?1",
                "SELECT record FROM touches WHERE entry = ?1",
                "SELECT stage FROM stage WHERE entry = ?1",
                "SELECT received FROM entry ORDER BY entry DESC LIMIT 1",
            ]
            .map(str::to_owned),
        );
        all
    }

    #[test]
    fn no_question_about_a_day_reads_all_that_ever_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("index.db");
        let now = Index::anew(&path).expect("an index").connection;
        let then = Connection::open(&path).expect("an index");
        overlay(&then).expect("views");
        for db in [&now, &then] {
            db.execute_batch(find::VOCABULARY).expect("the words of the full text");
        }
        let now_asked = format!("entry IN (SELECT record FROM ({}))", find::WITH_WORDS);
        let pairs = questions(find::WITH_WORDS_THEN).into_iter().zip(questions(&now_asked));
        let more = |(then_sql, now_sql): &(String, String)| {
            scanned(&then, then_sql).difference(&scanned(&now, now_sql)).next().is_some()
        };
        let bad: Vec<String> = pairs.filter(more).map(|(sql, _)| sql).collect();
        assert!(bad.is_empty(), "read from end to end as of a day, and not now:\n{}", bad.join("\n"));
    }
}
