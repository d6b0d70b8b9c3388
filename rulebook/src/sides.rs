//! Two texts side by side, line by line: what stands in both, what only one has. For readers who compare; what is far from
//! every difference is left out.

/// One row of two texts side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A line of both.
    Both(String),
    /// Lines that differ, the old one and the new one; none where the other side has more.
    Other(Option<String>, Option<String>),
    /// So many lines of both, left out.
    Same(usize),
}

/// Lines of both that are shown around a difference.
const AROUND: usize = 2;

/// Pairs of lines that are compared at most: beyond, everything between the first difference and the last is told as
/// other.
const MAX_PAIRS: usize = 4_000_000;

/// Both texts as rows; none where they are the same.
#[must_use]
pub fn side_by_side(old: &str, new: &str) -> Vec<Row> {
    if old == new {
        return Vec::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let begins = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old[begins..], &new[begins..]);
    let ends = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_part, new_part) = (&old_rest[..old_rest.len() - ends], &new_rest[..new_rest.len() - ends]);
    let mut rows: Vec<Row> = old[..begins].iter().map(|line| Row::Both((*line).to_owned())).collect();
    rows.extend(between(old_part, new_part));
    rows.extend(old_rest[old_rest.len() - ends..].iter().map(|line| Row::Both((*line).to_owned())));
    shortened(rows)
}

/// The rows of two parts, by the longest lines that both have in the same order.
fn between(old: &[&str], new: &[&str]) -> Vec<Row> {
    if old.len().saturating_mul(new.len()) > MAX_PAIRS {
        return paired(old, new);
    }
    let common = common(old, new);
    let (mut rows, mut at) = (Vec::new(), (0, 0));
    for (in_old, in_new) in common {
        rows.extend(paired(&old[at.0..in_old], &new[at.1..in_new]));
        rows.push(Row::Both(old[in_old].to_owned()));
        at = (in_old + 1, in_new + 1);
    }
    rows.extend(paired(&old[at.0..], &new[at.1..]));
    rows
}

/// Lines that have nothing in common, one beside the other.
fn paired(old: &[&str], new: &[&str]) -> Vec<Row> {
    let line = |lines: &[&str], at: usize| lines.get(at).map(|line| (*line).to_owned());
    (0..old.len().max(new.len())).map(|at| Row::Other(line(old, at), line(new, at))).collect()
}

/// The places of the longest common subsequence.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for (in_old, old_line) in old.iter().enumerate().rev() {
        for (in_new, new_line) in new.iter().enumerate().rev() {
            let (below, beside) = (longest[(in_old + 1) * width + in_new], longest[in_old * width + in_new + 1]);
            let both = longest[(in_old + 1) * width + in_new + 1] + 1;
            longest[in_old * width + in_new] = if old_line == new_line { both } else { below.max(beside) };
        }
    }
    let (mut places, mut at) = (Vec::new(), (0, 0));
    while at.0 < old.len() && at.1 < new.len() {
        if old[at.0] == new[at.1] {
            places.push(at);
            at = (at.0 + 1, at.1 + 1);
        } else if longest[(at.0 + 1) * width + at.1] >= longest[at.0 * width + at.1 + 1] {
            at.0 += 1;
        } else {
            at.1 += 1;
        }
    }
    places
}

/// The same without the lines of both that are far from every difference.
fn shortened(rows: Vec<Row>) -> Vec<Row> {
    let other: Vec<usize> =
        rows.iter().enumerate().filter(|(_, row)| matches!(row, Row::Other(..))).map(|(at, _)| at).collect();
    let near = |at: usize| {
        let next = other.partition_point(|other| *other < at);
        let close = |place: Option<&usize>| place.is_some_and(|place| place.abs_diff(at) <= AROUND);
        close(other.get(next)) || close(next.checked_sub(1).and_then(|last| other.get(last)))
    };
    let mut short: Vec<Row> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        match (near(at), short.last_mut()) {
            (true, _) => short.push(row),
            (false, Some(Row::Same(count))) => *count += 1,
            (false, _) => short.push(Row::Same(1)),
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Row, side_by_side};

    /// The rows as text: `=` both, `-` old, `+` new, `…` left out.
    fn shown(old: &str, new: &str) -> String {
        let row = |row: Row| match row {
            Row::Both(line) => format!("= {line}\n"),
            Row::Other(old, new) => format!("- {} + {}\n", old.unwrap_or_default(), new.unwrap_or_default()),
            Row::Same(count) => format!("… {count}\n"),
        };
        side_by_side(old, new).into_iter().map(row).collect()
    }

    #[test]
    fn what_differs_stands_side_by_side_and_what_is_far_is_left_out() {
        let old = "uno\ndos\ntres\ncuatro\ncinco\nseis\nsiete\nocho";
        let new = "uno\ndos\ntres\ncuatro\nCINCO\nseis\notra\nsiete\nocho";
        expect_test::expect![[r"
            … 2
            = tres
            = cuatro
            - cinco + CINCO
            = seis
            -  + otra
            = siete
            = ocho
        "]]
        .assert_eq(&shown(old, new));
        assert_eq!(shown(old, old), "");
    }

    proptest! {
        #[test]
        fn each_side_is_whole(old in "([a-c]\n){0,12}", new in "([a-c]\n){0,12}") {
            let rows = side_by_side(&old, &new);
            let count = |side: fn(&Row) -> usize| rows.iter().map(side).sum::<usize>();
            let of_old = count(|row| match row { Row::Other(old, _) => usize::from(old.is_some()), Row::Both(_) => 1, Row::Same(n) => *n });
            let of_new = count(|row| match row { Row::Other(_, new) => usize::from(new.is_some()), Row::Both(_) => 1, Row::Same(n) => *n });
            prop_assert!(old == new || (of_old, of_new) == (old.lines().count(), new.lines().count()));
        }
    }
}
