//! What the signed root says about a tile or an entry, when the files disagree: candidates are tried until one fits the
//! hash above it. Nothing is believed because a file says so, only because the root does.

use super::edge::{Edge, TILE};
use super::read::{ReadError, Reader, right_edge_tiles};
use std::collections::HashMap;
use tlog::tile::{complete_root, tile_hashes};
use tlog::{Bundle, Checkpoint, Hash, Tile, TileId};

/// Entries from elsewhere (the journal, a mirror), by index. They need not be right; they are held against the root.
pub type Fallback<'a> = &'a (dyn Fn(u64) -> Option<Vec<u8>> + Sync);

/// Places where a stored tile and the one computed from below may differ for all mixtures to be tried: 2^12 tiles are
/// hashed in a fifth of a second.
const MIXED_PLACES: usize = 12;

/// The longest entry in which a flipped bit is searched for: 131,072 hashes of 16 KiB take about two seconds.
const SEARCHED_BYTES: usize = 16 << 10;

/// A log of fixed size whose right edge is known to be what was signed.
pub(super) struct Truth<'a> {
    reader: &'a Reader,
    size: u64,
    right_edge: Vec<Vec<Hash>>,
    fallback: Fallback<'a>,
    known: HashMap<TileId, Option<Vec<Hash>>>,
}

/// Where the hashes of a child tile are taken from, when its parent is computed.
#[derive(Clone, Copy)]
enum Source {
    Stored,
    Below,
}

impl<'a> Truth<'a> {
    /// For a tree whose right edge is known.
    pub(super) fn new(reader: &'a Reader, edge: &Edge, fallback: Fallback<'a>) -> Truth<'a> {
        let mut right_edge = Vec::new();
        for tile in right_edge_tiles(edge.size()) {
            let hashes = tile.and_then(|tile| edge.tiles().find(|(found, _)| *found == tile));
            right_edge.push(hashes.map_or(Vec::new(), |(_, hashes)| hashes.to_vec()));
        }
        Truth { reader, size: edge.size(), right_edge, fallback, known: HashMap::new() }
    }

    /// For a published log: finds the right edge among what is stored and what can be computed from below.
    pub(super) fn find(reader: &'a Reader, checkpoint: &Checkpoint, fallback: Fallback<'a>) -> Option<Truth<'a>> {
        let size = checkpoint.size;
        let mut truth = Truth { reader, size, right_edge: Vec::new(), fallback, known: HashMap::new() };
        let choices: Vec<Vec<Vec<Hash>>> =
            right_edge_tiles(size).map(|tile| tile.map_or(vec![Vec::new()], |tile| truth.candidates(tile))).collect();
        let combinations: usize = choices.iter().map(Vec::len).product();
        for number in 0..combinations {
            let mut rest = number;
            let picked: Vec<Vec<Hash>> = choices
                .iter()
                .map(|of_level| {
                    let pick = rest % of_level.len();
                    rest /= of_level.len();
                    of_level[pick].clone()
                })
                .collect();
            let edge = Edge::from_tiles(size, picked.clone());
            if edge.is_some_and(|edge| edge.root() == checkpoint.root) {
                truth.right_edge = picked;
                return Some(truth);
            }
        }
        None
    }

    /// The hashes of the tile at `id`, as wide as the tree has it, if they can be found.
    pub(super) fn tile(&mut self, id: TileId) -> Option<Vec<Hash>> {
        let full_tiles = self.size.checked_shr(8 * (u32::from(id.level) + 1)).unwrap_or(0);
        if id.index >= full_tiles {
            return self.right_edge.get(usize::from(id.level)).filter(|hashes| !hashes.is_empty()).cloned();
        }
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        let above = self.tile(TileId { level: id.level + 1, index: id.index / TILE })?;
        let root = *above.get((id.index % TILE) as usize)?;
        let found = self.search(Tile { id, width: TILE as u16 }, root);
        // Damage is local: what was found for one neighbourhood serves it, and memory stays bounded.
        if self.known.len() > 1024 {
            self.known.clear();
        }
        self.known.insert(id, found.clone());
        found
    }

    /// The bytes of a bundle, healed entry by entry where they are not what was signed. `Err` holds the indices of the
    /// entries that could not be found.
    pub(super) fn bundle(&mut self, bundle: Bundle) -> Result<Vec<u8>, Vec<u64>> {
        let first = bundle.index * TILE;
        let all = || (first..first + u64::from(bundle.width)).collect::<Vec<u64>>();
        let Some(leaves) = self.tile(TileId { level: 0, index: bundle.index }) else { return Err(all()) };
        let stored = self.stored_bundle(bundle).unwrap_or_default();
        let (mut at, mut healed, mut lost) = (0, Vec::new(), Vec::new());
        for (index, leaf) in (first..).zip(leaves.iter().take(bundle.width.into())) {
            match self.entry(index, leaf, &stored[at.min(stored.len())..]) {
                Some(entry) => {
                    at += 2 + entry.len();
                    // Found entries have a two-byte length or came from a bundle, so they fit.
                    if Bundle::push(&mut healed, &entry).is_err() {
                        lost.push(index);
                    }
                }
                None => {
                    lost.push(index);
                    at += claimed_length(&stored, at);
                }
            }
        }
        if lost.is_empty() { Ok(healed) } else { Err(lost) }
    }

    /// Which entries of a stored bundle are not what was signed. `None` when nothing is known about them.
    pub(super) fn wrong_entries(&mut self, bundle: Bundle) -> Option<Vec<u64>> {
        let leaves = self.tile(TileId { level: 0, index: bundle.index })?;
        let stored = self.stored_bundle(bundle).unwrap_or_default();
        let entries = super::entries::split(&stored).map_while(Result::ok).map(Hash::leaf).map(Some);
        let found = entries.chain(std::iter::repeat(None));
        let wrong = (bundle.index * TILE..).zip(&leaves).zip(found).filter(|((_, leaf), found)| Some(**leaf) != *found);
        Some(wrong.map(|((index, _), _)| index).collect())
    }

    /// The entry with this leaf hash: as it stands in the stored bytes, with one bit turned back, or from elsewhere.
    fn entry(&self, index: u64, leaf: &Hash, stored: &[u8]) -> Option<Vec<u8>> {
        let fits = |entry: &[u8]| Hash::leaf(entry) == *leaf;
        let as_it_stands = entry_at(stored, claimed_length(stored, 0)).filter(|entry| fits(entry)).map(<[u8]>::to_vec);
        let elsewhere = || (self.fallback)(index).filter(|entry| fits(entry));
        as_it_stands.or_else(elsewhere).or_else(|| other_length(stored, leaf)).or_else(|| turned_bit(stored, leaf))
    }

    /// The stored bytes of a bundle, however damaged; of the full one when a partial one is gone.
    fn stored_bundle(&self, bundle: Bundle) -> Option<Vec<u8>> {
        self.reader.file(&bundle.path()).or_else(|_| self.reader.file(&bundle.full().path())).ok()
    }

    /// Tries stored, computed and mixed hashes for a tile until one gives `root`.
    fn search(&mut self, tile: Tile, root: Hash) -> Option<Vec<Hash>> {
        let candidates = self.candidates(tile);
        if let Some(found) = candidates.iter().find(|hashes| complete_root(hashes) == root) {
            return Some(found.clone());
        }
        let pairs = candidates
            .iter()
            .enumerate()
            .flat_map(|(at, one)| candidates[at + 1..].iter().map(move |other| (one, other)));
        pairs.into_iter().find_map(|(one, other)| mixture(one, other, &root))
    }

    /// What the hashes of a tile may be: as stored, computed from what is stored below, computed from the entries.
    fn candidates(&mut self, tile: Tile) -> Vec<Vec<Hash>> {
        let mut candidates: Vec<Vec<Hash>> = self.stored(tile).into_iter().collect();
        for from in [Source::Stored, Source::Below] {
            let computed = self.computed(tile, from);
            candidates.extend(computed.filter(|computed| !candidates.contains(computed)));
        }
        candidates
    }

    fn stored(&self, tile: Tile) -> Option<Vec<Hash>> {
        match self.reader.tile(tile) {
            Ok(hashes) => Some(hashes),
            Err(ReadError::Missing { .. } | ReadError::Unreachable { .. }) => None,
            // A tile of the wrong length may still begin right.
            Err(_) => self
                .reader
                .file(&tile.path())
                .ok()
                .and_then(|bytes| tile_hashes(&bytes).ok())
                .filter(|hashes| hashes.len() == usize::from(tile.width)),
        }
    }

    fn computed(&mut self, tile: Tile, from: Source) -> Option<Vec<Hash>> {
        let TileId { level, index } = tile.id;
        if level == 0 {
            return self.leaves(Bundle { index, width: tile.width }, from);
        }
        let children = (index * TILE..).take(tile.width.into());
        children
            .map(|index| {
                let child = Tile { id: TileId { level: level - 1, index }, width: TILE as u16 };
                let hashes = match from {
                    Source::Stored => self.stored(child).or_else(|| self.computed(child, from)),
                    Source::Below => self.computed(child, from).or_else(|| self.stored(child)),
                };
                hashes.map(|hashes| complete_root(&hashes))
            })
            .collect()
    }

    /// Leaf hashes of a bundle, from its file or from elsewhere.
    fn leaves(&self, bundle: Bundle, from: Source) -> Option<Vec<Hash>> {
        let stored = || {
            let bytes = self.reader.bundle(bundle).ok()?;
            Some(Bundle::entries(&bytes).ok()?.into_iter().map(Hash::leaf).collect())
        };
        let elsewhere = || {
            let indices = (bundle.index * TILE..).take(bundle.width.into());
            indices.map(|index| (self.fallback)(index).map(|entry| Hash::leaf(&entry))).collect()
        };
        match from {
            Source::Stored => stored().or_else(elsewhere),
            Source::Below => elsewhere().or_else(stored),
        }
    }
}

/// A tile that takes some hashes from `one` and the others from `other` and gives `root`.
fn mixture(one: &[Hash], other: &[Hash], root: &Hash) -> Option<Vec<Hash>> {
    let differ: Vec<usize> = (0..one.len().min(other.len())).filter(|at| one[*at] != other[*at]).collect();
    if one.len() != other.len() || differ.len() > MIXED_PLACES {
        return None;
    }
    (0u32..1 << differ.len()).find_map(|choice| {
        let mut mixed = one.to_vec();
        for (bit, at) in differ.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1) {
            let _ = bit;
            mixed[*at] = other[*at];
        }
        (complete_root(&mixed) == *root).then_some(mixed)
    })
}

/// How many bytes the entry at `at` claims to take, with its length.
fn claimed_length(row: &[u8], at: usize) -> usize {
    let length = row.get(at..at + 2).map_or(0, |bytes| usize::from(u16::from_be_bytes([bytes[0], bytes[1]])));
    2 + length
}

/// The entry that takes the first `length` bytes of `row`, its own two length bytes among them.
fn entry_at(row: &[u8], length: usize) -> Option<&[u8]> {
    row.get(2..length)
}

/// The entry if one bit of its length was flipped.
fn other_length(row: &[u8], leaf: &Hash) -> Option<Vec<u8>> {
    let claimed = claimed_length(row, 0) - 2;
    let entries = (0..16).filter_map(|bit| entry_at(row, 2 + (claimed ^ 1 << bit)));
    entries.into_iter().find(|entry| Hash::leaf(entry) == *leaf).map(<[u8]>::to_vec)
}

/// The entry if one of its own bits was flipped.
fn turned_bit(row: &[u8], leaf: &Hash) -> Option<Vec<u8>> {
    let mut entry = entry_at(row, claimed_length(row, 0)).filter(|entry| entry.len() <= SEARCHED_BYTES)?.to_vec();
    for bit in 0..8 * entry.len() {
        entry[bit / 8] ^= 1 << (bit % 8);
        if Hash::leaf(&entry) == *leaf {
            return Some(entry);
        }
        entry[bit / 8] ^= 1 << (bit % 8);
    }
    None
}
