//! What is and was wrong with registers: a list, its twins and a feed (Atom, RFC 4287). Each alert keeps its id, so that a
//! reader sees it once.

use std::{collections::BTreeMap, fmt::Write as _};

use askama::Template;
use portal::pages::Format;
use serde_json::{Value, json};

use super::{Desk, Fault, Made, frame::Frame, home::names};
use crate::{
    compare::{day, moment},
    index::AlertRow,
    words,
};

/// Alerts of a page and of a feed.
const PAGE: i64 = 100;

/// Alerts of a file.
const FILE: i64 = 5_000;

/// The page.
#[derive(Debug, Template)]
#[template(path = "alerts.html", whitespace = "minimize")]
struct Alerts {
    frame: Frame,
    feed: String,
    rows: Vec<RowView>,
}

/// One alert.
#[derive(Debug)]
struct RowView {
    id: String,
    register: String,
    code: String,
    since: (String, String),
    ended: Option<(String, String)>,
    says: String,
}

/// Makes the list or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, Fault> {
    let most = if desk.visit.format == Format::Html { PAGE } else { FILE };
    let rows = rows(desk, most)?;
    match desk.visit.format {
        Format::Json => Ok(Made::json(&json!({ "alerts": rows.iter().map(document).collect::<Vec<_>>() }))),
        Format::Csv => Ok(Made::csv(&["register", "alert", "since", "ended", "es", "en"], rows.iter().map(line))),
        Format::Html => {
            let lang = desk.visit.lang;
            let frame = Frame::new(desk, words::get(lang, "alerts-title"), Vec::new()).with_twins(desk, "/alerts");
            let names = names(desk)?;
            let view = |row: &AlertRow| RowView {
                id: id(row),
                register: name(&names, row).to_owned(),
                code: row.raised.code.clone(),
                since: moment(Some(row.raised.since)).unwrap_or_default(),
                ended: moment(row.raised.ended),
                says: row.raised.says.in_(lang).to_owned(),
            };
            let feed = desk.visit.href("/alerts.atom");
            Made::page(&Alerts { frame, feed, rows: rows.iter().map(view).collect() })
        }
    }
}

/// Makes the feed.
pub(super) fn feed(desk: &Desk<'_>) -> Result<Made, Fault> {
    let (lang, rows, names) = (desk.visit.lang, rows(desk, PAGE)?, names(desk)?);
    let newest = rows.iter().filter_map(|row| row.raised.ended.max(Some(row.raised.since))).max();
    let updated = day(newest.or(Some(0))).unwrap_or_default();
    let title = escaped(&words::get(lang, "feed-title"));
    let here = desk.visit.href("/alerts.atom");
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>urn:veedor:observatory:{}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n<author><name>Veedor</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{here}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        lang.tag(),
        escaped(&desk.visit.host),
        desk.visit.href("/alerts"),
    );
    for row in &rows {
        let changed = day(row.raised.ended.max(Some(row.raised.since))).unwrap_or_default();
        let over = row.raised.ended.map(|_| words::get(lang, "alert-over")).unwrap_or_default();
        let _ = write!(
            text,
            "<entry>\n<id>urn:veedor:observatory:{}</id>\n<title>{}: {}</title>\n<updated>{changed}</updated>\n<category term=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}#{}\"/>\n<summary>{}</summary>\n</entry>\n",
            id(row),
            escaped(name(&names, row)),
            escaped(&row.raised.code),
            escaped(&row.raised.code),
            desk.visit.href("/alerts"),
            id(row),
            escaped(format!("{over} {}", row.raised.says.in_(lang)).trim_start()),
        );
    }
    text.push_str("</feed>\n");
    Ok(Made::Text("application/atom+xml; charset=utf-8", text))
}

/// Alerts of registers that are followed.
fn rows(desk: &Desk<'_>, most: i64) -> Result<Vec<AlertRow>, Fault> {
    let mut rows = desk.shown.index.alerts(most)?;
    rows.retain(|row| desk.shown.directory.registers.contains_key(&row.register));
    Ok(rows)
}

fn name<'n>(names: &'n BTreeMap<String, String>, row: &'n AlertRow) -> &'n str {
    names.get(&row.register).unwrap_or(&row.register)
}

/// The same for as long as the alert is told: register, code, when it was found, what it is about.
fn id(row: &AlertRow) -> String {
    let of = if row.raised.code == "silent-register" { "" } else { row.raised.says.en.as_str() };
    let digest = tlog::Hash::leaf(of.as_bytes()).to_string();
    format!("{}-{}-{}-{}", row.register, row.raised.code, row.raised.since, &digest[..8])
}

fn document(row: &AlertRow) -> Value {
    let raised = &row.raised;
    json!({
        "id": id(row), "register": row.register, "alert": raised.code, "since": day(Some(raised.since)),
        "ended": day(raised.ended), "es": raised.says.es, "en": raised.says.en,
    })
}

fn line(row: &AlertRow) -> Vec<String> {
    let raised = &row.raised;
    vec![
        row.register.clone(),
        raised.code.clone(),
        day(Some(raised.since)).unwrap_or_default(),
        day(raised.ended).unwrap_or_default(),
        raised.says.es.clone(),
        raised.says.en.clone(),
    ]
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
