//! The rules: which rulebooks were adopted, by whom, for which days, with which files; every rule with what it finds.

use std::collections::BTreeSet;

use askama::Template;
use register::{Content, codelist::RegulationAction, lang::Lang};
use rulebook::{
    finding::Says,
    law::{Adoption, Law},
    page::Rule,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    asked::address,
    card::Badge,
    error::PageError,
    finding_twins as twins,
    findings::{MissingBook, missing},
    frame::Frame,
    link::{Cell, Link, Links, entry_href},
    text,
    told::{rule_href, rule_title},
    twins::csv,
    visit::{Desk, Format},
    words,
};
use crate::index::{BookCounts, FindingsQuery, RuleCounts};

/// The page of the rules.
#[derive(Debug, Template)]
#[template(path = "rules.html", whitespace = "minimize")]
struct Rules {
    frame: Frame,
    missing: Vec<MissingBook>,
    regulations: Vec<RegulationRow>,
    books: Vec<BookView>,
    /// The address of the drafts.
    drafts: String,
}

/// One regulation.
#[derive(Debug)]
struct RegulationRow {
    action: String,
    book: String,
    version: String,
    by: Cell,
    from: Cell,
    to: Option<Cell>,
    /// Digest, short and whole; whether its bundle is at hand.
    digest: Option<(String, String, bool)>,
    entry: String,
    entry_href: String,
}

/// One rulebook with its rules.
#[derive(Debug)]
struct BookView {
    id: String,
    title: String,
    version: String,
    summary: String,
    bodies: String,
    count: String,
    rules: Vec<RuleRow>,
}

/// One rule with what it finds, each number with the list behind it.
#[derive(Debug)]
pub(super) struct RuleRow {
    pub(super) link: Link,
    pub(super) severity: Badge,
    pub(super) numbers: Vec<Number>,
    weight: (bool, u64, u64),
}

/// One number of a rule.
#[derive(Debug)]
pub(super) struct Number {
    pub(super) label: String,
    pub(super) number: String,
    pub(super) href: Option<String>,
}

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let law = &desk.law;
    let counts = desk.reading.rule_counts(desk.today)?;
    match desk.visit.format {
        Format::Html => page(desk, law, &counts),
        Format::Csv => Ok(Made::csv(rules_csv(law, &counts))),
        Format::Json => Made::json(&rules_json(law, &counts, desk.today)),
    }
}

fn page(desk: &Desk<'_>, law: &Law, counts: &[BookCounts]) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let regulations = law.adoptions().iter().rev().map(|adoption| RegulationRow::new(desk, law, adoption));
    let view = |name: &str| {
        let book = law.latest(name).or_else(|| law.books().into_iter().rev().find(|book| book.name == name))?;
        Some(BookView {
            id: book.name.clone(),
            title: book.title.in_(lang).to_owned(),
            version: book.version.clone(),
            summary: book.summary.in_(lang).to_owned(),
            bodies: book.bodies.join(", "),
            count: text::count(lang, "n-rules", book.rules.len() as u64),
            rules: book
                .rules
                .iter()
                .map(|rule| RuleRow::new(desk, &book.name, rule, &counts_of(counts, &book.name, &rule.code)))
                .collect(),
        })
    };
    Made::page(&Rules {
        frame: Frame::with_twins(desk, text::get(lang, "nav-rules"), Vec::new()),
        missing: missing(law, lang),
        regulations: regulations.collect::<Result<_, _>>()?,
        books: names(law).into_iter().filter_map(view).collect(),
        drafts: desk.visit.href("/drafts"),
    })
}

/// The rulebooks at hand, by name.
pub(super) fn names(law: &Law) -> BTreeSet<&str> {
    law.books().into_iter().map(|book| book.name.as_str()).collect()
}

/// What a rule finds.
pub(super) fn counts_of(counts: &[BookCounts], book: &str, rule: &str) -> RuleCounts {
    counts
        .iter()
        .find(|known| known.book == book && known.rule == rule)
        .map(|known| known.counts.clone())
        .unwrap_or_default()
}

impl RegulationRow {
    fn new(desk: &Desk<'_>, law: &Law, adoption: &Adoption) -> Result<RegulationRow, PageError> {
        let lang = desk.visit.lang;
        let filings = desk.reading.filings(&[adoption.entry])?;
        let names = desk.reading.names(&filings)?;
        let by = filings.iter().find_map(|logged| match &logged.filing.content {
            Content::Regulation(filed) => Some(Links { lang, names: &names }.body(&filed.adopted_by)),
            _ => None,
        });
        let gone = law.missing().any(|missing| missing.entry == adoption.entry);
        let digest = adoption.digest.as_ref();
        Ok(RegulationRow {
            action: adoption.action.words().in_(lang).to_owned(),
            book: adoption.rulebook.clone(),
            version: adoption.version.clone(),
            by: by.unwrap_or_else(|| Cell::text("–")),
            from: words::day_cell(adoption.from, lang),
            to: adoption.to.map(|to| words::day_cell(to, lang)),
            digest: digest.map(|digest| {
                let ends = adoption.action == RegulationAction::End;
                (
                    words::short_hash(digest),
                    digest.clone(),
                    !gone && !ends && desk.site.public.join("blobs/sha256").join(digest).exists(),
                )
            }),
            entry: words::number(adoption.entry, lang),
            entry_href: entry_href(adoption.entry, lang),
        })
    }
}

impl RuleRow {
    /// A rule of a rulebook.
    pub(super) fn new(desk: &Desk<'_>, book: &str, rule: &Rule, counts: &RuleCounts) -> RuleRow {
        let lang = desk.visit.lang;
        let query =
            FindingsQuery { book: Some(book.to_owned()), rule: Some(rule.code.clone()), ..FindingsQuery::default() };
        RuleRow {
            link: Link { href: rule_href(book, &rule.code, lang), words: rule_title(rule, lang) },
            severity: Badge::gravity(rule.severity.code(), lang),
            numbers: numbers(desk, counts, &query),
            weight: (rule.severity.code() == "breach", counts.broken, counts.unknown),
        }
    }

    /// The rules that are broken or not known most, breaches first.
    pub(super) fn gravest(desk: &Desk<'_>, law: &Law, most: usize) -> Result<Vec<RuleRow>, PageError> {
        let counts = desk.reading.rule_counts(desk.today)?;
        let mut rows: Vec<RuleRow> = Vec::new();
        for book in names(law).into_iter().filter_map(|name| law.latest(name)) {
            let of = |rule: &Rule| RuleRow::new(desk, &book.name, rule, &counts_of(&counts, &book.name, &rule.code));
            rows.extend(book.rules.iter().map(of).filter(|row| row.weight.1 + row.weight.2 > 0));
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.weight.1 > 0, row.weight)));
        rows.truncate(most);
        Ok(rows)
    }
}

/// What a rule finds, with the lists behind the numbers.
pub(super) fn numbers(desk: &Desk<'_>, counts: &RuleCounts, query: &FindingsQuery) -> Vec<Number> {
    let lang = desk.visit.lang;
    let list = |query: FindingsQuery| Some(desk.visit.href(&address("", &query, 0)));
    let says = |says: Says| list(FindingsQuery { says: Some(says), ..query.clone() });
    let number = |key: &str, n: u64, href: Option<String>| Number {
        label: text::get(lang, key),
        number: words::number(n, lang),
        href: href.filter(|_| n > 0),
    };
    vec![
        number("n-broken", counts.broken, list(query.clone())),
        number("n-claimed", counts.claimed, list(FindingsQuery { claimed: Some(true), ..query.clone() })),
        number("n-unknown", counts.unknown, says(Says::Unknown)),
        number("n-kept", counts.kept, None),
        number("n-running", counts.running, None),
        number("n-no-rule", counts.no_rule, says(Says::NoRule)),
        number("n-faults", counts.faults, says(Says::Fault)),
    ]
}

fn rules_csv(law: &Law, counts: &[BookCounts]) -> String {
    let rows = names(law).into_iter().filter_map(|name| law.latest(name)).flat_map(|book| {
        book.rules.iter().map(move |rule| {
            let of = counts_of(counts, &book.name, &rule.code);
            let numbers = [of.broken, of.claimed, of.unknown, of.kept, of.running, of.no_rule];
            let words = [&book.name, &rule.code, &rule.title.es, &rule.title.en].map(String::clone);
            let mut row = words.to_vec();
            row.push(rule.severity.code().to_owned());
            row.extend(numbers.map(|number| number.to_string()));
            row
        })
    });
    csv(&twins::RULE, rows)
}

fn rules_json(law: &Law, counts: &[BookCounts], today: i64) -> Value {
    let regulation = |adoption: &Adoption| {
        json!({
            "entry": adoption.entry, "filing": adoption.filing.as_ref().map(|id| id.as_str()),
            "action": adoption.action.code(), "book": adoption.rulebook, "version": adoption.version,
            "digest": adoption.digest, "from": words::iso(adoption.from), "to": adoption.to.map(words::iso),
        })
    };
    let rules = names(law)
        .into_iter()
        .filter_map(|name| law.latest(name))
        .flat_map(|book| book.rules.iter().map(move |rule| rule_json(&book.name, rule, counts)));
    json!({
        "day": words::iso(today), "missing": twins::missing(law),
        "regulations": law.adoptions().iter().map(regulation).collect::<Vec<_>>(),
        "rules": rules.collect::<Vec<_>>(),
    })
}

/// A rule with what it finds.
pub(super) fn rule_json(book: &str, rule: &Rule, counts: &[BookCounts]) -> Value {
    let counts =
        BookCounts { book: book.to_owned(), rule: rule.code.clone(), counts: counts_of(counts, book, &rule.code) };
    json!({
        "book": book, "rule": rule.code, "title": { "es": rule.title.es, "en": rule.title.en },
        "severity": rule.severity.code(), "kind": rule.kind.code(), "counts": twins::counts_json(&counts),
    })
}

/// Where a rule's regulation is told, for pages below this one.
pub(super) fn crumb(desk: &Desk<'_>) -> Link {
    let lang: Lang = desk.visit.lang;
    Link { href: desk.visit.href("/rules"), words: text::get(lang, "nav-rules") }
}
