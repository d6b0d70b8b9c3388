//! Counts as sources write them: `1,234`, `<10`, `250-499`, `1,000+`. The mark between thousands is declared, never
//! guessed: `1.234` is one thousand in one country and one and a bit in another.

/// The least and the most a count can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) low: u64,
    pub(crate) high: u64,
}

/// Reads a count.
pub(crate) fn read(text: &str, thousands: Option<char>) -> Option<Count> {
    let text = text.trim();
    if let Some(exact) = whole(text, thousands) {
        return Some(Count { low: exact, high: exact });
    }
    if let Some(rest) = text.strip_prefix("<=").or_else(|| text.strip_prefix('≤')) {
        return Some(Count { low: 1, high: whole(rest, thousands)? });
    }
    if let Some(rest) = text.strip_prefix('<') {
        let high = whole(rest, thousands)?.checked_sub(1).filter(|high| *high > 0)?;
        return Some(Count { low: 1, high });
    }
    let (low, high) = text.split_once(['-', '–'])?;
    let (low, high) = (whole(low, thousands)?, whole(high, thousands)?);
    (low <= high).then_some(Count { low, high })
}

/// Digits, alone or in threes apart by the mark.
fn whole(text: &str, thousands: Option<char>) -> Option<u64> {
    let text = text.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) {
        return text.parse().ok();
    }
    let mark = |c: char| Some(c) == thousands || (thousands == Some(' ') && (c == '\u{a0}' || c == '\u{202f}'));
    let parts: Vec<&str> = text.split(mark).collect();
    let (first, rest) = parts.split_first()?;
    let grouped = digits(first) && first.len() <= 3 && !rest.is_empty();
    let threes = rest.iter().all(|part| digits(part) && part.len() == 3);
    (grouped && threes).then(|| parts.concat().parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_declared_and_nothing_is_guessed() {
        let cases = [
            ("0", None, Some((0, 0))),
            (" 1234 ", None, Some((1234, 1234))),
            ("1,234", Some(','), Some((1234, 1234))),
            ("1.234.567", Some('.'), Some((1_234_567, 1_234_567))),
            ("1 234", Some(' '), Some((1234, 1234))),
            ("1\u{202f}234", Some(' '), Some((1234, 1234))),
            ("1,234", None, None),
            ("1.234", Some(','), None),
            ("1,23", Some(','), None),
            ("12.0", None, None),
            ("<10", None, Some((1, 9))),
            ("< 1,000", Some(','), Some((1, 999))),
            ("<1", None, None),
            ("<=10", None, Some((1, 10))),
            ("250-499", None, Some((250, 499))),
            ("250 – 499", None, Some((250, 499))),
            ("499-250", None, None),
            ("-5", None, None),
            ("", None, None),
            ("many", None, None),
            ("99999999999999999999", None, None),
        ];
        for (text, mark, wanted) in cases {
            assert_eq!(read(text, mark).map(|count| (count.low, count.high)), wanted, "{text} {mark:?}");
        }
    }
}
