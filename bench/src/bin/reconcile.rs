//! Cases of two sides held against each other: made-up tables of them, the ledger that keeps every gap up to date filing by
//! filing, and plain hashing of the same tables. `bench/reconcile.py` runs them beside DuckDB; it prints one line of JSON.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant as Clock;

#[global_allocator]
static G: mimalloc::MiMalloc = mimalloc::MiMalloc;

use bench::law::dice::Dice;
use bench::machine;
use clap::{Parser, Subcommand};
use figures::ledger::Ledger;
use register::filing::read_draft;
use register::time::Instant;
use serde_json::json;

/// Holds cases of two sides against each other.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    does: Does,
}

#[derive(Subcommand)]
enum Does {
    /// Writes the tables `courts.csv` and `agency.csv`: `case,day`, in no order.
    Make {
        folder: PathBuf,
        #[arg(long, default_value_t = 1_000_000)]
        rows: u64,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Cases of a thousand that one side has and the other has not.
        #[arg(long, default_value_t = 20)]
        alone: u64,
    },
    /// Takes both tables as orders, each as a draft is read, and tells the gaps; every change is looked at as it comes.
    Ledger { folder: PathBuf },
    /// Joins both tables in one hash map.
    Hash { folder: PathBuf },
    /// Files one case over and over, from one side and the other, and withdraws it: what a filer might do to slow us down.
    Stubborn {
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
    },
}

type Failed = Box<dyn std::error::Error>;

/// The two sides: who files, as which form of body.
const SIDES: [(&str, &str); 2] = [("juzgado", "courts.csv"), ("fgr", "agency.csv")];

fn main() -> Result<(), Failed> {
    let told = match Arguments::parse().does {
        Does::Make { folder, rows, seed, alone } => make(&folder, rows, seed, alone)?,
        Does::Ledger { folder } => ledger(&folder)?,
        Does::Hash { folder } => hash(&folder)?,
        Does::Stubborn { rows } => stubborn(rows)?,
    };
    println!("{told}");
    Ok(())
}

/// Case number `n` of a seed.
fn case(seed: u64, n: u64) -> String {
    Dice::new(seed.wrapping_mul(0x9e37_79b9) ^ n.wrapping_mul(0xd134_2543_de82_ef95)).digest()
}

fn make(folder: &Path, rows: u64, seed: u64, alone: u64) -> Result<serde_json::Value, Failed> {
    std::fs::create_dir_all(folder)?;
    let shift = rows * alone / 1_000;
    for (at, (_, name)) in (0..).zip(SIDES) {
        let mut out = BufWriter::new(File::create(folder.join(name))?);
        writeln!(out, "case,day")?;
        // A step that shares no divisor with the number of rows visits each of them once, in no order.
        let step = (rows * 2 / 3..).find(|step| divisor(*step, rows) == 1).unwrap_or(1);
        let mut place = at;
        for _ in 0..rows {
            place = (place + step) % rows;
            let day = Dice::new(place).below(365);
            writeln!(out, "{},2024-{:02}-{:02}", case(seed, place + at * shift), 1 + day / 31, 1 + day % 28)?;
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

/// A ledger that knows both bodies.
fn begun() -> Result<Ledger, Failed> {
    let mut ledger = Ledger::new();
    for (at, (body, kind)) in (0..).zip([("registro", "registrar"), ("juzgado", "court"), ("fgr", "prosecutor")]) {
        let text = format!(
            r#"{{"form":"body","id":"mx/registro/body/{at}","filer":"mx/registro","occurred":"2015-01-01","body":"mx/{body}","name":"{body} SINTÉTICO","kind":"{kind}"}}"#
        );
        take(&mut ledger, at, &text)?;
    }
    Ok(ledger)
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
    let (mut entry, mut gaps, mut reading, mut at_size) = (10, 0, std::time::Duration::ZERO, Vec::new());
    let mut taken = std::time::Duration::ZERO;
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
    let (held, most) = machine::own_memory();
    let micros: Vec<serde_json::Value> = at_size
        .windows(2)
        .map(|pair| {
            let (rows, time) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            json!({ "up_to": pair[1].0, "micros_a_filing": time.as_secs_f64() * 1e6 / rows as f64 })
        })
        .collect();
    Ok(json!({ "alone": [alone(1), alone(0)], "rows": entry - 10, "gaps_told": gaps, "reading_s": reading.as_secs_f64(),
        "taking_s": taken.as_secs_f64(), "by_size": micros, "held_mib": held >> 20, "most_mib": most >> 20 }))
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
