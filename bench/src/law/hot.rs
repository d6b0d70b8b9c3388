//! Which rules concern most cases: those are asked most, and those are written once more in Rego and in plain Rust.

use rulebook::book::Rulebook;
use rulebook::cases::{CaseFacts, Cases};
use rulebook::fact::{Slot, Value};
use rulebook::opinion::{State, state};

/// A rule and how many cases it concerns.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Concerned {
    /// Code of the rule.
    pub rule: String,
    /// The kind of case.
    pub kind: &'static str,
    /// How many it concerns.
    pub cases: u64,
}

/// The rules of a rulebook, those that concern most cases first.
pub fn by_cases(book: &Rulebook, cases: &[CaseFacts], day: i64) -> Vec<Concerned> {
    let mut all: Vec<Concerned> = book
        .rules
        .iter()
        .map(|rule| {
            let of_kind = cases.iter().filter(|facts| facts.id.kind() == rule.kind);
            let concerned = of_kind.filter(|facts| is_concerned(state(book, rule, facts, day))).count() as u64;
            Concerned { rule: rule.code.clone(), kind: rule.kind.code(), cases: concerned }
        })
        .collect();
    all.sort_by(|one, other| (other.cases, &one.rule).cmp(&(one.cases, &other.rule)));
    all
}

fn is_concerned(state: State) -> bool {
    matches!(state, State::Broken | State::Unknown | State::Fault | State::Kept)
}

/// The facts of all cases, their laws by the codes of a rulebook.
pub fn facts_of(cases: &Cases, book: &Rulebook) -> Vec<CaseFacts> {
    cases.ids().iter().filter_map(|id| cases.peek(id)).map(|facts| coded(facts, book)).collect()
}

/// Laws by the codes of the rulebook's list, as judging has them.
fn coded(mut facts: CaseFacts, book: &Rulebook) -> CaseFacts {
    let named: Vec<usize> = facts
        .resource
        .kind()
        .facts()
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.name == "laws")
        .map(|(at, _)| at)
        .collect();
    for at in named {
        if let Slot::Known(Value::Set(names)) = &facts.resource.slots()[at] {
            let code = |name: &std::sync::Arc<str>| book.laws.code_of(name).map_or_else(|| name.clone(), Into::into);
            let mut codes: Vec<std::sync::Arc<str>> = names.iter().map(code).collect();
            codes.sort();
            codes.dedup();
            facts.resource.put(at, Slot::Known(Value::Set(codes.into())));
        }
    }
    facts
}
