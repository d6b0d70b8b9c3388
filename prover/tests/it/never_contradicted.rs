//! Whatever a comparison says, Cedar's own engine never contradicts it: random rules, random cases.

use std::str::FromStr;

use crate::{compared, on_orders, order};
use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, Policy, PolicyId, PolicySet, Request};
use proptest::{collection::vec, option, prelude::*};
use prover::{Clause, Verdict};
use serde_json::{Value, json};

/// Rules that touch each other: bounds on one number, moments with and without distance, codes, classes, arithmetic.
const RULES: [&str; 16] = [
    "when { resource has chain_months && resource.chain_months > 6 }",
    "when { resource has chain_months && resource.chain_months > 9 }",
    "when { resource has chain_months && !(resource.chain_months <= 6) } unless { resource.live }",
    "when { resource has chain_months && resource.chain_months * 2 > 13 }",
    "when { resource.live }",
    "when { !resource.live }",
    "when { resource.measure == \"interception\" && resource.live }",
    "when { [\"interception\", \"geolocation\"].contains(resource.measure) }",
    "when { resource.measure like \"*tion\" } unless { resource.live }",
    "when { resource has to && context.at > resource.to.offset(duration(\"2d\")) }",
    "when { resource has to && context.at > resource.to.offset(duration(\"1d\")) } unless { resource has notified_on && resource.notified_on <= context.at }",
    "when { resource has to && context.at.durationSince(resource.to) > duration(\"48h\") }",
    "when { !(resource has notified_on) }",
    "when { resource.subject_classes.contains(\"press\") }",
    "when { resource.subject_classes.containsAny([\"press\", \"defence\"]) }",
    "when { principal has kind && principal.kind != \"prosecutor\" }",
];

/// A case: measure, months, live, until, notice, day of the question, classes, kind of body. Days from 2024-01-01.
type Case = (&'static str, Option<i64>, bool, Option<i64>, Option<i64>, i64, Vec<&'static str>, Option<&'static str>);

fn case() -> impl Strategy<Value = Case> {
    (
        prop_oneof![Just("interception"), Just("geolocation"), Just("spyware")],
        option::of(5..11_i64),
        any::<bool>(),
        option::of(0..4_i64),
        option::of(0..6_i64),
        0..6_i64,
        vec(prop_oneof![Just("press"), Just("defence"), Just("other")], 0..3),
        option::of(prop_oneof![Just("prosecutor"), Just("police")]),
    )
}

fn rules() -> impl Strategy<Value = Vec<Clause>> {
    vec(0..RULES.len(), 1..3).prop_map(|chosen| {
        chosen.into_iter().enumerate().map(|(at, rule)| order(&format!("R{at}"), RULES[rule])).collect()
    })
}

fn policies(rules: &[Clause]) -> PolicySet {
    let base = Policy::parse(None, "permit (principal, action, resource);").unwrap();
    let rules =
        rules.iter().map(|rule| Policy::from_json(Some(PolicyId::new(&rule.code)), rule.cedar.clone()).unwrap());
    PolicySet::from_policies(rules.chain([base])).unwrap()
}

fn moment(day: i64) -> Value {
    json!({"__extn": {"fn": "datetime", "arg": format!("2024-01-{:02}", day + 1)}})
}

fn question((measure, months, live, to, notified, at, classes, kind): &Case) -> (Request, Entities) {
    let mut order = json!({"measure": measure, "live": live, "subject_classes": classes});
    let mut body = json!({});
    let moments = [("to", to), ("notified_on", notified)];
    moments.iter().filter_map(|(name, day)| Some((name, (**day)?))).for_each(|(name, day)| order[*name] = moment(day));
    months.iter().for_each(|months| order["chain_months"] = json!(months));
    kind.iter().for_each(|kind| body["kind"] = json!(kind));
    let entities = json!([
        {"uid": {"type": "Body", "id": "b"}, "attrs": body, "parents": []},
        {"uid": {"type": "Order", "id": "o"}, "attrs": order, "parents": []},
    ]);
    let uid = |text: &str| EntityUid::from_str(text).unwrap();
    let context = Context::from_json_value(json!({"at": moment(*at)}), None).unwrap();
    let request = Request::new(uid("Body::\"b\""), uid("Action::\"order\""), uid("Order::\"o\""), context, None);
    (request.unwrap(), Entities::from_json_value(entities, None).unwrap())
}

fn forbids(policies: &PolicySet, (request, entities): &(Request, Entities)) -> bool {
    Authorizer::new().is_authorized(request, policies, entities).decision() == Decision::Deny
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_case_contradicts_a_verdict(old in rules(), new in rules(), cases in vec(case(), 60)) {
        let comparison = compared(old.clone(), new.clone());
        let verdict = on_orders(&comparison);
        let (old, new) = (policies(&old), policies(&new));
        for case in cases {
            let question = question(&case);
            let (before, after) = (forbids(&old, &question), forbids(&new, &question));
            let holds = match verdict {
                Verdict::Equal => before == after,
                Verdict::Stricter(_) => !before || after,
                Verdict::Looser(_) => !after || before,
                Verdict::Incomparable { .. } => true,
                Verdict::Undecided(_) => false,
            };
            prop_assert!(holds, "{case:?} is forbidden before: {before}, after: {after}, and {verdict:?}");
        }
    }
}
