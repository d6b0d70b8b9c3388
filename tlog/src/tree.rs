//! The Merkle tree of RFC 6962 and RFC 9162 section 2.1, with the subtrees of draft-ietf-plants-merkle-tree-certs. One
//! generator and one checker serve inclusion (`[i, i+1)`), consistency (`[0, m)`) and subtrees (`[start, end)`). Where
//! the hashes are stored is the caller's business: provers ask for them by [`NodeId`].

use crate::Hash;

/// The most hashes an inclusion proof can hold: one for each level of a tree of `u64` size. A consistency proof may hold
/// one more, the seed.
pub const MAX_PROOF: usize = 64;

/// A complete subtree: the leaves `[index << level, (index + 1) << level)`. Level 0 is a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// The subtree has `2^level` leaves; at most 63.
    pub level: u8,
    /// Its place among the subtrees of that level, from the left, from 0.
    pub index: u64,
}

/// The growing right edge of a tree: what is needed to append and to compute the root, at most 64 hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    // INVARIANT: one hash for each set bit of `size`, the largest complete subtree first.
    peaks: Vec<Hash>,
}

/// Why hashes cannot be a frontier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// A tree of this size has another number of peaks.
    #[error("a tree of size `{size}` has {expected} peaks, not {found}")]
    Peaks {
        /// The tree size claimed.
        size: u64,
        /// The number of set bits of that size.
        expected: usize,
        /// The number of hashes given.
        found: usize,
    },
}

/// Why a proof does not show what it should. The position is refused before any hash is looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry is not in a tree of this size.
    #[error("index `{index}` is outside a tree of size `{size}`")]
    Index {
        /// The entry's index.
        index: u64,
        /// The tree size.
        size: u64,
    },
    /// The older tree is larger than the newer.
    #[error("the older size `{old}` is larger than the newer size `{new}`")]
    Order {
        /// The older tree's size.
        old: u64,
        /// The newer tree's size.
        new: u64,
    },
    /// Not a subtree: empty or reversed range, outside the tree, or not aligned.
    #[error("`[{start}, {end})` is not a subtree of a tree of size `{size}`")]
    Subtree {
        /// First leaf.
        start: u64,
        /// One past the last leaf.
        end: u64,
        /// The tree size.
        size: u64,
    },
    /// Every tree is consistent with the empty one, so such a proof says nothing.
    #[error("a proof from the empty tree shows nothing; take the newer checkpoint as the first one seen")]
    FromEmpty,
    /// The proof has too few or too many hashes for this position.
    #[error("the proof has {found} hashes, too {} for this position", if *.short { "few" } else { "many" })]
    Length {
        /// Number of hashes in the proof.
        found: usize,
        /// True when hashes are missing, false when some are left over.
        short: bool,
    },
    /// The proof leads to another hash than the leaf's, the older tree's or the subtree's.
    #[error("the proof leads to `{found}`, not to the older hash `{expected}`")]
    Node {
        /// The hash that was to be shown.
        expected: Hash,
        /// The hash the proof leads to.
        found: Hash,
    },
    /// The proof leads to another root.
    #[error("the proof leads to root `{found}`, not `{expected}`")]
    Root {
        /// The root of the tree.
        expected: Hash,
        /// The root the proof leads to.
        found: Hash,
    },
}

/// Why a proof or root could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    /// There is no such position.
    #[error(transparent)]
    Position(#[from] ProofError),
    /// The caller's reader failed.
    #[error("cannot read a tree hash: {0}")]
    Read(E),
}

/// The hashes of a proof, in order; each is the fold of some complete subtrees, left to right (one, except at the right edge).
pub type Plan = Vec<Vec<NodeId>>;

impl Default for Frontier {
    fn default() -> Self {
        Frontier::new()
    }
}

impl Frontier {
    /// The empty tree.
    pub fn new() -> Frontier {
        Frontier { size: 0, peaks: Vec::new() }
    }

    /// The frontier of a tree of `size` leaves from its peaks, largest complete subtree first.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Result<Frontier, FrontierError> {
        let expected = size.count_ones() as usize;
        if peaks.len() == expected {
            Ok(Frontier { size, peaks })
        } else {
            Err(FrontierError::Peaks { size, expected, found: peaks.len() })
        }
    }

    /// The frontier of a stored tree of `size` leaves.
    pub fn load<E>(size: u64, read: impl FnMut(NodeId) -> Result<Hash, E>) -> Result<Frontier, E> {
        let peaks = nodes(0, size).into_iter().map(read).collect::<Result<_, E>>()?;
        Ok(Frontier { size, peaks })
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees the tree is made of, largest (leftmost) first. Their places are `nodes(0, size)`.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends a leaf hash. A tree of 2^64 - 1 leaves stays as it is.
    pub fn push(&mut self, leaf: Hash) {
        self.push_with(leaf, |_, _| {});
    }

    /// Appends a leaf hash and tells `completed` of each subtree that became complete, the leaf first.
    pub fn push_with(&mut self, leaf: Hash, mut completed: impl FnMut(NodeId, Hash)) {
        let Some(size) = self.size.checked_add(1) else { return };
        let mut id = NodeId { level: 0, index: self.size };
        let mut hash = leaf;
        completed(id, hash);
        // A complete right child always has its left sibling as the last peak.
        while id.index & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = Hash::node(&left, &hash);
            id = NodeId { level: id.level + 1, index: id.index >> 1 };
            completed(id, hash);
        }
        self.peaks.push(hash);
        self.size = size;
    }

    /// The root of the tree as it stands.
    pub fn root(&self) -> Hash {
        fold(&self.peaks)
    }
}

/// The complete subtrees that make up the leaves `[start, end)`, left to right. `start` must be a multiple of the
/// smallest power of two not below `end - start`; every range of a [`Plan`] is.
pub fn nodes(start: u64, end: u64) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    let mut at = start;
    while at < end {
        let level = (end - at).ilog2();
        nodes.push(NodeId { level: level as u8, index: at >> level });
        at += 1 << level;
    }
    nodes
}

/// The root over peaks, largest subtree first: each is the left child of all that follows.
pub fn fold(peaks: &[Hash]) -> Hash {
    let folded = peaks.iter().rev().copied().reduce(|right, left| Hash::node(&left, &right));
    folded.unwrap_or_else(Hash::empty_root)
}

/// The root of a stored tree of `size` leaves.
pub fn root<E>(size: u64, read: impl FnMut(NodeId) -> Result<Hash, E>) -> Result<Hash, E> {
    Ok(Frontier::load(size, read)?.root())
}

/// Which hashes the inclusion proof of the entry at `index` in a tree of `size` is made of.
pub fn inclusion_nodes(index: u64, size: u64) -> Result<Plan, ProofError> {
    if index >= size {
        return Err(ProofError::Index { index, size });
    }
    Ok(plan(index, index + 1, size))
}

/// Which hashes the consistency proof from size `old` to size `new` is made of; none if `old` is 0.
pub fn consistency_nodes(old: u64, new: u64) -> Result<Plan, ProofError> {
    match old {
        _ if old > new => Err(ProofError::Order { old, new }),
        0 => Ok(Vec::new()),
        _ => Ok(plan(0, old, new)),
    }
}

/// Which hashes the proof that the subtree `[start, end)` is part of a tree of `size` is made of; none if it is empty.
pub fn subtree_nodes(start: u64, end: u64, size: u64) -> Result<Plan, ProofError> {
    if !is_subtree(start, end, size) {
        return Err(ProofError::Subtree { start, end, size });
    }
    if start == end { Ok(Vec::new()) } else { Ok(plan(start, end, size)) }
}

/// The inclusion proof of the entry at `index` in the tree of `size`: the leaf's sibling first, the root's child last.
pub fn prove_inclusion<E>(
    index: u64,
    size: u64,
    read: impl FnMut(NodeId) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProveError<E>> {
    carry_out(inclusion_nodes(index, size)?, read)
}

/// The proof that the tree of size `old` is the beginning of the tree of size `new`. From size 0 it is empty, as
/// tlog-witness wants it sent.
pub fn prove_consistency<E>(
    old: u64,
    new: u64,
    read: impl FnMut(NodeId) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProveError<E>> {
    carry_out(consistency_nodes(old, new)?, read)
}

/// The proof that the subtree `[start, end)` is part of the tree of `size`.
pub fn prove_subtree<E>(
    start: u64,
    end: u64,
    size: u64,
    read: impl FnMut(NodeId) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProveError<E>> {
    carry_out(subtree_nodes(start, end, size)?, read)
}

/// Checks that the entry with hash `leaf` is at `index` in the tree of `size` with `root`.
pub fn check_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Index { index, size });
    }
    check(index, index + 1, size, leaf, root, proof)
}

/// Checks that the tree of size `old` with `old_root` is the beginning of the tree of size `new` with `new_root`. The
/// root of size 0 must be the empty root; from 0 to a larger size there is nothing to show ([`ProofError::FromEmpty`]).
pub fn check_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Order { old, new });
    }
    if old > 0 {
        return check(0, old, new, old_root, new_root, proof);
    }
    check_empty(old_root, proof)?;
    if new > 0 {
        return Err(ProofError::FromEmpty);
    }
    expect_root(new_root, Hash::empty_root())
}

/// Checks that the subtree `[start, end)` with hash `subtree` is part of the tree of `size` with `root`. An empty
/// subtree (`start == end`) must have the empty root and an empty proof, and says nothing of `root`.
pub fn check_subtree_consistency(
    start: u64,
    end: u64,
    size: u64,
    subtree: &Hash,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if !is_subtree(start, end, size) {
        return Err(ProofError::Subtree { start, end, size });
    }
    if start == end { check_empty(subtree, proof) } else { check(start, end, size, subtree, root, proof) }
}

/// Checks that the entry with hash `leaf` is at `index` of the log, within the subtree `[start, end)` with hash `subtree`.
pub fn check_subtree_inclusion(
    leaf: &Hash,
    index: u64,
    start: u64,
    end: u64,
    proof: &[Hash],
    subtree: &Hash,
) -> Result<(), ProofError> {
    if !is_subtree(start, end, end) {
        return Err(ProofError::Subtree { start, end, size: end });
    }
    if index < start {
        return Err(ProofError::Index { index, size: end });
    }
    check_inclusion(leaf, index - start, end - start, proof, subtree)
}

/// Whether `[start, end)` is a subtree of a tree of `size`: `start` is a multiple of the smallest power of two not below
/// the length. The empty range counts, at any place.
fn is_subtree(start: u64, end: u64, size: u64) -> bool {
    if start > end || end > size {
        return false;
    }
    // Above 2^63 leaves the power is 2^64, and its only multiple is 0.
    let aligned = (end - start).checked_next_power_of_two().map_or(start == 0, |step| start.is_multiple_of(step));
    start == end || aligned
}

/// The generator (RFC 9162 PROOF and SUBPROOF, for any subtree), from the root down.
/// Needs a non-empty valid subtree.
fn plan(mut start: u64, mut end: u64, size: u64) -> Plan {
    let mut plan = Vec::new();
    // The part of the tree we are in is `[offset, offset + length)`; `start` and `end` are counted from `offset`.
    let (mut offset, mut length) = (0, size);
    // Whether the checker knows the hash of `[start, end)` as it stands, so that it need not be in the proof.
    let mut known = true;
    while (start, end) != (0, length) {
        let left = 1 << (length - 1).ilog2();
        let right_part = nodes(offset + left, offset + length);
        if end <= left {
            plan.push(right_part);
            length = left;
            continue;
        }
        plan.push(nodes(offset, offset + left));
        // A subtree across the split starts at the split's left edge; what is left of it lies at the right part's edge.
        known &= start >= left;
        start = start.saturating_sub(left);
        (end, offset, length) = (end - left, offset + left, length - left);
    }
    if !known {
        plan.push(nodes(offset, offset + length));
    }
    plan.reverse();
    plan
}

fn carry_out<E>(plan: Plan, mut read: impl FnMut(NodeId) -> Result<Hash, E>) -> Result<Vec<Hash>, ProveError<E>> {
    let hash = |ids: Vec<NodeId>| Ok(fold(&ids.into_iter().map(&mut read).collect::<Result<Vec<_>, E>>()?));
    plan.into_iter().map(hash).collect::<Result<_, E>>().map_err(ProveError::Read)
}

/// The checker for any non-empty valid subtree `[start, end)` of a tree of `size`, RFC 9162 section 2.1.4.2 widened to
/// `start > 0`: walks from the subtree's last leaf to the root, rebuilding the subtree's hash and the root side by side.
fn check(start: u64, end: u64, size: u64, node: &Hash, root: &Hash, proof: &[Hash]) -> Result<(), ProofError> {
    let length = |short| ProofError::Length { found: proof.len(), short };
    let (mut first, mut last, mut tree_last) = (start, end - 1, size - 1);
    // Climb to the largest complete subtree that ends where the range ends; below it nothing is to be shown.
    let at_edge = last == tree_last;
    while first != last && (at_edge || last & 1 == 1) {
        (first, last, tree_last) = (first >> 1, last >> 1, tree_last >> 1);
    }
    let mut hashes = proof.iter();
    let seed = if first == last { *node } else { *hashes.next().ok_or(length(true))? };
    let (mut node_found, mut root_found) = (seed, seed);
    for hash in hashes {
        if tree_last == 0 {
            return Err(length(false));
        }
        if last & 1 == 1 || last == tree_last {
            if first < last {
                node_found = Hash::node(hash, &node_found);
            }
            root_found = Hash::node(hash, &root_found);
            while last & 1 == 0 && last > 0 {
                (first, last, tree_last) = (first >> 1, last >> 1, tree_last >> 1);
            }
        } else {
            root_found = Hash::node(&root_found, hash);
        }
        (first, last, tree_last) = (first >> 1, last >> 1, tree_last >> 1);
    }
    if tree_last != 0 {
        return Err(length(true));
    }
    if node_found != *node {
        return Err(ProofError::Node { expected: *node, found: node_found });
    }
    expect_root(root, root_found)
}

fn check_empty(root: &Hash, proof: &[Hash]) -> Result<(), ProofError> {
    if !proof.is_empty() {
        return Err(ProofError::Length { found: proof.len(), short: false });
    }
    expect_root(root, Hash::empty_root())
}

fn expect_root(expected: &Hash, found: Hash) -> Result<(), ProofError> {
    if *expected == found { Ok(()) } else { Err(ProofError::Root { expected: *expected, found }) }
}
