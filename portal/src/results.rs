//! What searches found whose words many filings hold: counted once, and kept while the index is the same. No words are kept,
//! only a hash of the question under a key of this process, and what was found. A search that few filings answer is made each
//! time, and so is one about a body: from how long an answer takes nobody learns whether somebody else asked.

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
        if found.filings >= MANY && limit <= ROWS && query.holder.is_none() {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use register::id::BodyId;
    use rusqlite::Connection;

    use super::*;
    use crate::index::Index;

    /// An index with a technology found by `common` in as many filings as make a search kept, by `rare` in one less, and many found
    /// by `wide` in one filing.
    fn index(folder: &std::path::Path) -> Reading {
        let path = folder.join("index.db");
        drop(Index::anew(&path).unwrap());
        let db = Connection::open(&path).unwrap();
        let record = "INSERT INTO record (id, entry, name, class, withdrawn, since) VALUES ('mx/a/technology/1', 0, 'A', 'spyware', ?1, 0)";
        db.execute(record, [0]).unwrap();
        db.execute(&record.replace("/1", "/2").replace(", 0, 'A'", ", 1, 'B'"), [0]).unwrap();
        let many = i64::try_from(MANY).unwrap();
        for said in 0..=many {
            let words = match said {
                0 => "common",
                _ if said == many => "wide",
                _ => "common rare",
            };
            db.execute("INSERT INTO search (rowid, words) VALUES (?1, ?2)", (said, words)).unwrap();
            db.execute("INSERT INTO finds VALUES (?1, 0, 0)", [said]).unwrap();
        }
        // One filing about as many technologies as there are; one of them says no more of itself.
        for entry in 2..many {
            let next = record.replace("/1", &format!("/{}", entry + 1)).replace(", 0, 'A'", &format!(", {entry}, 'C'"));
            db.execute(&next, [0]).unwrap();
            db.execute("INSERT INTO finds VALUES (?1, ?2, 0)", [many, entry]).unwrap();
        }
        Index::reading(&path).unwrap()
    }

    #[test]
    fn only_what_many_filings_answer_is_kept_and_only_while_the_index_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (reading, results) = (index(folder.path()), Results::default());
        let ask = |words: &str, remade, limit| {
            let query = Query { words: words.into(), ..Query::default() };
            let found = results.find(&reading, remade, (&query, None, limit)).unwrap();
            (found.total, results.kept.lock().unwrap().found.len())
        };
        assert_eq!(ask("common", 0, 50), (1, 0), "several states may be read");
        reading.look_now().unwrap();
        assert_eq!(ask("rare", 0, 50), (1, 0));
        assert_eq!(ask("nobody", 0, 50), (0, 0));
        assert_eq!(ask("wide", 0, 50), (MANY - 1, 0), "one filing");
        assert_eq!(ask("common", 0, ROWS + 1), (1, 0), "more than a page");
        assert_eq!(ask("common", 0, 50), (1, 1));
        assert_eq!(ask("common", 0, 50), (1, 1));
        assert_eq!(ask("rare", 1, 50), (1, 0), "another index");
        let of_body = Query { words: "common".into(), holder: BodyId::parse("mx/a"), ..Query::default() };
        results.find(&reading, 1, (&of_body, None, 50)).unwrap();
        assert_eq!(results.kept.lock().unwrap().found.len(), 0, "about a body");
        for from in 0..3 * MOST as u64 {
            let query = Query { words: "common".into(), ..Query::default() };
            results.find(&reading, 1, (&query, Some(Bookmark(from)), 50)).unwrap();
            assert!(results.kept.lock().unwrap().found.len() <= MOST);
        }
    }
}
