//! The outline of a page: its headings with their lines, the text under each, and the fenced blocks in it.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::card::Snippet;

/// A heading and what stands under it up to the next heading of its own or a higher level.
#[derive(Debug, Clone)]
pub(crate) struct Section<'t> {
    pub(crate) level: HeadingLevel,
    pub(crate) heading: String,
    pub(crate) line: u32,
    /// The Markdown under it, trimmed.
    pub(crate) text: &'t str,
    /// The fenced blocks up to the next heading of any level that is told here.
    pub(crate) blocks: Vec<Fence<'t>>,
}

/// A fenced block.
#[derive(Debug, Clone)]
pub(crate) struct Fence<'t> {
    /// The words after the fence.
    pub(crate) info: String,
    /// Line of the fence.
    pub(crate) line: u32,
    pub(crate) snippet: Snippet<'t>,
}

/// The headings of levels 1 to 3 in order. Deeper ones belong to the text.
pub(crate) fn outline(page: &str) -> Vec<Section<'_>> {
    let whole = Snippet { text: page, line: 1 };
    let mut found: Vec<(Section<'_>, usize, usize)> = Vec::new();
    let mut block: Option<(Fence<'_>, Option<usize>)> = None;
    for (event, range) in Parser::new_ext(page, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level <= HeadingLevel::H3 => {
                let heading = page[range.clone()].trim().trim_matches('#').trim().to_owned();
                let line = whole.line_at(range.start);
                let section = Section { level, heading, line, text: "", blocks: Vec::new() };
                found.push((section, range.start, range.end));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let line = whole.line_at(range.start);
                let inside = Snippet { text: "", line: line + 1 };
                block = Some((Fence { info: info.trim().into(), line, snippet: inside }, None));
            }
            // A block's text comes in pieces that follow one another on the page.
            Event::Text(_) => block.iter_mut().for_each(|(block, from)| {
                let from = *from.get_or_insert(range.start);
                block.snippet.text = page.get(from..range.end).unwrap_or_default();
            }),
            Event::End(TagEnd::CodeBlock) => {
                found
                    .last_mut()
                    .into_iter()
                    .for_each(|(section, ..)| section.blocks.extend(block.take().map(|(block, _)| block)));
            }
            _ => {}
        }
    }
    with_texts(found, page)
}

fn with_texts<'t>(found: Vec<(Section<'t>, usize, usize)>, page: &'t str) -> Vec<Section<'t>> {
    let ends: Vec<usize> = (0..found.len())
        .map(|at| {
            let level = found[at].0.level;
            found[at + 1..].iter().find(|(next, ..)| next.level <= level).map_or(page.len(), |(_, start, _)| *start)
        })
        .collect();
    let with_text = |((mut section, _, start), end): ((Section<'t>, usize, usize), usize)| {
        section.text = page.get(start..end).unwrap_or_default().trim();
        section
    };
    found.into_iter().zip(ends).map(with_text).collect()
}
