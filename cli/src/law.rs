//! `veedor law`: the law as those who write it, adopt it and read it work with it. One file a subcommand.

use clap::Subcommand;

use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
};

mod adopt;
mod check;
mod compare;
mod explain;
mod facts;
mod folder;
mod list;
pub(crate) mod log;
mod new;
mod page;
mod told;
mod trial;
mod unpack;

/// Which of them.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Law,
}

/// One a question.
#[derive(Debug, Subcommand)]
pub(crate) enum Law {
    Check(check::Args),
    New(new::Args),
    Explain(explain::Args),
    Try(trial::Args),
    Compare(compare::Args),
    Unpack(unpack::Args),
    Adopt(adopt::Args),
    List(list::Args),
    Facts(facts::Args),
}

/// Runs `veedor law`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    match &args.command {
        Law::Check(args) => check::run(args, screen),
        Law::New(args) => new::run(args, screen),
        Law::Explain(args) => explain::run(args, screen),
        Law::Try(args) => trial::run(args, screen),
        Law::Compare(args) => compare::run(args, screen),
        Law::Unpack(args) => unpack::run(args, screen),
        Law::Adopt(args) => adopt::run(args, screen),
        Law::List(args) => list::run(args, screen),
        Law::Facts(args) => facts::run(args, screen),
    }
}
