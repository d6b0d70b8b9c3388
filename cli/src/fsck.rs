//! `veedor fsck`: verifies everything again. The tree, its tiles and the checkpoint; of every entry its form, its
//! signatures and its admission, by replaying the register; the documents by their hashes. Names each thing that is
//! wrong, the entries it concerns and what to do.

use std::path::PathBuf;

use portal::{
    folder::Folder,
    index::{Index, Reading},
    log::{Problem, fsck, repair},
};
use serde_json::{Value, json};
use std::sync::Mutex;
use tlog::VerifierKey;

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    published::Published,
    terminal::Screen,
    words,
};

mod documents;
mod replay;

use documents::Documents;
pub(crate) use replay::Finding;
use replay::Replay;

/// What to verify.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "DIR|URL")]
    pub(crate) what: String,
    #[arg(long, value_name = "VKEY")]
    pub(crate) vkey: Option<String>,
    #[arg(long)]
    pub(crate) repair: bool,
}

/// Runs `veedor fsck`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let remote = args.what.starts_with("http://") || args.what.starts_with("https://");
    match (remote, args.repair) {
        (true, true) => Err(Failure::Usage(words::repair_needs_folder())),
        (true, false) => check_server(args, screen),
        (false, _) => check_folder(args, screen),
    }
}

fn check_server(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let server = Server::new(&args.what)?;
    let published = Published::at(&server, args.vkey.as_deref(), screen)?;
    check(&published, &Documents::at(server), screen)
}

fn check_folder(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let folder = Folder::open(&PathBuf::from(&args.what))?;
    let key = match &args.vkey {
        Some(vkey) => VerifierKey::parse(vkey).map_err(|error| crate::keys::bad_name(&error))?,
        None => folder.verifier().clone(),
    };
    if args.repair {
        mend(&folder, &key, screen)?;
    }
    let log = portal::log::Reader::dir(&folder.public().join("log"));
    match log.checkpoint(&key) {
        Ok(checkpoint) => check(&Published::of(log, key, checkpoint), &Documents::in_folder(folder.blobs()), screen),
        // Told as a finding: what is there is damaged, not out of reach.
        Err(_) => Ok(tell(fsck(&log, &key, |_, _| {}, &|_, _| Ok(())).problems, &[], Vec::new(), 0, screen)),
    }
}

/// Repairs what can be repaired; entries that the files lost may still be in the index.
fn mend(folder: &Folder, key: &VerifierKey, screen: &Screen) -> Result<(), Failure> {
    let index: Option<Mutex<Reading>> = Index::reading(&folder.index()).ok().map(Mutex::new);
    let from_index = |entry: u64| {
        let reading = index.as_ref()?.lock().ok()?;
        Some(reading.entry(entry).ok()??.bytes)
    };
    let repaired = repair(folder.root(), key, &from_index)
        .map_err(|error| Failure::from(portal::folder::FolderError::Log(error)))?;
    for made in &repaired.made {
        screen.say(&words::made_again(made));
    }
    if repaired.made.is_empty() {
        screen.say(&words::nothing_to_repair());
    }
    Ok(())
}

fn check(published: &Published, documents: &Documents, screen: &Screen) -> Result<Outcome, Failure> {
    let replay = Replay::new(published.size(), documents);
    let bar = screen.bar(published.size(), &words::verifying());
    let progress = |done: u64, _: u64| bar.set_position(done);
    let report = fsck(&published.log, &published.key, progress, &|at, bytes| {
        replay.look(at, bytes);
        Ok(())
    });
    let damaged = |entry: u64| report.problems.iter().any(|problem| problem.entries.contains(&entry));
    // Bytes that are not what was signed say nothing of what was admitted.
    let findings: Vec<Finding> =
        replay.finish(published).into_iter().filter(|finding| !damaged(finding.entry())).collect();
    bar.finish_and_clear();
    let notices = report.notices.iter().map(words::problem).collect::<Vec<_>>();
    let missing = documents.missing();
    let after_damage = (!report.problems.is_empty() && !findings.is_empty()).then(words::repair_first);
    let notices = notices
        .into_iter()
        .chain(missing.iter().map(|hash| words::document_missing(hash)))
        .chain(after_damage)
        .collect();
    Ok(tell(report.problems, &findings, notices, report.entries, screen))
}

fn tell(
    problems: Vec<Problem>,
    findings: &[Finding],
    notices: Vec<crate::failure::Said>,
    entries: u64,
    screen: &Screen,
) -> Outcome {
    let count = problems.len() + findings.len();
    match count {
        0 => screen.say(&words::all_verified(&entries)),
        _ => screen.say(&words::found(&entries, &count)),
    }
    problems.iter().for_each(|problem| screen.say(&words::problem(problem)));
    findings.iter().for_each(|finding| screen.say(&finding.said()));
    notices.iter().for_each(|notice| screen.say(&words::notice(&notice.es, &notice.en)));
    let files: Vec<Value> = problems.iter().map(file_document).collect();
    let entries_wrong: Vec<Value> = findings.iter().map(Finding::document).collect();
    screen.document(&json!({
        "verified": count == 0,
        "entries": entries,
        "files": files,
        "findings": entries_wrong,
        "notices": notices.iter().map(|notice| json!({ "es": notice.es, "en": notice.en })).collect::<Vec<_>>(),
    }));
    Outcome::of(count == 0)
}

fn file_document(problem: &Problem) -> Value {
    json!({
        "path": problem.path,
        "what": problem.what,
        "entries": { "from": problem.entries.start, "to": problem.entries.end },
        "advice": problem.advice,
    })
}
