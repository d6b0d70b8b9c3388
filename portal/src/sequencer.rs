//! The sequencer: the one writer. Filings come by message, are admitted in the order they come, committed in groups
//! and answered with receipts. Nothing else appends.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use arc_swap::ArcSwap;
use register::{
    Admission, Admitted, Register, SignedFiling, entry,
    keys::{Keys, Signers},
    problem::Refusal,
    time,
};
use tlog::proof::Receipt;
use tokio::sync::oneshot;

use crate::{
    folder::{Folder, FolderError},
    log::{Committed, Log, LogError, Reader, Watch},
    metrics::Metrics,
};

/// Filings that may wait for the sequencer. More are told to come back: each holds at most 64 KiB, so this is the
/// bound on the memory that waiting filings take (256 MiB).
const QUEUE: usize = 4_096;

/// Filings committed together at most, and their bytes: a group must not make the first in it wait long.
const GROUP: usize = 1_024;
const GROUP_BYTES: usize = 8 << 20;

/// How long the published log may stay behind what is committed before new filings are told to come back.
const UNPUBLISHED: u64 = 100_000;

/// Between two attempts to open a log whose disk failed.
const REOPEN_AFTER: Duration = Duration::from_secs(1);

/// The pause of the publisher between two publications: receipts do not wait for it, readers do.
const PUBLISH_PAUSE: Duration = Duration::from_millis(50);

/// The answer to a filing.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It stands as this entry; the receipt proves it.
    Filed {
        /// The entry.
        entry: u64,
        /// The receipt (c2sp.org/tlog-proof).
        receipt: Vec<u8>,
    },
    /// The same text stands since this entry.
    Already {
        /// The entry.
        entry: u64,
    },
    /// It is refused, for these reasons.
    Refused(Refusal),
    /// The register cannot take filings now. Nothing was logged; the same bytes may be sent again.
    Unavailable(String),
}

/// One filing on its way.
struct Job {
    signed: SignedFiling,
    signers: Signers,
    reply: oneshot::Sender<Answer>,
}

/// Where filings are handed in.
#[derive(Debug, Clone)]
pub struct Sequencer {
    jobs: SyncSender<Job>,
    keys: Arc<ArcSwap<Keys>>,
    published: Watch,
    committed: Watch,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("text", &self.signed.text_digest()).finish_non_exhaustive()
    }
}

impl Sequencer {
    /// Opens the log, replays it into the register and starts the writer and the publisher. The thread ends when the
    /// last handle is dropped, after everything accepted is committed and published.
    ///
    /// # Errors
    /// When the log cannot be opened or does not hold a register.
    pub fn start(folder: Folder, metrics: Arc<Metrics>) -> Result<(Sequencer, JoinHandle<()>), FolderError> {
        let keys = Arc::new(ArcSwap::from_pointee(Keys::default()));
        let (published, committed) = (Watch::default(), Watch::default());
        let mut writer = Writer {
            folder,
            open: None,
            failed: None,
            keys: Arc::clone(&keys),
            metrics,
            published: published.clone(),
            committed: committed.clone(),
        };
        writer.open()?;
        let (jobs, inbox) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("sequencer".into()).spawn(move || writer.run(&inbox));
        let thread = thread.map_err(|error| LogError::Stopped(error.to_string()))?;
        Ok((Sequencer { jobs, keys, published, committed }, thread))
    }

    /// Hands in a filing; its signatures are checked here, beside the writer.
    pub fn submit(&self, signed: SignedFiling) -> oneshot::Receiver<Answer> {
        let signers = self.keys.load().verify(&signed);
        let (reply, answer) = oneshot::channel();
        match self.jobs.try_send(Job { signed, signers, reply }) {
            Ok(()) => {}
            Err(TrySendError::Full(job)) => {
                say(job, Answer::Unavailable("too many filings wait; send it again shortly".into()))
            }
            Err(TrySendError::Disconnected(job)) => say(job, Answer::Unavailable("the register is stopping".into())),
        }
        answer
    }

    /// The published size.
    #[must_use]
    pub fn published(&self) -> &Watch {
        &self.published
    }

    /// The committed size: what is acknowledged, a moment ahead of what is published.
    #[must_use]
    pub fn committed(&self) -> &Watch {
        &self.committed
    }
}

/// The log and the register it makes; both or none.
struct Open {
    log: Log,
    register: Register,
    publisher: JoinHandle<Result<(), LogError>>,
}

struct Writer {
    folder: Folder,
    open: Option<Open>,
    failed: Option<(Instant, String)>,
    keys: Arc<ArcSwap<Keys>>,
    metrics: Arc<Metrics>,
    /// The same watch for all who follow, whatever becomes of the log behind it.
    published: Watch,
    committed: Watch,
}

impl Writer {
    fn run(mut self, inbox: &Receiver<Job>) {
        while let Ok(first) = inbox.recv() {
            let jobs = gather(first, inbox);
            self.process(jobs);
        }
        if let Some(Open { log, publisher, .. }) = self.open.take() {
            drop(log);
            if let Ok(Err(error)) = publisher.join() {
                tracing::error!(%error, "the last publication failed; it is made up for at the next start");
            }
        }
    }

    fn process(&mut self, jobs: Vec<Job>) {
        if let Err(says) = self.ready() {
            jobs.into_iter().for_each(|job| say(job, Answer::Unavailable(says.clone())));
            return;
        }
        let Some(open) = self.open.take() else { return };
        let (open, admitted, waiting) = admit_all(open, jobs, &self.metrics);
        if admitted.is_empty() {
            self.open = Some(open);
            reply(waiting, &admitted, None);
            return;
        }
        match commit(open, &admitted) {
            Ok((open, committed)) => {
                self.metrics.committed(admitted.len(), open.log.size());
                self.committed.raise(open.log.size());
                self.keys.store(Arc::new(open.register.keys().clone()));
                self.open = Some(open);
                reply(waiting, &admitted, Some(&committed));
            }
            Err(says) => self.fail(says, waiting),
        }
    }

    /// Opens the log again where it failed, not too often.
    fn ready(&mut self) -> Result<(), String> {
        if let Some((at, says)) = &self.failed {
            if at.elapsed() < REOPEN_AFTER {
                return Err(says.clone());
            }
            if let Err(error) = self.open() {
                let says = format!("the log cannot be opened: {error}");
                self.failed = Some((Instant::now(), says.clone()));
                return Err(says);
            }
            tracing::info!("the log is open again");
        }
        match &self.open {
            Some(open) if open.log.unpublished() > UNPUBLISHED => {
                Err("publication is far behind; send it again shortly".into())
            }
            _ => Ok(()),
        }
    }

    /// Drops the log and the register that may be ahead of it; both come back from what is on disk.
    fn fail(&mut self, says: String, waiting: Vec<(Job, Waits)>) {
        tracing::error!(error = %says, "the log cannot be written; nothing of this group was acknowledged");
        self.metrics.failed();
        let answer = format!("the log cannot be written now ({says}); nothing was acknowledged, send it again");
        waiting.into_iter().for_each(|(job, _)| say(job, Answer::Unavailable(answer.clone())));
        self.failed = Some((Instant::now(), answer));
    }

    /// The one way to begin, at the start and after a failure: open the log, publish what is not, replay the register.
    fn open(&mut self) -> Result<(), FolderError> {
        let (log, mut publisher) = Log::open(self.folder.root(), self.folder.log_key()?)?;
        let size = publisher.publish_once()?;
        self.published.raise(size);
        let register = replay(&Reader::dir(&self.folder.public().join("log")), size)?;
        let (published, metrics) = (self.published.clone(), Arc::clone(&self.metrics));
        let publisher = publisher.spawn(PUBLISH_PAUSE, move |told| match told {
            Ok(size) => {
                metrics.published(size);
                published.raise(size);
            }
            Err(error) => tracing::error!(%error, "publication failed; it is tried again"),
        })?;
        self.metrics.committed(0, size);
        self.committed.raise(size);
        self.metrics.published(size);
        self.keys.store(Arc::new(register.keys().clone()));
        self.open = Some(Open { log, register, publisher });
        self.failed = None;
        Ok(())
    }
}

/// Folds the published log into a register. The signatures were checked when the entries were admitted; `veedor fsck`
/// checks them again.
///
/// # Errors
/// When the log cannot be read or holds what was never admitted.
pub fn replay(log: &Reader, size: u64) -> Result<Register, LogError> {
    let mut register = Register::new();
    let entries = log.entries(0..size, size).map_err(|error| LogError::JournalDamaged(error.to_string()))?;
    for bytes in entries {
        let damaged = |says: String| LogError::JournalDamaged(format!("entry {}: {says}", register.size()));
        let bytes = bytes.map_err(|error| damaged(error.to_string()))?;
        let (received, signed) = entry::decode(&bytes).map_err(|error| damaged(error.to_string()))?;
        let signers = register.keys().trust(&signed);
        match register.admit(&signed, &signers, received) {
            Ok(Admission::New(admitted)) => register = register.apply(&admitted),
            Ok(Admission::Already { .. }) => return Err(damaged("it stands twice".into())),
            Err(refusal) => return Err(damaged(refusal.to_string())),
        }
    }
    Ok(register)
}

/// What a filing waits for after admission.
enum Waits {
    /// The commit: its place in the group.
    Commit(usize),
    /// Nothing of its own: the same text stands, or is being committed, as this entry.
    Already(u64),
}

fn gather(first: Job, inbox: &Receiver<Job>) -> Vec<Job> {
    let mut bytes = first.signed.bytes().len();
    let mut jobs = vec![first];
    while jobs.len() < GROUP && bytes < GROUP_BYTES {
        match inbox.try_recv() {
            Ok(job) => {
                bytes += job.signed.bytes().len();
                jobs.push(job);
            }
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
        }
    }
    jobs
}

fn admit_all(mut open: Open, jobs: Vec<Job>, metrics: &Metrics) -> (Open, Vec<Admitted>, Vec<(Job, Waits)>) {
    let received = now();
    let (mut admitted, mut waiting) = (Vec::with_capacity(jobs.len()), Vec::with_capacity(jobs.len()));
    for job in jobs {
        match open.register.admit(&job.signed, &job.signers, received) {
            Ok(Admission::New(new)) => {
                open.register = open.register.apply(&new);
                waiting.push((job, Waits::Commit(admitted.len())));
                admitted.push(*new);
            }
            Ok(Admission::Already { entry }) => waiting.push((job, Waits::Already(entry))),
            Err(refusal) => {
                metrics.refused(&refusal);
                say(job, Answer::Refused(refusal));
            }
        }
    }
    (open, admitted, waiting)
}

/// Commits a group. On failure log and register are gone; they come back from what is on disk.
fn commit(mut open: Open, admitted: &[Admitted]) -> Result<(Open, Committed), String> {
    let entries: Vec<Vec<u8>> = admitted.iter().map(Admitted::entry_bytes).collect();
    let batch: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
    match open.log.append(&batch) {
        Ok(committed) => Ok((open, committed)),
        Err(error) => {
            let Open { log, publisher, .. } = open;
            drop(log);
            let _ = publisher.join();
            Err(error.to_string())
        }
    }
}

fn reply(waiting: Vec<(Job, Waits)>, admitted: &[Admitted], committed: Option<&Committed>) {
    for (job, waits) in waiting {
        match (waits, committed) {
            (Waits::Already(entry), _) => say(job, Answer::Already { entry }),
            (Waits::Commit(place), Some(committed)) => {
                let entry = admitted.get(place).map_or(committed.first, Admitted::entry);
                let proof = committed.proofs.get(place).cloned().unwrap_or_default();
                let receipt = Receipt { extra: None, index: entry, proof, checkpoint: committed.checkpoint.clone() };
                say(job, Answer::Filed { entry, receipt: receipt.to_bytes() });
            }
            (Waits::Commit(_), None) => say(job, Answer::Unavailable("nothing was committed; send it again".into())),
        }
    }
}

/// A filer who went away has its receipt waiting: the same bytes bring it again.
fn say(job: Job, answer: Answer) {
    let _ = job.reply.send(answer);
}

/// The clock, to the millisecond. A clock before 1970 counts as 1970; the log's own time never steps back.
fn now() -> time::Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(0);
    time::Instant::from_millis(millis).unwrap_or(time::Instant::EPOCH)
}
