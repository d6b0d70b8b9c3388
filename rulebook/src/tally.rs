//! Tallies: what many filings about one technology, contract or body add up to, kept up to date entry by entry, so that
//! the cost of a filing does not grow with the log. A correction or withdrawal makes the tally anew from its filings.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use register::{
    codelist::{ClaimKind, Stage},
    id::{BodyId, FilingId},
    time::Date,
};

/// What a tally is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Subject {
    /// A technology or a contract.
    Filing(FilingId),
    /// A body.
    Body(BodyId),
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Bucket {
    Orders,
    OrdersLive,
    OrdersRefused,
    Emergencies,
    EmergenciesRatified,
    Uses,
    UsesUncounted,
    UsesWithoutLog,
    Targets,
    LogEntries,
    LogEntriesUnknown,
    Payments,
    PaymentsIn([u8; 3]),
    Incidents,
    GraveIncidents,
    Outcomes,
    Charged,
    Returns,
    OwnReturns,
    Sharings,
    Withholdings,
    Inspections,
    InspectionRefusals,
    Complaints,
    Technologies,
    OwnTechnologies,
    Intrusive,
    Purchases,
    DirectAwards,
    Claims(ClaimKind),
    ClaimsAt(ClaimKind, Stage),
    InquiryClaims,
    ClaimedAmounts,
    ClaimedEvents,
    ClaimedOrders,
    ClaimedOperators,
    ClaimedBought,
    ClaimedRequests,
    ClaimedCharges,
    ClaimedCases,
    ZeroClaimed,
}

/// One filing's part of a count.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) entry: u64,
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) text: Option<Arc<str>>,
}

/// The sum of the parts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Count {
    pub(crate) count: i64,
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) most_low: Option<i64>,
    pub(crate) most_high: Option<i64>,
    /// Earliest first day, earliest and latest last day.
    pub(crate) first: Option<Date>,
    pub(crate) first_end: Option<Date>,
    pub(crate) last: Option<Date>,
    /// The first entries, for evidence.
    pub(crate) entries: BTreeSet<u64>,
    /// Different texts, at most [`MAX_TEXTS`].
    pub(crate) texts: BTreeSet<Arc<str>>,
}

/// Entries remembered of each count: evidence for a reader, not a list of all.
const MAX_ENTRIES: usize = 8;

/// Different texts remembered: more than this are as telling as this.
const MAX_TEXTS: usize = 64;

impl Count {
    fn add(&mut self, item: &Item) {
        self.count += 1;
        self.low = self.low.saturating_add(item.low);
        self.high = self.high.saturating_add(item.high);
        self.most_low = self.most_low.max(Some(item.low));
        self.most_high = self.most_high.max(Some(item.high));
        self.first = Some(self.first.map_or(item.first, |first| first.min(item.first)));
        self.first_end = Some(self.first_end.map_or(item.last, |first| first.min(item.last)));
        self.last = Some(self.last.map_or(item.last, |last| last.max(item.last)));
        // The smallest entries whatever the order in which they come, so that the same log makes the same evidence.
        self.entries.insert(item.entry);
        if self.entries.len() > MAX_ENTRIES {
            self.entries.pop_last();
        }
        self.texts.extend(item.text.clone());
        if self.texts.len() > MAX_TEXTS {
            self.texts.pop_last();
        }
    }

    /// Its entries as evidence.
    pub(crate) fn rests(&self) -> Vec<u64> {
        self.entries.iter().copied().collect()
    }
}

/// All counts of one subject.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally(HashMap<Bucket, Count>);

impl Tally {
    pub(crate) fn add(&mut self, bucket: Bucket, item: &Item) {
        self.0.entry(bucket).or_default().add(item);
    }

    /// The count of a bucket, where anything was counted.
    pub(crate) fn of(&self, bucket: Bucket) -> Option<&Count> {
        self.0.get(&bucket)
    }

    /// How many were counted.
    pub(crate) fn count(&self, bucket: Bucket) -> i64 {
        self.of(bucket).map_or(0, |count| count.count)
    }

    /// The entries of a bucket.
    pub(crate) fn rests(&self, bucket: Bucket) -> Vec<u64> {
        self.of(bucket).map(Count::rests).unwrap_or_default()
    }

    /// The buckets in which anything was counted, in their order.
    pub(crate) fn buckets(&self) -> Vec<Bucket> {
        let mut buckets: Vec<Bucket> = self.0.keys().copied().collect();
        buckets.sort_unstable();
        buckets
    }
}
