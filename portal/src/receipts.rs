//! Receipts of entries that stand already: made from the published log, which is all they need.

use std::time::Duration;

use tlog::proof::Receipt;

use crate::{log::ReadError, site::Site};

/// How long a receipt waits for the publication of an entry just committed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// The receipt of an entry under the published checkpoint, or none where there is no such entry. Blocks.
///
/// # Errors
/// When the published log cannot be read.
pub fn receipt(site: &Site, entry: u64) -> Result<Option<Vec<u8>>, ReadError> {
    let checkpoint = site.log.checkpoint(&site.key)?;
    if entry >= checkpoint.size() {
        return Ok(None);
    }
    let proof = site.log.inclusion_proof(entry, checkpoint.size())?;
    let receipt = Receipt { extra: None, index: entry, proof, checkpoint: checkpoint.bytes().to_vec() };
    Ok(Some(receipt.to_bytes()))
}

/// The receipt of an entry that is committed, waiting for its publication. Blocks.
///
/// # Errors
/// When the published log cannot be read or publication takes too long.
pub fn receipt_of_committed(site: &Site, entry: u64) -> Result<Option<Vec<u8>>, ReadError> {
    site.published.wait_beyond(entry, PATIENCE);
    receipt(site, entry)
}
