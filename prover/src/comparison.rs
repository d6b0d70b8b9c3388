//! What a comparison found.

use std::time::Duration;

use rulebook::case::CaseKind;

use crate::{Due, Example};

/// Two sides compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The old side's name.
    pub old: String,
    /// The new side's name.
    pub new: String,
    /// Every kind of case with a rule on either side, in the order of the vocabulary.
    pub kinds: Vec<KindChange>,
}

/// All rules of one kind of case together.
#[derive(Debug, Clone, PartialEq)]
pub struct KindChange {
    /// The kind.
    pub kind: CaseKind,
    /// What changes for cases of that kind, whichever rule brings it about.
    pub verdict: Verdict,
    /// Every rule of that kind on either side, by code.
    pub rules: Vec<RuleChange>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleChange {
    /// Its code.
    pub code: String,
    /// What became of it.
    pub change: Change,
    /// Its deadline before and after, where its card counts another.
    pub deadline: Option<(Due, Due)>,
}

/// What became of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The same text and the same deadline.
    Same,
    /// Only the new side has it.
    Added,
    /// Only the old side has it.
    Removed,
    /// Both have it, and they differ in text or deadline.
    Changed(Verdict),
}

/// How what is forbidden changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The same is forbidden, proved for every case.
    Equal,
    /// All that was forbidden still is, proved; and this too.
    Stricter(Box<Example>),
    /// Nothing is forbidden that was not before, proved; and this no more.
    Looser(Box<Example>),
    /// Each side forbids something that the other allows.
    Incomparable {
        /// Forbidden only on the new side.
        forbidden: Box<Example>,
        /// Allowed only on the new side.
        allowed: Box<Example>,
    },
    /// Not known.
    Undecided(Undecided),
}

/// A question without an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Undecided {
    /// Why.
    pub why: Why,
    /// What is known all the same: the sides differ at least here.
    pub found: Option<Box<Example>>,
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The solver did not answer within its limit and was ended.
    Limit(Duration),
    /// The solver answered `unknown`.
    Unknown,
    /// The solver or the translation for it failed.
    Solver(String),
    /// Cedar's engine does not judge the solver's case as the solver says.
    Engine(String),
    /// A rule's deadline is counted in another unit or from another fact: outside the analysis.
    Deadline {
        /// The rule.
        code: String,
        /// Its deadline on the old side.
        old: Option<Due>,
        /// Its deadline on the new side.
        new: Option<Due>,
    },
}

impl Comparison {
    /// The rules that only the old side has.
    pub fn removed(&self) -> impl Iterator<Item = (CaseKind, &RuleChange)> {
        let rules = self.kinds.iter().flat_map(|kind| kind.rules.iter().map(|rule| (kind.kind, rule)));
        rules.filter(|(_, rule)| rule.change == Change::Removed)
    }

    /// The verdict on a kind of case; equal where neither side has rules.
    #[must_use]
    pub fn verdict(&self, kind: CaseKind) -> Option<&Verdict> {
        self.kinds.iter().find(|change| change.kind == kind).map(|change| &change.verdict)
    }

    /// Whether everything was decided.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        let rules = self.kinds.iter().flat_map(|kind| &kind.rules);
        let of_rules = rules.filter_map(|rule| match &rule.change {
            Change::Changed(verdict) => Some(verdict),
            _ => None,
        });
        let mut verdicts = self.kinds.iter().map(|kind| &kind.verdict).chain(of_rules);
        verdicts.all(|verdict| !matches!(verdict, Verdict::Undecided(_)))
    }
}

impl Verdict {
    /// The cases that show it.
    #[must_use]
    pub fn examples(&self) -> Vec<&Example> {
        match self {
            Verdict::Equal => Vec::new(),
            Verdict::Stricter(example) | Verdict::Looser(example) => vec![example],
            Verdict::Incomparable { forbidden, allowed } => vec![forbidden, allowed],
            Verdict::Undecided(undecided) => undecided.found.as_deref().into_iter().collect(),
        }
    }
}
