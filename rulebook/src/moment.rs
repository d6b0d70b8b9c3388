//! Moments and spans of time as Cedar writes them: `2024-01-31`, `2024-01-31T08:00:00Z`, `30d`, `1d6h`.

use register::time::Date;

use crate::expression::DAY;

/// Milliseconds since 1970 of a day or an instant.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let day = day_of(text.get(..10)?)?.checked_mul(DAY)?;
    let Some(clock) = text.get(10..).filter(|clock| !clock.is_empty()) else { return Some(day) };
    let bytes = clock.as_bytes();
    let shape = bytes.len() > 9 && bytes[0] == b'T' && bytes[3] == b':' && bytes[6] == b':';
    let two = |at: usize| -> Option<i64> { digits(clock.get(at..at + 2)?) };
    let (hour, minute, second) = shape.then(|| Some((two(1)?, two(4)?, two(7)?))).flatten()?;
    let of_day = ((hour * 60 + minute) * 60 + second) * 1_000;
    let real = hour < 24 && minute < 60 && second < 60;
    real.then(|| Some(day + of_day + fraction_and_offset(clock.get(9..)?)?)).flatten()
}

/// `.123Z`, `Z` or `+0600`: what to add.
fn fraction_and_offset(text: &str) -> Option<i64> {
    let (millis, zone) = match text.strip_prefix('.') {
        Some(rest) => (digits(rest.get(..3)?)?, rest.get(3..)?),
        None => (0, text),
    };
    if zone == "Z" {
        return Some(millis);
    }
    let (sign, of_zone) = (zone.get(..1)?, zone.get(1..).filter(|text| text.len() == 4)?);
    let (hours, minutes) = (digits(of_zone.get(..2)?)?, digits(of_zone.get(2..)?)?);
    let offset = (hours * 60 + minutes) * 60_000;
    let real = hours < 24 && minutes < 60;
    match sign {
        "+" if real => Some(millis - offset),
        "-" if real => Some(millis + offset),
        _ => None,
    }
}

/// Milliseconds of a span: days, hours, minutes, seconds and milliseconds in this order, each at most once.
pub(crate) fn parse_span(text: &str) -> Option<i64> {
    let (sign, mut rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut total: i64 = 0;
    if rest.is_empty() {
        return None;
    }
    for (unit, millis) in [("d", DAY), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)] {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at(length);
        let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        if length > 0 && after.get(..letters) == Some(unit) {
            total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(sign * millis)?)?;
            rest = &after[letters..];
        }
    }
    rest.is_empty().then_some(total)
}

/// Days since 1970 of a day in any year that has four digits; facts lie in 1900–2199, written days may not.
fn day_of(text: &str) -> Option<i64> {
    if let Some(date) = Date::parse(text) {
        return Some(date.days());
    }
    let date = jiff::civil::Date::new(
        text.get(..4).and_then(digits)?.try_into().ok()?,
        text.get(5..7).and_then(digits)?.try_into().ok()?,
        text.get(8..10).and_then(digits)?.try_into().ok()?,
    );
    let dashes = text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-');
    let span = jiff::civil::date(1970, 1, 1).until(date.ok()?).ok()?;
    dashes.then(|| span.get_days().into())
}

fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A moment as policies write it: a day where it is a midnight, else an instant.
pub(crate) fn shown(millis: i64) -> String {
    let (year, month, day) = civil(millis.div_euclid(DAY));
    let (seconds, rest) = (millis.rem_euclid(DAY) / 1_000, millis.rem_euclid(1_000));
    let date = format!("{year:04}-{month:02}-{day:02}");
    let fraction = if rest == 0 { String::new() } else { format!(".{rest:03}") };
    match (seconds, rest) {
        (0, 0) => date,
        _ => format!("{date}T{:02}:{:02}:{:02}{fraction}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60),
    }
}

/// Year, month and day of a day since 1970-01-01 (Howard Hinnant's `civil_from_days`): years begin in March, so that
/// the leap day is a year's last.
pub(crate) fn civil(day: i64) -> (i16, i8, i8) {
    let shifted = day + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let small = |value: i64| i8::try_from(value).unwrap_or_default();
    (i16::try_from(year).unwrap_or_default(), small(month), small(of_month))
}
