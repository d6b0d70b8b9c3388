//! Checks a whole published log: hashes every entry again, rebuilds every tile and the root, holds them against the
//! files and the signed checkpoint, and names each file that is wrong. Streams, so memory is bounded. Repairs nothing.

use super::edge::{Edge, TILE};
use super::files::DAMAGED;
use super::read::{self, ReadError, Reader};
use super::truth::Truth;
use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZero;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use tlog::tile::complete_root;
use tlog::{Bundle, Checkpoint, Hash, Resource, SignedCheckpoint, Tile, TileId, VerifierKey};

/// Looks at one entry in the same pass; what it complains of is reported. Called from several threads, in order within
/// a bundle.
pub type EachEntry<'a> = &'a (dyn Fn(u64, &[u8]) -> Result<(), String> + Sync);

/// Bundles hashed between two looks at the tiles above them: those under one tile of level 1.
const WAVE: u64 = TILE;

/// Threads that hash at most: beyond this, reading is what one waits for.
const MOST_THREADS: usize = 8;

/// Problems that are examined at most, so that a log that is wrong everywhere is told of in bounded memory.
const MOST_PROBLEMS: usize = 10_000;

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    /// The checkpoint everything was held against, if there is one the key signed.
    pub checkpoint: Option<SignedCheckpoint>,
    /// Entries that were read and hashed.
    pub entries: u64,
    /// What is wrong, file by file.
    pub problems: Vec<Problem>,
    /// What is unusual but hides nothing: files that are not needed.
    pub notices: Vec<Problem>,
}

/// One file and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path under the monitoring prefix.
    pub path: String,
    /// What is wrong, as the rest of a sentence.
    pub what: String,
    /// The entries it concerns; empty when none is in doubt.
    pub entries: Range<u64>,
    /// What to do.
    pub advice: &'static str,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.what)?;
        match &self.entries {
            range if range.is_empty() => {}
            range if range.end - range.start == 1 => write!(f, " (entry {})", range.start)?,
            range => write!(f, " (entries {} to {})", range.start, range.end - 1)?,
        }
        write!(f, "; {}", self.advice)
    }
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Checks the log that `reader` reads, as signed by `key`. `progress` hears entries done and entries in all.
pub fn fsck(reader: &Reader, key: &VerifierKey, progress: impl FnMut(u64, u64), each_entry: EachEntry) -> Report {
    let signed = match reader.checkpoint(key) {
        Ok(signed) => signed,
        Err(error) => return Report { problems: vec![no_checkpoint(&error)], ..Report::default() },
    };
    let checkpoint = signed.checkpoint();
    let scan = scan(reader, checkpoint.size, Partials::Compare, progress, each_entry);
    let mut report = Report { entries: scan.entries, problems: scan.complaints, ..Report::default() };
    let agrees = scan.root == Some(checkpoint.root);
    if !agrees || !scan.suspects.is_empty() {
        report.problems.extend(explain(reader, checkpoint, &scan.suspects));
    }
    if let Some(folder) = reader.folder() {
        look_for_others(reader, folder, checkpoint, &mut report);
    }
    report.checkpoint = Some(signed);
    report
}

/// Whether unfinished tiles are compared too. They are not there for a size that was never published.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Partials {
    Compare,
    LeaveOut,
}

/// What one pass over all files gives.
pub(super) struct Scan {
    /// Tiles that do not agree with what is below them, lowest level first. At level 0, the bundle is meant as well.
    pub(super) suspects: BTreeSet<TileId>,
    root: Option<Hash>,
    entries: u64,
    complaints: Vec<Problem>,
}

/// Hashes everything once, on several threads, and collects what does not agree.
pub(super) fn scan(
    reader: &Reader,
    size: u64,
    partials: Partials,
    mut progress: impl FnMut(u64, u64),
    each_entry: EachEntry,
) -> Scan {
    let mut scan = Scan { suspects: BTreeSet::new(), root: None, entries: 0, complaints: Vec::new() };
    // The tree over the roots of full level-0 tiles: its level `l` is level `l + 1` of the log.
    let mut upper = Edge::default();
    let mut last_leaves = Vec::new();
    let bundles = if partials == Partials::Compare { size.div_ceil(TILE) } else { size / TILE };
    for start in (0..bundles).step_by(WAVE as usize) {
        let wave = start..bundles.min(start + WAVE);
        for outcome in hash_wave(reader, wave, size, each_entry) {
            scan.entries += outcome.entries;
            scan.complaints.extend(outcome.complaints);
            if !outcome.agrees {
                scan.suspects.insert(TileId { level: 0, index: outcome.index });
            }
            match outcome.tail {
                Some(leaves) => last_leaves = leaves,
                None => upper.push(outcome.root),
            }
        }
        let finished = upper.tiles().filter(|(tile, _)| tile.is_full());
        scan.suspects.extend(disagreeing(reader, finished));
        upper.trim();
        progress((upper.size() * TILE + last_leaves.len() as u64).min(size), size);
    }
    if partials == Partials::Compare {
        scan.suspects.extend(disagreeing(reader, upper.tiles()));
    }
    scan.root = root_of(size, last_leaves, &upper);
    scan
}

/// What hashing one bundle and its tile gave.
struct Outcome {
    index: u64,
    root: Hash,
    /// The leaf hashes of an unfinished bundle, which has no root in the tile above.
    tail: Option<Vec<Hash>>,
    agrees: bool,
    entries: u64,
    complaints: Vec<Problem>,
}

fn hash_wave(reader: &Reader, wave: Range<u64>, size: u64, each_entry: EachEntry) -> Vec<Outcome> {
    let next = AtomicU64::new(wave.start);
    let outcomes = Mutex::new(Vec::new());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= wave.end {
                break;
            }
            let outcome = hash_bundle(reader, index, size, each_entry);
            outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    std::thread::scope(|scope| {
        // A few bundles are done before a thread has begun.
        if wave.end - wave.start > 4 {
            (1..threads).for_each(|_| drop(scope.spawn(work)));
        }
        work();
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_unstable_by_key(|outcome| outcome.index);
    outcomes
}

fn hash_bundle(reader: &Reader, index: u64, size: u64, each_entry: EachEntry) -> Outcome {
    let width = (size - index * TILE).min(TILE) as u16;
    let bundle = Bundle { index, width };
    let (mut complaints, mut leaves) = (Vec::new(), None);
    if let Ok(bytes) = reader.bundle(bundle)
        && let Ok(entries) = Bundle::entries(&bytes)
    {
        leaves = Some(entries.iter().map(|entry| Hash::leaf(entry)).collect::<Vec<Hash>>());
        for (at, entry) in (index * TILE..).zip(entries) {
            if let Err(what) = each_entry(at, entry) {
                let advice = "it is as it was signed; whoever admitted it should look at it";
                complaints.push(Problem { path: bundle.path(), what, entries: at..at + 1, advice });
            }
        }
    }
    let tile = reader.tile(Tile { id: TileId { level: 0, index }, width }).ok();
    let entries = leaves.as_ref().map_or(0, |_| width.into());
    let agrees = leaves.is_some() && leaves == tile;
    // What cannot be read is given a hash no tree has, so that the tiles above are looked at too.
    let hashes = leaves.or(tile).unwrap_or_else(|| vec![Hash([0; 32]); width.into()]);
    let root = complete_root(&hashes);
    let tail = (u64::from(width) < TILE).then_some(hashes);
    Outcome { index, root, tail, agrees, entries, complaints }
}

/// The tiles above level 0 whose files are not what was computed.
fn disagreeing<'a>(reader: &Reader, tiles: impl Iterator<Item = (Tile, &'a [Hash])>) -> Vec<TileId> {
    let above = |tile: Tile| Tile { id: TileId { level: tile.id.level + 1, ..tile.id }, ..tile };
    let differs = |tile: &Tile, hashes: &[Hash]| reader.tile(*tile).ok().as_deref() != Some(hashes);
    tiles
        .map(|(tile, hashes)| (above(tile), hashes))
        .filter(|(tile, hashes)| differs(tile, hashes))
        .map(|(tile, _)| tile.id)
        .collect()
}

/// The root of the whole tree from its last bundle and the tree above full tiles.
fn root_of(size: u64, last_leaves: Vec<Hash>, upper: &Edge) -> Option<Hash> {
    let mut levels = Vec::new();
    for tile in read::right_edge_tiles(size) {
        let above =
            |tile: Tile| upper.tiles().find(|(found, _)| found.id.level + 1 == tile.id.level && !found.is_full());
        levels.push(match tile {
            Some(tile) if tile.id.level == 0 => last_leaves.clone(),
            Some(tile) => above(tile).map_or(Vec::new(), |(_, hashes)| hashes.to_vec()),
            None => Vec::new(),
        });
    }
    Edge::from_tiles(size, levels).map(|edge| edge.root())
}

const REPAIR: &str = "a check with repair makes it again";
const RESTORE: &str = "restore it from a mirror or a backup, or repair with one at hand";

/// Says for each suspect which file is wrong, by the signed root.
fn explain(reader: &Reader, checkpoint: &Checkpoint, suspects: &BTreeSet<TileId>) -> Vec<Problem> {
    let none = |_: u64| None;
    let Some(mut truth) = Truth::find(reader, checkpoint, &none) else {
        let mut problems: Vec<Problem> =
            suspects.iter().take(MOST_PROBLEMS).flat_map(|id| unproved(reader, *id, checkpoint.size)).collect();
        problems.push(Problem {
            path: "checkpoint".into(),
            what: format!("has a root that the files for its {} entries do not give", checkpoint.size),
            entries: 0..checkpoint.size,
            advice: RESTORE,
        });
        return problems;
    };
    let mut problems = Vec::new();
    for id in suspects.iter().take(MOST_PROBLEMS) {
        let Some(hashes) = truth.tile(*id) else {
            problems.extend(unproved(reader, *id, checkpoint.size));
            continue;
        };
        let tile = Tile { id: *id, width: hashes.len() as u16 };
        match reader.tile(tile) {
            Ok(stored) if stored == hashes => {}
            Ok(stored) => {
                let wrong = stored.iter().zip(&hashes).filter(|(one, other)| one != other).count();
                problems.push(tile_problem(tile, format!("has {wrong} wrong hashes"), REPAIR));
            }
            Err(error) => problems.push(tile_problem(tile, rest_of(&error), REPAIR)),
        }
        if id.level == 0 {
            problems.extend(bundle_problem(reader, &mut truth, Bundle { index: id.index, width: tile.width }));
        }
    }
    problems
}

fn bundle_problem(reader: &Reader, truth: &mut Truth, bundle: Bundle) -> Option<Problem> {
    let wrong = truth.wrong_entries(bundle).unwrap_or_default();
    let readable = reader.bundle(bundle);
    let what = match (&readable, wrong.len()) {
        (Ok(_), 0) => return None,
        (Err(error), _) => rest_of(error),
        (Ok(_), count) => format!("has {count} of {} entries that are not what was signed", bundle.width),
    };
    let entries = match (wrong.first(), wrong.last()) {
        (Some(first), Some(last)) => *first..last + 1,
        _ => 0..0,
    };
    let advice = if truth.bundle(bundle).is_ok() { REPAIR } else { RESTORE };
    Some(Problem { path: bundle.path(), what, entries, advice })
}

/// Problems of a suspect about which the root says nothing, because all that could be tried is wrong.
fn unproved(reader: &Reader, id: TileId, size: u64) -> Vec<Problem> {
    let hashes = (size >> (8 * u32::from(id.level))) - id.index * TILE;
    let tile = Tile { id, width: hashes.min(TILE) as u16 };
    let of = |error: Option<ReadError>| error.map_or("cannot be held against the root".into(), |error| rest_of(&error));
    let mut problems = vec![tile_problem(tile, of(reader.tile(tile).err()), RESTORE)];
    if id.level == 0 {
        let bundle = Bundle { index: id.index, width: tile.width };
        let first = id.index * TILE;
        let (path, what) = (bundle.path(), of(reader.bundle(bundle).err()));
        problems.push(Problem { path, what, entries: first..first + u64::from(bundle.width), advice: RESTORE });
    }
    problems
}

fn tile_problem(tile: Tile, what: String, advice: &'static str) -> Problem {
    Problem { path: tile.path(), what, entries: 0..0, advice }
}

fn no_checkpoint(error: &ReadError) -> Problem {
    let what = match error {
        ReadError::Checkpoint(error) => format!("is not one this log signed: {error}"),
        error => rest_of(error),
    };
    Problem { path: "checkpoint".into(), what, entries: 0..0, advice: "start the log again, which publishes it anew" }
}

/// What a reading error says after the path.
fn rest_of(error: &ReadError) -> String {
    match error {
        ReadError::Missing { .. } => "is missing".into(),
        ReadError::Unreachable { why, .. } => format!("cannot be read: {why}"),
        ReadError::Damaged { what, .. } => what.clone(),
        error => error.to_string(),
    }
}

/// Looks at files the checkpoint does not need: superseded partial ones must still be right, others are only told of.
fn look_for_others(reader: &Reader, folder: &Path, checkpoint: &Checkpoint, report: &mut Report) {
    let mut paths = Vec::new();
    walk(folder, "tile", &mut paths);
    for path in paths.iter().filter(|path| !path.ends_with(DAMAGED)) {
        let notice = |what: &str, advice| Problem { path: path.clone(), what: what.into(), entries: 0..0, advice };
        match Resource::parse_path(path) {
            Err(_) => report.notices.push(notice("is not a file of a log", "remove it")),
            Ok(resource) if is_beyond(&resource, checkpoint.size) => {
                let advice = "normal while the log is being published";
                report.notices.push(notice("is beyond the checkpoint", advice));
            }
            Ok(resource) => {
                let now = now_there(&resource, checkpoint.size);
                let told = report.problems.iter().any(|problem| problem.path == now.path());
                if now != resource && !told && !begins_right(reader, &resource, &now) {
                    let advice = "remove it; newer checkpoints do not need it";
                    report.problems.push(notice("is not the beginning of the one that took its place", advice));
                }
            }
        }
    }
}

/// How many hashes (or entries) a log of `size` has at the place of a file, and how many the file has.
fn hashes_there(resource: &Resource, size: u64) -> (u64, u64) {
    let (level, index, width) = match resource {
        Resource::Tile(tile) => (tile.id.level, tile.id.index, tile.width),
        Resource::Entries(bundle) => (0, bundle.index, bundle.width),
    };
    let total = size.checked_shr(8 * u32::from(level)).unwrap_or(0);
    (total.saturating_sub(index.saturating_mul(TILE)).min(TILE), width.into())
}

fn is_beyond(resource: &Resource, size: u64) -> bool {
    let (there, width) = hashes_there(resource, size);
    width > there
}

/// The file at the same place that a log of `size` needs: the same one, or the wider one that took its place.
fn now_there(resource: &Resource, size: u64) -> Resource {
    let width = hashes_there(resource, size).0 as u16;
    match *resource {
        Resource::Tile(tile) => Resource::Tile(Tile { width, ..tile }),
        Resource::Entries(bundle) => Resource::Entries(Bundle { width, ..bundle }),
    }
}

/// Whether a superseded partial file is the beginning of the one that is there now.
fn begins_right(reader: &Reader, old: &Resource, now: &Resource) -> bool {
    match (reader.file(&old.path()), reader.file(&now.path())) {
        (Ok(bytes), Ok(now)) => now.starts_with(&bytes) && is_whole(old, &bytes),
        // Collected while this looked.
        _ => true,
    }
}

fn is_whole(resource: &Resource, bytes: &[u8]) -> bool {
    match resource {
        Resource::Tile(tile) => bytes.len() == 32 * usize::from(tile.width),
        Resource::Entries(bundle) => Bundle::entries(bytes).is_ok_and(|found| found.len() == usize::from(bundle.width)),
    }
}

fn walk(folder: &Path, path: &str, paths: &mut Vec<String>) {
    let Ok(names) = std::fs::read_dir(folder.join(path)) else { return };
    let mut names: Vec<_> = names.flatten().collect();
    names.sort_unstable_by_key(std::fs::DirEntry::file_name);
    for name in names {
        let path = format!("{path}/{}", name.file_name().to_string_lossy());
        if name.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(folder, &path, paths);
        } else {
            paths.push(path);
        }
    }
}
