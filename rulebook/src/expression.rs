//! Conditions of a policy as a small tree over facts, and what they come to where some facts are not known (Kleene's
//! three values; `false && unknown` is false on either side). The language is the part of Cedar that rules use;
//! `lower.rs` makes the tree, a property test holds it to Cedar's own evaluator.

use std::{cmp::Ordering, sync::Arc};

use crate::{
    case::CaseKind,
    fact::{FactDef, Facts, Maybe, Slot, Value},
    pattern::Pattern,
};

/// Milliseconds of a day.
pub(crate) const DAY: i64 = 86_400_000;

/// Days before and after 1970 between which questions are asked, some 2,700 years: far beyond any fact, and far from
/// the moments that a number of milliseconds cannot say.
pub(crate) const LAST_DAY: i64 = 1_000_000;

/// The midnight at which a day begins.
pub(crate) fn midnight(day: i64) -> i64 {
    day.clamp(-LAST_DAY, LAST_DAY) * DAY
}

/// Whose fact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The body that answers.
    Principal,
    /// The case.
    Resource,
}

impl Owner {
    /// The facts of this one.
    pub(crate) fn of<'a>(self, principal: &'a Facts, resource: &'a Facts) -> &'a Facts {
        match self {
            Owner::Principal => principal,
            Owner::Resource => resource,
        }
    }
}

/// What a condition reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactRef {
    /// A fact of the body or the case, by its place in the vocabulary.
    Fact(Owner, usize),
    /// The day for which the question is asked.
    At,
    /// The deadline that the version counts.
    Due,
}

impl FactRef {
    /// Its declaration, where it is a fact.
    #[must_use]
    pub fn def(self, kind: CaseKind) -> Option<&'static FactDef> {
        match self {
            FactRef::Fact(Owner::Principal, at) => CaseKind::Body.facts().get(at),
            FactRef::Fact(Owner::Resource, at) => kind.facts().get(at),
            FactRef::At | FactRef::Due => None,
        }
    }

    /// Its name in policies, as `resource.decided_at`.
    #[must_use]
    pub fn name(self, kind: CaseKind) -> String {
        let of = |kind: CaseKind, at: usize| kind.facts().get(at).map_or("", |fact| fact.name);
        match self {
            FactRef::Fact(Owner::Principal, at) => format!("principal.{}", of(CaseKind::Body, at)),
            FactRef::Fact(Owner::Resource, at) => format!("resource.{}", of(kind, at)),
            FactRef::At => "context.at".into(),
            FactRef::Due => "context.due".into(),
        }
    }
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// How two numbers, moments or spans make a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
}

/// How two sets are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SetTest {
    All,
    Any,
}

/// An expression. Whole numbers, moments and spans (milliseconds) are all numbers here: Cedar has checked their types.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    Bool(bool),
    Number(i64),
    Text(Arc<str>),
    Set(Arc<[Arc<str>]>),
    Read(FactRef),
    Has(FactRef),
    Not(Box<Expr>),
    And(Box<(Expr, Expr)>),
    Or(Box<(Expr, Expr)>),
    If(Box<(Expr, Expr, Expr)>),
    Compare(Comparison, Box<(Expr, Expr)>),
    Arithmetic(Arithmetic, Box<(Expr, Expr)>),
    Negative(Box<Expr>),
    /// The midnight before a moment.
    Date(Box<Expr>),
    /// The time since that midnight.
    Time(Box<Expr>),
    /// A span in units of so many milliseconds, toward zero.
    Units(i64, Box<Expr>),
    Contains(Box<(Expr, Expr)>),
    Sets(SetTest, Box<(Expr, Expr)>),
    IsEmpty(Box<Expr>),
    /// A number that is one of a list.
    OneOf(Arc<[i64]>, Box<Expr>),
    Like(Pattern, Box<Expr>),
}

/// What is known when a condition is asked.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) principal: &'a [Slot],
    pub(crate) resource: &'a [Slot],
    pub(crate) due: &'a Maybe<i64>,
    /// The day asked for: its midnight in milliseconds.
    pub(crate) at: i64,
}

/// What an expression comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Outcome<'a> {
    Bool(bool),
    Number(i64),
    Text(&'a str),
    Set(&'a [Arc<str>]),
    /// It rests on something that is not known.
    Unknown,
    /// A number too large, or a fact read that is not there: a fault of the rulebook or of the facts.
    Error,
}

use Outcome::{Bool, Error, Number, Set, Text, Unknown};

impl Expr {
    /// What it comes to.
    pub(crate) fn ask<'a>(&'a self, known: &Known<'a>) -> Outcome<'a> {
        match self {
            Expr::Bool(value) => Bool(*value),
            Expr::Number(value) => Number(*value),
            Expr::Text(value) => Text(value),
            Expr::Set(value) => Set(value),
            Expr::Read(fact) => known.read(*fact),
            Expr::Has(fact) => known.has(*fact),
            Expr::Not(inner) => not(inner.ask(known)),
            Expr::And(pair) => both(pair.0.ask(known), || pair.1.ask(known), false),
            Expr::Or(pair) => both(pair.0.ask(known), || pair.1.ask(known), true),
            Expr::If(parts) => choose(parts, known),
            Expr::Contains(pair) => contains(pair.0.ask(known), pair.1.ask(known)),
            Expr::Compare(how, pair) => compare(*how, pair.0.ask(known), pair.1.ask(known)),
            other => other.ask_number(known),
        }
    }

    fn ask_number<'a>(&'a self, known: &Known<'a>) -> Outcome<'a> {
        match self {
            Expr::Arithmetic(how, pair) => arithmetic(*how, pair.0.ask(known), pair.1.ask(known)),
            Expr::Negative(inner) => number(inner.ask(known), i64::checked_neg),
            Expr::Date(inner) => number(inner.ask(known), |moment| moment.checked_sub(moment.rem_euclid(DAY))),
            Expr::Time(inner) => number(inner.ask(known), |moment| Some(moment.rem_euclid(DAY))),
            Expr::Units(unit, inner) => number(inner.ask(known), |span| span.checked_div(*unit)),
            Expr::Sets(how, pair) => sets(*how, pair.0.ask(known), pair.1.ask(known)),
            Expr::IsEmpty(inner) => of_set(inner.ask(known), |set| set.is_empty()),
            Expr::OneOf(list, inner) => match inner.ask(known) {
                Number(value) => Bool(list.contains(&value)),
                other => other.strange(),
            },
            Expr::Like(pattern, inner) => match inner.ask(known) {
                Text(text) => Bool(pattern.matches(text)),
                other => other.strange(),
            },
            _ => Error,
        }
    }
}

impl<'a> Known<'a> {
    fn slot(&self, owner: Owner, at: usize) -> Option<&'a Slot> {
        match owner {
            Owner::Principal => self.principal.get(at),
            Owner::Resource => self.resource.get(at),
        }
    }

    fn read(&self, fact: FactRef) -> Outcome<'a> {
        match fact {
            FactRef::At => Number(self.at),
            FactRef::Due => match self.due {
                Maybe::Known(due) => Number(*due),
                Maybe::Absent => Error,
                Maybe::Unknown => Unknown,
            },
            FactRef::Fact(owner, at) => match self.slot(owner, at) {
                Some(Slot::Known(value)) => value_of(value),
                Some(Slot::Unknown) => Unknown,
                Some(Slot::Absent) | None => Error,
            },
        }
    }

    fn has(&self, fact: FactRef) -> Outcome<'a> {
        match fact {
            FactRef::At => Bool(true),
            FactRef::Due => match self.due {
                Maybe::Known(_) => Bool(true),
                Maybe::Absent => Bool(false),
                Maybe::Unknown => Unknown,
            },
            FactRef::Fact(owner, at) => match self.slot(owner, at) {
                Some(Slot::Known(_)) => Bool(true),
                Some(Slot::Absent) => Bool(false),
                Some(Slot::Unknown) => Unknown,
                None => Error,
            },
        }
    }

    /// Whether a fact is not known.
    pub(crate) fn lacks(&self, fact: FactRef) -> bool {
        self.has(fact) == Unknown
    }
}

impl Outcome<'_> {
    /// What a value of a kind that cannot stand here comes to: unknown stays so, all else is an error.
    fn strange(self) -> Self {
        if self == Unknown { Unknown } else { Error }
    }
}

fn value_of(value: &Value) -> Outcome<'_> {
    match value {
        Value::Bool(value) => Bool(*value),
        Value::Long(value) | Value::Moment(value) => Number(*value),
        Value::Text(value) => Text(value),
        Value::Set(value) => Set(value),
    }
}

pub(crate) fn not(outcome: Outcome<'_>) -> Outcome<'_> {
    match outcome {
        Bool(value) => Bool(!value),
        other => other.strange(),
    }
}

/// `&&` where `decides` is false, `||` where it is true. An error counts only where Cedar would come upon it: after a
/// left side that does not decide; where that side is unknown, so is the whole.
pub(crate) fn both<'a>(left: Outcome<'a>, right: impl FnOnce() -> Outcome<'a>, decides: bool) -> Outcome<'a> {
    let left = match left {
        Bool(value) if value == decides => return Bool(decides),
        Bool(value) => Bool(value),
        Unknown => Unknown,
        _ => return Error,
    };
    match (left, right()) {
        (_, Bool(value)) if value == decides => Bool(decides),
        (Unknown, _) | (_, Unknown) => Unknown,
        (_, Bool(value)) => Bool(value),
        _ => Error,
    }
}

/// Where the condition is unknown, both ways may still come to the same.
fn choose<'a>(parts: &'a (Expr, Expr, Expr), known: &Known<'a>) -> Outcome<'a> {
    match parts.0.ask(known) {
        Bool(true) => parts.1.ask(known),
        Bool(false) => parts.2.ask(known),
        Unknown => match (parts.1.ask(known), parts.2.ask(known)) {
            (one, other) if one == other => one,
            _ => Unknown,
        },
        _ => Error,
    }
}

fn compare<'a>(how: Comparison, left: Outcome<'a>, right: Outcome<'a>) -> Outcome<'a> {
    let order = match (left, right) {
        (Number(left), Number(right)) => left.cmp(&right),
        (Error, _) | (_, Error) => return Error,
        (Unknown, _) | (_, Unknown) => return Unknown,
        (left, right) if left == right => Ordering::Equal,
        // Texts, sets and truths are only ever equal or not.
        _ => Ordering::Less,
    };
    Bool(match how {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterEqual => order.is_ge(),
    })
}

fn arithmetic<'a>(how: Arithmetic, left: Outcome<'a>, right: Outcome<'a>) -> Outcome<'a> {
    match (left, right) {
        (Number(left), Number(right)) => number(Number(left), |left| match how {
            Arithmetic::Add => left.checked_add(right),
            Arithmetic::Subtract => left.checked_sub(right),
            Arithmetic::Multiply => left.checked_mul(right),
        }),
        (Error, _) | (_, Error) => Error,
        (Unknown, _) | (_, Unknown) => Unknown,
        _ => Error,
    }
}

fn number<'a>(outcome: Outcome<'a>, f: impl FnOnce(i64) -> Option<i64>) -> Outcome<'a> {
    match outcome {
        Number(value) => f(value).map_or(Error, Number),
        other => other.strange(),
    }
}

fn of_set<'a>(outcome: Outcome<'a>, f: impl FnOnce(&[Arc<str>]) -> bool) -> Outcome<'a> {
    match outcome {
        Set(set) => Bool(f(set)),
        other => other.strange(),
    }
}

/// Sets are sorted; most have few members, so that looking through them is as good as halving.
fn holds(set: &[Arc<str>], text: &str) -> bool {
    set.iter().any(|member| &**member == text)
}

fn contains<'a>(set: Outcome<'a>, member: Outcome<'a>) -> Outcome<'a> {
    match (set, member) {
        (Set(set), Text(text)) => Bool(holds(set, text)),
        (Error, _) | (_, Error) => Error,
        (Unknown, _) | (_, Unknown) => Unknown,
        _ => Error,
    }
}

fn sets<'a>(how: SetTest, left: Outcome<'a>, right: Outcome<'a>) -> Outcome<'a> {
    match (left, right) {
        (Set(left), Set(right)) => Bool(match how {
            SetTest::All => right.iter().all(|member| holds(left, member)),
            SetTest::Any => right.iter().any(|member| holds(left, member)),
        }),
        (Error, _) | (_, Error) => Error,
        (Unknown, _) | (_, Unknown) => Unknown,
        _ => Error,
    }
}
