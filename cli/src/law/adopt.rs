//! `veedor law adopt`: the draft of the filing that puts a rulebook in force, the bundle of its files beside it, and
//! what to do with both.

use std::path::{Path, PathBuf};

use register::{
    codelist::RegulationAction,
    id::{BodyId, FilingId},
    time::Date,
};
use rulebook::{
    book::Rulebook,
    bundle::{bundle, digest},
    review::review,
};
use serde_json::json;

use super::folder;
use crate::{
    failure::{Failure, Outcome},
    fresh,
    rulebooks::{self, Act, Files},
    terminal::Screen,
    words,
};

/// Which rulebook, by whom, from when on.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "DIR|BOOK")]
    pub(crate) rulebook: String,
    #[arg(long, value_name = "ID")]
    pub(crate) registrar: String,
    #[arg(long, value_name = "N")]
    pub(crate) number: String,
    #[arg(long, value_name = "DATE", value_parser = folder::date)]
    pub(crate) from: Date,
    #[arg(long, value_name = "DATE", value_parser = folder::date)]
    pub(crate) to: Option<Date>,
    #[arg(long, conflicts_with = "end")]
    pub(crate) amend: bool,
    #[arg(long, conflicts_with = "to")]
    pub(crate) end: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Runs `veedor law adopt`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let registrar = BodyId::parse(&args.registrar).ok_or_else(|| Failure::Usage(words::no_body_id(&args.registrar)))?;
    let id = format!("{registrar}/regulation/{}", args.number);
    FilingId::parse(&id).ok_or_else(|| Failure::Usage(words::law::bad_number(&args.number)))?;
    if args.to.is_some_and(|to| to < args.from) {
        return Err(Failure::Usage(words::law::ends_first()));
    }
    let files = folder::named(&args.rulebook)?;
    let review = review(&files, || {});
    let book = match review.book {
        Some(book) if review.faults.is_empty() => book,
        _ => return Err(rulebooks::refused(&args.rulebook, &review.faults)),
    };
    let action = action(args);
    if is_version_of_ours(&files, &book) {
        screen.aside(&words::law::same_version(&book.name, &book.version));
    }
    let act = Act { registrar: &registrar, number: &args.number, action, from: args.from, to: args.to };
    let draft = rulebooks::regulation(&files, &book, &act);
    let name = || PathBuf::from(format!("regulation-{}-{}.json", book.name, args.number));
    let out = args.out.clone().unwrap_or_else(name);
    fresh::write(&out, format!("{draft:#}\n").as_bytes())?;
    screen.say(&words::law::made_regulation(&out.display()));
    screen.say(&words::law::file_next(&out.display()));
    let kept = match action {
        RegulationAction::End => None,
        _ => Some(keep_bundle(&out, &bundle(&files), &digest(&files), screen)?),
    };
    screen.document(&json!({ "draft": out, "id": id, "digest": digest(&files), "bundle": kept }));
    Ok(Outcome::Fine)
}

/// Whether a rulebook of the same name and version, with another text, came with the program.
fn is_version_of_ours(files: &Files, book: &Rulebook) -> bool {
    let ours = rulebooks::built_in().remove(&book.name).filter(|ours| digest(ours) != digest(files));
    ours.and_then(|ours| Rulebook::load(&ours).ok()).is_some_and(|ours| ours.version == book.version)
}

fn action(args: &Args) -> RegulationAction {
    match (args.amend, args.end) {
        (true, _) => RegulationAction::Amend,
        (_, true) => RegulationAction::End,
        _ => RegulationAction::Adopt,
    }
}

fn keep_bundle(out: &Path, bytes: &[u8], digest: &str, screen: &Screen) -> Result<PathBuf, Failure> {
    let path = out.with_extension("bundle");
    fresh::write(&path, bytes)?;
    screen.say(&words::law::send_bundle(&path.display(), &digest));
    Ok(path)
}
