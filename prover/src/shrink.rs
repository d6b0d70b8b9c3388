//! Makes an example small and plain: every step is kept only if Cedar's engine still judges the two sides differently.

use std::{collections::BTreeSet, sync::Arc};

use rulebook::{
    fact::{FactDef, Slot, Value},
    shown,
};

use crate::{Example, Whose, engine, pair::Pair};

type Place = (Whose, usize);

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// 2024-01-01: where the earliest moment of an example is put, if nothing speaks against it.
const ANCHOR: i64 = 1_704_067_200_000;

/// The smallest example found, with the rules that forbid it; an error where the engine does not confirm the first one.
pub(crate) fn smallest(pair: &Pair, example: Example) -> Result<Example, String> {
    let confirmed = engine::separates(pair, &example)?;
    let forbidden_by = confirmed.ok_or("its own engine judges both sides alike for the solver's case")?;
    let mut small = Small { pair, example: Example { forbidden_by, ..example } };
    small.without_what_may_be_absent();
    small.days();
    for (whose, place, def) in pair.mentions.defs(pair.kind) {
        small.plainer((whose, place), def);
    }
    let mentions = pair.mentions_of(&small.example.forbidden_by);
    Ok(Example { mentions, ..small.example })
}

/// An example that separates the sides.
struct Small<'p> {
    pair: &'p Pair,
    example: Example,
}

impl Small<'_> {
    /// Takes the candidate if it still separates the sides.
    fn offer(&mut self, candidate: Example) -> bool {
        let Ok(Some(forbidden_by)) = engine::separates(self.pair, &candidate) else { return false };
        self.example = Example { forbidden_by, ..candidate };
        true
    }

    fn offer_value(&mut self, place: Place, value: Value) -> bool {
        self.offer(self.example.with(place, Slot::Known(value)))
    }

    fn without_what_may_be_absent(&mut self) {
        for at in (0..self.example.dues.len()).rev() {
            let mut candidate = self.example.clone();
            candidate.dues.remove(at);
            self.offer(candidate);
        }
        for (whose, place, _) in self.pair.mentions.defs(self.pair.kind).filter(|(_, _, def)| !def.always) {
            self.offer(self.example.with((whose, place), Slot::Absent));
        }
    }

    /// Puts moments on days that follow each other in our time; where the days between them matter, moves all of them
    /// together, then each to its midnight.
    fn days(&mut self) {
        let moments = self.moments();
        let rank = |moment: i64| moments.range(..moment).map(|_| DAY).sum::<i64>();
        if self.offer(self.example.with_moments(|moment| ANCHOR + rank(moment))) {
            return;
        }
        let to_anchor = ANCHOR - moments.first().copied().map_or(0, midnight);
        self.offer(self.example.with_moments(|moment| moment.saturating_add(to_anchor)));
        self.offer(self.example.with_moments(midnight));
        self.offer(Example { at: midnight(self.example.at), ..self.example.clone() });
        for place in self.example.mentions.facts.clone() {
            if let Slot::Known(Value::Moment(moment)) = self.example.slot(place) {
                let moment = midnight(*moment);
                self.offer_value(place, Value::Moment(moment));
            }
        }
    }

    /// The moments that matter.
    fn moments(&self) -> BTreeSet<i64> {
        let facts = self.example.mentions.facts.iter().filter_map(|place| match self.example.slot(*place) {
            Slot::Known(Value::Moment(moment)) => Some(*moment),
            _ => None,
        });
        let at = self.example.mentions.at.then_some(self.example.at);
        facts.chain(self.example.dues.iter().map(|(_, due)| *due)).chain(at).collect()
    }

    fn plainer(&mut self, place: Place, def: &FactDef) {
        match self.example.slot(place).clone() {
            Slot::Known(Value::Long(number)) => self.plainer_number(place, number),
            Slot::Known(Value::Text(text)) => self.plainer_text(place, def, &text),
            Slot::Known(Value::Set(texts)) => self.smaller_set(place, &texts),
            _ => {}
        }
    }

    /// The smallest number that stands in a policy or beside one that does; facts that count are never negative.
    fn plainer_number(&mut self, place: Place, number: i64) {
        let beside = |near: &i64| [near.saturating_sub(1), *near, near.saturating_add(1)];
        let near: BTreeSet<i64> = self.pair.literals.numbers.iter().flat_map(beside).chain([0, 1]).collect();
        for candidate in near.into_iter().filter(|candidate| *candidate >= 0) {
            if candidate == number || self.offer_value(place, Value::Long(candidate)) {
                return;
            }
        }
    }

    /// A code instead of text that is none: one that stands in a policy first, then any of the list.
    fn plainer_text(&mut self, place: Place, def: &FactDef, text: &str) {
        let Some(list) = shown::codelist(def) else { return };
        let codes = || list.codes.iter().map(|(code, _)| *code);
        if codes().any(|code| code == text) {
            return;
        }
        let known = codes().filter(|code| self.pair.literals.texts.contains(*code));
        for code in known.chain(codes()).collect::<Vec<_>>() {
            if self.offer_value(place, Value::Text(code.into())) {
                return;
            }
        }
    }

    fn smaller_set(&mut self, place: Place, texts: &[Arc<str>]) {
        let mut kept: Vec<Arc<str>> = texts.to_vec();
        for text in texts {
            let without: Vec<Arc<str>> = kept.iter().filter(|other| *other != text).cloned().collect();
            if self.offer_value(place, Value::Set(without.clone().into())) {
                kept = without;
            }
        }
    }
}

fn midnight(moment: i64) -> i64 {
    moment.div_euclid(DAY) * DAY
}

#[cfg(test)]
mod tests {
    use cedar_policy::Policy;
    use rulebook::{case::CaseKind, fact::Facts};

    use super::*;
    use crate::{Clause, Effect};

    fn rule(when: &str) -> Clause {
        let text = format!("forbid (principal, action == Action::\"order\", resource) when {{ {when} }};");
        let cedar = Policy::parse(None, text).unwrap().to_json().unwrap();
        Clause { code: "MX-01".to_owned(), kind: CaseKind::Order, cedar, due: None }
    }

    /// An order that allows the measure, or does not.
    fn example(pair: &Pair, live: bool) -> Example {
        let case = Facts::new(CaseKind::Order);
        let (body, mentions) = (Facts::new(CaseKind::Body), pair.mentions.clone());
        let blank = Example {
            effect: Effect::Forbidden,
            body,
            case,
            at: 0,
            dues: Vec::new(),
            mentions,
            forbidden_by: Vec::new(),
        };
        let place = pair.mentions.facts.first().copied().unwrap();
        blank.with(place, Slot::Known(Value::Bool(live)))
    }

    #[test]
    fn a_case_that_the_engine_judges_otherwise_is_refused() {
        let (old, new) = (rule("resource.live && !resource.live"), rule("resource.live"));
        let pair = Pair::new(CaseKind::Order, &[&old], &[&new]).unwrap();
        assert!(smallest(&pair, example(&pair, false)).unwrap_err().contains("judges both sides alike"));
        assert_eq!(smallest(&pair, example(&pair, true)).unwrap().forbidden_by, ["MX-01"]);
    }
}
