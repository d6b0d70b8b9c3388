//! `veedor comments show`: drafts of the filings that show comments which wait, exactly as they were sent.

use portal::intake::Received;
use register::{Form, comment::Sent, id::BodyId};
use serde_json::{Value, json};

use super::Drafting;
use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
};

/// Runs `veedor comments show`.
pub(super) fn run(drafting: &Drafting, screen: &Screen) -> Result<Outcome, Failure> {
    let filer = drafting.filer()?;
    let waiting = drafting.which.waiting()?;
    let drafts: Vec<Value> = waiting.iter().filter_map(|received| draft(received, &filer)).collect();
    drafting.give(&drafts, screen)
}

/// The draft of one. Its number follows from the commitment, so that the same comment is never filed twice.
fn draft(received: &Received, filer: &BodyId) -> Option<Value> {
    let Sent { consultation, position, language, paragraph, called, says } = received.sent.as_ref()?;
    let commitment = received.commitment.to_string();
    let number = commitment.get(..16)?;
    let form = Form::Comment.code();
    let mut draft = json!({
        "form": form, "id": format!("{filer}/{form}/{number}"), "filer": filer.as_str(), "occurred": received.day.to_string(),
        "consultation": consultation.as_str(), "position": position.code(), "says": says, "language": language.code(),
        "received": { "commitment": commitment },
    });
    if !paragraph.is_empty() {
        draft["paragraph"] = paragraph.as_str().into();
    }
    if !called.is_empty() {
        draft["received"]["called"] = called.as_str().into();
    }
    Some(draft)
}
