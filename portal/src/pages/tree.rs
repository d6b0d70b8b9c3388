//! The tree a page speaks of: that of the published checkpoint, or of the entries known on a day, proved to be its beginning.

use std::sync::Arc;

use tlog::Hash;

use super::visit::Desk;
use crate::head::Head;

/// A tree under the register's signature.
#[derive(Debug)]
pub(super) struct Tree {
    /// The published checkpoint.
    pub(super) head: Arc<Head>,
    /// Entries of the tree.
    pub(super) size: u64,
    pub(super) root: Hash,
}

impl Tree {
    /// The tree of a page; none where the published log cannot be read or does not prove it.
    pub(super) fn of(desk: &Desk<'_>) -> Option<Tree> {
        let head = desk.site.head().ok()?;
        let checkpoint = &head.checkpoint;
        let (size, root) = match desk.known {
            None => (checkpoint.size(), checkpoint.root()),
            Some(known) => (known.size, desk.site.log.root_of_first(known.size, checkpoint.checkpoint()).ok()?),
        };
        Some(Tree { head, size, root })
    }

    /// The proof that an entry is in the tree, and whether it proves it.
    pub(super) fn proof(&self, desk: &Desk<'_>, entry: u64, leaf: &Hash) -> Option<(Vec<Hash>, bool)> {
        let made = desk.site.proof((entry, leaf), (self.size, &self.root), self.head.checkpoint.size());
        made.ok().map(|(proof, proves)| (proof, proves.is_ok()))
    }
}
