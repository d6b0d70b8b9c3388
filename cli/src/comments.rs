//! `veedor comments`: comments of persons without a key, for whoever keeps the register (list, show, leave unshown), and a
//! promise, for whoever holds one (check). One file a subcommand. Signs and files nothing: `veedor file` does.

use std::path::PathBuf;

use clap::Subcommand;
use portal::{
    folder::{Folder, write_private},
    intake::{self, Received},
};
use register::{
    filing::read_draft,
    id::{BodyId, FilingId},
    value::Sha256,
};
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
    words,
};

mod check;
mod list;
mod show;
mod unshown;

/// Which of them.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Comments,
}

/// One a step.
#[derive(Debug, Subcommand)]
pub(crate) enum Comments {
    List(Which),
    Show(Drafting),
    Unshown(unshown::Args),
    Check(check::Args),
}

/// Where the comments are, and which of them.
#[derive(Debug, clap::Args)]
pub(crate) struct Which {
    #[arg(long, value_name = "DIR", default_value = "veedor-data")]
    pub(crate) data: PathBuf,
    #[arg(long, value_name = "ID")]
    pub(crate) consultation: Option<String>,
    #[arg(value_name = "COMMITMENT")]
    pub(crate) commitments: Vec<String>,
}

/// Which comments are drafted, for whom, and into which file.
#[derive(Debug, clap::Args)]
pub(crate) struct Drafting {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(long, value_name = "ID")]
    pub(crate) filer: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Runs `veedor comments`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    match &args.command {
        Comments::List(which) => list::run(which, screen),
        Comments::Show(drafting) => show::run(drafting, screen),
        Comments::Unshown(args) => unshown::run(args, screen),
        Comments::Check(args) => check::run(args, screen),
    }
}

impl Which {
    /// The comments that wait and are meant, the first first. A commitment is told by its beginning.
    fn waiting(&self) -> Result<Vec<Received>, Failure> {
        let folder = Folder::open(&self.data)?;
        let path = folder.comments();
        if !path.exists() {
            return Err(Failure::Reach(words::comments::no_file(&path.display())));
        }
        let damaged = |error: &dyn std::fmt::Display| Failure::Reach(words::file_damaged(&path.display(), error));
        let mut all = intake::waiting(&path).map_err(|error| damaged(&error))?;
        if let Some(id) = &self.consultation {
            let id = FilingId::parse(id).ok_or_else(|| Failure::Usage(words::comments::no_consultation(id)))?;
            all.retain(|received| received.consultation == id);
        }
        for meant in &self.commitments {
            let found = all.iter().filter(|received| begins(received.commitment, meant)).count();
            match found {
                1 => {}
                0 => return Err(Failure::Usage(words::comments::none_such(meant))),
                _ => return Err(Failure::Usage(words::comments::several_such(meant))),
            }
        }
        let meant = |received: &Received| {
            self.commitments.is_empty() || self.commitments.iter().any(|meant| begins(received.commitment, meant))
        };
        all.retain(meant);
        Ok(all)
    }
}

fn begins(commitment: Sha256, meant: &str) -> bool {
    !meant.is_empty() && commitment.to_string().starts_with(&meant.to_lowercase())
}

impl Drafting {
    fn filer(&self) -> Result<BodyId, Failure> {
        BodyId::parse(&self.filer).ok_or_else(|| Failure::Usage(words::no_body_id(&self.filer)))
    }

    /// Gives the drafts. Those that the register would not take are findings: somebody has to look at them.
    fn give(&self, drafts: &[Value], screen: &Screen) -> Result<Outcome, Failure> {
        self.put(drafts, screen)?;
        let refused = drafts.iter().filter(|draft| read_draft(&draft.to_string()).is_err());
        let refused: Vec<&str> = refused.filter_map(|draft| draft["id"].as_str()).collect();
        refused.iter().for_each(|id| screen.aside(&words::comments::look_again(id)));
        screen.document(&json!({ "drafts": drafts, "look_again": refused }));
        Ok(Outcome::of(refused.is_empty()))
    }

    /// Writes drafts, one a line, where there is no file yet; on the terminal where no file was named. Words that nobody has
    /// shown yet are for whoever keeps the register alone.
    fn put(&self, drafts: &[Value], screen: &Screen) -> Result<(), Failure> {
        let Some(path) = &self.out else {
            drafts.iter().for_each(|draft| screen.line(&draft.to_string()));
            return Ok(());
        };
        if path.exists() {
            return Err(Failure::Usage(words::file_exists(&path.display())));
        }
        let lines: String = drafts.iter().map(|draft| format!("{draft}\n")).collect();
        write_private(path, &lines)?;
        screen.say(&words::comments::drafted(&drafts.len(), &path.display()));
        Ok(())
    }
}
