//! The Cedar block of a page: read, checked against the vocabulary in strict mode, its parameters put in, and lowered to
//! the tree that judges. The concrete Cedar policy is kept for whoever compares two versions formally.

use std::str::FromStr;

use cedar_policy::{
    ActionConstraint, Effect, Policy, PolicyId, PolicySet, PrincipalConstraint, ResourceConstraint, Schema, Validator,
};
use cedar_policy_core::validator::{ValidationMode, ValidationWarning};
use serde_json::Value as Json;

use crate::{
    card::Snippet,
    case::CaseKind,
    clock::{self, Clock},
    complaint::Complaint,
    depth,
    expression::{Expr, FactRef, Owner},
    fault::{Faults, Reason},
    law_list::LawList,
    lower::{Lowering, Trouble},
    nearest::hint,
    parameter::Parameter,
    schema, unread,
    verdict::Question,
};

/// A block of a page as Cedar reads it, before parameters.
#[derive(Debug, Clone)]
pub(crate) struct Block<'t> {
    pub(crate) name: String,
    pub(crate) snippet: Snippet<'t>,
    pub(crate) kind: CaseKind,
    policy: Policy,
}

/// How a block is written on the page.
pub(crate) fn fence(name: &str) -> String {
    format!("cedar {name}").trim().into()
}

/// The blocks of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Blocks<'t> {
    /// The names of all, those with faults too.
    pub(crate) names: Vec<String>,
    /// Those that could be read.
    pub(crate) read: Vec<Block<'t>>,
}

/// A policy with its parameters put in.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    pub(crate) question: Question,
    pub(crate) cedar: Policy,
}

/// Reads a block; what does not depend on parameters is checked here.
pub(crate) fn read<'t>(name: &str, id: &str, snippet: Snippet<'t>, faults: &mut Faults) -> Option<Block<'t>> {
    if depth::is_too_deep(snippet.text) {
        let (open, joined) = (depth::MOST_OPEN.to_string(), depth::MOST_JOINED.to_string());
        faults.at(snippet.line, Reason::TooDeep { open, joined });
        return None;
    }
    let policies = match PolicySet::from_str(snippet.text) {
        Ok(policies) => policies,
        Err(_) => {
            unread::tell(snippet, faults);
            return None;
        }
    };
    let count = policies.policies().count();
    if policies.templates().next().is_some() {
        faults.at(snippet.line, Reason::HeadForm);
        return None;
    }
    if count != 1 {
        faults.at(snippet.line, Reason::NotOnePolicy { count: count.to_string() });
        return None;
    }
    let policy = policies.policies().next()?.new_id(PolicyId::new(id));
    let kind = head(&policy, snippet, faults)?;
    Some(Block { name: name.into(), snippet, kind, policy })
}

/// The kind of case in the head of a policy, and what may not stand there.
fn head(policy: &Policy, snippet: Snippet<'_>, faults: &mut Faults) -> Option<CaseKind> {
    let line = snippet.line;
    if policy.effect() != Effect::Forbid {
        faults.at(line, Reason::NotForbid { word: "permit".into() });
    }
    let ActionConstraint::Eq(action) = policy.action_constraint() else {
        faults.at(line, Reason::NotOneKind);
        return None;
    };
    let code = action.id().unescaped();
    let Some(kind) = CaseKind::parse(code).filter(|kind| *kind != CaseKind::Body) else {
        let instead = hint(code, CaseKind::judged().map(CaseKind::code));
        faults.at(line, Reason::KindUnknown { kind: code.into(), instead });
        return None;
    };
    match policy.principal_constraint() {
        PrincipalConstraint::Any => {}
        PrincipalConstraint::Is(entity) if entity.to_string() == CaseKind::Body.entity() => {}
        _ => faults.at(line, Reason::HeadLimited { what: "principal".into() }),
    }
    match policy.resource_constraint() {
        ResourceConstraint::Any => {}
        ResourceConstraint::Is(entity) if entity.to_string() == kind.entity() => {}
        _ => faults.at(line, Reason::HeadLimited { what: "resource".into() }),
    }
    Some(kind)
}

impl Block<'_> {
    /// Checks the block with the parameters of one version and makes what judges by it.
    pub(crate) fn compile(
        &self,
        parameters: &[(String, Parameter)],
        laws: Option<&LawList>,
        faults: &mut Faults,
    ) -> Option<Compiled> {
        let before = faults.count();
        let mut est = self.policy.to_json().ok()?;
        let unused = put_in(&mut est["conditions"], parameters);
        for name in unused {
            faults.at(self.snippet.line, Reason::ParameterUnused { name });
        }
        let names = parameters.iter().map(|(name, _)| name.clone()).collect();
        let lowering = Lowering { kind: self.kind, laws, parameters: names, troubles: Vec::new() };
        let question = self.question(&est["conditions"], lowering, faults);
        self.validate(parameters, faults.count() == before, faults);
        let cedar = Policy::from_json(Some(self.policy.id().clone()), est).ok()?;
        (faults.count() == before).then_some(())?;
        Some(Compiled { question: question?, cedar })
    }

    /// The first `when` is the scope, where there is another condition besides.
    fn question(&self, conditions: &Json, mut lowering: Lowering<'_>, faults: &mut Faults) -> Option<Question> {
        let conditions = conditions.as_array().filter(|conditions| !conditions.is_empty()).or_else(|| {
            faults.at(self.snippet.line, Reason::NoCondition);
            None
        })?;
        let first = conditions.iter().position(|condition| condition["kind"] == "when");
        let first = first.filter(|_| conditions.len() > 1);
        let mut lowered = |at: usize, condition: &Json| {
            let body = lowering.expr(&condition["body"]);
            let body = if condition["kind"] == "unless" { Expr::Not(Box::new(body)) } else { body };
            (first == Some(at), body)
        };
        let parts: Vec<(bool, Expr)> = conditions.iter().enumerate().map(|(at, c)| lowered(at, c)).collect();
        let (scope, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(is_scope, _)| *is_scope);
        let (scope, broken) = (all(scope), all(rest));
        self.tell(lowering.troubles, faults);
        let (mut clocks, more) = (self.clocks(&scope, faults), self.clocks(&broken, faults));
        let scope_is_steady = clocks.is_empty();
        clocks.extend(more);
        Some(Question { scope, broken, clocks, scope_is_steady })
    }

    fn clocks(&self, condition: &Expr, faults: &mut Faults) -> Vec<Clock> {
        clock::clocks(condition).unwrap_or_else(|_| {
            faults.at(line_of(self.snippet, "at"), Reason::AtPlace);
            Vec::new()
        })
    }

    fn tell(&self, troubles: Vec<Trouble>, faults: &mut Faults) {
        for Trouble { word, reason, mild } in troubles {
            let line = line_of(self.snippet, &word);
            if mild {
                faults.mild(line, reason);
            } else {
                faults.at(line, reason);
            }
        }
    }

    fn validate(&self, parameters: &[(String, Parameter)], sound: bool, faults: &mut Faults) {
        let types: Vec<(String, &str)> =
            parameters.iter().map(|(name, value)| (name.clone(), value.cedar_type())).collect();
        let schema = match Schema::from_cedarschema_str(&schema::cedar_of(self.kind, &types)) {
            Ok((schema, _)) => schema,
            Err(error) => return faults.at(self.snippet.line, Reason::Invalid { says: error.to_string() }),
        };
        let mut policies = PolicySet::new();
        if policies.add(self.policy.clone()).is_err() {
            return;
        }
        // The validator below Cedar's own, because only its errors show their types and attributes.
        let result = Validator::new(schema).as_ref().validate(policies.as_ref(), ValidationMode::Strict);
        let before = faults.count();
        let complaint = Complaint { snippet: self.snippet, kind: self.kind, parameters, sound };
        complaint.tell_all(result.validation_errors(), faults);
        for warning in result.validation_warnings() {
            if let (true, ValidationWarning::ImpossiblePolicy(_)) = (sound && faults.count() == before, warning) {
                faults.at(self.snippet.line, Reason::NeverBroken);
            }
        }
    }
}

impl Question {
    /// Whether the answer depends on the day.
    pub(crate) fn asks_day(&self) -> bool {
        self.reads().iter().any(|fact| matches!(fact, FactRef::At | FactRef::Due))
    }

    /// Whether it asks the deadline.
    pub(crate) fn asks_due(&self) -> bool {
        self.reads().contains(&FactRef::Due)
    }

    /// Whether it reads a fact that may be unknown.
    pub(crate) fn may_be_unknown(&self, kind: CaseKind) -> bool {
        self.reads().iter().any(|fact| match fact {
            FactRef::Fact(Owner::Principal, at) => !CaseKind::Body.facts()[*at].always,
            FactRef::Fact(Owner::Resource, at) => !kind.facts()[*at].always,
            FactRef::At | FactRef::Due => false,
        })
    }
}

/// All conditions together; none is true.
fn all(conditions: Vec<(bool, Expr)>) -> Expr {
    let mut conditions = conditions.into_iter().map(|(_, condition)| condition);
    let first = conditions.next().unwrap_or(Expr::Bool(true));
    conditions.fold(first, |all, condition| Expr::And(Box::new((all, condition))))
}

/// Puts literals in the place of `context.name`; says which parameters found none.
fn put_in(est: &mut Json, parameters: &[(String, Parameter)]) -> Vec<String> {
    let mut used = vec![false; parameters.len()];
    put_in_each(est, parameters, &mut used);
    parameters.iter().zip(used).filter(|(_, used)| !used).map(|((name, _), _)| name.clone()).collect()
}

fn put_in_each(est: &mut Json, parameters: &[(String, Parameter)], used: &mut [bool]) {
    let literal = ["has", "."].into_iter().find_map(|operator| {
        let inner = est.get(operator).filter(|inner| inner["left"]["Var"] == "context")?;
        let name = inner["attr"].as_str().or_else(|| inner["attr"][0].as_str())?;
        let at = parameters.iter().position(|(parameter, _)| parameter == name)?;
        used[at] = true;
        // A version always has its parameters.
        Some(if operator == "has" { serde_json::json!({ "Value": true }) } else { parameters[at].1.literal() })
    });
    match (literal, est) {
        (Some(literal), est) => *est = literal,
        (None, Json::Array(items)) => items.iter_mut().for_each(|item| put_in_each(item, parameters, used)),
        (None, Json::Object(members)) => {
            members.iter_mut().for_each(|(_, member)| put_in_each(member, parameters, used));
        }
        _ => {}
    }
}

/// The line where a word first stands by itself in the conditions.
fn line_of(snippet: Snippet<'_>, word: &str) -> u32 {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let conditions = snippet.text.find('{').unwrap_or(0);
    let stands = |at: &usize| {
        let (before, after) = (&snippet.text[..*at], &snippet.text[at + word.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    };
    let places =
        || snippet.text.match_indices(word).map(|(at, _)| at).filter(|at| !word.is_empty() && *at >= conditions);
    snippet.line_at(places().find(stands).or_else(|| places().next()).unwrap_or(0))
}
