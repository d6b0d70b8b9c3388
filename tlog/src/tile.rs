//! Tiles and entry bundles, c2sp.org/tlog-tiles: their paths, what is in them, which ones a tree of some size has, and in
//! which tile a tree hash is found. Reading and writing them, and the pruning of old ones, is the caller's.

use crate::tree::{self, NodeId};
use crate::{Hash, text};
use std::fmt::Write as _;
use std::ops::Range;

/// Hashes in a full tile, and entries in a full bundle.
pub const TILE_WIDTH: usize = 256;

/// The longest entry in bytes: a bundle writes the length as 16 bits.
pub const MAX_ENTRY: usize = 65_535;

/// The highest tile level of a path, tlog-tiles. A tree of 64-bit size has tiles at levels 0 to 7.
pub const MAX_TILE_LEVEL: u8 = 63;

/// Levels of the tree in one tile: 2^8 = 256.
const TILE_HEIGHT: u8 = 8;

/// Tile levels a tree of 64-bit size can have.
const LEVELS: u8 = 8;

/// The place of a tile: hash `i` of it is the root of the complete subtree of `256^level` leaves at `index * 256 + i`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// 0 holds leaf hashes; at most [`MAX_TILE_LEVEL`].
    pub level: u8,
    /// Its place at that level, from 0.
    pub index: u64,
}

/// A tile of 1 to 256 hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// Its place.
    pub id: TileId,
    /// Number of hashes, 1 to 256; 256 is a full tile, which never changes again.
    pub width: u16,
}

/// A bundle of 1 to 256 entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bundle {
    /// Its first entry is at `index * 256` in the log.
    pub index: u64,
    /// Number of entries, 1 to 256.
    pub width: u16,
}

/// What a path under `tile/` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Hashes.
    Tile(Tile),
    /// Entries.
    Entries(Bundle),
}

/// Where the hash of a complete subtree comes from: the fold of some hashes of one tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The tile, as wide as the tree has it; if it is gone, the full tile serves as well.
    pub tile: Tile,
    /// Which of its hashes; their number is a power of two.
    pub hashes: Range<usize>,
}

/// Why a tile path or a tile's bytes are refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// Not a path of a tile or bundle in its one spelling.
    #[error("`{0}` is not a tile path such as `tile/0/x001/234` or `tile/entries/000.p/8`")]
    Path(String),
    /// Not 1 to 256 hashes of 32 bytes.
    #[error("`{0}` bytes are not 1 to 256 hashes of 32 bytes")]
    Length(usize),
    /// The tile has fewer hashes than are needed from it.
    #[error("the tile holds `{found}` hashes, `{needed}` are needed")]
    Short {
        /// Hashes in the tile.
        found: usize,
        /// Hashes needed.
        needed: usize,
    },
}

/// Why an entry does not fit a bundle, or bytes are not a bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The entry is longer than [`MAX_ENTRY`].
    #[error("the entry has `{0}` bytes; at most 65535 fit an entry bundle")]
    Entry(usize),
    /// The bytes end inside an entry or its length.
    #[error("the bundle is cut off in entry `{0}`, counted from 0")]
    CutOff(usize),
    /// No entry, or more than [`TILE_WIDTH`].
    #[error("a bundle has 1 to 256 entries, not `{0}`{more}", more = if *.0 > TILE_WIDTH { " or more" } else { "" })]
    Count(usize),
}

impl Tile {
    /// The path below the monitoring prefix, such as `tile/0/x001/x234/067.p/8`.
    pub fn path(&self) -> String {
        path(&self.id.level.to_string(), self.id.index, self.width)
    }

    /// Whether it has all its 256 hashes.
    pub fn is_full(&self) -> bool {
        usize::from(self.width) >= TILE_WIDTH
    }

    /// The full tile at the same place, which a client asks for when a partial one is gone.
    pub fn full(&self) -> Tile {
        Tile { id: self.id, width: TILE_WIDTH as u16 }
    }

    /// The complete subtree each of its hashes is the root of, from the left. None for a level no tree reaches.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        let id = self.id;
        let level = id.level.saturating_mul(TILE_HEIGHT);
        let hashes = if id.level < LEVELS { 0..u64::from(self.width) } else { 0..0 };
        hashes.filter_map(move |at| {
            let index = id.index.checked_mul(TILE_WIDTH as u64)?.checked_add(at)?;
            Some(NodeId { level, index })
        })
    }
}

impl Bundle {
    /// The path below the monitoring prefix, such as `tile/entries/000.p/8`.
    pub fn path(&self) -> String {
        path("entries", self.index, self.width)
    }

    /// Whether it has all its 256 entries.
    pub fn is_full(&self) -> bool {
        usize::from(self.width) >= TILE_WIDTH
    }

    /// The full bundle at the same place, which a client asks for when a partial one is gone.
    pub fn full(&self) -> Bundle {
        Bundle { index: self.index, width: TILE_WIDTH as u16 }
    }

    /// Appends one entry to the bytes of a bundle.
    pub fn push(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleError> {
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::Entry(entry.len()))?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
        Ok(())
    }

    /// The entries in the bytes of a bundle, which must hold 1 to 256 entries and nothing else.
    pub fn entries(bundle: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
        let mut entries = Vec::new();
        let mut rest = bundle;
        while !rest.is_empty() && entries.len() <= TILE_WIDTH {
            let (entry, after) = split_entry(rest).ok_or(BundleError::CutOff(entries.len()))?;
            entries.push(entry);
            rest = after;
        }
        if (1..=TILE_WIDTH).contains(&entries.len()) { Ok(entries) } else { Err(BundleError::Count(entries.len())) }
    }
}

impl Resource {
    /// The path below the monitoring prefix.
    pub fn path(&self) -> String {
        match self {
            Resource::Tile(tile) => tile.path(),
            Resource::Entries(bundle) => bundle.path(),
        }
    }

    /// Reads a path. Each resource has one path: `parse_path(path)?.path() == path`.
    pub fn parse_path(path: &str) -> Result<Resource, TileError> {
        let resource = parse_loosely(path).filter(|resource| resource.path() == path);
        resource.ok_or_else(|| TileError::Path(text::shown(path)))
    }
}

impl Place {
    /// The hash, from the hashes of the tile (or of the full tile at the same place).
    pub fn hash(&self, tile: &[Hash]) -> Result<Hash, TileError> {
        let short = TileError::Short { found: tile.len(), needed: self.hashes.end };
        Ok(complete_root(tile.get(self.hashes.clone()).ok_or(short)?))
    }
}

/// The path of a tile, strictly read.
pub fn parse_path(path: &str) -> Result<Tile, TileError> {
    match Resource::parse_path(path)? {
        Resource::Tile(tile) => Ok(tile),
        Resource::Entries(_) => Err(TileError::Path(text::shown(path))),
    }
}

/// The path of the bundle at `index` with `width` entries (1 to 256).
pub fn entries_path(index: u64, width: u16) -> String {
    Bundle { index, width }.path()
}

/// Every tile a publication at `new_size` must have that one at `old_size` had not: new, or wider than before. Lowest
/// level first, left to right. Lazy, since a size from outside may be huge.
pub fn tiles_between(old_size: u64, new_size: u64) -> impl Iterator<Item = Tile> {
    (0..LEVELS).flat_map(move |level| {
        let hashes = |size: u64| size >> (level * TILE_HEIGHT);
        spans(hashes(old_size), hashes(new_size)).map(move |(index, width)| Tile { id: TileId { level, index }, width })
    })
}

/// Every tile, full or partial, of a tree of `size`.
pub fn tiles_of(size: u64) -> impl Iterator<Item = Tile> {
    tiles_between(0, size)
}

/// Every bundle a publication at `new_size` must have that one at `old_size` had not, left to right.
pub fn bundles_between(old_size: u64, new_size: u64) -> impl Iterator<Item = Bundle> {
    spans(old_size, new_size).map(|(index, width)| Bundle { index, width })
}

/// Every bundle, full or partial, of a log of `size` entries.
pub fn bundles_of(size: u64) -> impl Iterator<Item = Bundle> {
    bundles_between(0, size)
}

/// Where a tree of `size` keeps the hash of a complete subtree; `None` if the subtree is not complete at that size.
pub fn node_in_tile(node: NodeId, size: u64) -> Option<Place> {
    let complete = size.checked_shr(node.level.into()).is_some_and(|count| node.index < count);
    if !complete {
        return None;
    }
    let (level, height) = (node.level / TILE_HEIGHT, node.level % TILE_HEIGHT);
    let first = node.index << height;
    let (index, at) = (first / TILE_WIDTH as u64, (first % TILE_WIDTH as u64) as usize);
    let width = ((size >> (level * TILE_HEIGHT)) - index * TILE_WIDTH as u64).min(TILE_WIDTH as u64) as u16;
    Some(Place { tile: Tile { id: TileId { level, index }, width }, hashes: at..at + (1 << height) })
}

/// The hashes in the bytes of a tile.
pub fn tile_hashes(bytes: &[u8]) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    let whole = rest.is_empty() && (1..=TILE_WIDTH).contains(&hashes.len());
    if whole { Ok(hashes.iter().copied().map(Hash).collect()) } else { Err(TileError::Length(bytes.len())) }
}

/// The bytes of a tile with these hashes.
pub fn tile_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The root over hashes as if they were leaf hashes: what a full tile gives to the level above.
pub fn complete_root(hashes: &[Hash]) -> Hash {
    let mut frontier = tree::Frontier::new();
    hashes.iter().for_each(|hash| frontier.push(*hash));
    frontier.root()
}

/// Groups of 256 that hold items `[old, new)`, each with the number of items it has at `new`.
fn spans(old: u64, new: u64) -> impl Iterator<Item = (u64, u16)> {
    let width = TILE_WIDTH as u64;
    let groups = if old < new { old / width..new.div_ceil(width) } else { 0..0 };
    groups.map(move |index| (index, (new - index * width).min(width) as u16))
}

fn split_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(u16::from_be_bytes(*length).into())
}

/// `tile/<kind>/<N>[.p/<W>]` with N in groups of three digits, all but the last marked `x`.
fn path(kind: &str, index: u64, width: u16) -> String {
    let mut number = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        number = format!("x{:03}/{number}", rest % 1000);
        rest /= 1000;
    }
    let mut path = format!("tile/{kind}/{number}");
    if usize::from(width) != TILE_WIDTH {
        // Writing to a `String` cannot fail.
        let _ = write!(path, ".p/{width}");
    }
    path
}

/// Reads more spellings than there are; `Resource::parse_path` refuses all but the one `path` writes.
fn parse_loosely(path: &str) -> Option<Resource> {
    let (kind, place) = path.strip_prefix("tile/")?.split_once('/')?;
    let (number, width) = match place.split_once(".p/") {
        Some((number, width)) => (number, text::decimal(width).filter(|width| (1..=255).contains(width))? as u16),
        None => (place, TILE_WIDTH as u16),
    };
    let mut index: u64 = 0;
    for group in number.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let value = if digits.len() == 3 { digits.parse::<u16>().ok()? } else { return None };
        index = index.checked_mul(1000)?.checked_add(value.into())?;
    }
    if kind == "entries" {
        return Some(Resource::Entries(Bundle { index, width }));
    }
    let level = text::decimal(kind).filter(|level| *level <= MAX_TILE_LEVEL.into())? as u8;
    Some(Resource::Tile(Tile { id: TileId { level, index }, width }))
}
