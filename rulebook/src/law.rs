//! The law of a register: which rulebook judges events of which day, by the regulations in its log, and what the rules
//! in force say of a case. Told the files of each rulebook by digest; never asks for them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use register::{codelist::RegulationAction, form::Content, id::FilingId};

use crate::{
    book::{InForce, Rule, Rulebook, Severity},
    cases::{CaseFacts, Cases},
    fact::{Facts, Maybe, Slot, Value},
    finding::{Finding, Says, reasons},
    verdict::{Segment, Timeline, Verdict},
};

/// One regulation: what it does to which rulebook from when on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Entry of its latest version.
    pub entry: u64,
    /// Its filing.
    pub filing: FilingId,
    /// Adopts, amends or ends.
    pub action: RegulationAction,
    /// Name of the rulebook.
    pub rulebook: String,
    /// Version of the rulebook.
    pub version: String,
    /// SHA-256 of its bundle in hexadecimal, where it is given.
    pub digest: Option<String>,
    /// First day in force, in days since 1970-01-01.
    pub from: i64,
    /// Last day in force.
    pub to: Option<i64>,
}

/// The regulations of a register, in the order of its log.
#[must_use]
pub fn adoptions(cases: &Cases) -> Vec<Adoption> {
    let adoption = |(entry, filing): (u64, &Arc<register::Filing>)| match &filing.content {
        Content::Regulation(filed) => Some(Adoption {
            entry,
            filing: filing.id.clone(),
            action: filed.action,
            rulebook: filed.rulebook.as_str().to_owned(),
            version: filed.version.as_str().to_owned(),
            digest: filed.digest.map(|digest| digest.to_string()),
            from: filed.from.days(),
            to: filed.to.map(register::time::Date::days),
        }),
        _ => None,
    };
    cases.regulations().filter_map(adoption).collect()
}

/// What judges: the rulebooks adopted, each with the days it judges.
#[derive(Debug, Clone, Default)]
pub struct Law {
    adoptions: Vec<Adoption>,
    books: BTreeMap<String, Arc<Rulebook>>,
    names: BTreeSet<String>,
}

/// What the rules in force say of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// What is broken, not known, or without a rule, now or from a later day on.
    pub findings: Vec<Finding>,
    /// The rules that it keeps for ever: rulebook and code.
    pub kept: Vec<(Arc<str>, Arc<str>)>,
}

impl Law {
    /// The law of some regulations, with the rulebooks that are at hand by their digest.
    #[must_use]
    pub fn new(adoptions: Vec<Adoption>, books: BTreeMap<String, Arc<Rulebook>>) -> Law {
        let names = adoptions.iter().map(|adoption| adoption.rulebook.clone()).collect();
        Law { adoptions, books, names }
    }

    /// One rulebook that judges everything, as if it had been adopted for all time.
    #[must_use]
    pub fn of_one(book: Arc<Rulebook>) -> Law {
        let adoption = Adoption {
            entry: 0,
            filing: FilingId::parse("int/veedor/regulation/1").unwrap_or_else(|| unreachable_id()),
            action: RegulationAction::Adopt,
            rulebook: book.name.to_string(),
            version: book.version.clone(),
            digest: Some(book.digest.clone()),
            from: i64::MIN,
            to: None,
        };
        Law::new(vec![adoption], BTreeMap::from([(book.digest.clone(), book)]))
    }

    /// The regulations.
    #[must_use]
    pub fn adoptions(&self) -> &[Adoption] {
        &self.adoptions
    }

    /// The regulations whose rulebook is not at hand: by them nothing is judged, and that must be said.
    pub fn missing(&self) -> impl Iterator<Item = &Adoption> {
        self.adoptions.iter().filter(|adoption| {
            adoption.action != RegulationAction::End
                && adoption.digest.as_ref().is_none_or(|digest| !self.books.contains_key(digest))
        })
    }

    /// The rulebooks at hand that some regulation names, each once, by name and then version.
    #[must_use]
    pub fn books(&self) -> Vec<&Arc<Rulebook>> {
        let mut books: Vec<&Arc<Rulebook>> = self.books.values().collect();
        books.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        books
    }

    /// The version of a rulebook that was adopted last and is at hand.
    #[must_use]
    pub fn latest(&self, name: &str) -> Option<&Arc<Rulebook>> {
        let of_name = self.adoptions.iter().rev().filter(|adoption| adoption.rulebook == name);
        of_name.filter_map(|adoption| self.books.get(adoption.digest.as_ref()?)).next()
    }

    /// The version of a rulebook that judges events of a day: by the regulation filed last of those that cover it.
    #[must_use]
    pub fn in_force(&self, name: &str, day: i64) -> Option<&Arc<Rulebook>> {
        let mut of_name = self.adoptions.iter().rev().filter(|adoption| adoption.rulebook == name);
        let covering = of_name.find(|adoption| match adoption.action {
            RegulationAction::End => adoption.from <= day,
            _ => adoption.from <= day && adoption.to.is_none_or(|to| day <= to),
        })?;
        match covering.action {
            RegulationAction::End => None,
            _ => self.books.get(covering.digest.as_ref()?),
        }
    }

    /// What the rules in force on the day of a case say of it.
    #[must_use]
    pub fn judge(&self, facts: &CaseFacts) -> Judged {
        let mut judged = Judged::default();
        for name in &self.names {
            if let Some(book) = self.in_force(name, facts.day) {
                judge_by(book, facts, &mut judged);
            }
        }
        judged
    }
}

fn judge_by(book: &Rulebook, facts: &CaseFacts, judged: &mut Judged) {
    let body = facts.body.as_ref().map(register::id::BodyId::as_str);
    if !book.is_for(body) {
        return;
    }
    let named = with_codes(book, facts);
    let facts = named.as_ref().unwrap_or(facts);
    for rule in book.rules_of(facts.id.kind()) {
        rule_on(book, rule, facts, body, judged);
    }
}

fn rule_on(book: &Rulebook, rule: &Rule, facts: &CaseFacts, body: Option<&str>, judged: &mut Judged) {
    let (number, version) = match book.version_on(rule, body, facts.day) {
        InForce::Version(number, version) => (number, version),
        InForce::Lapsed => {
            judged.findings.push(no_rule(book, rule, facts));
            return;
        }
        InForce::NotYet | InForce::OtherBodies => return,
    };
    let due = version.due(&book.calendar, facts);
    let timeline = version.timeline(&facts.principal, &facts.resource, &due);
    let segments: Vec<Segment> = timeline.segments().collect();
    if segments.iter().all(|segment| segment.verdict == Verdict::Kept) {
        judged.kept.push((Arc::clone(&book.name), Arc::clone(&rule.code)));
        return;
    }
    let base = Finding { version: Some(number), ..no_rule(book, rule, facts) };
    for (at, segment) in segments.iter().enumerate() {
        let Some(says) = said(segment.verdict) else { continue };
        let day = segment.from_day.unwrap_or(facts.day);
        let to_day = segments.get(at + 1).and_then(|next| next.from_day);
        // A stretch that ended before the event began says nothing of it.
        if to_day.is_some_and(|to| to <= facts.day) {
            continue;
        }
        let why = version.explain(&facts.principal, &facts.resource, &due, day);
        let missing = says == Says::Unknown;
        let (because, entries) = reasons(facts, &why, due.clone().known(), missing);
        let claimed = because.iter().any(|because| because.is_claimed() && because.weighs());
        let from_day = day.max(facts.day);
        judged.findings.push(Finding { says, from_day, to_day, because, entries, claimed, ..base.clone() });
    }
}

fn said(verdict: Verdict) -> Option<Says> {
    match verdict {
        Verdict::Broken => Some(Says::Broken),
        Verdict::Unknown => Some(Says::Unknown),
        Verdict::Error => Some(Says::Fault),
        Verdict::Kept | Verdict::NotConcerned => None,
    }
}

fn no_rule(book: &Rulebook, rule: &Rule, facts: &CaseFacts) -> Finding {
    Finding {
        case: facts.id.clone(),
        book: Arc::clone(&book.name),
        rule: Arc::clone(&rule.code),
        version: None,
        severity: rule.severity,
        says: Says::NoRule,
        from_day: facts.day,
        to_day: None,
        day: facts.day,
        body: facts.body.clone(),
        record: facts.record.clone(),
        because: Vec::new(),
        entries: Vec::new(),
        claimed: false,
    }
}
