//! The place in a policy that a complaint of Cedar's is about: its line, and what is written there.

use cedar_policy::ffi::DetailedError;

use crate::card::Snippet;

/// Where in a policy something is.
pub(crate) struct Place<'a> {
    pub(crate) line: u32,
    pub(crate) text: &'a str,
    pub(crate) start: usize,
}

impl<'a> Place<'a> {
    /// Where an error of Cedar's is.
    pub(crate) fn of<'e, E>(error: &'e E, snippet: Snippet<'a>) -> Place<'a>
    where
        DetailedError: From<&'e E>,
    {
        let details = DetailedError::from(error);
        let (start, end) = details.source_locations.first().map_or((0, 0), |label| (label.loc.start, label.loc.end));
        let text = snippet.text.get(start..end).unwrap_or_default();
        Place { line: snippet.line_at(start), text, start }
    }

    /// The text on one line, shortened.
    pub(crate) fn shown(&self) -> String {
        shown(self.text)
    }

    /// Whether it is in front of the first condition.
    pub(crate) fn is_in_head(&self, snippet: Snippet<'_>) -> bool {
        snippet.text.find('{').is_none_or(|brace| self.start < brace)
    }

    /// The rest of the policy from here on.
    pub(crate) fn rest(&self, snippet: Snippet<'a>) -> &'a str {
        snippet.text.get(self.start..).unwrap_or_default()
    }

    /// The line of some words at or behind this place.
    pub(crate) fn line_of(&self, words: &str, snippet: Snippet<'a>) -> u32 {
        let inside = self.rest(snippet).find(words).unwrap_or(0);
        snippet.line_at(self.start + inside)
    }
}

/// A piece of a policy on one line, shortened.
pub(crate) fn shown(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > LONGEST { words.chars().take(LONGEST).chain(['…']).collect() } else { words }
}

/// Characters of a policy that a sentence repeats.
const LONGEST: usize = 80;
