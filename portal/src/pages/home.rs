//! The first page: is surveillance here under control? Four sentences with figures, one search box, what is new.

use askama::Template;
use register::{
    codelist::{Stage, TechnologyClass},
    lang::Lang,
    lifeline::Logged,
};

use super::{
    answer::Made,
    card,
    error::PageError,
    frame::Frame,
    link::{Cell, Link, entry_href, href},
    text::{self, Arg},
    visit::Desk,
    words::{self, Moment},
};
use crate::index::{Figures, FindingsQuery, Names, RecordRow};

/// The first page.
#[derive(Debug, Template)]
#[template(path = "home.html", whitespace = "minimize")]
struct Home {
    frame: Frame,
    empty: bool,
    figures: Vec<Figure>,
    records: Vec<Recent>,
    classes: Vec<Bar>,
    stages: Vec<Bar>,
    latest: Vec<Latest>,
}

/// One figure with its sentence and the list behind it.
#[derive(Debug)]
struct Figure {
    number: String,
    says: String,
    href: String,
    class: &'static str,
}

/// A class or stage with how many there are.
#[derive(Debug)]
struct Bar {
    link: Link,
    number: String,
    /// Tenths of the longest bar, for the stylesheet.
    tenths: u64,
}

/// A technology of which much is known.
#[derive(Debug)]
struct Recent {
    link: Link,
    class: String,
    holder: String,
}

/// One of the latest entries.
#[derive(Debug)]
struct Latest {
    entry: String,
    href: String,
    title: Cell,
    received: Moment,
}

/// Entries and records on the first page: enough to see that something moves, few enough for one screen.
const SHOWN: u32 = 6;

/// Makes the first page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let figures = desk.reading.figures()?;
    let latest = desk.reading.latest(None, SHOWN)?;
    let names = desk.reading.names(&latest)?;
    let weightiest = desk.reading.most_documented(SHOWN)?;
    let holders = desk.reading.names_of(weightiest.iter().filter_map(|row| row.holder.as_ref()))?;
    let name = Frame::bare(desk.site, desk.visit, String::new()).name;
    let page = Home {
        frame: Frame::new(desk, name, Vec::new()),
        empty: figures.technologies == 0,
        figures: sentences(&figures, desk)?,
        classes: bars(&figures.classes, TechnologyClass::words, |class| format!("class={}", class.code()), lang),
        stages: bars(&figures.stages, Stage::words, |stage| format!("stage={}", stage.code()), lang),
        records: weightiest.iter().map(|row| Recent::new(row, &holders, lang)).collect(),
        latest: latest.iter().map(|logged| Latest::new(logged, lang, &names)).collect(),
    };
    Made::page(&page)
}

fn sentences(figures: &Figures, desk: &Desk<'_>) -> Result<Vec<Figure>, PageError> {
    let lang = desk.visit.lang;
    let figure = |n: u64, key: &str, path: &str, class: &'static str| Figure {
        number: words::number(n, lang),
        says: text::with(lang, key, &[("n", Arg::Count(n))]),
        href: desk.visit.href(path),
        class,
    };
    let mut all = vec![
        figure(figures.technologies, "home-technologies", "/records", "plain"),
        figure(figures.unfiled, "home-unfiled", "/records?unfiled=yes", "missing"),
        figure(figures.claims, "home-claims", "/log#forms", "claimed"),
        figure(figures.disagreements, "home-disagreements", "/disagreements", "claimed"),
    ];
    if !desk.law.adoptions().is_empty() {
        let found = desk.reading.totals(&FindingsQuery::default(), desk.today)?;
        all.push(figure(found.breaches, "total-breaches", "/findings?severity=breach", "missing"));
        all.push(figure(found.flags, "total-flags", "/findings?severity=flag", "claimed"));
    }
    Ok(all)
}

fn bars<T: Copy>(
    counts: &[(T, u64)],
    label: impl Fn(T) -> register::lang::Words,
    query: impl Fn(T) -> String,
    lang: Lang,
) -> Vec<Bar> {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let bar = |(item, count): &(T, u64)| Bar {
        link: Link {
            href: format!("/{}/records?{}", lang.tag(), query(*item)),
            words: label(*item).in_(lang).to_owned(),
        },
        number: words::number(*count, lang),
        tenths: (count * 10).div_ceil(most),
    };
    counts.iter().map(bar).collect()
}

impl Recent {
    fn new(row: &RecordRow, names: &Names, lang: Lang) -> Recent {
        let holder = row.holder.as_ref().map(|id| names.of(id.as_str()).unwrap_or(id.as_str()).to_owned());
        let reference = register::id::Reference::Filing(row.id.clone());
        Recent {
            link: Link { href: href(&reference, lang), words: row.name.clone() },
            class: row.class.words().in_(lang).to_owned(),
            holder: holder.unwrap_or_else(|| text::get(lang, "holder-unknown")),
        }
    }
}

impl Latest {
    fn new(logged: &Logged, lang: Lang, names: &Names) -> Latest {
        Latest {
            entry: words::number(logged.entry, lang),
            href: entry_href(logged.entry, lang),
            title: card::title(logged, lang, names),
            received: words::instant(logged.received, lang),
        }
    }
}
