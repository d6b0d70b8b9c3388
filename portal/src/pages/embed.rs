//! Pictures for the pages of others: what a page draws, alone, with the way to the page and what it tells of. The only
//! pages that may stand in a frame; they have no form and no script.

use askama::Template;

use super::{answer::Made, error::PageError, frame::Frame, text, visit::Desk};
use crate::pages::Make;

/// Where they are, after the language: before the address of the page that draws them.
pub(super) const EMBED: &str = "/embed";

/// Pages that draw, among those of the portal.
pub(super) const DRAWING: [&str; 5] = ["/use", "/network", "/calendar", "/records/{*id}", "/gaps/{*id}"];

/// A page of pictures.
#[derive(Debug, Template)]
#[template(path = "embed.html", whitespace = "minimize")]
struct Embed<'p> {
    frame: Frame,
    title: String,
    href: String,
    as_of: String,
    figures: Vec<&'p str>,
}

/// The pictures of a page; nothing is there where it draws none.
pub(super) fn make(desk: &Desk<'_>, page: Make) -> Result<Made, PageError> {
    let Made::Page(status, whole, _) = page(desk)? else { return Err(PageError::NotFound) };
    let figures = figures(&whole);
    if !status.is_success() || figures.is_empty() {
        return Err(PageError::NotFound);
    }
    let (visit, lang) = (desk.visit, desk.visit.lang);
    let mark = if visit.query.is_empty() { "" } else { "?" };
    let title = whole.split_once("<h1>").and_then(|(_, rest)| rest.split_once("</h1>")).map_or("", |(title, _)| title);
    let embed = Embed {
        frame: Frame::bare(desk.site, visit, text::get(lang, "embed")),
        title: title.to_owned(),
        href: format!("{}{mark}{}", visit.href(&visit.path), visit.query),
        as_of: desk.known.map(|known| known.says(lang)).unwrap_or_default(),
        figures,
    };
    Made::page(&embed)
}

/// What a page draws, as it stands in it.
fn figures(page: &str) -> Vec<&str> {
    let (mut rest, mut figures) = (page, Vec::new());
    while let Some(begin) = rest.find("<figure") {
        let Some(end) = rest[begin..].find("</figure>") else { break };
        figures.push(&rest[begin..begin + end + "</figure>".len()]);
        rest = &rest[begin + end..];
    }
    figures
}
