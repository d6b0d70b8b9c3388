//! Logs whose entries have times that a test chooses, and indexes that follow them.

use std::path::{Path, PathBuf};

use portal::{
    index::{Index, Reading},
    log::{Log, Publisher, Reader},
    rulebooks::Rulebooks,
};
use register::{
    entry,
    time::{Date, Instant},
};
use tempfile::TempDir;
use tlog::{Algorithm, Note, SignedCheckpoint, SignerKey};

/// Milliseconds of a day.
pub(crate) const DAY: i64 = 86_400_000;

/// A log that a test writes.
pub(crate) struct History {
    dir: TempDir,
    log: Log,
    publisher: Publisher,
    pub(crate) books: Rulebooks,
}

impl History {
    pub(crate) fn new(books: Rulebooks) -> History {
        let dir = tempfile::tempdir().expect("a folder");
        Log::create(dir.path(), &log_key()).expect("a log");
        let (log, publisher) = Log::open(dir.path(), log_key()).expect("a log");
        History { dir, log, publisher, books }
    }

    /// Appends a filing received on a day, an hour after midnight.
    pub(crate) fn file(&mut self, day: i64, text: &str) {
        let received = Instant::from_millis(day * DAY + 3_600_000).expect("a time");
        let text = format!("{}\n", text.trim_end());
        let signer = SignerKey::from_seed("mx/observer", Algorithm::Ed25519, [3; 32]).expect("a key");
        let note = Note::new(&text, vec![signer.sign(&text).expect("signed")]).expect("a note");
        self.log.append(&[&entry::encode(received, &note.to_bytes())]).expect("appended");
        self.publisher.publish_once().expect("published");
    }

    pub(crate) fn reader(&self) -> Reader {
        Reader::dir(&self.dir.path().join("public/log"))
    }

    pub(crate) fn checkpoint(&self) -> SignedCheckpoint {
        self.reader().checkpoint(&log_key().verifier()).expect("a checkpoint")
    }

    /// A new index of all entries there are.
    pub(crate) fn index(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        self.follow(Index::anew(&path).expect("an index"));
        path
    }

    /// Lets an index follow, and gives it back.
    pub(crate) fn follow(&self, index: Index) -> Index {
        let mut index = index.judging(self.books.clone(), Default::default());
        index.catch_up(&self.reader(), self.checkpoint().checkpoint(), |_| {}).expect("followed");
        index
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

/// An index as it was known at the end of a day.
pub(crate) fn as_of(path: &Path, day: i64) -> (Reading, u64) {
    let reading = Index::reading_past(path).expect("the index");
    let size = reading.look_back(date(day)).expect("asked");
    (reading, size)
}

/// A day by its number.
pub(crate) fn date(day: i64) -> Date {
    Instant::from_millis(day * DAY).expect("a day").date()
}

fn log_key() -> SignerKey {
    SignerKey::from_seed("test.example/register", Algorithm::Ed25519, [1; 32]).expect("a key")
}
