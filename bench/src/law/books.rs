//! The rulebooks of `law/`, and as many policies as are asked for: pages beyond those there are stand again under other
//! codes, as other rulebooks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rulebook::book::{CARD, Rulebook};

/// The names of the rulebooks.
pub const NAMES: [&str; 4] = ["mx-federal", "register", "human-rights", "ccops"];

/// Why there are no rulebooks to measure with.
#[derive(Debug, thiserror::Error)]
pub enum BooksError {
    /// A file of the folder cannot be read.
    #[error("cannot read the rulebook `{folder}`: {error}")]
    Unreadable {
        /// The folder.
        folder: String,
        /// Why.
        error: std::io::Error,
    },
    /// The pages have faults.
    #[error("the rulebook `{name}` has faults: {first}")]
    Faults {
        /// Its name.
        name: String,
        /// The first of them.
        first: String,
    },
}

/// The folder of rulebooks beside the one of this package.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../law")
}

/// The files of a rulebook.
pub fn files(name: &str) -> Result<BTreeMap<String, String>, BooksError> {
    let at = folder().join(name);
    let unreadable = |error| BooksError::Unreadable { folder: at.display().to_string(), error };
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(&at).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        files.insert(file, fs::read_to_string(&path).map_err(unreadable)?);
    }
    Ok(files)
}

/// A rulebook from its files.
pub fn load(name: &str, files: &BTreeMap<String, String>) -> Result<Arc<Rulebook>, BooksError> {
    let faults = |faults: Vec<rulebook::fault::Fault>| BooksError::Faults {
        name: name.into(),
        first: faults.first().map_or_else(String::new, ToString::to_string),
    };
    Rulebook::load(files).map(Arc::new).map_err(faults)
}

/// One of the rulebooks as it stands.
pub fn book(name: &str) -> Result<Arc<Rulebook>, BooksError> {
    load(name, &files(name)?)
}

/// So many policies: the pages there are, in order, as often as it takes.
pub fn policies(wanted: usize) -> Result<Vec<Arc<Rulebook>>, BooksError> {
    let mut books = Vec::new();
    let (mut left, mut round) = (wanted, 0);
    while left > 0 {
        for name in NAMES {
            let book = again(name, round, left)?;
            left -= book.rules.len();
            books.extend((!book.rules.is_empty()).then_some(book));
        }
        round += 1;
    }
    Ok(books)
}

/// The first pages of a rulebook, under the name and codes of a round.
fn again(name: &str, round: usize, most: usize) -> Result<Arc<Rulebook>, BooksError> {
    let all = files(name)?;
    let pages = all.iter().filter(|(file, _)| *file != CARD).take(most);
    let mut taken: BTreeMap<String, String> = pages.map(|(file, text)| recoded(round, file, text)).collect();
    if let Some(card) = all.get(CARD) {
        let named = format!("name = \"{name}\"");
        taken.insert(CARD.into(), card.replace(&named, &format!("name = \"{name}{}\"", suffix(round))));
    }
    load(name, &taken)
}

fn suffix(round: usize) -> String {
    if round == 0 { String::new() } else { format!("-{round}") }
}

/// A page of a later round: `MX-07-…` becomes `MXB-07-…`.
fn recoded(round: usize, file: &str, text: &str) -> (String, String) {
    let Some((prefix, rest)) = file.split_once('-').filter(|_| round > 0) else { return (file.into(), text.into()) };
    let letter = char::from(b'A' + (round % 26) as u8);
    (format!("{prefix}{letter}-{rest}"), text.replacen(&format!("# {prefix}-"), &format!("# {prefix}{letter}-"), 1))
}
