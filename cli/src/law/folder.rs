//! Rulebooks as folders: which folders are some, the files of one, and the one that is meant by a name.

use std::path::{Path, PathBuf};

use register::time::Date;
use rulebook::{book::CARD, book::Rulebook};

use crate::{
    failure::Failure,
    rulebooks::{self, Files},
    signing, words,
};

/// The rulebooks that a folder is or holds, in the order of names.
pub(super) fn under(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    if is_rulebook(dir)? {
        return Ok(vec![dir.to_path_buf()]);
    }
    let mut found = Vec::new();
    for path in entries(dir)? {
        if path.is_dir() && is_rulebook(&path)? {
            found.push(path);
        }
    }
    if found.is_empty() { Err(Failure::Reach(words::law::no_rulebook_in(&dir.display()))) } else { Ok(found) }
}

/// A folder with the card of a rulebook, or with pages that lack one.
fn is_rulebook(dir: &Path) -> Result<bool, Failure> {
    let is_page = |path: &PathBuf| {
        let name = name_of(path);
        name.ends_with(".md") && name.starts_with(|first: char| first.is_ascii_uppercase()) && name.contains('-')
    };
    Ok(dir.join(CARD).exists() || entries(dir)?.iter().any(is_page))
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| Failure::file(dir, &error);
    let paths = std::fs::read_dir(dir).map_err(failed)?.map(|entry| entry.map(|entry| entry.path()).map_err(failed));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>()?;
    paths.retain(|path| !name_of(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The files of one rulebook.
pub(super) fn read(dir: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    for path in entries(dir)?.into_iter().filter(|path| !path.is_dir()) {
        let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, &error))?;
        let text = String::from_utf8(bytes).map_err(|_| Failure::Reach(words::law::not_text(&path.display())))?;
        files.insert(name_of(&path), text);
    }
    Ok(files)
}

/// The files of one rulebook, by a folder that must be its own and not that of several.
fn read_one(dir: &Path) -> Result<Files, Failure> {
    let inner = entries(dir)?.into_iter().filter(|path| path.join(CARD).is_file());
    let books: Vec<String> = inner.map(|path| path.display().to_string()).collect();
    if !dir.join(CARD).exists() && !books.is_empty() {
        return Err(Failure::Usage(words::law::one_book(&dir.display(), &books.join(", "))));
    }
    read(dir)
}

/// The rulebook in a folder, which must be without fault.
pub(super) fn load(dir: &Path) -> Result<Rulebook, Failure> {
    Rulebook::load(&read_one(dir)?).map_err(|faults| rulebooks::refused(&dir.display().to_string(), &faults))
}

/// The files of a rulebook by its folder or, where there is none, by its name among those that came with the program.
pub(super) fn named(what: &str) -> Result<Files, Failure> {
    let dir = Path::new(what);
    if dir.is_dir() {
        return read_one(dir);
    }
    let mut built_in = rulebooks::built_in();
    let names: Vec<String> = built_in.keys().cloned().collect();
    built_in.remove(what).ok_or_else(|| Failure::Reach(words::law::no_such_rulebook(&what, &names.join(", "))))
}

/// A day of the command line.
pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "2026-12-31".to_owned())
}

/// The day that is asked for, or today.
pub(super) fn day(on: Option<Date>) -> Date {
    on.unwrap_or_else(|| signing::now().date())
}
