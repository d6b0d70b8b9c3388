//! Loads every rulebook of `law/`, or of the folder that `VEEDOR_LAW` names, runs its examples, and prints all that is
//! wrong with it.
#![expect(clippy::disallowed_methods, reason = "tests may read files")]

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use register::{Filing, time::Instant};
use rulebook::{
    book::Rulebook,
    cases::{CaseFacts, Cases},
    example::check_examples,
    fact::{Facts, Slot, Value},
    fault::Fault,
    law_list::LawList,
};

#[test]
fn every_rulebook_loads_and_its_examples_hold() {
    let law = std::env::var("VEEDOR_LAW").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../law").into());
    let mut told = String::new();
    let mut folders: Vec<_> = fs::read_dir(&law).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.join("rulebook.toml").exists()) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let faults = faults_of(folder);
        println!("{name}: {} faults", faults.len());
        told.extend(faults.iter().map(|fault| format!("{name}/{fault}\n")));
    }
    println!("{told}");
    assert!(told.is_empty(), "the law has faults; they are printed above");
}

/// Examples run only where the pages load.
fn faults_of(folder: &Path) -> Vec<Fault> {
    match Rulebook::load(&files_of(folder)) {
        Ok(book) => {
            let judge = |filings: &[Arc<Filing>]| cases(filings, &book.laws);
            book.rules.iter().flat_map(|rule| check_examples(&book, rule, judge)).collect()
        }
        Err(faults) => faults,
    }
}

fn files_of(folder: &Path) -> BTreeMap<String, String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let named = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.map(|path| (named(&path), fs::read_to_string(&path).unwrap())).collect()
}

/// The facts of all cases of some filings, each received on the last day that it tells of.
fn cases(filings: &[Arc<Filing>], laws: &LawList) -> Vec<CaseFacts> {
    let mut cases = Cases::new();
    for (entry, filing) in filings.iter().enumerate() {
        let day = filing.occurred.to().unwrap_or(filing.occurred.from()).days();
        let received = Instant::from_millis(day.max(0) * 86_400_000).unwrap();
        cases.take(entry as u64, received, filing, 1);
    }
    let facts = cases.ids().into_iter().filter_map(|id| cases.peek(&id));
    facts.map(|facts| CaseFacts { resource: coded(facts.resource, laws), ..facts }).collect()
}

/// Laws by the codes of the rulebook's list.
fn coded(mut facts: Facts, laws: &LawList) -> Facts {
    for (at, fact) in facts.kind().facts().iter().enumerate().filter(|(_, fact)| fact.name.ends_with("laws")) {
        assert!(fact.name == "laws" || fact.name == "exception_laws", "{}", fact.name);
        if let Slot::Known(Value::Set(names)) = &facts.slots()[at] {
            let code = |name: &Arc<str>| laws.code_of(name).map_or_else(|| Arc::clone(name), Arc::from);
            let mut codes: Vec<Arc<str>> = names.iter().map(code).collect();
            codes.sort();
            codes.dedup();
            facts.put(at, Slot::Known(Value::Set(codes.into())));
        }
    }
    facts
}
