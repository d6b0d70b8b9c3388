//! The ledger told as histories: who files what, and which gaps, names and sums follow.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "ledger/reconciliation.rs"]
mod reconciliation;

use std::{fmt::Write as _, sync::Arc};

use expect_test::{Expect, expect};
use figures::{
    gap::Stand,
    ledger::Ledger,
    names::Resolution,
    table::{By, Query, table},
};
use proptest::prelude::*;
use register::{filing::Filing, filing::read_draft, time::Instant};
use serde_json::{Value, json};

/// One filing of the history, with what every filing has filled in.
fn filing(mut draft: Value) -> Arc<Filing> {
    let members = draft.as_object_mut().unwrap();
    let id = members["id"].as_str().unwrap().to_owned();
    let filer: Vec<&str> = id.split('/').collect();
    members.insert("filer".into(), format!("{}/{}", filer[0], filer[1]).into());
    members.insert("form".into(), filer[2].into());
    members.entry("occurred").or_insert_with(|| "2021-01-10".into());
    let text = serde_json::to_string(&draft).unwrap();
    Arc::new(read_draft(&text).unwrap_or_else(|refusal| panic!("{text}\n{:?}", refusal.problems)))
}

fn body(id: &str, name: &str, kind: &str) -> Value {
    let number = id.replace('/', "-");
    json!({ "id": format!("us-ca/registro/body/{number}"), "body": id, "name": name, "kind": kind })
}

fn figure(measure: &str, unit: &str, count: &Value, more: Value) -> Value {
    let mut figure = json!({ "measure": measure, "unit": unit, "count": count, "counting_rule": "one each, v1" });
    figure.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    figure
}

fn year(year: u16) -> Value {
    json!({ "from": format!("{year}-01-01"), "to": format!("{year}-12-31") })
}

fn number(value: u64) -> Value {
    json!({ "value": value })
}

/// One day an entry.
fn received(entry: u64) -> Instant {
    let millis = Instant::parse("2021-09-01T12:00:00Z").unwrap().millis() + i64::try_from(entry).unwrap() * 86_400_000;
    Instant::from_millis(millis).unwrap()
}

fn take(ledger: &mut Ledger, entry: u64, draft: Value) {
    ledger.take(entry, received(entry), &filing(draft));
}

/// The ledger of a history; what is asked of the same history once tells the same.
fn told(history: &[Value]) -> Ledger {
    let mut ledger = Ledger::new();
    for (entry, draft) in (0..).zip(history) {
        take(&mut ledger, entry, draft.clone());
    }
    reconciliation::is_the_same(&ledger, history);
    ledger
}

fn gaps(ledger: &Ledger) -> String {
    let mut out = String::new();
    for id in ledger.ids() {
        let gap = ledger.gap(id).unwrap();
        let says = gap.sides.each_ref().map(|side| {
            let amount = side.amount.map_or("nothing".to_owned(), |amount| amount.to_string());
            let left: Vec<String> =
                side.left_out.iter().map(|(filing, part, why)| format!("{filing}#{part} {why:?}")).collect();
            let disputed = if side.disputed { " disputed" } else { "" };
            let left = if left.is_empty() { String::new() } else { format!(" (not {})", left.join(", ")) };
            format!("{amount}{disputed}{left}")
        });
        let stand = match gap.stand {
            Stand::Agree => "agree".to_owned(),
            Stand::Apart(by) => format!("apart by {by}"),
            Stand::Only(side) => format!("side {side} only"),
        };
        let since = gap.clock().map_or(String::new(), |since| format!(" since {since}"));
        let explained = match (ledger.explanations(&gap).len(), gap.later) {
            (0, _) => "",
            (_, None) => ", explained",
            (_, Some(_)) => ", explained but for later cases",
        };
        writeln!(out, "{id}: {} | {}: {stand}{since}{explained}", says[0], says[1],).unwrap();
    }
    out
}

fn check(history: &[Value], expected: &Expect) -> Ledger {
    let ledger = told(history);
    expected.assert_eq(&gaps(&ledger));
    ledger
}

/// The state's register of notices and the operator's own count, as published.
fn two_sides(operator: &str, figures: &[(u16, Option<u64>, u64)]) -> Vec<Value> {
    let mut history = vec![
        body("us-ca/registro", "Keeper of the test register", "registrar"),
        body("us-ca/doj", "Department of Justice", "ministry"),
        body("us/google", "Google", "operator"),
    ];
    for (number_of, (of, requests, notices)) in figures.iter().enumerate() {
        let place = json!({ "jurisdiction": "us-ca" });
        if let Some(requests) = requests {
            let figures = [figure("area-search", "requests", &number(*requests), place)];
            history.push(json!({ "id": format!("us-ca/observer/return/o{number_of}"), "nil": false, "occurred": year(*of), "figures": figures,
                "named": [{ "field": "reporter", "name": operator }] }));
        }
        let figures = [figure("area-search", "notices", &number(*notices), json!({}))];
        history.push(json!({ "id": format!("us-ca/observer/return/a{number_of}"), "nil": false, "occurred": year(*of), "figures": figures,
            "reporter": "us-ca/doj" }));
    }
    history
}

#[test]
fn an_operator_and_a_state_register() {
    let history =
        two_sides("Google", &[(2018, Some(209), 1), (2019, Some(1537), 31), (2020, Some(1909), 9), (2021, None, 16)]);
    check(
        &history,
        &expect![[r#"
            authorities-and-operators/2018/area-search/us-ca: 1 | 209: apart by 208 since 2021-09-05
            authorities-and-operators/2019/area-search/us-ca: 31 | 1537: apart by 1506 since 2021-09-07
            authorities-and-operators/2020/area-search/us-ca: 9 | 1909: apart by 1900 since 2021-09-09
            authorities-and-operators/2021/area-search/us-ca: 16 | nothing: side 0 only
            courts-and-operators/2018/area-search/us-ca: nothing | 209: side 1 only
            courts-and-operators/2019/area-search/us-ca: nothing | 1537: side 1 only
            courts-and-operators/2020/area-search/us-ca: nothing | 1909: side 1 only
        "#]],
    );
}

#[test]
fn a_name_is_linked_by_a_filing_and_unlinked_by_its_withdrawal() {
    let mut history = two_sides("Google, Inc.", &[(2020, Some(1909), 9)]);
    let mut ledger = check(
        &history,
        &expect![[r#"
        authorities-and-operators/2020/area-search/us-ca: 9 | nothing: side 0 only
    "#]],
    );
    let unlinked = ledger.unlinked();
    let [(name, 1, Resolution::Proposed(proposals))] = unlinked.as_slice() else { panic!("{unlinked:?}") };
    assert_eq!((name.as_str(), proposals[0].body.as_str(), proposals[0].likeness), ("Google, Inc.", "us/google", 100));
    history.push(json!({ "id": "us-ca/observer/alias/1", "name": "GOOGLE, INC", "relation": "names", "bodies": ["us/google"], "reason": "Its own reports" }));
    take(&mut ledger, 5, history.last().unwrap().clone());
    expect![[r#"
        authorities-and-operators/2020/area-search/us-ca: 9 | 1909: apart by 1900 since 2021-09-05
        courts-and-operators/2020/area-search/us-ca: nothing | 1909: side 1 only
    "#]]
    .assert_eq(&gaps(&ledger));
    assert_eq!(ledger.unlinked(), []);
    take(
        &mut ledger,
        6,
        json!({ "id": "us-ca/observer/withdrawal/1", "withdraws": "us-ca/observer/alias/1", "reason": "It was another company" }),
    );
    expect![[r#"
        authorities-and-operators/2020/area-search/us-ca: 9 | nothing: side 0 only
    "#]]
    .assert_eq(&gaps(&ledger));
}

#[test]
fn what_is_added_and_what_is_left_out() {
    let requests = |id: &str, occurred: Value, figures: Value, more: Value| {
        let mut draft = json!({ "id": format!("mx/{id}"), "nil": false, "occurred": occurred, "figures": figures });
        draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        draft
    };
    let of = |count: Value, more: Value| json!([figure("retained-data", "requests", &count, more)]);
    let half = |from: &str, to: &str| json!({ "from": from, "to": to });
    check(
        &[
            body("mx/fgr", "Fiscalía", "prosecutor"),
            body("mx/uno", "Operadora Uno", "operator"),
            body("mx/dos", "Operadora Dos", "operator"),
            // Two halves, restated; then the year, which covers them.
            requests(
                "uno/return/h1",
                half("2020-01-01", "2020-06-30"),
                of(number(10), json!({ "body": "mx/fgr" })),
                json!({}),
            ),
            requests(
                "uno/return/h1-b",
                half("2020-01-01", "2020-06-30"),
                of(number(12), json!({ "body": "mx/fgr" })),
                json!({ "restates": "mx/uno/return/h1" }),
            ),
            requests(
                "uno/return/h2",
                half("2020-07-01", "2020-12-31"),
                of(json!({ "low": 1, "high": 9 }), json!({ "body": "mx/fgr" })),
                json!({}),
            ),
            requests("dos/return/year", year(2020), of(number(100), json!({ "body": "mx/fgr" })), json!({})),
            requests(
                "dos/return/half",
                half("2020-01-01", "2020-06-30"),
                of(number(60), json!({ "body": "mx/fgr" })),
                json!({}),
            ),
            // The authority: a total and a part of it; a class of its own is never added.
            requests(
                "fgr/return/year",
                year(2020),
                json!([
                    figure("retained-data", "requests", &number(90), json!({})),
                    figure("retained-data", "requests", &number(40), json!({ "body": "mx/uno" })),
                    figure("retained-data", "requests", &number(7), json!({ "category": "urgent" })),
                    figure("retained-data", "lines", &number(300), json!({})),
                ]),
                json!({}),
            ),
            json!({ "id": "mx/fgr/explanation/1", "gap": "authority-and-operators/2020/retained-data/mx.fgr", "reason": "several", "says": "Una orden va a dos operadores" }),
        ],
        &expect![[r#"
            authorities-and-operators/2020/retained-data/mx: 90 (not mx/fgr/return/year#1 Part) | 113–121 (not mx/uno/return/h1#0 Restated, mx/dos/return/half#0 Covered): apart by 23–31 since 2021-09-09
            authority-and-courts/2020/retained-data/mx.fgr: 90 (not mx/fgr/return/year#1 Part) | nothing: side 0 only
            authority-and-operators/2020/retained-data/mx.fgr: 90 (not mx/fgr/return/year#1 Part) | 113–121 (not mx/uno/return/h1#0 Restated, mx/dos/return/half#0 Covered): apart by 23–31 since 2021-09-09, explained
            courts-and-operators/2020/retained-data/mx: nothing | 113–121 (not mx/uno/return/h1#0 Restated, mx/dos/return/half#0 Covered): side 1 only
        "#]],
    );
}

#[test]
fn orders_one_by_one_and_payments() {
    let order = |number: u32, from: &str| {
        json!({ "id": format!("mx/juzgado/order/{number}"), "occurred": from, "measure": "interception", "requester": "mx/fgr", "court": "mx/juzgado",
            "asked_at": format!("{from}T09:00:00Z"), "decided_at": format!("{from}T10:00:00Z"), "outcome": "granted", "from": from, "to": from,
            "matter": "secuestro", "subjects": number_of(2), "unknown": [{ "field": "technology", "reason": "not-found" }] })
    };
    let payment = |id: &str, amount: &str| {
        json!({ "id": format!("mx/{id}"), "contract": "mx/fgr/contract/1", "amount": { "amount": amount, "currency": "MXN" }, "payer": "mx/fgr",
            "payee": "mx/vende", "treasury_number": "7", "budget_item": "33701" })
    };
    let ledger = check(
        &[
            body("mx/fgr", "Fiscalía", "prosecutor"),
            body("mx/juzgado", "Juzgado", "court"),
            body("mx/vende", "Vendedora", "vendor"),
            order(1, "2020-03-01"),
            order(2, "2020-04-01"),
            order(3, "2021-04-01"),
            json!({ "id": "mx/fgr/return/1", "nil": false, "occurred": year(2020), "figures": [figure("interception", "orders", &number(5), json!({}))] }),
            payment("fgr/payment/1", "1000.50"),
            payment("vende/payment/1", "900"),
        ],
        &expect![[r#"
            authorities-and-operators/2020/interception/mx: 5 | nothing: side 0 only
            authority-and-courts/2020/interception/mx.fgr: 5 | nothing: side 0 only
            authority-and-operators/2020/interception/mx.fgr: 5 | nothing: side 0 only
            payer-and-supplier/2021/MXN/mx.fgr.contract.1: 10005000 | 9000000: apart by 1005000 since 2021-12-31
            payer-and-treasury/2021/MXN/mx.fgr.contract.1: 10005000 | nothing: side 0 only
            return-and-filings/2020/interception/mx.fgr: 5 | 2: apart by 3 since 2021-09-07
            return-and-filings/2021/interception/mx.fgr: nothing | 1: side 1 only
        "#]],
    );
    let query = Query { by: vec![By::Year, By::Measure], ..Query::default() };
    let rows: Vec<String> = table(&query, ledger.lines())
        .into_iter()
        .map(|row| {
            format!(
                "{:?} {:?} {} {:?}: {:?} {:?}",
                row.key,
                row.side,
                row.unit,
                row.rule,
                row.all.map(|cell| (cell.amount.to_string(), cell.protected)),
                row.outcomes.keys()
            )
        })
        .collect();
    expect![[r#"
        [Some("2020"), Some("interception")] Some(Court) days Filings(Order): Some(("2", false)) []
        [Some("2020"), Some("interception")] Some(Court) orders Filings(Order): Some(("2", false)) [Granted]
        [Some("2020"), Some("interception")] Some(Court) people Filings(Order): Some(("2–8", true)) []
        [Some("2020"), Some("interception")] Some(Agency) orders Named("one each, v1"): Some(("5", false)) []
        [Some("2021"), None] Some(Agency) MXN Filings(Payment): Some(("10005000", false)) []
        [Some("2021"), None] Some(Vendor) MXN Filings(Payment): Some(("9000000", false)) []
        [Some("2021"), Some("interception")] Some(Court) days Filings(Order): Some(("1", false)) []
        [Some("2021"), Some("interception")] Some(Court) orders Filings(Order): Some(("1", false)) [Granted]
        [Some("2021"), Some("interception")] Some(Court) people Filings(Order): Some(("1–4", true)) []"#]]
    .assert_eq(&rows.join("\n"));
}

fn number_of(value: u64) -> Value {
    json!({ "value": value })
}

/// What an authority filed of itself, an operator of its own, and then what strangers file about both.
#[test]
fn strangers_change_no_gap() {
    let of = |id: &str, count: Value, more: Value| {
        let figures = [figure(
            "interception",
            "requests",
            &count,
            json!({ "body": if id.contains("fgr") { "mx/uno" } else { "mx/fgr" } }),
        )];
        let mut draft = json!({ "id": format!("mx/{id}"), "nil": false, "occurred": year(2020), "figures": figures });
        draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        draft
    };
    let gap = "authority-and-operators/2020/interception/mx.fgr";
    let explanation = |id: &str| json!({ "id": format!("mx/{id}"), "gap": gap, "reason": "several", "says": "Una orden va a dos operadores" });
    let mut ledger = check(
        &[
            body("mx/fgr", "Fiscalía", "prosecutor"),
            body("mx/uno", "Operadora Uno", "operator"),
            of("fgr/return/1", number(40), json!({})),
            of("uno/return/1", number(120), json!({})),
        ],
        &expect![[r#"
            authorities-and-operators/2020/interception/mx: 40 | 120: apart by 80 since 2021-09-04
            authority-and-courts/2020/interception/mx.fgr: 40 | nothing: side 0 only
            authority-and-operators/2020/interception/mx.fgr: 40 | 120: apart by 80 since 2021-09-04
            courts-and-operators/2020/interception/mx: nothing | 120: side 1 only
        "#]],
    );
    for (entry, draft) in (10..).zip([
        of("x/return/fgr", json!({ "low": 0, "high": 9_000_000_000_000_000_u64 }), json!({ "reporter": "mx/fgr" })),
        of("x/return/uno", number(40), json!({ "reporter": "mx/uno" })),
        of("x/return/restates", number(0), json!({ "restates": "mx/uno/return/1" })),
        explanation("x/explanation/1"),
        json!({ "id": "mx/x/body/1", "body": "mx/x", "name": "Operadora Uno", "kind": "operator" }),
        json!({ "id": "mx/x/alias/1", "name": "Operadora Uno", "relation": "does-not-name", "bodies": ["mx/uno"], "reason": "r" }),
    ]) {
        take(&mut ledger, entry, draft);
    }
    // All that strangers said is left out, and said to be.
    expect![[r#"
        authorities-and-operators/2020/interception/mx: 40 (not mx/x/return/fgr#0 Transcribed) | 120 (not mx/x/return/uno#0 Transcribed): apart by 80 since 2021-09-04
        authority-and-courts/2020/interception/mx.fgr: 40 (not mx/x/return/fgr#0 Transcribed) | nothing: side 0 only
        authority-and-operators/2020/interception/mx.fgr: 40 (not mx/x/return/fgr#0 Transcribed) | 120 (not mx/x/return/uno#0 Transcribed): apart by 80 since 2021-09-04, explained
        courts-and-operators/2020/interception/mx: nothing | 120 (not mx/x/return/uno#0 Transcribed): side 1 only
    "#]].assert_eq(&gaps(&ledger));
    take(&mut ledger, 20, explanation("uno/explanation/1"));
    expect![[r#"
        authorities-and-operators/2020/interception/mx: 40 (not mx/x/return/fgr#0 Transcribed) | 120 (not mx/x/return/uno#0 Transcribed): apart by 80 since 2021-09-04
        authority-and-courts/2020/interception/mx.fgr: 40 (not mx/x/return/fgr#0 Transcribed) | nothing: side 0 only
        authority-and-operators/2020/interception/mx.fgr: 40 (not mx/x/return/fgr#0 Transcribed) | 120 (not mx/x/return/uno#0 Transcribed): apart by 80 since 2021-09-04, explained
        courts-and-operators/2020/interception/mx: nothing | 120 (not mx/x/return/uno#0 Transcribed): side 1 only
    "#]].assert_eq(&gaps(&ledger));
    // The reporter itself may restate.
    take(&mut ledger, 21, of("uno/return/2", number(40), json!({ "restates": "mx/uno/return/1" })));
    expect![[r#"
        authorities-and-operators/2020/interception/mx: 40 (not mx/x/return/fgr#0 Transcribed) | 40 (not mx/uno/return/1#0 Restated, mx/x/return/uno#0 Transcribed): agree since 2021-09-13
        authority-and-courts/2020/interception/mx.fgr: 40 (not mx/x/return/fgr#0 Transcribed) | nothing: side 0 only
        authority-and-operators/2020/interception/mx.fgr: 40 (not mx/x/return/fgr#0 Transcribed) | 40 (not mx/uno/return/1#0 Restated, mx/x/return/uno#0 Transcribed): agree since 2021-09-13, explained
        courts-and-operators/2020/interception/mx: nothing | 40 (not mx/uno/return/1#0 Restated, mx/x/return/uno#0 Transcribed): side 1 only
    "#]].assert_eq(&gaps(&ledger));
}

#[test]
fn a_signed_nil_is_a_zero_and_half_a_year_is_no_year() {
    let requests =
        |count: u64| json!([figure("interception", "requests", &number(count), json!({ "body": "mx/fgr" }))]);
    check(
        &[
            body("mx/fgr", "Fiscalía", "prosecutor"),
            body("mx/uno", "Operadora Uno", "operator"),
            json!({ "id": "mx/fgr/return/1", "nil": true, "occurred": year(2020) }),
            json!({ "id": "mx/uno/return/1", "nil": false, "occurred": year(2020), "figures": requests(1900) }),
            json!({ "id": "mx/fgr/return/2", "nil": false, "occurred": { "from": "2021-01-01", "to": "2021-06-30" }, "figures": [figure("interception", "requests", &number(50), json!({}))] }),
            json!({ "id": "mx/uno/return/2", "nil": false, "occurred": year(2021), "figures": requests(90) }),
        ],
        &expect![[r#"
            authorities-and-operators/2020/interception/mx: nothing | 1900: side 1 only
            authorities-and-operators/2021/interception/mx: ≥50 | 90: agree since 2021-12-31
            authority-and-courts/2021/interception/mx.fgr: ≥50 | nothing: side 0 only
            authority-and-operators/2020/interception/mx.fgr: 0 | 1900: apart by 1900 since 2021-09-04
            authority-and-operators/2021/interception/mx.fgr: ≥50 | 90: agree since 2021-12-31
            courts-and-operators/2020/interception/mx: nothing | 1900: side 1 only
            courts-and-operators/2021/interception/mx: nothing | 90: side 1 only
        "#]],
    );
}

#[test]
fn no_table_counts_a_figure_twice() {
    let of = |id: &str, from: &str, to: &str, count: u64, more: Value| json!({ "id": format!("mx/{id}"), "nil": false, "occurred": { "from": from, "to": to }, "figures": [figure("interception", "requests", &number(count), more)] });
    let mut transcribed = of("x/return/1", "2020-01-01", "2020-12-31", 101, json!({}));
    transcribed["reporter"] = "mx/fgr".into();
    let ledger = told(&[
        body("mx/fgr", "Fiscalía", "prosecutor"),
        of("fgr/return/year", "2020-01-01", "2020-12-31", 100, json!({})),
        of("fgr/return/q1", "2020-01-01", "2020-03-31", 25, json!({})),
        of("fgr/return/q2", "2020-04-01", "2020-06-30", 25, json!({})),
        of("fgr/return/part", "2020-01-01", "2020-12-31", 60, json!({ "technology": "mx/fgr/technology/1" })),
        transcribed,
    ]);
    let sums = |by: Vec<By>| {
        let rows = table(&Query { by, ..Query::default() }, ledger.lines());
        rows.into_iter().map(|row| format!("{:?} {}", row.key, row.all.unwrap().amount)).collect::<Vec<_>>().join("\n")
    };
    expect![[r#"[Some("2020")] 100"#]].assert_eq(&sums(vec![By::Year]));
    expect![[r#"
        [None] 100
        [Some("2020-q1")] 25
        [Some("2020-q2")] 25"#]]
    .assert_eq(&sums(vec![By::Quarter]));
    expect![[r#"
        [Some("2020"), None] 100
        [Some("2020"), Some("mx/fgr/technology/1")] 60"#]]
    .assert_eq(&sums(vec![By::Year, By::Technology]));
}

#[test]
fn cases_are_matched_one_by_one_whatever_the_totals_say() {
    let bodies = [
        body("mx/fgr", "FGR", "prosecutor"),
        body("mx/juzgado", "Juzgado", "court"),
        body("mx/uno", "Uno", "operator"),
    ];
    let filed = [
        // The same case, asked in one year and decided in the next; another that only the authority knows.
        order("fgr", 1, 0xa1, "2019-12-30T12:00:00Z"),
        order("juzgado", 1, 0xa1, "2020-01-02T12:00:00Z"),
        order("fgr", 2, 0xa2, "2019-03-01T12:00:00Z"),
        // Two that only the court knows. The operator files one that nobody else does, and a stranger files one that is not his.
        order("juzgado", 2, 0xb1, "2020-04-01T12:00:00Z"),
        order("juzgado", 3, 0xb2, "2020-05-01T12:00:00Z"),
        order("uno", 1, 0xa1, "2020-01-03T12:00:00Z"),
        order("uno", 2, 0xc1, "2020-02-03T12:00:00Z"),
        order("dos", 1, 0xb1, "2020-04-01T12:00:00Z"),
    ];
    let ledger = told(&bodies.into_iter().chain(filed).collect::<Vec<_>>());
    let told = gaps(&ledger);
    let cases: Vec<&str> = told.lines().filter(|line| line.starts_with("cases-")).collect();
    expect![[r#"
        cases-of-authorities-and-operator/2019/interception/mx.uno: 2 | nothing: side 0 only
        cases-of-authorities-and-operator/2020/interception/mx.uno: nothing | 2: side 1 only
        cases-of-authority-and-courts/2019/interception/mx.fgr: 2 | nothing: side 0 only
        cases-of-authority-and-courts/2020/interception/mx.fgr: nothing | 3: side 1 only
        cases-of-courts-and-operator/2020/interception/mx.uno: 3 | 2: apart by 3 since 2021-09-09"#]]
    .assert_eq(&cases.join("\n"));
    let id =
        ledger.ids().find(|id| id.rule == "cases-of-authority-and-courts" && id.period.to_string() == "2020").unwrap();
    let alone = |side: usize| ledger.gap(id).unwrap().sides[side].alone.clone().unwrap_or_default();
    let named: Vec<String> = alone(1).first.iter().map(|(entry, filing)| format!("{entry} {filing}")).collect();
    expect![[r#"
        6 mx/juzgado/order/2
        7 mx/juzgado/order/3"#]]
    .assert_eq(&named.join("\n"));
}

#[test]
fn the_clock_begins_with_the_case_without_counterpart_and_an_explanation_covers_those_before_it() {
    let mut ledger = told(&[
        body("mx/fgr", "FGR", "prosecutor"),
        body("mx/juzgado", "Juzgado", "court"),
        body("mx/uno", "Uno", "operator"),
    ]);
    let decided = "2020-06-01T12:00:00Z";
    let explanation = |at: usize| json!({ "id": format!("mx/juzgado/explanation/{at}"), "gap": "cases-of-authority-and-courts/2020/interception/mx.fgr", "reason": "late", "says": "Falta presentar" });
    let withdrawal = |of: &str| json!({ "id": "mx/fgr/withdrawal/1", "withdraws": of, "reason": "r" });
    // One day an entry: the first is received on 1 September 2021.
    let mut shown = String::new();
    for (entry, says, draft) in [
        (3, "one side", order("fgr", 1, 0xa1, decided)),
        (4, "both, of the same case", order("juzgado", 1, 0xa1, decided)),
        (20, "a case that the court has not", order("fgr", 2, 0xa2, decided)),
        (30, "explained", explanation(1)),
        (40, "another, which the authority has not", order("juzgado", 2, 0xb1, decided)),
        (41, "and one more", order("fgr", 3, 0xa3, decided)),
        (50, "the first of the later ones finds its counterpart", order("fgr", 4, 0xb1, decided)),
        (60, "explained again", explanation(2)),
        (70, "the case of before finds its counterpart", order("juzgado", 3, 0xa2, decided)),
        (71, "so does the later one", order("juzgado", 4, 0xa3, decided)),
        (80, "and loses it", withdrawal("mx/juzgado/order/4")),
    ] {
        take(&mut ledger, entry, draft);
        let told = gaps(&ledger);
        let line = told.lines().find(|line| line.starts_with("cases-of-authority-and-courts")).unwrap();
        writeln!(shown, "{says}: {}", line.split_once(": ").unwrap().1).unwrap();
    }
    expect![[r#"
        one side: 1 | nothing: side 0 only
        both, of the same case: 1 | 1: agree since 2021-09-05
        a case that the court has not: 2 | 1: apart by 1 since 2021-09-21
        explained: 2 | 1: apart by 1 since 2021-09-21, explained
        another, which the authority has not: 2 | 2: apart by 2 since 2021-10-11, explained but for later cases
        and one more: 3 | 2: apart by 3 since 2021-10-11, explained but for later cases
        the first of the later ones finds its counterpart: 4 | 2: apart by 2 since 2021-10-12, explained but for later cases
        explained again: 4 | 2: apart by 2 since 2021-09-21, explained
        the case of before finds its counterpart: 4 | 3: apart by 1 since 2021-10-12, explained
        so does the later one: 4 | 4: agree since 2021-09-05, explained
        and loses it: 4 | 3: apart by 1 since 2021-10-12, explained
    "#]].assert_eq(&shown);
}

/// An order that commits to a case, as one of those concerned files it.
fn order(filer: &str, at: usize, case: u8, decided: &str) -> Value {
    let unknown = ["technology", "from", "to", "matter"].map(|field| json!({ "field": field, "reason": "not-found" }));
    json!({ "id": format!("mx/{filer}/order/{at}"), "occurred": &decided[..10], "measure": "interception", "requester": "mx/fgr", "court": "mx/juzgado",
        "asked_at": decided, "decided_at": decided, "outcome": "granted", "served": ["mx/uno"], "subjects": number(1), "unknown": unknown,
        "case_commitment": format!("{case:02x}").repeat(32) })
}

/// Filings whose order is free: figures of three bodies, names linked and not, orders that commit to cases.
fn free() -> impl Strategy<Value = Vec<Value>> {
    let one = (0_usize..5, 2019_u16..2021, 0_u64..40, any::<bool>(), any::<bool>());
    proptest::collection::vec(one, 1..24).prop_map(|all| {
        let drafts = all.into_iter().enumerate().map(|(at, (kind, of, count, named, whole))| match kind {
            0 => json!({ "id": format!("mx/observer/alias/{at}"), "name": "Operadora 2", "relation": "names", "bodies": ["mx/dos"], "reason": "r" }),
            4 => {
                let filer = ["fgr", "juzgado", "uno", "dos"][usize::from(named) + 2 * usize::from(whole)];
                order(filer, at, (count % 5) as u8, &format!("{of}-06-01T12:00:00Z"))
            }
            _ => {
                let (filer, reporter) = [("uno", "mx/uno"), ("dos", "mx/dos"), ("fgr", "mx/fgr")][kind - 1];
                let other = if kind == 3 { "mx/uno" } else { "mx/fgr" };
                let more = if whole && kind == 3 { json!({}) } else { json!({ "body": other }) };
                let figures = [figure("interception", "requests", &number(count), more)];
                match named {
                    true => json!({ "id": format!("mx/observer/return/{at}"), "nil": false, "occurred": year(of), "figures": figures, "named": [{ "field": "reporter", "name": if kind == 2 { "OPERADORA 2" } else { filer } }] }),
                    false => json!({ "id": format!("mx/{filer}/return/{at}"), "nil": false, "occurred": year(of), "figures": figures, "reporter": reporter }),
                }
            }
        });
        let bodies = [body("mx/uno", "Uno", "operator"), body("mx/dos", "Operadora Dos", "operator"), body("mx/fgr", "fgr", "prosecutor"),
            body("mx/juzgado", "Juzgado", "court")];
        bodies.into_iter().chain(drafts).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What follows does not depend on when names were linked, nor on filings that came and were withdrawn.
    #[test]
    fn only_what_stands_decides(history in free(), at in any::<proptest::sample::Index>()) {
        let straight = told(&history);
        let mut ledger = Ledger::new();
        let (first, rest) = history.split_at(at.index(history.len()));
        for (entry, draft) in (0..).zip(&history) {
            // Those of the first part come last, with the entries they would have had.
            if entry as usize >= first.len() { take(&mut ledger, entry, draft.clone()); }
        }
        for (entry, draft) in (0..).zip(first) { take(&mut ledger, entry, draft.clone()); }
        prop_assert_eq!(gaps(&ledger), gaps(&straight));
        for draft in rest {
            let id = draft["id"].as_str().unwrap();
            let number = id.replace('/', "-");
            take(&mut ledger, 900, json!({ "id": format!("mx/observer/withdrawal/{number}").chars().take(60).collect::<String>(), "withdraws": id, "reason": "r" }));
        }
        prop_assert_eq!(gaps(&ledger), gaps(&told(first)));
    }

    /// Whoever looks at what changed sees everything.
    #[test]
    fn every_change_is_told(history in free()) {
        let mut ledger = Ledger::new();
        let mut known = std::collections::BTreeMap::new();
        for (entry, draft) in (0..).zip(&history) {
            take(&mut ledger, entry, draft.clone());
            for id in ledger.changed().into_iter().map(std::sync::Arc::unwrap_or_clone) {
                match ledger.gap(&id) {
                    Some(gap) => drop(known.insert(id, gap)),
                    None => drop(known.remove(&id)),
                }
            }
        }
        let all: std::collections::BTreeMap<_, _> = ledger.ids().map(|id| (id.clone(), ledger.gap(id).unwrap())).collect();
        prop_assert_eq!(known, all);
    }
}

#[test]
fn what_court_and_agency_both_file_of_one_case_is_one_order() {
    let decided = "2020-06-01T12:00:00Z";
    let figures = [figure("interception", "orders", &number(2), json!({}))];
    let history = [
        body("mx/fgr", "Fiscalía", "prosecutor"),
        body("mx/juzgado", "Juzgado", "court"),
        json!({ "id": "mx/fgr/return/1", "nil": false, "occurred": year(2020), "figures": figures }),
        order("fgr", 1, 1, decided),
        order("juzgado", 2, 1, decided),
        order("juzgado", 3, 2, decided),
    ];
    let mut ledger = told(&history);
    let shown = |ledger: &Ledger| {
        gaps(ledger).lines().filter(|line| line.starts_with("return")).map(str::to_owned).collect::<String>()
    };
    expect!["return-and-filings/2020/interception/mx.fgr: 2 | 2: agree since 2021-09-04"].assert_eq(&shown(&ledger));
    // One of both is withdrawn: the order is still there. Then the other.
    take(&mut ledger, 20, json!({ "id": "mx/fgr/withdrawal/1", "withdraws": "mx/fgr/order/1", "reason": "r" }));
    expect!["return-and-filings/2020/interception/mx.fgr: 2 | 2: agree since 2021-09-05"].assert_eq(&shown(&ledger));
    take(&mut ledger, 21, json!({ "id": "mx/juzgado/withdrawal/1", "withdraws": "mx/juzgado/order/2", "reason": "r" }));
    expect!["return-and-filings/2020/interception/mx.fgr: 2 | 1: apart by 1 since 2021-09-06"]
        .assert_eq(&shown(&ledger));
}

#[test]
fn an_order_and_its_extensions_of_one_case_are_several_orders() {
    let decided = "2020-06-01T12:00:00Z";
    let extension = |filer: &str, at: usize| {
        let mut draft = order(filer, at, 1, decided);
        draft["extends"] = format!("mx/{filer}/order/1").into();
        draft
    };
    let figures = [figure("interception", "orders", &number(3), json!({}))];
    let history = [
        body("mx/fgr", "Fiscalía", "prosecutor"),
        body("mx/juzgado", "Juzgado", "court"),
        json!({ "id": "mx/fgr/return/1", "nil": false, "occurred": year(2020), "figures": figures }),
        order("fgr", 1, 1, decided),
        extension("fgr", 2),
        extension("fgr", 3),
        // The court filed the order, and neither extension.
        order("juzgado", 4, 1, decided),
    ];
    let mut ledger = told(&history);
    let shown = |ledger: &Ledger| {
        gaps(ledger).lines().filter(|line| line.starts_with("return")).map(str::to_owned).collect::<String>()
    };
    expect!["return-and-filings/2020/interception/mx.fgr: 3 | 3: agree since 2021-09-04"].assert_eq(&shown(&ledger));
    take(&mut ledger, 20, json!({ "id": "mx/fgr/withdrawal/1", "withdraws": "mx/fgr/order/3", "reason": "r" }));
    expect!["return-and-filings/2020/interception/mx.fgr: 3 | 2: apart by 1 since 2021-09-04"]
        .assert_eq(&shown(&ledger));
}

/// The values of each period of each series, as they were published.
fn through_time(ledger: &Ledger, reporter: &str) -> String {
    let mut out = String::new();
    for series in figures::series::series(ledger.published_by(reporter)) {
        for period in &series.periods {
            let value = |version: &figures::series::Version| {
                let change = version.change.map(|change| format!(" {change:+}")).unwrap_or_default();
                format!("{}{change}{}", version.amount, if version.restated { " restated" } else { "" })
            };
            let all: Vec<String> = period.all.iter().map(value).collect();
            writeln!(out, "{} {}: {}", series.of.unit, period.words(), all.join(" | ")).unwrap();
        }
    }
    out
}

#[test]
fn a_return_restates_single_figures_of_earlier_ones() {
    let of = |id: &str, when: u16, figures: Vec<Value>, more: Value| {
        let mut draft = json!({ "id": format!("mx/{id}"), "nil": false, "occurred": year(when), "figures": figures, "reporter": "mx/fgr" });
        draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        draft
    };
    let orders = |count: u64, of: u16| figure("interception", "orders", &number(count), json!({ "period": year(of) }));
    let people = |count: u64, of: u16| figure("interception", "people", &number(count), json!({ "period": year(of) }));
    let restated = json!({ "restates_figures": ["mx/fgr/return/2019"] });
    let history = [
        body("mx/fgr", "Fiscalía", "prosecutor"),
        body("mx/juzgado", "Juzgado", "court"),
        of("fgr/return/2019", 2019, vec![orders(100, 2019), people(70, 2019)], json!({})),
        of("fgr/return/2020", 2020, vec![orders(120, 2020), orders(104, 2019)], restated.clone()),
        // A stranger gives no figure anew.
        of("juzgado/return/1", 2020, vec![orders(1, 2019)], restated),
        of(
            "fgr/return/2021",
            2021,
            vec![orders(130, 2021), orders(121, 2020), orders(104, 2019)],
            json!({ "restates_figures": ["mx/fgr/return/2019", "mx/fgr/return/2020"] }),
        ),
    ];
    let mut ledger = told(&history);
    let stands = |ledger: &Ledger| -> Vec<String> {
        let query = Query { by: vec![By::Reporter, By::Year], unit: Some("orders".into()), ..Query::default() };
        table(&query, ledger.lines())
            .iter()
            .map(|row| format!("{:?} {}", row.key[1], row.all.as_ref().unwrap().amount))
            .collect()
    };
    expect![[r#"
        orders 2019: 100 restated | 104 +4 restated | 1 | 104 +0
        orders 2020: 120 restated | 121 +1
        orders 2021: 130
        people 2019: 70
    "#]]
    .assert_eq(&through_time(&ledger, "mx/fgr"));
    expect![[r#"
        [
            "Some(\"2019\") 104",
            "Some(\"2020\") 121",
            "Some(\"2021\") 130",
        ]
    "#]]
    .assert_debug_eq(&stands(&ledger));
    // What was withdrawn restates nothing.
    take(&mut ledger, 20, json!({ "id": "mx/fgr/withdrawal/1", "withdraws": "mx/fgr/return/2021", "reason": "r" }));
    expect![[r#"
        orders 2019: 100 restated | 104 +4 | 1
        orders 2020: 120
        people 2019: 70
    "#]]
    .assert_eq(&through_time(&ledger, "mx/fgr"));
}

#[test]
fn figures_of_days_that_no_year_holds_are_told_with_what_they_would_be_of() {
    let of = |id: &str, figures: Vec<Value>, more: Value| {
        let mut draft = json!({ "id": format!("mx/{id}"), "nil": false, "occurred": year(2019), "figures": figures });
        draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        draft
    };
    let orders = |period: Value, more: Value| {
        let mut figure = figure("interception", "orders", &number(5), json!({ "period": period }));
        figure.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        figure
    };
    let fiscal = json!({ "from": "2018-07-01", "to": "2019-06-30" });
    let of_fgr = json!({ "body": "mx/fgr" });
    let mut history = vec![
        body("mx/fgr", "Fiscalía", "prosecutor"),
        of("fgr/return/1", vec![orders(fiscal.clone(), json!({})), orders(year(2019), json!({}))], json!({})),
        // Who speaks is only known once it is described; what is of a class is compared with nothing in any year.
        of(
            "juzgado/return/1",
            vec![orders(json!({ "from": "2019-01-01" }), of_fgr), orders(fiscal.clone(), json!({ "category": "a" }))],
            json!({}),
        ),
    ];
    let told_of = |ledger: &Ledger| -> Vec<String> {
        let all = ["fgr/return/1", "juzgado/return/1"]
            .iter()
            .flat_map(|id| ledger.uncompared(&register::id::FilingId::parse(&format!("mx/{id}")).unwrap()));
        all.map(|one| format!("{} side {} entry {} part {}", one.gap.whenever(), one.side, one.entry, one.part))
            .collect()
    };
    let before = told_of(&told(&history));
    assert!(before.iter().all(|one| !one.contains("entry 2")), "{before:?}");
    history.push(body("mx/juzgado", "Juzgado", "court"));
    expect![[r#"
        [
            "authorities-and-operators/interception/mx side 0 entry 1 part 0",
            "authority-and-operators/interception/mx.fgr side 0 entry 1 part 0",
            "authority-and-courts/interception/mx.fgr side 0 entry 1 part 0",
            "return-and-filings/interception/mx.fgr side 0 entry 1 part 0",
            "authority-and-courts/interception/mx.fgr side 1 entry 2 part 0",
            "courts-and-operators/interception/mx side 0 entry 2 part 0",
        ]
    "#]]
    .assert_debug_eq(&told_of(&told(&history)));
    // A figure that was restated is no more.
    history.push(of("fgr/return/2", vec![orders(year(2019), json!({}))], json!({ "restates": "mx/fgr/return/1" })));
    expect![[r#"
        [
            "authority-and-courts/interception/mx.fgr side 1 entry 2 part 0",
            "courts-and-operators/interception/mx side 0 entry 2 part 0",
        ]
    "#]]
    .assert_debug_eq(&told_of(&told(&history)));
}

/// A return of a year, with its orders by year; a reporter that is no id is only named.
fn returned(id: &str, reporter: &str, when: u16, orders: &[(u64, u16)], more: Value) -> Value {
    let one =
        |(count, of): &(u64, u16)| figure("interception", "orders", &number(*count), json!({ "period": year(*of) }));
    let figures: Vec<Value> = orders.iter().map(one).collect();
    let mut draft = json!({ "id": format!("mx/{id}"), "nil": false, "occurred": year(when), "figures": figures });
    let members = draft.as_object_mut().unwrap();
    match reporter.contains('/') {
        true => drop(members.insert("reporter".into(), reporter.into())),
        false => drop(members.insert("named".into(), json!([{ "field": "reporter", "name": reporter }]))),
    }
    members.extend(more.as_object().unwrap().clone());
    draft
}

/// The figures that stand, in the order of the log.
fn standing_figures(ledger: &Ledger) -> String {
    let one =
        |line: figures::line::Line| format!("{} {}: {}\n", line.reporter, line.value(By::Year).unwrap(), line.amount);
    ledger.lines().into_iter().map(one).collect()
}

#[test]
fn what_is_restated_as_a_whole_renews_no_figure() {
    let history = [
        body("mx/fgr", "Fiscalía", "prosecutor"),
        returned("fgr/return/1", "mx/fgr", 2019, &[(100, 2019)], json!({})),
        returned(
            "fgr/return/2",
            "mx/fgr",
            2020,
            &[(120, 2020), (104, 2019)],
            json!({ "restates_figures": ["mx/fgr/return/1"] }),
        ),
        returned("fgr/return/3", "mx/fgr", 2020, &[(121, 2020)], json!({ "restates": "mx/fgr/return/2" })),
    ];
    let mut ledger = told(&history[..3]);
    expect![[r#"
        mx/fgr 2020: 120
        mx/fgr 2019: 104
    "#]]
    .assert_eq(&standing_figures(&ledger));
    take(&mut ledger, 3, history[3].clone());
    expect![[r#"
        mx/fgr 2019: 100
        mx/fgr 2020: 121
    "#]]
    .assert_eq(&standing_figures(&ledger));
    take(&mut ledger, 20, json!({ "id": "mx/fgr/withdrawal/1", "withdraws": "mx/fgr/return/3", "reason": "r" }));
    expect![[r#"
        mx/fgr 2020: 120
        mx/fgr 2019: 104
    "#]]
    .assert_eq(&standing_figures(&ledger));
}

#[test]
fn who_is_only_named_restates_no_other_that_is_only_named() {
    let anew = |number: u8, reporter: &str, when: u16, count: u64, how: Value| {
        returned(&format!("observer/return/{number}"), reporter, when, &[(count, 2019)], how)
    };
    let single = json!({ "restates_figures": ["mx/observer/return/1"] });
    let mut ledger = told(&[
        body("mx/registro", "Registro", "registrar"),
        anew(1, "Fiscalía de Sonora", 2019, 100, json!({})),
        anew(2, "Fiscalía de Jalisco", 2020, 7, single.clone()),
        anew(3, "Fiscalía de Jalisco", 2019, 8, json!({ "restates": "mx/observer/return/1" })),
    ]);
    expect![[r#"
        Fiscalía de Sonora 2019: 100
        Fiscalía de Jalisco 2019: 7
        Fiscalía de Jalisco 2019: 8
    "#]]
    .assert_eq(&standing_figures(&ledger));
    // The same name, spelled otherwise.
    take(&mut ledger, 4, anew(4, "FISCALIA DE SONORA", 2020, 104, single));
    expect![[r#"
        Fiscalía de Jalisco 2019: 7
        Fiscalía de Jalisco 2019: 8
        FISCALIA DE SONORA 2019: 104
    "#]]
    .assert_eq(&standing_figures(&ledger));
}

#[test]
fn a_body_restates_what_was_transcribed_under_its_name() {
    let mut ledger = told(&[
        body("mx/registro", "Registro", "registrar"),
        returned("observer/return/1", "F.G.R. de México", 2019, &[(100, 2019)], json!({})),
        returned("observer/return/2", "F.G.R. de México", 2020, &[(120, 2020)], json!({})),
        returned("fgr/return/1", "mx/fgr", 2019, &[(101, 2019)], json!({ "restates": "mx/observer/return/1" })),
        returned(
            "fgr/return/2",
            "mx/fgr",
            2021,
            &[(121, 2020)],
            json!({ "restates_figures": ["mx/observer/return/2"] }),
        ),
    ]);
    expect![[r#"
        F.G.R. de México 2019: 100
        F.G.R. de México 2020: 120
        mx/fgr 2019: 101
        mx/fgr 2020: 121
    "#]]
    .assert_eq(&standing_figures(&ledger));
    take(
        &mut ledger,
        9,
        json!({ "id": "mx/observer/alias/1", "name": "FGR de México", "relation": "names", "bodies": ["mx/fgr"], "reason": "r" }),
    );
    expect![[r#"
        mx/fgr 2019: 101
        mx/fgr 2020: 121
    "#]]
    .assert_eq(&standing_figures(&ledger));
}

#[test]
fn a_change_is_told_between_two_returns_of_one_filer_by_one_counting_rule() {
    let by_rule = |count: u64, rule: &str| {
        let mut one = figure("interception", "orders", &number(count), json!({ "period": year(2019) }));
        one["counting_rule"] = rule.into();
        one
    };
    let of = |id: &str, figures: Vec<Value>| json!({ "id": format!("mx/{id}"), "nil": false, "occurred": year(2019), "figures": figures, "reporter": "mx/fgr" });
    let ledger = told(&[
        body("mx/fgr", "Fiscalía", "prosecutor"),
        of("fgr/return/1", vec![by_rule(100, "orders, v1"), by_rule(300, "lines of orders, v1")]),
        of("juzgado/return/1", vec![by_rule(50, "orders, v1")]),
        of(
            "fgr/return/2",
            vec![by_rule(104, "orders, v1"), by_rule(290, "lines of orders, v1"), by_rule(9, "urgent orders, v1")],
        ),
    ]);
    expect![[r#"
        orders 2019: 100 | 300 | 50 | 104 +4 | 290 -10 | 9
    "#]]
    .assert_eq(&through_time(&ledger, "mx/fgr"));
}

/// A step of a history of returns: who files, whose figures, which returns before it are restated; and the years of its figures.
type Return = (u8, u8, u8, u8, u8);

/// Returns that restate each other, some of reporters that are only named and linked at some time, some withdrawn.
fn of_returns(steps: &[Return]) -> Vec<Value> {
    let filers = ["observer", "fgr"];
    let id = |at: usize| format!("{}/return/{at}", filers[usize::from(steps[at].0 % 2)]);
    let one = |(at, (_, who, whole, figures, years)): (usize, &Return)| {
        let before = |back: u8| (!back.is_multiple_of(4)).then(|| at.checked_sub(usize::from(back % 4))).flatten();
        let mut more = json!({});
        if let Some(before) = before(*whole) {
            more["restates"] = format!("mx/{}", id(before)).into();
        }
        if let Some(before) = before(*figures) {
            more["restates_figures"] = json!([format!("mx/{}", id(before))]);
        }
        let orders: Vec<(u64, u16)> =
            (0..2).filter(|bit| years % 3 != *bit).map(|bit| (at as u64, 2019 + u16::from(bit))).collect();
        match who % 8 {
            6 => {
                json!({ "id": format!("mx/observer/alias/{at}"), "name": "Fiscalía", "relation": "names", "bodies": ["mx/fgr"], "reason": "r" })
            }
            7 => {
                json!({ "id": format!("mx/observer/withdrawal/{at}"), "withdraws": format!("mx/{}", id(at / 2)), "reason": "r" })
            }
            who => {
                returned(&id(at), ["mx/fgr", "Fiscalía", "FISCALIA", "Otra"][usize::from(who % 4)], 2019, &orders, more)
            }
        }
    };
    std::iter::once(body("mx/fgr", "fgr", "prosecutor")).chain(steps.iter().enumerate().map(one)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whoever looks at the filings that spoke and the gaps that changed sees every figure that is restated, or is no more.
    #[test]
    fn every_restated_figure_is_told(steps in proptest::collection::vec(any::<Return>(), 1..16)) {
        let (mut ledger, mut known, mut briefs) = (Ledger::new(), std::collections::BTreeMap::new(), std::collections::BTreeMap::new());
        for (entry, draft) in (0..).zip(of_returns(&steps)) {
            take(&mut ledger, entry, draft);
            for id in ledger.spoke() {
                known.insert(id.clone(), ledger.statements_of(&id));
            }
            for id in ledger.changed() {
                briefs.insert((*id).clone(), ledger.gap(&id));
            }
            prop_assert!(known.iter().all(|(id, lines)| *lines == ledger.statements_of(id)));
            prop_assert!(ledger.ids().all(|id| briefs[id] == ledger.gap(id)));
        }
    }
}

/// An order of a history of cases: who files it, of which case, in which year; and what came of that filing.
type Told = (u8, u8, u8, u8);

/// Orders of few cases by those concerned, some corrected to another case and year, some withdrawn.
fn of_cases(steps: &[Told]) -> Vec<Value> {
    let bodies = [
        body("mx/fgr", "fgr", "prosecutor"),
        body("mx/juzgado", "Juzgado", "court"),
        body("mx/uno", "Uno", "operator"),
    ];
    let drafts = steps.iter().enumerate().flat_map(|(at, (who, case, year, then))| {
        let filer = ["fgr", "juzgado", "uno"][usize::from(who % 3)];
        let decided = |year: u8| format!("{}-06-01T12:00:00Z", 2019 + u16::from(year % 3));
        let first = order(filer, at, case % 4, &decided(*year));
        let target = first["id"].clone();
        let after = match then % 4 {
            0 => Some(json!({ "id": format!("mx/{filer}/withdrawal/{at}"), "withdraws": target, "reason": "r" })),
            1 => {
                let mut replacement = order(filer, at, (then / 4) % 4, &decided(then / 16));
                let members = replacement.as_object_mut().unwrap();
                let unknown = members.remove("unknown").unwrap();
                members.retain(|field, _| !["id", "occurred"].contains(&field.as_str()));
                let moved = unknown.as_array().unwrap().iter().map(|item| json!({ "field": format!("replacement.{}", item["field"].as_str().unwrap()), "reason": "not-found" }));
                Some(json!({ "id": format!("mx/{filer}/correction/{at}"), "corrects": target, "reason": "r", "unknown": moved.collect::<Vec<_>>(), "replacement": replacement }))
            }
            _ => None,
        };
        [Some(first), after].into_iter().flatten()
    });
    bodies.into_iter().chain(drafts).collect()
}

/// Each order that stands: who filed it, of which case, in which year.
fn standing(history: &[Value]) -> std::collections::BTreeMap<String, (usize, String, String)> {
    let mut all = std::collections::BTreeMap::new();
    for draft in history {
        let id = draft["id"].as_str().unwrap();
        let of = |fields: &Value| {
            let side = ["mx/fgr", "mx/juzgado", "mx/uno"].iter().position(|filer| id.starts_with(filer)).unwrap();
            (
                side,
                fields["case_commitment"].as_str().unwrap().to_owned(),
                fields["decided_at"].as_str().unwrap()[..4].to_owned(),
            )
        };
        match (draft["withdraws"].as_str(), draft["corrects"].as_str()) {
            (Some(gone), _) => drop(all.remove(gone)),
            (_, Some(corrected)) => drop(all.insert(corrected.to_owned(), of(&draft["replacement"]))),
            _ if draft.get("case_commitment").is_some() => drop(all.insert(id.to_owned(), of(draft))),
            _ => {}
        }
    }
    all
}

/// Gaps of cases counted from the orders that stand, without the ledger: cases of each side, and those the other has not.
fn counted(history: &[Value]) -> String {
    let all = standing(history);
    let of = |side: usize, year: Option<&str>| -> std::collections::BTreeSet<&str> {
        let here = all.values().filter(|(of, _, when)| *of == side && year.is_none_or(|year| year == when));
        here.map(|(_, case, _)| case.as_str()).collect()
    };
    let rules = [
        ("cases-of-authorities-and-operator", 0, 2, "mx.uno"),
        ("cases-of-authority-and-courts", 0, 1, "mx.fgr"),
        ("cases-of-courts-and-operator", 1, 2, "mx.uno"),
    ];
    let mut out = String::new();
    for (rule, one, other, key) in rules {
        for year in ["2019", "2020", "2021"] {
            let sides = [(one, other), (other, one)].map(|(side, against)| {
                let (here, there) = (of(side, Some(year)), of(against, None));
                (here.len(), here.difference(&there).count())
            });
            if sides[0].0 + sides[1].0 > 0 {
                writeln!(out, "{rule}/{year}/interception/{key} {sides:?}").unwrap();
            }
        }
    }
    for year in ["2019", "2020", "2021"] {
        let orders = orders_counted(&all, year);
        if orders > 0 {
            writeln!(out, "return-and-filings/{year}/interception/mx.fgr [(0, 0), ({orders}, 0)]").unwrap();
        }
    }
    out
}

/// The orders of a year: of each case as many as whoever filed most of it.
fn orders_counted(all: &std::collections::BTreeMap<String, (usize, String, String)>, year: &str) -> usize {
    let here: Vec<_> = all.values().filter(|(_, _, when)| when == year).collect();
    let filed =
        |filer: usize, case: &str| here.iter().filter(|(of, known, _)| (*of, &**known) == (filer, case)).count();
    let cases: std::collections::BTreeSet<&str> = here.iter().map(|(_, case, _)| case.as_str()).collect();
    cases.into_iter().map(|case| (0..3).map(|filer| filed(filer, case)).max().unwrap_or(0)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Kept filing by filing, the cases without a counterpart, and the orders, are those that counting everything anew gives.
    #[test]
    fn cases_kept_are_cases_counted(steps in proptest::collection::vec(any::<Told>(), 1..30)) {
        let history = of_cases(&steps);
        let (mut ledger, mut told) = (Ledger::new(), std::collections::BTreeMap::new());
        for (entry, draft) in (0..).zip(&history) {
            take(&mut ledger, entry, draft.clone());
            for id in ledger.changed() {
                match ledger.gap(&id) {
                    Some(gap) => drop(told.insert((*id).clone(), gap)),
                    None => drop(told.remove(&*id)),
                }
            }
            prop_assert!(ledger.ids().all(|id| told.get(id) == ledger.gap(id).as_ref()));
            let mut kept = String::new();
            for id in ledger.ids().filter(|id| id.rule.starts_with("cases") || id.rule == "return-and-filings") {
                let sides = ledger.gap(id).unwrap().sides.map(|side| {
                    (side.amount.map_or(0, |amount| amount.low as usize), side.alone.map_or(0, |alone| alone.count as usize))
                });
                writeln!(kept, "{id} {sides:?}").unwrap();
            }
            prop_assert_eq!(kept, counted(&history[..=entry as usize]));
        }
    }
}
