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
    #[arg(long, value_enum, value_name = "KIND", default_value = "ed25519")]
    algorithm: Kind,
}

/// What a witness signs with.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    #[value(name = "ed25519")]
    Ed25519,
    #[value(name = "ml-dsa-44")]
    MlDsa44,
    #[value(name = "both")]
    Both,
}

impl Kind {
    fn algorithms(self) -> &'static [Algorithm] {
        match self {
            Kind::Ed25519 => &[Algorithm::CosignatureV1],
            Kind::MlDsa44 => &[Algorithm::MlDsa44],
            Kind::Both => &[Algorithm::CosignatureV1, Algorithm::MlDsa44],
        }
    }
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
        let algorithms = self.algorithm.algorithms().iter();
        let keys = algorithms.map(|kind| keys::generate_for(&self.name, *kind)).collect::<Result<Vec<_>, _>>()?;
        Witness::create(&self.data, &keys)?;
        let data = self.data.display();
        let vkeys: Vec<String> = keys.iter().map(|key| key.verifier().to_string()).collect();
        screen.say(&words::eyes::made_witness(&data));
        vkeys.iter().for_each(|vkey| screen.line(vkey));
        screen.say(&words::eyes::witness_next(&data));
        screen.document(&json!({ "data": self.data, "name": self.name, "vkey": vkeys.first(), "vkeys": vkeys }));
        Ok(Outcome::Fine)
    }
}

impl Serve {
    fn run(&self, screen: &Screen) -> Result<Outcome, Failure> {
        serve::log(&self.log)?;
        let logs = self.logs.clone().unwrap_or_else(|| self.data.join("logs"));
        let witness = Witness::open(&self.data, &policy(&logs)?)?;
        let vkeys: Vec<String> = witness.verifiers().iter().map(ToString::to_string).collect();
        let origins: Vec<String> = witness.logs().iter().map(|log| log.name().to_string()).collect();
        let server = Server::start(witness, self.listen, Arc::new(now))?;
        let signals = server.host().catch_signals().map_err(|error| Failure::Reach(words::cannot_start(&error)))?;
        let address = server.address();
        screen.say(&words::eyes::witnessing(&address, &origins.len()));
        screen.document(
            &json!({ "address": format!("http://{address}"), "vkey": vkeys.first(), "vkeys": vkeys, "logs": origins }),
        );
        server.host().wait_for_signal(signals);
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
