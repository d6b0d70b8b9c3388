//! What Cedar finds itself is told in our words, in both languages: each policy of `common/policies.rs`, then what is
//! said of it, as `line code`, Spanish, English.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::BTreeMap;

use common::policies::{CONDITIONS, POLICIES};
use expect_test::expect_file;
use rulebook::{book::Rulebook, fault::Fault};

fn told(what: &str, files: &BTreeMap<String, String>) -> String {
    let Err(faults) = Rulebook::load(files) else { panic!("nothing is said of {what}") };
    let lines = faults
        .iter()
        .filter(|fault| fault.heading == "Policy")
        .map(|Fault { line, code, es, en, .. }| format!("    {line} {code}\n        {es}\n        {en}\n"));
    format!("{what}\n{}\n", lines.collect::<String>())
}

fn condition(text: &str) -> String {
    told(text, &common::with_condition(text))
}

fn policy(text: &str) -> String {
    told(text, &common::with_policy(text, ""))
}

#[test]
fn conditions_that_cedar_refuses_are_told_in_our_words() {
    let all: String = CONDITIONS.iter().map(|text| condition(text)).collect();
    expect_file!["complaints/conditions.txt"].assert_eq(&all);
}

#[test]
fn policies_that_cedar_refuses_are_told_in_our_words() {
    let all: String = POLICIES.iter().map(|text| policy(text)).collect();
    expect_file!["complaints/policies.txt"].assert_eq(&all);
}

#[test]
fn a_sentence_of_cedar_is_always_within_one_of_ours() {
    let all = CONDITIONS.iter().map(|text| condition(text)).chain(POLICIES.iter().map(|text| policy(text)));
    assert!(!all.clone().any(|told| told.contains(" invalid\n")), "each has a sentence of its own");
    let english = ["expected", "unexpected", "for policy `", "not compatible", "unable to"];
    let bare: Vec<String> = all
        .filter(|told| {
            told.lines().skip(1).any(|line| english.iter().any(|words| line.contains(words)) && !line.contains("Cedar"))
        })
        .collect();
    assert!(bare.is_empty(), "{bare:#?}");
}
