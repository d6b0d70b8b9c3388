//! `veedor completions`: what a shell needs to complete commands and flags.

use clap_complete::Shell;

use crate::{
    failure::{Failure, Outcome},
    help,
    settings::Settings,
    terminal::{self, Screen},
};

/// Which shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Runs `veedor completions`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let mut command = help::command(screen.lang, &Settings::default());
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "veedor", &mut script);
    terminal::print(&String::from_utf8_lossy(&script));
    Ok(Outcome::Fine)
}
