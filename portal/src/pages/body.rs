//! A body or company: what it is called, what which law lets it do, what it continues, which technologies it holds or
//! makes and what it filed of them, what others say of it.

use askama::Template;
use register::{
    Content,
    codelist::BodyKind,
    forms::who::Body as Description,
    id::BodyId,
    lang::Lang,
    lifeline::{self, Logged},
};

use super::{
    answer::Made,
    card::{Badge, Card, SourceLine},
    duties::{Grid, Owing},
    error::PageError,
    findings::Summary,
    frame::Frame,
    link::{Cell, Fact, Link, Links, href},
    records, text, twins,
    visit::{Desk, Format},
    words,
};
use crate::index::{BodyPage, FindingsQuery, RecordRow};

/// Technologies whose life lines are folded for the page; those beyond are listed without what is missing.
const FOLDED: usize = 60;

/// The page of a body.
#[derive(Debug, Template)]
#[template(path = "body.html", whitespace = "minimize")]
struct Body {
    frame: Frame,
    id: String,
    kind: String,
    /// Whether orders are decided by it.
    court: bool,
    /// Other names, with language and time of use.
    names: Vec<(Cell, String)>,
    facts: Vec<Fact>,
    powers: Vec<Power>,
    succeeds: Vec<Cell>,
    successors: Vec<Cell>,
    parts: Vec<Cell>,
    /// What it owes for which period.
    grids: Vec<Grid>,
    holds: Vec<Technology>,
    makes: Vec<Technology>,
    verdict: Option<Badge>,
    found: Option<Summary>,
    filed_count: String,
    filed: Vec<Card>,
    about_count: String,
    about: Vec<Card>,
    /// Where there is more than the page shows.
    more: bool,
    sources: Vec<SourceLine>,
    described: Option<(String, String)>,
}

/// A power that a law gives.
#[derive(Debug)]
struct Power {
    power: String,
    class: String,
    law: String,
    article: String,
    url: Option<String>,
    from: Option<Cell>,
    to: Option<Cell>,
}

/// A technology it holds or makes.
#[derive(Debug)]
struct Technology {
    link: Link,
    class: String,
    reached: String,
    filed: Badge,
    claims: String,
    /// Forms that never came.
    never: String,
}

/// Makes the page of a body or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let id = BodyId::parse(desk.visit.rest("/bodies/")).ok_or(PageError::NotFound)?;
    let body = desk.reading.body(&id)?.ok_or(PageError::NotFound)?;
    let description = body.descriptions.iter().find_map(|logged| match &logged.filing.content {
        Content::Body(description) => Some((logged, &**description)),
        _ => None,
    });
    let (logged, description) = description.ok_or(PageError::NotFound)?;
    match desk.visit.format {
        Format::Json => Made::json(&twins::body_json(&body, description)),
        Format::Csv => {
            let all: Vec<Logged> = body.descriptions.iter().chain(&body.filed).chain(&body.about).cloned().collect();
            Ok(Made::csv(twins::filings_csv(&all)))
        }
        Format::Html => Made::page(&Body::new(desk, &body, logged, description)?),
    }
}

impl Body {
    fn new(desk: &Desk<'_>, body: &BodyPage, logged: &Logged, description: &Description) -> Result<Body, PageError> {
        let lang = desk.visit.lang;
        let links = Links { lang, names: &body.names };
        let (successors, parts) = naming(desk, &body.id)?;
        let holds = technologies(desk, &body.holds, true)?;
        let crumb = Link { href: desk.visit.href("/bodies"), words: text::get(lang, "nav-bodies") };
        let cards = |filings: &[Logged]| filings.iter().map(|logged| Card::new(logged, lang, &body.names)).collect();
        let own = |path: &str| ["sector", "country", "parent", "from", "to", "website"].contains(&path);
        let rows: Vec<_> = logged.filing.rows().into_iter().filter(|row| own(&row.path)).collect();
        Ok(Body {
            frame: Frame::with_twins(desk, description.name.as_str().to_owned(), vec![crumb]),
            id: body.id.to_string(),
            kind: description.kind.words().in_(lang).to_owned(),
            court: description.kind == BodyKind::Court,
            names: names(description, lang),
            facts: links.facts(&rows),
            powers: description.powers.iter().map(|power| Power::new(power, lang)).collect(),
            succeeds: description.succeeds.iter().map(|id| links.body(id)).collect(),
            successors,
            parts,
            grids: Owing::of(desk, &body.id)?.grids(desk)?,
            verdict: verdict(&body.holds, lang),
            found: Summary::of(desk, &FindingsQuery { body: Some(body.id.clone()), ..FindingsQuery::default() })?,
            holds,
            makes: technologies(desk, &body.makes, false)?,
            filed_count: text::count(lang, "n-filings", body.filed_total),
            filed: cards(&body.filed),
            about_count: text::count(lang, "n-filings", body.about_total),
            about: cards(&body.about),
            more: body.about_total > body.about.len() as u64 || body.filed_total > body.filed.len() as u64,
            sources: logged.filing.sources.iter().map(|source| SourceLine::new(source, lang)).collect(),
            described: Some((words::number(logged.entry, lang), super::link::entry_href(logged.entry, lang))),
        })
    }
}

/// Whether it filed anything of what it holds.
fn verdict(holds: &[RecordRow], lang: Lang) -> Option<Badge> {
    let unfiled = holds.iter().filter(|row| row.filed == 0).count() as u64;
    let (class, shape, key) = match (holds.len() as u64, unfiled) {
        (0, _) => return None,
        (_, 0) => ("filed", "●", "body-filed-all"),
        (all, unfiled) if all == unfiled => ("missing", "✕", "body-filed-nothing"),
        _ => ("claimed", "◆", "body-filed-some"),
    };
    Some(Badge { class, shape, words: text::count(lang, key, unfiled) })
}

/// The bodies that name this one as what they continue, and as what they are part of.
fn naming(desk: &Desk<'_>, id: &BodyId) -> Result<(Vec<Cell>, Vec<Cell>), PageError> {
    let (mut successors, mut parts) = (Vec::new(), Vec::new());
    for logged in desk.reading.descriptions_naming(id)? {
        let Content::Body(other) = &logged.filing.content else { continue };
        let reference = register::id::Reference::Body(other.body.clone());
        let cell = Cell::link(other.name.as_str(), href(&reference, desk.visit.lang));
        if other.succeeds.contains(id) {
            successors.push(cell);
        } else if other.parent.as_ref() == Some(id) {
            parts.push(cell);
        }
    }
    Ok((successors, parts))
}

fn names(description: &Description, lang: Lang) -> Vec<(Cell, String)> {
    let of = |other: &register::forms::who::OtherName| {
        let tag = other
            .language
            .map(register::codelist::Language::code)
            .filter(|code| *code != lang.tag() && *code != "other");
        let language = other.language.map(|language| words::small(language.words(), lang));
        let from = other.from.map(|from| words::date(from, lang));
        let to = other.to.map(|to| words::date(to, lang));
        let time = match (from, to) {
            (None, None) => None,
            (from, to) => Some(format!("{} – {}", from.unwrap_or_default(), to.unwrap_or_default()).trim().to_owned()),
        };
        let notes: Vec<String> = [language, time].into_iter().flatten().collect();
        (Cell { lang: tag, ..Cell::text(other.name.as_str()) }, notes.join(", "))
    };
    description.names.iter().map(of).collect()
}

impl Power {
    fn new(power: &register::forms::who::LegalPower, lang: Lang) -> Power {
        let law = &power.law;
        Power {
            power: power.power.words().in_(lang).to_owned(),
            class: power.class.map(|class| class.words().in_(lang).to_owned()).unwrap_or_default(),
            law: law.law.as_str().to_owned(),
            article: law.article.as_ref().map(|article| article.as_str().to_owned()).unwrap_or_default(),
            url: law.url.as_ref().map(|url| url.as_str().to_owned()),
            from: law.from.map(|from| Cell::when(register::time::When::Day(from), lang)),
            to: law.to.map(|to| Cell::when(register::time::When::Day(to), lang)),
        }
    }
}

fn technologies(desk: &Desk<'_>, rows: &[RecordRow], fold: bool) -> Result<Vec<Technology>, PageError> {
    let lang = desk.visit.lang;
    let mut technologies = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let never = if fold && at < FOLDED { never_filed(desk, row)? } else { String::new() };
        let reference = register::id::Reference::Filing(row.id.clone());
        technologies.push(Technology {
            link: Link { href: href(&reference, lang), words: row.name.clone() },
            class: row.class.words().in_(lang).to_owned(),
            reached: row.reached.words().in_(lang).to_owned(),
            filed: records::filed(row, lang),
            claims: words::number(row.claims, lang),
            never,
        });
    }
    Ok(technologies)
}

/// The forms that never came for one technology.
fn never_filed(desk: &Desk<'_>, row: &RecordRow) -> Result<String, PageError> {
    let Some(record) = desk.reading.record(&row.id)? else { return Ok(String::new()) };
    let life = lifeline::life_line(&record.filings, row.holder.as_ref());
    let forms = life.stages.iter().flat_map(|line| &line.never_filed);
    Ok(forms.map(|form| words::small(form.words(), desk.visit.lang)).collect::<Vec<_>>().join(", "))
}
