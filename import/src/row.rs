//! One row of a source, whatever format it came in.

use crate::reason::Reason;

/// A row: its number as a spreadsheet shows it (the header is row 1; of JSON, the item) and its cells in the order of
/// the mapping's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number in the file.
    pub number: u64,
    /// Cells, one a column.
    pub cells: Vec<String>,
    /// What is wrong with the row as a whole.
    pub fault: Option<Reason>,
}

impl Row {
    /// A cell without the space around it.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}
