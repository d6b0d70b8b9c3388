//! `veedor bulk`: makes the bulk files of a register, at once or in another place; a running register makes its own.

use std::path::PathBuf;

use portal::{
    bulk::{self, TABLES},
    folder::Folder,
    index::Index,
    log::Reader,
};
use serde_json::json;

use crate::{
    failure::{Failure, Outcome},
    rebuild,
    terminal::Screen,
    words,
};

/// Of which register, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = "DIR", default_value = "veedor-data")]
    pub(crate) data: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Runs `veedor bulk`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let folder = Folder::open(&args.data)?;
    // While a server runs, the index is what its follower has made of the log so far.
    if let Ok(_lock) = rebuild::lock(&folder) {
        rebuild::follow(&folder, Index::open(&folder.index())?, screen)?;
    }
    let log = Reader::dir(&folder.public().join("log"));
    let out = args.out.clone().unwrap_or_else(|| bulk::folder(&folder.public()));
    // The log may have grown since: the root is told under the checkpoint that is published then.
    let root = |size| {
        let checkpoint = log.checkpoint(folder.verifier()).map_err(|error| error.to_string())?;
        log.root_of_first(size, checkpoint.checkpoint()).map_err(|error| error.to_string())
    };
    let bar = screen.bar(TABLES.len() as u64, &words::bulk::making());
    let mut begun = "";
    let progress = |table: &'static str, _| {
        bar.inc(u64::from(table != begun));
        begun = table;
    };
    let reading = Index::reading(&folder.index())?;
    let made = bulk::make(&reading, folder.about(), folder.verifier().name().as_str(), root, &out, progress)?;
    bar.finish_and_clear();
    for (table, rows) in &made.tables {
        screen.say(&words::bulk::table(table, rows));
    }
    screen.say(&words::bulk::made(&made.size, &made.bytes, &out.display()));
    let tables: serde_json::Map<_, _> =
        made.tables.iter().map(|(table, rows)| ((*table).to_owned(), json!(rows))).collect();
    screen.document(&json!({ "entries": made.size, "bytes": made.bytes, "tables": tables, "folder": out }));
    Ok(Outcome::Fine)
}
