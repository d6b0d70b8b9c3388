//! What stands around every page: name, search, the way back, the other language, and how far the register is proved.

use register::lang::Lang;

use super::{
    as_of, assets,
    cite::{self, Citation},
    embed, feed, keep,
    link::Link,
    text::{self, Arg},
    tree::Tree,
    visit::{Desk, Visit},
    words::{self, Moment},
};
use crate::site::Site;

/// Where the program's source is kept.
const CODE: &str = "https://github.com/veedor/veedor";

/// The frame of one page.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) lang: Lang,
    /// Language tag of the page.
    pub(super) tag: &'static str,
    pub(super) other_tag: &'static str,
    /// The page's own title, as in `h1`.
    pub(super) title: String,
    /// Title of the window.
    pub(super) window: String,
    /// Name of the register.
    pub(super) name: String,
    pub(super) demonstration: bool,
    /// Pages above this one.
    pub(super) crumbs: Vec<Link>,
    /// First part of the path, for the menu.
    pub(super) section: String,
    /// The same page in the other language.
    pub(super) switch: String,
    /// The same page in JSON and CSV, where there is one.
    pub(super) twins: Vec<(&'static str, &'static str, String)>,
    /// The feeds of what the page lists: name, media type, address.
    pub(super) feeds: Vec<(&'static str, &'static str, String)>,
    pub(super) strip: Option<Strip>,
    /// What the page draws, alone.
    pub(super) embed: String,
    /// Where the page tells of another day: as known when.
    pub(super) known: Option<String>,
    /// The same page today.
    pub(super) today: String,
    /// Asking for the page as known on a day; none where the page is the same on every day.
    pub(super) days: Option<Days>,
    /// One line that names this page, for quoting.
    pub(super) cite: String,
    /// The same for reference managers: what it is called, its address, a name for the file.
    pub(super) cites: Vec<(&'static str, String, String)>,
    /// Address of the page without scheme; without host where the page has no strip.
    pub(super) address: String,
    pub(super) style: &'static str,
    pub(super) logo: &'static str,
    pub(super) code: &'static str,
    pub(super) version: &'static str,
}

/// The form that asks for a page as known on a day.
#[derive(Debug)]
pub(super) struct Days {
    pub(super) action: String,
    /// What else the address asks for.
    pub(super) params: Vec<(String, String)>,
    /// The day shown.
    pub(super) day: String,
    /// The last day that can be asked for.
    pub(super) last: String,
}

/// As of when, and how far proved.
#[derive(Debug)]
pub(super) struct Strip {
    pub(super) as_of: Option<Moment>,
    pub(super) entries: String,
    /// Root hash of the published checkpoint, short and whole.
    pub(super) root: Option<(String, String)>,
    /// Where the index is behind what is published: how many entries.
    pub(super) behind: Option<String>,
}

impl Frame {
    /// The frame of a page with twins.
    pub(super) fn with_twins(desk: &Desk<'_>, title: String, crumbs: Vec<Link>) -> Frame {
        let mut frame = Frame::new(desk, title, crumbs);
        let visit = desk.visit;
        let twin = |ending: &str| address(visit.lang, &format!("{}{ending}", visit.path), &visit.query);
        frame.twins = vec![("CSV", "text/csv", twin(".csv")), ("JSON", "application/json", twin(".json"))];
        frame
    }

    /// The same frame with feeds; `at` gives an address by its ending.
    pub(super) fn feeding(self, at: impl Fn(&str) -> String) -> Frame {
        let feeds = vec![
            ("Atom", "application/atom+xml", at(feed::ATOM)),
            ("JSON Feed", "application/feed+json", at(feed::JSON)),
        ];
        Frame { feeds, ..self }
    }

    /// The frame of a page.
    pub(super) fn new(desk: &Desk<'_>, title: String, crumbs: Vec<Link>) -> Frame {
        let mut frame = Frame::bare(desk.site, desk.visit, title);
        let (visit, lang) = (desk.visit, desk.visit.lang);
        if let Some(known) = desk.known {
            frame.known = Some(known.says(lang));
            frame.address = keep::address(&frame.address, known.day, "&");
        }
        frame.days = (!as_of::is_timeless(&visit.path)).then(|| Days {
            action: address(lang, &visit.path, ""),
            params: visit.params.clone(),
            day: desk.known.map(|known| known.day.to_string()).unwrap_or_default(),
            last: words::iso(desk.site.today.days()),
        });
        let strip = Strip::new(desk);
        frame.address = format!("{}{}", visit.host, frame.address);
        frame.cite = in_words(&frame, &strip);
        frame.cites = cite::STYLES
            .iter()
            .map(|style| {
                let address = address(lang, &visit.path, &citing(&visit.query, style.name));
                (style.words, address, format!("veedor.{}", style.ending))
            })
            .collect();
        frame.crumbs = crumbs;
        frame.strip = Some(strip);
        // A page has one frame; were there another, the first is the page's own.
        let _ = desk.citation.set(Citation::of(&frame));
        frame
    }

    /// The frame of a page that asks nothing of index and log.
    pub(super) fn bare(site: &Site, visit: &Visit, title: String) -> Frame {
        let lang = visit.lang;
        let name = match lang {
            Lang::Es => site.about.name_es.clone(),
            Lang::En => site.about.name_en.clone(),
        };
        let in_site = [("page", Arg::Text(title.clone())), ("site", Arg::Text(name.clone()))];
        let window = if title == name { name.clone() } else { text::with(lang, "title-in", &in_site) };
        let here = address(lang, &visit.path, &visit.query);
        Frame {
            lang,
            tag: lang.tag(),
            other_tag: lang.other().tag(),
            window,
            title,
            name,
            demonstration: site.about.demonstration,
            crumbs: Vec::new(),
            section: visit.path.split('/').nth(1).unwrap_or_default().to_owned(),
            switch: address(lang.other(), &visit.path, &visit.query),
            twins: Vec::new(),
            feeds: Vec::new(),
            embed: address(lang, &format!("{}{}", embed::EMBED, visit.path), &visit.query),
            strip: None,
            cite: String::new(),
            cites: Vec::new(),
            today: here.clone(),
            known: None,
            days: None,
            address: here,
            style: assets::STYLE.href(),
            logo: assets::LOGO.href(),
            code: CODE,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// The message of a key.
    pub(super) fn t(&self, key: &str) -> String {
        text::get(self.lang, key)
    }

    /// The message of a key with a number in it.
    pub(super) fn n(&self, key: &str, n: &u64) -> String {
        text::count(self.lang, key, *n)
    }

    /// Whether the page is in a part of the site.
    pub(super) fn is_in(&self, section: &str) -> bool {
        self.section == section
    }
}

impl Strip {
    fn new(desk: &Desk<'_>) -> Strip {
        let lang = desk.visit.lang;
        let tree = Tree::of(desk);
        let indexed = desk.reading.size().unwrap_or_default();
        let published = tree.as_ref().map_or(indexed, |tree| tree.size);
        let behind = published.checked_sub(indexed).filter(|behind| *behind > 0);
        Strip {
            as_of: desk.reading.last_received().ok().flatten().map(|at| words::instant(at, lang)),
            entries: text::count(lang, "n-entries", indexed),
            root: tree.map(|tree| {
                let root = tree.root.to_base64();
                (words::short_hash(&root), root)
            }),
            behind: behind.map(|behind| text::count(lang, "strip-behind", behind)),
        }
    }
}

/// The address of a page with its query.
fn address(lang: Lang, path: &str, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/{}{path}{mark}{query}", lang.tag())
}

/// A query with a form of citation.
fn citing(query: &str, style: &str) -> String {
    let and = if query.is_empty() { "" } else { "&" };
    format!("{query}{and}{}={style}", cite::PARAM)
}

fn in_words(frame: &Frame, strip: &Strip) -> String {
    let root = strip.root.as_ref().map(|(_, root)| root.clone()).unwrap_or_default();
    let as_of = strip.as_of.as_ref().map(|at| at.words.clone()).unwrap_or_default();
    let args = [
        ("page", Arg::Text(frame.title.clone())),
        ("site", Arg::Text(frame.name.clone())),
        ("entries", Arg::Text(strip.entries.clone())),
        ("root", Arg::Text(root)),
        ("at", Arg::Text(as_of)),
        ("address", Arg::Text(frame.address.clone())),
    ];
    text::with(frame.lang, "cite-as", &args)
}
