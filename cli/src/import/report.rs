//! The report of an import: a file of JSON beside the drafts, the same for the same import, and a page of text.

use ::import::{
    Plan,
    finding::Severity,
    tally::{Sum, Tally},
};
use register::{lang::Lang, shown::Shown};
use serde_json::{Value, json};

use crate::{
    failure::Failure,
    file::problem_line,
    import::{
        filing::{Filed, Papers},
        seen,
        work::Drafted,
    },
    terminal::Screen,
    words,
};

/// Writes the report and tells it.
pub(crate) fn tell(plan: &Plan, drafted: &Drafted, filed: Option<&Filed>, screen: &Screen) -> Result<(), Failure> {
    let mut document = document(plan, drafted)?;
    let path = &drafted.paths.report;
    std::fs::write(path, format!("{document:#}\n")).map_err(|error| Failure::file(path, &error))?;
    text(plan, drafted, screen);
    if let Some(filed) = filed {
        document["filed"] = json!({
            "new": filed.new,
            "already": filed.already,
            "refused": filed.refused,
            "receipts": drafted.paths.receipts,
            "refusals": drafted.paths.refused,
        });
        tell_filed(&papers(drafted), filed, screen);
    }
    screen.document(&document);
    Ok(())
}

fn document(plan: &Plan, drafted: &Drafted) -> Result<Value, Failure> {
    let Drafted { table, source, paths, tally, .. } = drafted;
    let file = |path: &std::path::Path| -> Result<Value, Failure> {
        Ok(json!({ "file": path.file_name().unwrap_or_default().to_string_lossy(), "sha256": seen::digest(path)? }))
    };
    let name = table.file_name().unwrap_or_default().to_string_lossy();
    Ok(json!({
        "mapping": { "name": plan.mapping.name, "digest": plan.mapping.digest },
        "filer": plan.filer.as_str(),
        "source": { "file": name, "sha256": source, "bytes": seen::length(table)? },
        "rows": tally.rows,
        "filings": tally.filings,
        "held": tally.held,
        "errors": tally.errors,
        "warnings": tally.warnings,
        "codes": tally.codes,
        "sums": tally.sums,
        "spellings": tally.spellings,
        "drafts": file(&paths.drafts)?,
        "held_back": file(&paths.held)?,
    }))
}

fn text(plan: &Plan, drafted: &Drafted, screen: &Screen) {
    let Drafted { paths, tally, .. } = drafted;
    let number = |number: u64| words::number(number, screen);
    let (rows, filings, held) = (number(tally.rows), number(tally.filings), number(tally.held));
    screen.say(&words::import::imported(&rows, &filings, &held));
    codes(tally, screen);
    for (column, sums) in &tally.sums {
        let (read, out) = (sum(sums.read, screen.lang), sum(sums.drafted, screen.lang));
        screen.say(&words::import::sums(column, &read, &out));
    }
    for (column, count) in &tally.spellings {
        screen.say(&words::import::spellings(column, &number(*count)));
    }
    screen.say(&words::import::mapping_used(&plan.mapping.name, &&plan.mapping.digest[..16]));
    screen.say(&words::import::drafts_in(&paths.drafts.display(), &paths.report.display()));
    if tally.held > 0 {
        screen.say(&words::import::held_in(&paths.held.display()));
    }
}

/// Findings by code.
pub(crate) fn codes(tally: &Tally, screen: &Screen) {
    for (severity, codes) in &tally.codes {
        for (code, count) in codes {
            let count = words::number(*count, screen);
            match severity {
                Severity::Error => screen.say(&words::import::errors(&count, code)),
                Severity::Warning => screen.say(&words::import::warnings(&count, code)),
            }
        }
    }
}

fn sum(sum: Sum, lang: Lang) -> String {
    Shown::Quantity(sum.low, sum.high).text(lang)
}

/// The files of an import that are filed.
pub(crate) fn papers(drafted: &Drafted) -> Papers<'_> {
    let Drafted { paths, .. } = drafted;
    Papers { drafts: &paths.drafts, receipts: &paths.receipts, refused: &paths.refused }
}

/// Tells what became of drafts that were filed.
pub(crate) fn tell_filed(papers: &Papers<'_>, filed: &Filed, screen: &Screen) {
    let number = |number: u64| words::number(number, screen);
    let receipts = papers.receipts.display();
    let (new, already, refused) = (number(filed.new), number(filed.already), number(filed.refused));
    match (filed.new, filed.refused) {
        (0, 0) => screen.say(&words::import::nothing_new(&already, &receipts)),
        _ => screen.say(&words::import::filed(&new, &already, &refused, &receipts)),
    }
    for (id, value) in &filed.first {
        for problem in value["problems"].as_array().into_iter().flatten() {
            screen.line(&format!("{id}:{}", problem_line(problem, screen.lang)));
        }
    }
    if filed.refused > 0 {
        screen.say(&words::import::refused_in(&papers.refused.display()));
    }
}
