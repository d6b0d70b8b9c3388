//! A filing as it stands, without what facts never ask: sources, documents, clearances. Absent fields know why.

use std::sync::Arc;

use register::{
    codelist::UnknownReason,
    filing::{Filing, own_path},
    form::Content,
    id::FilingId,
    time::{Date, Instant},
};

use crate::fact::{Maybe, Moment};

/// One filing as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// Entry of its first version.
    pub(crate) entry: u64,
    /// Entry of its latest version: where what it says now stands.
    pub(crate) latest: u64,
    /// When the first version was received.
    pub(crate) received: Instant,
    /// The filing of its latest version, itself or a correction, and when that was received: what is withheld is opened
    /// there, and counts from there.
    pub(crate) version: (FilingId, Instant),
    /// What it says.
    pub(crate) filing: Arc<Filing>,
    /// How many signed the first version.
    pub(crate) signatures: u32,
}

impl Kept {
    /// The day on which it was received: terms run out at the end of a day, whatever its hour.
    pub(crate) fn received_on(&self) -> Moment {
        Moment(self.received.millis().div_euclid(DAY) * DAY)
    }

    /// A filing that just came, without what facts never ask.
    pub(crate) fn new(entry: u64, received: Instant, filing: &Arc<Filing>, signatures: usize) -> Kept {
        let signatures = u32::try_from(signatures).unwrap_or(u32::MAX);
        let version = (filing.id.clone(), received);
        Kept { entry, latest: entry, received, version, filing: Arc::clone(filing), signatures }
    }

    /// The same filing after a correction: its fields, and why some of them are absent, are the correction's.
    pub(crate) fn corrected(&self, entry: u64, received: Instant, correction: &Filing) -> Kept {
        let Content::Correction(replaced) = &correction.content else { return self.clone() };
        let mut filing = (*self.filing).clone();
        filing.content = replaced.replacement.clone();
        filing.withheld = correction.withheld.clone();
        filing.unknown = correction.unknown.clone();
        filing.named = correction.named.clone();
        let version = (correction.id.clone(), received);
        Kept { latest: entry, version, filing: Arc::new(filing), ..self.clone() }
    }

    /// The entry a fact about this filing rests on.
    pub(crate) fn rests(&self) -> [u64; 1] {
        [self.latest]
    }

    /// An optional or expected field: known, known not to be, or not known.
    pub(crate) fn field<'a, T>(&self, value: &'a Option<T>, name: &str) -> Maybe<&'a T> {
        match value {
            Some(value) => Maybe::Known(value),
            None => self.absent(name),
        }
    }

    /// Whether a field is given: not, where its filer says that there is nothing to give.
    pub(crate) fn given<T>(&self, value: &Option<T>, name: &str) -> Maybe<bool> {
        match self.field(value, name) {
            Maybe::Known(_) => Maybe::Known(true),
            Maybe::Absent => Maybe::Known(false),
            Maybe::Unknown => Maybe::Unknown,
        }
    }

    /// Why a field is absent: it does not exist, or it is not known here.
    fn absent<T>(&self, name: &str) -> Maybe<T> {
        let is = |path: &str| own_path(path) == name;
        if self.filing.withheld.iter().any(|withheld| is(withheld.field.as_str())) {
            return Maybe::Unknown;
        }
        if self.filing.named.iter().any(|named| is(named.field.as_str())) {
            return Maybe::Unknown;
        }
        let unknown = self.filing.unknown.iter().find(|unknown| is(unknown.field.as_str()));
        match unknown.map(|unknown| unknown.reason) {
            None => Maybe::Absent,
            Some(UnknownReason::NeverRecorded | UnknownReason::DoesNotApply | UnknownReason::NotYet) => Maybe::Absent,
            Some(
                UnknownReason::NotFound
                | UnknownReason::NotPublished
                | UnknownReason::Refused
                | UnknownReason::Destroyed
                | UnknownReason::Disputed,
            ) => Maybe::Unknown,
        }
    }

    /// First day of what it tells.
    pub(crate) fn first_day(&self) -> Date {
        self.filing.occurred.from()
    }

    /// Last day of what it tells; the first where the period is open.
    pub(crate) fn last_day(&self) -> Date {
        self.filing.occurred.to().unwrap_or_else(|| self.first_day())
    }
}

/// A filing without what facts never ask.
pub(crate) fn slim(filing: &Arc<Filing>) -> Arc<Filing> {
    if filing.sources.is_empty() && filing.documents.is_empty() && filing.cleared.is_empty() {
        return Arc::clone(filing);
    }
    Arc::new(Filing {
        id: filing.id.clone(),
        filer: filing.filer.clone(),
        about: filing.about.clone(),
        occurred: filing.occurred,
        content: filing.content.clone(),
        sources: Vec::new(),
        documents: Vec::new(),
        withheld: filing.withheld.clone(),
        unknown: filing.unknown.clone(),
        named: filing.named.clone(),
        cleared: Vec::new(),
    })
}

/// A day as a moment: its midnight in UTC.
pub(crate) fn moment(day: Date) -> Moment {
    Moment(day.days() * DAY)
}

/// An instant as a moment.
pub(crate) fn instant(at: Instant) -> Moment {
    Moment(at.millis())
}

/// Milliseconds of a day.
pub(crate) const DAY: i64 = 86_400_000;
