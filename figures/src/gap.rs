//! A gap: what the two sides of a matching rule say of the same thing, and how far apart they are. One side that says
//! nothing is said to say nothing; it is no zero.

use std::collections::BTreeMap;

use register::{codelist::FigureOutcome, time::Date};

use crate::{amount::Amount, bodies::Side, matching::GapId, statement::Statement};

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
    /// Entries it rests on: all of its figures, and the first and last of what was filed one by one.
    pub entries: Vec<u64>,
}

/// Why a statement is not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// A figure of the same reporter covers its period.
    Covered,
    /// A later return restates it.
    Restated,
    /// A part of a total that is given.
    Part,
    /// Another unit or counting rule than the figures that are added.
    OtherUnit,
}

impl LeftOut {
    /// Its code in data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            LeftOut::Covered => "covered",
            LeftOut::Restated => "restated",
            LeftOut::Part => "part",
            LeftOut::OtherUnit => "other-unit",
        }
    }
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

/// What two sides say of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Of what.
    pub id: GapId,
    /// The sides, in the order of the rule.
    pub sides: [SideSays; 2],
    /// How they stand to each other.
    pub stand: Stand,
    /// First day on which the register knew both sides.
    pub since: Option<Date>,
}

impl Gap {
    /// The gap of two sides; none where neither says anything.
    #[must_use]
    pub fn of(id: GapId, sides: [SideSays; 2]) -> Option<Gap> {
        let stand = match (sides[0].amount, sides[1].amount) {
            (None, None) => return None,
            (Some(_), None) => Stand::Only(0),
            (None, Some(_)) => Stand::Only(1),
            (Some(a), Some(b)) => a.apart(b).map_or(Stand::Agree, Stand::Apart),
        };
        let since = sides[0].since.zip(sides[1].since).map(|(a, b)| a.max(b));
        Some(Gap { id, sides, stand, since })
    }
}

/// What one side says in sum. Of one reporter's figures the restated are left out, then those that another covers, then
/// parts of a total; what transcriptions of one figure say is taken together; reporters are added.
#[must_use]
pub fn side(all: &[Told], restated: &dyn Fn(&Statement) -> bool) -> SideSays {
    let mut says = SideSays { since: all.iter().map(|told| told.statement.received).min(), ..SideSays::default() };
    let mut reporters: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for told in all {
        match restated(&told.statement) {
            true => says.leave_out(&told.statement, LeftOut::Restated),
            false => reporters.entry(&told.reporter).or_default().push(told),
        }
    }
    let unit = reporters
        .values()
        .flatten()
        .map(|told| (&*told.statement.unit, &told.statement.counted))
        .min_by_key(|(unit, _)| unit.to_string());
    says.unit = unit.map(|(unit, _)| unit.to_owned());
    for figures in reporters.values() {
        says.add_reporter(figures);
    }
    says
}

impl SideSays {
    fn leave_out(&mut self, statement: &Statement, why: LeftOut) {
        self.left_out.push((statement.filing.to_string(), statement.part, why));
    }

    fn add_reporter(&mut self, figures: &[&Told]) {
        let (same, others): (Vec<&Told>, Vec<&Told>) =
            figures.iter().partition(|told| Some(&*told.statement.unit) == self.unit.as_deref());
        others.iter().for_each(|told| self.leave_out(&told.statement, LeftOut::OtherUnit));
        let wholes = self.wholes(&same);
        let mut figures = grouped(&wholes);
        // Longest period first: a year before its halves.
        figures.sort_by_key(|figure| (std::cmp::Reverse(figure.days()), figure.from));
        let mut taken: Vec<&Figure<'_>> = Vec::new();
        for figure in &figures {
            if taken.iter().any(|other| other.overlaps(figure)) {
                figure.statements.iter().for_each(|statement| self.leave_out(statement, LeftOut::Covered));
                continue;
            }
            self.add(figure);
            taken.push(figure);
        }
    }

    /// The statements that say all that was asked for, not what became of some; and of those the totals, where there are
    /// any, not their parts.
    fn wholes<'t>(&mut self, figures: &[&'t Told]) -> Vec<&'t Told> {
        let has_whole = figures.iter().any(|told| told.statement.outcome.is_none());
        let of_outcome = |told: &&&Told| match told.statement.outcome {
            None => true,
            Some(outcome) => !has_whole && FigureOutcome::is_of_decision(outcome),
        };
        let has_total = figures.iter().filter(of_outcome).any(|told| told.other.is_none());
        let mut wholes = Vec::new();
        for told in figures {
            match of_outcome(&told) && (!has_total || told.other.is_none()) {
                true => wholes.push(*told),
                false => self.leave_out(&told.statement, LeftOut::Part),
            }
        }
        wholes
    }

    fn add(&mut self, figure: &Figure<'_>) {
        let mut amounts = figure.statements.iter().map(|statement| statement.amount);
        let first = amounts.next().unwrap_or(Amount::ZERO);
        self.disputed |= figure.statements.iter().any(|statement| statement.amount != first);
        let amount = amounts.fold(first, Amount::or);
        self.amount = Some(self.amount.unwrap_or(Amount::ZERO).plus(amount));
        for statement in &figure.statements {
            self.used.push((statement.filing.to_string(), statement.part));
            self.entries.push(statement.entry);
        }
    }
}

/// One figure of one reporter, as one filer or several filed it.
struct Figure<'s> {
    from: Date,
    to: Date,
    /// The other body, outcome and counting rule: figures that differ in these stand beside each other.
    of: (Option<String>, Option<FigureOutcome>),
    statements: Vec<&'s Statement>,
}

impl Figure<'_> {
    fn days(&self) -> i64 {
        self.to.days() - self.from.days()
    }

    fn overlaps(&self, other: &Figure<'_>) -> bool {
        self.of == other.of && self.from <= other.to && other.from <= self.to
    }
}

fn grouped<'s>(figures: &[&'s Told]) -> Vec<Figure<'s>> {
    let mut groups: Vec<Figure<'s>> = Vec::new();
    for told in figures {
        let statement = &told.statement;
        let (from, to) = (statement.from, statement.to.unwrap_or(statement.from));
        let of = (told.other.clone(), statement.outcome);
        match groups.iter_mut().find(|figure| (figure.from, figure.to) == (from, to) && figure.of == of) {
            Some(figure) => figure.statements.push(statement),
            None => groups.push(Figure { from, to, of, statements: vec![statement] }),
        }
    }
    groups
}
