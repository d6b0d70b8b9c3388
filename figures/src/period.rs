//! Periods that figures are compared by: years, halves, quarters and months of the calendar.

use std::fmt;

use register::time::Date;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// A year of the calendar.
    Year,
    /// January to June, or July to December.
    Half,
    /// Three months, from January on.
    Quarter,
    /// A month.
    Month,
}

/// A period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The year.
    pub year: i16,
    /// How long.
    pub length: Length,
    /// Which of its length in the year, from 0.
    pub number: u8,
}

/// The period of the calendar that has just these days, else the days; `..` where there is no last one.
#[must_use]
pub fn days_words(from: Date, to: Option<Date>) -> String {
    let Some(to) = to else { return format!("{from}/..") };
    let just = |of: &Period| (of.first(), of.last()) == (Some(from), Some(to));
    let of = Length::ALL.iter().find_map(|length| length.holding(from, to).filter(just));
    of.map_or_else(|| format!("{from}/{to}"), |period| period.to_string())
}

impl Length {
    /// Every length, longest first.
    pub const ALL: [Length; 4] = [Length::Year, Length::Half, Length::Quarter, Length::Month];

    const fn months(self) -> u8 {
        match self {
            Length::Year => 12,
            Length::Half => 6,
            Length::Quarter => 3,
            Length::Month => 1,
        }
    }

    /// The period of this length that a day is in.
    #[must_use]
    pub fn of(self, day: Date) -> Period {
        let (year, month, _) = day.parts();
        let month = u8::try_from(month).unwrap_or(1);
        Period { year, length: self, number: month.saturating_sub(1) / self.months() }
    }

    /// The period of this length that holds both days, if they are in one.
    #[must_use]
    pub fn holding(self, from: Date, to: Date) -> Option<Period> {
        let period = self.of(from);
        (period == self.of(to)).then_some(period)
    }
}

impl Period {
    /// Its first day.
    #[must_use]
    pub fn first(self) -> Option<Date> {
        let month = self.number * self.length.months() + 1;
        Date::parse(&format!("{:04}-{month:02}-01", self.year))
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Option<Date> {
        let month = (self.number + 1) * self.length.months();
        let day = |day: u8| Date::parse(&format!("{:04}-{month:02}-{day:02}", self.year));
        (28..=31).rev().find_map(day)
    }

    /// The period after it.
    #[must_use]
    pub fn next(self) -> Period {
        match self.number + 1 < 12 / self.length.months() {
            true => Period { number: self.number + 1, ..self },
            false => Period { year: self.year + 1, number: 0, ..self },
        }
    }

    /// Reads what [`Period`] prints.
    #[must_use]
    pub fn parse(text: &str) -> Option<Period> {
        let (year, rest) = text.split_once('-').map_or((text, ""), |(year, rest)| (year, rest));
        let year: i16 = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
        let (length, number) = match rest.split_at_checked(1) {
            None => (Length::Year, "1"),
            Some(("h", number)) => (Length::Half, number),
            Some(("q", number)) => (Length::Quarter, number),
            Some(_) => (Length::Month, rest),
        };
        let number: u8 = number.parse().ok().filter(|number| (1..=12 / length.months()).contains(number))?;
        let period = Period { year, length, number: number - 1 };
        (period.to_string() == text).then_some(period)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number + 1;
        match self.length {
            Length::Year => write!(f, "{}", self.year),
            Length::Half => write!(f, "{}-h{number}", self.year),
            Length::Quarter => write!(f, "{}-q{number}", self.year),
            Length::Month => write!(f, "{}-{number:02}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use register::time::Date;

    use super::{Length, Period};

    #[test]
    fn periods_print_parse_follow_and_end() {
        for (length, first) in [
            (Length::Year, "2023"),
            (Length::Half, "2023-h1"),
            (Length::Quarter, "2023-q1"),
            (Length::Month, "2023-01"),
        ] {
            let mut period = Period::parse(first).unwrap();
            for _ in 0..30 {
                assert_eq!(Period::parse(&period.to_string()), Some(period));
                let (from, to) = (period.first().unwrap(), period.last().unwrap());
                assert_eq!(length.holding(from, to), Some(period));
                assert_eq!(period.next().first().unwrap().days(), to.days() + 1);
                period = period.next();
            }
        }
        for wrong in ["", "23", "2023-h3", "2023-q0", "2023-13", "2023-", "x", "2023-h", "9999"] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
        let day = |text: &str| Date::parse(text).unwrap();
        assert_eq!(Length::Year.holding(day("2023-07-01"), day("2024-01-01")), None);
    }
}
