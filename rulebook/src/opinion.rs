//! What every rule says of one case on one day, kept ones and those that do not apply too, with the facts that decide
//! and the entries they rest on: the answer to "why does it fail" and to "why did it pass".

use std::sync::Arc;

use register::{id::BodyId, lang::Words};

use crate::{
    book::{InForce, Rulebook},
    calendar::Deadline,
    cases::CaseFacts,
    expression::FactRef,
    fact::Maybe,
    finding::{Because, reasons},
    law::{Law, with_codes},
    page::Rule,
    verdict::{Segment, Verdict, Why},
    version::Version,
};

/// How a case stands with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It breaks the rule.
    Broken,
    /// A fact that decides is not known.
    Unknown,
    /// The rule could not be worked out on these facts.
    Fault,
    /// There was a version, and none is in force on the day of the case.
    NoRule,
    /// It keeps the rule.
    Kept,
    /// The rule is about other cases.
    NotConcerned,
    /// The day of the case is before the first version.
    NotYet,
    /// The rule is for other bodies.
    OtherBodies,
}

impl State {
    /// Every state, what needs eyes first.
    pub const ALL: [State; 8] = [
        State::Broken,
        State::Unknown,
        State::Fault,
        State::NoRule,
        State::Kept,
        State::NotConcerned,
        State::NotYet,
        State::OtherBodies,
    ];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            State::Broken => "broken",
            State::Unknown => "unknown",
            State::Fault => "fault",
            State::NoRule => "no-rule",
            State::Kept => "kept",
            State::NotConcerned => "not-concerned",
            State::NotYet => "not-yet",
            State::OtherBodies => "other-bodies",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            State::Broken => Words::new("incumplida", "broken"),
            State::Unknown => Words::new("no se puede juzgar", "cannot be judged"),
            State::Fault => Words::new("no se pudo calcular", "could not be worked out"),
            State::NoRule => Words::new("sin regla en vigor", "no rule in force"),
            State::Kept => Words::new("cumplida", "kept"),
            State::NotConcerned => Words::new("no le toca", "does not concern it"),
            State::NotYet => Words::new("aún no regía", "not in force yet"),
            State::OtherBodies => Words::new("para otros organismos", "for other bodies"),
        }
    }

    /// Whether a version in force is about the case, or may be.
    #[must_use]
    pub const fn concerns(self) -> bool {
        matches!(self, State::Broken | State::Unknown | State::Fault | State::Kept)
    }

    /// Whether something is said of the case: a verdict, or that there was a rule once.
    #[must_use]
    pub const fn tells(self) -> bool {
        self.concerns() || matches!(self, State::NoRule)
    }

    fn of(verdict: Verdict) -> State {
        match verdict {
            Verdict::NotConcerned => State::NotConcerned,
            Verdict::Kept => State::Kept,
            Verdict::Broken => State::Broken,
            Verdict::Unknown => State::Unknown,
            Verdict::Error => State::Fault,
        }
    }
}

/// What one rule says of a case.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// The rulebook.
    pub book: Arc<Rulebook>,
    /// The place of the rule in it.
    pub place: usize,
    /// The place of the version that judges, where one does.
    pub version: Option<usize>,
    /// How the case stands with it.
    pub state: State,
    /// First day on which it stands so, in days since 1970-01-01.
    pub since: i64,
    /// First day on which it will not any more, and how it stands then.
    pub then: Option<(i64, State)>,
    /// The deadline that the version counts.
    pub due: Maybe<Deadline>,
    /// The facts that decide; where it is unknown, those that are missing.
    pub grounds: Vec<Ground>,
}

/// A fact that decides, with the entries it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The fact.
    pub because: Because,
    /// The entries.
    pub entries: Vec<u64>,
}

impl Opinion {
    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.book.rules[self.place]
    }

    /// The version that judges.
    #[must_use]
    pub fn judging(&self) -> Option<&Version> {
        self.version.map(|version| &self.rule().versions[version])
    }
}

/// What every rule that judges events of the case's day says of it on a day, rulebook by rulebook.
#[must_use]
pub fn opinions(law: &Law, facts: &CaseFacts, day: i64) -> Vec<Opinion> {
    let mut names: Vec<&str> = law.adoptions().iter().map(|adoption| adoption.rulebook.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let books = names.into_iter().filter_map(|name| law.in_force(name, facts.day));
    books.flat_map(|book| of_book(book, facts, day)).collect()
}

/// What every rule of a rulebook about this kind of case says of it.
#[must_use]
pub fn of_book(book: &Arc<Rulebook>, facts: &CaseFacts, day: i64) -> Vec<Opinion> {
    let named = with_codes(book, facts);
    let facts = named.as_ref().unwrap_or(facts);
    let rules = book.rules.iter().enumerate().filter(|(_, rule)| rule.kind == facts.id.kind());
    rules.map(|(place, _)| of_rule(book, place, facts, day.max(facts.day))).collect()
}

/// How a case stands with a rule on a day; the laws of the case are the rulebook's codes already.
#[must_use]
pub fn state(book: &Rulebook, rule: &Rule, facts: &CaseFacts, day: i64) -> State {
    match in_force(book, rule, facts) {
        Err(state) => state,
        Ok(version) => {
            let due = version.deadline(&book.calendar, &facts.resource);
            State::of(version.verdict(&facts.principal, &facts.resource, &due, day.max(facts.day)))
        }
    }
}

fn in_force<'a>(book: &Rulebook, rule: &'a Rule, facts: &CaseFacts) -> Result<&'a Version, State> {
    match book.version_on(rule, facts.body.as_ref().map(BodyId::as_str), facts.day) {
        InForce::Version(version) => Ok(version),
        InForce::NotYet => Err(State::NotYet),
        InForce::None => Err(State::NoRule),
        InForce::OtherBodies => Err(State::OtherBodies),
    }
}

fn of_rule(book: &Arc<Rulebook>, place: usize, facts: &CaseFacts, day: i64) -> Opinion {
    let rule = &book.rules[place];
    let none = |state| Opinion {
        book: Arc::clone(book),
        place,
        version: None,
        state,
        since: facts.day,
        then: None,
        due: Maybe::Absent,
        grounds: Vec::new(),
    };
    match in_force(book, rule, facts) {
        Err(state) => none(state),
        Ok(version) => judged(none(State::NotConcerned), version, facts, day),
    }
}

fn judged(base: Opinion, version: &Version, facts: &CaseFacts, day: i64) -> Opinion {
    let deadline =
        version.due.map_or(Maybe::Absent, |due| base.book.calendar.due(&due, &version.cites, &facts.resource));
    let due = deadline.clone().map(|deadline| deadline.at);
    let timeline = version.timeline(&facts.principal, &facts.resource, &due);
    let segments: Vec<Segment> = timeline.segments().collect();
    let now = segments.iter().rposition(|segment| segment.from_day.is_none_or(|from| from <= day)).unwrap_or(0);
    let state = State::of(segments[now].verdict);
    let next = segments.get(now + 1);
    let why = version.explain(&facts.principal, &facts.resource, &due, day);
    Opinion {
        version: base.rule().versions.iter().position(|known| std::ptr::eq(known, version)),
        state,
        since: segments[now].from_day.map_or(facts.day, |from| from.max(facts.day)),
        then: next.and_then(|next| Some((next.from_day?, State::of(next.verdict)))),
        grounds: grounds(facts, &why, due.known(), state == State::Unknown),
        due: deadline,
        ..base
    }
}

/// Each fact that decides beside its own entries.
fn grounds(facts: &CaseFacts, why: &Why, due: Option<i64>, missing: bool) -> Vec<Ground> {
    let refs = if missing { &why.missing } else { &why.decided_by };
    let one = |at: &FactRef| {
        let alone = Why { decided_by: vec![*at], missing: vec![*at] };
        let (because, entries) = reasons(facts, &alone, due, missing);
        because.into_iter().next().map(|because| Ground { because, entries })
    };
    refs.iter().filter_map(one).collect()
}
