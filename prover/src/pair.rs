//! Two sets of rules of one kind put to Cedar: schema, policy sets, and the bounds that both sides get.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use cedar_policy::{Policy, PolicyId, PolicySet, RequestEnv, Schema, ValidationMode, Validator};
use rulebook::{case::CaseKind, fact::Type, schema};
use serde_json::Value;

use crate::{Clause, Due, Mentions, ProveError};

/// The first moment of a case, and the first after its last: the years that the register reads.
const MOMENTS: (&str, &str) = ("1900-01-01", "2200-01-01");

/// A deadline is counted from a moment of a case, so it may end later.
const DEADLINES: (&str, &str) = ("1900-01-01", "3000-01-01");

/// Two sets of rules of one kind, ready to be compared.
pub(crate) struct Pair {
    pub(crate) kind: CaseKind,
    pub(crate) schema: Schema,
    pub(crate) env: RequestEnv,
    pub(crate) old: PolicySet,
    pub(crate) new: PolicySet,
    /// The different cards; the place of one is the number in its attribute.
    pub(crate) dues: Vec<Due>,
    pub(crate) mentions: Mentions,
    /// The same by rule, whichever side it is on.
    by_code: BTreeMap<String, Mentions>,
    /// Numbers and texts that stand in the policies.
    pub(crate) literals: Literals,
}

/// Numbers and texts that stand in policies.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    pub(crate) numbers: BTreeSet<i64>,
    pub(crate) texts: BTreeSet<String>,
}

impl Pair {
    pub(crate) fn new(kind: CaseKind, old: &[&Clause], new: &[&Clause]) -> Result<Pair, ProveError> {
        let clauses = || old.iter().chain(new).copied();
        let dues: BTreeSet<Due> = clauses().filter_map(|clause| clause.due.clone()).collect();
        let dues: Vec<Due> = dues.into_iter().collect();
        let (mut mentions, mut literals) = (Mentions::default(), Literals::default());
        let mut by_code = BTreeMap::<String, Mentions>::new();
        for clause in clauses() {
            mentions.add(kind, &clause.cedar);
            by_code.entry(clause.code.clone()).or_default().add(kind, &clause.cedar);
            literals.add(&clause.cedar);
        }
        let schema = schema_of(&dues).map_err(|why| internal(kind, why))?;
        let env = env_of(kind, &schema).ok_or_else(|| internal(kind, "no such action"))?;
        let bounds = bounds(kind, &mentions, &dues);
        let set = |clauses| policy_set(&schema, kind, clauses, &dues, &bounds);
        let (old, new) = (set(old)?, set(new)?);
        Ok(Pair { kind, env, old, new, schema, dues, mentions, by_code, literals })
    }

    /// What some of the rules mention.
    pub(crate) fn mentions_of(&self, codes: &[String]) -> Mentions {
        let mut all = Mentions::default();
        codes.iter().filter_map(|code| self.by_code.get(code)).for_each(|mentions| all.join(mentions));
        all
    }

    /// The code of the rule that a policy belongs to; the base and the bounds belong to none.
    pub(crate) fn code(policy: &PolicyId) -> Option<String> {
        let id: &str = policy.as_ref();
        id.strip_prefix("rule:").and_then(|rest| rest.split_once(':')).map(|(_, code)| code.to_owned())
    }
}

pub(crate) fn internal(kind: CaseKind, why: impl ToString) -> ProveError {
    ProveError::Internal { kind: kind.code(), why: why.to_string() }
}

/// The attribute of `context` for a card.
pub(crate) fn due_name(dues: &[Due], due: Option<&Due>) -> String {
    match dues.iter().position(|known| Some(known) == due) {
        Some(place) => format!("due_{place}"),
        None => "due".to_owned(),
    }
}

/// The rulebook's schema, with one moment a card beside `due`.
fn schema_of(dues: &[Due]) -> Result<Schema, String> {
    let named: String = dues.iter().map(|due| format!("{}?: datetime, ", due_name(dues, Some(due)))).collect();
    let text = schema::cedar(&[]).replace("due?: datetime", &format!("{named}due?: datetime"));
    Schema::from_str(&text).map_err(|error| error.to_string())
}

fn env_of(kind: CaseKind, schema: &Schema) -> Option<RequestEnv> {
    schema.request_envs().find(|env| env.action().id().unescaped() == kind.code())
}

/// One permit for everything, the rules, the bounds.
fn policy_set(
    schema: &Schema,
    kind: CaseKind,
    clauses: &[&Clause],
    dues: &[Due],
    bounds: &[String],
) -> Result<PolicySet, ProveError> {
    let fixed = std::iter::once("permit(principal, action, resource);").chain(bounds.iter().map(String::as_str));
    let fixed = fixed.enumerate().map(|(at, text)| {
        Policy::parse(Some(PolicyId::new(format!("fixed:{at}"))), text).map_err(|why| internal(kind, why))
    });
    let rules = clauses.iter().enumerate().map(|(at, clause)| rule(schema, at, clause, dues));
    let policies = fixed.chain(rules).collect::<Result<Vec<_>, _>>()?;
    PolicySet::from_policies(policies).map_err(|why| internal(kind, why))
}

fn rule(schema: &Schema, at: usize, clause: &Clause, dues: &[Due]) -> Result<Policy, ProveError> {
    clause.checked()?;
    let wrong = |why: String| ProveError::NotInSchema { code: clause.code.clone(), why };
    let mut json = clause.policy();
    rename_due(&mut json, &due_name(dues, clause.due.as_ref()));
    let id = PolicyId::new(format!("rule:{at}:{}", clause.code));
    let policy = Policy::from_json(Some(id), json).map_err(|error| wrong(error.to_string()))?;
    let alone = PolicySet::from_policies([policy.clone()]).map_err(|error| wrong(error.to_string()))?;
    let checked = Validator::new(schema.clone()).validate(&alone, ValidationMode::Strict);
    match checked.validation_errors().next() {
        Some(error) => Err(wrong(without_policy(&error.to_string()))),
        None => Ok(policy),
    }
}

/// Cedar's sentence without our id of the policy: "for policy `…`, unable to …".
fn without_policy(error: &str) -> String {
    error
        .strip_prefix("for policy `")
        .and_then(|rest| rest.split_once("`, "))
        .map_or(error, |(_, rest)| rest)
        .to_owned()
}

/// Gives `context.due` another name wherever it stands.
fn rename_due(json: &mut Value, name: &str) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| rename_due(item, name)),
        Value::Object(fields) => {
            for access in [".", "has"] {
                if let Some(access) = fields.get_mut(access).filter(|access| access["left"]["Var"] == "context") {
                    rename_first(&mut access["attr"], name);
                }
            }
            fields.values_mut().for_each(|field| rename_due(field, name));
        }
        _ => {}
    }
}

fn rename_first(attribute: &mut Value, name: &str) {
    match attribute {
        Value::Array(path) if path.first().is_some_and(|first| first == "due") => path[0] = name.into(),
        Value::String(attribute) if attribute == "due" => *attribute = name.to_owned(),
        _ => {}
    }
}

/// What both sides forbid: moments outside the bounds, deadlines that no calendar counts so.
fn bounds(kind: CaseKind, mentions: &Mentions, dues: &[Due]) -> Vec<String> {
    let moments = mentions.defs(kind).filter(|(_, _, def)| def.type_ == Type::Moment);
    let mut bounds: Vec<String> =
        moments.map(|(whose, _, def)| outside(whose.variable(), def.name, def.always, MOMENTS)).collect();
    bounds.push(outside("context", "at", true, MOMENTS));
    bounds.push("context has due".to_owned());
    bounds.extend(dues.iter().map(|due| outside("context", &due_name(dues, Some(due)), false, DEADLINES)));
    bounds.extend(
        pairs(dues).flat_map(|(less, more)| together(&due_name(dues, Some(less)), &due_name(dues, Some(more)))),
    );
    let forbid =
        |when| format!("forbid (principal, action == Action::\"{}\", resource) when {{ {when} }};", kind.code());
    bounds.into_iter().map(forbid).collect()
}

/// True where a moment is known and outside.
fn outside(variable: &str, name: &str, always: bool, (first, end): (&str, &str)) -> String {
    let known = if always { String::new() } else { format!("{variable} has {name} && ") };
    let moment = format!("{variable}.{name}");
    format!("{known}({moment} < datetime(\"{first}\") || {moment} >= datetime(\"{end}\"))")
}

/// Cards that differ in nothing but the amount, the smaller first.
fn pairs(dues: &[Due]) -> impl Iterator<Item = (&Due, &Due)> {
    let all = dues.iter().flat_map(move |less| dues.iter().map(move |more| (less, more)));
    all.filter(|(less, more)| less.comparable(more) && less.amount < more.amount)
}

/// True where only one of two deadlines is there, or the one with the smaller amount ends later.
fn together(less: &str, more: &str) -> [String; 2] {
    [
        format!("(context has {less}) != (context has {more})"),
        format!("context has {less} && context has {more} && context.{less} > context.{more}"),
    ]
}

impl Literals {
    fn add(&mut self, json: &Value) {
        match json {
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(fields) => {
                let value = fields.get("Value").or_else(|| fields.get("Literal"));
                self.numbers.extend(value.and_then(Value::as_i64));
                self.texts.extend(value.and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|field| self.add(field));
            }
            _ => {}
        }
    }
}
