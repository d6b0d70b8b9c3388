//! Days, periods and instants as filings write them (RFC 3339). Told, never asked: no clock here.

use std::fmt;

use jiff::civil;

/// A day of the civil calendar, `2019-04-12`, between 1900 and 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// A day, or a period of days with both ends included; an open end means it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// One day.
    Day(Date),
    /// From a day on, up to and including another.
    Period(Date, Option<Date>),
}

/// An instant in milliseconds since 1970-01-01T00:00:00Z, written `2026-11-23T19:55:45.123Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Date {
    /// Reads `YYYY-MM-DD`; days that no calendar has and years outside 1900–2199 are none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
        if !shape {
            return None;
        }
        let (year, month, day) = (text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?);
        (1900..2200).contains(&year).then(|| civil::Date::new(year, month, day).ok().map(Date)).flatten()
    }

    /// Year, month and day.
    #[must_use]
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Days since 1970-01-01, negative before.
    #[must_use]
    pub fn days(self) -> i64 {
        EPOCH.until(self.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The day so many days after 1970-01-01; none outside of the calendar.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Date> {
        let span = jiff::Span::new().try_days(days).ok()?;
        EPOCH.checked_add(span).ok().map(Date)
    }
}

/// The day from which days are counted.
const EPOCH: civil::Date = civil::date(1970, 1, 1);

impl When {
    /// The first day.
    #[must_use]
    pub fn from(self) -> Date {
        match self {
            When::Day(day) | When::Period(day, _) => day,
        }
    }

    /// The last day, where there is one.
    #[must_use]
    pub fn to(self) -> Option<Date> {
        match self {
            When::Day(day) => Some(day),
            When::Period(_, to) => to,
        }
    }
}

impl Instant {
    /// 1970-01-01T00:00:00Z, the first instant there is.
    pub const EPOCH: Instant = Instant(0);

    /// From milliseconds since 1970-01-01T00:00:00Z; outside the years 1970–2199 there is none.
    #[must_use]
    pub fn from_millis(millis: i64) -> Option<Instant> {
        (0..7_258_118_400_000).contains(&millis).then_some(Instant(millis))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Reads `YYYY-MM-DDThh:mm:ss(.fff)?Z`, the form entries use. No other offset, so that one instant is one text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Instant> {
        let (day, clock) = text.strip_suffix('Z')?.split_once('T')?;
        let (clock, millis) = clock.split_once('.').map_or((clock, Some(0)), |(clock, fraction)| {
            let digits = fraction.len() == 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
            (clock, digits.then(|| fraction.parse::<i64>().ok()).flatten())
        });
        let two = |from: usize| -> Option<i64> {
            let part = clock.get(from..from + 2)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
        };
        let bytes = clock.as_bytes();
        if bytes.len() != 8 || bytes[2] != b':' || bytes[5] != b':' {
            return None;
        }
        let (hour, minute, second) = (two(0)?, two(3)?, two(6)?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = Date::parse(day)?.days() * 86_400 + hour * 3_600 + minute * 60 + second;
        Instant::from_millis(seconds * 1_000 + millis?)
    }

    /// The day in UTC.
    #[must_use]
    pub fn date(self) -> Date {
        const EPOCH: civil::Date = civil::date(1970, 1, 1);
        let days = jiff::Span::new().try_days(self.0.div_euclid(86_400_000)).unwrap_or_default();
        Date(EPOCH.checked_add(days).unwrap_or(EPOCH))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Day(day) => day.fmt(f),
            When::Period(from, Some(to)) => write!(f, "{from}/{to}"),
            When::Period(from, None) => write!(f, "{from}/.."),
        }
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.0.rem_euclid(86_400_000);
        let (seconds, millis) = (of_day / 1_000, of_day % 1_000);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z", self.date())
    }
}
