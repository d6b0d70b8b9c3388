//! Rulebooks: which version is in force for whom, gaps, and how laws are named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use common::{PAGE, files, load, rule};
use expect_test::expect;
use register::time::Date;
use rulebook::{
    book::{InForce, Rulebook},
    parameter::Parameter,
};

const VERSION: &str = "[[version]]\nfrom = 2016-06-18\nstatus = \"verified\"\ncites = [{ law = \"CNPP\", article = \"291\" }]\nparameters = { max_hours = \"6h\" }";

/// The small rulebook with versions of these dates and bodies.
fn with_versions(lines: &[&str]) -> Rulebook {
    let mut files = files();
    let one = |lines: &&str| VERSION.replace("from = 2016-06-18", lines);
    let versions = lines.iter().map(one).collect::<Vec<_>>().join("\n\n");
    let page = files[PAGE].replace(VERSION, &versions);
    files.insert(PAGE.into(), page);
    load(&files)
}

fn told(book: &Rulebook, body: Option<&str>, day: &str) -> String {
    let rule = rule(book);
    match book.version_on(rule, body, Date::parse(day).unwrap().days()) {
        InForce::Version(version) => version.from.map_or("from ever".into(), |from| format!("from {from}")),
        InForce::NotYet => "not yet".into(),
        InForce::None => "none".into(),
        InForce::OtherBodies => "other bodies".into(),
    }
}

#[test]
fn an_event_is_judged_by_the_version_of_its_day() {
    let book = with_versions(&["from = 2020-01-01\nto = 2020-12-31", "from = 2021-06-01\nto = 2022-01-01"]);
    let on = |day: &str| told(&book, Some("mx/fgr"), day);
    assert_eq!(on("2019-12-31"), "not yet");
    assert_eq!(on("2020-01-01"), "from 2020-01-01");
    assert_eq!(on("2020-12-31"), "from 2020-01-01");
    assert_eq!(on("2021-01-01"), "none");
    assert_eq!(on("2021-06-01"), "from 2021-06-01");
    assert_eq!(on("2022-01-02"), "none");
    let day = |text: &str| Date::parse(text).unwrap().days();
    assert_eq!(rule(&book).gaps(), [(day("2021-01-01"), day("2021-05-31"))]);
    assert_eq!(told(&book, Some("us-ca/oakland"), "2020-05-05"), "other bodies");
    assert_eq!(told(&book, None, "2020-05-05"), "from 2020-01-01");
}

#[test]
fn a_version_may_be_for_some_bodies() {
    let book = with_versions(&["bodies = [\"mx-nl/*\"]", "from = 2021-06-01\nbodies = [\"mx/fgr*\"]"]);
    assert_eq!(told(&book, Some("mx-nl/fiscalia"), "1999-01-01"), "from ever");
    assert_eq!(told(&book, Some("mx/fgr-seido"), "2021-05-31"), "not yet");
    assert_eq!(told(&book, Some("mx/fgr"), "2021-06-01"), "from 2021-06-01");
    assert_eq!(told(&book, Some("mx/sedena"), "2021-06-01"), "other bodies");
    assert!(rule(&book).gaps().is_empty());
}

#[test]
fn a_page_becomes_a_rule() {
    let book = load(&files());
    let rule = rule(&book);
    let version = &rule.versions[0];
    assert_eq!(
        (rule.book.as_str(), rule.code.as_str(), rule.name.as_str()),
        ("mx-test", "MX-07", "plazo-para-decidir")
    );
    assert_eq!((rule.title.es.as_str(), rule.title.en.as_str()), ("Plazo para decidir", "Time to decide"));
    assert_eq!(
        (rule.requires.es.as_str(), rule.settles.en.as_str()),
        ("Decidir en seis horas.", "The hour of the decision.")
    );
    assert_eq!(version.parameters, [("max_hours".to_owned(), Parameter::Span("6h".into()))]);
    assert_eq!(rule.examples[0].tells, "Decided after nine hours.");
    assert!(!version.asks_day());
    let names: Vec<String> = version.reads().iter().map(|fact| fact.name(rule.kind)).collect();
    assert_eq!(names, ["resource.measure", "resource.laws", "resource.asked_at", "resource.decided_at"]);
    expect![[r#"forbid(principal, action == Action::"order", resource) when { (resource.measure == "interception") && resource.laws.contains("CNPP") } when { (resource has asked_at) && (resource has decided_at) && (resource.decided_at.durationSince(resource.asked_at) > duration("6h")) };"#]].assert_eq(&version.cedar().to_string());
}

#[test]
fn a_law_is_known_by_the_longest_name_that_a_text_begins_with() {
    let book = load(&files());
    let code = |name: &str| book.laws.code_of(name);
    assert_eq!(code("Código  Nacional de PROCEDIMIENTOS Penales, art. 291"), Some("CNPP"));
    assert_eq!(code("Código Nacional"), Some("CN"));
    assert_eq!(code("CNPP"), Some("CNPP"));
    assert_eq!(code("CNPPX"), None);
    assert_eq!(code("Ley de Amparo"), None);
}
