//! Drafts of rulebooks, tried on the register's own filings (what `veedor law try` tells), in the background: once for
//! each draft, size of the log and day. A request only asks what is there and what is under way. One thread works, on all
//! drafts that are asked for at once; it folds the log anew, so that the index goes on meanwhile, and keeps no filing
//! afterwards.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use register::entry;
use rulebook::{
    book::Rulebook,
    cases::Cases,
    effect::Effect,
    law::{Beside, Law, adoptions},
    sides::{Row, side_by_side},
};
use tlog::Checkpoint;

use crate::{
    rulebooks::{NoDraft, Rulebooks},
    site::Site,
};

/// Drafts that wait at most; who asks for another one finds it waiting when there is room.
const MAX_WAITING: usize = 16;

/// Drafts whose effect is kept: those asked for last.
const MAX_KEPT: usize = 16;

/// Cases named of each change.
const NAMED: usize = 10;

/// Bytes of pages that are shown side by side, of one draft.
const MAX_SHOWN: usize = 512 << 10;

/// Entries or cases after which progress is told.
const STRIDE: u64 = 256;

/// What is tried, waits and is known.
#[derive(Debug, Default)]
pub struct Trials {
    board: Mutex<Board>,
    asked: Condvar,
}

#[derive(Debug, Default)]
struct Board {
    waiting: Vec<String>,
    at_work: Vec<String>,
    stage: Stage,
    /// The one asked for last stands last.
    done: VecDeque<(String, Arc<Tried>)>,
}

/// How far a trial has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Others come first.
    #[default]
    Waiting,
    /// So many entries of the log were read, of so many.
    Reading(u64, u64),
    /// So many cases were judged, of so many.
    Judging(u64, u64),
}

/// What came of a trial.
#[derive(Debug)]
pub struct Tried {
    /// Entries of the log.
    pub size: u64,
    /// The day for which the rules were asked, in days since 1970-01-01.
    pub day: i64,
    /// The effect, or why there is none.
    pub outcome: Result<Outcome, NoDraft>,
}

/// The effect of a draft.
#[derive(Debug)]
pub struct Outcome {
    /// Why it is held against the other side; none where nothing of its name was adopted, and all its rules are new.
    pub beside: Option<Beside>,
    /// What it does to the cases that are there.
    pub effect: Effect,
    /// Both sides of every file that is another, by the code of its rule or its own name; none where it is too long to show.
    pub texts: BTreeMap<String, Option<Vec<Row>>>,
}

impl Trials {
    /// What is known of a draft, and how far its trial at this size and day has come; none where it is done.
    pub fn ask(&self, digest: &str, size: u64, day: i64) -> (Option<Arc<Tried>>, Option<Stage>) {
        let mut board = self.board();
        let known = board.known(digest);
        if known.as_ref().is_some_and(|tried| tried.holds(size, day)) {
            return (known, None);
        }
        if board.at_work.iter().any(|at_work| at_work == digest) {
            return (known, Some(board.stage));
        }
        if board.waiting.len() < MAX_WAITING && !board.waiting.iter().any(|waiting| waiting == digest) {
            board.waiting.push(digest.to_owned());
            self.asked.notify_one();
        }
        (known, Some(Stage::Waiting))
    }

    /// Tries what waits, on the log as it is published now.
    pub fn work(&self, site: &Site, books: &Rulebooks, stopping: &AtomicBool) {
        let wanted = {
            let mut board = self.board();
            board.at_work = std::mem::take(&mut board.waiting);
            board.stage = Stage::Waiting;
            board.at_work.clone()
        };
        let tried = self.all(&wanted, site, books, stopping).unwrap_or_else(|error| {
            tracing::error!(%error, "drafts cannot be tried");
            Vec::new()
        });
        let mut board = self.board();
        board.at_work.clear();
        for (digest, tried) in tried {
            board.done.retain(|(known, _)| *known != digest);
            board.done.push_back((digest, Arc::new(tried)));
        }
        while board.done.len() > MAX_KEPT {
            board.done.pop_front();
        }
    }

    fn all(
        &self,
        wanted: &[String],
        site: &Site,
        books: &Rulebooks,
        stopping: &AtomicBool,
    ) -> Result<Vec<(String, Tried)>, Box<dyn std::error::Error>> {
        let checkpoint = site.log.checkpoint(&site.key)?;
        let checkpoint = checkpoint.checkpoint();
        let (size, day) = (checkpoint.size, site.today.days());
        let (mut outcomes, mut drafts) = (Vec::new(), Vec::new());
        for digest in wanted {
            match books.draft(digest) {
                Ok(draft) => drafts.push((digest, draft)),
                Err(why) => outcomes.push((digest.clone(), Err(why))),
            }
        }
        if !drafts.is_empty() {
            let Some(cases) = self.read(site, checkpoint, stopping)? else { return Ok(Vec::new()) };
            let law = books.clone().law(adoptions(&cases));
            let mut tried: Vec<(String, Outcome)> =
                drafts.into_iter().map(|(digest, draft)| (digest.clone(), Outcome::new(&law, draft, day))).collect();
            if !self.judge(&cases, &mut tried, stopping) {
                return Ok(Vec::new());
            }
            outcomes.extend(tried.into_iter().map(|(digest, outcome)| (digest, Ok(outcome))));
        }
        Ok(outcomes.into_iter().map(|(digest, outcome)| (digest, Tried { size, day, outcome })).collect())
    }

    /// The cases of the log; none where the register stops.
    fn read(
        &self,
        site: &Site,
        checkpoint: &Checkpoint,
        stopping: &AtomicBool,
    ) -> Result<Option<Cases>, Box<dyn std::error::Error>> {
        let mut cases = Cases::new();
        for (at, bytes) in (0..).zip(site.log.verified_entries(0..checkpoint.size, checkpoint)?) {
            if self.passes(Stage::Reading, at, checkpoint.size, stopping) {
                return Ok(None);
            }
            let (received, signed) = entry::decode(&bytes?)?;
            cases.apply(at, received, &signed);
        }
        Ok(Some(cases))
    }

    /// Looks at every case under every draft; not to the end where the register stops.
    fn judge(&self, cases: &Cases, tried: &mut [(String, Outcome)], stopping: &AtomicBool) -> bool {
        let ids = cases.ids();
        for (at, id) in (0..).zip(&ids) {
            if self.passes(Stage::Judging, at, ids.len() as u64, stopping) {
                return false;
            }
            if let Some(facts) = cases.peek(id) {
                tried.iter_mut().for_each(|(_, outcome)| outcome.effect.look(&facts));
            }
        }
        true
    }

    /// Tells progress now and then. Gives whether the register stops.
    fn passes(&self, stage: fn(u64, u64) -> Stage, done: u64, of: u64, stopping: &AtomicBool) -> bool {
        if done.is_multiple_of(STRIDE) {
            self.board().stage = stage(done, of);
            return stopping.load(Ordering::Relaxed);
        }
        false
    }

    /// Waits until a draft is asked for, not longer than a moment. Gives whether one is.
    fn wait(&self) -> bool {
        let board = self.board();
        let waits = |board: &mut Board| board.waiting.is_empty();
        let waited = self.asked.wait_timeout_while(board, MOMENT, waits);
        !waited.unwrap_or_else(PoisonError::into_inner).0.waiting.is_empty()
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How often the thread looks whether it is to stop.
const MOMENT: Duration = Duration::from_millis(200);

/// Starts the thread that tries drafts. After each trial it rests as long as that took: a log that grows while its readers
/// come back takes half a core at most.
pub(crate) fn spawn(site: Arc<Site>, books: Rulebooks, stopping: Arc<AtomicBool>) -> io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("trials".into()).spawn(move || {
        crate::service::step_back();
        while !stopping.load(Ordering::Relaxed) {
            if !site.trials.wait() {
                continue;
            }
            let start = Instant::now();
            site.trials.work(&site, &books, &stopping);
            let (took, rested) = (start.elapsed(), Instant::now());
            while rested.elapsed() < took && !stopping.load(Ordering::Relaxed) {
                std::thread::sleep(MOMENT.min(took));
            }
        }
    })
}

impl Board {
    /// What is known of a draft, which is now the one asked for last.
    fn known(&mut self, digest: &str) -> Option<Arc<Tried>> {
        let at = self.done.iter().position(|(known, _)| known == digest)?;
        let known = self.done.remove(at)?;
        let tried = Arc::clone(&known.1);
        self.done.push_back(known);
        Some(tried)
    }
}

impl Tried {
    /// Whether it holds for a size and a day. A document that was not there may have come since.
    fn holds(&self, size: u64, day: i64) -> bool {
        self.size >= size && self.day == day && !matches!(self.outcome, Err(NoDraft::NotAtHand))
    }
}

impl Outcome {
    fn new(law: &Law, draft: Arc<Rulebook>, day: i64) -> Outcome {
        let (old, beside) = match law.beside(&draft.name, day) {
            Some((old, beside)) => (Arc::clone(old), Some(beside)),
            None => (Arc::new(draft.without_rules()), None),
        };
        let texts = texts(&old, &draft);
        Outcome { beside, effect: Effect::new(old, draft, day, NAMED), texts }
    }
}

/// Both sides of every file that is another, as far as they may be shown.
fn texts(old: &Rulebook, new: &Rulebook) -> BTreeMap<String, Option<Vec<Row>>> {
    let (before, after) = (files(old), files(new));
    let (mut shown, mut texts) = (0, BTreeMap::new());
    for name in before.keys().chain(after.keys()) {
        let side = |files: &BTreeMap<&str, &'_ str>| files.get(name).copied().unwrap_or_default().to_owned();
        let (before, after) = (side(&before), side(&after));
        if before != after && !texts.contains_key(*name) {
            shown += before.len() + after.len();
            texts.insert((*name).to_owned(), (shown <= MAX_SHOWN).then(|| side_by_side(&before, &after)));
        }
    }
    texts
}

/// The files of a rulebook: pages by the code of their rule, which stays where the page is called otherwise.
fn files(book: &Rulebook) -> BTreeMap<&str, &str> {
    let code = |file: &str| book.rules.iter().find(|rule| rule.file == file).map(|rule| rule.code.as_str());
    book.files.iter().map(|(file, text)| (code(file).unwrap_or(file), text.as_str())).collect()
}
