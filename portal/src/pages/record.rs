//! A record: one technology from need to disposal. First in plain words, then the line of its life, then stage by stage
//! who filed, who claims, what never came; figures that contradict each other; everything in the order of the log.

use std::collections::BTreeSet;

use askama::Template;
use axum::http::StatusCode;
use register::{
    Content, Form,
    codelist::Stage,
    forms::purchase::Technology,
    id::{FilingId, Reference},
    lang::Lang,
    lifeline::{self, Disagreement, LifeLine, Logged, StageLine},
    version::Version,
};

use super::{
    answer::Made,
    card::{self, Badge, Card},
    diff,
    error::PageError,
    findings::Summary,
    frame::Frame,
    link::{Cell, Fact, Link, Links},
    picture::{Picture, State},
    text::{self, Arg},
    tombstone::Tombstone,
    twins,
    visit::{Desk, Format},
    words::{self, Moment},
};
use crate::index;

/// The page of a record.
#[derive(Debug, Template)]
#[template(path = "record.html", whitespace = "minimize")]
struct Record {
    frame: Frame,
    id: String,
    class: String,
    class_href: String,
    summary: Cell,
    holder: Option<Cell>,
    maker: Option<Cell>,
    /// One sentence: what the holder filed of all this.
    verdict: Badge,
    /// Bought, used, ended: what is known, each in one sentence.
    glance: Vec<(String, String)>,
    stages: Vec<StageView>,
    pictures: [Picture; 2],
    disagreements: Vec<DisagreementView>,
    withdrawn: Option<Tombstone>,
    found: Option<Summary>,
    facts: Vec<Fact>,
    absences: Vec<Fact>,
    sources: Vec<card::SourceLine>,
    versions: Vec<VersionView>,
    latest_change: Option<String>,
    history: Vec<HistoryLine>,
}

/// One stage.
#[derive(Debug)]
struct StageView {
    code: &'static str,
    name: String,
    badge: Badge,
    /// What is known of it, in one sentence.
    says: String,
    filed: Vec<Card>,
    transcribed: Vec<Card>,
    claims: Vec<Card>,
    filed_count: String,
    transcribed_count: String,
    claims_count: String,
    /// Forms that never came.
    never: String,
    has_cards: bool,
}

/// Claims that answer one question differently.
#[derive(Debug)]
pub(super) struct DisagreementView {
    pub(super) question: String,
    pub(super) anchor: String,
    /// Technologies the claims are about.
    pub(super) about: Vec<Cell>,
    pub(super) answers: Vec<AnswerView>,
}

/// One answer.
#[derive(Debug)]
pub(super) struct AnswerView {
    pub(super) by: Cell,
    pub(super) value: String,
    pub(super) says: Cell,
    pub(super) mark: Badge,
    pub(super) entry: String,
    pub(super) entry_href: String,
}

/// One version.
#[derive(Debug)]
pub(super) struct VersionView {
    pub(super) number: u32,
    pub(super) entry: String,
    pub(super) entry_href: String,
    pub(super) received: Moment,
    pub(super) reason: String,
    /// Address of the difference to the version before.
    pub(super) diff: Option<String>,
}

/// One line of the history.
#[derive(Debug)]
struct HistoryLine {
    entry: String,
    entry_href: String,
    received: Moment,
    form: String,
    title: Cell,
    filer: Cell,
    withdrawn: bool,
}

/// Stages told in the first card, before the whole line.
const AT_A_GLANCE: [&str; 3] = [Stage::Purchase.code(), Stage::Use.code(), Stage::Disposal.code()];

/// The page of a record, its twins, or the difference of two of its versions.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let id = FilingId::parse(desk.visit.rest("/records/")).ok_or(PageError::NotFound)?;
    let Some(record) = desk.reading.record(&id)? else { return elsewhere(desk, &id) };
    let Content::Technology(technology) = &record.technology.filing.content else { return elsewhere(desk, &id) };
    match desk.visit.format {
        Format::Json => Made::json(&twins::record_json(&record, technology)),
        Format::Csv => Ok(Made::csv(twins::filings_csv(&record.filings))),
        Format::Html if desk.visit.param("diff").is_some() => {
            let above = vec![
                crumb_records(desk),
                Link { href: desk.visit.href(&desk.visit.path), words: technology.name.as_str().into() },
            ];
            diff::page(desk, &record.versions, &record.names, above)
        }
        Format::Html => {
            let page = Record::new(desk, &record, technology)?;
            Made::page_with(if page.withdrawn.is_some() { StatusCode::GONE } else { StatusCode::OK }, &page)
        }
    }
}

/// What tells that the technology was withdrawn.
fn tombstone(desk: &Desk<'_>, record: &index::RecordPage) -> Result<Option<Tombstone>, PageError> {
    let last = record.versions.last().map_or(record.technology.entry, |version| version.entry);
    record.technology.withdrawn.map(|entry| Tombstone::new(desk, entry, last)).transpose()
}

/// The id of a filing that is no technology: its entry is its page.
fn elsewhere(desk: &Desk<'_>, id: &FilingId) -> Result<Made, PageError> {
    let entry = desk.reading.entry_of(id)?.ok_or(PageError::NotFound)?;
    let ending = match desk.visit.format {
        Format::Html => "",
        Format::Json => ".json",
        Format::Csv => ".csv",
    };
    Ok(Made::See(super::link::entry_href(entry, desk.visit.lang) + ending))
}

/// The way back to the list.
pub(super) fn crumb_records(desk: &Desk<'_>) -> Link {
    Link { href: desk.visit.href("/records"), words: text::get(desk.visit.lang, "nav-records") }
}

impl Record {
    fn new(desk: &Desk<'_>, record: &index::RecordPage, technology: &Technology) -> Result<Record, PageError> {
        let lang = desk.visit.lang;
        let links = Links { lang, names: &record.names };
        let filing = &record.technology.filing;
        let life = lifeline::life_line(&record.filings, technology.holder.as_ref());
        let holder = technology.holder.as_ref().map(|holder| links.body(holder));
        let stages: Vec<StageView> = life.stages.iter().map(|line| StageView::new(line, lang, &record.names)).collect();
        let describes =
            stages.iter().map(|stage| format!("{}: {}", stage.name, stage.badge.words)).collect::<Vec<_>>().join("; ");
        let glance = stages.iter().filter(|stage| AT_A_GLANCE.contains(&stage.code));
        let rows: Vec<_> =
            filing.rows().into_iter().filter(|row| !row.path.starts_with("summary") && row.path != "name").collect();
        let query = index::FindingsQuery { record: Some(filing.id.clone()), ..index::FindingsQuery::default() };
        Ok(Record {
            frame: Frame::with_twins(desk, technology.name.as_str().to_owned(), vec![crumb_records(desk)]),
            id: filing.id.to_string(),
            class: technology.class.words().in_(lang).to_owned(),
            class_href: format!("/{}/records?class={}", lang.tag(), technology.class.code()),
            summary: Cell::said(&technology.summary, technology.summary_en.as_ref(), lang),
            holder,
            maker: technology.maker.as_ref().map(|maker| links.body(maker)),
            verdict: verdict(&life, lang),
            glance: glance.map(|stage| (stage.name.clone(), stage.says.clone())).collect(),
            pictures: Picture::both(&life, lang, &describes),
            stages,
            disagreements: views(&lifeline::disagreements(&record.filings), lang, &record.names),
            withdrawn: tombstone(desk, record)?,
            found: Summary::of(desk, &query)?,
            facts: links.facts(&rows),
            absences: links.absences(filing),
            sources: filing.sources.iter().map(|source| card::SourceLine::new(source, lang)).collect(),
            latest_change: latest_change(&record.versions, &desk.visit.href(&desk.visit.path)),
            versions: versions(&record.versions, &desk.visit.href(&desk.visit.path), lang),
            history: record.filings.iter().rev().map(|logged| HistoryLine::new(logged, lang, &record.names)).collect(),
        })
    }
}

/// What its holder filed of the whole life of it.
fn verdict(life: &LifeLine, lang: Lang) -> Badge {
    let filed: usize = life.stages.iter().map(|line| line.filed.len()).sum();
    let never: usize = life.stages.iter().map(|line| line.never_filed.len()).sum();
    let filed_args = [("n", Arg::Count(filed as u64)), ("never", Arg::Count(never as u64))];
    match (filed, never) {
        (0, _) => Badge { class: "missing", shape: "✕", words: text::get(lang, "verdict-none") },
        (_, 0) => Badge { class: "filed", shape: "●", words: text::count(lang, "verdict-all", filed as u64) },
        _ => Badge { class: "claimed", shape: "◆", words: text::with(lang, "verdict-some", &filed_args) },
    }
}

impl StageView {
    fn new(line: &StageLine, lang: Lang, names: &index::Names) -> StageView {
        let cards =
            |items: &[Logged]| -> Vec<Card> { items.iter().map(|logged| Card::new(logged, lang, names)).collect() };
        let count = |items: &[Logged]| words::number(items.len() as u64, lang);
        let never: Vec<String> = line.never_filed.iter().map(|form| words::small(form.words(), lang)).collect();
        let state = State::of(line);
        StageView {
            code: line.stage.code(),
            name: line.stage.words().in_(lang).to_owned(),
            badge: state.badge(lang),
            says: says(line, state, lang),
            filed_count: count(&line.filed),
            transcribed_count: count(&line.transcribed),
            claims_count: count(&line.claims),
            filed: cards(&line.filed),
            transcribed: cards(&line.transcribed),
            claims: cards(&line.claims),
            never: never.join(", "),
            has_cards: state == State::Filed || state == State::Claimed,
        }
    }
}

/// What is known of a stage, in words: who filed, how many sources claim, who denies.
fn says(line: &StageLine, state: State, lang: Lang) -> String {
    let mut sentences = Vec::new();
    let others: Vec<&Logged> = line.claims.iter().chain(&line.transcribed).collect();
    let denials = others.iter().filter(|logged| lifeline::is_denial(&logged.filing)).count() as u64;
    let stated = others.len() as u64 - denials;
    if !line.filed.is_empty() {
        sentences.push(text::count(lang, "stage-filed", line.filed.len() as u64));
    }
    if stated > 0 {
        let args = [("n", Arg::Count(stated)), ("sources", Arg::Count(sources(&others)))];
        sentences.push(text::with(lang, "stage-claimed", &args));
    }
    if denials > 0 {
        sentences.push(text::count(lang, "stage-denied", denials));
    }
    match state {
        State::Claimed => sentences.push(text::get(lang, "stage-holder-nothing")),
        State::Missing => sentences.push(text::get(lang, "stage-missing")),
        State::Nothing => sentences.push(text::get(lang, "stage-nothing")),
        State::Filed => {}
    }
    sentences.join(" ")
}

/// How many different publishers stand behind some filings.
fn sources(filings: &[&Logged]) -> u64 {
    let publishers = filings.iter().flat_map(|logged| &logged.filing.sources).map(|source| source.publisher.as_str());
    publishers.collect::<BTreeSet<_>>().len() as u64
}

/// Contradictory answers, side by side.
pub(super) fn views(disagreements: &[Disagreement], lang: Lang, names: &index::Names) -> Vec<DisagreementView> {
    let view = |(at, disagreement): (usize, &Disagreement)| DisagreementView {
        question: card::question(&disagreement.question, lang),
        anchor: format!("q{}", at + 1),
        about: technologies(&disagreement.claims, Links { lang, names }),
        answers: disagreement.claims.iter().filter_map(|logged| AnswerView::new(logged, lang, names)).collect(),
    };
    disagreements.iter().enumerate().map(view).collect()
}

/// The technologies some claims are about, each once.
fn technologies(claims: &[Logged], links: Links<'_>) -> Vec<Cell> {
    let about = claims.iter().flat_map(|logged| &logged.filing.about);
    let filings: BTreeSet<&FilingId> = about
        .filter_map(|reference| match reference {
            Reference::Filing(id) if id.form() == Form::Technology => Some(id),
            _ => None,
        })
        .collect();
    filings.into_iter().map(|id| links.filing(id)).collect()
}

impl AnswerView {
    fn new(logged: &Logged, lang: Lang, names: &index::Names) -> Option<AnswerView> {
        let Content::Claim(claim) = &logged.filing.content else { return None };
        let links = Links { lang, names };
        let publishers: BTreeSet<&str> = logged.filing.sources.iter().map(|source| source.publisher.as_str()).collect();
        let publishers = publishers.into_iter().collect::<Vec<_>>().join(", ");
        let amount = claim
            .amount
            .as_ref()
            .map(|money| register::shown::Shown::Money(money.amount.clone(), money.currency.clone()).text(lang));
        let period = claim.period.map(|period| words::when(period, lang));
        let values: Vec<String> = [amount, card::quantity(claim, lang), period].into_iter().flatten().collect();
        Some(AnswerView {
            by: claim.publisher.as_ref().map_or_else(|| Cell::text(publishers), |publisher| links.body(publisher)),
            value: if values.is_empty() { text::get(lang, "answer-no-figure") } else { values.join(" · ") },
            says: Cell::said(&claim.says, claim.says_en.as_ref(), lang),
            mark: Badge::mark(claim.mark, lang),
            entry: words::number(logged.entry, lang),
            entry_href: super::link::entry_href(logged.entry, lang),
        })
    }
}

/// The versions of a filing, newest first; `base` is the address of the page that shows their differences.
pub(super) fn versions(versions: &[Version], base: &str, lang: Lang) -> Vec<VersionView> {
    let view = |version: &Version| VersionView {
        number: version.number,
        entry: words::number(version.entry, lang),
        entry_href: super::link::entry_href(version.entry, lang),
        received: words::instant(version.received, lang),
        reason: version.reason.clone().unwrap_or_else(|| text::get(lang, "version-first")),
        diff: (version.number > 1).then(|| diff::href(base, version.number - 1, version.number)),
    };
    versions.iter().rev().map(view).collect()
}

fn latest_change(versions: &[Version], base: &str) -> Option<String> {
    let last = versions.last().filter(|last| last.number > 1)?;
    Some(diff::href(base, last.number - 1, last.number))
}

impl HistoryLine {
    fn new(logged: &Logged, lang: Lang, names: &index::Names) -> HistoryLine {
        let links = Links { lang, names };
        HistoryLine {
            entry: words::number(logged.entry, lang),
            entry_href: super::link::entry_href(logged.entry, lang),
            received: words::instant(logged.received, lang),
            form: logged.filing.form().words().in_(lang).to_owned(),
            title: card::title(logged, lang, names),
            filer: links.reference(&Reference::Body(logged.filing.filer.clone())),
            withdrawn: logged.withdrawn.is_some(),
        }
    }
}
