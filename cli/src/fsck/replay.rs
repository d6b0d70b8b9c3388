//! Replaying the register while the log is hashed: entries come from several threads, out of order; they are parsed and
//! their signatures checked there, and admitted here in the order of the log.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use register::{
    Admission, Register, SignedFiling, entry,
    keys::{Keys, Signers},
    problem::Refusal,
    time::Instant,
};
use serde_json::{Value, json};

use super::documents::{Documents, Fault};
use crate::{check, failure::Said, published::Published, words};

/// Entries that may wait for their turn, parsed. What comes when so many wait is read again later, one by one: memory is
/// bounded by this, at most 64 KiB an entry and mostly one.
const WAITING: usize = 16_384;

/// Filings whose signatures are checked together: the more, the cheaper.
const TOGETHER: usize = 2_048;

/// Findings that are kept; the rest is counted.
const MOST: usize = 10_000;

/// Something wrong with one entry.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    entry: u64,
    what: What,
}

/// What is wrong with it.
#[derive(Debug, Clone)]
enum What {
    /// It is no entry or holds no filing.
    Unreadable(String),
    /// It would not be admitted.
    Refused(Refusal),
    /// The same text stands before.
    Twice(u64),
    /// It was received before the entry before it.
    BackInTime(Instant, Instant),
    /// A document it names has other bytes.
    Document(Fault),
    /// It cannot be read, so nothing after it could be judged.
    Lost(String),
    /// More findings than are kept.
    More(u64),
}

/// A filing of an entry.
type Parsed = (u64, Instant, SignedFiling);

/// One entry, parsed, its signatures checked.
enum Piece {
    Filing(Box<(Instant, SignedFiling, Signers)>),
    Unreadable(String),
}

/// The replay.
pub(super) struct Replay<'a> {
    size: u64,
    documents: &'a Documents,
    /// The keys of the register as it stood a moment ago. One that came since is checked at admission.
    keys: RwLock<Keys>,
    /// Entries that are parsed, whose signatures are not checked yet.
    unchecked: Mutex<Vec<Parsed>>,
    waiting: Mutex<BTreeMap<u64, Piece>>,
    standing: Mutex<Standing>,
    findings: Mutex<Vec<Finding>>,
    uncounted: AtomicU64,
}

/// The register and the entry whose turn it is.
struct Standing {
    register: Register,
    next: u64,
}

impl<'a> Replay<'a> {
    pub(super) fn new(size: u64, documents: &'a Documents) -> Replay<'a> {
        Replay {
            size,
            documents,
            keys: RwLock::default(),
            unchecked: Mutex::default(),
            waiting: Mutex::default(),
            standing: Mutex::new(Standing { register: Register::new(), next: 0 }),
            findings: Mutex::default(),
            uncounted: AtomicU64::new(0),
        }
    }

    /// Looks at one entry, on whichever thread read it.
    pub(super) fn look(&self, at: u64, bytes: &[u8]) {
        match self.parse(at, bytes) {
            Ok(parsed) => {
                if let Some(unchecked) = self.enough(parsed) {
                    self.wait(self.check(unchecked));
                }
            }
            Err(says) => self.wait(vec![(at, Piece::Unreadable(says))]),
        }
    }

    /// The entry parsed, and its documents looked at; or why it is none.
    fn parse(&self, at: u64, bytes: &[u8]) -> Result<Parsed, String> {
        let (received, signed) = entry::decode(bytes).map_err(|error| error.to_string())?;
        for document in signed.filing().into_iter().flat_map(|filing| &filing.documents) {
            if let Some(fault) = self.documents.look(&document.sha256.0) {
                self.find(at, What::Document(fault));
            }
        }
        Ok((at, received, signed))
    }

    /// Those to check together, where this makes them enough.
    fn enough(&self, parsed: Parsed) -> Option<Vec<Parsed>> {
        let mut unchecked = locked(&self.unchecked);
        unchecked.push(parsed);
        (unchecked.len() >= TOGETHER).then(|| std::mem::take(&mut *unchecked))
    }

    /// Checks the signatures of several.
    fn check(&self, unchecked: Vec<Parsed>) -> Vec<(u64, Piece)> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner).clone();
        let signers = keys.verify_each(&unchecked.iter().map(|(_, _, signed)| signed).collect::<Vec<_>>());
        let piece = |((at, received, signed), signers)| (at, Piece::Filing(Box::new((received, signed, signers))));
        unchecked.into_iter().zip(signers).map(piece).collect()
    }

    /// Lets pieces wait for their turn. Whoever finds the register free admits what has it. Where too much waits, one waits for the
    /// register.
    fn wait(&self, pieces: Vec<(u64, Piece)>) {
        let full = {
            let mut waiting = locked(&self.waiting);
            let room = WAITING.saturating_sub(waiting.len());
            waiting.extend(pieces.into_iter().take(room));
            waiting.len() + TOGETHER > WAITING
        };
        match self.standing.try_lock() {
            Ok(mut standing) => self.admit_waiting(&mut standing),
            Err(_) if full => self.admit_waiting(&mut locked(&self.standing)),
            Err(_) => {}
        }
    }

    fn admit_waiting(&self, standing: &mut Standing) {
        loop {
            let piece = locked(&self.waiting).remove(&standing.next);
            let Some(piece) = piece else { return };
            self.admit(standing, piece);
        }
    }

    fn admit(&self, standing: &mut Standing, piece: Piece) {
        let at = standing.next;
        standing.next += 1;
        let (received, signed, signers) = match piece {
            Piece::Filing(filing) => *filing,
            Piece::Unreadable(says) => return self.find(at, What::Unreadable(says)),
        };
        if let Some(before) = standing.register.received().filter(|before| *before > received) {
            self.find(at, What::BackInTime(received, before));
        }
        match standing.register.admit(&signed, &signers, received) {
            Ok(Admission::New(admitted)) => {
                let grants = admitted.filing().form() == register::Form::Key;
                standing.register = std::mem::take(&mut standing.register).apply(&admitted);
                if grants {
                    let keys = standing.register.keys().clone();
                    *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
                }
            }
            Ok(Admission::Already { entry }) => self.find(at, What::Twice(entry)),
            Err(refusal) => self.find(at, What::Refused(refusal)),
        }
    }

    fn find(&self, entry: u64, what: What) {
        let mut findings = locked(&self.findings);
        if findings.len() < MOST {
            findings.push(Finding { entry, what });
        } else {
            self.uncounted.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Admits what did not have its turn yet, reading again what had no room to wait, and gives all findings.
    pub(super) fn finish(self, published: &Published) -> Vec<Finding> {
        let unchecked = std::mem::take(&mut *locked(&self.unchecked));
        self.wait(self.check(unchecked));
        let mut standing = locked(&self.standing);
        self.admit_waiting(&mut standing);
        if standing.next < self.size {
            self.read_again(&mut standing, published);
        }
        let (last, uncounted) = (standing.next, self.uncounted.load(Ordering::Relaxed));
        drop(standing);
        let mut findings = self.findings.into_inner().unwrap_or_else(PoisonError::into_inner);
        findings.sort_by_key(|finding| finding.entry);
        if uncounted > 0 {
            findings.push(Finding { entry: last, what: What::More(uncounted) });
        }
        findings
    }

    fn read_again(&self, standing: &mut Standing, published: &Published) {
        locked(&self.waiting).clear();
        let entries = match published.log.entries(standing.next..self.size, self.size) {
            Ok(entries) => entries,
            Err(error) => return self.find(standing.next, What::Lost(error.to_string())),
        };
        for bytes in entries {
            match bytes {
                Ok(bytes) => {
                    let piece = match self.parse(standing.next, &bytes) {
                        Ok(parsed) => self.check(vec![parsed]),
                        Err(says) => vec![(standing.next, Piece::Unreadable(says))],
                    };
                    piece.into_iter().for_each(|(_, piece)| self.admit(standing, piece));
                }
                Err(error) => return self.find(standing.next, What::Lost(error.to_string())),
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Finding {
    /// The entry it is about.
    pub(crate) fn entry(&self) -> u64 {
        self.entry
    }

    /// The finding in words: entry, what is wrong, what to do.
    pub(crate) fn said(&self) -> Said {
        let entry = &self.entry;
        match &self.what {
            What::Unreadable(says) => words::finding_unreadable(entry, says),
            What::Refused(refusal) => {
                let lines = |lang| {
                    let path = format!("  {entry}");
                    let lines = refusal.problems.iter().map(|problem| check::line(&path, problem, lang));
                    lines.collect::<Vec<_>>().join("\n")
                };
                words::finding_refused(entry, &lines(register::lang::Lang::Es), &lines(register::lang::Lang::En))
            }
            What::Twice(before) => words::finding_twice(entry, before),
            What::BackInTime(received, before) => words::finding_back_in_time(entry, received, before),
            What::Document(Fault::OtherBytes(hash)) => words::finding_document(entry, hash),
            What::Document(Fault::Unreadable(hash, why)) => words::finding_document_unreadable(entry, hash, why),
            What::Lost(says) => words::finding_lost(entry, says),
            What::More(count) => words::more_findings(count),
        }
    }

    /// The finding for programs.
    pub(crate) fn document(&self) -> Value {
        let (code, problems) = match &self.what {
            What::Unreadable(_) => ("unreadable", Vec::new()),
            What::Refused(refusal) => {
                ("not-admissible", refusal.problems.iter().map(check::problem_document).collect())
            }
            What::Twice(_) => ("twice", Vec::new()),
            What::BackInTime(..) => ("back-in-time", Vec::new()),
            What::Document(_) => ("document", Vec::new()),
            What::Lost(_) => ("lost", Vec::new()),
            What::More(_) => ("more", Vec::new()),
        };
        let said = self.said();
        json!({ "entry": self.entry, "code": code, "es": said.es, "en": said.en, "problems": problems })
    }
}
