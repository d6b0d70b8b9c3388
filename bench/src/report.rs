//! What one load run measured, as numbers and as JSON. Percentiles are exact: every latency is kept.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Accepted requests as they came in: when each ended and how long it took.
#[derive(Debug, Default)]
pub struct Samples {
    /// Pairs of end and latency, in microseconds; 16 bytes a request, so an hour at 50,000/s would be 3 GB: runs are minutes.
    ends: Vec<(u64, u64)>,
    /// Bytes of requests that were accepted, heads included.
    pub sent: u64,
    /// Bytes of their answers, heads included.
    pub received: u64,
}

impl Samples {
    /// Records one accepted request: how long it took and when it ended, counted from the start of the run.
    pub fn add(&mut self, latency: Duration, end: Duration) {
        self.ends.push((micros(end), micros(latency)));
    }

    /// Takes in another writer's samples.
    pub fn merge(&mut self, other: Samples) {
        self.ends.extend(other.ends);
        self.sent += other.sent;
        self.received += other.received;
    }

    /// When the last accepted request ended.
    pub fn last(&self) -> Duration {
        Duration::from_micros(self.ends.iter().map(|sample| sample.0).max().unwrap_or(0))
    }
}

/// Latencies in milliseconds, over requests that ended after the warm-up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Latency {
    /// Median.
    pub p50: f64,
    /// Nine in ten were at least as fast.
    pub p90: f64,
    /// 99 in 100 were at least as fast.
    pub p99: f64,
    /// The slowest.
    pub max: f64,
}

/// One run's result.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Path of the POST.
    pub path: String,
    /// Concurrent connections.
    pub writers: usize,
    /// Length of the counted window in seconds, without warm-up and drain.
    pub seconds: f64,
    /// Requests accepted (2xx) within the counted window.
    pub counted: u64,
    /// `counted / seconds`.
    pub rate_per_second: f64,
    /// Latencies of accepted requests that ended after the warm-up, the drain included.
    pub latency_ms: Latency,
    /// Requests accepted in all: warm-up, window and drain; the prelude is left out.
    pub accepted: u64,
    /// Requests not accepted, by status code or by `broken`, `closed`, `answer`, `timeout`, `connect`.
    pub errors: BTreeMap<String, u64>,
    /// The first refusal's status and text.
    pub first_refusal: Option<String>,
    /// Processor time the generator used, user and system, in seconds.
    pub generator_cpu_seconds: f64,
    /// The same for each accepted request, in microseconds.
    pub generator_cpu_us_per_request: f64,
    /// Bytes of accepted requests, heads included.
    pub bytes_sent: u64,
    /// Bytes of their answers, heads included.
    pub bytes_received: u64,
}

impl Report {
    /// Counts samples that ended in the window from `warmup` to `window_end`.
    pub fn new(samples: Samples, warmup: Duration, window_end: Duration) -> Report {
        let (from, to) = (micros(warmup), micros(window_end));
        let accepted = samples.ends.len() as u64;
        let counted = samples.ends.iter().filter(|sample| sample.0 > from && sample.0 <= to).count() as u64;
        let mut latencies: Vec<u64> =
            samples.ends.iter().filter(|sample| sample.0 > from).map(|sample| sample.1).collect();
        latencies.sort_unstable();
        let seconds = window_end.saturating_sub(warmup).as_secs_f64();
        Report {
            seconds,
            counted,
            rate_per_second: if seconds > 0.0 { counted as f64 / seconds } else { 0.0 },
            latency_ms: Latency {
                p50: percentile(&latencies, 50),
                p90: percentile(&latencies, 90),
                p99: percentile(&latencies, 99),
                max: percentile(&latencies, 100),
            },
            accepted,
            bytes_sent: samples.sent,
            bytes_received: samples.received,
            ..Report::default()
        }
    }

    /// Adds the generator's own processor time.
    pub fn set_cpu(&mut self, cpu: Duration) {
        self.generator_cpu_seconds = cpu.as_secs_f64();
        self.generator_cpu_us_per_request =
            if self.accepted > 0 { cpu.as_secs_f64() * 1e6 / self.accepted as f64 } else { 0.0 };
    }
}

/// Nearest-rank percentile of sorted microseconds, in milliseconds; 0 of nothing.
fn percentile(sorted: &[u64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).map_or(0.0, |latency| *latency as f64 / 1000.0)
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warm_up_and_drain_are_not_in_the_rate() {
        let mut samples = Samples::default();
        for tenth in 1..=40 {
            samples.add(Duration::from_millis(tenth), Duration::from_millis(tenth * 100));
        }
        let report = Report::new(samples, Duration::from_secs(1), Duration::from_secs(3));
        assert_eq!((report.accepted, report.counted, report.seconds, report.rate_per_second), (40, 20, 2.0, 10.0));
        assert_eq!(report.latency_ms, Latency { p50: 25.0, p90: 37.0, p99: 40.0, max: 40.0 });
    }

    #[test]
    fn nothing_accepted_is_zero_not_a_fault() {
        let mut report = Report::new(Samples::default(), Duration::from_secs(1), Duration::ZERO);
        report.set_cpu(Duration::from_secs(1));
        assert_eq!(
            (report.rate_per_second, report.latency_ms.max, report.generator_cpu_us_per_request),
            (0.0, 0.0, 0.0)
        );
    }
}
