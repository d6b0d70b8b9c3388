//! What a reading keeps for as long as the index is the same: names, keys, holders, words of the full text. All of it is the
//! register's own, nothing is what readers look for but two letters of words that nothing holds, and whatever they ask there is a bound
//! to it.

use std::{collections::HashMap, sync::Arc};

use register::{id::Reference, lifeline::Logged};

use super::{Holders, IndexError, Reading};

/// Names kept, and keys; where there are more, all are let go.
const MOST: usize = 1_024;

/// Bytes of words of the full text that are kept; where there are more, all are let go.
const WORDS: usize = 1 << 20;

/// Answers of one turn of the index.
#[derive(Debug, Default)]
pub(super) struct Kept {
    turn: u64,
    pub(super) holders: Option<Holders>,
    /// How many technologies were ever filed.
    pub(super) filed: Option<usize>,
    /// How many of them are listed.
    pub(super) listed: Option<u64>,
    /// By id; none where nothing has that id.
    names: HashMap<String, Option<String>>,
    /// The filing that grants a key, by the key's name and id.
    grants: HashMap<String, Option<Logged>>,
    /// The words of the full text by their first two letters, with spaces between.
    words: HashMap<String, Arc<str>>,
}

impl Reading {
    /// Begins to keep, or goes on where the index is still the same.
    pub(super) fn keep(&self) -> Result<(), IndexError> {
        let turn = self.turn()?;
        let mut kept = self.kept.borrow_mut();
        if kept.as_ref().is_none_or(|kept| kept.turn != turn) {
            *kept = Some(Kept { turn, ..Kept::default() });
        }
        self.keeps.set(true);
        Ok(())
    }

    /// Which state of the index is read; none where it may be several.
    pub(crate) fn turn_kept(&self) -> Option<u64> {
        self.kept.borrow().as_ref().filter(|_| self.keeps.get()).map(|kept| kept.turn)
    }

    /// The answer that is kept, or the one that is given now. One state of the index is read, else nothing is kept.
    pub(super) fn kept<T: Clone>(
        &self,
        known: impl Fn(&Kept) -> Option<T>,
        put: impl FnOnce(&mut Kept, T),
        ask: impl FnOnce() -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        if !self.keeps.get() {
            return ask();
        }
        if let Some(answer) = self.kept.borrow().as_ref().and_then(known) {
            return Ok(answer);
        }
        let answer = ask()?;
        if let Some(kept) = self.kept.borrow_mut().as_mut() {
            put(kept, answer.clone());
        }
        Ok(answer)
    }

    /// The name of a body or technology.
    pub(super) fn kept_name(
        &self,
        of: &Reference,
        ask: impl FnOnce() -> Result<Option<String>, IndexError>,
    ) -> Result<Option<String>, IndexError> {
        let put = |kept: &mut Kept, name| roomy(&mut kept.names).insert(of.as_str().to_owned(), name).map_or((), drop);
        self.kept(|kept| kept.names.get(of.as_str()).cloned(), put, ask)
    }

    /// The filing that grants a key.
    pub(super) fn kept_grant(
        &self,
        key: &str,
        ask: impl FnOnce() -> Result<Option<Logged>, IndexError>,
    ) -> Result<Option<Logged>, IndexError> {
        let put = |kept: &mut Kept, grant| roomy(&mut kept.grants).insert(key.to_owned(), grant).map_or((), drop);
        self.kept(|kept| kept.grants.get(key).cloned(), put, ask)
    }

    /// The words of the full text that begin with two letters.
    pub(super) fn kept_words(
        &self,
        begin: &str,
        ask: impl FnOnce() -> Result<Arc<str>, IndexError>,
    ) -> Result<Arc<str>, IndexError> {
        let put = |kept: &mut Kept, words: Arc<str>| {
            let bytes = kept.words.values().map(|words| words.len()).sum::<usize>() + words.len();
            if bytes > WORDS {
                kept.words.clear();
            }
            if words.len() <= WORDS {
                kept.words.insert(begin.to_owned(), words);
            }
        };
        self.kept(|kept| kept.words.get(begin).cloned(), put, ask)
    }
}

/// The same map, emptied where it is full.
fn roomy<T>(map: &mut HashMap<String, T>) -> &mut HashMap<String, T> {
    if map.len() >= MOST {
        map.clear();
    }
    map
}
