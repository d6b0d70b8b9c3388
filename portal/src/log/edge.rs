//! The right edge of the tree, RFC 6962 section 2.1: the nodes that a later append, the proof of a fresh entry or a
//! partial tile still needs. Holds at most one unfinished tile a level, so memory is bounded. No files, no entries.

use tlog::{Hash, Tile, TileId};

/// Hashes in a full tile and entries in a full bundle (tlog-tiles).
pub(super) const TILE: u64 = 256;

/// The right edge of a tree of `size` entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// Row `l` holds nodes of height `l` (2^l entries each).
    rows: Vec<Row>,
}

/// Complete nodes of one height, from node number `start` on.
///
/// INVARIANT: in rows `8t .. 8t+8`, `start` is the first node of the tile of level `t` that was unfinished at the last
/// [`Edge::trim`]; it is even in every row but never splits a pair, because a pair lies in one tile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Row {
    start: u64,
    nodes: Vec<Hash>,
}

impl Row {
    fn end(&self) -> u64 {
        self.start + self.nodes.len() as u64
    }

    fn get(&self, number: u64) -> Option<Hash> {
        let offset = number.checked_sub(self.start)?;
        self.nodes.get(usize::try_from(offset).ok()?).copied()
    }
}

impl Edge {
    /// How many entries the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the leaf hash of the next entry. About one node is hashed for each leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for height in 0.. {
            if self.rows.len() == height {
                self.rows.push(Row::default());
            }
            let row = &mut self.rows[height];
            row.nodes.push(hash);
            if row.end() % 2 == 1 {
                break;
            }
            let pair = &row.nodes[row.nodes.len() - 2..];
            hash = Hash::node(&pair[0], &pair[1]);
        }
        self.size += 1;
    }

    /// The root hash of the tree.
    pub fn root(&self) -> Hash {
        self.ragged().last().copied().flatten().unwrap_or_else(Hash::empty_root)
    }

    /// Inclusion proofs of the entries `first..size`, in order. Every one of them must have been added since the last
    /// [`Edge::trim`]; `None` when an entry lies too far left for this edge.
    pub fn prove_from(&self, first: u64) -> Option<Vec<Vec<Hash>>> {
        let ragged = self.ragged();
        (first..self.size).map(|index| self.prove(index, &ragged)).collect()
    }

    /// Forgets all nodes left of the unfinished tile of each level.
    pub fn trim(&mut self) {
        for (height, row) in self.rows.iter_mut().enumerate() {
            let in_tiles = self.size.checked_shr(tile_level_height(height)).unwrap_or(0);
            let keep_from = (in_tiles / TILE * TILE) >> (height % 8);
            let gone = keep_from.saturating_sub(row.start) as usize;
            row.nodes.drain(..gone);
            row.start = row.start.max(keep_from);
        }
    }

    /// The tiles that got hashes since the last [`Edge::trim`] or were unfinished then: the full ones, then the
    /// unfinished one of each level, lowest level first.
    pub fn tiles(&self) -> impl Iterator<Item = (Tile, &[Hash])> {
        (0u8..).zip(self.rows.iter().step_by(8)).flat_map(|(level, row)| {
            let hashes = row.nodes.chunks(TILE as usize);
            hashes
                .zip(row.start / TILE..)
                .map(move |(hashes, index)| (Tile { id: TileId { level, index }, width: hashes.len() as u16 }, hashes))
        })
    }

    /// The node of `height` furthest to the right that this edge still holds, with its number.
    pub(super) fn last_node(&self, height: usize) -> Option<(u64, Hash)> {
        let row = self.rows.get(height)?;
        Some((row.end() - 1, *row.nodes.last()?))
    }

    /// The edge of the tree cut back to whole bundles: what stays true of this edge when its unfinished level-0 tile is
    /// forgotten. Its size is the multiple of 256 at or below [`Edge::size`]. Only for a trimmed edge.
    pub fn whole_bundles(&self) -> Option<Edge> {
        let size = self.size / TILE * TILE;
        let levels = (0..).take_while(|level| height_has_nodes(size, *level));
        let hashes = levels.map(|level| if level == 0 { Vec::new() } else { self.partial(level) }).collect();
        Edge::from_tiles(size, hashes)
    }

    /// Rebuilds an edge from the unfinished tile of each level, lowest first. `None` when the widths do not fit `size`.
    pub fn from_tiles(size: u64, levels: Vec<Vec<Hash>>) -> Option<Edge> {
        let expected = (0..).take_while(|level| height_has_nodes(size, *level)).count();
        if levels.len() != expected {
            return None;
        }
        let mut rows = Vec::new();
        for (level, hashes) in levels.into_iter().enumerate() {
            let nodes = size >> (8 * level);
            if hashes.len() as u64 != nodes % TILE {
                return None;
            }
            push_rows_of_level(&mut rows, nodes / TILE * TILE, hashes);
        }
        let height = (u64::BITS - size.leading_zeros()) as usize;
        rows.truncate(height);
        Some(Edge { size, rows })
    }

    /// The edge as bytes: size (8 bytes, big endian), then the hashes of the unfinished tile of each level, lowest first.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        for level in (0..).take_while(|level| height_has_nodes(self.size, *level)) {
            self.partial(level).iter().for_each(|hash| bytes.extend_from_slice(hash.as_bytes()));
        }
        bytes
    }

    /// Reads what [`Edge::encode`] wrote; `None` when the bytes are anything else.
    pub(super) fn decode(bytes: &[u8]) -> Option<Edge> {
        let (size, mut rest) = bytes.split_first_chunk::<8>()?;
        let size = u64::from_be_bytes(*size);
        let mut levels = Vec::new();
        for level in (0..).take_while(|level| height_has_nodes(size, *level)) {
            let width = (size >> (8 * level)) % TILE;
            let (hashes, after) = rest.split_at_checked(width as usize * 32)?;
            levels.push(hashes_of(hashes)?);
            rest = after;
        }
        if rest.is_empty() { Edge::from_tiles(size, levels) } else { None }
    }

    /// The hashes of the unfinished tile of `level`.
    fn partial(&self, level: u32) -> Vec<Hash> {
        let Some(row) = self.rows.get(8 * level as usize) else { return Vec::new() };
        row.nodes.chunks_exact(TILE as usize).remainder().to_vec()
    }

    /// For each height `l`, the root of the entries right of the last complete node of that height, if there are any.
    /// The last one is the root of the tree.
    fn ragged(&self) -> Vec<Option<Hash>> {
        let mut ragged = vec![None];
        let mut last: Option<Hash> = None;
        for (height, row) in self.rows.iter().enumerate() {
            if (self.size >> height) & 1 == 1 {
                let complete = row.nodes.last().copied();
                last = match (complete, last) {
                    (Some(left), Some(right)) => Some(Hash::node(&left, &right)),
                    (complete, _) => complete,
                };
            }
            ragged.push(last);
        }
        ragged
    }

    fn prove(&self, index: u64, ragged: &[Option<Hash>]) -> Option<Vec<Hash>> {
        let mut proof = Vec::with_capacity(self.rows.len());
        for (height, row) in self.rows.iter().enumerate() {
            let sibling = (index >> height) ^ 1;
            let complete = self.size >> height;
            if sibling < complete {
                proof.push(row.get(sibling)?);
            } else if sibling == complete
                && let Some(hash) = ragged[height]
            {
                proof.push(hash);
            }
        }
        Some(proof)
    }
}

/// The hashes in `bytes`; `None` when the length is not a multiple of 32.
fn hashes_of(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (chunks, rest) = bytes.as_chunks::<32>();
    rest.is_empty().then(|| chunks.iter().map(|chunk| Hash(*chunk)).collect())
}

/// The complete parents of `row`, which begins with a left child.
fn pair_up(row: &[Hash]) -> Vec<Hash> {
    row.as_chunks::<2>().0.iter().map(|[left, right]| Hash::node(left, right)).collect()
}

/// Adds the eight rows that belong to the unfinished tile `hashes` whose first node is number `start`.
fn push_rows_of_level(rows: &mut Vec<Row>, start: u64, hashes: Vec<Hash>) {
    let mut nodes = hashes;
    for step in 0..8 {
        let parents = pair_up(&nodes);
        rows.push(Row { start: start >> step, nodes });
        nodes = parents;
    }
}

/// Height of the nodes in the tile that a row of nodes of this height belongs to.
fn tile_level_height(height: usize) -> u32 {
    (height / 8 * 8) as u32
}

/// Whether a tree of `size` entries has tiles at `level`.
fn height_has_nodes(size: u64, level: u32) -> bool {
    size.checked_shr(8 * level).unwrap_or(0) > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tree by its definition (RFC 6962 section 2.1), on whole lists.
    fn naive(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::empty_root(),
            [leaf] => *leaf,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                Hash::node(&naive(&leaves[..split]), &naive(&leaves[split..]))
            }
        }
    }

    fn naive_proof(index: usize, leaves: &[Hash]) -> Vec<Hash> {
        if leaves.len() < 2 {
            return Vec::new();
        }
        let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
        let (mut proof, other) = if index < left.len() {
            (naive_proof(index, left), right)
        } else {
            (naive_proof(index - left.len(), right), left)
        };
        proof.push(naive(other));
        proof
    }

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|index| Hash::leaf(&index.to_be_bytes())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// Whatever the batches and wherever the edge was trimmed or written down and read, roots and proofs are those
        /// of the definition.
        #[test]
        fn agrees_with_the_definition(batches in prop::collection::vec((1u64..400, any::<bool>()), 1..12)) {
            let all = leaves(batches.iter().map(|(count, _)| count).sum());
            let mut edge = Edge::default();
            for (count, reread) in batches {
                let first = edge.size();
                all[first as usize..(first + count) as usize].iter().for_each(|leaf| edge.push(*leaf));
                let so_far = &all[..edge.size() as usize];
                prop_assert_eq!(edge.root(), naive(so_far));
                let proofs = edge.prove_from(first).expect("fresh entries can be proved");
                let last = so_far.len() - 1;
                prop_assert_eq!(&proofs[0], &naive_proof(first as usize, so_far));
                prop_assert_eq!(&proofs[proofs.len() - 1], &naive_proof(last, so_far));
                edge.trim();
                let read = Edge::decode(&edge.encode()).expect("own bytes");
                prop_assert_eq!(&read, &edge);
                if reread {
                    edge = read;
                }
                let whole = edge.whole_bundles().expect("trimmed");
                prop_assert_eq!(whole.root(), naive(&so_far[..whole.size() as usize]));
            }
        }
    }

    #[test]
    fn tiles_of_70000_are_those_the_specification_names() {
        let mut edge = Edge::default();
        leaves(70_000).into_iter().for_each(|leaf| edge.push(leaf));
        let tiles: Vec<Tile> = edge.tiles().map(|(tile, _)| tile).collect();
        assert_eq!(tiles, tlog::tile::tiles_of(70_000).collect::<Vec<_>>());
        edge.trim();
        let paths: Vec<String> = edge.tiles().map(|(tile, _)| tile.path()).collect();
        assert_eq!(paths, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let mut edge = Edge::default();
        leaves(300).into_iter().for_each(|leaf| edge.push(leaf));
        edge.trim();
        let bytes = edge.encode();
        assert!(Edge::decode(&bytes[..bytes.len() - 1]).is_none());
        assert!(Edge::decode(&[&bytes[..], &[0]].concat()).is_none());
        assert!(Edge::decode(&[]).is_none());
    }
}
