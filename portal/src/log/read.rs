//! Reading a published log (tlog-tiles) through one closure that fetches a path, so that a folder and a remote log are
//! read by the same code. What is read is held against a signed root where asked. Writes nothing.

use super::{
    edge::{Edge, TILE},
    trees::Trees,
};
use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tlog::tile::{complete_root, node_in_tile, tile_hashes};
use tlog::{Bundle, Checkpoint, Hash, NodeId, ProofError, SignedCheckpoint, Tile, TileId, VerifierKey};

/// Why a path could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchError {
    /// There is no such file.
    NotFound,
    /// It could not be asked for, or the answer did not arrive; in words.
    Unreachable(String),
}

/// Why something could not be read from a published log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The log does not serve the file.
    #[error("`{path}` is missing")]
    Missing {
        /// Path under the monitoring prefix.
        path: String,
    },
    /// The log could not be reached.
    #[error("`{path}` cannot be read: {why}")]
    Unreachable {
        /// Path under the monitoring prefix.
        path: String,
        /// What went wrong.
        why: String,
    },
    /// The file is not what it should be.
    #[error("`{path}` {what}")]
    Damaged {
        /// Path under the monitoring prefix.
        path: String,
        /// What is wrong, as the rest of a sentence.
        what: String,
    },
    /// The checkpoint is not one of this log.
    #[error("`checkpoint`: {0}")]
    Checkpoint(#[from] tlog::CheckpointError),
    /// The tiles at the right edge do not give the signed root.
    #[error("the tiles at the right edge of size {size} do not give the signed root")]
    RightEdge {
        /// The checkpoint's size.
        size: u64,
    },
    /// The entries asked for are not in the log.
    #[error("entries {start} to {end} are not in a log of {size}")]
    Range {
        /// First entry asked for.
        start: u64,
        /// One past the last.
        end: u64,
        /// Size of the log.
        size: u64,
    },
    /// There is no such proof.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

type Fetch = Box<dyn Fn(&str) -> Result<Vec<u8>, FetchError> + Send + Sync>;

/// A published log, read by path.
pub struct Reader {
    fetch: Fetch,
    dir: Option<PathBuf>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Reader {
    /// A log whose files `fetch` gets by their path under the monitoring prefix, such as `tile/0/000`.
    pub fn new(fetch: impl Fn(&str) -> Result<Vec<u8>, FetchError> + Send + Sync + 'static) -> Reader {
        Reader { fetch: Box::new(fetch), dir: None }
    }

    /// The log served from a folder: the one that holds `checkpoint` and `tile`.
    pub fn dir(path: &Path) -> Reader {
        let dir = path.to_path_buf();
        let fetch = move |path: &str| match std::fs::read(dir.join(path)) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(FetchError::NotFound),
            Err(error) => Err(FetchError::Unreachable(error.to_string())),
        };
        Reader { fetch: Box::new(fetch), dir: Some(path.to_path_buf()) }
    }

    /// The folder this reads, if it is one.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.dir.as_deref()
    }

    /// The published checkpoint, if `key` signed it.
    pub fn checkpoint(&self, key: &VerifierKey) -> Result<SignedCheckpoint, ReadError> {
        Ok(SignedCheckpoint::open(self.checkpoint_bytes()?, key)?)
    }

    /// The bytes of the published checkpoint, whoever signed it.
    pub(crate) fn checkpoint_bytes(&self) -> Result<Vec<u8>, ReadError> {
        self.file("checkpoint")
    }

    /// The hashes of a tile; of the full tile at its place when the partial one is gone.
    pub fn tile(&self, tile: Tile) -> Result<Vec<Hash>, ReadError> {
        let (path, bytes) = self.file_or_full(tile.path(), tile.full().path())?;
        let width = usize::from(tile.width);
        match tile_hashes(&bytes) {
            Ok(mut hashes) if hashes.len() == width || (hashes.len() > width && path != tile.path()) => {
                hashes.truncate(width);
                Ok(hashes)
            }
            _ => Err(ReadError::Damaged { path, what: format!("has {} bytes, not {width} hashes", bytes.len()) }),
        }
    }

    /// The bytes of a bundle; of the full bundle at its place, cut back, when the partial one is gone.
    pub fn bundle(&self, bundle: Bundle) -> Result<Vec<u8>, ReadError> {
        let (path, mut bytes) = self.file_or_full(bundle.path(), bundle.full().path())?;
        let width = usize::from(bundle.width);
        let lengths = Bundle::entries(&bytes).map(|entries| (entries.len(), row_length(&entries, width)));
        match lengths {
            Ok((count, length)) if count == width || (count > width && path != bundle.path()) => {
                bytes.truncate(length);
                Ok(bytes)
            }
            Ok((count, _)) => Err(ReadError::Damaged { path, what: format!("has {count} entries, not {width}") }),
            Err(error) => Err(ReadError::Damaged { path, what: format!("is torn: {error}") }),
        }
    }

    /// The entries of `range` in a log of `size`, in order, bundle by bundle. They are not checked against any root.
    pub fn entries(&self, range: Range<u64>, size: u64) -> Result<Entries<'_>, ReadError> {
        Entries::new(range, size, Box::new(|bundle| self.bundle(bundle)))
    }

    /// The log as `checkpoint` fixes it: every tile and entry read through it is held against the root.
    pub fn verified(&self, checkpoint: &Checkpoint) -> Result<Verified<'_>, ReadError> {
        Verified::new(self, checkpoint)
    }

    /// The entries of `range`, each held against the root of `checkpoint`.
    pub fn verified_entries(&self, range: Range<u64>, checkpoint: &Checkpoint) -> Result<Entries<'_>, ReadError> {
        let mut verified = self.verified(checkpoint)?;
        Entries::new(range, checkpoint.size, Box::new(move |bundle| verified.bundle(bundle)))
    }

    /// The proof that entry `index` is in the log of `size`. The caller checks it with the leaf hash and the root.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        self.inclusion_proof_in_first(index, size, size, &Trees::default())
    }

    /// The root of the first `size` entries, proved to be the beginning of the log under a checkpoint.
    pub fn root_of_first(&self, size: u64, checkpoint: &Checkpoint) -> Result<Hash, ReadError> {
        let root = tlog::tree::root(size, self.nodes(checkpoint.size, &Trees::default()))?;
        let proof = self.consistency_proof(size, checkpoint.size)?;
        tlog::tree::check_consistency(size, checkpoint.size, &root, &checkpoint.root, &proof)?;
        Ok(root)
    }

    /// The proof that entry `index` is among the first `size` entries of a log of size `published`. The caller checks it, and
    /// lets go of what it kept in `trees` where it does not hold.
    pub fn inclusion_proof_in_first(
        &self,
        index: u64,
        size: u64,
        published: u64,
        trees: &Trees,
    ) -> Result<Vec<Hash>, ReadError> {
        carried_out(tlog::tree::prove_inclusion(index, size, self.nodes(published, trees)))
    }

    /// The proof that the log of size `old` is the beginning of the log of size `new`.
    pub fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Hash>, ReadError> {
        carried_out(tlog::tree::prove_consistency(old, new, self.nodes(new, &Trees::default())))
    }

    /// Reads nodes of the tree of `size`, each tile once.
    fn nodes(&self, size: u64, trees: &Trees) -> impl FnMut(NodeId) -> Result<Hash, ReadError> {
        move |node| {
            let damaged = |path: String| ReadError::Damaged { path, what: "lacks a hash of the tree".into() };
            let place = node_in_tile(node, size).ok_or_else(|| damaged("tile".into()))?;
            trees.hash(&place, |tile| self.tile(tile))?.ok_or_else(|| damaged(place.tile.path()))
        }
    }

    fn file_or_full(&self, path: String, full: String) -> Result<(String, Vec<u8>), ReadError> {
        match self.file(&path) {
            Err(ReadError::Missing { .. }) if path != full => match self.file(&full) {
                Err(ReadError::Missing { .. }) => Err(ReadError::Missing { path }),
                found => Ok((full, found?)),
            },
            found => Ok((path, found?)),
        }
    }

    /// The bytes of one file.
    pub(super) fn file(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        (self.fetch)(path).map_err(|error| match error {
            FetchError::NotFound => ReadError::Missing { path: path.to_owned() },
            FetchError::Unreachable(why) => ReadError::Unreachable { path: path.to_owned(), why },
        })
    }
}

fn carried_out(proof: Result<Vec<Hash>, tlog::tree::ProveError<ReadError>>) -> Result<Vec<Hash>, ReadError> {
    proof.map_err(|error| match error {
        tlog::tree::ProveError::Position(error) => ReadError::Proof(error),
        tlog::tree::ProveError::Read(error) => error,
    })
}

/// Bytes that the first `count` of `entries` take in a bundle.
fn row_length(entries: &[&[u8]], count: usize) -> usize {
    entries.iter().take(count).map(|entry| entry.len() + 2).sum()
}

/// A published log held against one signed root.
#[derive(Debug)]
pub struct Verified<'a> {
    reader: &'a Reader,
    size: u64,
    /// The unfinished tile of each level. Together they give the root.
    right_edge: Vec<Vec<Hash>>,
    /// The full tile last read at each level: neighbours are mostly read one after the other.
    last: HashMap<u8, (u64, Vec<Hash>)>,
}

impl<'a> Verified<'a> {
    fn new(reader: &'a Reader, checkpoint: &Checkpoint) -> Result<Verified<'a>, ReadError> {
        let size = checkpoint.size;
        let right_edge = right_edge_tiles(size)
            .map(|tile| tile.map_or(Ok(Vec::new()), |tile| reader.tile(tile)))
            .collect::<Result<Vec<_>, _>>()?;
        let edge = Edge::from_tiles(size, right_edge.clone());
        if edge.is_none_or(|edge| edge.root() != checkpoint.root) {
            return Err(ReadError::RightEdge { size });
        }
        Ok(Verified { reader, size, right_edge, last: HashMap::new() })
    }

    /// The hashes of the tile at `id`, as wide as the tree has it, each known to be under the root.
    pub fn tile(&mut self, id: TileId) -> Result<Vec<Hash>, ReadError> {
        let TileId { level, index } = id;
        let full_tiles = self.size.checked_shr(8 * (u32::from(level) + 1)).unwrap_or(0);
        if index >= full_tiles {
            let unfinished =
                self.right_edge.get(usize::from(level)).filter(|hashes| index == full_tiles && !hashes.is_empty());
            return unfinished.cloned().ok_or(ReadError::Range { start: index, end: index + 1, size: full_tiles });
        }
        if let Some((at, hashes)) = self.last.get(&level)
            && *at == index
        {
            return Ok(hashes.clone());
        }
        let tile = Tile { id, width: TILE as u16 };
        let hashes = self.reader.tile(tile)?;
        if complete_root(&hashes) != self.root_of(id)? {
            return Err(ReadError::Damaged { path: tile.path(), what: "is not under the signed root".into() });
        }
        self.last.insert(level, (index, hashes.clone()));
        Ok(hashes)
    }

    /// The bytes of a bundle, each entry known to be under the root.
    pub fn bundle(&mut self, bundle: Bundle) -> Result<Vec<u8>, ReadError> {
        let bytes = self.reader.bundle(bundle)?;
        self.leaves(bundle, &bytes)?;
        Ok(bytes)
    }

    /// The leaf hashes of the entries in `bytes`, if that is the bundle the root wants.
    pub(super) fn leaves(&mut self, bundle: Bundle, bytes: &[u8]) -> Result<Vec<Hash>, ReadError> {
        let damaged = |what: &str| ReadError::Damaged { path: bundle.path(), what: what.to_owned() };
        let entries = Bundle::entries(bytes).map_err(|_| damaged("is torn"))?;
        let leaves: Vec<Hash> = entries.into_iter().map(Hash::leaf).collect();
        let id = TileId { level: 0, index: bundle.index };
        let good = if bundle.is_full() {
            complete_root(&leaves) == self.root_of(id)?
        } else {
            self.tile(id)?.starts_with(&leaves)
        };
        let whole = leaves.len() == usize::from(bundle.width);
        if good && whole { Ok(leaves) } else { Err(damaged("holds entries that are not under the signed root")) }
    }

    /// The hash that the full tile at `id` has in the tile above it.
    fn root_of(&mut self, id: TileId) -> Result<Hash, ReadError> {
        let above = TileId { level: id.level + 1, index: id.index / TILE };
        let hashes = self.tile(above)?;
        let missing = || ReadError::Range { start: id.index, end: id.index + 1, size: self.size };
        hashes.get((id.index % TILE) as usize).copied().ok_or_else(missing)
    }
}

/// For each level a tree of `size` has tiles at, lowest first, its unfinished tile if it has one.
pub(super) fn right_edge_tiles(size: u64) -> impl Iterator<Item = Option<Tile>> + use<> {
    let hashes_at = move |level: u8| size >> (8 * u32::from(level));
    (0u8..8).take_while(move |level| hashes_at(*level) > 0).map(move |level| {
        let hashes = hashes_at(level);
        let width = (hashes % TILE) as u16;
        (width > 0).then_some(Tile { id: TileId { level, index: hashes / TILE }, width })
    })
}

/// Entries in order, read bundle by bundle. After an error nothing follows.
pub struct Entries<'a> {
    range: Range<u64>,
    bundles: std::vec::IntoIter<Vec<u8>>,
    size: u64,
    read: ReadBundle<'a>,
}

type ReadBundle<'a> = Box<dyn FnMut(Bundle) -> Result<Vec<u8>, ReadError> + 'a>;

impl std::fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entries").field("range", &self.range).finish_non_exhaustive()
    }
}

impl<'a> Entries<'a> {
    fn new(range: Range<u64>, size: u64, read: ReadBundle<'a>) -> Result<Entries<'a>, ReadError> {
        if range.end > size || range.start > range.end {
            return Err(ReadError::Range { start: range.start, end: range.end, size });
        }
        Ok(Entries { range, bundles: Vec::new().into_iter(), size, read })
    }

    /// The rest of the bundle that holds the next entry.
    fn fill(&mut self) -> Result<(), ReadError> {
        let index = self.range.start / TILE;
        let width = (self.size - index * TILE).min(TILE) as u16;
        let bundle = Bundle { index, width };
        let bytes = (self.read)(bundle)?;
        let torn = |_| ReadError::Damaged { path: bundle.path(), what: "is torn".into() };
        let entries = Bundle::entries(&bytes).map_err(torn)?;
        let passed = (self.range.start % TILE) as usize;
        let rest: Vec<Vec<u8>> = entries.into_iter().skip(passed).map(<[u8]>::to_vec).collect();
        self.bundles = rest.into_iter();
        Ok(())
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Vec<u8>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.range.is_empty() {
            return None;
        }
        if self.bundles.len() == 0
            && let Err(error) = self.fill()
        {
            self.range.start = self.range.end;
            return Some(Err(error));
        }
        self.range.start += 1;
        self.bundles.next().map(Ok)
    }
}
