//! Verdicts: what one version of a rule says of one case, on every day. The day is left open, the conditions are
//! asked only where their answer can change, and so the day a deadline runs out is read off, not searched for.

use crate::{
    clock::Clock,
    expression::{Expr, FactRef, Known, Outcome, both, midnight, not},
    fact::{Facts, Maybe},
};

/// What a version says of a case on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is none of the cases that the rule is about.
    NotConcerned,
    /// It keeps the rule.
    Kept,
    /// It breaks the rule.
    Broken,
    /// A fact that decides is not known.
    Unknown,
    /// The conditions could not be worked out: a number too large, or a fact that is missing where it may not be.
    Error,
}

/// A stretch of days with one verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Its first day, in days since 1970-01-01; none for the first, which began before all others.
    pub from_day: Option<i64>,
    /// The verdict.
    pub verdict: Verdict,
}

/// The verdicts of a case over all days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    first: Verdict,
    /// Ascending; neighbours differ. Most rules ask no day, and an empty list costs nothing.
    changes: Vec<(i64, Verdict)>,
}

impl Timeline {
    /// One verdict for ever.
    #[must_use]
    pub fn always(verdict: Verdict) -> Timeline {
        Timeline { first: verdict, changes: Vec::new() }
    }

    /// The verdict, where it is the same on all days.
    #[must_use]
    pub fn constant(&self) -> Option<Verdict> {
        self.changes.is_empty().then_some(self.first)
    }

    /// The stretches in order.
    pub fn segments(&self) -> impl Iterator<Item = Segment> + '_ {
        let rest = self.changes.iter().map(|(day, verdict)| Segment { from_day: Some(*day), verdict: *verdict });
        std::iter::once(Segment { from_day: None, verdict: self.first }).chain(rest)
    }

    /// The verdict on a day.
    #[must_use]
    pub fn at(&self, day: i64) -> Verdict {
        let passed = self.changes.partition_point(|(from, _)| *from <= day);
        passed.checked_sub(1).map_or(self.first, |last| self.changes[last].1)
    }

    /// The first day on which the rule is broken; where it always was, the first day there is.
    #[must_use]
    pub fn first_broken(&self) -> Option<i64> {
        self.segments()
            .find(|segment| segment.verdict == Verdict::Broken)
            .map(|segment| segment.from_day.unwrap_or(i64::MIN))
    }

    fn push(&mut self, day: i64, verdict: Verdict) {
        let last = self.changes.last().map_or(self.first, |(_, verdict)| *verdict);
        if last != verdict {
            self.changes.push((day, verdict));
        }
    }
}

/// Why a verdict is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Why {
    /// The facts that decide it, in the order of the policy.
    pub decided_by: Vec<FactRef>,
    /// The facts that would decide it and are not known.
    pub missing: Vec<FactRef>,
}

/// The two conditions of a policy, ready to be asked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    /// Whom it concerns.
    pub(crate) scope: Expr,
    /// When it is broken.
    pub(crate) broken: Expr,
    /// The comparisons in both that move with the day.
    pub(crate) clocks: Vec<Clock>,
    /// Whom it concerns is the same on every day.
    pub(crate) scope_is_steady: bool,
}

impl Question {
    /// The verdicts of a case over all days.
    pub(crate) fn timeline(&self, principal: &Facts, resource: &Facts, due: &Maybe<i64>) -> Timeline {
        let mut known = Known { principal: principal.slots(), resource: resource.slots(), due, at: 0 };
        if self.clocks.is_empty() {
            return Timeline::always(self.on(&known));
        }
        // Most cases are none of a rule's: for them no day needs to be read off.
        if self.scope_is_steady && self.scope.ask(&known) == Outcome::Bool(false) {
            return Timeline::always(Verdict::NotConcerned);
        }
        let mut days = Vec::with_capacity(4 * self.clocks.len());
        self.clocks.iter().for_each(|clock| clock.days(&known, &mut days));
        days.sort_unstable();
        known.at = days.first().map_or(0, |day| midnight(day - 1));
        let mut timeline = Timeline::always(self.on(&known));
        for day in days {
            known.at = midnight(day);
            timeline.push(day, self.on(&known));
        }
        timeline
    }

    /// The verdict on one day.
    pub(crate) fn on_day(&self, principal: &Facts, resource: &Facts, due: &Maybe<i64>, day: i64) -> Verdict {
        self.on(&Known { principal: principal.slots(), resource: resource.slots(), due, at: midnight(day) })
    }

    /// Why the verdict is what it is on a day.
    pub(crate) fn explain(&self, principal: &Facts, resource: &Facts, due: &Maybe<i64>, day: i64) -> Why {
        let at = midnight(day);
        let known = Known { principal: principal.slots(), resource: resource.slots(), due, at };
        let mut why = Why::default();
        match self.on(&known) {
            Verdict::NotConcerned => {
                because(&self.scope, &known, &mut why.decided_by);
            }
            Verdict::Kept => {
                because(&self.broken, &known, &mut why.decided_by);
            }
            Verdict::Broken => {
                because(&self.scope, &known, &mut why.decided_by);
                because(&self.broken, &known, &mut why.decided_by);
            }
            Verdict::Unknown => {
                lacking(&self.scope, &known, &mut why.missing);
                lacking(&self.broken, &known, &mut why.missing);
            }
            Verdict::Error => {
                self.scope.reads(&mut why.decided_by);
                self.broken.reads(&mut why.decided_by);
            }
        }
        each_once(&mut why.decided_by);
        each_once(&mut why.missing);
        why
    }

    /// Every fact it reads, each once.
    pub(crate) fn reads(&self) -> Vec<FactRef> {
        let mut facts = Vec::new();
        self.scope.reads(&mut facts);
        self.broken.reads(&mut facts);
        each_once(&mut facts);
        facts
    }

    /// The verdict on the day of `known`. A case of which it is not known whether the rule is about it is unknown even
    /// if it cannot be broken: to call it kept would count it.
    pub(crate) fn on(&self, known: &Known<'_>) -> Verdict {
        let concerned = match self.scope.ask(known) {
            Outcome::Bool(false) => return Verdict::NotConcerned,
            Outcome::Bool(true) => true,
            Outcome::Unknown => false,
            _ => return Verdict::Error,
        };
        match self.broken.ask(known) {
            _ if !concerned => Verdict::Unknown,
            Outcome::Bool(true) => Verdict::Broken,
            Outcome::Bool(false) => Verdict::Kept,
            Outcome::Unknown => Verdict::Unknown,
            _ => Verdict::Error,
        }
    }
}

/// The facts on which a condition's answer rests: of a false `&&` the first side that is false, of a true one both. Gives
/// the answer, so that no part is asked twice.
fn because<'a>(expr: &'a Expr, known: &Known<'a>, into: &mut Vec<FactRef>) -> Outcome<'a> {
    match expr {
        Expr::Not(inner) => not(because(inner, known, into)),
        Expr::And(pair) => sides(pair, false, known, into),
        Expr::Or(pair) => sides(pair, true, known, into),
        Expr::If(parts) => {
            let taken = if because(&parts.0, known, into) == Outcome::Bool(true) { &parts.1 } else { &parts.2 };
            because(taken, known, into);
            expr.ask(known)
        }
        _ => {
            expr.reads(into);
            expr.ask(known)
        }
    }
}

/// Both sides where the answer needs both, else the first that gives it; all, where there is no answer.
fn sides<'a>(pair: &'a (Expr, Expr), decides: bool, known: &Known<'a>, into: &mut Vec<FactRef>) -> Outcome<'a> {
    let before = into.len();
    let left = because(&pair.0, known, into);
    if left == Outcome::Bool(decides) {
        return left;
    }
    let middle = into.len();
    let answer = both(left, || because(&pair.1, known, into), decides);
    match answer {
        Outcome::Bool(answer) if answer == decides => drop(into.drain(before..middle)),
        Outcome::Bool(_) => {}
        _ => {
            into.truncate(before);
            pair.0.reads(into);
            pair.1.reads(into);
        }
    }
    answer
}

/// The facts that are not known and leave a condition without an answer. Gives what it comes to.
fn lacking<'a>(expr: &'a Expr, known: &Known<'a>, into: &mut Vec<FactRef>) -> Outcome<'a> {
    let before = into.len();
    let outcome = match expr {
        Expr::Not(inner) => not(lacking(inner, known, into)),
        Expr::And(pair) => both(lacking(&pair.0, known, into), || lacking(&pair.1, known, into), false),
        Expr::Or(pair) => both(lacking(&pair.0, known, into), || lacking(&pair.1, known, into), true),
        Expr::Read(fact) | Expr::Has(fact) => {
            into.extend(known.lacks(*fact).then_some(*fact));
            expr.ask(known)
        }
        _ => {
            expr.parts().for_each(|part| {
                lacking(part, known, into);
            });
            expr.ask(known)
        }
    };
    if outcome != Outcome::Unknown {
        into.truncate(before);
    }
    outcome
}

fn each_once(facts: &mut Vec<FactRef>) {
    let mut seen = Vec::new();
    facts.retain(|fact| {
        let new = !seen.contains(fact);
        seen.extend(new.then_some(*fact));
        new
    });
}
