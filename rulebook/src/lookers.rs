//! Which cases looked at what, and which of them to look at again. Cases have numbers here, and what was looked at is a
//! number made from it, so that a million cases fit. Two things with one number only bring up more cases than need be.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher as _, DefaultHasher, Hash as _, Hasher as _, RandomState},
    num::NonZeroU64,
};

use register::{
    codelist::ClaimKind,
    form::Form,
    id::{BodyId, FilingId, Reference},
    time::Date,
};

use crate::{
    case::CaseId,
    cases::CaseFacts,
    tally::{Bucket, Subject},
};

/// What a case looked at beside itself.
#[derive(Debug, Clone, Copy, Hash)]
pub(crate) enum Looked<'a> {
    /// Another filing.
    Filing(&'a FilingId),
    /// Filings of a form that refer to something else than the case's own filing.
    Listed(&'a Reference, Form),
    /// One count of another subject.
    Count(&'a Subject, Bucket),
    /// How a count of another subject begins: its first day, its first entries.
    Beginning(&'a Subject, Bucket),
    /// Claims of a kind about a subject.
    Claims(&'a Subject, ClaimKind),
    /// Claims of a year that technologies of a holder were used; of any year, where none is given.
    UseClaims(&'a BodyId, Option<i32>),
    /// Descriptions of a body.
    Body(&'a BodyId),
    /// Drafts and regulations.
    Rulebooks,
}

/// The number of what was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Trace(u64);

/// The years of a period, one after the other; none in their place where it is open or longer than [`MAX_YEARS`].
pub(crate) fn years(from: Date, to: Option<Date>, see: &mut dyn FnMut(Option<i32>)) {
    let year = |day: Date| i32::from(day.parts().0);
    match to.map(|to| year(from)..=year(to)).filter(|years| years.end() - years.start() < MAX_YEARS) {
        Some(years) => years.for_each(|year| see(Some(year))),
        None => see(None),
    }
}

/// A period of more years than these is looked at as a whole.
const MAX_YEARS: i32 = 16;

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
    /// Numbers of cases by a hash of each; the next free number after it, where another case has it already.
    numbers: HashMap<u64, u32>,
    cases: Vec<CaseId>,
    by: HashMap<Trace, Few>,
    changed: HashSet<u32>,
    /// The print of the facts of which the last answer about a case was made, by its number.
    prints: Vec<Option<Print>>,
    printer: RandomState,
}

/// Numbers in order, each once. Most things are looked at by one case.
#[derive(Debug)]
enum Few {
    One(u32),
    Many(Vec<u32>),
}

impl Few {
    fn insert(&mut self, number: u32) {
        match self {
            Few::One(one) if *one == number => {}
            Few::One(one) => *self = Few::Many(vec![number.min(*one), number.max(*one)]),
            Few::Many(all) if all.last().is_some_and(|last| *last < number) => all.push(number),
            Few::Many(all) => {
                if let Err(at) = all.binary_search(&number) {
                    all.insert(at, number);
                }
            }
        }
    }

    fn all(&self) -> &[u32] {
        match self {
            Few::One(one) => std::slice::from_ref(one),
            Few::Many(all) => all,
        }
    }
}

/// A number made from facts. Other facts have the same one of 2^64 by chance only: its key is this process's own, so that
/// nobody can file facts made to look like others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Print(NonZeroU64);

impl Lookers {
    /// A case may have changed.
    pub(crate) fn mark(&mut self, id: CaseId) {
        let number = self.number(&id);
        self.changed.insert(number);
    }

    /// Cases that may have changed.
    pub(crate) fn mark_all(&mut self, ids: impl IntoIterator<Item = CaseId>) {
        ids.into_iter().for_each(|id| self.mark(id));
    }

    /// Something changed: whoever looked at it may have too.
    pub(crate) fn bring_up(&mut self, looked: Looked<'_>) {
        if let Some(cases) = self.by.get(&looked.trace()) {
            self.changed.extend(cases.all());
        }
    }

    /// A case looked at these.
    pub(crate) fn remember(&mut self, id: &CaseId, looked: &[Trace]) {
        let number = self.number(id);
        for trace in looked {
            self.by.entry(*trace).and_modify(|cases| cases.insert(number)).or_insert(Few::One(number));
        }
    }

    /// The print of the facts of a case, and that of the facts answered of last.
    pub(crate) fn prints(&self, id: &CaseId, facts: &CaseFacts) -> (Print, Option<Print>) {
        let print = NonZeroU64::new(self.printer.hash_one(facts)).unwrap_or(NonZeroU64::MAX);
        let last = self.find(id).ok().and_then(|number| self.prints.get(number as usize)).copied().flatten();
        (Print(print), last)
    }

    /// A case was answered of facts with a print; of none, where it has no facts.
    pub(crate) fn answered(&mut self, id: &CaseId, print: Option<Print>) {
        let at = self.number(id) as usize;
        if self.prints.len() <= at {
            self.prints.resize(at + 1, None);
        }
        self.prints[at] = print;
    }

    /// No case was answered of.
    pub(crate) fn ask_anew(&mut self) {
        self.prints.clear();
    }

    /// The cases that may have changed since this was asked last, in the order in which they first came up: to compare
    /// numbers costs less than to compare ids.
    pub(crate) fn changed(&mut self) -> Vec<CaseId> {
        let mut numbers: Vec<u32> = std::mem::take(&mut self.changed).into_iter().collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| self.cases[number as usize].clone()).collect()
    }

    /// The number of a case; a new one has none yet.
    fn number(&mut self, id: &CaseId) -> u32 {
        let free = match self.find(id) {
            Ok(number) => return number,
            Err(free) => free,
        };
        // INVARIANT: entries are fewer than 2^32 times over; each makes a few cases.
        let number = u32::try_from(self.cases.len()).unwrap_or(u32::MAX);
        self.cases.push(id.clone());
        self.numbers.insert(free, number);
        number
    }

    /// The number of a case, or the hash under which a new one stands. No case is ever taken out.
    fn find(&self, id: &CaseId) -> Result<u32, u64> {
        let mut at = self.printer.hash_one(id);
        while let Some(number) = self.numbers.get(&at) {
            if self.cases[*number as usize] == *id {
                return Ok(*number);
            }
            at = at.wrapping_add(1);
        }
        Err(at)
    }
}
