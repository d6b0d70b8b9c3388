//! The one who asks one witness (c2sp.org/tlog-witness, `add-checkpoint`): what to ask, what an answer means, and how long
//! to wait after a failure. Sends nothing itself. What a witness answers is believed only as far as its signature goes.

use std::time::Duration;

use tlog::{
    Policy, SignatureLine, SignedCheckpoint, VerifierKey,
    witness::{AddCheckpoint, read_answer},
};

use crate::log::Reader;

/// After a failure a witness is asked again after this time, doubled with each further failure up to [`LONGEST_PAUSE`].
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What is known here of one witness, which may have several keys: a policy has a line for each, with the same address, and
/// one answer holds a cosignature by each.
#[derive(Debug)]
pub struct Envoy {
    /// The address of the request.
    address: String,
    keys: Vec<Key>,
    /// The size that the witness cosigned last, as far as is known here.
    known: u64,
    /// The pause after the next failure.
    pause: Duration,
}

/// A line of the policy.
#[derive(Debug)]
struct Key {
    /// Its place among the policy's witnesses.
    at: usize,
    name: String,
    key: VerifierKey,
}

/// What an answer means.
#[derive(Debug)]
pub enum Heard {
    /// The cosignatures that were asked for, each with its key's place among the policy's witnesses. At least one, but those
    /// of some keys may be missing.
    Cosigned(Vec<(usize, SignatureLine)>),
    /// The witness knows the log up to another size; it is worth asking again.
    Knows,
}

impl Envoy {
    /// One for each address in a policy. They know nothing of the witnesses yet.
    #[must_use]
    pub fn all(policy: &Policy) -> Vec<Envoy> {
        let mut envoys: Vec<Envoy> = Vec::new();
        for (at, witness) in policy.witnesses().iter().enumerate() {
            let Some(url) = &witness.url else { continue };
            let address = format!("{}/add-checkpoint", url.trim_end_matches('/'));
            let key = Key { at, name: witness.name.clone(), key: witness.key.clone() };
            match envoys.iter_mut().find(|envoy| envoy.address == address) {
                Some(envoy) => envoy.keys.push(key),
                None => envoys.push(Envoy { address, keys: vec![key], known: 0, pause: PAUSE }),
            }
        }
        envoys
    }

    /// Where the request is sent.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The places of its keys among the policy's witnesses whose cosignature is not among these, with their names.
    pub fn missing<'a>(&'a self, lines: &'a [(usize, SignatureLine)]) -> impl Iterator<Item = (usize, &'a str)> {
        let missing = self.keys.iter().filter(|key| lines.iter().all(|(at, _)| *at != key.at));
        missing.map(|key| (key.at, key.name.as_str()))
    }

    /// The request for a cosignature on a checkpoint of a log, whose tiles give the proof.
    ///
    /// # Errors
    /// Why there is no proof, in words.
    pub fn request(&self, log: &Reader, wanted: &SignedCheckpoint) -> Result<Vec<u8>, String> {
        // What it knows beyond this checkpoint it will say itself.
        let old = self.known.min(wanted.size());
        let proof = log.consistency_proof(old, wanted.size()).map_err(|error| error.to_string())?;
        Ok(AddCheckpoint { old, proof, checkpoint: wanted.bytes().to_vec() }.to_bytes())
    }

    /// Takes in the answer to the request: its status and its bytes.
    ///
    /// # Errors
    /// Why it is no cosignature, in words.
    pub fn hear(&mut self, wanted: &SignedCheckpoint, status: u16, answer: &[u8]) -> Result<Heard, String> {
        match status {
            200 => {
                let text = wanted.checkpoint().to_text();
                let own = |key: &Key| Some((key.at, read_answer(answer, &text, &key.key)?.0));
                let lines: Vec<_> = self.keys.iter().filter_map(own).collect();
                if lines.is_empty() {
                    return Err("its answer holds no cosignature of it".into());
                }
                self.known = wanted.size();
                self.pause = PAUSE;
                Ok(Heard::Cosigned(lines))
            }
            409 => {
                self.known = size(answer).ok_or("HTTP 409 without a size")?;
                match self.known {
                    known if known <= wanted.size() => Ok(Heard::Knows),
                    known => Err(format!("it cosigned size {known}, beyond {}; was the log set back?", wanted.size())),
                }
            }
            _ => Err(format!("HTTP {status}: {}", shown(answer))),
        }
    }

    /// How long to wait after a failure.
    pub fn pause(&mut self) -> Duration {
        let pause = self.pause;
        self.pause = (pause * 2).min(LONGEST_PAUSE);
        pause
    }
}

fn size(answer: &[u8]) -> Option<u64> {
    std::str::from_utf8(answer).ok()?.strip_suffix('\n')?.parse().ok()
}

/// The beginning of what a witness says, for the one who keeps the register.
fn shown(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer).chars().filter(|c| !c.is_control()).take(200).collect()
}
