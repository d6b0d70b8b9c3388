//! Finding technologies: words and filters in the address, a count, one page of rows; CSV and JSON of exactly this view.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use register::{
    codelist::{Stage, TechnologyClass},
    id::{BodyId, Reference},
    lang::Lang,
    lifeline::Logged,
};

use super::{
    answer::Made,
    card::Badge,
    error::PageError,
    feed::{self, Feed, Item},
    frame::Frame,
    link::{Link, escaped, href, with_params},
    text::{self, Arg},
    twins,
    visit::{Desk, Format, Visit},
    words,
};
use crate::index::{Bookmark, Names, Query, RecordRow};

/// Rows of a page.
const PAGE: u32 = 50;

/// Name of the parameter with what a reader looks for.
pub(super) const WORDS: &str = "q";

/// Rows of a CSV or JSON file; the header `Link: rel=next` and the member `next` say where it goes on. Two megabytes.
const FILE: u32 = 5_000;

/// The list of records.
#[derive(Debug, Template)]
#[template(path = "records.html", whitespace = "minimize")]
struct Records {
    frame: Frame,
    words: String,
    classes: Vec<Choice>,
    holders: Vec<Choice>,
    stages: Vec<Choice>,
    unfiled: bool,
    /// Whether anything is asked for.
    filtered: bool,
    problems: Vec<Problem>,
    count: String,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
    /// Where nothing was found: the same search without one of its parts.
    without: Vec<Link>,
    /// Where nothing was found: the same search with words that somebody wrote.
    near: Option<Link>,
}

/// One choice of a filter.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// A part of the query that cannot be understood.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) field: &'static str,
    pub(super) says: String,
}

/// One record in the list.
#[derive(Debug)]
struct Row {
    link: Link,
    id: String,
    class: String,
    holder: Option<Link>,
    holder_id: String,
    reached: String,
    filed: Badge,
    claims: String,
}

/// What is asked for, and what of it was not understood.
#[derive(Debug, Default)]
struct Asked {
    query: Query,
    from: Option<Bookmark>,
    problems: Vec<Problem>,
}

/// Makes the list or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let asked = Asked::read(desk.visit);
    match desk.visit.format {
        Format::Html => Records::new(desk, asked),
        Format::Json => file(desk, &asked, |found, names, next| Made::json(&twins::records_json(found, names, next))),
        Format::Csv => file(desk, &asked, |found, names, _| Ok(Made::csv(twins::records_csv(&found.rows, names)))),
    }
}

fn file(
    desk: &Desk<'_>,
    asked: &Asked,
    make: impl FnOnce(&crate::index::Found, &Names, Option<&str>) -> Result<Made, PageError>,
) -> Result<Made, PageError> {
    if let Some(problem) = asked.problems.first() {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let found = desk.reading.find(&asked.query, asked.from, FILE)?;
    let names = desk.reading.names_of(found.rows.iter().flat_map(|row| row.holder.iter().chain(&row.maker)))?;
    let ending = if desk.visit.format == Format::Json { ".json" } else { ".csv" };
    let next = found.next.map(|next| address(desk.visit, ending, &asked.query, Some(next)));
    Ok(make(&found, &names, next.as_deref())?.then(next))
}

impl Asked {
    fn read(visit: &Visit) -> Asked {
        let mut asked = Asked::default();
        asked.query.words = visit.param(WORDS).unwrap_or_default().to_owned();
        asked.query.class = asked.part(visit, "class", TechnologyClass::parse);
        asked.query.holder = asked.part(visit, "holder", BodyId::parse);
        asked.query.stage = asked.part(visit, "stage", Stage::parse);
        asked.query.unfiled = visit.param("unfiled").is_some();
        asked.from = asked.part(visit, "from", |from| from.parse().ok().map(Bookmark));
        asked
    }

    fn part<T>(&mut self, visit: &Visit, field: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = visit.param(field)?;
        let parsed = parse(value);
        if parsed.is_none() {
            let args = [("field", Arg::Text(field.to_owned())), ("value", Arg::Text(value.to_owned()))];
            self.problems.push(Problem { field, says: text::with(visit.lang, "find-problem", &args) });
        }
        parsed
    }
}

impl Records {
    // The page is what `make` answers, with 400 where a part was not understood: never the page alone.
    #[expect(clippy::new_ret_no_self, reason = "the page's status depends on what was asked")]
    fn new(desk: &Desk<'_>, asked: Asked) -> Result<Made, PageError> {
        let (visit, lang) = (desk.visit, desk.visit.lang);
        let found = desk.site.results.find(desk.reading, desk.site.remade(), (&asked.query, asked.from, PAGE))?;
        let names = desk.reading.names_of(found.rows.iter().filter_map(|row| row.holder.as_ref()))?;
        let holders = desk.reading.holders()?;
        let facets = &found.facets;
        let query = &asked.query;
        let status = if asked.problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        let page = Records {
            frame: Frame::with_twins(desk, text::get(lang, "find-title"), Vec::new())
                .feeding(|ending| address(visit, ending, query, None)),
            words: query.words.clone(),
            classes: TechnologyClass::ALL
                .iter()
                .map(|class| {
                    let label = counted(class.words().in_(lang), class.code(), &facets.classes, lang);
                    Choice::new(class.code(), &label, query.class == Some(*class))
                })
                .collect(),
            holders: holders
                .iter()
                .map(|(id, name)| {
                    let label = counted(name, id.as_str(), &facets.holders, lang);
                    Choice::new(id.as_str(), &label, query.holder.as_ref() == Some(id))
                })
                .collect(),
            stages: Stage::ALL
                .iter()
                .enumerate()
                .map(|(at, stage)| {
                    let label = counted(stage.words().in_(lang), &at.to_string(), &facets.stages, lang);
                    Choice::new(stage.code(), &label, query.stage == Some(*stage))
                })
                .collect(),
            unfiled: query.unfiled,
            filtered: !query.is_empty(),
            count: text::count(lang, "find-count", found.total),
            rows: found.rows.iter().map(|row| Row::new(row, &names, lang)).collect(),
            next: found.next.map(|next| address(visit, "", query, Some(next))),
            first: asked.from.map(|_| address(visit, "", query, None)),
            without: if found.total == 0 { without(desk, query)? } else { Vec::new() },
            near: if found.total == 0 { near(desk, query)? } else { None },
            problems: asked.problems,
        };
        Made::page_with(status, &page)
    }
}

/// The searches with one part less that find something.
fn without(desk: &Desk<'_>, query: &Query) -> Result<Vec<Link>, PageError> {
    let lang = desk.visit.lang;
    let less = [
        ("find-without-q", Query { words: String::new(), ..query.clone() }),
        ("find-without-class", Query { class: None, ..query.clone() }),
        ("find-without-holder", Query { holder: None, ..query.clone() }),
        ("find-without-stage", Query { stage: None, ..query.clone() }),
        ("find-without-unfiled", Query { unfiled: false, ..query.clone() }),
    ];
    let mut links = Vec::new();
    for (key, other) in less.into_iter().filter(|(_, other)| other != query) {
        let total = desk.reading.total(&other)?;
        if total > 0 {
            links.push(Link { href: address(desk.visit, "", &other, None), words: text::count(lang, key, total) });
        }
    }
    Ok(links)
}

/// The search with words nearest to those asked for, where nobody wrote these.
fn near(desk: &Desk<'_>, query: &Query) -> Result<Option<Link>, PageError> {
    let found = desk.reading.near(query)?;
    Ok(found.map(|(other, total)| {
        let args = [("words", Arg::Text(other.words.clone())), ("n", Arg::Count(total))];
        Link { words: text::with(desk.visit.lang, "find-near", &args), href: address(desk.visit, "", &other, None) }
    }))
}

/// A value of a filter with how many it would find.
fn counted(label: &str, value: &str, counts: &BTreeMap<String, u64>, lang: Lang) -> String {
    format!("{label} ({})", words::number(counts.get(value).copied().unwrap_or(0), lang))
}

/// Makes the feed of a search: the technologies that fit, by what came last about each.
pub(super) fn feed(desk: &Desk<'_>) -> Result<Made, PageError> {
    let asked = Asked::read(desk.visit);
    if let Some(problem) = asked.problems.first() {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let (visit, lang, query) = (desk.visit, desk.visit.lang, &asked.query);
    let rows = desk.reading.find_latest(query, feed::FEED)?;
    let entries: Vec<u64> = rows.iter().map(|row| row.changed).collect();
    let last: BTreeMap<u64, Logged> =
        desk.reading.filings(&entries)?.into_iter().map(|logged| (logged.entry, logged)).collect();
    let filers = last.values().map(|logged| &logged.filing.filer);
    let names = desk.reading.names_of(filers)?;
    let item = |row: &RecordRow| last.get(&row.changed).map(|logged| item(row, logged, &names, lang));
    let at = |ending: &str| address(visit, ending, query, None);
    let title = text::get(lang, "find-title");
    let feed = Feed {
        title: if query.words.is_empty() { title } else { format!("{title}: {}", query.words) },
        list: at(""),
        here: [at(feed::ATOM), at(feed::JSON)],
        items: rows.iter().filter_map(item).collect(),
    };
    Ok(feed.make(desk))
}

fn item(row: &RecordRow, logged: &Logged, names: &Names, lang: Lang) -> Item {
    let filer = logged.filing.filer.as_str();
    let args = [
        ("form", Arg::Text(logged.filing.form().words().in_(lang).to_owned())),
        ("filer", Arg::Text(names.of(filer).unwrap_or(filer).to_owned())),
        ("n", Arg::Count(row.changed)),
    ];
    Item {
        id: format!("{}/{}", row.id, row.changed),
        title: row.name.clone(),
        href: href(&Reference::Filing(row.id.clone()), lang),
        text: text::with(lang, "find-changed", &args),
        at: words::instant(logged.received, lang).machine,
        tags: vec![row.class.code().to_owned(), row.reached.code().to_owned()],
    }
}

/// The address of a search.
fn address(visit: &Visit, ending: &str, query: &Query, from: Option<Bookmark>) -> String {
    let parts = [
        (WORDS, (!query.words.is_empty()).then(|| escaped(&query.words))),
        ("class", query.class.map(|class| class.code().to_owned())),
        ("holder", query.holder.as_ref().map(|holder| escaped(holder.as_str()))),
        ("stage", query.stage.map(|stage| stage.code().to_owned())),
        ("unfiled", query.unfiled.then(|| "yes".to_owned())),
        ("from", from.map(|Bookmark(entry)| entry.to_string())),
    ];
    visit.href(&with_params(&format!("/records{ending}"), parts))
}

impl Choice {
    pub(super) fn new(value: &str, label: &str, chosen: bool) -> Choice {
        Choice { value: value.to_owned(), label: label.to_owned(), chosen }
    }
}

impl Row {
    fn new(row: &RecordRow, names: &Names, lang: Lang) -> Row {
        let holder = row.holder.as_ref();
        Row {
            link: Link { href: href(&Reference::Filing(row.id.clone()), lang), words: row.name.clone() },
            id: row.id.to_string(),
            class: row.class.words().in_(lang).to_owned(),
            holder: holder.map(|id| Link {
                href: href(&Reference::Body(id.clone()), lang),
                words: names.of(id.as_str()).unwrap_or(id.as_str()).to_owned(),
            }),
            holder_id: holder.map(ToString::to_string).unwrap_or_default(),
            reached: row.reached.words().in_(lang).to_owned(),
            filed: filed(row, lang),
            claims: words::number(row.claims, lang),
        }
    }
}

/// What the holder filed, as shape and word.
pub(super) fn filed(row: &RecordRow, lang: Lang) -> Badge {
    match row.filed {
        0 => Badge { class: "missing", shape: "✕", words: text::get(lang, "filed-nothing") },
        n => Badge { class: "filed", shape: "●", words: text::count(lang, "n-filings", n) },
    }
}
