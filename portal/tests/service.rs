//! The running register over HTTP: filing, receipts, refusals, hostile requests, restart.

#[path = "service/comments.rs"]
mod comments;
#[path = "service/desk.rs"]
mod desk;
#[allow(dead_code, clippy::expect_used, reason = "each test uses its part, and fails where its own tools fail")]
#[path = "pages/html.rs"]
mod html;
mod support;
#[path = "service/tables.rs"]
mod tables;

use std::{
    collections::BTreeSet,
    io::{Read as _, Write as _},
    sync::Arc,
    time::Duration,
};

use expect_test::expect;
use portal::{folder::Folder, registrar::Answer, sequencer::Sequencer};
use register::{SignedFiling, problem::Refusal};
use rusqlite::{Connection, TransactionBehavior};
use support::{World, body, claim, claim_text, genesis, key, observer, sign};

#[test]
fn a_filing_gets_a_receipt_that_proves_it() {
    let world = World::new();
    let reply = world.post("/filings", &claim(1));
    assert_eq!(reply.status, 201, "{}", reply.text());
    assert!(reply.head.to_lowercase().contains("location: /entries/4"), "{}", reply.head);
    let verification = world.verify(4, &reply.body);
    assert!(verification.is_ok(), "{verification:?}");
}

#[test]
fn the_same_bytes_again_bring_the_receipt_of_the_first_entry() {
    let world = World::new();
    assert_eq!(world.post("/filings", &claim(1)).status, 201);
    assert_eq!(world.post("/filings", &claim(2)).status, 201);
    let again = world.post("/filings", &claim(1));
    assert_eq!(again.status, 200);
    assert!(world.verify(4, &again.body).is_ok());
}

#[test]
fn a_hundred_filers_at_once_each_get_their_own_entry() {
    let world = World::new();
    let entries: Vec<u64> = std::thread::scope(|scope| {
        let filers: Vec<_> = (0..100)
            .map(|number| {
                let world = &world;
                scope.spawn(move || {
                    let reply = world.post("/filings", &claim(number));
                    assert_eq!(reply.status, 201, "{}", reply.text());
                    let entry = reply
                        .head
                        .lines()
                        .find_map(|line| line.to_lowercase().strip_prefix("location: /entries/").map(str::to_owned));
                    let entry: u64 = entry.expect("a location").trim().parse().expect("a number");
                    world.service().receipt(entry).expect("published");
                    assert!(world.verify(entry, &reply.body).is_ok());
                    entry
                })
            })
            .collect();
        filers.into_iter().map(|filer| filer.join().expect("no panic")).collect()
    });
    let mut entries = entries;
    entries.sort_unstable();
    assert_eq!(entries, (4..104).collect::<Vec<_>>());
}

/// So many at once that their signatures are checked together: nothing is committed until all are handed in. A seventh has an
/// unknown key or the signature of another text, one in ten the same text as the one before.
#[test]
fn in_a_crowd_each_filing_has_the_answer_it_has_alone() {
    let mut world = World::new();
    world.stop();
    let folder = Folder::open(world.path()).expect("a folder");
    let (sequencer, writer) = Sequencer::start(folder, Arc::default()).expect("a sequencer");
    let with_the_signature_of_another_text = |number| {
        let another = sign(&claim_text(number, "x"), &[&observer()]);
        let signatures = another.strip_prefix(claim_text(number, "x").as_bytes()).expect("a text and its signatures");
        [claim_text(number, "y").as_bytes(), signatures].concat()
    };
    let filing = |number: u64| match number {
        _ if number % 14 == 3 => sign(&claim_text(number, "x"), &[&key("mx/observer", 9)]),
        _ if number % 14 == 10 => with_the_signature_of_another_text(number),
        _ if number % 10 == 9 => claim(number - 1),
        _ => claim(number),
    };
    let filings = (0..2_000).map(|number| SignedFiling::parse(&filing(number)).expect("a note"));
    let filings: Vec<_> = filings.collect();
    let mut journal = Connection::open(world.path().join("log.db")).expect("the journal");
    let held = journal.transaction_with_behavior(TransactionBehavior::Immediate).expect("nobody else writes");
    let answers: Vec<_> = filings.into_iter().map(|signed| sequencer.submit(signed)).collect();
    held.rollback().expect("nothing was written");
    let (mut entries, mut already) = (BTreeSet::new(), Vec::new());
    for (number, answer) in (0_u64..).zip(answers) {
        match answer.blocking_recv().expect("an answer") {
            Answer::Filed { entry, .. } => assert!(number % 7 != 3 && entries.insert(entry), "{number}"),
            Answer::Already { entry } => already.push(entry),
            Answer::Refused(Refusal { problems }) => {
                assert!(number % 7 == 3, "{number}: {problems:?}");
                let codes: Vec<_> = problems.iter().map(|problem| problem.reason.code()).collect();
                assert_eq!(codes, [if number % 2 == 0 { "bad-signature" } else { "unknown-key" }], "{number}");
            }
            other => panic!("{number}: {other:?}"),
        }
    }
    drop(sequencer);
    writer.join().expect("no panic");
    let good = |number: &u64| number % 7 != 3;
    let texts: BTreeSet<Vec<u8>> = (0..2_000).filter(good).map(filing).collect();
    assert_eq!((entries.len(), already.len()), (texts.len(), (0..2_000).filter(good).count() - texts.len()));
    assert!(already.len() > 100 && already.iter().all(|entry| entries.contains(entry)));
}

#[test]
fn every_reason_of_a_refusal_is_told_in_both_languages() {
    let world = World::new();
    let text = claim_text(1, "x").replace("\"use\"", "\"us\"").replace("2026-01-02", "2026-02-30");
    let reply = world.post("/filings", &sign(&text, &[&key("mx/nobody", 9)]));
    assert_eq!(reply.status, 422);
    expect![[r#"
        {
          "type": "https://veedor.org/problems/refused",
          "status": 422,
          "title": "the filing was refused for 3 reason(s); nothing was logged",
          "title_es": "la presentación se rechazó por 3 motivo(s); nada se asentó",
          "problems": [
            {
              "line": null,
              "field": "",
              "code": "unknown-key",
              "rule": "spec/filing.md#keys-and-roles",
              "es": "ninguna firma es de una clave que el registro conozca (firmado por `mx/nobody`)",
              "next_es": "firme con una clave otorgada, o pida a quien lleva el registro que la otorgue (`key`)",
              "en": "no signature by a key the register knows (signed by `mx/nobody`)",
              "next_en": "sign with a granted key, or ask the registrar for a `key` filing"
            },
            {
              "line": 6,
              "field": "occurred",
              "code": "malformed",
              "rule": "spec/filing.md#fields",
              "es": "`2026-02-30` no es un día del calendario, AAAA-MM-DD",
              "next_es": "corrija el valor",
              "en": "`2026-02-30` is not a day of the calendar, YYYY-MM-DD",
              "next_en": "correct the value"
            },
            {
              "line": 7,
              "field": "stage",
              "code": "not-in-codelist",
              "rule": "spec/filing.md#fields",
              "es": "`us` no está en el catálogo stage",
              "next_es": "¿quiso decir `use`?",
              "en": "`us` is not in the codelist stage",
              "next_en": "did you mean `use`"
            }
          ]
        }
    "#]]
    .assert_eq(&reply.text());
}

#[test]
fn hostile_requests_get_clear_answers_and_change_nothing() {
    let world = World::new();
    // A filing is acknowledged before it is published.
    world.service().wait_indexed(4);
    let before = world.get("/log/checkpoint").body;
    let status = |reply: support::Reply| reply.status;
    assert_eq!(status(world.post("/filings", b"")), 400);
    assert_eq!(status(world.post("/filings", &[0xff, 0xfe])), 400);
    assert_eq!(status(world.post("/filings", &vec![b'a'; 65_537])), 413);
    assert_eq!(status(world.post("/filings", &vec![b'['; 60_000])), 400);
    let gibibyte = format!("POST /filings HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", 1_u64 << 30);
    assert_eq!(status(world.request(&gibibyte, &[b'a'; 1000])), 413);
    for path in [
        "/log/tile/../../../log.key",
        "/log/tile/0/%2e%2e/%2e%2e/log.key",
        "/log/tile/0/000.p/0",
        "/log/tile/64/000",
        "/blobs/sha256/..%2f..%2flog.key",
        "/blobs/sha256/ABC",
        "/receipts/-1",
        "/receipts/007",
        "/receipts/99999999999999999999",
        "/entries/4x",
        "/entries/1000000",
    ] {
        assert_eq!(status(world.get(path)), 404, "{path}");
    }
    assert_eq!(status(world.put(&format!("/blobs/sha256/{}", "a".repeat(64)), b"unasked")), 404);
    assert_eq!(status(world.request("NONSENSE\r\n\r\n", &[])), 400);
    assert_eq!(world.get("/log/checkpoint").body, before, "the log did not change");
}

#[test]
fn a_connection_cut_in_the_middle_of_a_filing_leaves_no_trace() {
    let mut world = World::new();
    let filing = claim(1);
    for cut in [1, filing.len() / 2, filing.len() - 1] {
        let mut stream = world.connect();
        let head = format!("POST /filings HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", filing.len());
        stream.write_all(head.as_bytes()).expect("sent");
        stream.write_all(&filing[..cut]).expect("sent");
        stream.shutdown(std::net::Shutdown::Both).expect("cut");
    }
    assert_eq!(world.accept(&filing).0, 4);
}

#[test]
fn a_document_is_taken_when_a_filing_names_it_and_its_hash_fits() {
    let world = World::new();
    let document = b"contrato de prueba";
    let hash = sha256(document);
    let named = format!(
        "  \"documents\": [\n    {{\"kind\": \"contract\", \"title\": \"Contrato\", \"sha256\": \"{hash}\", \"bytes\": {}, \"media_type\": \"text/plain\"}}\n  ],\n  \"stage\"",
        document.len()
    );
    let path = format!("/blobs/sha256/{hash}");
    assert_eq!(world.put(&path, document).status, 404, "nobody named it yet");
    let text = claim_text(1, "Se publicó el contrato.").replace("  \"stage\"", &named);
    assert_eq!(world.post("/filings", &sign(&text, &[&observer()])).status, 201);
    world.service().wait_indexed(5);
    assert_eq!(world.put(&path, b"another").status, 422);
    assert_eq!(world.put(&path, document).status, 201);
    assert_eq!(world.get(&path).body, document);
    let parts = std::fs::read_dir(world.path().join("public/blobs/sha256")).expect("the folder").count();
    assert_eq!(parts, 1, "nothing half taken stays");
}

#[test]
fn what_was_acknowledged_stands_after_a_restart_and_the_index_comes_back() {
    let mut world = World::new();
    let receipts: Vec<(u64, Vec<u8>)> = (0..300).map(|number| world.accept(&claim(number))).collect();
    world.stop();
    std::fs::remove_file(world.path().join("index.db")).expect("the index is there");
    world.start();
    world.service().wait_indexed(304);
    for (entry, receipt) in &receipts {
        assert!(world.verify(*entry, receipt).is_ok(), "entry {entry}");
    }
    let figures = world.service().site().read(|index| index.figures()).expect("the index answers");
    assert_eq!((figures.entries, figures.claims), (304, 300));
    assert_eq!(world.post("/filings", &claim(7)).status, 200, "known since entry 11");
}

#[test]
fn a_flipped_bit_in_the_index_is_never_shown_and_the_index_is_made_anew() {
    let mut world = World::new();
    for number in 0..40 {
        world.accept(&claim(number));
    }
    world.service().wait_indexed(44);
    world.stop();
    let path = world.path().join("index.db");
    let mut bytes = std::fs::read(&path).expect("the index is there");
    let text = "dependencia negó tener".as_bytes();
    let places: Vec<usize> = (0..bytes.len() - text.len()).filter(|at| bytes[*at..].starts_with(text)).collect();
    assert!(places.len() >= 40, "every claim's text stands in the index");
    places.iter().for_each(|place| bytes[*place] ^= 1);
    std::fs::write(&path, bytes).expect("written");
    world.start();
    let until = std::time::Instant::now() + Duration::from_secs(10);
    loop {
        match world.service().site().read(|index| index.entry(10)) {
            Ok(Some(page)) => {
                assert!(page.signed.text().contains("dependencia negó tener"), "nothing damaged is shown");
                break;
            }
            Ok(None) => {}
            Err(error) => assert!(error.is_damage(), "{error}"),
        }
        assert!(std::time::Instant::now() < until, "the index did not come back");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn two_registers_on_one_folder_are_refused() {
    let world = World::new();
    let second = portal::service::Service::start(world.config());
    let says = second.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(says.contains("open in another process"), "{says}");
}

#[test]
fn the_first_entry_is_the_registrars_own_key_and_nothing_else() {
    let mut world = World::empty();
    assert_eq!(world.post("/filings", &genesis()).status, 503, "not from the network");
    let first = world.service().file(&body("mx/keeper", "Quien lleva el registro", 1));
    assert!(matches!(first, portal::registrar::Answer::Refused(_)), "{first:?}");
    assert_eq!(world.accept(&genesis()).0, 0);
    let health = world.get("/healthz");
    assert_eq!(health.status, 200);
    assert!(world.get("/metrics").text().contains("veedor_refusals_total 1"));
}

#[test]
fn a_slow_head_is_cut_off_while_others_are_served() {
    let world = World::new();
    let mut slow = world.connect();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHo").expect("sent");
    assert_eq!(world.get("/healthz").status, 200);
    slow.set_read_timeout(Some(Duration::from_secs(40))).expect("a timeout");
    let mut answer = Vec::new();
    let _ = slow.read_to_end(&mut answer);
    assert!(!String::from_utf8_lossy(&answer).contains("200 OK"));
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
