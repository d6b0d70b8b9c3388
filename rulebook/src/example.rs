//! Examples of a page: histories of filings, cut down to what matters, and the verdict that each must come to.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use register::{
    filing::{self, Filing},
    form::Form,
    id::{FilingId, Reference},
    lang::Lang,
    problem::Problem,
    time::{Date, Instant},
};

use crate::{
    book::Rulebook,
    card::{Snippet, Table},
    cases::{CaseFacts, Cases},
    draft::{draft, explained},
    expression,
    fault::{Fault, Faults, Reason},
    law::with_codes,
    markdown::{Fence, Section},
    nearest::few,
    never,
    page::Rule,
    references::references,
    remedy, succession, trial,
};

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shows {
    /// A case that breaks the rule.
    Breaks,
    /// A case that keeps it.
    Keeps,
    /// A case that cannot be judged.
    CannotBeJudged,
}

impl Shows {
    /// All three, in the order of a page.
    pub const ALL: [Shows; 3] = [Shows::Breaks, Shows::Keeps, Shows::CannotBeJudged];

    /// Its heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Shows::Breaks => "Breaks it",
            Shows::Keeps => "Keeps it",
            Shows::CannotBeJudged => "Cannot be judged",
        }
    }

    /// Which is meant by a heading that may be mistyped.
    pub(crate) fn meant(heading: &str) -> Option<Shows> {
        let written = heading.to_lowercase();
        let spanish = ["incumpl", "cumpl", "no se puede juzgar"]
            .iter()
            .position(|begins| written.trim_start_matches("la ").trim_start_matches("lo ").starts_with(begins));
        if let Some(place) = spanish {
            return Some(Shows::ALL[place]);
        }
        let headings = Shows::ALL.map(|shows| shows.heading().to_lowercase());
        let near = few(&written, headings.iter().map(String::as_str), 1).into_iter().next()?;
        Shows::ALL.into_iter().zip(&headings).find(|(_, heading)| *heading == near).map(|(shows, _)| shows)
    }
}

/// An example as it stands on the page.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it shows.
    pub shows: Shows,
    /// What is told before the block, in Markdown.
    pub tells: String,
    /// The TOML of the history.
    pub source: String,
    /// The day for which the question is asked.
    pub at: Option<Date>,
    /// The case that is meant, where not all are.
    pub case: Option<String>,
    /// The line of its heading.
    pub line: u32,
    /// The line on which its TOML begins.
    pub source_line: u32,
}

impl Example {
    /// Whether it says for which day the question is asked, well or badly.
    pub(crate) fn says_at(&self) -> bool {
        self.at.is_some() || self.source.lines().any(|line| line.starts_with("at ") || line.starts_with("at="))
    }
}

/// The field of an example's filing that is not the filing's: when the register received it.
const RECEIVED: &str = "received";

/// A filing of an example, and when the register received it.
#[derive(Debug, Clone)]
pub struct Received {
    /// The filing.
    pub filing: Arc<Filing>,
    /// When it came: the example's `received`, otherwise the last day of its `occurred`.
    pub at: Instant,
}

/// Reads one example; its filings are read when it is run.
pub(crate) fn read(section: &Section<'_>, faults: &mut Faults) -> Option<Example> {
    let heading = section.heading.as_str();
    let Some(shows) = Shows::ALL.into_iter().find(|shows| shows.heading() == heading) else {
        let heading = heading.to_owned();
        let reason = match Shows::meant(&heading) {
            Some(shows) => Reason::ExampleHeadingNear { heading, instead: shows.heading().into() },
            None => Reason::ExampleHeading { heading },
        };
        faults.at(section.line, reason);
        return None;
    };
    let blocks: Vec<&Fence<'_>> = section.blocks.iter().filter(|block| block.info == "toml").collect();
    let [block] = blocks.as_slice() else {
        faults.at(section.line, Reason::ExampleBlock { heading: heading.into() });
        return None;
    };
    let items = block.snippet.parse(faults)?;
    let mut table = Table::whole(&items, block.snippet);
    let (at, case) = (table.day("at", faults), table.text_if_any("case", faults));
    if table.tables("filing", faults).is_empty() {
        faults.at(block.line, Reason::NoFiling);
    }
    table.finish(faults);
    let tells = section.text.split("```").next().unwrap_or_default().trim().into();
    let (source, source_line) = (block.snippet.text.into(), block.snippet.line);
    Some(Example { shows, tells, source, at, case, line: section.line, source_line })
}

/// Reads the filings of an example, in order.
///
/// # Errors
/// What is wrong with them, by their lines on the page.
pub fn filings(rule: &Rule, example: &Example) -> Result<Vec<Received>, Vec<Fault>> {
    let mut faults = Faults::of(&rule.file);
    faults.under(&format!("Examples: {}", example.shows.heading()));
    let before = faults.count();
    let filings = read_filings(example, &mut faults).unwrap_or_default();
    if faults.count() == before { Ok(filings) } else { Err(faults.finish()) }
}

fn read_filings(example: &Example, faults: &mut Faults) -> Option<Vec<Received>> {
    let snippet = Snippet { text: &example.source, line: example.source_line };
    let items = snippet.parse(faults)?;
    let mut numbers: HashMap<(String, Form), usize> = HashMap::new();
    let tables = Table::whole(&items, snippet).tables("filing", faults);
    let before = faults.count();
    let received: Vec<Received> =
        tables.into_iter().filter_map(|table| read_filing(table, &mut numbers, faults)).collect();
    if faults.count() == before {
        let filings: Vec<Arc<Filing>> = received.iter().map(|received| Arc::clone(&received.filing)).collect();
        all_there(&filings, snippet, faults);
        no_circle(&filings, snippet, faults);
    }
    Some(received)
}

/// A filing that is referred to must be there: what rests on it would pass for absent or unknown without a word.
fn all_there(filings: &[Arc<Filing>], snippet: Snippet<'_>, faults: &mut Faults) {
    let known: BTreeSet<&FilingId> = filings.iter().map(|filing| &filing.id).collect();
    for filing in filings {
        let named = references(filing).into_iter().chain(filing.about.iter().cloned());
        let named = named.chain(filing.target().cloned().map(Reference::Filing));
        let missing: BTreeSet<Reference> =
            named.filter(|named| matches!(named, Reference::Filing(id) if !known.contains(id))).collect();
        for id in missing {
            let at = snippet.text.find(&format!("\"{id}\"")).unwrap_or(0);
            faults.at(snippet.line_at(at), Reason::NotInExample { id: id.to_string(), by: filing.id.to_string() });
        }
    }
}

fn no_circle(filings: &[Arc<Filing>], snippet: Snippet<'_>, faults: &mut Faults) {
    let Some(circle) = succession::circle(filings) else { return };
    let at = snippet.text.find("succeeds").unwrap_or(0);
    let bodies = circle.iter().map(|body| format!("`{body}`")).collect::<Vec<_>>().join(" → ");
    faults.at(snippet.line_at(at), Reason::SuccessionCircle { bodies });
}

fn read_filing(
    mut table: Table<'_, '_>,
    numbers: &mut HashMap<(String, Form), usize>,
    faults: &mut Faults,
) -> Option<Received> {
    let form_line = table.line_of("form");
    let (form, filer) = (table.text("form", faults), table.text("filer", faults));
    let (code, filer) = (form?, filer?);
    let Some(form) = Form::parse(&code) else {
        faults.at(form_line, never::form_unknown(&code));
        return None;
    };
    let number = numbers.entry((filer, form)).or_default();
    *number += 1;
    let mut draft = draft(table.inner_table(), form, *number);
    // A form may have a field of that name, which is no day.
    let own = draft[RECEIVED].is_object();
    let received = if own { None } else { table.moment(RECEIVED, faults) };
    if let Some(fields) = draft.as_object_mut().filter(|_| !own) {
        fields.remove(RECEIVED);
    }
    match filing::read_draft(&draft.to_string()) {
        Ok(filing) => Some(Received { at: came(&filing, received, &table, faults)?, filing: Arc::new(filing) }),
        Err(refusal) => {
            let id = draft["id"].as_str().unwrap_or_default();
            // Where the explanations cannot be read, what they explain passes for missing.
            let explained = draft.as_object().map(explained).unwrap_or_default();
            let unread = refusal.problems.iter().any(|problem| problem.field.starts_with("unknown"));
            let follows = |problem: &&Problem| unread && explained.contains(&problem.field);
            refusal.problems.iter().filter(|problem| !follows(problem)).for_each(|problem| {
                refused(&table, id, (form, &explained), problem, faults);
            });
            None
        }
    }
}

/// When a filing came. No register receives what has not begun to happen; in the east it is tomorrow already.
fn came(filing: &Filing, told: Option<Instant>, table: &Table<'_, '_>, faults: &mut Faults) -> Option<Instant> {
    let (from, to) = (filing.occurred.from(), filing.occurred.to());
    if let Some(told) = told.filter(|told| told.date().days() + 1 < from.days()) {
        let (received, occurred) = (told.date().to_string(), from.to_string());
        faults.at(table.line_of(RECEIVED), Reason::ReceivedFirst { received, occurred });
        return None;
    }
    told.or_else(|| Instant::from_millis(expression::midnight(to.unwrap_or(from).days().max(0))))
}

fn refused(
    table: &Table<'_, '_>,
    id: &str,
    (form, explained): (Form, &[String]),
    problem: &Problem,
    faults: &mut Faults,
) {
    let field = if problem.field.is_empty() { "…" } else { &problem.field };
    let first = field.split(['.', '[']).next().unwrap_or_default();
    let next = remedy::words(problem, form, explained);
    let says = |lang: Lang| {
        let next = next.as_ref().map_or_else(|| problem.reason.next(lang), |said| said.in_(lang).to_owned());
        format!("{}; {next}", problem.reason.says(lang))
    };
    let (says_es, says_en) = (says(Lang::Es), says(Lang::En));
    faults.at(table.line_of(first), Reason::FilingRefused { id: id.into(), field: field.into(), says_es, says_en });
}

/// Runs the examples of a rule. What comes out otherwise than the page promises is a fault that says what happened
/// instead, and which facts decided.
pub fn check_examples(book: &Rulebook, rule: &Rule) -> Vec<Fault> {
    let mut found = Vec::new();
    for example in &rule.examples {
        match filings(rule, example) {
            Ok(received) => {
                let mut faults = Faults::of(&rule.file);
                faults.under(&format!("Examples: {}", example.shows.heading()));
                trial::run(book, rule, example, cases_of(book, &received), &mut faults);
                found.extend(faults.finish());
            }
            Err(faults) => found.extend(faults),
        }
    }
    found
}

/// The facts of all cases of some filings, with the laws by the rulebook's codes.
fn cases_of(book: &Rulebook, filings: &[Received]) -> Vec<CaseFacts> {
    let mut cases = Cases::new();
    for (entry, received) in (0..).zip(filings) {
        cases.take(entry, received.at, &received.filing, 1);
    }
    let facts = cases.ids().into_iter().filter_map(|id| cases.peek(&id));
    facts.map(|facts| with_codes(book, &facts).unwrap_or(facts)).collect()
}
