//! `veedor file` of drafts, one a line (`.jsonl`), as an import or the filing desk makes them: signed and sent in their
//! order over one connection. A refusal stops none of the others; what stands already is not filed again.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::Path,
};

use serde_json::json;

use super::Args;
use crate::{
    failure::{Failure, Outcome},
    import::{
        filing::{Filing, Papers},
        report,
    },
    terminal::Screen,
    words,
};

/// Whether a file holds a draft a line.
pub(super) fn is_many(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl"))
}

/// How many drafts there are.
fn length(path: &Path) -> Result<u64, Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let lines = BufReader::new(File::open(path).map_err(failed)?).split(b'\n');
    let mut length = 0;
    for line in lines {
        length += u64::from(!line.map_err(failed)?.trim_ascii().is_empty());
    }
    Ok(length)
}

/// Files them all; receipts and refusals are kept beside them, or where `--out` says.
pub(super) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let filing = Filing::new(&args.trust, &args.key, 1, screen)?;
    let drafts = &args.paper;
    let length = length(drafts)?;
    let stem = drafts.with_extension("");
    let stem = if stem.extension().is_some_and(|ending| ending == "drafts") { stem.with_extension("") } else { stem };
    let stem = args.out.as_deref().unwrap_or(&stem).display();
    let (receipts, refused) = (format!("{stem}.receipts.jsonl"), format!("{stem}.refused.jsonl"));
    let papers = Papers { drafts, receipts: Path::new(&receipts), refused: Path::new(&refused) };
    let filed = filing.file(&papers, length, screen)?;
    screen.say(&words::filed_of(&words::number(length, screen)));
    report::tell_filed(&papers, &filed, screen);
    screen.document(&json!({
        "outcome": if filed.refused == 0 { "accepted" } else { "refused" },
        "drafts": length,
        "new": filed.new,
        "already": filed.already,
        "refused": filed.refused,
        "receipts": receipts,
        "refusals": refused,
    }));
    Ok(Outcome::of(filed.refused == 0))
}
