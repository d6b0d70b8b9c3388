//! The feed of findings (Atom, RFC 4287): what began to be so last, under the same filters as the list. Ids follow from
//! the log's origin, the case, the rule and the day, so that a reader sees each finding once.

use super::{
    answer::Made,
    asked::{Asked, address},
    error::PageError,
    findings::list_title,
    frame::Frame,
    link::escaped as in_address,
    prose::escaped,
    told::{Teller, case_href},
    visit::Desk,
    words,
};
use crate::index::{FindingRow, FindingsQuery};

/// Findings of a feed.
const FEED: u32 = 100;

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
    let here = address(".atom", &query, 0);
    let updated = found.rows.first().map_or_else(|| "1970-01-01".to_owned(), |row| words::iso(row.from_day));
    let entries: String = found.rows.iter().map(|row| entry(desk, &teller, row)).collect();
    let name = Frame::bare(desk.site, desk.visit, String::new()).name;
    Ok(Made::Feed(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n<title>{} — {}</title>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{}</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n{entries}</feed>\n",
        lang.tag(),
        escaped(&urn(desk, &format!("{}{here}", lang.tag()))),
        escaped(&list_title(desk, &query)),
        escaped(&name),
        escaped(&name),
        escaped(&desk.visit.href(&here)),
        escaped(&desk.visit.href(&address("", &query, 0))),
    )))
}

fn entry(desk: &Desk<'_>, teller: &Teller<'_>, row: &FindingRow) -> String {
    let day = words::iso(row.from_day);
    let id = urn(desk, &format!("{}/{}/{}/{day}", row.case, row.book, row.rule));
    let title = format!("{}: {}", teller.rule(row).text, teller.case_words(&row.case, row.record.as_ref()));
    format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{day}T00:00:00Z</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<category term=\"{}\"/>\n<category term=\"{}\"/>\n\
         <summary>{}</summary>\n</entry>\n",
        escaped(&id),
        escaped(&title),
        escaped(&case_href(&row.case, teller.lang)),
        escaped(&row.severity),
        row.says.code(),
        escaped(&teller.lasting(row)),
    )
}

/// A name that stays the same wherever the register is served.
fn urn(desk: &Desk<'_>, rest: &str) -> String {
    format!("urn:veedor:{}/{}", in_address(desk.site.key.name().as_str()), in_address(rest))
}
