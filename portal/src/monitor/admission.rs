//! Admission run again: every entry is parsed, its signatures checked and admitted by the register's own rules, and its
//! time held against when the log was seen without it.

use register::{Admission, Register, SignedFiling, lang::Lang, time::Instant};
use tlog::Checkpoint;

use super::alert::Alert;
use crate::{
    log::{ReadError, Reader},
    parsed::{Parsed, each_parsed},
};

/// How much later than it says an entry may be published, and how far the clocks of the register and of the monitor may
/// differ.
const TOLERANCE: i64 = 600_000;

/// Alerts of one round; a log that is wrong everywhere is told of in bounded memory.
const MOST: usize = 100;

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
    /// Admits the entries up to a checkpoint. The signatures of those before `verified` were checked before. `each` is handed every
    /// entry that may stand, in order.
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
        let entries = log.verified_entries(from..head.size, head)?;
        let keys = |replay: &Replay| replay.register.keys().clone();
        let admitted = each_parsed(entries, from, verified, self, keys, |replay, parsed| {
            let found = replay.take(parsed, verified, seen, now, each);
            alerts.extend(found.into_iter().take(MOST - alerts.len().min(MOST)));
            Ok(())
        });
        if admitted.is_err() {
            *self = Replay::default();
        }
        admitted.map(|()| alerts)
    }

    fn take(
        &mut self,
        parsed: Result<Parsed, String>,
        verified: u64,
        seen: Option<Seen>,
        now: Instant,
        each: &mut dyn FnMut(u64, Instant, &SignedFiling),
    ) -> Vec<Alert> {
        let at = self.next;
        self.next += 1;
        let refused = |es: String, en: String| Alert::NotAdmissible { entry: at, es, en };
        let Parsed { received, signed, signers } = match parsed {
            Ok(parsed) => parsed,
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
