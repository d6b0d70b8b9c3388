//! The durable log: entries in, receipts out, published files any static server can serve. Follows tlog-tiles and RFC
//! 6962; an entry is opaque bytes here. The time and the meaning of entries are not this module's business.
//!
//! ```text
//! append ─▶ journal (log.db, one transaction: entries + signed checkpoint) ─▶ receipt
//!               └─▶ publisher: bundles, tiles, then checkpoint ─▶ full ones synced ─▶ batches leave the journal
//! ```
//!
//! Why it is so, and what a crash at each step leaves: `docs/decisions/0003-journal-and-bundles.md`.

mod edge;
mod entries;
mod error;
pub mod fault;
mod files;
mod fsck;
mod journal;
mod mirror;
mod publish;
mod read;
mod repair;
mod replay;
mod split;
mod trees;
mod truth;
mod watch;
mod writer;

pub use edge::Edge;
pub use error::LogError;
pub use fsck::{EachEntry, Problem, Report, fsck};
pub use mirror::{Followed, Mirror, MirrorError};
pub use publish::{KEPT_CHECKPOINTS, Publisher};
pub use read::{Entries, FetchError, ReadError, Reader, Verified};
pub use repair::{Repaired, repair};
pub use split::Split;
pub use trees::Trees;
pub use truth::Fallback;
pub use watch::Watch;
pub use writer::{Committed, Log, MAX_BATCH, MAX_BATCH_BYTES};
