//! CSV after RFC 4180, safe to open in a spreadsheet.

/// One row with its line end.
#[must_use]
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    cells.join(",") + "\r\n"
}

/// One cell. Spreadsheets run a cell that begins with `=`, `+`, `-`, `@`, tab or return: it gets an apostrophe.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    } else {
        format!("{guard}{cell}")
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, row};

    #[test]
    fn cells_are_quoted_and_no_cell_is_a_formula() {
        let cases = [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"it\"", "\"say \"\"it\"\"\""),
            ("=1+1", "'=1+1"),
            ("+52", "'+52"),
            ("-3", "'-3"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
        ];
        for (cell, expected) in cases {
            assert_eq!(quoted(cell), expected);
        }
        assert_eq!(row(["1", "2,3"]), "1,\"2,3\"\r\n");
    }
}
