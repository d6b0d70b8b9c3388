//! `veedor comments unshown`: the draft of the filing that says why comments which wait are not shown.

use portal::intake::Received;
use register::{Form, codelist::UnshownReason, field::MAX_ITEMS, id::FilingId};
use serde_json::{Value, json};

use super::Drafting;
use crate::{
    failure::{Failure, Outcome},
    signing,
    terminal::Screen,
    words,
};

/// Which of them, why, filed by whom.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) drafting: Drafting,
    #[arg(long, value_name = "CODE")]
    pub(crate) reason: String,
    #[arg(long, value_name = "TEXT")]
    pub(crate) says: Option<String>,
}

/// Runs `veedor comments unshown`.
pub(super) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let (drafting, filer) = (&args.drafting, args.drafting.filer()?);
    let codes = || UnshownReason::ALL.iter().map(|reason| reason.code()).collect::<Vec<_>>().join(", ");
    let reason = UnshownReason::parse(&args.reason)
        .ok_or_else(|| Failure::Usage(words::comments::no_reason(&args.reason, &codes())))?;
    if drafting.which.commitments.is_empty() {
        return Err(Failure::Usage(words::comments::say_which()));
    }
    let waiting = drafting.which.waiting()?;
    let mut consultations: Vec<&FilingId> = waiting.iter().map(|received| &received.consultation).collect();
    consultations.sort();
    consultations.dedup();
    let of = |id: &&FilingId| waiting.iter().filter(|received| received.consultation == **id).collect::<Vec<_>>();
    let mut drafts = Vec::new();
    for id in consultations {
        for together in of(&id).chunks(MAX_ITEMS) {
            drafts.push(draft(id, together, reason, args.says.as_deref(), filer.as_str()));
        }
    }
    drafting.give(&drafts, screen)
}

fn draft(id: &FilingId, comments: &[&Received], reason: UnshownReason, says: Option<&str>, filer: &str) -> Value {
    let first = comments.first().map(|received| received.commitment.to_string()).unwrap_or_default();
    let form = Form::Unshown.code();
    let day = signing::now().date().to_string();
    let comment = |received: &&Received| json!({ "commitment": received.commitment.to_string(), "received": received.day.to_string() });
    let mut draft = json!({
        "form": form, "id": format!("{filer}/{form}/{}", first.get(..16).unwrap_or_default()), "filer": filer, "occurred": day,
        "consultation": id.as_str(), "reason": reason.code(),
    });
    if let Some(says) = says {
        draft["says"] = says.into();
    }
    draft["comments"] = comments.iter().map(comment).collect();
    draft
}
