//! The nearest known name to a mistyped one, over names that are only known when the program runs.

/// The nearest name within a third of the word's length, where case and edges do not count.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    let limit = (word.len() / 3).max(2);
    names
        .map(|name| (distance(&word, &folded(name)), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// A name is compared by this many letters: the work grows with their square.
const LONGEST: usize = 60;

fn folded(word: &str) -> Vec<char> {
    word.trim().chars().flat_map(char::to_lowercase).take(LONGEST).collect()
}

/// Levenshtein distance, row by row.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let exchanged = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = exchanged.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        let names = || ["warrant_number", "agency", "end"].into_iter();
        assert_eq!(nearest("Warrant Number", names()), Some("warrant_number"));
        assert_eq!(nearest("agencia", names()), Some("agency"));
        assert_eq!(nearest("importe total", names()), None);
    }
}
