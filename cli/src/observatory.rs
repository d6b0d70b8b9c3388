//! `veedor observatory`: checks a directory of registers, follows them, shows them side by side on pages and in the terminal.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use observatory::{
    compare::{Comparison, MOST},
    directory::{Directory, Fault, Listed},
    follow::{Follower, Known, Settings, Standing},
    index::{Index, IndexError, Place},
    said,
    server::Server,
};
use portal::fetch::over_http;
use register::lang::Lang;
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome, Said},
    rulebooks, serve, signing,
    terminal::{Mark, Screen},
    words,
};

/// What is done with an observatory.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Check(Check),
    Follow(Follow),
    Serve(Serve),
    Compare(Compare),
}

/// Which directory.
#[derive(Debug, clap::Args)]
struct Check {
    #[arg(value_name = "FILE")]
    directory: PathBuf,
}

/// One round over the registers of a directory.
#[derive(Debug, clap::Args)]
struct Follow {
    #[command(flatten)]
    at: At,
    #[arg(long, value_name = "COUNT", default_value = "4")]
    workers: usize,
}

/// Pages, and round after round.
#[derive(Debug, clap::Args)]
struct Serve {
    #[command(flatten)]
    at: At,
    #[arg(long, value_name = "COUNT", default_value = "4")]
    workers: usize,
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8082")]
    listen: SocketAddr,
    #[arg(long, value_name = "SECONDS", default_value = "900")]
    every: u64,
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log: String,
}

/// Registers side by side.
#[derive(Debug, clap::Args)]
struct Compare {
    #[command(flatten)]
    at: At,
    #[arg(value_name = "REGISTER", required = true)]
    registers: Vec<String>,
}

/// Where an observatory is.
#[derive(Debug, clap::Args)]
struct At {
    #[arg(long, value_name = "DIR", default_value = "veedor-observatory")]
    data: PathBuf,
    #[arg(long, value_name = "FILE")]
    directory: PathBuf,
    #[arg(long, value_name = "PLACE")]
    index: Option<String>,
}

/// Runs `veedor observatory`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    match &args.what {
        What::Check(check) => check.run(screen),
        What::Follow(follow) => follow.run(screen),
        What::Serve(serve) => serve.run(screen),
        What::Compare(compare) => compare.run(screen),
    }
}

impl Check {
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        let faults = match Directory::load(&self.directory) {
            Ok(directory) => {
                let (registers, jurisdictions) = (directory.registers.len(), directory.jurisdictions.len());
                let members = directory.members.len();
                screen.say(&words::observatory::directory_good(&registers, &jurisdictions, &members));
                Vec::new()
            }
            Err(faults) => faults,
        };
        for fault in &faults {
            screen.marked(Mark::Bad, &line_of(fault));
        }
        if !faults.is_empty() {
            screen.say(&words::observatory::directory_faults(&faults.len()));
        }
        let told: Vec<Value> = faults.iter().map(fault_document).collect();
        screen.document(&json!({ "directory": self.directory, "good": faults.is_empty(), "faults": told }));
        Ok(Outcome::of(faults.is_empty()))
    }
}

fn line_of(fault: &Fault) -> Said {
    Said { es: fault.line_in(Lang::Es), en: fault.line_in(Lang::En) }
}

fn fault_document(fault: &Fault) -> Value {
    json!({ "file": fault.file, "line": fault.line, "field": fault.field, "es": fault.es, "en": fault.en })
}

impl At {
    fn directory(&self) -> Result<Directory, Failure> {
        Directory::load(&self.directory).map_err(|faults| {
            let first = faults.first().map_or(Said { es: String::new(), en: String::new() }, line_of);
            let file = self.directory.display();
            Failure::Usage(words::observatory::directory_bad(&file, &faults.len(), &first.es, &first.en))
        })
    }

    fn index(&self) -> Result<Index, Failure> {
        let place = match &self.index {
            Some(place) => Place::parse(place),
            None => {
                std::fs::create_dir_all(&self.data).map_err(|error| Failure::file(&self.data, &error))?;
                Place::in_folder(&self.data)
            }
        };
        Ok(Index::open(place)?)
    }

    fn follower(&self, workers: usize, directory: Arc<Directory>, index: Arc<Index>) -> Result<Follower, Failure> {
        let settings = Settings {
            data: self.data.clone(),
            workers,
            rulebooks: rulebooks::at_hand()?,
            reach: Arc::new(over_http),
            stop: Arc::default(),
        };
        Follower::open(settings, directory, index).map_err(|error| match error.kind() {
            std::io::ErrorKind::WouldBlock => Failure::Reach(words::observatory::busy(&self.data.display())),
            _ => Failure::file(&self.data, &error),
        })
    }
}

impl Follow {
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        let (directory, index) = (Arc::new(self.at.directory()?), Arc::new(self.at.index()?));
        let all = directory.registers.len() as u64;
        let follower = self.at.follower(self.workers, directory, index)?;
        let bar = screen.bar(all, &words::verifying());
        let round = follower.round(&signing::now, &|_| bar.inc(1));
        bar.finish_and_clear();
        let round = round?;
        round.visited.iter().for_each(|known| tell(known, screen));
        if round.waiting > 0 {
            screen.say(&words::observatory::waiting(&round.waiting));
        }
        let fine = round.visited.iter().all(|known| known.says.is_none() && known.standing().next().is_none());
        let told: Vec<Value> = round.visited.iter().map(|known| json!(known)).collect();
        screen.document(&json!({ "registers": told, "waiting": round.waiting, "fine": fine }));
        Ok(Outcome::of(fine))
    }
}

/// One line a register, and one each thing that is wrong with it.
fn tell(known: &Known, screen: &Screen) {
    let id = &known.id;
    match (&known.says, known.state) {
        (Some(says), _) => screen.marked(Mark::None, &words::observatory::not_followed(id, &says.es, &says.en)),
        (None, Standing::Verified) => screen.marked(Mark::Good, &words::observatory::followed(id, &known.size)),
        (None, _) => screen.marked(Mark::Bad, &words::observatory::followed(id, &known.size)),
    }
    if known.is_demonstration() {
        screen.say(&words::observatory::demonstration(id));
    }
    for raised in known.standing() {
        screen.marked(Mark::Bad, &words::observatory::alert(id, &raised.code, &raised.says.es, &raised.says.en));
    }
}

impl Serve {
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        serve::log(&self.log)?;
        portal::descriptors::raise();
        let (directory, index) = (Arc::new(self.at.directory()?), Arc::new(self.at.index()?));
        let registers = directory.registers.len();
        let every = Duration::from_secs(self.every.max(1));
        let follower = self.at.follower(self.workers, directory, index)?;
        let server = Server::start(self.listen, follower, every, signing::now)?;
        let signals = server.host().catch_signals().map_err(|error| Failure::Reach(words::cannot_start(&error)))?;
        let address = server.address();
        screen.say(&words::observatory::observing(&address, &registers));
        screen.document(&json!({ "address": format!("http://{address}"), "registers": registers }));
        server.host().wait_for_signal(signals);
        screen.aside(&words::stopping());
        Ok(Outcome::Fine)
    }
}

impl Compare {
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        let (directory, index) = (self.at.directory()?, self.at.index()?);
        let listed = self.registers.iter().map(|id| listed(&directory, id)).collect::<Result<Vec<&Listed>, _>>()?;
        if listed.len() > MOST {
            return Err(Failure::Usage(words::observatory::too_many(&MOST)));
        }
        let comparison = Comparison::of(&listed, &directory, &index)?;
        table(&comparison, screen);
        screen.document(&json!({ "comparison": comparison.document() }));
        Ok(Outcome::Fine)
    }
}

fn listed<'d>(directory: &'d Directory, id: &str) -> Result<&'d Listed, Failure> {
    directory.registers.get(id).ok_or_else(|| {
        let all: Vec<&str> = directory.registers.keys().map(String::as_str).collect();
        Failure::Usage(words::observatory::no_such_register(&id, &all.join(", ")))
    })
}

/// The comparison for people: a question, beneath it the answer of each register, and why they are not compared.
fn table(comparison: &Comparison<'_>, screen: &Screen) {
    let lang = screen.lang;
    let width = comparison.sides.iter().map(|side| side.listed.id.len()).max().unwrap_or(0);
    for row in &comparison.rows {
        screen.line(&format!("{} [{}]", row.question.says(lang), row.question.row));
        for (side, cell) in comparison.sides.iter().zip(&row.cells) {
            for (at, line) in said(cell.as_ref(), lang).iter().enumerate() {
                let id = if at == 0 { side.listed.id.as_str() } else { "" };
                screen.line(&format!("  {id:width$}  {line}"));
            }
        }
        if let Some(why) = row.common.refused(lang) {
            screen.line(&format!("  {:width$}  {why}", ""));
        }
    }
    for side in &comparison.sides {
        let count = |state| side.count(state);
        use observatory::answer::State;
        screen.say(&words::observatory::counted(
            &side.listed.id,
            &side.known.size,
            &count(State::Value),
            &count(State::NotPublished),
            &count(State::Withheld),
            &count(State::NoDuty),
        ));
        if side.known.is_demonstration() {
            screen.say(&words::observatory::demonstration(&side.listed.id));
        }
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Failure {
        use words::observatory::{no_postgres, not_encrypted, ssl_mode, ssl_no_roots, ssl_roots};
        match &error {
            IndexError::SslMode { mode } => Failure::Usage(ssl_mode(mode)),
            IndexError::NoRoots { mode } => Failure::Usage(ssl_no_roots(mode)),
            IndexError::Roots { path, says } => Failure::Usage(ssl_roots(&path.display(), says)),
            IndexError::Encryption { says } => Failure::Reach(not_encrypted(says)),
            IndexError::NoServer => Failure::Reach(no_postgres()),
            error => Failure::Reach(words::index_failed(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use observatory::directory::Directory;

    #[test]
    fn the_example_in_the_documents_is_a_directory() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/observatory.md");
        let page = std::fs::read_to_string(page).expect("the document");
        let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let faults = Directory::parse("observatory.toml", example).err().unwrap_or_default();
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults, Vec::<String>::new());
    }
}
