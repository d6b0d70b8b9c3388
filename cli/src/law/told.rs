//! What a rule says of a case, told: verdict, since when, until when, because of what, by which law, what would settle it.

use register::lang::Lang;
use rulebook::{
    cases::CaseFacts,
    fact::{Maybe, Slot, Value as FactValue},
    finding::{Because, Of},
    opinion::{Ground, Opinion, State},
    page::Rule,
    shown,
    version::{Status, Version},
};
use serde_json::{Value, json};

use crate::{failure::Said, terminal::Screen, words};

/// Tells the rules that concern the case one by one, the others in a line a reason; a rule asked for by its code is told
/// whole, whatever it says.
pub(super) fn opinions(opinions: &[&Opinion], asked: bool, facts: &CaseFacts, screen: &Screen) {
    let mut sorted = opinions.to_vec();
    sorted.sort_by_key(|opinion| opinion.state);
    if asked {
        return sorted.iter().for_each(|opinion| one(opinion, facts, screen));
    }
    let told = |opinion: &&&Opinion| opinion.state.tells();
    sorted.iter().filter(told).for_each(|opinion| one(opinion, facts, screen));
    for state in [State::NotConcerned, State::NotYet, State::OtherBodies] {
        let codes: Vec<&str> =
            sorted.iter().filter(|opinion| opinion.state == state).map(|opinion| &*opinion.rule().code).collect();
        if !codes.is_empty() {
            let said = state.words();
            screen.say(&words::law::other_rules(&said.es, &said.en, &codes.join(", ")));
        }
    }
}

fn one(opinion: &Opinion, facts: &CaseFacts, screen: &Screen) {
    let (rule, state) = (opinion.rule(), opinion.state.words());
    let title = rule.title.in_(screen.lang);
    screen.line("");
    screen.line(&format!("{} {} — {} ({})", rule.code, title, state.in_(screen.lang), opinion.book.name));
    timing(opinion).iter().for_each(|said| screen.say(&indented(said)));
    match opinion.state {
        State::Unknown => screen.say(&words::law::lacking()),
        _ if opinion.grounds.is_empty() => {}
        _ => screen.say(&words::law::because()),
    }
    opinion.grounds.iter().for_each(|ground| screen.line(&format!("    {}", reason(ground, facts, screen.lang))));
    if let Some(version) = opinion.judging() {
        screen.say(&words::law::says_the_law(&cited(opinion, version).es, &cited(opinion, version).en));
    }
    if matches!(opinion.state, State::NoRule | State::NotYet | State::OtherBodies) {
        screen.say(&words::law::versions(&spans(rule)));
    }
    if !matches!(opinion.state, State::Kept | State::NotConcerned | State::NotYet | State::OtherBodies) {
        let settles = rule.settles.in_(screen.lang).replace('\n', " ");
        screen.say(&words::law::settled_by(&settles));
    }
}

/// Since when, until when, and the deadline.
fn timing(opinion: &Opinion) -> Vec<Said> {
    let mut said = vec![words::law::since(&shown::day(opinion.since))];
    if let Some((day, state)) = opinion.then {
        let state = state.words();
        said.push(words::law::then(&shown::day(day), &state.es, &state.en));
    }
    match &opinion.due {
        Maybe::Known(due) => said.push(words::law::deadline(&shown::moment(due.at))),
        Maybe::Unknown => said.push(words::law::deadline_unknown()),
        Maybe::Absent => {}
    }
    if let Maybe::Known(due) = &opinion.due {
        let all = &opinion.book.calendar.suspensions;
        let moved = due.moved_by.iter().filter_map(|at| all.get(*at));
        said.extend(moved.map(|suspension| words::law::moved_by(&suspension.says.es, &suspension.says.en)));
    }
    said
}

fn indented(said: &Said) -> Said {
    Said { es: format!("  {}", said.es), en: format!("  {}", said.en) }
}

/// `label = value (entries 3, 7)`
fn reason(ground: &Ground, facts: &CaseFacts, lang: Lang) -> String {
    let Ground { because, entries: rests_on } = ground;
    let def = because.declared(facts.id.kind());
    let label = match (def, because.of) {
        (Some(def), Of::Body) => format!("{}: {}", words::law::of_body().in_(lang), def.words.in_(lang)),
        (Some(def), _) => def.words.in_(lang).to_owned(),
        (None, _) => words::law::term().in_(lang).to_owned(),
    };
    format!("{label} = {}{}", shown::state(def, &because.state, lang), entries(rests_on, lang))
}

/// ` (entries 3, 7)`, or nothing.
pub(super) fn entries(entries: &[u64], lang: Lang) -> String {
    let listed = entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match entries {
        [] => String::new(),
        [_] => format!(" ({})", words::law::entry(&listed).in_(lang)),
        _ => format!(" ({})", words::law::entries(&listed).in_(lang)),
    }
}

/// The law behind a version, with how well it is founded.
fn cited(opinion: &Opinion, version: &Version) -> Said {
    let status = status(version.status);
    let cite = |es: bool| {
        let law = |code: &str| opinion.book.laws.law(code).map(|law| if es { &law.title.es } else { &law.title.en });
        let one = |cite: &rulebook::version::Cite| {
            let title = law(&cite.law).map_or(cite.law.as_str(), String::as_str);
            cite.article.as_ref().map_or_else(|| title.to_owned(), |article| format!("{title}, {article}"))
        };
        let cites = version.cites.iter().map(one).collect::<Vec<_>>().join("; ");
        let status = if es { &status.es } else { &status.en };
        if cites.is_empty() { status.clone() } else { format!("{cites} ({status})") }
    };
    Said { es: cite(true), en: cite(false) }
}

fn status(status: Status) -> Said {
    match status {
        Status::Verified => words::law::verified(),
        Status::Unverified => words::law::unverified(),
        Status::Design => words::law::design(),
    }
}

/// The days of a rule's versions.
fn spans(rule: &Rule) -> String {
    let day = |date: Option<register::time::Date>| date.map_or_else(|| "…".to_owned(), |date| date.to_string());
    let one = |version: &Version| format!("{} – {}", day(version.from), day(version.to));
    rule.versions.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// An opinion for programs.
pub(super) fn document(opinion: &Opinion) -> Value {
    let rule = opinion.rule();
    let version = opinion.judging().map(|version| {
        let cites: Vec<Value> = version
            .cites
            .iter()
            .map(|cite| json!({ "law": cite.law, "article": cite.article, "url": cite.url }))
            .collect();
        json!({
            "from": version.from.map(|day| day.to_string()),
            "to": version.to.map(|day| day.to_string()),
            "status": status(version.status).en,
            "cites": cites,
        })
    });
    json!({
        "rulebook": opinion.book.name,
        "rulebook_version": opinion.book.version,
        "rule": rule.code,
        "es": rule.title.es,
        "en": rule.title.en,
        "state": opinion.state.code(),
        "since": shown::day(opinion.since),
        "then": opinion.then.map(|(day, state)| json!({ "day": shown::day(day), "state": state.code() })),
        "deadline": opinion.due.clone().known().map(|due| shown::moment(due.at)),
        "because": opinion.grounds.iter().map(ground).collect::<Vec<_>>(),
        "version": version,
        "settles_es": rule.settles.es,
        "settles_en": rule.settles.en,
    })
}

fn ground(ground: &Ground) -> Value {
    let Because { of, fact, state: slot } = &ground.because;
    let of = match of {
        Of::Body => "body",
        Of::Case => "case",
        Of::Due => "deadline",
    };
    json!({ "of": of, "fact": fact, "state": state(slot), "value": value(slot), "entries": ground.entries })
}

/// `known`, `absent` or `unknown`.
pub(super) fn state(slot: &Slot) -> &'static str {
    match slot {
        Slot::Known(_) => "known",
        Slot::Absent => "absent",
        Slot::Unknown => "unknown",
    }
}

/// A fact's value for programs: moments as text.
pub(super) fn value(slot: &Slot) -> Value {
    match slot {
        Slot::Known(FactValue::Bool(value)) => json!(value),
        Slot::Known(FactValue::Long(value)) => json!(value),
        Slot::Known(FactValue::Text(text)) => json!(text.as_ref()),
        Slot::Known(FactValue::Moment(millis)) => json!(shown::moment(*millis)),
        Slot::Known(FactValue::Set(texts)) => texts.iter().map(|text| json!(text.as_ref())).collect(),
        Slot::Absent | Slot::Unknown => Value::Null,
    }
}
