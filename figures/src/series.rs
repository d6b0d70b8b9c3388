//! A figure through time: for each period every value that its reporter published, when, and how it changed. What was
//! restated is kept; what is not known stays so.

use std::collections::BTreeMap;

use register::{
    codelist::{FigureOutcome, Measure},
    id::{BodyId, FilingId},
    time::Date,
};
use serde_json::{Value, json};

use crate::{
    amount::Amount,
    gap::Told,
    line::{Line, Rule},
    names,
    period::days_words,
};

/// What makes two figures of one reporter the same figure: all but their amount and counting rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Same {
    pub(crate) reporter: Who,
    of: Of,
    from: Date,
    to: Option<Date>,
}

/// Who reports: a body, or whoever bears a name that nobody linked to one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Who {
    Body(BodyId),
    Named(String),
}

/// What a series is of, beside its reporter and the periods.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Of {
    /// What was done.
    pub measure: Option<Measure>,
    /// What is counted.
    pub unit: String,
    /// What became of it.
    pub outcome: Option<FigureOutcome>,
    /// The other body.
    pub other: Option<String>,
    /// The place.
    pub place: String,
    /// The technology.
    pub technology: Option<String>,
    /// The law.
    pub basis: Option<String>,
    /// Class, as the source has it.
    pub category: Option<String>,
}

/// One figure through time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What it is of.
    pub of: Of,
    /// Its periods, in order.
    pub periods: Vec<Versions>,
}

/// What was published of one period, in the order of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// First day.
    pub from: Date,
    /// Last day; none where the period is open.
    pub to: Option<Date>,
    /// Every value.
    pub all: Vec<Version>,
}

/// One value as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The return.
    pub filing: Option<FilingId>,
    /// Its place in it.
    pub part: u16,
    /// The entry.
    pub entry: u64,
    /// Day the return was received.
    pub received: Date,
    /// Day it was published elsewhere.
    pub published: Option<Date>,
    /// Whether the reporter filed it itself.
    pub own: bool,
    /// The counting rule.
    pub rule: String,
    /// How much.
    pub amount: Amount,
    /// Whether there is no amount because it is withheld or not known.
    pub absent: bool,
    /// Whether a later return takes its place.
    pub restated: bool,
    /// How much more than the value before it, in another return by the same filer and by the same counting rule, where both
    /// are exact.
    pub change: Option<i128>,
}

impl Same {
    pub(crate) fn of(told: &Told) -> Same {
        let line = Line::of(told);
        let reporter = BodyId::parse(&line.reporter).map_or_else(|| Who::named(&line.reporter), Who::Body);
        Same { reporter, from: line.from, to: line.to, of: Of::line(&line) }
    }
}

impl Who {
    /// Who bears a name: spelled otherwise it is the same name.
    pub(crate) fn named(name: &str) -> Who {
        Who::Named(names::key(name))
    }

    /// Whether it is this body.
    pub(crate) fn is(&self, body: &BodyId) -> bool {
        matches!(self, Who::Body(known) if known == body)
    }
}

impl Of {
    fn line(line: &Line) -> Of {
        Of {
            measure: line.measure,
            unit: line.unit.clone(),
            outcome: line.outcome,
            other: line.other.clone(),
            place: line.place.clone(),
            technology: line.technology.clone(),
            basis: line.basis.clone(),
            category: line.category.clone(),
        }
    }
}

/// The series of figures of one reporter, given in the order of the log with the day each was received.
#[must_use]
pub fn series(figures: impl IntoIterator<Item = (Line, Date)>) -> Vec<Series> {
    type Periods = BTreeMap<(Date, Option<Date>), Vec<Version>>;
    let mut all: BTreeMap<Of, Periods> = BTreeMap::new();
    for (line, received) in figures {
        let versions = all.entry(Of::line(&line)).or_default().entry((line.from, line.to)).or_default();
        let version = Version::of(line, received);
        let before = versions.iter().rev().find(|before| version.follows(before));
        let change = before.and_then(|before| version.more_than(before));
        versions.push(Version { change, ..version });
    }
    let periods = |of: Periods| of.into_iter().map(|((from, to), all)| Versions { from, to, all }).collect();
    all.into_iter().map(|(of, versions)| Series { of, periods: periods(versions) }).collect()
}

impl Version {
    fn of(line: Line, received: Date) -> Version {
        Version {
            filing: line.filing,
            part: line.part,
            entry: line.entries.0,
            received,
            published: line.published,
            own: line.own,
            rule: match line.rule {
                Rule::Named(rule) => rule,
                Rule::Filings(form) => form.code().to_owned(),
            },
            amount: line.amount,
            absent: line.absent > 0,
            restated: line.restated,
            change: None,
        }
    }

    /// Whether it is what the same filer says, after another, of the same by the same counting rule. Two figures of one
    /// return stand beside each other: none of them changes the other.
    fn follows(&self, before: &Version) -> bool {
        let filer = |version: &Version| version.filing.as_ref().map(FilingId::body);
        filer(self) == filer(before) && self.filing != before.filing && self.rule == before.rule
    }

    /// How much more it is than another, where both are exact.
    fn more_than(&self, before: &Version) -> Option<i128> {
        let exact = |version: &Version| {
            let Amount { low, high } = version.amount;
            (high == Some(low) && !version.absent).then_some(i128::from(low))
        };
        Some(exact(self)? - exact(before)?)
    }
}

impl Series {
    /// Whether any period was published more than once.
    #[must_use]
    pub fn is_restated(&self) -> bool {
        self.periods.iter().any(|period| period.all.len() > 1)
    }

    /// As data, the same on pages and in the program.
    #[must_use]
    pub fn document(&self) -> Value {
        let of = &self.of;
        json!({
            "measure": of.measure.map(Measure::code), "unit": of.unit, "outcome": of.outcome.map(FigureOutcome::code),
            "other": of.other, "place": of.place, "technology": of.technology, "basis": of.basis, "category": of.category,
            "periods": self.periods.iter().map(Versions::document).collect::<Vec<_>>(),
        })
    }
}

impl Versions {
    /// The period of the calendar that has just these days, else the days.
    #[must_use]
    pub fn words(&self) -> String {
        days_words(self.from, self.to)
    }

    fn document(&self) -> Value {
        json!({
            "from": self.from.to_string(), "to": self.to.map(|to| to.to_string()),
            "versions": self.all.iter().map(Version::document).collect::<Vec<_>>(),
        })
    }
}

impl Version {
    fn document(&self) -> Value {
        json!({
            "filing": self.filing.as_ref().map(FilingId::as_str), "part": self.part, "entry": self.entry,
            "received": self.received.to_string(), "published": self.published.map(|day| day.to_string()), "own": self.own,
            "rule": self.rule, "low": self.amount.low, "high": self.amount.high, "absent": self.absent,
            "restated": self.restated, "change": self.change.and_then(|change| i64::try_from(change).ok()),
        })
    }
}
