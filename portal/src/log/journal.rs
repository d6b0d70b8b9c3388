//! The journal `log.db`: one SQLite row a committed batch, beside the last signed checkpoint, in one transaction.
//! When `commit` returns, the batch is on disk. Batches leave once fully written, synced bundles hold them.

use super::edge::{Edge, TILE};
use super::entries;
use super::error::LogError;
use super::fault;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, params};
use std::ops::ControlFlow;
use std::path::Path;
use tlog::Hash;

/// A connection to the journal.
#[derive(Debug)]
pub(super) struct Journal {
    db: Connection,
}

/// Who the connection is for: it decides when SQLite syncs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Commits entries: each commit is synced before it returns.
    Writer,
    /// Drops what is elsewhere: losing such a step in a power cut only means doing it again, so it is not synced.
    Mover,
}

/// A committed batch.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) first: u64,
    pub(super) count: u64,
    pub(super) root: Hash,
    /// Each entry with its length in front (2 bytes, big endian), as in an entry bundle.
    pub(super) entries: Vec<u8>,
}

/// The last signed checkpoint.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) size: u64,
    pub(super) checkpoint: Vec<u8>,
}

/// Pages the journal may keep free for reuse before it gives them back: 1 MiB, about the traffic between two moves.
const SPARE_PAGES: u64 = 256;

/// Write-ahead log length (bytes) above which it is folded into the database: keeps both it and reading short.
const LONG_WAL: u64 = 8 << 20;

impl Journal {
    /// Opens or makes the database file.
    pub(super) fn open(path: &Path, role: Role) -> Result<Journal, LogError> {
        let db = Connection::open(path)?;
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        db.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", if role == Role::Writer { "FULL" } else { "NORMAL" })?;
        db.pragma_update(None, "journal_size_limit", 0)?;
        // Folding the write-ahead log back costs several milliseconds; the mover does it, never a commit.
        db.pragma_update(None, "wal_autocheckpoint", 0)?;
        Ok(Journal { db })
    }

    /// Writes the tables and the first checkpoint, of the empty tree.
    pub(super) fn create(&mut self, checkpoint: &[u8]) -> Result<(), LogError> {
        let empty = Edge::default();
        let tx = self.db.transaction()?;
        tx.execute_batch(include_str!("journal.sql"))?;
        tx.execute("INSERT INTO head VALUES (1, 0, ?1)", [checkpoint])?;
        tx.execute("INSERT INTO base VALUES (1, 0, ?1, ?2)", params![empty.encode(), empty.root().0])?;
        fault::point("create: before commit").map_err(LogError::journal)?;
        tx.commit()?;
        fault::point("create: after commit").map_err(LogError::journal)
    }

    /// Whether [`Journal::create`] was ever completed here.
    pub(super) fn is_created(&self) -> Result<bool, LogError> {
        let tables = "SELECT count(*) > 0 FROM sqlite_schema WHERE type = 'table'";
        self.db.query_row(tables, [], |row| row.get(0)).map_err(damaged)
    }

    /// Reads every page and asks SQLite whether they fit together. The journal is short, so this is quick.
    pub(super) fn check_pages(&self) -> Result<(), LogError> {
        let says: String = self.db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(damaged)?;
        if says == "ok" { Ok(()) } else { Err(LogError::JournalDamaged(says)) }
    }

    /// The last signed checkpoint.
    pub(super) fn head(&self) -> Result<Head, LogError> {
        let row = self
            .db
            .prepare_cached("SELECT size, checkpoint FROM head")?
            .query_row([], |row| Ok(Head { size: row.get::<_, Int>(0)?.0, checkpoint: row.get(1)? }))
            .optional()
            .map_err(damaged)?;
        row.ok_or_else(|| LogError::JournalDamaged("the row of the last checkpoint is gone".into()))
    }

    /// The edge of the tree up to the first entry the journal is needed for; always whole bundles.
    pub(super) fn base(&self) -> Result<Edge, LogError> {
        let (Int(size), edge, root): (Int, Vec<u8>, Vec<u8>) = self
            .db
            .query_row("SELECT size, edge, root FROM base", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .map_err(damaged)?;
        Edge::decode(&edge)
            .filter(|edge| edge.size() == size && size.is_multiple_of(TILE) && edge.root().as_bytes()[..] == root[..])
            .ok_or_else(|| {
                LogError::JournalDamaged("the hashes of the tree before its first entry do not add up".into())
            })
    }

    /// Replaces the base, when it was damaged and made anew.
    pub(super) fn replace_base(&mut self, base: &Edge) -> Result<(), LogError> {
        let values = params![Int(base.size()), base.encode(), base.root().0];
        self.db.execute("INSERT OR REPLACE INTO base VALUES (1, ?1, ?2, ?3)", values)?;
        Ok(())
    }

    /// Replaces the entries of one batch, when they were damaged and made anew.
    pub(super) fn replace_batch(&mut self, first: u64, entries: &[u8]) -> Result<(), LogError> {
        self.db.execute("UPDATE batch SET entries = ?2 WHERE first = ?1", params![Int(first), entries])?;
        Ok(())
    }

    /// Stores a batch and the checkpoint that covers it. On return both are on disk.
    pub(super) fn commit(&mut self, batch: &Batch, checkpoint: &[u8]) -> Result<(), LogError> {
        fault::point("commit: before").map_err(LogError::journal)?;
        let tx = self.db.transaction()?;
        insert(&tx, batch)?;
        fault::point("commit: batch written").map_err(LogError::journal)?;
        let size = batch.first + batch.count;
        tx.prepare_cached("UPDATE head SET size = ?1, checkpoint = ?2")?.execute(params![Int(size), checkpoint])?;
        fault::point("commit: checkpoint written").map_err(LogError::journal)?;
        tx.commit()?;
        fault::point("commit: synced").map_err(LogError::journal)
    }

    /// Hands every batch that reaches past entry `from` to `step`, in order, until it says break, and returns the last
    /// checkpoint, all as they were at one moment. Reading does not hold up a commit.
    pub(super) fn follow(
        &self,
        from: u64,
        mut step: impl FnMut(Batch) -> Result<ControlFlow<()>, LogError>,
    ) -> Result<Head, LogError> {
        let moment = self.db.unchecked_transaction()?;
        let head = self.head()?;
        let mut batches = self.db.prepare_cached(include_str!("batches_from.sql"))?;
        let mut rows = batches.query([Int(from)])?;
        while let Some(row) = rows.next().map_err(damaged)? {
            if step(batch_of(row)?)?.is_break() {
                break;
            }
        }
        drop(rows);
        drop(batches);
        moment.finish()?;
        Ok(head)
    }

    /// Notes that partial tiles of `size` are about to be written, and forgets the sizes whose files are gone.
    pub(super) fn note_shown(&mut self, size: u64, gone: &[u64]) -> Result<(), LogError> {
        let tx = self.db.transaction()?;
        tx.prepare_cached("INSERT OR IGNORE INTO shown VALUES (?1)")?.execute([Int(size)])?;
        for size in gone {
            tx.prepare_cached("DELETE FROM shown WHERE size = ?1")?.execute([Int(*size)])?;
        }
        fault::point("publish: size noted").map_err(LogError::journal)?;
        Ok(tx.commit()?)
    }

    /// The sizes whose partial tiles may lie on disk, smallest first.
    pub(super) fn shown(&self) -> Result<Vec<u64>, LogError> {
        let mut sizes = self.db.prepare("SELECT size FROM shown ORDER BY size")?;
        let sizes = sizes.query_map([], |row| Ok(row.get::<_, Int>(0)?.0))?;
        Ok(sizes.collect::<Result<_, _>>()?)
    }

    /// Drops the entries before `base`, whose bundles are on disk for good. Of a batch that reaches past it, the rest stays.
    pub(super) fn drop_before(&mut self, base: &Edge) -> Result<(), LogError> {
        let tx = self.db.transaction()?;
        let across = tx
            .prepare_cached("SELECT first, count, root, entries FROM batch WHERE first < ?1 AND first + count > ?1")?
            .query_row([Int(base.size())], |row| Ok(batch_of(row)))
            .optional()?
            .transpose()?;
        tx.execute("DELETE FROM batch WHERE first < ?1", [Int(base.size())])?;
        fault::point("move: batches dropped").map_err(LogError::journal)?;
        if let Some(batch) = across {
            insert(&tx, &rest_of(batch, base.size())?)?;
            fault::point("move: rest of a batch written").map_err(LogError::journal)?;
        }
        let values = params![Int(base.size()), base.encode(), base.root().0];
        tx.execute("UPDATE base SET size = ?1, edge = ?2, root = ?3", values)?;
        fault::point("move: base written").map_err(LogError::journal)?;
        Ok(tx.commit()?)
    }

    /// Gives spare pages back to the disk and folds a long write-ahead log into the database. `all` spares nothing.
    pub(super) fn tidy(&mut self, path: &Path, all: bool) -> Result<(), LogError> {
        let Int(spare) = self.db.query_row("PRAGMA freelist_count", [], |row| row.get(0))?;
        if spare > 0 && (all || spare > SPARE_PAGES) {
            // The pragma gives one row a page; all must be stepped through.
            let mut pages = self.db.prepare("PRAGMA incremental_vacuum")?;
            let mut rows = pages.query([])?;
            while rows.next()?.is_some() {}
        }
        fault::point("move: pages given back").map_err(LogError::journal)?;
        if all || is_long(path) { self.fold_wal() } else { Ok(()) }
    }

    /// Copies what it can of a long write-ahead log into the database without holding up a commit.
    pub(super) fn fold_gently(&self, path: &Path, all: bool) -> Result<(), LogError> {
        if all || is_long(path) {
            self.db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).map_err(damaged)?;
        }
        Ok(())
    }

    /// Copies the write-ahead log into the database, syncs it and cuts the write-ahead log to nothing.
    ///
    /// Done at every opening before anything is signed: pages that a failed sync left only in memory reach the disk here
    /// or the opening fails, so an entry is never published from memory alone.
    pub(super) fn fold_wal(&mut self) -> Result<(), LogError> {
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(damaged)?;
        fault::point("journal: write-ahead log folded").map_err(LogError::journal)
    }
}

fn insert(tx: &Transaction, batch: &Batch) -> rusqlite::Result<()> {
    let values = params![Int(batch.first), Int(batch.count), batch.root.as_bytes(), batch.entries];
    tx.prepare_cached("INSERT INTO batch VALUES (?1, ?2, ?3, ?4)")?.execute(values).map(drop)
}

/// The entries of `batch` from number `from` on.
fn rest_of(mut batch: Batch, from: u64) -> Result<Batch, LogError> {
    let passed = (from - batch.first) as usize;
    let mut bytes = 0;
    for entry in entries::split(&batch.entries).take(passed) {
        let entry = entry.map_err(|_| LogError::JournalDamaged(format!("entries from {} on are torn", batch.first)))?;
        bytes += 2 + entry.len();
    }
    batch.entries.drain(..bytes);
    Ok(Batch { first: from, count: batch.count - passed as u64, ..batch })
}

/// A count as SQLite holds it: 63 bits and a sign. A negative one is damage.
struct Int(u64);

impl ToSql for Int {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let fits = i64::try_from(self.0).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        Ok(fits.into())
    }
}

impl FromSql for Int {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Int> {
        let signed = i64::column_result(value)?;
        u64::try_from(signed).map(Int).map_err(|_| FromSqlError::OutOfRange(signed))
    }
}

fn is_long(journal: &Path) -> bool {
    std::fs::metadata(journal.with_extension("db-wal")).is_ok_and(|wal| wal.len() > LONG_WAL)
}

fn batch_of(row: &rusqlite::Row) -> Result<Batch, LogError> {
    let columns = || -> rusqlite::Result<(Int, Int, Vec<u8>, Vec<u8>)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    };
    let (Int(first), Int(count), root, entries) = columns().map_err(damaged)?;
    let root: [u8; 32] = root
        .try_into()
        .map_err(|_| LogError::JournalDamaged(format!("the batch at entry {first} has no root hash")))?;
    Ok(Batch { first, count, root: Hash(root), entries })
}

/// SQLite's complaint about a file it cannot make sense of, as damage; anything else as it is.
fn damaged(error: rusqlite::Error) -> LogError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => LogError::JournalDamaged(error.to_string()),
        None if !matches!(error, rusqlite::Error::SqliteFailure(..)) => LogError::JournalDamaged(error.to_string()),
        _ => LogError::Database(error),
    }
}
