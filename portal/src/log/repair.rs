//! Repairs a damaged log: the journal from the published files, published files from each other, from the journal or
//! from copies the caller has. Nothing is overwritten unless what takes its place is what was signed; what was there is
//! kept beside it as `.damaged`.

use super::edge::{Edge, TILE};
use super::error::LogError;
use super::files::{Files, Layout, Lock};
use super::fsck::{Partials, Problem, fsck, scan};
use super::journal::{Batch, Journal, Role};
use super::publish::Publisher;
use super::read::Reader;
use super::replay;
use super::truth::{Fallback, Truth};
use super::watch::Shared;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use tlog::tile::tile_bytes;
use tlog::{Bundle, Hash, SignedCheckpoint, Tile, TileId, VerifierKey};

/// What a repair did.
#[derive(Debug, Default)]
pub struct Repaired {
    /// Files (or parts of the journal) made again, by path.
    pub made: Vec<String>,
    /// What is still wrong.
    pub left: Vec<Problem>,
}

/// Repairs the log in `dir`, which must not be open. `fallback` gives entries from elsewhere, such as a mirror, by index.
pub fn repair(dir: &Path, key: &VerifierKey, fallback: Fallback) -> Result<Repaired, LogError> {
    let layout = Layout::new(dir);
    if !layout.journal().exists() {
        return Err(LogError::Missing(dir.to_path_buf()));
    }
    let lock = Arc::new(Lock::take(&layout)?);
    let mut journal = Journal::open(&layout.journal(), Role::Writer)?;
    journal.check_pages()?;
    let reader = Reader::dir(&layout.published());
    let mut repaired = Repaired::default();
    let base = heal_journal(&mut journal, &reader, key, fallback, &mut repaired)?;
    heal_history(&layout, &reader, &base, fallback, &mut repaired)?;
    drop(journal);
    publish(&layout, key, lock)?;
    repaired.left = fsck(&reader, key, |_, _| {}, &|_, _| Ok(())).problems;
    Ok(repaired)
}

/// Brings everything after the journal's beginning to the published files, which is what every start does.
fn publish(layout: &Layout, key: &VerifierKey, lock: Arc<Lock>) -> Result<(), LogError> {
    match Publisher::open(layout, key.clone(), Arc::new(Shared::default()), lock) {
        Ok(mut publisher) => publisher.publish_once().map(drop),
        // What is left is told of by the check that follows.
        Err(LogError::HistoryDamaged { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes the journal's beginning and its batches what was signed; returns the beginning.
fn heal_journal(
    journal: &mut Journal,
    reader: &Reader,
    key: &VerifierKey,
    fallback: Fallback,
    repaired: &mut Repaired,
) -> Result<Edge, LogError> {
    let head = journal.head()?;
    let signed = SignedCheckpoint::open(head.checkpoint, key)
        .map_err(|error| LogError::JournalDamaged(format!("the last checkpoint: {error}")))?;
    let mut batches = Vec::new();
    journal.follow(0, |batch| {
        batches.push(batch);
        Ok(ControlFlow::Continue(()))
    })?;
    let base = match journal.base() {
        Ok(base) => base,
        Err(_) => {
            let base = base_from_tiles(reader, batches.first().map_or(signed.size(), |batch| batch.first))?;
            journal.replace_base(&base)?;
            repaired.made.push("log.db, the hashes before its first entry".into());
            base
        }
    };
    let mut edge = base.clone();
    for batch in batches {
        let mut tried = edge.clone();
        if replay::add_batch(&mut tried, &batch, |_| {}).is_err() {
            let healed = healed_batch(&edge, &batch, reader, fallback)?;
            tried = edge.clone();
            replay::add_batch(&mut tried, &healed, |_| {})?;
            journal.replace_batch(healed.first, &healed.entries)?;
            repaired.made.push(format!("log.db, entries {} to {}", batch.first, batch.first + batch.count - 1));
        }
        tried.trim();
        edge = tried;
    }
    let agrees = (edge.size(), edge.root()) == (signed.size(), signed.root());
    if agrees { Ok(base) } else { Err(LogError::JournalDamaged("its batches do not give the signed root".into())) }
}

/// The edge of the tree before the journal's first entry, from the full tiles. The batches show whether it is right.
fn base_from_tiles(reader: &Reader, first: u64) -> Result<Edge, LogError> {
    let size = first.div_ceil(TILE) * TILE;
    let unreadable =
        || LogError::JournalDamaged("the hashes before its first entry cannot be made from the tiles".into());
    let mut edge = Edge::default();
    for index in 0..size / TILE {
        let tile = Tile { id: TileId { level: 0, index }, width: TILE as u16 };
        reader.tile(tile).map_err(|_| unreadable())?.into_iter().for_each(|leaf| edge.push(leaf));
        edge.trim();
    }
    Ok(edge)
}

/// The batch with entries from the published bundles or from elsewhere; whole, or entry by entry where a published tile
/// still has the leaf hash.
fn healed_batch(edge: &Edge, batch: &Batch, reader: &Reader, fallback: Fallback) -> Result<Batch, LogError> {
    let indices = batch.first..batch.first + batch.count;
    let elsewhere = |index: u64| published_entry(reader, index).or_else(|| fallback(index));
    let kept: Vec<Option<Vec<u8>>> =
        super::entries::split(&batch.entries).map(|entry| entry.ok().map(<[u8]>::to_vec)).collect();
    let whole = |pick: &dyn Fn(u64) -> Option<Vec<u8>>| -> Option<Batch> {
        let mut entries = Vec::new();
        for index in indices.clone() {
            Bundle::push(&mut entries, &pick(index)?).ok()?;
        }
        let candidate = Batch { entries, ..*batch };
        replay::add_batch(&mut edge.clone(), &candidate, |_| {}).is_ok().then_some(candidate)
    };
    let own = |index: u64| kept.get((index - batch.first) as usize).cloned().flatten();
    let by_leaf = |index: u64| {
        let leaf = published_leaf(reader, index)?;
        [own(index), elsewhere(index)].into_iter().flatten().find(|entry| Hash::leaf(entry) == leaf)
    };
    let found = whole(&elsewhere).or_else(|| whole(&|index| by_leaf(index).or_else(|| own(index))));
    found.ok_or_else(|| {
        let last = batch.first + batch.count - 1;
        LogError::JournalDamaged(format!("entries {} to {last} cannot be made again", batch.first))
    })
}

/// The widest published bundle or tile at `index`, whatever checkpoint it was for.
fn widest<T>(index: u64, read: impl Fn(u64, u16) -> Option<T>) -> Option<T> {
    let least = (index % TILE + 1) as u16;
    (least..=TILE as u16).rev().find_map(|width| read(index / TILE, width))
}

fn published_entry(reader: &Reader, index: u64) -> Option<Vec<u8>> {
    let bytes = widest(index, |index, width| reader.file(&Bundle { index, width }.path()).ok())?;
    super::entries::split(&bytes).nth((index % TILE) as usize)?.ok().map(<[u8]>::to_vec)
}

fn published_leaf(reader: &Reader, index: u64) -> Option<Hash> {
    let tile = |index, width| reader.tile(Tile { id: TileId { level: 0, index }, width }).ok();
    widest(index, tile)?.get((index % TILE) as usize).copied()
}

/// Makes the bundles and tiles before the journal's beginning what was signed.
fn heal_history(
    layout: &Layout,
    reader: &Reader,
    base: &Edge,
    fallback: Fallback,
    repaired: &mut Repaired,
) -> Result<(), LogError> {
    let mut files = Files::open(layout)?;
    let suspects = scan(reader, base.size(), Partials::LeaveOut, |_, _| {}, &|_, _| Ok(())).suspects;
    let mut truth = Truth::new(reader, base, fallback);
    for id in &suspects {
        let Some(hashes) = truth.tile(*id).filter(|hashes| hashes.len() as u64 == TILE) else { continue };
        let tile = Tile { id: *id, width: TILE as u16 };
        put_right(&mut files, &tile.path(), &tile_bytes(&hashes), repaired)?;
        if id.level == 0
            && let Ok(bytes) = truth.bundle(Bundle { index: id.index, width: TILE as u16 })
        {
            put_right(&mut files, &Bundle { index: id.index, width: TILE as u16 }.path(), &bytes, repaired)?;
        }
    }
    files.sync()
}

/// Writes a file unless it already holds `bytes`, which are known to be what was signed.
fn put_right(files: &mut Files, path: &str, bytes: &[u8], repaired: &mut Repaired) -> Result<(), LogError> {
    if files.read(path).as_deref() == Some(bytes) {
        return Ok(());
    }
    files.set_aside(path)?;
    files.write_for_good(path, bytes, "repair: file")?;
    repaired.made.push(path.to_owned());
    Ok(())
}
