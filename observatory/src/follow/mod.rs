//! Following many registers, each as a mirror and monitor do: what is new is copied and verified, every entry admitted
//! again, and what verified entries answer is kept in the index. So many at a time, each within limits; one that lies, fails
//! or hangs stops no other, and a kill at any point loses nothing that was verified.

mod limits;
mod state;
mod visit;

use std::{
    collections::VecDeque,
    fs::File,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use portal::{fetch::Fetch, rulebooks::Rulebooks};
use register::time::Instant;

use crate::{
    directory::{Directory, Listed},
    index::{Index, IndexError},
    pages::Shown,
};
use state::State;
pub use state::{Known, Raised, Said, Standing};

/// How an observatory follows.
#[derive(Clone)]
pub struct Settings {
    /// The folder of mirrors and states.
    pub data: PathBuf,
    /// Registers that are visited at a time.
    pub workers: usize,
    /// The rulebooks that come with the program.
    pub rulebooks: Rulebooks,
    /// How an address is read.
    pub reach: Reach,
    /// Set when it is to stop.
    pub stop: Arc<AtomicBool>,
}

/// How an address is read.
pub type Reach = Arc<dyn Fn(&str) -> Fetch + Send + Sync>;

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("data", &self.data).field("workers", &self.workers).finish_non_exhaustive()
    }
}

/// Follows the registers of a directory.
#[derive(Debug)]
pub struct Follower {
    settings: Settings,
    directory: Arc<Directory>,
    index: Arc<Index>,
    /// One register at a time is taken apart in memory, however many are copied.
    // INVARIANT: held from the first entry of a survey to its last.
    surveying: Mutex<()>,
    _lock: File,
}

/// What a round came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    /// Registers that were visited, with how they stand.
    pub visited: Vec<Known>,
    /// Registers that are left alone for a while because they failed.
    pub waiting: u64,
}

impl Follower {
    /// A follower of the registers of a directory. One process at a time follows in a folder.
    ///
    /// # Errors
    /// When the folder cannot be made, or another process follows in it (`WouldBlock`).
    pub fn open(settings: Settings, directory: Arc<Directory>, index: Arc<Index>) -> io::Result<Follower> {
        std::fs::create_dir_all(&settings.data)?;
        let lock = File::create(settings.data.join("lock"))?;
        lock.try_lock()?;
        Ok(Follower { settings, directory, index, surveying: Mutex::new(()), _lock: lock })
    }

    /// What pages show of what is followed here.
    #[must_use]
    pub fn shown(&self) -> Shown {
        Shown { index: Arc::clone(&self.index), directory: Arc::clone(&self.directory) }
    }

    /// Set to let rounds end early.
    #[must_use]
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.settings.stop)
    }

    /// Visits every register whose time has come. `progress` hears of each that is done.
    ///
    /// # Errors
    /// When the index cannot be written. What registers do is no error.
    pub fn round(
        &self,
        clock: &(dyn Fn() -> Instant + Sync),
        progress: &(dyn Fn(&Known) + Sync),
    ) -> Result<Round, IndexError> {
        let now = clock().millis();
        let all = self.directory.registers.values();
        let (due, later): (Vec<&Listed>, Vec<&Listed>) = all.partition(|listed| self.is_due(listed, now));
        let (queue, done) = (Mutex::new(VecDeque::from(due)), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..self.settings.workers.max(1) {
                scope.spawn(|| {
                    while let Some(listed) = next(&queue).filter(|_| !self.is_stopping()) {
                        let visited = self.visit_safely(listed, clock);
                        if let Ok(known) = &visited {
                            progress(known);
                        }
                        done.lock().unwrap_or_else(PoisonError::into_inner).push(visited);
                    }
                });
            }
        });
        let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut visited = done.into_iter().collect::<Result<Vec<Known>, IndexError>>()?;
        visited.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Round { visited, waiting: later.len() as u64 })
    }

    /// A fault of the program at one register is told of that register, and stops no other.
    fn visit_safely(&self, listed: &Listed, clock: &(dyn Fn() -> Instant + Sync)) -> Result<Known, IndexError> {
        catch_unwind(AssertUnwindSafe(|| self.visit(listed, clock))).unwrap_or_else(|_| {
            tracing::error!(register = %listed.id, "a fault of the program at this register");
            self.failed(listed, clock())
        })
    }

    fn failed(&self, listed: &Listed, now: Instant) -> Result<Known, IndexError> {
        let mut state = State::load(&self.folder(listed)).unwrap_or_default();
        let es = "una falla del programa con este registro; quedó anotada".to_owned();
        let en = "a fault of the program at this register; it was noted".to_owned();
        visit::unreachable(&mut state, listed, Said { es, en }, now);
        self.remember(listed, &state, None)
    }

    fn is_due(&self, listed: &Listed, now: i64) -> bool {
        State::load(&self.folder(listed)).map_or(true, |state| state.next <= now)
    }

    fn is_stopping(&self) -> bool {
        self.settings.stop.load(Ordering::Relaxed)
    }

    /// The folder of a register: its mirror, and what is remembered of it.
    fn folder(&self, listed: &Listed) -> PathBuf {
        self.settings.data.join("registers").join(&listed.id)
    }
}

fn next<'d>(queue: &Mutex<VecDeque<&'d Listed>>) -> Option<&'d Listed> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}
