//! The speed of the law, in one run: folding and judging a growing log, a hundred and five hundred policies, and the
//! rules that concern most cases beside the same in Rego and in plain Rust. Prints Markdown, writes JSON.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

#[global_allocator]
static G: mimalloc::MiMalloc = mimalloc::MiMalloc;

use bench::law::duel::{DAYS, Duel, Score};
use bench::law::fold::Fold;
use bench::law::report::{Policies, Results, markdown};
use bench::law::world::World;
use bench::law::{books, hot, plain};
use bench::machine;
use clap::Parser;
use rulebook::book::Rulebook;
use rulebook::cases::CaseFacts;
use rulebook::law::Law;

/// Measures the law.
#[derive(Parser)]
struct Arguments {
    /// Filings of the largest log; it is measured at ten thousand, a hundred thousand and a million on the way.
    #[arg(long, default_value_t = 1_000_000)]
    large: u64,
    /// Filings that a hundred and five hundred policies judge.
    #[arg(long, default_value_t = 100_000)]
    many: u64,
    /// Filings taken one by one at each size.
    #[arg(long, default_value_t = 10_000)]
    singly: u64,
    /// Filings whose cases the three engines judge.
    #[arg(long, default_value_t = 50_000)]
    duel: u64,
    /// Cases of each rule in that.
    #[arg(long, default_value_t = 2_000)]
    cases: usize,
    /// Rounds of it; the engines take turns.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Threads that judge.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Seed of the made-up filings.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for the results.
    #[arg(long, default_value = "results")]
    out: PathBuf,
}

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let arguments = Arguments::parse();
    let (before, start) = (machine::machine_cpu()?, Instant::now());
    let book = books::book("mx-federal")?;
    let mut results = Results {
        machine: machine::describe(),
        threads: arguments.threads,
        rules: book.rules.len(),
        marks: marks(&arguments, &book)?,
        ..Results::default()
    };
    let facts = facts(&arguments, &book)?;
    results.hottest = hot::by_cases(&book, &facts, DAYS[DAYS.len() - 1]);
    results.scores = scores(&arguments, &book, &facts)?;
    drop(facts);
    for policies in [100, 500] {
        results.policies.push(many(&arguments, policies)?);
    }
    let others = (machine::machine_cpu()?.work - before.work).as_secs_f64() - machine::own_cpu().as_secs_f64();
    results.foreign_cores = others.max(0.0) / start.elapsed().as_secs_f64();
    std::fs::create_dir_all(&arguments.out)?;
    std::fs::write(arguments.out.join("law.json"), serde_json::to_string_pretty(&results)?)?;
    let said = markdown(&results);
    std::fs::write(arguments.out.join("law.md"), &said)?;
    print!("{said}");
    Ok(())
}

/// `mx-federal` over a growing log.
fn marks(arguments: &Arguments, book: &Arc<Rulebook>) -> Result<Vec<bench::law::fold::Mark>, Failed> {
    let law = Law::always([Arc::clone(book)]);
    let mut sizes: Vec<u64> = [10_000, 100_000].into_iter().filter(|size| *size < arguments.large).collect();
    sizes.push(arguments.large);
    Ok(Fold::new(World::new(arguments.seed), &law, arguments.threads).marks(&sizes, arguments.singly)?)
}

/// A number of policies.
fn many(arguments: &Arguments, policies: usize) -> Result<Policies, Failed> {
    let law = Law::always(books::policies(policies)?);
    let marks = Fold::new(World::new(arguments.seed), &law, arguments.threads).marks(&[arguments.many], 0)?;
    let mark = marks.into_iter().next().ok_or("no size was measured")?;
    Ok(Policies { policies, spent: mark.total, memory: mark.memory })
}

/// The facts that the engines are asked on.
fn facts(arguments: &Arguments, book: &Arc<Rulebook>) -> Result<Vec<CaseFacts>, Failed> {
    let law = Law::default();
    let mut fold = Fold::new(World::new(arguments.seed), &law, arguments.threads);
    fold.step(arguments.duel)?;
    Ok(hot::facts_of(&fold.into_cases(), book))
}

/// The engines on the ten rules that concern most cases.
fn scores(arguments: &Arguments, book: &Arc<Rulebook>, facts: &[CaseFacts]) -> Result<Vec<Score>, Failed> {
    let mut scores = Vec::new();
    for (code, rule) in plain::RULES {
        scores.push(Duel::new(book, code, rule, facts, arguments.cases)?.time(arguments.rounds)?);
    }
    Ok(scores)
}
