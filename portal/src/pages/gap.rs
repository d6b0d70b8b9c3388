//! One gap: what each side says and in which filings, what was left out and why, by which rule they were matched, who
//! explained it, and how to.

use std::sync::Arc;

use askama::Template;
use figures::{
    gap::Alone,
    matching::{GapId, MatchingRule},
    period::days_words,
};
use register::{
    codelist::GapReason,
    id::{BodyId, FilingId, Reference},
    lang::Lang,
};
use rulebook::case::CaseId;
use serde_json::{Value, json};

use super::{
    answer::Made,
    card::Badge,
    error::PageError,
    frame::Frame,
    gaps::{amount_of, clock, filing_of, json_of, names_of, said, shown, side_words, stand, words_of},
    link::{Cell, Link, Links, entry_href},
    text::{self, Arg},
    told::case_href,
    twins,
    visit::{Desk, Format},
    words,
};
use crate::index::{GapRow, Names, UncomparedRow};

/// The page of a gap.
#[derive(Debug, Template)]
#[template(path = "gap.html", whitespace = "minimize")]
struct Gap {
    frame: Frame,
    id: String,
    rule: String,
    stand: Badge,
    apart: Option<String>,
    clock: Cell,
    picture: Option<Picture>,
    sides: Vec<SideView>,
    explained: Vec<ExplainedView>,
    /// That cases came which no explanation covers.
    later: Option<String>,
    findings: String,
}

/// Both amounts as bars of one scale.
#[derive(Debug)]
struct Picture {
    describes: String,
    bars: Vec<(String, String, u64)>,
}

/// One side.
#[derive(Debug)]
struct SideView {
    who: String,
    amount: String,
    disputed: bool,
    filings: Option<String>,
    /// Cases without a counterpart: how many, and the orders of the first of them.
    alone: Option<(String, Vec<Cell>)>,
    rows: Vec<StatementView>,
    uncompared: Option<Uncompared>,
}

/// Figures of a side that are compared with nothing: how many, and of the first of them who says it and where.
#[derive(Debug)]
struct Uncompared {
    count: String,
    first: Vec<(Cell, Cell)>,
}

/// One statement of a side.
#[derive(Debug)]
struct StatementView {
    filing: Cell,
    by: Cell,
    value: String,
    rule: String,
    note: String,
}

/// One explanation.
#[derive(Debug)]
struct ExplainedView {
    reason: String,
    says: Cell,
    by: Cell,
    until: Option<Cell>,
    entry: String,
    entry_href: String,
}

/// Makes the page of a gap or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let id = GapId::parse(&desk.visit.rest("/gaps/").replace("%2E", ".")).ok_or(PageError::NotFound)?;
    let row = desk.reading.gap(&id)?.ok_or(PageError::NotFound)?;
    match desk.visit.format {
        Format::Json => Made::json(&document(desk, &row)?),
        Format::Csv => Ok(Made::csv(statements_csv(&row, &desk.reading.uncompared(&row.id)?))),
        Format::Html => Made::page(&Gap::new(desk, &row)?),
    }
}

/// The gap as data, with the figures that are compared with nothing.
fn document(desk: &Desk<'_>, row: &GapRow) -> Result<Value, PageError> {
    let one = |of: &UncomparedRow| {
        json!({ "side": of.side + 1, "filing": of.filing, "part": of.part, "entry": of.entry,
            "from": of.from.to_string(), "to": of.to.map(|day| day.to_string()) })
    };
    let mut document = json_of(row);
    document["uncompared"] = desk.reading.uncompared(&row.id)?.iter().map(one).collect();
    Ok(document)
}

fn statements_csv(row: &GapRow, uncompared: &[UncomparedRow]) -> String {
    let of_side = |at: usize| {
        let side = &row.sides[at];
        let list = |name: &str| side[name].as_array().cloned().unwrap_or_default();
        let one = move |statement: &Value, why: &str| {
            let part = statement["part"].as_u64().unwrap_or(0);
            let filing = statement["filing"].as_str().unwrap_or_default().to_owned();
            vec![(at + 1).to_string(), filing, part.to_string(), why.to_owned()]
        };
        let used: Vec<Vec<String>> = list("used").iter().map(|statement| one(statement, "added")).collect();
        let left = list("left_out");
        let left = left.iter().map(|statement| one(statement, statement["why"].as_str().unwrap_or_default()));
        used.into_iter().chain(left.collect::<Vec<_>>())
    };
    let outside = uncompared
        .iter()
        .map(|of| vec![(of.side + 1).to_string(), of.filing.clone(), of.part.to_string(), "uncompared".to_owned()]);
    twins::csv(&["side", "filing", "part", "used"], (0..2).flat_map(of_side).chain(outside))
}

impl Gap {
    fn new(desk: &Desk<'_>, row: &GapRow) -> Result<Gap, PageError> {
        let lang = desk.visit.lang;
        let names = names_of(desk, std::iter::once(&row.id))?;
        let crumb = Link { href: desk.visit.href("/gaps"), words: text::get(lang, "nav-gaps") };
        let outside = desk.reading.uncompared(&row.id)?;
        let sides = (0..2).map(|at| SideView::new(desk, row, at, &outside)).collect::<Result<Vec<_>, _>>()?;
        Ok(Gap {
            frame: Frame::with_twins(desk, words_of(&row.id, lang, &names), vec![crumb]),
            id: row.id.to_string(),
            rule: MatchingRule::of(&row.id.rule).map_or_else(String::new, |rule| said(rule, lang).to_owned()),
            stand: stand(&row.stand, lang),
            apart: (row.stand == "apart").then(|| shown(row.apart, &row.id.what, lang)),
            clock: clock(row, desk.today, lang),
            picture: Picture::of(row, lang),
            sides,
            explained: explained(desk, row)?,
            later: row
                .later
                .map(|day| text::with(lang, "gap-later", &[("day", Arg::Text(words::day_cell(day, lang).text))])),
            findings: case_href(&CaseId::Gap(Arc::new(row.id.clone())), lang),
        })
    }
}

impl Picture {
    /// Both sides as bars; none where one of them says nothing: a side that is silent is not drawn as zero.
    fn of(row: &GapRow, lang: Lang) -> Option<Picture> {
        let amounts = [amount_of(&row.sides[0])?, amount_of(&row.sides[1])?];
        let most = amounts.iter().map(|amount| amount.high.unwrap_or(amount.low)).max().filter(|most| *most > 0)?;
        let bar = |at: usize| {
            let value = amounts[at].high.unwrap_or(amounts[at].low);
            let width = u64::try_from(u128::from(value) * 600 / u128::from(most)).unwrap_or(600);
            (side_words(&row.id, at, lang), shown(amounts[at], &row.id.what, lang), width.max(1))
        };
        let bars: Vec<(String, String, u64)> = (0..2).map(bar).collect();
        let describes = bars.iter().map(|(who, amount, _)| format!("{who}: {amount}")).collect::<Vec<_>>().join("; ");
        Some(Picture { describes, bars })
    }
}

impl SideView {
    fn new(desk: &Desk<'_>, row: &GapRow, at: usize, outside: &[UncomparedRow]) -> Result<SideView, PageError> {
        let (lang, side) = (desk.visit.lang, &row.sides[at]);
        let mut rows = Vec::new();
        for (list, kept) in [("used", true), ("left_out", false)] {
            for statement in side[list].as_array().into_iter().flatten() {
                rows.extend(StatementView::new(desk, statement, kept, &row.id.what)?);
            }
        }
        let filings = side["filings"].as_u64().filter(|count| *count > 0);
        let nothing = || text::get(lang, "gap-nothing");
        Ok(SideView {
            who: side_words(&row.id, at, lang),
            amount: amount_of(side).map_or_else(nothing, |amount| shown(amount, &row.id.what, lang)),
            disputed: side["disputed"] == true,
            filings: filings.map(|count| text::count(lang, "gap-filings", count)),
            alone: alone(side, lang),
            rows,
            uncompared: uncompared(desk, outside.iter().filter(|of| usize::from(of.side) == at))?,
        })
    }
}

/// The cases of a side that the other does not have, where cases are matched one by one.
fn alone(side: &Value, lang: Lang) -> Option<(String, Vec<Cell>)> {
    let count = side["alone"]["count"].as_u64()?;
    let order = |order: &Value| Some(Cell::link(order["filing"].as_str()?, entry_href(order["entry"].as_u64()?, lang)));
    let first = side["alone"]["first"].as_array().into_iter().flatten().filter_map(order).collect();
    Some((text::count(lang, "gap-alone", count), first))
}

/// Figures of a side that are compared with nothing: whose each is, and its days.
fn uncompared<'r>(
    desk: &Desk<'_>,
    rows: impl Iterator<Item = &'r UncomparedRow> + Clone,
) -> Result<Option<Uncompared>, PageError> {
    let (lang, count) = (desk.visit.lang, rows.clone().count());
    if count == 0 {
        return Ok(None);
    }
    let mut first = Vec::new();
    for of in rows.take(Alone::NAMED) {
        let words = format!("{} ({})", of.filing, days_words(of.from, of.to));
        first.push((said_by(desk, of)?, Cell::link(words, entry_href(of.entry, lang))));
    }
    Ok(Some(Uncompared { count: text::count(lang, "gap-uncompared", count as u64), first }))
}

/// Whose figure one is.
fn said_by(desk: &Desk<'_>, of: &UncomparedRow) -> Result<Cell, PageError> {
    let Some(filing) = FilingId::parse(&of.filing) else { return Ok(Cell::default()) };
    let Some(line) = desk.reading.statement(&filing, u64::from(of.part))? else { return Ok(Cell::default()) };
    let names = desk.reading.names_for(BodyId::parse(&line.reporter).map(Reference::Body).into_iter())?;
    Ok(reporter(&line.reporter, desk.visit.lang, &names))
}

impl StatementView {
    fn new(desk: &Desk<'_>, statement: &Value, added: bool, what: &str) -> Result<Option<StatementView>, PageError> {
        let lang = desk.visit.lang;
        let Some(id) = filing_of(statement) else { return Ok(None) };
        let part = statement["part"].as_u64().unwrap_or(0);
        let Some(line) = desk.reading.statement(&id, part)? else { return Ok(None) };
        let names = desk.reading.names_for(BodyId::parse(&line.reporter).map(Reference::Body).into_iter())?;
        let why = statement["why"].as_str().unwrap_or("added");
        Ok(Some(StatementView {
            filing: Cell::link(id.to_string(), entry_href(line.entries.0, lang)),
            by: reporter(&line.reporter, lang, &names),
            value: shown(line.amount, if super::gaps::is_currency(what) { what } else { &line.unit }, lang),
            rule: match &line.rule {
                figures::line::Rule::Named(rule) => rule.clone(),
                figures::line::Rule::Filings(form) => form.words().in_(lang).to_owned(),
            },
            note: if added { text::get(lang, "left-added") } else { text::get(lang, &format!("left-{why}")) },
        }))
    }
}

/// A reporter: a body of the register, or a name that nobody linked to one.
pub(super) fn reporter(reporter: &str, lang: Lang, names: &Names) -> Cell {
    match BodyId::parse(reporter) {
        Some(body) => Links { lang, names }.body(&body),
        None => Cell::text(format!("{reporter} ({})", text::get(lang, "name-unlinked"))),
    }
}

fn explained(desk: &Desk<'_>, row: &GapRow) -> Result<Vec<ExplainedView>, PageError> {
    let lang = desk.visit.lang;
    let mut views = Vec::new();
    for one in row.explained.as_array().into_iter().flatten() {
        let entry = one["entry"].as_u64().unwrap_or(0);
        let filer = one["filer"].as_str().and_then(BodyId::parse);
        let names = desk.reading.names_for(filer.clone().map(Reference::Body).into_iter())?;
        let reason = one["reason"].as_str().and_then(GapReason::parse);
        let until = one["until"].as_str().and_then(register::time::Date::parse);
        views.push(ExplainedView {
            reason: reason.map_or_else(String::new, |reason| reason.words().in_(lang).to_owned()),
            says: Cell::spanish(one["says"].as_str().unwrap_or_default(), lang),
            by: filer.map_or_else(Cell::default, |filer| Links { lang, names: &names }.body(&filer)),
            until: until.map(|day| words::day_cell(day.days(), lang)),
            entry: words::number(entry, lang),
            entry_href: entry_href(entry, lang),
        });
    }
    Ok(views)
}
