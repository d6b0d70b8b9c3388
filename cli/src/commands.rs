//! The list of commands. Adding one is a line in each of the two places here, a file of its own and its lines in
//! `help.rs`, which a test asks for.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use register::lang::Lang;

use crate::{
    as_of, bulk, check, comments, completions, demo, diff, draft,
    failure::{Failure, Outcome},
    figures, file, fsck, import, init, keygen, law, man, mirror, missing, monitor, observatory, rebuild, receipt,
    reconcile, redact, serve,
    terminal::Screen,
    verify, witness,
};

/// The command line. What each flag means is said in `help.rs`, in both languages.
#[derive(Debug, Parser)]
#[command(name = "veedor", version)]
pub(crate) struct Cli {
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[arg(long, global = true, value_name = "es|en", value_parser = lang)]
    pub(crate) lang: Option<Lang>,
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One command a role.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Args),
    Keygen(keygen::Args),
    Draft(draft::Args),
    Check(check::Args),
    File(file::Args),
    Comments(comments::Args),
    Import(import::Args),
    Redact(redact::Args),
    Verify(verify::Args),
    Receipt(receipt::Args),
    AsOf(as_of::Args),
    Diff(diff::Args),
    Serve(serve::Args),
    Rebuild(rebuild::Args),
    Bulk(bulk::Args),
    Fsck(fsck::Args),
    Figures(figures::Args),
    Reconcile(reconcile::Args),
    Missing(missing::Args),
    Witness(witness::Args),
    Mirror(mirror::Args),
    Monitor(monitor::Args),
    Observatory(observatory::Args),
    Law(law::Args),
    Demo(demo::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs a command.
pub(crate) fn run(command: Command, screen: &Screen) -> Result<Outcome, Failure> {
    match command {
        Command::Init(args) => init::run(&args, screen),
        Command::Keygen(args) => keygen::run(&args, screen),
        Command::Draft(args) => draft::run(&args, screen),
        Command::Check(args) => check::run(&args, screen),
        Command::File(args) => file::run(&args, screen),
        Command::Comments(args) => comments::run(&args, screen),
        Command::Import(args) => import::run(&args, screen),
        Command::Redact(args) => redact::run(&args, screen),
        Command::Verify(args) => verify::run(&args, screen),
        Command::Receipt(args) => receipt::run(&args, screen),
        Command::AsOf(args) => as_of::run(&args, screen),
        Command::Diff(args) => diff::run(&args, screen),
        Command::Serve(args) => serve::run(&args, screen),
        Command::Rebuild(args) => rebuild::run(&args, screen),
        Command::Bulk(args) => bulk::run(&args, screen),
        Command::Fsck(args) => fsck::run(&args, screen),
        Command::Figures(args) => figures::run(&args, screen),
        Command::Reconcile(args) => reconcile::run(&args, screen),
        Command::Missing(args) => missing::run(&args, screen),
        Command::Witness(args) => witness::run(&args, screen),
        Command::Mirror(args) => mirror::run(&args, screen),
        Command::Monitor(args) => monitor::run(&args, screen),
        Command::Observatory(args) => observatory::run(&args, screen),
        Command::Law(args) => law::run(&args, screen),
        Command::Demo(args) => demo::run(&args, screen),
        Command::Completions(args) => completions::run(&args, screen),
        Command::Man(args) => man::run(&args, screen),
    }
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "es, en".to_owned())
}
