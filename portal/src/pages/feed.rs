//! The feed of findings (Atom, RFC 4287, and JSON Feed 1.1): what began to be so last, under the same filters as the list.
//! Ids follow from the log's origin, the case, the rule and the day, so that a reader sees each finding once.

use serde_json::{Value, json};

use super::{
    answer::Made,
    asked::{Asked, address},
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

/// Findings of a feed.
const FEED: u32 = 100;

/// What the address of the list ends with where it is a feed.
pub(super) const ATOM: &str = ".atom";
pub(super) const JSON: &str = ".feed.json";

/// Makes the feed.
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
    match desk.visit.format {
        Format::Json => Ok(in_json(desk, &teller, &query, &found.rows)),
        _ => Ok(atom(desk, &teller, &query, &found.rows)),
    }
}

fn in_json(desk: &Desk<'_>, teller: &Teller<'_>, query: &FindingsQuery, rows: &[FindingRow]) -> Made {
    let lang = desk.visit.lang;
    let item = |row: &FindingRow| {
        json!({
            "id": id(desk, row),
            "url": absolute(desk, &case_href(&row.case, lang)),
            "title": title(teller, row),
            "content_text": teller.lasting(row),
            "date_published": format!("{}T00:00:00Z", words::iso(row.from_day)),
            "tags": [row.severity.as_str(), row.says.code()],
        })
    };
    let name = Frame::bare(desk.site, desk.visit, String::new()).name;
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": format!("{} — {name}", list_title(desk, query)),
        "home_page_url": absolute(desk, &desk.visit.href(&address("", query, 0))),
        "feed_url": absolute(desk, &desk.visit.href(&address(JSON, query, 0))),
        "language": lang.tag(),
        "authors": [{ "name": name }],
        "items": rows.iter().map(item).collect::<Vec<Value>>(),
    });
    Made::Text { media: "application/feed+json; charset=utf-8", text: format!("{feed:#}\n") }
}

/// An address as JSON Feed wants it: with scheme and host, and the day that is shown.
fn absolute(desk: &Desk<'_>, address: &str) -> String {
    let kept = desk.known.map_or_else(|| address.to_owned(), |known| keep::address(address, known.day, "&"));
    cite::with_scheme(&format!("{}{kept}", desk.visit.host))
}

fn atom(desk: &Desk<'_>, teller: &Teller<'_>, query: &FindingsQuery, rows: &[FindingRow]) -> Made {
    let lang = desk.visit.lang;
    let here = address(ATOM, query, 0);
    let updated = rows.first().map_or_else(|| "1970-01-01".to_owned(), |row| words::iso(row.from_day));
    let entries: String = rows.iter().map(|row| entry(desk, teller, row)).collect();
    let name = Frame::bare(desk.site, desk.visit, String::new()).name;
    Made::Feed(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n<title>{} — {}</title>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{}</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n{entries}</feed>\n",
        lang.tag(),
        escaped(&urn(desk, &format!("{}{here}", lang.tag()))),
        escaped(&list_title(desk, query)),
        escaped(&name),
        escaped(&name),
        escaped(&desk.visit.href(&here)),
        escaped(&desk.visit.href(&address("", query, 0))),
    ))
}

fn entry(desk: &Desk<'_>, teller: &Teller<'_>, row: &FindingRow) -> String {
    let day = words::iso(row.from_day);
    format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{day}T00:00:00Z</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<category term=\"{}\"/>\n<category term=\"{}\"/>\n\
         <summary>{}</summary>\n</entry>\n",
        escaped(&id(desk, row)),
        escaped(&title(teller, row)),
        escaped(&case_href(&row.case, teller.lang)),
        escaped(&row.severity),
        row.says.code(),
        escaped(&teller.lasting(row)),
    )
}

fn title(teller: &Teller<'_>, row: &FindingRow) -> String {
    format!("{}: {}", teller.rule(row).text, teller.case_words(&row.case, row.record.as_ref()))
}

fn id(desk: &Desk<'_>, row: &FindingRow) -> String {
    urn(desk, &format!("{}/{}/{}/{}", row.case, row.book, row.rule, words::iso(row.from_day)))
}

/// A name that stays the same wherever the register is served.
fn urn(desk: &Desk<'_>, rest: &str) -> String {
    format!("urn:veedor:{}/{}", in_address(desk.site.key.name().as_str()), in_address(rest))
}
