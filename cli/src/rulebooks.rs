//! The rulebooks that come with the program: the folder `law/` of its source, as it was when it was built. And the
//! filing that puts one in force.

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use include_dir::{Dir, include_dir};
use portal::{
    blobs::{Incoming, Uploads},
    rulebooks::Rulebooks,
};
use register::{codelist::RegulationAction, id::BodyId, lang::Lang, time::Date};
use rulebook::{
    book::Rulebook,
    bundle::{bundle, digest},
    fault::Fault,
};
use serde_json::{Value, json};

use crate::{failure::Failure, signing, words};

static LAW: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../law");

/// The files of one rulebook, by their names.
pub(crate) type Files = BTreeMap<String, String>;

/// The files of each rulebook that came with the program, by its name.
pub(crate) fn built_in() -> BTreeMap<String, Files> {
    let books = LAW.dirs().filter(|dir| dir.get_file(dir.path().join("rulebook.toml")).is_some());
    books.map(|dir| (name_of(dir.path()), files_of(dir))).collect()
}

fn files_of(dir: &Dir<'_>) -> Files {
    dir.files().filter_map(|file| Some((name_of(file.path()), file.contents_utf8()?.to_owned()))).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// All that came with the program, ready for a register.
pub(crate) fn at_hand() -> Result<Rulebooks, Failure> {
    loaded().map(Rulebooks::new)
}

/// All that came with the program, by the digest of its files.
pub(crate) fn loaded() -> Result<BTreeMap<String, Arc<Rulebook>>, Failure> {
    let load = |(name, files): (String, Files)| match Rulebook::load(&files) {
        Ok(book) => Ok((digest(&files), Arc::new(book))),
        Err(faults) => Err(refused(&name, &faults)),
    };
    built_in().into_iter().map(load).collect()
}

/// A rulebook that does not load, with its first fault.
pub(crate) fn refused(name: &str, faults: &[Fault]) -> Failure {
    let first = |lang| faults.first().map(|fault| fault.told(lang)).unwrap_or_default();
    Failure::Usage(words::bad_rulebook(&name, &faults.len(), &first(Lang::Es), &first(Lang::En)))
}

/// What a regulation says beside its rulebook.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act<'a> {
    /// The body that files and adopts.
    pub(crate) registrar: &'a BodyId,
    /// The last part of the filing's id.
    pub(crate) number: &'a str,
    /// Adopts, amends or ends.
    pub(crate) action: RegulationAction,
    /// First day in force or, of an end, first day without.
    pub(crate) from: Date,
    /// Last day in force.
    pub(crate) to: Option<Date>,
}

/// The draft of a filing that puts a rulebook in force, with its bundle as a document, or that ends it.
pub(crate) fn regulation(files: &Files, book: &Rulebook, act: &Act<'_>) -> Value {
    let registrar = act.registrar.as_str();
    let mut draft = json!({
        "form": "regulation",
        "id": format!("{registrar}/regulation/{}", act.number),
        "filer": registrar,
        "occurred": signing::now().date().to_string(),
        "action": act.action.code(),
        "rulebook": book.name,
        "version": book.version,
        "from": act.from.to_string(),
        "digest": digest(files),
        "adopted_by": registrar,
    });
    if let Some(to) = act.to {
        draft["to"] = json!(to.to_string());
    }
    if act.action != RegulationAction::End {
        draft["documents"] = json!([document(files, book)]);
    }
    draft
}

/// The bundle of a rulebook as a document of the filing that names it.
pub(crate) fn document(files: &Files, book: &Rulebook) -> Value {
    json!({
        "kind": "other",
        "title": format!("{} {}", book.name, book.version),
        "sha256": digest(files),
        "bytes": bundle(files).len(),
        "media_type": "text/plain",
    })
}

/// Keeps the bundle of a rulebook among the documents of a register on this machine.
pub(crate) fn keep(files: &Files, blobs: &Path) -> Result<(), Failure> {
    let (bytes, name) = (bundle(files), digest(files));
    let limit = bytes.len() as u64;
    let kept = || {
        let right = Uploads::new(Duration::from_secs(60)).enter(blobs, limit)?;
        let mut incoming = Incoming::begin(blobs, &name, limit, right)?;
        incoming.take(&bytes)?;
        incoming.keep()
    };
    kept().map_err(|error| Failure::Reach(words::bundle_not_kept(&name, &error)))
}
