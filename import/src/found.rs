//! What was found in a whole source, to be shown: of each code the first few, and how many more there are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;

/// Findings of a source, of each code the first few.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How many of one code are shown; all where it is not said.
    most: Option<u64>,
    /// How many there are of each code.
    pub codes: BTreeMap<String, u64>,
    /// Those that are shown, in the order in which they were found.
    pub shown: Vec<Finding>,
}

impl Found {
    /// Nothing found yet; of one code at most so many are to be shown.
    #[must_use]
    pub fn new(most: Option<u64>) -> Found {
        Found { most, ..Found::default() }
    }

    /// Adds what was found next.
    pub fn add(&mut self, findings: Vec<Finding>) {
        for finding in findings {
            let count = self.codes.entry(finding.code.clone()).or_default();
            *count += 1;
            if self.most.is_none_or(|most| *count <= most) {
                self.shown.push(finding);
            }
        }
    }

    /// The codes of which more were found than are shown, each with how many more.
    pub fn left(&self) -> impl Iterator<Item = (&str, u64)> {
        let most = self.most.unwrap_or(u64::MAX);
        self.codes.iter().map(move |(code, count)| (code.as_str(), count.saturating_sub(most))).filter(|(_, n)| *n > 0)
    }
}
