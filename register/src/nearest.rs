//! The nearest known word to a mistyped one (Damerau-Levenshtein distance, adjacent letters exchanged count once).

/// The nearest candidate within a third of the word's length, if any.
pub(crate) fn nearest(word: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    if word.len() > 60 {
        return None;
    }
    let length = word.chars().count();
    let limit = (length / 3).max(1);
    // Words that differ more in length than is allowed in letters need no closer look; nearly all do.
    candidates
        .filter(|candidate| candidate.len().abs_diff(length) <= limit)
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn typing_errors_find_their_word() {
        let words = || ["amount", "supplier", "buyer"].into_iter();
        assert_eq!(nearest("amuont", words()), Some("amount"));
        assert_eq!(nearest("suplier", words()), Some("supplier"));
        assert_eq!(nearest("colour", words()), None);
    }
}
