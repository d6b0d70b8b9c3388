//! What searches found whose words many filings hold: counted once, and kept while the index is the same. No words are kept,
//! only a hash of the question under a key of this process, and what was found. A search that few filings answer is made each
//! time: from how long an answer takes nobody learns whether somebody else asked.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use sha2::{Digest as _, Sha256};

use crate::index::{Bookmark, Found, IndexError, Query, Reading};

/// Filings that hold the words of a search that is kept, at least.
const MANY: u64 = 256;

/// Searches kept; where there are more, all are let go.
const MOST: usize = 64;

/// Rows of what is kept: those of a page.
const ROWS: u32 = 64;

/// A question, hashed.
type Question = [u8; 32];

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Results {
    key: OnceLock<[u8; 32]>,
    kept: Mutex<Kept>,
}

/// What was found at one turn of one index.
#[derive(Debug, Default)]
struct Kept {
    of: (u64, u64),
    found: HashMap<Question, Arc<Found>>,
}

impl Results {
    /// What a search finds. `remade`: which index it is of those that stood in its place.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn find(
        &self,
        reading: &Reading,
        remade: u64,
        (query, from, limit): (&Query, Option<Bookmark>, u32),
    ) -> Result<Arc<Found>, IndexError> {
        let find = || reading.find(query, from, limit).map(Arc::new);
        let (Some(turn), Some(question)) = (reading.turn_kept(), self.question(query, from, limit)) else {
            return find();
        };
        if let Some(found) = self.at((turn, remade)).found.get(&question) {
            return Ok(Arc::clone(found));
        }
        let found = find()?;
        if found.filings >= MANY && limit <= ROWS {
            let mut kept = self.at((turn, remade));
            if kept.found.len() >= MOST {
                kept.found.clear();
            }
            kept.found.insert(question, Arc::clone(&found));
        }
        Ok(found)
    }

    /// What is kept, emptied where it is of another turn.
    fn at(&self, of: (u64, u64)) -> MutexGuard<'_, Kept> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.of != of {
            *kept = Kept { of, found: HashMap::new() };
        }
        kept
    }

    /// A question under the key; none where the system has no random numbers.
    fn question(&self, query: &Query, from: Option<Bookmark>, limit: u32) -> Option<Question> {
        let key = match self.key.get() {
            Some(key) => key,
            None => {
                let mut key = [0; 32];
                getrandom::fill(&mut key).ok()?;
                self.key.get_or_init(|| key)
            }
        };
        Some(Sha256::new().chain_update(key).chain_update(format!("{query:?} {from:?} {limit}")).finalize().into())
    }
}
