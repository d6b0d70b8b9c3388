//! What is compared: rules as plain data, each a Cedar policy with its parameters filled in.

use std::collections::BTreeMap;

use rulebook::case::CaseKind;
use serde_json::Value;

use crate::{Due, ProveError};

/// One version of a rulebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// What readers call it, as "in force" or "draft".
    pub name: String,
    /// Its rules.
    pub rules: Vec<Clause>,
}

/// One policy of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The rule's code, as `MX-08`. Several clauses may have the same.
    pub code: String,
    /// The kind of case it judges.
    pub kind: CaseKind,
    /// One `forbid` in Cedar's JSON (EST), parameters already literals.
    pub cedar: Value,
    /// How the card counts `context.due`.
    pub due: Option<Due>,
}

impl Clause {
    /// The policy without annotations: they change nothing.
    pub(crate) fn policy(&self) -> Value {
        let mut policy = self.cedar.clone();
        if let Some(fields) = policy.as_object_mut() {
            fields.remove("annotations");
        }
        policy
    }

    /// Whether it is a `forbid` of its kind.
    pub(crate) fn checked(&self) -> Result<(), ProveError> {
        let action = &self.cedar["action"];
        let of_kind = action["op"] == "==" && action["entity"]["id"] == self.kind.code();
        match self.cedar["effect"] == "forbid" && of_kind {
            true => Ok(()),
            false => Err(ProveError::NotARule { code: self.code.clone(), kind: self.kind.code() }),
        }
    }
}

/// The clauses of one kind, by the code of their rule.
pub(crate) type ByCode<'a> = BTreeMap<&'a str, Vec<&'a Clause>>;

impl Side {
    /// The clauses of a kind by code, those of one code in an order that does not depend on where they stood.
    pub(crate) fn by_code(&self, kind: CaseKind) -> ByCode<'_> {
        let mut by_code = ByCode::new();
        for clause in self.rules.iter().filter(|clause| clause.kind == kind) {
            by_code.entry(&clause.code).or_default().push(clause);
        }
        for clauses in by_code.values_mut() {
            clauses.sort_by_cached_key(|clause| (clause.policy().to_string(), clause.due.clone()));
        }
        by_code
    }
}
