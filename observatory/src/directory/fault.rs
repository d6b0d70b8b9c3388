//! What is wrong with a file that a person edits: where it stands, and what to do, in both languages.

use std::fmt;

use register::lang::Lang;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The field, as `register.silent_after`.
    pub field: String,
    /// In Spanish.
    pub es: String,
    /// In English.
    pub en: String,
}

impl Fault {
    /// What is wrong and what to do.
    #[must_use]
    pub fn says(&self, lang: Lang) -> &str {
        lang.of(&self.es, &self.en)
    }

    /// The whole line for people: place, field, what is wrong.
    #[must_use]
    pub fn line_in(&self, lang: Lang) -> String {
        format!("{}:{}:{}: {}", self.file, self.line, self.field, self.says(lang))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line_in(Lang::En))
    }
}
