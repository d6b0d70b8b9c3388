//! The directory: which registers are followed and how they are believed, the tree of jurisdictions with their rules and
//! inhabitants, and who is a member of the Open Government Partnership. TOML files that a person edits; facts that come with
//! the program are such files too.

mod fault;
mod read;
pub(crate) mod reader;
mod rules;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use register::{codelist::Mark, time::Date};
use tlog::{Policy, VerifierKey};

pub use fault::Fault;
pub use rules::{Inherited, Topic};

/// Days without anything new after which a register is silent, where it says nothing else.
pub const SILENT_AFTER: u64 = 30;

/// Entries that a register may have, where the directory says nothing else: its filings are held in memory while it is asked,
/// some 1.7 kB each, and nobody but who lists it decides how much it may take.
pub const MOST_ENTRIES: u64 = 200_000;

/// All that observers know beside what registers say.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// Registers, in the order of their ids.
    pub registers: BTreeMap<String, Listed>,
    /// Jurisdictions by id.
    pub jurisdictions: BTreeMap<String, Jurisdiction>,
    /// What topics of rules are called, in Spanish and English.
    pub names: BTreeMap<String, (String, String)>,
    /// Members of the Open Government Partnership.
    pub members: Vec<Member>,
}

/// A register that is followed.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its short name here: lower-case letters, digits and hyphens.
    pub id: String,
    /// Its name, in Spanish.
    pub name_es: String,
    /// Its name, in English.
    pub name_en: String,
    /// Where it is.
    pub url: String,
    /// The key of its log.
    pub key: VerifierKey,
    /// Whom to believe beside the log: witnesses and how many. None where the register's own policy is taken.
    pub policy: Option<Policy>,
    /// Whose register it is.
    pub jurisdiction: String,
    /// Days without anything new after which it is silent.
    pub silent_after: u64,
    /// Entries that it may have; a larger one is not followed.
    pub most_entries: u64,
}

/// Where a fact was found, and how far it was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Who says it, in what.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// How far it was checked.
    pub mark: Mark,
}

/// A place with its own rules.
#[derive(Debug, Clone)]
pub struct Jurisdiction {
    /// `mx`, `us-ca`, `us-ca-oakland`; `int` and names of unions for what is above countries.
    pub id: String,
    /// Its name, in Spanish.
    pub name_es: String,
    /// Its name, in English.
    pub name_en: String,
    /// The jurisdiction whose rules it inherits.
    pub parent: Option<String>,
    /// Inhabitants, by year.
    pub population: BTreeMap<u16, Population>,
    /// Its own rules.
    pub rules: Vec<Rule>,
    /// Questions that no law here obliges anybody to answer.
    pub no_duty: Vec<NoDuty>,
}

/// How many people live somewhere.
#[derive(Debug, Clone)]
pub struct Population {
    /// How many.
    pub count: u64,
    /// Who says so.
    pub source: Source,
}

/// What a law of a jurisdiction asks for.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What it is about, the same word in every jurisdiction: `comment-window`.
    pub topic: String,
    /// In Spanish.
    pub es: String,
    /// In English.
    pub en: String,
    /// The number it sets, where it sets one.
    pub limit: Option<Limit>,
    /// The law.
    pub law: String,
    /// First day, where it is known.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Where it was read.
    pub source: Source,
}

/// A number that a rule sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// At least so many, or at most.
    pub bound: Bound,
    /// How many.
    pub value: u64,
    /// Of what: a code of `unit`.
    pub unit: String,
}

/// Which way a limit binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Larger is stricter.
    AtLeast,
    /// Smaller is stricter.
    AtMost,
}

/// A question that no law obliges anybody to answer.
#[derive(Debug, Clone)]
pub struct NoDuty {
    /// The question.
    pub question: String,
    /// Why, in Spanish.
    pub es: String,
    /// Why, in English.
    pub en: String,
    /// Where it was read.
    pub source: Source,
}

/// A member of the Open Government Partnership.
#[derive(Debug, Clone)]
pub struct Member {
    /// Which jurisdiction.
    pub jurisdiction: String,
    /// National, or local.
    pub local: bool,
    /// Since which year, where it is known.
    pub since: Option<u16>,
    /// Until which year, where it left.
    pub until: Option<u16>,
    /// Where it was read.
    pub source: Source,
}

/// The facts that come with the program.
const SHIPPED: [(&str, &str); 2] = [
    ("jurisdictions.toml", include_str!("../../directory/jurisdictions.toml")),
    ("ogp.toml", include_str!("../../directory/ogp.toml")),
];

impl Directory {
    /// The facts that come with the program: jurisdictions and memberships, no register.
    #[must_use]
    pub fn shipped() -> Directory {
        let files = SHIPPED.map(|(name, text)| (name.to_owned(), text.to_owned()));
        read::read(Directory::default(), &files, Path::new("")).0
    }

    /// The directory of a file, or of every `.toml` in a folder, over the facts that come with the program: a jurisdiction or
    /// member of the same id takes the place of that one.
    ///
    /// # Errors
    /// Every mistake, in the order of the files and lines.
    pub fn load(path: &Path) -> Result<Directory, Vec<Fault>> {
        let files = texts(path).map_err(|(path, error)| {
            let (file, says) = (path.display().to_string(), error.to_string());
            let (es, en) = (format!("no se puede leer: {says}"), format!("cannot be read: {says}"));
            vec![Fault { file, line: 1, field: "file".into(), es, en }]
        })?;
        let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
        let (directory, faults) = read::read(Directory::shipped(), &files, folder);
        if faults.is_empty() { Ok(directory) } else { Err(faults) }
    }

    /// A directory of one text; for checks of what a person is about to keep.
    ///
    /// # Errors
    /// Every mistake.
    pub fn parse(name: &str, text: &str) -> Result<Directory, Vec<Fault>> {
        let (directory, faults) =
            read::read(Directory::shipped(), &[(name.to_owned(), text.to_owned())], Path::new(""));
        if faults.is_empty() { Ok(directory) } else { Err(faults) }
    }

    /// A jurisdiction and those above it, the nearest first.
    #[must_use]
    pub fn line_of(&self, id: &str) -> Vec<&Jurisdiction> {
        let mut seen = BTreeSet::new();
        let first = self.jurisdictions.get(id);
        let next = |of: &&Jurisdiction| of.parent.as_deref().and_then(|parent| self.jurisdictions.get(parent));
        std::iter::successors(first, next).take_while(|of| seen.insert(&of.id)).collect()
    }

    /// Whether a jurisdiction lies below itself.
    fn is_circular(&self, id: &str) -> bool {
        let last = self.line_of(id).last().and_then(|last| last.parent.as_deref());
        last.is_some_and(|parent| self.jurisdictions.contains_key(parent))
    }

    /// Why nobody owes the answer to a question in a jurisdiction, by its own law or one above it.
    #[must_use]
    pub fn no_duty(&self, jurisdiction: &str, question: &str) -> Option<(&Jurisdiction, &NoDuty)> {
        self.line_of(jurisdiction)
            .into_iter()
            .find_map(|of| Some((of, of.no_duty.iter().find(|no_duty| no_duty.question == question)?)))
    }

    /// Inhabitants of a jurisdiction in the year nearest to one, at most five years away.
    #[must_use]
    pub fn population(&self, jurisdiction: &str, year: u16) -> Option<(u16, &Population)> {
        let all = &self.jurisdictions.get(jurisdiction)?.population;
        let nearest = all.iter().min_by_key(|(of, _)| of.abs_diff(year))?;
        (nearest.0.abs_diff(year) <= FAR).then_some((*nearest.0, nearest.1))
    }

    /// Memberships of a jurisdiction itself.
    pub fn members_of<'a>(&'a self, jurisdiction: &'a str) -> impl Iterator<Item = &'a Member> {
        self.members.iter().filter(move |member| member.jurisdiction == jurisdiction)
    }

    /// The registers of a jurisdiction.
    pub fn registers_of<'a>(&'a self, jurisdiction: &'a str) -> impl Iterator<Item = &'a Listed> {
        self.registers.values().filter(move |listed| listed.jurisdiction == jurisdiction)
    }
}

/// A rate with a population of more than so many years before or after would say little.
const FAR: u16 = 5;

impl Listed {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, lang: register::lang::Lang) -> &str {
        lang.of(&self.name_es, &self.name_en)
    }
}

impl Jurisdiction {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, lang: register::lang::Lang) -> &str {
        lang.of(&self.name_es, &self.name_en)
    }

    /// The country it lies in: the first part of its id.
    #[must_use]
    pub fn country(&self) -> &str {
        self.id.split('-').next().unwrap_or_default()
    }
}

type Texts = Vec<(String, String)>;

fn texts(path: &Path) -> Result<Texts, (PathBuf, std::io::Error)> {
    let read = |path: PathBuf| match std::fs::read_to_string(&path) {
        Ok(text) => Ok((path.display().to_string(), text)),
        Err(error) => Err((path, error)),
    };
    if !path.is_dir() {
        return Ok(vec![read(path.to_owned())?]);
    }
    let failed = |error| (path.to_owned(), error);
    let mut files = Vec::new();
    for file in std::fs::read_dir(path).map_err(failed)? {
        let file = file.map_err(failed)?.path();
        if file.extension().is_some_and(|ending| ending == "toml") {
            files.push(file);
        }
    }
    files.sort();
    files.into_iter().map(read).collect()
}
