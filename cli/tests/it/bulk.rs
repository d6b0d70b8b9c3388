//! Bulk files as people make them: what is in them, that they are the same each time, that nothing else is overwritten.

use std::fs;

use expect_test::expect;
use sha2::{Digest as _, Sha256};

use crate::shell::Shell;

#[test]
fn the_register_in_files() {
    let shell = Shell::new();
    let demonstrated = shell.run("demo --data data --no-serve");
    assert!(demonstrated.ends_with("exit 0\n"), "{demonstrated}");
    let told = shell.english("bulk --data data --out files");
    // How well bytes are pressed depends on keys and times.
    let told: Vec<&str> = told.lines().filter(|line| !line.contains(" bytes in ")).collect();
    expect![[r#"
        filings: 295 rows
        references: 723 rows
        records: 19 rows
        bodies: 73 rows
        figures: 17 rows
        returns: 12 rows
        gaps: 15 rows
        gap-figures: 28 rows
        findings: 157 rows
        documents: 4 rows
        exit 0"#]]
    .assert_eq(&told.join("\n"));
    let files = shell.path("files");
    let sums = shell.read("files/SHA256SUMS");
    let mut named: Vec<&str> = Vec::new();
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let digest = Sha256::digest(fs::read(files.join(name)).unwrap());
        assert_eq!(sum, digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), "{name}");
        named.push(name);
    }
    let there = fs::read_dir(&files).unwrap().count();
    assert_eq!(there, named.len() + 1, "every file but the sums has a sum: {named:?}");
    for name in named.iter().filter_map(|name| name.strip_suffix(".jsonl")) {
        let lines = |format: &str| shell.read(&format!("files/{name}.{format}")).lines().count();
        assert_eq!(lines("csv"), lines("jsonl") + 1, "{name}: as many rows in CSV as in JSON Lines");
    }
    assert!(shell.english("bulk --data data --out files").ends_with("exit 0\n"));
    assert_eq!(shell.read("files/SHA256SUMS"), sums, "the same entries make the same bytes");
}

#[test]
fn what_is_no_set_of_files_is_not_overwritten() {
    let shell = Shell::new();
    shell.run("demo --data data --no-serve --synthetic 64");
    fs::create_dir(shell.path("mine")).unwrap();
    fs::write(shell.path("mine/letter.txt"), "Dear all").unwrap();
    expect![[r#"
        error: `mine` holds something else and is not touched; choose a new folder with `--out`
        exit 2
    "#]]
    .assert_eq(&shell.english("bulk --data data --out mine"));
    assert_eq!(shell.read("mine/letter.txt"), "Dear all");
    // What stands beside a set, or was put into one, stays too.
    fs::create_dir(shell.path("set.new")).unwrap();
    assert!(shell.english("bulk --data data --out set").ends_with("exit 0\n"));
    assert!(shell.path("set.new").exists());
    fs::write(shell.path("set/mine.sql"), "SELECT 1").unwrap();
    assert!(shell.english("bulk --data data --out set").contains("holds something else"));
    assert!(shell.path("set/mine.sql").exists() && shell.path("set/filings.csv").exists());
}
