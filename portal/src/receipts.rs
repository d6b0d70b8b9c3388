//! Receipts of entries that stand already: made from the published log, which is all they need, and checked before they
//! are given, since a receipt made from a damaged tile would look like a log that lies.

use std::time::Duration;

use tlog::{ProofError, hash::Hash, proof::Receipt};

use crate::{log::ReadError, site::Site};

/// How long a request waits for the publication of an entry just committed: a hundred times what it takes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Why there is no receipt of an entry that stands.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// The published log cannot be read.
    #[error("the published log cannot be read: {0}; whoever keeps the register runs `veedor fsck`")]
    Read(#[from] ReadError),
    /// The published files do not prove the entry.
    #[error(
        "the published log is damaged: its tiles do not prove entry {entry} ({why}); whoever keeps the register runs `veedor fsck`"
    )]
    Unproven {
        /// The entry.
        entry: u64,
        /// Where the proof leads.
        why: ProofError,
    },
}

/// The receipt of an entry under the published checkpoint, or none where there is no such entry. Blocks.
///
/// # Errors
/// When the published log cannot be read, or does not prove the entry.
pub fn receipt(site: &Site, entry: u64) -> Result<Option<Vec<u8>>, ReceiptError> {
    // Partial tiles of a checkpoint may go while it is read; the next one has its own.
    make(site, entry).or_else(|_| make(site, entry))
}

fn make(site: &Site, entry: u64) -> Result<Option<Vec<u8>>, ReceiptError> {
    let head = site.head()?;
    let signed = &head.checkpoint;
    if entry >= signed.size() {
        return Ok(None);
    }
    let (size, root) = (signed.size(), signed.checkpoint().root);
    let Some(bytes) = site.log.entries(entry..entry + 1, size)?.next().transpose()? else { return Ok(None) };
    let (proof, proves) = site.proof((entry, &Hash::leaf(&bytes)), (size, &root), size)?;
    proves.map_err(|why| ReceiptError::Unproven { entry, why })?;
    let receipt = Receipt { extra: None, index: entry, proof, checkpoint: signed.bytes().to_vec() };
    Ok(Some(receipt.to_bytes()))
}

/// The receipt of an entry that is committed, waiting for its publication. Blocks.
///
/// # Errors
/// When the published log cannot be read or does not prove the entry.
pub fn receipt_of_committed(site: &Site, entry: u64) -> Result<Option<Vec<u8>>, ReceiptError> {
    site.published.wait_beyond(entry, PATIENCE);
    receipt(site, entry)
}
