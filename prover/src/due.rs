//! How a card counts a deadline: compared, never computed.

use register::lang::{Lang, Words};

/// A deadline as a rule's card states it: an amount of a unit from a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Due {
    /// The fact it is counted from, as `date`.
    pub from: String,
    /// What is counted.
    pub unit: Unit,
    /// How many.
    pub amount: u32,
    /// The suspensions of single laws' terms that stop its clock, as `2025-03-21/2025-06-03`.
    pub stopped: Vec<String>,
}

/// What a deadline is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Hours.
    Hours,
    /// Days of the calendar.
    Days,
    /// Working days.
    WorkingDays,
    /// Months of the calendar.
    Months,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 4] = [Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Months];

    /// Its key in a card.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Unit::Hours => "hours",
            Unit::Days => "days",
            Unit::WorkingDays => "working_days",
            Unit::Months => "months",
        }
    }

    /// Reads the key of a card.
    #[must_use]
    pub fn parse(code: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// Its name for an amount.
    #[must_use]
    pub const fn words(self, amount: u32) -> Words {
        match (self, amount) {
            (Unit::Hours, 1) => Words::new("hora", "hour"),
            (Unit::Hours, _) => Words::new("horas", "hours"),
            (Unit::Days, 1) => Words::new("día", "day"),
            (Unit::Days, _) => Words::new("días", "days"),
            (Unit::WorkingDays, 1) => Words::new("día hábil", "working day"),
            (Unit::WorkingDays, _) => Words::new("días hábiles", "working days"),
            (Unit::Months, 1) => Words::new("mes", "month"),
            (Unit::Months, _) => Words::new("meses", "months"),
        }
    }
}

impl Due {
    /// As `15 working days`.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        format!("{} {}", self.amount, self.unit.words(self.amount).in_(lang))
    }

    /// Whether the two differ by no more than the amount, and the same suspensions stop them: then we know which ends later.
    #[must_use]
    pub fn comparable(&self, other: &Due) -> bool {
        (&self.from, self.unit, &self.stopped) == (&other.from, other.unit, &other.stopped)
    }
}
