//! `veedor monitor`: follows a register and checks all of it again. What is found goes to the terminal, to files, to a
//! webhook and by mail, and into a report that can be published.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use portal::{
    fetch::{Fetch, over_http},
    monitor::{
        Alert, Error, Monitor, Round, Settings,
        report::{self, About},
    },
};
use register::{lang::Lang, time::Instant};
use serde_json::json;

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    mirror, rulebooks, signing,
    terminal::{Mark, Screen},
    words,
};

mod tell;

/// Which register, and how what is found is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "URL")]
    pub(crate) url: String,
    #[arg(long, value_name = "DIR", default_value = "veedor-monitor")]
    pub(crate) data: PathBuf,
    #[arg(long, value_name = "VKEY")]
    pub(crate) vkey: Option<String>,
    #[arg(long, value_name = "URL")]
    pub(crate) peer: Vec<String>,
    #[arg(long, value_name = "SECONDS")]
    pub(crate) every: Option<u64>,
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,
    #[arg(long, value_name = "COUNT", default_value = "2000")]
    pub(crate) pages: u64,
    #[arg(long, value_name = "FILE")]
    pub(crate) atom: Option<PathBuf>,
    #[arg(long, value_name = "URL")]
    pub(crate) webhook: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) mail: Vec<String>,
    #[arg(long, value_name = "COMMAND", default_value = "sendmail")]
    pub(crate) sendmail: String,
}

/// Alerts that a feed holds.
const FEED: usize = 100;

/// Runs `veedor monitor`: one round, or one every so many seconds until it is stopped.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let server = Server::new(&args.url)?;
    let key = mirror::believed(args.vkey.as_deref(), &args.data, &server, screen)?;
    let peers = peers(&args.peer)?;
    let settings = Settings {
        data: args.data.clone(),
        url: server.address().to_owned(),
        key,
        listen: args.listen,
        rulebooks: rulebooks::at_hand()?,
        pages: args.pages,
    };
    let mut monitor = Monitor::open(settings, over_http(server.address()))?;
    let mut feed = VecDeque::new();
    loop {
        let outcome = round(args, &mut monitor, &peers, &mut feed, screen);
        let Some(seconds) = args.every else { return outcome };
        // One that follows goes on: a register that is away now may be back in the next round.
        if let Err(Failure::Reach(said)) = &outcome {
            screen.aside(said);
        }
        std::thread::sleep(Duration::from_secs(seconds.max(1)));
    }
}

fn peers(urls: &[String]) -> Result<Vec<(String, Fetch)>, Failure> {
    let peer = |url: &String| Server::new(url).map(|peer| (peer.address().to_owned(), over_http(peer.address())));
    urls.iter().map(peer).collect()
}

fn round(
    args: &Args,
    monitor: &mut Monitor,
    peers: &[(String, Fetch)],
    feed: &mut VecDeque<(Instant, Alert)>,
    screen: &Screen,
) -> Result<Outcome, Failure> {
    let bar = screen.bar(0, &words::verifying());
    let round = monitor.round(peers, &signing::now, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let (round, now) = (round?, signing::now());
    let about = about(monitor, now);
    say(&round, monitor, screen);
    write_reports(monitor.data(), &about, &round)?;
    round.alerts.iter().for_each(|alert| feed.push_front((now, alert.clone())));
    feed.truncate(FEED);
    if let Some(path) = &args.atom {
        let alerts: Vec<(Instant, Alert)> = feed.iter().cloned().collect();
        write(path, &report::atom(&about, &alerts, screen.lang))?;
    }
    if !round.alerts.is_empty() {
        tell::webhook(args, &about, &round, screen);
        tell::mail(args, &about, &round, screen);
    }
    Ok(Outcome::of(round.alerts.is_empty()))
}

fn say(round: &Round, monitor: &Monitor, screen: &Screen) {
    for alert in &round.alerts {
        let said = crate::failure::Said { es: alert.says(Lang::Es), en: alert.says(Lang::En) };
        screen.marked(Mark::Bad, &said);
        screen.document_line(&alert.document());
    }
    if let Some(why) = &round.failed {
        screen.aside(&words::eyes::round_cut_off(why));
    }
    round.unreachable.iter().for_each(|peer| screen.aside(&words::eyes::peer_silent(peer)));
    match round.alerts.len() {
        0 => screen.marked(Mark::Good, &words::eyes::monitored(&round.size, &round.pages, &round.peers)),
        count => screen.marked(Mark::Bad, &words::eyes::monitor_found(&count, &round.size, &round.pages)),
    }
    screen.document_line(&json!({
        "verified": round.alerts.is_empty(),
        "size": round.size,
        "root": round.root.map(|root| root.to_base64()),
        "pages": round.pages,
        "peers": round.peers,
        "alerts": round.alerts.len(),
        "unreachable": round.unreachable,
        "failed": round.failed,
        "address": monitor.address().map(|address| format!("http://{address}")),
    }));
}

fn about(monitor: &Monitor, at: Instant) -> About {
    let (origin, vkey) = monitor.identity();
    About { url: monitor.url().to_owned(), origin, vkey, at }
}

/// The reports of the last round, and those of rounds with alerts under their time.
fn write_reports(data: &Path, about: &About, round: &Round) -> Result<(), Failure> {
    for lang in Lang::ALL {
        let (markdown, html) = (report::markdown(about, round, lang), report::html(about, round, lang));
        write(&data.join(format!("report.{}.md", lang.tag())), &markdown)?;
        write(&data.join(format!("report.{}.html", lang.tag())), &html)?;
        if !round.alerts.is_empty() {
            let name = about.at.to_string().replace(':', "");
            write(&data.join(format!("reports/{name}.{}.md", lang.tag())), &markdown)?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    folder.and_then(|()| std::fs::write(path, text)).map_err(|error| Failure::file(path, &error))
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Mirror(error) => error.into(),
            Error::Copy(error) => error.into(),
            Error::Start(error) => error.into(),
            Error::State { path, source } => Failure::file(&path, &source),
            Error::Pages(says) => Failure::Reach(words::eyes::no_pages(&says)),
        }
    }
}
