//! Loads every rulebook of `law/`, or of the folder that `VEEDOR_LAW` names, runs its examples, and prints all that is
//! wrong with it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![expect(clippy::disallowed_methods, reason = "tests may read files")]

use std::{collections::BTreeMap, fs, path::Path};

use rulebook::{fault::Fault, review::review};

#[test]
fn every_rulebook_loads_and_its_examples_hold() {
    let law = std::env::var("VEEDOR_LAW").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../law").into());
    let mut told = String::new();
    let mut folders: Vec<_> = fs::read_dir(&law).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.join("rulebook.toml").exists()) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let faults = faults_of(folder);
        println!("{name}: {} faults", faults.len());
        told.extend(faults.iter().map(|fault| format!("{name}/{fault}\n")));
    }
    println!("{told}");
    assert!(folders.iter().any(|folder| folder.join("rulebook.toml").exists()), "{law} holds no rulebook");
    assert!(told.is_empty(), "the law has faults; they are printed above");
}

/// Examples run only where the pages load.
fn faults_of(folder: &Path) -> Vec<Fault> {
    review(&files_of(folder), || {}).faults
}

fn files_of(folder: &Path) -> BTreeMap<String, String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let named = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.map(|path| (named(&path), fs::read_to_string(&path).unwrap())).collect()
}
