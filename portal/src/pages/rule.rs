//! One rule: what it requires and why it matters in plain words, its versions with the law behind each, its policy and
//! its examples as they stand in the rulebook, what it finds.

use askama::Template;
use register::lang::Lang;
use rulebook::{
    book::Rulebook,
    calendar::Unit,
    example::{Example, Shows},
    law::Law,
    law_list::Read,
    page::Rule,
    parameter::Parameter,
    version::{Status, Version},
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    card::{Badge, SourceLine},
    error::PageError,
    frame::Frame,
    link::Cell,
    prose::Prose,
    rules::{self, Number, counts_of, numbers, rule_json},
    text::{self, Arg},
    told::{books_of, rule_title, segment},
    twins::csv,
    visit::{Desk, Format},
    words,
};
use crate::index::FindingsQuery;

/// The page of a rule.
#[derive(Debug, Template)]
#[template(path = "rule.html", whitespace = "minimize")]
struct RulePage {
    frame: Frame,
    book: String,
    severity: Badge,
    /// How the version in force today is founded, or that there is none.
    standing: Badge,
    unverified: bool,
    kind: String,
    answers: String,
    numbers: Vec<Number>,
    requires: Prose,
    matters: Prose,
    settles: Prose,
    sources: Vec<SourceLine>,
    versions: Vec<VersionView>,
    policies: Vec<(String, String)>,
    examples: Vec<ExampleView>,
    file: String,
}

/// One version.
#[derive(Debug)]
struct VersionView {
    from: Option<Cell>,
    to: Option<Cell>,
    status: Badge,
    cites: Vec<CiteView>,
    bodies: String,
    parameters: Vec<(String, String)>,
    due: Option<String>,
    policy: String,
}

/// One law that a version cites.
#[derive(Debug)]
pub(super) struct CiteView {
    pub(super) law: String,
    pub(super) article: String,
    pub(super) url: Option<String>,
    pub(super) published: String,
    pub(super) read: String,
}

/// One example.
#[derive(Debug)]
struct ExampleView {
    shows: Badge,
    tells: Prose,
    lang: Option<&'static str>,
    source: String,
}

/// Makes the page of a rule or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let law = &desk.law;
    let (book, rule) = asked(desk, law).ok_or(PageError::NotFound)?;
    let counts = desk.reading.rule_counts(desk.today)?;
    match desk.visit.format {
        Format::Html => {
            let counts = counts_of(&counts, &book.name, &rule.code);
            let query = FindingsQuery {
                book: Some(book.name.clone()),
                rule: Some(rule.code.clone()),
                ..FindingsQuery::default()
            };
            Made::page(&RulePage::new(desk, book, rule, numbers(desk, &counts, &query)))
        }
        Format::Csv => Ok(Made::csv(versions_csv(rule))),
        Format::Json => {
            let mut value = rule_json(&book.name, rule, &counts);
            value["versions"] = rule.versions.iter().map(version_json).collect();
            value["requires"] = json!({ "es": rule.requires.es, "en": rule.requires.en });
            value["matters"] = json!({ "es": rule.matters.es, "en": rule.matters.en });
            value["settles"] = json!({ "es": rule.settles.es, "en": rule.settles.en });
            Made::json(&value)
        }
    }
}

/// The rule of an address: the rulebook adopted last has the word, then those before it.
fn asked<'l>(desk: &Desk<'_>, law: &'l Law) -> Option<(&'l Rulebook, &'l Rule)> {
    let (book, code) = desk.visit.rest("/rules/").split_once('/')?;
    let name = rules::names(law).into_iter().find(|name| segment(name) == book)?;
    let latest = law.latest(name).map(|book| &**book);
    let mut books = latest.into_iter().chain(books_of(law, name));
    books.find_map(|book| Some((book, book.rules.iter().find(|rule| segment(&rule.code) == code)?)))
}

/// How well a version is founded.
pub(super) fn status(status: Status, lang: Lang) -> Badge {
    let (class, shape, key) = match status {
        Status::Verified => ("good", "✓", "status-verified"),
        Status::Unverified => ("claimed", "?", "status-unverified"),
        Status::Design => ("weak", "◇", "status-design"),
    };
    Badge { class, shape, words: text::get(lang, key) }
}

impl RulePage {
    fn new(desk: &Desk<'_>, book: &Rulebook, rule: &Rule, numbers: Vec<Number>) -> RulePage {
        let (lang, today) = (desk.visit.lang, desk.today);
        let now = rule.versions.iter().find(|version| version.in_force(today));
        let none = Badge { class: "nothing", shape: "○", words: text::get(lang, "says-no-rule") };
        let feed =
            FindingsQuery { book: Some(book.name.clone()), rule: Some(rule.code.clone()), ..FindingsQuery::default() };
        let feed = |ending: &str| desk.visit.href(&super::asked::address(ending, &feed, 0));
        RulePage {
            frame: Frame::with_twins(desk, rule_title(rule, lang), vec![rules::crumb(desk)]).feeding(feed),
            book: format!("{} · {}", book.title.in_(lang), book.version),
            severity: Badge::severity(rule.severity.code(), false, lang),
            standing: now.map_or(none, |version| status(version.status, lang)),
            unverified: now.is_some_and(|version| version.status == Status::Unverified),
            kind: words::small(rule.kind.words(), lang),
            answers: rule.answers.join(", "),
            numbers,
            requires: Prose::of(rule.requires.in_(lang), 2),
            matters: Prose::of(rule.matters.in_(lang), 2),
            settles: Prose::of(rule.settles.in_(lang), 2),
            sources: rule.sources.iter().map(|source| source_line(source, lang)).collect(),
            versions: rule.versions.iter().rev().map(|version| VersionView::new(book, version, lang)).collect(),
            policies: rule.policies.clone(),
            examples: rule.examples.iter().map(|example| ExampleView::new(example, lang)).collect(),
            file: rule.file.clone(),
        }
    }
}

fn source_line(source: &rulebook::page::Source, lang: Lang) -> SourceLine {
    SourceLine {
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        published: source.published.as_ref().map(|date| words::published(date, lang)),
        url: source.url.clone().filter(|url| leads_out(url)),
        part: None,
    }
}

fn leads_out(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

impl CiteView {
    /// The laws that a version cites.
    pub(super) fn all(book: &Rulebook, version: &Version, lang: Lang) -> Vec<CiteView> {
        let view = |cite: &rulebook::version::Cite| {
            let law = book.laws.law(&cite.law);
            let read = law.map(|law| match law.read {
                Read::Yes => "read-yes",
                Read::Partly => "read-partly",
                Read::No => "read-no",
            });
            let url = cite.url.clone().or_else(|| law.and_then(|law| law.url.clone()));
            CiteView {
                law: law.map_or_else(|| cite.law.clone(), |law| law.title.in_(lang).to_owned()),
                article: cite.article.clone().unwrap_or_default(),
                url: url.filter(|url| leads_out(url)),
                published: law.and_then(|law| law.published.clone()).unwrap_or_default(),
                read: read.map(|key| text::get(lang, key)).unwrap_or_default(),
            }
        };
        version.cites.iter().map(view).collect()
    }
}

impl VersionView {
    fn new(book: &Rulebook, version: &Version, lang: Lang) -> VersionView {
        VersionView {
            from: version.from.map(|from| words::day_cell(from.days(), lang)),
            to: version.to.map(|to| words::day_cell(to.days(), lang)),
            status: status(version.status, lang),
            cites: CiteView::all(book, version, lang),
            bodies: version.bodies.join(", "),
            parameters: version.parameters.iter().map(|(name, value)| (name.clone(), shown(value, lang))).collect(),
            due: due(version, lang),
            policy: version.policy.clone(),
        }
    }
}

fn shown(value: &Parameter, lang: Lang) -> String {
    match value {
        Parameter::Long(number) => number.to_string(),
        Parameter::Text(text) | Parameter::Span(text) => text.clone(),
        Parameter::Day(day) => words::dated(day, lang).unwrap_or_else(|| day.clone()),
        Parameter::Set(texts) => texts.join(", "),
    }
}

/// How the deadline is counted.
fn due(version: &Version, lang: Lang) -> Option<String> {
    let due = version.due?;
    let key = match due.unit {
        Unit::Days => "due-days",
        Unit::WorkingDays => "due-working-days",
        Unit::Months => "due-months",
        Unit::Hours => "due-hours",
    };
    Some(text::with(lang, key, &[("n", Arg::Count(due.count.unsigned_abs()))]))
}

impl ExampleView {
    fn new(example: &Example, lang: Lang) -> ExampleView {
        let (class, shape, key) = match example.shows {
            Shows::Breaks => ("missing", "✕", "example-breaks"),
            Shows::Keeps => ("good", "✓", "example-keeps"),
            Shows::CannotBeJudged => ("weak", "?", "example-unknown"),
        };
        ExampleView {
            shows: Badge { class, shape, words: text::get(lang, key) },
            tells: Prose::of(&example.tells, 3),
            // Examples are told once, in English.
            lang: (lang == Lang::Es).then_some("en"),
            source: example.source.clone(),
        }
    }
}

fn status_code(status: Status) -> &'static str {
    match status {
        Status::Verified => "verified",
        Status::Unverified => "unverified",
        Status::Design => "design",
    }
}

fn version_json(version: &Version) -> Value {
    let cites = version.cites.iter().map(|cite| json!({ "law": cite.law, "article": cite.article, "url": cite.url }));
    json!({
        "from": version.from.map(|day| day.to_string()), "to": version.to.map(|day| day.to_string()),
        "status": status_code(version.status), "cites": cites.collect::<Vec<_>>(), "bodies": version.bodies,
        "policy": version.policy,
    })
}

fn versions_csv(rule: &Rule) -> String {
    let day = |day: Option<register::time::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let row = |version: &Version| {
        let cites: Vec<String> = version
            .cites
            .iter()
            .map(|cite| format!("{} {}", cite.law, cite.article.as_deref().unwrap_or_default()).trim().to_owned())
            .collect();
        vec![
            rule.code.clone(),
            day(version.from),
            day(version.to),
            status_code(version.status).to_owned(),
            cites.join(" ; "),
            version.bodies.join(" ; "),
        ]
    };
    csv(&["rule", "from", "to", "status", "cites", "bodies"], rule.versions.iter().map(row))
}
