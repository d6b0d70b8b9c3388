//! What is said to the one who runs the command: text or one JSON document on standard output, progress on standard
//! error and only where it is a terminal.

use std::io::{IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressStyle};
use register::lang::Lang;
use serde_json::Value;

use crate::failure::Said;

/// Where a command speaks.
#[derive(Debug)]
pub(crate) struct Screen {
    /// The language.
    pub(crate) lang: Lang,
    json: bool,
    colour: bool,
    progress: bool,
}

/// How a line is marked: in words and sign first, in colour where the terminal has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It holds.
    Good,
    /// It does not.
    Bad,
    /// It was not tried.
    None,
}

impl Screen {
    /// A screen in a language; with `json`, only one document is printed.
    pub(crate) fn new(lang: Lang, json: bool) -> Screen {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = std::io::stdout().is_terminal() && !no_colour;
        Screen { lang, json, colour, progress: std::io::stderr().is_terminal() }
    }

    /// Says something to people.
    pub(crate) fn say(&self, said: &Said) {
        self.line(said.in_(self.lang));
    }

    /// Prints a line to people.
    pub(crate) fn line(&self, line: &str) {
        if !self.json {
            print(&format!("{line}\n"));
        }
    }

    /// Prints a line with its mark.
    pub(crate) fn marked(&self, mark: Mark, said: &Said) {
        let (sign, colour) = match mark {
            Mark::Good => ("✓", "32"),
            Mark::Bad => ("✗", "31"),
            Mark::None => ("–", "2"),
        };
        let text = said.in_(self.lang);
        match self.colour {
            true => self.line(&format!("\x1b[{colour}m{sign}\x1b[0m {text}")),
            false => self.line(&format!("{sign} {text}")),
        }
    }

    /// Prints the one document for programs.
    pub(crate) fn document(&self, document: &Value) {
        if self.json {
            print(&format!("{document:#}\n"));
        }
    }

    /// Prints one of several documents for programs, on a line of its own.
    pub(crate) fn document_line(&self, document: &Value) {
        if self.json {
            print(&format!("{document}\n"));
        }
    }

    /// Says something beside the output: what is being done, what to know.
    pub(crate) fn aside(&self, said: &Said) {
        let _ = writeln!(std::io::stderr(), "{}", said.in_(self.lang));
    }

    /// A bar that counts up to a total, where somebody looks.
    pub(crate) fn bar(&self, total: u64, what: &Said) -> ProgressBar {
        if !self.progress {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(total);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {human_pos}/{human_len} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(what.in_(self.lang).to_owned());
        bar
    }
}

/// Prints to standard output. Whoever reads may stop reading, as `head` does: that is no mistake.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says on standard error why a command could not do what it was asked.
pub(crate) fn complain(says: &str) {
    // The word is the same in both languages.
    let _ = writeln!(std::io::stderr(), "error: {says}");
}
