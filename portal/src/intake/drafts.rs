//! The drafts kept: whoever has a draft's address reads, changes and deletes it, and nobody else finds it. Kept apart
//! from truth and index, in a file of their own that may be deleted: no draft was ever filed.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use register::entry::MAX_FILING;
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::private;

/// Days that a draft is kept after it was last saved.
pub(crate) const KEPT_DAYS: i64 = 60;

/// Days that a draft is kept which nobody saved since it was begun.
const BEGUN_DAYS: i64 = 1;

/// Drafts kept at once.
const MOST: i64 = 10_000;

/// Bytes of a draft: a filing's, and as much again for what is not right yet.
const MAX_TEXT: usize = 2 * MAX_FILING;

/// Bytes of the code in an address: nobody finds one by trying.
const CODE: usize = 16;

/// Why a draft is not kept.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The file of drafts cannot be read or written.
    #[error("the drafts cannot be kept: {0}")]
    Store(#[from] rusqlite::Error),
    /// The file of drafts cannot be made.
    #[error("the drafts cannot be kept: {0}")]
    File(#[from] std::io::Error),
    /// The system has no randomness.
    #[error("the drafts cannot be kept: {0}")]
    Random(#[from] getrandom::Error),
    /// Somebody saved it since it was read.
    #[error("the draft was saved elsewhere meanwhile")]
    Changed,
    /// There is no such draft, or no more.
    #[error("there is no such draft")]
    Missing,
    /// It is larger than any filing.
    #[error("the draft is larger than a filing may be")]
    TooLarge,
    /// Too many were begun today.
    #[error("too many drafts were begun today")]
    Full,
}

/// A draft that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) text: String,
    /// Grows each time it is saved.
    pub(crate) version: i64,
    /// Day it was last saved, in days since 1970-01-01.
    pub(crate) changed: i64,
}

/// The drafts of a register.
#[derive(Debug, Clone)]
pub struct Drafts(Arc<Mutex<Connection>>);

impl Drafts {
    /// Opens the file of drafts, or makes it.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(path: &Path, today: i64) -> Result<Drafts, DraftError> {
        let file = private::<DraftError>(path, include_str!("drafts.sql"))?;
        purge(&file, today)?;
        Ok(Drafts(Arc::new(Mutex::new(file))))
    }

    /// Begins a draft; its code is the only way to it.
    pub(crate) fn begin(&self, text: &str, today: i64) -> Result<String, DraftError> {
        fits(text)?;
        let code = new_code()?;
        let mut file = self.locked();
        let file = file.transaction()?;
        purge(&file, today)?;
        let held: i64 = file.query_row("SELECT count(*) FROM draft", [], |row| row.get(0))?;
        // Only what nobody ever saved makes room: a draft that was worked on stays its time.
        if held >= MOST && file.execute(include_str!("make_room.sql"), [])? == 0 {
            return Err(DraftError::Full);
        }
        file.execute("INSERT INTO draft VALUES (?1, 1, ?2, ?3)", params![digest(&code), today, text])?;
        file.commit()?;
        Ok(code)
    }

    /// Reads a draft.
    pub(crate) fn read(&self, code: &str, today: i64) -> Result<Draft, DraftError> {
        let question = "SELECT text, version, changed FROM draft WHERE code_sha256 = ?1 AND changed >= ?2";
        let draft = self.locked().query_row(question, params![digest(code), today - KEPT_DAYS], |row| {
            Ok(Draft { text: row.get(0)?, version: row.get(1)?, changed: row.get(2)? })
        });
        draft.optional()?.ok_or(DraftError::Missing)
    }

    /// Saves a draft over the version that was read, and none other.
    pub(crate) fn save(&self, code: &str, version: i64, text: &str, today: i64) -> Result<(), DraftError> {
        fits(text)?;
        let change =
            "UPDATE draft SET text = ?3, changed = ?4, version = version + 1 WHERE code_sha256 = ?1 AND version = ?2";
        let saved = self.locked().execute(change, params![digest(code), version, text, today])?;
        if saved == 1 {
            return Ok(());
        }
        self.read(code, today).and(Err(DraftError::Changed))
    }

    /// Deletes a draft where nobody saved it since.
    pub(crate) fn delete_version(&self, code: &str, version: i64) -> Result<(), DraftError> {
        let delete = "DELETE FROM draft WHERE code_sha256 = ?1 AND version = ?2";
        self.locked().execute(delete, params![digest(code), version])?;
        Ok(())
    }

    /// Deletes a draft; one that is not there is deleted already.
    pub(crate) fn delete(&self, code: &str) -> Result<(), DraftError> {
        self.locked().execute("DELETE FROM draft WHERE code_sha256 = ?1", [digest(code)])?;
        Ok(())
    }

    pub(super) fn locked(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Deletes what had its time.
fn purge(file: &Connection, today: i64) -> Result<(), DraftError> {
    let old = "DELETE FROM draft WHERE changed < ?1 OR (version = 1 AND changed < ?2)";
    file.execute(old, [today - KEPT_DAYS, today - BEGUN_DAYS])?;
    Ok(())
}

/// A code that nobody finds by trying.
pub(super) fn new_code() -> Result<String, DraftError> {
    let mut random = [0; CODE];
    getrandom::fill(&mut random)?;
    Ok(URL_SAFE_NO_PAD.encode(random))
}

/// What of a code is kept.
pub(super) fn digest(code: &str) -> Vec<u8> {
    Sha256::digest(code.as_bytes()).to_vec()
}

fn fits(text: &str) -> Result<(), DraftError> {
    if text.len() > MAX_TEXT { Err(DraftError::TooLarge) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 20_000;

    fn drafts() -> (tempfile::TempDir, Drafts) {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::open(&folder.path().join("drafts.db"), DAY).expect("a store");
        (folder, drafts)
    }

    #[test]
    fn whoever_saves_over_another_is_told() {
        let (_folder, drafts) = drafts();
        let code = drafts.begin("{}", DAY).expect("begun");
        drafts.save(&code, 1, "one", DAY).expect("saved");
        assert!(matches!(drafts.save(&code, 1, "two", DAY), Err(DraftError::Changed)));
        let draft = drafts.read(&code, DAY).expect("there");
        assert_eq!((draft.text.as_str(), draft.version), ("one", 2));
    }

    #[test]
    fn a_draft_that_nobody_saves_goes_and_one_that_is_deleted_is_gone() {
        let (_folder, drafts) = drafts();
        let [old, new] = [DAY, DAY + 30].map(|day| drafts.begin("{}", day).expect("begun"));
        drafts.save(&new, 1, "{}", DAY + 30).expect("saved");
        let later = DAY + KEPT_DAYS + 1;
        let begun = drafts.begin("{}", later).expect("begun");
        assert!(matches!(drafts.read(&old, later), Err(DraftError::Missing)));
        assert!(drafts.read(&new, later).is_ok());
        drafts.begin("{}", later + BEGUN_DAYS + 1).expect("begun");
        assert!(matches!(drafts.read(&begun, later), Err(DraftError::Missing)), "nobody saved it");
        drafts.delete(&new).expect("deleted");
        assert!(matches!(drafts.save(&new, 1, "{}", DAY), Err(DraftError::Missing)));
    }

    #[test]
    fn no_code_stands_in_the_file() {
        let (folder, drafts) = drafts();
        let code = drafts.begin("{\"secret\": 1}", DAY).expect("begun");
        drop(drafts);
        for file in std::fs::read_dir(folder.path()).expect("files").flatten() {
            let bytes = std::fs::read(file.path()).expect("bytes");
            assert!(!bytes.windows(code.len()).any(|part| part == code.as_bytes()));
        }
    }
}
