//! Metrics in the Prometheus text format at `/metrics`: counts and sizes, nothing of who asked or filed what.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};
use register::problem::Refusal;

/// The metrics of one running register.
#[derive(Debug)]
pub struct Metrics {
    registry: Mutex<Registry>,
    filed: Counter,
    refusals: Counter,
    reasons: Family<Reason, Counter>,
    failures: Counter,
    groups: Counter,
    committed: Gauge,
    published: Gauge,
    indexed: Gauge,
    writable: AtomicBool,
    publishing: AtomicBool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: String,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("veedor");
        let metrics = Metrics {
            registry: Mutex::default(),
            filed: Counter::default(),
            refusals: Counter::default(),
            reasons: Family::default(),
            failures: Counter::default(),
            groups: Counter::default(),
            committed: Gauge::default(),
            published: Gauge::default(),
            indexed: Gauge::default(),
            writable: AtomicBool::new(true),
            publishing: AtomicBool::new(true),
        };
        registry.register("filings", "Filings committed since the start", metrics.filed.clone());
        registry.register("refusals", "Filings refused since the start", metrics.refusals.clone());
        registry.register("refusal_reasons", "Reasons of refusals since the start", metrics.reasons.clone());
        registry.register("commit_failures", "Groups that could not be committed", metrics.failures.clone());
        registry.register("commit_groups", "Groups committed", metrics.groups.clone());
        registry.register("committed_entries", "Entries committed", metrics.committed.clone());
        registry.register("published_entries", "Entries published", metrics.published.clone());
        registry.register("indexed_entries", "Entries indexed", metrics.indexed.clone());
        Metrics { registry: Mutex::new(registry), ..metrics }
    }
}

impl Metrics {
    pub(crate) fn committed(&self, filings: usize, size: u64) {
        self.filed.inc_by(filings as u64);
        self.groups.inc_by(u64::from(filings > 0));
        self.committed.set(gauge(size));
        self.writable.store(true, Ordering::Relaxed);
    }

    pub(crate) fn published(&self, size: u64) {
        self.published.set(gauge(size));
    }

    pub(crate) fn indexed(&self, size: u64) {
        self.indexed.set(gauge(size));
    }

    pub(crate) fn refused(&self, refusal: &Refusal) {
        self.refusals.inc();
        for problem in &refusal.problems {
            self.reasons.get_or_create(&Reason { reason: problem.reason.code().into() }).inc();
        }
    }

    pub(crate) fn failed(&self) {
        self.failures.inc();
        self.writable.store(false, Ordering::Relaxed);
    }

    /// Whether the log can be written, as far as is known.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.writable.load(Ordering::Relaxed)
    }

    pub(crate) fn publishing(&self, keeps_up: bool) {
        self.publishing.store(keeps_up, Ordering::Relaxed);
    }

    /// Whether what is committed is published in time.
    #[must_use]
    pub fn is_publishing(&self) -> bool {
        self.publishing.load(Ordering::Relaxed)
    }

    /// The metrics as text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing into a string does not fail.
        let _ = text::encode(&mut out, &registry);
        out
    }
}

fn gauge(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
