//! `veedor check` of tables by a mapping and of drafts one a line: how many records, errors and warnings, then each with
//! its place. Nothing is written.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
};

use ::import::{Importer, Plan, finding::Finding, found::Found, source, tally::Tally};
use register::Register;
use serde_json::{Value, json};

use super::{Args, Fate};
use crate::{
    failure::{Failure, Outcome},
    import::{map, seen},
    signing::Paper,
    terminal::Screen,
    words,
};

/// Findings of one code that are shown unless all are asked for.
const SHOWN: u64 = 5;

fn found(args: &Args) -> Found {
    Found::new((!args.all).then_some(SHOWN))
}

/// Whether a file holds many records.
pub(crate) fn is_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ["csv", "jsonl", "xlsx", "tsv"].contains(&ending.as_str())
}

/// Checks one table by a mapping.
pub(crate) fn by_mapping(name: &str, path: &Path, args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let plan = match map::read(name, Some(args.filer.as_deref().unwrap_or("int/filer")))? {
        Ok(plan) => plan,
        Err(faults) => return Ok(map::faulty(name, &faults, screen)),
    };
    let bar = screen.bar(seen::length(path)?, &words::import::reading());
    let file = seen::Seen::open(path, bar.clone())?;
    let mut found = found(args);
    let mut importer = Importer::new(&plan, screen.lang);
    let ended = read(&plan, file, &mut importer, &mut found);
    importer.finish();
    found.add(importer.out().findings);
    bar.finish_and_clear();
    let outcome = tell(path, importer.tally(), &found, screen);
    match ended {
        Some(reason) => Ok(map::faulty(&path.display().to_string(), &[reason], screen)),
        None => Ok(outcome),
    }
}

fn read(
    plan: &Plan,
    file: seen::Seen,
    importer: &mut Importer<'_>,
    found: &mut Found,
) -> Option<::import::reason::Reason> {
    let rows = match source::rows(&plan.mapping.source, file) {
        Ok(rows) => rows,
        Err(reason) => return Some(reason),
    };
    for row in rows {
        if let Err(reason) = row.and_then(|row| importer.take(row)) {
            return Some(reason);
        }
        found.add(importer.out().findings);
    }
    None
}

/// Checks drafts, one a line: their shape and, where a register is given, whether it would admit them in their order.
pub(crate) fn drafts(path: &Path, args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let keys = super::keys_of(args)?;
    let mut register: Option<Register> = super::against(args, screen)?;
    let file = std::fs::File::open(path).map_err(|error| Failure::file(path, &error))?;
    let (mut found, mut tally) = (found(args), Tally::default());
    for (line, number) in BufReader::new(file).lines().zip(1..) {
        let line = line.map_err(|error| Failure::file(path, &error))?;
        if line.trim().is_empty() {
            continue;
        }
        tally.rows += 1;
        if let Fate::Refused(refusal) = super::check(&Paper::Draft(format!("{line}\n")), &keys, &mut register)? {
            let problems = refusal.problems.iter();
            let findings: Vec<Finding> = problems.map(|problem| Finding::of_register(problem, number, None)).collect();
            tally.errors += findings.len() as u64;
            found.add(findings);
        }
    }
    Ok(tell(path, &tally, &found, screen))
}

fn tell(path: &Path, tally: &Tally, found: &Found, screen: &Screen) -> Outcome {
    let number = |number: u64| words::number(number, screen);
    screen.say(&words::import::checked(&number(tally.rows), &number(tally.errors), &number(tally.warnings)));
    let file = path.display().to_string();
    found.shown.iter().for_each(|finding| screen.line(&finding.line(&file, screen.lang)));
    found.left().for_each(|(code, count)| screen.say(&words::import::more(&number(count), &code)));
    screen.document(&document(&file, tally, found));
    Outcome::of(tally.errors == 0)
}

fn document(file: &str, tally: &Tally, found: &Found) -> Value {
    json!({
        "file": file,
        "records": tally.rows,
        "errors": tally.errors,
        "warnings": tally.warnings,
        "codes": found.codes,
        "spellings": tally.spellings,
        "findings": found.shown,
        "all": found.shown.len() as u64 == found.codes.values().sum::<u64>(),
    })
}
