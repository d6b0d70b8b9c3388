//! `veedor reconcile`: what the sides say of the same thing and how far apart they are; of a register's log, or of files of
//! drafts before anybody files them. What there may be a million of is sorted on disk, not held.

mod sides;

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    sync::Arc,
};

use figures::{
    gap::{Gap, Stand},
    ledger::reconciliation::Reconciliation,
};
use register::{Filing, filing::read_draft, time::Instant};
use serde_json::{Value, json};

use self::sides::Sides;
use crate::{
    check,
    failure::{Failure, Outcome},
    figures::shown,
    law::log::Place,
    sorter,
    terminal::Screen,
    words,
};

/// Which sides.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "DRAFTS")]
    pub(crate) drafts: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long)]
    pub(crate) all: bool,
}

/// Runs `veedor reconcile`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let mut sides = Sides::new(sorter::ROOM);
    if args.place.is_named() || args.drafts.is_empty() {
        args.place.each(screen, |at, received, signed| match signed.filing() {
            Some(filing) => sides.take(at, received, filing),
            None => Ok(()),
        })?;
    }
    for (at, path) in args.drafts.iter().enumerate() {
        take(&mut sides, at, path, screen)?;
    }
    let reconciled = sides.reconciled()?;
    let mut gaps: Vec<Gap> = reconciled.gaps().collect();
    gaps.sort_by_key(|gap| (std::cmp::Reverse(apart(gap)), gap.id.clone()));
    let count = gaps.iter().filter(|gap| apart(gap).is_some()).count();
    let one_sided = gaps.iter().filter(|gap| matches!(gap.stand, Stand::Only(_))).count();
    screen.say(&words::figures::gaps(&gaps.len(), &count, &one_sided));
    let told = gaps.iter().filter(|gap| args.all || apart(gap).is_some());
    told.for_each(|gap| screen.line(&line(gap)));
    if !args.all && one_sided > 0 {
        screen.say(&words::figures::the_rest());
    }
    unlinked(&reconciled, screen);
    let documents: Vec<Value> = gaps.iter().map(document).collect();
    screen.document(&json!({ "gaps": documents }));
    Ok(Outcome::of(count == 0))
}

/// Takes in a file of drafts, JSON Lines or one draft.
fn take(sides: &mut Sides, file: usize, path: &Path, screen: &Screen) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let reader = BufReader::new(File::open(path).map_err(failed)?);
    let mut whole = String::new();
    for (at, line) in (1_u64..).zip(reader.lines()) {
        let line = line.map_err(failed)?;
        // One draft may stand on many lines; drafts in lines begin and end on one.
        let text = if whole.is_empty() && line.trim_end().ends_with('}') { line } else { whole + &line + "\n" };
        match read_draft(&text) {
            Ok(filing) => {
                // After the log, file by file and line by line: no two filings share an entry.
                sides.take((file as u64 + 1) << 40 | at, Instant::EPOCH, &Arc::<Filing>::new(filing))?;
                whole = String::new();
            }
            Err(refusal) if text.trim_end().ends_with('}') && serde_json::from_str::<Value>(&text).is_ok() => {
                let place = format!("{}:{at}", path.display());
                refusal.problems.iter().for_each(|problem| screen.line(&check::line(&place, problem, screen.lang)));
                return Err(Failure::Reach(words::figures::no_draft(&place)));
            }
            Err(_) => whole = text,
        }
    }
    if whole.trim().is_empty() { Ok(()) } else { Err(Failure::Reach(words::figures::no_draft(&path.display()))) }
}

fn apart(gap: &Gap) -> Option<u64> {
    match gap.stand {
        Stand::Apart(by) => Some(by.low),
        Stand::Agree | Stand::Only(_) => None,
    }
}

fn line(gap: &Gap) -> String {
    let side = |at: usize| gap.sides[at].amount.map_or_else(|| "?".to_owned(), |amount| shown(amount, &gap.id.what));
    let apart = match gap.stand {
        Stand::Apart(by) => format!("  ≠ {}", shown(by, &gap.id.what)),
        Stand::Agree => "  =".to_owned(),
        Stand::Only(_) => String::new(),
    };
    format!("  {}  {} | {}{apart}", gap.id, side(0), side(1))
}

/// Names that nobody linked: their figures stand on no side.
fn unlinked(reconciled: &Reconciliation, screen: &Screen) {
    for (name, filings, resolution) in reconciled.unlinked() {
        let figures::names::Resolution::Proposed(proposals) = resolution else { continue };
        let like: Vec<String> =
            proposals.iter().map(|proposal| format!("{} ({} %)", proposal.body, proposal.likeness)).collect();
        let like = if like.is_empty() { "–".to_owned() } else { like.join(", ") };
        screen.say(&words::figures::unlinked(&name, &filings, &like));
    }
}

fn document(gap: &Gap) -> Value {
    let side = |at: usize| {
        let side = &gap.sides[at];
        json!({ "low": side.amount.map(|amount| amount.low), "high": side.amount.and_then(|amount| amount.high),
            "filings": side.filings, "used": side.used.len(), "left_out": side.left_out.len(), "disputed": side.disputed })
    };
    let apart = match gap.stand {
        Stand::Apart(by) => json!({ "low": by.low, "high": by.high }),
        Stand::Agree | Stand::Only(_) => Value::Null,
    };
    json!({ "gap": gap.id.to_string(), "stand": gap.stand.code(), "apart": apart, "sides": [side(0), side(1)] })
}
