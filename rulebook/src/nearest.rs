//! The nearest known word to a mistyped one, as a hint at the end of a sentence.

/// Longer words get no hint: no name is half as long, and the work grows with the square of it.
const LONGEST: usize = 60;

/// ` (¿`…`?)` with the nearest candidate within a third of the word's length, or nothing.
pub(crate) fn hint<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |near| format!(" (`{near}`?)"))
}

/// The candidates nearest to a word, the nearest first: those within a third of its length.
pub fn few<'a>(word: &str, candidates: impl Iterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let limit = (word.len() / 3).max(1);
    let near = candidates.filter(|candidate| word.len() <= LONGEST && candidate.len().abs_diff(word.len()) <= limit);
    let measured = near.map(|candidate| (distance(word.as_bytes(), candidate.as_bytes()), candidate));
    let mut found: Vec<(usize, &str)> = measured.filter(|(distance, _)| *distance <= limit).collect();
    found.sort_unstable();
    found.into_iter().take(most).map(|(_, candidate)| candidate).collect()
}

fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.len() / 3).max(1);
    candidates
        .filter(|candidate| word.len() <= LONGEST && candidate.len().abs_diff(word.len()) <= limit)
        .map(|candidate| (distance(word.as_bytes(), candidate.as_bytes()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Letters to change, add or leave out (Levenshtein), row by row.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let best = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}
