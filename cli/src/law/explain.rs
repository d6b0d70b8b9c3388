//! `veedor law explain`: what every rule says of one case, why, and on what it rests. Kept rules and those that do not
//! apply are told too.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use register::time::Date;
use rulebook::{
    case::{CaseId, CaseKind},
    cases::CaseFacts,
    fact::{Facts, Slot},
    law::Law,
    nearest,
    opinion::{Opinion, State, opinions},
    shown,
};
use serde_json::{Value, json};

use super::{
    folder,
    log::{History, Place},
    told,
};
use crate::{
    failure::{Failure, Outcome, Said},
    terminal::Screen,
    words,
};

/// Which case, in which register, by which rules, on which day.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "CASE")]
    pub(crate) case: String,
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Option<String>,
    #[arg(long, value_name = "DATE", value_parser = folder::date)]
    pub(crate) on: Option<Date>,
    #[arg(long, value_name = "DIR")]
    pub(crate) rulebook: Option<PathBuf>,
}

/// Runs `veedor law explain`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let own = args.rulebook.as_deref().map(folder::load).transpose()?;
    let history = args.place.history(screen)?;
    let id = CaseId::parse(&args.case);
    let facts = id.as_ref().and_then(|id| history.cases.peek(id)).ok_or_else(|| unknown(args, &history))?;
    let law = own.map_or_else(|| history.law.clone(), |book| Law::always([Arc::new(book)]));
    let day = folder::day(args.on).days();
    let all = opinions(&law, &facts, day);
    let opinions: Vec<&Opinion> =
        all.iter().filter(|opinion| args.rule.as_ref().is_none_or(|code| opinion.rule().code == *code)).collect();
    if let Some(code) = args.rule.as_ref().filter(|_| opinions.is_empty()) {
        return Err(Failure::Usage(not_judging(&law, code, facts.id.kind(), args.rulebook.as_deref())));
    }
    tell_case(&facts, day, screen);
    tell_law(&law, &facts, screen);
    told::opinions(&opinions, args.rule.is_some(), &facts, screen);
    screen.document(&document(&facts, day, &law, &opinions));
    Ok(Outcome::of(opinions.iter().all(|opinion| opinion.state != State::Broken)))
}

/// Why a rule says nothing of a case: it judges another kind, it is in force at another time, or there is none.
fn not_judging(law: &Law, code: &str, kind: CaseKind, folder: Option<&Path>) -> Said {
    let rules = || law.books().into_iter().flat_map(|book| &book.rules);
    match rules().find(|rule| rule.code == code) {
        Some(rule) if rule.kind != kind => words::law::rule_of_kind(&code, &rule.kind.code(), &kind.code()),
        Some(_) => words::law::rule_not_then(&code),
        None => match folder {
            Some(folder) => {
                let near = nearest::few(code, rules().map(|rule| rule.code.as_str()), 3).join("`, `");
                words::law::no_rule_in(&folder.display(), &code, &near)
            }
            None => words::law::no_such_rule(&code),
        },
    }
}

/// Candidates looked at for an id that is near: an answer in a moment, also of a large register.
const CANDIDATES: usize = 50_000;

/// A case that is not there, with those whose ids are near.
fn unknown(args: &Args, history: &History) -> Failure {
    let ids: Vec<String> = history.cases.ids().iter().map(ToString::to_string).collect();
    let near = nearest::few(&args.case, ids.iter().map(String::as_str).take(CANDIDATES), 3);
    Failure::Usage(match (near.is_empty(), CaseId::parse(&args.case)) {
        (false, _) => words::law::no_such_case_near(&args.case, &near.join("`, `")),
        (true, Some(id)) => match some_of(history, id.kind()) {
            few if few.is_empty() => words::law::no_case_of(&args.case, &id.kind().code()),
            few => words::law::no_such_case(&args.case, &few.join("`, `")),
        },
        (true, None) => words::law::no_case_id(&args.case),
    })
}

/// The first cases of a kind.
fn some_of(history: &History, kind: CaseKind) -> Vec<String> {
    let of_kind = history.cases.ids().into_iter().filter(|id| id.kind() == kind);
    of_kind.take(3).map(|id| id.to_string()).collect()
}

fn tell_case(facts: &CaseFacts, day: i64, screen: &Screen) {
    let kind = facts.id.kind().words();
    let (event, asked) = (shown::day(facts.day), shown::day(day.max(facts.day)));
    screen.say(&words::law::case(&facts.id, &kind.es, &kind.en, &event, &asked));
    match &facts.body {
        Some(body) => screen.say(&words::law::answers(body)),
        None => screen.say(&words::law::nobody_known()),
    }
    if let Some(record) = facts.record.as_ref().filter(|record| facts.id.filing() != Some(record)) {
        screen.say(&words::law::of_record(&record.as_str()));
    }
    screen.say(&words::law::facts_of_case());
    tell_facts(&facts.resource, screen);
    if facts.principal.slots().iter().any(|slot| *slot != Slot::Absent) {
        screen.say(&words::law::facts_of_body());
        tell_facts(&facts.principal, screen);
    }
}

/// Every fact that is known or may be; those that are absent in one line.
fn tell_facts(facts: &Facts, screen: &Screen) {
    let mut absent = Vec::new();
    for (at, (def, slot)) in facts.kind().facts().iter().zip(facts.slots()).enumerate() {
        if *slot == Slot::Absent {
            absent.push(def.name);
            continue;
        }
        let value = shown::state(Some(def), slot, screen.lang);
        let entries = told::entries(&facts.entries(at), screen.lang);
        screen.line(&format!("  {:<26} {} = {value}{entries}", def.name, def.words.in_(screen.lang)));
    }
    if !absent.is_empty() {
        screen.say(&words::law::absent(&absent.join(", ")));
    }
}

/// What judges the case, and what should and cannot.
fn tell_law(law: &Law, facts: &CaseFacts, screen: &Screen) {
    if law.adoptions().is_empty() {
        return screen.say(&words::law::no_law());
    }
    let judging = law.adoptions().iter().any(|adoption| law.in_force(&adoption.rulebook, facts.day).is_some());
    if !judging {
        screen.say(&words::law::no_law_then(&shown::day(facts.day)));
    }
    for adoption in law.missing() {
        screen.say(&words::law::judges_not(&adoption.rulebook, &adoption.version, &adoption.entry));
    }
}

fn document(facts: &CaseFacts, day: i64, law: &Law, opinions: &[&Opinion]) -> Value {
    let missing = law.missing().map(|adoption| json!({ "entry": adoption.entry, "rulebook": adoption.rulebook }));
    json!({
        "case": facts.id.to_string(),
        "kind": facts.id.kind().code(),
        "date": shown::day(facts.day),
        "on": shown::day(day.max(facts.day)),
        "body": facts.body.as_ref().map(ToString::to_string),
        "record": facts.record.as_ref().map(|id| id.as_str()),
        "facts": { "body": of(&facts.principal), "case": of(&facts.resource) },
        "not_at_hand": missing.collect::<Vec<_>>(),
        "rules": opinions.iter().map(|opinion| told::document(opinion)).collect::<Vec<_>>(),
    })
}

fn of(facts: &Facts) -> Vec<Value> {
    let all = facts.kind().facts().iter().zip(facts.slots()).enumerate();
    all.map(|(at, (def, slot))| {
        json!({ "fact": def.name, "state": told::state(slot), "value": told::value(slot), "entries": facts.entries(at) })
    })
    .collect()
}
