//! A register in a temporary folder with filers who know their keys: what service tests have in common.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::panic,
    reason = "each test file uses its part of the support, and what fails here fails the test"
)]

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    time::Duration,
};

use portal::{
    folder::Folder,
    host::Limits,
    registrar::Answer,
    service::{Config, Service},
    site::About,
};
use tempfile::TempDir;
use tlog::{
    note::{Algorithm, Note, SignerKey},
    policy::Policy,
    proof::{Receipt, Verification},
};

pub const ORIGIN: &str = "test.example/register";

/// A register under test.
pub struct World {
    pub dir: TempDir,
    pub service: Option<Service>,
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

pub fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, Algorithm::Ed25519, [seed; 32]).expect("a good name")
}

pub fn registrar() -> SignerKey {
    key("mx/keeper", 2)
}

pub fn observer() -> SignerKey {
    key("mx/observer", 3)
}

pub fn about() -> About {
    About {
        name_es: "Registro de prueba".into(),
        name_en: "Test register".into(),
        registrar: "mx/keeper".into(),
        demonstration: true,
    }
}

pub fn sign(json: &str, keys: &[&SignerKey]) -> Vec<u8> {
    let lines = keys.iter().map(|key| key.sign(json).expect("text can be signed")).collect();
    Note::new(json, lines).expect("a note").to_bytes()
}

pub fn genesis() -> Vec<u8> {
    let key = registrar().verifier();
    let json = format!(
        r#"{{
  "form": "key",
  "id": "mx/keeper/key/1",
  "filer": "mx/keeper",
  "occurred": "2026-01-01",
  "action": "grant",
  "key": "{key}",
  "holder": "mx/keeper",
  "role": "registrar"
}}
"#
    );
    sign(&json, &[&registrar()])
}

pub fn body(id: &str, name: &str, number: u32) -> Vec<u8> {
    let json = format!(
        r#"{{
  "form": "body",
  "id": "mx/keeper/body/{number}",
  "filer": "mx/keeper",
  "occurred": "2026-01-01",
  "body": "{id}",
  "name": "{name}",
  "kind": "civil-society"
}}
"#
    );
    sign(&json, &[&registrar()])
}

pub fn grant_observer() -> Vec<u8> {
    let key = observer().verifier();
    let json = format!(
        r#"{{
  "form": "key",
  "id": "mx/keeper/key/2",
  "filer": "mx/keeper",
  "occurred": "2026-01-01",
  "action": "grant",
  "key": "{key}",
  "holder": "mx/observer",
  "role": "observer"
}}
"#
    );
    sign(&json, &[&registrar()])
}

/// A claim about the observer's own body, numbered, as long as a typical one.
pub fn claim(number: u64) -> Vec<u8> {
    sign(&claim_text(number, "La dependencia negó tener el contrato."), &[&observer()])
}

pub fn claim_text(number: u64, says: &str) -> String {
    format!(
        r#"{{
  "form": "claim",
  "id": "mx/observer/claim/{number}",
  "filer": "mx/observer",
  "about": ["mx/observer"],
  "occurred": "2026-01-02",
  "stage": "use",
  "kind": "denial",
  "says": "{says}",
  "publisher_kind": "press",
  "mark": "unverified",
  "sources": [
    {{"title": "Nota de prueba", "publisher": "Medio de prueba", "published": "2026-01"}}
  ]
}}
"#
    )
}

impl World {
    /// A register with keys for the keeper and one observer: four entries.
    pub fn new() -> World {
        let mut world = World::empty();
        for filing in [
            genesis(),
            body("mx/keeper", "Quien lleva el registro", 1),
            body("mx/observer", "Observatorio", 2),
            grant_observer(),
        ] {
            world.accept(&filing);
        }
        world
    }

    /// A register without entries.
    pub fn empty() -> World {
        let dir = tempfile::tempdir().expect("a temporary folder");
        Folder::create(dir.path(), &about(), &key(ORIGIN, 1)).expect("a new folder");
        let mut world = World { dir, service: None };
        world.start();
        world
    }

    pub fn config(&self) -> Config {
        Config {
            data: self.path().into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            limits: Limits { head_timeout: Duration::from_secs(2), ..Limits::default() },
            ..Config::default()
        }
    }

    pub fn start(&mut self) {
        self.service = Some(Service::start(self.config()).expect("the register starts"));
    }

    pub fn stop(&mut self) {
        if let Some(service) = self.service.take() {
            service.stop();
        }
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn service(&self) -> &Service {
        self.service.as_ref().expect("running")
    }

    /// Files and returns entry and receipt; anything else fails the test.
    pub fn accept(&mut self, filing: &[u8]) -> (u64, Vec<u8>) {
        match self.service().file(filing) {
            Answer::Filed { entry, receipt } => (entry, receipt),
            other => panic!("not filed: {other:?}"),
        }
    }

    /// Verifies a receipt against the entry the register serves.
    pub fn verify(&self, entry: u64, receipt: &[u8]) -> Verification {
        let bytes = self.get(&format!("/entries/{entry}")).body;
        let receipt = Receipt::parse(receipt).expect("a receipt");
        receipt.verify(&bytes, &Policy::log(key(ORIGIN, 1).verifier()))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.request(&format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), &[])
    }

    pub fn post(&self, path: &str, body: &[u8]) -> Reply {
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
        self.request(&head, body)
    }

    pub fn put(&self, path: &str, body: &[u8]) -> Reply {
        let head =
            format!("PUT {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
        self.request(&head, body)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.service().address()).expect("the register listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        stream
    }

    /// Sends bytes as they are. The server may answer and close before it has read them all.
    pub fn request(&self, head: &str, body: &[u8]) -> Reply {
        let mut stream = self.connect();
        stream.write_all(head.as_bytes()).expect("the head is sent");
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Reply::parse(&answer)
    }
}

impl Reply {
    pub fn parse(answer: &[u8]) -> Reply {
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Reply { status, head, body: answer.get(end + 4..).unwrap_or_default().to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
