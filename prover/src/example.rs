//! One case that tells two sides apart: facts, the day of the question, deadlines. Made by `decode`, made small by `shrink`.

use rulebook::{
    case::CaseKind,
    fact::{Facts, Slot, Value},
};

use crate::{Due, Mentions, Whose};

/// What changes for a case from the old side to the new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The old side allows it, the new forbids it.
    Forbidden,
    /// The old side forbids it, the new allows it.
    Allowed,
}

/// A case that the two sides judge differently, as the real engine confirmed.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What changes for it.
    pub effect: Effect,
    /// Facts of the body that answers. What no compared policy mentions is absent.
    pub body: Facts,
    /// Facts of the case. What no compared policy mentions is absent.
    pub case: Facts,
    /// The day of the question, in milliseconds since 1970.
    pub at: i64,
    /// The deadlines that there are, each by its card, in milliseconds since 1970.
    pub dues: Vec<(Due, i64)>,
    /// What the rules that forbid it mention, on either side: what of the above to show.
    pub mentions: Mentions,
    /// The rules that forbid it on the side that does.
    pub forbidden_by: Vec<String>,
}

impl Example {
    /// The kind of case.
    #[must_use]
    pub fn kind(&self) -> CaseKind {
        self.case.kind()
    }

    /// The facts of the case or of its body.
    #[must_use]
    pub fn facts(&self, whose: Whose) -> &Facts {
        match whose {
            Whose::Case => &self.case,
            Whose::Body => &self.body,
        }
    }

    /// The state of one fact.
    pub(crate) fn slot(&self, (whose, place): (Whose, usize)) -> &Slot {
        &self.facts(whose).slots()[place]
    }

    /// The same with one fact changed.
    pub(crate) fn with(&self, (whose, place): (Whose, usize), slot: Slot) -> Example {
        let mut changed = self.clone();
        match whose {
            Whose::Case => changed.case.put(place, slot),
            Whose::Body => changed.body.put(place, slot),
        }
        changed
    }

    /// The same with every moment changed.
    pub(crate) fn with_moments(&self, change: impl Fn(i64) -> i64) -> Example {
        let mut changed = self.clone();
        changed.at = change(changed.at);
        changed.dues.iter_mut().for_each(|(_, due)| *due = change(*due));
        for place in &self.mentions.facts {
            if let Slot::Known(Value::Moment(moment)) = self.slot(*place) {
                changed = changed.with(*place, Slot::Known(Value::Moment(change(*moment))));
            }
        }
        changed
    }
}
