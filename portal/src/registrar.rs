//! The registrar: log and register together. A group of filings is admitted in its order, committed in one step and only
//! then answered with receipts. It has no thread and no clock: the sequencer hands in filings and the time.

use register::{Admission, Admitted, Register, SignedFiling, keys::Signers, lang::Lang, problem::Refusal, time};
use tlog::{checkpoint::Checkpoint, proof::Receipt};

use crate::{
    folder::{Folder, FolderError},
    index::Index,
    log::{Committed, Log, LogError, Publisher, Reader, repair},
    parsed::{Parsed, each_parsed},
};

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

/// What would become of a filing that is only tried.
#[derive(Debug, Clone)]
pub enum Tried {
    /// It would stand as this entry, were it filed now.
    WouldStand {
        /// The entry.
        entry: u64,
    },
    /// The same text stands since this entry.
    Already {
        /// The entry.
        entry: u64,
    },
    /// It would be refused, for these reasons.
    Refused(Refusal),
    /// The register cannot tell now.
    Unavailable(String),
}

/// A filing that was handed in, and who signed it.
#[derive(Debug)]
pub struct Handed {
    /// The filing.
    pub signed: SignedFiling,
    /// Its good signatures.
    pub signers: Signers,
}

/// The log and the register it makes; both or none.
///
/// INVARIANT: between two groups the register is what the committed entries make.
#[derive(Debug)]
pub struct Registrar {
    log: Log,
    register: Register,
}

/// What became of a group.
#[derive(Debug)]
pub struct Taken {
    /// The answer to each filing, in the order of the group.
    pub answers: Vec<Answer>,
    /// New entries.
    pub filed: usize,
    /// The registrar, or why the log could not be written. Then it is gone, since its register may be ahead of what is on
    /// disk; [`Registrar::open`] makes another.
    pub after: Result<Registrar, String>,
}

/// What a filing waits for after admission.
enum Waits {
    /// The commit: its place in the group.
    Commit(usize),
    /// Nothing of its own: the same text stands, or is being committed, as this entry.
    Already(u64),
}

impl Registrar {
    /// The one way to begin, at the start and after a failure: opens the log, has `publish` publish what is not, and replays
    /// the register. Published files that are damaged are mended first, from the journal, from each other and from the
    /// index; nothing is taken that does not fit the signed root.
    ///
    /// # Errors
    /// When the log cannot be opened or does not hold a register.
    pub fn open(
        folder: &Folder,
        publish: impl Fn(Publisher) -> Result<Publisher, LogError>,
    ) -> Result<(Registrar, Publisher), FolderError> {
        match Registrar::open_once(folder, &publish) {
            Err(FolderError::Published(says)) => {
                tracing::warn!(%says, "the published log is damaged and is mended");
                let repaired = repair(folder.root(), folder.verifier(), &|entry| kept(folder, entry))?;
                tracing::warn!(files = ?repaired.made, "mended");
                Registrar::open_once(folder, &publish)
            }
            opened => opened,
        }
    }

    fn open_once(
        folder: &Folder,
        publish: impl Fn(Publisher) -> Result<Publisher, LogError>,
    ) -> Result<(Registrar, Publisher), FolderError> {
        let (log, publisher) = Log::open(folder.root(), folder.log_key()?)?;
        let publisher = publish(publisher)?;
        let published = Reader::dir(&folder.public().join("log"));
        let checkpoint = published.checkpoint(folder.verifier())?;
        let register = replay(&published, checkpoint.checkpoint())?;
        Ok((Registrar { log, register }, publisher))
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The register.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// What would become of a filing, were it handed in now, signed by one who may. Nothing changes.
    #[must_use]
    pub fn attempt(&self, signed: &SignedFiling, received: time::Instant) -> Tried {
        match self.register.attempt(signed, received) {
            Ok(Admission::New(admitted)) => Tried::WouldStand { entry: admitted.entry() },
            Ok(Admission::Already { entry }) => Tried::Already { entry },
            Err(refusal) => Tried::Refused(refusal),
        }
    }

    /// Admits a group in its order and commits what may stand.
    #[must_use]
    pub fn take(mut self, group: &[Handed], received: time::Instant) -> Taken {
        let (mut admitted, mut verdicts) = (Vec::with_capacity(group.len()), Vec::with_capacity(group.len()));
        for Handed { signed, signers } in group {
            verdicts.push(match self.register.admit(signed, signers, received) {
                Ok(Admission::New(new)) => {
                    self.register = self.register.apply(&new);
                    admitted.push(*new);
                    Ok(Waits::Commit(admitted.len() - 1))
                }
                Ok(Admission::Already { entry }) => Ok(Waits::Already(entry)),
                Err(refusal) => Err(refusal),
            });
        }
        // INVARIANT: no receipt is made before its entry and its checkpoint are on disk.
        match self.commit(&admitted) {
            Ok(committed) => {
                let filed = |waits| answer(waits, &admitted, committed.as_ref());
                let answers = verdicts.into_iter().map(|verdict| verdict.map_or_else(Answer::Refused, filed)).collect();
                Taken { answers, filed: admitted.len(), after: Ok(self) }
            }
            Err(error) => {
                let says = format!("the log cannot be written now ({error}); nothing was acknowledged, send it again");
                let shut = |_| Answer::Unavailable(says.clone());
                let answers = verdicts.into_iter().map(|verdict| verdict.map_or_else(Answer::Refused, shut)).collect();
                Taken { answers, filed: 0, after: Err(says) }
            }
        }
    }

    fn commit(&mut self, admitted: &[Admitted]) -> Result<Option<Committed>, LogError> {
        if admitted.is_empty() {
            return Ok(None);
        }
        let entries: Vec<Vec<u8>> = admitted.iter().map(Admitted::entry_bytes).collect();
        self.log.append(&entries.iter().map(Vec::as_slice).collect::<Vec<_>>()).map(Some)
    }
}

fn answer(waits: Waits, admitted: &[Admitted], committed: Option<&Committed>) -> Answer {
    match (waits, committed) {
        (Waits::Already(entry), _) => Answer::Already { entry },
        (Waits::Commit(place), Some(committed)) => {
            let entry = admitted.get(place).map_or(committed.first, Admitted::entry);
            let proof = committed.proofs.get(place).cloned().unwrap_or_default();
            let receipt = Receipt { extra: None, index: entry, proof, checkpoint: committed.checkpoint.clone() };
            Answer::Filed { entry, receipt: receipt.to_bytes() }
        }
        (Waits::Commit(_), None) => Answer::Unavailable("nothing was committed; send it again".into()),
    }
}

/// An entry as the index keeps it, for mending the log.
fn kept(folder: &Folder, entry: u64) -> Option<Vec<u8>> {
    Index::reading(&folder.index()).ok()?.entry(entry).ok()?.map(|page| page.bytes)
}

/// Folds the published log into a register, holding every entry against the checkpoint's root. The signatures were
/// checked when the entries were admitted; `veedor fsck` checks them again.
///
/// # Errors
/// When the log cannot be read, is damaged, or holds what this version would not admit.
pub fn replay(log: &Reader, checkpoint: &Checkpoint) -> Result<Register, FolderError> {
    let mut register = Register::new();
    let entries = log.verified_entries(0..checkpoint.size, checkpoint)?;
    let keys = |register: &Register| register.keys().clone();
    each_parsed(entries, 0, checkpoint.size, &mut register, keys, |register, parsed| {
        let entry = register.size();
        let damaged = |says: String| FolderError::NotAdmitted { entry, says };
        let Parsed { received, signed, signers } = parsed.map_err(damaged)?;
        match register.admit(&signed, &signers, received) {
            Ok(Admission::New(admitted)) => *register = std::mem::take(register).apply(&admitted),
            Ok(Admission::Already { entry }) => return Err(damaged(format!("it stands as entry {entry} already"))),
            Err(refusal) => {
                let says: Vec<String> = refusal.problems.iter().map(|problem| problem.line(Lang::En)).collect();
                return Err(damaged(says.join("; ")));
            }
        }
        Ok(())
    })?;
    Ok(register)
}
