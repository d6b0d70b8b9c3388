//! The writer of a log: entries in, receipts out. One batch is one transaction of the journal; the signed checkpoint is
//! in it, so two checkpoints that contradict each other cannot both leave. Publishing is `publish.rs`.

use super::edge::Edge;
use super::error::LogError;
use super::files::{Layout, Lock};
use super::journal::{Batch, Head, Journal, Role};
use super::publish::Publisher;
use super::replay;
use super::watch::{Shared, Watch};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tlog::tile::MAX_ENTRY;
use tlog::{Bundle, Checkpoint, Hash, Receipt, SignedCheckpoint, SignerKey};

/// Entries in a batch: bounds the proofs held at a time (65,536 of some 20 hashes, 40 MiB).
pub const MAX_BATCH: usize = 65_536;

/// Bytes of a batch with the entries' lengths: bounds memory, and one row of the journal.
pub const MAX_BATCH_BYTES: usize = 64 << 20;

/// A log open for writing. Only one can be open in a directory, in this process or any other.
#[derive(Debug)]
pub struct Log {
    journal: Journal,
    key: SignerKey,
    /// INVARIANT: the tree of the last committed checkpoint, trimmed.
    edge: Edge,
    head: Head,
    stopped: Option<String>,
    shared: Arc<Shared>,
    _lock: Arc<Lock>,
}

/// What a commit gave: on disk, signed and provable.
#[derive(Debug, Clone)]
pub struct Committed {
    /// Index of the batch's first entry.
    pub first: u64,
    /// The signed checkpoint, as a note. It covers the batch and ends with it.
    pub checkpoint: Vec<u8>,
    /// For each entry of the batch, its inclusion proof in that checkpoint.
    pub proofs: Vec<Vec<Hash>>,
}

impl Committed {
    /// The receipt of each entry, in the order of the batch.
    pub fn receipts(&self) -> impl Iterator<Item = Receipt> {
        (self.first..).zip(&self.proofs).map(|(index, proof)| Receipt {
            extra: None,
            index,
            proof: proof.clone(),
            checkpoint: self.checkpoint.clone(),
        })
    }
}

impl Log {
    /// Makes an empty log in `dir` and signs its first checkpoint. The origin is the name of `key`.
    pub fn create(dir: &Path, key: &SignerKey) -> Result<(), LogError> {
        let layout = Layout::new(dir);
        std::fs::create_dir_all(dir).map_err(LogError::file(dir))?;
        let _lock = Lock::take(&layout)?;
        refuse_orphans(&layout)?;
        let mut journal = Journal::open(&layout.journal(), Role::Writer)?;
        if journal.is_created()? {
            return Err(LogError::Exists(dir.to_path_buf()));
        }
        journal.create(&sign(key, 0, Hash::empty_root())?)?;
        std::fs::File::open(dir).and_then(|dir| dir.sync_all()).map_err(LogError::file(dir))
    }

    /// Opens the log in `dir`: reads the journal, checks that it is what was signed and fits what was published.
    /// Nothing is replayed otherwise; the publisher's first round makes again whatever is missing.
    pub fn open(dir: &Path, key: SignerKey) -> Result<(Log, Publisher), LogError> {
        let layout = Layout::new(dir);
        if !layout.journal().exists() {
            refuse_orphans(&layout)?;
            return Err(LogError::Missing(dir.to_path_buf()));
        }
        let lock = Arc::new(Lock::take(&layout)?);
        let mut journal = Journal::open(&layout.journal(), Role::Writer)?;
        if !journal.is_created()? {
            return Err(LogError::Missing(dir.to_path_buf()));
        }
        journal.check_pages()?;
        journal.fold_wal()?;
        let published = published_checkpoint(&layout, &key);
        let (edge, head) = load(&journal, published.as_ref())?;
        check_head(&head, &edge, &key, dir)?;
        let shared = Arc::new(Shared::default());
        shared.committed.raise(head.size);
        let publisher = Publisher::open(&layout, key.verifier(), shared.clone(), lock.clone())?;
        Ok((Log { journal, key, edge, head, stopped: None, shared, _lock: lock }, publisher))
    }

    /// Appends a batch of 1 to [`MAX_BATCH`] entries of 1 to 65,535 bytes. When it returns, they are on disk.
    ///
    /// A batch that is refused for its sizes leaves the log as it was. Any other error stops the writer: what reached the
    /// disk is known only after the log is opened again.
    pub fn append(&mut self, batch: &[&[u8]]) -> Result<Committed, LogError> {
        if let Some(why) = &self.stopped {
            return Err(LogError::Stopped(why.clone()));
        }
        let entries = encode(batch)?;
        self.commit(batch, entries).inspect_err(|error| self.stopped = Some(error.to_string()))
    }

    /// Number of committed entries.
    pub fn size(&self) -> u64 {
        self.head.size
    }

    /// The last committed checkpoint, as a signed note.
    pub fn checkpoint(&self) -> &[u8] {
        &self.head.checkpoint
    }

    /// How many committed entries are not published yet.
    pub fn unpublished(&self) -> u64 {
        self.head.size - self.shared.published.size().min(self.head.size)
    }

    /// Waits, for `patience` at most, until no more than `most` entries are unpublished, and returns how many are. A
    /// sequencer that can outrun its publisher calls this between batches, so that the journal stays short.
    pub fn wait_for_publisher(&self, most: u64, patience: Duration) -> u64 {
        if let Some(behind) = self.head.size.checked_sub(most + 1) {
            self.shared.published.wait_beyond(behind, patience);
        }
        self.unpublished()
    }

    /// The published size, for followers.
    pub fn published(&self) -> Watch {
        self.shared.published.clone()
    }

    fn commit(&mut self, batch: &[&[u8]], entries: Vec<u8>) -> Result<Committed, LogError> {
        let first = self.edge.size();
        batch.iter().for_each(|entry| self.edge.push(Hash::leaf(entry)));
        let root = self.edge.root();
        let checkpoint = sign(&self.key, self.edge.size(), root)?;
        let row = Batch { first, count: batch.len() as u64, root, entries };
        {
            let _pen = self.shared.pen();
            self.journal.commit(&row, &checkpoint)?;
        }
        // The edge still holds every node since before this batch, so every proof can be made from it.
        let proofs = self.edge.prove_from(first).unwrap_or_default();
        self.edge.trim();
        self.head = Head { size: self.edge.size(), checkpoint: checkpoint.clone() };
        self.shared.committed.raise(self.head.size);
        Ok(Committed { first, checkpoint, proofs })
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.shared.committed.end();
    }
}

/// A journal is never begun beside files that an older one published: it could contradict them.
fn refuse_orphans(layout: &Layout) -> Result<(), LogError> {
    let orphans = !layout.journal().exists() && layout.published().join("checkpoint").exists();
    if orphans { Err(LogError::JournalLost(layout.dir.clone())) } else { Ok(()) }
}

/// The tree the journal holds, and its last checkpoint. On the way, the published checkpoint must be one of those passed.
fn load(journal: &Journal, published: Option<&SignedCheckpoint>) -> Result<(Edge, Head), LogError> {
    let mut edge = journal.base()?;
    let published_size = published.map_or(0, SignedCheckpoint::size);
    let contradiction = |journal| LogError::Contradiction { published: published_size, journal };
    let fits = |edge: &Edge| published.is_none_or(|seen| seen.size() != edge.size() || seen.root() == edge.root());
    let head = journal.follow(edge.size(), |batch| {
        replay::add_batch(&mut edge, &batch, |_| {})?;
        edge.trim();
        if fits(&edge) { Ok(ControlFlow::Continue(())) } else { Err(contradiction(edge.size())) }
    })?;
    if published_size > head.size || !fits(&edge) { Err(contradiction(head.size)) } else { Ok((edge, head)) }
}

/// The last checkpoint must be signed by this key and be that of the tree in the journal.
fn check_head(head: &Head, edge: &Edge, key: &SignerKey, dir: &Path) -> Result<(), LogError> {
    let other_key = || LogError::OtherKey { dir: dir.to_path_buf(), key: key.name().to_string() };
    let signed = SignedCheckpoint::open(head.checkpoint.clone(), &key.verifier()).map_err(|_| other_key())?;
    if signed.size() != edge.size() || signed.size() != head.size || signed.root() != edge.root() {
        let what = format!("the last checkpoint has {} entries, the batches end at {}", signed.size(), edge.size());
        return Err(LogError::JournalDamaged(what));
    }
    Ok(())
}

/// The published checkpoint if there is one we signed. A damaged one is written again in the first round.
fn published_checkpoint(layout: &Layout, key: &SignerKey) -> Option<SignedCheckpoint> {
    let bytes = std::fs::read(layout.published().join("checkpoint")).ok()?;
    SignedCheckpoint::open(bytes, &key.verifier()).ok()
}

/// Entries as the journal and the bundles hold them, if there are neither too few, too many nor too long ones.
fn encode(batch: &[&[u8]]) -> Result<Vec<u8>, LogError> {
    let bytes = batch.iter().map(|entry| entry.len() + 2).sum();
    if batch.is_empty() || batch.len() > MAX_BATCH || bytes > MAX_BATCH_BYTES {
        return Err(LogError::BatchSize { count: batch.len(), bytes });
    }
    let mut row = Vec::with_capacity(bytes);
    for (place, entry) in batch.iter().enumerate() {
        let wrong_size = LogError::EntrySize { place, bytes: entry.len() };
        if entry.is_empty() || entry.len() > MAX_ENTRY {
            return Err(wrong_size);
        }
        Bundle::push(&mut row, entry).map_err(|_| wrong_size)?;
    }
    Ok(row)
}

fn sign(key: &SignerKey, size: u64, root: Hash) -> Result<Vec<u8>, LogError> {
    let checkpoint = Checkpoint::new(key.name().as_str(), size, root)?;
    Ok(checkpoint.sign(key)?)
}
