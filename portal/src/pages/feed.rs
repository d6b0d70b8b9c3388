//! Feeds (Atom, RFC 4287, and JSON Feed 1.1): what came last, under the same filters as the list. Ids follow from the log's
//! origin and what each item tells of, so that a reader sees each once.

use serde_json::{Value, json};

use super::{
    answer::Made,
    asked::{self, Asked},
    cite,
    error::PageError,
    findings::list_title,
    frame::Frame,
    keep,
    link::escaped as in_address,
    prose::escaped,
    told::{Teller, case_href},
    visit::{Desk, Format},
    words,
};
use crate::index::{FindingRow, FindingsQuery};

/// Items of a feed.
pub(super) const FEED: u32 = 100;

/// What the address of the list ends with where it is a feed.
pub(super) const ATOM: &str = ".atom";
pub(super) const JSON: &str = ".feed.json";

/// A feed, however it is written.
#[derive(Debug)]
pub(super) struct Feed {
    pub(super) title: String,
    /// Address of the list, without host.
    pub(super) list: String,
    /// Addresses of the feed in Atom and in JSON.
    pub(super) here: [String; 2],
    pub(super) items: Vec<Item>,
}

/// One item.
#[derive(Debug)]
pub(super) struct Item {
    /// What it tells of; no other item has it.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) text: String,
    /// When it began, as RFC 3339 writes it.
    pub(super) at: String,
    pub(super) tags: Vec<String>,
}

impl Feed {
    /// The feed in the form that is asked for.
    pub(super) fn make(&self, desk: &Desk<'_>) -> Made {
        if desk.visit.format == Format::Json { self.json(desk) } else { self.atom(desk) }
    }

    fn json(&self, desk: &Desk<'_>) -> Made {
        let item = |item: &Item| {
            json!({
                "id": urn(desk, &item.id),
                "url": absolute(desk, &item.href),
                "title": item.title,
                "content_text": item.text,
                "date_published": item.at,
                "tags": item.tags,
            })
        };
        let name = Frame::bare(desk.site, desk.visit, String::new()).name;
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": format!("{} — {name}", self.title),
            "home_page_url": absolute(desk, &self.list),
            "feed_url": absolute(desk, &self.here[1]),
            "language": desk.visit.lang.tag(),
            "authors": [{ "name": name }],
            "items": self.items.iter().map(item).collect::<Vec<Value>>(),
        });
        Made::Text { media: "application/feed+json; charset=utf-8", text: format!("{feed:#}\n") }
    }

    fn atom(&self, desk: &Desk<'_>) -> Made {
        let updated = self.items.iter().map(|item| item.at.as_str()).max().unwrap_or("1970-01-01T00:00:00Z");
        let entries: String = self.items.iter().map(|item| item.atom(desk)).collect();
        let name = Frame::bare(desk.site, desk.visit, String::new()).name;
        Made::Feed(format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <id>{}</id>\n<title>{} — {}</title>\n<updated>{updated}</updated>\n\
             <author><name>{}</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n{entries}</feed>\n",
            desk.visit.lang.tag(),
            escaped(&urn(desk, self.here[0].trim_start_matches('/'))),
            escaped(&self.title),
            escaped(&name),
            escaped(&name),
            escaped(&self.here[0]),
            escaped(&self.list),
        ))
    }
}

impl Item {
    fn atom(&self, desk: &Desk<'_>) -> String {
        let tags: String = self.tags.iter().map(|tag| format!("<category term=\"{}\"/>\n", escaped(tag))).collect();
        format!(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n{tags}<summary>{}</summary>\n</entry>\n",
            escaped(&urn(desk, &self.id)),
            escaped(&self.title),
            self.at,
            escaped(&self.href),
            escaped(&self.text),
        )
    }
}

/// Makes the feed of findings.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let asked = Asked::read(desk.visit);
    if let Some(problem) = asked.problems.first() {
        return Err(PageError::Unclear(problem.says.clone()));
    }
    let query = FindingsQuery { latest: true, ..asked.query };
    let (law, today, lang) = (&desk.law, desk.today, desk.visit.lang);
    let found = desk.reading.findings(&query, today, 0, FEED)?;
    let names = desk.reading.names_in(&found.rows)?;
    let teller = Teller { lang, law, names: &names, today };
    let address = |ending: &str| desk.visit.href(&asked::address(ending, &query, 0));
    let feed = Feed {
        title: list_title(desk, &query),
        list: address(""),
        here: [address(ATOM), address(JSON)],
        items: found.rows.iter().map(|row| item(&teller, row)).collect(),
    };
    Ok(feed.make(desk))
}

fn item(teller: &Teller<'_>, row: &FindingRow) -> Item {
    let day = words::iso(row.from_day);
    Item {
        id: format!("{}/{}/{}/{day}", row.case, row.book, row.rule),
        title: format!("{}: {}", teller.rule(row).text, teller.case_words(&row.case, row.record.as_ref())),
        href: case_href(&row.case, teller.lang),
        text: teller.lasting(row),
        at: format!("{day}T00:00:00Z"),
        tags: vec![row.severity.clone(), row.says.code().to_owned()],
    }
}

/// An address with scheme and host, and the day that is shown.
pub(super) fn absolute(desk: &Desk<'_>, address: &str) -> String {
    let kept = desk.known.map_or_else(|| address.to_owned(), |known| keep::address(address, known.day, "&"));
    cite::with_scheme(&format!("{}{kept}", desk.visit.host))
}

/// A name that stays the same wherever the register is served.
fn urn(desk: &Desk<'_>, rest: &str) -> String {
    format!("urn:veedor:{}/{}", in_address(desk.site.key.name().as_str()), in_address(rest))
}
