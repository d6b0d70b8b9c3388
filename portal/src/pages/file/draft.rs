//! A draft as a list of questions: what is answered, what is to be answered or put right, tried against the register as it
//! stands at this moment.

use askama::Template;
use register::{
    field::Presence,
    lang::Lang,
    problem::{Problem, Reason, Refusal},
    schema::Property,
};
use serde_json::Value;

use super::{
    super::{
        answer::Made,
        card::Badge,
        error::PageError,
        frame::Frame,
        link::escaped,
        sent::Fields,
        text::{self, Arg},
        visit::Desk,
        words,
    },
    Opened, attempt, told,
};
use crate::{
    intake::{Ask, EXPLAINING, Field, Input, KEPT_DAYS, Paper},
    registrar::Tried,
};

/// Characters of an answer in the list.
const SHOWN: usize = 160;

/// The page.
#[derive(Debug, Template)]
#[template(path = "draft_list.html", whitespace = "minimize")]
struct List {
    frame: Frame,
    kept: String,
    progress: String,
    standing: Badge,
    says: String,
    /// What is wrong with the whole.
    whole: Vec<String>,
    sections: Vec<Section>,
    next: Option<String>,
    sign: String,
    download: String,
    delete: String,
    /// What the form does not know: name, and where it is taken out.
    strange: Vec<(String, String)>,
    version: i64,
}

/// Questions that belong together.
#[derive(Debug)]
struct Section {
    title: String,
    rows: Vec<Row>,
}

/// One question, or one item of a list.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) says: String,
    pub(super) state: Badge,
    pub(super) problems: Vec<String>,
}

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let opened = Opened::of(desk)?;
    let lang = desk.visit.lang;
    let tried = attempt(desk, &opened.paper)?;
    let problems = problems_of(&tried);
    let properties = opened.paper.properties();
    let is_open = |property: &Property| is_open(&opened.paper, property);
    let wanted: Vec<&Property> = properties.iter().filter(|property| property.presence != Presence::Optional).collect();
    let open = wanted.iter().filter(|property| is_open(property)).count();
    let count = [("n", wanted.len() - open), ("of", wanted.len())].map(|(name, n)| (name, Arg::Count(n as u64)));
    let day = words::day_cell(opened.draft.changed + KEPT_DAYS, lang).text;
    let page = List {
        frame: super::framed(desk, opened.title(desk), Vec::new()),
        kept: text::with(lang, "desk-kept", &[("day", Arg::Text(day))]),
        progress: text::with(lang, "desk-progress", &count),
        standing: standing(&tried, open, desk),
        says: standing_says(&tried, open, desk),
        whole: problems
            .iter()
            .filter(|problem| !is_asked(&properties, problem))
            .map(|problem| told::whole(problem, &properties, lang))
            .collect(),
        sections: sections(&opened, &properties, problems, desk),
        next: properties
            .iter()
            .find(|property| property.presence != Presence::Optional && is_open(property))
            .map(|property| opened.question(desk, property.name, None)),
        sign: opened.href(desk, "/sign"),
        download: opened.href(desk, "/draft.json"),
        delete: opened.href(desk, "/delete"),
        strange: opened
            .paper
            .strange()
            .map(|name| (name.to_owned(), opened.question(desk, &escaped(name), None)))
            .collect(),
        version: opened.draft.version,
    };
    Made::page(&page)
}

/// Whether a question holds what is wrong.
fn is_asked(properties: &[Property], problem: &Problem) -> bool {
    properties.iter().any(|property| is_within(property.name, &problem.field))
}

/// The draft as a file.
pub(super) fn text(desk: &Desk<'_>) -> Result<Made, PageError> {
    let opened = Opened::of(desk)?;
    Ok(Made::Text { media: "application/json", text: opened.paper.text() })
}

/// Deletes the draft.
pub(super) fn delete(desk: &Desk<'_>, _: Fields) -> Result<Made, PageError> {
    let opened = Opened::of(desk)?;
    opened.drafts.delete(&opened.code)?;
    Ok(Made::See(desk.visit.href("/file")))
}

/// What is wrong with a draft that was tried.
pub(super) fn problems_of(tried: &Tried) -> &[Problem] {
    match tried {
        Tried::Refused(Refusal { problems }) => problems,
        _ => &[],
    }
}

/// Whether a place is another, or inside it.
pub(super) fn is_within(path: &str, field: &str) -> bool {
    field.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Whether nothing is said in a field, not even why.
pub(super) fn is_open(paper: &Paper, property: &Property) -> bool {
    let is_empty = match paper.get(property.name) {
        None => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(_) => false,
    };
    is_empty && !is_explained(paper, property.name)
}

/// Whether a field is withheld, unknown, or named as its source does.
fn is_explained(paper: &Paper, name: &str) -> bool {
    let lists = ["withheld", "unknown", "named"].into_iter().filter_map(|list| paper.get(list)?.as_array());
    lists.flatten().any(|one| one.get("field").and_then(Value::as_str) == Some(name))
}

/// How a draft stands of which so many questions are open.
pub(super) fn standing(tried: &Tried, open: usize, desk: &Desk<'_>) -> Badge {
    let (class, shape, key) = match tried {
        Tried::WouldStand { .. } => ("good", "✓", "desk-right"),
        Tried::Already { .. } => ("good", "✓", "desk-already"),
        Tried::Refused(refusal) if refusal.problems.is_empty() => ("good", "✓", "desk-right"),
        Tried::Refused(_) if open > 0 => ("weak", "○", "desk-unfinished"),
        Tried::Refused(_) => ("missing", "✕", "desk-wrong"),
        Tried::Unavailable(_) => ("weak", "?", "desk-untried"),
    };
    Badge { class, shape, words: text::get(desk.visit.lang, key) }
}

fn standing_says(tried: &Tried, open: usize, desk: &Desk<'_>) -> String {
    let lang = desk.visit.lang;
    match tried {
        Tried::Already { entry } => text::count(lang, "desk-already-says", *entry),
        Tried::Refused(refusal) if refusal.problems.is_empty() => text::get(lang, "desk-right-says"),
        Tried::WouldStand { .. } => text::get(lang, "desk-right-says"),
        Tried::Refused(_) if open > 0 => text::get(lang, "desk-unfinished-says"),
        Tried::Refused(refusal) => text::count(lang, "desk-wrong-says", refusal.problems.len() as u64),
        Tried::Unavailable(_) => text::get(lang, "desk-untried-says"),
    }
}

fn sections(opened: &Opened, properties: &[Property], problems: &[Problem], desk: &Desk<'_>) -> Vec<Section> {
    let key = |property: &Property| match property.name {
        "id" | "filer" | "about" | "occurred" => "desk-section-what",
        "sources" | "documents" => "desk-section-evidence",
        name if EXPLAINING.contains(&name) => "desk-section-held",
        _ if property.presence == Presence::Optional => "desk-section-more",
        _ => "desk-section-own",
    };
    let keys =
        ["desk-section-what", "desk-section-own", "desk-section-more", "desk-section-evidence", "desk-section-held"];
    let section = |of: &'static str| Section {
        title: text::get(desk.visit.lang, of),
        rows: properties
            .iter()
            .filter(|property| key(property) == of)
            .map(|property| Row::new(opened, property, properties, problems, desk))
            .collect(),
    };
    keys.into_iter().map(section).filter(|section| !section.rows.is_empty()).collect()
}

impl Row {
    fn new(
        opened: &Opened,
        property: &Property,
        properties: &[Property],
        problems: &[Problem],
        desk: &Desk<'_>,
    ) -> Row {
        let lang = desk.visit.lang;
        let open = is_open(&opened.paper, property);
        // What is only missing is still to be answered.
        let counts = |problem: &&Problem| {
            is_within(property.name, &problem.field) && !(open && matches!(problem.reason, Reason::Missing { .. }))
        };
        let problems: Vec<String> =
            problems.iter().filter(counts).map(|problem| told::within(problem, properties, lang)).collect();
        let value = opened.paper.get(property.name);
        let (class, shape, key) = match (problems.is_empty(), value, open, property.presence) {
            (false, ..) => ("missing", "✕", "desk-state-wrong"),
            (true, _, true, Presence::Optional) => ("plain", "–", "desk-state-optional"),
            (true, _, true, Presence::Expected) => ("weak", "○", "desk-state-expected"),
            (true, _, true, Presence::Required) => ("weak", "○", "desk-state-open"),
            (true, None, false, _) => ("claimed", "◆", "desk-state-explained"),
            (true, Some(_), false, _) => ("good", "✓", "desk-state-answered"),
        };
        Row {
            label: property.label.in_(lang).to_owned(),
            href: opened.question(desk, property.name, None),
            says: shortened(&answer(Field { property, value }, lang)),
            state: Badge { class, shape, words: text::get(lang, key) },
            problems,
        }
    }

    /// An item of a list, with what is wrong in it.
    pub(super) fn of_item(input: &Input, href: String, problems: Vec<String>, lang: Lang) -> Row {
        let (class, shape, key) = match problems.is_empty() {
            true => ("good", "✓", "desk-state-answered"),
            false => ("missing", "✕", "desk-state-wrong"),
        };
        Row {
            label: input.label.clone(),
            href,
            says: shortened(&said(input).join("; ")),
            state: Badge { class, shape, words: text::get(lang, key) },
            problems,
        }
    }
}

/// What a field says, in words, as far as a list of questions tells it.
fn answer(field: Field<'_>, lang: Lang) -> String {
    let said = match field.items() {
        Some(items) => (0..items.said.len().min(SHOWN)).flat_map(|at| said(&items.input(at, lang))).collect(),
        None => said(&field.input(lang)),
    };
    said.join("; ")
}

/// What is filled in, in words.
pub(super) fn said(input: &Input) -> Vec<String> {
    let inner = |all: &[Input]| all.iter().flat_map(said).collect::<Vec<_>>();
    let labelled = |all: &[Input]| {
        let one = |input: &Input| {
            let said = said(input).join(", ");
            let colon = if input.label.is_empty() { "" } else { ": " };
            (!said.is_empty()).then(|| format!("{}{colon}{said}", input.label))
        };
        let said: Vec<String> = all.iter().filter_map(one).collect();
        if said.is_empty() { Vec::new() } else { vec![said.join(", ")] }
    };
    match &input.ask {
        Ask::Line { value, .. } | Ask::Area { value, .. } => {
            Some(value.clone()).filter(|value| !value.is_empty()).into_iter().collect()
        }
        Ask::Choice(options) | Ask::Ticks(options) => {
            options.iter().filter(|option| option.2).map(|option| option.1.clone()).collect()
        }
        Ask::Either(said) => said.map(|said| if said { "✓" } else { "✕" }.to_owned()).into_iter().collect(),
        Ask::Group(all) => labelled(all),
        Ask::OneOf(all) | Ask::Many(all) => inner(all),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
