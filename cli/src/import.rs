//! `veedor import`: a table that others publish, as drafts of filings by a mapping; with `--file` they are also signed and
//! filed. What is wrong with a row holds that row back, never the others. Cut off at any point, it goes on where it was.

use std::path::PathBuf;

use ::import::{Plan, shipped};
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
    verify::Trust,
    words,
};

pub(crate) mod filing;
mod outputs;
mod receipts;
pub(crate) mod report;
mod work;

pub(crate) mod map;
pub(crate) mod seen;

use filing::{CONNECTIONS, Filing};

/// What to import, by which mapping, where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "MAP", required_unless_present = "list")]
    pub(crate) map: Option<String>,
    #[arg(value_name = "FILE", required_unless_present = "list")]
    pub(crate) table: Option<PathBuf>,
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
    #[arg(long, value_name = "ID")]
    pub(crate) filer: Option<String>,
    #[arg(long)]
    pub(crate) list: bool,
    #[arg(long, requires = "url")]
    pub(crate) file: bool,
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: Trust,
}

/// Runs `veedor import`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let (Some(map), Some(table)) = (&args.map, &args.table) else { return list(screen) };
    let plan = match map::read(map, args.filer.as_deref())? {
        Ok(plan) => plan,
        Err(faults) => return Ok(map::faulty(map, &faults, screen)),
    };
    let filing = args.file.then(|| Filing::new(&args.trust, &args.key, CONNECTIONS, screen)).transpose()?;
    let drafted = work::draft(&plan, table, &args.out, screen)?;
    if let Some(reason) = &drafted.ended {
        screen.say(&words::import::ended_early(&words::number(drafted.tally.rows, screen)));
        return Ok(map::faulty(&table.display().to_string(), std::slice::from_ref(reason), screen));
    }
    let papers = report::papers(&drafted);
    let filed = filing.map(|filing| filing.file(&papers, drafted.tally.filings, screen)).transpose()?;
    report::tell(&plan, &drafted, filed.as_ref(), screen)?;
    let refused = filed.is_some_and(|filed| filed.refused > 0);
    Ok(Outcome::of(drafted.tally.held == 0 && !refused))
}

/// The mappings that come with the program.
fn list(screen: &Screen) -> Result<Outcome, Failure> {
    let mut mappings: Vec<Value> = Vec::new();
    for (name, _) in shipped::SHIPPED {
        // Tests hold that what is shipped fits together, whoever files.
        let Ok(Plan { mapping, form, .. }) = map::read(name, Some("int/filer"))? else { continue };
        screen.say(&words::import::mapping(name, &form.code(), &mapping.title.es, &mapping.title.en));
        for note in &mapping.unverified {
            screen.say(&words::import::unverified(&note.es, &note.en));
        }
        mappings.push(json!({
            "name": name,
            "form": form.code(),
            "title": mapping.title,
            "unverified": mapping.unverified,
            "digest": mapping.digest,
        }));
    }
    screen.document(&json!({ "mappings": mappings }));
    Ok(Outcome::Fine)
}
