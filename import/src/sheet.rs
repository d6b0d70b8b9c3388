//! Rows of a workbook (XLSX), as the text that a reader of the sheet sees: days as `YYYY-MM-DD`, whole numbers without a
//! point. Formulas are not computed; the value that was saved is taken.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use crate::reason::Reason;

/// The rows of a sheet, each with its number.
pub(crate) fn rows(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Vec<(u64, Vec<String>)>, Reason> {
    let not = |says: &dyn std::fmt::Display| Reason::NotWorkbook { says: says.to_string() };
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| not(&error))?;
    let names = book.sheet_names();
    let name = match sheet {
        Some(name) => name.to_owned(),
        None => names.first().cloned().ok_or_else(|| not(&"no sheet"))?,
    };
    let range = book.worksheet_range(&name).map_err(|error| not(&error))?;
    let (top, left) = range.start().unwrap_or_default();
    let lead = vec![String::new(); usize::try_from(left).unwrap_or(0)];
    let numbered = range.rows().zip(u64::from(top) + 1..);
    Ok(numbered.map(|(cells, number)| (number, lead.iter().cloned().chain(cells.iter().map(text)).collect())).collect())
}

fn text(cell: &Data) -> String {
    match cell {
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
