//! What a witness cosigned last, one row a log. Each change is one transaction, synced before it returns, and takes place
//! only if the row is still the one that the decision was made on.

use std::{io, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Transaction, TransactionBehavior, params};
use tlog::{Hash, witness::Head};

use crate::log::fault;

/// The database.
#[derive(Debug)]
pub(super) struct Store {
    db: Connection,
}

/// A checkpoint that was cosigned.
#[derive(Debug, Clone)]
pub(super) struct Cosigned {
    pub(super) head: Head,
    /// Seconds since 1970.
    pub(super) time: u64,
    /// The checkpoint as its log signed it; empty where none was cosigned.
    pub(super) note: Vec<u8>,
}

/// One request's look at the state, and its change. Nothing is changed where it is dropped.
#[derive(Debug)]
pub(super) struct Step<'a> {
    tx: Transaction<'a>,
}

/// Why the state cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum StoreError {
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    #[error(transparent)]
    File(#[from] io::Error),
    #[error("a size or time beyond {}", i64::MAX)]
    Range,
    #[error("the row changed between reading and writing")]
    Changed,
    #[error("`{0}` holds a row that is none")]
    Damaged(String),
}

impl Store {
    /// Makes the file; fails where there is one.
    pub(super) fn create(path: &Path) -> Result<(), StoreError> {
        std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        Store::open_file(path)?.db.execute_batch(include_str!("cosigned.sql"))?;
        Ok(())
    }

    /// Opens the file, which must be there and whole.
    pub(super) fn open(path: &Path) -> Result<Store, StoreError> {
        let store = Store::open_file(path)?;
        let says: String = store.db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if says != "ok" {
            return Err(StoreError::Damaged(says));
        }
        // The table must be there: an empty file is a lost state.
        store.db.query_row("SELECT count(*) FROM cosigned", [], |_| Ok(()))?;
        Ok(store)
    }

    fn open_file(path: &Path) -> Result<Store, StoreError> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(Duration::from_secs(10))?;
        // One file, no log beside it that a copy could leave out; its removal from the folder is synced too.
        db.pragma_update(None, "journal_mode", "DELETE")?;
        db.pragma_update(None, "synchronous", "EXTRA")?;
        Ok(Store { db })
    }

    /// Begins a request: no other, in this process or another, changes the state until it ends.
    pub(super) fn begin(&mut self) -> Result<Step<'_>, StoreError> {
        Ok(Step { tx: self.db.transaction_with_behavior(TransactionBehavior::Immediate)? })
    }
}

impl Step<'_> {
    /// What was cosigned last for a log.
    pub(super) fn last(&self, origin: &str) -> Result<Cosigned, StoreError> {
        let mut ask = self.tx.prepare_cached("SELECT size, root, time, note FROM cosigned WHERE origin = ?1")?;
        let row = ask.query_row([origin], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).optional()?;
        let Some((size, root, time, note)): Option<(i64, [u8; 32], i64, Vec<u8>)> = row else {
            return Ok(Cosigned { head: Head::none(), time: 0, note: Vec::new() });
        };
        let (Ok(size), Ok(time)) = (u64::try_from(size), u64::try_from(time)) else {
            return Err(StoreError::Damaged(origin.to_owned()));
        };
        Ok(Cosigned { head: Head { size, root: Hash(root) }, time, note })
    }

    /// Keeps what is about to be cosigned in the place of `last`.
    pub(super) fn keep(self, origin: &str, last: &Cosigned, new: &Cosigned) -> Result<(), StoreError> {
        let number = |number: u64| i64::try_from(number).map_err(|_| StoreError::Range);
        let (size, time, root) = (number(new.head.size)?, number(new.time)?, new.head.root.0);
        let (last_size, last_root) = (number(last.head.size)?, last.head.root.0);
        let keep = include_str!("keep_cosigned.sql");
        let changed = self.tx.execute(keep, params![origin, size, root, time, new.note, last_size, last_root])?;
        if changed != 1 {
            return Err(StoreError::Changed);
        }
        fault::point("witness: before commit")?;
        self.tx.commit()?;
        Ok(())
    }
}
