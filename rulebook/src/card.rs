//! TOML read with the line of every value; every field that is wrong, missing or unknown is told at once.

use register::time::{Date, Instant};
use toml::de::{DeTable, DeValue};

use crate::{
    expression,
    fault::{Faults, Reason},
    said::Said,
    toml_words,
};

/// A TOML text and the line of the file on which it begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Snippet<'t> {
    pub(crate) text: &'t str,
    pub(crate) line: u32,
}

impl<'t> Snippet<'t> {
    /// The line of the file at a byte of this text.
    pub(crate) fn line_at(self, offset: usize) -> u32 {
        let before = self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count();
        self.line + u32::try_from(before).unwrap_or(u32::MAX - self.line)
    }

    /// The line of this text at a byte of it.
    fn whole_line(self, offset: usize) -> &'t str {
        let from = self.text.as_bytes().iter().take(offset).rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        self.text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }

    /// Reads the text as a table; what is not TOML is a fault.
    pub(crate) fn parse(self, faults: &mut Faults) -> Option<DeTable<'t>> {
        match DeTable::parse(self.text) {
            Ok(table) => Some(table.into_inner()),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start.min(self.text.len()));
                let message = error.message().trim().replace('\n', ", ");
                let reason = match toml_words::words(&message, self.whole_line(at)) {
                    Some(words) => Reason::TomlWritten { says_es: words.es.into(), says_en: words.en.into() },
                    None => Reason::NotToml { says: message },
                };
                faults.at(self.line_at(at), reason);
                None
            }
        }
    }
}

/// A table that is being read.
pub(crate) struct Table<'a, 't> {
    items: &'a DeTable<'t>,
    snippet: Snippet<'t>,
    line: u32,
    /// Where it stands, as `version.due`; empty for the whole text.
    path: String,
    asked: Vec<&'static str>,
}

/// A value and its line.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a, 't> {
    pub(crate) value: &'a DeValue<'t>,
    pub(crate) line: u32,
    offset: usize,
    end: usize,
}

impl<'a, 't> Table<'a, 't> {
    /// The table of a whole text.
    pub(crate) fn whole(items: &'a DeTable<'t>, snippet: Snippet<'t>) -> Table<'a, 't> {
        Table { items, snippet, line: snippet.line, path: String::new(), asked: Vec::new() }
    }

    /// Its line.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// The table as TOML has it.
    pub(crate) fn inner_table(&self) -> &'a DeTable<'t> {
        self.items
    }

    /// Its items, for tables whose names are free.
    pub(crate) fn items(&self) -> impl Iterator<Item = (&'a str, Item<'a, 't>)> + use<'a, 't> {
        let snippet = self.snippet;
        self.items.iter().map(move |(key, value)| (key.get_ref().as_ref(), item(snippet, value)))
    }

    /// The value of a field as it stands.
    pub(crate) fn take(&mut self, field: &'static str) -> Option<Item<'a, 't>> {
        self.asked.push(field);
        self.items.get(field).map(|value| item(self.snippet, value))
    }

    /// The line of a field, or of the table where it is not there.
    pub(crate) fn line_of(&self, field: &str) -> u32 {
        self.items.get(field).map_or(self.line, |value| item(self.snippet, value).line)
    }

    /// Whether a field is there.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.items.get(field).is_some()
    }

    /// Text that must be there.
    pub(crate) fn text(&mut self, field: &'static str, faults: &mut Faults) -> Option<String> {
        self.needed(field, faults);
        let blank =
            self.items.get(field).and_then(|value| value.get_ref().as_str()).is_some_and(|text| text.trim().is_empty());
        if blank {
            self.asked.push(field);
            faults.at(self.line_of(field), Reason::FieldBlank { field: self.path_of(field) });
            return None;
        }
        self.text_if_any(field, faults)
    }

    /// Text that may be there, never empty.
    pub(crate) fn text_if_any(&mut self, field: &'static str, faults: &mut Faults) -> Option<String> {
        let item = self.take(field)?;
        match item.value.as_str() {
            Some(text) if text.trim().is_empty() => self.wrong(field, item, None, faults),
            Some(text) => Some(text.to_owned()),
            None => self.wrong(field, item, Some("\"…\""), faults),
        }
    }

    /// An address that may be there, whole: pages make a link of it.
    pub(crate) fn address(&mut self, field: &'static str, faults: &mut Faults) -> Option<String> {
        let line = self.line_of(field);
        let url = self.text_if_any(field, faults)?;
        let whole = ["https://", "http://"]
            .iter()
            .any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| rest.contains('.')));
        if !whole || url.contains(char::is_whitespace) {
            faults.mild(line, Reason::Address { field: self.path_of(field), value: url.clone() });
        }
        Some(url)
    }

    /// A day that may be there.
    pub(crate) fn day(&mut self, field: &'static str, faults: &mut Faults) -> Option<Date> {
        let item = self.take(field)?;
        day_of(item.value).or_else(|| self.wrong(field, item, Some("2024-01-31"), faults))
    }

    /// A day, which is its midnight, or an instant, in UTC; it may be there.
    pub(crate) fn moment(&mut self, field: &'static str, faults: &mut Faults) -> Option<Instant> {
        let item = self.take(field)?;
        moment_of(item.value).or_else(|| self.wrong(field, item, Some("2024-01-31"), faults))
    }

    /// A day that must be there.
    pub(crate) fn needed_day(&mut self, field: &'static str, faults: &mut Faults) -> Option<Date> {
        self.needed(field, faults);
        self.day(field, faults)
    }

    /// A whole number that may be there.
    pub(crate) fn whole_number(&mut self, field: &'static str, faults: &mut Faults) -> Option<i64> {
        let item = self.take(field)?;
        whole_of(item.value).or_else(|| self.wrong(field, item, Some("15"), faults))
    }

    /// A list of texts, empty where the field is not there.
    pub(crate) fn texts(&mut self, field: &'static str, faults: &mut Faults) -> Vec<(String, u32)> {
        let Some(list) = self.take(field) else { return Vec::new() };
        let Some(items) = list.value.as_array() else {
            return self.wrong(field, list, Some("[\"…\"]"), faults).unwrap_or_default();
        };
        let mut texts = Vec::new();
        for value in items.iter() {
            let item = item(self.snippet, value);
            match item.value.as_str() {
                Some(text) if !text.trim().is_empty() => texts.push((text.to_owned(), item.line)),
                _ => drop(self.wrong::<()>(field, item, Some("\"…\""), faults)),
            }
        }
        texts
    }

    /// A table that may be there.
    pub(crate) fn table(&mut self, field: &'static str, faults: &mut Faults) -> Option<Table<'a, 't>> {
        let item = self.take(field)?;
        self.inner(field, item, faults)
    }

    /// A list of tables, empty where the field is not there.
    pub(crate) fn tables(&mut self, field: &'static str, faults: &mut Faults) -> Vec<Table<'a, 't>> {
        let Some(list) = self.take(field) else { return Vec::new() };
        let Some(items) = list.value.as_array() else {
            return self.wrong(field, list, Some("[{ … }]"), faults).unwrap_or_default();
        };
        let snippet = self.snippet;
        items.iter().filter_map(|value| self.inner(field, item(snippet, value), faults)).collect()
    }

    /// One thing said in both languages, that must be there.
    pub(crate) fn said(&mut self, field: &'static str, faults: &mut Faults) -> Option<Said> {
        self.needed(field, faults);
        let mut both = self.table(field, faults)?;
        for (this, other) in [("es", "en"), ("en", "es")] {
            if !both.has(this) {
                let reason =
                    Reason::TranslationMissing { field: format!("{field}.{this}"), other: format!("{field}.{other}") };
                faults.at(both.line, reason);
            }
        }
        let said = (both.text_if_any("es", faults), both.text_if_any("en", faults));
        both.finish(faults);
        Some(Said { es: said.0?, en: said.1? })
    }

    /// Notes a field that must be there and is not.
    pub(crate) fn needed(&self, field: &str, faults: &mut Faults) {
        if !self.has(field) {
            faults.at(self.line, Reason::FieldMissing { field: self.path_of(field) });
        }
    }

    /// Notes a value that the field cannot have; without a pattern, that there is none.
    pub(crate) fn wrong<T>(
        &self,
        field: &str,
        item: Item<'_, '_>,
        wants: Option<&str>,
        faults: &mut Faults,
    ) -> Option<T> {
        let field = self.path_of(field);
        let reason = match wants {
            Some(wants) => Reason::FieldKind { field, wants: wants.into(), found: self.shown(item) },
            None => Reason::FieldEmpty { field },
        };
        faults.at(item.line, reason);
        None
    }

    /// Notes fields that nobody asked for.
    pub(crate) fn finish(self, faults: &mut Faults) {
        for (key, value) in self.items.iter() {
            if !self.asked.contains(&key.get_ref().as_ref()) {
                let line = self.snippet.line_at(key.span().start).min(item(self.snippet, value).line);
                let instead = self.asked.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ");
                faults.at(line, Reason::FieldUnknown { field: self.path_of(key.get_ref()), instead });
            }
        }
    }

    /// The name of a field with where it stands.
    pub(crate) fn path_of(&self, field: &str) -> String {
        if self.path.is_empty() { field.into() } else { format!("{}.{field}", self.path) }
    }

    fn inner(&self, field: &str, item: Item<'a, 't>, faults: &mut Faults) -> Option<Table<'a, 't>> {
        match item.value.as_table() {
            Some(items) => Some(Table {
                items,
                snippet: self.snippet,
                line: item.line,
                path: self.path_of(field),
                asked: Vec::new(),
            }),
            None => self.wrong(field, item, Some("{ … }"), faults),
        }
    }

    /// A value as it stands in the text, shortened.
    fn shown(&self, item: Item<'_, '_>) -> String {
        let text = self.snippet.text.get(item.offset..item.end).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        if line.chars().count() > 60 { line.chars().take(60).chain(['…']).collect() } else { line.into() }
    }
}

fn item<'a, 't>(snippet: Snippet<'t>, value: &'a toml::Spanned<DeValue<'t>>) -> Item<'a, 't> {
    let span = value.span();
    Item { value: value.get_ref(), line: snippet.line_at(span.start), offset: span.start, end: span.end }
}

/// A day, where the value is a bare one.
pub(crate) fn day_of(value: &DeValue<'_>) -> Option<Date> {
    let moment = value.as_datetime()?;
    (moment.time.is_none() && moment.offset.is_none()).then(|| Date::parse(&moment.to_string())).flatten()
}

/// An instant in UTC, or the midnight of a bare day.
fn moment_of(value: &DeValue<'_>) -> Option<Instant> {
    match day_of(value) {
        Some(day) => Instant::from_millis(expression::midnight(day.days())),
        None => Instant::parse(&value.as_datetime()?.to_string()),
    }
}

/// A whole number.
pub(crate) fn whole_of(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}
