//! One question of a draft, and its answer: a value, or why there is none.

use askama::Template;
use axum::http::StatusCode;
use register::{codelist::UnknownReason, field::Presence, lang::Lang, problem::Reason, schema::Property};
use serde_json::{Value, json};

use super::{
    super::{answer::Made, error::PageError, frame::Frame, sent::Fields, text, visit::Desk},
    DRAFTS, Opened, attempt,
    draft::{first, is_open, problems_of, said},
    told,
    view::View,
};
use crate::intake::{DraftError, Field, Given, Input, Paper, given};

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
    list: String,
    /// Where somebody else saved the draft meanwhile: what it says by now.
    meanwhile: Option<String>,
}

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let opened = Opened::of(desk)?;
    let property = property(&opened, desk)?;
    page(desk, &opened, &property, &opened.paper, StatusCode::OK)
}

/// Saves the answer and goes on. What the form does not know is taken out.
pub(super) fn take(desk: &Desk<'_>, fields: Fields) -> Result<Made, PageError> {
    let opened = Opened::of(desk)?;
    let text = fields.iter().map(|(name, bytes)| (name.clone(), String::from_utf8_lossy(bytes).into_owned()));
    let all = Given::new(text);
    let version = all.one("~version").and_then(|version| version.parse().ok()).unwrap_or(0);
    let mut paper = opened.paper.clone();
    let Ok(property) = property(&opened, desk) else { return take_out(desk, &opened, version) };
    let before = paper.get(property.name).cloned();
    paper.set(property.name, given(property.name, &property.schema, &all, before.as_ref()));
    if property.presence == Presence::Expected {
        explain(&mut paper, property.name, all.one("~because"));
    }
    match opened.drafts.save(&opened.code, version, &paper.text(), desk.today) {
        Ok(()) => Ok(Made::See(onward(desk, &opened, &property, &paper, all.one("~go")))),
        Err(DraftError::Changed) => page(desk, &opened, &property, &paper, StatusCode::CONFLICT),
        Err(error) => Err(error.into()),
    }
}

fn take_out(desk: &Desk<'_>, opened: &Opened, version: i64) -> Result<Made, PageError> {
    let name = asked(desk);
    let mut paper = opened.paper.clone();
    paper.get(name).ok_or(PageError::NotFound)?;
    paper.set(name, None);
    opened.drafts.save(&opened.code, version, &paper.text(), desk.today)?;
    Ok(Made::See(opened.href(desk, "")))
}

/// The field that the address names.
fn asked<'v>(desk: &Desk<'v>) -> &'v str {
    desk.visit.rest(DRAFTS).rsplit('/').next().unwrap_or_default()
}

fn property(opened: &Opened, desk: &Desk<'_>) -> Result<Property, PageError> {
    let name = asked(desk);
    opened.paper.properties().into_iter().find(|property| property.name == name).ok_or(PageError::NotFound)
}

/// Where an answer leads: to the same question again for more, to the next that is open, or to the list.
fn onward(desk: &Desk<'_>, opened: &Opened, property: &Property, paper: &Paper, go: Option<&str>) -> String {
    let at = |name: &str| opened.href(desk, &format!("/field/{name}"));
    match go {
        Some("more") => return at(property.name),
        Some("withhold") => return at("withheld"),
        _ => {}
    }
    let is_due = |next: &Property| next.presence != Presence::Optional && is_open(paper, next);
    let properties = paper.properties();
    let mut after = properties.iter().skip_while(|next| next.name != property.name).skip(1);
    match after.find(|next| is_due(next)) {
        Some(next) if go != Some("list") => at(next.name),
        _ => opened.href(desk, ""),
    }
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

fn page(
    desk: &Desk<'_>,
    opened: &Opened,
    property: &Property,
    paper: &Paper,
    status: StatusCode,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let value = paper.get(property.name);
    let input = Field { property, value }.input(lang);
    let problems = problems(desk, property, paper, &input)?;
    let wrong: Vec<String> = problems.iter().map(|(id, _)| id.clone()).collect();
    let (class, key) = presence(property.presence);
    let now = |opened: &Opened| {
        let input = Field { property, value: opened.paper.get(property.name) }.input(lang);
        said(&input).join("; ")
    };
    let codes = |of: &UnknownReason| (of.code(), of.words().in_(lang), reason(paper, property.name) == Some(of.code()));
    let page = Question {
        frame: opened.frame(desk, property.label.in_(lang).to_owned()),
        presence: text::get(lang, key),
        problems,
        has_documents: property.name == "documents",
        input: View::new(input, wrong, lang),
        unknown: class.then(|| UnknownReason::ALL.iter().map(codes).collect()),
        paths: paths(paper, property, lang),
        version: opened.draft.version,
        action: opened.href(desk, &format!("/field/{}", property.name)),
        list: opened.href(desk, ""),
        meanwhile: (status == StatusCode::CONFLICT).then(|| now(opened)),
    };
    Made::page_with(status, &page)
}

/// The paths that a question asks for which names fields, each with its label.
fn paths(paper: &Paper, property: &Property, lang: Lang) -> Vec<(&'static str, &'static str)> {
    if !["withheld", "unknown", "named", "cleared"].contains(&property.name) {
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
fn problems(
    desk: &Desk<'_>,
    property: &Property,
    paper: &Paper,
    input: &Input,
) -> Result<Vec<(String, String)>, PageError> {
    if is_open(paper, property) {
        return Ok(Vec::new());
    }
    let tried = attempt(desk, paper)?;
    let properties = paper.properties();
    let own = problems_of(&tried).iter().filter(|problem| first(&problem.field) == property.name);
    let counts =
        own.filter(|problem| !matches!(problem.reason, Reason::Missing { .. }) || problem.field != property.name);
    let place = |path: &str| input.place(path).unwrap_or_else(|| input.id());
    Ok(counts.map(|problem| (place(&problem.field), told::within(problem, &properties, desk.visit.lang))).collect())
}
