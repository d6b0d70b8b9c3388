//! Workbooks, and what they say of their own size.

use std::io::{Cursor, Write as _};

use expect_test::expect;
use import::{
    Mapping,
    mapping::{Bounds, Source},
    source,
};
use zip::{ZipWriter, write::SimpleFileOptions};

const MAP: &str = r#"
name = "test"
title = { es = "Prueba", en = "Test" }
form = "return"
id = "{a}"

[source]
format = "xlsx"
header = ["a", "b"]

[[cite]]
title = "Table {#}"
publisher = "Agency"
"#;

const BOOK: [(&str, &str); 4] = [
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>"#,
    ),
    ("xl/sharedStrings.xml", r#"<sst uniqueCount="2"><si><t>a</t></si><si><t>b</t></si></sst>"#),
];

/// A workbook of one sheet; a part given takes the place of the same one.
fn book(cells: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let given = |name: &str| parts.iter().any(|(part, _)| *part == name);
    let all = BOOK.iter().filter(|(name, _)| !given(name)).chain(parts).copied();
    for (name, text) in all.chain([("xl/worksheets/sheet1.xml", sheet.as_str())]) {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A cell with a number, or with one of the shared texts.
fn cell(place: &str, value: &str) -> String {
    match value.strip_prefix('#') {
        Some(shared) => format!(r#"<c r="{place}" t="s"><v>{shared}</v></c>"#),
        None => format!(r#"<c r="{place}"><v>{value}</v></c>"#),
    }
}

fn source(bounds: Bounds) -> Source {
    Source { bounds, ..Mapping::parse(MAP).unwrap().source }
}

/// What is read, a row a line, or why nothing is.
fn read(bytes: Vec<u8>, bounds: Bounds) -> String {
    match source::rows(&source(bounds), Cursor::new(bytes)) {
        Ok(rows) => {
            rows.map(|row| row.map(|row| format!("{}: {}\n", row.number, row.cells.join(" "))).unwrap()).collect()
        }
        Err(reason) => format!("{}\n", reason.code()),
    }
}

#[test]
fn cells_come_by_their_places_and_nothing_announced_is_believed() {
    let header = format!("<row>{}{}</row>", cell("A1", "#0"), cell("B1", "#1"));
    let with = |cells: &str| book(&format!("{header}{cells}"), &[]);
    let zeros = "0".repeat(3 << 20);
    let small = Bounds { rows: 3, unpacked: 2 << 20 };
    let cases = [
        ("in order", with(&format!("<row>{}{}</row>", cell("A2", "1"), cell("B2", "2")))),
        ("out of order", with(&format!("{}{}{}", cell("B3", "4"), cell("A2", "1"), cell("A3", "3")))),
        ("more rows than are read", with(&(2..99).map(|row| cell(&format!("A{row}"), "7")).collect::<String>())),
        ("a cell far below", with(&cell("A1048576", "1"))),
        ("a cell far to the right", with(&cell("XFD2", "1"))),
        (
            "texts announced",
            book(&header, &[("xl/sharedStrings.xml", r#"<sst uniqueCount="4000000000"><si><t>a</t></si></sst>"#)]),
        ),
        (
            "another encoding",
            book(&header, &[("xl/sharedStrings.xml", r#"<?xml version="1.0" encoding="ISO-2022-JP"?><sst/>"#)]),
        ),
        ("a part that unpacks to much", book(&header, &[("xl/media/picture.bin", &zeros)])),
        ("no workbook", b"PK\x03\x04 and nothing".to_vec()),
        ("no sheet", book("", &[("xl/workbook.xml", "<workbook/>")])),
    ];
    let told: String = cases.into_iter().map(|(name, bytes)| format!("{name}\n{}", read(bytes, small))).collect();
    expect![[r#"
        in order
        2: 1 2
        out of order
        2: 1 
        3: 3 4
        more rows than are read
        2: 7 
        3: 7 
        4: 7 
        5: 7 
        a cell far below
        1048576: 1 
        a cell far to the right
        columns
        texts announced
        announces
        another encoding
        announces
        a part that unpacks to much
        unpacks
        no workbook
        not-a-workbook
        no sheet
        not-a-workbook
    "#]]
    .assert_eq(&told);
}

/// Styles with one number format of so many characters, and so many cell formats that name it.
fn styles(format: usize, formats: usize) -> String {
    let (code, formats) = ("0".repeat(format), r#"<xf numFmtId="200"/>"#.repeat(formats));
    format!(
        r#"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs>{formats}</cellXfs></styleSheet>"#
    )
}

#[test]
fn what_stands_once_cannot_fill_the_memory() {
    let bounds = Bounds { rows: 5_000, unpacked: 4 << 20 };
    let long = |characters: usize| format!("<sst><si><t>{}</t></si></sst>", "ñ".repeat(characters));
    let header = r#"<c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c>"#;
    let named = |cells: usize| (0..cells).map(|at| cell(&format!("A{}", at + 2), "#0")).collect::<String>();
    let book = |cells: &str, parts: &[(&str, &str)]| book(&format!("{header}{cells}"), parts);
    let texts =
        |characters: usize, cells: usize| book(&named(cells), &[("xl/sharedStrings.xml", long(characters).as_str())]);
    let again = |cells: usize| book(&cell("A2", "1").repeat(cells), &[]);
    let styled = |format: usize, formats: usize| book(&cell("A2", "1"), &[("xl/styles.xml", &styles(format, formats))]);
    let sheets = |path: usize, sheets: usize| {
        let path = "x".repeat(path);
        let rels = BOOK[2].1.replace("worksheets/", &format!("worksheets/{path}"));
        let sheet = r#"<sheet name="S" sheetId="1" r:id="r1"/>"#;
        let all = BOOK[1].1.replace(sheet, &sheet.repeat(sheets));
        book("", &[("xl/_rels/workbook.xml.rels", &rels), ("xl/workbook.xml", &all)])
    };
    let commented = styles(9, 9).replace("<cellXfs>", "<!-- \" --><cellXfs>");
    let told: String = [
        ("a text as long as one may be", texts(32_767, 1)),
        ("a longer one", texts(32_768, 1)),
        ("a text that many cells name", texts(32_767, 65)),
        ("one place filled again and again", again(130_000)),
        ("styles as they are in use", styled(255, 2_000)),
        ("a long number format", styled(5_000, 2)),
        ("a number format that many cell formats name", styled(2_000, 20_000)),
        ("more cell formats than there may be", styled(1, 65_491)),
        ("styles with a comment", book("", &[("xl/styles.xml", &commented)])),
        ("a path that many sheets name", sheets(4_000, 10_000)),
    ]
    .into_iter()
    .map(|(name, bytes)| {
        let read = read(bytes, bounds);
        format!("{name}: {}\n", if read.starts_with("2: ") { "read" } else { read.trim() })
    })
    .collect();
    expect![[r#"
        a text as long as one may be: read
        a longer one: long-cell
        a text that many cells name: unpacks
        one place filled again and again: unpacks
        styles as they are in use: read
        a long number format: repeats
        a number format that many cell formats name: repeats
        more cell formats than there may be: repeats
        styles with a comment: repeats
        a path that many sheets name: repeats
    "#]]
    .assert_eq(&told);
}

#[test]
fn what_a_broken_workbook_says_is_repeated_short() {
    let state = format!(r#"<sheet state="{}" "#, "x".repeat(1 << 20));
    let bytes = book("", &[("xl/workbook.xml", &BOOK[1].1.replace("<sheet ", &state))]);
    let reason = source::rows(&source(Bounds::default()), Cursor::new(bytes)).err().unwrap();
    assert!(reason.says().en.len() < 300, "{}", reason.says().en.len());
}

#[test]
fn a_workbook_cut_anywhere_is_told() {
    let whole = book(&format!("<row>{}{}</row>{}", cell("A1", "#0"), cell("B1", "#1"), cell("A2", "1")), &[]);
    assert_eq!(read(whole.clone(), Bounds::default()), "2: 1 \n");
    for end in 0..whole.len() {
        assert_eq!(read(whole[..end].to_vec(), Bounds::default()), "not-a-workbook\n", "cut at {end}");
    }
}
