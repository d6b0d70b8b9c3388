//! Reading TOML that people edit, without stopping at the first mistake: every value knows its line, and a field that is
//! missing, of another kind or unknown is told with what to do.

use std::collections::BTreeSet;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::fault::Fault;

/// A file being read, with what is wrong in it so far.
#[derive(Debug)]
pub(crate) struct Reader<'t> {
    name: &'t str,
    text: &'t str,
    faults: Vec<Fault>,
}

/// One table of a file: its fields are taken one by one, and those left over are told.
#[derive(Debug)]
pub(crate) struct Table<'a, 'v> {
    table: &'a DeTable<'v>,
    line: usize,
    path: String,
    known: BTreeSet<&'static str>,
}

/// A value with its line.
#[derive(Debug, Clone)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) line: usize,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(name: &'t str, text: &'t str) -> Reader<'t> {
        Reader { name, text, faults: Vec::new() }
    }

    /// The whole file as a table; none where it is no TOML.
    pub(crate) fn parse(&mut self) -> Option<Spanned<DeTable<'t>>> {
        match DeTable::parse(self.text) {
            Ok(table) => Some(table),
            Err(error) => {
                let line = self.line(error.span().map_or(0, |span| span.start));
                let says = error.message();
                self.fault(line, "toml", &format!("no es TOML: {says}"), &format!("this is no TOML: {says}"));
                None
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<Fault> {
        self.faults
    }

    pub(crate) fn fault(&mut self, line: usize, field: &str, es: &str, en: &str) {
        let (file, field) = (self.name.to_owned(), field.to_owned());
        self.faults.push(Fault { file, line, field, es: es.to_owned(), en: en.to_owned() });
    }

    pub(crate) fn line(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    /// The tables under a name at the top of the file.
    pub(crate) fn tables<'a, 'v>(&mut self, top: &'a DeTable<'v>, name: &'static str) -> Vec<Table<'a, 'v>> {
        let Some((key, value)) = top.iter().find(|(key, _)| key.get_ref().as_ref() == name) else { return Vec::new() };
        let line = self.line(key.span().start);
        self.tables_of(value, name, line)
    }

    fn tables_of<'a, 'v>(&mut self, value: &'a Spanned<DeValue<'v>>, path: &str, line: usize) -> Vec<Table<'a, 'v>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.fault(line, path, &format!("escriba `[[{path}]]`"), &format!("write `[[{path}]]`"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            let line = self.line(item.span().start);
            match item.get_ref() {
                DeValue::Table(table) => {
                    tables.push(Table { table, line, path: path.to_owned(), known: BTreeSet::new() });
                }
                _ => self.fault(line, path, "se espera una tabla", "a table is expected"),
            }
        }
        tables
    }

    /// Names at the top that nobody asks for.
    pub(crate) fn unknown_tables(&mut self, top: &DeTable<'_>, known: &[&'static str]) {
        for (key, _) in top.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let (name, line) = (key.get_ref().as_ref(), self.line(key.span().start));
            self.unknown(line, name, known);
        }
    }

    fn unknown(&mut self, line: usize, field: &str, known: &[&'static str]) {
        let known = known.join(", ");
        self.fault(
            line,
            field,
            &format!("no existe; los que hay son: {known}"),
            &format!("there is no such field; those there are: {known}"),
        );
    }
}

impl<'a, 'v> Table<'a, 'v> {
    /// The line on which it begins.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    /// The path of one of its fields, for messages.
    pub(crate) fn path(&self, field: &str) -> String {
        format!("{}.{field}", self.path)
    }

    /// The names of its fields.
    pub(crate) fn names(&self) -> Vec<String> {
        self.table.keys().map(|key| key.get_ref().to_string()).collect()
    }

    fn take(&mut self, reader: &Reader<'_>, name: &'static str) -> Option<(&'a Spanned<DeValue<'v>>, usize)> {
        self.known.insert(name);
        let (key, value) = self.table.iter().find(|(key, _)| key.get_ref().as_ref() == name)?;
        Some((value, reader.line(key.span().start)))
    }

    /// A text that must be there.
    pub(crate) fn text(&mut self, reader: &mut Reader<'_>, name: &'static str) -> Option<At<String>> {
        let found = self.optional_text(reader, name);
        if found.is_none() && !self.has(name) {
            self.missing(reader, name);
        }
        found
    }

    /// A text that may be there.
    pub(crate) fn optional_text(&mut self, reader: &mut Reader<'_>, name: &'static str) -> Option<At<String>> {
        let (value, line) = self.take(reader, name)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(At { value: text.to_string(), line }),
            _ => {
                reader.fault(
                    line,
                    &self.path(name),
                    "se espera un texto entre comillas",
                    "a text in quotes is expected",
                );
                None
            }
        }
    }

    /// A whole number that may be there.
    pub(crate) fn optional_number(&mut self, reader: &mut Reader<'_>, name: &'static str) -> Option<At<u64>> {
        let (value, line) = self.take(reader, name)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            let path = self.path(name);
            reader.fault(line, &path, "se espera un número entero, como 30", "a whole number is expected, as 30");
        }
        number.map(|value| At { value, line })
    }

    /// A whole number that must be there.
    pub(crate) fn number(&mut self, reader: &mut Reader<'_>, name: &'static str) -> Option<At<u64>> {
        let found = self.optional_number(reader, name);
        if found.is_none() && !self.has(name) {
            self.missing(reader, name);
        }
        found
    }

    /// `true` or `false`; what is not there is false.
    pub(crate) fn flag(&mut self, reader: &mut Reader<'_>, name: &'static str) -> bool {
        match self.take(reader, name) {
            None => false,
            Some((value, line)) => match value.get_ref() {
                DeValue::Boolean(value) => *value,
                _ => {
                    let path = self.path(name);
                    reader.fault(line, &path, "se espera true o false", "true or false is expected");
                    false
                }
            },
        }
    }

    /// A text, or a list of texts.
    pub(crate) fn texts(&mut self, reader: &mut Reader<'_>, name: &'static str) -> Vec<At<String>> {
        let Some((value, line)) = self.take(reader, name) else { return Vec::new() };
        let items: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => texts.push(At { value: text.to_string(), line }),
                _ => {
                    let path = self.path(name);
                    reader.fault(line, &path, "se esperan textos entre comillas", "texts in quotes are expected");
                }
            }
        }
        texts
    }

    /// The tables under one of its fields: `[[jurisdiction.rule]]`.
    pub(crate) fn tables(&mut self, reader: &mut Reader<'_>, name: &'static str) -> Vec<Table<'a, 'v>> {
        let path = self.path(name);
        match self.take(reader, name) {
            Some((value, line)) => reader.tables_of(value, &path, line),
            None => Vec::new(),
        }
    }

    /// One table under one of its fields: `ask = { … }`.
    pub(crate) fn table(&mut self, reader: &mut Reader<'_>, name: &'static str) -> Option<Table<'a, 'v>> {
        let path = self.path(name);
        match self.take(reader, name) {
            Some((value, line)) => match value.get_ref() {
                DeValue::Table(table) => Some(Table { table, line, path, known: BTreeSet::new() }),
                _ => {
                    reader.fault(line, &path, "se espera una tabla, como { … }", "a table is expected, as { … }");
                    None
                }
            },
            None => {
                self.missing(reader, name);
                None
            }
        }
    }

    /// Tells fields that nobody asked for.
    pub(crate) fn finish(self, reader: &mut Reader<'_>) {
        let known: Vec<&'static str> = self.known.iter().copied().collect();
        for key in self.table.keys().filter(|key| !self.known.contains(key.get_ref().as_ref())) {
            let (path, line) = (self.path(key.get_ref()), reader.line(key.span().start));
            reader.unknown(line, &path, &known);
        }
    }

    fn has(&self, name: &str) -> bool {
        self.table.keys().any(|key| key.get_ref().as_ref() == name)
    }

    fn missing(&self, reader: &mut Reader<'_>, name: &str) {
        reader.fault(self.line, &self.path(name), "falta; agréguelo", "is missing; add it");
    }
}
