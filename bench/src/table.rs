//! A comparison as a Markdown table: one row for each number of writers and server, medians over the rounds with the range of the rate.

use std::fmt::Write;

use crate::compare::{Comparison, Run};

/// Foreign cores above which a figure is marked as taken on a busy machine.
const BUSY: f64 = 0.1;

/// The comparison in Markdown. The first server is the one others are compared with.
pub fn markdown(comparison: &Comparison) -> String {
    let mut out = format!(
        "Machine: {}. Each run: {} s counted after {} s of warm-up, on a fresh directory; rounds interleaved; medians.\n\n",
        comparison.machine, comparison.seconds, comparison.warmup
    );
    for (name, says) in &comparison.servers {
        line(&mut out, &format!("* `{name}`: {says}"));
    }
    line(&mut out, "");
    line(
        &mut out,
        "| writers | server | accepted/s | range | ratio | p50 ms | p99 ms | max ms | refused | server CPU us | generator CPU us | memory MB | disk B/entry | foreign cores |",
    );
    line(&mut out, &format!("|{}", "---:|".repeat(14)).replacen("---:|---:|", "---:|---|", 1));
    let mut writers: Vec<usize> = comparison.runs.iter().map(|run| run.load.writers).collect();
    writers.sort_unstable();
    writers.dedup();
    for writers in writers {
        for (name, _) in &comparison.servers {
            line(&mut out, &row(comparison, writers, name));
        }
    }
    line(&mut out, "");
    line(
        &mut out,
        &format!(
            "Foreign cores: processor time of neighbours, host and kernel threads; a figure with more than {BUSY} was taken on a busy machine."
        ),
    );
    out
}

fn row(comparison: &Comparison, writers: usize, server: &str) -> String {
    let runs = select(comparison, writers, server);
    let first = comparison.servers.first().map_or("", |pair| pair.0.as_str());
    let base = median(&select(comparison, writers, first), |run| run.load.rate_per_second);
    let rate = median(&runs, |run| run.load.rate_per_second);
    let rates = || runs.iter().map(|run| run.load.rate_per_second);
    let refused: u64 = runs.iter().flat_map(|run| run.load.errors.values()).sum();
    format!(
        "| {writers} | `{server}` | {rate:.0} | {:.0}-{:.0} | {} | {:.2} | {:.2} | {:.2} | {refused} | {:.1} | {:.1} | {:.0} | {:.0} | {:.2} |",
        rates().fold(f64::INFINITY, f64::min),
        rates().fold(0.0, f64::max),
        if base > 0.0 { format!("{:.2}", rate / base) } else { "-".to_owned() },
        median(&runs, |run| run.load.latency_ms.p50),
        median(&runs, |run| run.load.latency_ms.p99),
        median(&runs, |run| run.load.latency_ms.max),
        median(&runs, |run| run.server_cpu_us_per_request),
        median(&runs, |run| run.load.generator_cpu_us_per_request),
        median(&runs, |run| run.server_peak_memory as f64 / 1e6),
        median(&runs, |run| run.disk_bytes_per_entry),
        median(&runs, |run| run.foreign_cores),
    )
}

fn select<'a>(comparison: &'a Comparison, writers: usize, server: &str) -> Vec<&'a Run> {
    comparison.runs.iter().filter(|run| run.load.writers == writers && run.server == server).collect()
}

/// The middle value, or the mean of the two middle ones; 0 of nothing.
fn median(runs: &[&Run], value: impl Fn(&Run) -> f64) -> f64 {
    let mut values: Vec<f64> = runs.iter().map(|run| value(run)).collect();
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _written = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::report::{Latency, Report};

    fn run(server: &str, writers: usize, round: usize, rate: f64) -> Run {
        Run {
            server: server.to_owned(),
            round,
            load: Report {
                writers,
                rate_per_second: rate,
                latency_ms: Latency { p50: 1.0, p90: 2.0, p99: 3.0, max: rate },
                errors: [("429".to_owned(), round as u64)].into(),
                generator_cpu_us_per_request: 9.5,
                ..Report::default()
            },
            server_cpu_us_per_request: 20.0,
            server_peak_memory: 50_000_000,
            foreign_cores: 0.05,
            log_size: 10,
            disk_bytes_per_entry: 700.0,
            files: 3,
        }
    }

    #[test]
    fn medians_ranges_and_ratios() {
        let rates = [("peer", 100.0), ("ours", 250.0), ("peer", 120.0), ("ours", 200.0)];
        let runs = rates.iter().enumerate().map(|(at, (server, rate))| run(server, 64, at / 2 + 1, *rate)).collect();
        let servers = ["peer", "ours"].map(|name| (name.to_owned(), "a server.".to_owned())).to_vec();
        let comparison = Comparison { machine: "2 cores".to_owned(), seconds: 3, warmup: 1, servers, runs };
        expect![[r#"
            Machine: 2 cores. Each run: 3 s counted after 1 s of warm-up, on a fresh directory; rounds interleaved; medians.

            * `peer`: a server.
            * `ours`: a server.

            | writers | server | accepted/s | range | ratio | p50 ms | p99 ms | max ms | refused | server CPU us | generator CPU us | memory MB | disk B/entry | foreign cores |
            |---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            | 64 | `peer` | 110 | 100-120 | 1.00 | 1.00 | 3.00 | 110.00 | 3 | 20.0 | 9.5 | 50 | 700 | 0.05 |
            | 64 | `ours` | 225 | 200-250 | 2.05 | 1.00 | 3.00 | 225.00 | 3 | 20.0 | 9.5 | 50 | 700 | 0.05 |

            Foreign cores: processor time of neighbours, host and kernel threads; a figure with more than 0.1 was taken on a busy machine.
        "#]].assert_eq(&markdown(&comparison));
    }
}
