//! What a reader asks of the findings: filters in the address, and addresses with other filters. The list, its twins and
//! its feed read the same ones.

use register::id::{BodyId, FilingId};
use rulebook::{case::CaseKind, finding::Says};

use super::{
    link::{escaped, with_params},
    records::Problem,
    text::{self, Arg},
    visit::Visit,
};
use crate::index::FindingsQuery;

/// What is asked for, and what of it was not understood.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) query: FindingsQuery,
    /// Findings before the first that is shown.
    pub(super) from: u64,
    pub(super) problems: Vec<Problem>,
}

impl Asked {
    /// Reads an address.
    pub(super) fn read(visit: &Visit) -> Asked {
        let mut asked = Asked::default();
        asked.query = FindingsQuery {
            book: visit.param("book").map(str::to_owned),
            rule: visit.param("rule").map(str::to_owned),
            says: asked.part(visit, "says", Says::parse),
            severity: asked.part(visit, "severity", |code| SEVERITIES.contains(&code).then(|| code.to_owned())),
            body: asked.part(visit, "body", BodyId::parse),
            record: asked.part(visit, "record", FilingId::parse),
            kind: asked.part(visit, "kind", CaseKind::parse),
            claimed: asked
                .part(visit, "claimed", |answer| YES_NO.iter().find(|(code, _)| *code == answer).map(|(_, yes)| *yes)),
            ..FindingsQuery::default()
        };
        asked.from = asked.part(visit, "from", |from| from.parse().ok()).unwrap_or_default();
        asked
    }

    /// One part of the address; what is not understood is noted.
    pub(super) fn part<T>(
        &mut self,
        visit: &Visit,
        field: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = visit.param(field)?;
        let parsed = parse(value);
        if parsed.is_none() {
            let args = [("field", Arg::Text(field.to_owned())), ("value", Arg::Text(value.to_owned()))];
            self.problems.push(Problem { field, says: text::with(visit.lang, "find-problem", &args) });
        }
        parsed
    }
}

/// How grave a broken rule is, gravest first.
pub(super) const SEVERITIES: [&str; 2] = ["breach", "flag"];

/// The answers to a question in an address.
pub(super) const YES_NO: [(&str, bool); 2] = [("yes", true), ("no", false)];

/// The address of a list of findings, after the language: `ending` is that of a twin or of the feed.
pub(super) fn address(ending: &str, query: &FindingsQuery, from: u64) -> String {
    let text = |text: &String| escaped(text);
    let claimed = |claimed: bool| YES_NO.iter().find(|(_, yes)| *yes == claimed).map(|(code, _)| (*code).to_owned());
    let parts = [
        ("book", query.book.as_ref().map(text)),
        ("rule", query.rule.as_ref().map(text)),
        ("says", query.says.map(|says| says.code().to_owned())),
        ("severity", query.severity.as_ref().map(text)),
        ("body", query.body.as_ref().map(|body| escaped(body.as_str()))),
        ("record", query.record.as_ref().map(|record| escaped(record.as_str()))),
        ("kind", query.kind.map(|kind| kind.code().to_owned())),
        ("claimed", query.claimed.and_then(claimed)),
        ("from", (from > 0).then(|| from.to_string())),
    ];
    with_params(&format!("/findings{ending}"), parts)
}
