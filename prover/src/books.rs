//! Two rulebooks as sides: of each rule the versions in force on one day. A version for some bodies only becomes a policy
//! that says so, and where the rulebooks judge different bodies every policy does: so a draft that spares a body is seen.

use std::{collections::BTreeSet, str::FromStr};

use cedar_policy::Policy;
use register::{
    lang::{Lang, Words},
    time::Date,
};
use rulebook::{
    book::Rulebook,
    calendar::{self, Calendar, Due as Counted},
    page::Rule,
    room::with_room,
    version::Version,
};
use serde_json::Value;

use crate::{Clause, Due, OtherVersion, ProveError, Side, Unit, others::others};

/// Two rulebooks on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Books {
    /// The old side.
    pub old: Side,
    /// The new side.
    pub new: Side,
    /// What the comparison of policies does not see.
    pub notes: Vec<Note>,
    /// Versions that differ outside the day.
    pub others: Vec<OtherVersion>,
}

/// Something that differs, or is not there, beside the policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A rule has no version in force on the day: it is compared as if it were not there.
    NotInForce {
        /// The side.
        side: String,
        /// The rule.
        code: String,
    },
    /// The calendars differ, so that equal deadlines may end on different days.
    Calendars,
    /// The lists of laws differ, so that equal names may become different codes.
    Laws,
}

impl Books {
    /// Two rulebooks, each with what readers call it.
    ///
    /// # Errors
    /// When a policy cannot be taken apart: a fault of the rulebook or of Cedar.
    pub fn on(day: Date, old: (&str, &Rulebook), new: (&str, &Rulebook)) -> Result<Books, ProveError> {
        with_room(|| Books::of(day, old, new))
    }

    fn of(day: Date, old: (&str, &Rulebook), new: (&str, &Rulebook)) -> Result<Books, ProveError> {
        let everywhere = |book: &Rulebook| book.bodies.iter().cloned().collect::<BTreeSet<String>>();
        let same_bodies = everywhere(old.1) == everywhere(new.1);
        let mut notes: Vec<Note> = [old, new].iter().flat_map(|(name, book)| not_in_force(name, book, day)).collect();
        notes.extend((old.1.calendar != new.1.calendar).then_some(Note::Calendars));
        notes.extend((old.1.laws != new.1.laws).then_some(Note::Laws));
        let others = others(day, old.1, new.1);
        Ok(Books { old: side(old, day, same_bodies)?, new: side(new, day, same_bodies)?, notes, others })
    }
}

fn in_force(rule: &Rule, day: Date) -> impl Iterator<Item = &Version> {
    rule.versions.iter().filter(move |version| version.in_force(day.days()))
}

fn not_in_force(side: &str, book: &Rulebook, day: Date) -> Vec<Note> {
    let without = book.rules.iter().filter(|rule| in_force(rule, day).next().is_none());
    without.map(|rule| Note::NotInForce { side: side.to_owned(), code: rule.code.clone() }).collect()
}

fn side((name, book): (&str, &Rulebook), day: Date, same_bodies: bool) -> Result<Side, ProveError> {
    let versions = book.rules.iter().flat_map(|rule| in_force(rule, day).map(move |version| (rule, version)));
    let of_book: &[String] = if same_bodies { &[] } else { &book.bodies };
    let clauses = versions.map(|(rule, version)| clause(rule, version, &book.calendar, of_book));
    Ok(Side { name: name.to_owned(), rules: clauses.collect::<Result<_, _>>()? })
}

fn clause(rule: &Rule, version: &Version, calendar: &Calendar, of_book: &[String]) -> Result<Clause, ProveError> {
    let wrong = |why: String| ProveError::NotInSchema { code: rule.code.clone(), why };
    let mut cedar = version.cedar().to_json().map_err(|error| wrong(error.to_string()))?;
    for bodies in [of_book, &version.bodies].into_iter().filter(|bodies| !bodies.is_empty()) {
        let guard = guard(bodies).map_err(wrong)?;
        if let Some(conditions) = cedar["conditions"].as_array_mut() {
            conditions.push(guard);
        }
    }
    let due = version.due.as_ref().map(|due| counted(rule, due, stopped(calendar, version)));
    Ok(Clause { code: rule.code.clone(), kind: rule.kind, cedar, due })
}

/// The condition that a body is one of these. Patterns hold letters, digits, `-`, `/` and `*` only.
fn guard(bodies: &[String]) -> Result<Value, String> {
    let text = format!("forbid (principal, action, resource) when {{ principal has id && {} }};", any(bodies));
    let policy = Policy::from_str(&text).map_err(|error| error.to_string())?;
    let json = policy.to_json().map_err(|error| error.to_string())?;
    Ok(json["conditions"][0].clone())
}

/// Halved again and again: however many patterns there are, the policy stays shallow.
fn any(bodies: &[String]) -> String {
    match bodies {
        [] => "false".into(),
        [one] => format!("principal.id like \"{one}\""),
        many => {
            let (some, others) = many.split_at(many.len() / 2);
            format!("({} || {})", any(some), any(others))
        }
    }
}

/// The suspensions of single laws' terms that stop the clock of a version: those of all laws stop both sides alike.
fn stopped(calendar: &Calendar, version: &Version) -> Vec<String> {
    let scoped = calendar.suspensions.iter().filter(|suspension| !suspension.laws.is_empty());
    let stops = scoped.filter(|suspension| suspension.stops(&version.cites));
    stops.map(|suspension| format!("{}/{}", suspension.from, suspension.to)).collect()
}

fn counted(rule: &Rule, due: &Counted, stopped: Vec<String>) -> Due {
    let unit = match due.unit {
        calendar::Unit::Days => Unit::Days,
        calendar::Unit::WorkingDays => Unit::WorkingDays,
        calendar::Unit::Months => Unit::Months,
        calendar::Unit::Hours => Unit::Hours,
    };
    let from = rule.kind.facts().get(due.from).map_or("", |fact| fact.name).to_owned();
    Due { from, unit, amount: u32::try_from(due.count).unwrap_or(u32::MAX), stopped }
}

impl Note {
    /// The note in one sentence.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let (calendars, laws) = (
            Words::new(
                "Los calendarios difieren: plazos contados igual pueden vencer en días distintos.",
                "The calendars differ: deadlines counted alike may end on different days.",
            ),
            Words::new(
                "Las listas de leyes difieren: una ley nombrada igual puede ser otra clave.",
                "The lists of laws differ: a law named alike may become another code.",
            ),
        );
        match (self, lang) {
            (Note::Calendars, _) => calendars.in_(lang).to_owned(),
            (Note::Laws, _) => laws.in_(lang).to_owned(),
            (Note::NotInForce { side, code }, Lang::Es) => {
                format!("{code} no tiene versión en vigor ese día en «{side}»: se compara como si no estuviera.")
            }
            (Note::NotInForce { side, code }, Lang::En) => {
                format!(
                    "{code} has no version in force that day in \"{side}\": it is compared as if it were not there."
                )
            }
        }
    }
}
