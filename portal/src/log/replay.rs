//! From journal to tree: the one way by which opening, publishing and repairing learn what was committed. Each batch is
//! hashed again and held against the root that was signed for it.

use super::edge::Edge;
use super::entries;
use super::error::LogError;
use super::journal::Batch;
use tlog::Hash;

/// Adds the entries of `batch` that `edge` lacks, handing each to `each`, and checks that the tree is then the one that
/// was signed. A batch may begin before the edge ends, because the journal lets go of whole batches only.
pub(super) fn add_batch(edge: &mut Edge, batch: &Batch, mut each: impl FnMut(&[u8])) -> Result<(), LogError> {
    let Batch { first, count, root, .. } = batch;
    let end = first.checked_add(*count).ok_or_else(|| damaged(batch, "have impossible numbers"))?;
    if *first > edge.size() {
        return Err(LogError::JournalDamaged(format!("entries {} to {} are missing", edge.size(), first - 1)));
    }
    let mut index = *first;
    for entry in entries::split(&batch.entries) {
        let entry = entry.map_err(|_| damaged(batch, "are torn"))?;
        if index >= end {
            return Err(damaged(batch, "are more than were committed"));
        }
        if index >= edge.size() {
            edge.push(Hash::leaf(entry));
            each(entry);
        }
        index += 1;
    }
    let complete = index == end && edge.size() == end;
    match complete && edge.root() == *root {
        true => Ok(()),
        false => Err(damaged(batch, "are not those that were committed")),
    }
}

fn damaged(batch: &Batch, what: &str) -> LogError {
    let last = batch.first.saturating_add(batch.count).saturating_sub(1);
    LogError::JournalDamaged(format!("entries {} to {last} {what}", batch.first))
}
