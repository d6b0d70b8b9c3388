//! What a run measured, as Markdown; the same goes to a file as JSON.

use std::fmt::Write as _;

use super::duel::Score;
use super::fold::{Mark, Spent};
use super::hot::Concerned;

/// A number of policies over a log.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Policies {
    /// How many policies.
    pub policies: usize,
    /// What they took.
    pub spent: Spent,
    /// Memory at the end, in bytes.
    pub memory: u64,
}

/// One run.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Results {
    /// The machine.
    pub machine: String,
    /// Threads that judge.
    pub threads: usize,
    /// Cores that others used during the run, on average.
    pub foreign_cores: f64,
    /// Policies of `mx-federal`.
    pub rules: usize,
    /// `mx-federal` over a growing log.
    pub marks: Vec<Mark>,
    /// More policies.
    pub policies: Vec<Policies>,
    /// Rules by the cases they concern.
    pub hottest: Vec<Concerned>,
    /// Three engines.
    pub scores: Vec<Score>,
}

/// The run in Markdown.
pub fn markdown(results: &Results) -> String {
    let mut out = format!(
        "Machine: {}; {} threads judge; others used {:.1} cores on average.\n",
        results.machine, results.threads, results.foreign_cores
    );
    growing(&mut out, results);
    more(&mut out, results);
    engines(&mut out, results);
    out
}

fn line(out: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _written = writeln!(out, "{text}");
}

fn growing(out: &mut String, results: &Results) {
    line(out, &format!("\n### mx-federal ({} rules) over a growing log\n", results.rules));
    line(
        out,
        "| filings | seconds | filings/s | CPU s | cases judged | memory MiB | peak MiB | one by one: µs a filing | of it taking in | CPU µs a filing | cases brought up | cases judged |",
    );
    line(out, "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for mark in &results.marks {
        let (total, singly) = (&mark.total, &mark.singly);
        let filings = singly.filings.max(1) as f64;
        let each = |seconds: f64| seconds * 1e6 / filings;
        line(
            out,
            &format!(
                "| {} | {:.1} | {:.0} | {:.1} | {} | {} | {} | {:.0} | {:.1} | {:.0} | {:.1} | {:.1} |",
                mark.size,
                total.all(),
                total.filings as f64 / total.all(),
                total.cpu,
                mark.verdicts.cases,
                mark.memory >> 20,
                mark.peak >> 20,
                each(singly.all()),
                each(singly.take),
                each(singly.cpu),
                singly.cases as f64 / filings,
                singly.judged as f64 / filings,
            ),
        );
    }
}

fn more(out: &mut String, results: &Results) {
    line(out, "\n### More policies\n\n| policies | filings | seconds | filings/s | CPU s | memory MiB |");
    line(out, "|---:|---:|---:|---:|---:|---:|");
    for run in &results.policies {
        let spent = &run.spent;
        let rate = spent.filings as f64 / spent.all();
        let row = format!(
            "| {} | {} | {:.1} | {rate:.0} | {:.1} | {} |",
            run.policies,
            spent.filings,
            spent.all(),
            spent.cpu,
            run.memory >> 20
        );
        line(out, &row);
    }
}

fn engines(out: &mut String, results: &Results) {
    line(out, "\n### The rules that concern most cases, three ways, ns a verdict\n");
    line(
        out,
        "| rule | concerns | cases × days | broken, kept, unknown, not concerned | ours | Rego (regorus) | plain Rust | Rego / ours | ours / plain |",
    );
    line(out, "|---|---:|---:|---|---:|---:|---:|---:|---:|");
    for score in &results.scores {
        let concerned =
            results.hottest.iter().find(|concerned| concerned.rule == score.rule).map_or(0, |found| found.cases);
        let [broken, kept, unknown, other] = score.verdicts;
        line(
            out,
            &format!(
                "| {} | {concerned} | {} | {broken}, {kept}, {unknown}, {other} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} |",
                score.rule,
                broken + kept + unknown + other,
                score.ours,
                score.rego,
                score.plain,
                score.rego / score.ours,
                score.ours / score.plain,
            ),
        );
    }
}
