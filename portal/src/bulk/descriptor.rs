//! What describes the files of a set: all of them (Frictionless Data Package), and the CSV files with labels in both languages
//! (CSV on the Web, W3C 2015).

use serde_json::{Value, json};

use super::{
    GENERATOR, Origin,
    file::Written,
    table::{Column, Kind, TABLES, Table},
};

/// A table as written: rows, and its files.
pub(super) struct Filled {
    pub(super) table: &'static Table,
    pub(super) rows: u64,
    /// CSV, JSON Lines, Parquet.
    pub(super) files: Vec<Written>,
}

/// `datapackage.json`.
pub(super) fn package(of: &Origin, tables: &[Filled]) -> Value {
    let resources: Vec<Value> =
        tables.iter().flat_map(|filled| filled.files.iter().map(|file| resource(filled, file))).collect();
    json!({
        "profile": "data-package",
        "name": "veedor-bulk",
        "title": of.name_en,
        "title_es": of.name_es,
        "homepage": "https://github.com/veedor/veedor",
        "generator": GENERATOR,
        "demonstration": of.demonstration,
        "register": { "origin": of.origin, "size": of.size, "root": of.root, "last_received": of.last },
        "resources": resources,
    })
}

fn resource(filled: &Filled, file: &Written) -> Value {
    let table = filled.table;
    let (format, media) = format(&file.path);
    let mut resource = json!({
        "name": file.path.replace('.', "-"),
        "path": file.path,
        "title": table.name,
        "description": table.en,
        "description_es": table.es,
        "format": format,
        "mediatype": media,
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "rows": filled.rows,
    });
    // The profile of tables is for CSV; readers of the other formats find types within the files.
    if format == "csv" {
        resource["profile"] = "tabular-data-resource".into();
        resource["schema"] = schema(table);
    }
    resource
}

/// Name and media type of a format.
fn format(path: &str) -> (&'static str, &'static str) {
    match path.rsplit('.').next() {
        Some("csv") => ("csv", "text/csv"),
        Some("jsonl") => ("jsonl", "application/jsonl"),
        _ => ("parquet", "application/vnd.apache.parquet"),
    }
}

fn schema(table: &Table) -> Value {
    let field = |column: &Column| json!({ "name": column.name, "type": frictionless(column.kind), "title": column.en, "title_es": column.es });
    let keys: Vec<Value> = table
        .points
        .iter()
        .map(|(column, to, name)| {
            json!({ "fields": column, "reference": { "resource": format!("{to}-csv"), "fields": name } })
        })
        .collect();
    json!({
        "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
        "primaryKey": table.key,
        "foreignKeys": keys,
    })
}

/// Types of Table Schema. Text of JSON is text there.
fn frictionless(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Stage | Kind::Json | Kind::Filing => "string",
        Kind::Whole => "integer",
        Kind::Flag => "boolean",
        Kind::Day => "date",
        Kind::Moment => "datetime",
        Kind::Amount => "number",
    }
}

/// `csv-metadata.json`, where CSV on the Web looks for it.
pub(super) fn csvw() -> Value {
    json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "tables": TABLES.iter().map(csvw_table).collect::<Vec<_>>(),
    })
}

fn csvw_table(table: &Table) -> Value {
    let column = |column: &Column| {
        json!({
            "name": column.name.replace('-', "_"),
            "titles": { "und": [column.name], "es": [column.es], "en": [column.en] },
            "datatype": csvw_type(column.kind),
        })
    };
    let keys: Vec<Value> = table
        .points
        .iter()
        .map(|(column, to, name)| {
            json!({ "columnReference": column, "reference": { "resource": format!("{to}.csv"), "columnReference": name } })
        })
        .collect();
    json!({
        "url": format!("{}.csv", table.name),
        "dc:title": table.name,
        "dc:description": [{ "@value": table.es, "@language": "es" }, { "@value": table.en, "@language": "en" }],
        "tableSchema": {
            "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
            "primaryKey": table.key,
            "foreignKeys": keys,
        },
    })
}

fn csvw_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Stage => "string",
        Kind::Json | Kind::Filing => "json",
        Kind::Whole => "integer",
        Kind::Flag => "boolean",
        Kind::Day => "date",
        Kind::Moment => "dateTimeStamp",
        Kind::Amount => "decimal",
    }
}
