//! `veedor demo`: a register of its own, filled through the real pipeline (signatures, log, receipts), each receipt
//! verified, then what it did, what stands out, and the portal. Either with the Mexican case or with made-up data.

use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use portal::service::{Config, Service};
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome},
    init::{self, Made},
    published::Published,
    receipt, rulebooks, serve,
    synthetic::Synthetic,
    terminal::Screen,
    words,
};

mod case;
mod draft;
mod filing;
mod findings;

use filing::Tally;

/// What to show.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    #[arg(long)]
    pub(crate) no_serve: bool,
    #[arg(long, value_name = "N")]
    pub(crate) synthetic: Option<u64>,
    #[arg(long, value_name = "S", default_value = "1")]
    pub(crate) seed: u64,
    #[arg(long, value_name = "FILE")]
    pub(crate) bodies: Option<PathBuf>,
}

/// Runs `veedor demo`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let synthetic = args.synthetic.map(|count| Synthetic::new(count, args.seed)).transpose()?;
    match (&args.bodies, &synthetic) {
        (None, _) => show(args, synthetic.as_ref(), screen),
        (Some(path), Some(synthetic)) => synthetic.write(path, screen),
        (Some(_), None) => Err(Failure::Usage(words::bodies_need_synthetic())),
    }
}

fn show(args: &Args, synthetic: Option<&Synthetic>, screen: &Screen) -> Result<Outcome, Failure> {
    let data = args.data.clone().unwrap_or_else(fresh_folder);
    // Before the address is looked for: what takes long in between leaves time for somebody else to take it.
    let rulebooks = rulebooks::at_hand()?;
    // Who only files asks for no port that somebody else may take meanwhile.
    let listen = match args.no_serve {
        true => SocketAddr::new(args.listen.ip(), 0),
        false => free_address(args.listen, screen)?,
    };
    let register = register_of(&data, synthetic);
    let made = init::make(&register, synthetic.map(Synthetic::registrar_key).transpose()?)?;
    screen.say(&words::demo_folder(&data.display()));
    serve::log("warn")?;
    let service = Service::start(Config { data: data.clone(), listen, rulebooks, ..Config::default() })?;
    let begun = Instant::now();
    let first = case::by_registrar(&init::own_key(&made), &made)?;
    let tally = match synthetic {
        Some(synthetic) => {
            let own = case::by_registrar(&init::own_description(&register, &made), &made)?;
            filing::synthetic(&service, &[first, own], synthetic, screen)?
        }
        None => {
            let mut filings = vec![first];
            filings.extend(case::signed(&made)?);
            filings.extend(case::adopted(&made)?);
            filings.extend(draft::proposed(&made)?);
            filing::case(&service, &filings, screen)?
        }
    };
    service.wait_indexed(tally.entries);
    let mut document = report(&made, &service, &tally, begun.elapsed().as_secs_f64(), screen)?;
    document["receipt"] = keep_receipt(&data, tally.entries, screen)?;
    finish(args, service, document, screen)?;
    Ok(Outcome::Fine)
}

/// Says where the portal is and serves it until told to stop; or ends here.
fn finish(args: &Args, service: Service, mut document: Value, screen: &Screen) -> Result<(), Failure> {
    if args.no_serve {
        screen.document(&document);
    } else {
        let signals = service.host().catch_signals().map_err(|error| Failure::Reach(words::cannot_start(&error)))?;
        document["address"] = json!(format!("http://{}", service.address()));
        screen.document(&document);
        screen.say(&words::listening(&service.address()));
        screen.say(&words::demo_stop());
        service.host().wait_for_signal(signals);
        screen.aside(&words::stopping());
    }
    service.stop();
    Ok(())
}

/// Who the demonstration says it is.
fn register_of(data: &Path, synthetic: Option<&Synthetic>) -> init::Args {
    let (registrar, name_es, name_en) = match synthetic {
        None => (case::REGISTRAR, "Veedor: demostración", "Veedor: demonstration"),
        Some(_) => (Synthetic::REGISTRAR, "Veedor: datos SINTÉTICOS", "Veedor: SYNTHETIC data"),
    };
    init::Args {
        data: data.into(),
        origin: "demo.veedor.example/log".into(),
        registrar: registrar.into(),
        name_es: name_es.into(),
        name_en: name_en.into(),
        body_kind: "registrar".into(),
        registrar_key: None,
        demonstration: true,
    }
}

/// A folder nobody has, named after the moment.
fn fresh_folder() -> PathBuf {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    std::env::temp_dir().join(format!("veedor-demo-{}-{}", since.as_millis(), std::process::id()))
}

/// The address asked for, or the next port that is free.
fn free_address(asked: SocketAddr, screen: &Screen) -> Result<SocketAddr, Failure> {
    let free = |address: &SocketAddr| TcpListener::bind(address).is_ok();
    let ports = asked.port()..=asked.port().saturating_add(100);
    let found = ports.map(|port| SocketAddr::new(asked.ip(), port)).find(free);
    let Some(address) = found else { return Err(Failure::Reach(words::no_free_port(&asked))) };
    if address != asked {
        screen.say(&words::demo_port_taken(&asked.port(), &address));
    }
    Ok(address)
}

fn report(made: &Made, service: &Service, tally: &Tally, seconds: f64, screen: &Screen) -> Result<Value, Failure> {
    let site = service.site();
    let checkpoint = site.log.checkpoint(&site.key)?;
    let bytes = size_of(&made.folder.public());
    screen.say(&words::demo_did(&tally.filings, &checkpoint.size(), &tally.verified));
    screen.say(&words::demo_log(&checkpoint.root().to_base64(), &(bytes / 1024), &format_args!("{seconds:.1}")));
    let findings = site.read(|reading| findings::read(site, reading, screen))?;
    findings.show(screen);
    Ok(json!({
        "data": made.folder.root(),
        "filings": tally.filings,
        "entries": checkpoint.size(),
        "receipts_verified": tally.verified,
        "root": checkpoint.root().to_base64(),
        "published_bytes": bytes,
        "seconds": seconds,
        "findings": findings.document(),
    }))
}

/// Bytes of all files in a folder.
fn size_of(folder: &Path) -> u64 {
    let Ok(names) = std::fs::read_dir(folder) else { return 0 };
    let size = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(data) if data.is_dir() => size_of(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    };
    names.flatten().map(size).sum()
}

/// Keeps the receipt of the last filing with its entry, and says how to check it.
fn keep_receipt(data: &Path, entries: u64, screen: &Screen) -> Result<Value, Failure> {
    let published = Published::folder(data)?;
    let last = entries.saturating_sub(1);
    let entry = published.entry(last)?.unwrap_or_default();
    let receipt = receipt::of(&published, last)?;
    let (proof, own) = receipt::keep(&data.join("receipt"), &receipt.to_bytes(), &entry)?;
    let program = std::env::args().next().unwrap_or_else(|| "veedor".into());
    let command = format!("{program} verify {} --policy {}", proof.display(), data.join("policy").display());
    screen.say(&words::demo_receipt(&proof.display()));
    screen.line(&format!("  {command}"));
    Ok(json!({ "entry": last, "receipt": proof, "bytes": own, "verify": command }))
}
