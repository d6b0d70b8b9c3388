//! What the register is, what it proves, and what it cannot prove.

use askama::Template;

use super::{answer::Made, error::PageError, frame::Frame, link::Cell, log, text, visit::Desk};

/// The page.
#[derive(Debug, Template)]
#[template(path = "about.html", whitespace = "minimize")]
struct About {
    frame: Frame,
    registrar: Cell,
    /// What is proved, and how: heading and text.
    proves: Vec<(String, String)>,
    cannot: Vec<String>,
    reads: Vec<(String, String)>,
}

/// Makes the page.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let pair = |(head, says): (&str, &str)| (text::get(lang, head), text::get(lang, says));
    let proves = [
        ("proves-said", "proves-said-how"),
        ("proves-when", "proves-when-how"),
        ("proves-kept", "proves-kept-how"),
        ("proves-whole", "proves-whole-how"),
        ("proves-absent", "proves-absent-how"),
    ];
    let reads = [
        ("reads-filed", "reads-filed-is"),
        ("reads-claimed", "reads-claimed-is"),
        ("reads-missing", "reads-missing-is"),
        ("reads-unknown", "reads-unknown-is"),
        ("reads-withdrawn", "reads-withdrawn-is"),
    ];
    let page = About {
        frame: Frame::new(desk, text::get(lang, "nav-about"), Vec::new()),
        registrar: log::registrar(desk)?,
        proves: proves.map(pair).into(),
        cannot: ["cannot-true", "cannot-all", "cannot-person", "cannot-legal", "cannot-alone"]
            .map(|key| text::get(lang, key))
            .into(),
        reads: reads.map(pair).into(),
    };
    Made::page(&page)
}
