//! The calendar of a rulebook: rest days, holidays, days on which clocks stand still, and deadlines counted by them.

use register::time::Date;

use crate::{
    expression::{DAY, LAST_DAY},
    fact::{Facts, Maybe, Slot, Value},
    moment::civil,
    said::Said,
    version::Cite,
};

/// How a deadline is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The place, among the facts of the case, of the moment from which it runs.
    pub from: usize,
    /// What is counted.
    pub unit: Unit,
    /// How many.
    pub count: i64,
}

/// What a deadline counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days of the civil calendar.
    Days,
    /// Days that are neither rest days nor holidays.
    WorkingDays,
    /// Months, to the same day of the month or the last there is.
    Months,
    /// Hours from the instant.
    Hours,
}

/// A counted deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last moment, in milliseconds since 1970-01-01T00:00:00Z: of days and months, the midnight at which the last
    /// day begins.
    pub at: i64,
    /// The suspensions that moved it, by their place in the calendar.
    pub moved_by: Vec<usize>,
}

/// A day on which nothing is worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Which day.
    pub day: HolidayDay,
    /// Its name.
    pub name: String,
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayDay {
    /// Every year, by month and day.
    Yearly(i8, i8),
    /// Once.
    Once(Date),
}

/// A time in which clocks stand still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What it is.
    pub says: Said,
    /// Where that is said.
    pub source: String,
    /// Whether it was read there.
    pub verified: bool,
    /// The laws whose terms stand still, by the rulebook's codes; empty for all.
    pub laws: Vec<String>,
}

impl Suspension {
    /// Whether it stops the clocks of a version that cites some laws.
    #[must_use]
    pub fn stops(&self, cites: &[Cite]) -> bool {
        self.laws.is_empty() || cites.iter().any(|cite| self.laws.contains(&cite.law))
    }
}

/// The calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// Which days of the week are rest days, Monday first.
    pub rest: [bool; 7],
    /// Holidays.
    pub holidays: Vec<Holiday>,
    /// Suspensions by their first day; none overlap.
    pub suspensions: Vec<Suspension>,
}

impl Calendar {
    /// When a deadline of a case runs out, by the laws that a version cites: unknown where the moment it runs from is, absent where there is none.
    #[must_use]
    pub fn due(&self, due: &Due, cites: &[Cite], case: &Facts) -> Maybe<Deadline> {
        match case.slots().get(due.from) {
            Some(Slot::Known(Value::Moment(from))) => self.count(due.unit, due.count, *from, cites).into(),
            Some(Slot::Unknown) => Maybe::Unknown,
            _ => Maybe::Absent,
        }
    }

    /// The deadline so many units after a moment; none beyond the years that questions are asked for.
    #[must_use]
    pub fn count(&self, unit: Unit, count: i64, from: i64, cites: &[Cite]) -> Option<Deadline> {
        let first = from.div_euclid(DAY);
        if first.abs() >= LAST_DAY || !(0..LAST_DAY).contains(&count) {
            return None;
        }
        match unit {
            Unit::Days => Some(self.moved(from - from.rem_euclid(DAY) + DAY, (first + count) * DAY, cites)),
            Unit::Months => Some(self.moved((first + 1) * DAY, months_after(first, count)? * DAY, cites)),
            Unit::Hours => Some(self.moved(from, from + count * 3_600_000, cites)),
            Unit::WorkingDays => self.working_days(first, count, cites),
        }
    }

    /// A deadline put off by the suspensions that lie between the moment it begins to run and its end. What a
    /// suspension takes is the time from which on both run to the suspension's end.
    fn moved(&self, mut begins: i64, ends: i64, cites: &[Cite]) -> Deadline {
        let mut deadline = Deadline { at: ends, moved_by: Vec::new() };
        let suspensions = self.suspensions.iter().enumerate().filter(|(_, suspension)| suspension.stops(cites));
        for (place, suspension) in suspensions {
            let (from, after) = (suspension.from.days() * DAY, (suspension.to.days() + 1) * DAY);
            if from <= deadline.at && after > begins {
                deadline.at += after - from.max(begins);
                deadline.moved_by.push(place);
                // The next one takes what is left, where the version cites laws of both.
                begins = after;
            }
        }
        deadline
    }

    /// Counts day by day; suspended days do not count.
    fn working_days(&self, first: i64, count: i64, cites: &[Cite]) -> Option<Deadline> {
        let (mut day, mut left, mut moved_by) = (first, count, Vec::new());
        while left > 0 {
            day += 1;
            if day >= LAST_DAY {
                return None;
            }
            let suspended = self.suspended(day, cites);
            let works = !self.is_rest(day) && !self.is_holiday(day);
            match suspended {
                Some(place) if works && !moved_by.contains(&place) => moved_by.push(place),
                None if works => left -= 1,
                _ => {}
            }
        }
        Some(Deadline { at: day * DAY, moved_by })
    }

    fn suspended(&self, day: i64, cites: &[Cite]) -> Option<usize> {
        self.suspensions.iter().position(|suspension| {
            (suspension.from.days()..=suspension.to.days()).contains(&day) && suspension.stops(cites)
        })
    }

    fn is_rest(&self, day: i64) -> bool {
        // 1970-01-01 was a Thursday.
        usize::try_from((day + 3).rem_euclid(7)).is_ok_and(|weekday| self.rest[weekday])
    }

    fn is_holiday(&self, day: i64) -> bool {
        let (_, month, of_month) = civil(day);
        self.holidays.iter().any(|holiday| match holiday.day {
            HolidayDay::Yearly(holiday_month, holiday_day) => (holiday_month, holiday_day) == (month, of_month),
            HolidayDay::Once(date) => date.days() == day,
        })
    }
}

/// The same day of the month so many months later, or the last that there is.
fn months_after(first: i64, count: i64) -> Option<i64> {
    let (year, month, day) = civil(first);
    let start = jiff::civil::Date::new(year, month, day).ok()?;
    let end = start.checked_add(jiff::Span::new().try_months(count).ok()?).ok()?;
    let span = jiff::civil::date(1970, 1, 1).until(end).ok()?;
    Some(span.get_days().into())
}
