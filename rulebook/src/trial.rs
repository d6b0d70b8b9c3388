//! The trial of an example: the verdict of each of its cases beside the one that the page promises.

use register::lang::{Lang, Words};

use crate::{
    book::{InForce, Rulebook},
    case::CaseKind,
    cases::CaseFacts,
    example::{Example, Shows},
    expression::{FactRef, Owner},
    fact::{Maybe, Slot, Value},
    fault::{Faults, Reason},
    moment,
    page::Rule,
    said::Said,
    verdict::Verdict,
    version::Version,
};

/// What came out for one case.
struct Outcome {
    case: String,
    verdict: Option<Verdict>,
    because: Said,
}

/// Compares the cases of one example with what it shows.
pub(crate) fn run(book: &Rulebook, rule: &Rule, example: &Example, cases: Vec<CaseFacts>, faults: &mut Faults) {
    let kind = rule.kind.code();
    let of_kind = cases.iter().filter(|facts| facts.id.kind() == rule.kind);
    let meant = |facts: &&CaseFacts| example.case.as_ref().is_none_or(|case| facts.id.to_string() == *case);
    let outcomes: Vec<Outcome> = of_kind.filter(meant).map(|facts| judge(book, rule, example, facts)).collect();
    match (outcomes.is_empty(), &example.case) {
        (true, Some(case)) => faults.at(example.line, Reason::CaseKind { case: case.clone(), kind: kind.into() }),
        (true, None) => faults.at(example.line, Reason::NoCase { kind: kind.into() }),
        _ => {
            let unknowable = rule.versions.iter().any(Version::may_be_unknown);
            compare(example, &outcomes, unknowable, faults);
        }
    }
}

fn judge(book: &Rulebook, rule: &Rule, example: &Example, facts: &CaseFacts) -> Outcome {
    let case = facts.id.to_string();
    let body = facts.body.as_ref().map(|body| body.as_str());
    let InForce::Version(version) = book.version_on(rule, body, facts.day) else {
        return Outcome { case, verdict: None, because: Said::default() };
    };
    let due = version.deadline(&book.calendar, &facts.resource);
    let day = example.at.map_or(facts.day, |at| at.days());
    let verdict = version.verdict(&facts.principal, &facts.resource, &due, day);
    let because = because(version, facts, &due, day);
    Outcome { case, verdict: Some(verdict), because }
}

/// The verdict that an example needs at least once, and what none of its cases may come to.
fn compare(example: &Example, outcomes: &[Outcome], unknowable: bool, faults: &mut Faults) {
    let (wanted, wants) = match example.shows {
        Shows::Breaks => (Verdict::Broken, Said { es: "incumplir la regla".into(), en: "break the rule".into() }),
        Shows::Keeps => (Verdict::Kept, Said { es: "cumplir la regla".into(), en: "keep the rule".into() }),
        Shows::CannotBeJudged => {
            (Verdict::Unknown, Said { es: "quedar sin juzgar".into(), en: "be left without a verdict".into() })
        }
    };
    let allowed = |verdict: Option<Verdict>| {
        wanted == Verdict::Broken || !matches!(verdict, Some(Verdict::Broken | Verdict::Error))
    };
    for outcome in outcomes.iter().filter(|outcome| !allowed(outcome.verdict)) {
        let got = said(outcome.verdict);
        faults.at(
            example.line,
            Reason::OtherVerdict {
                wants_es: wants.es.clone(),
                wants_en: wants.en.clone(),
                case: outcome.case.clone(),
                got_es: got.es,
                got_en: got.en,
                because_es: outcome.because.es.clone(),
                because_en: outcome.because.en.clone(),
            },
        );
    }
    if outcomes.iter().all(|outcome| outcome.verdict != Some(wanted) && allowed(outcome.verdict)) {
        if wanted == Verdict::Unknown && !unknowable {
            return faults.at(example.line, Reason::NoUnknown);
        }
        let (got_es, got_en) = (listed(outcomes, true), listed(outcomes, false));
        faults.at(example.line, Reason::NoVerdict { wants_es: wants.es, wants_en: wants.en, got_es, got_en });
    }
}

fn listed(outcomes: &[Outcome], spanish: bool) -> String {
    let one = |outcome: &Outcome| {
        let (said, because) = (said(outcome.verdict), &outcome.because);
        let (said, because) = if spanish { (said.es, &because.es) } else { (said.en, &because.en) };
        format!("`{}` {said}{because}", outcome.case)
    };
    outcomes.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn said(verdict: Option<Verdict>) -> Said {
    let (es, en) = match verdict {
        None => ("no tiene regla en vigor para su fecha y organismo", "has no rule in force for its date and body"),
        Some(Verdict::NotConcerned) => ("queda fuera del primer `when`", "is outside the first `when`"),
        Some(Verdict::Kept) => ("la cumple", "keeps it"),
        Some(Verdict::Broken) => ("la incumple", "breaks it"),
        Some(Verdict::Unknown) => ("no se puede juzgar", "cannot be judged"),
        Some(Verdict::Error) => ("no se pudo calcular", "could not be worked out"),
    };
    Said { es: es.into(), en: en.into() }
}

/// The facts that decide, with their values, or those that are missing.
fn because(version: &Version, facts: &CaseFacts, due: &Maybe<i64>, day: i64) -> Said {
    let why = version.explain(&facts.principal, &facts.resource, due, day);
    let kind = facts.id.kind();
    let decided = |lang: Lang| {
        let with_value = |fact: &FactRef| format!("{} = {}", named(*fact, kind, lang), value(*fact, facts, due, day));
        why.decided_by.iter().map(with_value).collect::<Vec<_>>().join(", ")
    };
    let missing = |lang: Lang| why.missing.iter().map(|fact| named(*fact, kind, lang)).collect::<Vec<_>>().join(", ");
    let of_body = |fact: &FactRef| matches!(fact, FactRef::Fact(Owner::Principal, _));
    let next = if why.missing.iter().all(of_body) { NOT_DESCRIBED } else { NOT_KNOWN };
    match (why.decided_by.is_empty(), why.missing.is_empty()) {
        (false, _) => Said { es: format!(" (por {})", decided(Lang::Es)), en: format!(" (by {})", decided(Lang::En)) },
        (_, false) => Said {
            es: format!(" (no se conoce {}{})", missing(Lang::Es), next.es),
            en: format!(" (not known: {}{})", missing(Lang::En), next.en),
        },
        _ => Said::default(),
    }
}

/// What to do about a fact that is not known.
const NOT_KNOWN: Words = Words::new(
    "; lo que se omite es desconocido: dé su valor o, si no lo hubo, escriba `unknown = [{ field = \"…\", reason = \"never-recorded\" }]`",
    "; what is left out is unknown: give its value or, if there was none, write `unknown = [{ field = \"…\", reason = \"never-recorded\" }]`",
);

/// What to do about a body of which nothing is known.
const NOT_DESCRIBED: Words = Words::new(
    "; la historia no describe a ese organismo: agregue un [[filing]] con `form = \"body\"`, su `body`, `kind` y `powers`, como dice law/README.es.md",
    "; the history does not describe that body: add a [[filing]] with `form = \"body\"`, its `body`, `kind` and `powers`, as law/README.md says",
);

/// A fact as policies name it and as people do.
fn named(fact: FactRef, kind: CaseKind, lang: Lang) -> String {
    let name = fact.name(kind);
    match fact.def(kind).map(|def| def.words) {
        Some(words) if lang == Lang::Es => format!("`{name}` («{}»)", words.es),
        Some(words) => format!("`{name}` (“{}”)", words.en),
        None => format!("`{name}`"),
    }
}

/// A fact's value as people write it.
fn value(fact: FactRef, facts: &CaseFacts, due: &Maybe<i64>, day: i64) -> String {
    let slot = match fact {
        FactRef::At => return moment::shown(crate::expression::midnight(day)),
        FactRef::Due => match due {
            Maybe::Known(due) => return moment::shown(*due),
            Maybe::Absent => None,
            Maybe::Unknown => Some(&Slot::Unknown),
        },
        FactRef::Fact(owner, at) => owner.of(&facts.principal, &facts.resource).slots().get(at),
    };
    match slot {
        Some(Slot::Known(Value::Moment(moment))) => moment::shown(*moment),
        Some(Slot::Known(Value::Bool(value))) => value.to_string(),
        Some(Slot::Known(Value::Long(value))) => value.to_string(),
        Some(Slot::Known(Value::Text(text))) => format!("\"{text}\""),
        Some(Slot::Known(Value::Set(texts))) => format!("{texts:?}"),
        Some(Slot::Unknown) => "?".into(),
        Some(Slot::Absent) | None => "—".into(),
    }
}
