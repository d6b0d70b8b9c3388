//! `veedor as-of`: what a register had on a day, with the root of its log proved to be the beginning of today's; and a page
//! as known then, as data.

use serde_json::{Value, json};
use tlog::Hash;

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    published::Published,
    terminal::{Mark, Screen},
    twin, words,
};

/// Which day, which page, of which register.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "DATE")]
    pub(crate) day: String,
    #[arg(value_name = "PAGE")]
    pub(crate) page: Option<String>,
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    #[arg(long, value_name = "VKEY")]
    pub(crate) vkey: Option<String>,
}

/// Runs `veedor as-of`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let day = twin::day(&args.day)?;
    let url = args.url.as_ref().ok_or_else(|| Failure::Usage(words::page_where()))?;
    let server = Server::new(url)?;
    let published = Published::at(&server, args.vkey.as_deref(), screen)?;
    let log = twin::of(&server, "log", Some(day))?;
    let (size, root) = told(&log).ok_or_else(|| Failure::Reach(words::no_register_there(&server.address())))?;
    let good = published.log.root_of_first(size, published.checkpoint.checkpoint()).is_ok_and(|found| found == root);
    screen.say(&words::known_then(&day, &size, &root.to_base64()));
    let (mark, said) = match good {
        true => (Mark::Good, words::beginning_of(&published.size())),
        false => (Mark::Bad, words::not_beginning_of(&published.size())),
    };
    screen.marked(mark, &said);
    let page = args.page.as_ref().map(|page| twin::of(&server, page, Some(day))).transpose()?;
    if let Some(page) = &page {
        screen.line(&format!("{page:#}"));
    }
    screen.document(&json!({
        "as_of": day.to_string(), "size": size, "root": root.to_base64(), "verified": good,
        "checkpoint": String::from_utf8_lossy(published.checkpoint.bytes()), "page": page,
    }));
    Ok(Outcome::of(good))
}

/// Size and root as the register tells them.
fn told(log: &Value) -> Option<(u64, Hash)> {
    Some((log.get("size")?.as_u64()?, Hash::from_base64(log.get("root")?.as_str()?)?))
}
