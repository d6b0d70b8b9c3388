//! The one who asks one witness (c2sp.org/tlog-witness, `add-checkpoint`): what to ask, what an answer means, and how long
//! to wait after a failure. Sends nothing itself. What a witness answers is believed only as far as its signature goes.

use std::time::Duration;

use tlog::{
    SignatureLine, SignedCheckpoint,
    policy::Witness,
    witness::{AddCheckpoint, read_answer},
};

use crate::log::Reader;

/// After a failure a witness is asked again after this time, doubled with each further failure up to [`LONGEST_PAUSE`].
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What is known here of one witness.
#[derive(Debug)]
pub struct Envoy {
    witness: Witness,
    /// The size that the witness cosigned last, as far as is known here.
    known: u64,
    /// The pause after the next failure.
    pause: Duration,
}

/// What an answer means.
#[derive(Debug)]
pub enum Heard {
    /// The cosignature that was asked for.
    Cosigned(SignatureLine),
    /// The witness knows the log up to another size; it is worth asking again.
    Knows,
}

impl Envoy {
    /// Knows nothing of the witness yet.
    #[must_use]
    pub fn new(witness: Witness) -> Envoy {
        Envoy { witness, known: 0, pause: PAUSE }
    }

    /// The witness's name in the policy.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.witness.name
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
                let line = read_answer(answer, &wanted.checkpoint().to_text(), &self.witness.key);
                let (line, _) = line.ok_or("its answer holds no cosignature of it")?;
                (self.known, self.pause) = (wanted.size(), PAUSE);
                Ok(Heard::Cosigned(line))
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
