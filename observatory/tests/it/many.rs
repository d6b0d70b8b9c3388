//! Three hundred registers with a log of their own each, followed in little memory. `VEEDOR_MANY=300 cargo test -p observatory
//! --test it many -- --nocapture` prints the figure that docs/observatory.md gives; the test itself follows thirty.

use std::{path::Path, sync::Arc};

use portal::{fetch::Fetch, folder::Folder, log::FetchError, log::Log, site::About};
use tlog::{Algorithm, Note, SignerKey};

use crate::world::{Observatory, now};

fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, Algorithm::Ed25519, [seed; 32]).expect("a good name")
}

fn origin(number: u64) -> SignerKey {
    signer(&format!("r{number}.example/log"), number as u8)
}

/// A log of a register with so many claims, written to files as a register would.
fn write(folder: &Path, number: u64, claims: u64) {
    let about = About { name_es: "R".into(), name_en: "R".into(), registrar: "mx/keeper".into(), demonstration: true };
    Folder::create(folder, &about, &origin(number)).expect("made");
    let (mut log, mut publisher) = Log::open(folder, origin(number)).expect("a log");
    let keeper = signer("mx/keeper", 2);
    let vkey = keeper.verifier();
    let text = |form: &str, number: u64, more: &str| {
        format!(
            "{{\n  \"form\": \"{form}\",\n  \"id\": \"mx/keeper/{form}/{number}\",\n  \"filer\": \"mx/keeper\",\n  \"occurred\": \"2026-01-01\",\n  {more}\n}}\n"
        )
    };
    let grant = format!(r#""action": "grant", "key": "{vkey}", "holder": "mx/keeper", "role": "registrar""#);
    let body = r#""body": "mx/keeper", "name": "Quien lleva el registro", "kind": "registrar""#;
    let claim = r#""about": ["mx/keeper"], "stage": "use", "kind": "denial", "says": "La dependencia negó tener el contrato.", "publisher_kind": "press", "mark": "unverified", "sources": [{"title": "Nota de prueba", "publisher": "Medio de prueba", "published": "2026-01"}]"#;
    let all = [text("key", 1, &grant), text("body", 1, body)]
        .into_iter()
        .chain((1..=claims).map(|number| text("claim", number, claim)));
    let entries: Vec<Vec<u8>> = all
        .map(|text| {
            let note = Note::new(&text, vec![keeper.sign(&text).expect("signed")]).expect("a note").to_bytes();
            register::entry::encode(now(), &note)
        })
        .collect();
    for some in entries.chunks(500) {
        log.append(&some.iter().map(Vec::as_slice).collect::<Vec<_>>()).expect("appended");
    }
    publisher.publish_once().expect("published");
}

/// What stands in a folder, as its register would serve it.
fn serve(folder: &Path, origin: &SignerKey) -> Fetch {
    let (folder, vkey) = (folder.to_owned(), origin.verifier());
    Fetch::new(move |path| {
        match path {
        "/.well-known/veedor" => Ok(serde_json::json!({
            "vkey": vkey.to_string(), "policy": tlog::Policy::log(vkey.clone()).to_string(), "name_es": "R", "name_en": "R", "registrar": "mx/keeper",
        })
        .to_string()
        .into_bytes()),
        path => std::fs::read(folder.join("public").join(&path[1..])).map_err(|_| FetchError::NotFound),
    }
    })
}

/// The most memory that this process had, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("told");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).expect("a number") / 1_024
}

#[test]
fn many_registers_are_followed_in_little_memory() {
    let count: u64 = std::env::var("VEEDOR_MANY").ok().and_then(|count| count.parse().ok()).unwrap_or(30);
    let claims: u64 = if count > 100 { 1_000 } else { 50 };
    let all = tempfile::tempdir().expect("a folder");
    let mut directory = String::new();
    let mut served = Vec::new();
    for number in 0..count {
        let folder = all.path().join(number.to_string());
        write(&folder, number, claims);
        let url = format!("http://r{number}.example");
        directory.push_str(&format!(
            "[[register]]\nid = \"r{number}\"\nname_es = \"R\"\nname_en = \"R\"\nurl = \"{url}\"\nvkey = \"{}\"\njurisdiction = \"mx\"\n",
            origin(number).verifier()
        ));
        served.push((url, serve(&folder, &origin(number))));
    }
    let observatory = Observatory::new(&directory);
    *observatory.instead.lock().expect("not poisoned") = served;
    let begun = std::time::Instant::now();
    let visited = observatory.round(now());
    let took = begun.elapsed();
    assert_eq!(visited.len() as u64, count);
    assert!(visited.iter().all(|known| known.state.code() == "verified" && known.size == claims + 2), "{visited:?}");
    let again = std::time::Instant::now();
    observatory.round(now());
    println!(
        "{count} registers of {} entries: {took:.1?} the first time, {:.1?} the second; {} MiB at most",
        claims + 2,
        again.elapsed(),
        peak()
    );
    assert!(peak() < 512, "{} MiB", peak());
    drop(Arc::clone(&observatory.index));
}
