//! Peers that stall, trickle, flood or send something else, damaged tiles and stuck publication: what the register
//! holds for them is bounded, and others are served meanwhile.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test")]

mod support;

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    os::unix::fs::FileExt as _,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use portal::{
    host::Limits,
    service::{Config, Service},
};
use support::{ORIGIN, Reply, World, about, body, claim, claim_text, genesis, grant_observer, key, observer, sign};

/// A register that loses patience after a second.
fn impatient(change: impl FnOnce(Limits) -> Limits) -> World {
    let mut world = World::new();
    world.stop();
    let limits = change(Limits { stall_timeout: Duration::from_secs(1), ..world.config().limits });
    let config = Config { limits, ..world.config() };
    world.service = Some(Service::start(config).expect("the register starts"));
    world
}

/// Files a claim that names a document, said to have some bytes; gives the document's path.
fn name_document(world: &World, document: &[u8], bytes: usize) -> String {
    let hash = sha256(document);
    let named = format!(
        "  \"documents\": [\n    {{\"kind\": \"other\", \"title\": \"Anexo\", \"sha256\": \"{hash}\", \"bytes\": {bytes}, \"media_type\": \"application/pdf\"}}\n  ],\n  \"stage\""
    );
    let text = claim_text(1, "Con documento.").replace("  \"stage\"", &named);
    let reply = world.post("/filings", &sign(&text, &[&observer()]));
    assert_eq!(reply.status, 201, "{}", reply.text());
    format!("/blobs/sha256/{hash}")
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_problem(reply: &Reply) -> bool {
    reply.head.contains("application/problem+json") && reply.text().contains("title_es")
}

/// Reads whatever still comes; gives the answer and how long it took.
fn rest(stream: &mut TcpStream) -> (Reply, Duration) {
    let (begun, mut answer) = (Instant::now(), Vec::new());
    let _ = stream.read_to_end(&mut answer);
    (Reply::parse(&answer), begun.elapsed())
}

#[test]
fn readers_who_stall_give_their_places_back() {
    let world = impatient(|limits| Limits { connections: 4, ..limits });
    let request = "GET /assets/style.css HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2_000);
    let stalled: Vec<TcpStream> = (0..4)
        .map(|_| {
            let mut stream = world.connect();
            stream.set_write_timeout(Some(Duration::from_millis(200))).expect("a timeout");
            let _ = stream.write_all(request.as_bytes());
            stream
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(world.get("/healthz").status, 200, "a place is free again");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    drop(stalled);
}

#[test]
fn readers_of_a_document_hold_pieces_of_it() {
    let world = World::new();
    let document = vec![7; 8 << 20];
    let path = name_document(&world, &document, document.len());
    assert_eq!(world.put(&path, &document).status, 201, "straight after the filing");
    let before = resident();
    let stalled: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = world.connect();
            write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").expect("sent");
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_secs(1));
    let grown = resident().saturating_sub(before);
    assert!(grown < 100, "40 readers of 8 MiB hold {grown} MiB");
    drop(stalled);
    let read = world.get(&path);
    assert!(read.head.to_lowercase().contains("content-length: 8388608"), "{}", read.head);
    assert!(read.body == document, "all pieces in order");
}

/// Memory of this process, MiB.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").expect("Linux");
    let pages: usize = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("a number");
    (pages * 4_096) >> 20
}

#[test]
fn a_request_that_trickles_is_told_so_and_ended() {
    let world = impatient(|limits| Limits { lifetime: Duration::from_secs(4), ..limits });
    let mut stream = world.connect();
    write!(stream, "POST /filings HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n").expect("sent");
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(8) && stream.write_all(b"{").is_ok() {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(begun.elapsed() < Duration::from_secs(6), "cut off after {:?}", begun.elapsed());
    let mut quick = world.connect();
    write!(quick, "POST /filings HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n").expect("sent");
    for _ in 0..7 {
        std::thread::sleep(Duration::from_millis(300));
        let _ = quick.write_all(b"{");
    }
    let (reply, _) = rest(&mut quick);
    assert_eq!(reply.status, 408, "{}", reply.head);
    assert!(is_problem(&reply), "{}", reply.text());
}

#[test]
fn a_body_that_is_too_large_without_saying_so_is_refused_in_words() {
    let world = World::new();
    let mut stream = world.connect();
    write!(stream, "POST /filings HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
        .expect("sent");
    let chunk = [b"10000\r\n".as_slice(), &[b'a'; 0x10000], b"\r\n"].concat();
    let _ = (0..2).try_for_each(|_| stream.write_all(&chunk)).and_then(|()| stream.write_all(b"1\r\n"));
    let _ = stream.write_all(b"a");
    let (reply, _) = rest(&mut stream);
    assert_eq!(reply.status, 413, "{}", reply.head);
    assert!(is_problem(&reply), "{}", reply.text());
}

#[test]
fn a_document_has_the_size_its_filing_says_and_is_sent_once() {
    let world = World::new();
    let document = b"contrato de prueba";
    let path = name_document(&world, document, document.len());
    let head = format!("PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", 32 << 20);
    let early = world.request(&head, b"no");
    assert_eq!(early.status, 413, "before its bytes are read");
    assert!(early.text().contains("18 bytes"), "{}", early.text());
    assert_eq!(world.put(&path, b"contrato de pruebe").status, 422);
    assert_eq!(world.put(&path, document).status, 201);
    let again = world.request(&head, b"no");
    assert_eq!(again.status, 200, "kept already, whatever is sent");
    assert_eq!(world.get(&path).body, document);
}

#[test]
fn documents_are_taken_a_few_at_a_time_and_not_for_ever() {
    let world = impatient(|config| config);
    let document = vec![1; 1 << 20];
    let path = name_document(&world, &document, document.len());
    world.service().wait_indexed(5);
    let head = format!("PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", document.len());
    let mut slow: Vec<TcpStream> = (0..8)
        .map(|_| {
            let mut stream = world.connect();
            stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&document[..1000])).expect("sent");
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    let busy = world.put(&path, &document);
    assert_eq!(busy.status, 503);
    assert!(busy.head.to_lowercase().contains("retry-after") && is_problem(&busy), "{}", busy.text());
    for stream in &mut slow {
        let (_, waited) = rest(stream);
        assert!(waited < Duration::from_secs(5), "{waited:?}");
    }
    let parts = std::fs::read_dir(world.path().join("public/blobs/sha256")).expect("the folder").count();
    assert_eq!(parts, 0, "nothing half taken stays");
    assert_eq!(world.put(&path, &document).status, 201);
}

#[test]
fn what_a_crash_left_of_documents_is_cleared_at_the_start() {
    let mut world = World::new();
    world.stop();
    let part = world.path().join(format!("public/blobs/sha256/.{}.0.part", "a".repeat(64)));
    std::fs::write(&part, "half").expect("written");
    world.start();
    assert!(!part.exists());
}

#[test]
fn no_receipt_is_made_from_a_damaged_tile() {
    let mut world = World::new();
    for number in 0..600 {
        world.accept(&claim(number));
    }
    world.service().receipt(603).expect("published");
    let path = world.path().join("public/log/tile/0/000");
    let tile = std::fs::OpenOptions::new().write(true).open(path).expect("a full tile");
    tile.write_all_at(&[0xaa; 4], 32 * 11).expect("written");
    assert!(world.service().receipt(10).is_none());
    for reply in [world.post("/filings", &claim(6)), world.get("/receipts/10")] {
        assert_eq!(reply.status, 503, "{}", reply.text());
        assert!(reply.text().contains("damaged") && reply.text().contains("veedor fsck"), "{}", reply.text());
    }
    assert_eq!(world.get("/receipts/600").status, 200, "what is whole is proven");
}

#[test]
fn pages_are_served_while_publication_is_stuck_and_health_says_so() {
    portal::descriptors::raise();
    let mut world = World::new();
    world.service().receipt(3).expect("published");
    std::thread::sleep(Duration::from_millis(300));
    std::fs::remove_dir_all(world.path().join("unfinished")).expect("publication cannot go on");
    let (entry, _) = world.accept(&claim(1));
    let mut waiting: Vec<TcpStream> = (0..700)
        .map(|_| {
            let mut stream = world.connect();
            write!(stream, "GET /receipts/{entry} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").expect("sent");
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    let begun = Instant::now();
    assert_eq!(world.get("/es/about").status, 200);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    let (reply, _) = rest(&mut waiting[0]);
    assert_eq!(reply.status, 503);
    assert!(is_problem(&reply) && reply.head.to_lowercase().contains("retry-after"), "{}", reply.text());
    drop(waiting);
    let until = Instant::now() + Duration::from_secs(10);
    while world.get("/healthz").status == 200 {
        assert!(Instant::now() < until, "health does not say it");
        std::thread::sleep(Duration::from_millis(200));
    }
    let health = world.get("/healthz").text();
    assert!(health.contains("\"publishing\": false") && health.contains("\"writable\": true"), "{health}");
    std::fs::create_dir(world.path().join("unfinished")).expect("publication can go on");
    let until = Instant::now() + Duration::from_secs(10);
    while world.get("/healthz").status != 200 {
        assert!(Instant::now() < until, "{}", world.get("/healthz").text());
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(world.get(&format!("/receipts/{entry}")).status, 200);
}

#[test]
fn documents_leave_disk_to_the_log_and_answers_name_no_path() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mount = dir.path().to_owned();
    let Some(_disk) = SmallDisk::mount(&mount) else {
        eprintln!("skipped: no right to mount a small file system");
        return;
    };
    portal::folder::Folder::create(&mount, &about(), &key(ORIGIN, 1)).expect("a new folder");
    let mut world = World { dir, service: None };
    world.start();
    for filing in [genesis(), body("mx/keeper", "Registro", 1), body("mx/observer", "Obs", 2), grant_observer()] {
        world.accept(&filing);
    }
    let document = vec![1; 1 << 20];
    let path = name_document(&world, &document, document.len());
    let refused = world.put(&path, &document);
    assert_eq!(refused.status, 503);
    assert!(refused.text().contains("no room"), "{}", refused.text());
    let mut ballast = std::fs::File::create(mount.join("ballast")).expect("the ballast begins");
    while ballast.write_all(&[0; 512]).is_ok() {}
    let full = (2..400).map(|number| world.post("/filings", &claim(number))).find(|reply| reply.status != 201);
    let full = full.expect("a full disk takes no more filings");
    assert_eq!(full.status, 503);
    assert!(!full.text().contains(&*mount.to_string_lossy()) && is_problem(&full), "{}", full.text());
    world.stop();
}

/// A file system of a few megabytes in memory, gone with the test.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(at: &'a Path) -> Option<SmallDisk<'a>> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(SmallDisk(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}
