//! The difference between two versions of a filing: the fields that changed, old and new in words, who changed them,
//! when and why. Its address is that of the filing with `?diff=1..2`.

use askama::Template;
use register::{
    lang::Lang,
    version::{self, Difference, Version},
};

use super::{
    answer::Made,
    error::PageError,
    frame::Frame,
    link::{Cell, Link, Links},
    record::{VersionView, versions},
    text::{self, Arg},
    visit::Desk,
};
use crate::index::Names;

/// The page of a difference.
#[derive(Debug, Template)]
#[template(path = "diff.html", whitespace = "minimize")]
struct Diff {
    frame: Frame,
    old: u32,
    new: u32,
    /// The newer version: when, why, in which entry.
    change: Option<VersionView>,
    changes: Vec<Change>,
    versions: Vec<VersionView>,
    base: String,
}

/// One field that changed.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) label: String,
    /// Added, removed or changed, as a shape and a word.
    kind: String,
    shape: &'static str,
    pub(super) old: Option<Cell>,
    pub(super) new: Option<Cell>,
}

/// The address of the difference between two versions.
pub(super) fn href(base: &str, old: u32, new: u32) -> String {
    format!("{base}?diff={old}..{new}")
}

/// The difference that `?diff=` asks for.
pub(super) fn page(desk: &Desk<'_>, all: &[Version], names: &Names, crumbs: Vec<Link>) -> Result<Made, PageError> {
    let asked = desk.visit.param("diff").unwrap_or_default();
    let numbers =
        asked.split_once("..").and_then(|(old, new)| Some((old.parse::<u32>().ok()?, new.parse::<u32>().ok()?)));
    let (old, new) = numbers.ok_or_else(|| PageError::Unclear(asked.to_owned()))?;
    let version = |number: u32| all.iter().find(|version| version.number == number).ok_or(PageError::NotFound);
    let (before, after) = (version(old)?, version(new)?);
    let lang = desk.visit.lang;
    let links = Links { lang, names };
    let base = desk.visit.href(&desk.visit.path);
    let title =
        text::with(lang, "diff-title", &[("old", Arg::Count(u64::from(old))), ("new", Arg::Count(u64::from(new)))]);
    let views = versions(all, &base, lang);
    let page = Diff {
        frame: Frame::new(desk, title, crumbs),
        old,
        new,
        change: versions(all, &base, lang).into_iter().find(|view| view.number == new.max(old)),
        changes: version::difference(&before.content, &after.content)
            .iter()
            .map(|change| Change::new(change, links))
            .collect(),
        versions: views,
        base,
    };
    Made::page(&page)
}

impl Change {
    pub(super) fn new(difference: &Difference, links: Links<'_>) -> Change {
        let lang: Lang = links.lang;
        let label = difference.labels.iter().map(|label| label.in_(lang)).collect::<Vec<_>>().join(" · ");
        let (shape, key) = match (&difference.old, &difference.new) {
            (None, _) => ("+", "diff-added"),
            (_, None) => ("−", "diff-removed"),
            _ => ("≠", "diff-changed"),
        };
        let cell =
            |value: &Option<register::shown::Shown>| value.as_ref().map(|value| links.value(value, &difference.path));
        Change { label, kind: text::get(lang, key), shape, old: cell(&difference.old), new: cell(&difference.new) }
    }
}
