//! Which cases looked at what, and which of them to look at again. Cases have numbers here, and what was looked at is a
//! number made from it, so that a million cases fit. Two things with one number only bring up more cases than need be.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use register::{
    form::Form,
    id::{BodyId, FilingId, Reference},
};

use crate::{case::CaseId, tally::Subject};

/// What a case looked at beside itself.
#[derive(Debug, Clone, Copy, Hash)]
pub(crate) enum Looked<'a> {
    /// Another filing.
    Filing(&'a FilingId),
    /// Filings of a form that refer to something else than the case's own filing.
    Listed(&'a Reference, Form),
    /// The tally of another subject.
    Tally(&'a Subject),
    /// Claims about a subject.
    Claims(&'a Subject),
    /// Descriptions of a body.
    Body(&'a BodyId),
    /// Drafts and regulations.
    Rulebooks,
}

/// The number of what was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Trace(u64);

impl Looked<'_> {
    /// Its number: the same in every run.
    pub(crate) fn trace(self) -> Trace {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        Trace(hasher.finish())
    }
}

/// Cases by number, what they looked at, and those to look at again.
#[derive(Debug, Default)]
pub(crate) struct Lookers {
    numbers: HashMap<CaseId, u32>,
    cases: Vec<CaseId>,
    by: HashMap<Trace, BTreeSet<u32>>,
    changed: HashSet<u32>,
}

impl Lookers {
    /// A case may have changed.
    pub(crate) fn mark(&mut self, id: CaseId) {
        let number = self.number(id);
        self.changed.insert(number);
    }

    /// Cases that may have changed.
    pub(crate) fn mark_all(&mut self, ids: impl IntoIterator<Item = CaseId>) {
        ids.into_iter().for_each(|id| self.mark(id));
    }

    /// Something changed: whoever looked at it may have too.
    pub(crate) fn bring_up(&mut self, looked: Looked<'_>) {
        if let Some(cases) = self.by.get(&looked.trace()) {
            self.changed.extend(cases);
        }
    }

    /// A case looked at these.
    pub(crate) fn remember(&mut self, id: &CaseId, looked: &[Trace]) {
        let known = self.numbers.get(id).copied();
        let number = known.unwrap_or_else(|| self.number(id.clone()));
        for trace in looked {
            self.by.entry(*trace).or_default().insert(number);
        }
    }

    /// The cases that may have changed since this was asked last, in order.
    pub(crate) fn changed(&mut self) -> Vec<CaseId> {
        let numbers = std::mem::take(&mut self.changed);
        let mut ids: Vec<CaseId> = numbers.into_iter().map(|number| self.cases[number as usize].clone()).collect();
        ids.sort_unstable();
        ids
    }

    fn number(&mut self, id: CaseId) -> u32 {
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        // INVARIANT: entries are fewer than 2^32 times over; each makes a few cases.
        let number = u32::try_from(self.cases.len()).unwrap_or(u32::MAX);
        self.cases.push(id.clone());
        self.numbers.insert(id, number);
        number
    }
}
