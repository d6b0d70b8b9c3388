//! The audit room: what the rules in force find, gravest first; how much in all; by body and by rule. CSV and JSON of
//! exactly this view, and a feed of it.

use std::{collections::BTreeSet, sync::Arc};

use askama::Template;
use axum::http::StatusCode;
use register::{
    id::{BodyId, Reference},
    lang::Lang,
};
use rulebook::{case::CaseKind, finding::Says, law::Law};

use super::{
    answer::Made,
    asked::{Asked, SEVERITIES, YES_NO, address},
    error::PageError,
    finding_twins as twins,
    frame::Frame,
    link::{Link, entry_href, href},
    records::{Choice, Problem},
    rules::RuleRow,
    text::{self, Arg},
    told::{FindingLine, Teller},
    visit::{Desk, Format},
    words,
};
use crate::index::{FindingsQuery, Totals, Weight};

/// Findings of a page.
const PAGE: u32 = 25;

/// Findings of a CSV or JSON file.
const FILE: u32 = 5_000;

/// Rows of the tables beside the list.
const BESIDE: u32 = 12;

/// Bodies to choose from.
const BODIES: u32 = 200;

/// The page of findings.
#[derive(Debug, Template)]
#[template(path = "findings.html", whitespace = "minimize")]
struct Findings {
    frame: Frame,
    missing: Vec<MissingBook>,
    adopted: bool,
    day: String,
    totals: Vec<Total>,
    problems: Vec<Problem>,
    selects: Vec<Select>,
    record: String,
    filtered: bool,
    count: String,
    lines: Vec<FindingLine>,
    beyond: bool,
    next: Option<String>,
    first: Option<String>,
    bodies: Vec<WeightRow>,
    rules: Vec<RuleRow>,
}

/// One number with the list behind it.
#[derive(Debug)]
pub(super) struct Total {
    pub(super) number: String,
    pub(super) says: String,
    pub(super) href: String,
    pub(super) class: &'static str,
}

/// One filter with its choices.
#[derive(Debug)]
struct Select {
    name: &'static str,
    label: String,
    any: String,
    choices: Vec<Choice>,
}

/// A rulebook that a regulation adopts and that is not at hand.
#[derive(Debug)]
pub(super) struct MissingBook {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) entry: String,
}

/// How much is broken of one body's doing.
#[derive(Debug)]
struct WeightRow {
    link: Link,
    breaches: String,
    flags: String,
    all: String,
}

/// Makes the list or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let asked = Asked::read(desk.visit);
    match desk.visit.format {
        Format::Html => page(desk, asked),
        format => file(desk, &asked, format),
    }
}

fn file(desk: &Desk<'_>, asked: &Asked, format: Format) -> Result<Made, PageError> {
    if let Some(problem) = asked.problems.first() {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let today = desk.today;
    let found = desk.reading.findings(&asked.query, today, asked.from, FILE)?;
    let names = desk.reading.names_in(&found.rows)?;
    let to = asked.from.saturating_add(found.rows.len() as u64);
    let ending = if format == Format::Json { ".json" } else { ".csv" };
    let more = !found.rows.is_empty() && to < found.total;
    let next = more.then(|| desk.visit.href(&address(ending, &asked.query, to)));
    let law = &desk.law;
    let made = match format {
        Format::Csv => Made::csv(twins::findings_csv(&found.rows, &names)),
        _ => Made::json(&twins::findings_json(&found, law, &names, today, next.as_deref()))?,
    };
    Ok(made.then(next))
}

fn page(desk: &Desk<'_>, asked: Asked) -> Result<Made, PageError> {
    let (visit, lang, query) = (desk.visit, desk.visit.lang, &asked.query);
    let (law, today) = (&desk.law, desk.today);
    let found = desk.reading.findings(query, today, asked.from, PAGE)?;
    let names = desk.reading.names_in(&found.rows)?;
    let teller = Teller { lang, law, names: &names, today };
    let to = asked.from.saturating_add(found.rows.len() as u64);
    let at = |from: u64| visit.href(&address("", query, from));
    let feed = |ending: &str| visit.href(&address(ending, query, 0));
    let status = if asked.problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let page = Findings {
        frame: Frame::with_twins(desk, text::get(lang, "nav-findings"), Vec::new()).feeding(feed),
        missing: missing(law, lang),
        adopted: !law.adoptions().is_empty(),
        day: words::day_cell(today, lang).text,
        totals: totals(desk, query, &desk.reading.totals(query, today)?),
        selects: selects(desk, law, query)?,
        record: query.record.as_ref().map(ToString::to_string).unwrap_or_default(),
        filtered: *query != FindingsQuery::default(),
        count: text::count(lang, "findings-count", found.total),
        lines: found.rows.iter().map(|row| teller.line(row)).collect(),
        beyond: found.rows.is_empty() && found.total > 0,
        next: (!found.rows.is_empty() && to < found.total).then(|| at(to)),
        first: (asked.from > 0).then(|| at(0)),
        bodies: weights(desk, desk.reading.weight_by_body(today, BESIDE)?)?,
        rules: RuleRow::gravest(desk, law, BESIDE as usize)?,
        problems: asked.problems,
    };
    Made::page_with(status, &page)
}

/// The rulebooks by which nothing is judged although a regulation says so.
pub(super) fn missing(law: &Law, lang: Lang) -> Vec<MissingBook> {
    let book = |adoption: &rulebook::law::Adoption| MissingBook {
        name: format!("{} {}", adoption.rulebook, adoption.version),
        href: entry_href(adoption.entry, lang),
        entry: words::number(adoption.entry, lang),
    };
    law.missing().map(book).collect()
}

/// How much is found, each number with the list behind it.
fn totals(desk: &Desk<'_>, query: &FindingsQuery, totals: &Totals) -> Vec<Total> {
    let (lang, visit) = (desk.visit.lang, desk.visit);
    let all = FindingsQuery { says: None, severity: None, claimed: None, ..query.clone() };
    let of = |n: u64, key: &str, class: &'static str, query: FindingsQuery| Total {
        number: words::number(n, lang),
        says: text::count(lang, key, n),
        href: visit.href(&address("", &query, 0)),
        class,
    };
    let severity = |code: &str| FindingsQuery { severity: Some(code.to_owned()), ..all.clone() };
    let mut running = of(totals.running, "total-running", "plain", all.clone());
    running.href = visit.href("/calendar");
    vec![
        of(totals.breaches, "total-breaches", "missing", severity("breach")),
        of(totals.flags, "total-flags", "claimed", severity("flag")),
        of(totals.claimed, "total-claimed", "claimed", FindingsQuery { claimed: Some(true), ..all.clone() }),
        of(totals.unknown, "total-unknown", "plain", FindingsQuery { says: Some(Says::Unknown), ..all.clone() }),
        running,
    ]
}

fn selects(desk: &Desk<'_>, law: &Law, query: &FindingsQuery) -> Result<Vec<Select>, PageError> {
    let lang = desk.visit.lang;
    let select = |name: &'static str, label: &str, any: &str, choices: Vec<Choice>| Select {
        name,
        label: text::get(lang, label),
        any: text::get(lang, any),
        choices,
    };
    let chosen = |asked: &Option<String>, value: &str| asked.as_deref() == Some(value);
    let (books, rules) = books_and_rules(law, query, lang);
    let says = [(Says::Unknown, "says-unknown"), (Says::NoRule, "says-no-rule"), (Says::Fault, "says-fault")]
        .map(|(says, key)| Choice::new(says.code(), &text::get(lang, key), query.says == Some(says)));
    let severities = SEVERITIES
        .into_iter()
        .zip(["severity-breach", "severity-flag"])
        .map(|(code, key)| Choice::new(code, &text::get(lang, key), chosen(&query.severity, code)));
    let rests = YES_NO
        .into_iter()
        .zip(["rests-claimed", "rests-filed"])
        .map(|((code, yes), key)| Choice::new(code, &text::get(lang, key), query.claimed == Some(yes)));
    let kinds =
        CaseKind::judged().map(|kind| Choice::new(kind.code(), kind.words().in_(lang), query.kind == Some(kind)));
    Ok(vec![
        select("book", "rulebook", "find-any", books),
        select("rule", "rule", "find-any", rules),
        select("says", "find-says", "says-broken", says.into()),
        select("severity", "find-severity", "find-any", severities.collect()),
        select("claimed", "find-rests", "find-any", rests.collect()),
        select("body", "find-body", "find-any", body_choices(desk, query)?),
        select("kind", "find-kind", "find-any", kinds.collect()),
    ])
}

/// The rulebooks, and the rules of the one that is asked for or of all.
fn books_and_rules(law: &Law, query: &FindingsQuery, lang: Lang) -> (Vec<Choice>, Vec<Choice>) {
    let names: BTreeSet<&str> = law.books().into_iter().map(|book| book.name.as_str()).collect();
    let asked = |asked: &Option<String>, value: &str| asked.as_deref() == Some(value);
    let (mut books, mut rules) = (Vec::new(), Vec::new());
    for name in names {
        let Some(book) = law.latest(name) else { continue };
        books.push(Choice::new(name, book.title.in_(lang), asked(&query.book, name)));
        if query.book.as_deref().is_none_or(|asked| asked == name) {
            let choice = |rule: &rulebook::page::Rule| {
                Choice::new(&rule.code, &super::told::rule_title(rule, lang), asked(&query.rule, &rule.code))
            };
            rules.extend(book.rules.iter().map(choice));
        }
    }
    (books, rules)
}

fn body_choices(desk: &Desk<'_>, query: &FindingsQuery) -> Result<Vec<Choice>, PageError> {
    let heaviest = desk.reading.weight_by_body(desk.today, BODIES)?;
    let mut ids: BTreeSet<BodyId> = heaviest.iter().filter_map(|weight| BodyId::parse(&weight.id)).collect();
    ids.extend(query.body.clone());
    let names = desk.reading.names_of(ids.iter())?;
    let choice = |id: &BodyId| {
        Choice::new(id.as_str(), names.of(id.as_str()).unwrap_or(id.as_str()), query.body.as_ref() == Some(id))
    };
    let mut choices: Vec<Choice> = ids.iter().map(choice).collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(choices)
}

fn weights(desk: &Desk<'_>, weights: Vec<Weight>) -> Result<Vec<WeightRow>, PageError> {
    let lang = desk.visit.lang;
    let ids: Vec<BodyId> = weights.iter().filter_map(|weight| BodyId::parse(&weight.id)).collect();
    let names = desk.reading.names_of(ids.iter())?;
    let row = |(weight, id): (&Weight, BodyId)| {
        let name = names.of(id.as_str()).map(str::to_owned);
        let all = FindingsQuery { body: Some(id.clone()), ..FindingsQuery::default() };
        let all = desk.visit.href(&address("", &all, 0));
        let words = name.clone().unwrap_or_else(|| id.to_string());
        let page = if name.is_some() { href(&Reference::Body(id), lang) } else { all.clone() };
        WeightRow {
            link: Link { href: page, words },
            breaches: words::number(weight.breaches, lang),
            flags: words::number(weight.flags, lang),
            all,
        }
    };
    Ok(weights.iter().zip(ids).map(row).collect())
}

/// What the rules find of one thing, for the page of that thing.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) totals: Vec<Total>,
    pub(super) lines: Vec<FindingLine>,
    pub(super) all: String,
}

/// Findings on the page of something else: the gravest.
const GRAVEST: u32 = 5;

impl Summary {
    /// What is found of what a query asks for; none where nothing is.
    pub(super) fn of(desk: &Desk<'_>, query: &FindingsQuery) -> Result<Option<Summary>, PageError> {
        let (law, today): (Arc<Law>, i64) = (Arc::clone(&desk.law), desk.today);
        let counted = desk.reading.totals(query, today)?;
        if counted == Totals::default() {
            return Ok(None);
        }
        let mut found = desk.reading.findings(query, today, 0, GRAVEST)?;
        if found.rows.is_empty() {
            let unknown = FindingsQuery { says: Some(Says::Unknown), ..query.clone() };
            found = desk.reading.findings(&unknown, today, 0, GRAVEST)?;
        }
        let names = desk.reading.names_in(&found.rows)?;
        let teller = Teller { lang: desk.visit.lang, law: &law, names: &names, today };
        Ok(Some(Summary {
            totals: totals(desk, query, &counted),
            lines: found.rows.iter().map(|row| teller.line(row)).collect(),
            all: desk.visit.href(&address("", query, 0)),
        }))
    }
}

/// The title of a list of findings, with what it is limited to.
pub(super) fn list_title(desk: &Desk<'_>, query: &FindingsQuery) -> String {
    let limits = [
        query.rule.clone(),
        query.book.clone(),
        query.severity.clone(),
        query.body.as_ref().map(ToString::to_string),
        query.record.as_ref().map(ToString::to_string),
    ];
    let limits: Vec<String> = limits.into_iter().flatten().collect();
    let title = text::get(desk.visit.lang, "nav-findings");
    match limits.is_empty() {
        true => title,
        false => {
            let args = [("title", Arg::Text(title)), ("limits", Arg::Text(limits.join(", ")))];
            text::with(desk.visit.lang, "findings-of", &args)
        }
    }
}
