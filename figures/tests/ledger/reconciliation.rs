//! What is asked once, with orders as sorted rows, is what the ledger tells that holds them.

use figures::{
    gap::{Alone, Gap},
    ledger::reconciliation::{Damaged, Entries, Reconciliation},
};

use super::*;

/// A history reconciled by sorted rows, and all rows there were.
fn reconciled(history: &[Arc<Filing>]) -> (Reconciliation, [Vec<Vec<u8>>; 2]) {
    let mut entries = Entries::new();
    let take = |(entry, filing): (u64, &Arc<Filing>)| entries.take(entry, received(entry), filing);
    let mut by_id: Vec<Vec<u8>> = (0..).zip(history).filter_map(take).collect();
    by_id.sort();
    let mut standing = entries.all_taken();
    let mut by_case: Vec<Vec<u8>> = by_id.iter().filter_map(|row| standing.take(row).unwrap()).collect();
    let (last, mut cases) = standing.all_taken().unwrap();
    by_case.extend(last);
    by_case.sort();
    by_case.iter().for_each(|row| cases.take(row).unwrap());
    (cases.all_taken(), [by_id, by_case])
}

/// Holds a ledger against what sorted rows of the same history tell.
pub(super) fn is_the_same(ledger: &Ledger, history: &[Value]) {
    let filings: Vec<Arc<Filing>> = history.iter().cloned().map(filing).collect();
    let (reconciled, _) = reconciled(&filings);
    let told: Vec<Gap> = ledger.ids().filter_map(|id| ledger.gap(id)).collect();
    for (one, other) in told.iter().zip(reconciled.gaps()) {
        assert_eq!(*one, other);
    }
    assert_eq!(told.len(), reconciled.gaps().count());
    assert_eq!(ledger.unlinked(), reconciled.unlinked());
}

/// A step: what is filed, by whom, of which case, on which day, and one more thing to choose by.
type Step = (u8, u8, u8, u8, u8);

const FILERS: [&str; 5] = ["fgr", "juzgado", "uno", "dos", "segundo"];

/// Everything that may decide where an order belongs, in any order: orders with and without a case, of four years, whose bodies are
/// ids or names, that serve one or two operators; corrected, withdrawn, filed again under the same id; what came of them; bodies that
/// are described anew as of another kind, withdrawn or given other names; aliases; returns and explanations beside them.
fn of_everything(steps: &[Step]) -> Vec<Value> {
    let bodies = [("fgr", "prosecutor"), ("juzgado", "court"), ("uno", "operator")];
    let bodies = bodies.map(|(id, kind)| body(&format!("mx/{id}"), id, kind));
    let drafts = steps.iter().enumerate().map(|(at, step)| one_of_everything(at, *step, steps));
    bodies.into_iter().chain(drafts).collect()
}

fn one_of_everything(at: usize, (kind, who, case, day, more): Step, steps: &[Step]) -> Value {
    let filer = FILERS[usize::from(who) % FILERS.len()];
    // An earlier step's order, whether or not it is one.
    let back = at.saturating_sub(1 + usize::from(more % 8));
    let target = order_id(back, steps);
    match kind % 16 {
        0 => json!({ "id": format!("mx/{filer}/withdrawal/{at}"), "withdraws": target, "reason": "r" }),
        1 => {
            let mut replacement = draft(filer, at, case, day, more);
            let members = replacement.as_object_mut().unwrap();
            let inside = |items: Option<Value>| -> Vec<Value> {
                let mut items = items.map_or_else(Vec::new, |items| items.as_array().unwrap().clone());
                for item in &mut items {
                    item["field"] = format!("replacement.{}", item["field"].as_str().unwrap()).into();
                }
                items
            };
            let (unknown, named) = (inside(members.remove("unknown")), inside(members.remove("named")));
            members.retain(|field, _| !["id", "occurred"].contains(&field.as_str()));
            json!({ "id": format!("mx/{filer}/correction/{at}"), "corrects": target, "reason": "r", "unknown": unknown, "named": named, "replacement": replacement })
        }
        2 => {
            let kind = ["court", "prosecutor", "operator", "ministry"][usize::from(more % 4)];
            let (id, number) = (FILERS[usize::from(case) % FILERS.len()], usize::from(day % 3));
            json!({ "id": format!("mx/{filer}/body/{id}-{number}"), "body": format!("mx/{id}"), "name": NAMES[usize::from(more / 4) % NAMES.len()], "kind": kind })
        }
        3 => {
            let id = FILERS[usize::from(case) % FILERS.len()];
            let gone = match more % 3 {
                0 => format!("us-ca/registro/body/mx-{id}"),
                1 => format!("mx/{filer}/body/{id}-{}", day % 3),
                _ => format!("mx/{filer}/outcome/{}", day % 16),
            };
            json!({ "id": format!("mx/{filer}/withdrawal/{at}"), "withdraws": gone, "reason": "r" })
        }
        4 => {
            let relation = if more % 4 == 0 { "does-not-name" } else { "names" };
            let body = format!("mx/{}", FILERS[usize::from(case) % FILERS.len()]);
            json!({ "id": format!("mx/{filer}/alias/{at}"), "name": NAMES[usize::from(day) % NAMES.len()], "relation": relation, "bodies": [body], "reason": "r" })
        }
        5 => {
            json!({ "id": format!("mx/{filer}/outcome/{}", at % 16), "order": target, "as_of": "2022-01-01",
                "people": number(u64::from(more)), "unknown": unknown(&["charges", "convictions", "cost"]) })
        }
        6 => {
            let rule = ["cases-of-authority-and-courts", "cases-of-courts-and-operator"][usize::from(more % 2)];
            let key = ["mx.fgr", "mx.uno"][usize::from(more % 2)];
            json!({ "id": format!("mx/{filer}/explanation/{at}"), "gap": format!("{rule}/{}/interception/{key}", 2019 + u16::from(day % 4)), "reason": "late", "says": "s" })
        }
        7 => {
            let figures = [figure("interception", "orders", &number(u64::from(more % 4)), json!({}))];
            let mut of_year = json!({ "id": format!("mx/{filer}/return/{at}"), "nil": false, "occurred": year(2019 + u16::from(day % 4)), "figures": figures });
            if more % 2 == 0 {
                of_year["named"] = json!([{ "field": "reporter", "name": NAMES[usize::from(case) % NAMES.len()] }]);
            }
            of_year
        }
        _ => draft(filer, at, case, day, more),
    }
}

/// Two of them are spellings of one name.
const NAMES: [&str; 5] = ["Fiscalía General", "FISCALIA GENERAL", "Juzgado Segundo", "fgr", "Operadora Dos"];

fn unknown(fields: &[&str]) -> Value {
    fields.iter().map(|field| json!({ "field": field, "reason": "not-found" })).collect()
}

/// The id of the order of a step; every fourth has that of the fourth before it.
fn order_id(at: usize, steps: &[Step]) -> String {
    let filer = FILERS[steps.get(at).map_or(0, |step| usize::from(step.1)) % FILERS.len()];
    format!("mx/{filer}/order/{}", if at % 4 == 3 { at / 8 } else { at })
}

fn draft(filer: &str, at: usize, case: u8, day: u8, more: u8) -> Value {
    let decided = format!("{}-0{}-01T12:00:00Z", 2019 + u16::from(day % 4), 1 + day % 3);
    let mut draft = order(filer, at, case % 6, &decided);
    draft["id"] = format!("mx/{filer}/order/{}", if at % 4 == 3 { at / 8 } else { at }).into();
    let mut named = Vec::new();
    if case % 7 == 6 {
        draft.as_object_mut().unwrap().remove("case_commitment");
    }
    if more % 3 == 1 {
        draft["served"] = json!(["mx/uno", "mx/dos"]);
    }
    if more % 5 == 1 {
        draft.as_object_mut().unwrap().remove("requester");
        named.push(json!({ "field": "requester", "name": NAMES[usize::from(more) % NAMES.len()] }));
    }
    if more % 7 == 1 {
        draft.as_object_mut().unwrap().remove("court");
        named.push(json!({ "field": "court", "name": NAMES[usize::from(day) % NAMES.len()] }));
    }
    if more % 11 == 1 {
        // Of the day that its filing says, which a correction does not change.
        draft.as_object_mut().unwrap().remove("asked_at");
        draft.as_object_mut().unwrap().remove("decided_at");
        draft["unknown"] = unknown(&["technology", "from", "to", "matter", "asked_at", "decided_at"]);
    }
    if !named.is_empty() {
        draft["named"] = named.into();
    }
    draft
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is filed, sorted rows tell the gaps and the names that the ledger tells.
    #[test]
    fn sorted_rows_tell_what_the_ledger_tells(steps in proptest::collection::vec(any::<Step>(), 1..60)) {
        told(&of_everything(&steps));
    }

    #[test]
    fn so_they_do_of_other_histories(history in free(), steps in proptest::collection::vec(any::<super::Told>(), 1..30), returns in proptest::collection::vec(any::<Return>(), 1..16)) {
        told(&history);
        told(&of_cases(&steps));
        told(&of_returns(&returns));
    }

    /// A row that is cut short, or that is none, is told; nothing panics.
    #[test]
    fn damaged_rows_are_told(steps in proptest::collection::vec(any::<Step>(), 1..20), cut in any::<usize>(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let filings: Vec<Arc<Filing>> = of_everything(&steps).into_iter().map(filing).collect();
        let (_, [by_id, by_case]) = reconciled(&filings);
        let ready = || {
            let mut entries = Entries::new();
            filings.iter().for_each(|filing| drop(entries.take(0, Instant::EPOCH, filing)));
            entries.all_taken()
        };
        for row in &by_id {
            prop_assert_eq!(ready().take(&row[..cut % row.len()]), Err(Damaged));
        }
        // Without the rows before it, nothing is known of its group.
        for row in &by_case {
            prop_assert_eq!(ready().all_taken().unwrap().1.take(row), Err(Damaged));
        }
        let mut standing = ready();
        let _ = standing.take(&bytes);
        if let Ok((_, mut cases)) = standing.all_taken() {
            prop_assert_eq!(cases.take(&bytes), Err(Damaged));
        }
    }
}

/// Hundreds of cases, so that more are without a counterpart than are named, on both sides of an explanation.
#[test]
fn of_more_cases_than_are_named_the_same_are() {
    let long = |filer: &str, at: usize, case: usize| {
        let mut draft = order(filer, at, 0, "2020-06-01T12:00:00Z");
        draft["case_commitment"] = format!("{:064x}", case.wrapping_mul(0x9e37_79b9_7f4a_7c15)).into();
        draft
    };
    let explanation = |at: usize| json!({ "id": format!("mx/juzgado/explanation/{at}"), "gap": "cases-of-authority-and-courts/2020/interception/mx.fgr", "reason": "late", "says": "s" });
    let mut history = vec![
        body("mx/fgr", "fgr", "prosecutor"),
        body("mx/juzgado", "Juzgado", "court"),
        long("fgr", 0, 1000),
        long("juzgado", 0, 1000),
    ];
    for at in 1..400 {
        history.push(long(if at % 2 == 0 { "fgr" } else { "juzgado" }, at, at / 5 * 6 + at % 6));
        if at % 70 == 0 {
            history.push(explanation(at));
        }
    }
    let ledger = told(&history);
    let id = ledger.ids().find(|id| id.rule == "cases-of-authority-and-courts").unwrap();
    let gap = ledger.gap(id).unwrap();
    assert!(gap.sides.iter().any(|side| side.alone.as_ref().unwrap().count > Alone::NAMED as u64), "{gap:?}");
    assert!(gap.later.is_some(), "{gap:?}");
}
