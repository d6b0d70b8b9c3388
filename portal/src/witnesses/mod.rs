//! The registrar's side of witnessing (c2sp.org/tlog-witness): asks every witness of the policy, each on a thread of its
//! own, for a cosignature on the checkpoint about to be published, and says when enough have come. What a witness answers
//! is believed only as far as its signature goes.

use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tlog::{
    Note, Policy, SignatureLine, SignedCheckpoint, newest_cosignature,
    policy::Witness,
    witness::{AddCheckpoint, read_answer},
};

use crate::log::Reader;

/// How long a publication waits for cosignatures. Filers do not wait for it; readers see their entries that much later.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// How long one witness may take to answer.
const ANSWER: Duration = Duration::from_secs(10);

/// An answer is a few signature lines.
const LONGEST_ANSWER: u64 = 64 << 10;

/// After a failure a witness is asked again after this time, doubled with each further failure up to [`LONGEST_PAUSE`].
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A quiet log is cosigned again after this time, so that the date of the last cosignature says that it is still the newest.
const REFRESH: Duration = Duration::from_secs(3600);

/// The witnesses of one log, asked until this is dropped.
#[derive(Debug)]
pub struct Witnesses {
    shared: Arc<Shared>,
    envoys: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    policy: Policy,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    wanted: Option<Arc<SignedCheckpoint>>,
    /// For each witness of the policy its cosignature on what is wanted.
    lines: Vec<Option<SignatureLine>>,
    /// For each witness whether it answered when it was asked last: publication waits only while those that did are enough.
    answers: Vec<bool>,
    ended: bool,
}

/// What a witness said to one request.
enum Said {
    Cosigned(SignatureLine),
    /// It knows the log up to another size.
    Knows(u64),
}

impl Witnesses {
    /// Starts to ask the witnesses that have an address in the policy, about the log published in a folder.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start(policy: &Policy, published: &Path) -> std::io::Result<Witnesses> {
        let lines = vec![None; policy.witnesses().len()];
        let answers = policy.witnesses().iter().map(|witness| witness.url.is_some()).collect();
        let state = Mutex::new(State { lines, answers, ..State::default() });
        let shared = Arc::new(Shared { policy: policy.clone(), state, changed: Condvar::new() });
        let mut witnesses = Witnesses { shared: Arc::clone(&shared), envoys: Vec::new() };
        for (at, witness) in policy.witnesses().iter().enumerate() {
            let Some(url) = &witness.url else { continue };
            let (shared, log) = (Arc::clone(&shared), Reader::dir(published));
            let envoy = Envoy { at, witness: witness.clone(), agent: agent(), address: address(url), log, known: 0 };
            let thread = std::thread::Builder::new().name("witness".into());
            witnesses.envoys.push(thread.spawn(move || envoy.run(&shared))?);
        }
        Ok(witnesses)
    }

    /// The checkpoint with the cosignatures that come until the quorum is reached or [`PATIENCE`] is over. Witnesses
    /// that did not answer the last time are not waited for. `published` is what stands now: cosignatures on the same
    /// text are kept.
    #[must_use]
    pub fn cosigned(&self, signed: SignedCheckpoint, published: &[u8]) -> Vec<u8> {
        if signed.size() == 0 {
            return signed.into_bytes();
        }
        let begun = Instant::now();
        let mut state = self.shared.state();
        let same = state.wanted.as_ref().is_some_and(|wanted| wanted.checkpoint() == signed.checkpoint());
        if !same {
            state.lines = kept(&self.shared.policy, &signed, published);
            state.wanted = Some(Arc::new(signed.clone()));
            self.shared.changed.notify_all();
        }
        while self.shared.is_worth_waiting(&state) && begun.elapsed() < PATIENCE {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let waited = self.shared.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        with_lines(signed, &state.lines)
    }

    /// The checkpoint wanted last with every cosignature that has come since, if it is still that of `published` and
    /// they are not on it yet.
    #[must_use]
    pub fn late(&self, published: &[u8]) -> Option<Vec<u8>> {
        let state = self.shared.state();
        let wanted = state.wanted.as_deref()?.clone();
        let bytes = with_lines(wanted, &state.lines);
        let same_text = Note::parse(published).ok()?.text() == Note::parse(&bytes).ok()?.text();
        (same_text && bytes != published).then_some(bytes)
    }
}

impl Drop for Witnesses {
    fn drop(&mut self) {
        self.shared.state().ended = true;
        self.shared.changed.notify_all();
        self.envoys.drain(..).for_each(|envoy| drop(envoy.join()));
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the quorum is not reached, and will be if those that answer do so again.
    fn is_worth_waiting(&self, state: &State) -> bool {
        let has = |at: usize| state.lines[at].is_some();
        !state.ended && !self.would_do(has) && self.would_do(|at| has(at) || state.answers[at])
    }

    /// Whether these witnesses are enough, by their place in the policy.
    fn would_do(&self, cosigned: impl Fn(usize) -> bool) -> bool {
        let witnesses = self.policy.witnesses().iter().enumerate();
        let keys = witnesses.filter(|(at, _)| cosigned(*at)).map(|(_, witness)| witness.key.clone());
        self.policy.satisfied(&keys.collect::<Vec<_>>())
    }

    fn answers(&self, at: usize, answers: bool) {
        self.state().answers[at] = answers;
        self.changed.notify_all();
    }

    /// Waits for a checkpoint other than `done`, or for `patience` to pass and then gives the same again; none at the end.
    fn next(&self, done: Option<&SignedCheckpoint>, patience: Duration) -> Option<Arc<SignedCheckpoint>> {
        let mut state = self.state();
        loop {
            let idle = |state: &mut State| !state.ended && (state.wanted.is_none() || state.wanted.as_deref() == done);
            let waited = self.changed.wait_timeout_while(state, patience, idle);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            match (state.ended, &state.wanted) {
                (true, _) => return None,
                (false, Some(wanted)) => return Some(Arc::clone(wanted)),
                (false, None) => {}
            }
        }
    }

    /// Waits out a pause; false at the end.
    fn pause(&self, pause: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.state(), pause, |state| !state.ended);
        !waited.unwrap_or_else(PoisonError::into_inner).0.ended
    }

    fn take(&self, at: usize, line: SignatureLine, of: &SignedCheckpoint) {
        let mut state = self.state();
        if state.wanted.as_deref() == Some(of) {
            state.lines[at] = Some(line);
        }
        state.answers[at] = true;
        self.changed.notify_all();
    }
}

/// The one who asks one witness.
struct Envoy {
    at: usize,
    witness: Witness,
    agent: ureq::Agent,
    address: String,
    log: Reader,
    /// The size that the witness cosigned last, as far as is known here.
    known: u64,
}

impl Envoy {
    fn run(mut self, shared: &Shared) {
        let (mut done, mut pause) = (None, PAUSE);
        while let Some(wanted) = shared.next(done.as_deref(), REFRESH) {
            match self.ask(&wanted) {
                Ok(line) => {
                    pause = PAUSE;
                    shared.take(self.at, line, &wanted);
                    done = Some(wanted);
                }
                Err(says) => {
                    shared.answers(self.at, false);
                    tracing::warn!(witness = %self.witness.name, %says, "a witness did not cosign; it is asked again");
                    if !shared.pause(pause) {
                        return;
                    }
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// Asks for a cosignature, a second time where the witness says how far it knows the log.
    fn ask(&mut self, wanted: &SignedCheckpoint) -> Result<SignatureLine, String> {
        for _ in 0..2 {
            match self.request(wanted)? {
                Said::Cosigned(line) => {
                    self.known = wanted.size();
                    return Ok(line);
                }
                Said::Knows(size) if size > wanted.size() => {
                    self.known = size;
                    return Err(format!("it cosigned size {size}, beyond {}; was the log set back?", wanted.size()));
                }
                Said::Knows(size) => self.known = size,
            }
        }
        Err("it says another size each time".into())
    }

    fn request(&self, wanted: &SignedCheckpoint) -> Result<Said, String> {
        // What it knows beyond this checkpoint it will say itself.
        let old = self.known.min(wanted.size());
        let proof = self.log.consistency_proof(old, wanted.size()).map_err(|error| error.to_string())?;
        let body = AddCheckpoint { old, proof, checkpoint: wanted.bytes().to_vec() }.to_bytes();
        let mut answer = self.agent.post(&self.address).send(&body[..]).map_err(|error| error.to_string())?;
        let status = answer.status().as_u16();
        let bytes = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec();
        let bytes = bytes.map_err(|error| error.to_string())?;
        match status {
            200 => {
                let line = read_answer(&bytes, &wanted.checkpoint().to_text(), &self.witness.key);
                line.map(|(line, _)| Said::Cosigned(line)).ok_or_else(|| "its answer holds no cosignature of it".into())
            }
            409 => size(&bytes).map(Said::Knows).ok_or_else(|| "HTTP 409 without a size".into()),
            _ => Err(format!("HTTP {status}: {}", shown(&bytes))),
        }
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

fn with_lines(mut signed: SignedCheckpoint, lines: &[Option<SignatureLine>]) -> Vec<u8> {
    lines.iter().flatten().for_each(|line| signed.push(line));
    signed.into_bytes()
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(ANSWER))
        .user_agent(concat!("veedor/", env!("CARGO_PKG_VERSION")));
    config.build().into()
}

fn address(url: &str) -> String {
    format!("{}/add-checkpoint", url.trim_end_matches('/'))
}

fn size(answer: &[u8]) -> Option<u64> {
    std::str::from_utf8(answer).ok()?.strip_suffix('\n')?.parse().ok()
}

/// The beginning of what a witness says, for the one who keeps the register.
fn shown(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer).chars().filter(|c| !c.is_control()).take(200).collect()
}
