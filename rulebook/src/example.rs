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
    time::Date,
};

use crate::{
    book::Rulebook,
    card::{Snippet, Table},
    cases::CaseFacts,
    draft::draft,
    fault::{Fault, Faults, Reason},
    markdown::{Fence, Section},
    nearest::hint,
    page::Rule,
    references::references,
    succession, trial,
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

/// Reads one example; its filings are read when it is run.
pub(crate) fn read(section: &Section<'_>, faults: &mut Faults) -> Option<Example> {
    let heading = section.heading.as_str();
    let Some(shows) = Shows::ALL.into_iter().find(|shows| shows.heading() == heading) else {
        faults.at(section.line, Reason::ExampleHeading { heading: heading.into() });
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
pub fn filings(rule: &Rule, example: &Example) -> Result<Vec<Arc<Filing>>, Vec<Fault>> {
    let mut faults = Faults::of(&rule.file);
    faults.under(&format!("Examples: {}", example.shows.heading()));
    let before = faults.count();
    let filings = read_filings(example, &mut faults).unwrap_or_default();
    if faults.count() == before { Ok(filings) } else { Err(faults.finish()) }
}

fn read_filings(example: &Example, faults: &mut Faults) -> Option<Vec<Arc<Filing>>> {
    let snippet = Snippet { text: &example.source, line: example.source_line };
    let items = snippet.parse(faults)?;
    let mut numbers: HashMap<(String, Form), usize> = HashMap::new();
    let tables = Table::whole(&items, snippet).tables("filing", faults);
    let before = faults.count();
    let filings: Vec<Arc<Filing>> =
        tables.into_iter().filter_map(|table| read_filing(table, &mut numbers, faults)).collect();
    if faults.count() == before {
        all_there(&filings, snippet, faults);
        no_circle(&filings, snippet, faults);
    }
    Some(filings)
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
) -> Option<Arc<Filing>> {
    let form_line = table.line_of("form");
    let (form, filer) = (table.text("form", faults), table.text("filer", faults));
    let (code, filer) = (form?, filer?);
    let Some(form) = Form::parse(&code) else {
        let instead = hint(&code, Form::ALL.iter().map(|form| form.code()));
        faults.at(form_line, Reason::FormUnknown { form: code, instead });
        return None;
    };
    let number = numbers.entry((filer, form)).or_default();
    *number += 1;
    let draft = draft(table.inner_table(), form, *number);
    match filing::read_draft(&draft.to_string()) {
        Ok(filing) => Some(Arc::new(filing)),
        Err(refusal) => {
            let id = draft["id"].as_str().unwrap_or_default();
            refusal.problems.iter().for_each(|problem| refused(&table, id, problem, faults));
            None
        }
    }
}

fn refused(table: &Table<'_, '_>, id: &str, problem: &Problem, faults: &mut Faults) {
    let field = if problem.field.is_empty() { "…" } else { &problem.field };
    let first = field.split(['.', '[']).next().unwrap_or_default();
    let says = |lang: Lang| format!("{}; {}", problem.reason.says(lang), problem.reason.next(lang));
    let (says_es, says_en) = (says(Lang::Es), says(Lang::En));
    faults.at(table.line_of(first), Reason::FilingRefused { id: id.into(), field: field.into(), says_es, says_en });
}

/// Runs the examples of a rule: `judge` makes the facts of all cases of some filings. What comes out otherwise than the
/// page promises is a fault that says what happened instead, and which facts decided.
pub fn check_examples(book: &Rulebook, rule: &Rule, judge: impl Fn(&[Arc<Filing>]) -> Vec<CaseFacts>) -> Vec<Fault> {
    let mut found = Vec::new();
    for example in &rule.examples {
        match filings(rule, example) {
            Ok(filings) => {
                let mut faults = Faults::of(&rule.file);
                faults.under(&format!("Examples: {}", example.shows.heading()));
                trial::run(book, rule, example, judge(&filings), &mut faults);
                found.extend(faults.finish());
            }
            Err(faults) => found.extend(faults),
        }
    }
    found
}
