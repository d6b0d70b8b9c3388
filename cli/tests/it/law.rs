//! `veedor law` where no register is needed: checking, new pages, facts, comparing.

use expect_test::expect;

use crate::{
    law_pages::{CARD, decided, longest},
    shell::Shell,
};

#[test]
fn a_good_rulebook_is_counted_and_its_gaps_are_told() {
    let shell = Shell::new();
    let ended = longest(6).replace("from = 2016-06-18\n", "from = 2016-06-18\nto = 2025-07-16\n");
    shell.rulebook(
        "law/mx-test",
        &[("rulebook.toml", CARD), ("MX-07-plazo.md", &decided(6)), ("MX-08-duracion.md", &ended)],
    );
    expect![[""]].assert_eq(&shell.run("law check law"));
    expect![[""]].assert_eq(&shell.english("law check law/mx-test --json"));
}

#[test]
fn every_fault_is_told_at_once_with_file_line_and_heading() {
    let shell = Shell::new();
    let good = longest(6);
    let wrong_type = good.replace("chain_months > context.max_months", "chain_months > context.max_months == 3");
    let unknown_fact = good.replace("MX-08", "MX-09").replace("resource.live", "resource.alive");
    let version = "[[version]]\nfrom = 2020-01-01\nstatus = \"verified\"\ncites = [{ law = \"CNPP\" }]\n";
    let overlap = good.replace("MX-08", "MX-10").replacen(
        "[[version]]",
        &format!("{version}parameters = {{ max_months = 3 }}\n\n[[version]]"),
        1,
    );
    let one_language = good.replace("MX-08 Duración máxima · Longest term", "MX-11 Duración máxima");
    let no_source = good.replace("MX-08", "MX-12").replace("law = \"CNPP\"", "law = \"CPF\"");
    let does_not = good.replace("MX-08", "MX-13").replace("to = 2024-12-31", "to = 2024-02-28");
    shell.rulebook(
        "book",
        &[
            ("rulebook.toml", CARD),
            ("MX-08-tipo.md", &wrong_type),
            ("MX-09-hecho.md", &unknown_fact),
            ("MX-10-versiones.md", &overlap),
            ("MX-11-idioma.md", &one_language),
            ("MX-12-fuente.md", &no_source),
            ("MX-13-ejemplo.md", &does_not),
        ],
    );
    expect![[""]].assert_eq(&shell.english("law check book"));
    expect![[""]].assert_eq(&shell.run("law check book"));
}

#[test]
fn what_cannot_be_read_ends_with_3() {
    let shell = Shell::new();
    shell.rulebook("book", &[("rulebook.toml", CARD)]);
    shell.write("book/MX-01-x.md", [0xff, 0xfe]);
    std::fs::create_dir(shell.path("empty")).unwrap();
    expect![[""]].assert_eq(&["book", "empty", "none"].map(|dir| shell.english(&format!("law check {dir}"))).concat());
}

/// The steps of law/README.md: new, filled in, checked.
#[test]
fn from_an_empty_file_to_a_rule_that_runs() {
    let shell = Shell::new();
    expect![[""]].assert_eq(&shell.english("law new mx-test MX-99 plazo-de-respuesta"));
    shell.rulebook("law/mx-test", &[("rulebook.toml", CARD)]);
    expect![[""]].assert_eq(&shell.run("law new mx-test MX-99 plazo-de-respuesta"));
    expect![[""]].assert_eq(&shell.read("law/mx-test/MX-99-plazo-de-respuesta.md"));
    let told = ["mx-test MX-99 otra", "mx-test mx99 otra", "mx-test MX-98 Otra", "mx-test MX-98 otra --kind orden"];
    expect![[""]].assert_eq(&told.map(|line| shell.english(&format!("law new {line}"))).concat());
    expect![[""]].assert_eq(&shell.english("law check law"));
    let page = shell.read("law/mx-test/MX-99-plazo-de-respuesta.md");
    shell.write("law/mx-test/MX-99-plazo-de-respuesta.md", filled(&page));
    expect![[""]].assert_eq(&shell.english("law check law"));
}

/// The page filled in from top to bottom, as its faults ask.
fn filled(page: &str) -> String {
    let headings = [
        "¿Qué exige?",
        "What it requires",
        "¿Por qué importa?",
        "Why it matters",
        "¿Qué lo aclararía?",
        "What would settle it",
    ];
    let told = headings.iter().fold(page.to_owned(), |page, heading| {
        page.replacen(&format!("## {heading}\n"), &format!("## {heading}\n\nSe avisa en treinta días.\n"), 1)
    });
    let told = told
        .replace("Plazo de respuesta ·", "Plazo de respuesta · Time to answer")
        .replace("status = \"\"      ", "status = \"design\"")
        .replace("measure = \"\"", "measure = \"interception\"")
        .replace("outcome = \"\"", "outcome = \"granted\"");
    let (breaks, rest) = told.split_once("### Keeps it").unwrap();
    let (keeps, last) = rest.split_once("### Cannot be judged").unwrap();
    let keeps = keeps.replace("at = 2024-12-01", "at = 2024-02-11");
    let last = last.replace("field = \"\"", "field = \"decided_at\"");
    format!("{breaks}### Keeps it{keeps}### Cannot be judged{last}")
}

#[test]
fn facts_are_listed_in_the_language_of_the_reader() {
    let shell = Shell::new();
    expect![[""]].assert_eq(&shell.run("law facts withholding"));
    expect![[""]].assert_eq(&shell.english("law facts witholding"));
}

#[test]
fn comparing_proves_or_shows_a_case() {
    let shell = Shell::new();
    shell.both_rules("six", "1", 6);
    shell.both_rules("nine", "2", 9);
    expect![[""]].assert_eq(&shell.english("law compare six nine --on 2026-01-01"));
    let reworded = longest(6).replace(
        "when { resource has chain_months && resource.chain_months > context.max_months }",
        "unless { !(resource has chain_months) || resource.chain_months <= context.max_months }",
    );
    let card = CARD.replace("version = \"1\"", "version = \"3\"");
    shell.rulebook(
        "reworded",
        &[("rulebook.toml", &card), ("MX-07-plazo.md", &decided(6)), ("MX-08-duracion.md", &reworded)],
    );
    let equal = shell.english("law compare six reworded --on 2026-01-01");
    assert!(equal.contains("MX-08: equal, proved for every case") && equal.ends_with("exit 0\n"), "{equal}");
    let fewer =
        CARD.replace("bodies = [\"mx/*\"]", "bodies = [\"mx/fgr\"]").replace("version = \"1\"", "version = \"4\"");
    shell.rulebook("fewer", &[("rulebook.toml", &fewer), ("MX-08-duracion.md", &longest(6))]);
    expect![[""]].assert_eq(&shell.run("law compare six fewer --on 2026-01-01"));
}

#[test]
fn comparing_says_what_it_lacks() {
    let shell = Shell::new();
    shell.both_rules("six", "1", 6);
    shell.both_rules("nine", "2", 9);
    let told = ["six nine --solver ./no-such-solver", "six nowhere", "in-force in-force"];
    expect![[""]].assert_eq(&told.map(|line| shell.english(&format!("law compare {line}"))).concat());
}
