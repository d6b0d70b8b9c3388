//! The nearest known word to a mistyped one (Damerau-Levenshtein distance, adjacent letters exchanged count once).

/// Longer words get no suggestion: no name here is half as long, and the work grows with the square of it.
const LONGEST: usize = 40;

/// The nearest candidate within a third of the word's length, if any. Candidates are ASCII.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let mut letters = ['\0'; LONGEST];
    let mut length = 0;
    for c in word.chars() {
        *letters.get_mut(length)? = c;
        length += 1;
    }
    let (word, limit) = (&letters[..length], (length / 3).max(1));
    // Words that differ more in length than they may in letters need no closer look; nearly all do.
    let near = |candidate: &&'c str| candidate.len() <= LONGEST && candidate.len().abs_diff(length) <= limit;
    candidates
        .filter(near)
        .map(|candidate| (distance(word, candidate.as_bytes()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Row by row; only the last two rows are needed for the next.
fn distance(a: &[char], b: &[u8]) -> usize {
    let mut rows = [[0; LONGEST + 1]; 3];
    rows[0] = std::array::from_fn(|at| at);
    for i in 1..=a.len() {
        let [before, last, row] = [(i + 1) % 3, (i + 2) % 3, i % 3];
        rows[row][0] = i;
        for j in 1..=b.len() {
            let letter = |at: usize| char::from(b[at]);
            let change = usize::from(a[i - 1] != letter(j - 1));
            let mut best = (rows[last][j] + 1).min(rows[row][j - 1] + 1).min(rows[last][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == letter(j - 2) && a[i - 2] == letter(j - 1) {
                best = best.min(rows[before][j - 2] + 1);
            }
            rows[row][j] = best;
        }
    }
    rows[a.len() % 3][b.len()]
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
        assert_eq!(nearest("", words()), None);
        assert_eq!(nearest(&"amount".repeat(9), words()), None);
    }
}
