//! A witness (c2sp.org/tlog-witness): cosigns checkpoints of the logs it knows, each only if it follows from the one it
//! cosigned before. What it cosigned is on disk before the cosignature leaves. It reads no entry and judges no content.

mod server;
mod store;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use tlog::{
    Policy, SignerKey, VerifierKey,
    cosignature::MAX_TIME,
    witness::{AddCheckpoint, Refusal},
};

use crate::{
    folder::{FolderError, write_private},
    log::fault,
};

pub use server::{Clock, Server, router};
use store::{Cosigned, Store, StoreError};

/// A witness's folder: `witness.key`, its private keys, one a line; `witness.db`, what it cosigned last.
#[derive(Debug)]
pub struct Witness {
    // INVARIANT: at least one, all of cosigners. They share one state, so they never cosign two histories between them.
    keys: Vec<SignerKey>,
    logs: Vec<VerifierKey>,
    // INVARIANT: one request at a time goes from reading the last cosigned checkpoint to its cosignature.
    store: Mutex<Store>,
}

/// Why a witness does not cosign.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The request, for a reason of the protocol.
    #[error(transparent)]
    Request(#[from] Refusal),
    /// The clock is behind the last cosignature.
    #[error("the witness's clock is {0} s behind its last cosignature; nothing is cosigned until it is right")]
    Clock(u64),
    /// The disk failed. Nothing was cosigned.
    #[error("the witness cannot keep its state: {0}")]
    Store(String),
}

impl Refused {
    /// The HTTP status that tells it (c2sp.org/tlog-witness).
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Refused::Request(Refusal::Conflict(_)) => 409,
            Refused::Request(Refusal::UnknownLog(_)) => 404,
            Refused::Request(Refusal::Unsigned(_)) => 403,
            Refused::Request(Refusal::Proof(_) | Refusal::EmptyRoot(_)) => 422,
            Refused::Request(
                Refusal::Line { .. } | Refusal::Note(_) | Refusal::Checkpoint(_) | Refusal::Order { .. },
            ) => 400,
            Refused::Clock(_) | Refused::Store(_) => 503,
        }
    }

    /// The body of that answer: the reason, or in a conflict the size that was cosigned last.
    #[must_use]
    pub fn says(&self) -> String {
        match self {
            Refused::Request(Refusal::Conflict(size)) => format!("{size}\n"),
            refused => format!("{refused}\n"),
        }
    }
}

/// Why a witness cannot be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A file.
    #[error(transparent)]
    File(#[from] FolderError),
    /// There is a key but no state: going on without it could cosign two histories.
    #[error(
        "`{0}` is missing: what this witness cosigned is not known; make a new one, in another folder, with another key"
    )]
    StateLost(PathBuf),
    /// The database.
    #[error("`{path}`: {says}")]
    Database {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        says: String,
    },
}

impl Witness {
    /// Makes a witness's folder with its keys, one of each kind it cosigns with. Overwrites nothing.
    ///
    /// # Errors
    /// When there is one already or a file cannot be written.
    pub fn create(folder: &Path, keys: &[SignerKey]) -> Result<(), OpenError> {
        let file = |source| FolderError::File { path: folder.into(), source };
        std::fs::create_dir_all(folder).map_err(file)?;
        // INVARIANT: no new state beside an old key: with an empty memory it would cosign another history.
        let key_file = folder.join("witness.key");
        if key_file.exists() {
            return Err(FolderError::File { path: key_file, source: std::io::ErrorKind::AlreadyExists.into() }.into());
        }
        // The state first: a key without it is refused, a state without key does nothing.
        let state = folder.join("witness.db");
        Store::create(&state).map_err(|error| match error {
            StoreError::File(source) => FolderError::File { path: state.clone(), source }.into(),
            error => database(&state, &error),
        })?;
        let lines: String = keys.iter().map(|key| format!("{}\n", key.to_private_text())).collect();
        write_private(&key_file, &lines)?;
        Ok(std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(file)?)
    }

    /// Opens a witness that cosigns the logs of a policy.
    ///
    /// # Errors
    /// When its files are missing or damaged.
    pub fn open(folder: &Path, logs: &Policy) -> Result<Witness, OpenError> {
        let path = folder.join("witness.key");
        let text = std::fs::read_to_string(&path).map_err(|source| FolderError::File { path: path.clone(), source })?;
        let keys = cosigners(&text).map_err(|says| FolderError::Damaged { path, says })?;
        let state = folder.join("witness.db");
        if !state.exists() {
            return Err(OpenError::StateLost(state));
        }
        let store = Store::open(&state).map_err(|error| database(&state, &error))?;
        Ok(Witness { keys, logs: logs.log_keys(), store: Mutex::new(store) })
    }

    /// The keys that its cosignatures are checked with.
    #[must_use]
    pub fn verifiers(&self) -> Vec<VerifierKey> {
        self.keys.iter().map(SignerKey::verifier).collect()
    }

    /// The logs it cosigns.
    #[must_use]
    pub fn logs(&self) -> &[VerifierKey] {
        &self.logs
    }

    /// Answers a request with its cosignatures, a note line for each key. `now` tells the seconds since 1970, once nobody else is answered.
    ///
    /// # Errors
    /// When the checkpoint is not to be cosigned, or could not be kept as cosigned.
    pub fn add_checkpoint(&self, body: &[u8], now: impl FnOnce() -> u64) -> Result<String, Refused> {
        let request = AddCheckpoint::parse(body)?;
        let opened = request.open(&self.logs)?;
        let failed = |error: &dyn std::fmt::Display| Refused::Store(error.to_string());
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let step = store.begin().map_err(|error| failed(&error))?;
        let last = step.last(opened.origin()).map_err(|error| failed(&error))?;
        opened.follows(last.head)?;
        let now = now();
        // A cosignature of time 0 is not dated (tlog-cosignature).
        if now == 0 || now < last.time || now > MAX_TIME {
            return Err(Refused::Clock(last.time.saturating_sub(now)));
        }
        let cosigned = Cosigned { head: opened.head(), time: now, note: opened.note().to_vec() };
        step.keep(opened.origin(), &last, &cosigned).map_err(|error| failed(&error))?;
        fault::point("witness: kept, not cosigned").map_err(|error| failed(&error))?;
        // INVARIANT: only after this checkpoint is on disk as the last one.
        self.cosign(opened.text(), now)
    }

    /// A line for each key. Only for what is on disk as cosigned last.
    fn cosign(&self, text: &str, time: u64) -> Result<String, Refused> {
        let lines = self.keys.iter().map(|key| tlog::cosign(key, text, time).map(|line| line.to_string()));
        lines.collect::<Result<_, _>>().map_err(|error| Refused::Store(error.to_string()))
    }

    /// The checkpoint cosigned last for the log whose origin has this SHA-256 in hex, with the cosignatures.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn last(&self, origin_hash: &str) -> Result<Option<Vec<u8>>, Refused> {
        let failed = |error: &dyn std::fmt::Display| Refused::Store(error.to_string());
        let named = |key: &&VerifierKey| server::origin_hash(key.name().as_str()) == origin_hash;
        let Some(log) = self.logs.iter().find(named) else { return Ok(None) };
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let step = store.begin().map_err(|error| failed(&error))?;
        let last = step.last(log.name().as_str()).map_err(|error| failed(&error))?;
        let Ok(note) = tlog::Note::parse(&last.note) else { return Ok(None) };
        let lines = self.cosign(note.text(), last.time)?;
        Ok(Some([last.note.as_slice(), lines.as_bytes()].concat()))
    }
}

/// The keys in `witness.key`, one a line.
fn cosigners(text: &str) -> Result<Vec<SignerKey>, String> {
    let keys = text.lines().map(SignerKey::parse).collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    match keys.iter().all(|key| key.algorithm().is_cosigner()) {
        true if !keys.is_empty() => Ok(keys),
        _ => Err("it holds no key for cosignatures, or one for something else".into()),
    }
}

fn database(path: &Path, error: &dyn std::fmt::Display) -> OpenError {
    OpenError::Database { path: path.into(), says: error.to_string() }
}
