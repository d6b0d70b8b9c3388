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

use crate::sequencer::Sequencer;

/// Where filings are prepared and handed in.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Where they are handed in.
    pub sequencer: Sequencer,
    /// What is being prepared.
    pub drafts: Drafts,
}
