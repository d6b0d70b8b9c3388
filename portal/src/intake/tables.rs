//! A table brought to the desk: run by a mapping that comes with the program, within bounds, and kept as drafts are,
//! behind a code that nobody finds. The table itself is not kept.

use std::sync::LazyLock;

use import::{
    Importer, Mapping, Plan,
    finding::Finding,
    found::Found,
    mapping::{Bounds, Format},
    reason::Reason,
    shipped, source,
    tally::Tally,
};
use register::{id::BodyId, lang::Lang};
use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::drafts::{DraftError, Drafts, KEPT_DAYS, digest, new_code};

/// Bytes of a table.
pub(crate) const MAX_TABLE: usize = 4 << 20;

/// Bytes of a table in JSON, which takes many times its size while it is read.
const MAX_JSON: usize = 512 << 10;

/// Rows that are read; what a table of more takes is time of the register.
const MAX_ROWS: u64 = 5_000;

/// Bytes of all parts of a workbook when they are unpacked: some ten times those of the largest that is taken.
const MAX_UNPACKED: u64 = 40 << 20;

/// Bytes of drafts and rows held back of one table.
const MAX_KEPT: usize = 16 << 20;

/// Bytes of all tables together. The oldest make room: whoever brought one has it still.
const ROOM: i64 = 256 << 20;

/// Findings of one code that are kept.
const SHOWN: u64 = 5;

/// What became of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Table {
    /// Name of the mapping.
    pub(crate) mapping: String,
    /// Who files.
    pub(crate) filer: String,
    pub(crate) tally: Tally,
    pub(crate) found: Found,
    /// Why it was not read to its end.
    pub(crate) ended: Option<Finding>,
    /// The first row of each draft.
    pub(crate) rows: Vec<u64>,
    /// Day it was brought, in days since 1970-01-01.
    #[serde(skip)]
    pub(crate) brought: i64,
    /// The drafts, one a line.
    #[serde(skip)]
    pub(crate) drafts: String,
    /// The rows held back, as CSV.
    #[serde(skip)]
    pub(crate) held: String,
}

/// Why nothing came of a table.
#[derive(Debug)]
pub(crate) enum NoTable {
    /// No mapping of this name comes with the program.
    Mapping,
    /// Nobody files it, or nobody whose id is one.
    Filer,
    /// There is no table.
    Empty,
    /// It is a workbook of another kind than XLSX.
    Workbook,
    /// Nothing of it can be read.
    Unreadable(Box<Finding>),
}

impl Table {
    /// Runs a table through a mapping. What is held back is told in one language.
    pub(crate) fn run(mapping: &str, filer: &str, bytes: &[u8], lang: Lang) -> Result<Table, NoTable> {
        let mut plan = plan(mapping, filer)?;
        plan.mapping.source.format = format(bytes)?;
        plan.mapping.source.bounds = Bounds { rows: MAX_ROWS, unpacked: MAX_UNPACKED };
        let mut table = Table {
            mapping: mapping.to_owned(),
            filer: filer.to_owned(),
            tally: Tally::default(),
            found: Found::new(Some(SHOWN)),
            ended: None,
            rows: Vec::new(),
            brought: 0,
            drafts: String::new(),
            held: plan.held_header(),
        };
        let mut importer = Importer::new(&plan, lang);
        let ended = table.take_all(&plan, bytes, &mut importer);
        // A filing whose rows were not all read would be told as whole.
        if ended.is_none() || !importer.groups() {
            importer.finish();
        }
        table.add(&mut importer);
        table.tally = importer.tally().clone();
        table.ended = ended.map(|reason| Finding::of(&reason, 0, None));
        match table.ended.take_if(|_| table.rows.is_empty() && table.tally.held == 0) {
            Some(finding) => Err(NoTable::Unreadable(Box::new(finding))),
            None if table.tally.rows == 0 => Err(NoTable::Empty),
            None => Ok(table),
        }
    }

    /// Takes row after row; why it ended early, if it did.
    fn take_all(&mut self, plan: &Plan, bytes: &[u8], importer: &mut Importer<'_>) -> Option<Reason> {
        if matches!(plan.mapping.source.format, Format::Json | Format::JsonLines) && bytes.len() > MAX_JSON {
            return Some(Reason::TooLong { row: 0 });
        }
        let rows = match source::rows(&plan.mapping.source, bytes) {
            Ok(rows) => rows,
            Err(reason) => return Some(reason),
        };
        let mut last = 0;
        for row in rows {
            let row = match row {
                Ok(row) => row,
                Err(reason) => return Some(reason),
            };
            if importer.tally().rows == MAX_ROWS || self.drafts.len() + self.held.len() > MAX_KEPT {
                return Some(Reason::TooLong { row: last });
            }
            last = row.number;
            if let Err(reason) = importer.take(row) {
                return Some(reason);
            }
            self.add(importer);
        }
        None
    }

    /// Adds what came out of the importer since the last time.
    fn add(&mut self, importer: &mut Importer<'_>) {
        let out = importer.out();
        self.drafts.push_str(&String::from_utf8_lossy(&out.drafts));
        self.held.push_str(&String::from_utf8_lossy(&out.held));
        self.rows.extend(out.rows);
        self.found.add(out.findings);
    }

    /// The draft of one filing, by its place.
    pub(crate) fn draft(&self, at: usize) -> Option<&str> {
        self.drafts.lines().nth(at)
    }
}

/// The mappings that come with the program.
pub(crate) fn mappings() -> &'static [Mapping] {
    static ALL: LazyLock<Vec<Mapping>> =
        LazyLock::new(|| shipped::SHIPPED.iter().filter_map(|(_, text)| Mapping::parse(text).ok()).collect());
    &ALL
}

/// A mapping that comes with the program, fitted together for a filer.
pub(crate) fn plan(mapping: &str, filer: &str) -> Result<Plan, NoTable> {
    BodyId::parse(filer).ok_or(NoTable::Filer)?;
    let mapping = mappings().iter().find(|known| known.name == mapping).ok_or(NoTable::Mapping)?;
    Plan::new(mapping.clone(), Some(filer)).map_err(|_| NoTable::Mapping)
}

/// What a file begins with says what it is; nobody at the desk has to know.
fn format(bytes: &[u8]) -> Result<Format, NoTable> {
    // ODS is a zip as XLSX is, and begins with what it is; XLS has an older container.
    let of_another_kind = bytes.get(30..38) == Some(b"mimetype") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    match bytes.starts_with(b"PK\x03\x04") {
        _ if of_another_kind => return Err(NoTable::Workbook),
        true => return Ok(Format::Xlsx),
        false => {}
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => Err(NoTable::Empty),
        Some(b'[') => Ok(Format::Json),
        Some(b'{') => Ok(Format::JsonLines),
        Some(_) => Ok(Format::Csv),
    }
}

impl Drafts {
    /// Keeps what became of a table; its code is the only way to it.
    pub(crate) fn keep_table(&self, table: &Table, today: i64) -> Result<String, DraftError> {
        let code = new_code()?;
        let told = serde_json::to_string(table).map_err(std::io::Error::other)?;
        let bytes = i64::try_from(told.len() + table.drafts.len() + table.held.len()).unwrap_or(i64::MAX);
        let mut file = self.locked();
        let file = file.transaction()?;
        file.execute("DELETE FROM brought WHERE day < ?1", [today - KEPT_DAYS])?;
        let held = || file.query_row("SELECT coalesce(sum(bytes), 0) FROM brought", [], |row| row.get::<_, i64>(0));
        while held()? > ROOM - bytes && file.execute(include_str!("make_room_for_table.sql"), [])? > 0 {}
        let insert = "INSERT INTO brought VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        file.execute(insert, params![digest(&code), today, bytes, told, table.drafts, table.held])?;
        file.commit()?;
        Ok(code)
    }

    /// Reads what became of a table.
    pub(crate) fn table(&self, code: &str, today: i64) -> Result<Table, DraftError> {
        let question = "SELECT day, told, drafts, held FROM brought WHERE code_sha256 = ?1 AND day >= ?2";
        let read = self.locked().query_row(question, params![digest(code), today - KEPT_DAYS], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?))
        });
        let (brought, told, drafts, held) = read.optional()?.ok_or(DraftError::Missing)?;
        let table: Table = serde_json::from_str(&told).map_err(std::io::Error::other)?;
        Ok(Table { brought, drafts, held, ..table })
    }

    /// Deletes what became of a table; what is not there is deleted already.
    pub(crate) fn delete_table(&self, code: &str) -> Result<(), DraftError> {
        self.locked().execute("DELETE FROM brought WHERE code_sha256 = ?1", [digest(code)])?;
        Ok(())
    }
}
