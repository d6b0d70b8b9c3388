//! Findings: what a rule says of a case, over which days, because of which facts, resting on which entries.

use std::sync::Arc;

use register::id::{BodyId, FilingId};

use crate::{
    case::{CaseId, CaseKind},
    cases::CaseFacts,
    expression::{FactRef, Owner},
    fact::{FactDef, Slot},
    page::Severity,
    verdict::Why,
};

/// What a finding says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Says {
    /// The rule is broken.
    Broken,
    /// A fact that decides is not known.
    Unknown,
    /// There was a rule, and on the day of the event none is in force any more, or none yet again.
    NoRule,
    /// The rule could not be worked out on these facts: a fault of the rulebook.
    Fault,
}

impl Says {
    /// Its code, in addresses and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Says::Broken => "broken",
            Says::Unknown => "unknown",
            Says::NoRule => "no-rule",
            Says::Fault => "fault",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Says> {
        [Says::Broken, Says::Unknown, Says::NoRule, Says::Fault].into_iter().find(|says| says.code() == code)
    }
}

/// One fact that decides a finding, or would if it were known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// Whose fact: of the body that answers, of the case, or of the question itself.
    pub of: Of,
    /// Its name in the vocabulary; `due` for the deadline.
    pub fact: &'static str,
    /// Its state.
    pub state: Slot,
}

/// Whose fact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// The body that answers.
    Body,
    /// The case.
    Case,
    /// The rule's own deadline.
    Due,
}

/// What a rule says of a case from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The case.
    pub case: CaseId,
    /// Name of the rulebook.
    pub book: Arc<str>,
    /// Code of the rule.
    pub rule: Arc<str>,
    /// Which of the rule's versions, from 0, in the order of its page.
    pub version: Option<u32>,
    /// How grave.
    pub severity: Severity,
    /// What it says.
    pub says: Says,
    /// First day on which it says so, in days since 1970-01-01; a finding of a later day is a deadline that runs.
    pub from_day: i64,
    /// First day on which it does not any more.
    pub to_day: Option<i64>,
    /// Day of the event, whose law judges it.
    pub day: i64,
    /// The body that answers.
    pub body: Option<BodyId>,
    /// The technology it belongs to.
    pub record: Option<FilingId>,
    /// The facts that decide; for an unknown verdict those that are missing.
    pub because: Vec<Because>,
    /// Entries of the log it rests on.
    pub entries: Vec<u64>,
    /// Whether it rests on what others claim, not on what was filed.
    pub claimed: bool,
}

/// The facts of a reason, and the entries they rest on.
pub(crate) fn reasons(facts: &CaseFacts, why: &Why, due: Option<i64>, missing: bool) -> (Vec<Because>, Vec<u64>) {
    let refs = if missing { &why.missing } else { &why.decided_by };
    let mut because = Vec::with_capacity(refs.len());
    let mut entries = Vec::new();
    for at in refs {
        match at {
            FactRef::Fact(owner, place) => {
                let (of, from) = match owner {
                    Owner::Principal => (Of::Body, &facts.principal),
                    Owner::Resource => (Of::Case, &facts.resource),
                };
                entries.extend(from.entries(*place));
                because.push(Because {
                    of,
                    fact: from.kind().facts()[*place].name,
                    state: from.slots()[*place].clone(),
                });
            }
            FactRef::Due => {
                let state = due.map_or(Slot::Unknown, |due| Slot::Known(crate::fact::Value::Moment(due)));
                because.push(Because { of: Of::Due, fact: "due", state });
            }
            FactRef::At => {}
        }
    }
    entries.sort_unstable();
    entries.dedup();
    (because, entries)
}

/// Facts that come from claims of others.
const FROM_CLAIMS: [&str; 10] = [
    "power_doubted",
    "denied_uses",
    "denials",
    "secrecies",
    "rulings",
    "affirmations",
    "zero_claimed",
    "duties_ended",
    "inquiry_claimed",
    "hosted_by_claim",
];

impl Because {
    /// Whether the fact comes from claims of others.
    #[must_use]
    pub fn is_claimed(&self) -> bool {
        self.fact.contains("claimed") || FROM_CLAIMS.contains(&self.fact)
    }

    /// The fact as declared.
    #[must_use]
    pub fn declared(&self, kind: CaseKind) -> Option<&'static FactDef> {
        let facts = match self.of {
            Of::Body => CaseKind::Body.facts(),
            Of::Case => kind.facts(),
            Of::Due => return None,
        };
        facts.iter().find(|fact| fact.name == self.fact)
    }

    /// Whether the fact's state gives weight: a count of zero or a no is no claim.
    pub(crate) fn weighs(&self) -> bool {
        use crate::fact::Value;
        !matches!(&self.state, Slot::Known(Value::Long(0) | Value::Bool(false)) | Slot::Absent)
    }
}
