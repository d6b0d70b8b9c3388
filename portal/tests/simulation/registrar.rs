//! The registrar of the simulation: the real register, writer, publisher, envoys and collection of cosignatures over its
//! disk, each step taken when an event says so.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    sync::Arc,
};

use portal::{
    folder::Folder,
    index::Index,
    log::{Log, LogError, Publisher, Reader},
    registrar::{Answer, Handed, Registrar, Taken},
    witnesses::{Collection, Envoy, Heard, PATIENCE},
};
use register::{SignedFiling, entry, time::Instant};
use tlog::{Note, Policy, SignedCheckpoint};

use crate::{
    disk::{Disk, Image, crashing, torn},
    plan::{Crash, Tear},
    truth::{Held, MENDED, STARTS, Truth, Violation, WORKS, broken},
    variant::Variant,
    world::{is_known, milliseconds},
};

pub(crate) struct RegistrarNode {
    variant: Variant,
    disk: Disk,
    folder: Folder,
    up: Option<Up>,
    /// Filings that have come: by which filer, with which bytes.
    inbox: Vec<(usize, Handed)>,
    /// Milliseconds that its clock is off.
    pub(crate) off: i64,
    /// Bytes of the journal's write-ahead log that were synced.
    synced: u64,
    /// Whether published files may be torn until it starts again.
    pub(crate) torn: bool,
    /// In a broken variant, the disk before the last commit.
    before: Option<Image>,
    /// An older checkpoint, for a broken variant.
    older: Option<Vec<u8>>,
}

struct Up {
    registrar: Registrar,
    publisher: Publisher,
    collection: Collection,
    askings: Vec<Asking>,
    /// Since when a checkpoint waits to be published, in milliseconds.
    prepared: Option<i64>,
}

/// What goes on with one witness; each has an address of its own.
struct Asking {
    envoy: Envoy,
    asked: Option<Asked>,
    done: Option<(Arc<SignedCheckpoint>, i64)>,
    rests_until: i64,
}

/// A request under way.
struct Asked {
    number: u64,
    wanted: Arc<SignedCheckpoint>,
    /// Whether it is the second, after the witness said how far it knows the log.
    second: bool,
    since: i64,
}

/// A step that a crash may have ended.
pub(crate) enum Step<T> {
    Done(T),
    Crashed,
}

/// A filer, its filing and the answer to it.
pub(crate) type Answered = (usize, Vec<u8>, Answer);

/// A quiet log is cosigned again after an hour, and an answer is waited for ten seconds, as `witnesses/mod.rs` has it.
const REFRESH: i64 = 3_600_000;
const ANSWER: i64 = 10_000;

impl RegistrarNode {
    pub(crate) fn new(template: &Path, path: PathBuf, variant: Variant) -> RegistrarNode {
        let disk = Disk::copy_of(template, path);
        let folder = Folder::open(disk.path()).expect("the template is a register");
        let (inbox, before, older) = (Vec::new(), None, None);
        RegistrarNode { variant, disk, folder, up: None, inbox, off: 0, synced: 0, torn: false, before, older }
    }

    pub(crate) fn is_up(&self) -> bool {
        self.up.is_some()
    }

    /// The folder of the published log, which is read whether it runs or not.
    pub(crate) fn public(&self) -> PathBuf {
        self.folder.public().join("log")
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.folder.policy()
    }

    pub(crate) fn size(&self) -> u64 {
        self.up.as_ref().map_or(0, |up| up.registrar.log().size())
    }

    /// Starts where it is down: opens the log, publishes what is not, replays the register.
    pub(crate) fn start(&mut self, crash: Option<Crash>) -> Held<Step<()>> {
        let collection = RefCell::new(Collection::new(self.folder.policy()));
        let publish = |mut publisher: Publisher| -> Result<Publisher, LogError> {
            if let Some(signed) = publisher.prepare()? {
                let mut collection = collection.borrow_mut();
                collection.want(&signed, &publisher.shown());
                publisher.show(&collection.cosignatures())?;
            }
            Ok(publisher)
        };
        let (opened, image) = crashing(&self.disk, crash, || Registrar::open(&self.folder, publish));
        if let Some(image) = image {
            drop(opened);
            self.die(image, crash);
            return Ok(Step::Crashed);
        }
        let opened = opened.map_err(|error| Violation { invariant: STARTS, says: error.to_string() })?;
        let asking = |envoy| Asking { envoy, asked: None, done: None, rests_until: 0 };
        let askings = Envoy::all(self.folder.policy()).into_iter().map(asking).collect();
        let (registrar, publisher) = opened;
        self.up = Some(Up { registrar, publisher, collection: collection.into_inner(), askings, prepared: None });
        (self.synced, self.torn) = (self.disk.length("log.db-wal"), false);
        if let (Variant::ShowsOlder, Some(older)) = (self.variant, self.older.take()) {
            std::fs::write(self.public().join("checkpoint"), older).expect("written");
        }
        Ok(Step::Done(()))
    }

    pub(crate) fn kill(&mut self, tear: Tear) {
        if self.up.is_some() {
            let image = self.disk.image();
            self.die(image, Some(Crash { point: 0, tear }));
        }
    }

    fn die(&mut self, image: Image, crash: Option<Crash>) {
        (self.up, self.inbox) = (None, Vec::new());
        let image = self.before.take().unwrap_or(image);
        self.torn |= torn(&image, crash.map_or(Tear::Nothing, |crash| crash.tear), self.synced);
        self.disk.go_back_to(image);
    }

    /// A filing comes in. Its signatures are checked beside the writer, by the keys as they stand.
    pub(crate) fn handed(&mut self, filer: usize, bytes: &[u8]) -> Option<Answer> {
        let up = self.up.as_ref()?;
        match SignedFiling::parse(bytes) {
            Ok(signed) => {
                let signers = up.registrar.register().keys().verify(&signed);
                self.inbox.push((filer, Handed { signed, signers }));
                None
            }
            Err(refusal) => Some(Answer::Refused(refusal)),
        }
    }

    /// Takes in what has come. Gives for each filing its filer, its bytes and its answer.
    pub(crate) fn take(&mut self, now: i64, crash: Option<Crash>) -> Held<Step<Vec<Answered>>> {
        let Some(mut up) = self.up.take() else { return Ok(Step::Done(Vec::new())) };
        let inbox = std::mem::take(&mut self.inbox);
        let (filers, group): (Vec<usize>, Vec<Handed>) = inbox.into_iter().unzip();
        let received = Instant::from_millis(now + self.off).expect("an instant");
        if self.variant == Variant::AnswersBeforeCommit {
            self.before = Some(self.disk.image());
        }
        let Up { registrar, .. } = up;
        let (Taken { answers, after, .. }, image) = crashing(&self.disk, crash, || registrar.take(&group, received));
        match (image, after) {
            (Some(image), after) => {
                // Whoever closes a database late takes files of the one that comes after it.
                drop((after, up.publisher));
                self.before = None;
                self.die(image, crash);
                return Ok(Step::Crashed);
            }
            (None, Err(says)) => return broken(WORKS, says),
            (None, Ok(registrar)) => up.registrar = registrar,
        }
        (self.synced, self.up) = (self.disk.length("log.db-wal"), Some(up));
        let bytes = group.iter().map(|handed| handed.signed.bytes().to_vec());
        let answered: Vec<_> =
            filers.into_iter().zip(bytes).zip(answers).map(|((filer, bytes), answer)| (filer, bytes, answer)).collect();
        if self.variant == Variant::FilesTwice {
            self.file_again(&answered, received);
        }
        Ok(Step::Done(answered))
    }

    /// Brings the next checkpoint to where only its file is missing. Gives its size; none where there is nothing to publish.
    pub(crate) fn prepare(&mut self, now: i64, crash: Option<Crash>, truth: &mut Truth) -> Held<Step<Option<u64>>> {
        let public = self.public();
        let Some(up) = self.up.as_mut().filter(|up| up.prepared.is_none()) else { return Ok(Step::Done(None)) };
        if self.variant == Variant::ShowsBeforeTiles {
            std::fs::write(public.join("checkpoint"), up.registrar.log().checkpoint()).expect("written");
        }
        let (prepared, image) = crashing(&self.disk, crash, || up.publisher.prepare());
        if let Some(image) = image {
            self.die(image, crash);
            return Ok(Step::Crashed);
        }
        let prepared = prepared.map_err(|error| Violation { invariant: WORKS, says: error.to_string() })?;
        let Some(signed) = prepared else { return Ok(Step::Done(None)) };
        truth.learn(&Reader::dir(&public), signed.checkpoint(), &is_known)?;
        up.collection.want(&signed, &up.publisher.shown());
        up.prepared = Some(now);
        Ok(Step::Done(Some(signed.size())))
    }

    /// The next request to a witness, with its number.
    pub(crate) fn ask(&mut self, witness: usize, number: u64, now: i64) -> Option<Vec<u8>> {
        let log = Reader::dir(&self.public());
        let waits = |up: &Up| up.askings[witness].asked.as_ref().is_some_and(|asked| now - asked.since >= ANSWER);
        if self.up.as_ref().is_some_and(waits) {
            self.give_up(witness, now);
        }
        let up = self.up.as_mut()?;
        let wanted = up.collection.wanted()?.clone();
        let asking = &mut up.askings[witness];
        let done = asking.done.as_ref().is_some_and(|(done, at)| *done == wanted && now - at < REFRESH);
        if asking.asked.is_some() || done || now < asking.rests_until || wanted.size() == 0 {
            return None;
        }
        match asking.envoy.request(&log, &wanted) {
            Ok(body) => {
                asking.asked = Some(Asked { number, wanted, second: false, since: now });
                Some(body)
            }
            Err(_) => {
                self.give_up(witness, now);
                None
            }
        }
    }

    /// A witness's answer to the request of that number. Gives the next request where it says how far it knows the log.
    pub(crate) fn hear(&mut self, witness: usize, number: u64, answer: (u16, &[u8]), now: i64) -> Option<Vec<u8>> {
        let log = Reader::dir(&self.public());
        let up = self.up.as_mut()?;
        let asking = &mut up.askings[witness];
        let Asked { wanted, second, since, .. } = asking.asked.take_if(|asked| asked.number == number)?;
        let heard = asking.envoy.hear(&wanted, answer.0, answer.1);
        if let Ok(Heard::Cosigned(lines)) = heard {
            lines.into_iter().for_each(|(at, line)| up.collection.take(at, line, &wanted));
            asking.done = Some((wanted, now));
            return None;
        }
        let again = asking.envoy.request(&log, &wanted).ok().filter(|_| heard.is_ok() && !second);
        match again {
            Some(_) => asking.asked = Some(Asked { number, wanted, second: true, since }),
            None => self.give_up(witness, now),
        }
        again
    }

    /// Waits for an answer no longer.
    pub(crate) fn give_up(&mut self, witness: usize, now: i64) {
        let Some(up) = &mut self.up else { return };
        let asking = &mut up.askings[witness];
        asking.asked = None;
        asking.rests_until = now + milliseconds(asking.envoy.pause());
        up.collection.failed(witness);
    }

    /// Publishes what was prepared, if enough cosigned it or it has waited long enough. Gives the cosignatures.
    pub(crate) fn show(&mut self, now: i64, crash: Option<Crash>) -> Held<Step<Option<usize>>> {
        let variant = self.variant;
        let Some(up) = &mut self.up else { return Ok(Step::Done(None)) };
        let waited = up.prepared.is_some_and(|since| now - since >= milliseconds(PATIENCE));
        if up.prepared.is_none() || !waited && up.collection.is_worth_waiting() {
            return Ok(Step::Done(None));
        }
        let mut lines = up.collection.cosignatures();
        let shown = up.publisher.shown();
        if variant == Variant::KeepsCosignatures
            && let Ok(note) = Note::parse(&shown)
        {
            lines.extend(note.signatures().iter().skip(1).cloned());
        }
        let (done, image) = crashing(&self.disk, crash, || up.publisher.show(&lines));
        if let Some(image) = image {
            self.die(image, crash);
            return Ok(Step::Crashed);
        }
        done.map_err(|error| Violation { invariant: WORKS, says: error.to_string() })?;
        (up.prepared, self.older) = (None, Some(shown));
        if variant == Variant::CollectsTooMuch {
            let width = up.registrar.log().size() % 256;
            let _ = std::fs::remove_file(self.folder.public().join(format!("log/tile/0/000.p/{width}")));
        }
        Ok(Step::Done(Some(lines.len())))
    }

    /// Adds what was cosigned since. Says whether there was anything.
    pub(crate) fn add_late(&mut self, crash: Option<Crash>) -> Held<Step<bool>> {
        let Some(up) = &self.up else { return Ok(Step::Done(false)) };
        let Some(late) = up.collection.late(&up.publisher.shown()) else { return Ok(Step::Done(false)) };
        let (done, image) = crashing(&self.disk, crash, || up.publisher.show_again(&late));
        if let Some(image) = image {
            self.die(image, crash);
            return Ok(Step::Crashed);
        }
        done.map_err(|error| Violation { invariant: WORKS, says: error.to_string() })?;
        Ok(Step::Done(true))
    }

    /// Lets go of what is published for good.
    pub(crate) fn settle(&mut self, crash: Option<Crash>) -> Held<Step<()>> {
        let Some(up) = self.up.as_mut().filter(|up| up.prepared.is_none()) else { return Ok(Step::Done(())) };
        let (done, image) = crashing(&self.disk, crash, || up.publisher.settle());
        if let Some(image) = image {
            self.die(image, crash);
            return Ok(Step::Crashed);
        }
        done.map_err(|error| Violation { invariant: WORKS, says: error.to_string() })?;
        self.synced = self.disk.length("log.db-wal");
        Ok(Step::Done(()))
    }

    /// The index follows what is published.
    pub(crate) fn index(&self) -> Held {
        self.follow(&self.folder.index()).map_err(|says| Violation { invariant: MENDED, says })
    }

    /// Holds the index that grew with the log against one made anew.
    pub(crate) fn index_is_that_of_the_log(&self) -> Held {
        let anew = self.folder.root().join("anew.db");
        self.index()?;
        self.follow(&anew).map_err(|says| Violation { invariant: MENDED, says })?;
        let same = rows(&self.folder.index()) == rows(&anew);
        if same { Ok(()) } else { broken(MENDED, "the index is another than one made anew") }
    }

    fn follow(&self, path: &Path) -> Result<(), String> {
        let log = Reader::dir(&self.public());
        let head = log.checkpoint(self.folder.verifier()).map_err(|error| error.to_string())?;
        let mut index = Index::open(path).map_err(|error| error.to_string())?;
        index.catch_up(&log, head.checkpoint(), |_| {}).map_err(|error| error.to_string())
    }

    /// What a register without memory of its filings would do.
    fn file_again(&mut self, answered: &[Answered], received: Instant) {
        let again: Vec<Vec<u8>> = answered
            .iter()
            .filter(|(_, _, answer)| matches!(answer, Answer::Already { .. }))
            .map(|(_, bytes, _)| entry::encode(received, bytes))
            .collect();
        if again.is_empty() {
            return;
        }
        self.up = None;
        let key = self.folder.log_key().expect("a key");
        let (mut log, mut publisher) = Log::open(self.folder.root(), key).expect("opens");
        log.append(&again.iter().map(Vec::as_slice).collect::<Vec<_>>()).expect("appends");
        publisher.publish_once().expect("publishes");
    }
}

/// Every row of the tables that any entry may fill.
fn rows(path: &Path) -> Vec<String> {
    let db = rusqlite::Connection::open(path).expect("an index");
    let tables = ["state", "entry", "about", "touches", "record", "body", "document"];
    let mut rows = Vec::new();
    for table in tables {
        let mut select = db.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).expect("a table");
        let columns = select.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at)).collect::<Result<Vec<_>, _>>()
        };
        let all = select.query_map([], row).expect("rows").map(|row| format!("{table} {:?}", row.expect("a row")));
        rows.extend(all);
    }
    rows
}
