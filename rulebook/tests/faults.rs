//! Every fault, brought about by one wrong thing in a right page, and what is said about it in both languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::BTreeMap;

use common::{
    PAGE, files,
    policies::{CONDITIONS, POLICIES},
};
use expect_test::expect_file;
use rulebook::{
    book::Rulebook,
    fault::{Fault, Reason},
    review::review,
};

type Files = BTreeMap<String, String>;

/// The files with one text of one file exchanged for another.
fn change(file: &str, from: &str, to: &str) -> Files {
    let mut files = files();
    let text = &files[file];
    assert!(text.contains(from), "`{from}` is not in {file}");
    let text = text.replacen(from, to, 1);
    files.insert(file.into(), text);
    files
}

fn page(from: &str, to: &str) -> Files {
    change(PAGE, from, to)
}

fn book(from: &str, to: &str) -> Files {
    change("rulebook.toml", from, to)
}

/// The condition of the policy exchanged for another.
fn condition(to: &str) -> Files {
    common::with_condition(to)
}

fn with(name: &str, text: &str) -> Files {
    let mut files = files();
    files.insert(name.into(), text.into());
    files
}

fn faults(files: &Files) -> Vec<Fault> {
    review(files, || {}).faults
}

const CARD_VERSION: &str = "parameters = { max_hours = \"6h\" }";
const VERSION: &str = "[[version]]\nfrom = 2016-06-18\nstatus = \"verified\"\ncites = [{ law = \"CNPP\", article = \"291\" }]\nparameters = { max_hours = \"6h\" }";
const FENCE: &str = "```cedar\n";
const HEAD: &str = "(principal, action == Action::\"order\", resource)";

fn wrong_cards() -> Vec<Files> {
    let mut no_book = files();
    no_book.remove("rulebook.toml");
    let suspended = "suspensions = [";
    let again = "suspensions = [\n  { from = 2025-06-01, to = 2025-07-01, says = { es = \"x\", en = \"x\" }, source = \"x\", status = \"verified\" },";
    vec![
        no_book,
        with("notes.txt", "x"),
        with("MX-07-otra.md", "x"),
        book("code = \"CN\"", "code = \"CNPP\""),
        book("\"cnpp\"", "\"C.N.P.P.\""),
        book("\"mx/*\"", "\"México\""),
        book("UA = 15, PT = 9", "ua = 15, PT = 0"),
        book("summary = { es = \"Una regla.\", en = \"One rule.\" }", "summary = { es = \"Una regla.\" }"),
        book("version = \"2026.1\"", ""),
        book("name = \"mx-test\"", "name = \"\""),
        book("published = \"DOF 2014-03-05\"", "published = \"\""),
        book("read = \"no\"", "read = \"not\""),
        book("version = \"2026.1\"", "version = 2026.1"),
        book("published = \"DOF 2014-03-05\"", "publisher = \"DOF\""),
        book("title = {", "title = "),
        book("day = \"05-01\"", "day = \"1 de mayo\""),
        book("to = 2025-06-19", "to = 2025-01-19"),
        book(suspended, again),
        book("published = \"DOF 2014-03-05\"\nread = \"partly\"", "read = \"partly\""),
        book("read = \"partly\"", "url = \"www.diputados.gob.mx\"\nread = \"partly\""),
        book("published = \"DOF 2014-03-05\"\nread = \"partly\"", "read = \"no\""),
    ]
}

/// Cards that are no TOML, each by another slip of the hand.
const NO_TOML: &[(&str, &str)] = &[
    ("\"breach\"", "breach"),
    ("\"breach\"", "“breach”"),
    ("\"breach\"", "\"breach"),
    ("\"breach\"", ""),
    ("\"breach\"", "\"a\\b\""),
    ("severity =", "severity"),
    ("severity =", "gravedad de la regla ="),
    ("severity =", "severity = \"flag\"\nseverity ="),
    ("severity = \"breach\"", "severity = \"breach\" o \"flag\""),
    ("[[version]]", "[[version]"),
    ("[\"UA-7\"]", "[\"UA-7\", , \"UA-8\"]"),
    ("[\"UA-7\"]", "[\"UA-7\" \"UA-8\"]"),
    ("[\"UA-7\"]", "[\"UA-7\""),
    ("{ law = \"CNPP\", article", "{ law = \"CNPP\" article"),
    ("article = \"291\" }]\nparam", "article = \"291\" ]\nparam"),
    ("\"6h\"", "duration(\"6h\")"),
    ("\"6h\"", "6h"),
    ("\"6h\"", "06"),
    ("2016-06-18", "2016-13-18"),
    ("2016-06-18", "18/06/2016"),
    ("from = 2016-06-18", "from = 2016-06-18\nfrom.day = 3"),
];

fn wrong_pages() -> Vec<Files> {
    vec![
        page("# MX-07 Plazo para decidir · Time to decide", ""),
        page("Plazo para decidir · Time to decide", "Plazo para decidir"),
        page("# MX-07 ", "# MX-70 "),
        page("```toml\nseverity", "```text\nseverity"),
        page("## What it requires", "## What it asks"),
        page("## ¿Por qué importa?\n\nSin control a tiempo no hay control.\n\n", ""),
        page("## ¿Por qué importa?", "## Policy"),
        page("Decidir en seis horas.", ""),
        page("severity = \"breach\"", "severity = \"grave\""),
        page("answers = [\"UA-7\"]", "answers = [\"7\", \"UA-07\", \"UA-7\", \"UA-7\", \"UA-16\", \"UB-1\"]"),
        page(VERSION, ""),
        page("from = 2016-06-18", "from = 2016-06-18\nto = 2015-01-01"),
        page(VERSION, &format!("{VERSION}\n\n{}", VERSION.replace("2016", "2019"))),
        page("law = \"CNPP\", article = \"291\" }]\nparam", "law = \"CNP\" }]\nparam"),
        page("cites = [{ law = \"CNPP\", article = \"291\" }]\nparam", "param"),
        page("status = \"verified\"", "status = \"design\""),
        page("## ¿Qué exige?", "## Que exige"),
        page("### Keeps it", "### Follows it"),
        page("### Keeps it", "### keeps It"),
        page("### Cannot be judged", "### No se puede juzgar"),
        page("## Policy", "## Política"),
        page(
            "sources = [{ title = \"…\", publisher = \"…\", published = \"2024-05\", url = \"https://x.org\" }]",
            "sources = []",
        ),
        page("### Cannot be judged\n\nWhen it was decided is not known.\n\n```toml", "### Cannot be judged\n\n```"),
    ]
}

fn no_toml() -> Vec<Files> {
    NO_TOML.iter().map(|(from, to)| page(from, to)).collect()
}

fn wrong_policies() -> Vec<Files> {
    let due = |lines: &str| page(CARD_VERSION, &format!("{CARD_VERSION}\n{lines}"));
    let whole = |policy: &str| {
        let files = files();
        let old = files[PAGE].split_once(FENCE).unwrap().1.split_once("```").unwrap().0.to_owned();
        page(&old, policy)
    };
    let by_the_hour = || {
        let policy = "forbid (principal, action == Action::\"incident\", resource) when { context has due && resource.received > context.due };\n";
        let mut files = whole(policy);
        let text = files[PAGE].replace(CARD_VERSION, "due = { from = \"received\", hours = 72 }");
        files.insert(PAGE.into(), text);
        files
    };
    vec![
        by_the_hour(),
        page("max_hours = \"6h\"", "max_hours = \"6 meses\""),
        page("max_hours = \"6h\"", "max_hours = \"duration(\\\"90m\\\")\""),
        page("max_hours = \"6h\"", "max_hours = \"2 semanas\""),
        page("max_hours = \"6h\"", "max_hours = \"6h\", At = 3"),
        page("max_hours = \"6h\"", "max_hours = \"6h\", most = 3"),
        page("max_hours = \"6h\"", "max_hours = 6.5"),
        page("context.max_hours", "context.max_hour"),
        page("> context.max_hours", "> 6"),
        page("max_hours = \"6h\"", "max_hours = \"6 horas\""),
        page("max_hours = \"6h\"", "max_hours = 6"),
        page("resource has asked_at &&", "resource has asked_at &"),
        due("due = { from = \"date\", days = 15 }"),
        due("due = { from = \"measure\", days = 15, months = 1 }"),
        condition("context has due && context.at > context.due"),
        page(FENCE, "```\n"),
        due("policy = \"2025\""),
        page(FENCE, &format!("{FENCE}forbid {HEAD} when {{ resource.own }};\n```\n\n{FENCE}")),
        page(
            FENCE,
            &format!(
                "```cedar old\nforbid (principal, action == Action::\"contract\", resource) when {{ true }};\n```\n\n{FENCE}"
            ),
        ),
        page("{ resource.measure", "{ (resource.measure"),
        condition(&"(".repeat(50)),
        page(FENCE, &format!("{FENCE}forbid {HEAD} when {{ true }};\n")),
        page("forbid (", "permit ("),
        page("action == Action::\"order\"", "action"),
        page("Action::\"order\"", "Action::\"orders\""),
        page("(principal, action", "(principal == Body::\"mx/fgr\", action"),
        whole(&format!("forbid {HEAD};\n")),
        condition("resource.decided_at == resource.date"),
        condition("resource.measured == \"x\""),
        condition("resource has decided"),
        condition("[\"granded\", \"ratified\"].contains(resource.outcome)"),
        condition("resource.laws.contains(\"Codigo Nacional de Procedimientos Penales\")"),
        condition("resource.laws.containsAny([\"CNPQ\", \"CN\"])"),
        condition("resource has matter && resource.matter like \"*Secuestro*\""),
        condition("resource has matter && resource.matter == \"extorsión\""),
        condition("resource.measure like \"*ception-*\""),
        condition("principal has id && principal.id == \"MX/FGR\""),
        condition("resource.measure == 3"),
        condition("resource.measure"),
        condition("ip(\"10.0.0.1\").isLoopback()"),
        condition("[].isEmpty()"),
        condition("principal in Body::\"mx/fgr\""),
        condition("false"),
        condition("context.at.durationSince(resource.date).toDays() * 2 > 3"),
        page("when { resource.measure", "when { !(principal has nonesuch) && resource.measure"),
    ]
}

/// The first history exchanged for another.
fn history(to: &str) -> Files {
    let files = files();
    let (_, rest) = files[PAGE].split_once("Decided after nine hours.\n\n```toml\n").unwrap();
    page(rest.split_once("```").unwrap().0, to)
}

fn wrong_examples() -> Vec<Files> {
    let breaks = "### Breaks it\n\nDecided after nine hours.\n\n```toml\n";
    vec![
        page(breaks, "### Breaks it\n\n```toml\ncase = \"mx/juzgado/order/9\"\n"),
        page(breaks, "### Breaks it\n\n```toml\n[filings]\n"),
        page("form = \"order\"", "form = \"ordre\""),
        page("measure = \"interception\"\noutcome = \"granted\"", "measure = \"intercept\"\nsays = 1"),
        page(
            "measure = \"interception\"\noutcome = \"granted\"",
            "measure = \"interception\"\noutcome = \"granted\"\ntechnology = \"mx/fgr/technology/1\"",
        ),
        page(
            "measure = \"interception\"\noutcome = \"granted\"",
            "measure = \"interception\"\noutcome = \"wiretap-of-phones\"\nsubjects = 3\nsubject_classes = \"press\"",
        ),
        page(
            "measure = \"interception\"\noutcome = \"granted\"",
            "measure = \"interception\"\noutcome = \"granted\"\nunknown = [{ field = \"subjects\", reason = \"lost\" }]",
        ),
        page(
            "outcome = \"granted\"",
            "outcome = \"granted\"\nunknown = [{ field = \"persons\", reason = \"not-found\" }, { field = \"measure\", reason = \"not-found\" }]",
        ),
        page("outcome = \"granted\"", "outcome = \"granted\"\nunknown = [\"subjects\"]"),
        page(
            "when { resource has asked_at && resource has decided_at\n       && resource.decided_at.durationSince(resource.asked_at) > context.max_hours };",
            "when { resource.live && duration(\"1h\") > context.max_hours };",
        ),
        page("outcome = \"granted\"", "outcome = \"granted\"\nreceived = 2024-01-30"),
        page("outcome = \"granted\"", "outcome = \"granted\"\nreceived = \"ayer\""),
        condition("context.at > resource.date"),
        page("decided_at = 2024-02-01T17", "decided_at = 2024-02-01T09"),
        page("decided_at = 2024-02-01T09", "decided_at = 2024-02-01T19"),
        page("from = 2016-06-18", "from = 2026-06-18"),
        history(concat!(
            "[[filing]]\nform = \"body\"\nfiler = \"mx/registro\"\noccurred = 2024-01-01\nbody = \"mx/a\"\nkind = \"court\"\n",
            "succeeds = [\"mx/b\"]\n\n",
            "[[filing]]\nform = \"body\"\nfiler = \"mx/registro\"\noccurred = 2024-01-01\nbody = \"mx/b\"\nkind = \"court\"\n",
            "succeeds = [\"mx/a\"]\n",
        )),
        page("decided_at = 2024-02-01T17:00:00Z\n", ""),
        history("at = 2024-12-01\n"),
        history(
            "[[filing]]\nform = \"body\"\nfiler = \"mx/registro\"\noccurred = 2024-02-01\nbody = \"mx/juzgado\"\nkind = \"court\"\n",
        ),
    ]
}

#[test]
fn every_fault_says_what_is_wrong_and_what_to_do() {
    let mut told = String::new();
    let mut seen = Vec::new();
    for (at, files) in
        [wrong_cards(), no_toml(), wrong_pages(), wrong_policies(), wrong_examples()].concat().iter().enumerate()
    {
        let faults = faults(files);
        assert!(!faults.is_empty(), "wrong thing {at} makes no fault; the last before it:\n{told}");
        for Fault { file, line, heading, code, es, en, mild } in faults {
            told +=
                &format!("{file}:{line} ({heading}) {code}{}\n    {es}\n    {en}\n", if mild { ", mild" } else { "" });
            seen.push(code);
        }
        told += "\n";
    }
    expect_file!["faults.txt"].assert_eq(&told);
    let refused = CONDITIONS.iter().map(|text| condition(text));
    let refused = refused.chain(POLICIES.iter().map(|text| common::with_policy(text, "")));
    seen.extend(refused.flat_map(|files| faults(&files)).map(|fault| fault.code));
    // Left for what only another version of Cedar, or of the reader of TOML, may say.
    seen.extend(["invalid", "not-toml"]);
    let unseen: Vec<&&str> = Reason::CODES.iter().filter(|code| !seen.contains(code)).collect();
    assert!(unseen.is_empty(), "no test brings about {unseen:?}");
}

/// A law that no list has is known by its name.
#[test]
fn a_law_that_is_not_listed_may_be_named() {
    assert_eq!(faults(&condition("!resource.laws.contains(\"convenio de budapest\")")), []);
}

#[test]
fn a_rulebook_with_mild_faults_judges() {
    for files in [
        page("url = \"https://x.org\"", "url = \"x.org\""),
        condition("!resource.laws.contains(\"C.N.P.P.\")"),
        book("published = \"DOF 2014-03-05\"\nread = \"partly\"", "read = \"no\""),
    ] {
        let faults = faults(&files);
        assert!(faults.iter().all(|fault| fault.mild), "{faults:?}");
        assert_eq!(Rulebook::load(&files).map(|book| book.rules.len()), Ok(1));
    }
}

#[test]
fn the_page_that_is_changed_has_no_fault() {
    assert_eq!(faults(&files()), []);
}

#[test]
fn all_faults_are_told_at_once() {
    let mut files = page("severity = \"breach\"", "severity = \"grave\"");
    let text = files[PAGE].replace("context.max_hours", "context.max").replace("### Keeps it", "### Follows it");
    files.insert(PAGE.into(), text);
    let codes: Vec<&str> = faults(&files).iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["not-one-of", "parameter-unused", "parameter-unknown", "no-example", "example-heading"]);
}
