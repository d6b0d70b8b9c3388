//! `compare`: measures Veedor beside its peers and writes a Markdown table and the figures as JSON. What is compared stands in `servers.json`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bench::compare::{Plan, Run, compare};
use bench::servers::Servers;
use bench::table::markdown;
use clap::Parser;

/// Measure servers side by side on this machine.
#[derive(Debug, Parser)]
struct Args {
    /// The servers to compare
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/servers.json"))]
    servers: PathBuf,
    /// Only these servers, by name; may be repeated
    #[arg(long)]
    only: Vec<String>,
    /// Give a name of the servers file a value, as NAME=VALUE; may be repeated
    #[arg(long, value_parser = pair)]
    set: Vec<(String, String)>,
    /// Concurrent writers
    #[arg(long, value_delimiter = ',', default_value = "1,64,1024")]
    writers: Vec<usize>,
    /// Repeat everything this often
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Counted seconds of each run
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Uncounted seconds before them
    #[arg(long, default_value_t = 2)]
    warmup: u64,
    /// Where fresh directories are made: the disk that is measured
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/compare"))]
    work: PathBuf,
    /// Write OUT.md and OUT.json
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/results/latest"))]
    out: PathBuf,
    /// Leave the servers' directories in place
    #[arg(long)]
    keep: bool,
}

fn main() -> ExitCode {
    match measure(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::from(3)
        }
    }
}

fn measure(args: Args) -> Result<(), Box<dyn Error>> {
    let bench = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = bench.parent().unwrap_or(bench);
    // Standard names first, so that --set goes over them.
    let mut set = vec![
        ("root".to_owned(), root.display().to_string()),
        ("target".to_owned(), bench.join("target").display().to_string()),
    ];
    set.extend(args.set);
    fs::create_dir_all(&args.work)?;
    let plan = Plan {
        servers: Servers::read(&args.servers, &set)?,
        only: args.only,
        writers: args.writers,
        rounds: args.rounds,
        seconds: args.seconds,
        warmup: args.warmup,
        work: args.work,
        generator: std::env::current_exe()?.with_file_name("load"),
        keep: args.keep,
    };
    let comparison = compare(&plan, tell)?;
    let table = markdown(&comparison);
    if let Some(directory) = args.out.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(args.out.with_extension("md"), &table)?;
    fs::write(args.out.with_extension("json"), serde_json::to_vec_pretty(&comparison)?)?;
    print!("{table}");
    Ok(())
}

fn tell(run: &Run) {
    let load = &run.load;
    eprintln!(
        "round {} {} with {} writers: {:.0}/s, p99 {:.1} ms, {} refused, {:.2} foreign cores",
        run.round,
        run.server,
        load.writers,
        load.rate_per_second,
        load.latency_ms.p99,
        load.errors.values().sum::<u64>(),
        run.foreign_cores
    );
    if let Some(refusal) = &load.first_refusal {
        eprintln!("  first refusal: {refusal}");
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}
