//! What stands on every page: its head, what is before and after its content, values in it. Templates of their own: as parts of
//! each page's template they were compiled forty times and more.

use askama::{Template, filters::HtmlSafe};

use super::{card::Badge, frame::Frame, link::Cell};

/// What a browser has to know of a page.
#[derive(Debug, Template)]
#[template(path = "_head.html", whitespace = "minimize")]
pub(super) struct Head<'a> {
    frame: &'a Frame,
}

/// Name, search, menu and the way back.
#[derive(Debug, Template)]
#[template(path = "_top.html", whitespace = "minimize")]
pub(super) struct Top<'a> {
    frame: &'a Frame,
}

/// How far the register is proved, what can be done with the page, and who is behind it.
#[derive(Debug, Template)]
#[template(path = "_bottom.html", whitespace = "minimize")]
pub(super) struct Bottom<'a> {
    frame: &'a Frame,
}

/// One value, in the language of the page around it.
#[derive(Debug, Template)]
#[template(path = "_cell.html", whitespace = "minimize")]
pub(super) struct Value<'a> {
    frame: &'a Frame,
    cell: &'a Cell,
}

impl Frame {
    pub(super) const fn cell<'a>(&'a self, cell: &'a Cell) -> Value<'a> {
        Value { frame: self, cell }
    }

    pub(super) const fn head(&self) -> Head<'_> {
        Head { frame: self }
    }

    pub(super) const fn top(&self) -> Top<'_> {
        Top { frame: self }
    }

    pub(super) const fn bottom(&self) -> Bottom<'_> {
        Bottom { frame: self }
    }
}

// They are templates of HTML, which escape what they hold.
impl HtmlSafe for Head<'_> {}
impl HtmlSafe for Top<'_> {}
impl HtmlSafe for Bottom<'_> {}
impl HtmlSafe for Value<'_> {}
impl HtmlSafe for Badge {}
