//! The sequencer: the one writer. Filings come by message, are admitted in the order they come, committed in groups
//! and answered with receipts. Nothing else appends.

mod crowd;

use std::{
    sync::{
        Arc, OnceLock,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use arc_swap::ArcSwap;
use register::{
    Content, SignedFiling,
    keys::Keys,
    problem::{Problem, Reason, Refusal},
    time,
};
use tokio::sync::oneshot;

use crowd::{Count, Unchecked, UnderWay};

use crate::{
    folder::{Folder, FolderError},
    intake::Comments,
    log::{LogError, Reader, Watch},
    metrics::Metrics,
    registrar::{Answer, Handed, Registrar, Taken, Tried},
    witnesses::Witnesses,
};

/// Filings that may wait for the sequencer. More are told to come back: each holds at most 64 KiB, so this is the
/// bound on the memory that waiting filings take (256 MiB); those whose signatures are checked in a crowd may be as many.
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

/// One filing that is only tried.
struct Try {
    signed: SignedFiling,
    reply: oneshot::Sender<Tried>,
}

/// What the writer is asked.
enum Asked {
    File(Job),
    Try(Try),
}

/// One filing on its way.
struct Job {
    handed: Handed,
    reply: oneshot::Sender<Answer>,
    /// Dropped with the answer.
    under_way: UnderWay,
}

/// Where filings are handed in.
#[derive(Debug, Clone)]
pub struct Sequencer {
    jobs: SyncSender<Asked>,
    unchecked: SyncSender<Unchecked>,
    under_way: Count,
    keys: Arc<ArcSwap<Keys>>,
    published: Watch,
    committed: Watch,
    comments: Arc<OnceLock<Comments>>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("text", &self.handed.signed.text_digest()).finish_non_exhaustive()
    }
}

impl Sequencer {
    /// Opens the log, replays it into the register and starts the writer and the publisher. The thread ends when the
    /// last handle is dropped, after everything accepted is committed and published.
    ///
    /// # Errors
    /// When the log cannot be opened or does not hold a register.
    pub fn start(folder: Folder, metrics: Arc<Metrics>) -> Result<(Sequencer, JoinHandle<()>), FolderError> {
        if folder.mirror_of().is_some() {
            return Sequencer::of_mirror(folder, metrics);
        }
        let keys = Arc::new(ArcSwap::from_pointee(Keys::default()));
        let (published, committed) = (Watch::default(), Watch::default());
        let witnesses = witnesses(&folder)?;
        let mut writer = Writer {
            folder,
            witnesses,
            open: None,
            failed: None,
            clock: Clock::new(),
            keys: Arc::clone(&keys),
            metrics,
            published: published.clone(),
            committed: committed.clone(),
        };
        writer.open()?;
        let (jobs, inbox) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("sequencer".into()).spawn(move || writer.run(&inbox));
        let thread = thread.map_err(stopped)?;
        let unchecked = crowd::checker(Arc::clone(&keys), jobs.clone()).map_err(stopped)?;
        let (under_way, comments) = (Count::default(), Arc::default());
        Ok((Sequencer { jobs, unchecked, under_way, keys, published, committed, comments }, thread))
    }

    /// In a mirror nothing is written: what is published there is told to those who follow, whoever keeps the copy.
    fn of_mirror(folder: Folder, metrics: Arc<Metrics>) -> Result<(Sequencer, JoinHandle<()>), FolderError> {
        let (published, committed) = (Watch::default(), Watch::default());
        let sequencer = |jobs| Sequencer {
            jobs,
            unchecked: sync_channel(0).0,
            under_way: Count::default(),
            keys: Arc::default(),
            published: published.clone(),
            committed: committed.clone(),
            comments: Arc::default(),
        };
        let (jobs, inbox) = sync_channel::<Asked>(1);
        let (log, key) = (Reader::dir(&folder.public().join("log")), folder.verifier().clone());
        let first = log.checkpoint(&key)?;
        let watches = [published.clone(), committed.clone()];
        watches.iter().for_each(|watch| watch.raise(first.size()));
        let look = move || {
            while let Err(RecvTimeoutError::Timeout) | Ok(_) = inbox.recv_timeout(REOPEN_AFTER) {
                let Ok(head) = log.checkpoint(&key) else { continue };
                metrics.published(head.size());
                watches.iter().for_each(|watch| watch.raise(head.size()));
            }
        };
        let thread = std::thread::Builder::new().name("mirror".into()).spawn(look);
        let thread = thread.map_err(stopped)?;
        Ok((sequencer(jobs), thread))
    }

    /// Takes no comment that its sender deleted from these.
    pub fn heed(&self, comments: Comments) {
        let _ = self.comments.set(comments);
    }

    /// Hands in a filing; its signatures are checked here, or together with those of a crowd, beside the writer.
    pub fn submit(&self, signed: SignedFiling) -> oneshot::Receiver<Answer> {
        let keys = self.keys.load();
        let (reply, answer) = oneshot::channel();
        if !signed.problems().is_empty() && !keys.knows_any(&signed) && self.committed.size() > 0 {
            // A stranger's malformed filing costs the writer nothing.
            let _ = reply.send(Answer::Refused(strange(&signed)));
            return answer;
        }
        if let Some(refusal) = self.taken_back(&signed) {
            let _ = reply.send(Answer::Refused(refusal));
            return answer;
        }
        let under_way = self.under_way.enter();
        if self.under_way.is_crowd() {
            let unchecked = Unchecked { signed, reply, under_way };
            if let Err((one, says)) = self.unchecked.try_send(unchecked).map_err(refused) {
                let _ = one.reply.send(Answer::Unavailable(says.into()));
            }
            return answer;
        }
        let signers = keys.verify(&signed);
        self.ask(Asked::File(Job { handed: Handed { signed, signers }, reply, under_way }));
        answer
    }

    /// Tries a filing against the register as it stands, whoever signed it. Nothing is filed, and nobody else learns of it.
    pub fn attempt(&self, signed: SignedFiling) -> oneshot::Receiver<Tried> {
        let (reply, answer) = oneshot::channel();
        if let Some(refusal) = self.taken_back(&signed) {
            let _ = reply.send(Tried::Refused(refusal));
            return answer;
        }
        self.ask(Asked::Try(Try { signed, reply }));
        answer
    }

    /// Why a filing is not taken that holds a comment which its sender deleted here after somebody had drafted it.
    fn taken_back(&self, signed: &SignedFiling) -> Option<Refusal> {
        let comments = self.comments.get()?;
        let filing = signed.filing()?;
        let (content, field) = match &filing.content {
            Content::Correction(correction) => (&correction.replacement, "replacement"),
            content => (content, "received"),
        };
        let Content::Comment(comment) = content else { return None };
        let commitment = comment.received.as_ref()?.commitment;
        match comments.is_taken_back(commitment) {
            Ok(false) => None,
            Ok(true) => {
                let problem = Problem { line: None, field: field.into(), reason: Reason::TakenBack };
                Some(Refusal { problems: vec![problem] })
            }
            Err(error) => {
                tracing::error!(%error, "whether a comment was deleted cannot be told");
                None
            }
        }
    }

    fn ask(&self, asked: Asked) {
        if let Err((asked, says)) = self.jobs.try_send(asked).map_err(refused) {
            asked.put_off(says);
        }
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

/// What the queue does not take, and why.
fn refused<T>(error: TrySendError<T>) -> (T, &'static str) {
    match error {
        TrySendError::Full(one) => (one, "too many filings wait; send it again shortly"),
        TrySendError::Disconnected(one) => (one, "the register is stopping"),
    }
}

impl Asked {
    fn put_off(self, says: &str) {
        match self {
            Asked::File(job) => say(job, Answer::Unavailable(says.into())),
            Asked::Try(Try { reply, .. }) => drop(reply.send(Tried::Unavailable(says.into()))),
        }
    }
}

/// The registrar, and the thread that publishes what it commits.
struct Open {
    registrar: Registrar,
    publisher: JoinHandle<Result<(), LogError>>,
}

struct Writer {
    folder: Folder,
    witnesses: Option<Arc<Witnesses>>,
    open: Option<Open>,
    failed: Option<(Instant, String)>,
    clock: Clock,
    keys: Arc<ArcSwap<Keys>>,
    metrics: Arc<Metrics>,
    /// The same watch for all who follow, whatever becomes of the log behind it.
    published: Watch,
    committed: Watch,
}

impl Writer {
    fn run(mut self, inbox: &Receiver<Asked>) {
        loop {
            match inbox.recv_timeout(REOPEN_AFTER) {
                Ok(first) => {
                    let (jobs, tries) = gather(first, inbox);
                    self.process(jobs);
                    tries.into_iter().for_each(|one| self.attempt(one));
                }
                // Nobody may be sent here while the log is shut, so it is not left to the next filing to open it.
                Err(RecvTimeoutError::Timeout) if self.failed.is_some() => drop(self.ready()),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Some(Open { registrar, publisher }) = self.open.take() {
            drop(registrar);
            if let Ok(Err(error)) = publisher.join() {
                tracing::error!(%error, "the last publication failed; it is made up for at the next start");
            }
        }
    }

    fn attempt(&mut self, Try { signed, reply }: Try) {
        let received = self.ready().and_then(|()| self.clock.read());
        let tried = match (received, &self.open) {
            (Ok(received), Some(open)) => open.registrar.attempt(&signed, received),
            (Err(says), _) => Tried::Unavailable(says),
            (Ok(_), None) => Tried::Unavailable("the log is shut".into()),
        };
        // Whoever asked may have gone away.
        let _ = reply.send(tried);
    }

    fn process(&mut self, jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        let received = self.clock.read();
        if let Err(says) = self.ready().and(received.clone()) {
            jobs.into_iter().for_each(|job| say(job, Answer::Unavailable(says.clone())));
            return;
        }
        let Some(Open { registrar, publisher }) = self.open.take() else { return };
        let (group, replies): (Vec<Handed>, Vec<_>) =
            jobs.into_iter().map(|job| (job.handed, (job.reply, job.under_way))).unzip();
        let Taken { answers, filed, after } = registrar.take(&group, received.unwrap_or(time::Instant::EPOCH));
        match after {
            Ok(registrar) => {
                if filed > 0 {
                    self.metrics.committed(filed, registrar.log().size());
                    self.committed.raise(registrar.log().size());
                    self.keys.store(Arc::new(registrar.register().keys().clone()));
                }
                self.open = Some(Open { registrar, publisher });
            }
            Err(says) => {
                let _ = publisher.join();
                self.fail(says);
            }
        }
        for (answer, (reply, _under_way)) in answers.into_iter().zip(replies) {
            if let Answer::Refused(refusal) = &answer {
                self.metrics.refused(refusal);
            }
            let _ = reply.send(answer);
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
            Some(open) if open.registrar.log().unpublished() > UNPUBLISHED => {
                Err("publication is far behind; send it again shortly".into())
            }
            _ => Ok(()),
        }
    }

    /// The registrar is gone; what is on disk makes another.
    fn fail(&mut self, says: String) {
        tracing::error!(error = %says, "nothing of this group was acknowledged");
        self.metrics.failed();
        self.failed = Some((Instant::now(), says));
    }

    /// Opens the log, publishes what is not, replays the register, and goes on publishing.
    fn open(&mut self) -> Result<(), FolderError> {
        let (registrar, publisher) = Registrar::open(&self.folder, |publisher| {
            let mut publisher = publisher.witnessed(self.witnesses.clone());
            publisher.publish_once()?;
            Ok(publisher)
        })?;
        let size = registrar.log().size();
        self.published.raise(size);
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
        self.keys.store(Arc::new(registrar.register().keys().clone()));
        self.open = Some(Open { registrar, publisher });
        self.failed = None;
        Ok(())
    }
}

/// The witnesses that the folder's policy has an address of, if any.
fn witnesses(folder: &Folder) -> Result<Option<Arc<Witnesses>>, FolderError> {
    if folder.policy().witnesses().iter().all(|witness| witness.url.is_none()) {
        return Ok(None);
    }
    let started = Witnesses::start(folder.policy(), &folder.public().join("log"));
    Ok(Some(Arc::new(started.map_err(stopped)?)))
}

fn stopped(error: std::io::Error) -> LogError {
    LogError::Stopped(error.to_string())
}

/// What can be said of a malformed filing signed by nobody the register knows: its shape and its signers.
fn strange(signed: &SignedFiling) -> Refusal {
    let names = signed.signatures().iter().map(|line| line.name.as_str().to_owned()).collect();
    let mut refusal = Refusal::whole(Reason::UnknownKey { names });
    refusal.problems.extend(signed.problems().iter().cloned());
    refusal
}

fn gather(first: Asked, inbox: &Receiver<Asked>) -> (Vec<Job>, Vec<Try>) {
    let (mut jobs, mut tries, mut bytes) = (Vec::new(), Vec::new(), 0);
    let mut next = Some(first);
    while let Some(asked) = next {
        match asked {
            Asked::File(job) => {
                bytes += job.handed.signed.bytes().len();
                jobs.push(job);
            }
            Asked::Try(one) => tries.push(one),
        }
        let full = jobs.len() + tries.len() >= GROUP || bytes >= GROUP_BYTES;
        next = if full { None } else { inbox.try_recv().ok() };
    }
    (jobs, tries)
}

/// A filer who went away has its receipt waiting: the same bytes bring it again.
fn say(job: Job, answer: Answer) {
    let _ = job.reply.send(answer);
}

/// The system's clock, watched. Time in the log never steps back, so one leap forward would stand in every later entry
/// and let every key that has an end expire: the clock may not run ahead of the time that has really passed.
#[derive(Debug)]
struct Clock {
    began: (Instant, SystemTime),
}

/// How far the clock may be ahead of the time passed since the start: adjustments of a network clock are far smaller.
const LEAP: Duration = Duration::from_secs(300);

impl Clock {
    fn new() -> Clock {
        Clock { began: (Instant::now(), SystemTime::now()) }
    }

    /// The time of receipt, to the millisecond, or why no filing may be dated now.
    fn read(&self) -> Result<time::Instant, String> {
        dated(SystemTime::now(), self.began.1, self.began.0.elapsed())
    }
}

/// The time as entries write it, where the clock is no more than [`LEAP`] ahead of what has passed since it began.
fn dated(now: SystemTime, began: SystemTime, passed: Duration) -> Result<time::Instant, String> {
    if now.duration_since(began).is_ok_and(|ran| ran > passed + LEAP) {
        return Err("the register's clock leapt forward; filings are taken again when it is right".into());
    }
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(0);
    Ok(time::Instant::from_millis(millis).unwrap_or(time::Instant::EPOCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_leaps_forward_dates_nothing_and_one_that_steps_back_does() {
        let began = UNIX_EPOCH + Duration::from_secs(1_000_000);
        let day = Duration::from_secs(86_400);
        assert!(dated(began + day, began, day).is_ok());
        assert!(dated(began + day + LEAP, began, day).is_ok());
        assert!(dated(began + day * 2, began, day).is_err());
        assert!(dated(began - day, began, day).is_ok());
    }
}
