//! What stands around every page of an observatory, in the clothes of a register's pages.

use register::lang::Lang;

use super::Desk;
use crate::{follow::Standing, words};

/// The frame of one page.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) lang: Lang,
    pub(super) tag: &'static str,
    pub(super) other_tag: &'static str,
    /// The page's own title, as in `h1`.
    pub(super) title: String,
    /// First part of the path, for the menu.
    pub(super) section: String,
    /// The same page in the other language.
    pub(super) switch: String,
    /// The same page as data: name, media type, address.
    pub(super) twins: Vec<(&'static str, &'static str, String)>,
    /// Pages above this one: address and words.
    pub(super) crumbs: Vec<(String, String)>,
    /// Address of the page without scheme.
    pub(super) address: String,
    pub(super) style: &'static str,
    pub(super) logo: &'static str,
    pub(super) version: &'static str,
}

/// Where the program's source is kept.
pub(super) const CODE: &str = "https://github.com/veedor/veedor";

impl Frame {
    pub(super) fn new(desk: &Desk<'_>, title: String, crumbs: Vec<(String, String)>) -> Frame {
        let visit = desk.visit;
        let [(style, ..), (logo, ..)] = portal::pages::dress();
        Frame {
            lang: visit.lang,
            tag: visit.lang.tag(),
            other_tag: visit.lang.other().tag(),
            title,
            section: visit.path.split('/').nth(1).unwrap_or_default().to_owned(),
            switch: address(visit.lang.other(), &visit.path, &visit.query),
            twins: Vec::new(),
            crumbs,
            address: format!("{}{}", visit.host, address(visit.lang, &visit.path, &visit.query)),
            style,
            logo,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// The same with the page's twins, which stand at a path of their own.
    pub(super) fn with_twins(self, desk: &Desk<'_>, path: &str) -> Frame {
        let visit = desk.visit;
        let twin = |ending: &str| address(visit.lang, &format!("{path}{ending}"), &visit.query);
        let twins = vec![("CSV", "text/csv", twin(".csv")), ("JSON", "application/json", twin(".json"))];
        Frame { twins, ..self }
    }

    /// The message of a key.
    pub(super) fn t(&self, key: &str) -> String {
        words::get(self.lang, key)
    }

    /// Whether the page is in a part of the site.
    pub(super) fn is_in(&self, section: &str) -> bool {
        self.section == section
    }

    /// Where the program's source is kept.
    pub(super) fn code(&self) -> &'static str {
        CODE
    }
}

fn address(lang: Lang, path: &str, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/{}{path}{mark}{query}", lang.tag())
}

/// A state as a badge: class, sign, words. Told in words and shape, not by colour alone.
#[derive(Debug, Clone)]
pub(super) struct Badge {
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) words: String,
}

impl Badge {
    pub(super) fn of(standing: Standing, lang: Lang) -> Badge {
        let (class, sign) = match standing {
            Standing::Verified => ("good", "✓"),
            Standing::New => ("claim", "…"),
            Standing::Alert | Standing::Unreachable => ("claim", "!"),
            Standing::Silent | Standing::Split => ("missing", "✕"),
        };
        Badge { class, sign, words: words::get(lang, &format!("state-{}", standing.code())) }
    }
}
