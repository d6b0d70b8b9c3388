//! The list of requirements whose rows a rulebook's pages may say that they answer. `rulebook.toml` declares it by its
//! parts and how many rows each has, so that a rulebook can be checked wherever it lies, without the page that holds
//! the list; a test of the project holds the declaration of our own rulebooks to `docs/requirements.md`.

use crate::{
    card::{Table, whole_of},
    fault::{Faults, Reason},
    nearest::hint,
};

/// The parts of the list, each with its number of rows; none where the rulebook declares no list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Requirements {
    parts: Vec<(String, u32)>,
}

/// Reads `requirements` of `rulebook.toml`, as `{ PT = 9, PA = 9 }`.
pub(crate) fn read(book: &mut Table<'_, '_>, faults: &mut Faults) -> Requirements {
    let Some(table) = book.table("requirements", faults) else { return Requirements::default() };
    let mut parts = Vec::new();
    for (name, item) in table.items() {
        let rows = whole_of(item.value).and_then(|rows| u32::try_from(rows).ok()).filter(|rows| *rows > 0);
        match rows {
            Some(rows) if is_part(name) => parts.push((name.to_owned(), rows)),
            Some(_) => faults.at(item.line, Reason::RequirementsPart { name: name.into() }),
            None => drop(table.wrong::<()>(name, item, Some("9"), faults)),
        }
    }
    Requirements { parts }
}

/// Reads `answers` of a page: rows of the list, each once.
pub(crate) fn answers(card: &mut Table<'_, '_>, list: &Requirements, faults: &mut Faults) -> Vec<String> {
    card.needed("answers", faults);
    let mut rows: Vec<String> = Vec::new();
    for (value, line) in card.texts("answers", faults) {
        if let Some(reason) = list.wrong_with(&value, &rows) {
            faults.at(line, reason);
        }
        rows.push(value);
    }
    rows
}

impl Requirements {
    /// What is wrong with a row that a page names, if anything, after those it has named already.
    fn wrong_with(&self, value: &str, before: &[String]) -> Option<Reason> {
        let Some((part, number)) = row(value) else { return Some(Reason::Answers { value: value.into() }) };
        if before.iter().any(|other| other == value) {
            return Some(Reason::AnswersTwice { value: value.into() });
        }
        if self.parts.is_empty() {
            return None;
        }
        match self.parts.iter().find(|(known, _)| known == part) {
            Some((_, rows)) if number <= *rows => None,
            Some((_, rows)) => Some(Reason::AnswersBeyond { value: value.into(), last: format!("{part}-{rows}") }),
            None => {
                let instead = hint(part, self.parts.iter().map(|(part, _)| part.as_str()));
                let parts = self.parts.iter().map(|(part, _)| format!("`{part}`")).collect::<Vec<_>>().join(", ");
                Some(Reason::AnswersPart { value: value.into(), part: part.into(), instead, parts })
            }
        }
    }
}

/// Part and number of a row, as `UA-7`: capital letters, a hyphen, a number without zeros in front.
fn row(text: &str) -> Option<(&str, u32)> {
    let (part, digits) = text.split_once('-')?;
    let number: u32 = digits.parse().ok().filter(|number: &u32| *number > 0 && number.to_string() == digits)?;
    is_part(part).then_some((part, number))
}

fn is_part(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase())
}
