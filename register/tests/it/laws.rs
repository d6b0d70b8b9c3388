//! Laws that hold for every input: the parser agrees with another one, what is printed is read again, admission is a
//! function of the entries alone, and every reason speaks both languages.

use std::collections::BTreeSet;

use proptest::prelude::*;
use register::{
    Admission, Form, Register, SignedFiling,
    codelist::codelists,
    entry,
    id::{BodyId, FilingId, Reference},
    json::{self, Fault, Node},
    lang::Lang,
    problem::Reason,
    time::{Date, Instant},
    version,
};
use serde_json::Value;

use crate::{
    door::{self, Told},
    spec::every_reason,
};

/// Our parse as the other parser's value; members named twice keep the last, as it does.
fn value(node: &Node<'_>) -> Value {
    match &node.value {
        json::Value::Null => Value::Null,
        json::Value::Bool(value) => Value::Bool(*value),
        json::Value::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
        json::Value::String(text) => Value::String(text.clone().into_owned()),
        json::Value::Array(items) => Value::Array(items.iter().map(value).collect()),
        json::Value::Object(members) => Value::Object(
            members.iter().map(|member| (member.name.clone().into_owned(), value(&member.node))).collect(),
        ),
    }
}

/// Both parsers give the same verdict and content, but for the limits of ours and numbers beyond the other's floats.
fn agrees(text: &str) -> Result<(), TestCaseError> {
    match (json::parse(text), serde_json::from_str::<Value>(text)) {
        (Ok(node), Ok(other)) => prop_assert_eq!(value(&node), other),
        (Ok(_), Err(error)) => prop_assert!(error.to_string().starts_with("number out of range"), "{text:?}: {error}"),
        (Err(error), Ok(_)) => {
            prop_assert!(matches!(error.fault, Fault::Depth | Fault::Members), "{text:?}: {error:?}")
        }
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has no other", |number| number.is_finite()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_parser_agrees_with_another_on_any_json(value in any_json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        agrees(&text.unwrap())?;
    }

    #[test]
    fn the_parser_agrees_with_another_on_damaged_json(value in any_json(), at: prop::sample::Index, with in "[\\PC\u{0}-\u{1f}]{0,3}") {
        let text = serde_json::to_string(&value).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = *at.get(&places);
        let (before, after) = text.split_at(at);
        let rest: String = after.chars().skip(1).collect();
        agrees(&format!("{before}{with}{rest}"))?;
    }

    #[test]
    fn the_parser_agrees_with_another_on_json_like_text(text in "[-+{}\\[\\]\",:\\\\.0-9a-fnrtluseE \n]{0,24}") {
        agrees(&text)?;
    }

    #[test]
    fn escapes_are_read_as_another_reads_them(text in "(\\\\u[0-9a-fA-FdD]{4}|\\\\[\"\\\\/bfnrtux]|[a-zé\u{1f600}\"]){0,6}") {
        agrees(&format!("\"{text}\""))?;
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>, text: String) {
        let _ = SignedFiling::parse(&bytes);
        let _ = json::parse(&text);
        let _ = entry::decode(&bytes);
        let note = format!("{}\n\n— observer AAAAAAAA\n", text.replace(|c: char| c.is_control(), " "));
        let _ = SignedFiling::parse(note.as_bytes());
    }

    #[test]
    fn no_value_in_a_field_makes_the_reader_panic(form in prop::sample::select(Form::ALL), at: prop::sample::Index, value in any_json()) {
        let mut draft = door::draft(form.code(), &Value::Object(serde_json::Map::new()));
        let members = draft.as_object_mut().unwrap();
        let name = at.get(&members.keys().cloned().collect::<Vec<_>>()).clone();
        members.insert(name, value);
        let _ = register::filing::read_draft(&door::text(&draft));
    }

    #[test]
    fn an_entry_is_split_into_what_it_was_made_of(millis in 0..7_258_118_400_000_i64, filing: Vec<u8>) {
        let received = Instant::from_millis(millis).unwrap();
        let bytes = entry::encode(received, &filing);
        prop_assert_eq!(entry::split(&bytes), Ok((received, filing.as_slice())));
    }

    #[test]
    fn what_is_split_is_encoded_to_the_same_bytes(rest: Vec<u8>, head in "veedor-entry@v1\nreceived 20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9].[0-9]{3}Z\n\n") {
        let bytes = [head.as_bytes(), &rest].concat();
        if let Ok((received, filing)) = entry::split(&bytes) {
            prop_assert_eq!(entry::encode(received, filing), bytes);
        }
    }

    #[test]
    fn instants_and_days_are_those_of_another_calendar(millis in 0..7_258_118_400_000_i64) {
        let instant = Instant::from_millis(millis).unwrap();
        let text = instant.to_string();
        prop_assert_eq!(Instant::parse(&text), Some(instant));
        let other: jiff::Timestamp = text.parse().unwrap();
        prop_assert_eq!(other.as_millisecond(), millis);
        prop_assert_eq!(instant.date().to_string(), &text[..10]);
        prop_assert_eq!(instant.date().days(), millis / 86_400_000);
    }

    #[test]
    fn days_are_read_as_another_calendar_reads_them(text in "(19|20|21|22|18)[0-9]{2}-[0-9]{2}-[0-9]{2}") {
        let other = text.parse::<jiff::civil::Date>().ok().filter(|day| (1900..2200).contains(&day.year()));
        prop_assert_eq!(Date::parse(&text).map(|day| day.to_string()), other.map(|day| day.to_string()));
    }

    #[test]
    fn ids_are_printed_as_they_were_read(text in "(mx|mx-ver|int|zz|MX)/[a-z0-9-]{0,6}(/(claim|order|other)/[a-z0-9-]{0,6})?(/[a-z])?") {
        if let Some(id) = Reference::parse(&text) {
            prop_assert_eq!(id.to_string(), text.as_str());
            prop_assert!(text.starts_with(id.jurisdiction()));
        }
        if let Some(id) = FilingId::parse(&text) {
            prop_assert!(BodyId::parse(id.body().as_str()).is_some());
            let start = format!("{}/{}/", id.body(), id.form().code());
            prop_assert!(text.starts_with(&start));
            prop_assert!(BodyId::parse(&text).is_none(), "no id is both");
        }
    }

    #[test]
    fn no_text_makes_the_search_for_persons_panic(text: String) {
        if let Some(trace) = register::personal::find(&text, &[]) {
            prop_assert!(trace.masked.contains('*') || trace.masked.chars().filter(|c| *c != ' ').count() <= 2);
        }
    }
}

#[test]
fn a_million_levels_end_at_the_sixteenth() {
    for open in ["[", "{\"a\":"] {
        let error = json::parse(&open.repeat(1_000_000)).unwrap_err();
        assert_eq!(error.fault, Fault::Depth);
    }
}

/// Reads the entries of a log from nothing, as a monitor does.
fn replay(told: &Told) -> Register {
    let mut register = Register::new();
    for bytes in door::entries(told) {
        let (received, signed) = entry::decode(&bytes).unwrap();
        let signers = register.keys().verify(&signed);
        let Ok(Admission::New(admitted)) = register.admit(&signed, &signers, received) else {
            panic!("an entry of the log is not admitted again");
        };
        assert_eq!(admitted.entry_bytes(), bytes, "the entry is the same, byte for byte");
        register = register.apply(&admitted);
    }
    register
}

/// Everything a register holds, in one order: its maps have none.
fn state(register: &Register) -> Vec<String> {
    let debug = format!("{register:#?}");
    let mut lines: Vec<String> = debug.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn any_history_replayed_makes_the_same_register() {
    for name in ["usual", "every-form", "keys", "identity", "acts", "absent-values", "life-line"] {
        let told = door::tell(name);
        assert_eq!(state(&replay(&told)), state(&told.register), "{name}");
    }
}

#[test]
fn trusting_ones_own_log_makes_the_same_register() {
    let told = door::tell("keys");
    let mut register = Register::new();
    for bytes in door::entries(&told) {
        let (received, signed) = entry::decode(&bytes).unwrap();
        let signers = register.keys().trust(&signed);
        let Ok(Admission::New(admitted)) = register.admit(&signed, &signers, received) else { panic!("not admitted") };
        register = register.apply(&admitted);
    }
    assert_eq!(state(&register), state(&told.register));
}

#[test]
fn admission_answers_twice_the_same() {
    let told = door::tell("every-form");
    let before = state(&told.register);
    for (form, _) in door::examples() {
        let changes = serde_json::json!({ "occurred": "2026-01-01" });
        let bytes = door::sign(&door::text(&door::draft(&form, &changes)), &["officer"]);
        let signed = SignedFiling::parse(&bytes).unwrap();
        let now = door::instant("2027-03-01");
        let answer = || {
            let signers = told.register.keys().verify(&signed);
            format!("{:?}", told.register.admit(&signed, &signers, now))
        };
        assert_eq!(answer(), answer());
    }
    assert_eq!(state(&told.register), before, "asking changes nothing");
}

#[test]
fn nothing_differs_from_itself() {
    for admitted in &door::tell("every-form").admitted {
        let content = &admitted.filing().content;
        assert_eq!(version::difference(content, content), []);
    }
}

#[test]
fn every_reason_speaks_both_languages() {
    let mut codes = BTreeSet::new();
    for reason in every_reason() {
        assert!(codes.insert(reason.code()), "{} is used twice", reason.code());
        assert!(is_kebab(reason.code()), "{}", reason.code());
        for lang in Lang::ALL {
            sentence(&reason, &reason.says(lang));
            sentence(&reason, &reason.next(lang));
        }
        assert_ne!(reason.says(Lang::Es), reason.says(Lang::En));
        assert_ne!(reason.next(Lang::Es), reason.next(Lang::En));
    }
}

/// Lower case after what is quoted, and no full stop at the end.
fn sentence(reason: &Reason, text: &str) {
    let first = text.trim_start_matches(['¿', '`']).chars().next();
    assert!(first.is_some_and(|c| !c.is_uppercase() || text.starts_with('`')), "{}: {text}", reason.code());
    assert!(!text.ends_with(['.', ' ', ';']), "{}: {text}", reason.code());
}

#[test]
fn every_code_is_one_word_with_labels_in_both_languages() {
    let mut names = BTreeSet::new();
    for list in codelists() {
        assert!(names.insert(list.name) && is_kebab(list.name), "{}", list.name);
        let mut codes = BTreeSet::new();
        for (code, label) in list.codes {
            assert!(codes.insert(code) && is_kebab(code), "{}: {code}", list.name);
            assert!(!label.es.is_empty() && !label.en.is_empty(), "{}: {code}", list.name);
        }
    }
}

fn is_kebab(code: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    edge(code.chars().next())
        && edge(code.chars().last())
        && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
