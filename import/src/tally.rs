//! What an import counts: rows in, filings out, rows held back, findings by code, and the sums of counts on both sides, so
//! that nothing is lost unseen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    count::Count,
    finding::{Finding, Severity},
};

/// The counts of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Rows read.
    pub rows: u64,
    /// Filings drafted.
    pub filings: u64,
    /// Rows held back.
    pub held: u64,
    /// Errors.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
    /// Findings by severity and code.
    pub codes: BTreeMap<Severity, BTreeMap<String, u64>>,
    /// Sums of counts, by column.
    pub sums: BTreeMap<String, Sums>,
    /// Distinct spellings of bodies, by column, over all rows.
    pub spellings: BTreeMap<String, u64>,
}

/// Sums of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Of all rows whose cell is a count.
    pub read: Sum,
    /// Of the rows that became filings.
    pub drafted: Sum,
}

/// A sum of counts between bounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// The least it can be.
    pub low: u64,
    /// The most it can be.
    pub high: u64,
}

impl Sum {
    fn add(&mut self, count: Count) {
        self.low = self.low.saturating_add(count.low);
        self.high = self.high.saturating_add(count.high);
    }
}

impl Tally {
    /// Counts findings.
    pub(crate) fn found(&mut self, findings: &[Finding]) {
        for finding in findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
            }
            *self.codes.entry(finding.severity).or_default().entry(finding.code.clone()).or_default() += 1;
        }
    }

    /// Adds a count to its column's sums.
    pub(crate) fn sum(&mut self, column: &str, count: Count, drafted: bool) {
        if !self.sums.contains_key(column) {
            self.sums.insert(column.into(), Sums::default());
        }
        let Some(sums) = self.sums.get_mut(column) else { return };
        sums.read.add(count);
        if drafted {
            sums.drafted.add(count);
        }
    }

    /// How often a code was found.
    #[must_use]
    pub fn of(&self, code: &str) -> u64 {
        self.codes.values().filter_map(|codes| codes.get(code)).sum()
    }
}
