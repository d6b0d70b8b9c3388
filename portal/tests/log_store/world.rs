//! A log in a temporary directory, with everything it ever acknowledged, and a check that trusts none of its code: it
//! rebuilds the tree from the entries with the `tlog` crate alone and holds files, checkpoints and receipts against it.

use portal::log::{Committed, Log, LogError, Publisher, Reader};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tlog::tile::{bundles_of, tile_hashes, tiles_of};
use tlog::{Algorithm, Bundle, Frontier, Hash, NodeId, SignedCheckpoint, SignerKey, VerifierKey, tree};

pub(crate) const ORIGIN: &str = "log.example/test";

pub(crate) fn key() -> SignerKey {
    SignerKey::from_seed(ORIGIN, Algorithm::Ed25519, [7; 32]).expect("a good name")
}

/// Entry `index` of every test log: 1 to 700 bytes that depend on the index alone.
pub(crate) fn entry(index: u64) -> Vec<u8> {
    let length = 1 + (index * 7919 % 700) as usize;
    let seed = Hash::leaf(&index.to_be_bytes());
    seed.as_bytes().iter().copied().cycle().take(length).collect()
}

/// The naive tree of the test entries, grown as far as asked for.
#[derive(Default)]
pub(crate) struct Naive {
    frontier: Frontier,
    nodes: BTreeMap<NodeId, Hash>,
    roots: Vec<Hash>,
    leaves: Vec<Hash>,
}

impl Naive {
    pub(crate) fn grow_to(&mut self, size: u64) {
        while self.frontier.size() < size {
            let leaf = Hash::leaf(&entry(self.frontier.size()));
            self.roots.push(self.frontier.root());
            self.leaves.push(leaf);
            self.frontier.push_with(leaf, |id, hash| {
                self.nodes.insert(id, hash);
            });
        }
    }

    pub(crate) fn root(&mut self, size: u64) -> Hash {
        self.grow_to(size + 1);
        self.roots[size as usize]
    }
}

pub(crate) struct World {
    home: PathBuf,
    _dir: Option<tempfile::TempDir>,
    pub(crate) naive: Naive,
    acknowledged: Vec<Committed>,
    published: u64,
    open: Option<(Log, Publisher)>,
}

impl World {
    /// A new, empty log.
    pub(crate) fn new() -> World {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let world = World { _dir: None, ..World::at(dir.path()) };
        Log::create(&world.path(), &key()).expect("created");
        World { _dir: Some(dir), ..world }
    }

    /// The log below `home`, as it lies there.
    pub(crate) fn at(home: &Path) -> World {
        World {
            home: home.to_path_buf(),
            _dir: None,
            naive: Naive::default(),
            acknowledged: Vec::new(),
            published: 0,
            open: None,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.home.join("log")
    }

    pub(crate) fn public(&self, path: &str) -> PathBuf {
        self.path().join("public/log").join(path)
    }

    pub(crate) fn reader(&self) -> Reader {
        Reader::dir(&self.public(""))
    }

    pub(crate) fn verifier(&self) -> VerifierKey {
        key().verifier()
    }

    /// The open log and its publisher; opens it when it is closed.
    pub(crate) fn opened(&mut self) -> &mut (Log, Publisher) {
        self.try_opened().expect("opens")
    }

    pub(crate) fn try_opened(&mut self) -> Result<&mut (Log, Publisher), LogError> {
        let open = match self.open.take() {
            Some(open) => open,
            None => Log::open(&self.path(), key())?,
        };
        Ok(self.open.insert(open))
    }

    pub(crate) fn close(&mut self) {
        self.open = None;
    }

    /// Tries to open; the log stays closed.
    pub(crate) fn open_error(&mut self) -> Option<LogError> {
        self.close();
        Log::open(&self.path(), key()).err()
    }

    pub(crate) fn try_append(&mut self, count: u64) -> Result<(), LogError> {
        let (log, _) = self.try_opened()?;
        let entries: Vec<Vec<u8>> = (log.size()..log.size() + count).map(entry).collect();
        let batch: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
        let committed = log.append(&batch)?;
        self.acknowledged.push(committed);
        Ok(())
    }

    pub(crate) fn append(&mut self, count: u64) {
        self.try_append(count).expect("appends");
    }

    pub(crate) fn publish(&mut self) -> u64 {
        self.opened().1.publish_once().expect("publishes")
    }

    pub(crate) fn settle(&mut self) {
        self.opened().1.settle().expect("settles");
    }

    /// Takes over what another process was acknowledged.
    pub(crate) fn acknowledge(&mut self, committed: Committed) {
        self.acknowledged.push(committed);
    }

    /// Publishes, then verifies the whole log: see [`World::check_published`] and [`World::check_receipts`].
    pub(crate) fn check(&mut self) -> u64 {
        self.publish();
        let size = self.check_published();
        assert_eq!(size, self.opened().0.size(), "the newest checkpoint is published");
        self.check_receipts(size);
        size
    }

    /// Every bundle, entry, tile and the root of the published checkpoint, and that it grew.
    pub(crate) fn check_published(&mut self) -> u64 {
        let bytes = fs::read(self.public("checkpoint")).expect("a checkpoint is published");
        let signed = SignedCheckpoint::open(bytes, &self.verifier()).expect("signed by us");
        let size = signed.size();
        assert!(size >= self.published, "published {} and then {size}", self.published);
        self.published = size;
        assert_eq!(signed.root(), self.naive.root(size), "root at {size}");
        for bundle in bundles_of(size) {
            let bytes = self.file(&bundle.path());
            let entries = Bundle::entries(&bytes).expect("a whole bundle");
            assert_eq!(entries.len(), usize::from(bundle.width), "{}", bundle.path());
            for (index, found) in (bundle.index * 256..).zip(entries) {
                assert_eq!(found, entry(index), "entry {index}");
            }
        }
        for tile in tiles_of(size) {
            let bytes = self.file(&tile.path());
            let expected: Vec<Hash> = tile.nodes().map(|node| self.naive.nodes[&node]).collect();
            assert_eq!(tile_hashes(&bytes).expect("a whole tile"), expected, "{}", tile.path());
        }
        size
    }

    /// Every receipt ever returned: signed, its checkpoint the beginning of this log, its proof right.
    fn check_receipts(&mut self, size: u64) {
        let acknowledged = std::mem::take(&mut self.acknowledged);
        for committed in &acknowledged {
            let signed = SignedCheckpoint::open(committed.checkpoint.clone(), &self.verifier()).expect("signed by us");
            assert!(signed.size() <= size, "acknowledged {} entries, {size} are there", signed.size());
            assert_eq!(signed.root(), self.naive.root(signed.size()), "consistent at {}", signed.size());
            for (index, proof) in (committed.first..).zip(&committed.proofs) {
                let leaf = self.naive.leaves[index as usize];
                tree::check_inclusion(&leaf, index, signed.size(), proof, &signed.root()).expect("the proof holds");
            }
        }
        self.acknowledged = acknowledged;
    }

    fn file(&self, path: &str) -> Vec<u8> {
        fs::read(self.public(path)).unwrap_or_else(|error| panic!("`{path}`: {error}"))
    }

    /// Paths of all published files, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        walk(&self.public(""), "", &mut files);
        files.sort();
        files
    }

    /// Bytes of all files of the log, as long as they are and as the disk counts them.
    pub(crate) fn disk_use(&self) -> (u64, u64) {
        use std::os::unix::fs::MetadataExt as _;
        let mut files = Vec::new();
        walk(&self.path(), "", &mut files);
        let metadata = files.iter().map(|path| fs::metadata(self.path().join(path)).expect("there"));
        metadata.fold((0, 0), |(length, blocks), file| (length + file.len(), blocks + 512 * file.blocks()))
    }
}

fn walk(dir: &Path, prefix: &str, files: &mut Vec<String>) {
    for name in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = format!("{prefix}{}", name.file_name().to_string_lossy());
        match name.path().is_dir() {
            true => walk(&name.path(), &format!("{path}/"), files),
            false => files.push(path),
        }
    }
}
