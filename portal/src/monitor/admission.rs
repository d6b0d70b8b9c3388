//! Admission run again: every entry is parsed, its signatures checked and admitted by the register's own rules, and its
//! time held against when the log was seen without it.

use std::{num::NonZero, panic::resume_unwind};

use register::{Admission, Register, SignedFiling, entry, keys::Signers, lang::Lang, time::Instant};
use tlog::Checkpoint;

use super::alert::Alert;
use crate::log::{ReadError, Reader};

/// How much later than it says an entry may be published, and how far the clocks of the register and of the monitor may
/// differ.
const TOLERANCE: i64 = 600_000;

/// Alerts of one round; a log that is wrong everywhere is told of in bounded memory.
const MOST: usize = 100;

/// Entries that are parsed and whose signatures are checked together: enough for all cores, a few MiB at most times.
const WINDOW: usize = 2_048;

/// An entry, parsed, or why it is none.
type Piece = Result<Box<(Instant, SignedFiling, Signers)>, String>;

/// The register as the log makes it, up to some entry.
#[derive(Debug, Default)]
pub struct Replay {
    register: Register,
    next: u64,
}

/// Admits a whole log again, every entry held against its signed root.
///
/// # Errors
/// When an entry cannot be read or is not under the root.
pub fn admit_again(log: &Reader, head: &Checkpoint, now: Instant) -> Result<Vec<Alert>, ReadError> {
    Replay::default().advance(log, head, 0, None, now, &mut |_, _, _| {})
}

/// When the log was last seen with so many entries and no more.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// So many.
    pub size: u64,
    /// When.
    pub at: Instant,
}

impl Replay {
    /// Admits the entries up to a checkpoint. The signatures of those before `verified` were checked before. `each` is handed
    /// every entry that may stand, in order.
    ///
    /// # Errors
    /// When an entry cannot be read or is not under the root.
    pub fn advance(
        &mut self,
        log: &Reader,
        head: &Checkpoint,
        verified: u64,
        seen: Option<Seen>,
        now: Instant,
        each: &mut dyn FnMut(u64, Instant, &SignedFiling),
    ) -> Result<Vec<Alert>, ReadError> {
        let mut alerts = Vec::new();
        let mut entries = log.verified_entries(self.next.min(head.size)..head.size, head)?;
        loop {
            let window = entries.by_ref().take(WINDOW).collect::<Result<Vec<_>, _>>()?;
            if window.is_empty() {
                return Ok(alerts);
            }
            for piece in self.parse(&window, verified) {
                let found = self.take(piece, verified, seen, now, each);
                alerts.extend(found.into_iter().take(MOST - alerts.len().min(MOST)));
            }
        }
    }

    /// Parses entries and checks their signatures on all cores, by the keys as they stand before them. A key that comes
    /// among them is checked at admission.
    fn parse(&self, window: &[Vec<u8>], verified: u64) -> Vec<Piece> {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let (keys, share) = (self.register.keys(), window.len().div_ceil(threads));
        let parse = &move |at: u64, bytes: &[u8]| match entry::decode(bytes) {
            Ok((received, signed)) => {
                let signers = if at < verified { keys.trust(&signed) } else { keys.verify(&signed) };
                Ok(Box::new((received, signed, signers)))
            }
            Err(error) => Err(error.to_string()),
        };
        std::thread::scope(|scope| {
            let mut parts = Vec::with_capacity(threads);
            for (number, part) in window.chunks(share.max(1)).enumerate() {
                let from = self.next + (number * share) as u64;
                parts.push(
                    scope.spawn(move || (from..).zip(part).map(|(at, bytes)| parse(at, bytes)).collect::<Vec<Piece>>()),
                );
            }
            parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        })
    }

    fn take(
        &mut self,
        piece: Piece,
        verified: u64,
        seen: Option<Seen>,
        now: Instant,
        each: &mut dyn FnMut(u64, Instant, &SignedFiling),
    ) -> Vec<Alert> {
        let at = self.next;
        self.next += 1;
        let refused = |es: String, en: String| Alert::NotAdmissible { entry: at, es, en };
        let (received, signed, signers) = match piece {
            Ok(parsed) => *parsed,
            Err(says) => return vec![refused(says.clone(), says)],
        };
        let mut alerts = if at < verified { Vec::new() } else { self.times(at, received, seen, now) };
        match self.register.admit(&signed, &signers, received) {
            Ok(Admission::New(admitted)) => {
                self.register = std::mem::take(&mut self.register).apply(&admitted);
                each(at, received, &signed);
            }
            Ok(Admission::Already { entry }) => {
                let (es, en) =
                    (format!("consta ya como asiento {entry}"), format!("it stands already as entry {entry}"));
                alerts.push(refused(es, en));
            }
            Err(refusal) => {
                let line = |lang| refusal.problems.iter().map(move |problem| problem.line(lang));
                let lines = |lang| line(lang).collect::<Vec<_>>().join("; ");
                alerts.push(refused(lines(Lang::Es), lines(Lang::En)));
            }
        }
        alerts
    }

    /// What is wrong with the time of an entry.
    fn times(&self, entry: u64, received: Instant, seen: Option<Seen>, now: Instant) -> Vec<Alert> {
        let back = self.register.received().is_some_and(|before| before > received);
        let unseen = seen.filter(|seen| entry >= seen.size && received.millis() < seen.at.millis() - TOLERANCE);
        let ahead = received.millis() > now.millis() + TOLERANCE;
        let back = back.then_some(Alert::BackInTime { entry, received });
        let dated = unseen.map(|seen| Alert::BackDated { entry, received, seen: seen.at });
        let ahead = ahead.then_some(Alert::Ahead { entry, received });
        back.into_iter().chain(dated).chain(ahead).collect()
    }
}
