//! Independent eyes over a real register: a mirror that is killed at every step and goes on, a portal over a mirror, and a
//! registrar who lies in every way we know of to a monitor that has seen it honest once. What catches which lie is a table
//! in the threat model, printed from this run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use portal::{
    fetch::{Fetch, over_http},
    log::{FetchError, Followed, Log, fsck},
    mirror::{self, Mirror},
    monitor::{Alert, Monitor, Settings, report},
    rulebooks::Rulebooks,
    service::{Config, Service},
};
use register::{lang::Lang, time::Instant};
use support::{ORIGIN, World, claim, claim_text, key, observer, sign};
use tempfile::TempDir;
use tlog::{Algorithm, Note, SignerKey, VerifierKey};

fn vkey() -> VerifierKey {
    key(ORIGIN, 1).verifier()
}

fn of(world: &World) -> Fetch {
    over_http(&format!("http://{}", world.service().address()))
}

fn now() -> Instant {
    let millis = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    Instant::from_millis(i64::try_from(millis).expect("not that late")).expect("an instant")
}

fn later(instant: Instant, minutes: i64) -> Instant {
    Instant::from_millis(instant.millis() + minutes * 60_000).expect("an instant")
}

/// Files a claim of each number and waits until it is published and indexed.
fn filed(world: &mut World, claims: std::ops::Range<u64>) {
    for number in claims {
        world.accept(&claim(number));
    }
    let size = world.service().site().published.wait_beyond(0, std::time::Duration::from_secs(10));
    world.service().wait_indexed(size);
}

fn published(world: &World, size: u64) {
    world.service().site().published.wait_beyond(size - 1, std::time::Duration::from_secs(10));
    world.service().wait_indexed(size);
}

fn same_files(world: &World, copy: &Path) {
    let report = fsck(&portal::log::Reader::dir(&copy.join("public/log")), &vkey(), |_, _| {}, &|_, _| Ok(()));
    assert!(report.is_clean() && report.notices.is_empty(), "{report:?}");
    let head = std::fs::read(copy.join("public/log/checkpoint")).expect("a checkpoint");
    assert_eq!(head, world.get("/log/checkpoint").body);
}

#[test]
fn a_mirror_grows_with_its_register_and_is_a_register_to_read() {
    let mut world = World::new();
    filed(&mut world, 1..30);
    published(&world, 33);
    let copy = tempfile::tempdir().expect("a folder");
    let fetch = of(&world);
    let mut mirror = Mirror::open(copy.path(), "http://register.example", Some(&vkey()), &fetch).expect("a mirror");
    let round = mirror.follow(&fetch, |_, _| {}).expect("copied");
    assert_eq!(round.log, Followed::Grown { from: 0, to: 33 });
    same_files(&world, copy.path());
    // Past a full bundle, and again to where nothing is new.
    filed(&mut world, 30..300);
    published(&world, 303);
    assert_eq!(mirror.follow(&fetch, |_, _| {}).expect("copied").log, Followed::Grown { from: 33, to: 303 });
    assert_eq!(mirror.follow(&fetch, |_, _| {}).expect("copied").log, Followed::Same);
    same_files(&world, copy.path());
    drop(mirror);

    let config =
        Config { data: copy.path().into(), listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..Config::default() };
    let service = Service::start(config).expect("a portal over the mirror");
    service.wait_indexed(303);
    let shown = over_http(&format!("http://{}", service.address()));
    for page in ["/en/bodies.json", "/en/entries/302.json", "/en/findings.json"] {
        assert_eq!(shown.get(page), fetch.get(page), "{page}");
    }
    assert!(
        String::from_utf8_lossy(&shown.get("/receipts/300").expect("a receipt")).starts_with("c2sp.org/tlog-proof")
    );
    let mirror_world = World { dir: tempfile::tempdir().expect("a folder"), service: Some(service) };
    let refused = mirror_world.post("/filings", &claim(999));
    assert_eq!(refused.status, 405);
    assert!(refused.text().contains("http://register.example"), "{}", refused.text());
    let blob = mirror_world.put(&format!("/blobs/sha256/{}", "0".repeat(64)), b"x");
    assert_eq!(blob.status, 405);
}

#[test]
fn a_mirror_that_is_cut_off_anywhere_goes_on_and_asks_for_nothing_twice() {
    let mut world = World::new();
    filed(&mut world, 1..600);
    published(&world, 603);
    let honest = of(&world);
    let copy = tempfile::tempdir().expect("a folder");
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    // Each time one answer more comes before the line is cut.
    for answers in 0.. {
        let left = Arc::new(Mutex::new(answers));
        let (inner, log) = (honest.clone(), Arc::clone(&asked));
        let cut = Fetch::new(move |path| {
            let mut left = left.lock().expect("not poisoned");
            *left -= 1;
            if *left < 0 {
                return Err(FetchError::Unreachable("cut".into()));
            }
            if path.contains("entries") {
                log.lock().expect("not poisoned").push(path.to_owned());
            }
            inner.get(path)
        });
        let Ok(mut mirror) = Mirror::open(copy.path(), "http://register.example", Some(&vkey()), &cut) else {
            continue;
        };
        if let Ok(round) = mirror.follow(&cut, |_, _| {}) {
            assert_eq!(round.log, Followed::Grown { from: 0, to: 603 });
            break;
        }
        assert!(answers < 60, "it never ends");
    }
    same_files(&world, copy.path());
    let mut asked = asked.lock().expect("not poisoned").clone();
    let all = asked.len();
    asked.sort();
    asked.dedup();
    assert_eq!(all, asked.len(), "bundles were asked for twice");
}

/// A monitor that has seen the register honest.
struct Watching {
    monitor: Monitor,
    _folder: TempDir,
    lying: Arc<AtomicBool>,
    lie: Arc<Mutex<Option<Lie>>>,
}

type Lie = Box<dyn Fn(&Fetch, &str) -> Result<Vec<u8>, FetchError> + Send>;

impl Watching {
    /// Watches a world; once [`Watching::tells`], the lie stands between the two.
    fn new(world: &World) -> Watching {
        let (lying, lie): (Arc<AtomicBool>, Arc<Mutex<Option<Lie>>>) = Default::default();
        let (honest, is_lying, says) = (of(world), Arc::clone(&lying), Arc::clone(&lie));
        let fetch = Fetch::new(move |path| match &*says.lock().expect("not poisoned") {
            Some(lie) if is_lying.load(Ordering::Relaxed) => lie(&honest, path),
            _ => honest.get(path),
        });
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings {
            data: folder.path().into(),
            url: "http://register.example".into(),
            key: Some(vkey()),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            rulebooks: Rulebooks::default(),
            pages: 100,
        };
        let monitor = Monitor::open(settings, fetch).expect("a monitor");
        let mut watching = Watching { monitor, _folder: folder, lying, lie };
        let first = watching.monitor.round(&[], &now, |_, _| {}).expect("a round");
        assert_eq!(first.alerts, [], "the register is honest");
        assert!(first.pages > 10, "pages are compared");
        watching
    }

    fn tells(&self, lie: impl Fn(&Fetch, &str) -> Result<Vec<u8>, FetchError> + Send + 'static) {
        *self.lie.lock().expect("not poisoned") = Some(Box::new(lie));
        self.lying.store(true, Ordering::Relaxed);
    }

    fn alerts(&mut self, at: Instant) -> Vec<Alert> {
        self.monitor.round(&[], &|| at, |_, _| {}).expect("a round").alerts
    }
}

/// A register of the same key with these filings after the first four.
fn world_of(filings: &[Vec<u8>]) -> World {
    let mut world = World::new();
    filings.iter().for_each(|filing| drop(world.accept(filing)));
    published(&world, 4 + filings.len() as u64);
    world
}

fn claims(numbers: &[u64]) -> Vec<Vec<u8>> {
    numbers.iter().map(|number| claim(*number)).collect()
}

/// Everything comes from another register under the same key.
fn shows_other(watching: &Watching, other: &World) {
    let other = of(other);
    watching.tells(move |_, path| other.get(path));
}

/// One lie, from the honest register to what the monitor says of it.
type Told = fn() -> Vec<Alert>;

const LIES: &[(&str, Told)] = &[
    ("drops an entry and signs the rest again", drops),
    ("puts entries in another order and signs again", reorders),
    ("edits an entry and signs again", edits),
    ("edits an entry in the published files", edits_files),
    ("serves pages of text in place of tiles", serves_text),
    ("shows another history to others", forks_by_client),
    ("shows a head older than one shown before", serves_stale),
    ("dates an entry back", back_dates),
    ("admits a filing that nobody with that role signed", admits),
    ("leaves out a filing from the pages", hides),
    ("shows no page for a body", hides_body),
    ("publishes other findings than the law gives", other_findings),
    ("publishes other figures than the entries give", other_figures),
    ("leaves the pages behind the log", leaves_behind),
    ("names more entries on its pages than it signed", pages_ahead),
    ("serves no files for a head it signed", withholds),
    ("back-dates an entry and fails on a page", back_dates_and_fails),
    ("names another key", other_key),
    ("replays old cosignatures on a new checkpoint", replays_cosignatures),
    ("shows no newer cosignatures", stale_cosignatures),
];

fn drops() -> Vec<Alert> {
    let world = world_of(&claims(&[1, 2, 3]));
    let mut watching = Watching::new(&world);
    let other = world_of(&claims(&[1, 3, 4, 5]));
    shows_other(&watching, &other);
    let alerts = watching.alerts(now());
    // Whoever has both heads needs nobody's word for it.
    let Some(Alert::Split { kept, .. }) = alerts.first() else { panic!("{alerts:?}") };
    let read = |name: &str| std::fs::read(kept.join(name)).expect("kept");
    let heads = ["ours.checkpoint", "theirs.checkpoint"]
        .map(|name| tlog::SignedCheckpoint::open(read(name), &vkey()).expect("signed by the log"));
    assert_eq!(heads.map(|head| head.size()), [7, 8]);
    alerts
}

fn reorders() -> Vec<Alert> {
    let world = world_of(&claims(&[1, 2, 3]));
    let mut watching = Watching::new(&world);
    let other = world_of(&claims(&[1, 3, 2]));
    shows_other(&watching, &other);
    watching.alerts(now())
}

fn edits() -> Vec<Alert> {
    let world = world_of(&claims(&[1, 2, 3]));
    let mut watching = Watching::new(&world);
    let edited = sign(&claim_text(2, "Nada se negó."), &[&observer()]);
    let other = world_of(&[claim(1), edited, claim(3), claim(4)]);
    shows_other(&watching, &other);
    watching.alerts(now())
}

fn edits_files() -> Vec<Alert> {
    let mut world = world_of(&claims(&[1, 2]));
    let mut watching = Watching::new(&world);
    filed(&mut world, 3..5);
    published(&world, 8);
    watching.tells(|honest, path| {
        let mut bytes = honest.get(path)?;
        if path.contains("/tile/entries/") {
            let last = bytes.len() - 20;
            bytes[last] ^= 1;
        }
        Ok(bytes)
    });
    watching.alerts(now())
}

fn serves_text() -> Vec<Alert> {
    let mut world = world_of(&claims(&[1, 2]));
    let mut watching = Watching::new(&world);
    filed(&mut world, 3..5);
    published(&world, 8);
    watching.tells(|honest, path| match path.contains("/tile/") {
        true => Ok(b"<!doctype html><p>Welcome</p>".to_vec()),
        false => honest.get(path),
    });
    watching.alerts(now())
}

fn forks_by_client() -> Vec<Alert> {
    let world = world_of(&claims(&[1, 2, 3]));
    let mut watching = Watching::new(&world);
    let other = world_of(&claims(&[1, 2, 4, 5]));
    let peer = ("http://another-monitor.example".to_owned(), of(&other));
    let round = watching.monitor.round(&[peer], &now, |_, _| {}).expect("a round");
    assert_eq!((round.peers, round.size), (0, 7));
    round.alerts
}

fn serves_stale() -> Vec<Alert> {
    let mut world = world_of(&claims(&[1, 2]));
    let old = world.get("/log/checkpoint").body;
    filed(&mut world, 3..5);
    published(&world, 8);
    let mut watching = Watching::new(&world);
    watching.tells(move |honest, path| match path {
        "/log/checkpoint" => Ok(old.clone()),
        _ => honest.get(path),
    });
    watching.alerts(now())
}

fn back_dates() -> Vec<Alert> {
    let mut world = world_of(&claims(&[1]));
    let mut watching = Watching::new(&world);
    // An hour later the log was seen without it; then it stands, dated before.
    assert_eq!(watching.alerts(later(now(), 60)), []);
    filed(&mut world, 2..3);
    published(&world, 6);
    watching.alerts(later(now(), 61))
}

fn admits() -> Vec<Alert> {
    let mut world = world_of(&claims(&[1]));
    let mut watching = Watching::new(&world);
    let pages = of(&world);
    let stranger = key("mx/stranger", 9);
    let filing = sign(&claim_text(7, "Nadie la firmó."), &[&stranger]);
    let honest: Vec<(String, Vec<u8>)> =
        ["/.well-known/veedor"].map(|path| (path.to_owned(), pages.get(path).expect("there"))).into();
    world.stop();
    let (mut log, mut publisher) = Log::open(world.path(), key(ORIGIN, 1)).expect("the log");
    log.append(&[&register::entry::encode(now(), &filing)]).expect("appended");
    publisher.publish_once().expect("published");
    let files = world.path().join("public");
    watching.tells(move |_, path| {
        let kept = honest.iter().find(|(known, _)| known == path).map(|(_, bytes)| bytes.clone());
        kept.map_or_else(|| std::fs::read(files.join(&path[1..])).map_err(|_| FetchError::NotFound), Ok)
    });
    let mut alerts = watching.alerts(now());
    alerts.retain(|alert| !matches!(alert, Alert::PageMissing { .. }));
    alerts
}

/// A twin with something changed in its text.
fn changed(path: &'static str, from: &'static str, to: &'static str) -> Vec<Alert> {
    let world = world_of(&claims(&[1, 2, 3]));
    let mut watching = Watching::new(&world);
    watching.tells(move |honest, asked| {
        let bytes = honest.get(asked)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if asked != path {
            return Ok(bytes);
        }
        assert!(text.contains(from), "{text}");
        Ok(text.replacen(from, to, 1).into_bytes())
    });
    watching.alerts(now())
}

fn hides() -> Vec<Alert> {
    changed("/en/bodies/mx/observer.json", "mx/observer/claim/2", "mx/observer/claim/1")
}

fn hides_body() -> Vec<Alert> {
    let world = world_of(&claims(&[1]));
    let mut watching = Watching::new(&world);
    watching.tells(|honest, path| match path {
        "/en/bodies/mx/observer.json" => Err(FetchError::NotFound),
        _ => honest.get(path),
    });
    watching.alerts(now())
}

fn other_findings() -> Vec<Alert> {
    changed("/en/findings.json", "\"total\": 0", "\"total\": 1")
}

fn other_figures() -> Vec<Alert> {
    changed("/en/use.json", "\"rows\": []", "\"rows\": [{\"measure\": \"orders\", \"low\": 0}]")
}

fn leaves_behind() -> Vec<Alert> {
    let mut world = world_of(&claims(&[1]));
    let kept: Vec<(String, Vec<u8>)> = {
        let fetch = of(&world);
        ["/en/findings.json"].map(|path| (path.to_owned(), fetch.get(path).expect("a page"))).into()
    };
    let mut watching = Watching::new(&world);
    filed(&mut world, 2..3);
    published(&world, 6);
    watching.tells(move |honest, path| match kept.iter().find(|(known, _)| known == path) {
        Some((_, bytes)) => Ok(bytes.clone()),
        None => honest.get(path),
    });
    watching.alerts(now())
}

fn pages_ahead() -> Vec<Alert> {
    let world = world_of(&claims(&[1]));
    let mut watching = Watching::new(&world);
    watching.tells(|honest, path| {
        let text = String::from_utf8_lossy(&honest.get(path)?).replace("\"size\": 5", "\"size\": 999999");
        Ok(text.replace("\"size\":5", "\"size\":999999").into_bytes())
    });
    watching.alerts(now())
}

fn withholds() -> Vec<Alert> {
    let mut world = world_of(&claims(&[1, 2]));
    let mut watching = Watching::new(&world);
    filed(&mut world, 3..5);
    published(&world, 8);
    watching.tells(|honest, path| match path.contains("/tile/") {
        true => Err(FetchError::NotFound),
        false => honest.get(path),
    });
    watching.alerts(now())
}

/// What was found is told, whatever fails afterwards; and it is told again, since the entry still stands.
fn back_dates_and_fails() -> Vec<Alert> {
    let mut world = world_of(&claims(&[1]));
    let mut watching = Watching::new(&world);
    assert_eq!(watching.alerts(later(now(), 60)), []);
    filed(&mut world, 2..3);
    published(&world, 6);
    watching.tells(|honest, path| match path {
        "/en/gaps.json" => Err(FetchError::Unreachable("HTTP 500".into())),
        _ => honest.get(path),
    });
    let first = watching.alerts(later(now(), 61));
    watching.lying.store(false, std::sync::atomic::Ordering::Relaxed);
    let again = watching.alerts(later(now(), 62));
    assert_eq!(first.iter().map(Alert::code).collect::<Vec<_>>(), again.iter().map(Alert::code).collect::<Vec<_>>());
    again
}

fn other_key() -> Vec<Alert> {
    let world = world_of(&claims(&[1]));
    let mut watching = Watching::new(&world);
    let other = key(ORIGIN, 77).verifier().to_string();
    watching.tells(move |honest, path| {
        let bytes = honest.get(path)?;
        let text = String::from_utf8_lossy(&bytes).replace(&vkey().to_string(), &other);
        Ok(if path == "/.well-known/veedor" { text.into_bytes() } else { bytes })
    });
    watching.alerts(now())
}

fn witness() -> SignerKey {
    SignerKey::from_seed("witness.example/w1", Algorithm::CosignatureV1, [51; 32]).expect("a good name")
}

/// A register with a witness whose cosignatures the test makes, at a time of its choice.
fn witnessed(claims_before: &[u64], at: Instant) -> (World, Watching, Arc<Mutex<Option<Vec<u8>>>>) {
    let mut world = world_of(&claims(claims_before));
    world.stop();
    let policy = format!("log {}\nwitness w1 {}\nquorum w1\n", vkey(), witness().verifier());
    std::fs::write(world.path().join("policy"), policy).expect("written");
    world.start();
    published(&world, 4 + claims_before.len() as u64);
    let (lying, lie): (Arc<AtomicBool>, Arc<Mutex<Option<Lie>>>) = Default::default();
    let replayed: Arc<Mutex<Option<Vec<u8>>>> = Arc::default();
    let (honest, line) = (of(&world), Arc::clone(&replayed));
    let fetch = Fetch::new(move |path| {
        let mut bytes = honest.get(path)?;
        if path == "/log/checkpoint" {
            let text = Note::parse(&bytes).expect("a note").text().to_owned();
            let fresh = tlog::cosign(&witness(), &text, (at.millis() / 1_000) as u64).expect("cosigned").to_string();
            let mut kept = line.lock().expect("not poisoned");
            bytes.extend_from_slice(kept.get_or_insert(fresh.into_bytes()));
        }
        Ok(bytes)
    });
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings {
        data: folder.path().into(),
        url: "http://register.example".into(),
        key: Some(vkey()),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        rulebooks: Rulebooks::default(),
        pages: 10,
    };
    let monitor = Monitor::open(settings, fetch).expect("a monitor");
    let mut watching = Watching { monitor, _folder: folder, lying, lie };
    assert_eq!(watching.alerts(at), []);
    (world, watching, replayed)
}

fn replays_cosignatures() -> Vec<Alert> {
    let (mut world, mut watching, _line) = witnessed(&[1], now());
    filed(&mut world, 2..3);
    published(&world, 6);
    watching.alerts(now())
}

fn stale_cosignatures() -> Vec<Alert> {
    let (_world, mut watching, _line) = witnessed(&[1], now());
    watching.alerts(later(now(), 24 * 60))
}

/// The part of the threat model that this run prints.
const BEGIN: &str = "<!-- printed by `cargo test -p portal --all-features --test eyes` -->\n";
const END: &str = "<!-- end -->\n";

#[test]
fn every_lie_is_caught_and_the_threat_model_says_by_what() {
    let mut table = "| lie of the registrar | what the monitor says in the next round |\n|---|---|\n".to_owned();
    for (name, told) in LIES {
        let alerts = told();
        assert!(!alerts.is_empty(), "not caught: {name}");
        let mut codes: Vec<String> = alerts.iter().map(|alert| format!("`{}`", alert.code())).collect();
        codes.dedup();
        table.push_str(&format!("| {name} | {} |\n", codes.join(", ")));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/threat-model.md");
    let page = std::fs::read_to_string(&path).expect("the threat model");
    let (before, rest) = page.split_once(BEGIN).expect("the place of the table");
    let (there, after) = rest.split_once(END).expect("the end of the table");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).expect("written");
    } else {
        assert_eq!(there, table, "docs/threat-model.md is not what this run says; UPDATE_EXPECT=1 prints it");
    }
}

#[test]
fn a_monitor_goes_on_where_it_was_and_reports_in_both_languages() {
    let mut world = world_of(&claims(&[1]));
    let mut watching = Watching::new(&world);
    filed(&mut world, 2..40);
    published(&world, 43);
    let round = watching.monitor.round(&[("self".into(), of(&world))], &now, |_, _| {}).expect("a round");
    assert_eq!((round.alerts.len(), round.size, round.peers), (0, 43, 1));
    let about = report::About {
        url: "http://register.example".into(),
        origin: ORIGIN.into(),
        vkey: vkey().to_string(),
        at: now(),
    };
    let bad = portal::monitor::Round { alerts: vec![Alert::Older { theirs: 1, ours: 2 }], ..round };
    for lang in Lang::ALL {
        let (markdown, html) = (report::markdown(&about, &bad, lang), report::html(&about, &bad, lang));
        assert!(markdown.contains("older-head") && html.contains("older-head") && html.contains(ORIGIN));
    }
    let feed = report::atom(&about, &[(now(), Alert::Page { page: "/en/<use>.json".into() })], Lang::En);
    assert!(feed.contains("<title>page-differs</title>") && feed.contains("/en/&lt;use&gt;.json"));
}

#[test]
fn a_mirror_keeps_its_key_and_never_takes_the_place_of_a_register() {
    let world = world_of(&claims(&[1]));
    let fetch = of(&world);
    let copy = tempfile::tempdir().expect("a folder");
    let other = key(ORIGIN, 77).verifier();
    let refused = Mirror::open(copy.path(), "x", Some(&other), &fetch).expect_err("another key");
    assert!(matches!(refused, mirror::Error::OtherKey { .. }));
    assert!(Mirror::open(world.path(), "x", None, &fetch).is_err(), "a register is not overwritten");
    // A first copy that was cut off before it knew whose it is begins again.
    std::fs::write(copy.path().join("site.json"), "{").expect("written");
    assert!(Mirror::open(copy.path(), "x", None, &fetch).is_ok());
}
