//! A monitor beside the limits of the machine: every entry held against the signed root, its signatures checked and admitted
//! again, beside hashing and signature verification alone on two threads; and what one new checkpoint costs a monitor that
//! has seen the log before. Fetching over a network is left out: it reads a mirror on this disk.

use std::{
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use ed25519_dalek::{Signature, VerifyingKey, verify_batch};
use portal::{
    log::{FetchError, Reader},
    monitor::{Replay, admit_again},
    registrar::replay,
};
use register::{SignedFiling, entry, keys::Keys, time};
use tlog::{Bundle, Checkpoint, Hash, Resource, Tile, VerifierKey, note::check_each};

/// Entries that are made ready for the limits at a time: what is measured is hashing and verification, not reading and
/// parsing, and a log is larger than memory.
const READY: u64 = 1 << 16;

/// Signatures in a batch of ed25519-dalek: of the sizes tried, the fastest here.
const BATCH: usize = 256;

/// New entries of a checkpoint that a monitor catches up with.
const NEW: [u64; 3] = [1, 1_000, 10_000];

/// Entries whose signatures the register checks together at most.
const TOGETHER: usize = 4_096;

/// An entry as the limits need it.
struct Ready {
    entry: Vec<u8>,
    signed: SignedFiling,
    granted: VerifierKey,
    key: VerifyingKey,
    signature: Signature,
}

/// What the limits take.
#[derive(Default)]
struct Limits {
    single: Duration,
    batches: Duration,
    together: Duration,
}

/// Prints the rows of a log in a folder, as the other rows of `core`.
///
/// # Errors
/// When the log cannot be read.
pub fn rows(dir: &Path, vkey: &VerifierKey, now: time::Instant) -> Result<(), Box<dyn Error>> {
    let log = Reader::dir(&dir.join("public/log"));
    let head = log.checkpoint(vkey)?;
    let size = head.size();
    let keys = replay(&log, head.checkpoint())?.keys().clone();
    let Limits { single, batches, together } = limits(&log, size, &keys)?;
    row("hashing and single strict verification alone", size, single, "two threads; ed25519-dalek");
    row("hashing and batch verification alone", size, batches, "two threads; ed25519-dalek, a weaker rule, which the register does not use");
    row("hashing and ours alone", size, together, "two threads; thousands together, the strict rule");
    let start = Instant::now();
    let alerts = admit_again(&log, head.checkpoint(), now)?;
    let spent = start.elapsed();
    let share = |limit: Duration| 100.0 * limit.as_secs_f64() / spent.as_secs_f64();
    let note = format!(
        "parsed, admitted, under the root too: {:.0} % of single, {:.0} % of batch, {:.0} % of ours; {} alerts",
        share(single),
        share(batches),
        share(together),
        alerts.len()
    );
    row("monitor: everything", size, spent, &note);
    for new in NEW.into_iter().filter(|new| *new < size) {
        let spent = catch_up(&as_it_was(&dir.join("public/log")), head.checkpoint(), new, now)?;
        row("monitor: one new checkpoint", new, spent, &format!("{:.2} ms for {new} new entries after {size}", spent.as_secs_f64() * 1e3));
    }
    Ok(())
}

fn row(part: &str, count: u64, spent: Duration, note: &str) {
    println!("| {part} | 1 | {:.0} | | | | {note} |", count as f64 / spent.as_secs_f64());
}

/// The time that hashing and verification of every entry take on two threads, signature by signature and in batches.
fn limits(log: &Reader, size: u64, keys: &Keys) -> Result<Limits, Box<dyn Error>> {
    let mut limits = Limits::default();
    for from in (0..size).step_by(READY as usize) {
        let entries = log.entries(from..size.min(from + READY), size)?;
        let entries = entries.map(|entry| ready(entry?, keys)).collect::<Result<Vec<_>, _>>()?;
        limits.single += on_two_threads(&entries, |half| half.iter().all(|one| one.key.verify_strict(one.text(), &one.signature).is_ok()))?;
        limits.batches += on_two_threads(&entries, |half| half.chunks(BATCH).all(batch_holds))?;
        limits.together += on_two_threads(&entries, |half| half.chunks(TOGETHER).all(together_hold))?;
    }
    Ok(limits)
}

fn ready(bytes: Vec<u8>, keys: &Keys) -> Result<Ready, Box<dyn Error>> {
    let (_, signed) = entry::decode(&bytes).map_err(|error| error.to_string())?;
    let line = signed.signatures().first().ok_or("an entry without signature")?;
    let grant = keys.of_line(line).ok_or("an entry by an unknown key")?;
    let (granted, signature) = (grant.key.clone(), Signature::from_slice(&line.bytes)?);
    let key = VerifyingKey::from_bytes(granted.public_key().try_into()?)?;
    Ok(Ready { entry: bytes, signed, granted, key, signature })
}

impl Ready {
    fn text(&self) -> &[u8] {
        self.signed.text().as_bytes()
    }
}

fn batch_holds(batch: &[Ready]) -> bool {
    let texts: Vec<&[u8]> = batch.iter().map(Ready::text).collect();
    let signatures: Vec<Signature> = batch.iter().map(|one| one.signature).collect();
    let keys: Vec<VerifyingKey> = batch.iter().map(|one| one.key).collect();
    verify_batch(&texts, &signatures, &keys).is_ok()
}

fn together_hold(some: &[Ready]) -> bool {
    let claims: Vec<_> = some.iter().map(|one| (&one.granted, one.signed.text(), &one.signed.signatures()[0])).collect();
    check_each(&claims).iter().all(|good| *good)
}

/// Hashes all entries and checks them, half of them on each of two threads.
fn on_two_threads(entries: &[Ready], check: impl Fn(&[Ready]) -> bool + Sync) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let good = std::thread::scope(|scope| {
        let work = |half: &[Ready]| {
            half.iter().for_each(|one| {
                std::hint::black_box(Hash::leaf(&one.entry));
            });
            check(half)
        };
        let halves = entries.chunks(entries.len().div_ceil(2).max(1));
        let threads: Vec<_> = halves.map(|half| scope.spawn(move || work(half))).collect();
        threads.into_iter().all(|thread| thread.join().unwrap_or(false))
    });
    if good { Ok(start.elapsed()) } else { Err("a signature does not verify".into()) }
}

/// The published log with the unfinished files of every earlier size, which the register takes away: each is the beginning of
/// a wider one.
fn as_it_was(dir: &Path) -> Reader {
    let dir = dir.to_path_buf();
    Reader::new(move |path| {
        std::fs::read(dir.join(path)).ok().or_else(|| beginning(&dir, path)).ok_or(FetchError::NotFound)
    })
}

fn beginning(dir: &Path, path: &str) -> Option<Vec<u8>> {
    match Resource::parse_path(path).ok()? {
        Resource::Tile(tile) => {
            let wider = |width| std::fs::read(dir.join(Tile { width, ..tile }.path())).ok();
            let bytes = (tile.width..=256).find_map(wider)?;
            bytes.get(..32 * usize::from(tile.width)).map(<[u8]>::to_vec)
        }
        Resource::Entries(bundle) => {
            let wider = |width| std::fs::read(dir.join(Bundle { width, ..bundle }.path())).ok();
            let bytes = (bundle.width..=256).find_map(wider)?;
            let mut cut = Vec::new();
            let entries = Bundle::entries(&bytes).ok()?;
            entries.into_iter().take(bundle.width.into()).try_for_each(|entry| Bundle::push(&mut cut, entry)).ok()?;
            Some(cut)
        }
    }
}

/// What a monitor that knows all but the last `new` entries spends on them.
fn catch_up(log: &Reader, head: &Checkpoint, new: u64, now: time::Instant) -> Result<Duration, Box<dyn Error>> {
    let known = head.size - new;
    let before = Checkpoint { size: known, root: log.root_of_first(known, head)?, ..head.clone() };
    let mut replay = Replay::default();
    // Signatures up to there were checked in a round before.
    replay.advance(log, &before, known, None, now, &mut |_, _, _| {})?;
    let start = Instant::now();
    replay.advance(log, head, known, None, now, &mut |_, _, _| {})?;
    Ok(start.elapsed())
}
