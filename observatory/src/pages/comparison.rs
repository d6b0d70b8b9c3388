//! Two to five registers side by side, thirty questions each; "not published" is counted, unlike units are not compared.

use askama::Template;
use portal::pages::Format;
use serde_json::json;

use super::{
    Desk, Fault, Made,
    frame::{Badge, Frame},
    home::names,
};
use crate::{
    answer::State,
    compare::{COLUMNS, Cell, Comparison, MOST, Side, moment},
    directory::Listed,
    question::PARTS,
    words,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "compare.html", whitespace = "minimize")]
struct Compare {
    frame: Frame,
    choices: Vec<Choice>,
    heads: Vec<Head>,
    parts: Vec<Part>,
}

/// A register that can be chosen.
#[derive(Debug)]
struct Choice {
    id: String,
    name: String,
    chosen: bool,
}

/// A register that was chosen.
#[derive(Debug)]
struct Head {
    name: String,
    url: String,
    badge: Badge,
    size: String,
    verified: Option<(String, String)>,
    counts: Vec<(String, u64)>,
}

/// The questions of one part of a technology's life.
#[derive(Debug)]
struct Part {
    code: &'static str,
    title: String,
    rows: Vec<RowView>,
}

/// One question.
#[derive(Debug)]
struct RowView {
    id: String,
    says: String,
    requirement: String,
    /// How it is answered, as its file declares it.
    query: String,
    /// Why the answers are not held against one another; none where they may be, or where there are fewer than two.
    refused: Option<String>,
    cells: Vec<CellView>,
}

/// One answer.
#[derive(Debug)]
struct CellView {
    register: String,
    figures: Vec<FigureView>,
    /// What is said in the place of figures: class and words.
    instead: Option<(&'static str, String)>,
    remarks: Vec<String>,
}

/// One figure.
#[derive(Debug)]
struct FigureView {
    amount: String,
    notes: String,
    rate: Option<(String, String)>,
    entries: Vec<(String, String)>,
}

/// Entries that a page links to beside one figure.
const LINKED: usize = 3;

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, Fault> {
    let lang = desk.visit.lang;
    let listed = chosen(desk)?;
    let html = desk.visit.format == Format::Html;
    if !html && listed.is_empty() {
        return Err(Fault::Unclear(words::get(lang, "compare-choose")));
    }
    let comparison = Comparison::of(&listed, &desk.shown.directory, &desk.shown.index)?;
    match desk.visit.format {
        Format::Json => Ok(Made::json(&json!({ "comparison": comparison.document() }))),
        Format::Csv => Ok(Made::csv(&COLUMNS, comparison.table())),
        Format::Html => Made::page(&Compare::new(desk, &listed, &comparison)?),
    }
}

/// The registers asked for, each once.
fn chosen<'d>(desk: &Desk<'d>) -> Result<Vec<&'d Listed>, Fault> {
    let lang = desk.visit.lang;
    let mut listed: Vec<&Listed> = Vec::new();
    for id in desk.visit.list("with") {
        match desk.shown.directory.registers.get(id) {
            Some(of) if listed.iter().all(|known| known.id != of.id) => listed.push(of),
            Some(_) => {}
            None => return Err(Fault::Unclear(words::with(lang, "compare-unknown", &[("id", id)]))),
        }
    }
    if listed.len() > MOST {
        return Err(Fault::Unclear(words::get(lang, "compare-most")));
    }
    Ok(listed)
}

impl Compare {
    fn new(desk: &Desk<'_>, listed: &[&Listed], comparison: &Comparison<'_>) -> Result<Compare, Fault> {
        let lang = desk.visit.lang;
        let frame = Frame::new(desk, words::get(lang, "compare-title"), Vec::new());
        let chosen = |id: &String| listed.iter().any(|known| known.id == *id);
        Ok(Compare {
            frame: if listed.is_empty() { frame } else { frame.with_twins(desk, "/compare") },
            choices: names(desk)?.into_iter().map(|(id, name)| Choice { chosen: chosen(&id), id, name }).collect(),
            heads: comparison.sides.iter().map(|side| head(desk, side)).collect(),
            parts: if listed.is_empty() {
                Vec::new()
            } else {
                PARTS.map(|part| self::part(desk, comparison, part)).into()
            },
        })
    }
}

fn head(desk: &Desk<'_>, side: &Side<'_>) -> Head {
    let lang = desk.visit.lang;
    let states = [State::Value, State::NotPublished, State::Withheld, State::NoDuty];
    Head {
        name: side.name(lang),
        url: side.listed.url.clone(),
        badge: Badge::of(side.known.state, lang),
        size: register::shown::Shown::Quantity(side.known.size, side.known.size).text(lang),
        verified: moment(side.known.verified),
        counts: states.map(|state| (words::get(lang, &format!("answers-{}", state.code())), side.count(state))).into(),
    }
}

fn part(desk: &Desk<'_>, comparison: &Comparison<'_>, code: &'static str) -> Part {
    let lang = desk.visit.lang;
    let rows = comparison.rows.iter().filter(|row| row.question.part == code).map(|row| RowView {
        id: row.question.id.clone(),
        says: row.question.says(lang).to_owned(),
        requirement: row.question.row.clone(),
        query: row.question.declared(),
        refused: row.common.refused(lang),
        cells: comparison
            .sides
            .iter()
            .zip(&row.cells)
            .map(|(side, cell)| CellView::new(desk, side, cell.as_ref()))
            .collect(),
    });
    Part { code, title: words::get(lang, &format!("part-{code}")), rows: rows.collect() }
}

impl CellView {
    fn new(desk: &Desk<'_>, side: &Side<'_>, cell: Option<&Cell>) -> CellView {
        let lang = desk.visit.lang;
        let register = side.name(lang);
        let Some(cell) = cell else {
            let instead = Some(("claim", words::get(lang, "not-verified")));
            return CellView { register, figures: Vec::new(), instead, remarks: Vec::new() };
        };
        let figures = cell.answer.values.iter().zip(&cell.rates);
        let figures: Vec<FigureView> = figures
            .map(|(figure, rate)| FigureView {
                amount: words::amount(figure, lang),
                notes: words::notes(figure, lang).join(" · "),
                rate: rate
                    .as_ref()
                    .map(|rate| (words::rate(rate, figure, lang), format!("{} ({})", rate.source, rate.mark))),
                entries: figure
                    .entries
                    .iter()
                    .take(LINKED)
                    .map(|entry| (format!("{}/{}/entries/{entry}", side.listed.url, lang.tag()), entry.to_string()))
                    .collect(),
            })
            .collect();
        let state = cell.answer.state;
        let class = match state {
            State::Value => "good",
            State::NotPublished => "missing",
            State::Withheld | State::NoDuty => "claim",
        };
        let instead = figures.is_empty().then(|| (class, words::get(lang, &format!("answer-{}", state.code()))));
        CellView { register, figures, instead, remarks: words::remarks(&cell.answer, lang) }
    }
}
