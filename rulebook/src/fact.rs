//! Facts: what the law asks of a case, each with its type, its state (known, absent, unknown) and the entries it rests
//! on. What facts there are stands in `vocabulary.rs`; how they follow from filings in `facts/`.

use std::{marker::PhantomData, sync::Arc};

use register::lang::Words;

use crate::{case::CaseKind, wanted::Places};

/// The type of a fact, as Cedar knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number.
    Long,
    /// Text: a code of a codelist, an id, or words in small letters without accents.
    Text,
    /// A day (its midnight in UTC) or an instant.
    Moment,
    /// A set of texts.
    Set,
}

/// What the texts of a fact are: what a policy holds against it must be such a text, or it would never be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Codes of a codelist.
    Codes(&'static str),
    /// Words of people, in small letters without accents, with single spaces.
    Words,
    /// Ids, or their first part.
    Ids,
    /// Codes of the rulebook's list of laws.
    Laws,
    /// Codes of forms.
    Forms,
    /// What no list holds: paths of fields, currencies, matching rules.
    Others,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Long(i64),
    /// Text.
    Text(Arc<str>),
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Moment(i64),
    /// A set of texts, sorted, each once.
    Set(Arc<[Arc<str>]>),
}

/// The state of one fact of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub enum Slot {
    /// Its value is known.
    Known(Value),
    /// The register knows that there is none: nothing of the kind was filed, or its filer says that it does not exist.
    #[default]
    Absent,
    /// There may be one, and the register does not know it: withheld, not published, not found.
    Unknown,
}

/// One fact as declared.
#[derive(Debug, Clone, Copy)]
pub struct FactDef {
    /// Its name in policies, as `decided_at`.
    pub name: &'static str,
    /// Its type.
    pub type_: Type,
    /// Whether it is always known: policies need no `has` before it.
    pub always: bool,
    /// What its texts are, where it has texts.
    pub texts: Option<Texts>,
    /// Its name for people.
    pub words: Words,
    /// What it means, with unit and source.
    pub means: Words,
}

/// The place of a fact of type `T` among the facts of its kind.
#[derive(Debug)]
pub struct Key<T> {
    at: usize,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> Key<T> {
    /// The key of the fact at a place. Only `vocabulary.rs` makes keys.
    pub(crate) const fn new(at: usize) -> Key<T> {
        Key { at, value: PhantomData }
    }

    /// Its place.
    pub(crate) const fn at(self) -> usize {
        self.at
    }
}

/// What a key's type is called in the vocabulary, and how its values are kept.
pub trait FactType {
    /// The type.
    const TYPE: Type;
    /// Its value.
    fn value(self) -> Value;
}

/// A day or an instant, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// Text of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub Arc<str>);

/// A set of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set(pub Vec<Arc<str>>);

impl FactType for bool {
    const TYPE: Type = Type::Bool;
    fn value(self) -> Value {
        Value::Bool(self)
    }
}

impl FactType for i64 {
    const TYPE: Type = Type::Long;
    fn value(self) -> Value {
        Value::Long(self)
    }
}

impl FactType for Text {
    const TYPE: Type = Type::Text;
    fn value(self) -> Value {
        Value::Text(self.0)
    }
}

impl FactType for Moment {
    const TYPE: Type = Type::Moment;
    fn value(self) -> Value {
        Value::Moment(self.0)
    }
}

impl FactType for Set {
    const TYPE: Type = Type::Set;
    fn value(mut self) -> Value {
        self.0.sort();
        self.0.dedup();
        Value::Set(self.0.into())
    }
}

/// A value that may be absent or unknown, while facts are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Maybe<T> {
    /// Known.
    Known(T),
    /// Known not to be.
    Absent,
    /// Not known.
    Unknown,
}

impl<T> Maybe<T> {
    /// The value under a function.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Maybe::Known(value) => Maybe::Known(f(value)),
            Maybe::Absent => Maybe::Absent,
            Maybe::Unknown => Maybe::Unknown,
        }
    }

    /// Both, where both are known; unknown where either may still be; else absent.
    pub fn zip<U>(self, other: Maybe<U>) -> Maybe<(T, U)> {
        match (self, other) {
            (Maybe::Known(a), Maybe::Known(b)) => Maybe::Known((a, b)),
            (Maybe::Absent, _) | (_, Maybe::Absent) => Maybe::Absent,
            _ => Maybe::Unknown,
        }
    }

    /// The value, if it is known.
    pub fn known(self) -> Option<T> {
        match self {
            Maybe::Known(value) => Some(value),
            _ => None,
        }
    }
}

impl<T> From<Option<T>> for Maybe<T> {
    /// What is not there is known not to be.
    fn from(value: Option<T>) -> Maybe<T> {
        value.map_or(Maybe::Absent, Maybe::Known)
    }
}

/// The facts of one entity, a case or the body that answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Facts {
    kind: CaseKind,
    /// Those that are asked for; the others are left absent.
    wanted: Places,
    slots: Vec<Slot>,
    /// Which fact (by place) rests on which entry.
    rests_on: Vec<(u16, u64)>,
}

impl Facts {
    /// Facts of a kind, all absent.
    #[must_use]
    pub fn new(kind: CaseKind) -> Facts {
        Facts::only(kind, Places::ALL)
    }

    /// Facts of a kind, all absent, of which only some will be made.
    pub(crate) fn only(kind: CaseKind, wanted: Places) -> Facts {
        Facts { kind, wanted, slots: vec![Slot::Absent; kind.facts().len()], rests_on: Vec::new() }
    }

    /// Which of them are asked for.
    pub(crate) fn wanted(&self) -> Places {
        self.wanted
    }

    /// Whether one is asked for. What costs something is worked out only then.
    pub(crate) fn wants<T>(&self, key: Key<T>) -> bool {
        self.wanted.has(key.at())
    }

    /// Their kind.
    #[must_use]
    pub fn kind(&self) -> CaseKind {
        self.kind
    }

    /// The state of every fact, in the order of the vocabulary.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The state of a fact by name.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<&Slot> {
        self.kind.facts().iter().position(|fact| fact.name == name).map(|at| &self.slots[at])
    }

    /// The entries that a fact rests on, ascending.
    #[must_use]
    pub fn entries(&self, at: usize) -> Vec<u64> {
        let mut entries: Vec<u64> =
            self.rests_on.iter().filter(|(fact, _)| usize::from(*fact) == at).map(|(_, entry)| *entry).collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// Sets the state of a fact by its place, for facts that come from elsewhere than filings: tests, counter-examples.
    pub fn put(&mut self, at: usize, slot: Slot) {
        self.slots[at] = slot;
    }

    /// Sets a fact to a known value.
    pub(crate) fn set<T: FactType>(&mut self, key: Key<T>, value: T, entries: &[u64]) {
        self.maybe(key, Maybe::Known(value), entries);
    }

    /// Sets a fact to what may be known.
    pub(crate) fn maybe<T: FactType>(&mut self, key: Key<T>, value: Maybe<T>, entries: &[u64]) {
        if !self.wants(key) {
            return;
        }
        self.slots[key.at()] = match value {
            Maybe::Known(value) => Slot::Known(value.value()),
            Maybe::Absent => Slot::Absent,
            Maybe::Unknown => Slot::Unknown,
        };
        self.rest(key, entries);
    }

    fn rest<T>(&mut self, key: Key<T>, entries: &[u64]) {
        let at = u16::try_from(key.at()).unwrap_or(u16::MAX);
        self.rests_on.extend(entries.iter().take(MAX_EVIDENCE).map(|entry| (at, *entry)));
    }
}

/// Entries named for one fact at most: the first of them. Sums over many say how many in their value.
const MAX_EVIDENCE: usize = 16;
