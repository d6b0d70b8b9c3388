//! What a change of a rule does, proved or shown by a case: one story a test.

use crate::{compared, due, english, of, on_orders, order, solver};
use expect_test::expect;
use prover::{Books, Change, Effect, Unit, Verdict, compare};
use register::{lang::Lang, time::Date};
use rulebook::{book::Rulebook, case::CaseKind, fact::Slot, fact::Value};

const INTERCEPTION: &str = r#"when { resource.measure == "interception" }"#;

fn maximum(months: u32) -> prover::Clause {
    order("MX-08", &format!("{INTERCEPTION} when {{ resource has chain_months && resource.chain_months > {months} }}"))
}

#[test]
fn a_higher_maximum_is_looser_and_the_case_lies_between() {
    let comparison = compared(vec![maximum(6)], vec![maximum(9)]);
    let Verdict::Looser(example) = on_orders(&comparison) else { panic!("{comparison:?}") };
    assert_eq!(example.effect, Effect::Allowed);
    let Some(Slot::Known(Value::Long(months))) = example.case.slot("chain_months") else { panic!("{example:?}") };
    assert!((7..=9).contains(months), "{months}");
    expect![[r#"
        Order: looser
            Order: Measure = Interception, Term with extensions, months = 7 — MX-08 forbids it ("in force"); "draft" allows it
          MX-08: looser
    "#]].assert_eq(&english(&comparison));
    expect![[r#"
        Orden: más laxa
            Orden: Medida = Intervención, Duración con prórrogas, meses = 7 — lo prohíbe MX-08 («in force»); «draft» lo permite
          MX-08: más laxa
    "#]].assert_eq(&(comparison.words(Lang::Es).join("\n") + "\n"));
}

#[test]
fn other_words_for_the_same_are_equal() {
    let old = vec![
        order(
            "MX-08",
            r#"when { resource.measure == "interception" && !(resource.live || resource.emergency) }
               unless { resource has notified_on && resource.notified_on <= context.at }"#,
        ),
        order("MX-09", r#"when { resource has to && context.at > resource.to.offset(duration("30d")) }"#),
    ];
    let new = vec![
        order("MX-09", r#"when { resource has to && resource.to.offset(duration("720h")) < context.at }"#),
        order(
            "MX-08",
            r#"when { !(resource has notified_on && context.at >= resource.notified_on) }
               when { !resource.emergency && !resource.live && "interception" == resource.measure }"#,
        ),
    ];
    let comparison = compared(old, new);
    assert_eq!(on_orders(&comparison), &Verdict::Equal, "{}", english(&comparison));
    assert!(comparison.kinds[0].rules.iter().all(|rule| rule.change == Change::Changed(Verdict::Equal)));
}

#[test]
fn moments_at_the_ends_of_time_do_not_tell_wordings_apart() {
    let old = r#"when { resource has to && context.at > resource.to.offset(duration("30d")) }"#;
    let new = r#"when { resource has to && context.at.offset(duration("-30d")) > resource.to }"#;
    let comparison = compared(vec![order("MX-09", old)], vec![order("MX-09", new)]);
    assert_eq!(on_orders(&comparison), &Verdict::Equal, "{}", english(&comparison));
}

#[test]
fn a_shorter_deadline_is_stricter() {
    let notice = |days: u32| {
        let late = format!("resource has to && context.at > resource.to.offset(duration(\"{days}d\"))");
        order(
            "MX-11",
            &format!("when {{ {late} }} unless {{ resource has notified_on && resource.notified_on <= context.at }}"),
        )
    };
    let comparison = compared(vec![notice(30)], vec![notice(15)]);
    assert!(matches!(on_orders(&comparison), Verdict::Stricter(_)));
    expect![[r#"
        Order: stricter
            Order: Until = 2024-01-01, Notice on = (none), asked on 2024-01-28 — MX-11 forbids it ("draft"); "in force" allows it
          MX-11: stricter
    "#]].assert_eq(&english(&comparison));
}

#[test]
fn a_protected_class_dropped_is_looser() {
    let protected =
        |classes: &str| order("MX-10", &format!("when {{ resource.subject_classes.containsAny([{classes}]) }}"));
    let old = protected(r#""press", "lawyer", "defender""#);
    let comparison = compared(vec![old], vec![protected(r#""lawyer", "defender""#)]);
    assert!(matches!(on_orders(&comparison), Verdict::Looser(_)));
    expect![[r#"
        Order: looser
            Order: Protected classes = Press — MX-10 forbids it ("in force"); "draft" allows it
          MX-10: looser
    "#]]
    .assert_eq(&english(&comparison));
}

#[test]
fn two_changes_in_opposite_directions_are_incomparable() {
    let term = |days: u32| order("MX-12", &format!("when {{ resource has term_days && resource.term_days > {days} }}"));
    let comparison = compared(vec![maximum(6), term(90)], vec![maximum(9), term(60)]);
    let Verdict::Incomparable { forbidden, allowed } = on_orders(&comparison) else { panic!("{comparison:?}") };
    assert_eq!(forbidden.forbidden_by, ["MX-12"]);
    assert_eq!(allowed.forbidden_by, ["MX-08"]);
    expect![[r#"
        Order: stricter in some cases, looser in others
            Order: Term, days = 61 — MX-12 forbids it ("draft"); "in force" allows it
            Order: Measure = Interception, Term with extensions, months = 7 — MX-08 forbids it ("in force"); "draft" allows it
          MX-08: looser
            Order: Measure = Interception, Term with extensions, months = 7 — MX-08 forbids it ("in force"); "draft" allows it
          MX-12: stricter
            Order: Term, days = 61 — MX-12 forbids it ("draft"); "in force" allows it
    "#]].assert_eq(&english(&comparison));
}

#[test]
fn a_rule_added_and_a_rule_removed_are_said() {
    let basis = order("MX-01", "when { !resource.legal_basis_given }");
    let policy = of(CaseKind::Policy, "CA-01", "when { resource.others > 0 }");
    let comparison = compared(vec![basis.clone(), maximum(6)], vec![basis, policy]);
    assert_eq!(comparison.removed().map(|(_, rule)| rule.code.as_str()).collect::<Vec<_>>(), ["MX-08"]);
    expect![[r#"
        ATTENTION: rule MX-08 (Order) is in "in force" and is gone from "draft".
        Use policy: stricter
            Use policy: Other policies of the technology = 1 — CA-01 forbids it ("draft"); "in force" allows it
          CA-01: added
        Order: looser
            Order: Measure = Interception, Term with extensions, months = 7 — MX-08 forbids it ("in force"); "draft" allows it
          MX-08: REMOVED
    "#]].assert_eq(&english(&comparison));
}

#[test]
fn a_rule_removed_that_another_covers_changes_nothing_and_is_still_said() {
    let comparison = compared(vec![maximum(6), order("MX-13", INTERCEPTION)], vec![order("MX-13", INTERCEPTION)]);
    expect![[r#"
        ATTENTION: rule MX-08 (Order) is in "in force" and is gone from "draft".
        Order: equal, proved for every case
          MX-08: REMOVED
    "#]]
    .assert_eq(&english(&comparison));
}

const LATE: &str = "when { context has due && context.at > context.due }";

#[test]
fn a_longer_deadline_of_the_card_is_looser() {
    let late = |days| due(order("US-04", LATE), days, Unit::WorkingDays);
    let comparison = compared(vec![late(15)], vec![late(30)]);
    assert!(matches!(on_orders(&comparison), Verdict::Looser(_)));
    expect![[r#"
        Order: looser
            Order: deadline (15 working days) = 2024-01-01, deadline (30 working days) = 2024-01-03, asked on 2024-01-02 — US-04 forbids it ("in force"); "draft" allows it
          US-04: looser; the deadline goes from 15 to 30 working days
    "#]].assert_eq(&english(&comparison));
}

#[test]
fn what_may_not_be_done_before_a_deadline_turns_it_round() {
    let early = |days| due(order("US-05", "when { context has due && context.at < context.due }"), days, Unit::Days);
    assert!(matches!(on_orders(&compared(vec![early(15)], vec![early(30)])), Verdict::Stricter(_)));
}

#[test]
fn a_deadline_counted_otherwise_is_outside() {
    let comparison = compared(
        vec![due(order("US-04", LATE), 15, Unit::WorkingDays)],
        vec![due(order("US-04", LATE), 1, Unit::Months)],
    );
    assert!(!comparison.is_decided());
    expect![[r#"
        Order: outside the analysis: the deadline of US-04 is counted otherwise (before 15 working days from `date`, now 1 month from `date`)
          US-04: outside the analysis: the deadline of US-04 is counted otherwise (before 15 working days from `date`, now 1 month from `date`); the deadline goes from 15 working days to 1 month
    "#]].assert_eq(&english(&comparison));
}

#[test]
fn two_rules_with_one_text_and_two_deadlines_are_not_one() {
    let short = due(order("US-04", LATE), 15, Unit::Days);
    let long = due(order("US-05", LATE), 30, Unit::Days);
    let comparison = compared(vec![short, long.clone()], vec![long]);
    assert!(matches!(on_orders(&comparison), Verdict::Looser(_)), "{}", english(&comparison));
}

#[test]
fn what_is_missing_is_part_of_the_case() {
    let old = order("MX-14", "when { resource.live && !(resource has notified_on) }");
    let new = order(
        "MX-14",
        "when { resource.live && !(resource has notified_on) && principal has kind && principal.kind == \"prosecutor\" }",
    );
    expect![[r#"
        Order: looser
            Order: Allows the measure = yes, Notice on = (none), body: Kind = (none) — MX-14 forbids it ("in force"); "draft" allows it
          MX-14: looser
    "#]].assert_eq(&english(&compared(vec![old], vec![new])));
}

#[test]
fn the_big_kinds_of_case_are_decided_too() {
    let uses = |limit: u32| {
        let when = format!(
            "when {{ resource.class == \"spyware\" && !([\"a\", \"b\"].contains(resource.class)) }}
             when {{ resource has has_power && !resource.has_power }}
             when {{ resource.uses > {limit} || (resource has retired_on && resource has last_use_on && resource.last_use_on > resource.retired_on) }}"
        );
        of(CaseKind::Technology, "MX-20", &when)
    };
    let comparison = compared(vec![uses(0)], vec![uses(1)]);
    assert!(matches!(comparison.verdict(CaseKind::Technology), Some(Verdict::Looser(_))), "{}", english(&comparison));
}

#[test]
fn texts_with_gaps_are_decided() {
    let about = |pattern: &str| {
        order("MX-15", &format!("when {{ resource has matter && resource.matter like \"{pattern}\" }}"))
    };
    let comparison = compared(vec![about("*secuestro*")], vec![about("*secuestro*agravado*")]);
    expect![[r#"
        Order: looser
            Order: Matter = "secuestro" — MX-15 forbids it ("in force"); "draft" allows it
          MX-15: looser
    "#]]
    .assert_eq(&english(&comparison));
}

/// The rulebook `mx-federal` with another maximum in MX-08.
fn federal(maximum: &str) -> Rulebook {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../law/mx-federal");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let texts =
        files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read_to_string(file.path()).unwrap()));
    Rulebook::load(&texts.map(|(name, text)| (name, text.replace("max_months = 6", maximum))).collect()).unwrap()
}

#[test]
fn one_rule_of_a_whole_rulebook_is_compared_beside_all_others() {
    let [old, new] = ["max_months = 6", "max_months = 9"].map(federal);
    let day = Date::parse("2026-01-01").unwrap();
    let Books { old, new, .. } = Books::on(day, ("in force", &old), ("draft", &new)).unwrap();
    let mut told = Vec::new();
    let comparison = compare(&old, &new, &solver(), |done, total| told.push((done, total))).unwrap();
    expect![[r#"
        Technology: equal, proved for every case
        Use policy: equal, proved for every case
        Contract: equal, proved for every case
        Order: looser
            Order: Measure = Stored content, Allows the measure = yes, Term with extensions, months = 7, Laws = "CNPP" — MX-08 forbids it ("in force"); "draft" allows it
          MX-08: looser
            Order: Measure = Stored content, Allows the measure = yes, Term with extensions, months = 7, Laws = "CNPP" — MX-08 forbids it ("in force"); "draft" allows it
        Use: equal, proved for every case
        Return: equal, proved for every case
        Hold: equal, proved for every case
        Retirement: equal, proved for every case
        Destruction: equal, proved for every case
        Inspection: equal, proved for every case
        Withholding: equal, proved for every case
        Conduct of a body: equal, proved for every case
    "#]].assert_eq(&english(&comparison));
    assert!(told.iter().map(|(done, _)| *done).eq(0..told[0].1), "{told:?}");
}

#[test]
fn what_the_same_rules_forbid_anyway_is_no_change() {
    let other = |when: &str| order("MX-13", &format!("{INTERCEPTION} {when}"));
    let with = |when: &str| compared(vec![maximum(6), other(when)], vec![maximum(9), other(when)]);
    let all = with("");
    let most = with("when { !(resource has chain_months && resource.chain_months == 8) }");
    expect![[r#"
        Order: equal, proved for every case
          MX-08: looser
            Order: Measure = Interception, Term with extensions, months = 7 — MX-08 forbids it ("in force"); "draft" allows it
        Order: looser
            Order: Measure = Interception, Term with extensions, months = 8 — MX-08 forbids it ("in force"); "draft" allows it
          MX-08: looser
            Order: Measure = Interception, Term with extensions, months = 7 — MX-08 forbids it ("in force"); "draft" allows it
    "#]].assert_eq(&(english(&all) + &english(&most)));
}

#[test]
fn a_code_in_a_case_is_one_of_its_list() {
    let old = order("MX-16", "when { resource.measure != \"interception\" }");
    let comparison = compared(vec![old], vec![order("MX-16", "when { resource.measure == \"spyware\" }")]);
    expect![[r#"
        Order: looser
            Order: Measure = Stored content — MX-16 forbids it ("in force"); "draft" allows it
          MX-16: looser
    "#]]
    .assert_eq(&english(&comparison));
}
