//! The index: a database derived from the published entries, from which all pages are made. It may be deleted at any
//! time; [`Index::catch_up`] is the only way rows appear, live, after a restart and in a rebuild.

mod around;
mod find;
mod follow;
mod read;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

pub use find::{Answer, Bookmark, Found, Query, RecordRow};
pub use read::{BodyPage, EntryPage, Figures, Names, RecordPage};

/// The version of the tables; an index of another version is thrown away and made anew.
const VERSION: i64 = 1;

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
            IndexError::Damaged { .. } => true,
            IndexError::Database(error) => error.sqlite_error_code().is_some_and(|code| corrupt.contains(&code)),
            _ => false,
        }
    }
}

/// The index, opened for writing by its one follower.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
    path: PathBuf,
}

/// The index, opened for reading by a page.
#[derive(Debug)]
pub struct Reading {
    connection: Connection,
}

impl Index {
    /// Opens the index at a path, or makes an empty one where there is none or one of another version.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open(path: &Path) -> Result<Index, IndexError> {
        match Index::connect(path) {
            Ok(connection) if is_current(&connection) => Ok(Index { connection, path: path.into() }),
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
        connection.execute_batch(&format!("BEGIN; {} COMMIT;", include_str!("schema.sql")))?;
        drop(connection);
        remove(&beside(path, "-wal"))?;
        remove(&beside(path, "-shm"))?;
        std::fs::rename(&fresh, path).map_err(|source| IndexError::File { path: path.into(), source })?;
        Ok(Index { connection: Index::connect(path)?, path: path.into() })
    }

    /// Another connection, for reading only.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn reading(path: &Path) -> Result<Reading, IndexError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        Ok(Reading { connection })
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
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    }
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
