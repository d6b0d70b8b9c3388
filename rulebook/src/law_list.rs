//! `rulebook.toml`: what the rulebook is, the laws that it cites and where each can be read, and its calendar.

use std::collections::BTreeMap;

use register::time::Date;

use crate::{
    book::{CARD, Rulebook},
    calendar::{Calendar, Holiday, HolidayDay, Suspension},
    card::{Snippet, Table},
    fault::{Fault, Faults, Reason},
    nearest::hint,
    requirements,
    said::Said,
    text::normalize,
    version,
};

/// How far a law was read for the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// Whole.
    Yes,
    /// In part.
    Partly,
    /// Not at all.
    No,
}

/// A law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// Its code in this rulebook.
    pub code: String,
    /// Title.
    pub title: Said,
    /// How names of it begin, as [`normalize`] writes them.
    pub names: Vec<String>,
    /// Where and when it was published.
    pub published: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// How far it was read.
    pub read: Read,
}

/// The laws of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LawList {
    /// The laws as listed.
    pub laws: Vec<Law>,
    /// Names, longest first, each with the place of its law.
    names: Vec<(String, usize)>,
}

impl LawList {
    /// The law with a code.
    #[must_use]
    pub fn law(&self, code: &str) -> Option<&Law> {
        self.laws.iter().find(|law| law.code == code)
    }

    /// The code of the law that a filing names: the longest listed name with which the text begins, as a whole word.
    #[must_use]
    pub fn code_of(&self, name: &str) -> Option<&str> {
        let name = normalize(name);
        let begins = |(listed, _): &&(String, usize)| {
            name.strip_prefix(listed.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        self.names.iter().find(begins).map(|(_, law)| self.laws[*law].code.as_str())
    }

    /// That a law is not listed, with the one that may be meant: by a name of it, by how its code begins, or nearly so.
    pub(crate) fn unlisted(&self, law: &str) -> Reason {
        Reason::LawUnlisted { law: law.into(), instead: self.meant(law) }
    }

    /// ` (`…`?)` with the code that may be meant, or nothing.
    pub(crate) fn meant(&self, law: &str) -> String {
        let begins: Vec<&str> = self
            .laws
            .iter()
            .map(|listed| listed.code.as_str())
            .filter(|code| !law.is_empty() && code.starts_with(law))
            .collect();
        match self.code_of(law) {
            Some(code) => format!(" (`{code}`?)"),
            None if !begins.is_empty() => format!(" (`{}`?)", begins.join("`, `")),
            None => hint(law, self.laws.iter().map(|law| law.code.as_str())),
        }
    }

    fn of(laws: Vec<Law>) -> LawList {
        let mut names: Vec<(String, usize)> = Vec::new();
        for (place, law) in laws.iter().enumerate() {
            names.extend(law.names.iter().map(|name| (name.clone(), place)));
        }
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        LawList { laws, names }
    }
}

/// Reads `rulebook.toml`; the rulebook is still without rules.
pub(crate) fn read_card(text: Option<&String>, into: &mut Vec<Fault>) -> Option<Rulebook> {
    let mut faults = Faults::of(CARD);
    let book = match text {
        Some(text) => read_book(Snippet { text, line: 1 }, &mut faults),
        None => {
            faults.at(1, Reason::NoBook);
            None
        }
    };
    into.extend(faults.finish());
    book
}

fn read_book(snippet: Snippet<'_>, faults: &mut Faults) -> Option<Rulebook> {
    let items = snippet.parse(faults)?;
    let mut table = Table::whole(&items, snippet);
    let (name, version) = (table.text("name", faults), table.text("version", faults));
    let (title, summary) = (table.said("title", faults), table.said("summary", faults));
    table.needed("bodies", faults);
    let bodies = table.texts("bodies", faults);
    let patterns = version::patterns(&bodies, faults);
    let requirements = requirements::read(&mut table, faults);
    let laws = laws(&mut table, faults);
    let calendar =
        table.table("calendar", faults).map(|calendar| read_calendar(calendar, &laws, faults)).unwrap_or_default();
    table.finish(faults);
    Some(Rulebook {
        name: name?,
        version: version?,
        title: title?,
        summary: summary?,
        bodies: bodies.into_iter().map(|(body, _)| body).collect(),
        requirements,
        laws,
        calendar,
        rules: Vec::new(),
        duties: Vec::new(),
        files: BTreeMap::new(),
        patterns,
    })
}

fn laws(table: &mut Table<'_, '_>, faults: &mut Faults) -> LawList {
    let mut laws: Vec<Law> = Vec::new();
    for law in table.tables("law", faults) {
        let line = law.line();
        let Some(law) = read_law(law, faults) else { continue };
        let taken = |name: &String| laws.iter().any(|other| other.code == *name || other.names.contains(name));
        for name in std::iter::once(&law.code).chain(&law.names).filter(|name| taken(name)) {
            faults.at(line, Reason::LawTaken { name: name.clone() });
        }
        laws.push(law);
    }
    LawList::of(laws)
}

fn read_law(mut table: Table<'_, '_>, faults: &mut Faults) -> Option<Law> {
    let (code, title) = (table.text("code", faults), table.said("title", faults));
    let names = table.texts("names", faults);
    for (name, line) in names.iter().filter(|(name, _)| normalize(name) != *name) {
        faults.at(*line, Reason::LawName { name: name.clone(), normal: normalize(name) });
    }
    let (published, url) = (table.text_if_any("published", faults), table.address("url", faults));
    let line = table.line_of("read");
    let read = table.text("read", faults).and_then(|text| read_of(&text, line, faults));
    table.finish(faults);
    let names = names.into_iter().map(|(name, _)| name).collect();
    Some(Law { code: code?, title: title?, names, published, url, read: read? })
}

fn read_of(text: &str, line: u32, faults: &mut Faults) -> Option<Read> {
    match text {
        "yes" => Some(Read::Yes),
        "partly" => Some(Read::Partly),
        "no" => Some(Read::No),
        _ => {
            let words = "`yes`, `partly`, `no`".into();
            faults.at(line, Reason::NotOneOf { field: "law.read".into(), value: text.into(), words });
            None
        }
    }
}

/// Days of the week, Monday first.
const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn read_calendar(mut table: Table<'_, '_>, laws: &LawList, faults: &mut Faults) -> Calendar {
    let mut rest = [false; 7];
    for (day, line) in table.texts("rest_days", faults) {
        match WEEK.iter().position(|known| *known == day) {
            Some(place) => rest[place] = true,
            None => {
                let words = WEEK.map(|day| format!("`{day}`")).join(", ");
                faults.at(line, Reason::NotOneOf { field: "calendar.rest_days".into(), value: day, words });
            }
        }
    }
    let holidays = table.tables("holidays", faults);
    let holidays = holidays.into_iter().filter_map(|holiday| read_holiday(holiday, faults)).collect();
    let suspensions = table.tables("suspensions", faults);
    let lined = |table: Table<'_, '_>, faults: &mut Faults| Some((table.line(), read_suspension(table, laws, faults)?));
    let suspensions = suspensions.into_iter().filter_map(|suspension| lined(suspension, faults)).collect();
    table.finish(faults);
    Calendar { rest, holidays, suspensions: apart(suspensions, faults) }
}

fn read_holiday(mut table: Table<'_, '_>, faults: &mut Faults) -> Option<Holiday> {
    let (line, name) = (table.line_of("day"), table.text("name", faults));
    let yearly = if table.has("on") { None } else { table.text("day", faults) };
    let once = table.day("on", faults).map(HolidayDay::Once);
    table.finish(faults);
    let yearly = yearly.and_then(|text| {
        // A leap year, so that 29 February is a day.
        let parts = Date::parse(&format!("2000-{text}")).map(Date::parts);
        if parts.is_none() {
            faults.at(line, Reason::HolidayDay { value: text });
        }
        parts.map(|(_, month, day)| HolidayDay::Yearly(month, day))
    });
    Some(Holiday { day: once.or(yearly)?, name: name? })
}

fn read_suspension(mut table: Table<'_, '_>, laws: &LawList, faults: &mut Faults) -> Option<Suspension> {
    let (from, to) = (table.needed_day("from", faults), table.needed_day("to", faults));
    let (says, source) = (table.said("says", faults), table.text("source", faults));
    let (line, status_line) = (table.line(), table.line_of("status"));
    let verified = match table.text("status", faults).as_deref() {
        Some(text @ ("verified" | "unverified")) => Some(text == "verified"),
        Some(other) => {
            let words = "`verified`, `unverified`".into();
            let field = "calendar.suspensions.status".into();
            faults.at(status_line, Reason::NotOneOf { field, value: other.into(), words });
            None
        }
        None => None,
    };
    let stopped = table.texts("laws", faults);
    for (law, line) in stopped.iter().filter(|(law, _)| laws.law(law).is_none()) {
        faults.at(*line, laws.unlisted(law));
    }
    table.finish(faults);
    let (from, to) = (from?, to?);
    if to < from {
        faults.at(line, Reason::EndsFirst { from: from.to_string(), to: to.to_string() });
    }
    Some(Suspension {
        from,
        to,
        says: says?,
        source: source?,
        verified: verified?,
        laws: stopped.into_iter().map(|(law, _)| law).collect(),
    })
}

/// Suspensions in order. Two of the same laws that overlap would stop a clock twice.
fn apart(mut suspensions: Vec<(u32, Suspension)>, faults: &mut Faults) -> Vec<Suspension> {
    suspensions.sort_by_key(|(_, suspension)| suspension.from);
    let meet = |one: &Suspension, other: &Suspension| {
        other.from <= one.to
            && (one.laws.is_empty() || other.laws.is_empty() || one.laws.iter().any(|law| other.laws.contains(law)))
    };
    for (at, (line, other)) in suspensions.iter().enumerate() {
        if let Some((_, one)) = suspensions[..at].iter().find(|(_, one)| meet(one, other)) {
            let (first, second) = (one.from.to_string(), other.from.to_string());
            faults.at(*line, Reason::SuspensionsOverlap { first, second });
        }
    }
    suspensions.into_iter().map(|(_, suspension)| suspension).collect()
}
