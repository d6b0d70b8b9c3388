//! Do the sides agree? Gaps between what courts, agencies, operators, vendors and the treasury say of the same thing, the
//! largest first; where one side says nothing, that is said and is no zero.

use askama::Template;
use axum::http::StatusCode;
use figures::{
    amount::Amount,
    bodies::Side,
    matching::{GapId, Key, MatchingRule},
};
use register::{
    codelist::Measure,
    id::{BodyId, FilingId, Reference},
    lang::Lang,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    card::Badge,
    error::PageError,
    frame::Frame,
    link::{Cell, Links, escaped, with_params},
    records::{Choice, Problem},
    text::{self, Arg},
    told::segment,
    twins::csv,
    visit::{Desk, Format, Visit},
    words,
};
use crate::index::{GapRow, GapsQuery, Names};

/// Rows of a page, and of a file.
const PAGE: u32 = 50;
const FILE: u32 = 5_000;

/// How gaps can stand.
const STANDS: [&str; 3] = ["apart", "only", "agree"];

/// The list of gaps.
#[derive(Debug, Template)]
#[template(path = "gaps.html", whitespace = "minimize")]
struct Gaps {
    frame: Frame,
    problems: Vec<Problem>,
    counts: Vec<(String, String)>,
    stands: Vec<Choice>,
    rules: Vec<Choice>,
    count: String,
    /// How many figures are compared with nothing, where there are any.
    uncompared: Option<String>,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
}

/// One gap in the list.
#[derive(Debug)]
struct Row {
    what: Cell,
    rule: String,
    sides: [Cell; 2],
    apart: String,
    stand: Badge,
    clock: Cell,
}

/// Makes the list or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let (query, from, problems) = read(desk.visit);
    let html = desk.visit.format == Format::Html;
    if let (Some(problem), false) = (problems.first(), html) {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let (rows, total) = desk.reading.gaps(&query, from, if html { PAGE } else { FILE })?;
    let end = from + rows.len() as u64;
    let next = |ending: &str| (end < total).then(|| address(desk.visit, ending, &query, end));
    match desk.visit.format {
        Format::Json => {
            let gaps: Vec<Value> = rows.iter().map(json_of).collect();
            let next = next(".json");
            let uncompared = desk.reading.uncompared_count()?;
            let document = json!({ "total": total, "uncompared": uncompared, "gaps": gaps, "next": next });
            Ok(Made::json(&document)?.then(next))
        }
        Format::Csv => Ok(Made::csv(csv(&COLUMNS, rows.iter().map(csv_row))).then(next(".csv"))),
        Format::Html => page(desk, (&query, from, total), problems, &rows, next("")),
    }
}

fn read(visit: &Visit) -> (GapsQuery, u64, Vec<Problem>) {
    let mut problems = Vec::new();
    let query = GapsQuery {
        stand: part(visit, &mut problems, "stand", |code| STANDS.contains(&code).then(|| code.to_owned())),
        rule: part(visit, &mut problems, "rule", |code| MatchingRule::of(code).map(|rule| rule.code.clone())),
        period: part(visit, &mut problems, "period", |text| {
            figures::period::Period::parse(text).map(|period| period.to_string())
        }),
        body: part(visit, &mut problems, "body", BodyId::parse),
        explained: part(visit, &mut problems, "explained", |answer| match answer {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }),
    };
    let from = part(visit, &mut problems, "from", |from| from.parse().ok()).unwrap_or_default();
    (query, from, problems)
}

/// One part of an address; what is not understood is noted.
pub(super) fn part<T>(
    visit: &Visit,
    problems: &mut Vec<Problem>,
    field: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let value = visit.param(field)?;
    let parsed = parse(value);
    if parsed.is_none() {
        let args = [("field", Arg::Text(field.to_owned())), ("value", Arg::Text(value.to_owned()))];
        problems.push(Problem { field, says: text::with(visit.lang, "find-problem", &args) });
    }
    parsed
}

fn address(visit: &Visit, ending: &str, query: &GapsQuery, from: u64) -> String {
    let parts = [
        ("stand", query.stand.clone()),
        ("rule", query.rule.clone()),
        ("period", query.period.clone()),
        ("body", query.body.as_ref().map(|body| escaped(body.as_str()))),
        ("explained", query.explained.map(|explained| if explained { "yes" } else { "no" }.to_owned())),
        ("from", (from > 0).then(|| from.to_string())),
    ];
    visit.href(&with_params(&format!("/gaps{ending}"), parts))
}

fn page(
    desk: &Desk<'_>,
    (query, from, total): (&GapsQuery, u64, u64),
    problems: Vec<Problem>,
    rows: &[GapRow],
    next: Option<String>,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let names = names_of(desk, rows.iter().map(|row| &row.id))?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let all = desk.reading.gap_counts()?;
    let count_of = |stand: &str| all.iter().find(|(known, _)| known == stand).map_or(0, |(_, count)| *count);
    let choice = |value: &str, label: String, chosen: Option<&String>| Choice {
        value: value.to_owned(),
        label,
        chosen: chosen.is_some_and(|chosen| chosen == value),
    };
    let uncompared = desk.reading.uncompared_count()?;
    let page = Gaps {
        frame: Frame::with_twins(desk, text::get(lang, "nav-gaps"), Vec::new()),
        problems,
        counts: STANDS
            .iter()
            .map(|stand| {
                (text::count(lang, &format!("gaps-{stand}"), count_of(stand)), address(desk.visit, "", &only(stand), 0))
            })
            .collect(),
        stands: STANDS.iter().map(|code| choice(code, stand_words(code, lang), query.stand.as_ref())).collect(),
        rules: MatchingRule::all()
            .iter()
            .map(|rule| choice(&rule.code, said(rule, lang).to_owned(), query.rule.as_ref()))
            .collect(),
        count: text::count(lang, "gaps-count", total),
        uncompared: (uncompared > 0).then(|| text::count(lang, "gaps-uncompared", uncompared)),
        rows: rows.iter().map(|row| Row::new(desk, row, &names)).collect(),
        next,
        first: (from > 0).then(|| address(desk.visit, "", query, 0)),
    };
    Made::page_with(status, &page)
}

fn only(stand: &str) -> GapsQuery {
    GapsQuery { stand: Some(stand.to_owned()), ..GapsQuery::default() }
}

/// Names of the bodies in the ids of some gaps.
pub(super) fn names_of<'g>(desk: &Desk<'_>, ids: impl Iterator<Item = &'g GapId>) -> Result<Names, PageError> {
    let all = ids.flat_map(|id| &id.key).filter_map(|part| Reference::parse(part));
    Ok(desk.reading.names_for(all)?)
}

impl Row {
    fn new(desk: &Desk<'_>, row: &GapRow, names: &Names) -> Row {
        let lang = desk.visit.lang;
        let side = |at: usize| Cell::text(side_says(row, at, lang));
        Row {
            what: Cell::link(words_of(&row.id, lang, names), gap_href(&row.id, lang)),
            rule: MatchingRule::of(&row.id.rule).map_or_else(String::new, |rule| said(rule, lang).to_owned()),
            sides: [side(0), side(1)],
            apart: if row.stand == "apart" { shown(row.apart, &row.id.what, lang) } else { "–".to_owned() },
            stand: stand(&row.stand, lang),
            clock: clock(row, desk.today, lang),
        }
    }
}

/// What a matching rule compares.
pub(super) fn said(rule: &MatchingRule, lang: Lang) -> &str {
    match lang {
        Lang::Es => &rule.es,
        Lang::En => &rule.en,
    }
}

/// The amount of one side with who says it; or that it says nothing.
fn side_says(row: &GapRow, at: usize, lang: Lang) -> String {
    let side = &row.sides[at];
    let who = side_words(&row.id, at, lang);
    match amount_of(side) {
        Some(amount) => format!("{who}: {}", shown(amount, &row.id.what, lang)),
        None => format!("{who}: {}", text::get(lang, "gap-nothing")),
    }
}

/// The amount of a side as it is kept.
pub(super) fn amount_of(side: &Value) -> Option<Amount> {
    side["low"].as_u64().map(|low| Amount { low, high: side["high"].as_u64() })
}

/// Who speaks on a side of a gap.
pub(super) fn side_words(id: &GapId, at: usize, lang: Lang) -> String {
    let sides = MatchingRule::of(&id.rule).map(|rule| rule.sides[at].side.as_slice()).unwrap_or_default();
    sides.first().map_or_else(String::new, |side| side_name(*side, lang))
}

/// The name of a side.
pub(super) fn side_name(side: Side, lang: Lang) -> String {
    text::get(lang, &format!("side-{}", side.code()))
}

/// An amount as pages show it: money with its currency.
pub(super) fn shown(amount: Amount, unit: &str, lang: Lang) -> String {
    let money = is_currency(unit);
    let number = |n: u64| if money { words::number(n / 10_000, lang) } else { words::number(n, lang) };
    let range = match amount.high {
        Some(high) if high == amount.low => number(high),
        Some(high) => format!("{}–{}", number(amount.low), number(high)),
        None => text::with(lang, "amount-open", &[("n", Arg::Text(number(amount.low)))]),
    };
    if money { format!("{range} {unit}") } else { range }
}

/// Whether a unit is a currency (ISO 4217).
pub(super) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// How a gap stands, as a word beside a shape.
pub(super) fn stand(code: &str, lang: Lang) -> Badge {
    let (class, shape) = match code {
        "apart" => ("missing", "✕"),
        "agree" => ("filed", "●"),
        _ => ("claimed", "◆"),
    };
    Badge { class, shape, words: stand_words(code, lang) }
}

fn stand_words(code: &str, lang: Lang) -> String {
    text::get(lang, &format!("stand-{code}"))
}

/// Who explained a gap, or how long the sides still have.
pub(super) fn clock(row: &GapRow, today: i64, lang: Lang) -> Cell {
    if row.stand != "apart" {
        return Cell::text("–");
    }
    let explained = row.explained.as_array().map_or(0, Vec::len) as u64;
    if explained > 0 && row.later.is_none() {
        return Cell::text(text::count(lang, "gap-explained", explained));
    }
    let within = MatchingRule::of(&row.id.rule).map_or(0, |rule| i64::from(rule.explain));
    let Some(due) = row.known.map(|known| known + within) else { return Cell::text("–") };
    let day = words::day_cell(due, lang).text;
    let days = (due - today).unsigned_abs();
    let key = if today > due { "gap-overdue" } else { "gap-due" };
    Cell::text(text::with(lang, key, &[("n", Arg::Count(days)), ("day", Arg::Text(day))]))
}

/// The address of a gap.
pub(super) fn gap_href(id: &GapId, lang: Lang) -> String {
    let id: Vec<String> = id.to_string().split('/').map(segment).collect();
    format!("/{}/gaps/{}", lang.tag(), id.join("/"))
}

/// What a gap is of, in words: measure, of whom, when.
pub(super) fn words_of(id: &GapId, lang: Lang, names: &Names) -> String {
    let what = Measure::parse(&id.what).map_or_else(|| id.what.clone(), |measure| measure.words().in_(lang).to_owned());
    let links = Links { lang, names };
    let part = |part: &String| match Reference::parse(part) {
        Some(Reference::Body(body)) => links.body(&body).text,
        Some(Reference::Filing(filing)) => links.filing(&filing).text,
        None => part.clone(),
    };
    let key: Vec<String> = id.key.iter().map(part).collect();
    format!("{what} · {} · {}", key.join(" · "), id.period)
}

/// The same where no names are at hand.
pub(super) fn gap_words(id: &GapId, lang: Lang) -> String {
    words_of(id, lang, &Names::default())
}

const COLUMNS: [&str; 16] = [
    "gap",
    "rule",
    "period",
    "what",
    "place",
    "authority",
    "contract",
    "stand",
    "side_1_low",
    "side_1_high",
    "side_2_low",
    "side_2_high",
    "apart_low",
    "apart_high",
    "known",
    "explained",
];

fn csv_row(row: &GapRow) -> Vec<String> {
    let part = |key: Key| row.id.part(key).unwrap_or_default().to_owned();
    let side = |at: usize, bound: &str| row.sides[at][bound].as_u64().map(|n| n.to_string()).unwrap_or_default();
    vec![
        row.id.to_string(),
        row.id.rule.clone(),
        row.id.period.to_string(),
        row.id.what.clone(),
        part(Key::Place),
        part(Key::Authority),
        part(Key::Contract),
        row.stand.clone(),
        side(0, "low"),
        side(0, "high"),
        side(1, "low"),
        side(1, "high"),
        row.apart.low.to_string(),
        row.apart.high.map(|high| high.to_string()).unwrap_or_default(),
        row.known.map(words::iso).unwrap_or_default(),
        row.explained.as_array().map_or(0, Vec::len).to_string(),
    ]
}

/// A gap as data.
pub(super) fn json_of(row: &GapRow) -> Value {
    let rule = MatchingRule::of(&row.id.rule);
    let due = rule.zip(row.known).map(|(rule, known)| words::iso(known + i64::from(rule.explain)));
    json!({
        "gap": row.id.to_string(), "rule": row.id.rule, "period": row.id.period.to_string(), "what": row.id.what,
        "key": row.id.key, "stand": row.stand, "apart": { "low": row.apart.low, "high": row.apart.high },
        "known": row.known.map(words::iso), "later": row.later.map(words::iso), "explain_by": due.filter(|_| row.stand == "apart"), "sides": row.sides,
        "explanations": row.explained,
    })
}

/// The filing of a statement as it is kept.
pub(super) fn filing_of(statement: &Value) -> Option<FilingId> {
    statement["filing"].as_str().and_then(FilingId::parse)
}
