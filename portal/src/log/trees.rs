//! Tiles as they were read, each with every hash above its own: a proof asks for a few of them, and two proofs mostly ask for
//! the same. What is kept is proved by nobody: whoever takes a proof from here checks it, and asks for all to be let go where
//! it does not hold.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tlog::{Hash, Tile, tile::Place};

/// Tiles kept in each of two halves. A whole tile with all above it has 16 KiB: 16 MiB at most.
const HALF: usize = 512;

/// A tile's hashes, then those above each two of them, and so on; a hash without a neighbour has none above it.
type Tree = Arc<[Vec<Hash>]>;

/// The tiles kept.
#[derive(Debug, Default)]
pub struct Trees(Mutex<Halves>);

/// Those asked for lately, and those before: when the first half is full, the other is let go.
#[derive(Debug, Default)]
struct Halves {
    late: HashMap<Tile, Tree>,
    before: HashMap<Tile, Tree>,
}

impl Trees {
    /// A hash of the log's tree, from its tile, which `read` reads where it is not kept. None where the tile lacks it.
    pub(super) fn hash<E>(
        &self,
        place: &Place,
        read: impl FnOnce(Tile) -> Result<Vec<Hash>, E>,
    ) -> Result<Option<Hash>, E> {
        let kept = self.locked().get(place.tile);
        let tree = match kept {
            Some(tree) => tree,
            None => {
                let tree = above(read(place.tile)?);
                self.locked().put(place.tile, Arc::clone(&tree));
                tree
            }
        };
        let height = place.hashes.len().trailing_zeros();
        Ok(tree.get(height as usize).and_then(|hashes| hashes.get(place.hashes.start >> height)).copied())
    }

    /// Lets go of all.
    pub(crate) fn clear(&self) {
        *self.locked() = Halves::default();
    }

    fn locked(&self) -> MutexGuard<'_, Halves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Halves {
    fn get(&mut self, tile: Tile) -> Option<Tree> {
        if let Some(tree) = self.late.get(&tile) {
            return Some(Arc::clone(tree));
        }
        let tree = self.before.remove(&tile)?;
        self.put(tile, Arc::clone(&tree));
        Some(tree)
    }

    fn put(&mut self, tile: Tile, tree: Tree) {
        if self.late.len() >= HALF {
            self.before = std::mem::take(&mut self.late);
        }
        self.late.insert(tile, tree);
    }
}

/// Some hashes with all above them.
fn above(hashes: Vec<Hash>) -> Tree {
    let mut rows = vec![hashes];
    while let Some(last) = rows.last().filter(|row| row.len() > 1) {
        let pairs = last.as_chunks::<2>().0;
        rows.push(pairs.iter().map(|[left, right]| Hash::node(left, right)).collect());
    }
    rows.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use tlog::{NodeId, tile::node_in_tile};

    use super::*;

    fn leaves(count: u8) -> Vec<Hash> {
        (0..count).map(|at| Hash::leaf(&[at])).collect()
    }

    #[test]
    fn every_hash_in_a_tile_is_that_of_the_tree() {
        for size in [1, 2, 3, 7, 200] {
            let (trees, leaves) = (Trees::default(), leaves(size));
            for level in 0..8 {
                for index in 0..u64::from(size) >> level {
                    let place = node_in_tile(NodeId { level, index }, size.into()).unwrap();
                    let hash = trees.hash(&place, |_| Ok::<_, ()>(leaves.clone())).unwrap();
                    assert_eq!(hash, Some(place.hash(&leaves).unwrap()), "{level} {index} of {size}");
                }
            }
        }
    }

    #[test]
    fn no_more_than_two_halves_are_kept_and_what_is_asked_for_stays() {
        let trees = Trees::default();
        let place = |index: u64| node_in_tile(NodeId { level: 0, index: 256 * index }, 1 << 40).unwrap();
        let read = |index| trees.hash(&place(index), |_| Ok::<_, ()>(leaves(1))).unwrap();
        for index in 0..5_000 {
            read(index);
            trees.hash(&place(0), |_| Err::<Vec<Hash>, _>("read again")).unwrap();
            let halves = trees.locked();
            assert!(halves.late.len() + halves.before.len() <= 2 * HALF);
        }
        trees.clear();
        assert_eq!(trees.hash(&place(0), |_| Err::<Vec<Hash>, _>("read again")), Err("read again"));
    }
}
