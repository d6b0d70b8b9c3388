//! The rulebooks that come with the program: the folder `law/` of its source, as it was when it was built.

use std::{collections::BTreeMap, sync::Arc};

use include_dir::{Dir, include_dir};
use rulebook::book::{Rulebook, bundle};

use crate::{failure::Failure, words};

static LAW: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../law");

/// The files of each rulebook, by its name.
pub(crate) fn files() -> BTreeMap<String, BTreeMap<String, String>> {
    let books = LAW.dirs().filter(|dir| dir.get_file(dir.path().join("rulebook.toml")).is_some());
    books.map(|dir| (name_of(dir.path()), files_of(dir))).collect()
}

fn files_of(dir: &Dir<'_>) -> BTreeMap<String, String> {
    let files = dir.files().filter_map(|file| Some((name_of(file.path()), file.contents_utf8()?.to_owned())));
    files.collect()
}

fn name_of(path: &std::path::Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// All of them, loaded.
pub(crate) fn load() -> Result<Vec<Arc<Rulebook>>, Failure> {
    let load = |(name, files): (String, BTreeMap<String, String>)| match Rulebook::load(&files) {
        Ok(book) => Ok(Arc::new(book)),
        Err(faults) => {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            Err(Failure::Usage(words::bad_rulebook(&name, &faults.len(), &first)))
        }
    };
    files().into_iter().map(load).collect()
}

/// The bundle of one of them: what its digest is of.
pub(crate) fn bundle_of(name: &str) -> Option<Vec<u8>> {
    files().get(name).map(bundle)
}
