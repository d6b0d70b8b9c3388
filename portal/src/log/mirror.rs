//! A verified copy of a published log (tlog-tiles), kept as the same files: every bundle is held against the signed root
//! before it is written, the checkpoint is replaced only when all it needs is on disk, and never by an older or a
//! contradicting one. Cut off anywhere, it goes on from what is there. Knows nothing of what entries mean.

use super::edge::{Edge, TILE};
use super::error::LogError;
use super::fault;
use super::files::{Files, Layout, Lock};
use super::publish::partial_files;
use super::read::{ReadError, Reader, Verified, right_edge_tiles};
use super::split::Split;
use std::path::Path;
use tlog::tile::tile_bytes;
use tlog::{Bundle, Hash, Note, Resource, SignedCheckpoint, VerifierKey, newest_cosignature};

/// Bundles that are brought to the disk together; a copy that is cut off reads at most so many again to check them.
const SYNCED_TOGETHER: u64 = 64;

/// A copy of a log in a folder; one process at a time keeps it.
#[derive(Debug)]
pub struct Mirror {
    files: Files,
    local: Reader,
    key: VerifierKey,
    /// Keys of the witnesses whose cosignatures are kept.
    witnesses: Vec<VerifierKey>,
    head: Option<SignedCheckpoint>,
    _lock: Lock,
}

/// What following a log came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Followed {
    /// The copy is that of the log as it stands.
    Same,
    /// The copy has grown.
    Grown {
        /// Entries it had.
        from: u64,
        /// Entries it has.
        to: u64,
    },
    /// The log shows an older head than it has shown before. The copy stays.
    Older {
        /// Entries of the head shown.
        theirs: u64,
        /// Entries of the copy.
        ours: u64,
    },
    /// The log shows another history than it has shown before. The copy stays.
    Split(Box<Split>),
}

/// Why a log could not be copied.
#[derive(Debug, thiserror::Error)]
pub enum MirrorError {
    /// The log shows what is not under its signed root, or nothing.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The copy's own files.
    #[error(transparent)]
    Files(#[from] LogError),
    /// The signatures cannot be put together.
    #[error("the signatures of the checkpoint cannot be kept: {0}")]
    Note(String),
    /// The copy itself is damaged, whatever the log shows.
    #[error("the copy here is damaged: {0}; check it with `veedor fsck`, or make a new one in another folder")]
    Local(ReadError),
    /// The entries give another root than the signed one.
    #[error("the {size} entries give another root than the signed one")]
    Root {
        /// Entries that were read.
        size: u64,
    },
}

impl Mirror {
    /// The copy in `dir`, empty where there is none yet.
    pub fn open(dir: &Path, key: VerifierKey, witnesses: Vec<VerifierKey>) -> Result<Mirror, MirrorError> {
        let layout = Layout::new(dir);
        let lock = Lock::take(&layout)?;
        let files = Files::open(&layout)?;
        let local = Reader::dir(&layout.published());
        // INVARIANT: only a copy without checkpoint is empty. One that cannot be read must not be taken for it: then any other
        // history would be believed.
        let head = match local.checkpoint(&key) {
            Ok(head) => Some(head),
            Err(ReadError::Missing { .. }) => None,
            Err(error) => return Err(MirrorError::Local(error)),
        };
        Ok(Mirror { files, local, key, witnesses, head, _lock: lock })
    }

    /// The checkpoint of the copy.
    pub fn head(&self) -> Option<&SignedCheckpoint> {
        self.head.as_ref()
    }

    /// The key that is believed.
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// The copy, to read.
    pub fn log(&self) -> &Reader {
        &self.local
    }

    /// Copies what `remote` has more than this copy, up to a checkpoint that it shows. `progress` hears entries done and entries in
    /// all.
    pub fn follow(
        &mut self,
        remote: &Reader,
        theirs: SignedCheckpoint,
        progress: impl FnMut(u64, u64),
    ) -> Result<Followed, MirrorError> {
        if let Some(ours) = &self.head {
            if let Some(split) = self.split(remote, ours, &theirs)? {
                return Ok(Followed::Split(Box::new(split)));
            }
            if theirs.size() < ours.size() {
                return Ok(Followed::Older { theirs: theirs.size(), ours: ours.size() });
            }
            if theirs.size() == ours.size() {
                self.take_cosignatures(theirs)?;
                return Ok(Followed::Same);
            }
        }
        let from = self.head.as_ref().map_or(0, SignedCheckpoint::size);
        let theirs = self.cleaned(theirs)?;
        self.copy(remote, &theirs, progress)?;
        let to = theirs.size();
        self.head = Some(theirs);
        Ok(Followed::Grown { from, to })
    }

    /// Holds a checkpoint that came another way against the copy, which stays as it is.
    pub fn compare(&self, remote: &Reader, theirs: &SignedCheckpoint) -> Result<Option<Split>, MirrorError> {
        self.head.as_ref().map_or(Ok(None), |ours| self.split(remote, ours, theirs))
    }

    /// The proof that the two checkpoints are of two histories, if they are. The larger log proves its own beginning.
    fn split(
        &self,
        remote: &Reader,
        ours: &SignedCheckpoint,
        theirs: &SignedCheckpoint,
    ) -> Result<Option<Split>, MirrorError> {
        if ours.size() == 0 || theirs.size() == 0 {
            return Ok(None);
        }
        if ours.size() == theirs.size() {
            let split = Split { ours: ours.clone(), theirs: theirs.clone(), root: theirs.root(), proof: Vec::new() };
            return Ok((ours.root() != theirs.root()).then_some(split));
        }
        let of_local = theirs.size() < ours.size();
        let failed = |error| if of_local { MirrorError::Local(error) } else { MirrorError::Read(error) };
        let (small, large, log) = match of_local {
            true => (theirs, ours, &self.local),
            false => (ours, theirs, remote),
        };
        let root = log.root_of_first(small.size(), large.checkpoint()).map_err(failed)?;
        if root == small.root() {
            return Ok(None);
        }
        let proof = log.consistency_proof(small.size(), large.size()).map_err(failed)?;
        Ok(Some(Split { ours: ours.clone(), theirs: theirs.clone(), root, proof }))
    }

    /// The cosignatures of the same head are put together: of each witness the newest. Nobody takes one away by showing less.
    fn take_cosignatures(&mut self, theirs: SignedCheckpoint) -> Result<(), MirrorError> {
        let together = self.cleaned(theirs)?;
        if self.head.as_ref().is_none_or(|ours| ours.bytes() != together.bytes()) {
            self.files.write_for_good("checkpoint", together.bytes(), "mirror: checkpoint")?;
            self.files.sync()?;
            self.head = Some(together);
        }
        Ok(())
    }

    /// A checkpoint with the log's signature and, of each witness that counts, the newest good cosignature: of this one or, where
    /// it is the same head, of ours. What else stands beneath it is anybody's and is not kept.
    fn cleaned(&self, theirs: SignedCheckpoint) -> Result<SignedCheckpoint, MirrorError> {
        let same = self.head.iter().filter(|ours| ours.checkpoint() == theirs.checkpoint());
        let notes: Vec<Note<'_>> = same.chain([&theirs]).filter_map(|head| Note::parse(head.bytes()).ok()).collect();
        let Some(text) = notes.first().map(Note::text) else { return Ok(theirs) };
        let lines = || notes.iter().filter(|note| note.text() == text).flat_map(Note::signatures);
        let log = lines().find(|line| self.key.is_named_in(line) && self.key.check(text, line).is_some()).cloned();
        let kept: Vec<_> = log
            .into_iter()
            .chain(self.witnesses.iter().filter_map(|witness| newest_cosignature(witness, text, lines())))
            .collect();
        let note = Note::new(text, kept).map_err(|error| MirrorError::Note(error.to_string()))?;
        let opened = SignedCheckpoint::open(note.to_bytes(), &self.key);
        opened.map_err(|error| MirrorError::Read(ReadError::Checkpoint(error)))
    }

    fn copy(
        &mut self,
        remote: &Reader,
        theirs: &SignedCheckpoint,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<(), MirrorError> {
        let size = theirs.size();
        let mut verified = remote.verified(theirs.checkpoint())?;
        let mut edge = self.base();
        for index in edge.size() / TILE..size.div_ceil(TILE) {
            let bundle = Bundle { index, width: (size - index * TILE).min(TILE) as u16 };
            let leaves = self.take_bundle(remote, &mut verified, bundle)?;
            leaves.into_iter().for_each(|leaf| edge.push(leaf));
            self.write_tiles(&edge, bundle.is_full())?;
            edge.trim();
            progress(edge.size(), size);
            if index % SYNCED_TOGETHER == SYNCED_TOGETHER - 1 {
                self.files.sync()?;
            }
        }
        if edge.root() != theirs.root() {
            return Err(MirrorError::Root { size });
        }
        // Unfinished tiles above the last full bundle, where there is no unfinished bundle.
        self.write_tiles(&edge, false)?;
        self.files.sync()?;
        fault::point("mirror: synced").map_err(LogError::journal)?;
        self.files.write_for_good("checkpoint", theirs.bytes(), "mirror: checkpoint")?;
        self.files.sync()?;
        self.forget_partials(size)?;
        Ok(())
    }

    /// The tree of the whole bundles that the copy has for good; the empty one where that cannot be read.
    fn base(&self) -> Edge {
        let Some(head) = &self.head else { return Edge::default() };
        let tiles = right_edge_tiles(head.size());
        let hashes = tiles.map(|tile| tile.map_or(Ok(Vec::new()), |tile| self.local.tile(tile)));
        let edge = hashes.collect::<Result<Vec<_>, _>>().ok().and_then(|levels| Edge::from_tiles(head.size(), levels));
        let sound = edge.filter(|edge| edge.root() == head.root());
        sound.and_then(|edge| edge.whole_bundles()).unwrap_or_default()
    }

    /// The leaf hashes of a bundle that is under the root: of the one at hand if it is, else of the one the log serves,
    /// which is written.
    fn take_bundle(
        &mut self,
        remote: &Reader,
        verified: &mut Verified<'_>,
        bundle: Bundle,
    ) -> Result<Vec<Hash>, MirrorError> {
        if let Some(bytes) = self.files.read(&bundle.path())
            && let Ok(leaves) = verified.leaves(bundle, &bytes)
        {
            self.files.keep_for_good(&bundle.path());
            return Ok(leaves);
        }
        let bytes = remote.bundle(bundle)?;
        let leaves = verified.leaves(bundle, &bytes)?;
        self.files.write_for_good(&bundle.path(), &bytes, "mirror: bundle")?;
        Ok(leaves)
    }

    fn write_tiles(&mut self, edge: &Edge, full_only: bool) -> Result<(), LogError> {
        for (tile, hashes) in edge.tiles().filter(|(tile, _)| tile.is_full() || !full_only) {
            self.files.write_for_good(&tile.path(), &tile_bytes(hashes), "mirror: tile")?;
        }
        Ok(())
    }

    /// Removes the unfinished tiles and bundles of the head before, where this one does not need them; readers fall back
    /// to the full ones.
    fn forget_partials(&self, size: u64) -> Result<(), LogError> {
        let needed: Vec<Resource> = partial_files(size).collect();
        let before = self.head.as_ref().map_or(0, SignedCheckpoint::size);
        let mut gone = partial_files(before).filter(|file| !needed.contains(file));
        gone.try_for_each(|file| self.files.remove(&file.path()))
    }
}
