//! The core without HTTP: appends per second with and without signature checks beside the machine's own limits, all
//! in one run and interleaved; re-verification of a large log beside hashing and signature checks alone; cost and
//! disk per filing as the log grows. Prints Markdown.

use std::{
    collections::VecDeque,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

#[global_allocator]
static G: mimalloc::MiMalloc = mimalloc::MiMalloc;
use bench::machine::own_cpu;
use clap::Parser;
use portal::{
    folder::Folder,
    index::Index,
    log::{Log, Reader, fsck},
    metrics::Metrics,
    registrar::{Answer, replay},
    sequencer::Sequencer,
    site::About,
};
use register::{Admission, Register, SignedFiling, entry, time};
use tlog::{
    hash::Hash,
    note::{Algorithm, Note, SignerKey},
};

/// Measures the core without HTTP.
#[derive(Parser)]
struct Arguments {
    /// Rounds; the parts of a round take turns.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// Entries of each append run.
    #[arg(long, default_value_t = 200_000)]
    entries: u64,
    /// Filings of each run with signature checks.
    #[arg(long, default_value_t = 60_000)]
    filings: u64,
    /// Entries of the large log that is verified again; 0 leaves that part out.
    #[arg(long, default_value_t = 1_000_000)]
    large: u64,
    /// Only these parts; all, where none is named.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Tessera's `fsck` (`bench/tessera.sh` builds it), to check the large log too.
    #[arg(long, value_name = "PROGRAM")]
    peer: Option<std::path::PathBuf>,
    /// `veedor`, to check the large log as people do.
    #[arg(long, value_name = "PROGRAM")]
    veedor: Option<std::path::PathBuf>,
    /// Folder for the logs; on the disk that is to be measured.
    #[arg(long, default_value = "target/core-data")]
    work: std::path::PathBuf,
}

/// A part of the measurement.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Appends without signatures.
    Append,
    /// Signature checks alone.
    Signatures,
    /// Filings through the sequencer.
    Filings,
    /// The large log: its cost and disk as it grows, checking it, starting and rebuilding from it.
    Large,
    /// A monitor over the large log, beside hashing and signature checks alone.
    Monitor,
}

impl Arguments {
    fn asks_for(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

const LEAF: usize = 600;
const BATCH: usize = 1_024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    std::fs::create_dir_all(&arguments.work)?;
    let signed = arguments.asks_for(Part::Signatures) || arguments.asks_for(Part::Filings);
    let filings = if signed { filings(arguments.filings)? } else { Vec::new() };
    println!("| part | round | rate/s | CPU µs | p50 ms | p99 ms | note |\n|---|---:|---:|---:|---:|---:|---|");
    for round in 1..=arguments.rounds {
        if arguments.asks_for(Part::Append) {
            appends(&arguments, round, BATCH)?;
            appends(&arguments, round, 1)?;
        }
        if arguments.asks_for(Part::Signatures) {
            signature_limit(round, &filings)?;
        }
        if arguments.asks_for(Part::Filings) {
            admissions(&arguments, round, &filings)?;
        }
    }
    if arguments.large > 0 && (arguments.asks_for(Part::Large) || arguments.asks_for(Part::Monitor)) {
        large(&arguments)?;
    }
    Ok(())
}

/// Plain appends of 600-byte leaves, in batches or one by one, published on the side.
fn appends(arguments: &Arguments, round: u32, batch: usize) -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir_in(&arguments.work)?;
    let key = signer("bench.example/log", 1)?;
    Log::create(dir.path(), &key)?;
    let (mut log, publisher) = Log::open(dir.path(), key)?;
    let publisher = publisher.spawn(Duration::from_millis(50), |_| {})?;
    let count = if batch == 1 { arguments.entries / 20 } else { arguments.entries };
    let mut leaves = vec![[7_u8; LEAF]; batch];
    let (cpu, start) = (own_cpu(), Instant::now());
    let mut times = Vec::new();
    let mut done = 0_u64;
    while done < count {
        for (at, leaf) in leaves.iter_mut().enumerate() {
            leaf[..8].copy_from_slice(&(done + at as u64).to_be_bytes());
        }
        let references: Vec<&[u8]> = leaves.iter().map(|leaf| leaf.as_slice()).collect();
        let begun = Instant::now();
        log.append(&references)?;
        times.push(begun.elapsed());
        done += batch as u64;
    }
    let elapsed = start.elapsed();
    drop(log);
    publisher.join().map_err(|_| "the publisher panicked")??;
    let used = own_cpu() - cpu;
    let disk = disk_use(dir.path())? as f64 / done as f64 - LEAF as f64;
    let note = format!("batches of {batch}, 600 B leaves; {disk:.1} B an entry beyond the payload");
    row("append, no signatures", round, done, elapsed, used, &mut times, &note);
    Ok(())
}

/// What the machine can do at most: strict verification on two threads, nothing else.
fn signature_limit(round: u32, filings: &[Vec<u8>]) -> Result<(), Box<dyn std::error::Error>> {
    let register = opened(&Register::new(), filings)?;
    let keys = register.keys().clone();
    let signed: Vec<SignedFiling> = filings[PRELUDE..].iter().filter_map(|bytes| SignedFiling::parse(bytes).ok()).collect();
    let (cpu, start) = (own_cpu(), Instant::now());
    std::thread::scope(|scope| {
        for half in signed.chunks(signed.len().div_ceil(2)) {
            let keys = &keys;
            scope.spawn(move || half.iter().map(|signed| std::hint::black_box(keys.verify(signed))).count());
        }
    });
    row("Ed25519 limit, two threads", round, signed.len() as u64, start.elapsed(), own_cpu() - cpu, &mut [], "verification alone, as notes are verified");
    Ok(())
}

/// Filings through the real sequencer: parse, verify, admit, commit, receipt; two threads hand them in, a thousand
/// under way at a time.
fn admissions(arguments: &Arguments, round: u32, filings: &[Vec<u8>]) -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir_in(&arguments.work)?;
    let folder = Folder::create(dir.path(), &about(), &signer("bench.example/register", 1)?)?;
    let (sequencer, writer) = Sequencer::start(folder, Arc::new(Metrics::default()))?;
    for bytes in &filings[..PRELUDE] {
        file(&sequencer, bytes)?;
    }
    let rest = &filings[PRELUDE..];
    let (cpu, start) = (own_cpu(), Instant::now());
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = rest
            .chunks(rest.len().div_ceil(2))
            .map(|half| {
                let sequencer = &sequencer;
                scope.spawn(move || file_all(sequencer, half))
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let (elapsed, used) = (start.elapsed(), own_cpu() - cpu);
    let filed = times.len() as u64;
    drop(sequencer);
    writer.join().map_err(|_| "the sequencer panicked")?;
    let note = format!("{filed} of {} filings, signatures checked, durable, receipts", rest.len());
    row("filings, everything checked", round, filed, elapsed, used, &mut times, &note);
    Ok(())
}

fn about() -> About {
    About { name_es: "Prueba".into(), name_en: "Bench".into(), registrar: "mx/keeper".into(), demonstration: true }
}

fn file(sequencer: &Sequencer, bytes: &[u8]) -> Result<(), String> {
    let signed = SignedFiling::parse(bytes).map_err(|refusal| refusal.to_string())?;
    match sequencer.submit(signed).blocking_recv() {
        Ok(Answer::Filed { .. }) => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

/// Hands in filings, a thousand under way at a time; the time of each is from its own handing in to its receipt.
fn file_all(sequencer: &Sequencer, filings: &[Vec<u8>]) -> Vec<Duration> {
    let mut under_way = VecDeque::new();
    let mut times = Vec::with_capacity(filings.len());
    for bytes in filings {
        if under_way.len() == 1_000 {
            times.extend(under_way.pop_front().and_then(answered));
        }
        if let Ok(signed) = SignedFiling::parse(bytes) {
            under_way.push_back((Instant::now(), sequencer.submit(signed)));
        }
    }
    times.extend(under_way.into_iter().filter_map(answered));
    times
}

fn answered((at, answer): (Instant, tokio::sync::oneshot::Receiver<Answer>)) -> Option<Duration> {
    matches!(answer.blocking_recv(), Ok(Answer::Filed { .. })).then(|| at.elapsed())
}

/// A large log: filled at growing sizes, then followed into an index and verified again, beside hashing and signature
/// checks alone.
fn large(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir_in(&arguments.work)?;
    let key = signer("bench.example/register", 1)?;
    Folder::create(dir.path(), &about(), &key)?;
    let vkey = key.verifier();
    let (mut log, publisher) = Log::open(dir.path(), key)?;
    let publisher = publisher.spawn(Duration::from_millis(50), |_| {})?;
    let mut register = Register::new();
    let mut mark = 10_000;
    // Signing the test filings is not the register's cost and is left out.
    let (mut spent, mut from) = (Duration::ZERO, 0);
    while register.size() < arguments.large {
        let group = signed_group(register.size(), arguments.large)?;
        let mut entries = Vec::with_capacity(group.len());
        let begun = Instant::now();
        for bytes in &group {
            let signed = SignedFiling::parse(bytes)?;
            let signers = register.keys().trust(&signed);
            let Admission::New(admitted) = register.admit(&signed, &signers, received())? else { continue };
            entries.push(admitted.entry_bytes());
            register = register.apply(&admitted);
        }
        log.append(&entries.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
        spent += begun.elapsed();
        if register.size() >= mark {
            let each = spent.as_secs_f64() * 1e6 / (register.size() - from) as f64;
            println!("| parse, admit, commit up to {mark} | 1 | {:.0} | | | | {each:.1} µs a filing, memory {} MiB |", 1e6 / each, memory_mib());
            (spent, from, mark) = (Duration::ZERO, register.size(), mark * 10);
        }
    }
    drop(log);
    publisher.join().map_err(|_| "the publisher panicked")??;
    if arguments.asks_for(Part::Large) {
        verify_again(dir.path(), &vkey, register.size())?;
    }
    if let Some(program) = &arguments.veedor {
        program_checks(program, dir.path(), register.size())?;
    }
    if arguments.asks_for(Part::Monitor) {
        bench::monitor::rows(dir.path(), &vkey, received())?;
    }
    if let Some(peer) = &arguments.peer {
        peer_checks(peer, dir.path(), &vkey, register.size())?;
    }
    Ok(())
}

/// The program's check of the folder: every hash, tile and signature, and every entry admitted again.
fn program_checks(program: &Path, dir: &Path, size: u64) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let told = std::process::Command::new(program).arg("fsck").arg(dir).output()?;
    let spent = start.elapsed().as_secs_f64();
    if !told.status.success() {
        return Err(String::from_utf8_lossy(&told.stdout).into());
    }
    println!("| veedor fsck: everything, admitted again | 1 | {:.0} | | | | {spent:.1} s for {size} |", size as f64 / spent);
    Ok(())
}

/// The peer's check of the same files: leaves hashed, tiles made again, the root held against the checkpoint. It looks at no
/// signature but the log's own.
fn peer_checks(peer: &Path, dir: &Path, vkey: &tlog::note::VerifierKey, size: u64) -> Result<(), Box<dyn std::error::Error>> {
    let key = dir.join("peer.vkey");
    std::fs::write(&key, vkey.to_string())?;
    let log = dir.join("public/log").canonicalize()?;
    let start = Instant::now();
    let told = std::process::Command::new(peer)
        .args(["-ui=false", "-N=2"])
        .arg(format!("-storage_url=file://{}/", log.display()))
        .arg(format!("-public_key={}", key.display()))
        .output()?;
    let spent = start.elapsed().as_secs_f64();
    if !told.status.success() {
        return Err(String::from_utf8_lossy(&told.stderr).into());
    }
    println!("| Tessera's fsck: hashes and tiles, no filing's signature | 1 | {:.0} | | | | {spent:.1} s for {size} |", size as f64 / spent);
    Ok(())
}

fn verify_again(dir: &Path, vkey: &tlog::note::VerifierKey, size: u64) -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::dir(&dir.join("public/log"));
    let entries = reader.entries(0..size, size)?.collect::<Result<Vec<_>, _>>()?;
    let payload: usize = entries.iter().map(Vec::len).sum();
    let beyond = (disk_use(dir)? as f64 - payload as f64) / size as f64;
    println!("| disk of {size} entries | 1 | | | | | {:.0} B payload and {beyond:.1} B beyond it an entry |", payload as f64 / size as f64);

    let checkpoint = reader.checkpoint(vkey)?;
    let keys = replay(&reader, checkpoint.checkpoint())?.keys().clone();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for half in entries.chunks(entries.len().div_ceil(2)) {
            let keys = &keys;
            scope.spawn(move || {
                for bytes in half {
                    std::hint::black_box(Hash::leaf(bytes));
                    if let Ok((_, signed)) = entry::decode(bytes) {
                        std::hint::black_box(keys.verify(&signed));
                    }
                }
            });
        }
    });
    let alone = start.elapsed();
    drop(entries);
    println!("| parsing, hashing and signatures alone | 1 | {:.0} | | | | {:.1} s for {size} entries, two threads |", size as f64 / alone.as_secs_f64(), alone.as_secs_f64());

    let start = Instant::now();
    let report = fsck(&reader, vkey, |_, _| {}, &|_, bytes| {
        let (_, signed) = entry::decode(bytes).map_err(|error| error.to_string())?;
        std::hint::black_box(keys.verify(&signed));
        Ok(())
    });
    let checked = start.elapsed();
    println!("| fsck: tree, tiles, signatures | 1 | {:.0} | | | | {:.1} s, {:.2} of parsing, hashing and signatures alone; {} problems |", size as f64 / checked.as_secs_f64(), checked.as_secs_f64(), checked.as_secs_f64() / alone.as_secs_f64(), report.problems.len());

    let start = Instant::now();
    replay(&reader, checkpoint.checkpoint())?;
    println!("| restart: replay into the register | 1 | {:.0} | | | | {:.1} s |", size as f64 / start.elapsed().as_secs_f64(), start.elapsed().as_secs_f64());

    let start = Instant::now();
    let mut index = Index::anew(&dir.join("index.db"))?;
    index.catch_up(&reader, checkpoint.checkpoint(), |_| {})?;
    let rebuilt = start.elapsed();
    println!("| rebuild: index from the log | 1 | {:.0} | | | | {:.1} s, {:.2} of parsing, hashing and signatures alone; {} MiB |", size as f64 / rebuilt.as_secs_f64(), rebuilt.as_secs_f64(), rebuilt.as_secs_f64() / alone.as_secs_f64(), std::fs::metadata(dir.join("index.db"))?.len() >> 20);
    Ok(())
}

/// Filings before the claims: the registrar's key, two bodies, the observer's key.
const PRELUDE: usize = 4;

fn filings(count: u64) -> Result<Vec<Vec<u8>>, Box<dyn std::error::Error>> {
    let mut all = Vec::new();
    while (all.len() as u64) < count + PRELUDE as u64 {
        all.extend(signed_group(all.len() as u64, count + PRELUDE as u64)?);
    }
    Ok(all)
}

/// The next filings from a place in the sequence on, signed on two threads.
fn signed_group(from: u64, until: u64) -> Result<Vec<Vec<u8>>, Box<dyn std::error::Error>> {
    let numbers: Vec<u64> = (from..until.min(from + BATCH as u64)).collect();
    let signed = std::thread::scope(|scope| {
        let halves: Vec<_> = numbers
            .chunks(numbers.len().div_ceil(2).max(1))
            .map(|half| scope.spawn(move || half.iter().map(|number| filing(*number)).collect::<Option<Vec<_>>>()))
            .collect();
        halves.into_iter().map(|half| half.join().ok().flatten()).collect::<Option<Vec<_>>>()
    });
    Ok(signed.ok_or("a filing could not be signed")?.concat())
}

fn filing(number: u64) -> Option<Vec<u8>> {
    let keeper = signer("mx/keeper", 2).ok()?;
    let observer = signer("mx/observer", 3).ok()?;
    let grant = |key: &SignerKey, holder: &str, role: &str, number: u64| {
        let vkey = key.verifier();
        format!("{{\n  \"form\": \"key\",\n  \"id\": \"mx/keeper/key/{number}\",\n  \"filer\": \"mx/keeper\",\n  \"occurred\": \"2026-01-01\",\n  \"action\": \"grant\",\n  \"key\": \"{vkey}\",\n  \"holder\": \"{holder}\",\n  \"role\": \"{role}\"\n}}\n")
    };
    let body = |id: &str, number: u64| {
        format!("{{\n  \"form\": \"body\",\n  \"id\": \"mx/keeper/body/{number}\",\n  \"filer\": \"mx/keeper\",\n  \"occurred\": \"2026-01-01\",\n  \"body\": \"{id}\",\n  \"name\": \"Organismo de prueba\",\n  \"kind\": \"civil-society\"\n}}\n")
    };
    let (text, key) = match number {
        0 => (grant(&keeper, "mx/keeper", "registrar", 1), &keeper),
        1 => (body("mx/keeper", 1), &keeper),
        2 => (body("mx/observer", 2), &keeper),
        3 => (grant(&observer, "mx/observer", "observer", 2), &keeper),
        _ => (claim(number), &observer),
    };
    Note::new(&text, vec![key.sign(&text).ok()?]).ok().map(|note| note.to_bytes())
}

fn claim(number: u64) -> String {
    format!("{{\n  \"form\": \"claim\",\n  \"id\": \"mx/observer/claim/{number}\",\n  \"filer\": \"mx/observer\",\n  \"about\": [\n    \"mx/observer\"\n  ],\n  \"occurred\": \"2026-01-02\",\n  \"stage\": \"use\",\n  \"kind\": \"figure\",\n  \"says\": \"Dato de prueba {number}: la dependencia informó un uso en el periodo.\",\n  \"publisher_kind\": \"press\",\n  \"mark\": \"unverified\",\n  \"sources\": [\n    {{\n      \"title\": \"Nota de prueba\",\n      \"publisher\": \"Medio de prueba\",\n      \"published\": \"2026-01\"\n    }}\n  ]\n}}\n")
}

fn signer(name: &str, seed: u8) -> Result<SignerKey, Box<dyn std::error::Error>> {
    Ok(SignerKey::from_seed(name, Algorithm::Ed25519, [seed; 32])?)
}

fn opened(register: &Register, filings: &[Vec<u8>]) -> Result<Register, Box<dyn std::error::Error>> {
    let mut register = register.clone();
    for bytes in &filings[..PRELUDE] {
        let signed = SignedFiling::parse(bytes)?;
        let signers = register.keys().verify(&signed);
        if let Admission::New(admitted) = register.admit(&signed, &signers, received())? {
            register = register.apply(&admitted);
        }
    }
    Ok(register)
}

fn received() -> time::Instant {
    time::Instant::parse("2026-02-01T00:00:00.000Z").unwrap_or(time::Instant::EPOCH)
}

fn row(part: &str, round: u32, count: u64, elapsed: Duration, cpu: Duration, times: &mut [Duration], note: &str) {
    times.sort_unstable();
    let at = |share: f64| {
        let place = ((times.len() as f64 - 1.0) * share).max(0.0) as usize;
        times.get(place).map_or_else(String::new, |time| format!("{:.2}", time.as_secs_f64() * 1e3))
    };
    let rate = count as f64 / elapsed.as_secs_f64();
    let each = cpu.as_secs_f64() * 1e6 / count as f64;
    println!("| {part} | {round} | {rate:.0} | {each:.1} | {} | {} | {note} |", at(0.5), at(0.99));
}

/// Resident memory now.
fn memory_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

/// Bytes of all files under a folder.
fn disk_use(dir: &Path) -> std::io::Result<u64> {
    let mut total = 0;
    for item in std::fs::read_dir(dir)? {
        let item = item?;
        let kind = item.metadata()?;
        total += if kind.is_dir() { disk_use(&item.path())? } else { kind.len() };
    }
    Ok(total)
}
