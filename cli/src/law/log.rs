//! The cases of a register and the law that it adopted: its published log read from the beginning, every entry held
//! against the signed root, and the rulebooks that it names by digest.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use portal::{folder::Folder, rulebooks::Rulebooks};
use register::{entry, filing::SignedFiling, time::Instant};
use rulebook::{
    book::Rulebook,
    bundle::{digest, unbundle},
    cases::Cases,
    law::{Adoption, Law, adoptions},
};

use crate::{ask::Server, failure::Failure, published::Published, rulebooks, terminal::Screen, words};

/// Which register.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    #[arg(long, value_name = "DIR", conflicts_with = "url")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    #[arg(long, value_name = "VKEY")]
    pub(crate) vkey: Option<String>,
}

/// The folder that is read where no register is named.
const DEFAULT: &str = "veedor-data";

/// A register as its log tells it.
pub(crate) struct History {
    /// Its cases.
    pub(crate) cases: Cases,
    /// Number of entries.
    pub(crate) size: u64,
    /// What it adopted, with the rulebooks at hand.
    pub(crate) law: Law,
}

/// Where a register is: its log, and where its documents are.
struct Source {
    published: Published,
    documents: Documents,
}

enum Documents {
    Folder(PathBuf),
    Server(Server),
}

impl Place {
    /// Whether a register was named.
    pub(crate) fn is_named(&self) -> bool {
        self.data.is_some() || self.url.is_some()
    }

    /// The published log.
    pub(crate) fn published(&self, screen: &Screen) -> Result<Published, Failure> {
        Ok(self.source(screen)?.published)
    }

    /// Reads the log.
    pub(crate) fn history(&self, screen: &Screen) -> Result<History, Failure> {
        self.history_of(u64::MAX, screen)
    }

    /// Reads the first entries of the log, so many or as many as there are.
    pub(crate) fn history_of(&self, most: u64, screen: &Screen) -> Result<History, Failure> {
        let Source { published, documents } = self.source(screen)?;
        let size = published.size().min(most);
        let mut cases = Cases::new();
        each(&published, size, screen, |at, received, signed| {
            cases.apply(at, received, signed);
            Ok(())
        })?;
        let law = documents.law(adoptions(&cases))?;
        Ok(History { cases, size, law })
    }

    /// Reads the log, and makes nothing of its entries.
    pub(crate) fn each(
        &self,
        screen: &Screen,
        take: impl FnMut(u64, Instant, &SignedFiling) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let published = self.published(screen)?;
        each(&published, published.size(), screen, take)
    }

    fn source(&self, screen: &Screen) -> Result<Source, Failure> {
        if let (None, Some(url)) = (&self.data, &self.url) {
            let server = Server::new(url)?;
            let published = Published::at(&server, self.vkey.as_deref(), screen)?;
            return Ok(Source { published, documents: Documents::Server(server) });
        }
        let data = self.data.clone().unwrap_or_else(|| PathBuf::from(DEFAULT));
        let documents = Documents::Folder(Folder::open(&data)?.blobs());
        Ok(Source { published: Published::folder(&data)?, documents })
    }
}

/// So many entries of a log, one after the other, each held against the signed root.
fn each(
    published: &Published,
    size: u64,
    screen: &Screen,
    mut take: impl FnMut(u64, Instant, &SignedFiling) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let bar = screen.bar(size, &words::following());
    let entries = published.log.verified_entries(0..size, published.checkpoint.checkpoint())?;
    for (at, bytes) in (0..).zip(entries) {
        let (received, signed) =
            entry::decode(&bytes?).map_err(|error| Failure::Reach(words::bad_entry(&at, &error)))?;
        take(at, received, &signed)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

impl Documents {
    /// The law of some regulations, with the rulebooks that came with the program and those kept beside the log.
    fn law(&self, adoptions: Vec<Adoption>) -> Result<Law, Failure> {
        let mut known = rulebooks::loaded()?;
        match self {
            Documents::Folder(folder) => Ok(Rulebooks::new(known).with_documents(folder.clone()).law(adoptions)),
            Documents::Server(server) => {
                for digest in adoptions.iter().filter_map(|adoption| adoption.digest.clone()) {
                    if !known.contains_key(&digest)
                        && let Some(book) = fetched(server, &digest)
                    {
                        known.insert(digest, Arc::new(book));
                    }
                }
                Ok(Law::new(adoptions, known))
            }
        }
    }
}

/// A rulebook from a server's documents; only bytes that have the digest are taken. What is not there is told of as
/// missing, with the regulation that names it.
fn fetched(server: &Server, name: &str) -> Option<Rulebook> {
    let answer = server.get(&format!("/blobs/sha256/{name}")).ok().filter(|answer| answer.status == 200)?;
    let files: BTreeMap<String, String> = unbundle(&answer.body).ok()?;
    // The same files make the same bytes, so the digest of the files is that of what came.
    if digest(&files) == name { Rulebook::load(&files).ok() } else { None }
}
