//! The texts of a file, each with its place: cells of CSV by column, strings of JSON by path, lines of anything else. What
//! is not what its name says is read as lines, so that nothing goes unseen.

use std::path::Path;

use serde_json::Value;

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) line: u64,
    pub(crate) column: String,
    pub(crate) text: String,
}

/// The texts of a file, by its name's ending.
pub(crate) fn of(path: &Path, bytes: &[u8]) -> Vec<Placed> {
    let text = String::from_utf8_lossy(bytes);
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "csv" => cells(&text),
        "jsonl" => text.lines().zip(1..).flat_map(|(line, number)| strings_of(line, number)).collect(),
        "json" => json(&text),
        _ => text.lines().zip(1..).map(|(line, number)| placed(number, "1", line)).collect(),
    }
}

fn placed(line: u64, column: &str, text: &str) -> Placed {
    Placed { line, column: column.into(), text: text.into() }
}

/// Cells, under the name of their column where the first row has one.
fn cells(text: &str) -> Vec<Placed> {
    let mut header: Option<Vec<String>> = None;
    let mut all = Vec::new();
    for (cells, line) in rows(text) {
        let header = header.get_or_insert_with(|| cells.clone());
        for (at, cell) in cells.iter().enumerate() {
            let column = header.get(at).filter(|name| !name.is_empty() && line > 1);
            let place = column.cloned().unwrap_or_else(|| (at + 1).to_string());
            all.push(placed(line, &place, cell));
        }
    }
    all
}

/// Rows of CSV, each with the line it begins on; quotes hold line ends and commas.
fn rows(text: &str) -> Vec<(Vec<String>, u64)> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut line, mut begins) = (false, 1, 1);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' | '\t' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push((std::mem::take(&mut row), begins));
                begins = line + 1;
            }
            _ => cell.push(c),
        }
        line += u64::from(c == '\n');
    }
    row.push(cell);
    rows.push((row, begins));
    rows
}

/// Strings of one JSON text on one line.
fn strings_of(line: &str, number: u64) -> Vec<Placed> {
    match serde_json::from_str::<Value>(line) {
        Ok(value) => {
            let mut all = Vec::new();
            strings(&value, "", &mut |path, text| all.push(placed(number, path, text)));
            all
        }
        Err(_) => vec![placed(number, "1", line)],
    }
}

fn strings(value: &Value, path: &str, each: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(text) => each(path, text),
        Value::Number(number) => each(path, &number.to_string()),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| strings(item, &format!("{path}[{at}]"), each));
        }
        Value::Object(members) => {
            let dot = if path.is_empty() { "" } else { "." };
            members.iter().for_each(|(name, item)| strings(item, &format!("{path}{dot}{name}"), each));
        }
        _ => {}
    }
}

/// JSON over many lines: each string under the first line, from the last found on, that holds it.
fn json(text: &str) -> Vec<Placed> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return text.lines().zip(1..).map(|(line, number)| placed(number, "1", line)).collect();
    };
    let lines: Vec<&str> = text.lines().collect();
    let (mut all, mut from) = (Vec::new(), 0);
    strings(&value, "", &mut |path, text| {
        let quoted = Value::String(text.to_owned()).to_string();
        let inner = quoted.trim_matches('"');
        let at = lines[from..].iter().position(|line| line.contains(inner)).map_or(from, |at| from + at);
        from = at;
        all.push(placed(at as u64 + 1, path, text));
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, text: &str) -> String {
        let all = of(Path::new(name), text.as_bytes()).into_iter();
        all.map(|one| format!("{}:{} {:?}\n", one.line, one.column, one.text)).collect()
    }

    #[test]
    fn every_text_has_its_place() {
        expect_test::expect![[r#"
            1:1 "a"
            1:2 "b"
            2:a "x"
            2:b "two\nlines, one cell"
            4:a "y"
            4:b "z"
            5:a ""
        "#]]
        .assert_eq(&told("f.csv", "a,b\nx,\"two\nlines, one cell\"\ny,z\n"));
        expect_test::expect![[r#"
            2:a "x"
            4:b[0].c "y"
            5:b[1] "7"
        "#]]
        .assert_eq(&told("f.json", "{\n \"a\": \"x\",\n \"b\": [\n  {\"c\": \"y\"},\n  7\n ]\n}"));
        assert_eq!(told("f.jsonl", "{\"a\":\"x\"}\nnot json"), "1:a \"x\"\n2:1 \"not json\"\n");
        assert_eq!(told("f.txt", "x\ny"), "1:1 \"x\"\n2:1 \"y\"\n");
    }
}
