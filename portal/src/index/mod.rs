//! The index: a database derived from the published entries, from which all pages are made. It may be deleted at any
//! time; [`Index::catch_up`] is the only way rows appear, live, after a restart and in a rebuild.

mod around;
mod each;
mod figures;
mod find;
mod findings;
mod follow;
mod judge;
mod kept;
mod known;
mod past;
mod read;
mod rows;
mod series;
mod standing;
mod sums;

use std::{
    cell::{Cell, RefCell},
    path::{Path, PathBuf},
    sync::Arc,
};

use arc_swap::ArcSwap;
use rulebook::law::Law;

use register::id::BodyId;
use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use self::{judge::Judge, kept::Kept};
use crate::rulebooks::Rulebooks;

pub use figures::{GapRow, GapsQuery, UncomparedRow};
pub use find::{Answer, BodiesFound, BodiesQuery, Bookmark, Found, Query, RecordRow};
pub use findings::{BookCounts, FindingRow, FindingsFound, FindingsQuery, Reason, RuleCounts, Totals, Weight};
pub use read::{BodyPage, EntryPage, Figures, Names, RecordPage};

/// The tables, and in their comments what their rows mean.
const SCHEMA: &str = include_str!("schema.sql");

/// Statements that a connection keeps prepared: more than any page asks.
const STATEMENTS: usize = 128;

/// The version of the tables; an index of another version is thrown away and made anew. Drawn from their text, so that
/// no change of it can be forgotten here.
const VERSION: i64 = fingerprint(
    concat!(include_str!("schema.sql"), include_str!("past.sql"), include_str!("../../../figures/matching.toml"))
        .as_bytes(),
);

/// FNV-1a of some bytes: it has to tell versions apart, not to withstand anybody.
const fn fingerprint(bytes: &[u8]) -> i64 {
    let (mut hash, mut at) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash.cast_signed()
}

/// A problem of the index. None loses anything: the log has it all.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The database failed.
    #[error("the index failed: {0}; delete `index.db` and start again, or run `veedor rebuild`")]
    Database(#[from] rusqlite::Error),
    /// An entry could not be read from the published log.
    #[error("the published log cannot be read at entry {entry}: {says}; run `veedor fsck`")]
    Log {
        /// The entry.
        entry: u64,
        /// What the reader says.
        says: String,
    },
    /// What the index keeps of an entry is not what was put there.
    #[error("the index is damaged at entry {entry}; it is made anew from the log")]
    Damaged {
        /// The entry.
        entry: u64,
    },
    /// The index holds more than the log: another log was put in its place.
    #[error("the index has {indexed} entries and the log {published}; the index is made anew from the log")]
    Ahead {
        /// Entries indexed.
        indexed: u64,
        /// Entries of the log.
        published: u64,
    },
    /// Other rulebooks are at hand than those by which the days that are over were judged, or another program judges.
    #[error("the law at hand is not the one that judged the days before; the index is made anew from the log")]
    OtherLaw,
    /// An entry of the log is not one.
    #[error("entry {entry} is not an entry of a register: {says}; run `veedor fsck`")]
    Entry {
        /// The entry.
        entry: u64,
        /// What the parser says.
        says: String,
    },
    /// The file could not be opened or removed.
    #[error("the index file `{path}` cannot be used: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl IndexError {
    /// Whether only a new index helps. The log has everything that goes into one.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        let corrupt = [ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase];
        match self {
            IndexError::Damaged { .. } | IndexError::Ahead { .. } | IndexError::OtherLaw => true,
            // The one row of `state` always stands.
            IndexError::Database(rusqlite::Error::QueryReturnedNoRows) => true,
            IndexError::Database(error) => {
                error.sqlite_error_code().is_some_and(|code| corrupt.contains(&code)) || lacks_a_table(error)
            }
            _ => false,
        }
    }
}

/// Whether a table or column is gone. SQLite has no code of its own for that.
fn lacks_a_table(error: &rusqlite::Error) -> bool {
    let says = error.to_string();
    ["no such table", "no such column"].iter().any(|gone| says.contains(gone))
}

/// The index, opened for writing by its one follower.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
    path: PathBuf,
    /// Device and number of the file opened.
    file: (u64, u64),
    /// What judges, once the log holds a regulation.
    judge: Option<Judge>,
    books: Rulebooks,
    /// The law in force, for those who show it.
    law: Arc<ArcSwap<Law>>,
}

/// The index, opened for reading by a page.
#[derive(Debug)]
pub struct Reading {
    connection: Connection,
    /// Whether it looks at a day that is over.
    past: bool,
    /// What is kept while the index is the same, and whether anything is: only while one state of it is read.
    kept: RefCell<Option<Kept>>,
    keeps: Cell<bool>,
}

/// The bodies that hold a technology, each with its name.
pub type Holders = Arc<[(BodyId, String)]>;

impl Index {
    /// Opens the index at a path, or makes an empty one where there is none or one of another version.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open(path: &Path) -> Result<Index, IndexError> {
        match Index::connect(path) {
            Ok(connection) if is_current(&connection) => Index::over(connection, path),
            _ => Index::anew(path),
        }
    }

    /// Throws the index away and puts an empty one in its place. Readers see the old one or the new one, never half.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn anew(path: &Path) -> Result<Index, IndexError> {
        let fresh = beside(path, ".new");
        remove(&fresh)?;
        let connection = Connection::open(&fresh)?;
        let state = format!("INSERT INTO state (one, version, size) VALUES (1, {VERSION}, 0);");
        connection.execute_batch(&format!("BEGIN; {SCHEMA} {state}"))?;
        past::install(&connection)?;
        connection.execute_batch("COMMIT")?;
        drop(connection);
        remove(&beside(path, "-wal"))?;
        remove(&beside(path, "-shm"))?;
        std::fs::rename(&fresh, path).map_err(|source| IndexError::File { path: path.into(), source })?;
        Index::over(Index::connect(path)?, path)
    }

    /// Throws this index away for an empty one at the same path. Nobody may be reading it.
    ///
    /// # Errors
    /// When the file cannot be used; then this index answers nothing until it is made anew.
    pub fn remake(&mut self) -> Result<(), IndexError> {
        // INVARIANT: the old file is closed before the new one has its name. SQLite removes the write-ahead log by name
        // when it closes, and that would be the new one's.
        self.connection = Connection::open_in_memory()?;
        let fresh = Index::anew(&self.path)?;
        *self = Index { books: std::mem::take(&mut self.books), law: Arc::clone(&self.law), ..fresh };
        Ok(())
    }

    /// Whether the file that is written here is no longer the one at its path: deleted, or replaced by another.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        identity(&self.path).is_none_or(|file| file != self.file)
    }

    fn over(connection: Connection, path: &Path) -> Result<Index, IndexError> {
        let gone = || IndexError::File { path: path.into(), source: std::io::ErrorKind::NotFound.into() };
        let file = identity(path).ok_or_else(gone)?;
        let (judge, books, law) = (None, Rulebooks::default(), Arc::default());
        Ok(Index { connection, path: path.into(), file, judge, books, law })
    }

    /// The same index, judging by the rulebooks at hand and telling the law in force to whoever shows it.
    #[must_use]
    pub fn judging(mut self, books: Rulebooks, law: Arc<ArcSwap<Law>>) -> Index {
        (self.books, self.law) = (books, law);
        self
    }

    /// Another connection, for reading only.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn reading(path: &Path) -> Result<Reading, IndexError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.execute_batch("PRAGMA cache_size = -8192;")?;
        keep_prepared(&connection)?;
        Ok(Reading { connection, past: false, kept: RefCell::default(), keeps: Cell::default() })
    }

    /// Where the index is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn connect(path: &Path) -> Result<Connection, IndexError> {
        let connection = Connection::open(path)?;
        // Not FULL: what a power cut takes from the index is followed again from the log.
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
        )?;
        keep_prepared(&connection)?;
        Ok(connection)
    }
}

/// Lets a connection keep its statements, each as it was planned. Without the second, every value that is bound to one with
/// a partial index or `LIMIT` has it prepared anew: a sixth of a search, and a seventh of the page of an entry.
fn keep_prepared(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

/// Device and number of a file, if it is there.
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// The path with something after its name.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn remove(path: &Path) -> Result<(), IndexError> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(IndexError::File { path: path.into(), source })
        }
        _ => Ok(()),
    }
}

fn is_current(connection: &Connection) -> bool {
    let version = connection.query_row("SELECT version FROM state", [], |row| row.get::<_, i64>(0));
    version.is_ok_and(|version| version == VERSION)
}
