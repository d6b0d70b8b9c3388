//! Questions to which the sources give different answers, side by side. The register keeps them all and judges none.

use askama::Template;
use register::lifeline::{Disagreement, Logged};

use super::{
    answer::Made,
    error::PageError,
    frame::Frame,
    record::{DisagreementView, views},
    text, twins,
    visit::{Desk, Format},
};
use crate::index::Names;

/// Questions on one page and in its twins.
const SHOWN: u32 = 200;

/// The page of disagreements.
#[derive(Debug, Template)]
#[template(path = "disagreements.html", whitespace = "minimize")]
struct Disagreements {
    frame: Frame,
    count: String,
    questions: Vec<DisagreementView>,
}

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let mut disagreements = Vec::new();
    for answer in desk.reading.disagreements(SHOWN)? {
        disagreements.push(Disagreement { question: answer.question, claims: desk.reading.filings(&answer.entries)? });
    }
    let claims: Vec<Logged> = disagreements.iter().flat_map(|question| &question.claims).cloned().collect();
    match desk.visit.format {
        Format::Json => Made::json(&twins::disagreements_json(&disagreements)),
        Format::Csv => Ok(Made::csv(twins::filings_csv(&claims))),
        Format::Html => {
            let names: Names = desk.reading.names(&claims)?;
            let lang = desk.visit.lang;
            Made::page(&Disagreements {
                frame: Frame::with_twins(desk, text::get(lang, "nav-disagreements"), Vec::new()),
                count: text::count(lang, "disagreements-count", disagreements.len() as u64),
                questions: views(&disagreements, lang, &names),
            })
        }
    }
}
