//! A split view: two checkpoints that one log signed and that do not belong to one history, with the proof that anyone can
//! check (RFC 6962 section 2.1.2). Kept as files, so that it can be shown to others.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde_json::json;
use tlog::{Hash, ProofError, SignedCheckpoint, tree};

/// Two histories under one signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The checkpoint that was seen first.
    pub ours: SignedCheckpoint,
    /// The one that contradicts it.
    pub theirs: SignedCheckpoint,
    /// The root that the larger of the two has for the size of the smaller.
    pub root: Hash,
    /// The proof that it has.
    pub proof: Vec<Hash>,
}

impl Split {
    /// The smaller and the larger of the two.
    #[must_use]
    pub fn by_size(&self) -> (&SignedCheckpoint, &SignedCheckpoint) {
        if self.ours.size() <= self.theirs.size() { (&self.ours, &self.theirs) } else { (&self.theirs, &self.ours) }
    }

    /// Whether the two contradict each other for anyone who believes the log's signature.
    ///
    /// # Errors
    /// When the proof does not hold.
    pub fn check(&self) -> Result<bool, ProofError> {
        let (small, large) = self.by_size();
        tree::check_consistency(small.size(), large.size(), &self.root, &large.root(), &self.proof)?;
        Ok(self.root != small.root())
    }

    /// Keeps both heads and the proof in a folder of their own under `folder`; the same split is kept once.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn keep(&self, folder: &Path) -> io::Result<PathBuf> {
        let root = self.theirs.root().to_string();
        let kept = folder.join(format!("{}-{}-{}", self.ours.size(), self.theirs.size(), &root[..16]));
        std::fs::create_dir_all(&kept)?;
        std::fs::write(kept.join("ours.checkpoint"), self.ours.bytes())?;
        std::fs::write(kept.join("theirs.checkpoint"), self.theirs.bytes())?;
        std::fs::write(kept.join("proof.json"), format!("{:#}\n", self.document()))?;
        Ok(kept)
    }

    /// The split for programs: sizes, roots and the proof.
    #[must_use]
    pub fn document(&self) -> serde_json::Value {
        let head = |head: &SignedCheckpoint| {
            json!({
                "size": head.size(),
                "root": head.root().to_base64(),
                "checkpoint": String::from_utf8_lossy(head.bytes()),
            })
        };
        let (small, large) = self.by_size();
        json!({
            "origin": self.ours.origin(),
            "ours": head(&self.ours),
            "theirs": head(&self.theirs),
            "first": small.size(),
            "of": large.size(),
            "root_of_first_in_larger": self.root.to_base64(),
            "proof": self.proof.iter().map(Hash::to_base64).collect::<Vec<_>>(),
        })
    }
}
