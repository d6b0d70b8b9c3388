//! Verdicts told by example: due dates read off, why a verdict is what it is, and what cannot be worked out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use common::{load, rule, with_policy};
use register::time::Date;
use rulebook::{
    case::CaseKind,
    fact::{Facts, Maybe, Slot, Value},
    verdict::Verdict,
    version::Version,
};

fn version(conditions: &str, lines: &str) -> Version {
    let policy = format!("forbid (principal, action == Action::\"order\", resource)\n{conditions};");
    rule(&load(&with_policy(&policy, lines))).versions[0].clone()
}

fn day(text: &str) -> i64 {
    Date::parse(text).unwrap().days()
}

fn order(facts: &[(&str, Slot)]) -> Facts {
    let mut order = Facts::new(CaseKind::Order);
    for (name, slot) in facts {
        let place = CaseKind::Order.facts().iter().position(|fact| fact.name == *name).unwrap();
        order.put(place, slot.clone());
    }
    order
}

fn on(text: &str) -> Slot {
    Slot::Known(Value::Moment(day(text) * 86_400_000))
}

fn text(text: &str) -> Slot {
    Slot::Known(Value::Text(text.into()))
}

fn body() -> Facts {
    Facts::new(CaseKind::Body)
}

/// Names of the facts that decide, and of those that are missing.
fn why(version: &Version, order: &Facts, due: &Maybe<i64>) -> (Vec<String>, Vec<String>) {
    let why = version.explain(&body(), order, due, day("2024-12-01"));
    let names = |facts: &[rulebook::expression::FactRef]| facts.iter().map(|fact| fact.name(CaseKind::Order)).collect();
    (names(&why.decided_by), names(&why.missing))
}

const LATE: &str = "when { resource.measure == \"interception\" } when { !(resource has decided_at) && context.at > resource.date.offset(duration(\"30d\")) }";

#[test]
fn a_due_date_is_read_off() {
    let version = version(LATE, "");
    let asked = order(&[("measure", text("interception")), ("date", on("2024-02-01"))]);
    let timeline = version.timeline(&body(), &asked, &Maybe::Absent);
    let segments: Vec<_> = timeline.segments().map(|segment| (segment.from_day, segment.verdict)).collect();
    assert_eq!(segments, [(None, Verdict::Kept), (Some(day("2024-03-03")), Verdict::Broken)]);
    assert_eq!(timeline.first_broken(), Some(day("2024-03-03")));
    let unknown =
        order(&[("measure", text("interception")), ("date", on("2024-02-01")), ("decided_at", Slot::Unknown)]);
    let timeline = version.timeline(&body(), &unknown, &Maybe::Absent);
    assert_eq!(timeline.at(day("2024-03-02")), Verdict::Kept);
    assert_eq!(timeline.at(day("2024-03-03")), Verdict::Unknown);
    assert_eq!(timeline.first_broken(), None);
}

#[test]
fn a_verdict_names_the_facts_that_decide() {
    let version = version(LATE, "");
    let late = order(&[("measure", text("interception")), ("date", on("2024-02-01"))]);
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let all = named(&["resource.measure", "resource.decided_at", "context.at", "resource.date"]);
    assert_eq!(why(&version, &late, &Maybe::Absent), (all, vec![]));
    let mut decided = late.clone();
    decided.put(CaseKind::Order.facts().iter().position(|fact| fact.name == "decided_at").unwrap(), on("2024-02-02"));
    assert_eq!(why(&version, &decided, &Maybe::Absent), (named(&["resource.decided_at"]), vec![]));
    let other = order(&[("measure", text("location"))]);
    assert_eq!(why(&version, &other, &Maybe::Absent), (named(&["resource.measure"]), vec![]));
    let unknown = order(&[("measure", Slot::Unknown), ("date", on("2024-02-01")), ("decided_at", Slot::Unknown)]);
    assert_eq!(why(&version, &unknown, &Maybe::Absent), (vec![], named(&["resource.measure", "resource.decided_at"])));
}

#[test]
fn an_unknown_fact_behind_has_is_unknown() {
    let version = version("when { resource has asked_at && resource.asked_at < resource.date }", "");
    let order = order(&[("date", on("2024-02-01")), ("asked_at", Slot::Unknown)]);
    assert_eq!(version.verdict(&body(), &order, &Maybe::Absent, 0), Verdict::Unknown);
}

#[test]
fn whom_it_concerns_may_be_unknown() {
    let version = version(LATE, "");
    let order = order(&[("measure", Slot::Unknown), ("date", on("2024-02-01")), ("decided_at", on("2024-02-01"))]);
    assert_eq!(version.verdict(&body(), &order, &Maybe::Absent, day("2024-12-01")), Verdict::Unknown);
    // Nothing that is missing would make it broken; what is missing says whom it concerns.
    assert_eq!(why(&version, &order, &Maybe::Absent), (vec![], vec!["resource.measure".to_owned()]));
}

#[test]
fn what_cannot_be_worked_out_is_told() {
    let version = version(
        "when { resource has asked_at && resource.asked_at.offset(duration(\"90000000000d\")) < resource.date }",
        "",
    );
    let far = order(&[("date", on("2024-02-01")), ("asked_at", Slot::Known(Value::Moment(i64::MAX - 5)))]);
    assert_eq!(version.verdict(&body(), &far, &Maybe::Absent, 0), Verdict::Error);
    // A fact that always is was never set: a defect of whoever made the facts.
    let empty = order(&[("asked_at", on("2024-02-01"))]);
    assert_eq!(version.verdict(&body(), &empty, &Maybe::Absent, 0), Verdict::Error);
}

#[test]
fn a_deadline_counted_by_the_card_is_asked() {
    let version = version(
        "when { context has due && context.at > context.due && !(resource has decided_at) }",
        "due = { from = \"date\", days = 15 }",
    );
    let order = order(&[("date", on("2024-02-01"))]);
    let due = Maybe::Known(day("2024-02-16") * 86_400_000);
    assert_eq!(version.timeline(&body(), &order, &due).first_broken(), Some(day("2024-02-17")));
    assert_eq!(version.timeline(&body(), &order, &Maybe::Unknown).at(0), Verdict::Unknown);
    assert_eq!(why(&version, &order, &Maybe::Unknown), (vec![], vec!["context.due".to_owned()]));
}
