//! `veedor rebuild`: throws the index away and follows the published log from its beginning, which is what every
//! start does from where the index ends.

use std::{fs::File, path::PathBuf, sync::Arc, time::Instant};

use portal::{folder::Folder, index::Index, log::Reader};
use serde_json::json;

use crate::{
    failure::{Failure, Outcome},
    rulebooks,
    terminal::Screen,
    words,
};

/// Which register.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = "DIR", default_value = "veedor-data")]
    pub(crate) data: PathBuf,
}

/// Runs `veedor rebuild`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let folder = Folder::open(&args.data)?;
    // The index has one writer: while a server runs, that is its own follower.
    let _lock = lock(&folder)?;
    let begun = Instant::now();
    let size = follow(&folder, Index::anew(&folder.index())?, screen)?;
    let seconds = begun.elapsed().as_secs_f64();
    screen.say(&words::rebuilt(&size, &format_args!("{seconds:.1}")));
    screen.document(&json!({ "entries": size, "seconds": seconds }));
    Ok(Outcome::Fine)
}

/// Lets an index follow the published log to its end. Gives the entries it has then.
pub(crate) fn follow(folder: &Folder, index: Index, screen: &Screen) -> Result<u64, Failure> {
    let log = Reader::dir(&folder.public().join("log"));
    let checkpoint = log.checkpoint(folder.verifier())?;
    let bar = screen.bar(checkpoint.size(), &words::following());
    let books = rulebooks::at_hand()?.with_documents(folder.blobs());
    let mut index = index.judging(books, Arc::default());
    index.catch_up(&log, checkpoint.checkpoint(), |done| bar.set_position(done))?;
    bar.finish_and_clear();
    Ok(checkpoint.size())
}

/// The lock that a running server holds on its folder.
pub(crate) fn lock(folder: &Folder) -> Result<File, Failure> {
    let path = folder.root().join("lock");
    let file = File::options().create(true).append(true).open(&path).map_err(|error| Failure::file(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(Failure::Reach(words::folder_busy(&folder.root().display()))),
    }
}
