//! The review of a rulebook before anybody adopts it: its pages are read, every example is run, and what is no fault but
//! worth knowing is told: how each version is founded, and the days on which no rule is in force.

use std::collections::BTreeMap;

use crate::{book::Rulebook, example::check_examples, fault::Fault, version::Status};

/// What a review found.
#[derive(Debug)]
pub struct Review {
    /// The rulebook, where its pages can be read.
    pub book: Option<Rulebook>,
    /// All that is wrong, by file and line.
    pub faults: Vec<Fault>,
}

/// Reviews the files of a rulebook. Where a page cannot be read, the examples of the others are run all the same. `step`
/// is told of each page whose examples were run.
#[must_use]
pub fn review(files: &BTreeMap<String, String>, step: impl Fn()) -> Review {
    let (book, mut faults) = Rulebook::read(files);
    let rest = if book.is_none() { without(files, &faults) } else { None };
    if let Some(readable) = book.as_ref().or(rest.as_ref()) {
        for rule in &readable.rules {
            faults.extend(check_examples(readable, rule));
            step();
        }
    }
    faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Review { book, faults }
}

/// The rulebook without the pages that have faults.
fn without(files: &BTreeMap<String, String>, faults: &[Fault]) -> Option<Rulebook> {
    let faulty = |name: &String| faults.iter().any(|fault| fault.file == *name && !fault.mild);
    let sound = files.iter().filter(|(name, _)| !faulty(name));
    Rulebook::load(&sound.map(|(name, text)| (name.clone(), text.clone())).collect()).ok()
}

/// What a rulebook holds, in figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    /// Rules.
    pub rules: usize,
    /// Versions of them.
    pub versions: usize,
    /// Versions read in the source.
    pub verified: usize,
    /// Versions from memory or at second hand.
    pub unverified: usize,
    /// Versions of our own design.
    pub design: usize,
    /// Days on which a rule had been in force and none is.
    pub gaps: Vec<Gap>,
}

/// Days between two versions of a rule, or after the last, on which none is in force for anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The rule's code.
    pub code: String,
    /// The file of its page.
    pub file: String,
    /// The line of the version with which the gap ends or, where it has no end, of the last one.
    pub line: u32,
    /// First day, in days since 1970-01-01.
    pub from: i64,
    /// Last day; none where the gap has no end.
    pub to: Option<i64>,
}

impl Overview {
    /// Counts a rulebook.
    #[must_use]
    pub fn of(book: &Rulebook) -> Overview {
        let versions = || book.rules.iter().flat_map(|rule| &rule.versions);
        let founded = |status: Status| versions().filter(|version| version.status == status).count();
        Overview {
            rules: book.rules.len(),
            versions: versions().count(),
            verified: founded(Status::Verified),
            unverified: founded(Status::Unverified),
            design: founded(Status::Design),
            gaps: book.rules.iter().flat_map(gaps).collect(),
        }
    }
}

fn gaps(rule: &crate::page::Rule) -> Vec<Gap> {
    let next = |to: i64| rule.versions.iter().find(|version| version.from.is_some_and(|from| from.days() == to + 1));
    let gap = |from: i64, to: Option<i64>| {
        let version = to.and_then(next).or(rule.versions.last());
        Gap {
            code: rule.code.clone(),
            file: rule.file.clone(),
            line: version.map_or(1, |version| version.line),
            from,
            to,
        }
    };
    let mut gaps: Vec<Gap> = rule.gaps().into_iter().map(|(from, to)| gap(from, Some(to))).collect();
    let ends: Option<Vec<i64>> = rule.versions.iter().map(|version| version.to.map(|to| to.days())).collect();
    gaps.extend(ends.and_then(|ends| ends.into_iter().max()).map(|last| gap(last + 1, None)));
    gaps
}
