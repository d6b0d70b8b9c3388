//! Loads every rulebook of `law/`, or of the folder that `VEEDOR_LAW` names, and prints all that is wrong with it.
#![expect(clippy::disallowed_methods, reason = "tests may read files")]

use std::{collections::BTreeMap, fs, path::Path};

use rulebook::book::Rulebook;

#[test]
fn every_rulebook_loads() {
    let law = std::env::var("VEEDOR_LAW").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../law").into());
    let mut told = String::new();
    for entry in fs::read_dir(&law).unwrap() {
        let folder = entry.unwrap().path();
        if folder.join("rulebook.toml").exists() {
            told += &faults_of(&folder);
        }
    }
    println!("{told}");
    assert!(told.is_empty(), "the law has faults; they are printed above");
}

fn faults_of(folder: &Path) -> String {
    let files = files_of(folder);
    match Rulebook::load(&files) {
        Ok(book) => {
            println!("{}: {} rules", folder.display(), book.rules.len());
            String::new()
        }
        Err(faults) => {
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            println!("{}: {} faults", folder.display(), faults.len());
            faults.iter().map(|fault| format!("{name}/{fault}\n")).collect()
        }
    }
}

fn files_of(folder: &Path) -> BTreeMap<String, String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let named = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.map(|path| (named(&path), fs::read_to_string(&path).unwrap())).collect()
}
