//! `veedor init`: makes the data folder of a register, its keys and its first two entries: the registrar's key and the
//! registrar itself, through the same pipeline as every later filing.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use portal::{
    folder::Folder,
    registrar::Answer,
    service::{Config, Service},
    site::About,
};
use register::{codelist::BodyKind, id::BodyId, lang::Lang};
use serde_json::{Value, json};
use tlog::note::SignerKey;

use crate::{
    failure::{Failure, Outcome},
    keys, signing,
    terminal::Screen,
    words,
};

/// What a register begins with.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = "DIR", default_value = "veedor-data")]
    pub(crate) data: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub(crate) origin: String,
    #[arg(long, value_name = "ID")]
    pub(crate) registrar: String,
    #[arg(long, value_name = "TEXT")]
    pub(crate) name_es: String,
    #[arg(long, value_name = "TEXT")]
    pub(crate) name_en: String,
    #[arg(long, value_name = "CODE", default_value = "registrar")]
    pub(crate) body_kind: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) registrar_key: Option<PathBuf>,
    #[arg(long)]
    pub(crate) demonstration: bool,
}

/// A register just made.
#[derive(Debug)]
pub(crate) struct Made {
    /// Its folder.
    pub(crate) folder: Folder,
    /// The registrar.
    pub(crate) registrar: BodyId,
    /// The registrar's key.
    pub(crate) key: SignerKey,
}

/// Runs `veedor init`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let key = args.registrar_key.as_deref().map(keys::read).transpose()?;
    let made = make(args, key)?;
    let service = Service::start(Config { data: args.data.clone(), listen: any_port(), ..Config::default() })?;
    for filing in [own_key(&made), own_description(args, &made)] {
        accepted(&service.file(&signed(&filing, &made.key)?))?;
    }
    let size = service.site().published.wait_beyond(1, std::time::Duration::from_secs(10));
    service.wait_indexed(size);
    service.stop();
    tell(args, &made, screen);
    Ok(Outcome::Fine)
}

/// A free port of this machine only: the register is not meant to be reached yet.
pub(crate) fn any_port() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// Makes folder and keys. Without a registrar's key one is made and kept in the folder.
pub(crate) fn make(args: &Args, key: Option<SignerKey>) -> Result<Made, Failure> {
    let Some(registrar) = BodyId::parse(&args.registrar) else {
        return Err(Failure::Usage(words::no_body_id(&args.registrar)));
    };
    if BodyKind::parse(&args.body_kind).is_none() {
        let codes: Vec<&str> = BodyKind::ALL.iter().map(|kind| kind.code()).collect();
        return Err(Failure::Usage(words::no_body_kind(&args.body_kind, &codes.join(", "))));
    }
    let log_key = keys::generate(&args.origin)?;
    let about = About {
        name_es: args.name_es.clone(),
        name_en: args.name_en.clone(),
        registrar: args.registrar.clone(),
        demonstration: args.demonstration,
    };
    let given = key.is_some();
    let key = key.map_or_else(|| keys::generate(&args.registrar), Ok)?;
    let folder = Folder::create(&args.data, &about, &log_key)?;
    if !given {
        keys::write(&registrar_key(&args.data), &key)?;
    }
    write_policy(&folder)?;
    Ok(Made { folder, registrar, key })
}

/// Where the registrar's key is kept.
pub(crate) fn registrar_key(data: &Path) -> PathBuf {
    data.join("registrar.key")
}

/// The policy that believes this log, for those who verify off line.
fn write_policy(folder: &Folder) -> Result<(), Failure> {
    let path = folder.root().join("policy");
    let policy = tlog::Policy::log(folder.verifier().clone()).to_string();
    std::fs::write(&path, policy).map_err(|error| Failure::file(&path, &error))
}

/// The first filing of every register: the registrar grants itself its key.
pub(crate) fn own_key(made: &Made) -> Value {
    let id = made.registrar.as_str();
    json!({
        "form": "key",
        "id": format!("{id}/key/registrar-1"),
        "filer": id,
        "occurred": signing::now().date().to_string(),
        "action": "grant",
        "key": made.key.verifier().to_string(),
        "holder": id,
        "role": "registrar",
    })
}

/// The registrar as a body.
pub(crate) fn own_description(args: &Args, made: &Made) -> Value {
    let id = made.registrar.as_str();
    json!({
        "form": "body",
        "id": format!("{id}/body/registrar-1"),
        "filer": id,
        "occurred": signing::now().date().to_string(),
        "body": id,
        "name": args.name_es,
        "kind": args.body_kind,
        "names": [{ "name": args.name_en, "language": "en" }],
    })
}

/// A filing as a signed note.
pub(crate) fn signed(filing: &Value, key: &SignerKey) -> Result<Vec<u8>, Failure> {
    signing::sign(&format!("{filing:#}\n"), Vec::new(), std::slice::from_ref(key))
}

/// The entry of a filing that must be accepted.
pub(crate) fn accepted(answer: &Answer) -> Result<u64, Failure> {
    match answer {
        Answer::Filed { entry, .. } | Answer::Already { entry } => Ok(*entry),
        Answer::Unavailable(says) => Err(Failure::Reach(words::log_failed(says))),
        Answer::Refused(refusal) => {
            let lines = |lang| refusal.problems.iter().map(|problem| problem.line(lang)).collect::<Vec<_>>().join("\n");
            Err(Failure::Usage(words::not_accepted(&lines(Lang::Es), &lines(Lang::En))))
        }
    }
}

fn tell(args: &Args, made: &Made, screen: &Screen) {
    let data = args.data.display();
    let (log_key, own) = (args.data.join("log.key"), registrar_key(&args.data));
    let registrar_key = args.registrar_key.clone().unwrap_or(own);
    screen.say(&words::made_register(&data, &args.origin));
    screen.say(&words::made_vkey(made.folder.verifier()));
    screen.say(&words::made_first_entries(&args.registrar));
    screen.say(&words::back_up(&log_key.display(), &registrar_key.display(), &data));
    screen.say(&words::serve_next(&data));
    screen.document(&json!({
        "data": args.data,
        "origin": args.origin,
        "vkey": made.folder.verifier().to_string(),
        "registrar": args.registrar,
        "registrar_vkey": made.key.verifier().to_string(),
        "entries": 2,
        "keep_secret": [log_key, registrar_key],
        "back_up": ["log.db", "public", "site.json"],
    }));
}
