//! Why a finding says what it says: the facts that decide, each by its name and its value in words. What a code means
//! stands in the codelist that the vocabulary names.

use std::sync::OnceLock;

use register::{
    Form,
    codelist::{Codelist, codelists},
    id::BodyId,
    lang::{Lang, Words},
    shown::Shown,
    time::Instant,
};
use rulebook::{
    case::CaseKind,
    fact::{FactDef, Texts},
};

use super::{
    link::{Cell, Fact, Links},
    text, words,
};
use crate::index::{FindingRow, Reason};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The facts of a finding that are known or known not to be, and those that are missing.
pub(super) fn facts(row: &FindingRow, links: Links<'_>) -> (Vec<Fact>, Vec<Fact>) {
    let (missing, known): (Vec<&Reason>, Vec<&Reason>) =
        row.because.iter().partition(|reason| reason.state == "unknown");
    let fact = |reason: &&Reason| Fact {
        label: label(reason, row.case.kind(), links.lang),
        cell: value(reason, row.case.kind(), links),
    };
    (known.iter().map(fact).collect(), missing.iter().map(fact).collect())
}

/// The moment of the rule's own deadline, in days.
pub(super) fn due(row: &FindingRow) -> Option<i64> {
    let due = row.because.iter().find(|reason| reason.of == "due")?;
    due.value["moment"].as_i64().map(|millis| millis.div_euclid(DAY))
}

fn declared(reason: &Reason, kind: CaseKind) -> Option<&'static FactDef> {
    let kind = match reason.of.as_str() {
        "body" => CaseKind::Body,
        "case" => kind,
        _ => return None,
    };
    kind.facts().iter().find(|fact| fact.name == reason.fact)
}

fn label(reason: &Reason, kind: CaseKind, lang: Lang) -> String {
    match (declared(reason, kind), reason.of.as_str()) {
        (Some(fact), "body") => format!("{}: {}", CaseKind::Body.words().in_(lang), words::small(fact.words, lang)),
        (Some(fact), _) => fact.words.in_(lang).to_owned(),
        (None, "due") => text::get(lang, "deadline"),
        (None, _) => reason.fact.clone(),
    }
}

fn value(reason: &Reason, kind: CaseKind, links: Links<'_>) -> Cell {
    let lang = links.lang;
    match reason.state.as_str() {
        "absent" => Cell::text(text::get(lang, "fact-absent")),
        "unknown" => Cell::text(text::get(lang, "fact-unknown")),
        _ => known(&reason.value, declared(reason, kind), links),
    }
}

fn known(value: &serde_json::Value, fact: Option<&FactDef>, links: Links<'_>) -> Cell {
    let lang = links.lang;
    if let Some(millis) = value["moment"].as_i64() {
        return moment(millis, lang);
    }
    match value {
        serde_json::Value::Bool(true) => Cell::text(text::get(lang, "yes")),
        serde_json::Value::Bool(false) => Cell::text(text::get(lang, "no")),
        serde_json::Value::Number(number) => Cell::text(whole(number.as_i64().unwrap_or_default(), lang)),
        serde_json::Value::String(code) => one(code, fact, links),
        serde_json::Value::Array(codes) => {
            let words: Vec<String> =
                codes.iter().filter_map(serde_json::Value::as_str).map(|code| one(code, fact, links).text).collect();
            Cell::text(if words.is_empty() { text::get(lang, "fact-empty") } else { words.join(", ") })
        }
        _ => Cell::text("–"),
    }
}

/// A day, or an instant where it is not a midnight.
fn moment(millis: i64, lang: Lang) -> Cell {
    match Instant::from_millis(millis).filter(|_| millis % DAY != 0) {
        Some(at) => {
            let at = words::instant(at, lang);
            Cell { machine: Some(at.machine), ..Cell::text(at.words) }
        }
        None => words::day_cell(millis.div_euclid(DAY), lang),
    }
}

fn whole(number: i64, lang: Lang) -> String {
    let size = number.unsigned_abs();
    let sign = if number < 0 { "−" } else { "" };
    format!("{sign}{}", Shown::Quantity(size, size).text(lang))
}

/// One text: a code in words, a body by its name, anything else as it is.
fn one(code: &str, fact: Option<&FactDef>, links: Links<'_>) -> Cell {
    match fact.and_then(|fact| in_words(fact, code)) {
        Some(words) => Cell::text(super::words::small(words, links.lang)),
        None => BodyId::parse(code).map_or_else(|| Cell::text(code), |body| links.body(&body)),
    }
}

/// The words of a code of the fact's codelist.
fn in_words(fact: &FactDef, code: &str) -> Option<Words> {
    if fact.name == "form" {
        return Form::parse(code).map(Form::words);
    }
    static LISTS: OnceLock<Vec<Codelist>> = OnceLock::new();
    let list = LISTS.get_or_init(codelists).iter().find(|list| fact.texts == Some(Texts::Codes(list.name)))?;
    list.codes.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use register::lang::Lang;
    use rulebook::case::CaseKind;

    use super::in_words;

    #[test]
    fn codes_of_facts_read_as_words_where_the_vocabulary_names_their_list() {
        let word = |kind: CaseKind, name: &str, code: &str| {
            let fact = kind.facts().iter().find(|fact| fact.name == name).expect("a fact");
            in_words(fact, code).map(|words| words.in_(Lang::En))
        };
        assert_eq!(word(CaseKind::Technology, "class", "spyware"), Some("Spyware on devices"));
        assert_eq!(word(CaseKind::Technology, "claimed_absences", "use"), Some("Use"));
        assert_eq!(word(CaseKind::Body, "parent_kind", "court"), Some("Court"));
        assert_eq!(word(CaseKind::Withholding, "form", "order"), Some("Order"));
        assert_eq!(word(CaseKind::Technology, "laws", "CNPP"), None);
        assert_eq!(word(CaseKind::Technology, "class", "nothing"), None);
    }
}
