//! Which cases looked at what, and which of them to look at again. Cases have numbers here, and what was looked at is a
//! number made from it, so that a million cases fit. Two things with one number only bring up more cases than need be.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, DefaultHasher, Hash, Hasher as _, RandomState},
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
    wanted::{Asked, Wanted},
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

/// Forms of which a case looked at the filings that refer to its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Forms(u64);

// INVARIANT: every form has its bit.
const _: () = assert!(Form::ALL.len() <= 64);

impl Forms {
    /// With one form more.
    pub(crate) const fn with(self, form: Form) -> Forms {
        Forms(self.0 | 1 << form as u64)
    }

    const fn has(self, form: Form) -> bool {
        self.0 >> form as u64 & 1 == 1
    }
}

/// All that a case looked at, in order, each once.
#[derive(Debug, Hash)]
pub(crate) struct Looks {
    pub(crate) traces: Vec<Trace>,
    pub(crate) forms: Forms,
}

/// Cases by number, what they looked at, and those to look at again.
#[derive(Debug)]
pub(crate) struct Lookers {
    wanted: Wanted,
    /// Numbers of cases by a hash of each; the next free number after it, where another case has it already.
    numbers: HashMap<u64, u32>,
    cases: Vec<Known>,
    by: HashMap<Trace, Few>,
    changed: Vec<u32>,
    printer: RandomState,
}

/// What is known of a case: of how it was looked at last.
#[derive(Debug)]
struct Known {
    id: CaseId,
    /// Whether it is among those to look at again.
    changed: bool,
    /// The filings that refer to its own which were looked at.
    forms: Forms,
    /// The print of what was looked at. What one looked at before it may still bring it up: that costs less than to forget.
    looks: Option<Print>,
    /// The print of the facts of which the last answer was made.
    facts: Option<Print>,
}

/// A look at a case, to be remembered.
#[derive(Debug)]
pub(crate) struct Seen {
    number: Option<u32>,
    facts: (Print, Option<Print>),
    looks: (Print, Looks),
}

impl Seen {
    /// Whether the facts are those of which the last answer was made.
    pub(crate) fn is_same(&self) -> bool {
        Some(self.facts.0) == self.facts.1
    }
}

impl Default for Lookers {
    fn default() -> Lookers {
        Lookers {
            wanted: Wanted::all(),
            numbers: HashMap::new(),
            cases: Vec::new(),
            by: HashMap::new(),
            changed: Vec::new(),
            printer: RandomState::new(),
        }
    }
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
    /// Only some facts are asked for, and no case was answered of.
    pub(crate) fn want(&mut self, wanted: Wanted) {
        self.wanted = wanted;
        self.cases.iter_mut().for_each(|known| known.facts = None);
    }

    /// What is asked of a case.
    pub(crate) fn asks(&self, id: &CaseId) -> Option<Asked> {
        self.wanted.of(id.kind())
    }

    /// A case may have changed.
    pub(crate) fn mark(&mut self, id: CaseId) {
        if self.asks(&id).is_some() {
            let number = self.number(&id);
            self.cases[number as usize].mark(number, &mut self.changed);
        }
    }

    /// Cases that may have changed.
    pub(crate) fn mark_all(&mut self, ids: impl IntoIterator<Item = CaseId>) {
        ids.into_iter().for_each(|id| self.mark(id));
    }

    /// Filings of a form that refer to that of some cases changed: those cases may have, if they looked.
    pub(crate) fn mark_listing(&mut self, ids: impl IntoIterator<Item = CaseId>, form: Form) {
        for number in ids.into_iter().filter_map(|id| self.find(&id).ok()).collect::<Vec<_>>() {
            let known = &mut self.cases[number as usize];
            if known.forms.has(form) {
                known.mark(number, &mut self.changed);
            }
        }
    }

    /// Something changed: whoever looked at it may have too.
    pub(crate) fn bring_up(&mut self, looked: Looked<'_>) {
        for number in self.by.get(&looked.trace()).map(Few::all).unwrap_or_default() {
            self.cases[*number as usize].mark(*number, &mut self.changed);
        }
    }

    /// A look at a case, beside the one before it.
    pub(crate) fn seen(&self, id: &CaseId, facts: &CaseFacts, looks: Looks) -> Seen {
        let number = self.find(id).ok();
        let last = number.and_then(|number| self.cases[number as usize].facts);
        Seen { number, facts: (self.print(facts), last), looks: (self.print(&looks), looks) }
    }

    fn print(&self, of: impl Hash) -> Print {
        Print(NonZeroU64::new(self.printer.hash_one(of)).unwrap_or(NonZeroU64::MAX))
    }

    /// A case was answered of as it was seen; of nothing, where it has no facts.
    pub(crate) fn answered(&mut self, id: &CaseId, seen: Option<Seen>) {
        let Some(Seen { number, facts: (facts, _), looks: (print, looks) }) = seen else {
            if let Ok(number) = self.find(id) {
                self.cases[number as usize].facts = None;
            }
            return;
        };
        let number = number.unwrap_or_else(|| self.number(id));
        let known = &mut self.cases[number as usize];
        known.facts = Some(facts);
        if known.looks == Some(print) {
            return;
        }
        (known.looks, known.forms) = (Some(print), looks.forms);
        for trace in looks.traces {
            self.by.entry(trace).and_modify(|cases| cases.insert(number)).or_insert(Few::One(number));
        }
    }

    /// The cases that may have changed since this was asked last, in the order in which they first came up: to compare
    /// numbers costs less than to compare ids.
    pub(crate) fn changed(&mut self) -> Vec<CaseId> {
        let mut numbers = std::mem::take(&mut self.changed);
        numbers.sort_unstable();
        let again = numbers.into_iter().map(|number| {
            let known = &mut self.cases[number as usize];
            known.changed = false;
            known.id.clone()
        });
        again.collect()
    }

    /// The number of a case; a new one has none yet.
    fn number(&mut self, id: &CaseId) -> u32 {
        let free = match self.find(id) {
            Ok(number) => return number,
            Err(free) => free,
        };
        // INVARIANT: entries are fewer than 2^32 times over; each makes a few cases.
        let number = u32::try_from(self.cases.len()).unwrap_or(u32::MAX);
        let known = Known { id: id.clone(), changed: false, forms: Forms::default(), looks: None, facts: None };
        self.cases.push(known);
        self.numbers.insert(free, number);
        number
    }

    /// The number of a case, or the hash under which a new one stands. No case is ever taken out.
    fn find(&self, id: &CaseId) -> Result<u32, u64> {
        let mut at = self.printer.hash_one(id);
        while let Some(number) = self.numbers.get(&at) {
            if self.cases[*number as usize].id == *id {
                return Ok(*number);
            }
            at = at.wrapping_add(1);
        }
        Err(at)
    }
}

impl Known {
    fn mark(&mut self, number: u32, changed: &mut Vec<u32>) {
        if !self.changed {
            self.changed = true;
            changed.push(number);
        }
    }
}
