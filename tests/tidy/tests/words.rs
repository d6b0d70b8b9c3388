//! The words of pages: both languages have the same messages, each message is asked for, and each that is asked for is there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use tidy::files;

/// The crates that show pages.
const CRATES: [&str; 2] = ["portal", "observatory"];

/// How a message is asked for.
const ASKING: [&str; 5] = [".t(\"", ".n(\"", "get(lang, \"", "count(lang, \"", "with(lang, \""];

/// The messages of a crate in one language, each with the variables it uses.
fn messages(of: &str, lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&format!("{of}/locales/{lang}"), ".ftl") {
        let mut key = String::new();
        for line in file.text.lines() {
            if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| name.starts_with(char::is_alphabetic)) {
                key = name.to_owned();
                assert!(messages.insert(key.clone(), BTreeSet::new()).is_none(), "{}: `{key}` stands twice", file.path);
            }
            for variable in line.split('$').skip(1) {
                let end = variable.find(|c: char| !c.is_alphanumeric()).unwrap_or(variable.len());
                messages.entry(key.clone()).or_default().insert(variable[..end].to_owned());
            }
        }
    }
    assert!(messages.len() > 50, "{of} has only {} messages in {lang}", messages.len());
    messages
}

/// The sources and templates of a crate, which ask for words.
fn texts(of: &str) -> Vec<String> {
    let (sources, templates) = (files(&format!("{of}/src"), ".rs"), files(&format!("{of}/templates"), ".html"));
    sources.into_iter().chain(templates).map(|file| file.text).collect()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    for of in CRATES {
        assert_eq!(messages(of, "es"), messages(of, "en"), "{of}");
    }
}

#[test]
fn every_message_is_asked_for() {
    for of in CRATES {
        let texts = texts(of);
        let literals: BTreeSet<&str> = texts.iter().flat_map(|text| text.split('"')).collect();
        // `owed-{code}`: a message for each code.
        let begun = literals.iter().filter_map(|literal| literal.split_once('{')).map(|(begun, _)| begun);
        let begun: Vec<&str> = begun.filter(|begun| begun.len() > 2 && begun.ends_with('-')).collect();
        let asked = |key: &str| literals.contains(key) || begun.iter().any(|begun| key.starts_with(begun));
        let unused: Vec<String> = messages(of, "es").into_keys().filter(|key| !asked(key)).collect();
        assert_eq!(unused, Vec::<String>::new(), "{of}");
    }
}

#[test]
fn every_message_that_is_asked_for_is_there() {
    for of in CRATES {
        let (messages, texts) = (messages(of, "es"), texts(of));
        let asked = texts.iter().flat_map(|text| ASKING.iter().flat_map(|asking| text.split(asking).skip(1)));
        let keys =
            asked.map(|rest| rest.split('"').next().unwrap_or_default()).filter(|key| !key.contains(['{', '\\']));
        let missing: BTreeSet<&str> = keys.filter(|key| !messages.contains_key(*key)).collect();
        assert_eq!(missing, BTreeSet::new(), "{of}");
    }
}
