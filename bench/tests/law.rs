//! The law's benchmark holds before it is timed: the made-up filings are the same for the same seed and may all stand, a
//! longer stream begins with the shorter one, and the three engines agree.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;

use bench::law::actors::signer;
use bench::law::duel::Duel;
use bench::law::fold::Fold;
use bench::law::world::World;
use bench::law::{books, hot, plain};
use register::{Admission, Register, SignedFiling};
use rulebook::cases::{Answer, Cases, Taken};
use rulebook::law::{Judged, Law};
use tlog::note::Note;

#[test]
fn the_same_seed_gives_the_same_filings() {
    let drafts = |seed, count| {
        let mut world = World::new(seed);
        (0..count).map(|_| world.draft().0.to_string()).collect::<Vec<_>>()
    };
    let (short, long) = (drafts(1, 500), drafts(1, 1_000));
    assert_eq!(short[..], long[..500]);
    assert_ne!(short[100..], drafts(2, 500)[100..]);
}

#[test]
fn every_filing_is_admitted_in_order() {
    let (mut world, mut register, mut forms) = (World::new(1), Register::new(), BTreeMap::new());
    for _ in 0..4_000 {
        let (draft, filer) = world.draft();
        let text = format!("{draft:#}\n");
        let note = Note::new(&text, vec![signer(filer).unwrap().sign(&text).unwrap()]).unwrap();
        let signed = SignedFiling::parse(&note.to_bytes()).unwrap();
        let signers = register.keys().verify(&signed);
        match register.admit(&signed, &signers, world.received()) {
            Ok(Admission::New(admitted)) => {
                *forms.entry(admitted.filing().form().code()).or_insert(0) += 1;
                register = register.apply(&admitted);
            }
            other => panic!("{other:?}\n{text}"),
        }
    }
    let told: Vec<String> = forms.iter().map(|(form, count)| format!("{form} {count}")).collect();
    expect_test::expect!["acquisition 12, answer 5, attestation 2, body 28, claim 202, comment 8, complaint 45, consultation 11, contract 31, correction 103, decision 17, destruction 5, diligence 10, hold 11, incident 29, inspection 28, key 28, notice 171, order 1189, outcome 528, payment 570, policy 10, remedy 21, retirement 7, return 121, sharing 29, technology 44, use 717, withdrawal 18"].assert_eq(&told.join(", "));
}

#[test]
fn the_three_engines_agree() {
    let (book, law) = (books::book("mx-federal").unwrap(), Law::default());
    // Only after 15,000 filings does a round of bodies of a state join, whose court may not decide.
    let mut fold = Fold::new(World::new(1), &law, 1);
    fold.step(20_000).unwrap();
    let facts = hot::facts_of(&fold.into_cases(), &book);
    for (code, rule) in plain::RULES {
        let given =
            Duel::new(&book, code, rule, &facts, 500).unwrap().agree().unwrap_or_else(|error| panic!("{error}"));
        assert!(given[0] > 0 && given[1] > 0, "{code} is never broken or never kept: {given:?}");
    }
}

#[test]
fn as_many_policies_as_asked_for() {
    for wanted in [100, 500] {
        let books = books::policies(wanted).unwrap();
        assert_eq!(books.iter().map(|book| book.rules.len()).sum::<usize>(), wanted);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let law = Law::always([books::book("mx-federal").unwrap()]);
    let verdicts = |threads| Fold::new(World::new(5), &law, threads).marks(&[3_000], 200).unwrap()[0].verdicts;
    assert_eq!(verdicts(1), verdicts(2));
}

#[test]
fn what_is_judged_as_it_changes_is_what_all_together_comes_to() {
    let law = Law::always(books::NAMES.map(|name| books::book(name).unwrap()));
    let (mut world, mut cases, mut held) = (World::new(7), Cases::new(), BTreeMap::new());
    cases.want(law.wanted().clone());
    for part in 0..80 {
        let taken = (part * 50..).take(50).map(|entry| {
            let (received, filing) = world.filing().unwrap();
            Taken::new(entry, received, &filing, 1)
        });
        cases.take_all(&taken.collect::<Vec<_>>(), 2);
        let changed = cases.changed();
        let answers = cases.each(&changed, 2, |facts| law.judge(facts));
        for (id, answer) in changed.into_iter().zip(answers) {
            match answer {
                Answer::New(judged) => drop(held.insert(id, judged)),
                Answer::Gone => drop(held.remove(&id)),
                Answer::Same => {}
            }
        }
    }
    let all = cases.ids().into_iter().filter_map(|id| Some((id.clone(), law.judge(&cases.peek(&id)?))));
    // Of a kind that no rule is about nothing is said.
    let all: BTreeMap<_, _> =
        all.filter(|(id, judged)| held.contains_key(id) || *judged != Judged::default()).collect();
    for (id, judged) in &all {
        assert_eq!(held.get(id), Some(judged), "{id}");
    }
    assert_eq!(held.len(), all.len());
}
