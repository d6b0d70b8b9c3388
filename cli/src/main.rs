//! The command `veedor`: one file a command, listed in `commands.rs`. Reads the command line, the environment, keys and
//! the terminal; holds no logic of the domain. The only place that turns an outcome into words and an exit code.

mod as_of;
mod ask;
mod bulk;
mod check;
mod commands;
mod comments;
mod completions;
mod demo;
mod diff;
mod draft;
mod failure;
mod figures;
mod file;
mod fresh;
mod fsck;
mod help;
mod import;
mod init;
mod keygen;
mod keys;
mod law;
mod man;
mod mirror;
mod missing;
mod monitor;
mod observatory;
mod published;
mod rebuild;
mod receipt;
mod reconcile;
mod redact;
mod rulebooks;
mod serve;
mod settings;
mod signing;
mod sorter;
mod steps;
mod synthetic;
mod terminal;
mod twin;
mod usage;
mod verify;
mod witness;
mod words;

use std::{ffi::OsString, process::ExitCode};

use clap::FromArgMatches as _;
use register::lang::Lang;

use crate::{
    commands::Cli,
    failure::{Failure, Outcome},
    settings::{Early, Settings},
    terminal::Screen,
};

/// Filings are parsed on one thread and dropped on another, where this allocator does better than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // Which language help and mistakes are told in must be known before the command line is read.
    let early = Early::read(&arguments);
    let (lang, outcome) = match Settings::load(early.config.as_deref()) {
        Ok(settings) => {
            let lang = early.or_of(&settings).lang;
            (lang, run(arguments, lang, &settings))
        }
        Err(failure) => (early.lang, Err(failure)),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure::Usage(said)) => failed(said.in_(lang), 2),
        Err(Failure::Reach(said)) => failed(said.in_(lang), 3),
    }
}

fn run(arguments: Vec<OsString>, lang: Lang, settings: &Settings) -> Result<Outcome, Failure> {
    let matches = match help::command(lang, settings).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) if error.use_stderr() => return Err(Failure::Usage(usage::said(&error))),
        Err(help) => {
            terminal::print(&usage::help(&help, lang));
            return Ok(Outcome::Fine);
        }
    };
    let cli = Cli::from_arg_matches(&matches).map_err(|error| Failure::Usage(usage::said(&error)))?;
    let screen = Screen::new(lang, cli.json);
    commands::run(cli.command, &screen)
}

fn failed(says: &str, code: u8) -> ExitCode {
    terminal::complain(says);
    ExitCode::from(code)
}
