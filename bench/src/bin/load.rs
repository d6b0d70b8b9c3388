//! `load`: drives one server on this machine with POSTs and says how fast it answered. Checks nothing that the server stored.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use bench::bodies::Bodies;
use bench::load::{MAX_WRITERS, Plan, Until, run};
use bench::machine;
use bench::report::Report;
use bench::target::Target;
use clap::{ArgGroup, Parser};

/// Drive a server on this machine with POSTs from concurrent writers.
#[derive(Debug, Parser)]
#[command(group = ArgGroup::new("until").required(true), group = ArgGroup::new("source").required(true))]
struct Args {
    /// Server, for example http://127.0.0.1:8080; loopback only
    #[arg(long, value_parser = Target::parse)]
    url: Target,
    /// Path to POST to: /filings, or /add for raw leaves
    #[arg(long, default_value = "/add")]
    path: String,
    /// Media type of the bodies
    #[arg(long, default_value = "application/octet-stream")]
    content_type: String,
    /// Concurrent connections, each with one request in flight
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=MAX_WRITERS as i64))]
    writers: u16,
    /// Run this long
    #[arg(long, group = "until", value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: Option<u64>,
    /// Send this many bodies
    #[arg(long, group = "until")]
    count: Option<u64>,
    /// Leave the first seconds out of rate and latency
    #[arg(long, default_value_t = 0)]
    warmup: u64,
    /// File of bodies, each a 4-byte little-endian length and that many bytes
    #[arg(long, group = "source")]
    bodies: Option<PathBuf>,
    /// Make different random bodies of this many bytes instead
    #[arg(long, group = "source", value_name = "SIZE")]
    random: Option<usize>,
    /// Seed of the random bodies
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// File the first N bodies one by one before the clock starts; each must be accepted
    #[arg(long, default_value_t = 0, value_name = "N")]
    prelude: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    match measure(Args::parse()) {
        Ok(clean) => ExitCode::from(u8::from(!clean)),
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::from(3)
        }
    }
}

/// Runs and prints; `true` when every request was accepted.
fn measure(args: Args) -> Result<bool, Box<dyn std::error::Error>> {
    let bodies = match (&args.bodies, args.random) {
        (Some(path), _) => Bodies::read(path)?,
        (None, size) => Bodies::random(size.unwrap_or_default(), args.seed)?,
    };
    let until = match (args.seconds, args.count) {
        (Some(seconds), _) => Until::Time(Duration::from_secs(seconds + args.warmup)),
        (None, count) => Until::Count(count.unwrap_or_default()),
    };
    machine::raise_file_limit();
    let plan = Plan {
        target: args.url,
        path: args.path,
        content_type: args.content_type,
        writers: usize::from(args.writers),
        until,
        warmup: Duration::from_secs(args.warmup),
        prelude: args.prelude,
        bodies,
    };
    let report = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run(plan))?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report)?)
    } else {
        print(&report)
    }
    Ok(report.errors.is_empty())
}

fn print(report: &Report) {
    let latency = report.latency_ms;
    println!(
        "{} with {} writers: {:.0}/s over {:.1} s",
        report.path, report.writers, report.rate_per_second, report.seconds
    );
    println!(
        "latency p50 {:.2} ms, p90 {:.2}, p99 {:.2}, max {:.2}",
        latency.p50, latency.p90, latency.p99, latency.max
    );
    println!("accepted {}, not accepted {:?}", report.accepted, report.errors);
    println!(
        "generator: {:.2} s of processor time, {:.1} us a request",
        report.generator_cpu_seconds, report.generator_cpu_us_per_request
    );
    if let Some(refusal) = &report.first_refusal {
        println!("first refusal: {refusal}");
    }
}
