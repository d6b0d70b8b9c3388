//! `veedor man`: the manual pages, one a command, in the language that is spoken.

use std::path::{Path, PathBuf};

use clap::Command;
use clap_mangen::Man;
use serde_json::json;

use crate::{
    failure::{Failure, Outcome},
    help,
    settings::Settings,
    terminal::{self, Screen},
    words,
};

/// Where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

/// Runs `veedor man`: all pages into a folder, or the first page to standard output.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let mut command = help::command(screen.lang, &Settings::default());
    command.build();
    let Some(dir) = &args.dir else {
        terminal::print(&String::from_utf8_lossy(&page(command, Path::new("-"))?));
        return Ok(Outcome::Fine);
    };
    std::fs::create_dir_all(dir).map_err(|error| Failure::file(dir, &error))?;
    let commands: Vec<Command> = command.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    let mut written = Vec::new();
    for (name, command) in std::iter::once(("veedor".to_owned(), command)).chain(commands.into_iter().map(named)) {
        let path = dir.join(format!("{name}.1"));
        std::fs::write(&path, page(command, &path)?).map_err(|error| Failure::file(&path, &error))?;
        written.push(path);
    }
    screen.say(&words::wrote_pages(&written.len(), &dir.display()));
    screen.document(&json!({ "pages": written }));
    Ok(Outcome::Fine)
}

/// `veedor-check` is the page of `veedor check`.
fn named(command: Command) -> (String, Command) {
    let name = format!("veedor-{}", command.get_name());
    // The name of a page must live as long as the program; there are a dozen.
    let kept: &'static str = name.clone().leak();
    (name, command.name(kept))
}

fn page(command: Command, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(|error| Failure::file(path, &error))?;
    Ok(page)
}
