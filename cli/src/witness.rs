//! `veedor witness`: makes a witness and runs it. It cosigns checkpoints of the logs it was told of, each only if it
//! follows from the one before (c2sp.org/tlog-witness).

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use portal::witness::{OpenError, Server, Witness};
use serde_json::json;
use tlog::{Policy, note::Algorithm};

use crate::{
    failure::{Failure, Outcome},
    keys, serve,
    terminal::Screen,
    words,
};

/// What is done with a witness.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Init(Init),
    Serve(Serve),
}

/// What a witness begins with.
#[derive(Debug, clap::Args)]
struct Init {
    #[arg(long, value_name = "DIR", default_value = "veedor-witness")]
    data: PathBuf,
    #[arg(long, value_name = "NAME")]
    name: String,
}

/// Which witness, of which logs, at which address.
#[derive(Debug, clap::Args)]
struct Serve {
    #[arg(long, value_name = "DIR", default_value = "veedor-witness")]
    data: PathBuf,
    #[arg(long, value_name = "FILE")]
    logs: Option<PathBuf>,
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log: String,
}

/// Runs `veedor witness`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    match &args.what {
        What::Init(init) => init.run(screen),
        What::Serve(serve) => serve.run(screen),
    }
}

impl Init {
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        let key = keys::generate_for(&self.name, Algorithm::CosignatureV1)?;
        Witness::create(&self.data, &key)?;
        let data = self.data.display();
        screen.say(&words::eyes::made_witness(&data));
        screen.line(&key.verifier().to_string());
        screen.say(&words::eyes::witness_next(&data));
        screen.document(&json!({ "data": self.data, "name": self.name, "vkey": key.verifier().to_string() }));
        Ok(Outcome::Fine)
    }
}

impl Serve {
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        serve::log(&self.log)?;
        let logs = self.logs.clone().unwrap_or_else(|| self.data.join("logs"));
        let witness = Witness::open(&self.data, &policy(&logs)?)?;
        let (vkey, origins): (String, Vec<String>) =
            (witness.verifier().to_string(), witness.logs().iter().map(|log| log.name().to_string()).collect());
        let server = Server::start(witness, self.listen, Arc::new(now))?;
        let signals = server.catch_signals().map_err(|error| Failure::Reach(words::cannot_start(&error)))?;
        let address = server.address();
        screen.say(&words::eyes::witnessing(&address, &origins.len()));
        screen.document(&json!({ "address": format!("http://{address}"), "vkey": vkey, "logs": origins }));
        server.wait_for_signal(signals);
        screen.aside(&words::stopping());
        Ok(Outcome::Fine)
    }
}

/// The logs to witness, as a policy names them.
fn policy(path: &Path) -> Result<Policy, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let policy = Policy::parse(&bytes);
    let policy = policy.map_err(|error| Failure::Reach(words::file_damaged(&path.display(), &error)))?;
    if policy.logs().is_empty() {
        return Err(Failure::Usage(words::eyes::no_logs(&path.display())));
    }
    Ok(policy)
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Failure {
        match error {
            OpenError::File(error) => error.into(),
            OpenError::StateLost(path) => Failure::Reach(words::eyes::witness_state_lost(&path.display())),
            OpenError::Database { path, says } => Failure::Reach(words::file_damaged(&path.display(), &says)),
        }
    }
}
