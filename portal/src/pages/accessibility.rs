//! What readers may expect whatever they read with, how it is checked, and what is not yet so. The form follows the W3C's
//! generator of accessibility statements.

use askama::Template;

use super::{answer::Made, error::PageError, frame::Frame, link::Cell, log, text, visit::Desk};

/// The page.
#[derive(Debug, Template)]
#[template(path = "accessibility.html", whitespace = "minimize")]
struct Accessibility {
    frame: Frame,
    registrar: Cell,
    does: Vec<String>,
    checked: Vec<String>,
    lacks: Vec<String>,
}

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let all = |keys: &[&str]| keys.iter().map(|key| text::get(lang, key)).collect();
    let page = Accessibility {
        frame: Frame::new(desk, text::get(lang, "access-title"), Vec::new()),
        registrar: log::registrar(desk)?,
        does: all(&[
            "access-script",
            "access-keyboard",
            "access-narrow",
            "access-colour",
            "access-charts",
            "access-light",
        ]),
        checked: all(&["access-checked-axe", "access-checked-ways", "access-checked-contrast"]),
        lacks: all(&["access-lacks-people", "access-lacks-language", "access-lacks-texts"]),
    };
    Made::page(&page)
}
