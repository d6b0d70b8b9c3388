//! All data in files: what a set holds, of which entries it was made, each file with its size and hash. What files there are
//! is read from the set's own descriptor.

use askama::Template;
use register::{lang::Lang, time::Instant};
use serde_json::{Value, json};

use super::{
    answer::Made,
    error::PageError,
    frame::Frame,
    text,
    twins::csv,
    visit::{Desk, Format},
    words::{self, Moment},
};
use crate::bulk::{self, TABLES, Table};

/// The page.
#[derive(Debug, Template)]
#[template(path = "data.html", whitespace = "minimize")]
struct Data {
    frame: Frame,
    set: Option<Set>,
    tables: Vec<TableView>,
}

/// A set of files.
#[derive(Debug)]
struct Set {
    entries: String,
    last: Option<Moment>,
    /// Root of the tree, short and whole.
    root: (String, String),
    bytes: String,
}

/// One table, with its files where they are made.
#[derive(Debug)]
struct TableView {
    name: &'static str,
    says: &'static str,
    rows: String,
    files: Vec<File>,
    columns: Vec<(&'static str, &'static str)>,
}

/// One file.
#[derive(Debug)]
struct File {
    path: String,
    format: &'static str,
    media: String,
    bytes: String,
    /// SHA-256, short and whole.
    sha256: (String, String),
}

/// Columns of the list of files.
const COLUMNS: [&str; 7] = ["path", "table", "format", "rows", "bytes", "sha256", "mediatype"];

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let package = bulk::package(&bulk::folder(&desk.site.public));
    match desk.visit.format {
        Format::Json => Made::json(&package.unwrap_or_else(|| json!({ "resources": [] }))),
        Format::Csv => Ok(Made::csv(csv(&COLUMNS, package.iter().flat_map(resources).map(csv_row)))),
        Format::Html => Made::page(&Data {
            frame: Frame::with_twins(desk, text::get(lang, "nav-data"), Vec::new()),
            set: package.as_ref().map(|package| set(package, lang)),
            tables: TABLES.iter().map(|table| view(table, package.as_ref(), lang)).collect(),
        }),
    }
}

fn resources(package: &Value) -> impl Iterator<Item = &Value> {
    package["resources"].as_array().into_iter().flatten()
}

fn csv_row(resource: &Value) -> Vec<String> {
    let text = |key: &str| match &resource[key] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    vec![text("path"), text("title"), text("format"), text("rows"), text("bytes"), sha256(resource), text("mediatype")]
}

fn sha256(resource: &Value) -> String {
    let hash = resource["hash"].as_str().unwrap_or_default();
    hash.strip_prefix("sha256:").unwrap_or_default().to_owned()
}

fn set(package: &Value, lang: Lang) -> Set {
    let of = &package["register"];
    let root = of["root"].as_str().unwrap_or_default().to_owned();
    let last = of["last_received"].as_str().and_then(Instant::parse);
    let bytes = resources(package).filter_map(|resource| resource["bytes"].as_u64()).sum();
    Set {
        entries: text::count(lang, "data-entries", of["size"].as_u64().unwrap_or(0)),
        last: last.map(|last| words::instant(last, lang)),
        root: (words::short_hash(&root), root),
        bytes: weight(bytes, lang),
    }
}

fn view(table: &'static Table, package: Option<&Value>, lang: Lang) -> TableView {
    let of_table = |resource: &&Value| resource["title"] == table.name;
    let files: Vec<&Value> = package.into_iter().flat_map(resources).filter(of_table).collect();
    let rows = files.first().and_then(|file| file["rows"].as_u64());
    let label = |es, en| match lang {
        Lang::Es => es,
        Lang::En => en,
    };
    TableView {
        name: table.name,
        says: label(table.es, table.en),
        rows: rows.map(|rows| text::count(lang, "data-rows", rows)).unwrap_or_default(),
        files: files.into_iter().map(|resource| file(resource, lang)).collect(),
        columns: table.columns.iter().map(|column| (column.name, label(column.es, column.en))).collect(),
    }
}

fn file(resource: &Value, lang: Lang) -> File {
    let hash = sha256(resource);
    File {
        path: resource["path"].as_str().unwrap_or_default().to_owned(),
        format: match resource["format"].as_str() {
            Some("csv") => "CSV",
            Some("jsonl") => "JSON Lines",
            _ => "Parquet",
        },
        media: resource["mediatype"].as_str().unwrap_or_default().to_owned(),
        bytes: weight(resource["bytes"].as_u64().unwrap_or(0), lang),
        sha256: (words::short_hash(&hash), hash),
    }
}

/// A number of bytes as people read it: 812 bytes, 1.2 MB.
fn weight(bytes: u64, lang: Lang) -> String {
    let units = ["kB", "MB", "GB", "TB"];
    if bytes < 1_000 {
        return text::count(lang, "data-bytes", bytes);
    }
    let (mut tenths, mut unit) = (bytes / 100, 0);
    while tenths >= 10_000 && unit + 1 < units.len() {
        (tenths, unit) = (tenths / 1_000, unit + 1);
    }
    format!("{}.{}\u{a0}{}", words::number(tenths / 10, lang), tenths % 10, units[unit])
}
