//! A value of a row: text, a whole number or nothing. Both databases take and give the same.

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Int(i64),
    Text(String),
}

impl Cell {
    pub(super) fn int(&self) -> i64 {
        match self {
            Cell::Int(value) => *value,
            Cell::Text(_) => 0,
        }
    }

    pub(super) fn into_text(self) -> String {
        match self {
            Cell::Text(text) => text,
            Cell::Int(value) => value.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Cell {
        Cell::Int(value)
    }
}
