//! What falls due: deadlines that run and will be broken unless something is filed, regulations and versions of rules
//! that lapse, times in which clocks stand still.

use askama::Template;
use axum::http::StatusCode;
use register::{lang::Lang, time::Date};
use rulebook::{book::Rulebook, calendar::Suspension, law::Law};
use serde_json::{Value, json};

use super::{
    answer::Made,
    asked::Asked,
    card::Badge,
    case::left,
    error::PageError,
    finding_twins as twins,
    findings::{MissingBook, missing},
    frame::Frame,
    link::{Cell, entry_href},
    months::Strip,
    records::Problem,
    rules::names,
    text::{self, Arg},
    told::{Teller, case_href, rule_href, rule_title},
    visit::{Desk, Format},
    words,
};
use crate::index::{FindingRow, FindingsFound, FindingsQuery};

/// Days looked ahead where nothing is asked.
const AHEAD: i64 = 365;

/// Deadlines of a page, and of a file.
const PAGE: u32 = 300;
const FILE: u32 = 5_000;

/// Days before a lapse on which it is told: half a year, a quarter, a month.
const ALARMS: [i64; 3] = [30, 90, 180];

/// The calendar.
#[derive(Debug, Template)]
#[template(path = "calendar.html", whitespace = "minimize")]
struct Calendar {
    frame: Frame,
    missing: Vec<MissingBook>,
    adopted: bool,
    problems: Vec<Problem>,
    from: String,
    to: String,
    count: String,
    strip: Option<Strip>,
    months: Vec<Month>,
    beyond: Option<String>,
    lapses: Vec<Lapse>,
    suspensions: Vec<SuspensionRow>,
}

/// The deadlines of one month.
#[derive(Debug)]
struct Month {
    id: String,
    title: String,
    rows: Vec<DueRow>,
}

/// One deadline.
#[derive(Debug)]
struct DueRow {
    /// The last day on which the rule is still kept.
    last: Cell,
    left: String,
    rule: Cell,
    case: Vec<Cell>,
    why: String,
    body: Cell,
    severity: Badge,
}

/// A regulation or version that ends.
#[derive(Debug)]
struct Lapse {
    to: Cell,
    left: String,
    alarm: Badge,
    what: Cell,
    kind: String,
    day: i64,
    json: Value,
}

/// A time in which clocks stand still.
#[derive(Debug)]
struct SuspensionRow {
    says: String,
    from: Cell,
    to: Cell,
    now: bool,
    source: String,
    laws: String,
    status: Badge,
    book: String,
}

/// Makes the calendar or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let today = desk.today;
    let mut asked = Asked::default();
    let first = asked.part(desk.visit, "from", Date::parse).map_or(today, Date::days);
    let last = asked.part(desk.visit, "to", Date::parse).map_or(first.max(today) + AHEAD, Date::days);
    // A rule is broken from the day after the last on which it could be kept.
    let query = FindingsQuery { from_days: Some((first + 1, last + 1)), ..FindingsQuery::default() };
    let html = desk.visit.format == Format::Html;
    if let (Some(problem), false) = (asked.problems.first(), html) {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let found = desk.reading.findings(&query, today, 0, if html { PAGE } else { FILE })?;
    let law = &desk.law;
    match desk.visit.format {
        Format::Html => page(desk, law, asked.problems, (first, last), &found),
        Format::Csv => Ok(Made::csv(twins::findings_csv(&found.rows, &desk.reading.names_in(&found.rows)?))),
        Format::Json => file(desk, law, (first, last), &found),
    }
}

fn file(desk: &Desk<'_>, law: &Law, (first, last): (i64, i64), found: &FindingsFound) -> Result<Made, PageError> {
    let names = desk.reading.names_in(&found.rows)?;
    let today = desk.today;
    let due: Vec<Value> = found.rows.iter().map(|row| twins::finding_json(row, law, &names)).collect();
    let lapses: Vec<Value> = lapses(law, today, last, desk.visit.lang).into_iter().map(|lapse| lapse.json).collect();
    Made::json(&json!({
        "day": words::iso(today), "from": words::iso(first), "to": words::iso(last), "total": found.total,
        "missing": twins::missing(law), "due": due, "lapses": lapses,
    }))
}

fn page(
    desk: &Desk<'_>,
    law: &Law,
    problems: Vec<Problem>,
    (first, last): (i64, i64),
    found: &FindingsFound,
) -> Result<Made, PageError> {
    let (lang, today) = (desk.visit.lang, desk.today);
    let names = desk.reading.names_in(&found.rows)?;
    let teller = Teller { lang, law, names: &names, today };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let more = found.total.saturating_sub(found.rows.len() as u64);
    let months = months(&teller, &found.rows);
    let counts: Vec<(String, u64)> =
        months.iter().map(|month| (month.title.clone(), month.rows.len() as u64)).collect();
    let page = Calendar {
        frame: Frame::with_twins(desk, text::get(lang, "nav-calendar"), Vec::new()),
        missing: missing(law, lang),
        adopted: !law.adoptions().is_empty(),
        problems,
        from: words::iso(first),
        to: words::iso(last),
        count: text::with(
            lang,
            "calendar-count",
            &[
                ("n", Arg::Count(found.total)),
                ("from", Arg::Text(words::day_cell(first, lang).text)),
                ("to", Arg::Text(words::day_cell(last, lang).text)),
            ],
        ),
        strip: Strip::of(&counts, lang),
        months,
        beyond: (more > 0).then(|| text::count(lang, "calendar-more", more)),
        lapses: lapses(law, today, last, lang),
        suspensions: suspensions(law, today, last, lang),
    };
    Made::page_with(status, &page)
}

/// The deadlines by the month of their last day; `rows` come by day.
fn months(teller: &Teller<'_>, rows: &[FindingRow]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for row in rows {
        let Some((year, month, _)) = words::of_days(row.from_day - 1).map(Date::parts) else { continue };
        let id = format!("m{year:04}-{month:02}");
        if months.last().is_none_or(|last| last.id != id) {
            months.push(Month { id, title: words::month(year, month, teller.lang), rows: Vec::new() });
        }
        months.iter_mut().last().into_iter().for_each(|last| last.rows.push(DueRow::new(teller, row)));
    }
    months
}

impl DueRow {
    fn new(teller: &Teller<'_>, row: &FindingRow) -> DueRow {
        DueRow {
            last: words::day_cell(row.from_day - 1, teller.lang),
            left: left(row.from_day - 1 - teller.today, teller.lang),
            rule: teller.rule(row),
            case: teller.case(&row.case, row.record.as_ref()),
            why: case_href(&row.case, teller.lang),
            body: teller.body(row),
            severity: Badge::severity(&row.severity, row.from_day <= teller.today, teller.lang),
        }
    }
}

/// The regulations and versions of rules in force that end, nearest first: within half a year, or the days asked for.
fn lapses(law: &Law, today: i64, last: i64, lang: Lang) -> Vec<Lapse> {
    let until = last.max(today + ALARMS[2]);
    let ends = |to: i64| (today..=until).contains(&to);
    let mut lapses = Vec::new();
    for adoption in law.adoptions() {
        if let Some(to) = adoption.to.filter(|to| ends(*to)) {
            let what =
                Cell::link(format!("{} {}", adoption.rulebook, adoption.version), entry_href(adoption.entry, lang));
            let json = json!({ "book": adoption.rulebook, "entry": adoption.entry, "to": words::iso(to) });
            lapses.push(Lapse::new(to, today, what, "lapse-regulation", lang, json));
        }
    }
    for book in names(law).into_iter().filter_map(|name| law.in_force(name, today)) {
        for (rule, to) in book.rules.iter().flat_map(|rule| rule.versions.iter().map(move |version| (rule, version.to)))
        {
            if let Some(to) = to.map(Date::days).filter(|to| ends(*to)) {
                let what = Cell::link(rule_title(rule, lang), rule_href(&book.name, &rule.code, lang));
                let json = json!({ "book": book.name, "rule": rule.code, "to": words::iso(to) });
                lapses.push(Lapse::new(to, today, what, "lapse-version", lang, json));
            }
        }
    }
    lapses.sort_by_key(|lapse| lapse.day);
    lapses
}

impl Lapse {
    fn new(to: i64, today: i64, what: Cell, kind: &str, lang: Lang, json: Value) -> Lapse {
        Lapse {
            to: words::day_cell(to, lang),
            left: left(to - today, lang),
            alarm: alarm(to - today, lang),
            what,
            kind: text::get(lang, kind),
            day: to,
            json,
        }
    }
}

/// How near a lapse is.
fn alarm(days: i64, lang: Lang) -> Badge {
    let (class, shape, within) = match days {
        ..=30 => ("missing", "●", ALARMS[0]),
        31..=90 => ("claimed", "◐", ALARMS[1]),
        91..=180 => ("part", "○", ALARMS[2]),
        _ => return Badge { class: "weak", shape: "·", words: text::get(lang, "alarm-later") },
    };
    Badge { class, shape, words: text::count(lang, "alarm-within", within.unsigned_abs()) }
}

/// The laws whose terms a suspension stops; nothing where it stops all.
fn stopped(book: &Rulebook, suspension: &Suspension, lang: Lang) -> String {
    let title = |code: &String| book.laws.law(code).map_or(code.as_str(), |law| law.title.in_(lang)).to_owned();
    match suspension.laws.as_slice() {
        [] => String::new(),
        laws => text::with(
            lang,
            "calendar-laws",
            &[("laws", Arg::Text(laws.iter().map(title).collect::<Vec<_>>().join("; ")))],
        ),
    }
}

/// Times in which clocks stand still, now or in the days asked for.
fn suspensions(law: &Law, today: i64, last: i64, lang: Lang) -> Vec<SuspensionRow> {
    let books = names(law).into_iter().filter_map(|name| law.in_force(name, today));
    let rows = books.flat_map(|book| {
        let meets = |suspension: &&Suspension| suspension.to.days() >= today && suspension.from.days() <= last;
        book.calendar.suspensions.iter().filter(meets).map(move |suspension| SuspensionRow {
            says: suspension.says.in_(lang).to_owned(),
            from: words::day_cell(suspension.from.days(), lang),
            to: words::day_cell(suspension.to.days(), lang),
            now: suspension.from.days() <= today,
            source: suspension.source.clone(),
            laws: stopped(book, suspension, lang),
            status: super::rule::status(
                if suspension.verified {
                    rulebook::version::Status::Verified
                } else {
                    rulebook::version::Status::Unverified
                },
                lang,
            ),
            book: book.title.in_(lang).to_owned(),
        })
    });
    rows.collect()
}
