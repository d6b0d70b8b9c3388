//! Bulk files: every table of the register in one set, as CSV, JSON Lines and Parquet, with descriptors and hashes. A set is
//! made from the index at one size of the log; the same log, documents and program give the same bytes; it may be deleted at any time.

mod cell;
mod columnar;
mod descriptor;
mod file;
mod keep;
mod table;
mod text;

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use register::time::Instant;
use tlog::hash::Hash;

use self::{
    cell::Cell,
    columnar::Columnar,
    descriptor::Filled,
    file::{Hashed, Written},
};
use crate::{
    index::{IndexError, Reading},
    site::About,
};

pub(crate) use keep::spawn;
pub use keep::{folder, package};
pub use table::{Column, Kind, TABLES, Table};

/// Why a set cannot be made. Nothing of the one before is touched.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// The index could not be asked.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The tree of that many entries could not be told from the published log.
    #[error("the root of {size} entries cannot be told from the published log: {says}; run `veedor fsck`")]
    Root {
        /// Entries.
        size: u64,
        /// Why.
        says: String,
    },
    /// A cell is not what its column declares.
    #[error("the index holds something else than {kind:?} in a column of that kind; run `veedor rebuild`")]
    Cell {
        /// What was expected.
        kind: Kind,
    },
    /// The place holds something that is no set.
    #[error("`{0}` holds something else and is not touched; choose a new folder")]
    Occupied(PathBuf),
    /// A Parquet file could not be written.
    #[error("the Parquet file cannot be written: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// A file could not be written or put in place.
    #[error("`{path}`: {source}; free some space and run `veedor bulk` again")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Of which register and which entries a set is.
#[derive(Debug, Clone)]
struct Origin {
    name_es: String,
    name_en: String,
    demonstration: bool,
    origin: String,
    size: u64,
    root: String,
    /// When the last entry was received.
    last: Option<String>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Entries it was made from.
    pub size: u64,
    /// Name and rows of each table.
    pub tables: Vec<(&'static str, u64)>,
    /// Bytes of all its files.
    pub bytes: u64,
}

/// Makes a set and puts it at `dir`, in place of the one that is there. `root` gives the root of the tree of so many entries;
/// `progress` is told each table that begins, and its rows from time to time.
///
/// # Errors
/// When the index, the log or a file fails; then the set that is there stays.
pub fn make(
    reading: &Reading,
    about: &About,
    origin: &str,
    root: impl FnOnce(u64) -> Result<Hash, String>,
    dir: &Path,
    mut progress: impl FnMut(&'static str, u64),
) -> Result<Made, BulkError> {
    let (parent, name) = (dir.parent(), dir.file_name().and_then(|name| name.to_str()));
    let (Some(parent), Some(name)) = (parent, name) else { return Err(BulkError::Occupied(dir.into())) };
    if dir.exists() && !is_a_set(dir) {
        return Err(BulkError::Occupied(dir.into()));
    }
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    fs::create_dir_all(parent).map_err(at(parent))?;
    // One maker at a time, and only this name is ever cleared: nobody else uses it.
    let lock_file = parent.join(format!(".{name}.lock"));
    let lock = fs::File::options().create(true).append(true).open(&lock_file).map_err(at(&lock_file))?;
    lock.lock().map_err(at(&lock_file))?;
    let fresh = parent.join(format!(".{name}.unfinished"));
    clear(&fresh)?;
    fs::create_dir(&fresh).map_err(at(&fresh))?;
    let made = reading.at_one_size(|size, last| {
        let root = root(size).map_err(|says| BulkError::Root { size, says })?;
        let of = Origin {
            name_es: about.name_es.clone(),
            name_en: about.name_en.clone(),
            demonstration: about.demonstration,
            origin: origin.to_owned(),
            size,
            root: root.to_base64(),
            last: last.map(|last: Instant| last.to_string()),
        };
        write(reading, &of, &fresh, &mut progress)
    })?;
    put_in_place(&fresh, dir)?;
    Ok(made)
}

/// Writes all files of a set.
fn write(
    reading: &Reading,
    of: &Origin,
    dir: &Path,
    progress: &mut impl FnMut(&'static str, u64),
) -> Result<Made, BulkError> {
    let filled = TABLES
        .iter()
        .map(|table| fill(reading, of, table, dir, |rows| progress(table.name, rows)))
        .collect::<Result<Vec<_>, _>>()?;
    let mut files: Vec<Written> = filled.iter().flat_map(|filled| filled.files.clone()).collect();
    files.push(write_json(dir, "csv-metadata.json", &descriptor::csvw())?);
    files.push(write_json(dir, PACKAGE, &descriptor::package(of, &filled))?);
    let sums: String = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.path)).collect();
    write_file(dir, SUMS, sums.as_bytes())?;
    Ok(Made {
        size: of.size,
        tables: filled.iter().map(|filled| (filled.table.name, filled.rows)).collect(),
        bytes: files.iter().map(|file| file.bytes).sum(),
    })
}

/// The program that makes sets: one of another makes them anew.
const GENERATOR: &str = concat!("veedor ", env!("CARGO_PKG_VERSION"));

/// Name of the descriptor of a set.
pub const PACKAGE: &str = "datapackage.json";

/// Name of the list of hashes of a set.
const SUMS: &str = "SHA256SUMS";

/// Rows between two words of progress.
const OFTEN: u64 = 10_000;

/// Writes one table in all formats.
fn fill(
    reading: &Reading,
    of: &Origin,
    table: &'static Table,
    dir: &Path,
    mut progress: impl FnMut(u64),
) -> Result<Filled, BulkError> {
    let names = ["csv", "jsonl", "parquet"].map(|format| format!("{}.{format}", table.name));
    let [csv, lines, columns] = names.each_ref().map(|name| dir.join(name));
    let mut csv_out = Hashed::create(&csv).map_err(at(&csv))?;
    let mut lines_out = Hashed::create(&lines).map_err(at(&lines))?;
    let head = [("origin", of.origin.clone()), ("size", of.size.to_string()), ("root", of.root.clone())];
    let mut columns_out = Columnar::begin(Hashed::create(&columns).map_err(at(&columns))?, table, &head)?;
    csv_out.write_all(text::csv_head(table).as_bytes()).map_err(at(&csv))?;
    let mut rows = 0;
    progress(0);
    reading.each_row(table.sql, |row| {
        let cells = table.columns.iter().enumerate().map(|(at, column)| Cell::read(row, at, column.kind));
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        csv_out.write_all(text::csv_row(&cells).as_bytes()).map_err(at(&csv))?;
        text::json_line(&mut lines_out, table.columns, &cells).map_err(at(&lines))?;
        columns_out.row(cells)?;
        rows += 1;
        if rows % OFTEN == 0 {
            progress(rows);
        }
        Ok::<(), BulkError>(())
    })?;
    let [csv_name, lines_name, columns_name] = names;
    let files = vec![
        csv_out.end(csv_name).map_err(at(&csv))?,
        lines_out.end(lines_name).map_err(at(&lines))?,
        columns_out.end()?.end(columns_name).map_err(at(&columns))?,
    ];
    Ok(Filled { table, rows, files })
}

fn write_json(dir: &Path, name: &str, value: &serde_json::Value) -> Result<Written, BulkError> {
    write_file(dir, name, format!("{value:#}\n").as_bytes())
}

fn write_file(dir: &Path, name: &str, bytes: &[u8]) -> Result<Written, BulkError> {
    let path = dir.join(name);
    let write = || {
        let mut out = Hashed::create(&path)?;
        out.write_all(bytes)?;
        out.end(name.to_owned())
    };
    write().map_err(at(&path))
}

/// Puts a finished set where readers look, and removes the one that was there. Readers see one or the other.
fn put_in_place(fresh: &Path, dir: &Path) -> Result<(), BulkError> {
    if dir.exists() {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        let exchanged = renameat_with(CWD, fresh, CWD, dir, RenameFlags::EXCHANGE);
        exchanged.map_err(|error| at(dir)(error.into()))?;
        return clear(fresh);
    }
    fs::rename(fresh, dir).map_err(at(dir))
}

/// Whether a folder holds a set and nothing else, or nothing at all.
fn is_a_set(dir: &Path) -> bool {
    if fs::read_dir(dir).is_ok_and(|mut files| files.next().is_none()) {
        return true;
    }
    let Ok(sums) = fs::read_to_string(dir.join(SUMS)) else { return false };
    let of_set: Vec<&str> = sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name).collect();
    let Ok(files) = fs::read_dir(dir) else { return false };
    let known = |name: std::ffi::OsString| name.to_str().is_some_and(|name| name == SUMS || of_set.contains(&name));
    package(dir).is_some() && files.flatten().all(|file| known(file.file_name()))
}

fn clear(dir: &Path) -> Result<(), BulkError> {
    match fs::remove_dir_all(dir) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(at(dir)(source)),
        _ => Ok(()),
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> BulkError {
    move |source| BulkError::File { path: path.into(), source }
}
