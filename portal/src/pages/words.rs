//! Days, instants, amounts and codes as people read them, in one language each.

use register::{
    lang::{Lang, Words},
    shown::Shown,
    time::{Date, Instant, When},
};

use super::link::Cell;

/// A moment with its machine-readable form, for `<time>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    /// RFC 3339 date or instant.
    pub(super) machine: String,
    /// As read.
    pub(super) words: String,
}

const ES: [&str; 12] = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day: `12 abr 2019`.
pub(super) fn date(day: Date, lang: Lang) -> String {
    let (year, month, day) = day.parts();
    format!("{day} {} {year}", month_name(month, lang))
}

/// A day or a period.
pub(super) fn when(when: When, lang: Lang) -> String {
    match (when, lang) {
        (When::Day(day), _) => date(day, lang),
        (When::Period(from, Some(to)), _) if from == to => date(from, lang),
        (When::Period(from, Some(to)), _) => period(from, to, lang),
        (When::Period(from, None), Lang::Es) => format!("desde el {}", date(from, lang)),
        (When::Period(from, None), Lang::En) => format!("since {}", date(from, lang)),
    }
}

/// Whole years and whole months are said as such.
fn period(from: Date, to: Date, lang: Lang) -> String {
    let ((from_year, from_month, from_day), (to_year, to_month, to_day)) = (from.parts(), to.parts());
    let whole_months = from_day == 1 && to_day >= 28 && ends_month(to);
    let years = whole_months && from_month == 1 && to_month == 12;
    match (years, whole_months) {
        (true, _) if from_year == to_year => from_year.to_string(),
        (true, _) => format!("{from_year}–{to_year}"),
        (_, true) if (from_year, from_month) == (to_year, to_month) => {
            format!("{} {from_year}", month_name(from_month, lang))
        }
        (_, true) => format!("{} {from_year} – {} {to_year}", month_name(from_month, lang), month_name(to_month, lang)),
        _ => format!("{} – {}", date(from, lang), date(to, lang)),
    }
}

fn ends_month(day: Date) -> bool {
    let (year, month, day) = day.parts();
    Date::parse(&format!("{year:04}-{month:02}-{:02}", day + 1)).is_none()
}

/// A day by its number since 1970-01-01; none where no calendar of ours has it.
pub(super) fn of_days(days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::parse(&jiff::civil::date(1970, 1, 1).checked_add(span).ok()?.to_string())
}

/// A day by its number, as files write it.
pub(super) fn iso(days: i64) -> String {
    of_days(days).map(|day| day.to_string()).unwrap_or_default()
}

/// A day by its number, as a value of a page.
pub(super) fn day_cell(days: i64, lang: Lang) -> Cell {
    of_days(days).map_or_else(|| Cell::text("–"), |day| Cell::when(When::Day(day), lang))
}

/// A month of a year: `mar 2026`.
pub(super) fn month(year: i16, month: i8, lang: Lang) -> String {
    format!("{} {year}", month_name(month, lang))
}

/// An instant to the minute, with its zone.
pub(super) fn instant(instant: Instant, lang: Lang) -> Moment {
    let machine = instant.to_string();
    let clock = machine.get(11..16).unwrap_or_default();
    Moment { words: format!("{}, {clock} UTC", date(instant.date(), lang)), machine }
}

/// A text that is a date, an instant or a period as filings write them; none for any other text.
pub(super) fn dated(text: &str, lang: Lang) -> Option<String> {
    if let Some(day) = Date::parse(text) {
        return Some(date(day, lang));
    }
    if let Some(at) = Instant::parse(text) {
        return Some(instant(at, lang).words);
    }
    let (from, to) = text.split_once('/')?;
    let from = Date::parse(from)?;
    let to = if to == ".." { None } else { Some(Date::parse(to)?) };
    Some(when(When::Period(from, to), lang))
}

/// A date of limited precision: `2021`, `jul 2021`, `28 jul 2021`.
pub(super) fn published(text: &str, lang: Lang) -> String {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    match (month.and_then(|month| month.parse().ok()), day) {
        (Some(month), None) => format!("{} {year}", month_name(month, lang)),
        (Some(_), Some(_)) => Date::parse(text).map_or_else(|| text.to_owned(), |day| date(day, lang)),
        _ => year.to_owned(),
    }
}

/// A whole number, grouped.
pub(super) fn number(n: u64, lang: Lang) -> String {
    Shown::Quantity(n, n).text(lang)
}

/// A label with a small first letter, to stand within a sentence.
pub(super) fn small(words: Words, lang: Lang) -> String {
    let text = words.in_(lang);
    let mut characters = text.chars();
    let first = characters.next();
    let second_is_capital = text.chars().nth(1).is_some_and(char::is_uppercase);
    match first {
        Some(first) if !second_is_capital => first.to_lowercase().chain(characters).collect(),
        _ => text.to_owned(),
    }
}

/// The beginning and end of a long hash.
pub(super) fn short_hash(hash: &str) -> String {
    match (hash.get(..8), hash.get(hash.len().saturating_sub(4)..)) {
        (Some(start), Some(end)) if hash.len() > 16 => format!("{start}…{end}"),
        _ => hash.to_owned(),
    }
}

fn month_name(month: i8, lang: Lang) -> &'static str {
    let at = usize::try_from(month).unwrap_or(1).clamp(1, 12) - 1;
    match lang {
        Lang::Es => ES[at],
        Lang::En => EN[at],
    }
}

#[cfg(test)]
mod tests {
    use register::{
        lang::{Lang, Words},
        time::Instant,
    };

    use super::{dated, instant, published, short_hash, small};

    #[test]
    fn days_and_periods_read_well_in_both_languages() {
        let cases = [
            ("2019-04-12", "12 abr 2019", "12 Apr 2019"),
            ("2018-01-01/2021-12-31", "2018–2021", "2018–2021"),
            ("2020-01-01/2020-12-31", "2020", "2020"),
            ("2016-02-01/2016-02-29", "feb 2016", "Feb 2016"),
            ("2011-03-01/2012-03-31", "mar 2011 – mar 2012", "Mar 2011 – Mar 2012"),
            ("2020-08-16/2020-08-26", "16 ago 2020 – 26 ago 2020", "16 Aug 2020 – 26 Aug 2020"),
            ("2015-11-01/..", "desde el 1 nov 2015", "since 1 Nov 2015"),
        ];
        for (text, es, en) in cases {
            assert_eq!((dated(text, Lang::Es).as_deref(), dated(text, Lang::En).as_deref()), (Some(es), Some(en)));
        }
        assert_eq!(dated("2019-02-30", Lang::Es), None);
        assert_eq!(dated("DN-10/2019", Lang::Es), None);
    }

    #[test]
    fn instants_say_their_zone() {
        let at = Instant::parse("2026-11-23T19:55:45.123Z").expect("an instant");
        assert_eq!(instant(at, Lang::Es).words, "23 nov 2026, 19:55 UTC");
    }

    #[test]
    fn publications_keep_their_precision() {
        let all = ["2021", "2021-07", "2021-07-28"].map(|text| published(text, Lang::Es));
        assert_eq!(all, ["2021", "jul 2021", "28 jul 2021"]);
    }

    #[test]
    fn labels_fit_into_sentences() {
        assert_eq!(small(Words::new("Compra", "Purchase"), Lang::Es), "compra");
        assert_eq!(small(Words::new("OCID", "OCID"), Lang::Es), "OCID");
        assert_eq!(short_hash(&"ab".repeat(32)), "abababab…abab");
    }
}
