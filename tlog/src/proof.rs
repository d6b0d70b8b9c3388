//! Receipts, c2sp.org/tlog-proof: an entry's index, its inclusion proof and a cosigned checkpoint in one text. Reads,
//! prints, and verifies one step by step, so that a page or a terminal can show each step.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::{KeyName, Note, NoteError, VerifierKey};
use crate::policy::Policy;
use crate::tree::{self, MAX_PROOF, ProofError};
use crate::{Hash, text};

/// The first line of every receipt.
const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// What a filer gets, and keeps: the proof that an entry is in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Bytes of the application's own, which nothing vouches for.
    pub extra: Option<Vec<u8>>,
    /// The entry's index in the log.
    pub index: u64,
    /// The inclusion proof, the leaf's sibling first.
    pub proof: Vec<Hash>,
    /// The checkpoint, signed and cosigned, byte for byte.
    pub checkpoint: Vec<u8>,
}

/// Why bytes are not a receipt. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Another file.
    #[error("line 1: a receipt begins with `c2sp.org/tlog-proof@v1`")]
    FirstLine,
    /// Bad extra data.
    #[error("line 2: the extra data is not base64")]
    Extra,
    /// No index, or a bad one.
    #[error("line {0}: expected `index` and a decimal number without leading zero")]
    Index(usize),
    /// Not a hash.
    #[error("line {0}: expected the base64 of a 32-byte hash, or an empty line before the checkpoint")]
    Hash(usize),
    /// More than [`MAX_PROOF`] hashes.
    #[error("line {0}: an inclusion proof has at most 64 hashes")]
    TooLong(usize),
    /// The end came before the empty line.
    #[error("line {0}: the receipt is cut off before its checkpoint")]
    CutOff(usize),
}

/// The steps of verifying a receipt, in order, and how each came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// One item for each [`StepName`], in that order.
    pub steps: Vec<Step>,
    /// What the receipt's checkpoint says, if it could be read. To be believed only if [`Verification::is_ok`].
    pub checkpoint: Option<Checkpoint>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which one.
    pub name: StepName,
    /// How it came out.
    pub outcome: Outcome,
}

/// The steps, in the order of tlog-proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepName {
    /// The receipt holds a checkpoint.
    Format,
    /// A log of the policy signed the checkpoint.
    LogSignature,
    /// The checkpoint is that log's own.
    Origin,
    /// Enough witnesses cosigned.
    Witnesses,
    /// The entry is in the tree of the checkpoint.
    Inclusion,
}

/// How a step came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds, with these values.
    Passed(Shown),
    /// It does not hold, for this reason.
    Failed(StepError),
    /// It was not tried, because a step it rests on failed.
    NotReached,
}

/// What a passed step has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// [`StepName::Format`]
    Format {
        /// The entry's index.
        index: u64,
        /// The checkpoint's size.
        size: u64,
    },
    /// [`StepName::LogSignature`]
    LogSignature {
        /// The key that signed.
        key: Box<VerifierKey>,
    },
    /// [`StepName::Origin`]
    Origin {
        /// The log's identity.
        origin: String,
    },
    /// [`StepName::Witnesses`]
    Witnesses {
        /// The witnesses that cosigned, in the order of the policy.
        cosigned: Vec<Cosigned>,
        /// The name of the quorum they reach; `none` if none is asked for.
        quorum: String,
    },
    /// [`StepName::Inclusion`]
    Inclusion {
        /// The leaf hash of the entry.
        leaf: Hash,
        /// The root it was shown to be under.
        root: Hash,
    },
}

/// A witness and when it saw the checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// Its name in the policy.
    pub witness: String,
    /// Its key's name.
    pub key: KeyName,
    /// When it says it signed, in seconds since 1970.
    pub timestamp: u64,
}

/// Why a step failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The bytes are not a receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The receipt's last part is not a checkpoint.
    #[error("the checkpoint cannot be read: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The policy has no log.
    #[error("the policy names no log to believe; add a `log` line")]
    NoLog,
    /// No log of the policy signed, or a signature is bad.
    #[error("the log's signature does not verify: {0}")]
    LogSignature(NoteError),
    /// A log signed another's checkpoint.
    #[error("the checkpoint is of `{origin}`, but it is signed by `{key}`")]
    Origin {
        /// The checkpoint's origin.
        origin: String,
        /// The name of the key that signed.
        key: KeyName,
    },
    /// A witness's cosignature is bad.
    #[error("a cosignature does not verify: {0}")]
    Cosignature(NoteError),
    /// Too few witnesses.
    #[error("{} of the policy's witnesses cosigned, which is not the quorum `{quorum}`", .cosigned.len())]
    Quorum {
        /// Those that did.
        cosigned: Vec<Cosigned>,
        /// The name of the quorum.
        quorum: String,
    },
    /// The proof does not lead to the root.
    #[error("the entry is not shown to be in the log: {0}")]
    Inclusion(#[from] ProofError),
}

impl Receipt {
    /// Reads a receipt. Its checkpoint is kept as it is and looked at by [`Receipt::verify`].
    pub fn parse(bytes: &[u8]) -> Result<Receipt, ReceiptError> {
        let rest = bytes.strip_prefix(FIRST_LINE.as_bytes()).and_then(|rest| rest.strip_prefix(b"\n"));
        let mut lines = Lines { rest: rest.ok_or(ReceiptError::FirstLine)?, number: 1 };
        let mut line = lines.next()?;
        let extra = match line.strip_prefix(b"extra ") {
            None => None,
            Some(encoded) => {
                line = lines.next()?;
                Some(utf8(encoded).and_then(text::base64).ok_or(ReceiptError::Extra)?)
            }
        };
        let index = line.strip_prefix(b"index ").and_then(utf8).and_then(text::decimal);
        let index = index.ok_or(ReceiptError::Index(lines.number))?;
        let proof = lines.hashes()?;
        Ok(Receipt { extra, index, proof, checkpoint: lines.rest.to_vec() })
    }

    /// The bytes of the receipt; those it was parsed from.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{FIRST_LINE}\n");
        if let Some(extra) = &self.extra {
            text += &format!("extra {}\n", text::to_base64(extra));
        }
        text += &format!("index {}\n", self.index);
        for hash in &self.proof {
            text += &hash.to_base64();
            text.push('\n');
        }
        text.push('\n');
        [text.as_bytes(), &self.checkpoint].concat()
    }

    /// Verifies that `entry` is in a log of the policy, and was seen by its witnesses.
    pub fn verify(&self, entry: &[u8], policy: &Policy) -> Verification {
        self.verify_leaf(&Hash::leaf(entry), policy)
    }

    /// As [`Receipt::verify`], for one who has only the leaf hash of the entry.
    pub fn verify_leaf(&self, leaf: &Hash, policy: &Policy) -> Verification {
        match self.open() {
            Ok((note, checkpoint)) => self.verify_opened(leaf, policy, &note, checkpoint),
            Err(error) => Verification::unreadable(error.into()),
        }
    }

    /// The checkpoint as text, unverified.
    pub fn open(&self) -> Result<(Note<'_>, Checkpoint), CheckpointError> {
        let note = Note::parse(&self.checkpoint)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        Ok((note, checkpoint))
    }

    /// Steps do not stop at the first failure: only the origin needs to know which log signed.
    fn verify_opened(&self, leaf: &Hash, policy: &Policy, note: &Note<'_>, checkpoint: Checkpoint) -> Verification {
        let log = log_signature(note, policy, &checkpoint.origin);
        let origin = match &log {
            Ok(key) => outcome(origin(&checkpoint.origin, key)),
            Err(_) => Outcome::NotReached,
        };
        let log = log.map(|key| Shown::LogSignature { key: Box::new(key) });
        let outcomes = [
            Outcome::Passed(Shown::Format { index: self.index, size: checkpoint.size }),
            outcome(log),
            origin,
            outcome(witnesses(note, policy)),
            outcome(self.inclusion(leaf, &checkpoint)),
        ];
        Verification { steps: steps(outcomes), checkpoint: Some(checkpoint) }
    }

    fn inclusion(&self, leaf: &Hash, checkpoint: &Checkpoint) -> Result<Shown, StepError> {
        tree::check_inclusion(leaf, self.index, checkpoint.size, &self.proof, &checkpoint.root)?;
        Ok(Shown::Inclusion { leaf: *leaf, root: checkpoint.root })
    }
}

impl Verification {
    /// Verifies the bytes of a receipt; bytes that are no receipt fail the first step.
    pub fn of(receipt: &[u8], entry: &[u8], policy: &Policy) -> Verification {
        match Receipt::parse(receipt) {
            Ok(receipt) => receipt.verify(entry, policy),
            Err(error) => Verification::unreadable(error.into()),
        }
    }

    /// Whether every step passed.
    pub fn is_ok(&self) -> bool {
        self.steps.iter().all(|step| matches!(step.outcome, Outcome::Passed(_)))
    }

    /// How a step came out.
    pub fn outcome(&self, name: StepName) -> &Outcome {
        let step = self.steps.iter().find(|step| step.name == name);
        step.map_or(&Outcome::NotReached, |step| &step.outcome)
    }

    fn unreadable(error: StepError) -> Verification {
        let rest = Outcome::NotReached;
        let outcomes = [Outcome::Failed(error), rest.clone(), rest.clone(), rest.clone(), rest];
        Verification { steps: steps(outcomes), checkpoint: None }
    }
}

impl StepName {
    /// Every step, in order.
    pub const ALL: [StepName; 5] =
        [StepName::Format, StepName::LogSignature, StepName::Origin, StepName::Witnesses, StepName::Inclusion];
}

fn steps(outcomes: [Outcome; 5]) -> Vec<Step> {
    StepName::ALL.into_iter().zip(outcomes).map(|(name, outcome)| Step { name, outcome }).collect()
}

fn outcome(result: Result<Shown, StepError>) -> Outcome {
    match result {
        Ok(shown) => Outcome::Passed(shown),
        Err(error) => Outcome::Failed(error),
    }
}

/// The log key that signed; the one named like the origin, if several did.
fn log_signature(note: &Note<'_>, policy: &Policy, origin: &str) -> Result<VerifierKey, StepError> {
    let keys = policy.log_keys();
    if keys.is_empty() {
        return Err(StepError::NoLog);
    }
    let verified = note.verify(&keys).map_err(StepError::LogSignature)?;
    let signers = || verified.iter().map(|verified| &keys[verified.key]);
    let own = signers().find(|key| key.name().as_str() == origin);
    let key = own.or_else(|| signers().next()).ok_or(StepError::LogSignature(NoteError::NotSigned))?;
    Ok(key.clone())
}

fn origin(origin: &str, key: &VerifierKey) -> Result<Shown, StepError> {
    let origin = origin.to_owned();
    if key.name().as_str() == origin {
        Ok(Shown::Origin { origin })
    } else {
        Err(StepError::Origin { origin, key: key.name().clone() })
    }
}

/// The witnesses of a policy that cosigned a note, in the policy's order. One bad cosignature by one of them refuses all.
pub fn cosigned(note: &Note<'_>, policy: &Policy) -> Result<Vec<Cosigned>, NoteError> {
    let mut verified = match note.verify(&policy.witness_keys()) {
        Err(NoteError::NotSigned) => Vec::new(),
        other => other?,
    };
    verified.sort_by_key(|verified| verified.key);
    let cosigned = verified.iter().map(|verified| {
        let witness = &policy.witnesses()[verified.key];
        let timestamp = verified.timestamp.unwrap_or_default();
        Cosigned { witness: witness.name.clone(), key: witness.key.name().clone(), timestamp }
    });
    Ok(cosigned.collect())
}

fn witnesses(note: &Note<'_>, policy: &Policy) -> Result<Shown, StepError> {
    let cosigned = cosigned(note, policy).map_err(StepError::Cosignature)?;
    let quorum = policy.quorum_name().to_owned();
    if policy.reached(&cosigned) {
        Ok(Shown::Witnesses { cosigned, quorum })
    } else {
        Err(StepError::Quorum { cosigned, quorum })
    }
}

/// The lines of a receipt, one after another.
struct Lines<'a> {
    rest: &'a [u8],
    /// The line handed out last, from 1.
    number: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<&'a [u8], ReceiptError> {
        self.number += 1;
        let end = self.rest.iter().position(|byte| *byte == b'\n').ok_or(ReceiptError::CutOff(self.number))?;
        let line = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        Ok(line)
    }

    /// Hashes up to the empty line.
    fn hashes(&mut self) -> Result<Vec<Hash>, ReceiptError> {
        let mut hashes = Vec::new();
        loop {
            match self.next()? {
                b"" => return Ok(hashes),
                _ if hashes.len() == MAX_PROOF => return Err(ReceiptError::TooLong(self.number)),
                line => hashes.push(utf8(line).and_then(Hash::from_base64).ok_or(ReceiptError::Hash(self.number))?),
            }
        }
    }
}

fn utf8(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
