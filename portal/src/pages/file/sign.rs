//! The text of a draft as it is signed, and the ways to sign it: with the program on one's own machine, in the browser with
//! a key file that is not sent, or anywhere else, with the signed note brought back.

use askama::Template;
use register::id::FilingId;

use super::{
    super::{answer::Made, assets, card::Badge, cite, error::PageError, frame::Frame, text, visit::Desk},
    Opened, attempt,
    draft::{is_within, problems_of},
    told,
};
use crate::registrar::Tried;

/// The page.
#[derive(Debug, Template)]
#[template(path = "sign.html", whitespace = "minimize")]
struct Sign {
    frame: Frame,
    standing: Badge,
    problems: Vec<(String, String)>,
    text: String,
    code: String,
    name: String,
    address: String,
    download: String,
    roles: String,
    script: &'static str,
}

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let opened = Opened::of(desk)?;
    let lang = desk.visit.lang;
    let tried = attempt(desk, &opened.paper)?;
    let properties = opened.paper.properties();
    let problems: Vec<(String, String)> = problems_of(&tried)
        .iter()
        .map(|problem| {
            let asked = properties.iter().find(|property| is_within(property.name, &problem.field));
            let href = asked.map_or_else(|| opened.href(desk, ""), |asked| opened.question(desk, asked.name, None));
            (href, told::whole(problem, &properties, lang))
        })
        .collect();
    let (class, shape, key) = match (&tried, problems.is_empty()) {
        (Tried::Unavailable(_), _) => ("weak", "?", "desk-untried"),
        (_, true) => ("good", "✓", "desk-right"),
        _ => ("missing", "✕", "desk-wrong"),
    };
    // Who acts on a filing has the role that files it.
    let target = ["corrects", "withdraws", "opens"].iter().find_map(|name| FilingId::parse(opened.paper.said(name)));
    let form = target.map_or(opened.paper.form(), |id| id.form());
    let roles: Vec<&str> = form.roles().iter().map(|role| role.words().in_(lang)).collect();
    let page = Sign {
        frame: opened.frame(desk, text::get(lang, "desk-sign-title")),
        standing: Badge { class, shape, words: text::get(lang, key) },
        problems,
        text: opened.paper.text(),
        // Only an id may stand in a command to be copied.
        name: FilingId::parse(opened.paper.said("id"))
            .map_or_else(|| "draft.json".to_owned(), |id| format!("{}.json", id.as_str().replace('/', "-"))),
        address: cite::with_scheme(&desk.visit.host),
        download: opened.href(desk, "/draft.json"),
        code: opened.code,
        roles: roles.join(", "),
        script: assets::SIGN.href(),
    };
    Made::page(&page)
}
