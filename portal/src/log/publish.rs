//! Publication: from the journal to files any static server can serve (tlog-tiles), and the moving of entries from the
//! journal to their bundles. A checkpoint is published only when every tile and bundle it needs can be read.

use super::edge::{Edge, TILE};
use super::entries;
use super::error::LogError;
use super::fault;
use super::files::{Files, Layout, Lock};
use super::journal::{Batch, Head, Journal, Role};
use super::read::right_edge_tiles;
use super::replay;
use super::watch::{Shared, Watch};
use crate::witnesses::Witnesses;
use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tlog::tile::{complete_root, tile_bytes, tile_hashes};
use tlog::{Bundle, Hash, Note, Resource, SignatureLine, SignedCheckpoint, Tile, TileId, VerifierKey};

/// Partial tiles and bundles of this many published checkpoints are kept, so that a reader who has just fetched a
/// checkpoint finds what it names: at ten publications a second that is most of a second, and it costs at most eight
/// partial bundles of disk.
pub const KEPT_CHECKPOINTS: usize = 8;

/// Entries in full bundles that are synced and dropped from the journal together: 16 bundles. More would let the journal
/// grow, fewer would write to it more often.
const MOVED_TOGETHER: u64 = 16 * TILE;

/// Bytes of entries read from the journal in one round: while a round lasts, the journal cannot shrink.
const ROUND_BYTES: usize = 16 << 20;

/// How long nothing must have been committed before everything that can leave the journal does; also the pause after an
/// error, so that a full disk does not keep a core busy.
const QUIET: Duration = Duration::from_secs(1);

/// How long a quiet publisher sleeps unless it is woken; then it looks again, which costs nothing.
const LONG: Duration = Duration::from_secs(3600);

/// Publishes one log. Either its owner calls [`Publisher::publish_once`], or [`Publisher::spawn`] gives it a thread.
#[derive(Debug)]
pub struct Publisher {
    journal: Journal,
    journal_path: PathBuf,
    files: Files,
    key: VerifierKey,
    /// The tree whose bundles and tiles are on disk for good; the journal begins here.
    base: Edge,
    intake: Intake,
    published: Option<u64>,
    /// What [`Publisher::prepare`] found to publish: all it needs is in the files.
    prepared: Option<SignedCheckpoint>,
    /// Sizes whose partial files are kept, oldest first.
    kept: VecDeque<u64>,
    /// Sizes whose partial files are gone, not yet told to the journal.
    gone: Vec<u64>,
    /// Who cosigns what is about to be published.
    witnesses: Option<Arc<Witnesses>>,
    shared: Arc<Shared>,
    _lock: Arc<Lock>,
}

/// How far the publisher has read the journal.
#[derive(Debug)]
struct Intake {
    edge: Edge,
    /// The unfinished bundle.
    bundle: Vec<u8>,
    entries: u64,
}

impl Intake {
    /// At the end of whole bundles, which is where every journal begins.
    fn at(base: &Edge) -> Intake {
        Intake { edge: base.clone(), bundle: Vec::new(), entries: 0 }
    }

    /// Takes in a batch and, once it is known to be what was signed, writes the bundles and tiles it filled.
    fn take(&mut self, batch: &Batch, files: &mut Files) -> Result<(), LogError> {
        let mut full = Vec::new();
        let mut index = self.edge.size() / TILE;
        let (bundle, entries) = (&mut self.bundle, &mut self.entries);
        replay::add_batch(&mut self.edge, batch, |entry| {
            // An entry read from a batch has a two-byte length, so it fits.
            let _ = Bundle::push(bundle, entry);
            *entries += 1;
            if *entries == TILE {
                full.push((Bundle { index, width: TILE as u16 }, std::mem::take(bundle)));
                (*entries, index) = (0, index + 1);
            }
        })?;
        for (bundle, bytes) in full {
            files.write_for_good(&bundle.path(), &bytes, "publish: full bundle")?;
        }
        for (tile, hashes) in self.edge.tiles().filter(|(tile, _)| tile.is_full()) {
            files.write_for_good(&tile.path(), &tile_bytes(hashes), "publish: full tile")?;
        }
        self.edge.trim();
        Ok(())
    }
}

impl Publisher {
    pub(super) fn open(
        layout: &Layout,
        key: VerifierKey,
        shared: Arc<Shared>,
        lock: Arc<Lock>,
    ) -> Result<Publisher, LogError> {
        let journal_path = layout.journal();
        let journal = Journal::open(&journal_path, Role::Mover)?;
        let base = journal.base()?;
        let files = Files::open(layout)?;
        check_history(&files, &base)?;
        let kept = journal.shown()?.into();
        let intake = Intake::at(&base);
        Ok(Publisher {
            journal,
            journal_path,
            files,
            key,
            base,
            intake,
            published: None,
            prepared: None,
            kept,
            gone: Vec::new(),
            witnesses: None,
            shared,
            _lock: lock,
        })
    }

    /// Has checkpoints cosigned before they are published.
    #[must_use]
    pub fn witnessed(mut self, witnesses: Option<Arc<Witnesses>>) -> Publisher {
        self.witnesses = witnesses;
        self
    }

    /// Publishes the newest committed checkpoint, if it is not published yet, and returns its size.
    ///
    /// After an error nothing wrong is published; the next call starts again from the journal.
    pub fn publish_once(&mut self) -> Result<u64, LogError> {
        self.publish().inspect_err(|_| self.start_again())
    }

    /// Brings full bundles and tiles to the disk and drops the batches they hold from the journal, which is then as
    /// short as it can be: the entries of the unfinished bundle.
    pub fn settle(&mut self) -> Result<(), LogError> {
        self.move_out().and_then(|()| self.tidy(true)).inspect_err(|_| self.start_again())
    }

    /// The published size, for followers.
    pub fn published(&self) -> Watch {
        self.shared.published.clone()
    }

    /// Publishes on a thread of its own until the [`super::Log`] is dropped. What is committed while it publishes or
    /// pauses is published together. `told` hears of each published size and each error; after an error it tries again.
    pub fn spawn(
        self,
        pause: Duration,
        told: impl FnMut(Result<u64, &LogError>) + Send + 'static,
    ) -> Result<JoinHandle<Result<(), LogError>>, LogError> {
        let path = self.journal_path.clone();
        let thread = std::thread::Builder::new().name("publisher".into());
        thread.spawn(move || self.run(pause, told)).map_err(LogError::file(&path))
    }

    fn run(mut self, pause: Duration, mut told: impl FnMut(Result<u64, &LogError>)) -> Result<(), LogError> {
        let committed = self.shared.committed.clone();
        loop {
            let last_round = committed.ended();
            let before = self.published;
            match self.publish_once() {
                Ok(size) if before != Some(size) => told(Ok(size)),
                Ok(_) => {}
                Err(error) => {
                    told(Err(&error));
                    std::thread::sleep(QUIET);
                }
            }
            if last_round {
                return self.publish_once().and_then(|_| self.settle());
            }
            let seen = self.published.unwrap_or(0);
            if committed.wait_beyond(seen, QUIET) == seen && !committed.ended() {
                self.settle().unwrap_or_else(|error| told(Err(&error)));
                self.rest(&committed, seen).unwrap_or_else(|error| told(Err(&error)));
            }
            std::thread::sleep(pause);
        }
    }

    /// Waits for what is committed next, adding cosignatures meanwhile.
    fn rest(&self, committed: &Watch, seen: u64) -> Result<(), LogError> {
        if self.witnesses.is_none() {
            committed.wait_beyond(seen, LONG);
            return Ok(());
        }
        self.add_late()?;
        while committed.wait_beyond(seen, QUIET) == seen && !committed.ended() {
            self.add_late()?;
        }
        Ok(())
    }

    fn publish(&mut self) -> Result<u64, LogError> {
        if let Some(signed) = self.prepare_newest()? {
            let witnesses = self.witnesses.as_ref();
            let cosignatures = witnesses.map(|witnesses| witnesses.cosignatures(&signed, &self.shown()));
            self.show_prepared(&cosignatures.unwrap_or_default())?;
        }
        self.let_go()
    }

    /// The first step of a publication: writes all that the newest committed checkpoint needs, and gives that checkpoint, to be
    /// cosigned; none where it is published already.
    ///
    /// # Errors
    /// When the journal or a file fails. The next call starts again from the journal.
    pub fn prepare(&mut self) -> Result<Option<SignedCheckpoint>, LogError> {
        self.prepare_newest().inspect_err(|_| self.start_again())
    }

    fn prepare_newest(&mut self) -> Result<Option<SignedCheckpoint>, LogError> {
        let head = self.take_in()?;
        self.prepared = None;
        if self.published != Some(head.size) {
            let signed = self.check(head)?;
            self.write_partials(signed.size())?;
            if self.published.is_none() {
                self.mend_kept()?;
            }
            self.prepared = Some(signed);
        }
        Ok(self.prepared.clone())
    }

    /// The second step: publishes the checkpoint that was prepared, if one was, with these cosignatures.
    ///
    /// # Errors
    /// When a file fails. The next publication starts again from the journal.
    pub fn show(&mut self, cosignatures: &[SignatureLine]) -> Result<(), LogError> {
        self.show_prepared(cosignatures).inspect_err(|_| self.start_again())
    }

    fn show_prepared(&mut self, cosignatures: &[SignatureLine]) -> Result<(), LogError> {
        let Some(mut signed) = self.prepared.take() else { return Ok(()) };
        cosignatures.iter().for_each(|line| signed.push(line));
        self.files.write("checkpoint", signed.bytes(), "publish: checkpoint")?;
        fault::point("publish: done").map_err(LogError::journal)?;
        let before = self.published.replace(signed.size());
        self.shared.published.raise(signed.size());
        self.collect(before.unwrap_or(0), signed.size())
    }

    /// The last step: lets full bundles go out of the journal. Gives the published size.
    fn let_go(&mut self) -> Result<u64, LogError> {
        if self.intake.edge.size() - self.base.size() >= MOVED_TOGETHER {
            self.move_out()?;
        }
        self.tidy(false)?;
        Ok(self.published.unwrap_or(0))
    }

    /// Reads the journal up to what is its newest checkpoint now, however fast it grows. A long one is read in rounds,
    /// and what a round filled leaves the journal before the next.
    fn take_in(&mut self) -> Result<Head, LogError> {
        let head = self.journal.head()?;
        while self.intake.edge.size() < head.size {
            let (before, mut taken) = (self.intake.edge.size(), 0);
            let Publisher { journal, intake, files, .. } = &mut *self;
            journal.follow(before, |batch| {
                if intake.edge.size() >= head.size || taken > ROUND_BYTES {
                    return Ok(ControlFlow::Break(()));
                }
                taken += batch.entries.len();
                intake.take(&batch, files)?;
                Ok(ControlFlow::Continue(()))
            })?;
            if intake.edge.size() == before {
                let gap = format!("entries {before} to {} are missing", head.size - 1);
                return Err(LogError::JournalDamaged(gap));
            }
            if intake.edge.size() < head.size {
                self.move_out()?;
                self.tidy(false)?;
            }
        }
        Ok(head)
    }

    /// What is about to be published must be signed, and be the tree just hashed from the journal.
    fn check(&self, head: Head) -> Result<SignedCheckpoint, LogError> {
        let signed = SignedCheckpoint::open(head.checkpoint, &self.key)
            .map_err(|error| LogError::JournalDamaged(format!("the last checkpoint: {error}")))?;
        let edge = &self.intake.edge;
        if (signed.size(), signed.root()) == (edge.size(), edge.root()) {
            Ok(signed)
        } else {
            Err(LogError::JournalDamaged("the last checkpoint is not that of the batches".into()))
        }
    }

    /// The published checkpoint; nothing where there is none yet.
    #[must_use]
    pub fn shown(&self) -> Vec<u8> {
        self.files.read("checkpoint").unwrap_or_default()
    }

    fn add_late(&self) -> Result<(), LogError> {
        let late = self.witnesses.as_ref().and_then(|witnesses| witnesses.late(&self.shown()));
        late.map_or(Ok(()), |late| self.show_again(&late))
    }

    /// Publishes the same checkpoint again with the cosignatures that came late. Another one is not published.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn show_again(&self, cosigned: &[u8]) -> Result<(), LogError> {
        let same = match (Note::parse(&self.shown()), Note::parse(cosigned)) {
            (Ok(shown), Ok(cosigned)) => shown.text() == cosigned.text(),
            _ => false,
        };
        if same { self.files.write("checkpoint", cosigned, "publish: cosignatures") } else { Ok(()) }
    }

    fn write_partials(&mut self, size: u64) -> Result<(), LogError> {
        {
            let _pen = self.shared.pen();
            self.journal.note_shown(size, &self.gone)?;
        }
        self.gone.clear();
        if self.intake.entries > 0 {
            let bundle = Bundle { index: size / TILE, width: self.intake.entries as u16 };
            self.files.write(&bundle.path(), &self.intake.bundle, "publish: partial bundle")?;
        }
        for (tile, hashes) in self.intake.edge.tiles() {
            self.files.write(&tile.path(), &tile_bytes(hashes), "publish: partial tile")?;
        }
        Ok(())
    }

    /// After a start: makes the partial files of the kept checkpoints whole again. They are not synced, so a power cut may have
    /// torn them, and a reader would take that for a lie. Each is the beginning of one that was just written, or its full
    /// file is there and it is about to be removed.
    fn mend_kept(&self) -> Result<(), LogError> {
        let files: BTreeSet<Resource> = self.kept.iter().flat_map(|size| partial_files(*size)).collect();
        for file in files {
            let Some(bytes) = self.beginning(&file) else { continue };
            if self.files.read(&file.path()).as_deref() != Some(&bytes) {
                self.files.write(&file.path(), &bytes, "publish: partial file mended")?;
            }
        }
        Ok(())
    }

    /// What a partial file holds, if it is the beginning of an unfinished tile or bundle.
    fn beginning(&self, file: &Resource) -> Option<Vec<u8>> {
        match file {
            Resource::Tile(tile) => {
                let (_, hashes) = self.intake.edge.tiles().find(|(unfinished, _)| unfinished.id == tile.id)?;
                hashes.get(..usize::from(tile.width)).map(tile_bytes)
            }
            Resource::Entries(bundle) if bundle.index == self.intake.edge.size() / TILE => {
                let entries = entries::split(&self.intake.bundle).take(usize::from(bundle.width));
                let lengths = entries.map(|entry| entry.ok().map(|entry| entry.len() + 2));
                self.intake.bundle.get(..lengths.sum::<Option<usize>>()?).map(<[u8]>::to_vec)
            }
            Resource::Entries(_) => None,
        }
    }

    /// Removes partial files whose full one is there by now (readers fall back to it), and those of checkpoints that are
    /// no longer kept. Files that a kept checkpoint needs stay.
    fn collect(&mut self, before: u64, published: u64) -> Result<(), LogError> {
        self.kept.retain(|size| *size != published);
        self.kept.push_back(published);
        let too_old = self.kept.len().saturating_sub(KEPT_CHECKPOINTS);
        let over: Vec<u64> = self.kept.drain(..too_old).collect();
        let filled_now = |file: &Resource| is_filled(file, published) && !is_filled(file, before);
        let needed: BTreeSet<Resource> = self.kept.iter().flat_map(|size| partial_files(*size)).collect();
        let filled = needed.iter().filter(|file| filled_now(file)).copied();
        let of_old = over.iter().flat_map(|size| partial_files(*size)).filter(|file| !needed.contains(file));
        for file in filled.chain(of_old).collect::<BTreeSet<Resource>>() {
            self.files.remove(&file.path())?;
        }
        self.gone.extend(over);
        Ok(())
    }

    fn move_out(&mut self) -> Result<(), LogError> {
        let Some(base) = self.intake.edge.whole_bundles().filter(|base| base.size() > self.base.size()) else {
            return Ok(());
        };
        self.files.sync()?;
        fault::point("move: synced").map_err(LogError::journal)?;
        let _pen = self.shared.pen();
        self.journal.drop_before(&base)?;
        self.base = base;
        Ok(())
    }

    fn tidy(&mut self, all: bool) -> Result<(), LogError> {
        // Most of the folding is done while commits go on; what is left is short.
        self.journal.fold_gently(&self.journal_path, all)?;
        let _pen = self.shared.pen();
        self.journal.tidy(&self.journal_path, all)
    }

    fn start_again(&mut self) {
        self.intake = Intake::at(&self.base);
        self.files.forget_unsynced();
        self.published = None;
        self.prepared = None;
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.shared.published.end();
    }
}

/// The partial bundle and tiles that a published checkpoint of `size` needs.
pub(super) fn partial_files(size: u64) -> impl Iterator<Item = Resource> {
    let width = (size % TILE) as u16;
    let bundle = (width > 0).then_some(Resource::Entries(Bundle { index: size / TILE, width }));
    bundle.into_iter().chain(right_edge_tiles(size).flatten().map(Resource::Tile))
}

/// Whether a log of `size` has the full file at the place of `file`.
fn is_filled(file: &Resource, size: u64) -> bool {
    let (level, index) = match file {
        Resource::Tile(tile) => (tile.id.level, tile.id.index),
        Resource::Entries(bundle) => (0, bundle.index),
    };
    index < size.checked_shr(8 * (u32::from(level) + 1)).unwrap_or(0)
}

/// Looks at the last full bundle and the last full tile of each level before the journal begins. Only they can show,
/// without reading everything, that the published files are those of this journal and are there at all.
fn check_history(files: &Files, base: &Edge) -> Result<(), LogError> {
    let wrong = |path: String, what| Err(LogError::HistoryDamaged { path, what });
    for level in 0u8..7 {
        let Some((index, root)) = base.last_node(8 * (usize::from(level) + 1)) else { continue };
        let path = Tile { id: TileId { level, index }, width: TILE as u16 }.path();
        match files.read(&path).map(|bytes| tile_hashes(&bytes)) {
            Some(Ok(hashes)) if complete_root(&hashes) == root => {}
            Some(_) => return wrong(path, "is not the one this log published"),
            None => return wrong(path, "is missing"),
        }
        if level > 0 {
            continue;
        }
        let path = Bundle { index, width: TILE as u16 }.path();
        match files.read(&path).as_deref().map(bundle_root) {
            Some(Some(found)) if found == root => {}
            Some(_) => return wrong(path, "is not the one this log published"),
            None => return wrong(path, "is missing"),
        }
    }
    Ok(())
}

fn bundle_root(bundle: &[u8]) -> Option<Hash> {
    let hashes: Vec<Hash> = Bundle::entries(bundle).ok()?.into_iter().map(Hash::leaf).collect();
    Some(complete_root(&hashes))
}
