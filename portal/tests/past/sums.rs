//! Sums kept beside the statements: orders of few months and years, corrected and withdrawn again and again, come to
//! what the statements come to; and with a return whose days a year holds or not, to the same rows as all at once.

use figures::{
    line::Line,
    table::{By, Query, table},
};
use portal::{index::Index, rulebooks::Rulebooks};
use proptest::{prelude::*, test_runner::Config};
use serde_json::{Value, json};

use crate::log::History;

/// A step: which order, what is done to it, and what it says.
type Step = (u8, u8, u8, u8);

fn order(month: u8, people: u8) -> Value {
    let day = format!("202{}-0{}", 3 + month / 2 % 2, 1 + month % 2);
    let unknown = ["technology", "from", "to", "matter"];
    // Whatever a sum may be told apart by is now one thing and now another.
    let one_of = |place: u8, names: [&'static str; 2]| names[usize::from(people >> place & 1)];
    json!({ "measure": "interception", "requester": "mx/fiscalia", "court": one_of(3, ["mx/juzgado", "mx/tribunal"]), "outcome": "granted",
        "asked_at": format!("{day}-03T12:00:00Z"), "decided_at": format!("{day}-04T12:00:00Z"),
        "legal_basis": [{ "law": one_of(4, ["Ley Uno", "Ley Dos"]) }], "served": [one_of(5, ["mx/uno", "mx/dos"])],
        "subjects": { "value": people % 7 },
        "unknown": unknown.map(|field| json!({ "field": field, "reason": "not-found" })) })
}

/// A return whose days are in one year, in two, or without end.
fn report(month: u8, people: u8) -> Value {
    let period = match month % 3 {
        0 => json!({ "from": "2023-01-01", "to": "2023-12-31" }),
        1 => json!({ "from": "2023-07-01", "to": "2024-06-30" }),
        _ => json!({ "from": "2023-07-01" }),
    };
    json!({ "nil": false, "figures": [{ "measure": "interception", "unit": "orders", "counting_rule": "una por orden",
        "count": { "value": people }, "period": period }] })
}

fn filing(mut draft: Value, form: &str, number: &str) -> String {
    let members = draft.as_object_mut().expect("an object");
    members.insert("form".into(), form.into());
    members.insert("id".into(), format!("mx/fiscalia/{form}/{number}").into());
    members.insert("filer".into(), "mx/fiscalia".into());
    members.insert("occurred".into(), "2024-01-02".into());
    draft.to_string()
}

/// The filings of a history: an order, or a return, is filed, then corrected, then withdrawn.
fn filings(steps: &[Step]) -> Vec<String> {
    let body = json!({ "body": "mx/fiscalia", "name": "Fiscalía", "kind": "prosecutor" });
    let mut filed = [false; 7];
    let text = |(number, (order_number, does, month, people)): (usize, &Step)| {
        let (at, number) = (usize::from(order_number % 7), number.to_string());
        let form = if at == 6 { "return" } else { "order" };
        let said = if at == 6 { report(*month, *people) } else { order(*month, *people) };
        let target = format!("mx/fiscalia/{form}/{at}");
        let known = std::mem::replace(&mut filed[at], true);
        match (known, does % 3) {
            (false, _) => filing(said, form, &at.to_string()),
            (true, 0) => filing(json!({ "withdraws": target, "reason": "Error" }), "withdrawal", &number),
            (true, _) => {
                let mut replacement = said;
                let unknown = replacement.as_object_mut().expect("an object").remove("unknown");
                let unknown = unknown.as_ref().and_then(Value::as_array).into_iter().flatten();
                let moved = unknown.map(|item| {
                    json!({ "field": format!("replacement.{}", item["field"].as_str().expect("a path")), "reason": item["reason"] })
                });
                let draft = json!({ "corrects": target, "reason": "Mejor fuente", "unknown": moved.collect::<Vec<_>>(), "replacement": replacement });
                filing(draft, "correction", &number)
            }
        }
    };
    std::iter::once(filing(body, "body", "1")).chain(steps.iter().enumerate().map(text)).collect()
}

proptest! {
    #![proptest_config(Config { cases: 12, failure_persistence: None, ..Config::default() })]

    #[test]
    fn sums_are_what_the_statements_come_to(steps in proptest::collection::vec(any::<Step>(), 1..40)) {
        let mut history = History::new(Rulebooks::default());
        let mut live = Some(Index::anew(&history.path("live.db")).expect("an index"));
        for (at, text) in filings(&steps).iter().enumerate() {
            history.file(20_000 + at as i64 / 7, text);
            live = live.map(|live| history.follow(live));
            same(&history.path("live.db"));
        }
        let anew = history.index("anew.db");
        same(&anew);
        let rows = |path: &std::path::Path| Index::reading(path).expect("the index").every_row().expect("rows");
        let only = |some: &[String], other: &[String]| some.iter().filter(|row| !other.contains(row)).cloned().collect::<Vec<_>>();
        let (live, anew) = (rows(&history.path("live.db")), rows(&anew));
        assert!(live == anew, "as it came {:#?}\nat once {:#?}", only(&live, &anew), only(&anew, &live));
    }
}

fn same(path: &std::path::Path) {
    let reading = Index::reading(path).expect("the index");
    let others = [None, Some(By::Other), Some(By::Basis), Some(By::Technology)];
    for by in others.into_iter().flat_map(|other| [By::Year, By::Month].map(|first| [Some(first), other])) {
        let query = Query { by: by.into_iter().flatten().collect(), ..Query::default() };
        let sorted = |mut lines: Vec<Line>| {
            lines.sort_by_key(|line| format!("{line:?}"));
            lines
        };
        let (kept, anew) = (reading.lines(&query).expect("kept"), reading.lines_anew(&query).expect("added up"));
        assert_eq!(sorted(kept.clone()), sorted(anew), "by {by:?}");
        // Months come to the same as the years kept beside them.
        let by_months = Query { by: query.by.iter().copied().chain([By::Month]).collect(), ..Query::default() };
        let months = reading.lines(&by_months).expect("kept");
        assert_eq!(table(&query, kept), table(&query, months), "by {by:?}");
    }
}
