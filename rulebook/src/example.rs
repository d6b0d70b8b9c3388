//! Examples of a page: histories of filings, cut down to what matters, and the verdict that each must come to.

use register::time::Date;

use crate::{
    card::Table,
    fault::{Faults, Reason},
    markdown::{Fence, Section},
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
