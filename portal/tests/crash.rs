//! The register killed in the middle of its work, again and again: nothing acknowledged is lost, and no two
//! checkpoints contradict each other. The child process is this test binary itself, run as a server.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test")]

mod support;

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use portal::{
    folder::Folder,
    log::{Reader, fsck},
    registrar::Answer,
    service::{Config, Service},
};
use support::{ORIGIN, Reply, World, about, body, claim, genesis, grant_observer, key, registrar, sign};
use tlog::{policy::Policy, proof::Receipt, tree::check_consistency};

const DATA: &str = "VEEDOR_TEST_CRASH_DATA";

/// What was acknowledged: number of the claim, its entry, its receipt.
type Acknowledged = (u64, u64, Vec<u8>);

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    Folder::create(dir.path(), &about(), &key(ORIGIN, 1)).expect("a new folder");
    let config = Config { data: dir.path().into(), listen: ([127, 0, 0, 1], 0).into(), ..Config::default() };
    let begun = Service::start(config).expect("the register starts");
    assert!(matches!(begun.file(&genesis()), Answer::Filed { entry: 0, .. }));
    begun.stop();
    let next = AtomicU64::new(0);
    let mut acknowledged: Vec<Acknowledged> = Vec::new();
    let mut checkpoints: Vec<(u64, tlog::hash::Hash)> = Vec::new();
    for round in 0..8 {
        let (child, address) = serve(dir.path());
        if round == 0 {
            for filing in [
                body("mx/keeper", "Quien lleva el registro", 1),
                body("mx/observer", "Observatorio", 2),
                grant_observer(),
            ] {
                assert_eq!(post(&address, &filing).map(|reply| reply.status), Some(201));
            }
        }
        acknowledged.extend(file_until_killed(child, &address, &next, Duration::from_millis(40 + 35 * round)));
        check(dir.path(), &acknowledged, &mut checkpoints);
    }
    assert!(acknowledged.len() > 50, "the register was killed before it did anything: {}", acknowledged.len());
}

/// Eight filers at once until the register is killed under them.
fn file_until_killed(mut child: Child, address: &str, next: &AtomicU64, after: Duration) -> Vec<Acknowledged> {
    let acknowledged = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(reply) = post(address, &claim(number)) else { return };
                    if reply.status == 201 {
                        let receipt = Receipt::parse(&reply.body).expect("a receipt");
                        acknowledged.lock().expect("no panic").push((number, receipt.index, reply.body));
                    }
                }
            });
        }
        std::thread::sleep(after);
        child.kill().expect("the child is killed");
        child.wait().expect("the child is gone");
    });
    acknowledged.into_inner().expect("no panic")
}

/// Starts the register the normal way and holds everything ever acknowledged against it.
fn check(data: &std::path::Path, acknowledged: &[Acknowledged], checkpoints: &mut Vec<(u64, tlog::hash::Hash)>) {
    let config = Config { data: data.into(), listen: ([127, 0, 0, 1], 0).into(), ..Config::default() };
    let service = Service::start(config).expect("the register starts again");
    let size = service.site().published.size();
    let reader = Reader::dir(&data.join("public/log"));
    let vkey = key(ORIGIN, 1).verifier();
    let policy = Policy::log(vkey.clone());
    let entries: Vec<Vec<u8>> =
        reader.entries(0..size, size).expect("in range").map(|entry| entry.expect("readable")).collect();
    for (number, entry, receipt) in acknowledged {
        let bytes = &entries[usize::try_from(*entry).expect("small")];
        assert!(bytes.ends_with(&claim(*number)), "entry {entry} holds claim {number}");
        assert!(Receipt::parse(receipt).expect("a receipt").verify(bytes, &policy).is_ok(), "receipt of entry {entry}");
    }
    let now = reader.checkpoint(&vkey).expect("a checkpoint");
    for (old, root) in &*checkpoints {
        let proof = reader.consistency_proof(*old, now.size()).expect("a proof");
        check_consistency(*old, now.size(), root, &now.root(), &proof).expect("the log only grew");
    }
    checkpoints.push((now.size(), now.root()));
    service.stop();
    let report = fsck(&reader, &vkey, |_, _| {}, &|_, _| Ok(()));
    assert!(report.is_clean(), "{:?}", report.problems);
}

#[test]
fn a_stopped_register_has_published_and_indexed_what_it_acknowledged() {
    let mut world = World::new();
    let entries: Vec<u64> = (0..20).map(|number| world.accept(&claim(number)).0).collect();
    world.stop();
    let reader = Reader::dir(&world.path().join("public/log"));
    let size = reader.checkpoint(&key(ORIGIN, 1).verifier()).expect("a checkpoint").size();
    assert_eq!(size, entries.last().expect("twenty") + 1);
}

#[test]
fn killed_at_any_moment_every_comment_that_was_received_waits() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    Folder::create(dir.path(), &about(), &key(ORIGIN, 1)).expect("a new folder");
    let config = Config { data: dir.path().into(), listen: ([127, 0, 0, 1], 0).into(), ..Config::default() };
    let begun = Service::start(config).expect("the register starts");
    let expert = key("mx/keeper", 7);
    let grant = format!(
        r#"{{"form":"key","id":"mx/keeper/key/7","filer":"mx/keeper","occurred":"2026-01-01","action":"grant","key":"{}","holder":"mx/keeper","role":"expert"}}"#,
        expert.verifier()
    );
    let asks = format!(
        r#"{{"form":"consultation","id":"mx/keeper/consultation/1","filer":"mx/keeper","occurred":"2026-01-01","question":"¿Debe comprarse?","opens":"2020-01-01","closes":"2199-12-31","text":"{}"}}"#,
        "0".repeat(64)
    );
    let filings = [
        genesis(),
        body("mx/keeper", "Quien lleva el registro", 1),
        sign(&format!("{grant}\n"), &[&registrar()]),
        sign(&format!("{asks}\n"), &[&expert]),
    ];
    for filing in filings {
        assert!(matches!(begun.file(&filing), Answer::Filed { .. }));
    }
    begun.wait_indexed(4);
    begun.stop();
    let mut received: Vec<String> = Vec::new();
    for round in 0..4 {
        let (mut child, address) = serve(dir.path());
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(150 + 60 * round));
            child.kill().expect("the child is killed");
            child.wait().expect("the child is gone");
        });
        for number in 0.. {
            let words = format!("Comentario {round} {number}");
            let Some(page) = comment(&address, round, number, &words) else { break };
            assert!(page.contains("Comment received"), "{page}");
            received.push(words);
        }
        killer.join().expect("no panic");
        let waiting = portal::intake::waiting(&dir.path().join("comments.db")).expect("whole");
        let there: Vec<String> = waiting.into_iter().filter_map(|waits| Some(waits.sent?.says)).collect();
        let lost: Vec<&String> = received.iter().filter(|words| !there.contains(words)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
    assert!(received.len() > 8, "the register was killed before it did anything: {}", received.len());
}

/// Sends a comment under a code of its own; what the register answers, where it answers whole.
fn comment(address: &str, round: u64, number: u64, words: &str) -> Option<String> {
    let words = words.replace(' ', "+");
    let body = format!("~go=send&code={round:010}{number:010}&position=oppose&language=es&says={words}");
    let path = "/en/comments/on/mx/keeper/consultation/1";
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let reply = Reply::parse(&answer);
    // What was cut off received nothing, as far as whoever sent it knows.
    (reply.status == 200 && reply.text().contains("</html>")).then(|| reply.text())
}

/// Not a test of its own: the child process of the tests above.
#[test]
#[ignore = "run by the other tests as a child process"]
fn child() {
    let Ok(data) = std::env::var(DATA) else { return };
    let config = Config { data: data.into(), listen: ([127, 0, 0, 1], 0).into(), ..Config::default() };
    let service = Service::start(config).expect("the register starts");
    let signals = service.host().catch_signals().expect("signals");
    println!("\nlistening {}", service.address());
    std::io::stdout().flush().expect("told");
    service.host().wait_for_signal(signals);
}

fn serve(data: &std::path::Path) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().expect("this binary"))
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(DATA, data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the child starts");
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let address = lines.map_while(Result::ok).find_map(|line| line.strip_prefix("listening ").map(str::to_owned));
    (child, address.expect("the child listens"))
}

/// Posts a filing; none where the register went away.
fn post(address: &str, filing: &[u8]) -> Option<Reply> {
    let mut stream = TcpStream::connect(address).ok()?;
    let head =
        format!("POST /filings HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", filing.len());
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(filing).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let reply = Reply::parse(&answer);
    // An answer cut off by the kill acknowledges nothing.
    let length =
        reply.head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    (length?.parse() == Ok(reply.body.len())).then_some(reply)
}
