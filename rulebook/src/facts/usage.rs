//! Use: orders with their extensions, uses, returns, sharings, incidents.

use register::{
    codelist::{BodyKind, DecisionResult, FigureOutcome, Measure, NoticeState, Power, Section, Trigger},
    form::{Content, Form},
    forms::{
        purchase,
        usage::{Figure, Incident, Order, Return, Sharing, Use},
    },
    id::{BodyId, FilingId},
    time::Date,
    value::Bounds,
};

use super::{
    Made,
    body::{has_power, powers},
    covers, days_between, fields_withheld, laws,
    purchase::{class, power_for, targets_bought, user},
    set,
    technology::{approved_on, approves, contract_end, count, day_of, decided, entries, retired_on},
    technology_of, text,
};
use crate::{
    case::CaseKind,
    contributions::is_live,
    fact::{Facts, Maybe},
    kept::{Kept, instant, moment},
    text::normalize,
    view::View,
    vocabulary,
};

/// Orders in a chain that are followed back: more extensions than this are as telling as this.
const MAX_CHAIN: usize = 100;

/// The facts of an order.
pub(super) fn order(view: &View<'_>, kept: &Kept, filed: &Order) -> Made {
    let mut facts = view.facts(CaseKind::Order);
    let day = filed.decided_at.or(filed.asked_at).map_or_else(|| kept.first_day(), register::time::Instant::date);
    order_itself(view, &mut facts, kept, filed, day);
    order_decider(view, &mut facts, kept, filed, day);
    order_chain(view, &mut facts, kept, filed);
    order_after(view, &mut facts, kept, filed);
    let requester = kept.field(&filed.requester, "requester").map(BodyId::clone);
    Made { resource: facts, body: requester, record: filed.technology.clone(), day }
}

fn order_itself(view: &View<'_>, facts: &mut Facts, kept: &Kept, filed: &Order, day: Date) {
    use vocabulary::order as key;
    let (rests, filer) = (kept.rests(), Some(&kept.filing.filer));
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::OWN, filer == filed.court.as_ref() || filer == filed.requester.as_ref(), &rests);
    facts.set(key::WITHHELD, fields_withheld(kept), &rests);
    facts.set(key::MEASURE, text(filed.measure.code()), &rests);
    facts.maybe(key::TECHNOLOGY_NAMED, kept.given(&filed.technology, "technology"), &rests);
    if facts.wants(key::CLASS) {
        let (class, of) = class(view, filed.technology.as_ref());
        facts.maybe(key::CLASS, class.map(|class| text(class.code())), &of);
    }
    facts.maybe(key::REQUESTER_NAMED, kept.given(&filed.requester, "requester"), &rests);
    facts.maybe(key::ASKED_AT, kept.field(&filed.asked_at, "asked_at").map(|at| instant(*at)), &rests);
    facts.maybe(key::DECIDED_AT, kept.field(&filed.decided_at, "decided_at").map(|at| instant(*at)), &rests);
    facts.set(key::OUTCOME, text(filed.outcome.code()), &rests);
    facts.set(key::LIVE, is_live(filed.outcome), &rests);
    facts.set(key::EMERGENCY, filed.emergency == Some(true), &rests);
    facts.set(key::LEGAL_BASIS_GIVEN, !filed.legal_basis.is_empty(), &rests);
    if facts.wants(key::LAWS) {
        facts.set(key::LAWS, laws(&filed.legal_basis), &rests);
    }
    if facts.wants(key::MATTER) {
        let matter = kept.field(&filed.matter, "matter").map(|matter| text(&normalize(matter.as_str())));
        facts.maybe(key::MATTER, matter, &rests);
    }
    let subjects = kept.field(&filed.subjects, "subjects");
    facts.maybe(key::SUBJECTS_LOW, low(subjects.clone()), &rests);
    facts.maybe(key::SUBJECTS_HIGH, high(subjects), &rests);
    facts.set(key::SUBJECT_CLASSES, set(filed.subject_classes.iter().map(|class| class.code())), &rests);
    facts.set(key::SIGNATURES, i64::from(kept.signatures), &rests);
    facts.set(key::CASE_COMMITTED, filed.case_commitment.is_some(), &rests);
    facts.set(key::RECEIVED, kept.received_on(), &rests);
}

fn order_decider(view: &View<'_>, facts: &mut Facts, kept: &Kept, filed: &Order, day: Date) {
    use vocabulary::order as key;
    let rests = kept.rests();
    facts.maybe(key::COURT_NAMED, kept.given(&filed.court, "court"), &rests);
    let court = kept.field(&filed.court, "court");
    let kind = match &court {
        Maybe::Known(court) => view.kind_of(court).map_or(Maybe::Unknown, Maybe::Known),
        Maybe::Absent => Maybe::Absent,
        Maybe::Unknown => Maybe::Unknown,
    };
    facts.maybe(key::COURT_KIND, kind.map(|kind| text(kind.code())), &rests);
    facts.maybe(key::COURT_JURISDICTION, court.clone().map(|court| text(court.jurisdiction())), &rests);
    let may = match &court {
        Maybe::Known(court) => powers(view, court, day),
        Maybe::Absent => (Maybe::Absent, Vec::new()),
        Maybe::Unknown => (Maybe::Unknown, Vec::new()),
    };
    facts.maybe(key::COURT_MAY_AUTHORISE, may.0.map(|powers| powers.contains(&Power::Authorise)), &may.1);
    let requester = kept.field(&filed.requester, "requester");
    let same = court.zip(requester.clone()).map(|(court, requester)| court == requester);
    facts.maybe(key::COURT_IS_REQUESTER, same, &rests);
    let needed = powers_for(filed.measure);
    let (power, of) = has_power(view, &requester.map(BodyId::clone), needed, day);
    facts.maybe(key::HAS_POWER, power, &of);
}

/// The powers of which one is needed to ask for a measure; none where no power is needed.
fn powers_for(measure: Measure) -> &'static [Power] {
    match measure {
        Measure::Interception | Measure::StoredContent => &[Power::Intercept],
        Measure::Spyware => &[Power::Intercept, Power::Extract],
        Measure::Geolocation | Measure::ImsiCatcher => &[Power::Geolocate, Power::Intercept],
        Measure::RetainedData | Measure::SubscriberData | Measure::AreaSearch => &[Power::RetainedData],
        Measure::Extraction => &[Power::Extract],
        Measure::Other => &[],
    }
}

/// The order and those it extends, itself first.
fn chain<'a>(view: &View<'a>, kept: &'a Kept, filed: &'a Order) -> Vec<(&'a Kept, &'a Order)> {
    let mut all = vec![(kept, filed)];
    let mut next = filed.extends.as_ref();
    while let Some(kept) = next.and_then(|id| view.filing(id)) {
        let known = all.iter().any(|(known, _)| known.entry == kept.entry);
        let Content::Order(order) = &kept.filing.content else { break };
        if known || all.len() >= MAX_CHAIN {
            break;
        }
        all.push((kept, order));
        next = order.extends.as_ref();
    }
    all
}

fn order_chain<'a>(view: &View<'a>, facts: &mut Facts, kept: &'a Kept, filed: &'a Order) {
    use vocabulary::order as key;
    let rests = kept.rests();
    let chain = chain(view, kept, filed);
    let of: Vec<u64> = chain.iter().map(|(kept, _)| kept.latest).collect();
    let (first, original) = chain.last().copied().unwrap_or((kept, filed));
    let from = kept.field(&filed.from, "from").map(|day| *day);
    let to = kept.field(&filed.to, "to").map(|day| *day);
    facts.maybe(key::FROM, from.clone().map(moment), &rests);
    facts.maybe(key::TO, to.clone().map(moment), &rests);
    facts.maybe(key::TERM_DAYS, from.zip(to.clone()).map(|(from, to)| days(from, to)), &rests);
    facts.set(key::EXTENSION, filed.extends.is_some(), &rests);
    facts.set(key::EXTENSIONS, count(&chain) - 1, &of);
    let began = first.field(&original.from, "from").map(|day| *day);
    let ended = first.field(&original.to, "to").map(|day| *day);
    let term = began.clone().zip(ended).map(|(from, to)| days(from, to));
    facts.maybe(key::ORIGINAL_DAYS, term, &first.rests());
    facts.maybe(key::CHAIN_DAYS, began.clone().zip(to.clone()).map(|(from, to)| days(from, to)), &of);
    facts.maybe(key::CHAIN_MONTHS, began.clone().zip(to).map(|(from, to)| months(from, to)), &of);
    if facts.wants(key::EARLIER_SAME_CASE) {
        let earlier = earlier_same_case(view, filed, &chain, began.known());
        facts.set(key::EARLIER_SAME_CASE, count(&earlier), &earlier);
    }
}

/// Days from the first to the last, both included.
fn days(from: Date, to: Date) -> i64 {
    days_between(moment(from), moment(to)) + 1
}

/// Months begun from the first day to the last: from 1 January to 30 June six, to 1 July seven.
fn months(from: Date, to: Date) -> i64 {
    let ((from_year, from_month, from_day), (to_year, to_month, to_day)) = (from.parts(), to.parts());
    let whole = (i64::from(to_year) - i64::from(from_year)) * 12 + i64::from(to_month) - i64::from(from_month);
    whole + i64::from(to_day >= from_day)
}

/// Entries of orders of the same case outside this chain that began earlier.
fn earlier_same_case(view: &View<'_>, filed: &Order, chain: &[(&Kept, &Order)], began: Option<Date>) -> Vec<u64> {
    let Some(same) = filed.case_commitment.and_then(|commitment| view.cases.same_case.get(&commitment.0)) else {
        return Vec::new();
    };
    let began_earlier = |kept: &&Kept| match (&kept.filing.content, began) {
        (Content::Order(order), Some(began)) => order.from.is_some_and(|from| from < began),
        _ => false,
    };
    let in_chain = |kept: &&Kept| chain.iter().any(|(known, _)| known.entry == kept.entry);
    let all = same.iter().filter_map(|id| view.cases.filings.get(id));
    let mut entries: Vec<u64> =
        all.filter(|kept| !in_chain(kept)).filter(began_earlier).map(|kept| kept.latest).collect();
    entries.sort_unstable();
    entries
}

fn order_after(view: &View<'_>, facts: &mut Facts, kept: &Kept, filed: &Order) {
    use vocabulary::order as key;
    let id = &kept.filing.id;
    if facts.wants(key::USES) || facts.wants(key::USE_OUTSIDE) {
        order_uses(view, facts, kept, filed);
    }
    if facts.wants(key::OUTCOMES) || facts.wants(key::CHARGES_HIGH) {
        order_outcomes(view, facts, id);
    }
    if facts.wants(key::EXTENDED) {
        let extended: Vec<u64> = view.about(id, Form::Order).iter().map(|kept| kept.latest).collect();
        facts.set(key::EXTENDED, !extended.is_empty(), &extended);
    }
    let deferral = facts.wants(key::NOTICE_DEFERRED_UNTIL) || facts.wants(key::NOTICE_DEFERRALS);
    let deferral = deferral || facts.wants(key::DEFERRED_BY_COURT);
    if deferral || facts.wants(key::NOTIFIED_ON) || facts.wants(key::NOTICE_IMPOSSIBLE) {
        notices(view, facts, id);
    }
}

fn order_uses(view: &View<'_>, facts: &mut Facts, kept: &Kept, filed: &Order) {
    use vocabulary::order as key;
    let uses = view.about(&kept.filing.id, Form::Use);
    facts.set(key::USES, count(&uses), &entries(&uses));
    let term = kept.field(&filed.from, "from").zip(kept.field(&filed.to, "to"));
    let outside = match uses.is_empty() {
        true => Maybe::Absent,
        false => term.map(|(from, to)| uses.iter().any(|used| used.first_day() < *from || used.last_day() > *to)),
    };
    facts.maybe(key::USE_OUTSIDE, outside, &entries(&uses));
}

fn order_outcomes(view: &View<'_>, facts: &mut Facts, id: &FilingId) {
    use vocabulary::order as key;
    let outcomes = view.about(id, Form::Outcome);
    facts.set(key::OUTCOMES, count(&outcomes), &entries(&outcomes));
    let latest = outcomes.iter().max_by_key(|kept| (kept.last_day(), kept.entry));
    let charges = latest.map_or(Maybe::Absent, |kept| match &kept.filing.content {
        Content::Outcome(outcome) => high(kept.field(&outcome.charges, "charges")),
        _ => Maybe::Absent,
    });
    facts.maybe(key::CHARGES_HIGH, charges, &entries(&outcomes));
}

fn notices(view: &View<'_>, facts: &mut Facts, id: &FilingId) {
    use vocabulary::order as key;
    let all = view.about(id, Form::Notice);
    let with = |state: NoticeState| {
        let notices = all.iter().filter_map(move |kept| match &kept.filing.content {
            Content::Notice(notice) if notice.state == state => Some((*kept, &**notice)),
            _ => None,
        });
        notices.collect::<Vec<_>>()
    };
    let sent = with(NoticeState::Sent);
    day_of(facts, key::NOTIFIED_ON, sent.iter().map(|(kept, _)| (kept.last_day(), kept.latest)).min());
    let deferred = with(NoticeState::Deferred);
    let until = deferred.iter().filter_map(|(kept, notice)| notice.until.map(|until| (until, kept.latest)));
    day_of(facts, key::NOTICE_DEFERRED_UNTIL, until.max());
    let of: Vec<u64> = deferred.iter().map(|(kept, _)| kept.latest).collect();
    facts.set(key::NOTICE_DEFERRALS, count(&deferred), &of);
    let by_court = match deferred.is_empty() {
        true => Maybe::Absent,
        false => Maybe::Known(deferred.iter().all(|(_, notice)| notice.court.is_some())),
    };
    facts.maybe(key::DEFERRED_BY_COURT, by_court, &of);
    let impossible: Vec<u64> = with(NoticeState::Impossible).iter().map(|(kept, _)| kept.latest).collect();
    facts.set(key::NOTICE_IMPOSSIBLE, !impossible.is_empty(), &impossible);
}

/// The low bound of a count.
fn low(bounds: Maybe<&Bounds>) -> Maybe<i64> {
    bounds.map(|bounds| i64::try_from(bounds.low).unwrap_or(i64::MAX))
}

/// The high bound of a count.
fn high(bounds: Maybe<&Bounds>) -> Maybe<i64> {
    bounds.map(|bounds| i64::try_from(bounds.high).unwrap_or(i64::MAX))
}

/// The facts of a use.
pub(super) fn used(view: &View<'_>, kept: &Kept, filed: &Use) -> Made {
    use vocabulary::usage as key;
    let mut facts = view.facts(CaseKind::Use);
    let (rests, day, id) = (kept.rests(), kept.first_day(), &filed.technology);
    let user = user(view, id, kept);
    facts.set(key::DATE, moment(day), &rests);
    facts.maybe(key::UNTIL, kept.filing.occurred.to().map(moment).into(), &rests);
    facts.set(key::OWN, user == kept.filing.filer, &rests);
    let (class, of) = class(view, Some(id));
    let code = class.clone().known().map_or("other", register::codelist::TechnologyClass::code);
    facts.set(key::CLASS, text(code), &of);
    let events = kept.field(&filed.events, "events");
    facts.maybe(key::EVENTS_LOW, low(events.clone()), &rests);
    facts.maybe(key::EVENTS_HIGH, high(events), &rests);
    facts.maybe(key::TARGETS_LOW, low(kept.field(&filed.targets, "targets")), &rests);
    facts.maybe(key::OPERATORS_LOW, low(kept.field(&filed.operators, "operators")), &rests);
    facts.maybe(key::LOG_FILED, kept.given(&filed.log, "log"), &rests);
    let log = kept.field(&filed.log_entries, "log_entries");
    facts.maybe(key::LOG_ENTRIES, log.map(|entries| i64::try_from(*entries).unwrap_or(i64::MAX)), &rests);
    facts.set(key::RECEIVED, kept.received_on(), &rests);
    use_orders(view, &mut facts, kept, filed);
    use_before(view, &mut facts, kept, id, day);
    if facts.wants(key::HAS_POWER) {
        let (power, of) = power_for(view, &Maybe::Known(user.clone()), &class, day);
        facts.maybe(key::HAS_POWER, power, &of);
    }
    if facts.wants(key::TARGETS_BOUGHT) {
        let (targets, of) = targets_bought(view, id);
        facts.maybe(key::TARGETS_BOUGHT, targets.into(), &of);
    }
    Made { resource: facts, body: Maybe::Known(user), record: Some(id.clone()), day }
}

fn use_orders(view: &View<'_>, facts: &mut Facts, kept: &Kept, filed: &Use) {
    use vocabulary::usage as key;
    let named = (!filed.orders.is_empty()).then_some(&filed.orders);
    let orders = match kept.field(&named, "orders") {
        Maybe::Known(orders) => Maybe::Known(count(orders)),
        Maybe::Absent => Maybe::Known(0),
        Maybe::Unknown => Maybe::Unknown,
    };
    let unknown = orders == Maybe::Unknown;
    facts.maybe(key::ORDERS, orders, &kept.rests());
    if !facts.wants(key::ORDERS_LIVE) && !facts.wants(key::ORDERS_NAME_IT) {
        return;
    }
    let orders: Vec<Option<(&Kept, &Order)>> = filed.orders.iter().map(|id| standing_order(view, id)).collect();
    let of: Vec<u64> = orders.iter().flatten().map(|(kept, _)| kept.latest).collect();
    let live = all(orders.iter().map(|order| order.map_or(Maybe::Known(false), |order| covers_use(kept, order))));
    facts.maybe(key::ORDERS_LIVE, if unknown { Maybe::Unknown } else { live }, &of);
    let names = all(orders.iter().map(|order| order.map_or(Maybe::Known(false), |order| names_it(filed, order))));
    facts.maybe(key::ORDERS_NAME_IT, if unknown { Maybe::Unknown } else { names }, &of);
}

/// An order that a use names, if it still stands: one that was withdrawn carries nothing.
fn standing_order<'a>(view: &View<'a>, id: &FilingId) -> Option<(&'a Kept, &'a Order)> {
    let kept = view.filing(id)?;
    match &kept.filing.content {
        Content::Order(order) => Some((kept, &**order)),
        _ => None,
    }
}

/// Whether an order allows its measure on all days of a use; unknown where the use goes on and its first day is covered.
fn covers_use(used: &Kept, (order, filed): (&Kept, &Order)) -> Maybe<bool> {
    if !is_live(filed.outcome) {
        return Maybe::Known(false);
    }
    let term = order.field(&filed.from, "from").zip(order.field(&filed.to, "to"));
    let (first, last) = (used.first_day(), used.filing.occurred.to());
    match term {
        Maybe::Known((from, to)) if *from <= first && first <= *to => match last {
            Some(last) => Maybe::Known(last <= *to),
            None => Maybe::Unknown,
        },
        term => term.map(|_| false),
    }
}

/// Whether an order was asked for the technology that is used.
fn names_it(used: &Use, (order, filed): (&Kept, &Order)) -> Maybe<bool> {
    match order.field(&filed.technology, "technology") {
        Maybe::Known(named) => Maybe::Known(*named == used.technology),
        Maybe::Absent => Maybe::Known(false),
        Maybe::Unknown => Maybe::Unknown,
    }
}

/// Whether all hold: false where one does not, unknown where one may not, absent without any.
fn all(answers: impl Iterator<Item = Maybe<bool>>) -> Maybe<bool> {
    let mut whole = Maybe::Absent;
    for answer in answers {
        whole = match (whole, answer) {
            (Maybe::Known(false), _) | (_, Maybe::Known(false) | Maybe::Absent) => Maybe::Known(false),
            (Maybe::Unknown, _) | (_, Maybe::Unknown) => Maybe::Unknown,
            (_, Maybe::Known(true)) => Maybe::Known(true),
        };
    }
    whole
}

fn use_before(view: &View<'_>, facts: &mut Facts, kept: &Kept, id: &FilingId, day: Date) {
    use vocabulary::usage as key;
    let last = kept.last_day();
    if facts.wants(key::POLICY_IN_FORCE) {
        let policies: Vec<u64> = policies_on(view, id, day).iter().map(|(kept, _)| kept.latest).collect();
        facts.set(key::POLICY_IN_FORCE, !policies.is_empty(), &policies);
    }
    if facts.wants(key::ASSESSED_BEFORE) {
        let assessments = assessments_by(view, id, day);
        facts.set(key::ASSESSED_BEFORE, !assessments.is_empty(), &entries(&assessments));
    }
    if facts.wants(key::APPROVED_BEFORE) || facts.wants(key::AFTER_CEASED) {
        let approved = approved_on(view, Some(id)).filter(|(approved, _)| *approved <= day);
        let of: Vec<u64> = approved.iter().map(|(_, entry)| *entry).collect();
        facts.set(key::APPROVED_BEFORE, approved.is_some(), &of);
        let ceased = decided(view, id).into_iter().filter(|(_, decision)| decision.result == DecisionResult::Ceased);
        let ceased = ceased.map(|(kept, _)| (kept.last_day(), kept.latest)).min();
        let of: Vec<u64> = ceased.iter().map(|(_, entry)| *entry).collect();
        facts.maybe(key::AFTER_CEASED, ceased.map(|(day, _)| last > day).into(), &of);
    }
    if facts.wants(key::AFTER_RETIREMENT) {
        let (retired, of) = retired_on(view, id);
        facts.maybe(key::AFTER_RETIREMENT, retired.map(|retired| last > retired), &of);
    }
    if facts.wants(key::AFTER_CONTRACT) {
        let (end, of) = contract_end(view, id);
        facts.maybe(key::AFTER_CONTRACT, end.map(|end| last > end), &of);
    }
}

/// The needs of a technology that had weighed its impact by a day.
fn assessments_by<'a>(view: &View<'a>, id: &FilingId, day: Date) -> Vec<&'a Kept> {
    let assessed = |kept: &&Kept| {
        matches!(&kept.filing.content, Content::Acquisition(filed) if !filed.impact_sections.is_empty())
            && kept.last_day() <= day
    };
    view.about(id, Form::Acquisition).into_iter().filter(assessed).collect()
}

/// The use policies of a technology in force on a day.
fn policies_on<'a>(view: &View<'a>, id: &FilingId, day: Date) -> Vec<(&'a Kept, &'a purchase::Policy)> {
    let all = view.about(id, Form::Policy).into_iter();
    all.filter_map(|kept| match &kept.filing.content {
        Content::Policy(policy) if covers(policy.from, policy.to, day) => Some((kept, &**policy)),
        _ => None,
    })
    .collect()
}

/// The facts of a return.
pub(super) fn returned(view: &View<'_>, kept: &Kept, filed: &Return) -> Made {
    use vocabulary::returns as key;
    let mut facts = view.facts(CaseKind::Return);
    let (rests, day) = (kept.rests(), kept.first_day());
    let filer = &kept.filing.filer;
    let reporter = match kept.field(&filed.reporter, "reporter") {
        Maybe::Absent => Maybe::Known(filer.clone()),
        named => named.map(BodyId::clone),
    };
    facts.set(key::DATE, moment(day), &rests);
    let until = kept.filing.occurred.to();
    facts.maybe(key::UNTIL, until.map(moment).into(), &rests);
    facts.maybe(key::PERIOD_DAYS, until.map(|until| days(day, until)).into(), &rests);
    facts.set(key::NIL, filed.nil, &rests);
    facts.set(key::FIGURES, count(&filed.figures), &rests);
    let without: Vec<_> = filed.figures.iter().filter(|figure| figure.count.is_none()).collect();
    facts.set(key::WITHOUT_COUNT, count(&without), &rests);
    facts.set(key::MEASURES, set(filed.figures.iter().map(|figure| figure.measure.code())), &rests);
    facts.set(key::UNITS, set(filed.figures.iter().map(|figure| figure.unit.code())), &rests);
    facts.set(key::OUTCOMES_GIVEN, filed.figures.iter().any(|figure| figure.outcome.is_some()), &rests);
    facts.maybe(key::PUBLISHED_ON, kept.field(&filed.published, "published").map(|day| moment(*day)), &rests);
    facts.set(key::RECEIVED, kept.received_on(), &rests);
    facts.set(key::RESTATES, filed.restates.is_some(), &rests);
    if facts.wants(key::BALANCES) {
        facts.maybe(key::BALANCES, balances(&filed.figures), &rests);
    }
    if facts.wants(key::CLAIMED_USES) {
        let uses = reporter.clone().known().map(|reporter| claimed_uses(view, &reporter, day, until));
        let (uses, of) = uses.unwrap_or_default();
        facts.set(key::CLAIMED_USES, uses, &of);
    }
    facts.set(key::OWN, reporter == Maybe::Known(filer.clone()), &rests);
    Made { resource: facts, body: reporter, record: None, day }
}

/// Claims of use about technologies that a body holds, whose time overlaps a period.
fn claimed_uses(view: &View<'_>, holder: &BodyId, from: Date, to: Option<Date>) -> (i64, Vec<u64>) {
    let mut of: Vec<u64> = view.use_claims(holder, from, to).iter().map(|kept| kept.latest).collect();
    of.sort_unstable();
    of.dedup();
    (count(&of), of)
}

/// Whether the parts of each whole can add up to it; absent where nothing can be compared.
fn balances(figures: &[Figure]) -> Maybe<bool> {
    let wholes = figures.iter().filter(|figure| figure.outcome.is_none());
    all(wholes.filter_map(|whole| balance(whole, figures)))
}

fn balance(whole: &Figure, figures: &[Figure]) -> Option<Maybe<bool>> {
    let alike = |part: &&Figure| Figure { outcome: None, count: whole.count, ..(*part).clone() } == *whole;
    let parts: Vec<&Figure> = figures.iter().filter(|part| part.outcome.is_some()).filter(alike).collect();
    if parts.is_empty() {
        return None;
    }
    let Some(whole) = whole.count else { return Some(Maybe::Unknown) };
    let (decided, done): (Vec<&Figure>, Vec<&Figure>) =
        parts.into_iter().partition(|part| part.outcome.is_some_and(FigureOutcome::is_of_decision));
    let fits = |part: &&Figure| part.count.map_or(Maybe::Unknown, |count| Maybe::Known(count.low <= whole.high));
    Some(all(done.iter().map(fits).chain(adds_up(&decided, whole))))
}

/// Whether what was decided adds up to what was asked for; where a return does not tell both what was granted and what
/// was refused, only whether it is no more.
fn adds_up(decided: &[&Figure], whole: Bounds) -> Option<Maybe<bool>> {
    if decided.is_empty() {
        return None;
    }
    let counts: Option<Vec<Bounds>> = decided.iter().map(|part| part.count).collect();
    let Some(counts) = counts else { return Some(Maybe::Unknown) };
    let sum = |of: fn(&Bounds) -> u64| counts.iter().fold(0_u64, |sum, bounds| sum.saturating_add(of(bounds)));
    let (low, high) = (sum(|bounds| bounds.low), sum(|bounds| bounds.high));
    let has = |outcome| decided.iter().any(|part| part.outcome == Some(outcome));
    let complete = has(FigureOutcome::Granted) && has(FigureOutcome::Refused);
    Some(Maybe::Known(low <= whole.high && (!complete || whole.low <= high)))
}

/// The facts of a sharing.
pub(super) fn sharing(view: &View<'_>, kept: &Kept, filed: &Sharing) -> Made {
    use vocabulary::sharing as key;
    let mut facts = view.facts(CaseKind::Sharing);
    let (rests, day, id) = (kept.rests(), kept.last_day(), &filed.technology);
    facts.set(key::DATE, moment(day), &rests);
    let kind = view.kind_of(&filed.recipient).map(BodyKind::code);
    facts.maybe(key::RECIPIENT_KIND, kind.map_or(Maybe::Unknown, |kind| Maybe::Known(text(kind))), &rests);
    let country = |id: &BodyId| id.jurisdiction().split('-').next().unwrap_or_default().to_owned();
    facts.set(key::ABROAD, country(&filed.recipient) != country(&kept.filing.filer), &rests);
    facts.set(key::DATA, set(filed.data.iter().map(|data| data.code())), &rests);
    facts.maybe(key::LEGAL_BASIS_GIVEN, kept.given(&filed.legal_basis, "legal_basis"), &rests);
    let policies = policies_on(view, id, day);
    let with: Vec<u64> = policies
        .iter()
        .filter(|(_, policy)| policy.sections.contains(&Section::Sharing))
        .map(|(kept, _)| kept.latest)
        .collect();
    facts.set(key::POLICY_HAS_SHARING, !with.is_empty(), &with);
    let approvals: Vec<u64> = decided(view, id)
        .into_iter()
        .filter(|(kept, decision)| decision.trigger == Trigger::Sharing && approves(decision) && kept.last_day() <= day)
        .map(|(kept, _)| kept.latest)
        .collect();
    facts.set(key::APPROVED, !approvals.is_empty(), &approvals);
    Made { resource: facts, body: Maybe::Known(kept.filing.filer.clone()), record: Some(id.clone()), day }
}

/// The facts of an incident.
pub(super) fn incident(view: &View<'_>, kept: &Kept, filed: &Incident) -> Made {
    use vocabulary::incident as key;
    let mut facts = view.facts(CaseKind::Incident);
    let rests = kept.rests();
    facts.set(key::DATE, moment(filed.found), &rests);
    facts.set(key::KIND, text(filed.kind.code()), &rests);
    facts.set(key::GRADE, text(filed.grade.code()), &rests);
    facts.maybe(key::TOLD, kept.field(&filed.told, "told").map(|told| text(told.code())), &rests);
    facts.maybe(key::PEOPLE_HIGH, high(kept.field(&filed.people, "people")), &rests);
    facts.set(key::RECEIVED, kept.received_on(), &rests);
    let remedies = view.about(&kept.filing.id, Form::Remedy);
    facts.set(key::REMEDIES, count(&remedies), &entries(&remedies));
    let holder = technology_of(view, filed.technology.as_ref()).and_then(|(_, technology)| technology.holder.clone());
    let body = holder.unwrap_or_else(|| kept.filing.filer.clone());
    Made { resource: facts, body: Maybe::Known(body), record: filed.technology.clone(), day: filed.found }
}
