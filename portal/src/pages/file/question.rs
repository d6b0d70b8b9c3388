//! One question of a draft, and its answer: a value, or why there is none. Of a list of records each has a page of its own.

use askama::Template;
use axum::http::StatusCode;
use register::{codelist::UnknownReason, field::Presence, lang::Lang, problem::Reason, schema::Property};
use serde_json::{Value, json};

use super::{
    super::{answer::Made, error::PageError, frame::Frame, sent::Fields, text, visit::Desk},
    DRAFTS, Opened, attempt,
    draft::{is_open, is_within, problems_of, said},
    items, told,
    view::View,
};
use crate::intake::{DraftError, EXPLAINING, Field, Given, Input, Items, Paper, given};

/// The page.
#[derive(Debug, Template)]
#[template(path = "question.html", whitespace = "minimize")]
struct Question {
    frame: Frame,
    presence: String,
    /// What is wrong, each with the id of the field that holds it.
    problems: Vec<(String, String)>,
    input: View,
    /// Whether documents may be chosen.
    has_documents: bool,
    /// Reasons why the value is not known; none where the field must be there or need not.
    unknown: Option<Vec<(&'static str, &'static str, bool)>>,
    /// Paths of fields with their labels, where a field is named.
    paths: Vec<(&'static str, &'static str)>,
    version: i64,
    action: String,
    /// Where the way back leads.
    list: String,
    /// Whether another of its kind may follow.
    has_others: bool,
    /// Where somebody else saved the draft meanwhile: what it says by now.
    meanwhile: Option<String>,
}

/// What an address asks for: a field, or one item of its list.
pub(super) struct Asked {
    pub(super) property: Property,
    item: Option<usize>,
}

impl Asked {
    fn of(opened: &Opened, desk: &Desk<'_>) -> Result<Asked, PageError> {
        let named = named(desk);
        let (name, item) = named.split_once('/').map_or((named, None), |(name, item)| (name, Some(item)));
        let property = opened.paper.properties().into_iter().find(|property| property.name == name);
        let property = property.ok_or(PageError::NotFound)?;
        let item = item.map(|item| item.parse().map_err(|_| PageError::NotFound)).transpose()?;
        Ok(Asked { property, item })
    }

    fn field<'a>(&'a self, paper: &'a Paper) -> Field<'a> {
        Field { property: &self.property, value: paper.get(self.property.name) }
    }

    pub(super) fn items<'a>(&'a self, paper: &'a Paper) -> Option<Items<'a>> {
        self.field(paper).items()
    }

    /// The item of a list that is asked for.
    fn item<'a>(&'a self, paper: &'a Paper) -> Option<(Items<'a>, usize)> {
        Some((self.items(paper)?, self.item?))
    }

    fn is_one_of_several(&self, paper: &Paper) -> bool {
        self.item.is_some_and(|at| at > 0) || self.items(paper).is_some_and(|items| items.said.len() > 1)
    }

    fn input(&self, paper: &Paper, lang: Lang) -> Input {
        let item = self.item(paper).map(|(items, at)| items.input(at, lang));
        item.unwrap_or_else(|| self.field(paper).input(lang))
    }

    /// The draft with the answer that was given.
    fn answered(&self, paper: &Paper, all: &Given) -> Paper {
        let (field, mut after) = (self.field(paper), paper.clone());
        match self.item(paper) {
            Some((items, at)) => after.put(field.property.name, at, items.given(at, all)),
            None => {
                after.set(field.property.name, given(field.property.name, &field.property.schema, all, field.value));
            }
        }
        after
    }
}

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let opened = Opened::of(desk)?;
    let mut asked = Asked::of(&opened, desk)?;
    match (asked.items(&opened.paper).map(|items| items.said.len()), asked.item) {
        (None, Some(_)) => return Err(PageError::NotFound),
        (Some(count), Some(at)) if at > count => return Err(PageError::NotFound),
        (Some(0 | 1), None) => asked.item = Some(0),
        (Some(_), None) => return items::make(desk, &opened, &asked, StatusCode::OK),
        (Some(_), Some(_)) | (None, None) => {}
    }
    page(desk, &opened, &asked, &opened.paper, StatusCode::OK)
}

/// Saves the answer and goes on. What the form does not know is taken out.
pub(super) fn take(desk: &Desk<'_>, fields: Fields) -> Result<Made, PageError> {
    let opened = Opened::of(desk)?;
    let text = fields.iter().map(|(name, bytes)| (name.clone(), String::from_utf8_lossy(bytes).into_owned()));
    let all = Given::new(text);
    let version = all.one("~version").and_then(|version| version.parse().ok()).unwrap_or(0);
    if opened.paper.strange().any(|name| name == named(desk)) {
        return take_out(desk, &opened, (named(desk), version));
    }
    let mut asked = Asked::of(&opened, desk)?;
    if let (None, Some(at)) = (asked.item, all.one("~out").and_then(|at| at.parse().ok())) {
        return items::take_out(desk, &opened, &asked, (at, version));
    }
    if asked.item.is_some() && asked.items(&opened.paper).is_none() {
        return Err(PageError::NotFound);
    }
    let mut paper = asked.answered(&opened.paper, &all);
    if asked.property.presence == Presence::Expected {
        explain(&mut paper, asked.property.name, all.one("~because"));
    }
    match opened.drafts.save(&opened.code, version, &paper.text(), desk.today) {
        Ok(()) => Ok(Made::See(onward(desk, &opened, &asked, &paper, all.one("~go")))),
        Err(DraftError::Changed) => changed(desk, &opened, &mut asked, paper, &all),
        Err(error) => Err(error.into()),
    }
}

/// Shows what was typed beside what somebody else saved meanwhile. An item stands behind all others: its old place may be
/// another's by now.
fn changed(
    desk: &Desk<'_>,
    opened: &Opened,
    asked: &mut Asked,
    mut paper: Paper,
    all: &Given,
) -> Result<Made, PageError> {
    if let Some((items, at)) = asked.item(&opened.paper) {
        let (last, item) = (items.said.len(), items.given(at, all));
        if item.is_none() {
            return items::make(desk, opened, asked, StatusCode::CONFLICT);
        }
        paper = opened.paper.clone();
        paper.put(asked.property.name, last, item);
        asked.item = Some(last);
    }
    page(desk, opened, asked, &paper, StatusCode::CONFLICT)
}

fn take_out(desk: &Desk<'_>, opened: &Opened, (name, version): (&str, i64)) -> Result<Made, PageError> {
    let mut paper = opened.paper.clone();
    paper.set(name, None);
    opened.drafts.save(&opened.code, version, &paper.text(), desk.today)?;
    Ok(Made::See(opened.href(desk, "")))
}

/// What the address names.
fn named<'v>(desk: &Desk<'v>) -> &'v str {
    desk.visit.rest(DRAFTS).split_once("/field/").unwrap_or_default().1
}

/// Where an answer leads: to the same question again for more, to another of its kind, to all of them where there are
/// several, to the next question that is open, or to the list.
fn onward(desk: &Desk<'_>, opened: &Opened, asked: &Asked, paper: &Paper, go: Option<&str>) -> String {
    let name = asked.property.name;
    let several = asked.item(paper).map(|(items, _)| items.said.len());
    match (go, several) {
        (Some("more"), _) => opened.question(desk, name, asked.item),
        (Some("another"), Some(count)) => opened.question(desk, name, Some(count)),
        (Some("withhold"), _) => {
            let held = paper.get("withheld").and_then(Value::as_array);
            opened.question(desk, "withheld", held.map(Vec::len))
        }
        (Some("list"), _) => opened.href(desk, ""),
        (_, Some(2..)) => opened.question(desk, name, None),
        _ => next(desk, opened, &asked.property, paper),
    }
}

/// The next question that is open; the list where none is.
pub(super) fn next(desk: &Desk<'_>, opened: &Opened, after: &Property, paper: &Paper) -> String {
    let is_due = |next: &Property| next.presence != Presence::Optional && is_open(paper, next);
    let properties = paper.properties();
    let mut after = properties.iter().skip_while(|next| next.name != after.name).skip(1);
    let due = after.find(|next| is_due(next));
    due.map_or_else(|| opened.href(desk, ""), |due| opened.question(desk, due.name, None))
}

/// Says why a value is not known, or takes it back. Whatever else is said there stays.
fn explain(paper: &mut Paper, name: &str, because: Option<&str>) {
    if reason(paper, name) == because {
        return;
    }
    let is_other = |one: &Value| one.get("field").and_then(Value::as_str) != Some(name);
    let held = paper.get("unknown").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut all: Vec<Value> = held.into_iter().filter(is_other).collect();
    all.extend(because.map(|reason| json!({ "field": name, "reason": reason })));
    paper.set("unknown", (!all.is_empty()).then_some(Value::Array(all)));
}

fn reason<'p>(paper: &'p Paper, name: &str) -> Option<&'p str> {
    let all = paper.get("unknown")?.as_array()?;
    all.iter().find(|one| one.get("field").and_then(Value::as_str) == Some(name))?.get("reason")?.as_str()
}

fn page(desk: &Desk<'_>, opened: &Opened, asked: &Asked, paper: &Paper, status: StatusCode) -> Result<Made, PageError> {
    let (lang, property) = (desk.visit.lang, &asked.property);
    let input = asked.input(paper, lang);
    let problems = problems(desk, asked, paper, &input)?;
    let wrong: Vec<String> = problems.iter().map(|(id, _)| id.clone()).collect();
    let (class, key) = presence(property.presence);
    let codes = |of: &UnknownReason| (of.code(), of.words().in_(lang), reason(paper, property.name) == Some(of.code()));
    let is_one_of_several = asked.is_one_of_several(paper);
    let page = Question {
        frame: opened.frame(desk, input.label.clone()),
        presence: text::get(lang, key),
        problems,
        has_documents: property.name == "documents",
        input: View::new(input, wrong, lang),
        unknown: class.then(|| UnknownReason::ALL.iter().map(codes).collect()),
        paths: paths(paper, property, lang),
        version: opened.draft.version,
        action: opened.question(desk, property.name, asked.item),
        list: if is_one_of_several { opened.question(desk, property.name, None) } else { opened.href(desk, "") },
        has_others: asked.item.is_some(),
        meanwhile: (status == StatusCode::CONFLICT).then(|| said(&asked.input(&opened.paper, lang)).join("; ")),
    };
    Made::page_with(status, &page)
}

/// The paths that a question asks for which names fields, each with its label.
fn paths(paper: &Paper, property: &Property, lang: Lang) -> Vec<(&'static str, &'static str)> {
    if !EXPLAINING.contains(&property.name) {
        return Vec::new();
    }
    paper.properties().iter().map(|property| (property.name, property.label.in_(lang))).collect()
}

/// Whether a field may be explained instead, and how its presence is told.
fn presence(presence: Presence) -> (bool, &'static str) {
    match presence {
        Presence::Required => (false, "desk-required"),
        Presence::Expected => (true, "desk-expected"),
        Presence::Optional => (false, "desk-optional"),
    }
}

/// What is wrong with the answer as it stands; nothing where there is none yet.
fn problems(desk: &Desk<'_>, asked: &Asked, paper: &Paper, input: &Input) -> Result<Vec<(String, String)>, PageError> {
    let property = &asked.property;
    if is_open(paper, property) {
        return Ok(Vec::new());
    }
    let tried = attempt(desk, paper)?;
    let properties = paper.properties();
    // What is wrong with a list as such is told by its only item.
    let item = asked.item.filter(|_| asked.is_one_of_several(paper));
    let path = item.map_or_else(|| property.name.to_owned(), |at| format!("{}[{at}]", property.name));
    let own = problems_of(&tried).iter().filter(|problem| is_within(&path, &problem.field));
    let counts =
        own.filter(|problem| !matches!(problem.reason, Reason::Missing { .. }) || problem.field != property.name);
    let place = |path: &str| input.place(path).unwrap_or_else(|| input.id());
    Ok(counts.map(|problem| (place(&problem.field), told::within(problem, &properties, desk.visit.lang))).collect())
}
