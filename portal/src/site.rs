//! What pages and the API share: who the register is, its published log and readers of its index.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use arc_swap::{ArcSwap, ArcSwapOption};
use register::{lifeline::Logged, time::Date};
use rulebook::law::{self, Adoption, Law};
use tlog::{Hash, Policy, ProofError, note::VerifierKey, tree::check_inclusion};

use crate::{
    head::Head,
    index::{Index, IndexError, Reading},
    intake::Intake,
    log::{ReadError, Reader, Trees, Watch},
    results::Results,
    rulebooks::Rulebooks,
    today::Today,
    trials::Trials,
};

/// What a register says of itself. Kept in `site.json` of the data folder, made by `veedor init`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Name in Spanish.
    pub name_es: String,
    /// Name in English.
    pub name_en: String,
    /// Id of the body that keeps the register.
    pub registrar: String,
    /// Whether it is a demonstration: every page says so.
    pub demonstration: bool,
}

/// A register as the outside sees it.
#[derive(Debug)]
pub struct Site {
    /// What the register says of itself.
    pub about: About,
    /// The log's verifier key; its name is the log's origin.
    pub key: VerifierKey,
    /// Whom the registrar would have readers believe: this log, and its witnesses.
    pub policy: Policy,
    /// Where the register is that this is a mirror of.
    pub mirror_of: Option<String>,
    /// The published log.
    pub log: Reader,
    /// Grows with what is published.
    pub published: Watch,
    /// Grows with what is indexed.
    pub indexed: Watch,
    /// Folder of the published files, `log/` and `blobs/` in it.
    pub public: PathBuf,
    /// The law in force, as the index's follower has it.
    pub law: Arc<ArcSwap<Law>>,
    /// The day for which the rules are asked.
    pub today: Today,
    index: PathBuf,
    /// The rulebooks at hand, for the law of days that are over.
    pub books: Mutex<Rulebooks>,
    /// Drafts of rulebooks, tried on this register.
    pub trials: Trials,
    /// Where filings are prepared and handed in; none where the register only shows.
    pub intake: ArcSwapOption<Intake>,
    readings: Mutex<Vec<Reading>>,
    /// Readers of what was known on a day.
    past_readings: Mutex<Vec<Reading>>,
    /// Held for reading while a reader asks, for writing while another index is put in place.
    place: RwLock<()>,
    damaged: AtomicBool,
    remade: AtomicU64,
    /// The published checkpoint as it was last read.
    head: ArcSwapOption<Head>,
    /// Tiles of the published log, for proofs.
    trees: Trees,
    /// What searches found.
    pub(crate) results: Results,
}

/// Readers kept open: more than this are opened and closed for the moment's need.
const KEPT_READINGS: usize = 8;

impl Site {
    /// A site over a published folder and an index.
    #[must_use]
    pub fn new(about: About, key: VerifierKey, public: &Path, index: &Path, published: Watch, indexed: Watch) -> Site {
        Site {
            about,
            policy: Policy::log(key.clone()),
            mirror_of: None,
            key,
            log: Reader::dir(&public.join("log")),
            published,
            indexed,
            public: public.into(),
            law: Arc::default(),
            today: Today::Clock,
            index: index.into(),
            books: Mutex::default(),
            trials: Trials::default(),
            intake: ArcSwapOption::empty(),
            readings: Mutex::default(),
            past_readings: Mutex::default(),
            place: RwLock::default(),
            damaged: AtomicBool::new(false),
            remade: AtomicU64::new(0),
            head: ArcSwapOption::empty(),
            trees: Trees::default(),
            results: Results::default(),
        }
    }

    /// The published checkpoint. The file is read each time, its signature checked where it changed.
    ///
    /// # Errors
    /// When it cannot be read, or is not the log's.
    pub fn head(&self) -> Result<Arc<Head>, ReadError> {
        let head = Head::read(&self.log, &self.key, self.head.load_full())?;
        self.head.store(Some(Arc::clone(&head)));
        Ok(head)
    }

    /// The proof that an entry is in a tree, the first `size` entries of the published log, and whether it proves it.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) fn proof(
        &self,
        (entry, leaf): (u64, &Hash),
        (size, root): (u64, &Hash),
        published: u64,
    ) -> Result<(Vec<Hash>, Result<(), ProofError>), ReadError> {
        let make = || {
            let proof = self.log.inclusion_proof_in_first(entry, size, published, &self.trees)?;
            let proves = check_inclusion(leaf, entry, size, &proof, root);
            Ok((proof, proves))
        };
        match make() {
            // What is kept may be of a file that was damaged and is not any more.
            Err(_) | Ok((_, Err(_))) => {
                self.trees.clear();
                make()
            }
            good => good,
        }
    }

    /// Asks the index something. Blocks: call it off the event loop. `ask` must not call this again.
    ///
    /// # Errors
    /// When the index cannot be opened or asked.
    pub fn read<T>(&self, ask: impl FnOnce(&Reading) -> Result<T, IndexError>) -> Result<T, IndexError> {
        self.read_with(&self.readings, Index::reading, ask)
    }

    /// Asks the index many things of one state. Blocks like [`Site::read`].
    ///
    /// # Errors
    /// When the index cannot be opened or asked.
    pub fn read_at_once<T>(&self, ask: impl FnOnce(&Reading) -> Result<T, IndexError>) -> Result<T, IndexError> {
        self.read(|reading| {
            reading.look_now()?;
            let answer = ask(reading)?;
            reading.look_up()?;
            Ok(answer)
        })
    }

    /// Asks the index something as it was known at the end of a day, with the number of entries received until then.
    /// Blocks like [`Site::read`].
    ///
    /// # Errors
    /// When the index cannot be opened or asked.
    pub fn read_as_of<T>(
        &self,
        day: Date,
        ask: impl FnOnce(&Reading, u64) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        self.read_with(&self.past_readings, Index::reading_past, |reading| {
            let size = reading.look_back(day)?;
            let answer = ask(reading, size)?;
            reading.look_up()?;
            Ok(answer)
        })
    }

    /// The law that follows from the regulations that a reading shows, by the rulebooks at hand.
    ///
    /// # Errors
    /// When the index cannot be asked.
    pub fn law_of(&self, reading: &Reading) -> Result<Arc<Law>, IndexError> {
        let regulations = reading.regulations()?;
        let adoption = |logged: &Logged| law::adoption(logged.entry, &logged.filing);
        let adoptions: Vec<Adoption> = regulations.iter().filter_map(adoption).collect();
        let now = self.law.load_full();
        if now.adoptions() == adoptions {
            return Ok(now);
        }
        Ok(Arc::new(self.books.lock().unwrap_or_else(PoisonError::into_inner).law(adoptions)))
    }

    fn read_with<T>(
        &self,
        pool: &Mutex<Vec<Reading>>,
        open: impl FnOnce(&Path) -> Result<Reading, IndexError>,
        ask: impl FnOnce(&Reading) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        let _place = self.place.read().unwrap_or_else(PoisonError::into_inner);
        let kept = locked(pool).pop();
        let answer = kept.map_or_else(|| open(&self.index), Ok).and_then(|reading| {
            let answer = ask(&reading)?;
            let mut readings = locked(pool);
            if readings.len() < KEPT_READINGS {
                readings.push(reading);
            }
            Ok(answer)
        });
        if answer.as_ref().is_err_and(IndexError::is_damage) {
            self.damaged.store(true, Ordering::Relaxed);
        }
        answer
    }

    /// Where the index is.
    pub(crate) fn index(&self) -> &Path {
        &self.index
    }

    /// Whether a reader found the index damaged since the last time this was asked.
    pub(crate) fn take_damage(&self) -> bool {
        self.damaged.swap(false, Ordering::Relaxed)
    }

    /// How often another index was put in the place of one since the start.
    pub(crate) fn remade(&self) -> u64 {
        self.remade.load(Ordering::Relaxed)
    }

    /// Puts an empty index in the place of one that is of no use any more. Readers under way end first, those that come
    /// wait: nobody reads half of each, and no late word of the old one's damage is held against the new one.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub(crate) fn remake(&self, index: &mut Index) -> Result<(), IndexError> {
        let _place = self.place.write().unwrap_or_else(PoisonError::into_inner);
        locked(&self.readings).clear();
        locked(&self.past_readings).clear();
        self.damaged.store(false, Ordering::Relaxed);
        self.remade.fetch_add(1, Ordering::Relaxed);
        index.remake()
    }
}

fn locked(pool: &Mutex<Vec<Reading>>) -> MutexGuard<'_, Vec<Reading>> {
    pool.lock().unwrap_or_else(PoisonError::into_inner)
}
