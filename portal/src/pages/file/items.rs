//! A list of records in a draft: what each says, how it stands, and the way to its own page.

use askama::Template;
use axum::http::StatusCode;

use super::{
    super::{answer::Made, error::PageError, frame::Frame, text, visit::Desk},
    Opened, attempt,
    draft::{Row, is_within, problems_of},
    question::{Asked, next},
    told,
};
use crate::intake::DraftError;

/// The page.
#[derive(Debug, Template)]
#[template(path = "items.html", whitespace = "minimize")]
struct Page {
    frame: Frame,
    /// Whether the draft was saved elsewhere before something was to be taken out.
    is_changed: bool,
    count: String,
    /// What is wrong with the list as such.
    problems: Vec<String>,
    rows: Vec<Row>,
    version: i64,
    action: String,
    add: String,
    next: String,
    list: String,
}

/// Takes an item out and shows what is left.
pub(super) fn take_out(
    desk: &Desk<'_>,
    opened: &Opened,
    asked: &Asked,
    (at, version): (usize, i64),
) -> Result<Made, PageError> {
    asked.items(&opened.paper).ok_or(PageError::NotFound)?;
    let mut paper = opened.paper.clone();
    paper.put(asked.property.name, at, None);
    match opened.drafts.save(&opened.code, version, &paper.text(), desk.today) {
        Ok(()) => Ok(Made::See(opened.question(desk, asked.property.name, None))),
        Err(DraftError::Changed) => make(desk, opened, asked, StatusCode::CONFLICT),
        Err(error) => Err(error.into()),
    }
}

/// Makes the page of a list; in conflict where the draft was changed meanwhile.
pub(super) fn make(desk: &Desk<'_>, opened: &Opened, asked: &Asked, status: StatusCode) -> Result<Made, PageError> {
    let (lang, property, paper) = (desk.visit.lang, &asked.property, &opened.paper);
    let items = asked.items(paper).ok_or(PageError::NotFound)?;
    let tried = attempt(desk, paper)?;
    let properties = paper.properties();
    let wrong = |path: &str| -> Vec<String> {
        let own = problems_of(&tried).iter().filter(|problem| is_within(path, &problem.field));
        own.map(|problem| told::within(problem, &properties, lang)).collect()
    };
    let of_list = problems_of(&tried).iter().filter(|problem| problem.field == property.name);
    let row = |at: usize| {
        let problems = wrong(&format!("{}[{at}]", property.name));
        Row::of_item(&items.input(at, lang), opened.question(desk, property.name, Some(at)), problems, lang)
    };
    let page = Page {
        frame: opened.frame(desk, property.label.in_(lang).to_owned()),
        is_changed: status == StatusCode::CONFLICT,
        count: text::count(lang, "desk-items", items.said.len() as u64),
        problems: of_list.map(|problem| told::within(problem, &properties, lang)).collect(),
        rows: (0..items.said.len()).map(row).collect(),
        version: opened.draft.version,
        action: opened.question(desk, property.name, None),
        add: opened.question(desk, property.name, Some(items.said.len())),
        next: next(desk, opened, property, paper),
        list: opened.href(desk, ""),
    };
    Made::page_with(status, &page)
}
