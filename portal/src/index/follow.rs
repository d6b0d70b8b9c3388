//! Following the published log: each entry, held against the signed root, becomes its rows, in transactions of a few
//! hundred.

use tlog::Checkpoint;

use super::{
    Index, IndexError,
    rows::{insert, number},
    standing::decode,
};
use crate::log::Reader;

/// Entries a transaction: large enough that the commit costs little, small enough that readers see progress; two whole
/// bundles, so that none is read twice.
const BATCH: u64 = 512;

impl Index {
    /// Number of entries indexed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn size(&self) -> Result<u64, IndexError> {
        let size: i64 = self.connection.query_row("SELECT size FROM state", [], |row| row.get(0))?;
        Ok(u64::try_from(size).unwrap_or(0))
    }

    /// Follows the published log up to a checkpoint, telling `progress` how far it is.
    ///
    /// # Errors
    /// As [`Index::step`]. What was followed before stays.
    pub fn catch_up(
        &mut self,
        log: &Reader,
        checkpoint: &Checkpoint,
        mut progress: impl FnMut(u64),
    ) -> Result<(), IndexError> {
        while self.size()? != checkpoint.size {
            progress(self.step(log, checkpoint)?);
        }
        Ok(())
    }

    /// Follows the next few hundred entries under a checkpoint, all in one transaction. Gives the number indexed.
    ///
    /// # Errors
    /// When the log cannot be read or is not what the checkpoint signs, an entry is none, the index is ahead of the
    /// checkpoint, or the database fails.
    pub fn step(&mut self, log: &Reader, checkpoint: &Checkpoint) -> Result<u64, IndexError> {
        let (from, size) = (self.size()?, checkpoint.size);
        if from > size {
            return Err(IndexError::Ahead { indexed: from, published: size });
        }
        if from == size {
            return Ok(size);
        }
        let to = size.min((from / BATCH + 1) * BATCH);
        let unreadable = |entry: u64, says: String| IndexError::Log { entry, says };
        let entries =
            log.verified_entries(from..to, checkpoint).map_err(|error| unreadable(from, error.to_string()))?;
        let transaction = self.connection.transaction()?;
        let mut next = from;
        for item in entries {
            let bytes = item.map_err(|error| unreadable(next, error.to_string()))?;
            let (received, signed) = decode(next, &bytes)?;
            insert(&transaction, next, received, &bytes, signed)?;
            next += 1;
        }
        if next < to {
            return Err(unreadable(next, "the log ends too early".into()));
        }
        transaction.prepare_cached("UPDATE state SET size = ?1")?.execute([number(to)])?;
        transaction.commit()?;
        Ok(to)
    }
}
