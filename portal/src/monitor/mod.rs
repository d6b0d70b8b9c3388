//! A monitor: follows a register with a mirror as its state, checks the tree, the signatures, the admission and the time
//! of every entry again, runs the law and the figures over them, and holds what the register shows against what follows.
//! It has no clock of its own: each round is told the time.

mod admission;
mod alert;
mod copy;
mod pages;
pub mod report;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use register::{lang::Lang, time::Instant};
use serde::{Deserialize, Serialize};
use tlog::{Hash, SignedCheckpoint, VerifierKey};

use crate::{
    fetch::{Fetch, of_own_service},
    folder::Folder,
    log::{FetchError, MirrorError, ReadError},
    mirror::{self, Mirror, log_of},
    rulebooks::Rulebooks,
    service::{Config, Service, StartError},
};
pub use admission::{Replay, Seen, admit_again};
pub use alert::Alert;
pub use copy::{Cosigned, copy, cosigned};
use pages::Sides;

/// Rounds that are begun again because the register moved on while its pages were compared.
const AGAIN: usize = 5;

/// How a monitor works.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder that holds its mirror and its state.
    pub data: PathBuf,
    /// Where the register is, in words.
    pub url: String,
    /// The key of its log; without one, the one it names first is kept.
    pub key: Option<VerifierKey>,
    /// Where what it computed is shown: to people, and its checkpoint to other monitors.
    pub listen: SocketAddr,
    /// The rulebooks that come with the program.
    pub rulebooks: Rulebooks,
    /// Single pages that are compared in a round; lists always are.
    pub pages: u64,
}

/// What a monitor remembers from round to round.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    /// Entries whose signatures and admission were found good.
    verified: u64,
    /// Entries when the register was last seen, and when, in milliseconds since 1970.
    seen: Option<(u64, i64)>,
    /// Where the comparison of single pages goes on.
    page: u64,
    /// What is wrong with entries: code, Spanish, English. It stands as long as they do, in every round.
    #[serde(default)]
    entries: Vec<(String, String, String)>,
}

/// Wrong entries that are told of in each round.
const MOST_TOLD: usize = 1_000;

/// A monitor of one register.
#[derive(Debug)]
pub struct Monitor {
    settings: Settings,
    fetch: Fetch,
    mirror: Mirror,
    replay: Replay,
    state: State,
    service: Option<Service>,
}

/// What a round came to.
#[derive(Debug, Clone, Default)]
pub struct Round {
    /// What is not as it must be.
    pub alerts: Vec<Alert>,
    /// Entries that were verified.
    pub size: u64,
    /// The root over them.
    pub root: Option<Hash>,
    /// Pages that were compared.
    pub pages: u64,
    /// Other monitors and mirrors whose checkpoints fit.
    pub peers: u64,
    /// Those that did not answer.
    pub unreachable: Vec<String>,
    /// Why the round could not be ended; what it found until then stands.
    pub failed: Option<String>,
}

/// Why a round could not be made: nothing is said of the register.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The mirror.
    #[error(transparent)]
    Mirror(#[from] mirror::Error),
    /// The copy here.
    #[error("the copy cannot be read: {0}")]
    Copy(#[from] ReadError),
    /// The pages here or there.
    #[error("pages cannot be compared: {0}")]
    Pages(String),
    /// The portal over the copy.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The state.
    #[error("`{path}`: {source}")]
    State {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl Monitor {
    /// A monitor over its folder, which a first one makes.
    ///
    /// # Errors
    /// When there is no register, or another one, or the folder cannot be used.
    pub fn open(settings: Settings, fetch: Fetch) -> Result<Monitor, Error> {
        std::fs::create_dir_all(&settings.data)
            .map_err(|source| Error::State { path: settings.data.clone(), source })?;
        let mirror = Mirror::open(&settings.data, &settings.url, settings.key.as_ref(), &fetch)?;
        let state = std::fs::read(settings.data.join("monitor.json")).unwrap_or_default();
        let state = serde_json::from_slice(&state).unwrap_or_default();
        Ok(Monitor { settings, fetch, mirror, replay: Replay::default(), state, service: None })
    }

    /// The folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.settings.data
    }

    /// Where the register is.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.settings.url
    }

    /// The log's identity and key.
    #[must_use]
    pub fn identity(&self) -> (String, String) {
        let key = self.mirror.key();
        (key.name().to_string(), key.to_string())
    }

    /// The head that was verified last.
    #[must_use]
    pub fn head(&self) -> Option<&SignedCheckpoint> {
        self.mirror.head()
    }

    /// Where what was computed is shown, after the first round.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        self.service.as_ref().map(Service::address)
    }

    /// Follows the register and compares. `peers` are other monitors or mirrors of it, by name.
    ///
    /// # Errors
    /// When the register cannot be reached or the folder not used, and nothing was found until then.
    pub fn round(
        &mut self,
        peers: &[(String, Fetch)],
        clock: &dyn Fn() -> Instant,
        progress: impl FnMut(u64, u64),
    ) -> Result<Round, Error> {
        let mut round = Round::default();
        match self.all(peers, &mut round, clock, progress) {
            Err(error) if round.alerts.is_empty() => Err(error),
            ended => {
                round.failed = ended.err().map(|error| error.to_string());
                Ok(round)
            }
        }
    }

    /// A round, step by step; what is found is in `round` whatever fails.
    fn all(
        &mut self,
        peers: &[(String, Fetch)],
        round: &mut Round,
        clock: &dyn Fn() -> Instant,
        progress: impl FnMut(u64, u64),
    ) -> Result<(), Error> {
        let good = self.follow(&mut round.alerts, clock, progress)?;
        let Some(head) = self.mirror.head().cloned() else { return self.keep() };
        (round.size, round.root) = (head.size(), Some(head.root()));
        self.witnesses(&head, &mut round.alerts, clock());
        self.peers(peers, round);
        if good {
            self.pages(round, clock)?;
        }
        self.keep()
    }

    /// Copies and admits what is new; whether the copy is that of the register as it stands.
    fn follow(
        &mut self,
        alerts: &mut Vec<Alert>,
        clock: &dyn Fn() -> Instant,
        progress: impl FnMut(u64, u64),
    ) -> Result<bool, Error> {
        let (found, good) = copy(&mut self.mirror, &self.fetch, &self.settings.url, progress)?;
        alerts.extend(found);
        let now = clock();
        self.admit(alerts, now)?;
        if let Some(head) = self.mirror.head().filter(|_| good) {
            self.state.seen = Some((head.size(), now.millis()));
        }
        Ok(good)
    }

    fn admit(&mut self, alerts: &mut Vec<Alert>, now: Instant) -> Result<(), Error> {
        let Some(head) = self.mirror.head() else { return Ok(()) };
        let seen = self.state.seen.and_then(|(size, at)| Some(Seen { size, at: Instant::from_millis(at)? }));
        let found = self.replay.advance(
            self.mirror.log(),
            head.checkpoint(),
            self.state.verified,
            seen,
            now,
            &mut |_, _, _| {},
        )?;
        let told = |alert: &Alert| (alert.code().to_owned(), alert.says(Lang::Es), alert.says(Lang::En));
        self.state.verified = head.size();
        // A wrong entry is admitted only once, and stays wrong: what was found is told in every round.
        for new in found.iter().map(told).filter(|new| !self.state.entries.contains(new)).collect::<Vec<_>>() {
            if self.state.entries.len() < MOST_TOLD {
                self.state.entries.push(new);
            }
        }
        self.keep()?;
        let stands = self.state.entries.iter().cloned().map(|(code, es, en)| Alert::Stands { code, es, en });
        alerts.extend(stands.filter(|alert| !found.iter().any(|new| told(new) == told(alert))));
        alerts.extend(found);
        Ok(())
    }

    /// Whether the witnesses of the policy vouch for the head, and lately.
    fn witnesses(&self, head: &SignedCheckpoint, alerts: &mut Vec<Alert>, now: Instant) {
        let Ok(folder) = Folder::open(&self.settings.data) else { return };
        alerts.extend(cosigned(head, folder.policy(), now).alerts);
    }

    /// Holds the heads of others against the copy.
    fn peers(&mut self, peers: &[(String, Fetch)], round: &mut Round) {
        let Ok(folder) = Folder::open(&self.settings.data) else { return };
        for (name, fetch) in peers {
            let head = log_of(fetch).checkpoint(folder.verifier());
            let compared = head.map_err(|error| mirror::Error::Log(MirrorError::Read(error)));
            match compared.and_then(|head| self.mirror.compare(head, fetch)) {
                Ok(None) => round.peers += 1,
                Ok(Some(kept)) => round.alerts.push(Alert::Split { by: name.clone(), kept }),
                Err(error) => round.unreachable.push(format!("{name}: {error}")),
            }
        }
    }

    /// Compares pages, following again where the register moved on meanwhile.
    fn pages(&mut self, round: &mut Round, clock: &dyn Fn() -> Instant) -> Result<(), Error> {
        for _ in 0..AGAIN {
            let service = match self.service.take() {
                Some(service) => service,
                None => Service::start(Config {
                    data: self.settings.data.clone(),
                    listen: self.settings.listen,
                    rulebooks: self.settings.rulebooks.clone(),
                    ..Config::default()
                })?,
            };
            let ours = of_own_service(&format!("http://{}", service.address()));
            let service = self.service.insert(service);
            let size = self.mirror.head().map_or(0, SignedCheckpoint::size);
            service.wait_indexed(size);
            let sides = Sides { theirs: &self.fetch, ours: &ours, size };
            let compared = sides.compare(self.state.page, self.settings.pages).map_err(|error| match error {
                FetchError::NotFound => Error::Pages("a page is missing here".into()),
                FetchError::Unreachable(why) => Error::Pages(why),
            })?;
            round.pages += compared.pages;
            round.alerts.extend(compared.alerts);
            self.state.page = compared.next;
            let Some(claimed) = compared.moved else { break };
            self.follow(&mut round.alerts, clock, |_, _| {})?;
            let reached = self.mirror.head().map_or(0, SignedCheckpoint::size);
            if reached < claimed {
                round.alerts.push(Alert::PagesAhead { theirs: claimed, ours: reached });
                break;
            }
        }
        if let Some(head) = self.mirror.head() {
            (round.size, round.root) = (head.size(), Some(head.root()));
        }
        Ok(())
    }

    fn keep(&self) -> Result<(), Error> {
        let path = self.settings.data.join("monitor.json");
        let text = format!("{:#}\n", serde_json::json!(self.state));
        std::fs::write(&path, text).map_err(|source| Error::State { path, source })
    }
}
