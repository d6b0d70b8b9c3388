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
    /// Ids of what is wrong.
    wrong: Vec<String>,
}

impl View {
    /// A field, with the ids of what is wrong in it.
    pub(super) fn new(input: Input, wrong: Vec<String>, lang: Lang) -> View {
        View { lang, input, wrong }
    }

    fn is_wrong(&self) -> bool {
        self.wrong.contains(&self.input.id())
    }

    fn t(&self, key: &str) -> String {
        text::get(self.lang, key)
    }

    fn hint(&self) -> Option<String> {
        self.input.hint.map(|key| text::get(self.lang, key))
    }

    /// Whether the document itself may be chosen, to be hashed.
    fn is_document(&self) -> bool {
        self.input.name.ends_with(".sha256")
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
        let view = |(at, input): (usize, &Input)| {
            View::new(Input { label: label(at, input), ..input.clone() }, self.wrong.clone(), self.lang)
        };
        inner.iter().enumerate().map(view).collect()
    }
}
