//! Lines: statements as tables add them up, in plain values, so that they can be kept in a database and read back.

use register::{
    codelist::{FigureOutcome, Measure},
    form::Form,
    id::FilingId,
    time::Date,
};

use crate::{
    amount::Amount,
    bodies::Side,
    gap::Told,
    period::Length,
    pick::Figure,
    statement::{Absent, Counted, Party},
    table::By,
};

/// A statement, or several that are alike in all but their amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The filing; none of a sum.
    pub filing: Option<FilingId>,
    /// Its place in the filing.
    pub part: u16,
    /// Which side says it.
    pub side: Option<Side>,
    /// Whose figure it is: a body's id, or the name of the source.
    pub reporter: String,
    /// Whether the reporter filed it itself.
    pub own: bool,
    /// The other body it speaks of.
    pub other: Option<String>,
    /// The place.
    pub place: String,
    /// What was done.
    pub measure: Option<Measure>,
    /// The law it rests on.
    pub basis: Option<String>,
    /// The technology.
    pub technology: Option<String>,
    /// First day counted.
    pub from: Date,
    /// Last day counted.
    pub to: Option<Date>,
    /// What is counted.
    pub unit: String,
    /// By which rule.
    pub rule: Rule,
    /// Class, as the source has it.
    pub category: Option<String>,
    /// What became of it.
    pub outcome: Option<FigureOutcome>,
    /// How much, as it is shown: a small count of people is a range.
    pub amount: Amount,
    /// Whether it is a range for that reason.
    pub protected: bool,
    /// Statements without an amount among them.
    pub absent: u64,
    /// Whether they are withheld, where there are any.
    pub withheld: bool,
    /// How many statements.
    pub statements: u64,
    /// First and last entry.
    pub entries: (u64, u64),
    /// Day it was published elsewhere.
    pub published: Option<Date>,
    /// Whether a later return restates it.
    pub restated: bool,
}

/// By which rule something is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The rule that returns name.
    Named(String),
    /// One each filing of this form, counted by the register.
    Filings(Form),
}

/// Counts of people below this are told as a range: from 1 to one less.
pub const SMALL: u64 = 5;

impl Line {
    /// A statement as a line.
    #[must_use]
    pub fn of(told: &Told) -> Line {
        let statement = &told.statement;
        let people = matches!(&*statement.unit, "people" | "targets");
        let protected = people && statement.amount.low >= 1 && statement.amount.high.is_some_and(|high| high < SMALL);
        Line {
            filing: Some(statement.filing.clone()),
            part: statement.part,
            side: told.side,
            reporter: told.reporter.clone(),
            own: statement.reporter == Party::Body(statement.filer.clone()),
            other: told.other.clone(),
            place: statement.place.as_deref().unwrap_or_else(|| place(told)).to_owned(),
            measure: statement.measure,
            basis: statement.basis.as_deref().map(str::to_owned),
            technology: statement.technology.as_ref().map(ToString::to_string),
            from: statement.from,
            to: statement.to,
            unit: statement.unit.to_string(),
            rule: match &statement.counted {
                Counted::Figure(rule) => Rule::Named(rule.to_string()),
                Counted::Filing(form) => Rule::Filings(*form),
            },
            category: statement.category.as_deref().map(str::to_owned),
            outcome: statement.outcome,
            amount: if protected { Amount { low: 1, high: Some(SMALL - 1) } } else { statement.amount },
            protected,
            absent: u64::from(statement.absent.is_some()),
            withheld: statement.absent == Some(Absent::Withheld),
            statements: 1,
            entries: (statement.entry, statement.entry),
            published: statement.published,
            restated: false,
        }
    }

    /// The line as a figure to pick from.
    #[must_use]
    pub fn figure(&self) -> Figure<'_> {
        Figure {
            filing: self.filing.as_ref(),
            own: self.own,
            days: (self.from, self.to.unwrap_or(self.from)),
            outcome: self.outcome,
            limits: [self.other.as_deref(), Some(&self.place), self.technology.as_deref(), self.basis.as_deref()],
            rule: match &self.rule {
                Rule::Named(rule) => rule,
                Rule::Filings(form) => form.code(),
            },
            amount: self.amount,
        }
    }

    /// What it has under one of the ways to tell rows apart; none where it does not say, or does not fit into one period.
    #[must_use]
    pub fn value(&self, by: By) -> Option<String> {
        let period = |length: Length| length.holding(self.from, self.to?).map(|period| period.to_string());
        match by {
            By::Reporter => Some(self.reporter.clone()),
            By::Other => self.other.clone(),
            By::Place => Some(self.place.clone()),
            By::Measure => self.measure.map(|measure| measure.code().to_owned()),
            By::Basis => self.basis.clone(),
            By::Technology => self.technology.clone(),
            By::Year => period(Length::Year),
            By::Half => period(Length::Half),
            By::Quarter => period(Length::Quarter),
            By::Month => period(Length::Month),
        }
    }
}

/// The jurisdiction of who reports, or of who filed it where the reporter is only named.
fn place(told: &Told) -> &str {
    match told.reporter.split_once('/') {
        Some((jurisdiction, _)) => jurisdiction,
        None => told.statement.filer.jurisdiction(),
    }
}
