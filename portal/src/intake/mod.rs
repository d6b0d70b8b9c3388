//! The intake of those who prepare filings here: drafts of filings, filled in with forms that are made from the register's own declarations, kept for
//! whoever has their address, tried against the register, and printed for signing. Signs nothing: keys stay with those who
//! file. What a page looks like is said in `pages`.

mod drafts;
mod input;
mod paper;

pub(crate) use drafts::{Draft, KEPT_DAYS};
pub use drafts::{DraftError, Drafts};
pub(crate) use input::{Ask, Field, Given, Input, given};
pub(crate) use paper::{Paper, Unread};

use register::SignedFiling;

use crate::{
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
}

impl Intake {
    /// Tries a filing, whoever signed it. Blocks.
    pub(crate) fn attempt(&self, signed: SignedFiling) -> Tried {
        let tried = self.sequencer.attempt(signed).blocking_recv();
        tried.unwrap_or_else(|_| Tried::Unavailable("the register is stopping".into()))
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
