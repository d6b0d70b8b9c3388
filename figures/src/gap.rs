//! A gap: what the two sides of a matching rule say of the same thing, and how far apart they are. One side that says
//! nothing is said to say nothing; it is no zero.

use std::collections::{BTreeMap, BTreeSet};

use register::{
    codelist::FigureOutcome,
    id::{BodyId, FilingId},
    time::Date,
};

use crate::{
    amount::Amount,
    bodies::Side,
    matching::GapId,
    period::Period,
    pick::{Figure, LeftOut, covers, pick},
    statement::{Counted, Party, Statement},
};

/// A statement with its bodies as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The statement.
    pub statement: Statement,
    /// Who says it: a body's id, or the name of the source where nobody linked it.
    pub reporter: String,
    /// The other body it speaks of, in the same way.
    pub other: Option<String>,
    /// The side the reporter speaks for, where its kind is known.
    pub side: Option<Side>,
}

/// What one side says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SideSays {
    /// The amount, where it says one.
    pub amount: Option<Amount>,
    /// Its statements that were added, as filing and part.
    pub used: Vec<(String, u16)>,
    /// Its statements that were left out, and why.
    pub left_out: Vec<(String, u16, LeftOut)>,
    /// Statements filed one by one that were counted.
    pub filings: u64,
    /// Transcriptions of one figure that differ from each other.
    pub disputed: bool,
    /// First day on which the register knew anything of it.
    pub since: Option<Date>,
    /// The unit counted, where it is one.
    pub unit: Option<String>,
    /// Bodies whose figures are added: those who may explain the gap.
    pub speakers: BTreeSet<BodyId>,
    /// Entries it rests on: all of its figures, and the first and last of what was filed one by one.
    pub entries: Vec<u64>,
    /// Where cases are matched one by one: those that the other side does not have.
    pub alone: Option<Alone>,
}

/// Cases without a counterpart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alone {
    /// How many.
    pub count: u64,
    /// The first of them, by the entry of the order.
    pub first: Vec<(u64, FilingId)>,
    /// Day on which the first of them came.
    pub since: Option<Date>,
}

impl Alone {
    /// Orders named of those without a counterpart.
    pub const NAMED: usize = 50;
}

/// How two sides stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// They may be the same.
    Agree,
    /// They are at least and at most so far apart.
    Apart(Amount),
    /// Only the side of this number, 0 or 1, says anything.
    Only(usize),
}

impl Stand {
    /// Its code in data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Stand::Agree => "agree",
            Stand::Apart(_) => "apart",
            Stand::Only(_) => "only",
        }
    }
}

/// What two sides say of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Of what.
    pub id: GapId,
    /// The sides, in the order of the rule.
    pub sides: [SideSays; 2],
    /// How they stand to each other.
    pub stand: Stand,
    /// First day on which there was anything to explain: the register knew both sides, the period was over, and, of cases, the
    /// first without a counterpart had come.
    pub since: Option<Date>,
    /// Of cases that somebody explained: day on which the first came that is without a counterpart and came after the last
    /// explanation.
    pub later: Option<Date>,
}

/// What a gap comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// How the sides stand to each other.
    pub stand: Stand,
    /// The amount of each side, where it says one.
    pub amounts: [Option<Amount>; 2],
    /// First day on which the register knew anything of either.
    pub first: Option<Date>,
    /// Day from which the sides have time to explain it.
    pub since: Option<Date>,
    /// Whether transcriptions of one figure differ from each other.
    pub disputed: bool,
    /// The first entries that it rests on, at most [`MAX_BRIEF`].
    pub entries: Vec<u64>,
}

/// Entries that a brief names at most.
pub const MAX_BRIEF: usize = 16;

impl Brief {
    /// The brief of a gap.
    #[must_use]
    pub fn of(gap: &Gap) -> Brief {
        let sides = &gap.sides;
        Brief {
            stand: gap.stand,
            amounts: [sides[0].amount, sides[1].amount],
            first: sides.iter().filter_map(|side| side.since).min(),
            since: gap.clock(),
            disputed: sides.iter().any(|side| side.disputed),
            entries: sides.iter().flat_map(|side| side.entries.iter().copied()).take(MAX_BRIEF).collect(),
        }
    }
}

impl Gap {
    /// The gap of two sides; none where neither says anything.
    #[must_use]
    pub fn of(id: GapId, sides: [SideSays; 2]) -> Option<Gap> {
        let stand = match (sides[0].amount, sides[1].amount) {
            (None, None) => return None,
            (Some(_), None) => Stand::Only(0),
            (None, Some(_)) => Stand::Only(1),
            (Some(a), Some(b)) => apart(&sides, a, b).map_or(Stand::Agree, Stand::Apart),
        };
        let both = sides[0].since.zip(sides[1].since).filter(|_| !matches!(stand, Stand::Only(_)));
        // Nobody owes an explanation of a period before it is over.
        let since = both.map(|(a, b)| id.period.last().map_or(a.max(b), |last| a.max(b).max(last)));
        let alone = sides.iter().filter_map(|side| side.alone.as_ref()?.since).min();
        let since = since.map(|since| alone.map_or(since, |alone| alone.max(since)));
        Some(Gap { id, sides, stand, since, later: None })
    }

    /// Day from which the sides have time to explain it: what was explained is not asked for again.
    #[must_use]
    pub fn clock(&self) -> Option<Date> {
        self.later.or(self.since)
    }
}

/// How far two sides are apart: by their totals, or by the cases that one of them does not have.
fn apart(sides: &[SideSays; 2], a: Amount, b: Amount) -> Option<Amount> {
    match (&sides[0].alone, &sides[1].alone) {
        (Some(one), Some(other)) => {
            let count = one.count + other.count;
            (count > 0).then(|| Amount::exactly(count))
        }
        _ => a.apart(b),
    }
}

/// What one side says in sum, all in one unit: of each reporter what [`pick`] picks; reporters are added. Where a reporter
/// tells only of a part of the period, or only of some of the decisions, the sum is open.
#[must_use]
pub fn side(all: &[Told], unit: Option<&str>, period: Period, restated: &dyn Fn(&Told) -> bool) -> SideSays {
    let mut says = SideSays { unit: unit.map(str::to_owned), ..SideSays::default() };
    let mut reporters: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for told in all {
        let of_unit = Some(&*told.statement.unit) == unit;
        match (restated(told), of_unit) {
            (true, _) => says.leave_out(&told.statement, LeftOut::Restated),
            (_, false) => says.leave_out(&told.statement, LeftOut::OtherUnit),
            _ => reporters.entry(&told.reporter).or_default().push(told),
        }
    }
    for figures in reporters.values() {
        says.add_reporter(figures, period);
    }
    says
}

impl SideSays {
    fn leave_out(&mut self, statement: &Statement, why: LeftOut) {
        self.left_out.push((statement.filing.to_string(), statement.part, why));
    }

    fn add_reporter(&mut self, told: &[&Told], period: Period) {
        let figures: Vec<Figure<'_>> = told.iter().map(|told| told.figure()).collect();
        let pick = pick(&figures, false);
        for (at, why) in pick.left_out {
            self.leave_out(&told[at].statement, why);
        }
        let sum = pick.picked.iter().fold(Amount::ZERO, |sum, picked| sum.plus(picked.amount));
        let spans = pick.picked.iter().map(|picked| picked.days).collect();
        let whole = period.first().zip(period.last()).is_some_and(|(first, last)| covers(spans, first, last));
        let used: Vec<&Told> = pick.picked.iter().flat_map(|picked| &picked.figures).map(|at| told[*at]).collect();
        let decided = |outcome| used.iter().any(|told| told.statement.outcome == Some(outcome));
        let of_all = used.iter().all(|told| told.statement.outcome.is_none());
        let complete = of_all || decided(FigureOutcome::Granted) && decided(FigureOutcome::Refused);
        let open = pick.reaches_out || !whole || !complete;
        if used.is_empty() {
            return;
        }
        let amount = Amount { high: sum.high.filter(|_| !open), ..sum };
        self.disputed |= pick.picked.iter().any(|picked| picked.disputed);
        self.amount = Some(self.amount.unwrap_or(Amount::ZERO).plus(amount));
        for told in used {
            let statement = &told.statement;
            self.used.push((statement.filing.to_string(), statement.part));
            self.entries.push(statement.entry);
            self.speakers.extend(BodyId::parse(&told.reporter));
            self.since = Some(self.since.map_or(statement.received, |since| since.min(statement.received)));
        }
    }
}

impl Told {
    /// The statement as a figure to pick from.
    #[must_use]
    pub fn figure(&self) -> Figure<'_> {
        let statement = &self.statement;
        Figure {
            filing: Some(&statement.filing),
            own: statement.reporter == Party::Body(statement.filer.clone()),
            days: (statement.from, statement.to.unwrap_or(statement.from)),
            outcome: statement.outcome,
            limits: [
                self.other.as_deref(),
                statement.place.as_deref(),
                statement.technology.as_ref().map(FilingId::as_str),
                statement.basis.as_deref(),
            ],
            rule: match &statement.counted {
                Counted::Figure(rule) => rule,
                Counted::Filing(form) => form.code(),
            },
            amount: statement.amount,
        }
    }
}
