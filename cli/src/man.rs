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
    let mut written = Vec::new();
    for (name, command) in pages("veedor", &command) {
        let path = dir.join(format!("{name}.1"));
        std::fs::write(&path, page(command, &path)?).map_err(|error| Failure::file(&path, &error))?;
        written.push(path);
    }
    screen.say(&words::wrote_pages(&written.len(), &dir.display()));
    screen.document(&json!({ "pages": written }));
    Ok(Outcome::Fine)
}

/// The page of a command under its name, then those of its commands: `veedor-check` is the page of `veedor check`.
fn pages(name: &str, command: &Command) -> Vec<(String, Command)> {
    // The name of a page must live as long as the program; there are two dozen.
    let kept: &'static str = name.to_owned().leak();
    let own = (name.to_owned(), command.clone().name(kept));
    let inner = command.get_subcommands().filter(|command| !command.is_hide_set());
    let inner = inner.flat_map(|command| pages(&format!("{name}-{}", command.get_name()), command));
    std::iter::once(own).chain(inner).collect()
}

fn page(command: Command, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(|error| Failure::file(path, &error))?;
    Ok(page)
}
