//! A rulebook: its laws, its calendar, its rules, and which version of a rule is in force for whom on a day.

use std::collections::BTreeMap;

use figures::duty::{self, Duty};

use crate::{
    calendar::Calendar,
    expression::{FactRef, Owner},
    fault::{Fault, Faults, Reason},
    law_list::{self, LawList},
    page::{self, Rule},
    pattern::Pattern,
    requirements::Requirements,
    room::with_room,
    said::Said,
    version::Version,
    wanted::Wanted,
};

/// The file that says what the rulebook is.
pub const CARD: &str = "rulebook.toml";

/// The file with the duties to report that follow from a rulebook, where it has any.
pub const DUTIES: &str = "duties.toml";

/// A rulebook.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// Its name, as `mx-federal`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Title.
    pub title: Said,
    /// What it is about.
    pub summary: Said,
    /// The bodies that it judges, as patterns.
    pub bodies: Vec<String>,
    /// The requirements whose rows its pages may answer.
    pub requirements: Requirements,
    /// The laws that it cites.
    pub laws: LawList,
    /// Its calendar.
    pub calendar: Calendar,
    /// Its rules, by code.
    pub rules: Vec<Rule>,
    /// The duties to report that follow from it.
    pub duties: Vec<Duty>,
    /// Its files as written, by name.
    pub files: BTreeMap<String, String>,
    pub(crate) patterns: Vec<Pattern>,
}

/// Which version of a rule holds for a body on a day.
#[derive(Debug, Clone, Copy)]
pub enum InForce<'a> {
    /// This one.
    Version(&'a Version),
    /// None yet: the day is before the first.
    NotYet,
    /// None: the day lies between two versions, or after the last.
    None,
    /// The rule is for other bodies.
    OtherBodies,
}

fn read_duties(text: Option<&String>, faults: &mut Vec<Fault>) -> Vec<Duty> {
    let Some(text) = text else { return Vec::new() };
    duty::parse(text).unwrap_or_else(|says| {
        let mut file = Faults::of(DUTIES);
        file.at(1, Reason::NotToml { says });
        faults.extend(file.finish());
        Vec::new()
    })
}

impl Rulebook {
    /// Reads the files of a rulebook: `rulebook.toml` and pages, by their names in its folder.
    ///
    /// # Errors
    /// Everything that is wrong, by file and line.
    pub fn load(files: &BTreeMap<String, String>) -> Result<Rulebook, Vec<Fault>> {
        let (book, faults) = Rulebook::read(files);
        book.ok_or(faults)
    }

    /// The same with all that is wrong with them, mild faults too.
    pub(crate) fn read(files: &BTreeMap<String, String>) -> (Option<Rulebook>, Vec<Fault>) {
        with_room(|| Rulebook::read_all(files))
    }

    fn read_all(files: &BTreeMap<String, String>) -> (Option<Rulebook>, Vec<Fault>) {
        let mut faults = Vec::new();
        let card = law_list::read_card(files.get(CARD), &mut faults);
        let mut codes: BTreeMap<&str, &str> = BTreeMap::new();
        let mut rules: Vec<Rule> = Vec::new();
        let duties = read_duties(files.get(DUTIES), &mut faults);
        for (file, text) in files.iter().filter(|(file, _)| ![CARD, DUTIES].contains(&file.as_str())) {
            let mut page_faults = Faults::of(file);
            let code = page::file_name(file).map_or(file.as_str(), |(code, _)| code);
            if let Some(other) = codes.insert(code, file) {
                page_faults.at(1, Reason::CodeTaken { code: code.into(), file: other.into() });
            }
            let rule = page::read(card.as_ref(), file, text, &mut page_faults);
            page_faults.under("");
            if let (Some(rule), Some(card)) = (&rule, &card) {
                overlaps(rule, &card.patterns, &mut page_faults);
            }
            faults.extend(page_faults.finish());
            rules.extend(rule);
        }
        let card = card.filter(|_| faults.iter().all(|fault| fault.mild));
        (card.map(|card| Rulebook { rules, duties, files: files.clone(), ..card }), faults)
    }

    /// The same without any rule: what a draft stands beside where nothing of its name is in force.
    #[must_use]
    pub fn without_rules(&self) -> Rulebook {
        Rulebook { rules: Vec::new(), duties: Vec::new(), files: BTreeMap::new(), ..self.clone() }
    }

    /// The rule with a code.
    #[must_use]
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// Whether the rulebook judges a body; one that is not known may be any.
    #[must_use]
    pub fn judges(&self, body: Option<&str>) -> bool {
        body.is_none_or(|body| self.patterns.iter().any(|pattern| pattern.matches(body)))
    }

    /// The version of a rule that holds for a body on a day (since 1970-01-01).
    #[must_use]
    pub fn version_on<'a>(&self, rule: &'a Rule, body: Option<&str>, day: i64) -> InForce<'a> {
        if self.judges(body) { rule.version_for(body, day) } else { InForce::OtherBodies }
    }
}

impl Rule {
    /// Asks for the facts that it reads.
    pub(crate) fn want(&self, wanted: &mut Wanted) {
        wanted.add(self.kind, []);
        for version in &self.versions {
            let due = version.due.map(|due| FactRef::Fact(Owner::Resource, due.from));
            wanted.add(self.kind, version.reads().into_iter().chain(due));
        }
    }

    /// The version that holds for one of the rulebook's bodies on a day.
    pub(crate) fn version_for(&self, body: Option<&str>, day: i64) -> InForce<'_> {
        let mut theirs = self.versions.iter().filter(|version| version.is_for(body)).peekable();
        let Some(first) = theirs.peek() else { return InForce::OtherBodies };
        if first.from.is_some_and(|from| day < from.days()) {
            return InForce::NotYet;
        }
        theirs.find(|version| version.in_force(day)).map_or(InForce::None, InForce::Version)
    }

    /// The days (since 1970-01-01, first and last) between two versions for all bodies on which none is in force.
    #[must_use]
    pub fn gaps(&self) -> Vec<(i64, i64)> {
        let mut gaps = Vec::new();
        for (place, version) in self.versions.iter().enumerate().skip(1) {
            let ends = self.versions[..place].iter().map(|version| version.to.map_or(i64::MAX, |to| to.days()));
            let (last, next) = (ends.max().unwrap_or(i64::MAX), version.from.map_or(i64::MIN, |from| from.days()));
            if last < next.saturating_sub(1) {
                gaps.push((last + 1, next - 1));
            }
        }
        gaps
    }
}

/// Versions of a rule that hold at once for the same bodies.
fn overlaps(rule: &Rule, all: &[Pattern], faults: &mut Faults) {
    for (place, version) in rule.versions.iter().enumerate() {
        for other in rule.versions[..place].iter().filter(|other| at_once(version, other, all)) {
            let began = |version: &Version| version.from.map_or_else(|| "…".into(), |from| format!("`{from}`"));
            faults.at(version.line, Reason::Overlap { first: began(other), second: began(version) });
        }
    }
}

/// Whether two versions hold on one day for one body.
fn at_once(one: &Version, other: &Version, all: &[Pattern]) -> bool {
    let starts = |version: &Version| version.from.map_or(i64::MIN, |from| from.days());
    let ends = |version: &Version| version.to.map_or(i64::MAX, |to| to.days());
    let days = starts(one) <= ends(other) && starts(other) <= ends(one);
    fn bodies<'a>(version: &'a Version, all: &'a [Pattern]) -> &'a [Pattern] {
        if version.patterns.is_empty() { all } else { &version.patterns }
    }
    days && bodies(one, all).iter().any(|body| bodies(other, all).iter().any(|pattern| pattern.meets(body)))
}
