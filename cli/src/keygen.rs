//! `veedor keygen`: makes a key for a filer. The private half goes to a file, the public half (vkey) to the registrar.

use std::path::PathBuf;

use serde_json::json;

use crate::{
    failure::{Failure, Outcome},
    keys,
    terminal::Screen,
    words,
};

/// The key's name, and where to keep it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Runs `veedor keygen`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.key", args.name.replace('/', "-"))));
    let key = keys::generate(&args.name)?;
    keys::write(&out, &key)?;
    screen.say(&words::made_key(&out.display()));
    screen.line(&key.verifier().to_string());
    screen.say(&words::ask_for_grant());
    screen.document(&json!({ "file": out, "name": args.name, "vkey": key.verifier().to_string() }));
    Ok(Outcome::Fine)
}
