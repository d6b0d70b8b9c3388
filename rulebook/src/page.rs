//! One rule page (law/README.md): what the public reads, the program that judges, and the test of that program. All
//! headings are needed, in order, and none may be empty.

use pulldown_cmark::HeadingLevel;

use crate::{
    book::Rulebook,
    card::{Snippet, Table},
    case::CaseKind,
    example::{self, Example, Shows},
    fault::{Faults, Reason},
    markdown::{Section, outline},
    nearest::few,
    policy::{self, Block, Blocks},
    requirements::{self, Requirements},
    said::Said,
    text::normalize,
    version::{self, Version},
};

/// How grave it is to break a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The law is broken.
    Breach,
    /// Somebody should look.
    Flag,
}

impl Severity {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Severity::Breach => "breach",
            Severity::Flag => "flag",
        }
    }
}

/// Where the failure that a rule answers was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as precisely as it is known.
    pub published: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Name of its rulebook.
    pub book: String,
    /// Its code, as `MX-07`.
    pub code: String,
    /// Its name in addresses, as `plazo-para-decidir`.
    pub name: String,
    /// Title.
    pub title: Said,
    /// How grave it is to break it.
    pub severity: Severity,
    /// The requirements that it answers, as `UA-7`.
    pub answers: Vec<String>,
    /// Where the failure it answers was told.
    pub sources: Vec<Source>,
    /// What it requires, in Markdown.
    pub requires: Said,
    /// Why it matters, in Markdown.
    pub matters: Said,
    /// What would settle an open verdict, in Markdown.
    pub settles: Said,
    /// The kind of case it judges.
    pub kind: CaseKind,
    /// Its versions, by their first day.
    pub versions: Vec<Version>,
    /// Its policy blocks as written, by name.
    pub policies: Vec<(String, String)>,
    /// Its examples.
    pub examples: Vec<Example>,
    /// The file, as the rulebook names it.
    pub file: String,
}

/// The headings of a page.
pub(crate) const HEADINGS: [&str; 8] = [
    "¿Qué exige?",
    "What it requires",
    "¿Por qué importa?",
    "Why it matters",
    "¿Qué lo aclararía?",
    "What would settle it",
    "Policy",
    "Examples",
];

/// Reads a page; every fault is noted, and only a page without any becomes a rule.
pub(crate) fn read(book: Option<&Rulebook>, file: &str, text: &str, faults: &mut Faults) -> Option<Rule> {
    let Some((code, name)) = file_name(file) else {
        faults.at(1, Reason::StrayFile { name: file.into() });
        return None;
    };
    let sections = outline(text);
    let title = title(&sections, code, faults);
    headings(&sections, faults);
    let blocks = blocks(&sections, code, faults);
    let card =
        sections.iter().find(|section| section.level == HeadingLevel::H1).and_then(|section| section.blocks.first());
    let first = sections.first().filter(|section| section.level == HeadingLevel::H1);
    faults.titled(first.map_or("", |section| &section.heading));
    let card = card.filter(|card| card.info == "toml");
    if card.is_none() && first.is_some() {
        faults.at(1, Reason::NoCard);
    }
    let card = card.and_then(|card| read_card(card.snippet, &blocks, book, faults));
    let needs = Needs {
        unknown: card.as_ref().is_none_or(|card| card.versions.iter().any(Version::may_be_unknown)),
        day: card.as_ref().is_some_and(|card| card.versions.iter().any(Version::asks_day)),
    };
    let examples = examples(&sections, needs, faults);
    let (title, card) = (title?, card?);
    let said = |at: usize| Said { es: under(&sections, HEADINGS[at]), en: under(&sections, HEADINGS[at + 1]) };
    Some(Rule {
        book: book?.name.clone(),
        code: code.into(),
        name: name.into(),
        title,
        severity: card.severity,
        answers: card.answers,
        sources: card.sources,
        requires: said(0),
        matters: said(2),
        settles: said(4),
        kind: blocks.read.first()?.kind,
        versions: card.versions,
        policies: blocks.read.iter().map(|block| (block.name.clone(), block.snippet.text.into())).collect(),
        examples,
        file: file.into(),
    })
}

/// Code and name of a page by its file name: capitals and digits, a hyphen, digits, then words.
pub(crate) fn file_name(file: &str) -> Option<(&str, &str)> {
    let stem = file.strip_suffix(".md")?;
    let number = stem.find('-')? + 1;
    let digits = stem[number..].bytes().take_while(u8::is_ascii_digit).count();
    let (code, name) = (stem.get(..number + digits)?, stem.get(number + digits..)?.strip_prefix('-')?);
    let letters = code[..number - 1].bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let words = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (letters && digits > 0 && number > 1 && words && !name.is_empty()).then_some((code, name))
}

fn title(sections: &[Section<'_>], code: &str, faults: &mut Faults) -> Option<Said> {
    let heading = sections.first().filter(|section| section.level == HeadingLevel::H1).or_else(|| {
        faults.at(1, Reason::NoTitle);
        None
    })?;
    let (line, text) = (heading.line, heading.heading.as_str());
    let (written, rest) = text.split_once(' ').unwrap_or((text, ""));
    if written != code {
        faults.at(line, Reason::TitleCode { title: written.into(), code: code.into() });
    }
    match rest.split_once(" · ").map(|(es, en)| (es.trim(), en.trim())) {
        Some((es, en)) if !es.is_empty() && !en.is_empty() => Some(Said { es: es.into(), en: en.into() }),
        _ => {
            faults.at(line, Reason::TitleOneLanguage { title: rest.into() });
            None
        }
    }
}

/// The heading that is meant, with its place, where one is nearly the same.
fn near<'a>(written: &str, headings: impl Iterator<Item = (usize, &'a &'a str)>) -> Option<(usize, &'a str)> {
    let headings: Vec<(usize, &str)> = headings.map(|(place, heading)| (place, *heading)).collect();
    let folded: Vec<String> = headings.iter().map(|(_, heading)| normalize(heading)).collect();
    let written = normalize(written);
    let translated = [("politica", "Policy"), ("ejemplos", "Examples")].into_iter().find(|(es, _)| *es == written);
    if let Some((_, english)) = translated {
        return headings.into_iter().find(|(_, heading)| *heading == english);
    }
    let found = few(&written, folded.iter().map(String::as_str), 1).into_iter().next()?;
    folded.iter().position(|heading| heading == found).map(|at| headings[at])
}

/// Notes headings that are missing, unknown, twice, out of order or empty.
fn headings(sections: &[Section<'_>], faults: &mut Faults) {
    let mut seen: Vec<usize> = Vec::new();
    for section in sections.iter().filter(|section| section.level == HeadingLevel::H2) {
        let heading = section.heading.clone();
        let Some(place) = HEADINGS.iter().position(|known| *known == heading) else {
            let near = near(&heading, HEADINGS.iter().enumerate().filter(|(place, _)| !seen.contains(place)));
            if let Some((place, instead)) = near {
                faults.at(section.line, Reason::HeadingNear { heading, instead: instead.into() });
                seen.push(place);
            } else {
                faults.at(section.line, Reason::HeadingUnknown { heading });
            }
            continue;
        };
        if seen.contains(&place) {
            faults.at(section.line, Reason::HeadingTwice { heading: heading.clone() });
        } else if let Some(later) = seen.iter().find(|other| **other > place) {
            faults.at(section.line, Reason::HeadingOrder { heading: heading.clone(), before: HEADINGS[*later].into() });
        }
        if section.text.is_empty() {
            faults.at(section.line, Reason::HeadingEmpty { heading });
        }
        seen.push(place);
    }
    let last = sections.last().map_or(1, |section| section.line);
    for (place, heading) in HEADINGS.iter().enumerate().filter(|(place, _)| !seen.contains(place)) {
        let next = sections.iter().find(|section| HEADINGS[place..].contains(&section.heading.as_str()));
        faults.at(next.map_or(last, |section| section.line), Reason::NoHeading { heading: (*heading).into() });
    }
}

fn section<'a, 't>(sections: &'a [Section<'t>], heading: &str) -> Option<&'a Section<'t>> {
    sections.iter().find(|section| section.level == HeadingLevel::H2 && section.heading == heading)
}

fn under(sections: &[Section<'_>], heading: &str) -> String {
    section(sections, heading).map_or("", |section| section.text).into()
}

/// The policy blocks.
fn blocks<'t>(sections: &[Section<'t>], code: &str, faults: &mut Faults) -> Blocks<'t> {
    let mut blocks = Blocks::default();
    let Some(section) = section(sections, "Policy") else { return blocks };
    faults.under("Policy");
    for fence in &section.blocks {
        let Some(name) = fence.info.strip_prefix("cedar").filter(|rest| rest.is_empty() || rest.starts_with(' '))
        else {
            continue;
        };
        let name = name.trim();
        if blocks.names.iter().any(|other| other == name) {
            faults.at(fence.line, Reason::PolicyTwice { block: policy::fence(name) });
            continue;
        }
        let id = if name.is_empty() { code.to_owned() } else { format!("{code} {name}") };
        blocks.names.push(name.into());
        blocks.read.extend(policy::read(name, &id, fence.snippet, faults));
    }
    if blocks.names.is_empty() && !section.text.is_empty() {
        faults.at(section.line, Reason::NoPolicy);
    }
    one_kind(&blocks.read, faults);
    blocks
}

fn one_kind(blocks: &[Block<'_>], faults: &mut Faults) {
    let Some(first) = blocks.first() else { return };
    if let Some(other) = blocks.iter().find(|block| block.kind != first.kind) {
        let (one, other_kind) = (first.kind.code().into(), other.kind.code().into());
        faults.at(other.snippet.line, Reason::PolicyKinds { one, other: other_kind });
    }
}

/// The card of a page.
struct Card {
    severity: Severity,
    answers: Vec<String>,
    sources: Vec<Source>,
    versions: Vec<Version>,
}

fn read_card(snippet: Snippet<'_>, blocks: &Blocks<'_>, book: Option<&Rulebook>, faults: &mut Faults) -> Option<Card> {
    let items = snippet.parse(faults)?;
    let mut table = Table::whole(&items, snippet);
    let severity = severity(&mut table, faults);
    let none = Requirements::default();
    let answers = requirements::answers(&mut table, book.map_or(&none, |book| &book.requirements), faults);
    let sources = sources(&mut table, faults);
    let tables = table.tables("version", faults);
    if tables.is_empty() {
        faults.at(snippet.line, Reason::NoVersion);
    }
    let before = tables.len();
    let mut used = Vec::new();
    let mut versions: Vec<Version> = tables
        .into_iter()
        .filter_map(|table| {
            used.push(version::policy_of(&table));
            version::read(table, blocks, book.map(|book| &book.laws), faults)
        })
        .collect();
    table.finish(faults);
    faults.under("Policy");
    for block in blocks.read.iter().filter(|block| before > 0 && !used.contains(&block.name)) {
        faults.at(block.snippet.line, Reason::PolicyUnused { block: policy::fence(&block.name) });
    }
    faults.under("");
    versions.sort_by_key(|version| version.from);
    (versions.len() == before).then_some(Card { severity: severity?, answers, sources, versions })
}

fn severity(table: &mut Table<'_, '_>, faults: &mut Faults) -> Option<Severity> {
    let line = table.line_of("severity");
    table.needed("severity", faults);
    match table.take("severity")?.value.as_str().unwrap_or_default() {
        "breach" => Some(Severity::Breach),
        "flag" => Some(Severity::Flag),
        other => {
            let words = "`breach`, `flag`".into();
            faults.at(line, Reason::NotOneOf { field: "severity".into(), value: other.into(), words });
            None
        }
    }
}

fn sources(table: &mut Table<'_, '_>, faults: &mut Faults) -> Vec<Source> {
    table.needed("sources", faults);
    let tables = table.tables("sources", faults);
    if table.has("sources") && tables.is_empty() {
        faults.mild(table.line_of("sources"), Reason::NoSource);
    }
    tables.into_iter().filter_map(|source| read_source(source, faults)).collect()
}

fn read_source(mut table: Table<'_, '_>, faults: &mut Faults) -> Option<Source> {
    let (title, publisher) = (table.text("title", faults), table.text("publisher", faults));
    let (published, url) = (table.text_if_any("published", faults), table.address("url", faults));
    table.finish(faults);
    Some(Source { title: title?, publisher: publisher?, published, url })
}

/// What the policy asks of its examples.
#[derive(Clone, Copy)]
struct Needs {
    /// One that cannot be judged: a fact of the policy may be unknown.
    unknown: bool,
    /// The day for which the question is asked.
    day: bool,
}

/// The examples.
fn examples(sections: &[Section<'_>], needs: Needs, faults: &mut Faults) -> Vec<Example> {
    faults.under("Examples");
    let Some(place) = sections.iter().position(|section| section.heading == "Examples") else { return Vec::new() };
    let inner = sections[place + 1..].iter().take_while(|section| section.level == HeadingLevel::H3);
    let examples: Vec<Example> = inner.filter_map(|section| example::read(section, faults)).collect();
    for example in examples.iter().filter(|example| needs.day && !example.says_at()) {
        faults.at(example.line, Reason::ExampleAt);
    }
    let shown: Vec<Shows> = sections[place + 1..].iter().filter_map(|section| Shows::meant(&section.heading)).collect();
    for shows in Shows::ALL {
        let needed = needs.unknown || shows != Shows::CannotBeJudged;
        if needed && !shown.contains(&shows) {
            faults.at(sections[place].line, Reason::NoExample { heading: shows.heading().into() });
        }
    }
    examples
}
