//! Questions to which the sources give different answers, side by side. The register keeps them all and judges none.

use askama::Template;
use axum::http::StatusCode;
use register::lifeline::{Disagreement, Logged};

use super::{
    answer::Made,
    error::PageError,
    frame::Frame,
    gaps::part,
    record::{DisagreementView, views},
    records::Problem,
    text, twins,
    visit::{Desk, Format},
};
use crate::index::{Answer, Names};

/// Questions on one page and in one part of its twins.
const SHOWN: u32 = 25;

/// Answers to one question that the page shows; its twins have all.
const ANSWERS: usize = 12;

/// The page of disagreements.
#[derive(Debug, Template)]
#[template(path = "disagreements.html", whitespace = "minimize")]
struct Disagreements {
    frame: Frame,
    count: String,
    problems: Vec<Problem>,
    questions: Vec<(DisagreementView, Option<String>)>,
    first: Option<String>,
    next: Option<String>,
}

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let (visit, mut problems) = (desk.visit, Vec::new());
    let from = part(visit, &mut problems, "from", |from| from.parse().ok()).unwrap_or_default();
    if let (Some(problem), false) = (problems.first(), visit.format == Format::Html) {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let mut answers = desk.reading.disagreements(from, SHOWN + 1)?;
    let beyond = answers.split_off(answers.len().min(SHOWN as usize));
    let at = beyond.first().and_then(|answer| answer.entries.first());
    let next = |ending: &str| at.map(|at| visit.href(&format!("/disagreements{ending}?from={at}")));
    match visit.format {
        Format::Json => {
            let next = next(".json");
            Made::json(&twins::disagreements_json(&all(desk, answers)?, next.as_deref())).map(|made| made.then(next))
        }
        Format::Csv => {
            let claims: Vec<Logged> = all(desk, answers)?.into_iter().flat_map(|question| question.claims).collect();
            Ok(Made::csv(twins::filings_csv(&claims)).then(next(".csv")))
        }
        Format::Html => page(desk, answers, problems, (from > 0).then(|| visit.href("/disagreements")), next("")),
    }
}

/// The questions with their claims.
fn all(desk: &Desk<'_>, answers: Vec<Answer>) -> Result<Vec<Disagreement>, PageError> {
    let one = |answer: Answer| {
        let claims = desk.reading.filings(&answer.entries)?;
        Ok(Disagreement { question: answer.question, claims })
    };
    answers.into_iter().map(one).collect()
}

fn page(
    desk: &Desk<'_>,
    mut answers: Vec<Answer>,
    problems: Vec<Problem>,
    first: Option<String>,
    next: Option<String>,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let beyond = |answer: &mut Answer| {
        let more = answer.entries.len().saturating_sub(ANSWERS) as u64;
        answer.entries.truncate(ANSWERS);
        (more > 0).then(|| text::count(lang, "answers-more", more))
    };
    let more: Vec<Option<String>> = answers.iter_mut().map(beyond).collect();
    let disagreements = all(desk, answers)?;
    let claims: Vec<Logged> = disagreements.iter().flat_map(|question| &question.claims).cloned().collect();
    let names: Names = desk.reading.names(&claims)?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let page = Disagreements {
        frame: Frame::with_twins(desk, text::get(lang, "nav-disagreements"), Vec::new()),
        count: text::count(lang, "disagreements-count", desk.reading.disagreements_count()?),
        problems,
        questions: views(&disagreements, lang, &names).into_iter().zip(more).collect(),
        first,
        next,
    };
    Made::page_with(status, &page)
}
