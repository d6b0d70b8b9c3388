//! `veedor serve`: runs a register until it is told to stop.

use std::{io::IsTerminal as _, net::SocketAddr, path::PathBuf};

use portal::service::{Config, Service};
use serde_json::json;
use tracing_subscriber::EnvFilter;

use crate::{
    failure::{Failure, Outcome},
    rulebooks,
    terminal::Screen,
    words,
};

/// Which register, at which address.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = "DIR", default_value = "veedor-data")]
    pub(crate) data: PathBuf,
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    pub(crate) log: String,
}

/// Runs `veedor serve`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    log(&args.log)?;
    portal::descriptors::raise();
    let service = Service::start(Config {
        data: args.data.clone(),
        listen: args.listen,
        policy: args.policy.clone(),
        rulebooks: rulebooks::at_hand()?,
        ..Config::default()
    })?;
    let signals = service.host().catch_signals().map_err(|error| Failure::Reach(words::cannot_start(&error)))?;
    announce(&service, screen);
    service.host().wait_for_signal(signals);
    screen.aside(&words::stopping());
    service.stop();
    Ok(Outcome::Fine)
}

/// Says where the register is. The first line is for people and scripts alike.
pub(crate) fn announce(service: &Service, screen: &Screen) {
    let (address, site) = (service.address(), service.site());
    screen.say(&words::listening(&address));
    screen.document(&json!({
        "address": format!("http://{address}"),
        "origin": site.key.name().as_str(),
        "vkey": site.key.to_string(),
        "entries": site.published.size(),
    }));
}

/// What happens is told on standard error: as lines for people at a terminal, as JSON for everything else.
pub(crate) fn log(level: &str) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(level).map_err(|error| Failure::Usage(words::bad_level(&level, &error)))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match std::io::stderr().is_terminal() {
        true => builder.try_init(),
        false => builder.json().try_init(),
    };
    begun.map_err(|error| Failure::Reach(words::cannot_start(&error)))
}
