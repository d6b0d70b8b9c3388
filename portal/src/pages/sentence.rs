//! One sentence with links in it. Where a link stands is for each language to say, so the message has variables, and the
//! sentence comes back in pieces that a template puts one after another.

use register::lang::Lang;

use super::{
    link::Cell,
    text::{self, Arg},
};

/// A character of the private use area: no message has it, and what filings say never passes through a message here.
const MARK: char = '\u{E000}';

/// The message of a key with cells in place of its variables.
pub(super) fn sentence(lang: Lang, key: &str, cells: &[(&'static str, Vec<Cell>)]) -> Vec<Cell> {
    let place = |(at, (name, _)): (usize, &(&'static str, Vec<Cell>))| (*name, Arg::Text(format!("{MARK}{at}{MARK}")));
    let args: Vec<(&'static str, Arg)> = cells.iter().enumerate().map(place).collect();
    let said = text::with(lang, key, &args);
    let piece = |(at, part): (usize, &str)| match at % 2 {
        0 if part.is_empty() => Vec::new(),
        0 => vec![Cell::text(part)],
        _ => {
            part.parse::<usize>().ok().and_then(|at| cells.get(at)).map(|(_, cells)| cells.clone()).unwrap_or_default()
        }
    };
    said.split(MARK).enumerate().flat_map(piece).collect()
}

/// What a sentence says, without its links.
pub(super) fn plain(cells: &[Cell]) -> String {
    cells.iter().map(|cell| cell.text.as_str()).collect()
}
