//! Days, periods and instants in the formats that a mapping declares. None is guessed: `01/02/2020` is a day only by a
//! declared order.

use jiff::{
    Span,
    civil::{Date, DateTime},
    fmt::strtime::BrokenDownTime,
};

/// The day of a text by the first format that fits.
pub(crate) fn day(text: &str, formats: &[String]) -> Option<Date> {
    let fits = |format: &String| BrokenDownTime::parse(format, text).ok()?.to_date().ok();
    formats.iter().find_map(fits).filter(|day| (1900..2200).contains(&day.year()))
}

/// First and last day of a text by the first format that fits: a period by its name, or one day.
pub(crate) fn period(text: &str, formats: &[String]) -> Option<(Date, Date)> {
    formats.iter().find_map(|format| match format.as_str() {
        "year" => months(text, 1, 12),
        "half-year" => part(text, ['H', 'S'], 6),
        "quarter" => part(text, ['Q', 'T'], 3),
        "month" => {
            let (year, month) = text.split_once('-')?;
            months(year, month.parse().ok().filter(|month| (1..=12).contains(month))?, 1)
        }
        _ => day(text, std::slice::from_ref(format)).map(|day| (day, day)),
    })
}

/// `2013 H1`, `2013-H1` or `H1 2013`: a part of a year, of this many months.
fn part(text: &str, letters: [char; 2], length: i8) -> Option<(Date, Date)> {
    let mut words = text.split([' ', '-', '/']);
    let (one, other) = (words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let (year, part) = if one.starts_with(letters) { (other, one) } else { (one, other) };
    let number: i8 = part.strip_prefix(letters)?.parse().ok()?;
    (1..=12 / length).contains(&number).then(|| months(year, (number - 1) * length + 1, length)).flatten()
}

fn months(year: &str, first: i8, length: i8) -> Option<(Date, Date)> {
    let year: i16 = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
    let from = Date::new(year, first, 1).ok()?;
    let to = Date::new(year, first + length - 1, 1).ok()?.last_of_month();
    Some((from, to))
}

/// The instant of a text, by a clock this far from UTC.
pub(crate) fn instant(text: &str, formats: &[String], offset: Option<&str>) -> Option<String> {
    let fits = |format: &String| BrokenDownTime::parse(format, text).ok()?.to_datetime().ok();
    let local: DateTime = formats.iter().find_map(fits)?;
    let minutes = offset.map_or(Some(0), minutes)?;
    let utc = local.checked_sub(Span::new().minutes(minutes)).ok()?;
    Some(utc.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Minutes of an offset as `-06:00`.
pub(crate) fn minutes(offset: &str) -> Option<i64> {
    let (sign, rest) = match offset.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (60 * hours + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(formats: &[&str]) -> Vec<String> {
        formats.iter().map(|format| (*format).to_owned()).collect()
    }

    #[test]
    fn three_styles_of_days_are_read_when_declared() {
        let three = formats(&["%a, %Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S"]);
        for (text, wanted) in [
            ("Mon, 2020-01-27", Some("2020-01-27")),
            ("Tue, 2020-01-27", None),
            ("27/01/2020", Some("2020-01-27")),
            ("01/27/2020", None),
            ("2020-01-27 00:00:00", Some("2020-01-27")),
            ("2020-02-30 00:00:00", None),
            ("27/01/1820", None),
            ("", None),
        ] {
            assert_eq!(day(text, &three).map(|day| day.to_string()).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn periods_have_a_first_and_a_last_day() {
        let all = formats(&["year", "half-year", "quarter", "month", "%d/%m/%Y"]);
        for (text, wanted) in [
            ("2018", Some("2018-01-01/2018-12-31")),
            ("2013 H1", Some("2013-01-01/2013-06-30")),
            ("H2 2013", Some("2013-07-01/2013-12-31")),
            ("2020-Q1", Some("2020-01-01/2020-03-31")),
            ("2020 T4", Some("2020-10-01/2020-12-31")),
            ("2020-02", Some("2020-02-01/2020-02-29")),
            ("03/04/2020", Some("2020-04-03/2020-04-03")),
            ("2013 H3", None),
            ("2020-13", None),
        ] {
            let read = period(text, &all).map(|(from, to)| format!("{from}/{to}"));
            assert_eq!(read.as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn an_instant_is_told_in_utc() {
        let formats = formats(&["%m/%d/%Y - %H:%M"]);
        assert_eq!(instant("01/27/2020 - 20:45", &formats, Some("-08:00")).as_deref(), Some("2020-01-28T04:45:00Z"));
        assert_eq!(instant("01/27/2020", &formats, None), None);
    }
}
