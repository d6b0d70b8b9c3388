//! What pages and the API share: who the register is, its published log and readers of its index.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tlog::note::VerifierKey;

use crate::{
    index::{Index, IndexError, Reading},
    log::{Reader, Watch},
};

/// What a register says of itself. Kept in `site.json` of the data folder, made by `veedor init`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Name in Spanish.
    pub name_es: String,
    /// Name in English.
    pub name_en: String,
    /// Id of the body that keeps the register.
    pub registrar: String,
    /// Whether it is a demonstration: every page says so.
    pub demonstration: bool,
}

/// A register as the outside sees it.
#[derive(Debug)]
pub struct Site {
    /// What the register says of itself.
    pub about: About,
    /// The log's verifier key; its name is the log's origin.
    pub key: VerifierKey,
    /// The published log.
    pub log: Reader,
    /// Grows with what is published.
    pub published: Watch,
    /// Grows with what is indexed.
    pub indexed: Watch,
    /// Folder of the published files, `log/` and `blobs/` in it.
    pub public: PathBuf,
    index: PathBuf,
    readings: Mutex<Vec<Reading>>,
    damaged: AtomicBool,
}

/// Readers kept open: more than this are opened and closed for the moment's need.
const KEPT_READINGS: usize = 8;

impl Site {
    /// A site over a published folder and an index.
    #[must_use]
    pub fn new(about: About, key: VerifierKey, public: &Path, index: &Path, published: Watch, indexed: Watch) -> Site {
        let log = Reader::dir(&public.join("log"));
        let (public, index) = (public.into(), index.into());
        let (readings, damaged) = (Mutex::default(), AtomicBool::new(false));
        Site { about, key, log, published, indexed, public, index, readings, damaged }
    }

    /// Asks the index something. Blocks: call it off the event loop.
    ///
    /// # Errors
    /// When the index cannot be opened or asked.
    pub fn read<T>(&self, ask: impl FnOnce(&Reading) -> Result<T, IndexError>) -> Result<T, IndexError> {
        let kept = self.readings.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reading = kept.map_or_else(|| Index::reading(&self.index), Ok)?;
        let answer = ask(&reading);
        if answer.as_ref().is_err_and(IndexError::is_damage) {
            self.damaged.store(true, Ordering::Relaxed);
        }
        let mut readings = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        if readings.len() < KEPT_READINGS && answer.is_ok() {
            readings.push(reading);
        }
        answer
    }

    /// Whether a reader found the index damaged since the last time this was asked.
    pub(crate) fn take_damage(&self) -> bool {
        self.damaged.swap(false, Ordering::Relaxed)
    }

    /// Drops the readers kept open, so that the next ones see an index made anew.
    pub(crate) fn forget_readings(&self) {
        self.readings.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
