//! What is asked for a field, as a page shows it: labels, hints, and the same again for what is inside.

use askama::Template;
use register::lang::Lang;

use super::{super::text, draft::said};
use crate::intake::{Ask, Input};

/// One field of a form on a page.
#[derive(Debug, Template)]
#[template(path = "_input.html", whitespace = "minimize")]
pub(super) struct View {
    lang: Lang,
    input: Input,
    /// Whether something is wrong with it.
    wrong: bool,
}

impl View {
    /// A field; `wrong` are the paths of what is wrong.
    pub(super) fn new(input: Input, wrong: &[String], lang: Lang) -> View {
        let at = wrong.contains(&input.name);
        View { lang, input, wrong: at }
    }

    fn t(&self, key: &str) -> String {
        text::get(self.lang, key)
    }

    fn hint(&self) -> Option<String> {
        self.input.hint.map(|key| text::get(self.lang, key))
    }

    /// A browser's own field for days would throw away what is no day.
    fn is_day(&self, value: &str) -> bool {
        value.is_empty() || register::time::Date::parse(value).is_some()
    }

    fn is_record(&self) -> bool {
        matches!(self.input.ask, Ask::Group(_))
    }

    /// Whether nothing is filled in, here or inside.
    fn is_empty(&self) -> bool {
        said(&self.input).is_empty()
    }

    /// What is inside, with labels where it has none of its own.
    fn inside(&self, inner: &[Input]) -> Vec<View> {
        let many = matches!(self.input.ask, Ask::Many(_));
        let label = |at: usize, input: &Input| match (input.label.is_empty(), many) {
            (false, _) => input.label.clone(),
            (true, true) => format!("{} {}", self.input.label, at + 1),
            (true, false) => self.input.label.clone(),
        };
        let view = |(at, input): (usize, &Input)| View {
            lang: self.lang,
            input: Input { label: label(at, input), ..input.clone() },
            wrong: false,
        };
        inner.iter().enumerate().map(view).collect()
    }
}
