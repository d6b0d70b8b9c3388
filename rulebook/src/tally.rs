//! Tallies: what many filings about one technology, contract or body add up to, kept up to date entry by entry, so that
//! the cost of a filing does not grow with the log. A correction or withdrawal makes the tally anew from its filings.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use register::{
    codelist::{ClaimKind, Stage},
    form::Form,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) entry: u64,
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) text: Option<Arc<str>>,
}

/// The sum of the parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// The first entries, for evidence: at most [`MAX_ENTRIES`], ascending.
    pub(crate) entries: Vec<u64>,
    /// Different texts, at most [`MAX_TEXTS`].
    pub(crate) texts: BTreeSet<Arc<str>>,
}

/// Entries remembered of each count: evidence for a reader, not a list of all.
const MAX_ENTRIES: usize = 8;

/// Different texts remembered: more than this are as telling as this.
const MAX_TEXTS: usize = 64;

impl Bucket {
    /// The form whose filings are counted in it, where it is one.
    pub(crate) fn form(self) -> Option<Form> {
        Some(match self {
            Bucket::Orders
            | Bucket::OrdersLive
            | Bucket::OrdersRefused
            | Bucket::Emergencies
            | Bucket::EmergenciesRatified => Form::Order,
            Bucket::Uses
            | Bucket::UsesUncounted
            | Bucket::UsesWithoutLog
            | Bucket::Targets
            | Bucket::LogEntries
            | Bucket::LogEntriesUnknown => Form::Use,
            Bucket::Payments | Bucket::PaymentsIn(_) => Form::Payment,
            Bucket::Incidents | Bucket::GraveIncidents => Form::Incident,
            Bucket::Outcomes | Bucket::Charged => Form::Outcome,
            Bucket::Returns | Bucket::OwnReturns => Form::Return,
            Bucket::Sharings => Form::Sharing,
            Bucket::Inspections | Bucket::InspectionRefusals => Form::Inspection,
            Bucket::Complaints => Form::Complaint,
            Bucket::Technologies | Bucket::OwnTechnologies | Bucket::Intrusive => Form::Technology,
            Bucket::Purchases | Bucket::DirectAwards => Form::Contract,
            Bucket::Withholdings => return None,
            _ => Form::Claim,
        })
    }
}

impl Count {
    /// Adds an item. Gives whether that changes how the count begins: its first day, its first entries.
    fn add(&mut self, item: &Item) -> bool {
        let begins = self.first.is_none_or(|first| item.first < first)
            || self.entries.len() < MAX_ENTRIES
            || self.entries.last().is_some_and(|last| item.entry < *last);
        self.count += 1;
        self.low = self.low.saturating_add(item.low);
        self.high = self.high.saturating_add(item.high);
        self.most_low = self.most_low.max(Some(item.low));
        self.most_high = self.most_high.max(Some(item.high));
        self.first = Some(self.first.map_or(item.first, |first| first.min(item.first)));
        self.first_end = Some(self.first_end.map_or(item.last, |first| first.min(item.last)));
        self.last = Some(self.last.map_or(item.last, |last| last.max(item.last)));
        // The smallest entries whatever the order in which they come, so that the same log makes the same evidence.
        if begins && let Err(at) = self.entries.binary_search(&item.entry) {
            self.entries.insert(at, item.entry);
            self.entries.truncate(MAX_ENTRIES);
        }
        self.texts.extend(item.text.clone());
        if self.texts.len() > MAX_TEXTS {
            self.texts.pop_last();
        }
        begins
    }

    /// Puts one item in the place of another; not, where the sum needs all its items to be made anew.
    fn swap(&mut self, old: &Item, new: &Item) -> bool {
        // What is remembered only at its edge is left alone where the old item lies inside, or the new one as far out.
        let stays = self.entries.last().is_some_and(|last| old.entry > *last && new.entry > *last)
            && old.text.is_none()
            && new.text.is_none()
            && (self.most_low > Some(old.low) || new.low >= old.low)
            && (self.most_high > Some(old.high) || new.high >= old.high)
            && (self.first < Some(old.first) || new.first <= old.first)
            && (self.first_end < Some(old.last) || new.last <= old.last)
            && (self.last > Some(old.last) || new.last >= old.last)
            && self.low.checked_sub(old.low).is_some()
            && self.low < i64::MAX
            && self.high < i64::MAX;
        if stays {
            let entries = self.entries.len();
            self.count -= 1;
            self.low -= old.low;
            self.high -= old.high;
            self.add(new);
            debug_assert_eq!(entries, self.entries.len(), "the evidence is that of the items inside");
        }
        stays
    }
}

/// The entries of a count as evidence; none where nothing was counted.
pub(crate) fn evidence(count: Option<&Count>) -> &[u64] {
    count.map(|count| count.entries.as_slice()).unwrap_or_default()
}

/// All counts of one subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally(HashMap<Bucket, Count>);

impl Tally {
    /// Adds an item to a bucket. Gives whether that changes how its count begins.
    pub(crate) fn add(&mut self, bucket: Bucket, item: &Item) -> bool {
        self.0.entry(bucket).or_default().add(item)
    }

    /// Puts one item in the place of another; not, where the bucket has to be counted anew.
    pub(crate) fn swap(&mut self, bucket: Bucket, old: &Item, new: &Item) -> bool {
        self.0.get_mut(&bucket).is_some_and(|count| count.swap(old, new))
    }

    /// Puts a bucket that was counted anew in its place.
    pub(crate) fn put(&mut self, bucket: Bucket, items: &[Item]) {
        self.0.remove(&bucket);
        for item in items {
            self.add(bucket, item);
        }
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
    pub(crate) fn rests(&self, bucket: Bucket) -> &[u64] {
        evidence(self.of(bucket))
    }

    /// The buckets in which anything was counted, in their order.
    pub(crate) fn buckets(&self) -> Vec<Bucket> {
        let mut buckets: Vec<Bucket> = self.0.keys().copied().collect();
        buckets.sort_unstable();
        buckets
    }
}
