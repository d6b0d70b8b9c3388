//! Rows of a workbook (XLSX), as the text that a reader of the sheet sees: days as `YYYY-MM-DD`, whole numbers without a
//! point. Formulas are not computed; the value that was saved is taken.

use std::{collections::BTreeSet, io::Cursor};

use calamine::{Cell, Data, DataRef, Reader as _, Xlsx};

use crate::{mapping::Source, reason::Reason, workbook};

/// Columns of a sheet that are read: a row takes room for all up to its last.
const MAX_COLUMNS: u32 = 1_024;

/// Characters of a cell ("Excel specifications and limits").
const MAX_TEXT: usize = 32_767;

/// A cell: its row and column, and what it says.
type Placed = (u32, u32, String);

/// The rows of the sheet that a source names, each with its number.
pub(crate) fn rows(
    bytes: Vec<u8>,
    source: &Source,
) -> Result<impl Iterator<Item = (u64, Vec<String>)> + use<>, Reason> {
    workbook::check(&bytes, source.bounds.unpacked)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| Reason::not_workbook(&error))?;
    let name = match &source.sheet {
        Some(name) => name.clone(),
        None => book.sheet_names().first().cloned().ok_or_else(|| Reason::not_workbook(&"no sheet"))?,
    };
    let mut reader = book.worksheet_cells_reader(&name).map_err(|error| Reason::not_workbook(&error))?;
    let (mut cells, mut rows, mut left) = (Vec::new(), BTreeSet::new(), source.bounds.unpacked);
    while let Some(cell) = reader.next_cell().map_err(|error| Reason::not_workbook(&error))? {
        let (row, column) = cell.get_position();
        if is_blank(&cell) || u64::from(row) + 1 < source.header_row {
            continue;
        }
        if column >= MAX_COLUMNS {
            return Err(Reason::Columns { most: MAX_COLUMNS });
        }
        // With the header and one row more, which tells that there are more.
        if rows.contains(&row) || rows.len() as u64 <= source.bounds.rows.saturating_add(1) {
            let text = kept(&cell)?;
            // A text that the workbook has once may stand in every cell, and a place may be filled again and again.
            let bytes = (size_of::<Placed>() + text.len()) as u64;
            left = left.checked_sub(bytes).ok_or(Reason::Unpacks { most: source.bounds.unpacked })?;
            rows.insert(row);
            cells.push((row, column, text));
        }
    }
    // Cells need not stand in their order; of two at one place the last holds.
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    Ok(Rows { cells: cells.into_iter().peekable() })
}

/// Cells by row and column, as rows.
struct Rows {
    cells: std::iter::Peekable<std::vec::IntoIter<Placed>>,
}

impl Iterator for Rows {
    type Item = (u64, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.cells.peek()?.0;
        let mut texts = Vec::new();
        while let Some((_, column, text)) = self.cells.next_if(|(of, ..)| *of == row) {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            texts.resize(texts.len().max(column + 1), String::new());
            texts[column] = text;
        }
        Some((u64::from(row) + 1, texts))
    }
}

/// What a cell says, if it is no longer than one may be.
fn kept(cell: &Cell<DataRef<'_>>) -> Result<String, Reason> {
    match said(cell) {
        Some(long) if long.len() > MAX_TEXT && long.chars().count() > MAX_TEXT => {
            Err(Reason::LongCell { most: MAX_TEXT })
        }
        _ => Ok(text(cell)),
    }
}

/// The text of a cell that holds one.
fn said<'c>(cell: &'c Cell<DataRef<'_>>) -> Option<&'c str> {
    match cell.get_value() {
        DataRef::SharedString(text) => Some(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(text),
        _ => None,
    }
}

fn is_blank(cell: &Cell<DataRef<'_>>) -> bool {
    said(cell).map_or(matches!(cell.get_value(), DataRef::Empty), str::is_empty)
}

fn text(cell: &Cell<DataRef<'_>>) -> String {
    match Data::from(cell.get_value().clone()) {
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            let midnight = (hour, minute, second) == (0, 0, 0);
            if midnight { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
        }
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
