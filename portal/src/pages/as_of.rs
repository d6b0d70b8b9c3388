//! As known on a day: `?as-of=2026-03-01` on any page shows what the register said at the end of that day, in UTC. The
//! page `verify` and the log's own files know no days: what they say holds for all time.

use register::{lang::Lang, time::Date};

use super::{
    error::PageError,
    text::{self, Arg},
    words,
};
use crate::index::{IndexError, Reading};

/// Name of the parameter.
pub(super) const PARAM: &str = "as-of";

/// Pages that are the same on every day.
const TIMELESS: [&str; 6] = ["/verify", "/data", "/data.json", "/data.csv", "/help", "/accessibility"];

/// What an address says of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AsOf {
    /// Nothing: today.
    Now,
    /// This day.
    Day(Date),
    /// Something that is no day.
    Unclear(String),
}

/// What was known on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) day: Date,
    /// Entries received until the end of that day.
    pub(super) size: u64,
}

/// Why a day cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoDay {
    /// It is no day of the calendar.
    Unclear(String),
    /// It has not come yet.
    Ahead(Date),
    /// The register had no entry yet; the day of its first, where it has one by now.
    Early(Date, Option<Date>),
}

/// Whether a page, after its language, is the same on every day.
pub(super) fn is_timeless(path: &str) -> bool {
    let below = ["/file", "/receipts", "/comments"];
    let in_part = |part: &str| path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    TIMELESS.contains(&path) || below.into_iter().any(in_part)
}

impl AsOf {
    /// Reads the values of the parameter; empty ones, as a form without a day sends, say nothing.
    pub(super) fn read<'a>(path: &str, values: impl Iterator<Item = &'a str>) -> AsOf {
        let mut values = values.map(str::trim).filter(|value| !value.is_empty());
        match (values.next(), values.next()) {
            _ if is_timeless(path) => AsOf::Now,
            (None, _) => AsOf::Now,
            (Some(first), Some(second)) if first != second => AsOf::Unclear(format!("{first} {second}")),
            (Some(first), _) => Date::parse(first).map_or_else(|| AsOf::Unclear(first.to_owned()), AsOf::Day),
        }
    }

    /// The day asked for; none for today's page.
    pub(super) fn day(&self, today: i64) -> Result<Option<Date>, PageError> {
        match self {
            AsOf::Now => Ok(None),
            AsOf::Unclear(value) => Err(NoDay::Unclear(value.clone()).into()),
            AsOf::Day(day) if day.days() > today => Err(NoDay::Ahead(*day).into()),
            AsOf::Day(day) => Ok(Some(*day)),
        }
    }
}

impl Known {
    /// What was known on a day of which `size` entries were received until its end.
    pub(super) fn new(reading: &Reading, day: Date, size: u64) -> Result<Result<Known, NoDay>, IndexError> {
        match size {
            0 => Ok(Err(NoDay::Early(day, reading.first_received()?.map(|first| first.date())))),
            _ => Ok(Ok(Known { day, size })),
        }
    }

    /// In words, with the number of entries.
    pub(super) fn says(&self, lang: Lang) -> String {
        let entries = text::count(lang, "n-entries", self.size);
        let args = [("day", Arg::Text(words::date(self.day, lang))), ("entries", Arg::Text(entries))];
        text::with(lang, "as-of-known", &args)
    }
}

impl NoDay {
    /// Why, in words.
    pub(super) fn says(&self, lang: Lang) -> String {
        let day = |day: &Date| Arg::Text(words::date(*day, lang));
        match self {
            NoDay::Unclear(value) => text::with(lang, "no-day-unclear", &[("value", Arg::Text(value.clone()))]),
            NoDay::Ahead(ahead) => text::with(lang, "no-day-ahead", &[("day", day(ahead))]),
            NoDay::Early(early, None) => text::with(lang, "no-day-empty", &[("day", day(early))]),
            NoDay::Early(early, Some(first)) => {
                text::with(lang, "no-day-early", &[("day", day(early)), ("first", day(first))])
            }
        }
    }
}
