//! The intake of those who prepare filings here: drafts of filings, filled in with forms that are made from the register's own declarations, kept for
//! whoever has their address, tried against the register, and printed for signing. Signs nothing: keys stay with those who
//! file. What a page looks like is said in `pages`.

mod comments;
mod drafts;
mod input;
mod paper;
mod tables;

pub use comments::{CommentError, Comments, Received, State, deletion, waiting};
pub(crate) use drafts::{Draft, KEPT_DAYS};
pub use drafts::{DraftError, Drafts};
pub(crate) use input::{Ask, Field, Given, Input, Items, given};
pub(crate) use paper::{EXPLAINING, Paper, Unread};
pub(crate) use tables::{MAX_TABLE, NoTable, Table, mappings, plan};

use std::{fs::OpenOptions, io, os::unix::fs::OpenOptionsExt as _, path::Path, sync::Arc};

use register::SignedFiling;
use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::{
    blobs::Uploads,
    registrar::{Answer, Tried},
    sequencer::Sequencer,
};

/// Where filings are prepared and handed in.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Where they are handed in.
    pub sequencer: Sequencer,
    /// What is being prepared.
    pub drafts: Drafts,
    /// What persons without a key sent.
    pub comments: Comments,
    /// Places of the tables that are being read: each is held in memory whole.
    places: Arc<Semaphore>,
    /// Documents being taken, by whichever door they come.
    pub(crate) uploads: Uploads,
}

/// Tables read at a time.
const TABLES: usize = 2;

/// Filings that are tried together: filers wait for no more than these.
const TOGETHER: usize = 32;

/// Opens a file of what is not filed yet, or makes it: it is for whoever keeps the register alone. SQLite gives the files
/// beside it the same permissions.
fn private<E: From<io::Error> + From<rusqlite::Error>>(path: &Path, schema: &str) -> Result<Connection, E> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    let file = Connection::open(path)?;
    file.execute_batch(schema)?;
    Ok(file)
}

impl Intake {
    /// A desk in front of a sequencer.
    #[must_use]
    pub fn new(sequencer: Sequencer, drafts: Drafts, comments: Comments, uploads: Uploads) -> Intake {
        Intake { sequencer, drafts, comments, places: Arc::new(Semaphore::new(TABLES)), uploads }
    }

    /// A place to read a table; none while others are read.
    pub(crate) fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.places).try_acquire_owned().ok()
    }

    /// Tries filings, whoever signed them. Blocks.
    pub(crate) fn attempt_all(&self, all: Vec<SignedFiling>) -> Vec<Tried> {
        let mut all = all.into_iter().peekable();
        let mut tried = Vec::new();
        while all.peek().is_some() {
            let asked: Vec<_> = all.by_ref().take(TOGETHER).map(|signed| self.sequencer.attempt(signed)).collect();
            tried.extend(asked.into_iter().map(answered));
        }
        tried
    }

    /// Tries a filing, whoever signed it. Blocks.
    pub(crate) fn attempt(&self, signed: SignedFiling) -> Tried {
        answered(self.sequencer.attempt(signed))
    }

    /// Hands in a filing, the way `POST /filings` does. Blocks.
    pub(crate) fn hand_in(&self, signed: SignedFiling) -> Answer {
        let answer = self.sequencer.submit(signed).blocking_recv();
        answer.unwrap_or_else(|_| Answer::Unavailable("the register is stopping".into()))
    }

    /// Entries that are acknowledged, a moment ahead of what is published.
    pub(crate) fn committed(&self) -> u64 {
        self.sequencer.committed().size()
    }
}

fn answered(asked: oneshot::Receiver<Tried>) -> Tried {
    asked.blocking_recv().unwrap_or_else(|_| Tried::Unavailable("the register is stopping".into()))
}
