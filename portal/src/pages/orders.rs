//! Orders before one court: those that are to be decided, those that run, those that ended; each with what else runs in the
//! same case and what the rules say. A judge decides by filing an order of their own, begun from here.

use askama::Template;
use register::{
    Form,
    codelist::{BodyKind, OrderOutcome},
    forms::usage::Order,
    id::{BodyId, FilingId},
    lang::Lang,
    lifeline::Logged,
    time::Date,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    bodies::Chooser,
    card::Badge,
    error::PageError,
    frame::Frame,
    gaps::part,
    link::{Cell, Fact, Links, href},
    order_twice::{self, Also, order_of},
    records::Problem,
    text::{self, Arg},
    told::{FindingLine, Teller},
    twins::{cells, csv},
    visit::{Desk, Format},
};

/// Orders of one court that are looked at: its latest.
const LATEST: u32 = 500;

/// Orders of a part of the page.
const SHOWN: usize = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "orders.html", whitespace = "minimize")]
struct Orders {
    frame: Frame,
    problems: Vec<Problem>,
    courts: Chooser,
    court: String,
    parts: Vec<Part>,
    latest: Option<String>,
    /// Whether a draft can be begun here.
    takes: bool,
}

/// Orders that stand alike.
#[derive(Debug)]
struct Part {
    id: &'static str,
    title: String,
    none: String,
    rows: Vec<Row>,
    more: Option<String>,
}

/// One order.
#[derive(Debug)]
struct Row {
    id: String,
    title: Cell,
    filer: Cell,
    facts: Vec<Fact>,
    clock: Badge,
    others: Vec<Cell>,
    /// What others say of the same order.
    also: Vec<Also>,
    found: Vec<FindingLine>,
    /// Whether it is to be decided.
    open: bool,
}

/// How an order stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Asked for, and the court has not said anything.
    Asked,
    /// Granted, and its last day has not passed.
    Running(i64),
    /// Its last day has passed.
    Ended,
    /// Refused, withdrawn or not ratified.
    Refused,
    /// What others say that the court decided.
    Told,
}

impl Standing {
    const fn code(self) -> &'static str {
        match self {
            Standing::Asked => "asked",
            Standing::Running(_) => "running",
            Standing::Ended => "ended",
            Standing::Refused => "refused",
            Standing::Told => "told",
        }
    }
}

/// Columns of the twin.
const COLUMNS: [&str; 12] = [
    "filing",
    "entry",
    "filer",
    "standing",
    "outcome",
    "measure",
    "requester",
    "technology",
    "asked_at",
    "from",
    "to",
    "same_as",
];

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let courts = Chooser::new(desk, desk.visit.param("court").unwrap_or_default(), Some(BodyKind::Court))?;
    if let Some(search) = courts.meant().filter(|_| desk.visit.format == Format::Html) {
        return Ok(Made::See(search));
    }
    let mut problems = Vec::new();
    let court = part(desk.visit, &mut problems, "court", BodyId::parse);
    let (orders, more) = match &court {
        Some(court) => before(desk, court)?,
        None => (Vec::new(), false),
    };
    match desk.visit.format {
        Format::Html => page(desk, courts, court.as_ref(), &orders, more, problems),
        _ if !problems.is_empty() => Err(PageError::Unclear(problems[0].says.clone())),
        Format::Json => {
            Made::json(&json!({ "whole": !more, "orders": orders.iter().map(json_of).collect::<Vec<_>>() }))
        }
        Format::Csv => Ok(Made::csv(csv(&COLUMNS, orders.iter().map(|order| cells(&COLUMNS, &json_of(order)))))),
    }
}

/// One order before a court, and how it stands.
struct Before {
    logged: Logged,
    standing: Standing,
    /// The court's own filing of the same order, where others tell of it.
    same_as: Option<FilingId>,
}

/// The orders before a court, the last first, and whether there are more than were looked at. A request is decided where the
/// court filed an order about it later.
fn before(desk: &Desk<'_>, court: &BodyId) -> Result<(Vec<Before>, bool), PageError> {
    let named = desk.reading.naming(court.as_str(), Form::Order, LATEST)?;
    let more = named.len() >= LATEST as usize;
    let of_court = |logged: &Logged| order_of(logged).is_some_and(|order| order.court.as_ref() == Some(court));
    let named: Vec<Logged> = named.into_iter().filter(of_court).collect();
    let decided = |one: &Logged| {
        named.iter().any(|other| {
            let about = other.filing.about.iter().any(|about| about.as_str() == one.filing.id.as_str());
            other.filing.filer == *court && other.entry > one.entry && about && !is_pending(other)
        })
    };
    let standing = |logged: &Logged| {
        let order = order_of(logged)?;
        match (is_pending(logged), logged.filing.filer == *court) {
            // A request that was decided stands with the decision.
            (true, _) => (!decided(logged)).then_some(Standing::Asked),
            (false, true) => Some(standing(order, desk.today)),
            (false, false) => Some(Standing::Told),
        }
    };
    let own: Vec<&Logged> = named.iter().filter(|other| other.filing.filer == *court && !is_pending(other)).collect();
    let of_court = |told: &Logged| order_twice::same_as(told, &own).map(|own| own.filing.id.clone());
    let before = |logged: &Logged| {
        let standing = standing(logged)?;
        let same_as = if standing == Standing::Told { of_court(logged) } else { None };
        Some(Before { logged: logged.clone(), standing, same_as })
    };
    let orders = named.iter().filter_map(before).collect();
    Ok((orders, more))
}

fn is_pending(logged: &Logged) -> bool {
    order_of(logged).is_some_and(|order| order.outcome == OrderOutcome::Pending)
}

/// How an order of the court itself stands.
fn standing(order: &Order, today: i64) -> Standing {
    match order.outcome {
        OrderOutcome::Refused | OrderOutcome::Withdrawn | OrderOutcome::NotRatified => Standing::Refused,
        _ => match order.to.map(Date::days) {
            Some(last) if last < today => Standing::Ended,
            Some(last) => Standing::Running(last - today),
            None => Standing::Running(i64::MAX),
        },
    }
}

fn json_of(before: &Before) -> Value {
    let Some(order) = order_of(&before.logged) else { return Value::Null };
    json!({
        "filing": before.logged.filing.id.as_str(), "entry": before.logged.entry, "filer": before.logged.filing.filer.as_str(), "standing": before.standing.code(),
        "outcome": order.outcome.code(), "measure": order.measure.code(),
        "requester": order.requester.as_ref().map(ToString::to_string), "technology": order.technology.as_ref().map(ToString::to_string),
        "asked_at": order.asked_at.map(|at| at.to_string()), "from": order.from.map(|day| day.to_string()),
        "to": order.to.map(|day| day.to_string()), "same_as": before.same_as.as_ref().map(ToString::to_string),
    })
}

fn page(
    desk: &Desk<'_>,
    courts: Chooser,
    court: Option<&BodyId>,
    orders: &[Before],
    more: bool,
    problems: Vec<Problem>,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let parts = [
        ("asked", "orders-asked", "orders-asked-none"),
        ("running", "orders-running", "orders-running-none"),
        ("refused", "orders-refused", "orders-refused-none"),
        ("ended", "orders-ended", "orders-ended-none"),
        ("told", "orders-told", "orders-told-none"),
    ];
    let mut shown = Vec::new();
    for (code, title, none) in parts.into_iter().filter(|_| court.is_some()) {
        shown.push(Part::new(desk, code, [title, none], orders)?);
    }
    let status = match problems.is_empty() {
        true => axum::http::StatusCode::OK,
        false => axum::http::StatusCode::BAD_REQUEST,
    };
    let page = Orders {
        frame: Frame::with_twins(desk, text::get(lang, "nav-orders"), Vec::new()),
        problems,
        courts,
        court: court.map(ToString::to_string).unwrap_or_default(),
        parts: shown,
        latest: more.then(|| text::count(lang, "orders-latest", u64::from(LATEST))),
        takes: desk.known.is_none() && desk.site.mirror_of.is_none(),
    };
    Made::page_with(status, &page)
}

impl Part {
    fn new(desk: &Desk<'_>, code: &'static str, keys: [&str; 2], orders: &[Before]) -> Result<Part, PageError> {
        let lang = desk.visit.lang;
        let of: Vec<&Before> =
            orders.iter().filter(|order| order.standing.code() == code && order.same_as.is_none()).collect();
        let mut rows = Vec::new();
        for one in of.iter().take(SHOWN) {
            rows.push(Row::new(desk, one, orders)?);
        }
        let hidden = of.len().saturating_sub(SHOWN);
        Ok(Part {
            id: code,
            title: text::count(lang, keys[0], of.len() as u64),
            none: text::get(lang, keys[1]),
            rows,
            more: (hidden > 0).then(|| text::count(lang, "orders-more", hidden as u64)),
        })
    }
}

impl Row {
    fn new(desk: &Desk<'_>, before: &Before, all: &[Before]) -> Result<Row, PageError> {
        let lang = desk.visit.lang;
        let logged = &before.logged;
        let Some(order) = order_of(logged) else { return Err(PageError::Internal("an order that is none".into())) };
        let twice = all.iter().filter(|other| other.same_as.as_ref() == Some(&logged.filing.id));
        let twice: Vec<&Logged> = twice.map(|other| &other.logged).collect();
        let told: Vec<Logged> = twice.iter().copied().chain([logged]).cloned().collect();
        let names = desk.reading.names(&told)?;
        let links = Links { lang, names: &names };
        let findings = desk.reading.findings_of_filing(&logged.filing.id)?;
        let in_findings = desk.reading.names_in(&findings)?;
        let teller = Teller { lang, law: &desk.law, names: &in_findings, today: desk.today };
        let standing =
            findings.iter().filter(|row| row.from_day <= desk.today && row.to_day.is_none_or(|to| to > desk.today));
        let facts = links.facts(&logged.filing.rows()).into_iter().chain(links.absences(&logged.filing)).collect();
        Ok(Row {
            id: logged.filing.id.to_string(),
            title: Cell::link(
                order
                    .reference
                    .as_ref()
                    .map_or_else(|| logged.filing.id.to_string(), |number| number.as_str().to_owned()),
                href(&register::id::Reference::Filing(logged.filing.id.clone()), lang),
            ),
            filer: links.body(&logged.filing.filer),
            facts,
            clock: clock(before.standing, order, lang),
            others: others(before, order, all, lang),
            also: twice.into_iter().map(|told| Also::new(logged, told, links)).collect(),
            found: standing.map(|row| teller.line(row)).collect(),
            open: before.standing == Standing::Asked,
        })
    }
}

/// Other orders before the same court that run in the same case, or with the same technology for the same requester.
fn others(before: &Before, order: &Order, all: &[Before], lang: Lang) -> Vec<Cell> {
    let alike = |other: &&Before| {
        other.logged.entry != before.logged.entry
            && matches!(other.standing, Standing::Asked | Standing::Running(_))
            && order_of(&other.logged).is_some_and(|other| {
                let case = order.case_commitment.is_some() && other.case_commitment == order.case_commitment;
                let tool = order.technology.is_some()
                    && other.technology == order.technology
                    && other.requester == order.requester;
                case || tool
            })
    };
    let cell = |other: &Before| {
        let id = &other.logged.filing.id;
        Cell::link(id.to_string(), href(&register::id::Reference::Filing(id.clone()), lang))
    };
    all.iter().filter(alike).take(5).map(cell).collect()
}

fn clock(standing: Standing, order: &Order, lang: Lang) -> Badge {
    let outcome = order.outcome.words().in_(lang).to_owned();
    let (class, shape, words) = match standing {
        Standing::Asked => ("missing", "○", text::get(lang, "orders-to-decide")),
        Standing::Running(i64::MAX) => {
            ("claimed", "◆", text::with(lang, "orders-open-end", &[("outcome", Arg::Text(outcome))]))
        }
        Standing::Running(left) => {
            let args = [("outcome", Arg::Text(outcome)), ("n", Arg::Count(left.unsigned_abs()))];
            ("filed", "●", text::with(lang, "orders-left", &args))
        }
        Standing::Ended => ("plain", "–", outcome),
        Standing::Told => ("claimed", "◆", outcome),
        Standing::Refused => ("plain", "✕", outcome),
    };
    Badge { class, shape, words }
}
