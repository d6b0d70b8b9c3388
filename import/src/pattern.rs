//! Texts with columns in them: `esw-{source_file:files}-{row}`, `row {#}`, `{hash}`.

use sha2::{Digest as _, Sha256};

use crate::{mapping::hex, reason::Reason, row::Row};

/// A text with columns in it.
#[derive(Debug, Clone)]
pub(crate) struct Pattern(Vec<Part>);

#[derive(Debug, Clone)]
enum Part {
    Literal(String),
    /// A column, through a table where one is named.
    Column(usize, Option<String>),
    /// The numbers of the rows.
    Rows,
    /// The beginning of the digest of all cells.
    Hash,
}

impl Pattern {
    /// Reads a pattern; `find` knows the columns.
    pub(crate) fn parse(
        text: &str,
        mut find: impl FnMut(&str, Option<&str>) -> Result<usize, Reason>,
    ) -> Result<Pattern, Reason> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or_else(|| Reason::BadPattern { pattern: text.into() })?;
            parts.push(Part::Literal(before.into()));
            parts.push(match name {
                "#" => Part::Rows,
                "hash" => Part::Hash,
                _ => {
                    let (column, table) =
                        name.split_once(':').map_or((name, None), |(name, table)| (name, Some(table)));
                    Part::Column(find(column, table)?, table.map(str::to_owned))
                }
            });
            rest = after;
        }
        parts.push(Part::Literal(rest.into()));
        Ok(Pattern(parts))
    }

    /// The text for the rows of one filing; columns are those of the first. `code` reads a cell through a table.
    pub(crate) fn fill<E>(&self, rows: &[Row], code: impl Fn(&str, &str) -> Result<String, E>) -> Result<String, E> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Rows => text.push_str(&numbers(rows)),
                Part::Hash => text.push_str(&digest(rows)),
                Part::Column(column, table) => {
                    let cell = rows.first().map_or("", |row| row.cell(*column));
                    match table {
                        Some(table) => text.push_str(&code(table, cell)?),
                        None => text.push_str(cell),
                    }
                }
            }
        }
        Ok(text)
    }
}

/// `2`, `2–9, 14`; the first and the last where there are many stretches.
fn numbers(rows: &[Row]) -> String {
    let mut stretches: Vec<(u64, u64)> = Vec::new();
    for row in rows {
        match stretches.last_mut() {
            Some((_, last)) if row.number == *last || row.number == *last + 1 => *last = row.number,
            _ => stretches.push((row.number, row.number)),
        }
    }
    let one = |(from, to): &(u64, u64)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    match (stretches.first(), stretches.last()) {
        (Some((from, _)), Some((_, to))) if stretches.len() > 12 => format!("{from} … {to}"),
        _ => stretches.iter().map(one).collect::<Vec<_>>().join(", "),
    }
}

/// Sixteen digits of the hash of all cells, each with its length before it.
fn digest(rows: &[Row]) -> String {
    let mut hash = Sha256::new();
    for cell in rows.iter().flat_map(|row| &row.cells) {
        hash.update((cell.len() as u64).to_le_bytes());
        hash.update(cell.as_bytes());
    }
    hex(&hash.finalize())[..16].to_owned()
}

/// Letters, digits and hyphens of a text, as an id takes them; `None` where nothing or too much is left.
pub(crate) fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letter) => slug.push(letter),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    let slug = slug.trim_end_matches('-');
    (1..=40).contains(&slug.len()).then(|| slug.to_owned())
}

fn plain(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u64, cells: &[&str]) -> Row {
        Row { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), fault: None }
    }

    #[test]
    fn columns_rows_and_digests_are_filled_in() {
        let find = |name: &str, _: Option<&str>| match name {
            "a" => Ok(0),
            other => Err(Reason::UnknownColumn { column: other.into(), nearest: None }),
        };
        let filled = |text: &str, rows: &[Row]| {
            let code = |_: &str, cell: &str| Ok::<_, ()>(format!("<{cell}>"));
            Pattern::parse(text, find).map(|pattern| pattern.fill(rows, code).unwrap_or_default())
        };
        let rows = [row(2, &["x", "y"]), row(3, &["z", "y"]), row(7, &["", ""])];
        assert_eq!(filled("p-{a}-{a:t} {#}", &rows).as_deref(), Ok("p-x-<x> 2–3, 7"));
        assert_eq!(filled("{hash}", &rows[..1]).map(|hash| hash.len()), Ok(16));
        assert_ne!(filled("{hash}", &[row(2, &["xy", ""])]), filled("{hash}", &[row(2, &["x", "y"])]));
        assert!(filled("{b}", &rows).is_err());
        assert!(filled("{a", &rows).is_err());
    }

    #[test]
    fn a_slug_is_what_an_id_takes() {
        assert_eq!(slug("Año 2020 / Núm. 7").as_deref(), Some("ano-2020-num-7"));
        assert_eq!(slug("---"), None);
        assert_eq!(slug(&"x".repeat(41)), None);
    }
}
