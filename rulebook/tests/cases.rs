//! Laws of the fold: what stands decides, not how it came to stand; and whoever only looks at what changed sees the same
//! as whoever looks at everything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod random;

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::*;
use random::{Step, filing, steps};
use register::{Content, Filing, id::FilingId, time::Instant, version};
use rulebook::{
    case::{CaseId, CaseKind},
    cases::{Answer, CaseFacts, Cases, Taken},
    expression::{FactRef, Owner},
    fact::Slot,
    wanted::Wanted,
};

/// Received one minute after the other, whatever the filings tell.
fn received(entry: u64) -> Instant {
    Instant::from_millis(1_700_000_000_000 + i64::try_from(entry).unwrap() * 60_000).unwrap()
}

/// The filings that the steps make, in order; steps that refer to nothing make none.
fn history(steps: &[Step]) -> Vec<Arc<Filing>> {
    let mut made: Vec<Arc<Filing>> = vec![random::registrar()];
    for (number, step) in steps.iter().enumerate() {
        made.extend(filing(step, number, &made));
    }
    made
}

fn fold(filings: &[Arc<Filing>]) -> Cases {
    let mut cases = Cases::new();
    for (entry, filing) in (0..).zip(filings) {
        cases.take(entry, received(entry), filing, 1);
    }
    cases
}

/// What stands after all: each filing in its latest version, without those withdrawn, corrections and withdrawals.
fn standing(filings: &[Arc<Filing>]) -> Vec<Option<Arc<Filing>>> {
    let corrections = |id: &FilingId| -> Vec<Arc<Filing>> {
        let of = |filing: &&Arc<Filing>| matches!(&filing.content, Content::Correction(c) if c.corrects == *id);
        filings.iter().filter(of).cloned().collect()
    };
    let withdrawn = |id: &FilingId| {
        filings.iter().any(|filing| matches!(&filing.content, Content::Withdrawal(w) if w.withdraws == *id))
    };
    filings
        .iter()
        .map(|filing| match &filing.content {
            Content::Correction(_) | Content::Withdrawal(_) => None,
            _ if withdrawn(&filing.id) => None,
            _ => {
                let all = corrections(&filing.id);
                let latest = version::latest(filing, &all);
                let unknown = all.last().map_or_else(|| filing.unknown.clone(), |last| last.unknown.clone());
                Some(Arc::new(Filing { unknown, ..(*latest).clone() }))
            }
        })
        .collect()
}

/// The facts of every case without the entries they rest on, which differ between a filing and its correction.
fn slots(cases: &Cases) -> BTreeMap<CaseId, (i64, Vec<Slot>, Vec<Slot>)> {
    let facts = cases.ids().into_iter().filter_map(|id| cases.peek(&id).map(|facts| (id, facts)));
    facts
        .map(|(id, facts)| (id, (facts.day, facts.principal.slots().to_vec(), facts.resource.slots().to_vec())))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn only_what_stands_decides(steps in steps(60)) {
        let filings = history(&steps);
        let mut again = Cases::new();
        for (entry, filing) in (0..).zip(standing(&filings)) {
            if let Some(filing) = filing {
                again.take(entry, received(entry), &filing, 1);
            }
        }
        let (told, stands) = (slots(&fold(&filings)), slots(&again));
        // A body of which nothing stands any more is still one of whom something was told.
        for (id, facts) in &stands {
            prop_assert_eq!(told.get(id), Some(facts), "{}", id);
        }
        for id in told.keys().filter(|id| !matches!(id, CaseId::Conduct(_))) {
            prop_assert!(stands.contains_key(id), "{} stands no more", id);
        }
    }

    #[test]
    fn who_looks_at_what_changed_sees_everything(steps in steps(60), batch in 1_usize..7) {
        let filings = history(&steps);
        let mut cases = Cases::new();
        let mut seen: BTreeMap<CaseId, CaseFacts> = BTreeMap::new();
        for (entry, filing) in (0..).zip(&filings) {
            cases.take(entry, received(entry), filing, 1);
            if (entry as usize).is_multiple_of(batch) {
                look(&mut cases, &mut seen);
            }
        }
        look(&mut cases, &mut seen);
        let whole: BTreeMap<CaseId, CaseFacts> =
            cases.ids().into_iter().filter_map(|id| cases.peek(&id).map(|facts| (id, facts))).collect();
        for (id, facts) in &whole {
            prop_assert_eq!(seen.get(id), Some(facts), "{}", id);
        }
        prop_assert_eq!(seen.len(), whole.len());
    }

    #[test]
    fn who_asks_for_some_facts_sees_those_as_if_for_all(steps in steps(60), batch in 1_usize..7, of in 1_usize..50, first in 0_usize..50) {
        let asked = |at: usize| at % of == first % of;
        let filings = history(&steps);
        let mut cases = Cases::new();
        cases.want(some(&asked));
        let mut seen: BTreeMap<CaseId, CaseFacts> = BTreeMap::new();
        let taken: Vec<Taken> = (0..).zip(&filings).map(|(entry, filing)| Taken::new(entry, received(entry), filing, 1)).collect();
        for some in taken.chunks(batch) {
            cases.take_all(some, 2);
            look(&mut cases, &mut seen);
        }
        let whole = cases.ids().into_iter().filter_map(|id| cases.peek(&id).map(|facts| (id, facts)));
        for (id, facts) in whole.filter(|(id, _)| is_asked(id.kind())) {
            let some = seen.remove(&id).unwrap_or_else(|| panic!("{id} was never seen"));
            prop_assert_eq!((&some.body, &some.record, some.day), (&facts.body, &facts.record, facts.day));
            for (some, all) in [(&some.principal, &facts.principal), (&some.resource, &facts.resource)] {
                for (at, fact) in all.kind().facts().iter().enumerate().filter(|(at, _)| asked(*at)) {
                    prop_assert_eq!(&some.slots()[at], &all.slots()[at], "{} of {}", fact.name, id);
                    prop_assert_eq!(some.entries(at), all.entries(at), "{} of {}", fact.name, id);
                }
            }
        }
        prop_assert_eq!(seen.keys().next(), None);
    }

    #[test]
    fn every_fact_that_is_always_known_is_known(steps in steps(40)) {
        let cases = fold(&history(&steps));
        for facts in cases.ids().iter().filter_map(|id| cases.peek(id)) {
            for side in [&facts.principal, &facts.resource] {
                for (fact, slot) in side.kind().facts().iter().zip(side.slots()) {
                    let known = matches!(slot, Slot::Known(_));
                    prop_assert!(known || !fact.always, "{} of {}", fact.name, facts.id);
                }
            }
        }
    }
}

/// Kinds of which facts are asked for: all but a few.
fn is_asked(kind: CaseKind) -> bool {
    !matches!(kind, CaseKind::Payment | CaseKind::Gap)
}

/// Some facts of these kinds.
fn some(asked: &dyn Fn(usize) -> bool) -> Wanted {
    let mut wanted = Wanted::none();
    for kind in CaseKind::ALL.iter().copied().filter(|kind| *kind != CaseKind::Body && is_asked(*kind)) {
        let of = |owner, kind: CaseKind| {
            (0..kind.facts().len()).filter(|at| asked(*at)).map(move |at| FactRef::Fact(owner, at))
        };
        wanted.add(kind, of(Owner::Principal, CaseKind::Body).chain(of(Owner::Resource, kind)));
    }
    wanted
}

fn look(cases: &mut Cases, seen: &mut BTreeMap<CaseId, CaseFacts>) {
    let changed = cases.changed();
    let answers = cases.each(&changed, 1, Clone::clone);
    for (id, answer) in changed.into_iter().zip(answers) {
        match answer {
            Answer::New(facts) => assert_ne!(seen.insert(id, facts.clone()), Some(facts), "the same again"),
            Answer::Same => assert!(seen.contains_key(&id), "{id} was never answered"),
            Answer::Gone => drop(seen.remove(&id)),
        }
    }
}

/// A filing of the small world, from its JSON.
fn of(draft: &str) -> Arc<Filing> {
    Arc::new(register::filing::read_draft(draft).unwrap_or_else(|refusal| panic!("{refusal:?}")))
}

#[test]
fn correcting_again_and_again_costs_the_same_each_time() {
    let technology = r#""name": "Sistema", "class": "spyware", "summary": "Sirve""#;
    let unknown = |at: &str| {
        let one = |field: &str| format!(r#"{{"field": "{at}{field}", "reason": "not-found"}}"#);
        ["holder", "held_as", "maker", "held_from"].map(one).join(", ")
    };
    let head = |form: &str, n: usize| {
        format!(r#""form": "{form}", "id": "mx/a/{form}/{n}", "filer": "mx/a", "occurred": "2020-01-01""#)
    };
    let mut filings = vec![of(&format!("{{{}, {technology}, \"unknown\": [{}]}}", head("technology", 1), unknown("")))];
    for n in 1..3 {
        let about = r#""about": ["mx/a/technology/1"], "stage": "use", "kind": "use", "says": "Se usa""#;
        filings
            .push(of(&format!(r#"{{{}, {about}, "publisher_kind": "press", "mark": "verified"}}"#, head("claim", n))));
    }
    for n in 0..60 {
        let corrects =
            format!(r#""corrects": "mx/a/technology/1", "reason": "Mejor", "replacement": {{{technology}}}"#);
        let unknown = unknown("replacement.");
        filings.push(of(&format!("{{{}, {corrects}, \"unknown\": [{unknown}]}}", head("correction", n))));
    }
    let cases = fold(&filings);
    let facts = cases.peek(&CaseId::parse("mx/a/technology/1").unwrap()).unwrap();
    assert_eq!(facts.resource.slot("claimed_uses"), Some(&Slot::Known(rulebook::fact::Value::Long(2))));
}

#[test]
fn a_return_corrected_to_be_of_somebody_named_is_not_its_filers_own() {
    let figures = r#""nil": false, "figures": [{"measure": "interception", "unit": "orders", "count": {"value": 3}, "counting_rule": "una"}]"#;
    let returned = format!(
        r#"{{"form": "return", "id": "mx/a/return/1", "filer": "mx/a", "occurred": {{"from": "2020-01-01", "to": "2020-12-31"}}, {figures}}}"#
    );
    let corrected = format!(
        r#"{{"form": "correction", "id": "mx/a/correction/1", "filer": "mx/a", "occurred": "2021-03-01", "corrects": "mx/a/return/1", "reason": "Es de otra", "replacement": {{{figures}}}, "named": [{{"field": "replacement.reporter", "name": "OPERADORA"}}]}}"#
    );
    let filings = [of(&returned), of(&corrected)];
    let counted = |cases: Cases| {
        let facts = cases.peek(&CaseId::parse("mx/a").unwrap());
        facts.and_then(|facts| facts.resource.slot("returns").cloned())
    };
    let number = |count| Some(Slot::Known(rulebook::fact::Value::Long(count)));
    assert_eq!(counted(fold(&filings[..1])), number(1));
    assert_eq!(counted(fold(&filings)).filter(|returns| Some(returns) != number(0).as_ref()), None);
}
