//! Cases of two sides held against each other: made-up tables of them, the same as drafts for `veedor reconcile`, the ledger that
//! keeps every gap up to date filing by filing, and plain hashing of the tables. `bench/reconcile.py` runs them beside DuckDB and
//! the command; it prints one line of JSON.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark reads files and clocks; the crate does not"
)]

use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
    sync::Arc,
    time::{Duration, Instant as Clock},
};

use figures::ledger::Ledger;
use register::{filing::read_draft, time::Instant};
use serde_json::json;

const USAGE: &str = "reconcile make FOLDER ROWS | drafts FOLDER | ledger FOLDER | hash FOLDER | stubborn ROWS";

/// Of a thousand cases of one side, how many the other does not have.
const ALONE: u64 = 20;

type Failed = Box<dyn std::error::Error>;

/// The two sides: who files, as which form of body.
const SIDES: [(&str, &str); 2] = [("juzgado", "courts.csv"), ("fgr", "agency.csv")];

fn main() -> Result<(), Failed> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let told = match given[..] {
        ["make", folder, rows] => make(Path::new(folder), rows.parse()?)?,
        ["drafts", folder] => drafts(Path::new(folder))?,
        ["ledger", folder] => ledger(Path::new(folder))?,
        ["hash", folder] => hash(Path::new(folder))?,
        ["stubborn", rows] => stubborn(rows.parse()?)?,
        _ => return Err(USAGE.into()),
    };
    writeln!(std::io::stdout(), "{told}")?;
    Ok(())
}

/// Dice that fall the same way for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// Case number `n`: sixty-four hexadecimal digits.
fn case(n: u64) -> String {
    let mut dice = Dice(n.wrapping_mul(0xd134_2543_de82_ef95));
    (0..4).map(|_| format!("{:016x}", dice.any())).collect()
}

fn make(folder: &Path, rows: u64) -> Result<serde_json::Value, Failed> {
    std::fs::create_dir_all(folder)?;
    let shift = rows * ALONE / 1_000;
    for (at, (_, name)) in (0..).zip(SIDES) {
        let mut out = BufWriter::new(File::create(folder.join(name))?);
        writeln!(out, "case,day")?;
        // A step that shares no divisor with the number of rows visits each of them once, in no order.
        let step = (rows * 2 / 3..).find(|step| divisor(*step, rows) == 1).unwrap_or(1);
        let mut place = at;
        for _ in 0..rows {
            place = (place + step) % rows;
            let day = Dice(place).any() % 365;
            writeln!(out, "{},2024-{:02}-{:02}", case(place + at * shift), 1 + day / 31, 1 + day % 28)?;
        }
        out.flush()?;
    }
    Ok(json!({ "rows": rows, "alone": shift }))
}

fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// The rows of a table: case and day.
fn rows(path: &Path) -> Result<impl Iterator<Item = Result<(String, String), Failed>>, Failed> {
    let lines = BufReader::new(File::open(path)?).lines().skip(1);
    Ok(lines.map(|line| {
        let line = line?;
        let (case, day) = line.split_once(',').ok_or("a row has two cells")?;
        Ok((case.to_owned(), day.to_owned()))
    }))
}

/// An order of a case, as its filer would draft it.
fn order(filer: &str, at: u64, case: &str, day: &str) -> String {
    format!(
        r#"{{"form":"order","id":"mx/{filer}/order/{at}","filer":"mx/{filer}","occurred":"{day}","measure":"interception","requester":"mx/fgr","court":"mx/juzgado","asked_at":"{day}T09:00:00Z","decided_at":"{day}T12:00:00Z","outcome":"granted","served":["mx/operador"],"subjects":{{"value":1}},"case_commitment":"{case}","unknown":[{{"field":"technology","reason":"not-found"}},{{"field":"from","reason":"not-found"}},{{"field":"to","reason":"not-found"}},{{"field":"matter","reason":"not-found"}}]}}"#
    )
}

fn take(ledger: &mut Ledger, entry: u64, text: &str) -> Result<(), Failed> {
    let filing = read_draft(text).map_err(|refusal| format!("{:?}\n{text}", refusal.problems))?;
    ledger.take(entry, Instant::EPOCH, &Arc::new(filing));
    Ok(())
}

/// The register keeper's description of both bodies and of itself.
fn bodies() -> [String; 3] {
    let bodies = [(0, "registro", "registrar"), (1, "juzgado", "court"), (2, "fgr", "prosecutor")];
    bodies.map(|(at, body, kind)| {
        format!(
            r#"{{"form":"body","id":"mx/registro/body/{at}","filer":"mx/registro","occurred":"2015-01-01","body":"mx/{body}","name":"{body} SINTÉTICO","kind":"{kind}"}}"#
        )
    })
}

/// A ledger that knows both bodies.
fn begun() -> Result<Ledger, Failed> {
    let mut ledger = Ledger::new();
    for (at, text) in (0..).zip(bodies()) {
        take(&mut ledger, at, &text)?;
    }
    Ok(ledger)
}

/// The tables as files of drafts, each beside its table.
fn drafts(folder: &Path) -> Result<serde_json::Value, Failed> {
    let mut entry = 10;
    std::fs::write(folder.join("bodies.jsonl"), bodies().map(|body| body + "\n").concat())?;
    for (filer, name) in SIDES {
        let mut out = BufWriter::new(File::create(folder.join(name).with_extension("jsonl"))?);
        for row in rows(&folder.join(name))? {
            let (case, day) = row?;
            writeln!(out, "{}", order(filer, entry, &case, &day))?;
            entry += 1;
        }
        out.flush()?;
    }
    Ok(json!({ "drafts": entry - 10 }))
}

/// What changed is looked at as the index does: every gap of it is told anew.
fn look(ledger: &mut Ledger) -> usize {
    let changed = ledger.changed();
    ledger.spoke();
    changed.iter().filter(|id| ledger.gap(id).is_some()).count()
}

/// Rows of the last thousands, in which the cost of one filing is measured.
const LAST: u64 = 10_000;

fn ledger(folder: &Path) -> Result<serde_json::Value, Failed> {
    let mut ledger = begun()?;
    let (mut entry, mut gaps, mut reading, mut at_size) = (10, 0, Duration::ZERO, Vec::new());
    let mut taken = Duration::ZERO;
    for (filer, name) in SIDES {
        for row in rows(&folder.join(name))? {
            let (case, day) = row?;
            let begin = Clock::now();
            let text = order(filer, entry, &case, &day);
            let filing = read_draft(&text).map_err(|refusal| format!("{:?}\n{text}", refusal.problems))?;
            let read = Clock::now();
            ledger.take(entry, Instant::EPOCH, &Arc::new(filing));
            gaps += look(&mut ledger);
            (reading, taken) = (reading + (read - begin), taken + read.elapsed());
            entry += 1;
            if (entry - 10) % 250_000 == LAST {
                at_size.push((entry - 10, taken));
            }
        }
    }
    let alone = |side: usize| -> u64 {
        let cases = ledger.ids().filter(|id| id.rule == "cases-of-authority-and-courts");
        cases.filter_map(|id| ledger.gap(id)?.sides[side].alone.as_ref().map(|alone| alone.count)).sum()
    };
    let micros: Vec<serde_json::Value> = at_size
        .windows(2)
        .map(|pair| {
            let (rows, time) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            json!({ "up_to": pair[1].0, "micros_a_filing": time.as_secs_f64() * 1e6 / rows as f64 })
        })
        .collect();
    Ok(
        json!({ "alone": [alone(1), alone(0)], "rows": entry - 10, "gaps_told": gaps, "reading_s": reading.as_secs_f64(),
        "taking_s": taken.as_secs_f64(), "by_size": micros }),
    )
}

fn hash(folder: &Path) -> Result<serde_json::Value, Failed> {
    let mut cases: HashMap<[u8; 32], u8> = HashMap::new();
    for (at, (_, name)) in (0..).zip(SIDES) {
        for row in rows(&folder.join(name))? {
            let (case, _) = row?;
            let mut bytes = [0; 32];
            for (byte, pair) in bytes.iter_mut().zip(case.as_bytes().chunks(2)) {
                *byte = u8::from_str_radix(std::str::from_utf8(pair)?, 16)?;
            }
            *cases.entry(bytes).or_default() |= 1 << at;
        }
    }
    let alone = |side: u8| cases.values().filter(|sides| **sides == side).count();
    Ok(json!({ "alone": [alone(1), alone(2)] }))
}

fn stubborn(rows: u64) -> Result<serde_json::Value, Failed> {
    let (mut ledger, case) = (begun()?, "ab".repeat(32));
    let mut times = Vec::new();
    let mut begin = Clock::now();
    for at in 0..rows {
        let (filer, year) = (SIDES[usize::from(at % 2 == 1)].0, 2015 + at % 10);
        take(&mut ledger, 10 + at, &order(filer, 10 + at, &case, &format!("{year}-03-01")))?;
        look(&mut ledger);
        if (at + 1) % (rows / 4).max(1) == 0 {
            times.push(begin.elapsed().as_secs_f64());
            begin = Clock::now();
        }
    }
    Ok(json!({ "rows": rows, "seconds_of_each_quarter": times }))
}
