//! The log: its identity, key and checkpoint, how to check it, what it holds, its latest entries.

use askama::Template;
use register::lang::Lang;

use super::{
    answer::Made,
    card,
    error::PageError,
    frame::Frame,
    link::{Cell, Links, entry_href},
    text,
    tree::Tree,
    visit::{Desk, Format},
    witnessed::Witnessed,
    words::{self, Moment},
};
use crate::index::Names;
use register::lifeline::Logged;

/// Entries on one page.
const PAGE: u32 = 25;

/// The page of the log.
#[derive(Debug, Template)]
#[template(path = "log.html", whitespace = "minimize")]
struct Log {
    frame: Frame,
    origin: String,
    key: String,
    /// Size, root and text of the published checkpoint; none where it cannot be read.
    checkpoint: Option<(String, String, String)>,
    witnessed: Option<Witnessed>,
    registrar: Cell,
    forms: Vec<(String, String)>,
    entries: Vec<Line>,
    /// Where older entries are listed.
    older: Option<String>,
    newest: Option<String>,
}

/// One entry in the list.
#[derive(Debug)]
struct Line {
    entry: String,
    href: String,
    received: Moment,
    form: String,
    title: Cell,
    filer: Cell,
}

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let before = match desk.visit.param("before") {
        Some(before) => Some(before.parse::<u64>().map_err(|_| PageError::Unclear(before.to_owned()))?),
        None => None,
    };
    let entries = desk.reading.latest(before, PAGE)?;
    let names = desk.reading.names(&entries)?;
    let tree = Tree::of(desk);
    if desk.visit.format == Format::Json {
        return Made::json(&identity(desk, tree.as_ref()));
    }
    let witnessed = tree.as_ref().map(|tree| Witnessed::of(desk, &tree.head));
    let here = desk.visit.href("/log");
    let oldest = entries.last().map(|last| last.entry).filter(|entry| *entry > 0);
    let page = Log {
        frame: Frame::new(desk, text::get(lang, "nav-log"), Vec::new()),
        origin: desk.site.key.name().as_str().to_owned(),
        key: desk.site.key.to_string(),
        checkpoint: tree.map(|tree| {
            let text = String::from_utf8_lossy(tree.head.checkpoint.bytes()).into_owned();
            (words::number(tree.size, lang), tree.root.to_base64(), text)
        }),
        witnessed,
        registrar: registrar(desk)?,
        forms: forms(&desk.reading.forms()?, lang),
        entries: entries.iter().map(|logged| Line::new(logged, lang, &names)).collect(),
        older: oldest.map(|entry| format!("{here}?before={entry}#entries")),
        newest: before.map(|_| format!("{here}#entries")),
    };
    Made::page(&page)
}

/// What the log is and how far it goes, as data.
fn identity(desk: &Desk<'_>, tree: Option<&Tree>) -> serde_json::Value {
    serde_json::json!({
        "origin": desk.site.key.name().as_str(),
        "vkey": desk.site.key.to_string(),
        "registrar": desk.site.about.registrar,
        "root": tree.map(|tree| tree.root.to_base64()),
        "checkpoint": tree.map(|tree| String::from_utf8_lossy(tree.head.checkpoint.bytes()).into_owned()),
        "witnesses": tree.map(|tree| Witnessed::json(desk, &tree.head)),
    })
}

/// The body that keeps the register, by name where it is described.
pub(super) fn registrar(desk: &Desk<'_>) -> Result<Cell, PageError> {
    let id = &desk.site.about.registrar;
    let Some(body) = register::id::BodyId::parse(id) else { return Ok(Cell::mono(id.as_str())) };
    let names = desk.reading.names_of(std::iter::once(&body))?;
    Ok(Links { lang: desk.visit.lang, names: &names }.body(&body))
}

/// The forms filed, in the order of a technology's life.
fn forms(counts: &[(register::Form, u64)], lang: Lang) -> Vec<(String, String)> {
    let count = |form: &register::Form| counts.iter().find(|(known, _)| known == form).map(|(_, count)| *count);
    let line = |form: &register::Form| Some((form.words().in_(lang).to_owned(), words::number(count(form)?, lang)));
    register::Form::ALL.iter().filter_map(line).collect()
}

impl Line {
    fn new(logged: &Logged, lang: Lang, names: &Names) -> Line {
        Line {
            entry: words::number(logged.entry, lang),
            href: entry_href(logged.entry, lang),
            received: words::instant(logged.received, lang),
            form: logged.filing.form().words().in_(lang).to_owned(),
            title: card::title(logged, lang, names),
            filer: Links { lang, names }.body(&logged.filing.filer),
        }
    }
}
