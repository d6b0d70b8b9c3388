//! `veedor receipt`: makes the receipt of an entry from the published log, verifies it, and keeps it with the entry, so
//! that both can be checked off line. Needs nothing but the log's files: any mirror will do.

use std::path::{Path, PathBuf};

use portal::index::Index;
use register::id::FilingId;
use serde_json::json;
use tlog::{policy::Policy, proof::Receipt};

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    published::Published,
    steps,
    terminal::Screen,
    words,
};

/// Which entry, where from, where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "ENTRY|ID")]
    pub(crate) which: String,
    #[arg(long, value_name = "DIR", conflicts_with = "url")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    #[arg(long, value_name = "VKEY")]
    pub(crate) vkey: Option<String>,
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
}

/// Runs `veedor receipt`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let published = match (&args.data, &args.url) {
        (Some(data), _) => Published::folder(data)?,
        (None, Some(url)) => Published::at(&Server::new(url)?, args.vkey.as_deref(), screen)?,
        (None, None) => return Err(Failure::Usage(words::data_or_url())),
    };
    let entry = number(args, &published, screen)?;
    let Some(bytes) = published.entry(entry)? else {
        return Err(Failure::Usage(words::no_such_entry(&entry, &published.size())));
    };
    let receipt = of(&published, entry)?;
    let verification = receipt.verify(&bytes, &Policy::log(published.key.clone()));
    steps::show(&verification, &bytes, screen);
    if verification.is_ok() {
        let (proof, own) = keep(&args.out.join(entry.to_string()), &receipt.to_bytes(), &bytes)?;
        screen.say(&words::kept_receipt(&proof.display(), &own.display()));
        screen.document(
            &json!({ "entry": entry, "receipt": proof, "bytes": own, "verification": steps::document(&verification) }),
        );
    } else {
        screen.document(&json!({ "entry": entry, "verification": steps::document(&verification) }));
    }
    Ok(Outcome::of(verification.is_ok()))
}

/// The entry's index: as given, or found by the filing's id; in the index of a folder, or by reading the log.
fn number(args: &Args, published: &Published, screen: &Screen) -> Result<u64, Failure> {
    if let Ok(number) = args.which.parse() {
        return Ok(number);
    }
    let Some(id) = FilingId::parse(&args.which) else { return Err(Failure::Usage(words::no_entry_or_id(&args.which))) };
    let indexed = args.data.as_deref().and_then(|data| {
        let reading = Index::reading(&data.join("index.db")).ok()?;
        reading.entry_of(&id).ok().flatten()
    });
    let found = match indexed {
        Some(entry) => Some(entry),
        None => published.find(&id, screen)?,
    };
    found.ok_or_else(|| Failure::Usage(words::no_such_filing(&id)))
}

/// The receipt of an entry under the published checkpoint.
pub(crate) fn of(published: &Published, entry: u64) -> Result<Receipt, Failure> {
    let proof = published.log.inclusion_proof(entry, published.size())?;
    Ok(Receipt { extra: None, index: entry, proof, checkpoint: published.checkpoint.bytes().to_vec() })
}

/// Keeps a receipt as `NAME.tlog-proof` and its entry as `NAME.entry`.
pub(crate) fn keep(name: &Path, receipt: &[u8], entry: &[u8]) -> Result<(PathBuf, PathBuf), Failure> {
    let write = |extension: &str, bytes: &[u8]| -> Result<PathBuf, Failure> {
        let path = with_extension(name, extension);
        std::fs::write(&path, bytes).map_err(|error| Failure::file(&path, &error))?;
        Ok(path)
    };
    Ok((write("tlog-proof", receipt)?, write("entry", entry)?))
}

/// `2019-1.contract` keeps its dot: an extension is added, none is replaced.
pub(crate) fn with_extension(name: &Path, extension: &str) -> PathBuf {
    let mut path = name.as_os_str().to_owned();
    path.push(".");
    path.push(extension);
    path.into()
}
