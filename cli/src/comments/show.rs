//! `veedor comments show`: drafts of the filings that show comments which wait, exactly as they were sent.

use std::path::PathBuf;

use portal::intake::Received;
use register::{Form, comment::Sent, id::BodyId};
use serde_json::{Value, json};

use super::{Which, filer, put, refused};
use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
};

/// Which of them, filed by whom.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(long, value_name = "ID")]
    pub(crate) filer: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Runs `veedor comments show`. Drafts that the register would not take are findings: somebody has to look at them.
pub(super) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let filer = filer(&args.filer)?;
    let waiting = args.which.waiting()?;
    let drafts: Vec<Value> = waiting.iter().filter_map(|received| draft(received, &filer)).collect();
    put(&drafts, args.out.as_ref(), screen)?;
    let refused = refused(&drafts, screen);
    screen.document(&json!({ "drafts": drafts, "look_again": refused }));
    Ok(Outcome::of(refused.is_empty()))
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
