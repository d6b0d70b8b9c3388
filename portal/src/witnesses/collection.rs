//! What the witnesses of a policy have said of the checkpoint about to be published, and whether it is worth waiting for
//! more. Waits for nothing itself: time and network are its caller's.

use std::sync::Arc;

use tlog::{Note, Policy, SignatureLine, SignedCheckpoint, newest_cosignature};

/// The cosignatures of one checkpoint.
#[derive(Debug)]
pub struct Collection {
    policy: Policy,
    wanted: Option<Arc<SignedCheckpoint>>,
    /// For each witness of the policy its cosignature on what is wanted.
    lines: Vec<Option<SignatureLine>>,
    /// For each witness whether it answered when it was asked last: publication waits only while those that did are enough.
    answers: Vec<bool>,
}

impl Collection {
    /// Nothing wanted yet.
    #[must_use]
    pub fn new(policy: &Policy) -> Collection {
        let lines = vec![None; policy.witnesses().len()];
        let answers = policy.witnesses().iter().map(|witness| witness.url.is_some()).collect();
        Collection { policy: policy.clone(), wanted: None, lines, answers }
    }

    /// What is to be cosigned, if anything.
    #[must_use]
    pub fn wanted(&self) -> Option<&Arc<SignedCheckpoint>> {
        self.wanted.as_ref()
    }

    /// From now on cosignatures on this checkpoint are wanted; whether that is news. `published` is what stands now:
    /// cosignatures on the same text are kept.
    pub fn want(&mut self, signed: &SignedCheckpoint, published: &[u8]) -> bool {
        let same = self.wanted.as_ref().is_some_and(|wanted| wanted.checkpoint() == signed.checkpoint());
        if !same {
            self.lines = kept(&self.policy, signed, published);
            self.wanted = Some(Arc::new(signed.clone()));
        }
        !same
    }

    /// A witness, by its place in the policy, cosigned a checkpoint. One that is not wanted any more only shows that it answers.
    pub fn take(&mut self, at: usize, line: SignatureLine, of: &SignedCheckpoint) {
        if self.wanted.as_deref() == Some(of) {
            self.lines[at] = Some(line);
        }
        self.answers[at] = true;
    }

    /// A witness did not answer, or did not cosign.
    pub fn failed(&mut self, at: usize) {
        self.answers[at] = false;
    }

    /// Whether the quorum is not reached, and will be if those that answer do so again.
    #[must_use]
    pub fn is_worth_waiting(&self) -> bool {
        let has = |at: usize| self.lines[at].is_some();
        !self.would_do(has) && self.would_do(|at| has(at) || self.answers[at])
    }

    /// The cosignatures on what is wanted that have come, in the policy's order.
    #[must_use]
    pub fn cosignatures(&self) -> Vec<SignatureLine> {
        self.lines.iter().flatten().cloned().collect()
    }

    /// The wanted checkpoint with every cosignature that has come, if it is that of `published` and they are not on it yet.
    #[must_use]
    pub fn late(&self, published: &[u8]) -> Option<Vec<u8>> {
        let mut signed = SignedCheckpoint::clone(self.wanted.as_deref()?);
        self.lines.iter().flatten().for_each(|line| signed.push(line));
        let same_text = Note::parse(published).ok()?.text() == Note::parse(signed.bytes()).ok()?.text();
        (same_text && signed.bytes() != published).then(|| signed.into_bytes())
    }

    /// Whether these witnesses are enough, by their place in the policy.
    fn would_do(&self, cosigned: impl Fn(usize) -> bool) -> bool {
        let witnesses = self.policy.witnesses().iter().enumerate();
        let keys = witnesses.filter(|(at, _)| cosigned(*at)).map(|(_, witness)| witness.key.clone());
        self.policy.satisfied(&keys.collect::<Vec<_>>())
    }
}

/// The cosignatures by the policy's witnesses that stand on a published checkpoint of the same text.
fn kept(policy: &Policy, signed: &SignedCheckpoint, published: &[u8]) -> Vec<Option<SignatureLine>> {
    let text = signed.checkpoint().to_text();
    let lines = match Note::parse(published) {
        Ok(note) if note.text() == text => note.signatures().to_vec(),
        _ => Vec::new(),
    };
    policy.witnesses().iter().map(|witness| newest_cosignature(&witness.key, &text, &lines)).collect()
}
