//! Faults: what is wrong with a rulebook's pages, where, and what to do next, for people who know the law and do not
//! program. What can be wrong stands in `reason.rs`; all faults of a rulebook are told at once.

use std::fmt;

use register::lang::Lang;

pub use crate::reason::Reason;

/// One thing that is wrong with a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the rulebook names it.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// The heading it stands under: of the card, the title; empty where there is none.
    pub heading: String,
    /// Whether the rulebook judges as it says all the same: one that was adopted goes on judging, a new one is not adopted.
    pub mild: bool,
    /// A short name of the reason that never changes.
    pub code: &'static str,
    /// What is wrong and what to do, in Spanish.
    pub es: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    /// What is wrong and what to do, in one language.
    #[must_use]
    pub fn says(&self, lang: Lang) -> &str {
        lang.of(&self.es, &self.en)
    }

    /// The same with its place, on one line.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let Fault { file, line, heading, code, .. } = self;
        format!("{file}:{line}: {}{} [{code}]", Under(heading), self.says(lang))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Lang::En))
    }
}

/// A heading in front of a sentence, where there is one.
struct Under<'a>(&'a str);

impl fmt::Display for Under<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "{}: ", self.0) }
    }
}

/// The faults of one file, in the order they are found.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    file: String,
    title: String,
    heading: String,
    found: Vec<Fault>,
    noted: usize,
}

impl Faults {
    /// No faults yet of a file.
    pub(crate) fn of(file: &str) -> Faults {
        Faults { file: file.into(), ..Faults::default() }
    }

    /// What stands before the first heading stands under the title of the page.
    pub(crate) fn titled(&mut self, title: &str) {
        self.title = title.into();
        self.under("");
    }

    /// From here on, faults stand under this heading; without one, under the title.
    pub(crate) fn under(&mut self, heading: &str) {
        self.heading = if heading.is_empty() { self.title.clone() } else { heading.into() };
    }

    /// Notes a fault; the same one is noted once, however many versions share it.
    pub(crate) fn at(&mut self, line: u32, reason: Reason) {
        self.noted += 1;
        self.note(line, reason, false);
    }

    /// Notes a fault with which the rulebook judges as it says.
    pub(crate) fn mild(&mut self, line: u32, reason: Reason) {
        self.note(line, reason, true);
    }

    fn note(&mut self, line: u32, reason: Reason, mild: bool) {
        let Faults { file, heading, found, .. } = self;
        let fault = Fault {
            file: file.clone(),
            line,
            heading: heading.clone(),
            mild,
            code: reason.code(),
            es: reason.says(Lang::Es),
            en: reason.says(Lang::En),
        };
        if !found.contains(&fault) {
            found.push(fault);
        }
    }

    /// How many that are not mild were noted, to see later whether there are more; one that was noted before counts again.
    pub(crate) fn count(&self) -> usize {
        self.noted
    }

    /// All of them, by line.
    pub(crate) fn finish(mut self) -> Vec<Fault> {
        self.found.sort_by_key(|fault| fault.line);
        self.found
    }
}
