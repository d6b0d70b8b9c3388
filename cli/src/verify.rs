//! `veedor verify`: checks a receipt off line, step by step, against the entry it speaks of and whom the reader believes.

use std::path::{Path, PathBuf};

use register::{entry, time::Instant};
use tlog::{VerifierKey, policy::Policy, proof::Verification};

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    keys, steps,
    terminal::Screen,
    words,
};

/// The receipt, what it is of, and whom to believe.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "RECEIPT")]
    pub(crate) receipt: PathBuf,
    #[arg(long, value_name = "FILE", conflicts_with = "filing")]
    pub(crate) entry: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "received")]
    pub(crate) filing: Option<PathBuf>,
    #[arg(long, value_name = "INSTANT", requires = "filing")]
    pub(crate) received: Option<String>,
    #[command(flatten)]
    pub(crate) trust: Trust,
}

/// Whom to believe.
#[derive(Debug, clap::Args)]
pub(crate) struct Trust {
    #[arg(long, value_name = "FILE", conflicts_with = "vkey")]
    pub(crate) policy: Option<PathBuf>,
    #[arg(long, value_name = "VKEY")]
    pub(crate) vkey: Option<String>,
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
}

/// Runs `veedor verify`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let receipt = read(&args.receipt)?;
    let entry = entry(args)?;
    let policy = args.trust.policy(screen)?;
    let verification = Verification::of(&receipt, &entry, &policy);
    steps::show(&verification, &entry, screen);
    screen.document(&steps::document(&verification));
    Ok(Outcome::of(verification.is_ok()))
}

/// The entry as given, made from the filing and the time it was received, or the file beside the receipt.
fn entry(args: &Args) -> Result<Vec<u8>, Failure> {
    match (&args.entry, &args.filing, &args.received) {
        (Some(path), _, _) => read(path),
        (None, Some(filing), Some(received)) => {
            let instant = Instant::parse(received).ok_or_else(|| Failure::Usage(words::no_instant(received)))?;
            Ok(entry::encode(instant, &read(filing)?))
        }
        _ => {
            let beside = args.receipt.with_extension("entry");
            if !beside.exists() {
                return Err(Failure::Usage(words::no_entry_beside(&beside.display())));
            }
            read(&beside)
        }
    }
}

impl Trust {
    /// The policy that was named. A register's own word is taken only where nothing else is given, and that is said.
    pub(crate) fn policy(&self, screen: &Screen) -> Result<Policy, Failure> {
        if let Some(path) = &self.policy {
            let policy = Policy::parse(&read(path)?);
            return policy.map_err(|error| Failure::Reach(words::file_damaged(&path.display(), &error)));
        }
        if let Some(vkey) = &self.vkey {
            return Ok(Policy::log(VerifierKey::parse(vkey).map_err(|error| keys::bad_name(&error))?));
        }
        let Some(url) = &self.url else { return Err(Failure::Usage(words::whom_to_believe())) };
        let server = Server::new(url)?;
        screen.aside(&words::key_of_register(&server.address()));
        Ok(server.says()?.policy)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::file(path, &error))
}
