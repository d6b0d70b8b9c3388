//! Who owes figures and gave none: for each duty, body and period, what was filed, late, withheld or never. From the duties
//! in the rulebooks in force; zero is only what somebody signed as zero.

use std::{cmp::Ordering, collections::BTreeMap};

use askama::Template;
use axum::http::StatusCode;
use figures::{
    absence::{Obliged, Owed, State, ledger},
    duty::Duty,
    period::Period,
};
use register::{
    id::{BodyId, Reference},
    lang::Lang,
    time::Date,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    card::Badge,
    error::PageError,
    frame::Frame,
    gaps::part,
    link::{Cell, Links, escaped, href, with_params},
    records::Problem,
    text::{self, Arg},
    told::rule_href,
    twins::csv,
    visit::{Desk, Format, Visit},
    words,
};
use crate::index::Names;

/// Periods of a duty that a page shows; the twins have all of them.
const SHOWN: usize = 12;

/// Bodies of a page, and of a file.
const PAGE: usize = 50;
const FILE: usize = 500;

/// Bodies looked at together.
const STEP: u32 = 256;

/// Every way a duty can stand, in the order of the legend.
const STATES: [&str; 9] =
    ["filed", "nil", "late", "partly", "refused", "transcribed", "missing", "not-yet-due", "ended"];

/// The page.
#[derive(Debug, Template)]
#[template(path = "duties.html", whitespace = "minimize")]
struct Duties {
    frame: Frame,
    problems: Vec<Problem>,
    totals: Vec<(Badge, String)>,
    grids: Vec<Grid>,
    next: Option<String>,
    first: Option<String>,
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
struct Asked {
    body: Option<BodyId>,
    period: Option<Period>,
    state: Option<&'static str>,
    /// The last body of the page before.
    after: Option<BodyId>,
}

/// One duty: a table of bodies by periods.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) id: String,
    pub(super) says: String,
    pub(super) rule: Cell,
    pub(super) law: String,
    pub(super) status: String,
    pub(super) ended: Option<String>,
    pub(super) due: String,
    pub(super) periods: Vec<String>,
    pub(super) rows: Vec<GridRow>,
    /// Periods before those shown.
    pub(super) earlier: Option<String>,
}

/// One body.
#[derive(Debug)]
pub(super) struct GridRow {
    pub(super) body: Cell,
    /// Nothing where the cell was not asked for.
    pub(super) cells: Vec<Option<GridCell>>,
}

/// One period of one body.
#[derive(Debug)]
pub(super) struct GridCell {
    pub(super) badge: Badge,
    pub(super) href: Option<String>,
    pub(super) hint: String,
}

/// The duties in force, and how each stands for some bodies on the day of a page.
pub(super) struct Owing {
    pub(super) duties: Vec<(String, Duty)>,
    pub(super) owed: Vec<Owed>,
    /// How often each state is found, for the bodies that are not on this page too.
    counts: BTreeMap<&'static str, u64>,
    /// The last body, where there are more.
    after: Option<BodyId>,
}

impl Owing {
    /// Of one body.
    pub(super) fn of(desk: &Desk<'_>, body: &BodyId) -> Result<Owing, PageError> {
        let mut looking = Looking::new(desk, Asked::default(), 1);
        if let Some(obliged) = desk.reading.obliged(body)? {
            looking.look_at(body, obliged)?;
        }
        Ok(looking.owing)
    }

    /// Of the bodies asked for, so many of them at most. All are looked at, one after the other; held are those shown.
    fn asked(desk: &Desk<'_>, asked: Asked, most: usize) -> Result<Owing, PageError> {
        if let Some(body) = asked.body.clone() {
            let obliged = desk.reading.obliged(&body)?;
            let mut looking = Looking::new(desk, asked, most);
            obliged.map(|obliged| looking.look_at(&body, obliged)).transpose()?;
            return Ok(looking.owing);
        }
        let mut looking = Looking::new(desk, asked, most);
        let mut last = String::new();
        loop {
            let bodies = desk.reading.bodies_after(&last, STEP)?;
            let Some((end, _)) = bodies.last() else { return Ok(looking.owing) };
            last = end.to_string();
            for (body, obliged) in &bodies {
                looking.look_at(body, *obliged)?;
            }
        }
    }
}

/// Duties being looked at, body after body.
struct Looking<'d> {
    desk: &'d Desk<'d>,
    duties: Vec<Duty>,
    asked: Asked,
    most: usize,
    shown: usize,
    owing: Owing,
}

impl<'d> Looking<'d> {
    fn new(desk: &'d Desk<'d>, asked: Asked, most: usize) -> Looking<'d> {
        let duties = desk.law.duties(desk.today);
        Looking {
            desk,
            duties: duties.iter().map(|(_, duty)| duty.clone()).collect(),
            asked,
            most,
            shown: 0,
            owing: Owing { duties, owed: Vec::new(), counts: BTreeMap::new(), after: None },
        }
    }

    fn look_at(&mut self, body: &BodyId, obliged: Obliged) -> Result<(), PageError> {
        let Some(today) = Date::from_days(self.desk.today) else { return Ok(()) };
        if !self.duties.iter().any(|duty| duty.binds(body, obliged.kind)) {
            return Ok(());
        }
        let returns = self.desk.reading.reported(body)?;
        let mut owed = ledger(&self.duties, std::iter::once((body, obliged)), &returns, today);
        owed.retain(|owed| self.asked.wants(owed));
        owed.iter().for_each(|owed| *self.owing.counts.entry(owed.state.code()).or_default() += 1);
        let before = self.asked.after.as_ref().is_some_and(|after| body <= after);
        if owed.is_empty() || before {
            return Ok(());
        }
        self.shown += 1;
        match self.shown.cmp(&(self.most + 1)) {
            Ordering::Less => self.owing.owed.extend(owed),
            Ordering::Equal => self.owing.after = self.owing.owed.last().map(|owed| owed.body.clone()),
            Ordering::Greater => {}
        }
        Ok(())
    }
}

impl Asked {
    fn read(visit: &Visit) -> (Asked, Vec<Problem>) {
        let mut problems = Vec::new();
        let asked = Asked {
            body: part(visit, &mut problems, "body", BodyId::parse),
            period: part(visit, &mut problems, "period", Period::parse),
            state: part(visit, &mut problems, "state", |code| STATES.into_iter().find(|state| *state == code)),
            after: part(visit, &mut problems, "after", BodyId::parse),
        };
        (asked, problems)
    }

    fn wants(&self, owed: &Owed) -> bool {
        self.period.is_none_or(|period| owed.period == period)
            && self.state.is_none_or(|code| owed.state.code() == code)
    }

    /// The address of the same after a body.
    fn address(&self, visit: &Visit, ending: &str, after: Option<&BodyId>) -> String {
        let parts = [
            ("body", self.body.as_ref().map(|body| escaped(body.as_str()))),
            ("period", self.period.map(|period| period.to_string())),
            ("state", self.state.map(str::to_owned)),
            ("after", after.map(|body| escaped(body.as_str()))),
        ];
        visit.href(&with_params(&format!("/duties{ending}"), parts))
    }
}

impl Owing {
    /// A table for each duty that anybody owes.
    pub(super) fn grids(&self, desk: &Desk<'_>) -> Result<Vec<Grid>, PageError> {
        let bodies = self.owed.iter().map(|owed| Reference::Body(owed.body.clone()));
        let names = desk.reading.names_for(bodies)?;
        let grid = |(at, (book, duty)): (usize, &(String, Duty))| {
            let mine: Vec<&Owed> = self.owed.iter().filter(|owed| owed.duty == at).collect();
            (!mine.is_empty()).then(|| Grid::new(desk, at, (book, duty), &mine, &names))
        };
        Ok(self.duties.iter().enumerate().filter_map(grid).collect())
    }
}

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let (asked, problems) = Asked::read(desk.visit);
    let html = desk.visit.format == Format::Html;
    if let (Some(problem), false) = (problems.first(), html) {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let ending = match desk.visit.format {
        Format::Html => "",
        Format::Json => ".json",
        Format::Csv => ".csv",
    };
    let of = |after: Option<&BodyId>| asked.address(desk.visit, ending, after);
    let first = asked.after.is_some().then(|| of(None));
    let owing = Owing::asked(desk, asked.clone(), if html { PAGE } else { FILE })?;
    let next = owing.after.as_ref().map(|after| of(Some(after)));
    match desk.visit.format {
        Format::Json => Ok(Made::json(&owing.json(desk, next.as_deref()))?.then(next)),
        Format::Csv => Ok(Made::csv(csv(&COLUMNS, owing.owed.iter().map(|owed| owing.csv_row(owed)))).then(next)),
        Format::Html => {
            let lang = desk.visit.lang;
            let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
            let page = Duties {
                frame: Frame::with_twins(desk, text::get(lang, "nav-duties"), Vec::new()),
                problems,
                totals: owing.totals(lang),
                grids: owing.grids(desk)?,
                next,
                first,
            };
            Made::page_with(status, &page)
        }
    }
}

const COLUMNS: [&str; 11] =
    ["rulebook", "rule", "duty_es", "duty_en", "law", "status", "body", "period", "state", "days", "filing"];

impl Owing {
    fn totals(&self, lang: Lang) -> Vec<(Badge, String)> {
        let count = |state: &&str| self.counts.get(*state).copied().unwrap_or(0);
        STATES.iter().map(|state| (badge(state, lang), words::number(count(state), lang))).collect()
    }

    fn csv_row(&self, owed: &Owed) -> Vec<String> {
        let (book, duty) = &self.duties[owed.duty];
        vec![
            book.clone(),
            duty.rule.clone(),
            duty.es.clone(),
            duty.en.clone(),
            duty.law.clone(),
            duty.status.clone(),
            owed.body.to_string(),
            owed.period.to_string(),
            owed.state.code().to_owned(),
            days(&owed.state).map(|days| days.to_string()).unwrap_or_default(),
            owed.state.filing().map(ToString::to_string).unwrap_or_default(),
        ]
    }

    fn json(&self, desk: &Desk<'_>, next: Option<&str>) -> Value {
        let duty = |(at, (book, duty)): (usize, &(String, Duty))| {
            json!({
                "duty": at, "rulebook": book, "rule": duty.rule, "es": duty.es, "en": duty.en, "law": duty.law,
                "status": duty.status, "from": duty.from.to_string(), "to": duty.to.map(|day| day.to_string()), "due_days": duty.due,
            })
        };
        let owed = |owed: &Owed| {
            json!({
                "duty": owed.duty, "body": owed.body.as_str(), "period": owed.period.to_string(), "state": owed.state.code(),
                "days": days(&owed.state), "filing": owed.state.filing().map(ToString::to_string),
            })
        };
        json!({
            "day": words::iso(desk.today), "duties": self.duties.iter().enumerate().map(duty).collect::<Vec<_>>(),
            "totals": self.counts, "owed": self.owed.iter().map(owed).collect::<Vec<_>>(), "next": next,
        })
    }
}

fn days(state: &State) -> Option<i64> {
    match state {
        State::Late(_, days) | State::Missing(days) => Some(*days),
        _ => None,
    }
}

/// How a duty stands, as a word beside a shape.
pub(super) fn badge(code: &str, lang: Lang) -> Badge {
    let (class, shape) = match code {
        "filed" | "nil" => ("filed", "●"),
        "late" | "partly" | "refused" | "transcribed" => ("claimed", "◆"),
        "missing" => ("missing", "✕"),
        _ => ("plain", "○"),
    };
    Badge { class, shape, words: text::get(lang, &format!("owed-{code}")) }
}

impl Grid {
    fn new(desk: &Desk<'_>, at: usize, (book, duty): (&str, &Duty), owed: &[&Owed], names: &Names) -> Grid {
        let lang = desk.visit.lang;
        let mut periods: Vec<Period> = owed.iter().map(|owed| owed.period).collect();
        periods.sort_unstable();
        periods.dedup();
        let earlier = periods.len().saturating_sub(SHOWN);
        let shown = &periods[earlier..];
        let mut rows: BTreeMap<&BodyId, BTreeMap<Period, &Owed>> = BTreeMap::new();
        for one in owed {
            rows.entry(&one.body).or_default().insert(one.period, one);
        }
        let links = Links { lang, names };
        let cell = |of: &BTreeMap<Period, &Owed>, period: &Period| of.get(period).map(|owed| GridCell::new(owed, lang));
        let row = |(body, of): (&BodyId, &BTreeMap<Period, &Owed>)| GridRow {
            body: links.body(body),
            cells: shown.iter().map(|period| cell(of, period)).collect(),
        };
        Grid {
            id: format!("duty-{at}"),
            says: if lang == Lang::Es { duty.es.clone() } else { duty.en.clone() },
            rule: Cell::link(duty.rule.clone(), rule_href(book, &duty.rule, lang)),
            law: duty.law.clone(),
            status: text::get(lang, &format!("duty-{}", duty.status)),
            ended: duty.ended.as_ref().map(|(es, en)| if lang == Lang::Es { es.clone() } else { en.clone() }),
            due: text::count(lang, "duty-due", u64::from(duty.due)),
            periods: shown.iter().map(ToString::to_string).collect(),
            rows: rows.iter().map(|(body, of)| row((body, of))).collect(),
            earlier: (earlier > 0).then(|| text::count(lang, "duty-earlier", earlier as u64)),
        }
    }
}

impl GridCell {
    fn new(owed: &Owed, lang: Lang) -> GridCell {
        let hint = match &owed.state {
            State::Late(_, days) => text::count(lang, "owed-days-late", days.unsigned_abs()),
            State::Missing(days) => text::count(lang, "owed-days", days.unsigned_abs()),
            State::NotYetDue(day) => text::with(lang, "owed-until", &[("day", Arg::Text(words::date(*day, lang)))]),
            _ => String::new(),
        };
        let filing = owed.state.filing().map(|id| href(&Reference::Filing(id.clone()), lang));
        GridCell { badge: badge(owed.state.code(), lang), href: filing, hint }
    }
}
