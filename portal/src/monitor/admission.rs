//! Admission run again: every entry is parsed, its signatures checked and admitted by the register's own rules, and its
//! time held against when the log was seen without it.

use std::{
    num::NonZero,
    panic::resume_unwind,
    thread::{Scope, ScopedJoinHandle},
};

use register::{
    Admission, Register, SignedFiling, entry,
    keys::{Keys, Signers},
    lang::Lang,
    time::Instant,
};
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
    /// The number of entries.
    pub size: u64,
    /// When that was.
    pub at: Instant,
}

impl Replay {
    /// Admits the entries up to a checkpoint. The signatures of those before `verified` were checked before. While one window
    /// of entries is admitted, which only one thread can do, the next is parsed and its signatures are checked on all cores.
    /// `each` is handed every entry that may stand, in order.
    ///
    /// # Errors
    /// When an entry cannot be read or is not under the root. Then it begins anew, so that nothing it found is lost.
    pub fn advance(
        &mut self,
        log: &Reader,
        head: &Checkpoint,
        verified: u64,
        seen: Option<Seen>,
        now: Instant,
        each: &mut dyn FnMut(u64, Instant, &SignedFiling),
    ) -> Result<Vec<Alert>, ReadError> {
        let from = self.next.min(head.size);
        let mut alerts = Vec::new();
        let mut entries = log.verified_entries(from..head.size, head)?;
        let admitted = std::thread::scope(|scope| {
            let (mut at, mut parsed) = (from, Vec::new());
            loop {
                let window = entries.by_ref().take(WINDOW).collect::<Result<Vec<_>, _>>()?;
                let count = window.len() as u64;
                let parsing = parse(scope, window, at, verified, self.register.keys());
                at += count;
                for piece in parsed {
                    let found = self.take(piece, verified, seen, now, each);
                    alerts.extend(found.into_iter().take(MOST - alerts.len().min(MOST)));
                }
                parsed = joined(parsing);
                if count == 0 {
                    return Ok(());
                }
            }
        });
        if admitted.is_err() {
            *self = Replay::default();
        }
        admitted.map(|()| alerts)
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

/// Parses entries from a place on and checks their signatures, on all cores, by the keys as they stand now. A key that comes
/// later is checked at admission.
fn parse<'scope>(
    scope: &'scope Scope<'scope, '_>,
    window: Vec<Vec<u8>>,
    from: u64,
    verified: u64,
    keys: &Keys,
) -> Vec<ScopedJoinHandle<'scope, Vec<Piece>>> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = window.len().div_ceil(threads).max(1);
    let (mut window, mut at, mut parts) = (window.into_iter(), from, Vec::with_capacity(threads));
    while window.len() > 0 {
        let (part, keys): (Vec<Vec<u8>>, Keys) = (window.by_ref().take(share).collect(), keys.clone());
        let first = at;
        at += part.len() as u64;
        parts.push(
            scope.spawn(move || (first..).zip(part).map(|(at, bytes)| piece(&bytes, at < verified, &keys)).collect()),
        );
    }
    parts
}

fn joined(parts: Vec<ScopedJoinHandle<'_, Vec<Piece>>>) -> Vec<Piece> {
    parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
}

fn piece(bytes: &[u8], trusted: bool, keys: &Keys) -> Piece {
    let (received, signed) = entry::decode(bytes).map_err(|error| error.to_string())?;
    let signers = if trusted { keys.trust(&signed) } else { keys.verify(&signed) };
    Ok(Box::new((received, signed, signers)))
}
