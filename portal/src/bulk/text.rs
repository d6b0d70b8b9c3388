//! Rows as CSV (RFC 4180) and as JSON Lines.

use std::io::{self, Write};

use super::{
    cell::Cell,
    table::{Column, Table},
};
use crate::csv;

/// The first line of a CSV file.
pub(super) fn csv_head(table: &Table) -> String {
    csv::row(table.columns.iter().map(|column| column.name))
}

/// A row of a CSV file.
pub(super) fn csv_row(cells: &[Cell]) -> String {
    let cells: Vec<String> = cells.iter().map(Cell::text).collect();
    csv::row(cells.iter().map(String::as_str))
}

/// A row of a JSON Lines file: what was not given is null.
pub(super) fn json_line(out: &mut impl Write, columns: &[Column], cells: &[Cell]) -> io::Result<()> {
    for (at, (column, cell)) in columns.iter().zip(cells).enumerate() {
        write!(out, "{}\"{}\":", if at == 0 { "{" } else { "," }, column.name)?;
        match cell {
            Cell::None => out.write_all(b"null")?,
            Cell::Text(text) => serde_json::to_writer(&mut *out, text)?,
            Cell::Day(_) | Cell::Moment(_) => write!(out, "\"{}\"", cell.text())?,
            Cell::Whole(_) | Cell::Flag(_) | Cell::Amount(_) | Cell::Json(_) => {
                out.write_all(cell.text().as_bytes())?
            }
        }
    }
    out.write_all(b"}\n")
}
