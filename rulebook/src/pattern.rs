//! Text with gaps, as `mx-*/*`: for the bodies of a rulebook and Cedar's `like`.

use std::fmt;

/// Text with gaps: what stands between them, in order. Without a gap there is one piece, the whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<String>);

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("*"))
    }
}

impl Pattern {
    /// Reads a pattern in which `*` is a gap.
    #[must_use]
    pub fn parse(text: &str) -> Pattern {
        Pattern(text.split('*').map(str::to_owned).collect())
    }

    /// A pattern of pieces with a gap between each two.
    pub(crate) fn of_pieces(pieces: Vec<String>) -> Pattern {
        Pattern(pieces)
    }

    /// Whether a text is of this pattern.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        match self.0.as_slice() {
            [] => false,
            [whole] => whole == text,
            [first, middle @ .., last] => text
                .strip_prefix(first.as_str())
                .and_then(|rest| rest.strip_suffix(last.as_str()))
                .is_some_and(|rest| holds_in_order(rest, middle)),
        }
    }

    /// Whether some text is of both patterns.
    #[must_use]
    pub fn meets(&self, other: &Pattern) -> bool {
        meet(&self.letters(), &other.letters())
    }

    /// Letter by letter, with none for a gap.
    fn letters(&self) -> Vec<Option<char>> {
        let mut letters = Vec::new();
        for (at, piece) in self.0.iter().enumerate() {
            letters.extend((at > 0).then_some(None));
            letters.extend(piece.chars().map(Some));
        }
        letters
    }
}

/// The earliest place is always good enough: what follows has the most room then.
fn holds_in_order(text: &str, pieces: &[String]) -> bool {
    let mut rest = text;
    pieces.iter().all(|piece| match place_of(piece.as_bytes(), rest.as_bytes()) {
        Some(at) => {
            rest = &rest[at + piece.len()..];
            true
        }
        None => false,
    })
}

/// Where a piece first stands. Texts and pieces are short: looking for the first byte costs less than getting ready for a
/// longer search.
fn place_of(piece: &[u8], text: &[u8]) -> Option<usize> {
    let Some((first, more)) = piece.split_first() else { return Some(0) };
    let mut at = 0;
    loop {
        at += text.get(at..)?.iter().position(|byte| byte == first)?;
        if text[at + 1..].starts_with(more) {
            return Some(at);
        }
        at += 1;
    }
}

/// `row[j]`: whether the letters of `a` seen so far and the first `j` of `b` can be one text.
fn meet(a: &[Option<char>], b: &[Option<char>]) -> bool {
    let mut row: Vec<bool> = (0..=b.len()).map(|j| b[..j].iter().all(Option::is_none)).collect();
    for x in a {
        let before = row.clone();
        row[0] = before[0] && x.is_none();
        for j in 1..=b.len() {
            row[j] = match (x, b[j - 1]) {
                (None, _) | (_, None) => before[j] || row[j - 1] || before[j - 1],
                (Some(x), Some(y)) => before[j - 1] && *x == y,
            };
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Pattern;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Few letters, so that many texts are of many patterns.
        #[test]
        fn patterns_that_share_a_text_meet(one in "[ab*]{0,6}", other in "[ab*]{0,6}", texts in proptest::collection::vec("[ab]{0,8}", 60)) {
            let (one, other) = (Pattern::parse(&one), Pattern::parse(&other));
            prop_assert_eq!(one.meets(&other), other.meets(&one));
            for text in texts.iter().filter(|text| one.matches(text) && other.matches(text)) {
                prop_assert!(one.meets(&other), "{}", text);
            }
        }

        #[test]
        fn a_gap_stands_for_any_text(before in "[ab]{0,3}", gap in "[ab/]{0,4}", after in "[ab]{0,3}") {
            let text = format!("{before}{gap}{after}");
            let gapped = Pattern::parse(&format!("{before}*{after}"));
            prop_assert!(gapped.matches(&text));
            let longer = format!("c{text}");
            prop_assert_eq!(gapped.matches(&longer), before.is_empty());
        }
    }

    #[test]
    fn patterns_are_of_whole_texts() {
        let pattern = Pattern::parse("mx-*/*");
        assert!(pattern.matches("mx-nl/fiscalia"));
        assert!(!pattern.matches("mx/fgr") && !pattern.matches("us/mx-nl/fiscalia"));
        assert!(Pattern::parse("a*a").matches("aa") && !Pattern::parse("a*a").matches("a"));
        assert!(!pattern.meets(&Pattern::parse("mx/*")) && pattern.meets(&Pattern::parse("*")));
        assert!(!Pattern::parse("a*b").meets(&Pattern::parse("a*c")));
    }
}
