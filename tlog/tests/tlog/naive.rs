//! The tree as RFC 6962 section 2.1 writes it down: recursive, over all leaves, slow, and easy to compare with the text.
//! Beside it the store that our provers read from.

use std::collections::BTreeMap;
use tlog::{Frontier, Hash, NodeId};

/// `n` different leaf hashes.
pub(crate) fn leaves(n: u64) -> Vec<Hash> {
    (0..n).map(|at| Hash::leaf(&at.to_be_bytes())).collect()
}

/// MTH, section 2.1.
pub(crate) fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            Hash::node(&root(left), &root(right))
        }
    }
}

/// PATH, section 2.1.1.
pub(crate) fn inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) =
        if index < k { (inclusion(index, left), root(right)) } else { (inclusion(index - k, right), root(left)) };
    proof.push(sibling);
    proof
}

/// SUBPROOF, section 2.1.2; PROOF(m, D) is `consistency(m, D, true)`.
pub(crate) fn consistency(m: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if known { Vec::new() } else { vec![root(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) = if m <= k {
        (consistency(m, left, known), root(right))
    } else {
        (consistency(m - k, right, false), root(left))
    };
    proof.push(sibling);
    proof
}

/// SUBTREE_SUBPROOF of draft-ietf-plants-merkle-tree-certs.
pub(crate) fn subtree(start: usize, end: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if (start, end) == (0, leaves.len()) {
        return if known { Vec::new() } else { vec![root(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) = if end <= k {
        (subtree(start, end, left, known), root(right))
    } else if k <= start {
        (subtree(start - k, end - k, right, known), root(left))
    } else {
        (subtree(0, end - k, right, false), root(left))
    };
    proof.push(sibling);
    proof
}

/// Largest power of two below `n`.
fn split(n: usize) -> usize {
    n.next_power_of_two() / 2
}

/// Every complete subtree's hash, as a frontier reports them.
pub(crate) struct Store {
    pub(crate) nodes: BTreeMap<NodeId, Hash>,
    pub(crate) frontier: Frontier,
}

impl Store {
    pub(crate) fn of(leaves: &[Hash]) -> Store {
        let (mut nodes, mut frontier) = (BTreeMap::new(), Frontier::new());
        for leaf in leaves {
            frontier.push_with(*leaf, |id, hash| assert_eq!(nodes.insert(id, hash), None, "{id:?} completed twice"));
        }
        Store { nodes, frontier }
    }

    /// A reader for provers.
    pub(crate) fn read(&self) -> impl FnMut(NodeId) -> Result<Hash, NodeId> {
        |id| self.nodes.get(&id).copied().ok_or(id)
    }
}
