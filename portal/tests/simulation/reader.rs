//! A reader of the simulation: the real mirror over its disk, reading through a line that may break; the first one is a
//! monitor too, and admits every entry again.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use portal::{
    log::{FetchError, Followed, Mirror, MirrorError, Reader},
    monitor::Replay,
};
use register::time::Instant;
use tlog::{SignedCheckpoint, VerifierKey};

use crate::{
    disk::{Disk, Image, crashing, torn},
    plan::{Crash, Tear},
    truth::{ACCEPTED, Held, STARTS, Truth, Violation, broken, hold},
    variant::Variant,
};

pub(crate) struct ReaderNode {
    variant: Variant,
    at: usize,
    key: VerifierKey,
    witnesses: Vec<VerifierKey>,
    disk: Disk,
    up: Option<Mirror>,
    replay: Option<Replay>,
    /// Entries it accepted.
    pub(crate) accepted: u64,
}

impl ReaderNode {
    pub(crate) fn new(at: usize, path: PathBuf, keys: (VerifierKey, Vec<VerifierKey>), variant: Variant) -> ReaderNode {
        std::fs::create_dir_all(&path).expect("a folder");
        let disk = Disk::copy_of(&path, path.clone());
        ReaderNode { variant, at, key: keys.0, witnesses: keys.1, disk, up: None, replay: None, accepted: 0 }
    }

    pub(crate) fn is_up(&self) -> bool {
        self.up.is_some()
    }

    pub(crate) fn start(&mut self, truth: &mut Truth) -> Held {
        if self.up.is_none() {
            let opened = Mirror::open(self.disk.path(), self.key.clone(), self.witnesses.clone());
            let opened = opened.map_err(|error| Violation { invariant: STARTS, says: error.to_string() })?;
            self.up = Some(opened);
            self.replay = (self.at == 0).then(Replay::default);
        }
        self.check(truth)
    }

    pub(crate) fn kill(&mut self) {
        if self.up.is_some() {
            let image = self.disk.image();
            self.die(image, Tear::Nothing);
        }
    }

    fn die(&mut self, image: Image, tear: Tear) {
        (self.up, self.replay) = (None, None);
        if !matches!(tear, Tear::Published(_)) {
            torn(&image, tear, u64::MAX);
        }
        self.disk.go_back_to(image);
    }

    /// Takes in a head that it read some time ago, and copies what it lacks from what is published now.
    pub(crate) fn follow(
        &mut self,
        head: &[u8],
        public: &Path,
        (crash, answers): (Option<Crash>, Option<usize>),
        truth: &mut Truth,
    ) -> Held<String> {
        if self.up.is_none() {
            return Ok("it does not run".into());
        }
        let Ok(theirs) = SignedCheckpoint::open(head.to_vec(), &self.key) else {
            return Ok("what it read is no checkpoint".into());
        };
        if self.variant == Variant::BelievesOlder && theirs.size() < self.accepted {
            self.up = None;
            std::fs::write(self.disk.path().join("public/log/checkpoint"), head).expect("written");
            return self.start(truth).map(|()| "it believes".into());
        }
        let Some(mirror) = &mut self.up else { return Ok(String::new()) };
        let remote = line(public, answers.unwrap_or(usize::MAX));
        let (followed, image) = crashing(&self.disk, crash, || mirror.follow(&remote, theirs, |_, _| {}));
        if let Some(image) = image {
            self.die(image, crash.map_or(Tear::Nothing, |crash| crash.tear));
            return Ok("it crashes".into());
        }
        let says = match followed {
            Ok(Followed::Same) => "it has the same".into(),
            Ok(Followed::Grown { from, to }) => format!("it grows from {from} to {to}"),
            Ok(Followed::Older { theirs, .. }) => format!("it keeps what it has, {theirs} is older"),
            Ok(Followed::Split(_)) => return broken(ACCEPTED, "an honest log looks like two histories"),
            // What was collected meanwhile, or did not arrive.
            Err(MirrorError::Read(error)) => format!("it cannot read: {error}"),
            Err(error) => return broken(ACCEPTED, error.to_string()),
        };
        self.admit()?;
        self.check(truth)?;
        Ok(says)
    }

    /// The monitor's part: every entry is admissible.
    fn admit(&mut self) -> Held {
        let (Some(mirror), Some(replay)) = (&self.up, &mut self.replay) else { return Ok(()) };
        let Some(head) = mirror.head() else { return Ok(()) };
        let now = Instant::from_millis(i64::from(i32::MAX) * 1_000).expect("an instant");
        match replay.advance(mirror.log(), head.checkpoint(), 0, None, now, &mut |_, _, _| {}) {
            Ok(alerts) => hold(alerts.is_empty(), ACCEPTED, || format!("the monitor says: {alerts:?}")),
            Err(error) => broken(ACCEPTED, format!("the monitor cannot read its copy: {error}")),
        }
    }

    fn check(&mut self, truth: &mut Truth) -> Held {
        let head = self.up.as_ref().and_then(Mirror::head);
        truth.accepted(self.at, self.accepted, head)?;
        self.accepted = head.map_or(0, SignedCheckpoint::size);
        Ok(())
    }
}

/// What is published, as long as answers come.
fn line(public: &Path, answers: usize) -> Reader {
    let (public, left) = (public.to_owned(), AtomicUsize::new(answers));
    Reader::new(move |path| {
        let more = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
        match std::fs::read(public.join(path)) {
            _ if !more => Err(FetchError::Unreachable("the line broke".into())),
            Ok(bytes) => Ok(bytes),
            Err(_) => Err(FetchError::NotFound),
        }
    })
}
