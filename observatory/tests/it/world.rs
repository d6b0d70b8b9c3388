//! Registers in temporary folders, their filers, and an observatory that follows them over HTTP.

use std::{
    cell::Cell,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
    time::{SystemTime, UNIX_EPOCH},
};

use observatory::{
    directory::Directory,
    follow::{Follower, Known, Settings},
    index::{Index, Place},
};
use portal::{
    fetch::{Fetch, over_http},
    folder::Folder,
    registrar::Answer,
    rulebooks::Rulebooks,
    service::{Config, Service},
    site::About,
};
use register::time::Instant;
use tempfile::TempDir;
use tlog::{Algorithm, Note, SignerKey};

pub(crate) fn now() -> Instant {
    let millis = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    Instant::from_millis(i64::try_from(millis).expect("not that late")).expect("an instant")
}

pub(crate) fn later(days: i64) -> Instant {
    Instant::from_millis(now().millis() + days * 86_400_000).expect("an instant")
}

fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, Algorithm::Ed25519, [seed; 32]).expect("a good name")
}

/// A register that runs, and the keys of those who file in it.
pub(crate) struct Register {
    _dir: TempDir,
    pub(crate) service: Service,
    filed: Cell<u64>,
    origin: String,
    place: String,
}

/// Filings of a register, one JSON object each without `id`, `filer` and `form`, which stand before them.
pub(crate) type Filings<'a> = &'a [(&'a str, &'a str, &'a str, &'a str)];

impl Register {
    /// A register of a place, with its keeper and these bodies, each with the role in which it files.
    pub(crate) fn new(place: &str, bodies: &[(&str, &str, &str, &str)]) -> Register {
        let dir = tempfile::tempdir().expect("a folder");
        let origin = format!("{place}.example/register");
        let about = About {
            name_es: format!("Registro de {place}"),
            name_en: format!("Register of {place}"),
            registrar: format!("{place}/keeper"),
            demonstration: place == "mx",
        };
        Folder::create(dir.path(), &about, &signer(&origin, 1)).expect("a new folder");
        let service = start(dir.path());
        let register = Register { _dir: dir, service, filed: Cell::new(0), origin, place: place.to_owned() };
        register.keys(bodies);
        register
    }

    fn keys(&self, bodies: &[(&str, &str, &str, &str)]) {
        let place = &self.place;
        let vkey = signer(&format!("{place}/keeper"), 2).verifier();
        self.file(
            "keeper",
            "key",
            "1",
            &format!(r#""action": "grant", "key": "{vkey}", "holder": "{place}/keeper", "role": "registrar""#),
        );
        let keeper = format!(r#""body": "{place}/keeper", "name": "Quien lleva el registro", "kind": "registrar""#);
        self.file("keeper", "body", "keeper", &keeper);
        for (at, (id, name, kind, more)) in bodies.iter().enumerate() {
            let (role, more) = more.split_once(';').unwrap_or((more, ""));
            let body = format!(r#""body": "{id}", "name": "{name}", "kind": "{kind}"{more}"#);
            self.file("keeper", "body", &format!("b{at}"), &body);
            if !role.is_empty() {
                let vkey = signer(id, seed(id)).verifier();
                let grant = format!(r#""action": "grant", "key": "{vkey}", "holder": "{id}", "role": "{role}""#);
                self.file("keeper", "key", &format!("k{at}"), &grant);
            }
        }
    }

    /// Files what a body says.
    pub(crate) fn file(&self, body: &str, form: &str, number: &str, content: &str) {
        let id = format!("{}/{body}", self.place);
        let text = format!(
            "{{\n  \"form\": \"{form}\",\n  \"id\": \"{id}/{form}/{number}\",\n  \"filer\": \"{id}\",\n  \"occurred\": \"2025-06-01\",\n  {content}\n}}\n"
        );
        let key = if body == "keeper" { signer(&id, 2) } else { signer(&id, seed(&id)) };
        self.send(&text, &key);
    }

    /// Files a text as it is.
    pub(crate) fn send(&self, text: &str, key: &SignerKey) {
        let line = key.sign(text).expect("text can be signed");
        let filing = Note::new(text, vec![line]).expect("a note").to_bytes();
        match self.service.file(&filing) {
            Answer::Filed { .. } => self.filed.set(self.filed.get() + 1),
            other => panic!("not filed: {other:?}\n{text}"),
        }
    }

    pub(crate) fn all(&self, filings: Filings<'_>) {
        filings.iter().for_each(|(body, form, number, content)| self.file(body, form, number, content));
    }

    /// Waits until all that was filed is published.
    pub(crate) fn published(&self) {
        self.service.site().published.wait_beyond(self.filed.get() - 1, std::time::Duration::from_secs(10));
    }

    pub(crate) fn vkey(&self) -> String {
        signer(&self.origin, 1).verifier().to_string()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.service.address())
    }

    /// The lines of the directory that list it.
    pub(crate) fn listed(&self, id: &str, more: &str) -> String {
        let jurisdiction = self.place.split('/').next().unwrap_or_default();
        format!(
            "[[register]]\nid = \"{id}\"\nname_es = \"Registro {id}\"\nname_en = \"Register {id}\"\nurl = \"{}\"\nvkey = \"{}\"\njurisdiction = \"{jurisdiction}\"\n{more}\n",
            self.url(),
            self.vkey()
        )
    }
}

fn seed(id: &str) -> u8 {
    10 + id.bytes().fold(0_u8, |sum, byte| sum.wrapping_mul(7).wrapping_add(byte)) % 200
}

fn start(path: &Path) -> Service {
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    Service::start(Config { data: path.into(), listen, ..Config::default() }).expect("the register starts")
}

/// A register of Mexico that says something of most things.
pub(crate) fn mexico() -> Register {
    let vendor = r#"vendor;, "country": "il", "identifiers": [{"scheme": "IL-ROC", "value": "514395409"}]"#;
    let register = Register::new(
        "mx",
        &[
            ("mx/police", "Policía de prueba", "police", "officer"),
            ("mx/court", "Juzgado de prueba", "court", "judge"),
            ("mx/telco", "Operador de prueba", "operator", "operator"),
            ("il/maker", "Fabricante de prueba", "vendor", &vendor["vendor".len()..]),
        ],
    );
    register.all(&[
        (
            "police",
            "technology",
            "1",
            r#""name": "Producto de prueba", "class": "spyware", "summary": "Entra en teléfonos.", "holder": "mx/police", "held_as": "licensed", "maker": "il/maker", "held_from": "2024-01-01""#,
        ),
        (
            "police",
            "technology",
            "2",
            r#""name": "Lector de prueba", "class": "plate-reader", "summary": "Lee placas.", "holder": "mx/police", "held_as": "owned", "unknown": [{"field": "maker", "reason": "not-found"}, {"field": "held_from", "reason": "not-found"}]"#,
        ),
        (
            "police",
            "contract",
            "1",
            r#""technology": "mx/police/technology/1", "number": "PR-2024/17", "ocid": "ocds-test-1", "kind": "original", "buyer": "mx/police", "end_user": "mx/police", "supplier": "il/maker", "procedure": "direct", "object": "Licencias", "amount": {"amount": "1500000.00", "currency": "MXN"}, "from": "2024-01-01", "to": "2024-12-31", "budget_item": "33701""#,
        ),
        (
            "police",
            "contract",
            "2",
            r#""technology": "mx/police/technology/2", "number": "PR-2024/18", "kind": "original", "buyer": "mx/police", "end_user": "mx/police", "supplier": "il/maker", "procedure": "open", "object": "Lectores", "from": "2024-02-01", "to": "2024-12-31", "budget_item": "33701", "withheld": [{"field": "amount", "legal_basis": {"law": "LGTAIP", "article": "113"}, "harm": "Se alega seguridad.", "decided_by": "mx/police", "review": "2030-01-01"}]"#,
        ),
    ]);
    register.send(&returned("mx/court", 30, 4, "una por solicitud"), &signer("mx/court", seed("mx/court")));
    register.published();
    register
}

/// A return of 2024: interceptions asked for and refused.
fn returned(body: &str, asked: u64, refused: u64, rule: &str) -> String {
    format!(
        r#"{{
  "form": "return",
  "id": "{body}/return/2024",
  "filer": "{body}",
  "occurred": {{"from": "2024-01-01", "to": "2024-12-31"}},
  "nil": false,
  "figures": [
    {{"measure": "interception", "unit": "requests", "count": {{"value": {asked}}}, "counting_rule": "{rule}"}},
    {{"measure": "interception", "unit": "requests", "count": {{"value": {refused}}}, "counting_rule": "{rule}", "outcome": "refused"}}
  ]
}}
"#
    )
}

/// A register of Israel where a vendor files its sales.
pub(crate) fn israel() -> Register {
    let register = Register::new(
        "il",
        &[
            (
                "il/maker-ltd",
                "Test maker",
                "vendor",
                r#"vendor;, "country": "il", "identifiers": [{"scheme": "il-roc", "value": "51-439540-9"}]"#,
            ),
            ("mx/police", "Test police", "police", ""),
            ("br/police", "Test police", "police", ""),
            ("us/police", "Test police", "police", ""),
        ],
    );
    let sale = |number: &str, buyer: &str, more: &str| {
        format!(
            r#""number": "{number}", "kind": "original", "buyer": "{buyer}", "end_user": "{buyer}", "supplier": "il/maker-ltd", "procedure": "direct", "object": "Licences", "amount": {{"amount": "90000.00", "currency": "USD"}}, "from": "2024-01-01", "to": "2024-12-31"{more}, "unknown": [{{"field": "technology", "reason": "does-not-apply"}}, {{"field": "budget_item", "reason": "does-not-apply"}}]"#
        )
    };
    register.file("maker-ltd", "contract", "1", &sale("X-1", "mx/police", r#", "ocid": "ocds-test-1""#));
    register.file("maker-ltd", "contract", "2", &sale("PR 2024 18", "mx/police", ""));
    register.file("maker-ltd", "contract", "3", &sale("X-3", "mx/police", ""));
    register.file("maker-ltd", "contract", "4", &sale("X-4", "us/police", ""));
    register.published();
    register
}

/// A register of Brazil with figures that another rule counts.
pub(crate) fn brazil(rule: &str) -> Register {
    let register = Register::new("br", &[("br/court", "Juízo de teste", "court", "judge")]);
    register.send(&returned("br/court", 70, 1, rule), &signer("br/court", seed("br/court")));
    register.published();
    register
}

/// What stands at an address that is no register: one page for everything.
pub(crate) fn page_of_text() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream);
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) {
    let mut head = [0_u8; 2_048];
    let _ = stream.read(&mut head);
    let page = "<!doctype html><title>Welcome</title><p>Welcome";
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
}

/// An address where nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// Lines of a directory for an address, with the key of another register.
pub(crate) fn listed_at(id: &str, url: &str, vkey: &str) -> String {
    format!(
        "[[register]]\nid = \"{id}\"\nname_es = \"Registro {id}\"\nname_en = \"Register {id}\"\nurl = \"{url}\"\nvkey = \"{vkey}\"\njurisdiction = \"us\"\n\n"
    )
}

/// An observatory of a directory.
pub(crate) struct Observatory {
    pub(crate) data: TempDir,
    pub(crate) directory: Arc<Directory>,
    pub(crate) index: Arc<Index>,
    follower: Follower,
    /// Addresses that are read elsewhere, as somebody between the two would have it.
    pub(crate) instead: Arc<Mutex<Vec<(String, Fetch)>>>,
}

impl Observatory {
    pub(crate) fn new(directory: &str) -> Observatory {
        let data = tempfile::tempdir().expect("a folder");
        let place = Place::in_folder(data.path());
        Observatory::at(data, place, directory)
    }

    pub(crate) fn at(data: TempDir, place: Place, directory: &str) -> Observatory {
        let faults =
            |faults: Vec<observatory::directory::Fault>| faults.iter().map(ToString::to_string).collect::<Vec<_>>();
        let directory = Directory::parse("observatory.toml", directory).map_err(faults).expect("a good directory");
        Observatory::of(data, place, directory)
    }

    pub(crate) fn of(data: TempDir, place: Place, directory: Directory) -> Observatory {
        let directory = Arc::new(directory);
        let index = Arc::new(Index::open(place).expect("an index"));
        let instead: Arc<Mutex<Vec<(String, Fetch)>>> = Arc::default();
        let between = Arc::clone(&instead);
        let settings = Settings {
            data: data.path().into(),
            workers: 4,
            rulebooks: Rulebooks::default(),
            reach: Arc::new(move |url| {
                let between = between.lock().expect("not poisoned");
                between.iter().find(|(of, _)| of == url).map_or_else(|| over_http(url), |(_, fetch)| fetch.clone())
            }),
            stop: Arc::default(),
        };
        let follower = Follower::open(settings, Arc::clone(&directory), Arc::clone(&index)).expect("a folder");
        Observatory { data, directory, index, follower, instead }
    }

    /// Ends it, and leaves its folder.
    pub(crate) fn into_data(self) -> TempDir {
        self.data
    }

    pub(crate) fn round(&self, at: Instant) -> Vec<Known> {
        self.follower.round(&|| at, &|_| {}).expect("a round").visited
    }

    /// How each register stands after a round: id, state, entries, codes of what is wrong.
    pub(crate) fn stands(&self, at: Instant) -> Vec<String> {
        let line = |known: &Known| {
            let alerts: Vec<&str> = known.standing().map(|raised| raised.code.as_str()).collect();
            format!("{} {} {} {}", known.id, known.state.code(), known.size, alerts.join(" ")).trim_end().to_owned()
        };
        self.round(at).iter().map(line).collect()
    }

    pub(crate) fn says_instead(&self, url: &str, fetch: Fetch) {
        self.instead.lock().expect("not poisoned").push((url.to_owned(), fetch));
    }

    /// A page or twin as readers get it.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let shown =
            observatory::pages::Shown { index: Arc::clone(&self.index), directory: Arc::clone(&self.directory) };
        let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
        let mut host =
            portal::host::Host::start(socket, observatory::pages::router(shown), portal::host::Limits::default())
                .expect("pages");
        let mut stream = TcpStream::connect(host.address()).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: observatory.example\r\nConnection: close\r\n\r\n").expect("asked");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        host.stop();
        let text = String::from_utf8_lossy(&answer).into_owned();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
        (status, body)
    }

    pub(crate) fn json(&self, path: &str) -> serde_json::Value {
        let (status, body) = self.get(path);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{path}: {error}\n{body}"))
    }
}
