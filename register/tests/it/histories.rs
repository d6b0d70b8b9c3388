//! Histories as golden files: who files what on which day, and what becomes of it, in `tests/histories/*.txt`.

use crate::door;

fn check(name: &str) {
    let told = door::tell(name);
    expect_test::expect_file![door::file(&format!("histories/{name}.txt"))].assert_eq(&told.text);
}

#[test]
fn genesis() {
    check("genesis");
}

#[test]
fn usual() {
    check("usual");
}

#[test]
fn every_form() {
    check("every-form");
    let told = door::tell("every-form");
    let forms: std::collections::BTreeSet<_> = told.admitted.iter().map(|admitted| admitted.filing().form()).collect();
    assert_eq!(forms.len(), register::Form::ALL.len(), "the history files every form");
}

#[test]
fn keys() {
    check("keys");
}

#[test]
fn identity() {
    check("identity");
}

#[test]
fn acts() {
    check("acts");
}

#[test]
fn absent_values() {
    check("absent-values");
}

#[test]
fn life_line() {
    check("life-line");
}

#[test]
fn every_history_is_told() {
    let names = ["genesis", "usual", "every-form", "keys", "identity", "acts", "absent-values", "life-line"];
    let files = std::fs::read_dir(door::file("histories")).unwrap();
    for file in files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(names.contains(&name.as_str()), "no test tells {name}");
    }
}
