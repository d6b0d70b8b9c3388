//! A technology over its whole life: what was filed of it at each stage, and what others claim.

use register::{
    codelist::{AttestationResult, ClaimKind, ContractKind, DecisionResult, Stage, Trigger, Unit},
    form::{Content, Form},
    forms::purchase::{Contract, Decision, Technology},
    id::{BodyId, FilingId, Reference},
    time::Date,
};

use super::{Made, body, fields_withheld, laws, powers_for, set, text};
use crate::{
    case::CaseKind,
    fact::{FactType, Facts, Key, Maybe, Moment},
    kept::{Kept, moment},
    tally::{Bucket, Count, Tally, evidence},
    view::View,
    vocabulary::technology as key,
};

/// The facts of a technology.
pub(super) fn make(view: &View<'_>, kept: &Kept, filed: &Technology) -> Made {
    let mut facts = view.facts(CaseKind::Technology);
    let day = filed.held_from.unwrap_or_else(|| kept.first_day());
    let holder = kept.field(&filed.holder, "holder").map(BodyId::clone);
    own(&mut facts, kept, filed, day);
    if facts.wants(key::HAS_POWER) {
        let (power, rests) = body::has_power(view, &holder, powers_for(filed.class), day);
        facts.maybe(key::HAS_POWER, power, &rests);
    }
    let id = &kept.filing.id;
    before_purchase(view, &mut facts, id);
    purchase(view, &mut facts, id);
    let tally = view.own_tally();
    used(&mut facts, tally);
    end(view, &mut facts, id, filed.holder.as_ref());
    claimed(&mut facts, tally);
    Made { resource: facts, body: holder, record: Some(id.clone()), day }
}

fn own(facts: &mut Facts, kept: &Kept, filed: &Technology, day: Date) {
    let rests = kept.rests();
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::OWN, Some(&kept.filing.filer) == filed.holder.as_ref(), &rests);
    facts.set(key::WITHHELD, fields_withheld(kept), &rests);
    facts.set(key::CLASS, text(filed.class.code()), &rests);
    facts.set(key::CAPABILITIES, set(filed.capabilities.iter().map(|capability| capability.code())), &rests);
    facts.maybe(key::HELD_AS, kept.field(&filed.held_as, "held_as").map(|held| text(held.code())), &rests);
    facts.maybe(key::MAKER_NAMED, kept.given(&filed.maker, "maker"), &rests);
    facts.set(key::LAWS, laws(&filed.legal_basis), &rests);
    let home =
        filed.holder.as_ref().map(|holder| holder.jurisdiction().split('-').next().unwrap_or_default().to_owned());
    let abroad = match (filed.hosting.is_empty(), home) {
        (true, _) => Maybe::Absent,
        (false, Some(home)) => Maybe::Known(filed.hosting.iter().any(|country| country.as_str() != home)),
        (false, None) => Maybe::Unknown,
    };
    facts.maybe(key::HOSTED_ABROAD, abroad, &rests);
}

fn before_purchase(view: &View<'_>, facts: &mut Facts, id: &FilingId) {
    if facts.wants(key::ACQUISITIONS) || facts.wants(key::IMPACT_SECTIONS) {
        let acquisitions = view.about(id, Form::Acquisition);
        let sections = acquisitions.iter().flat_map(|kept| match &kept.filing.content {
            Content::Acquisition(filed) => filed.impact_sections.iter().map(|section| section.code()).collect(),
            _ => Vec::new(),
        });
        facts.set(key::IMPACT_SECTIONS, set(sections), &entries(&acquisitions));
        counted(facts, key::ACQUISITIONS, &acquisitions);
    }
    if facts.wants(key::POLICIES) || facts.wants(key::POLICIES_IN_FORCE) {
        let policies = view.about(id, Form::Policy);
        let open = |kept: &&&Kept| matches!(&kept.filing.content, Content::Policy(policy) if policy.to.is_none());
        let in_force: Vec<&Kept> = policies.iter().filter(open).copied().collect();
        counted(facts, key::POLICIES, &policies);
        counted(facts, key::POLICIES_IN_FORCE, &in_force);
    }
    for (key, form) in [(key::CONSULTATIONS, Form::Consultation), (key::DILIGENCES, Form::Diligence)] {
        if facts.wants(key) {
            counted(facts, key, &view.about(id, form));
        }
    }
    let days = [key::APPROVED_ON, key::APPROVAL_UNTIL, key::CEASED_ON, key::LAST_REVIEW_ON];
    if facts.wants(key::APPROVALS) || days.into_iter().any(|key| facts.wants(key)) {
        decisions(view, facts, id);
    }
}

fn decisions(view: &View<'_>, facts: &mut Facts, id: &FilingId) {
    let all = decided(view, id);
    let approvals: Vec<_> = all.iter().filter(|(_, decision)| approves(decision)).copied().collect();
    let first = approvals.iter().min_by_key(|(kept, _)| kept.last_day());
    facts.set(key::APPROVALS, count(&approvals), &rests_on(&approvals));
    day_of(facts, key::APPROVED_ON, first.map(|(kept, _)| (kept.last_day(), kept.latest)));
    let ends = approvals.iter().map(|(kept, decision)| decision.until.map(|until| (until, kept.latest)));
    let ends: Option<Vec<(Date, u64)>> = ends.collect();
    day_of(facts, key::APPROVAL_UNTIL, ends.and_then(|ends| ends.into_iter().max()));
    let ceased = |decision: &Decision| matches!(decision.result, DecisionResult::Ceased | DecisionResult::Refused);
    let first =
        all.iter().filter(|(_, decision)| ceased(decision)).map(|(kept, _)| (kept.last_day(), kept.latest)).min();
    day_of(facts, key::CEASED_ON, first);
    let review = all.iter().filter(|(_, decision)| decision.trigger == Trigger::Review);
    day_of(facts, key::LAST_REVIEW_ON, review.map(|(kept, _)| (kept.last_day(), kept.latest)).max());
}

/// The decisions about a technology.
pub(super) fn decided<'a>(view: &View<'a>, id: &FilingId) -> Vec<(&'a Kept, &'a Decision)> {
    let all = view.about(id, Form::Decision).into_iter();
    all.filter_map(|kept| match &kept.filing.content {
        Content::Decision(decision) => Some((kept, &**decision)),
        _ => None,
    })
    .collect()
}

/// Whether a decision approves.
pub(super) fn approves(decision: &Decision) -> bool {
    matches!(decision.result, DecisionResult::Approved | DecisionResult::Conditional)
}

/// The day of the first approval of a technology, with its entry.
pub(super) fn approved_on(view: &View<'_>, id: Option<&FilingId>) -> Option<(Date, u64)> {
    let all = decided(view, id?);
    all.iter().filter(|(_, decision)| approves(decision)).map(|(kept, _)| (kept.last_day(), kept.latest)).min()
}

/// The contracts that name a technology.
pub(super) fn contracts<'a>(view: &View<'a>, id: &FilingId) -> Vec<(&'a Kept, &'a Contract)> {
    let all = view.about(id, Form::Contract).into_iter();
    all.filter_map(|kept| match &kept.filing.content {
        Content::Contract(contract) if contract.technology.as_ref() == Some(id) => Some((kept, &**contract)),
        _ => None,
    })
    .collect()
}

fn purchase(view: &View<'_>, facts: &mut Facts, id: &FilingId) {
    let all = contracts(view, id);
    let by = |f: &dyn Fn(&Kept, &Contract) -> bool| -> Vec<_> {
        all.iter().filter(|(kept, contract)| f(kept, contract)).copied().collect()
    };
    let own = by(&|kept, contract| is_own_contract(kept, contract));
    let later = by(&|_, contract| contract.kind.is_some_and(|kind| kind != ContractKind::Original));
    facts.set(key::CONTRACTS, count(&all), &rests_on(&all));
    facts.set(key::OWN_CONTRACTS, count(&own), &rests_on(&own));
    facts.set(key::RENEWALS, count(&later), &rests_on(&later));
    day_of(facts, key::FIRST_CONTRACT_ON, all.iter().map(|(kept, _)| (kept.first_day(), kept.latest)).min());
    let (end, rests) = contract_end(view, id);
    facts.maybe(key::CONTRACT_END, end.map(moment), &rests);
    quantity(facts, key::TARGETS_BOUGHT, &all, &[Unit::Targets, Unit::Seats, Unit::Licences]);
    quantity(facts, key::EVENTS_BOUGHT, &all, &[Unit::Searches, Unit::Events]);
}

/// Whether buyer or supplier filed a contract.
pub(super) fn is_own_contract(kept: &Kept, contract: &Contract) -> bool {
    kept.filing.filer == contract.buyer || Some(&kept.filing.filer) == contract.supplier.as_ref()
}

/// The latest end of the contracts of a technology; unknown where one of them does not say.
pub(super) fn contract_end(view: &View<'_>, id: &FilingId) -> (Maybe<Date>, Vec<u64>) {
    let all = contracts(view, id);
    let mut end = Maybe::Absent;
    for (kept, contract) in &all {
        end = match (end, kept.field(&contract.to, "to")) {
            (_, Maybe::Unknown) => return (Maybe::Unknown, kept.rests().to_vec()),
            (Maybe::Known(end), Maybe::Known(to)) => Maybe::Known(*to.max(&end)),
            (_, Maybe::Known(to)) => Maybe::Known(*to),
            // No end is said: nobody can say that it is over.
            (_, Maybe::Absent) => return (Maybe::Unknown, kept.rests().to_vec()),
        };
    }
    (end, rests_on(&all))
}

fn quantity(facts: &mut Facts, key: Key<i64>, contracts: &[(&Kept, &Contract)], units: &[Unit]) {
    let (sum, rests) = bought(contracts, units);
    facts.maybe(key, sum.into(), &rests);
}

/// The sum of the high bounds of contract quantities in some units.
pub(super) fn bought(contracts: &[(&Kept, &Contract)], units: &[Unit]) -> (Option<i64>, Vec<u64>) {
    let mut sum: Option<i64> = None;
    let mut rests = Vec::new();
    for (kept, contract) in contracts {
        for quantity in contract.quantities.iter().filter(|quantity| units.contains(&quantity.unit)) {
            let high = i64::try_from(quantity.count.high).unwrap_or(i64::MAX);
            sum = Some(sum.unwrap_or(0).saturating_add(high));
            rests.push(kept.latest);
        }
    }
    (sum, rests)
}

fn used(facts: &mut Facts, tally: &Tally) {
    let counts = [
        (key::PAYMENTS, Bucket::Payments),
        (key::USES, Bucket::Uses),
        (key::USES_WITHOUT_LOG, Bucket::UsesWithoutLog),
        (key::ORDERS, Bucket::Orders),
        (key::GRANTED, Bucket::OrdersLive),
        (key::INCIDENTS, Bucket::Incidents),
    ];
    for (key, bucket) in counts {
        of_count(facts, key, tally, bucket);
    }
    let last = [
        (key::LAST_PAYMENT_ON, Bucket::Payments),
        (key::LAST_USE_ON, Bucket::Uses),
        (key::LAST_ORDER_ON, Bucket::Orders),
        (key::LAST_INCIDENT_ON, Bucket::GraveIncidents),
    ];
    for (key, bucket) in last {
        of_tally(facts, key, tally, bucket, |count| count.last.map(moment));
    }
    of_tally(facts, key::FIRST_USE_ON, tally, Bucket::Uses, |count| count.first.map(moment));
    of_tally(facts, key::MOST_TARGETS, tally, Bucket::Targets, |count| count.most_low);
    let events = tally.of(Bucket::Uses);
    facts.set(key::EVENTS_LOW, events.map_or(0, |count| count.low), evidence(events));
    let high = match tally.of(Bucket::UsesUncounted) {
        Some(_) => Maybe::Unknown,
        None => Maybe::Known(events.map_or(0, |count| count.high)),
    };
    facts.maybe(key::EVENTS_HIGH, high, evidence(events));
}

fn end(view: &View<'_>, facts: &mut Facts, id: &FilingId, holder: Option<&BodyId>) {
    if facts.wants(key::HOLDS) || facts.wants(key::HELD_UNTIL) {
        let holds = holds(view, id, holder);
        facts.set(key::HOLDS, count(&holds), &holds.iter().map(|hold| hold.entry).collect::<Vec<_>>());
        day_of(facts, key::HELD_UNTIL, holds.iter().map(|hold| (hold.to.unwrap_or_else(last_day), hold.entry)).max());
    }
    for (key, form) in [(key::RETIREMENTS, Form::Retirement), (key::DESTRUCTIONS, Form::Destruction)] {
        if facts.wants(key) {
            counted(facts, key, &view.about(id, form));
        }
    }
    if facts.wants(key::RETIRED_ON) {
        let (effective, rests) = retired_on(view, id);
        facts.maybe(key::RETIRED_ON, effective.map(moment), &rests);
    }
    if facts.wants(key::ATTESTED) {
        end_attested(view, facts, id);
    }
}

fn end_attested(view: &View<'_>, facts: &mut Facts, id: &FilingId) {
    let (retirements, destructions) = (view.about(id, Form::Retirement), view.about(id, Form::Destruction));
    let attested: Vec<u64> = retirements
        .iter()
        .chain(&destructions)
        .filter_map(|kept| attested(view, kept))
        .map(|(_, entry)| entry)
        .collect();
    facts.set(key::ATTESTED, !attested.is_empty(), &attested);
}

/// The latest day a retirement of a technology took effect; unknown where one of them does not say.
pub(super) fn retired_on(view: &View<'_>, id: &FilingId) -> (Maybe<Date>, Vec<u64>) {
    let all = view.about(id, Form::Retirement);
    let mut latest: Maybe<Date> = Maybe::Absent;
    for kept in &all {
        let Content::Retirement(filed) = &kept.filing.content else { continue };
        latest = match (latest, kept.field(&filed.effective, "effective")) {
            (_, Maybe::Unknown) => return (Maybe::Unknown, kept.rests().to_vec()),
            (Maybe::Known(known), Maybe::Known(day)) => Maybe::Known(known.max(*day)),
            (_, Maybe::Known(day)) => Maybe::Known(*day),
            (latest, Maybe::Absent) => latest,
        };
    }
    (latest, entries(&all))
}

/// The day and entry at which another body attested a filing as verified.
pub(super) fn attested(view: &View<'_>, of: &Kept) -> Option<(Date, u64)> {
    let attestations = view.about(&of.filing.id, Form::Attestation);
    let verified = attestations.into_iter().filter(|kept| {
        let result =
            matches!(&kept.filing.content, Content::Attestation(filed) if filed.result == AttestationResult::Verified);
        result && kept.filing.filer != of.filing.filer
    });
    verified.map(|kept| (kept.last_day(), kept.latest)).min()
}

/// A hold, as far as disposal asks.
pub(super) struct OpenHold {
    pub(super) entry: u64,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
    pub(super) defence: bool,
}

/// The holds whose scope names a technology or its holder.
pub(super) fn holds(view: &View<'_>, id: &FilingId, holder: Option<&BodyId>) -> Vec<OpenHold> {
    let mut all = view.about(id, Form::Hold);
    all.extend(holder.map(|holder| view.about_body(holder, Form::Hold)).unwrap_or_default());
    all.sort_by_key(|kept| kept.entry);
    all.dedup_by_key(|kept| kept.entry);
    let names = |reference: &Reference| match reference {
        Reference::Filing(named) => named == id,
        Reference::Body(named) => Some(named) == holder,
    };
    let hold = |kept: &Kept| match &kept.filing.content {
        Content::Hold(filed) if filed.scope.iter().any(names) => Some(OpenHold {
            entry: kept.latest,
            from: filed.from,
            to: filed.to,
            defence: filed.reason == register::codelist::HoldReason::Defence,
        }),
        _ => None,
    };
    all.into_iter().filter_map(hold).collect()
}

/// The last day that filings can name: an open hold has no end.
fn last_day() -> Date {
    Date::parse("2199-12-31").unwrap_or_else(|| register::time::Instant::EPOCH.date())
}

fn claimed(facts: &mut Facts, tally: &Tally) {
    let of = |kinds: &[ClaimKind]| kinds.iter().map(|kind| Bucket::Claims(*kind)).collect::<Vec<_>>();
    let sums = [
        (key::POWER_DOUBTED, of(&[ClaimKind::Power])),
        (key::CLAIMED_PURCHASES, of(&[ClaimKind::Purchase, ClaimKind::Payment])),
        (key::CLAIMED_USES, of(&[ClaimKind::Use, ClaimKind::Target])),
        (key::DENIED_USES, vec![Bucket::ClaimsAt(ClaimKind::Denial, Stage::Use)]),
        (key::DENIALS, of(&[ClaimKind::Denial])),
        (key::SECRECIES, of(&[ClaimKind::Secrecy])),
        (key::CLAIMED_ENDS, vec![Bucket::ClaimsAt(ClaimKind::End, Stage::Disposal)]),
        (key::RULINGS, of(&[ClaimKind::Ruling, ClaimKind::Finding])),
    ];
    for (key, buckets) in sums {
        summed(facts, key, tally, &buckets);
    }
    if facts.wants(key::FIRST_CLAIMED_USE_ON) || facts.wants(key::LAST_CLAIMED_USE_ON) {
        let uses = [Bucket::Claims(ClaimKind::Use), Bucket::Claims(ClaimKind::Target)];
        let days = uses.iter().filter_map(|bucket| tally.of(*bucket));
        let rests = uses.iter().flat_map(|bucket| tally.rests(*bucket)).copied().collect::<Vec<_>>();
        let first = days.clone().filter_map(|count| count.first).min();
        facts.maybe(key::FIRST_CLAIMED_USE_ON, first.map(moment).into(), &rests);
        facts.maybe(key::LAST_CLAIMED_USE_ON, days.filter_map(|count| count.last).max().map(moment).into(), &rests);
    }
    of_tally(facts, key::CLAIMED_EVENTS, tally, Bucket::ClaimedEvents, |count| count.most_low);
    of_tally(facts, key::CLAIMED_OPERATORS, tally, Bucket::ClaimedOperators, |count| count.most_high);
    of_tally(facts, key::CLAIMED_ORDERS, tally, Bucket::ClaimedOrders, |count| count.most_high);
    of_tally(facts, key::CLAIMED_BOUGHT, tally, Bucket::ClaimedBought, |count| count.most_high);
    let end = Bucket::ClaimsAt(ClaimKind::End, Stage::Disposal);
    of_tally(facts, key::CLAIMED_END_ON, tally, end, |count| count.first_end.map(moment));
    if facts.wants(key::CLAIMED_ABSENCES) {
        let (stages, rests) = absences(tally);
        facts.set(key::CLAIMED_ABSENCES, set(stages), &rests);
    }
}

/// The stages at which claims say that records are missing.
pub(super) fn absences(tally: &Tally) -> (Vec<&'static str>, Vec<u64>) {
    let mut stages = Vec::new();
    let mut rests = Vec::new();
    for bucket in tally.buckets() {
        if let Bucket::ClaimsAt(ClaimKind::Absence, stage) = bucket {
            stages.push(stage.code());
            rests.extend(tally.rests(bucket));
        }
    }
    (stages, rests)
}

/// How many were counted in a bucket.
pub(super) fn of_count(facts: &mut Facts, key: Key<i64>, tally: &Tally, bucket: Bucket) {
    if facts.wants(key) {
        facts.set(key, tally.count(bucket), tally.rests(bucket));
    }
}

/// How many claims of some buckets there are.
pub(super) fn summed(facts: &mut Facts, key: Key<i64>, tally: &Tally, buckets: &[Bucket]) {
    if !facts.wants(key) {
        return;
    }
    let sum = buckets.iter().map(|bucket| tally.count(*bucket)).sum();
    let rests: Vec<u64> = buckets.iter().flat_map(|bucket| tally.rests(*bucket)).copied().collect();
    facts.set(key, sum, &rests);
}

/// A fact read off one count; absent where nothing was counted.
pub(super) fn of_tally<T: FactType>(
    facts: &mut Facts,
    key: Key<T>,
    tally: &Tally,
    bucket: Bucket,
    read: impl FnOnce(&Count) -> Option<T>,
) {
    if facts.wants(key) {
        facts.maybe(key, tally.of(bucket).and_then(read).into(), tally.rests(bucket));
    }
}

/// How many filings there are.
pub(super) fn counted(facts: &mut Facts, key: Key<i64>, filings: &[&Kept]) {
    facts.set(key, count(filings), &entries(filings));
}

/// A day with the entry it stands in.
pub(super) fn day_of(facts: &mut Facts, key: Key<Moment>, day: Option<(Date, u64)>) {
    let rests: Vec<u64> = day.iter().map(|(_, entry)| *entry).collect();
    facts.maybe(key, day.map(|(day, _)| moment(day)).into(), &rests);
}

/// The entries of some filings.
pub(super) fn entries(filings: &[&Kept]) -> Vec<u64> {
    filings.iter().map(|kept| kept.latest).collect()
}

/// The entries of some filings with what they say.
pub(super) fn rests_on<T>(filings: &[(&Kept, T)]) -> Vec<u64> {
    filings.iter().map(|(kept, _)| kept.latest).collect()
}

/// A length as a fact.
pub(super) fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}
