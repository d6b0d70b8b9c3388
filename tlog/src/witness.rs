//! Witnessing, c2sp.org/tlog-witness: the request to cosign a checkpoint, the answer to it, and the one decision a witness
//! makes. Where the last cosigned checkpoint is kept is the caller's business, and so is telling this decision over HTTP.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::cosignature::verify_cosignature;
use crate::note::{MAX_SIGNATURES, Note, NoteError, SignatureLine, VerifierKey};
use crate::tree::{self, ProofError};
use crate::{Hash, text};

/// The most hashes of a consistency proof in a request; tlog-witness sets it.
pub const MAX_HASHES: usize = 63;

/// The request `add-checkpoint`: cosign this checkpoint, which follows from the one of size `old` by this proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the checkpoint that the witness is thought to have cosigned last, 0 for none.
    pub old: u64,
    /// The consistency proof from it, none from size 0.
    pub proof: Vec<Hash>,
    /// The checkpoint as the log signed it, a note.
    pub checkpoint: Vec<u8>,
}

/// What a witness cosigned last for a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of entries.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// A request whose checkpoint is signed by a log the witness knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened<'a> {
    request: &'a AddCheckpoint,
    /// The text that is cosigned.
    text: &'a str,
    head: Head,
    origin: &'a str,
    note: Vec<u8>,
}

/// Why a checkpoint is not cosigned, in the order in which it is looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A line of the request is not what it should be. Counted from 1.
    #[error("line {line}: expected {expected}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What should be there.
        expected: &'static str,
    },
    /// The last part is no note.
    #[error("the checkpoint cannot be read: {0}")]
    Note(NoteError),
    /// The note is no checkpoint.
    #[error("the checkpoint cannot be read: {0}")]
    Checkpoint(CheckpointError),
    /// The witness does not know the log.
    #[error("this witness does not know the log `{0}`; ask whoever keeps it")]
    UnknownLog(String),
    /// No key that the witness has for the log signed.
    #[error("the checkpoint is not signed by its log: {0}")]
    Unsigned(NoteError),
    /// The older size is beyond the checkpoint's.
    #[error("the old size `{old}` is larger than the checkpoint's `{size}`")]
    Order {
        /// The older size, as the request has it.
        old: u64,
        /// The checkpoint's size.
        size: u64,
    },
    /// The witness cosigned another size last.
    #[error("the last checkpoint cosigned has size `{0}`; prove that this one follows from it")]
    Conflict(u64),
    /// A log of size 0 with another root than the empty one.
    #[error("a log of size 0 has the root of the empty tree, not `{0}`")]
    EmptyRoot(Hash),
    /// The proof does not show that the log only grew.
    #[error("the checkpoint is not shown to follow from the one cosigned last: {0}")]
    Proof(ProofError),
}

impl Head {
    /// Nothing cosigned yet.
    pub fn none() -> Head {
        Head { size: 0, root: Hash::empty_root() }
    }
}

impl AddCheckpoint {
    /// Reads the body of a request. The caller limits its length.
    pub fn parse(bytes: &[u8]) -> Result<AddCheckpoint, Refusal> {
        let mut lines = Lines { rest: bytes, number: 0 };
        let old = lines.next().and_then(|line| text::decimal(line.strip_prefix("old ")?));
        let old = old.ok_or(Refusal::Line { line: 1, expected: "`old` and a decimal size without leading zero" })?;
        let proof = lines.hashes()?;
        Ok(AddCheckpoint { old, proof, checkpoint: lines.rest.to_vec() })
    }

    /// The body of the request; the bytes it was parsed from.
    pub fn to_bytes(&self) -> Vec<u8> {
        let hashes = self.proof.iter().map(|hash| format!("{}\n", hash.to_base64()));
        let head: String = std::iter::once(format!("old {}\n", self.old)).chain(hashes).collect();
        [head.as_bytes(), b"\n", &self.checkpoint].concat()
    }

    /// Reads the checkpoint and checks that its log, one of `logs` by the name of its key, signed it.
    pub fn open(&self, logs: &[VerifierKey]) -> Result<Opened<'_>, Refusal> {
        let note = Note::parse(&self.checkpoint).map_err(Refusal::Note)?;
        let text = note.text();
        // A wrong empty root is told of in its turn, by `follows`.
        let head = match Checkpoint::parse(text) {
            Ok(checkpoint) => Head { size: checkpoint.size, root: checkpoint.root },
            Err(CheckpointError::EmptyRoot(root)) => Head { size: 0, root },
            Err(error) => return Err(Refusal::Checkpoint(error)),
        };
        let origin = text.split('\n').next().unwrap_or_default();
        let keys: Vec<VerifierKey> = logs.iter().filter(|key| key.name().as_str() == origin).cloned().collect();
        if keys.is_empty() {
            return Err(Refusal::UnknownLog(text::shown(origin)));
        }
        let by = note.verify(&keys).map_err(Refusal::Unsigned)?;
        if self.old > head.size {
            return Err(Refusal::Order { old: self.old, size: head.size });
        }
        let lines = by.iter().map(|by| note.signatures()[by.signature].clone()).collect();
        let note = Note::new(text, lines).map_err(Refusal::Note)?.to_bytes();
        Ok(Opened { request: self, text, head, origin, note })
    }
}

impl<'a> Opened<'a> {
    /// The log's identity.
    pub fn origin(&self) -> &'a str {
        self.origin
    }

    /// What is cosigned if [`Opened::follows`].
    pub fn head(&self) -> Head {
        self.head
    }

    /// The text that is cosigned.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The checkpoint with the log's own signatures, without those of others.
    pub fn note(&self) -> &[u8] {
        &self.note
    }

    /// The decision: whether the checkpoint follows from what was cosigned last. Whoever cosigns keeps [`Opened::head`]
    /// in the same atomic step in which `last` was read, before the cosignature leaves.
    pub fn follows(&self, last: Head) -> Result<(), Refusal> {
        let AddCheckpoint { old, proof, .. } = self.request;
        if *old != last.size {
            return Err(Refusal::Conflict(last.size));
        }
        match (*old, proof.len()) {
            _ if self.head.size == 0 && self.head != Head::none() => Err(Refusal::EmptyRoot(self.head.root)),
            (0, 0) => Ok(()),
            (0, found) => Err(Refusal::Proof(ProofError::Length { found, short: false })),
            _ => tree::check_consistency(*old, self.head.size, &last.root, &self.head.root, proof)
                .map_err(Refusal::Proof),
        }
    }
}

/// The cosignature by `witness` over the checkpoint `text` in an answer to `add-checkpoint`, with its time in seconds
/// since 1970. Lines of others are ignored; `None` if there is no good one.
pub fn read_answer(answer: &[u8], text: &str, witness: &VerifierKey) -> Option<(SignatureLine, u64)> {
    let answer = std::str::from_utf8(answer).ok()?;
    let lines = answer.split_inclusive('\n').take(MAX_SIGNATURES).filter_map(|line| SignatureLine::parse(line).ok());
    let own = lines.filter(|line| witness.is_named_in(line));
    own.filter_map(|line| verify_cosignature(witness, text, &line).map(|time| (line, time))).find(|(_, time)| *time > 0)
}

/// The lines of a request before its checkpoint.
struct Lines<'a> {
    rest: &'a [u8],
    /// The line handed out last, from 1.
    number: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a str> {
        self.number += 1;
        let end = self.rest.iter().position(|byte| *byte == b'\n')?;
        let line = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        std::str::from_utf8(line).ok()
    }

    /// Hashes up to the empty line.
    fn hashes(&mut self) -> Result<Vec<Hash>, Refusal> {
        let mut hashes = Vec::new();
        loop {
            let line = self.next();
            let wrong = |expected| Refusal::Line { line: self.number, expected };
            match line {
                Some("") => return Ok(hashes),
                Some(_) if hashes.len() == MAX_HASHES => return Err(wrong("an empty line after 63 hashes")),
                Some(line) => hashes.push(Hash::from_base64(line).ok_or(wrong(HASH))?),
                None => return Err(wrong(HASH)),
            }
        }
    }
}

const HASH: &str = "the base64 of a 32-byte hash, or an empty line before the checkpoint";
