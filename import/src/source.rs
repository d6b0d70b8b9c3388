//! Rows from files: CSV, workbooks, JSON. The header must be the mapping's, in any order; a row with other cells than the
//! header is handed on with its fault, and nothing but a wrong byte ends the reading early.

use std::io::{Cursor, Read};

use serde_json::{Map, Value};

use crate::{
    cut::{Counted, Quotes},
    encoding,
    mapping::{ColumnsAsRows, Format, Source},
    nearest::nearest,
    reason::Reason,
    row::Row,
    sheet,
};

/// Rows in the order of the file; an error ends them.
pub type Rows<'a> = Box<dyn Iterator<Item = Result<Row, Reason>> + 'a>;

/// Files whose rows are not read one by one are held in memory up to this size.
const MAX_WHOLE: u64 = 256 << 20;

/// The rows of a file.
///
/// # Errors
/// When the file is not what the mapping says it is.
pub fn rows<'a>(source: &'a Source, file: impl Read + 'a) -> Result<Rows<'a>, Reason> {
    let rows: Rows<'a> = match source.format {
        Format::Csv => csv_rows(source, file)?,
        Format::Xlsx => Box::new(sheet_rows(source, whole(file)?)?),
        Format::Json => array(source, file)?,
        Format::JsonLines => lines(source, file)?,
    };
    let rows = rows.filter(|row| row.as_ref().map_or(true, |row| row.cells.iter().any(|cell| !cell.trim().is_empty())));
    Ok(match &source.columns_as_rows {
        None => Box::new(rows),
        Some(columns) => Box::new(Wide::new(source, columns, rows)),
    })
}

fn whole(file: impl Read) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    let read = file.take(MAX_WHOLE + 1).read_to_end(&mut bytes);
    read.map_err(|error| encoding::reason(&error))?;
    if bytes.len() as u64 > MAX_WHOLE {
        return Err(Reason::TooMuch { bytes: bytes.len() });
    }
    Ok(bytes)
}

/// Where each column of the mapping stands in the file.
fn order(source: &Source, found: &[String]) -> Result<Vec<usize>, Reason> {
    let known = |name: &str| source.header.iter().any(|column| column == name);
    let there = |name: &str| found.iter().any(|column| column == name);
    let place = |column: &String| {
        let near = nearest(column, found.iter().map(String::as_str).filter(|name| !known(name))).map(str::to_owned);
        let missing = Reason::MissingColumn { column: column.clone(), nearest: near };
        found.iter().position(|name| name == column).ok_or(missing)
    };
    let places = source.header.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    for (at, name) in found.iter().enumerate() {
        if found[..at].contains(name) {
            return Err(Reason::RepeatedColumn { column: name.clone() });
        }
        if !known(name) {
            let missing = source.header.iter().map(String::as_str).filter(|column| !there(column));
            let nearest = nearest(name, missing).map(str::to_owned);
            return Err(Reason::NewColumn { column: name.clone(), nearest });
        }
    }
    Ok(places)
}

/// Marks that set cells apart, tried in this order where the mapping names none.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

fn csv_rows<'a>(source: &'a Source, file: impl Read + 'a) -> Result<Rows<'a>, Reason> {
    let mut text = encoding::utf8(file, source.encoding.as_deref())?;
    let mut head = Vec::new();
    let failed = Read::by_ref(&mut text).take(64 << 10).read_to_end(&mut head).err();
    // Rows before a wrong byte are read; without a header there are none.
    if let Some(error) = failed.filter(|_| !head.contains(&b'\n')) {
        return Err(encoding::reason(&error));
    }
    let header = |delimiter| csv_header(source, &head, delimiter);
    let delimiter = match source.delimiter {
        Some(declared) => {
            let other = |mark: &&char| **mark != declared && fits(source, &header(**mark));
            let found = DELIMITERS.iter().find(other).copied();
            let alone = header(declared).is_some_and(|cells| cells.len() == 1) && source.header.len() > 1;
            match found.filter(|_| alone) {
                Some(found) => return Err(Reason::Delimiter { declared, found }),
                None => declared,
            }
        }
        None => DELIMITERS.into_iter().find(|mark| fits(source, &header(*mark))).unwrap_or(','),
    };
    let names = header(delimiter).ok_or(Reason::NoHeader { row: source.header_row })?;
    let places = order(source, &names)?;
    let quotes = Quotes::default();
    let counted = Counted { inner: Cursor::new(head).chain(text), quotes: quotes.clone() };
    let records = builder(delimiter).from_reader(counted).into_records();
    Ok(Box::new(Records { records, places, quotes, number: 0, header_row: source.header_row, width: names.len() }))
}

fn builder(delimiter: char) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(u8::try_from(delimiter).unwrap_or(b','));
    builder
}

fn csv_header(source: &Source, head: &[u8], delimiter: char) -> Option<Vec<String>> {
    let records = builder(delimiter).from_reader(head).into_records();
    let row = usize::try_from(source.header_row).unwrap_or(1).saturating_sub(1);
    let header = records.flatten().nth(row)?;
    Some(header.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// Most of the columns are there: the rest is told one by one.
fn fits(source: &Source, names: &Option<Vec<String>>) -> bool {
    let found = names.iter().flatten().filter(|name| source.header.contains(name)).count();
    2 * found > source.header.len()
}

/// Records of CSV as rows.
struct Records<R> {
    records: csv::StringRecordsIntoIter<R>,
    places: Vec<usize>,
    quotes: Quotes,
    number: u64,
    header_row: u64,
    width: usize,
}

impl<R: Read> Iterator for Records<R> {
    type Item = Result<Row, Reason>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.number < self.header_row {
            self.records.next()?.ok();
            self.number += 1;
        }
        let record = match self.records.next()? {
            Ok(record) => record,
            Err(error) => return Some(Err(of_csv(error))),
        };
        self.number += 1;
        let cell = |place: &usize| record.get(*place).unwrap_or_default().to_owned();
        let cells: Vec<String> = self.places.iter().map(cell).collect();
        let fault = match record.len() {
            _ if self.quotes.cut() => Some(Reason::CutOff),
            found if found != self.width => Some(Reason::Cells { found, expected: self.width }),
            _ => None,
        };
        Some(Ok(Row { number: self.number, cells, fault }))
    }
}

fn of_csv(error: csv::Error) -> Reason {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => encoding::reason(&error),
        _ => Reason::NotInEncoding { encoding: "UTF-8" },
    }
}

fn sheet_rows<'a>(
    source: &'a Source,
    bytes: Vec<u8>,
) -> Result<impl Iterator<Item = Result<Row, Reason>> + 'a, Reason> {
    let mut rows = sheet::rows(bytes, source)?.skip_while(|(number, _)| *number < source.header_row);
    let header = rows.next().filter(|(number, _)| *number == source.header_row);
    let (_, header) = header.ok_or(Reason::NoHeader { row: source.header_row })?;
    let mut names: Vec<String> = header.iter().map(|cell| cell.trim().to_owned()).collect();
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    let places = order(source, &names)?;
    Ok(rows.map(move |(number, cells)| {
        let cell = |place: &usize| cells.get(*place).cloned().unwrap_or_default();
        Ok(Row { number, cells: places.iter().map(cell).collect(), fault: None })
    }))
}

fn array<'a>(source: &'a Source, file: impl Read + 'a) -> Result<Rows<'a>, Reason> {
    let bytes = whole(encoding::utf8(file, source.encoding.as_deref())?)?;
    let items: Vec<Map<String, Value>> = serde_json::from_slice(&bytes)
        .map_err(|error| Reason::NotJson { line: error.line(), says: error.to_string() })?;
    let numbered = items.into_iter().zip(1..);
    Ok(Box::new(numbered.map(|(item, number)| object(source, number, &item))))
}

fn lines<'a>(source: &'a Source, file: impl Read + 'a) -> Result<Rows<'a>, Reason> {
    use std::io::BufRead as _;
    let text = std::io::BufReader::new(encoding::utf8(file, source.encoding.as_deref())?);
    let numbered = text.lines().zip(1u64..);
    let full = numbered.filter(|(line, _)| line.as_ref().map_or(true, |line| !line.trim().is_empty()));
    Ok(Box::new(full.map(|(line, number)| {
        let line = line.map_err(|error| encoding::reason(&error))?;
        match serde_json::from_str::<Map<String, Value>>(&line) {
            Ok(item) => object(source, number, &item),
            Err(error) => {
                let at = usize::try_from(number).unwrap_or(usize::MAX);
                let fault = Some(Reason::NotJson { line: at, says: error.to_string() });
                let mut cells = vec![String::new(); source.header.len()];
                if let Some(first) = cells.first_mut() {
                    *first = line;
                }
                Ok(Row { number, cells, fault })
            }
        }
    })))
}

fn object(source: &Source, number: u64, item: &Map<String, Value>) -> Result<Row, Reason> {
    if let Some(name) = item.keys().find(|name| !source.header.contains(name)) {
        let nearest = nearest(name, source.header.iter().map(String::as_str)).map(str::to_owned);
        return Err(Reason::NewColumn { column: name.clone(), nearest });
    }
    let cell = |column: &String| match item.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    Ok(Row { number, cells: source.header.iter().map(cell).collect(), fault: None })
}

/// A wide table, each of its columns as a row.
struct Wide<I> {
    rows: I,
    kept: Vec<usize>,
    turned: Vec<(String, usize)>,
    row: Option<Row>,
    at: usize,
}

impl<I> Wide<I> {
    fn new(source: &Source, columns: &ColumnsAsRows, rows: I) -> Wide<I> {
        let place = |name: &String| source.header.iter().position(|column| column == name);
        let turned = columns.columns.iter().filter_map(|name| Some((name.clone(), place(name)?))).collect();
        let kept = (0..source.header.len()).filter(|at| !columns.columns.contains(&source.header[*at])).collect();
        Wide { rows, kept, turned, row: None, at: 0 }
    }
}

impl<I: Iterator<Item = Result<Row, Reason>>> Iterator for Wide<I> {
    type Item = Result<Row, Reason>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.row.is_none() || self.at == self.turned.len() {
            match self.rows.next()? {
                Ok(row) => (self.row, self.at) = (Some(row), 0),
                Err(reason) => return Some(Err(reason)),
            }
        }
        let (row, (name, place)) = (self.row.as_ref()?, self.turned.get(self.at)?);
        self.at += 1;
        let mut cells: Vec<String> = self.kept.iter().map(|at| row.cells[*at].clone()).collect();
        cells.extend([name.clone(), row.cells[*place].clone()]);
        Some(Ok(Row { number: row.number, cells, fault: row.fault.clone() }))
    }
}
