//! `veedor mirror`: keeps a verified copy of a register in a folder, which `veedor serve` shows and any static server hands
//! on. What is there already is not asked for again; a kill at any point loses nothing that was checked.

use std::path::{Path, PathBuf};

use portal::{
    fetch::over_http,
    log::{Followed, MirrorError, ReadError},
    mirror::{Error, Mirror, Round},
};
use serde_json::{Value, json};
use tlog::VerifierKey;

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    keys,
    terminal::Screen,
    words,
};

/// Which register, and where to keep it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "URL")]
    pub(crate) url: String,
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    #[arg(long, value_name = "VKEY")]
    pub(crate) vkey: Option<String>,
}

/// Runs `veedor mirror`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let server = Server::new(&args.url)?;
    let key = believed(args.vkey.as_deref(), &args.dir, &server, screen)?;
    let fetch = over_http(server.address());
    let bar = screen.bar(0, &words::verifying());
    let progress = |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let opened = Mirror::open(&args.dir, server.address(), key.as_ref(), &fetch);
    let followed = opened.and_then(|mut mirror| mirror.follow(&fetch, progress));
    bar.finish_and_clear();
    match followed {
        Ok(round) => Ok(tell(&round, &args.dir, screen)),
        Err(error) if error.is_lie() => {
            screen.say(&words::eyes::not_signed(&error));
            screen.document(&json!({ "verified": false, "says": error.to_string() }));
            Ok(Outcome::Findings)
        }
        Err(error) => Err(error.into()),
    }
}

/// The key that was named. A register's own word is taken only for a new copy, and that is said.
pub(crate) fn believed(
    vkey: Option<&str>,
    dir: &Path,
    server: &Server,
    screen: &Screen,
) -> Result<Option<VerifierKey>, Failure> {
    if vkey.is_none() && !dir.join("mirror.json").exists() {
        screen.aside(&words::key_of_register(&server.address()));
    }
    vkey.map(|vkey| VerifierKey::parse(vkey).map_err(|error| keys::bad_name(&error))).transpose()
}

fn tell(round: &Round, dir: &Path, screen: &Screen) -> Outcome {
    let data = dir.display();
    let (code, fine) = match &round.log {
        Followed::Same => {
            screen.say(&words::eyes::mirror_same(&data));
            ("same", true)
        }
        Followed::Grown { from, to } => {
            screen.say(&words::eyes::mirror_grown(from, to, &data));
            ("grown", true)
        }
        Followed::Older { theirs, ours } => {
            screen.say(&words::eyes::mirror_older(theirs, ours));
            ("older", false)
        }
        Followed::Split(split) => {
            let kept = round.split.as_deref().unwrap_or(dir).display();
            screen.say(&words::eyes::mirror_split(&split.ours.size(), &split.theirs.size(), &kept));
            ("split-view", false)
        }
    };
    if round.documents > 0 {
        screen.say(&words::eyes::mirror_documents(&round.documents));
    }
    round.missing.iter().filter(|hash| !round.wrong.contains(hash)).for_each(|hash| {
        let said = words::document_missing(hash);
        screen.say(&words::notice(&said.es, &said.en));
    });
    round.wrong.iter().for_each(|hash| screen.say(&words::eyes::document_wrong(hash)));
    let fine = fine && round.wrong.is_empty();
    screen.document(&document(round, code, fine));
    Outcome::of(fine)
}

fn document(round: &Round, code: &str, fine: bool) -> Value {
    let sizes = match &round.log {
        Followed::Grown { from, to } => json!({ "from": from, "to": to }),
        Followed::Older { theirs, ours } => json!({ "theirs": theirs, "ours": ours }),
        Followed::Split(split) => split.document(),
        Followed::Same => json!({}),
    };
    json!({
        "verified": fine,
        "log": code,
        "heads": sizes,
        "kept": round.split,
        "documents": round.documents,
        "missing": round.missing,
        "wrong": round.wrong,
    })
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Folder(error) => error.into(),
            Error::Log(MirrorError::Read(ReadError::Unreachable { path, why })) => {
                Failure::Reach(words::unreachable(&path, &why))
            }
            Error::Log(MirrorError::Read(error)) => error.into(),
            Error::Log(MirrorError::Files(error)) => portal::folder::FolderError::Log(error).into(),
            error => Failure::Reach(words::eyes::no_mirror(&error)),
        }
    }
}
