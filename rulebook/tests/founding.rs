//! The founding history: the documented case of Mexico, judged by the rulebooks of `law/`. What they find is written down
//! in `founding.txt`, finding by finding, so that every change of a fact or a rule shows what it does to the case.
#![expect(clippy::disallowed_methods, reason = "tests may read files")]

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path, sync::Arc};

use register::{filing::read_draft, time::Instant};
use rulebook::{book::Rulebook, cases::Cases, finding::Finding, law::Law};

/// The day for which the rules are asked.
const TODAY: &str = "2026-11-24";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn texts(folder: &Path, ending: &str) -> BTreeMap<String, String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|found| found == ending || found == "toml"));
    wanted
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn law() -> Law {
    let book = |name: &str| {
        let files = texts(&root().join("law").join(name), "md");
        Arc::new(Rulebook::load(&files).unwrap_or_else(|faults| panic!("{faults:#?}")))
    };
    Law::always(["human-rights", "mx-federal", "register"].map(book))
}

/// The findings of the whole case, in the order of cases.
fn findings() -> (Law, Vec<Finding>) {
    let mut cases = Cases::new();
    let received = Instant::parse(&format!("{TODAY}T12:00:00Z")).unwrap();
    for (entry, (name, text)) in (0..).zip(texts(&root().join("demo/mexico"), "json")) {
        let filing = read_draft(&text).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
        cases.take(entry, received, &Arc::new(filing), 1);
    }
    let law = law();
    let found =
        cases.ids().iter().filter_map(|id| cases.peek(id)).flat_map(|facts| law.judge(&facts).findings).collect();
    (law, found)
}

fn stands(finding: &Finding) -> bool {
    let today = register::time::Date::parse(TODAY).unwrap().days();
    finding.from_day <= today && finding.to_day.is_none_or(|to| today < to)
}

#[test]
fn what_the_rules_find_in_the_founding_history() {
    let (_, mut found) = findings();
    found.retain(stands);
    found.sort_by_key(|finding| (finding.rule.to_string(), finding.says, finding.case.to_string()));
    let mut told = String::new();
    for finding in &found {
        let basis = if finding.claimed { "claimed" } else { "filed" };
        let case = finding.case.to_string().replace("mx/observatorio-demo/", "");
        let because: Vec<&str> = finding.because.iter().map(|because| because.fact).collect();
        let (rule, severity, says) = (&finding.rule, finding.severity.code(), finding.says.code());
        writeln!(told, "{rule} {severity} {says} {case} ({basis}: {})", because.join(", ")).unwrap();
    }
    expect_test::expect_file!["founding.txt"].assert_eq(&told);
}

#[test]
fn no_breach_rests_on_claims_alone() {
    let (_, found) = findings();
    let alone: Vec<String> = found
        .iter()
        .filter(|finding| finding.severity.code() == "breach" && finding.claimed)
        .map(|finding| format!("{} {}", finding.rule, finding.case))
        .collect();
    assert!(alone.is_empty(), "these say that the law is broken because others say so: {alone:#?}");
}

#[test]
fn every_finding_says_why_in_both_languages() {
    let (law, found) = findings();
    assert!(found.len() > 50, "{}", found.len());
    for finding in &found {
        let rule = law.latest(&finding.book).unwrap().rule(&finding.rule).unwrap();
        for said in [&rule.title, &rule.requires, &rule.settles] {
            assert!(!said.es.is_empty() && !said.en.is_empty(), "{}", finding.rule);
        }
        assert!(!finding.because.is_empty(), "{} {} names no fact", finding.rule, finding.case);
        for because in &finding.because {
            let known = because.fact == "due" || because.declared(finding.case.kind()).is_some();
            assert!(known, "{} names the fact {} that is none", finding.rule, because.fact);
        }
    }
}
