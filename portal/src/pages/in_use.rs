//! Use and outcomes: what was asked for, granted and refused, how many people, days and money, with what result; table
//! first, then the picture drawn from it. Each figure says what it rests on, so that it can be computed again.

use askama::Template;
use axum::http::StatusCode;
use figures::{
    amount::Amount,
    document,
    line::{Line, Rule},
    table::{By, Cell as Sum, CountedAs, Query, Row, per_100_000, table},
};
use register::{
    codelist::{FigureOutcome, Measure, Unit},
    id::{FilingId, Reference},
    lang::Lang,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    bars::Bars,
    error::PageError,
    frame::Frame,
    gap::reporter,
    gaps::{is_currency, part, shown, side_name},
    link::{Cell, Links, entry_href},
    records::{Choice, Problem},
    shell,
    text::{self, Arg},
    twins::csv,
    visit::{Desk, Format, Visit},
    words,
};
use crate::index::Names;

/// Rows of a page, and of a file.
const PAGE: usize = 100;
const FILE: usize = 5_000;

/// The page.
#[derive(Debug, Template)]
#[template(path = "in_use.html", whitespace = "minimize")]
struct InUse {
    frame: Frame,
    problems: Vec<Problem>,
    first_by: Vec<Choice>,
    then_by: Vec<Choice>,
    units: Vec<Choice>,
    counted: Vec<Choice>,
    only: Vec<(String, String, String)>,
    count: String,
    heads: Vec<String>,
    rows: Vec<RowView>,
    more: Option<String>,
    bars: Option<Bars>,
    recompute: String,
}

/// One row.
#[derive(Debug)]
struct RowView {
    key: Vec<Cell>,
    side: String,
    unit: String,
    rule: String,
    all: String,
    outcomes: Vec<(String, String)>,
    notes: Vec<String>,
    rate: Option<String>,
    entries: [(String, String); 2],
}

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let (query, problems) = read(desk.visit);
    let html = desk.visit.format == Format::Html;
    if let (Some(problem), false) = (problems.first(), html) {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let lines = desk.reading.lines(&query)?;
    let inhabitants = Inhabitants::of(&lines);
    let units = units(&lines);
    let rows: Vec<Row> = table(&query, lines).into_iter().filter(|row| row.unit != INHABITANTS).collect();
    match desk.visit.format {
        Format::Json => {
            let all: Vec<Value> = rows.iter().take(FILE).map(|row| json_of(row, &query, &inhabitants)).collect();
            Made::json(&json!({ "query": document::query(&query), "day": words::iso(desk.today), "rows": all }))
        }
        Format::Csv => Ok(Made::csv(file(&rows, &query, &inhabitants))),
        Format::Html => page(desk, &query, problems, &units, &rows, &inhabitants),
    }
}

fn read(visit: &Visit) -> (Query, Vec<Problem>) {
    let mut problems = Vec::new();
    let first = part(visit, &mut problems, "by", By::parse).unwrap_or(By::Year);
    let then = part(visit, &mut problems, "then", By::parse);
    let then = then.or_else(|| visit.param("by").is_none().then_some(By::Measure)).filter(|then| *then != first);
    let only = [("reporter", By::Reporter), ("place", By::Place), ("measure", By::Measure), ("year", By::Year)];
    let only =
        only.into_iter().filter_map(|(name, by)| visit.param(name).map(|value| (by, value.to_owned()))).collect();
    let query = Query {
        by: std::iter::once(first).chain(then).collect(),
        only,
        unit: part(visit, &mut problems, "unit", |code| {
            (Unit::parse(code).is_some() || is_currency(code)).then(|| code.to_owned())
        }),
        counted: part(visit, &mut problems, "counted", CountedAs::parse),
    };
    (query, problems)
}

/// How many people live where, by place and year.
struct Inhabitants(Vec<(String, String, Amount)>);

/// The unit of population figures.
const INHABITANTS: &str = "inhabitants";

impl Inhabitants {
    fn of(lines: &[Line]) -> Inhabitants {
        let of_people = lines.iter().filter(|line| line.unit == INHABITANTS && !line.restated);
        Inhabitants(
            of_people.filter_map(|line| Some((line.place.clone(), line.value(By::Year)?, line.amount))).collect(),
        )
    }

    /// The rate of a row that is of one place and one year; orders, requests, people and targets only.
    fn rate(&self, row: &Row, query: &Query) -> Option<(u64, Option<u64>)> {
        let rated = matches!(row.unit.as_str(), "orders" | "requests" | "people" | "targets" | "accounts" | "lines");
        let value = |by: By| {
            let only = query.only.iter().find(|(known, _)| *known == by).map(|(_, value)| value.as_str());
            row.value(query, by).or(only)
        };
        let (place, year) = (value(By::Place)?, value(By::Year)?);
        let (_, _, people) = self.0.iter().find(|(of, when, _)| of == place && when == year).filter(|_| rated)?;
        per_100_000(row.all.as_ref()?.amount, *people)
    }
}

fn units(lines: &[Line]) -> Vec<String> {
    let all: std::collections::BTreeSet<&str> = lines.iter().map(|line| line.unit.as_str()).collect();
    all.into_iter().filter(|unit| *unit != INHABITANTS).map(str::to_owned).collect()
}

fn page(
    desk: &Desk<'_>,
    query: &Query,
    problems: Vec<Problem>,
    units: &[String],
    rows: &[Row],
    inhabitants: &Inhabitants,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let names = names(desk, rows.iter().take(PAGE))?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let choices = |chosen: Option<By>| {
        By::ALL.iter().map(move |by| choice(by.code(), by_words(*by, lang), chosen == Some(*by))).collect()
    };
    let counted = [CountedAs::Return, CountedAs::Filing];
    let more = rows.len().saturating_sub(PAGE) as u64;
    let views: Vec<RowView> =
        rows.iter().take(PAGE).map(|row| RowView::new(row, query, lang, &names, inhabitants)).collect();
    let frame = Frame::with_twins(desk, text::get(lang, "nav-use"), Vec::new());
    let page = InUse {
        recompute: format!("veedor figures verify {}", shell::quoted(&frame.address)),
        frame,
        problems,
        first_by: choices(query.by.first().copied()),
        then_by: choices(query.by.get(1).copied()),
        units: units
            .iter()
            .map(|unit| choice(unit, unit_words(unit, lang), query.unit.as_ref() == Some(unit)))
            .collect(),
        counted: counted
            .iter()
            .map(|of| choice(of.code(), text::get(lang, &format!("counted-{}", of.code())), query.counted == Some(*of)))
            .collect(),
        only: query.only.iter().map(|(by, value)| (by_words(*by, lang), by.code().to_owned(), value.clone())).collect(),
        count: text::count(lang, "use-count", rows.len() as u64),
        heads: query.by.iter().map(|by| by_words(*by, lang)).collect(),
        bars: Bars::of(rows, query, lang),
        rows: views,
        more: (more > 0).then(|| text::count(lang, "use-more", more)),
    };
    Made::page_with(status, &page)
}

fn choice(value: &str, label: String, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), label, chosen }
}

/// What rows are told apart by, in words.
fn by_words(by: By, lang: Lang) -> String {
    text::get(lang, &format!("by-{}", by.code()))
}

/// A unit in words; a currency is its own.
pub(super) fn unit_words(unit: &str, lang: Lang) -> String {
    Unit::parse(unit).map_or_else(|| unit.to_owned(), |unit| unit.words().in_(lang).to_owned())
}

fn names<'r>(desk: &Desk<'_>, rows: impl Iterator<Item = &'r Row>) -> Result<Names, PageError> {
    let all = rows.flat_map(|row| row.key.iter().flatten()).filter_map(|part| Reference::parse(part));
    Ok(desk.reading.names_for(all)?)
}

impl RowView {
    fn new(row: &Row, query: &Query, lang: Lang, names: &Names, inhabitants: &Inhabitants) -> RowView {
        let key =
            query.by.iter().zip(&row.key).map(|(by, value)| key_cell(*by, value.as_deref(), lang, names)).collect();
        let amount = |sum: &Sum| shown(sum.amount, &row.unit, lang);
        let outcome = |(outcome, sum): (&FigureOutcome, &Sum)| (outcome.words().in_(lang).to_owned(), amount(sum));
        let sums = row.all.iter().chain(row.outcomes.values());
        let first = sums.clone().map(|sum| sum.entries.0).min().unwrap_or(0);
        let last = sums.map(|sum| sum.entries.1).max().unwrap_or(0);
        let entry = |entry: u64| (words::number(entry, lang), entry_href(entry, lang));
        RowView {
            key,
            side: row.side.map_or_else(|| text::get(lang, "side-unknown"), |side| side_name(side, lang)),
            unit: unit_words(&row.unit, lang),
            rule: rule_words(row, lang),
            all: row.all.as_ref().map_or_else(|| "–".to_owned(), amount),
            outcomes: row.outcomes.iter().map(outcome).collect(),
            notes: notes(row, lang),
            rate: inhabitants.rate(row, query).map(|rate| rate_words(rate, lang)),
            entries: [entry(first), entry(last)],
        }
    }
}

fn key_cell(by: By, value: Option<&str>, lang: Lang, names: &Names) -> Cell {
    let Some(value) = value else { return Cell::text(text::get(lang, "not-told")) };
    match by {
        By::Reporter | By::Other => reporter(value, lang, names),
        By::Measure => Cell::text(Measure::parse(value).map_or(value, |measure| measure.words().in_(lang))),
        By::Technology => match FilingId::parse(value) {
            Some(id) => Links { lang, names }.filing(&id),
            None => Cell::text(value),
        },
        _ => Cell::text(value),
    }
}

fn rule_words(row: &Row, lang: Lang) -> String {
    let rule = match &row.rule {
        Rule::Named(rule) => rule.clone(),
        Rule::Filings(form) => {
            text::with(lang, "rule-filings", &[("form", Arg::Text(form.words().in_(lang).to_lowercase()))])
        }
    };
    row.category.as_ref().map_or_else(|| rule.clone(), |category| format!("{rule} · {category}"))
}

/// What a reader has to know of a row's sums.
fn notes(row: &Row, lang: Lang) -> Vec<String> {
    let sums = || row.all.iter().chain(row.outcomes.values());
    let absent: u64 = sums().map(|sum| sum.absent).sum();
    let protected = sums().any(|sum| sum.protected);
    let unbalanced =
        row.unbalanced().map(|by| text::with(lang, "use-unbalanced", &[("by", Arg::Text(shown(by, &row.unit, lang)))]));
    let absent = (absent > 0).then(|| text::count(lang, "use-absent", absent));
    let protected = protected.then(|| text::get(lang, "use-protected"));
    [absent, protected, unbalanced].into_iter().flatten().collect()
}

/// A rate in hundredths, in words.
fn rate_words((low, high): (u64, Option<u64>), lang: Lang) -> String {
    let number = |n: u64| format!("{}.{:02}", words::number(n / 100, lang), n % 100);
    match high {
        Some(high) if high == low => number(low),
        Some(high) => format!("{}–{}", number(low), number(high)),
        None => text::with(lang, "amount-open", &[("n", Arg::Text(number(low)))]),
    }
}

fn json_of(row: &Row, query: &Query, inhabitants: &Inhabitants) -> Value {
    let mut value = document::row(row, query);
    let rate = inhabitants.rate(row, query);
    value["per_100_000"] =
        rate.map_or(Value::Null, |(low, high)| json!({ "low_hundredths": low, "high_hundredths": high }));
    value
}

fn file(rows: &[Row], query: &Query, inhabitants: &Inhabitants) -> String {
    let by: Vec<&str> = query.by.iter().map(|by| by.code()).collect();
    let fixed = [
        "side",
        "unit",
        "counted",
        "rule",
        "category",
        "outcome",
        "low",
        "high",
        "statements",
        "absent",
        "protected",
        "first_entry",
        "last_entry",
        "per_100_000_low",
    ];
    let header: Vec<&str> = by.into_iter().chain(fixed).collect();
    let of_row = |row: &Row| {
        let all = row.all.iter().map(|sum| (String::new(), sum.clone()));
        let outcomes = row.outcomes.iter().map(|(outcome, sum)| (outcome.code().to_owned(), sum.clone()));
        let rate =
            inhabitants.rate(row, query).map(|(low, _)| format!("{}.{:02}", low / 100, low % 100)).unwrap_or_default();
        let one = |(outcome, sum): (String, Sum)| {
            let key = row.key.iter().map(|value| value.clone().unwrap_or_default());
            let (rule, counted) = document::rule(row);
            let rest = [
                row.side.map(|side| side.code().to_owned()).unwrap_or_default(),
                row.unit.clone(),
                counted.to_owned(),
                rule.unwrap_or_default().to_owned(),
                row.category.clone().unwrap_or_default(),
                outcome,
                sum.amount.low.to_string(),
                sum.amount.high.map(|high| high.to_string()).unwrap_or_default(),
                sum.statements.to_string(),
                sum.absent.to_string(),
                sum.protected.to_string(),
                sum.entries.0.to_string(),
                sum.entries.1.to_string(),
                rate.clone(),
            ];
            key.chain(rest).collect::<Vec<String>>()
        };
        all.chain(outcomes).map(one).collect::<Vec<_>>()
    };
    csv(&header, rows.iter().take(FILE).flat_map(of_row).collect::<Vec<_>>().into_iter())
}
