//! Lines of the file of what was held back: the row as it came, and why. A cell that a spreadsheet would take for a
//! formula begins with an apostrophe.

/// One line of CSV.
pub(crate) fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.map(|cell| quoted(&harmless(cell))).collect();
    let mut line = cells.join(",");
    line.push('\n');
    line
}

/// A cell that no spreadsheet computes.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_computed_and_every_cell_comes_back() {
        let cells = ["=1+1", "+52", "-3", "@x", "\tx", "a,b", "say \"x\"", "two\nlines", ""];
        let line = line(cells.into_iter());
        assert_eq!(line, "'=1+1,'+52,'-3,'@x,'\tx,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\n");
    }
}
