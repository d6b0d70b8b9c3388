//! What a body did over time: counts of what it filed, asked, bought, and of what others say of it.

use register::{
    codelist::{ClaimKind, Stage},
    id::BodyId,
    time::Date,
};

use super::{
    Made, set,
    technology::{absences, of_count, of_tally, summed},
};
use crate::{
    case::CaseKind,
    fact::{Facts, Maybe},
    kept::moment,
    tally::{Bucket, Tally},
    view::View,
    vocabulary::conduct as key,
};

/// The facts of a body's conduct; none where nothing of it is known.
pub(super) fn make(view: &View<'_>, id: &BodyId) -> Option<Made> {
    let roles = view.cases.roles.get(id);
    let tally = view.own_tally();
    let buckets = tally.buckets();
    if buckets.is_empty() && roles.is_none() {
        return None;
    }
    let days = buckets.iter().filter_map(|bucket| tally.of(*bucket)).filter_map(|count| count.last);
    let day = days
        .max()
        .unwrap_or_else(|| Date::parse("1970-01-01").unwrap_or_else(|| register::time::Instant::EPOCH.date()));
    let mut facts = view.facts(CaseKind::Conduct);
    facts.set(key::DATE, moment(day), &[]);
    if facts.wants(key::DESCRIBED) {
        let descriptions = view.descriptions(id);
        let of: Vec<u64> = descriptions.iter().take(1).map(|(kept, _)| kept.latest).collect();
        facts.set(key::DESCRIBED, !descriptions.is_empty(), &of);
    }
    facts.set(key::ROLES, set(roles.into_iter().flatten().map(|role| role.code())), &[]);
    counts(&mut facts, tally);
    shares(&mut facts, tally);
    claims(&mut facts, tally);
    of_tally(&mut facts, key::FIRST_HELD_ON, tally, Bucket::Technologies, |count| count.first.map(moment));
    of_tally(&mut facts, key::LAST_RETURN_UNTIL, tally, Bucket::OwnReturns, |count| count.last.map(moment));
    Some(Made { resource: facts, body: Maybe::Known(id.clone()), record: None, day })
}

fn counts(facts: &mut Facts, tally: &Tally) {
    let all = [
        (key::TECHNOLOGIES, Bucket::Technologies),
        (key::OWN_TECHNOLOGIES, Bucket::OwnTechnologies),
        (key::INTRUSIVE, Bucket::Intrusive),
        (key::CONTRACTS, Bucket::Purchases),
        (key::DIRECT_AWARDS, Bucket::DirectAwards),
        (key::ORDERS, Bucket::Orders),
        (key::REFUSED, Bucket::OrdersRefused),
        (key::EMERGENCIES, Bucket::Emergencies),
        (key::RATIFIED, Bucket::EmergenciesRatified),
        (key::OUTCOMES, Bucket::Outcomes),
        (key::CHARGED, Bucket::Charged),
        (key::RETURNS, Bucket::Returns),
        (key::SHARINGS, Bucket::Sharings),
        (key::INCIDENTS, Bucket::Incidents),
        (key::INSPECTIONS, Bucket::Inspections),
        (key::REFUSALS, Bucket::InspectionRefusals),
        (key::COMPLAINTS, Bucket::Complaints),
        (key::WITHHOLDINGS, Bucket::Withholdings),
    ];
    for (key, bucket) in all {
        of_count(facts, key, tally, bucket);
    }
}

fn shares(facts: &mut Facts, tally: &Tally) {
    let all = [
        (key::EMERGENCY_PERCENT, Bucket::Emergencies, Bucket::Orders),
        (key::CHARGED_PERCENT, Bucket::Charged, Bucket::Outcomes),
    ];
    for (key, part, whole) in all.into_iter().filter(|(key, ..)| facts.wants(*key)).collect::<Vec<_>>() {
        let whole_count = tally.count(whole);
        let percent = (whole_count > 0).then(|| tally.count(part) * 100 / whole_count);
        let rests: Vec<u64> = [tally.rests(part), tally.rests(whole)].concat();
        facts.maybe(key, percent.into(), &rests);
    }
}

fn claims(facts: &mut Facts, tally: &Tally) {
    let of = |kinds: &[ClaimKind]| kinds.iter().map(|kind| Bucket::Claims(*kind)).collect::<Vec<_>>();
    let sums = [
        (key::ZERO_CLAIMED, vec![Bucket::ZeroClaimed]),
        (key::CLAIMED_USES, of(&[ClaimKind::Use, ClaimKind::Target])),
        (key::POWER_DOUBTED, of(&[ClaimKind::Power])),
        (key::DENIALS, of(&[ClaimKind::Denial])),
        (key::SECRECIES, of(&[ClaimKind::Secrecy])),
        (key::DUTIES_ENDED, vec![Bucket::ClaimsAt(ClaimKind::End, Stage::Oversight)]),
    ];
    for (key, buckets) in sums {
        summed(facts, key, tally, &buckets);
    }
    of_tally(facts, key::CLAIMED_REQUESTS, tally, Bucket::ClaimedRequests, |count| count.most_high);
    of_tally(facts, key::CLAIMED_CHARGES, tally, Bucket::ClaimedCharges, |count| count.most_high);
    of_tally(facts, key::CLAIMED_CASES, tally, Bucket::ClaimedCases, |count| count.most_low);
    if facts.wants(key::CLAIMED_ABSENCES) {
        let (stages, rests) = absences(tally);
        facts.set(key::CLAIMED_ABSENCES, set(stages), &rests);
    }
}
