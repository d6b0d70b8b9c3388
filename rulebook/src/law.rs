//! The law of a register: which rulebook judges events of which day, by the regulations in its log, and what the rules
//! in force say of a case. Told the files of each rulebook by digest; never asks for them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use figures::duty::Duty;
use register::{codelist::RegulationAction, form::Content, id::FilingId};

use crate::{
    book::{InForce, Rulebook},
    case::CaseKind,
    cases::{CaseFacts, Cases},
    fact::{Facts, Maybe, Slot, Value},
    finding::{Finding, Says, reasons},
    page::Rule,
    verdict::{Timeline, Verdict},
    version::Version,
    wanted::Wanted,
};

/// One regulation: what it does to which rulebook from when on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Entry of its latest version.
    pub entry: u64,
    /// Its filing; none where no filing stands behind it.
    pub filing: Option<FilingId>,
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
    cases.regulations().filter_map(|(entry, filing)| adoption(entry, filing)).collect()
}

/// What a regulation adopts, with the entry of its latest version; none for any other form.
#[must_use]
pub fn adoption(entry: u64, filing: &register::Filing) -> Option<Adoption> {
    let Content::Regulation(filed) = &filing.content else { return None };
    Some(Adoption {
        entry,
        filing: Some(filing.id.clone()),
        action: filed.action,
        rulebook: filed.rulebook.as_str().to_owned(),
        version: filed.version.as_str().to_owned(),
        digest: filed.digest.map(|digest| digest.to_string()),
        from: filed.from.days(),
        to: filed.to.map(register::time::Date::days),
    })
}

/// Why a draft is held against a rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// It is in force on the day.
    InForce,
    /// It was adopted last, and is not in force on the day.
    AdoptedLast,
}

/// A rulebook ready to judge: its rules by the kind of case they are about.
#[derive(Debug)]
struct Bench {
    book: Arc<Rulebook>,
    name: Arc<str>,
    rules: BTreeMap<CaseKind, Vec<(usize, Arc<str>)>>,
}

/// What judges: the rulebooks adopted, each with the days it judges.
#[derive(Debug, Clone)]
pub struct Law {
    adoptions: Vec<Adoption>,
    benches: BTreeMap<String, Arc<Bench>>,
    names: BTreeSet<String>,
    wanted: Wanted,
}

impl Default for Law {
    fn default() -> Law {
        Law::new(Vec::new(), BTreeMap::new())
    }
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
        let mut wanted = Wanted::none();
        books.values().flat_map(|book| &book.rules).for_each(|rule| rule.want(&mut wanted));
        let benches = books.into_iter().map(|(digest, book)| (digest, Arc::new(Bench::of(book)))).collect();
        Law { adoptions, benches, names, wanted }
    }

    /// The facts that its rules read, and by which their deadlines are counted.
    #[must_use]
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// Rulebooks that judge everything, as if each had been adopted for all time.
    #[must_use]
    pub fn always(books: impl IntoIterator<Item = Arc<Rulebook>>) -> Law {
        let books: BTreeMap<String, Arc<Rulebook>> = books.into_iter().map(|book| (book.name.clone(), book)).collect();
        let adoption = |book: &Arc<Rulebook>| Adoption {
            entry: 0,
            filing: None,
            action: RegulationAction::Adopt,
            rulebook: book.name.clone(),
            version: book.version.clone(),
            digest: Some(book.name.clone()),
            from: i64::MIN,
            to: None,
        };
        Law::new(books.values().map(adoption).collect(), books)
    }

    /// The regulations.
    #[must_use]
    pub fn adoptions(&self) -> &[Adoption] {
        &self.adoptions
    }

    /// The regulations whose rulebook is not at hand: by them nothing is judged, and that must be said.
    pub fn missing(&self) -> impl Iterator<Item = &Adoption> {
        self.adoptions.iter().filter(|adoption| adoption.action != RegulationAction::End && self.of(adoption).is_none())
    }

    /// The duties of the rulebooks in force on a day (since 1970-01-01), each with the name of its rulebook.
    #[must_use]
    pub fn duties(&self, day: i64) -> Vec<(String, Duty)> {
        let names: BTreeSet<&str> = self.adoptions.iter().map(|adoption| adoption.rulebook.as_str()).collect();
        let in_force = names.into_iter().filter_map(|name| self.in_force(name, day));
        in_force.flat_map(|book| book.duties.iter().map(|duty| (book.name.clone(), duty.clone()))).collect()
    }

    /// The rulebooks at hand that some regulation names, each once, by name and then version.
    #[must_use]
    pub fn books(&self) -> Vec<&Arc<Rulebook>> {
        let mut books: Vec<&Arc<Rulebook>> = self.benches.values().map(|bench| &bench.book).collect();
        books.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        books
    }

    /// The version of a rulebook that was adopted last and is at hand.
    #[must_use]
    pub fn latest(&self, name: &str) -> Option<&Arc<Rulebook>> {
        let of_name = self.adoptions.iter().rev().filter(|adoption| adoption.rulebook == name);
        let mut at_hand = of_name.filter_map(|adoption| self.of(adoption));
        at_hand.next().map(|bench| &bench.book)
    }

    /// The rulebook that a draft of its name is held against: the one in force on a day, or else the one adopted last.
    #[must_use]
    pub fn beside(&self, name: &str, day: i64) -> Option<(&Arc<Rulebook>, Beside)> {
        let in_force = self.in_force(name, day).map(|book| (book, Beside::InForce));
        in_force.or_else(|| self.latest(name).map(|book| (book, Beside::AdoptedLast)))
    }

    /// The version of a rulebook that judges events of a day: by the regulation filed last of those that cover it.
    #[must_use]
    pub fn in_force(&self, name: &str, day: i64) -> Option<&Arc<Rulebook>> {
        self.bench(name, day).map(|bench| &bench.book)
    }

    fn bench(&self, name: &str, day: i64) -> Option<&Bench> {
        let mut of_name = self.adoptions.iter().rev().filter(|adoption| adoption.rulebook == name);
        let covering = of_name.find(|adoption| match adoption.action {
            RegulationAction::End => adoption.from <= day,
            _ => adoption.from <= day && adoption.to.is_none_or(|to| day <= to),
        })?;
        match covering.action {
            RegulationAction::End => None,
            _ => self.of(covering),
        }
    }

    /// The rulebook that a regulation names, if it is at hand and has that name itself: under another name it would judge
    /// twice, and stay when its own is ended.
    fn of(&self, adoption: &Adoption) -> Option<&Bench> {
        let bench = self.benches.get(adoption.digest.as_ref()?)?;
        (*bench.name == *adoption.rulebook).then_some(&**bench)
    }

    /// What the rules in force on the day of a case say of it.
    #[must_use]
    pub fn judge(&self, facts: &CaseFacts) -> Judged {
        debug_assert!(self.wanted.of(facts.id.kind()).is_none_or(|asked| facts.asked().holds(&asked)));
        let mut judged = Judged::default();
        for name in &self.names {
            if let Some(bench) = self.bench(name, facts.day) {
                bench.judge(facts, &mut judged);
            }
        }
        judged
    }
}

impl Bench {
    fn of(book: Arc<Rulebook>) -> Bench {
        let mut rules: BTreeMap<CaseKind, Vec<(usize, Arc<str>)>> = BTreeMap::new();
        for (place, rule) in book.rules.iter().enumerate() {
            rules.entry(rule.kind).or_default().push((place, Arc::from(rule.code.as_str())));
        }
        Bench { name: Arc::from(book.name.as_str()), rules, book }
    }

    fn judge(&self, facts: &CaseFacts, judged: &mut Judged) {
        let Some(rules) = self.rules.get(&facts.id.kind()) else { return };
        let body = facts.body.as_ref().map(register::id::BodyId::as_str);
        if !self.book.judges(body) {
            return;
        }
        let named = with_codes(&self.book, facts);
        let facts = named.as_ref().unwrap_or(facts);
        for (place, code) in rules {
            self.rule(&self.book.rules[*place], code, facts, body, judged);
        }
    }

    fn rule(&self, rule: &Rule, code: &Arc<str>, facts: &CaseFacts, body: Option<&str>, judged: &mut Judged) {
        let version = match rule.version_for(body, facts.day) {
            InForce::Version(version) => version,
            InForce::None => return judged.findings.push(self.no_rule(rule, code, facts)),
            InForce::NotYet | InForce::OtherBodies => return,
        };
        let due = version.deadline(&self.book.calendar, &facts.resource);
        let timeline = version.timeline(&facts.principal, &facts.resource, &due);
        match timeline.constant() {
            Some(Verdict::Kept) => judged.kept.push((Arc::clone(&self.name), Arc::clone(code))),
            Some(Verdict::NotConcerned) => {}
            _ => self.stretches((rule, version, code), facts, &due, &timeline, judged),
        }
    }

    /// A finding for each stretch of days on which there is something to say.
    fn stretches(
        &self,
        (rule, version, code): (&Rule, &Version, &Arc<str>),
        facts: &CaseFacts,
        due: &Maybe<i64>,
        timeline: &Timeline,
        judged: &mut Judged,
    ) {
        let number = rule.versions.iter().position(|known| std::ptr::eq(known, version));
        let version_number = number.and_then(|number| u32::try_from(number).ok());
        let mut segments = timeline.segments().peekable();
        while let Some(segment) = segments.next() {
            let Some(says) = said(segment.verdict) else { continue };
            let to_day = segments.peek().and_then(|next| next.from_day);
            // A stretch that ended before the event says nothing of it.
            if to_day.is_some_and(|to| to <= facts.day) {
                continue;
            }
            let from_day = segment.from_day.map_or(facts.day, |day| day.max(facts.day));
            let why = version.explain(&facts.principal, &facts.resource, due, from_day);
            let (because, entries) = reasons(facts, &why, due.clone().known(), says == Says::Unknown);
            let claimed = because.iter().any(|because| because.is_claimed() && because.weighs());
            let base = Finding { version: version_number, ..self.no_rule(rule, code, facts) };
            judged.findings.push(Finding { says, from_day, to_day, because, entries, claimed, ..base });
        }
    }

    fn no_rule(&self, rule: &Rule, code: &Arc<str>, facts: &CaseFacts) -> Finding {
        Finding {
            case: facts.id.clone(),
            book: Arc::clone(&self.name),
            rule: Arc::clone(code),
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
}

fn said(verdict: Verdict) -> Option<Says> {
    match verdict {
        Verdict::Broken => Some(Says::Broken),
        Verdict::Unknown => Some(Says::Unknown),
        Verdict::Error => Some(Says::Fault),
        Verdict::Kept | Verdict::NotConcerned => None,
    }
}

/// Facts that name laws.
const LAWS: [&str; 2] = ["laws", "exception_laws"];

/// The facts with the laws that they name as the rulebook's codes; none where no law is named.
pub(crate) fn with_codes(book: &Rulebook, facts: &CaseFacts) -> Option<CaseFacts> {
    let coded = |facts: &Facts, at: usize| match &facts.slots()[at] {
        Slot::Known(Value::Set(names)) if !names.is_empty() => {
            let mut codes: Vec<Arc<str>> =
                names.iter().map(|name| book.laws.code_of(name).map_or_else(|| Arc::clone(name), Arc::from)).collect();
            codes.sort();
            codes.dedup();
            Some(Slot::Known(Value::Set(codes.into())))
        }
        _ => None,
    };
    let declared = facts.resource.kind().facts().iter().enumerate().filter(|(_, fact)| LAWS.contains(&fact.name));
    let found: Vec<(usize, Slot)> =
        declared.filter_map(|(at, _)| coded(&facts.resource, at).map(|slot| (at, slot))).collect();
    if found.is_empty() {
        return None;
    }
    let mut named = facts.clone();
    found.into_iter().for_each(|(at, slot)| named.resource.put(at, slot));
    Some(named)
}
