//! What can go wrong when a log is created, opened, appended to or published. Reading has its own list in `read.rs`.

use std::io;
use std::path::{Path, PathBuf};

/// Why the log could not be opened, appended to or published.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The directory holds no log.
    #[error("there is no log in `{0}`; create one first")]
    Missing(PathBuf),
    /// The directory already holds a log.
    #[error("there is already a log in `{0}`; open it, or choose an empty directory")]
    Exists(PathBuf),
    /// Published files are there, the journal is not.
    #[error(
        "`{0}` has published files but no journal `log.db`; restore `log.db`, because a new one could contradict what was published"
    )]
    JournalLost(PathBuf),
    /// Another process (or another opener in this one) holds the lock.
    #[error("`{0}` is open in another process; stop that one first, a log has one writer")]
    Busy(PathBuf),
    /// The journal belongs to another origin or key.
    #[error("the log in `{dir}` was signed by another key than `{key}`; use the key it was created with")]
    OtherKey {
        /// The log's directory.
        dir: PathBuf,
        /// Name of the key that was given.
        key: String,
    },
    /// An entry is empty or longer than 65,535 bytes.
    #[error("entry {place} of the batch has {bytes} bytes; an entry has 1 to 65535")]
    EntrySize {
        /// Place in the batch, counted from 0.
        place: usize,
        /// Its length.
        bytes: usize,
    },
    /// A batch without entries, or with more than fit.
    #[error("a batch has 1 to 65536 entries and at most 64 MiB; this one has {count} entries and {bytes} bytes")]
    BatchSize {
        /// How many entries it has.
        count: usize,
        /// Their bytes together.
        bytes: usize,
    },
    /// An earlier commit failed, so what is on disk is not known.
    #[error("the log refuses further entries since a write failed (`{0}`); see to the disk, then open the log again")]
    Stopped(String),
    /// Bytes in the journal are not what was signed.
    #[error("the journal `log.db` is damaged: {0}; run a check with repair")]
    JournalDamaged(String),
    /// Published files that can no longer be made from the journal are missing or wrong.
    #[error("published file `{path}` {what}; run a check with repair before the log goes on")]
    HistoryDamaged {
        /// Path under the monitoring prefix.
        path: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The published checkpoint is not one this journal signed.
    #[error(
        "the published checkpoint has {published} entries and the journal {journal}, and the two do not fit; restore the newer `log.db`"
    )]
    Contradiction {
        /// Size of the published checkpoint.
        published: u64,
        /// Size of the journal's checkpoint.
        journal: u64,
    },
    /// The key cannot sign a checkpoint of this log.
    #[error(transparent)]
    Checkpoint(#[from] tlog::CheckpointError),
    /// The key cannot sign.
    #[error(transparent)]
    Sign(#[from] tlog::SignError),
    /// The journal's database refused.
    #[error("journal `log.db`: {0}")]
    Database(#[from] rusqlite::Error),
    /// A file could not be read, written or synced.
    #[error("`{path}`: {source}")]
    File {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl LogError {
    /// Tells which file an input or output error is about.
    pub(super) fn file(path: &Path) -> impl Fn(io::Error) -> LogError {
        move |source| LogError::File { path: path.to_path_buf(), source }
    }

    /// An error of a journal step that is not the database's own.
    pub(super) fn journal(source: io::Error) -> LogError {
        LogError::File { path: PathBuf::from("log.db"), source }
    }
}
