//! What the tests of rulebooks share: a small rulebook with one page, and the facts of its examples.
#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod policies;

use std::{collections::BTreeMap, sync::Arc};

use register::{Filing, time::Instant};
use rulebook::{
    book::Rulebook,
    cases::{CaseFacts, Cases},
    fact::{Facts, Slot, Value},
    law_list::LawList,
    page::Rule,
};

/// Name of the page of the small rulebook.
pub(crate) const PAGE: &str = "MX-07-plazo-para-decidir.md";

/// The files of the small rulebook.
pub(crate) fn files() -> BTreeMap<String, String> {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    BTreeMap::from([file("rulebook.toml", include_str!("rulebook.toml")), file(PAGE, include_str!("page.md"))])
}

/// The small rulebook with another policy, and other lines for its version.
pub(crate) fn with_policy(policy: &str, version: &str) -> BTreeMap<String, String> {
    let mut files = files();
    let page = &files[PAGE];
    let (head, rest) = page.split_once("```cedar\n").unwrap();
    let (_, tail) = rest.split_once("```").unwrap();
    let page = format!("{head}```cedar\n{policy}\n```{tail}").replace("parameters = { max_hours = \"6h\" }", version);
    let page = page.replace("```toml\n[[filing]]", "```toml\nat = 2024-12-01\n\n[[filing]]");
    files.insert(PAGE.into(), page);
    files
}

/// The small rulebook with one more condition in the middle of its policy.
pub(crate) fn with_condition(condition: &str) -> BTreeMap<String, String> {
    let mut files = files();
    let first = "resource.measure == \"interception\" && ";
    let page = files[PAGE].replacen(first, &format!("{first}\n{condition} && "), 1);
    files.insert(PAGE.into(), page);
    files
}

/// Loads files that must be without fault.
pub(crate) fn load(files: &BTreeMap<String, String>) -> Rulebook {
    Rulebook::load(files).unwrap_or_else(|faults| {
        panic!("{}", faults.iter().map(|fault| format!("{fault}\n")).collect::<String>());
    })
}

/// The one rule of a rulebook.
pub(crate) fn rule(book: &Rulebook) -> &Rule {
    &book.rules[0]
}

/// The facts of all cases of some filings, each received on the last day that it tells of.
pub(crate) fn cases(filings: &[Arc<Filing>], laws: &LawList) -> Vec<CaseFacts> {
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
