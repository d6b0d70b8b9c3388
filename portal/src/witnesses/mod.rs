//! The registrar's side of witnessing (c2sp.org/tlog-witness): asks every witness of the policy, each on a thread of its
//! own, for its cosignatures on the checkpoint about to be published, and says when enough have come. What is asked and what
//! an answer means is decided in `envoy.rs` and `collection.rs`, which know no time and no network.

mod collection;
mod envoy;

use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tlog::{Policy, SignatureLine, SignedCheckpoint};

use crate::log::Reader;

pub use collection::Collection;
pub use envoy::{Envoy, Heard};

/// How long a publication waits for cosignatures. Filers do not wait for it; readers see their entries that much later.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// How long one witness may take to answer.
const ANSWER: Duration = Duration::from_secs(10);

/// An answer is a few signature lines.
const LONGEST_ANSWER: u64 = 64 << 10;

/// A quiet log is cosigned again after this time, so that the date of the last cosignature says that it is still the newest.
const REFRESH: Duration = Duration::from_secs(3600);

/// The witnesses of one log, asked until this is dropped.
#[derive(Debug)]
pub struct Witnesses {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    collection: Collection,
    ended: bool,
}

impl Witnesses {
    /// Starts to ask the witnesses that have an address in the policy, about the log published in a folder.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start(policy: &Policy, published: &Path) -> std::io::Result<Witnesses> {
        let state = Mutex::new(State { collection: Collection::new(policy), ended: false });
        let shared = Arc::new(Shared { state, changed: Condvar::new() });
        let mut witnesses = Witnesses { shared: Arc::clone(&shared), threads: Vec::new() };
        for envoy in Envoy::all(policy) {
            let (shared, log) = (Arc::clone(&shared), Reader::dir(published));
            let line = Line { envoy, agent: agent(), log };
            let thread = std::thread::Builder::new().name("witness".into());
            witnesses.threads.push(thread.spawn(move || line.run(&shared))?);
        }
        Ok(witnesses)
    }

    /// The cosignatures on a checkpoint that come until the quorum is reached or [`PATIENCE`] is over. Witnesses that did not
    /// answer the last time are not waited for. `published` is what stands now: cosignatures on the same text are kept.
    #[must_use]
    pub fn cosignatures(&self, signed: &SignedCheckpoint, published: &[u8]) -> Vec<SignatureLine> {
        if signed.size() == 0 {
            return Vec::new();
        }
        let begun = Instant::now();
        let mut state = self.shared.state();
        if state.collection.want(signed, published) {
            self.shared.changed.notify_all();
        }
        while !state.ended && state.collection.is_worth_waiting() && begun.elapsed() < PATIENCE {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let waited = self.shared.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.collection.cosignatures()
    }

    /// As [`Collection::late`].
    #[must_use]
    pub fn late(&self, published: &[u8]) -> Option<Vec<u8>> {
        self.shared.state().collection.late(published)
    }
}

impl Drop for Witnesses {
    fn drop(&mut self) {
        self.shared.state().ended = true;
        self.shared.changed.notify_all();
        self.threads.drain(..).for_each(|thread| drop(thread.join()));
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, change: impl FnOnce(&mut Collection)) {
        change(&mut self.state().collection);
        self.changed.notify_all();
    }

    /// Waits for a checkpoint other than `done`, or for `patience` to pass and then gives the same again; none at the end.
    fn next(&self, done: Option<&SignedCheckpoint>, patience: Duration) -> Option<Arc<SignedCheckpoint>> {
        let mut state = self.state();
        loop {
            let wanted = |state: &State| state.collection.wanted().cloned();
            let idle = |state: &mut State| {
                let wanted = wanted(state);
                !state.ended && (wanted.is_none() || wanted.as_deref() == done)
            };
            let waited = self.changed.wait_timeout_while(state, patience, idle);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
            match (state.ended, wanted(&state)) {
                (true, _) => return None,
                (false, Some(wanted)) => return Some(wanted),
                (false, None) => {}
            }
        }
    }

    /// Waits out a pause; false at the end.
    fn pause(&self, pause: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.state(), pause, |state| !state.ended);
        !waited.unwrap_or_else(PoisonError::into_inner).0.ended
    }
}

/// The way to one witness.
struct Line {
    envoy: Envoy,
    agent: ureq::Agent,
    log: Reader,
}

impl Line {
    fn run(mut self, shared: &Shared) {
        let mut done = None;
        while let Some(wanted) = shared.next(done.as_deref(), REFRESH) {
            let (lines, says) = match self.ask(&wanted) {
                Ok(lines) => (lines, "its answer holds no cosignature by that key".into()),
                Err(says) => (Vec::new(), says),
            };
            let (missing, names): (Vec<usize>, Vec<&str>) = self.envoy.missing(&lines).unzip();
            if !missing.is_empty() {
                tracing::warn!(witness = names.join(", "), %says, "a witness did not cosign; it is asked again");
            }
            // One that holds some of its keys is asked for the others with the next checkpoint, not kept from it.
            let answered = !lines.is_empty();
            shared.tell(|collection| {
                missing.iter().for_each(|at| collection.failed(*at));
                lines.into_iter().for_each(|(at, line)| collection.take(at, line, &wanted));
            });
            if answered {
                done = Some(wanted);
            } else if !shared.pause(self.envoy.pause()) {
                return;
            }
        }
    }

    /// Asks for cosignatures, a second time where the witness says how far it knows the log.
    fn ask(&mut self, wanted: &SignedCheckpoint) -> Result<Vec<(usize, SignatureLine)>, String> {
        for _ in 0..2 {
            let body = self.envoy.request(&self.log, wanted)?;
            let (status, answer) = self.send(&body).map_err(|error| error.to_string())?;
            if let Heard::Cosigned(lines) = self.envoy.hear(wanted, status, &answer)? {
                return Ok(lines);
            }
        }
        Err("it says another size each time".into())
    }

    fn send(&self, body: &[u8]) -> Result<(u16, Vec<u8>), ureq::Error> {
        let mut answer = self.agent.post(self.envoy.address()).send(body)?;
        let bytes = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec()?;
        Ok((answer.status().as_u16(), bytes))
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(ANSWER))
        .user_agent(concat!("veedor/", env!("CARGO_PKG_VERSION")));
    config.build().into()
}
