//! Drafts of rulebooks: what is proposed, by whom, and whether it was adopted since. Each has a page with what it changes.

use askama::Template;
use register::{Content, forms::promises::Draft, lifeline::Logged, value::Sha256};
use serde_json::{Value, json};

use super::{
    answer::Made,
    card::Badge,
    error::PageError,
    frame::Frame,
    link::{Cell, Links, entry_href},
    rules, text,
    twins::{cells, csv},
    visit::{Desk, Format},
    words,
};

/// The page of the drafts.
#[derive(Debug, Template)]
#[template(path = "drafts.html", whitespace = "minimize")]
struct Drafts {
    frame: Frame,
    drafts: Vec<DraftRow>,
}

/// One draft in the list.
#[derive(Debug)]
struct DraftRow {
    href: String,
    title: String,
    by: Cell,
    received: Cell,
    standing: Badge,
    changes: Cell,
    entry: String,
    entry_href: String,
}

/// Columns of the twin.
const COLUMNS: [&str; 8] = ["entry", "filing", "rulebook", "version", "digest", "filer", "received", "adopted"];

/// Makes the page or its twins; the latest draft first.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let mut drafts = desk.reading.drafts()?;
    drafts.reverse();
    match desk.visit.format {
        Format::Html => page(desk, &drafts),
        Format::Json => Made::json(&json!({
            "drafts": drafts.iter().filter_map(|logged| json_of(desk, logged)).collect::<Vec<_>>(),
        })),
        Format::Csv => {
            let rows = drafts.iter().filter_map(|logged| json_of(desk, logged));
            Ok(Made::csv(csv(&COLUMNS, rows.map(|value| cells(&COLUMNS, &value)))))
        }
    }
}

fn page(desk: &Desk<'_>, drafts: &[Logged]) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let names = desk.reading.names(drafts)?;
    let links = Links { lang, names: &names };
    let row = |logged: &Logged| {
        let draft = draft_of(logged)?;
        Some(DraftRow {
            href: desk.visit.href(&format!("/drafts/{}", logged.filing.id)),
            title: title(draft),
            by: links.body(&logged.filing.filer),
            received: Cell::when(register::time::When::Day(logged.received.date()), lang),
            standing: standing(desk, draft),
            changes: Cell::spanish(draft.changes.as_str(), lang),
            entry: words::number(logged.entry, lang),
            entry_href: entry_href(logged.entry, lang),
        })
    };
    Made::page(&Drafts {
        frame: Frame::with_twins(desk, text::get(lang, "drafts-title"), vec![rules::crumb(desk)]),
        drafts: drafts.iter().filter_map(row).collect(),
    })
}

/// What a filing says as a draft of a rulebook.
pub(super) fn draft_of(logged: &Logged) -> Option<&Draft> {
    match &logged.filing.content {
        Content::Draft(draft) => Some(draft),
        _ => None,
    }
}

/// Rulebook and version.
pub(super) fn title(draft: &Draft) -> String {
    format!("{} {}", draft.rulebook, draft.version)
}

/// Whether a regulation adopted exactly these files.
pub(super) fn standing(desk: &Desk<'_>, draft: &Draft) -> Badge {
    let (class, shape, key) = match adopted(desk, &draft.digest) {
        Some(_) => ("good", "✓", "draft-adopted"),
        None => ("nothing", "○", "draft-proposed"),
    };
    Badge { class, shape, words: text::get(desk.visit.lang, key) }
}

/// The entry of the regulation that adopted files with a digest.
pub(super) fn adopted(desk: &Desk<'_>, digest: &Sha256) -> Option<u64> {
    let digest = digest.to_string();
    desk.law
        .adoptions()
        .iter()
        .find(|adoption| adoption.digest.as_ref() == Some(&digest))
        .map(|adoption| adoption.entry)
}

/// A draft for programs.
pub(super) fn json_of(desk: &Desk<'_>, logged: &Logged) -> Option<Value> {
    let draft = draft_of(logged)?;
    Some(json!({
        "entry": logged.entry, "filing": logged.filing.id.as_str(), "rulebook": draft.rulebook.as_str(),
        "version": draft.version.as_str(), "digest": draft.digest.to_string(), "filer": logged.filing.filer.as_str(),
        "received": logged.received.to_string(), "changes": draft.changes.as_str(),
        "adopted": adopted(desk, &draft.digest),
    }))
}
