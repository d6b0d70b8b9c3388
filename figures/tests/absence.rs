//! Who owes figures, told as returns: what fulfils a duty, and what does not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use figures::{
    absence::{Obliged, Reported, ledger, reported},
    duty::{Duty, parse},
};
use register::{codelist::BodyKind, filing::read_draft, id::BodyId, time::Date};
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn duty() -> Duty {
    let text = r#"
        [[duty]]
        rule = "MX-50"
        es = "Un informe cada semestre"
        en = "A return each half-year"
        place = "mx"
        kinds = ["prosecutor"]
        measures = ["interception"]
        length = "half"
        due = 30
        from = "2023-01-01"
        law = "Ley"
        status = "design"
    "#;
    parse(text).unwrap().remove(0)
}

/// A return of the first half of 2023, received on a day.
fn filed(id: &str, received: &str, more: Value) -> Reported {
    let mut draft = json!({ "form": "return", "id": format!("mx/fgr/return/{id}"), "filer": "mx/fgr", "nil": false,
        "occurred": { "from": "2023-01-01", "to": "2023-06-30" } });
    draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let text = draft.to_string();
    let filing = read_draft(&text).unwrap_or_else(|refusal| panic!("{text}\n{:?}", refusal.problems));
    reported(&filing, day(received)).unwrap()
}

fn figure(measure: &str, count: Option<u64>) -> Value {
    let mut figure = json!({ "measure": measure, "unit": "orders", "counting_rule": "one each, v1" });
    if let Some(count) = count {
        figure["count"] = json!({ "value": count });
    }
    figure
}

fn withheld(at: usize) -> Value {
    json!([{ "field": format!("figures[{at}].count"), "legal_basis": { "law": "LGTAIP", "article": "113" },
        "harm": "Se alega seguridad.", "decided_by": "mx/fgr", "review": "2030-01-01" }])
}

fn check(obliged: Obliged, returns: &[Reported], today: &str, expected: &Expect) {
    let body = BodyId::parse("mx/fgr").unwrap();
    let mut told = String::new();
    for owed in ledger(&[duty()], std::iter::once((&body, obliged)), returns, day(today)) {
        let filing = owed.state.filing().map(|id| format!(" {id}")).unwrap_or_default();
        writeln!(told, "{} {}{filing}", owed.period, owed.state.code()).unwrap();
    }
    expected.assert_eq(&told);
}

const FGR: Obliged = Obliged { kind: BodyKind::Prosecutor, from: None, to: None };

#[test]
fn a_withheld_figure_beside_others_is_filed_in_part() {
    let both = [figure("interception", Some(3)), figure("interception", None)];
    let part = filed("1", "2023-07-10", json!({ "figures": both, "withheld": withheld(1) }));
    check(
        FGR,
        &[part],
        "2023-08-01",
        &expect![[r#"
        2023-h1 partly mx/fgr/return/1
        2023-h2 not-yet-due
    "#]],
    );
    // What is withheld of other measures is no part of this duty.
    let other = [figure("interception", Some(3)), figure("retained-data", None)];
    let whole = filed("1", "2023-07-10", json!({ "figures": other, "withheld": withheld(1) }));
    check(
        FGR,
        &[whole],
        "2023-08-01",
        &expect![[r#"
        2023-h1 filed mx/fgr/return/1
        2023-h2 not-yet-due
    "#]],
    );
    let other = [figure("interception", None), figure("retained-data", Some(3))];
    let none = filed("1", "2023-07-10", json!({ "figures": other, "withheld": withheld(0) }));
    check(
        FGR,
        &[none],
        "2023-08-01",
        &expect![[r#"
        2023-h1 refused mx/fgr/return/1
        2023-h2 not-yet-due
    "#]],
    );
}

#[test]
fn what_is_restated_fulfils_no_duty_and_a_zero_makes_no_figures_timely() {
    let nil = filed("1", "2023-07-10", json!({ "nil": true }));
    let figures = json!({ "figures": [figure("interception", Some(3))], "restates": "mx/fgr/return/1" });
    check(
        FGR,
        &[nil, filed("2", "2023-09-30", figures.clone())],
        "2023-10-01",
        &expect![[r#"
        2023-h1 late mx/fgr/return/2
        2023-h2 not-yet-due
    "#]],
    );
    // Figures that were there in time may be restated later.
    let first = filed("1", "2023-07-10", json!({ "figures": [figure("interception", Some(2))] }));
    check(
        FGR,
        &[first, filed("2", "2023-09-30", figures)],
        "2023-10-01",
        &expect![[r#"
        2023-h1 filed mx/fgr/return/2
        2023-h2 not-yet-due
    "#]],
    );
}

#[test]
fn a_body_owes_nothing_of_days_on_which_it_did_not_exist() {
    let young = Obliged { from: Some(day("2023-03-01")), ..FGR };
    let own = json!({ "occurred": { "from": "2023-03-01", "to": "2023-06-30" }, "figures": [figure("interception", Some(2))] });
    check(
        young,
        &[filed("1", "2023-07-10", own)],
        "2024-01-10",
        &expect![[r#"
        2023-h1 filed mx/fgr/return/1
        2023-h2 not-yet-due
        2024-h1 not-yet-due
    "#]],
    );
    check(
        Obliged { to: Some(day("2023-06-30")), ..FGR },
        &[],
        "2024-09-01",
        &expect![[r#"
        2023-h1 missing
    "#]],
    );
}
