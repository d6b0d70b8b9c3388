//! Policies on threads with little stack: those that come with the program, and such as somebody could file to end whoever
//! reads them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![expect(clippy::disallowed_methods, reason = "tests may read files")]

mod common;

use std::{collections::BTreeMap, fs, path::Path, thread};

use common::with_condition;
use rulebook::{book::Rulebook, fault::Fault, review::review};

/// What the standard library and tokio give a thread.
const USUAL: usize = 2 << 20;

/// Runs work on a thread with so many bytes of stack; one that they do not suffice for ends the whole test.
fn on_stack<T: Send + 'static>(bytes: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::Builder::new().stack_size(bytes).spawn(work).unwrap().join().unwrap()
}

fn folder(path: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|file| (file.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&file).unwrap()))
        .collect()
}

#[test]
fn the_rulebooks_that_come_with_the_program_load_on_little_stack() {
    let law = Path::new(env!("CARGO_MANIFEST_DIR")).join("../law");
    let folders = fs::read_dir(law).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let books: Vec<BTreeMap<String, String>> = folders.map(|path| folder(&path)).collect();
    assert!(books.len() >= 4, "{}", books.len());
    for files in books {
        let rules = on_stack(USUAL / 8, move || Rulebook::load(&files).map(|book| book.rules.len()));
        assert!(rules.is_ok_and(|rules| rules > 0));
    }
}

/// A name, and a condition that nests so many levels deep.
type Shape = (&'static str, fn(usize) -> String);

/// Each in another way.
const SHAPES: &[Shape] = &[
    ("parentheses", |n| format!("{}resource.live{}", "(".repeat(n), ")".repeat(n))),
    ("not", |n| format!("{}resource.live{}", "!(".repeat(n), ")".repeat(n))),
    ("minus", |n| format!("{}1{} == 1", "-(".repeat(n), ")".repeat(n))),
    ("comparisons", |n| format!("{}true{}", "(".repeat(n), " == true)".repeat(n))),
    ("lists", |n| format!("{}1{} == 1", "[".repeat(n), "]".repeat(n))),
    ("records", |n| format!("{}1{} == 1", "{a: ".repeat(n), "}".repeat(n))),
    ("calls", |n| format!("{}\"x\"{}", "resource.laws.contains(".repeat(n), ")".repeat(n))),
    ("and", |n| vec!["true"; n].join(" && ")),
    ("or", |n| format!("({})", vec!["resource.live"; n].join(" || "))),
    ("sums", |n| format!("{} > 1", vec!["1"; n].join("+"))),
    ("products", |n| format!("{} > 1", vec!["2"; n].join("*"))),
    ("conditions", |n| format!("({}true)", "if resource.live then true else ".repeat(n))),
    ("attributes", |n| format!("resource{} == 1", ".a".repeat(n))),
    ("indexes", |n| format!("resource{} == 1", "[\"a\"]".repeat(n))),
    ("asked", |n| format!("resource has a{}", ".a".repeat(n))),
    ("clauses", |n| format!("true }}{} when {{ true", " when { resource.live }".repeat(n))),
    ("both", |n| format!("{}true{}", "(true && true && true && ".repeat(n), ")".repeat(n))),
];

fn faults(condition: &str) -> Vec<Fault> {
    let files = with_condition(condition);
    on_stack(USUAL, move || review(&files, || {}).faults)
}

fn is_too_deep(condition: &str) -> bool {
    faults(condition).iter().any(|fault| fault.code == "too-deep")
}

#[test]
fn what_nests_deep_is_refused_and_what_is_let_through_ends_nothing() {
    let found = |deep: usize| {
        SHAPES.iter().filter(|(_, shape)| is_too_deep(&shape(deep))).map(|(name, _)| *name).collect::<Vec<_>>()
    };
    let brackets = ["parentheses", "not", "minus", "comparisons", "lists", "records", "calls", "both"];
    assert_eq!(found(12), [""; 0]);
    assert_eq!(found(35), [""; 0]);
    assert_eq!(found(100), brackets);
    assert_eq!(found(285), [&brackets[..7], &["or", "conditions", "clauses", "both"]].concat());
    assert_eq!(found(20_000), SHAPES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn what_a_text_or_a_remark_holds_is_no_level() {
    let signs = "(".repeat(500) + &"&&".repeat(500);
    assert!(!is_too_deep(&format!("// {signs}\ntrue")));
    assert!(!is_too_deep(&format!("resource has matter && resource.matter == \"\\\"{signs}\"")));
    assert!(is_too_deep(&format!("// \"\n{signs}")));
    assert!(is_too_deep(&format!("\"\\\\\" == \"x\" && {signs}")));
}
