//! `veedor comments check`: whether a register kept what it promised of a comment, and, with the code, whether exactly
//! what was sent was filed. Reads the published log, every entry held against the signed root; asks the register nothing.

use std::path::PathBuf;

use register::{
    Content, Filing,
    comment::{Code, Sent},
    entry,
    id::FilingId,
    time::Date,
    value::Sha256,
};
use serde_json::json;
use tlog::{hash::Hash, note::Note};

use super::list::today;
use crate::{
    failure::{Failure, Outcome},
    law::log::Place,
    published::Published,
    terminal::{Mark, Screen},
    words,
};

/// The promise, and where the register is.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "PROMISE")]
    pub(crate) promise: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// What a promise says.
struct Promise {
    consultation: FilingId,
    shown_by: Date,
    commitment: Sha256,
}

/// What the log says of the comment.
enum Found {
    Shown { id: FilingId, entry: u64, received: Date, same: Option<bool> },
    Withdrawn { entry: u64 },
    Unshown { entry: u64, received: Date },
    Nothing,
}

/// Runs `veedor comments check`.
pub(super) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let bytes = std::fs::read(&args.promise).map_err(|error| Failure::file(&args.promise, &error))?;
    let code = match &args.code {
        Some(text) => Some(Code::parse(text).ok_or_else(|| Failure::Usage(words::comments::no_code()))?),
        None => None,
    };
    let published = args.place.published(screen)?;
    let damaged = |says: &dyn std::fmt::Display| Failure::Reach(words::file_damaged(&args.promise.display(), says));
    let note = Note::parse(&bytes).map_err(|error| damaged(&error))?;
    let promise = Promise::read(note.text(), published.key.name().as_str());
    let promise = promise.ok_or_else(|| damaged(&"veedor-comment@v1"))?;
    if note.verify(std::slice::from_ref(&published.key)).is_err() {
        screen.marked(Mark::Bad, &words::comments::not_signed(&published.key));
        screen.document(&json!({ "outcome": "not-signed" }));
        return Ok(Outcome::Findings);
    }
    screen.marked(Mark::Good, &words::comments::signed(&promise.consultation, &promise.shown_by));
    let found = promise.find(&published, code.as_ref())?;
    Ok(tell(&promise, &found, published.size(), screen))
}

impl Promise {
    fn read(text: &str, origin: &str) -> Option<Promise> {
        let lines: Vec<&str> = text.lines().collect();
        let [label, log, consultation, received, shown_by, commitment] = lines[..] else { return None };
        let promise = Promise {
            consultation: FilingId::parse(consultation)?,
            shown_by: Date::parse(shown_by.strip_prefix("shown by ")?)?,
            commitment: Hash::from_hex(commitment.strip_prefix("commitment ")?).map(Sha256)?,
        };
        Date::parse(received.strip_prefix("received ")?)?;
        (label == "veedor-comment@v1" && log == origin).then_some(promise)
    }

    /// The last that the log says of it, by the body that asked or the registrar, who is whoever made the first entry.
    fn find(&self, published: &Published, code: Option<&Code>) -> Result<Found, Failure> {
        let (mut found, mut registrar) = (Found::Nothing, None);
        let entries = published.log.verified_entries(0..published.size(), published.checkpoint.checkpoint())?;
        for (at, bytes) in (0..).zip(entries) {
            let (received, signed) =
                entry::decode(&bytes?).map_err(|error| Failure::Reach(words::bad_entry(&at, &error)))?;
            let Some(filing) = signed.filing() else { continue };
            let registrar = registrar.get_or_insert_with(|| filing.filer.clone());
            let decides = filing.filer == self.consultation.body() || filing.filer == *registrar;
            if decides {
                found = self.said(&found, filing, (at, received.date()), code).unwrap_or(found);
            }
        }
        Ok(found)
    }

    /// What one filing says of it, after what was found before.
    fn said(
        &self,
        found: &Found,
        filing: &Filing,
        (entry, received): (u64, Date),
        code: Option<&Code>,
    ) -> Option<Found> {
        match &filing.content {
            Content::Comment(_) => self.shown(&filing.id, &filing.content, (entry, received), code),
            // Corrected, it was shown on the day on which it was filed first.
            Content::Correction(correction) => {
                let first = if let Found::Shown { received, .. } = found { *received } else { received };
                self.shown(&correction.corrects, &correction.replacement, (entry, first), code)
            }
            Content::Withdrawal(withdrawal) => matches!(found, Found::Shown { id, .. } if *id == withdrawal.withdraws)
                .then_some(Found::Withdrawn { entry }),
            Content::Unshown(unshown) => {
                let names = unshown.comments.iter().any(|comment| comment.commitment == self.commitment);
                (names && unshown.consultation == self.consultation).then_some(Found::Unshown { entry, received })
            }
            _ => None,
        }
    }

    fn shown(
        &self,
        id: &FilingId,
        content: &Content,
        (entry, received): (u64, Date),
        code: Option<&Code>,
    ) -> Option<Found> {
        let Content::Comment(comment) = content else { return None };
        let commitment = comment.received.as_ref()?.commitment;
        let same = code.and_then(|code| Some(Sent::of(content)?.commitment(code) == self.commitment));
        (commitment == self.commitment && comment.consultation == self.consultation).then(|| Found::Shown {
            id: id.clone(),
            entry,
            received,
            same,
        })
    }
}

fn tell(promise: &Promise, found: &Found, size: u64, screen: &Screen) -> Outcome {
    let by = promise.shown_by;
    let (kept, outcome) = match found {
        Found::Shown { same: Some(false), entry, .. } => {
            screen.marked(Mark::Bad, &words::comments::other_words(entry));
            (false, "altered")
        }
        Found::Withdrawn { entry } => {
            screen.marked(Mark::Bad, &words::comments::withdrawn(entry));
            (false, "withdrawn")
        }
        Found::Shown { entry, received, same, .. } => {
            screen.marked(Mark::Good, &words::comments::shown(entry, received));
            if same == &Some(true) {
                screen.marked(Mark::Good, &words::comments::same_words());
            }
            (*received <= by, "shown")
        }
        Found::Unshown { entry, received } => {
            screen.marked(Mark::Good, &words::comments::not_shown(entry, received));
            (*received <= by, "unshown")
        }
        Found::Nothing if by.days() < today() => {
            screen.marked(Mark::Bad, &words::comments::dropped(&by, &size));
            (false, "dropped")
        }
        Found::Nothing => {
            screen.say(&words::comments::waits(&by, &size));
            (true, "waiting")
        }
    };
    if !kept && matches!(outcome, "shown" | "unshown") {
        screen.marked(Mark::Bad, &words::comments::came_late(&by));
    }
    screen.document(&json!({ "outcome": outcome, "kept": kept, "shown_by": by.to_string(), "entries": size }));
    Outcome::of(kept)
}
