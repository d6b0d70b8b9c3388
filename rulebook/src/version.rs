//! A version of a rule: when and for whom it is in force, which law says so, its numbers, its deadline, its policy.

use register::time::Date;

use crate::{
    calendar::{Calendar, Due, Unit},
    card::Table,
    case::CaseKind,
    expression::{FactRef, Owner},
    fact::{Facts, Maybe, Type},
    fault::{Faults, Reason},
    law_list::{Law, LawList, Read},
    parameter::{self, Parameter},
    pattern::Pattern,
    policy::{self, Blocks, Compiled},
    verdict::{Timeline, Verdict, Why},
};

/// How well a version is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Read in the source.
    Verified,
    /// From memory or at second hand.
    Unverified,
    /// Our own design, with no law behind it.
    Design,
}

/// What a version cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// Code of the law, in the list of the rulebook.
    pub law: String,
    /// Article, as the law writes it.
    pub article: Option<String>,
    /// Where exactly it can be read.
    pub url: Option<String>,
    /// Its line on the page.
    pub(crate) line: u32,
}

/// One version of a rule.
#[derive(Debug, Clone)]
pub struct Version {
    /// First day in force, where it is known.
    pub from: Option<Date>,
    /// Last day in force.
    pub to: Option<Date>,
    /// How well it is founded.
    pub status: Status,
    /// The law behind it.
    pub cites: Vec<Cite>,
    /// The bodies it is for; empty for all of the rulebook.
    pub bodies: Vec<String>,
    /// The legal numbers.
    pub parameters: Vec<(String, Parameter)>,
    /// How its deadline is counted.
    pub due: Option<Due>,
    /// The name of its policy block; empty for the block without a name.
    pub policy: String,
    /// Its line on the page.
    pub line: u32,
    pub(crate) kind: CaseKind,
    pub(crate) compiled: Compiled,
    pub(crate) patterns: Vec<Pattern>,
}

impl Version {
    /// Whether it is in force on a day (since 1970-01-01).
    #[must_use]
    pub fn in_force(&self, day: i64) -> bool {
        self.from.is_none_or(|from| from.days() <= day) && self.to.is_none_or(|to| day <= to.days())
    }

    /// Whether it is for a body; a body that is not known may be any.
    #[must_use]
    pub fn is_for(&self, body: Option<&str>) -> bool {
        self.patterns.is_empty() || body.is_none_or(|body| self.patterns.iter().any(|pattern| pattern.matches(body)))
    }

    /// When the deadline of a case runs out; absent where this version counts none.
    #[must_use]
    pub fn deadline(&self, calendar: &Calendar, resource: &Facts) -> Maybe<i64> {
        self.due.map_or(Maybe::Absent, |due| calendar.due(&due, &self.cites, resource).map(|deadline| deadline.at))
    }

    /// The verdicts of a case over all days; `due` as [`crate::calendar::Calendar::due`] counts it.
    #[must_use]
    pub fn timeline(&self, principal: &Facts, resource: &Facts, due: &Maybe<i64>) -> Timeline {
        self.compiled.question.timeline(principal, resource, due)
    }

    /// The verdict on one day.
    #[must_use]
    pub fn verdict(&self, principal: &Facts, resource: &Facts, due: &Maybe<i64>, day: i64) -> Verdict {
        self.compiled.question.on_day(principal, resource, due, day)
    }

    /// Why the verdict on a day is what it is.
    #[must_use]
    pub fn explain(&self, principal: &Facts, resource: &Facts, due: &Maybe<i64>, day: i64) -> Why {
        self.compiled.question.explain(principal, resource, due, day)
    }

    /// Whether the verdict depends on the day for which the question is asked.
    #[must_use]
    pub fn asks_day(&self) -> bool {
        self.compiled.question.asks_day()
    }

    /// Whether a fact that its policy reads may be unknown.
    #[must_use]
    pub fn may_be_unknown(&self) -> bool {
        self.compiled.question.may_be_unknown(self.kind)
    }

    /// Every fact its policy reads, each once, in the order of the policy.
    #[must_use]
    pub fn reads(&self) -> Vec<FactRef> {
        self.compiled.question.reads()
    }

    /// The policy with this version's numbers put in, as Cedar has it.
    #[must_use]
    pub fn cedar(&self) -> &cedar_policy::Policy {
        &self.compiled.cedar
    }
}

/// The name of the policy that a `[[version]]` says, before it is read.
pub(crate) fn policy_of(table: &Table<'_, '_>) -> String {
    let said = table.items().find(|(field, _)| *field == "policy").and_then(|(_, item)| item.value.as_str());
    said.unwrap_or_default().into()
}

/// Reads one `[[version]]` and compiles its policy.
pub(crate) fn read(
    mut table: Table<'_, '_>,
    blocks: &Blocks<'_>,
    laws: Option<&LawList>,
    faults: &mut Faults,
) -> Option<Version> {
    let line = table.line();
    let (from, to) = (table.day("from", faults), table.day("to", faults));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        faults.at(table.line_of("to"), Reason::EndsFirst { from: from.to_string(), to: to.to_string() });
    }
    let status = status(&mut table, faults);
    let cites = cites(&mut table, laws, faults);
    if let Some(status) = status {
        founded(status, &cites, laws, line, faults);
    }
    let bodies = table.texts("bodies", faults);
    let patterns = patterns(&bodies, faults);
    let parameters = parameter::read(&mut table, faults);
    let policy = table.text_if_any("policy", faults).unwrap_or_default();
    let due_table = table.table("due", faults);
    let block = blocks.read.iter().find(|block| block.name == policy);
    let due = due_table.map(|due| read_due(due, block.map(|block| block.kind), faults));
    let policy_line = table.line_of("policy");
    table.finish(faults);
    // Of a block that could not be read, or of a page without any, something was said already.
    if !blocks.names.is_empty() && !blocks.names.contains(&policy) {
        faults.at(policy_line, Reason::PolicyUnknown { block: policy::fence(&policy) });
    }
    let block = block?;
    faults.under("Policy");
    let compiled = block.compile(&parameters, laws, faults);
    faults.under("");
    let compiled = compiled?;
    asked(due.is_some(), compiled.question.asks_due(), line, faults);
    if let Some(Some(due)) = &due {
        by_the_hour(due, block.kind, &compiled.question.reads(), line, faults);
    }
    let bodies = bodies.into_iter().map(|(body, _)| body).collect();
    let due = match due {
        Some(due) => Some(due?),
        None => None,
    };
    let status = status?;
    Some(Version {
        from,
        to,
        status,
        cites,
        bodies,
        parameters,
        due,
        policy,
        line,
        kind: block.kind,
        compiled,
        patterns,
    })
}

/// A term of hours beside the day of receipt: hours would be given away, or taken.
fn by_the_hour(due: &Due, kind: CaseKind, reads: &[FactRef], line: u32, faults: &mut Faults) {
    let received = |at: usize| kind.facts().get(at).is_some_and(|fact| fact.name == "received");
    let asked = reads.iter().any(|fact| matches!(fact, FactRef::Fact(Owner::Resource, at) if received(*at)));
    if due.unit == Unit::Hours && (received(due.from) || asked) {
        faults.mild(line, Reason::HoursReceived);
    }
}

fn asked(counted: bool, asked: bool, line: u32, faults: &mut Faults) {
    match (counted, asked) {
        (true, false) => faults.at(line, Reason::DueUnused),
        (false, true) => faults.at(line, Reason::DueMissing),
        _ => {}
    }
}

fn status(table: &mut Table<'_, '_>, faults: &mut Faults) -> Option<Status> {
    let line = table.line_of("status");
    table.needed("status", faults);
    let text = table.take("status").map(|item| item.value.as_str().unwrap_or_default().to_owned())?;
    match text.as_str() {
        "verified" => Some(Status::Verified),
        "unverified" => Some(Status::Unverified),
        "design" => Some(Status::Design),
        _ => {
            let words = "`verified`, `unverified`, `design`".into();
            let text = if text.is_empty() { "\"\"".into() } else { text };
            faults.at(line, Reason::NotOneOf { field: table.path_of("status"), value: text, words });
            None
        }
    }
}

fn cites(table: &mut Table<'_, '_>, laws: Option<&LawList>, faults: &mut Faults) -> Vec<Cite> {
    let tables = table.tables("cites", faults);
    let cites: Vec<Cite> = tables.into_iter().filter_map(|cite| read_cite(cite, faults)).collect();
    for cite in &cites {
        if let Some(laws) = laws.filter(|laws| laws.law(&cite.law).is_none()) {
            faults.at(cite.line, laws.unlisted(&cite.law));
        }
    }
    cites
}

fn read_cite(mut cite: Table<'_, '_>, faults: &mut Faults) -> Option<Cite> {
    let line = cite.line();
    let law = cite.text("law", faults);
    let (article, url) = (cite.text_if_any("article", faults), cite.address("url", faults));
    cite.finish(faults);
    Some(Cite { law: law?, article, url, line })
}

/// What a version says of how well it is founded, held against what it cites.
fn founded(status: Status, cites: &[Cite], laws: Option<&LawList>, line: u32, faults: &mut Faults) {
    match (status, cites.first()) {
        (Status::Design, Some(cite)) => faults.at(cite.line, Reason::DesignCites),
        (Status::Verified, None) => faults.at(line, Reason::CitesNothing { status: "verified".into() }),
        (Status::Unverified, None) => faults.at(line, Reason::CitesNothing { status: "unverified".into() }),
        (Status::Verified, Some(_)) => {
            for cite in cites {
                readable(cite, laws.and_then(|laws| laws.law(&cite.law)), faults);
            }
        }
        _ => {}
    }
}

/// What is verified was read somewhere, and others can read it there.
fn readable(cite: &Cite, law: Option<&Law>, faults: &mut Faults) {
    let Some(law) = law else { return };
    if law.read == Read::No && cite.url.is_none() {
        faults.mild(cite.line, Reason::VerifiedUnread { law: law.code.clone() });
    } else if law.url.is_none() && law.published.is_none() && cite.url.is_none() {
        faults.mild(cite.line, Reason::VerifiedNowhere { law: law.code.clone() });
    }
}

/// Patterns of bodies' ids.
pub(crate) fn patterns(bodies: &[(String, u32)], faults: &mut Faults) -> Vec<Pattern> {
    let is_pattern = |text: &str| {
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '*');
        text.chars().all(known) && text.matches('/').count() <= 1 && (text.contains('/') || text.contains('*'))
    };
    for (body, line) in bodies.iter().filter(|(body, _)| !is_pattern(body)) {
        faults.at(*line, Reason::BodyPattern { value: body.clone() });
    }
    bodies.iter().map(|(body, _)| Pattern::parse(body)).collect()
}

fn read_due(mut table: Table<'_, '_>, kind: Option<CaseKind>, faults: &mut Faults) -> Option<Due> {
    let from = table.text("from", faults);
    let units =
        [("days", Unit::Days), ("working_days", Unit::WorkingDays), ("months", Unit::Months), ("hours", Unit::Hours)];
    let before = faults.count();
    let counts: Vec<(Unit, i64)> =
        units.into_iter().filter_map(|(field, unit)| Some((unit, table.whole_number(field, faults)?))).collect();
    let (line, from_line) = (table.line(), table.line_of("from"));
    table.finish(faults);
    let count = match counts.as_slice() {
        [(unit, count)] if (1..=MOST).contains(count) => Some((*unit, *count)),
        _ if faults.count() > before => None,
        _ => {
            faults.at(line, Reason::DueUnit);
            None
        }
    };
    let from = place(&from?, kind?, from_line, faults)?;
    count.map(|(unit, count)| Due { from, unit, count })
}

/// Counts beyond this, some 55 years of days, are typing errors.
const MOST: i64 = 20_000;

fn place(fact: &str, kind: CaseKind, line: u32, faults: &mut Faults) -> Option<usize> {
    let facts = kind.facts();
    let found = facts.iter().position(|other| other.name == fact && other.type_ == Type::Moment);
    if found.is_none() {
        let moments = facts.iter().filter(|fact| fact.type_ == Type::Moment).map(|fact| format!("`{}`", fact.name));
        let instead = moments.collect::<Vec<_>>().join(", ");
        faults.at(line, Reason::DueFrom { fact: fact.into(), kind: kind.code().into(), instead });
    }
    found
}
