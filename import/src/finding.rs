//! What is found in a source: where, by which rule, in both languages, and what to do. An error holds a row back; a
//! warning does not.

use register::{lang::Lang, problem::Problem};
use serde::{Deserialize, Serialize};

use crate::{reason::Reason, said::Said};

/// Whether a finding holds its row back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The row is held back.
    Error,
    /// The row is imported all the same.
    Warning,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Row of the source; 0 where it is of the file.
    pub row: u64,
    /// Column, where it is of one.
    pub column: Option<String>,
    /// Whether it holds the row back.
    pub severity: Severity,
    /// Its code: a check of the mapping, a reason of the import or of the register.
    pub code: String,
    /// The rule behind it: a page of ours, or the mapping.
    pub rule: String,
    /// What is wrong.
    pub says: Said,
    /// What to do next; empty where the sentence says it.
    pub next: Said,
}

impl Finding {
    /// A finding of the import itself.
    #[must_use]
    pub fn of(reason: &Reason, row: u64, column: Option<&str>) -> Finding {
        Finding {
            row,
            column: column.map(str::to_owned),
            severity: Severity::Error,
            code: reason.code().into(),
            rule: "docs/import.md".into(),
            says: reason.says(),
            next: reason.next(),
        }
    }

    /// What the register would say of the filing that the row becomes.
    #[must_use]
    pub fn of_register(problem: &Problem, row: u64, column: Option<&str>) -> Finding {
        let reason = &problem.reason;
        let field = if problem.field.is_empty() { String::new() } else { format!("{}: ", problem.field) };
        let both = |words: &dyn Fn(Lang) -> String| Said::new(words(Lang::Es), words(Lang::En));
        Finding {
            row,
            column: column.map(str::to_owned),
            severity: Severity::Error,
            code: reason.code().into(),
            rule: reason.rule().into(),
            says: both(&|lang| format!("{field}{}", reason.says(lang))),
            next: both(&|lang| reason.next(lang)),
        }
    }

    /// `file:row:column code sentence; next step`
    #[must_use]
    pub fn line(&self, file: &str, lang: Lang) -> String {
        let row = if self.row == 0 { String::new() } else { format!(":{}", self.row) };
        let column = self.column.as_ref().map_or(String::new(), |column| format!(":{column}"));
        format!("{file}{row}{column} {} {}", self.code, self.words(lang))
    }

    /// Sentence and next step in one language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self.next.in_(lang) {
            "" => self.says.in_(lang).into(),
            next => format!("{}; {next}", self.says.in_(lang)),
        }
    }
}
