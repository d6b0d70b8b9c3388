//! `veedor law check`: everything that is wrong with rulebooks, by file, line and heading; then what they hold.

use std::path::PathBuf;

use rulebook::{
    fault::Fault,
    review::{Gap, Overview, Review, review},
    shown,
};
use serde_json::{Value, json};

use super::folder;
use crate::{
    failure::{Failure, Outcome},
    rulebooks::{self, Files},
    terminal::Screen,
    words,
};

/// Which rulebooks.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "DIR")]
    pub(crate) dirs: Vec<PathBuf>,
}

/// A rulebook reviewed, with where its files are.
struct Checked {
    place: PathBuf,
    review: Review,
    overview: Option<Overview>,
}

/// Runs `veedor law check`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let books = books(args)?;
    let pages = books.iter().map(|(_, files)| files.len().saturating_sub(1) as u64).sum();
    let bar = screen.bar(pages, &words::law::checking());
    let checked: Vec<Checked> = books
        .into_iter()
        .map(|(place, files)| {
            let review = review(&files, || bar.inc(1));
            let overview = review.book.as_ref().map(Overview::of);
            Checked { place, review, overview }
        })
        .collect();
    bar.finish_and_clear();
    tell(&checked, screen);
    Ok(Outcome::of(checked.iter().all(|checked| checked.review.faults.is_empty())))
}

fn books(args: &Args) -> Result<Vec<(PathBuf, Files)>, Failure> {
    if args.dirs.is_empty() {
        return Ok(rulebooks::built_in().into_iter().map(|(name, files)| (PathBuf::from(name), files)).collect());
    }
    let mut books = Vec::new();
    for dir in &args.dirs {
        for place in folder::under(dir)? {
            let files = folder::read(&place)?;
            books.push((place, files));
        }
    }
    Ok(books)
}

fn tell(checked: &[Checked], screen: &Screen) {
    let faults: usize = checked.iter().map(|checked| checked.review.faults.len()).sum();
    let rules: usize = checked.iter().filter_map(|checked| checked.overview.as_ref()).map(|all| all.rules).sum();
    screen.say(&words::law::checked(&checked.len(), &rules, &faults));
    for Checked { place, review, .. } in checked {
        review.faults.iter().for_each(|fault| screen.line(&line(place, fault, screen)));
    }
    checked.iter().for_each(|checked| tell_overview(checked, screen));
    let books: Vec<Value> = checked.iter().map(document).collect();
    screen.document(&json!({ "faults": faults, "rulebooks": books }));
}

/// `file:line: heading: sentence [code]`
fn line(place: &std::path::Path, fault: &Fault, screen: &Screen) -> String {
    let heading = if fault.heading.is_empty() { String::new() } else { format!("{}: ", fault.heading) };
    let file = place.join(&fault.file);
    format!("{}:{}: {heading}{} [{}]", file.display(), fault.line, fault.says(screen.lang), fault.code)
}

fn tell_overview(checked: &Checked, screen: &Screen) {
    let (Some(book), Some(all)) = (&checked.review.book, &checked.overview) else {
        return screen.say(&words::law::not_read(&checked.place.display()));
    };
    let Overview { rules, versions, verified, unverified, design, .. } = all;
    let name = format!("{} {}", book.name, book.version);
    screen.say(&words::law::overview(&name, rules, versions, verified, unverified, design));
    for Gap { code, file, line, from, to } in &all.gaps {
        let place = format!("{}:{line}", checked.place.join(file).display());
        let from = shown::day(*from);
        match to {
            Some(to) => screen.say(&words::law::gap(&place, code, &from, &shown::day(*to))),
            None => screen.say(&words::law::ended(&place, code, &from)),
        }
    }
}

fn document(checked: &Checked) -> Value {
    let book = checked.review.book.as_ref();
    let gap = |gap: &Gap| json!({ "rule": gap.code, "file": gap.file, "line": gap.line, "from": shown::day(gap.from), "to": gap.to.map(shown::day) });
    json!({
        "place": checked.place,
        "name": book.map(|book| &book.name),
        "version": book.map(|book| &book.version),
        "rules": checked.overview.as_ref().map(|all| all.rules),
        "versions": checked.overview.as_ref().map(|all| all.versions),
        "verified": checked.overview.as_ref().map(|all| all.verified),
        "unverified": checked.overview.as_ref().map(|all| all.unverified),
        "design": checked.overview.as_ref().map(|all| all.design),
        "gaps": checked.overview.as_ref().map(|all| all.gaps.iter().map(gap).collect::<Vec<_>>()),
        "faults": checked.review.faults.iter().map(fault).collect::<Vec<_>>(),
    })
}

fn fault(fault: &Fault) -> Value {
    let Fault { file, line, heading, code, es, en, mild } = fault;
    json!({ "file": file, "line": line, "heading": heading, "code": code, "mild": mild, "es": es, "en": en })
}
