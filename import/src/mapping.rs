//! Mappings: how a table that others publish becomes filings, as data (docs/import.md). One struct a table of the TOML
//! text; what is in none of them is refused with its line. Whether it fits together is `plan.rs`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::{finding::Severity, reason::Reason, said::Said};

/// A mapping, as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Its name, as the file is called.
    pub name: String,
    /// What it imports.
    pub title: Said,
    /// What in it nobody has verified.
    #[serde(default)]
    pub unverified: Vec<Said>,
    /// The form that rows become.
    pub form: String,
    /// The body that files, where the command line names none.
    pub filer: Option<String>,
    /// The last part of a filing's id, made of the row: `esw-{file}-{row}`.
    pub id: String,
    /// Columns that rows of one filing share; without them every row is a filing.
    #[serde(default)]
    pub group: Vec<String>,
    /// What the file is.
    pub source: Source,
    /// How cells are read unless a field says otherwise.
    #[serde(default)]
    pub read: Read,
    /// The law under which the source refuses values; without it they are unknown, as refused.
    pub withheld: Option<Map<String, Value>>,
    /// Where it was published.
    #[serde(default)]
    pub cite: Vec<Cite>,
    /// Values that no column holds.
    #[serde(default)]
    pub constants: Map<String, Value>,
    /// Names of bodies that no column holds.
    #[serde(default)]
    pub named: Vec<Named>,
    /// Fields that the source gives for no row.
    #[serde(default)]
    pub unknown: Vec<Unknown>,
    /// The fields of a filing.
    #[serde(default)]
    pub field: Vec<Field>,
    /// What all figures of a row have.
    #[serde(default)]
    pub figures: Figures,
    /// Figures, one a column.
    #[serde(default)]
    pub figure: Vec<Figure>,
    /// Tables from the source's words to codes.
    #[serde(default)]
    pub table: BTreeMap<String, Vec<Entry>>,
    /// What is checked beside the register's own rules.
    #[serde(default)]
    pub check: Vec<Check>,
    /// SHA-256 of the text.
    #[serde(skip)]
    pub digest: String,
}

/// What the file is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its format.
    pub format: Format,
    /// What stands between cells of CSV; without it, whichever gives the header.
    pub delimiter: Option<char>,
    /// Its encoding, as `windows-1252`; without it, UTF-8 or what its byte order mark says.
    pub encoding: Option<String>,
    /// Sheet of a workbook; without it, the first.
    pub sheet: Option<String>,
    /// Row of the header, from 1.
    #[serde(default = "first")]
    pub header_row: u64,
    /// Every column, by name.
    pub header: Vec<String>,
    /// Columns left out on purpose.
    #[serde(default)]
    pub skip: Vec<String>,
    /// Columns that are values of one more column.
    pub columns_as_rows: Option<ColumnsAsRows>,
    /// How much of a workbook is read; no mapping says it, but who reads.
    #[serde(skip)]
    pub bounds: Bounds,
}

/// How much of a workbook is read.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Rows after the header.
    pub rows: u64,
    /// Bytes of all its parts together when they are unpacked.
    pub unpacked: u64,
}

impl Default for Bounds {
    /// All rows that a sheet can have (ECMA-376), of a gigabyte of XML: a table of one's own.
    fn default() -> Bounds {
        Bounds { rows: 1 << 20, unpacked: 1 << 30 }
    }
}

fn first() -> u64 {
    1
}

/// A wide table: each of these columns becomes a row of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnsAsRows {
    /// The columns.
    pub columns: Vec<String>,
    /// The column that holds their names.
    pub name: String,
    /// The column that holds their cells.
    pub value: String,
}

/// Formats of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Comma-separated values (RFC 4180), or with another mark.
    Csv,
    /// A workbook.
    Xlsx,
    /// One array of objects.
    Json,
    /// One object a line.
    JsonLines,
}

/// How cells are read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// Formats of days, tried in order (strftime; `year`, `half-year`, `quarter`, `month` for periods).
    #[serde(default)]
    pub days: Vec<String>,
    /// Mark between thousands.
    pub thousands: Option<char>,
    /// Words that mean there is no value.
    #[serde(default)]
    pub blank: Vec<String>,
    /// Words that mean the source refuses the value.
    #[serde(default)]
    pub refused: Vec<String>,
    /// Words for yes.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Words for no.
    #[serde(default)]
    pub no: Vec<String>,
    /// Distance of the source's clock from UTC, as `-06:00`.
    pub offset: Option<String>,
}

/// One source of every filing; its texts may hold columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Date of publication.
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Place in it, as `row {#}`.
    pub part: Option<String>,
}

/// A body that every filing names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The field that would hold the body.
    pub field: String,
    /// Its name, as the source has it.
    pub name: String,
    /// Another register that numbers it.
    pub scheme: Option<String>,
    /// The number there.
    pub identifier: Option<String>,
}

/// A field that the source gives for no row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unknown {
    /// Path of the field.
    pub field: String,
    /// Why (codelist `unknown-reason`).
    pub reason: String,
}

/// One field of a filing or of a figure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Path of the field, as `from` or `occurred.to`.
    pub to: String,
    /// The column it comes from.
    pub column: String,
    /// What it is read as.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Formats of days, instead of the mapping's.
    pub days: Option<Vec<String>>,
    /// The table of codes.
    pub table: Option<String>,
    /// Whether a cell may name several bodies.
    #[serde(default)]
    pub split: bool,
    /// What the texts of this column name where they read like a person's name (codelist `clearance`).
    pub clear: Option<String>,
    /// What a blank cell means.
    #[serde(default)]
    pub blank: Blank,
}

/// What a field is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Text of any kind, on one line.
    Text,
    /// A day.
    Day,
    /// A year, half-year, quarter, month or day, as its first and last day.
    Period,
    /// A day with a time.
    Instant,
    /// A count, exact or between bounds.
    Count,
    /// Yes or no.
    YesNo,
    /// A code through a table.
    Code,
    /// A body, by the name the source gives it.
    Body,
}

/// What a blank cell means. Never nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blank {
    /// There is a value, and the source does not give it: unknown, as not published.
    #[default]
    Absent,
    /// The field does not concern this row.
    Skip,
    /// The row cannot be imported.
    Error,
}

/// What all figures of a row have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Values that no column holds.
    #[serde(default)]
    pub constants: Map<String, Value>,
    /// Fields, from columns.
    #[serde(default)]
    pub field: Vec<Field>,
}

/// One figure a row, from a column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The column that holds the count.
    pub column: String,
    /// What a blank cell means.
    #[serde(default)]
    pub blank: Blank,
    /// Values of this column's figures.
    #[serde(default)]
    pub constants: Map<String, Value>,
    /// Fields of this column's figures.
    #[serde(default)]
    pub field: Vec<Field>,
}

/// One line of a table: the first that fits decides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The whole cell, whatever its case.
    pub equals: Option<String>,
    /// A part of the cell, whatever its case.
    pub contains: Option<String>,
    /// The code; a line with nothing else fits all that is left.
    pub code: String,
}

/// One check.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its code.
    pub code: String,
    /// Whether it holds a row back.
    pub severity: Severity,
    /// When it strikes.
    pub when: Test,
    /// What is wrong, in Spanish.
    pub es: String,
    /// What is wrong, in English.
    pub en: String,
}

/// What a check looks at: one test over one column.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// The column.
    pub column: String,
    /// It is blank.
    #[serde(default)]
    pub blank: bool,
    /// It holds one of these words and nothing else, whatever the case.
    #[serde(default)]
    pub placeholder: Vec<String>,
    /// It holds noughts only.
    #[serde(default)]
    pub zeros: bool,
    /// Its day is before the day of this column.
    pub before: Option<String>,
    /// Its day is after the day of this column.
    pub after: Option<String>,
    /// Its day is more than `days` after the day of this column.
    pub since: Option<String>,
    /// The days of `since`.
    pub days: Option<i64>,
    /// Its year is after this one.
    pub year_after: Option<i16>,
    /// It is not the sum of these columns.
    #[serde(default)]
    pub sum_of: Vec<String>,
    /// Its share of the column `of` is greater than this many per cent.
    pub percent_over: Option<u64>,
    /// The whole that the share is of.
    pub of: Option<String>,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What TOML or a field of it is wrong, with its line.
    pub fn parse(text: &str) -> Result<Mapping, Reason> {
        let read: Result<Mapping, toml::de::Error> = toml::from_str(text);
        let mut mapping = read.map_err(|error| {
            let before = error.span().map_or(0, |span| span.start).min(text.len());
            let line = 1 + text.as_bytes()[..before].iter().filter(|byte| **byte == b'\n').count();
            Reason::NotMapping { line, says: error.message().trim().replace('\n', " ") }
        })?;
        mapping.digest = hex(&Sha256::digest(text));
        Ok(mapping)
    }
}

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
