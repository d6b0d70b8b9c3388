//! The files of an import under way, and the state from which it goes on: how many rows were taken, how long the outputs
//! were then, and what was counted. Outputs are on disk before the state says so.

use std::{
    fs::{File, OpenOptions},
    io::{Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use ::import::{Plan, importer::Out, tally::Tally};
use register::lang::Lang;
use serde_json::{Value, json};

use crate::failure::Failure;

/// Where an import writes.
#[derive(Debug, Clone)]
pub(crate) struct Paths {
    pub(crate) drafts: PathBuf,
    pub(crate) held: PathBuf,
    pub(crate) report: PathBuf,
    pub(crate) receipts: PathBuf,
    pub(crate) refused: PathBuf,
    pub(crate) state: PathBuf,
}

impl Paths {
    /// The files of a table in a folder, which is made where there is none.
    pub(crate) fn new(table: &Path, folder: &Path) -> Result<Paths, Failure> {
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        let stem = table.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let named = |ending: &str| folder.join(format!("{stem}.{ending}"));
        Ok(Paths {
            drafts: named("drafts.jsonl"),
            held: named("held.csv"),
            report: named("report.json"),
            receipts: named("receipts.jsonl"),
            refused: named("refused.jsonl"),
            state: named("state.json"),
        })
    }
}

/// What an import is of: only the same goes on.
pub(crate) fn identity(plan: &Plan, source: &str, lang: Lang) -> Value {
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "mapping": plan.mapping.digest,
        "source": source,
        "filer": plan.filer.as_str(),
        "lang": lang.tag(),
    })
}

/// The outputs, open.
pub(crate) struct Outputs<'p> {
    paths: &'p Paths,
    identity: Value,
    drafts: File,
    held: File,
}

impl<'p> Outputs<'p> {
    /// Opens the outputs: where an import of the same was cut off, cut back to what it had taken, with its counts;
    /// otherwise empty.
    pub(crate) fn open(
        paths: &'p Paths,
        plan: &Plan,
        identity: Value,
    ) -> Result<(Outputs<'p>, Option<Tally>), Failure> {
        let state = State::read(&paths.state).filter(|state| state.identity == identity && state.fits(paths));
        let (drafts, held) = state.as_ref().map_or((0, 0), |state| (state.drafts, state.held));
        let mut outputs =
            Outputs { paths, identity, drafts: open(&paths.drafts, drafts)?, held: open(&paths.held, held)? };
        if state.is_none() {
            outputs.write(&Out { held: plan.held_header().into_bytes(), ..Out::default() })?;
        }
        Ok((outputs, state.map(|state| state.tally)))
    }

    /// Writes what came out.
    pub(crate) fn write(&mut self, out: &Out) -> Result<(), Failure> {
        let written = self.drafts.write_all(&out.drafts);
        written.map_err(|error| Failure::file(&self.paths.drafts, &error))?;
        self.held.write_all(&out.held).map_err(|error| Failure::file(&self.paths.held, &error))
    }

    /// Notes how far the import is.
    pub(crate) fn mark(&mut self, tally: &Tally) -> Result<(), Failure> {
        let (drafts, held) = (end(&mut self.drafts, &self.paths.drafts)?, end(&mut self.held, &self.paths.held)?);
        let state = json!({ "identity": self.identity, "drafts": drafts, "held": held, "tally": tally });
        let path = &self.paths.state;
        let fresh = path.with_extension("json.new");
        let kept = std::fs::write(&fresh, format!("{state}\n")).and_then(|()| std::fs::rename(&fresh, path));
        kept.map_err(|error| Failure::file(path, &error))
    }

    /// Syncs the outputs; there is nothing to go on from any more.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        end(&mut self.drafts, &self.paths.drafts)?;
        end(&mut self.held, &self.paths.held)?;
        match std::fs::remove_file(&self.paths.state) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::file(&self.paths.state, &error)),
            _ => Ok(()),
        }
    }
}

/// A file open for writing after its first bytes; the rest is cut off.
fn open(path: &Path, length: u64) -> Result<File, Failure> {
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(path).and_then(|mut file| {
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        Ok(file)
    });
    opened.map_err(|error| Failure::file(path, &error))
}

/// Syncs a file and tells its length.
fn end(file: &mut File, path: &Path) -> Result<u64, Failure> {
    file.sync_data().and_then(|()| file.stream_position()).map_err(|error| Failure::file(path, &error))
}

/// How far an import was.
struct State {
    identity: Value,
    drafts: u64,
    held: u64,
    tally: Tally,
}

impl State {
    /// The state in a file; none where it cannot be read, and then the import begins anew.
    fn read(path: &Path) -> Option<State> {
        let mut value: Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        let tally = serde_json::from_value(value["tally"].take()).ok()?;
        let (drafts, held) = (value["drafts"].as_u64()?, value["held"].as_u64()?);
        Some(State { identity: value["identity"].take(), drafts, held, tally })
    }

    /// Whether the outputs are as long as they were, or longer.
    fn fits(&self, paths: &Paths) -> bool {
        let long = |path: &Path, length: u64| std::fs::metadata(path).is_ok_and(|known| known.len() >= length);
        long(&paths.drafts, self.drafts) && long(&paths.held, self.held)
    }
}
