//! Our evaluator beside Cedar's own, on policies that use every operator rules have: what we call broken Cedar denies
//! under every completion of what is not known, what we call kept it never does, and where all is known the two agree.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock},
};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, Policy, PolicySet, Request, RestrictedExpression,
};
use common::{load, rule, with_policy};
use proptest::{collection::vec, prelude::*};
use rulebook::{
    case::CaseKind,
    expression::{FactRef, Owner},
    fact::{FactDef, Facts, Maybe, Slot, Type, Value},
    verdict::Verdict,
    version::Version,
};

/// Kind, whom it concerns, when it is broken, and lines of the version. Each as a page would have it.
const POLICIES: &[(&str, &str, &str, &str)] = &[
    (
        "order",
        "resource.measure == \"interception\"",
        "resource has asked_at && resource has decided_at && resource.decided_at.durationSince(resource.asked_at) > context.max_hours",
        "parameters = { max_hours = \"6h\" }",
    ),
    (
        "order",
        "principal has kind && principal.kind != \"court\"",
        "!(resource has decided_at) && context.at > resource.date.offset(duration(\"30d\"))",
        "",
    ),
    (
        "order",
        "true",
        "resource has asked_at && (if resource has decided_at then resource.decided_at < resource.asked_at else context.at >= resource.asked_at)",
        "",
    ),
    (
        "order",
        "[\"interception\", \"imsi-catcher\"].contains(resource.measure)",
        "resource.laws.containsAll([\"CNPP\", \"a\"]) || resource.laws.isEmpty()",
        "",
    ),
    (
        "order",
        "resource.laws.containsAny(context.laws)",
        "!resource.laws.contains(context.law)",
        "parameters = { laws = [\"CNPP\", \"b\"], law = \"a\" }",
    ),
    ("order", "true", "context has due && context.at > context.due", "due = { from = \"date\", days = 15 }"),
    (
        "order",
        "context has due",
        "!(resource has decided_at) && context.due < context.at.offset(duration(\"-2d\"))",
        "due = { from = \"date\", working_days = 5 }",
    ),
    (
        "order",
        "resource is Order && principal is Body",
        "resource has asked_at && context.at.durationSince(resource.asked_at).toDays() >= 10",
        "",
    ),
    ("order", "true", "resource has asked_at && context.at.durationSince(resource.asked_at).toHours() == 15", ""),
    ("order", "true", "resource has asked_at && resource.asked_at.durationSince(context.at).toDays() < 1", ""),
    (
        "order",
        "true",
        "resource has asked_at && resource.asked_at.toDate() == context.at && resource.asked_at.toTime() > duration(\"8h30m\")",
        "",
    ),
    ("order", "true", "resource has asked_at && context.at.durationSince(resource.asked_at).toDays() >= 0", ""),
    ("order", "true", "resource has asked_at && context.at.durationSince(resource.asked_at).toDays() < -2", ""),
    ("order", "true", "resource has asked_at && resource.asked_at.durationSince(context.at).toHours() == -15", ""),
    (
        "technology",
        "resource.contracts > 0",
        "resource.payments - resource.contracts * 2 >= context.least",
        "parameters = { least = 3 }",
    ),
    (
        "technology",
        "resource has targets_bought",
        "resource has most_targets && resource.most_targets > resource.targets_bought + 1",
        "",
    ),
    (
        "technology",
        "resource.class like \"*spy*\" || resource.class like \"ima*\"",
        "resource has has_power && !resource.has_power",
        "",
    ),
    (
        "technology",
        "principal has powers",
        "!(principal.powers.containsAny([\"intercept\", \"extract\"])) && resource.laws == [\"CNPP\"]",
        "",
    ),
    (
        "technology",
        "resource has held_as && resource.held_as == \"owned\"",
        "[1, 2, 3].contains(resource.uses) || -resource.orders < -4",
        "",
    ),
    (
        "technology",
        "resource.own",
        "resource has contract_end && context.at >= resource.contract_end && !(resource has retired_on && resource.retired_on <= context.at)",
        "",
    ),
    (
        "technology",
        "resource.date >= context.since",
        "resource.policies == 0 || (resource.policies_in_force > 1 && resource.consultations < 2)",
        "parameters = { since = 2024-01-25 }",
    ),
    (
        "technology",
        "!resource.attested",
        "resource has first_use_on && !(resource has approved_on && resource.approved_on <= resource.first_use_on)",
        "",
    ),
    (
        "technology",
        "resource.withheld.contains(\"a\") == resource.own",
        "if resource has maker_named then !resource.maker_named else resource.uses > 3",
        "",
    ),
    (
        "technology",
        "true",
        "resource has last_use_on && context.at.toDate() > resource.last_use_on.toDate().offset(context.wait) && !(resource has retired_on)",
        "parameters = { wait = \"10d12h\" }",
    ),
    (
        "technology",
        "true",
        "resource has claimed_orders && resource has claimed_events && (resource.claimed_events > resource.claimed_orders || resource.claimed_events != 2 && resource.own)",
        "",
    ),
    (
        "policy",
        "resource has until && resource.until > datetime(\"2024-01-15\")",
        "context.at < datetime(\"2024-01-20T10:00:00+0600\") && context.at != resource.until.toDate()",
        "",
    ),
    (
        "policy",
        "true",
        "resource has retention_days && resource.retention_days > 5 && !(resource has approved_by_self && resource.approved_by_self == false)",
        "",
    ),
    (
        "policy",
        "principal has began_on",
        "context.at < principal.began_on && (context.at > resource.date) == (resource has first_use_on)",
        "",
    ),
    (
        "policy",
        "resource.sections.containsAll([\"purpose\"])",
        "(if resource has class && resource.class == \"spyware\" then 2 else 9) > resource.others",
        "",
    ),
];

struct Case {
    kind: CaseKind,
    version: Version,
    scope: Policy,
}

static CASES: LazyLock<Vec<Case>> =
    LazyLock::new(|| POLICIES.iter().map(|(kind, scope, broken, lines)| case(kind, scope, broken, lines)).collect());

fn case(kind: &str, scope: &str, broken: &str, lines: &str) -> Case {
    let head = format!("forbid (principal, action == Action::\"{kind}\", resource)");
    // A literal `true` says nothing: leaving it out is how pages have no first `when`.
    let first = if scope == "true" { String::new() } else { format!("when {{ {scope} }}") };
    let book = load(&with_policy(&format!("{head}\n{first}\nwhen {{ {broken} }};"), lines));
    let kind = CaseKind::parse(kind).unwrap();
    let version = rule(&book).versions[0].clone();
    // The scope alone, with the version's numbers put in by Cedar's own reader.
    let mut json = version.cedar().to_json().unwrap();
    let conditions = json["conditions"].as_array_mut().unwrap();
    conditions.truncate(if scope == "true" { 0 } else { 1 });
    Case { kind, scope: Policy::from_json(None, json).unwrap(), version }
}

const TEXTS: [&str; 8] = ["interception", "a", "CNPP", "spyware", "court", "intercept", "purpose", "owned"];
const BASE: i64 = 19_740;

fn known(type_: Type, choice: u16) -> Value {
    let n = i64::from(choice);
    match type_ {
        Type::Bool => Value::Bool(choice.is_multiple_of(2)),
        Type::Long => Value::Long(n % 12 - 2),
        Type::Text => Value::Text(TEXTS[usize::from(choice) % TEXTS.len()].into()),
        Type::Moment => Value::Moment(
            (BASE + n % 23) * 86_400_000 + [0, 0, 1, 30_600_000, 86_399_999][usize::from(choice / 23) % 5],
        ),
        Type::Set => {
            let texts = TEXTS.iter().enumerate().filter(|(at, _)| choice & (1 << at) != 0);
            let mut texts: Vec<Arc<str>> = texts.map(|(_, text)| Arc::from(*text)).collect();
            texts.sort();
            Value::Set(texts.into())
        }
    }
}

/// Known, absent where that may be, or not known.
fn slot(fact: &FactDef, choice: u16, may_be_unknown: bool) -> Slot {
    match choice % 8 {
        0 | 1 if may_be_unknown => Slot::Unknown,
        2 | 3 if !fact.always => Slot::Absent,
        _ => Slot::Known(known(fact.type_, choice / 8)),
    }
}

/// Facts of the body and the case: what the policy reads by choice, the rest absent.
fn facts(case: &Case, choices: &[u16], unknown: bool) -> (Facts, Facts, Maybe<i64>) {
    let (mut principal, mut resource) = (Facts::new(CaseKind::Body), Facts::new(case.kind));
    let mut due = Maybe::Absent;
    for (place, fact) in case.version.reads().into_iter().enumerate() {
        let choice = choices[place];
        match fact {
            FactRef::Fact(Owner::Principal, at) => {
                principal.put(at, slot(&CaseKind::Body.facts()[at], choice, unknown))
            }
            FactRef::Fact(Owner::Resource, at) => resource.put(at, slot(&case.kind.facts()[at], choice, unknown)),
            FactRef::Due => due = deadline(choice, unknown),
            FactRef::At => {}
        }
    }
    (principal, resource, due)
}

fn deadline(choice: u16, unknown: bool) -> Maybe<i64> {
    match choice % 5 {
        0 if unknown => Maybe::Unknown,
        1 => Maybe::Absent,
        _ => Maybe::Known((BASE + i64::from(choice / 5) % 23) * 86_400_000),
    }
}

/// What is not known, made known.
fn completed(facts: &Facts, choices: &[u16]) -> Facts {
    let mut complete = facts.clone();
    for (at, fact) in facts.kind().facts().iter().enumerate() {
        if facts.slots()[at] == Slot::Unknown {
            complete.put(at, slot(fact, choices[at % choices.len()], false));
        }
    }
    complete
}

fn completed_due(due: &Maybe<i64>, choice: u16) -> Maybe<i64> {
    if *due == Maybe::Unknown { deadline(choice, false) } else { due.clone() }
}

fn moment(millis: i64) -> RestrictedExpression {
    let instant = register::time::Instant::from_millis(millis).unwrap();
    RestrictedExpression::new_datetime(instant.to_string())
}

fn expression(value: &Value) -> RestrictedExpression {
    match value {
        Value::Bool(value) => RestrictedExpression::new_bool(*value),
        Value::Long(value) => RestrictedExpression::new_long(*value),
        Value::Text(text) => RestrictedExpression::new_string(text.to_string()),
        Value::Moment(millis) => moment(*millis),
        Value::Set(texts) => {
            RestrictedExpression::new_set(texts.iter().map(|text| RestrictedExpression::new_string(text.to_string())))
        }
    }
}

fn entity(facts: &Facts) -> (EntityUid, Entity) {
    let uid: EntityUid = format!("{}::\"it\"", facts.kind().entity()).parse().unwrap();
    let mut attributes = HashMap::new();
    for (fact, slot) in facts.kind().facts().iter().zip(facts.slots()) {
        if let Slot::Known(value) = slot {
            attributes.insert(fact.name.to_owned(), expression(value));
        }
    }
    (uid.clone(), Entity::new(uid, attributes, HashSet::new()).unwrap())
}

/// Whether Cedar denies by a policy; an error of Cedar is a defect of the policy or of this test.
fn denies(policy: &Policy, kind: CaseKind, facts: (&Facts, &Facts, &Maybe<i64>), day: i64) -> bool {
    let mut policies: PolicySet = "permit (principal, action, resource);".parse().unwrap();
    policies.add(policy.new_id("rule".parse().unwrap())).unwrap();
    let ((principal, body), (resource, case)) = (entity(facts.0), entity(facts.1));
    let due = facts.2.clone().known().map(|due| ("due".to_owned(), moment(due)));
    let context = Context::from_pairs([("at".to_owned(), moment(day * 86_400_000))].into_iter().chain(due)).unwrap();
    let action: EntityUid = format!("Action::\"{}\"", kind.code()).parse().unwrap();
    let request = Request::new(principal, action, resource, context, None).unwrap();
    let entities = Entities::from_entities([body, case], None).unwrap();
    let response = Authorizer::new().is_authorized(&request, &policies, &entities);
    assert_eq!(response.diagnostics().errors().count(), 0, "{policy}");
    response.decision() == Decision::Deny
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn all_known_is_as_cedar_says(at in 0..POLICIES.len(), choices in vec(any::<u16>(), 12), day in BASE - 5..BASE + 45) {
        let case = &CASES[at];
        let (principal, resource, due) = facts(case, &choices, false);
        let cedar = |policy: &Policy| denies(policy, case.kind, (&principal, &resource, &due), day);
        let expected = match (cedar(&case.scope), cedar(case.version.cedar())) {
            (false, false) => Verdict::NotConcerned,
            (true, false) => Verdict::Kept,
            (true, true) => Verdict::Broken,
            (false, true) => unreachable!("broken and not concerned"),
        };
        prop_assert_eq!(case.version.verdict(&principal, &resource, &due, day), expected, "{}", case.version.cedar());
    }

    #[test]
    fn what_is_decided_holds_for_every_completion(
        at in 0..POLICIES.len(),
        choices in vec(any::<u16>(), 12),
        completions in vec(vec(any::<u16>(), 12), 6),
        day in BASE - 5..BASE + 45,
    ) {
        let case = &CASES[at];
        let (principal, resource, due) = facts(case, &choices, true);
        let verdict = case.version.verdict(&principal, &resource, &due, day);
        prop_assert_ne!(verdict, Verdict::Error, "{}", case.version.cedar());
        for choices in &completions {
            let full = (completed(&principal, choices), completed(&resource, choices), completed_due(&due, choices[0]));
            let denied = denies(case.version.cedar(), case.kind, (&full.0, &full.1, &full.2), day);
            match verdict {
                Verdict::Broken => prop_assert!(denied, "{}", case.version.cedar()),
                Verdict::Kept | Verdict::NotConcerned => prop_assert!(!denied, "{}", case.version.cedar()),
                Verdict::Unknown | Verdict::Error => {}
            }
        }
    }

    #[test]
    fn a_timeline_says_what_each_day_says(at in 0..POLICIES.len(), choices in vec(any::<u16>(), 12)) {
        let case = &CASES[at];
        let (principal, resource, due) = facts(case, &choices, true);
        let timeline = case.version.timeline(&principal, &resource, &due);
        let verdicts: Vec<Verdict> = timeline.segments().map(|segment| segment.verdict).collect();
        prop_assert!(verdicts.windows(2).all(|pair| pair[0] != pair[1]), "neighbours differ");
        for day in BASE - 60..BASE + 120 {
            let pointwise = case.version.verdict(&principal, &resource, &due, day);
            prop_assert_eq!(timeline.at(day), pointwise, "day {} of {}", day, case.version.cedar());
        }
        let first = (BASE - 60..BASE + 120).find(|day| timeline.at(*day) == Verdict::Broken);
        prop_assert_eq!(timeline.first_broken().map(|day| day.max(BASE - 60)), first);
    }

    #[test]
    fn the_facts_named_decide(at in 0..POLICIES.len(), choices in vec(any::<u16>(), 12), others in vec(any::<u16>(), 12), day in BASE - 5..BASE + 45) {
        let case = &CASES[at];
        let (principal, resource, due) = facts(case, &choices, true);
        let verdict = case.version.verdict(&principal, &resource, &due, day);
        let why = case.version.explain(&principal, &resource, &due, day);
        prop_assert_eq!(verdict == Verdict::Unknown, !why.missing.is_empty());
        let (mut other, mut another, other_due) = facts(case, &others, true);
        for fact in &why.decided_by {
            if let FactRef::Fact(owner, place) = fact {
                let (from, to) = match owner {
                    Owner::Principal => (&principal, &mut other),
                    Owner::Resource => (&resource, &mut another),
                };
                to.put(*place, from.slots()[*place].clone());
            }
        }
        let due = if why.decided_by.contains(&FactRef::Due) { &due } else { &other_due };
        let again = case.version.verdict(&other, &another, due, day);
        let same = match verdict {
            Verdict::Broken | Verdict::NotConcerned => again == verdict,
            // What is kept is not broken, whoever else it may concern.
            Verdict::Kept => again != Verdict::Broken,
            Verdict::Unknown | Verdict::Error => true,
        };
        prop_assert!(same, "{verdict:?} became {again:?}: {}", case.version.cedar());
    }
}

/// A policy that no random facts can break or keep would make these tests say nothing.
#[test]
fn every_policy_comes_to_every_verdict() {
    for (at, case) in CASES.iter().enumerate() {
        let mut seen = HashSet::new();
        let mut state = 7_u64;
        for _ in 0..4_000 {
            let choices: Vec<u16> = (0..12)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (state >> 40) as u16
                })
                .collect();
            let (principal, resource, due) = facts(case, &choices, true);
            let day = BASE - 5 + i64::from(choices[11] % 50);
            seen.insert(case.version.verdict(&principal, &resource, &due, day));
        }
        for verdict in [Verdict::Broken, Verdict::Kept, Verdict::Unknown] {
            assert!(seen.contains(&verdict), "policy {at} never comes to {verdict:?}");
        }
        assert_eq!(
            seen.contains(&Verdict::NotConcerned),
            POLICIES[at].1 != "true" && !POLICIES[at].1.contains(" is Order"),
            "policy {at}"
        );
    }
}
