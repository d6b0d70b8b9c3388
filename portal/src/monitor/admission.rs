//! Admission run again: every entry is parsed, its signatures checked and admitted by the register's own rules, and its
//! time held against when the log was seen without it.

use register::{Admission, Register, entry, lang::Lang, time::Instant};
use tlog::Checkpoint;

use super::alert::Alert;
use crate::log::{ReadError, Reader};

/// How much later than it says an entry may be published, and how far the clocks of the register and of the monitor may
/// differ.
const TOLERANCE: i64 = 600_000;

/// Alerts of one round; a log that is wrong everywhere is told of in bounded memory.
const MOST: usize = 100;

/// The register as the log makes it, up to some entry.
#[derive(Debug, Default)]
pub(super) struct Replay {
    register: Register,
    next: u64,
}

/// When the log was last seen with so many entries and no more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) size: u64,
    pub(super) at: Instant,
}

impl Replay {
    /// Admits the entries up to a checkpoint. The signatures of those before `verified` were checked before.
    pub(super) fn advance(
        &mut self,
        log: &Reader,
        head: &Checkpoint,
        verified: u64,
        seen: Option<Seen>,
        now: Instant,
    ) -> Result<Vec<Alert>, ReadError> {
        let mut alerts = Vec::new();
        for bytes in log.verified_entries(self.next.min(head.size)..head.size, head)? {
            let found = self.take(&bytes?, verified, seen, now);
            alerts.extend(found.into_iter().take(MOST - alerts.len().min(MOST)));
        }
        Ok(alerts)
    }

    fn take(&mut self, bytes: &[u8], verified: u64, seen: Option<Seen>, now: Instant) -> Vec<Alert> {
        let at = self.next;
        self.next += 1;
        let refused = |es: String, en: String| Alert::NotAdmissible { entry: at, es, en };
        let (received, signed) = match entry::decode(bytes) {
            Ok(read) => read,
            Err(error) => return vec![refused(error.to_string(), error.to_string())],
        };
        let mut alerts = if at < verified { Vec::new() } else { self.times(at, received, seen, now) };
        let keys = self.register.keys();
        let signers = if at < verified { keys.trust(&signed) } else { keys.verify(&signed) };
        match self.register.admit(&signed, &signers, received) {
            Ok(Admission::New(admitted)) => self.register = std::mem::take(&mut self.register).apply(&admitted),
            Ok(Admission::Already { entry }) => alerts.push(refused(
                format!("consta ya como asiento {entry}"),
                format!("it stands already as entry {entry}"),
            )),
            Err(refusal) => {
                let lines =
                    |lang| refusal.problems.iter().map(|problem| problem.line(lang)).collect::<Vec<_>>().join("; ");
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
