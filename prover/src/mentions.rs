//! Which facts policies mention: all that a counter-example needs to show, and all that is bounded.

use std::collections::BTreeSet;

use rulebook::{case::CaseKind, fact::FactDef};
use serde_json::Value;

/// Whose fact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// The case's.
    Case,
    /// The body's that answers for it.
    Body,
}

impl Whose {
    /// The kind of facts, for cases of a kind.
    #[must_use]
    pub fn kind(self, case: CaseKind) -> CaseKind {
        match self {
            Whose::Case => case,
            Whose::Body => CaseKind::Body,
        }
    }

    /// The variable of a policy.
    pub(crate) fn variable(self) -> &'static str {
        match self {
            Whose::Case => "resource",
            Whose::Body => "principal",
        }
    }
}

/// The facts and moments that a set of policies mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mentions {
    /// Facts by their place in the vocabulary, those of the case first.
    pub facts: BTreeSet<(Whose, usize)>,
    /// Whether the day of the question, `context.at`, is mentioned.
    pub at: bool,
    /// Whether a deadline, `context.due`, is mentioned.
    pub due: bool,
}

impl Mentions {
    /// Adds what a policy in Cedar's JSON mentions.
    pub(crate) fn add(&mut self, kind: CaseKind, policy: &Value) {
        for_each_attribute(policy, &mut |variable, name| match variable {
            "context" => {
                self.at |= name == "at";
                self.due |= name == "due";
            }
            "principal" => self.add_fact(Whose::Body, kind, name),
            _ => self.add_fact(Whose::Case, kind, name),
        });
    }

    /// Adds what others mention.
    pub(crate) fn join(&mut self, other: &Mentions) {
        self.facts.extend(&other.facts);
        self.at |= other.at;
        self.due |= other.due;
    }

    fn add_fact(&mut self, whose: Whose, kind: CaseKind, name: &str) {
        let place = whose.kind(kind).facts().iter().position(|fact| fact.name == name);
        self.facts.extend(place.map(|place| (whose, place)));
    }

    /// The declarations of the facts, for cases of a kind.
    pub fn defs(&self, kind: CaseKind) -> impl Iterator<Item = (Whose, usize, &'static FactDef)> {
        self.facts
            .iter()
            .filter_map(move |(whose, place)| whose.kind(kind).facts().get(*place).map(|def| (*whose, *place, def)))
    }
}

/// Calls back with variable and name for every `variable.name` and `variable has name` in Cedar's JSON.
pub(crate) fn for_each_attribute<'v>(json: &'v Value, call: &mut impl FnMut(&'v str, &'v str)) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| for_each_attribute(item, call)),
        Value::Object(fields) => {
            for access in [".", "has"].iter().filter_map(|operator| fields.get(*operator)) {
                let first = access["attr"].as_array().and_then(|path| path.first()).unwrap_or(&access["attr"]);
                if let (Some(variable), Some(name)) = (access["left"]["Var"].as_str(), first.as_str()) {
                    call(variable, name);
                }
            }
            fields.values().for_each(|field| for_each_attribute(field, call));
        }
        _ => {}
    }
}
