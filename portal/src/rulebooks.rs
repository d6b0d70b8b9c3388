//! The rulebooks at hand: those that came with the program, and those kept as documents beside the log, named by the
//! digest that a regulation gives. What the log names and nobody holds judges nothing, and that is said.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use register::value::Sha256;
use rulebook::{
    book::Rulebook,
    bundle::unbundle,
    fault::Fault,
    law::{Adoption, Law},
};
use sha2::Digest as _;
use tlog::hash::Hash;

use crate::hex::hex;

/// The largest bundle that is read: the largest that `unbundle` takes.
const MAX_BUNDLE: u64 = 4 << 20;

/// Why a draft cannot be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoDraft {
    /// Nobody sent the document with its digest.
    NotAtHand,
    /// Its files are no rulebook: what is wrong.
    Faults(Vec<Fault>),
}

/// The rulebooks at hand, by digest.
#[derive(Debug, Clone, Default)]
pub struct Rulebooks {
    documents: Option<PathBuf>,
    known: BTreeMap<String, Arc<Rulebook>>,
}

impl Rulebooks {
    /// Rulebooks that came with the program, by the digest of their bundles.
    #[must_use]
    pub fn new(built_in: BTreeMap<String, Arc<Rulebook>>) -> Rulebooks {
        Rulebooks { documents: None, known: built_in }
    }

    /// The same, with documents in a folder.
    #[must_use]
    pub fn with_documents(&self, folder: PathBuf) -> Rulebooks {
        Rulebooks { documents: Some(folder), known: self.known.clone() }
    }

    /// The law of some regulations with what is at hand.
    pub fn law(&mut self, adoptions: Vec<Adoption>) -> Law {
        let digests = adoptions.iter().filter_map(|adoption| adoption.digest.clone());
        let books = digests.filter_map(|digest| self.get(&digest).map(|book| (digest, book))).collect();
        Law::new(adoptions, books)
    }

    /// The rulebook with a digest, if it is at hand.
    pub fn get(&mut self, digest: &str) -> Option<Arc<Rulebook>> {
        if let Some(book) = self.known.get(digest) {
            return Some(Arc::clone(book));
        }
        let book = Arc::new(self.read(digest)?);
        self.known.insert(digest.to_owned(), Arc::clone(&book));
        Some(book)
    }

    /// The rulebook with a digest that a draft names: nothing adopted it, so it is not kept, and what is wrong with it is
    /// told.
    ///
    /// # Errors
    /// When its files are not at hand, or are no rulebook.
    pub fn draft(&self, digest: &str) -> Result<Arc<Rulebook>, NoDraft> {
        if let Some(book) = self.known.get(digest) {
            return Ok(Arc::clone(book));
        }
        let files = self.files(digest).ok_or(NoDraft::NotAtHand)?;
        Rulebook::load(&files).map(Arc::new).map_err(NoDraft::Faults)
    }

    fn read(&self, digest: &str) -> Option<Rulebook> {
        match Rulebook::load(&self.files(digest)?) {
            Ok(book) => Some(book),
            Err(faults) => {
                let first = faults.first().map(ToString::to_string).unwrap_or_default();
                tracing::warn!(%digest, faults = faults.len(), %first, "a rulebook that was adopted cannot be used");
                None
            }
        }
    }

    /// Reads a bundle from the documents. Only a name that is a digest becomes a path, and only bytes that have it are
    /// taken.
    fn files(&self, digest: &str) -> Option<BTreeMap<String, String>> {
        let name = Sha256(Hash::from_hex(digest)?).to_string();
        let path = self.documents.as_ref()?.join(&name);
        let small = std::fs::metadata(&path).ok().is_some_and(|file| file.len() <= MAX_BUNDLE);
        let bytes = small.then(|| std::fs::read(&path).ok()).flatten()?;
        let found = hex(sha2::Sha256::digest(&bytes));
        (found == name).then(|| unbundle(&bytes).ok()).flatten()
    }
}
