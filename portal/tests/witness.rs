//! A witness: whatever is asked of it, in whatever order, and wherever it is killed, it never cosigns two histories; and a
//! register with witnesses publishes what they cosigned.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use portal::{
    service::Service,
    witness::{OpenError, Server, Witness},
    witnesses::{Envoy, Heard},
};
use support::{Reply, World, claim, key};
use tlog::{
    Algorithm, Checkpoint, Frontier, Hash, Note, Policy, Receipt, SignedCheckpoint, SignerKey, cosign,
    note::VerifierKey,
    proof, tree,
    witness::{AddCheckpoint, read_answer},
};

const NOW: u64 = 1_800_000_000;

fn witness_key(number: u8) -> SignerKey {
    SignerKey::from_seed(&format!("witness.example/w{number}"), Algorithm::CosignatureV1, [50 + number; 32])
        .expect("a good name")
}

fn logs(keys: &[VerifierKey]) -> Policy {
    let lines: String = keys.iter().map(|key| format!("log {key}\n")).collect();
    Policy::parse(format!("{lines}quorum none\n").as_bytes()).expect("a policy")
}

fn root(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

fn request(log: &SignerKey, old: usize, leaves: &[Hash]) -> Vec<u8> {
    let node = |id: tlog::NodeId| {
        let at = (id.index << id.level) as usize;
        Ok::<_, ()>(root(&leaves[at..at + (1 << id.level)]))
    };
    let proof = tree::prove_consistency(old as u64, leaves.len() as u64, node).expect("a proof");
    let checkpoint = Checkpoint::new(log.name().as_str(), leaves.len() as u64, root(leaves)).expect("a checkpoint");
    AddCheckpoint { old: old as u64, proof, checkpoint: checkpoint.sign(log).expect("signed") }.to_bytes()
}

/// A witness that listens, its clock at [`NOW`] and moved by hand.
struct Running {
    server: Server,
    clock: Arc<AtomicU64>,
}

fn serve(folder: &Path, number: u8, keys: &[VerifierKey], listen: SocketAddr) -> Running {
    if !folder.join("witness.db").exists() {
        Witness::create(folder, &[witness_key(number)]).expect("a new witness");
    }
    let witness = Witness::open(folder, &logs(keys)).expect("the witness opens");
    let clock = Arc::new(AtomicU64::new(NOW));
    let now = Arc::clone(&clock);
    let server = Server::start(witness, listen, Arc::new(move || now.load(Ordering::Relaxed))).expect("it listens");
    Running { server, clock }
}

fn any_port() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

fn ask(address: SocketAddr, method: &str, path: &str, body: &[u8]) -> Reply {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    let head =
        format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).expect("sent");
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    Reply::parse(&answer)
}

#[test]
fn each_answer_has_the_status_of_the_specification() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = key("log.example/a", 1);
    let running = serve(folder.path(), 1, &[log.verifier()], any_port());
    let address = running.server.address();
    let add = |body: &[u8]| ask(address, "POST", "/add-checkpoint", body);
    let leaves: Vec<Hash> = (0..9u8).map(|n| Hash::leaf(&[n])).collect();
    let first = add(&request(&log, 0, &leaves[..4]));
    assert_eq!(first.status, 200, "{}", first.text());
    let text = Checkpoint::new("log.example/a", 4, root(&leaves[..4])).expect("a checkpoint").to_text();
    let cosigned = read_answer(&first.body, &text, &witness_key(1).verifier()).expect("a cosignature");
    assert_eq!(cosigned.1, NOW);
    let stale = add(&request(&log, 0, &leaves[..9]));
    assert_eq!((stale.status, stale.text().as_str()), (409, "4\n"));
    assert!(stale.head.to_lowercase().contains("content-type: text/x.tlog.size"), "{}", stale.head);
    let mut fork = leaves.clone();
    fork[2] = Hash::leaf(b"fork");
    let statuses = [
        add(b"old x\n").status,
        add(&request(&key("log.example/b", 1), 0, &leaves[..4])).status,
        add(&request(&key("log.example/a", 7), 4, &leaves[..4])).status,
        add(&request(&log, 4, &leaves[..9])
            .iter()
            .map(|byte| if *byte == b'4' { b'9' } else { *byte })
            .collect::<Vec<_>>())
        .status,
        add(&request(&log, 4, &fork[..4])).status,
        add(&request(&log, 4, &fork)).status,
        add(&vec![b'x'; 200 << 10]).status,
    ];
    assert_eq!(statuses[..3], [400, 404, 403]);
    assert_eq!(statuses[4..], [422, 422, 413]);
    assert_eq!(add(&request(&log, 4, &leaves)).status, 200);
    running.clock.store(NOW - 1, Ordering::Relaxed);
    assert_eq!(add(&request(&log, 9, &leaves)).status, 503, "a clock that steps back dates nothing");
    let name: String = {
        use sha2::Digest as _;
        sha2::Sha256::digest("log.example/a").iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let last = ask(address, "GET", &format!("/{name}/checkpoint"), b"");
    let note = Note::parse(&last.body).expect("a note");
    assert_eq!(note.verify(&[log.verifier(), witness_key(1).verifier()]).expect("both signed").len(), 2);
    assert_eq!(ask(address, "GET", "/00/checkpoint", b"").status, 404);
}

#[test]
fn a_lost_state_is_not_begun_again_and_a_row_does_not_go_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = key("log.example/a", 1);
    Witness::create(folder.path(), &[witness_key(1)]).expect("a new witness");
    assert!(Witness::create(folder.path(), &[witness_key(2)]).is_err(), "a witness is not overwritten");
    std::fs::remove_file(folder.path().join("witness.db")).expect("removed");
    let lost = || matches!(Witness::open(folder.path(), &logs(&[log.verifier()])), Err(OpenError::StateLost(_)));
    assert!(lost());
    assert!(Witness::create(folder.path(), &[witness_key(2)]).is_err(), "no new state beside the old key");
    assert!(lost());
    std::fs::write(folder.path().join("witness.db"), b"").expect("written");
    assert!(matches!(Witness::open(folder.path(), &logs(&[log.verifier()])), Err(OpenError::Database { .. })));
}

#[test]
fn requests_at_the_same_time_are_one_after_the_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = key("log.example/a", 1);
    let running = serve(folder.path(), 1, &[log.verifier()], any_port());
    let address = running.server.address();
    // Forty histories that share nothing: one alone may be cosigned.
    let good: usize = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..40u8)
            .map(|n| {
                let body = request(&log, 0, &[Hash::leaf(&[n])]);
                scope.spawn(move || ask(address, "POST", "/add-checkpoint", &body).status == 200)
            })
            .collect();
        asked.into_iter().map(|asked| usize::from(asked.join().expect("asked"))).sum()
    });
    assert_eq!(good, 1);
}

#[cfg(feature = "faults")]
mod killed {
    use super::*;
    use portal::log::fault::{self, Act};
    use proptest::prelude::*;

    /// One thing that happens to a witness.
    #[derive(Debug, Clone)]
    enum Event {
        /// Somebody asks: which history, from which size to which.
        Asks(bool, usize, usize),
        /// As before, but it is killed at a step and started again.
        Killed(bool, usize, usize, usize),
        /// The clock is set forward or back.
        Clock(i64),
    }

    fn event() -> impl Strategy<Value = Event> {
        let ask = (any::<bool>(), 0usize..10, 1usize..10);
        prop_oneof![
            5 => ask.clone().prop_map(|(one, old, size)| Event::Asks(one, old, size)),
            3 => (ask, 0usize..2).prop_map(|((one, old, size), step)| Event::Killed(one, old, size, step)),
            1 => (-50i64..50).prop_map(Event::Clock),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn at_any_step_it_never_cosigns_two_histories(
            differ in 0usize..10,
            events in prop::collection::vec(event(), 1..20),
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let log = key("log.example/a", 1);
            Witness::create(folder.path(), &[witness_key(1)]).expect("a new witness");
            let policy = logs(&[log.verifier()]);
            let open = || Witness::open(folder.path(), &policy).expect("the witness opens");
            let one: Vec<Hash> = (0..10u8).map(|n| Hash::leaf(&[n])).collect();
            let mut two = one.clone();
            two[differ] = Hash::leaf(b"another");
            let (mut witness, mut now) = (open(), NOW);
            let mut signed: Vec<(Vec<Hash>, u64)> = Vec::new();
            // What its last word was is not known to who asks: the answer may have been lost.
            let mut last = 0;
            for event in events {
                let (history, old, size, step) = match event {
                    Event::Clock(by) => {
                        now = now.saturating_add_signed(by);
                        continue;
                    }
                    Event::Asks(history, old, size) => (history, old, size, None),
                    Event::Killed(history, old, size, step) => (history, old, size, Some(step)),
                };
                let leaves = if history { &one[..size] } else { &two[..size] };
                let old = if old % 3 == 0 { old.min(size) } else { last.min(size) };
                match step {
                    Some(step) => fault::arm(step, Act::Broken),
                    None => fault::disarm(),
                }
                match witness.add_checkpoint(&request(&log, old, leaves), || now) {
                    Ok(line) => {
                        let text = Checkpoint::new("log.example/a", size as u64, root(leaves)).unwrap().to_text();
                        let (_, time) = read_answer(line.as_bytes(), &text, &witness.verifiers()[0]).expect("a cosignature");
                        signed.push((leaves.to_vec(), time));
                        last = size;
                    }
                    Err(portal::witness::Refused::Request(tlog::witness::Refusal::Conflict(size))) => last = size as usize,
                    Err(_) => {}
                }
                fault::disarm();
                if step.is_some() {
                    drop(witness);
                    witness = open();
                }
            }
            for pair in signed.windows(2) {
                prop_assert!(pair[1].0.starts_with(&pair[0].0), "two histories were cosigned");
                prop_assert!(pair[1].1 >= pair[0].1, "time stepped back");
            }
        }
    }
}

/// A policy of a register and witnesses at addresses, so many of which are needed.
fn policy(witnesses: &[(u8, SocketAddr)], needed: usize) -> String {
    let line = |(number, address): &(u8, SocketAddr)| {
        format!("witness w{number} {} http://{address}/\n", witness_key(*number).verifier())
    };
    let lines: String = witnesses.iter().map(line).collect();
    let names: String = witnesses.iter().map(|(number, _)| format!(" w{number}")).collect();
    format!("log {}\n{lines}group all {needed}{names}\nquorum all\n", key(support::ORIGIN, 1).verifier())
}

fn restart_with(world: &mut World, policy: &str) {
    world.stop();
    std::fs::write(world.path().join("policy"), policy).expect("written");
    world.service = Some(Service::start(world.config()).expect("the register starts"));
}

/// Waits until so many witnesses stand on the published checkpoint of at least a size.
fn wait_witnessed(world: &World, policy: &Policy, size: u64, count: usize) -> Vec<u8> {
    let begun = Instant::now();
    loop {
        let body = world.get("/log/checkpoint").body;
        let note = Note::parse(&body).expect("a note");
        let checkpoint = Checkpoint::parse(note.text()).expect("a checkpoint");
        if checkpoint.size >= size && proof::cosigned(&note, policy).expect("good cosignatures").len() == count {
            return body;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "not witnessed: {}", String::from_utf8_lossy(&body));
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_register_publishes_what_its_witnesses_cosigned() {
    let mut world = World::new();
    let log = key(support::ORIGIN, 1).verifier();
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let one = serve(folders[0].path(), 1, std::slice::from_ref(&log), any_port());
    let two = serve(folders[1].path(), 2, std::slice::from_ref(&log), any_port());
    let two_address = two.server.address();
    let text = policy(&[(1, one.server.address()), (2, two_address)], 2);
    let trust = Policy::parse(text.as_bytes()).expect("a policy");
    restart_with(&mut world, &text);
    wait_witnessed(&world, &trust, 4, 2);

    // Each new entry is published with both; receipts carry them.
    let (entry, _) = world.accept(&claim(1));
    wait_witnessed(&world, &trust, entry + 1, 2);
    let receipt = Receipt::parse(&world.get(&format!("/receipts/{entry}")).body).expect("a receipt");
    let bytes = world.get(&format!("/entries/{entry}")).body;
    assert!(receipt.verify(&bytes, &trust).is_ok());
    let says = world.get("/.well-known/veedor").text();
    assert!(says.contains("witness w1") && says.contains("quorum all"), "{says}");
    world.service().wait_indexed(entry + 1);
    for page in ["/en/log", "/en/verify", "/en/entries/2"] {
        assert!(world.get(page).text().contains("witnessed by 2 of 2"), "{page}");
    }

    // One is gone: entries are published all the same, with one, and the page says so.
    drop(two);
    let (entry, _) = world.accept(&claim(2));
    wait_witnessed(&world, &trust, entry + 1, 1);
    world.service().wait_indexed(entry + 1);
    assert!(world.get("/es/log").text().contains("1 de 2 testigos"));

    // It comes back and catches up; the same checkpoint is published again with both.
    let _two = serve(folders[1].path(), 2, &[log], two_address);
    wait_witnessed(&world, &trust, entry + 1, 2);
    assert!(world.get("/es/log").text().contains("2 de 2 testigos"), "no entry came, and the page is another");

    // Nothing of it is lost by a restart, even while nobody answers.
    drop(one);
    let before = world.get("/log/checkpoint").body;
    restart_with(&mut world, &text);
    assert_eq!(world.get("/log/checkpoint").body, before);
}

/// A key of each kind, of one witness.
fn both_keys() -> [SignerKey; 2] {
    [Algorithm::CosignatureV1, Algorithm::MlDsa44]
        .map(|kind| SignerKey::from_seed("witness.example/both", kind, [77; 32]).expect("a good name"))
}

/// Witnesses may refuse the second of two requests at the same time; omniwitness answers it 429.
#[test]
fn a_witness_with_two_keys_is_asked_once() {
    let (log, keys) = (key(support::ORIGIN, 1), both_keys());
    let [now, later] = [0, 1].map(|at| keys[at].verifier());
    let text = format!(
        "log {}\nwitness now {now} http://both.example\nwitness mute {}\nwitness other {} http://other.example/w\n\
         witness later {later} http://both.example/\nquorum none\n",
        log.verifier(),
        witness_key(1).verifier(),
        witness_key(2).verifier(),
    );
    let mut envoys = Envoy::all(&Policy::parse(text.as_bytes()).expect("a policy"));
    let addresses: Vec<&str> = envoys.iter().map(Envoy::address).collect();
    assert_eq!(addresses, ["http://both.example/add-checkpoint", "http://other.example/w/add-checkpoint"]);

    let checkpoint = Checkpoint::new(support::ORIGIN, 1, root(&[Hash::leaf(b"a")])).expect("a checkpoint");
    let wanted = SignedCheckpoint::open(checkpoint.sign(&log).expect("signed"), &log.verifier()).expect("signed");
    let lines = keys.each_ref().map(|key| cosign(key, &checkpoint.to_text(), NOW).expect("cosigned").to_string());
    let mut hear = |answer: &str| match envoys[0].hear(&wanted, 200, answer.as_bytes()) {
        Ok(Heard::Cosigned(lines)) => {
            let missing: Vec<_> = envoys[0].missing(&lines).map(|(at, name)| format!("{at} {name}")).collect();
            format!("{:?}, missing {missing:?}", lines.iter().map(|(at, _)| at).collect::<Vec<_>>())
        }
        heard => format!("{heard:?}"),
    };
    assert_eq!(hear(&lines.concat()), "[0, 3], missing []");
    assert_eq!(hear(&lines[1]), r#"[3], missing ["0 now"]"#);
    assert_eq!(hear(""), r#"Err("its answer holds no cosignature of it")"#);
}

/// A policy may name a key that the witness does not hold yet. More filings than would be cosigned in time if each of them
/// were waited for twice as long as the one before.
#[test]
fn a_witness_without_one_of_its_keys_cosigns_with_the_other() {
    let mut world = World::new();
    let log = key(support::ORIGIN, 1).verifier();
    let (folder, keys) = (tempfile::tempdir().expect("a folder"), both_keys());
    Witness::create(folder.path(), &keys[..1]).expect("a new witness");
    let running = serve(folder.path(), 1, std::slice::from_ref(&log), any_port());
    let address = running.server.address();
    let [now, later] = keys.map(|key| key.verifier());
    let text = format!(
        "log {log}\nwitness now {now} http://{address}/\nwitness later {later} http://{address}/\n\
         group any any now later\nquorum any\n"
    );
    let trust = Policy::parse(text.as_bytes()).expect("a policy");
    restart_with(&mut world, &text);
    for number in 1..=6 {
        let (entry, _) = world.accept(&claim(number));
        wait_witnessed(&world, &trust, entry + 1, 1);
    }
}

#[test]
fn one_witness_may_cosign_with_both_kinds_of_key() {
    let mut world = World::new();
    let log = key(support::ORIGIN, 1).verifier();
    let folder = tempfile::tempdir().expect("a folder");
    let keys = both_keys();
    Witness::create(folder.path(), &keys).expect("a new witness");
    let running = serve(folder.path(), 1, &[log], any_port());
    let lines = ["now", "later"]
        .iter()
        .zip(&keys)
        .map(|(name, key)| format!("witness {name} {} http://{}/\n", key.verifier(), running.server.address()));
    let lines: String = lines.collect();
    let text = format!("log {}\n{lines}group all all now later\nquorum all\n", key(support::ORIGIN, 1).verifier());
    let trust = Policy::parse(text.as_bytes()).expect("a policy");
    restart_with(&mut world, &text);
    let (entry, _) = world.accept(&claim(1));
    let shown = wait_witnessed(&world, &trust, entry + 1, 2);
    assert!(shown.len() > 3_000, "an ML-DSA-44 signature is long");
    world.service().wait_indexed(entry + 1);
    for page in ["/en/log", "/en/verify", "/en/entries/2"] {
        assert!(world.get(page).text().contains("witnessed by 2 of 2"), "{page}");
    }
    let receipt = Receipt::parse(&world.get(&format!("/receipts/{entry}")).body).expect("a receipt");
    assert!(receipt.verify(&world.get(&format!("/entries/{entry}")).body, &trust).is_ok());
    // What it cosigned last, it says with both.
    let name: String = {
        use sha2::Digest as _;
        sha2::Sha256::digest(support::ORIGIN).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let last = ask(running.server.address(), "GET", &format!("/{name}/checkpoint"), b"");
    let note = Note::parse(&last.body).expect("a note");
    assert_eq!(note.verify(&keys.map(|key| key.verifier())).expect("both signed").len(), 2);
}

#[test]
fn a_witness_has_keys_for_cosignatures_only() {
    let folder = tempfile::tempdir().expect("a folder");
    Witness::create(folder.path(), &[key("log.example/a", 1)]).expect("written");
    assert!(matches!(Witness::open(folder.path(), &logs(&[])), Err(OpenError::File(_))));
}

#[test]
fn a_policy_of_another_log_is_refused() {
    let mut world = World::new();
    world.stop();
    let other = format!("log {}\nquorum none\n", key("other.example/log", 9).verifier());
    std::fs::write(world.path().join("policy"), other).expect("written");
    let refused = Service::start(world.config()).map(drop).expect_err("another log");
    assert!(refused.to_string().contains("which is this log"), "{refused}");
}
