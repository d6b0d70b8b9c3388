//! Purchase: need, policy, vendor check, consultation, decision, contract, payment.

use register::{
    codelist::{AnswerOutcome, CheckResult, ClaimKind, PartyRole, TechnologyClass},
    form::{Content, Form},
    forms::purchase::{Acquisition, Consultation, Contract, Decision, Diligence, Payment, Policy},
    id::{BodyId, FilingId},
    time::Date,
};

use super::{
    Made, body, covers, days_between, fields_withheld, laws, powers_for, set,
    technology::{
        approved_on, approves, bought, contract_end, contracts, count, day_of, decided, entries, is_own_contract,
        rests_on, retired_on, summed,
    },
    technology_of, text,
};
use crate::{
    case::CaseKind,
    contributions::{currency, hundredths},
    fact::{Facts, Maybe},
    kept::{Kept, moment},
    tally::{Bucket, Count, Subject, evidence},
    text::normalize,
    view::View,
    vocabulary,
};

/// The class of a technology, where it is known.
pub(super) fn class(view: &View<'_>, id: Option<&FilingId>) -> (Maybe<TechnologyClass>, Vec<u64>) {
    match technology_of(view, id) {
        Some((kept, technology)) => (Maybe::Known(technology.class), kept.rests().to_vec()),
        None => (if id.is_some() { Maybe::Unknown } else { Maybe::Absent }, Vec::new()),
    }
}

/// The holder of a technology; the filer of a filing about it where no holder is known.
fn holder(view: &View<'_>, id: &FilingId, kept: &Kept) -> BodyId {
    let holder = technology_of(view, Some(id)).and_then(|(_, technology)| technology.holder.clone());
    holder.unwrap_or_else(|| kept.filing.filer.clone())
}

/// The earliest day by which a consultation about a technology had closed, with its entry.
fn consulted_on(view: &View<'_>, id: &FilingId) -> Option<(Date, u64)> {
    consultations(view, id).into_iter().map(|(kept, filed)| (filed.closes, kept.latest)).min()
}

fn consultations<'a>(view: &View<'a>, id: &FilingId) -> Vec<(&'a Kept, &'a Consultation)> {
    let all = view.about(id, Form::Consultation).into_iter();
    all.filter_map(|kept| match &kept.filing.content {
        Content::Consultation(filed) => Some((kept, &**filed)),
        _ => None,
    })
    .collect()
}

/// The facts of a need.
pub(super) fn acquisition(view: &View<'_>, kept: &Kept, filed: &Acquisition) -> Made {
    use vocabulary::acquisition as key;
    let mut facts = view.facts(CaseKind::Acquisition);
    let (rests, day, id) = (kept.rests(), kept.last_day(), &filed.technology);
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::WITHHELD, fields_withheld(kept), &rests);
    let (class, of) = class(view, Some(id));
    facts.maybe(key::CLASS, class.clone().map(|class| text(class.code())), &of);
    facts.set(key::METHOD, text(filed.method.code()), &rests);
    facts.set(key::FUNDING, text(filed.funding.code()), &rests);
    facts.maybe(key::VALUE_GIVEN, kept.given(&filed.value, "value"), &rests);
    facts.set(key::CEILING_GIVEN, filed.ceiling.is_some(), &rests);
    let ceiling = kept.field(&filed.ceiling, "ceiling");
    let (paid, of) = paid_percent(view, &Subject::Filing(id.clone()), ceiling);
    facts.maybe(key::PAID_PERCENT, paid, &of);
    facts.set(key::IMPACT_SECTIONS, set(filed.impact_sections.iter().map(|section| section.code())), &rests);
    facts.maybe(key::ALTERNATIVES_GIVEN, kept.given(&filed.alternatives, "alternatives"), &rests);
    day_of(&mut facts, key::APPROVED_ON, approved_on(view, Some(id)));
    let first = contracts(view, id).into_iter().map(|(kept, _)| (kept.first_day(), kept.latest)).min();
    day_of(&mut facts, key::CONTRACTED_ON, first);
    day_of(&mut facts, key::CONSULTED_ON, consulted_on(view, id));
    let filer = kept.filing.filer.clone();
    let (power, of) = power_for(view, &Maybe::Known(filer.clone()), &class, day);
    facts.maybe(key::HAS_POWER, power, &of);
    Made { resource: facts, body: Maybe::Known(filer), record: Some(id.clone()), day }
}

/// Whether a body has the power that a class needs.
pub(super) fn power_for(
    view: &View<'_>,
    id: &Maybe<BodyId>,
    class: &Maybe<TechnologyClass>,
    day: Date,
) -> (Maybe<bool>, Vec<u64>) {
    match class {
        Maybe::Known(class) => body::has_power(view, id, powers_for(*class), day),
        Maybe::Absent => (Maybe::Absent, Vec::new()),
        Maybe::Unknown => (Maybe::Unknown, Vec::new()),
    }
}

/// What was paid in percent of an amount, rounded up; unknown where something was paid in another currency.
fn paid_percent(view: &View<'_>, subject: &Subject, amount: Maybe<&register::value::Money>) -> (Maybe<i64>, Vec<u64>) {
    let all = view.count(subject, Bucket::Payments);
    let count = |count: Option<&Count>| count.map_or(0, |count| count.count);
    let percent = match amount {
        Maybe::Known(amount) => {
            let same = Bucket::PaymentsIn(currency(&amount.currency));
            let paid = view.count(subject, same);
            let whole = hundredths(&amount.amount).filter(|whole| *whole > 0);
            match (count(all) == count(paid), whole) {
                (true, Some(whole)) => Maybe::Known(percent(paid.map_or(0, |paid| paid.high), whole)),
                _ => Maybe::Unknown,
            }
        }
        Maybe::Absent => Maybe::Absent,
        Maybe::Unknown => Maybe::Unknown,
    };
    (percent, evidence(all).to_vec())
}

fn percent(part: i64, whole: i64) -> i64 {
    let percent = (i128::from(part) * 100 + i128::from(whole) - 1).div_euclid(i128::from(whole));
    i64::try_from(percent).unwrap_or(i64::MAX)
}

/// The facts of a use policy.
pub(super) fn policy(view: &View<'_>, kept: &Kept, filed: &Policy) -> Made {
    use vocabulary::policy as key;
    let mut facts = view.facts(CaseKind::Policy);
    let (rests, id) = (kept.rests(), &filed.technology);
    facts.set(key::DATE, moment(filed.from), &rests);
    facts.maybe(key::UNTIL, kept.field(&filed.to, "to").map(|day| moment(*day)), &rests);
    facts.set(key::SECTIONS, set(filed.sections.iter().map(|section| section.code())), &rests);
    let days = kept.field(&filed.retention_days, "retention_days");
    facts.maybe(key::RETENTION_DAYS, days.map(|days| i64::try_from(*days).unwrap_or(i64::MAX)), &rests);
    facts.maybe(key::APPROVED_BY_NAMED, kept.given(&filed.approved_by, "approved_by"), &rests);
    let by_self = kept.field(&filed.approved_by, "approved_by").map(|by| *by == kept.filing.filer);
    facts.maybe(key::APPROVED_BY_SELF, by_self, &rests);
    if facts.wants(key::OTHERS) {
        let others = overlapping(view, kept, filed);
        facts.set(key::OTHERS, count(&others), &entries(&others));
    }
    if facts.wants(key::FIRST_USE_ON) {
        let (first, of) = view.beginning(&Subject::Filing(id.clone()), Bucket::Uses);
        facts.maybe(key::FIRST_USE_ON, first.map(moment).into(), &of);
    }
    if facts.wants(key::CONSULTED_ON) {
        day_of(&mut facts, key::CONSULTED_ON, consulted_on(view, id));
    }
    let (class, of) = class(view, Some(id));
    facts.maybe(key::CLASS, class.map(|class| text(class.code())), &of);
    Made { resource: facts, body: Maybe::Known(kept.filing.filer.clone()), record: Some(id.clone()), day: filed.from }
}

/// The other policies of a technology that hold on some day on which one does.
fn overlapping<'a>(view: &View<'a>, kept: &Kept, filed: &Policy) -> Vec<&'a Kept> {
    let overlaps = |other: &&Kept| match &other.filing.content {
        Content::Policy(policy) if other.filing.id != kept.filing.id => {
            filed.to.is_none_or(|to| policy.from <= to) && policy.to.is_none_or(|to| filed.from <= to)
        }
        _ => false,
    };
    view.about(&filed.technology, Form::Policy).into_iter().filter(overlaps).collect()
}

/// The facts of a vendor check.
pub(super) fn diligence(view: &View<'_>, kept: &Kept, filed: &Diligence) -> Made {
    use vocabulary::diligence as key;
    let mut facts = view.facts(CaseKind::Diligence);
    let (rests, day, id) = (kept.rests(), kept.last_day(), &filed.technology);
    let with = |result| filed.lists.iter().filter(|list| list.result == result).collect::<Vec<_>>();
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::LISTS, count(&filed.lists), &rests);
    facts.set(key::HITS, count(&with(CheckResult::Hit)), &rests);
    facts.set(key::NOT_CHECKED, count(&with(CheckResult::NotChecked)), &rests);
    facts.maybe(key::OWNERS_KNOWN, kept.field(&filed.owners_known, "owners_known").map(|known| *known), &rests);
    facts.set(key::VALID_UNTIL, moment(filed.valid_until), &rests);
    facts.set(key::WAIVED, filed.waiver.is_some(), &rests);
    let waived_until = kept.field(&filed.waiver_until, "waiver_until").map(|day| moment(*day));
    facts.maybe(key::WAIVED_UNTIL, waived_until, &rests);
    let later: Vec<u64> = checks(view, id)
        .into_iter()
        .filter(|(other, check)| check.vendor == filed.vendor && other.last_day() > day)
        .map(|(other, _)| other.latest)
        .collect();
    facts.set(key::RENEWED, !later.is_empty(), &later);
    let (end, of) = contract_end(view, id);
    facts.maybe(key::CONTRACT_END, end.map(moment), &of);
    Made { resource: facts, body: Maybe::Known(kept.filing.filer.clone()), record: Some(id.clone()), day }
}

fn checks<'a>(view: &View<'a>, id: &FilingId) -> Vec<(&'a Kept, &'a Diligence)> {
    let all = view.about(id, Form::Diligence).into_iter();
    all.filter_map(|kept| match &kept.filing.content {
        Content::Diligence(filed) => Some((kept, &**filed)),
        _ => None,
    })
    .collect()
}

/// The entries of vendor checks that were valid on a day.
fn checked(view: &View<'_>, id: &FilingId, day: Date) -> Vec<u64> {
    let all = checks(view, id).into_iter();
    all.filter(|(kept, check)| covers(kept.last_day(), Some(check.valid_until), day))
        .map(|(kept, _)| kept.latest)
        .collect()
}

/// The facts of a consultation.
pub(super) fn consultation(view: &View<'_>, kept: &Kept, filed: &Consultation) -> Made {
    use vocabulary::consultation as key;
    let mut facts = view.facts(CaseKind::Consultation);
    let rests = kept.rests();
    facts.set(key::DATE, moment(filed.opens), &rests);
    facts.set(key::OPEN_DAYS, days_between(moment(filed.opens), moment(filed.closes)) + 1, &rests);
    facts.set(key::CLOSES, moment(filed.closes), &rests);
    facts.maybe(key::FINAL_DUE, kept.field(&filed.final_due, "final_due").map(|day| moment(*day)), &rests);
    facts.set(key::LANGUAGES, set(filed.languages.iter().map(|language| language.code())), &rests);
    facts.set(key::RECEIVED, kept.received_on(), &rests);
    let comments = view.about(&kept.filing.id, Form::Comment);
    let late: Vec<&Kept> = comments
        .iter()
        .filter(|comment| !covers(filed.opens, Some(filed.closes), comment.last_day()))
        .copied()
        .collect();
    let (unanswered, adopted) = answers(view, &comments);
    facts.set(key::COMMENTS, count(&comments), &entries(&comments));
    facts.set(key::LATE_COMMENTS, count(&late), &entries(&late));
    facts.set(key::UNANSWERED, count(&unanswered), &entries(&unanswered));
    facts.set(key::ADOPTED, count(&adopted), &entries(&adopted));
    final_text(view, &mut facts, filed);
    let filer = kept.filing.filer.clone();
    Made { resource: facts, body: Maybe::Known(filer), record: filed.technology.clone(), day: filed.opens }
}

/// Comments without an answer, and those adopted at least partly.
fn answers<'a>(view: &View<'_>, comments: &[&'a Kept]) -> (Vec<&'a Kept>, Vec<&'a Kept>) {
    let (mut unanswered, mut adopted) = (Vec::new(), Vec::new());
    for comment in comments {
        let answers = view.about(&comment.filing.id, Form::Answer);
        let taken = |kept: &&Kept| {
            matches!(&kept.filing.content, Content::Answer(answer)
                if matches!(answer.outcome, AnswerOutcome::Adopted | AnswerOutcome::Partly))
        };
        if answers.is_empty() {
            unanswered.push(*comment);
        }
        if answers.iter().any(taken) {
            adopted.push(*comment);
        }
    }
    (unanswered, adopted)
}

fn final_text(view: &View<'_>, facts: &mut Facts, filed: &Consultation) {
    use vocabulary::consultation as key;
    let Some(id) = &filed.technology else { return };
    let decisions = decided(view, id);
    let policies = view.about(id, Form::Policy);
    let texts = decisions.iter().map(|(kept, _)| *kept).chain(policies);
    let after = texts.filter(|kept| kept.last_day() > filed.closes).map(|kept| (kept.last_day(), kept.latest));
    day_of(facts, key::FINAL_ON, after.min());
    let first =
        decisions.iter().filter(|(kept, _)| kept.last_day() >= filed.opens).min_by_key(|(kept, _)| kept.last_day());
    day_of(facts, key::DECIDED_ON, first.map(|(kept, _)| (kept.last_day(), kept.latest)));
    if let Some((kept, decision)) = first {
        let changed = kept.field(&decision.text, "text").map(|text| *text != filed.text);
        facts.maybe(key::TEXT_CHANGED, changed, &kept.rests());
    }
}

/// The facts of a decision.
pub(super) fn decision(view: &View<'_>, kept: &Kept, filed: &Decision) -> Made {
    use vocabulary::decision as key;
    let mut facts = view.facts(CaseKind::Decision);
    let (rests, day, id) = (kept.rests(), kept.last_day(), &filed.technology);
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::TRIGGER, text(filed.trigger.code()), &rests);
    facts.set(key::RESULT, text(filed.result.code()), &rests);
    facts.maybe(key::UNTIL, kept.field(&filed.until, "until").map(|day| moment(*day)), &rests);
    facts.maybe(key::REASONS_GIVEN, kept.given(&filed.reasons, "reasons"), &rests);
    facts.set(key::VOTES_GIVEN, filed.votes_for.is_some() && filed.votes_against.is_some(), &rests);
    let consultations = consultations(view, id);
    let closed: Vec<_> = consultations.iter().filter(|(_, consultation)| consultation.closes < day).copied().collect();
    facts.set(key::CONSULTED, !closed.is_empty(), &rests_on(&closed));
    let opened = consultations.iter().filter(|(_, consultation)| consultation.opens <= day);
    day_of(&mut facts, key::CONSULTATION_CLOSED_ON, opened.map(|(kept, filed)| (filed.closes, kept.latest)).max());
    let comments: Vec<&Kept> =
        consultations.iter().flat_map(|(kept, _)| view.about(&kept.filing.id, Form::Comment)).collect();
    let (unanswered, _) = answers(view, &comments);
    facts.set(key::UNANSWERED, count(&unanswered), &entries(&unanswered));
    needs(view, &mut facts, id);
    let holder = technology_of(view, Some(id))
        .map_or(Maybe::Unknown, |(technology, filed)| technology.field(&filed.holder, "holder").map(BodyId::clone));
    facts.maybe(key::DECIDED_BY_HOLDER, holder.map(|holder| holder == kept.filing.filer), &rests);
    let later: Vec<_> = decided(view, id)
        .into_iter()
        .filter(|(other, decision)| approves(decision) && other.last_day() > day)
        .collect();
    facts.set(key::RENEWED, !later.is_empty(), &rests_on(&later));
    let uses = view.count(&Subject::Filing(id.clone()), Bucket::Uses);
    facts.maybe(key::LAST_USE_ON, uses.and_then(|uses| uses.last).map(moment).into(), evidence(uses));
    let checked = checked(view, id, day);
    facts.set(key::DILIGENCE_VALID, !checked.is_empty(), &checked);
    Made { resource: facts, body: Maybe::Known(kept.filing.filer.clone()), record: Some(id.clone()), day }
}

/// What the needs filed of a technology hold.
fn needs(view: &View<'_>, facts: &mut Facts, id: &FilingId) {
    use vocabulary::decision as key;
    let acquisitions = view.about(id, Form::Acquisition);
    let filed = |kept: &&&Kept| match &kept.filing.content {
        Content::Acquisition(filed) => Some((filed.impact_sections.clone(), filed.alternatives.is_some())),
        _ => None,
    };
    let all: Vec<_> = acquisitions.iter().filter_map(|kept| filed(&kept)).collect();
    let sections = all.iter().flat_map(|(sections, _)| sections.iter().map(|section| section.code()));
    facts.set(key::IMPACT_SECTIONS, set(sections), &entries(&acquisitions));
    let given = match all.iter().any(|(_, given)| *given) {
        true => Maybe::Known(true),
        false if acquisitions.is_empty() => Maybe::Known(false),
        false => acquisitions.first().map_or(Maybe::Absent, |kept| match &kept.filing.content {
            Content::Acquisition(filed) => kept.given(&filed.alternatives, "alternatives"),
            _ => Maybe::Absent,
        }),
    };
    facts.maybe(key::ALTERNATIVES_GIVEN, given, &entries(&acquisitions));
}

/// The facts of a contract.
pub(super) fn contract(view: &View<'_>, kept: &Kept, filed: &Contract) -> Made {
    let mut facts = view.facts(CaseKind::Contract);
    let day = kept.last_day();
    contract_itself(&mut facts, kept, filed, day);
    contract_seller(view, &mut facts, kept, filed, day);
    contract_life(view, &mut facts, kept, filed, day);
    contract_claims(view, &mut facts);
    let record = filed.technology.clone();
    Made { resource: facts, body: Maybe::Known(filed.buyer.clone()), record, day }
}

fn contract_itself(facts: &mut Facts, kept: &Kept, filed: &Contract, day: Date) {
    use vocabulary::contract as key;
    let rests = kept.rests();
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::OWN, is_own_contract(kept, filed), &rests);
    facts.set(key::WITHHELD, fields_withheld(kept), &rests);
    facts.maybe(key::TECHNOLOGY_NAMED, kept.given(&filed.technology, "technology"), &rests);
    facts.maybe(key::NUMBER_GIVEN, kept.given(&filed.number, "number"), &rests);
    facts.maybe(key::KIND, kept.field(&filed.kind, "kind").map(|kind| text(kind.code())), &rests);
    facts.set(key::PARENT_GIVEN, filed.parent.is_some(), &rests);
    facts.maybe(key::PROCEDURE, kept.field(&filed.procedure, "procedure").map(|way| text(way.code())), &rests);
    facts.set(key::EXCEPTION_GIVEN, filed.exception.is_some(), &rests);
    facts.set(key::EXCEPTION_LAWS, laws(&filed.exception), &rests);
    let words = |value: &str| text(&normalize(value));
    if facts.wants(key::OBJECT) {
        facts.maybe(key::OBJECT, kept.field(&filed.object, "object").map(|object| words(object.as_str())), &rests);
    }
    let amount = kept.field(&filed.amount, "amount");
    let cents = match amount.clone().map(|amount| hundredths(&amount.amount)) {
        Maybe::Known(Some(amount)) => Maybe::Known(amount),
        Maybe::Absent => Maybe::Absent,
        _ => Maybe::Unknown,
    };
    facts.maybe(key::AMOUNT, cents, &rests);
    facts.maybe(key::CURRENCY, amount.map(|amount| text(&amount.currency)), &rests);
    facts.maybe(key::FROM, kept.field(&filed.from, "from").map(|day| moment(*day)), &rests);
    facts.maybe(key::TO, kept.field(&filed.to, "to").map(|day| moment(*day)), &rests);
    facts.maybe(key::END_USER_NAMED, kept.given(&filed.end_user, "end_user"), &rests);
    facts.maybe(key::SUPPLIER_NAMED, kept.given(&filed.supplier, "supplier"), &rests);
    facts.set(key::PARTIES, count(&filed.parties), &rests);
    if facts.wants(key::BUDGET_ITEM) {
        let item = kept.field(&filed.budget_item, "budget_item").map(|item| words(item.as_str()));
        facts.maybe(key::BUDGET_ITEM, item, &rests);
    }
    facts.set(key::QUANTITIES_GIVEN, !filed.quantities.is_empty(), &rests);
    facts.set(key::RECEIVED, kept.received_on(), &rests);
}

fn contract_seller(view: &View<'_>, facts: &mut Facts, kept: &Kept, filed: &Contract, day: Date) {
    use vocabulary::contract as key;
    let rests = kept.rests();
    let supplier = kept.field(&filed.supplier, "supplier").map(BodyId::clone);
    let age = match &supplier {
        Maybe::Known(supplier) => {
            let since = view
                .descriptions(supplier)
                .into_iter()
                .find_map(|(kept, body)| body.from.map(|from| (from, kept.latest)));
            let age = since.map(|(from, _)| days_between(moment(from), moment(day)));
            let of: Vec<u64> = since.iter().map(|(_, entry)| *entry).chain(rests).collect();
            (age.map_or(Maybe::Unknown, Maybe::Known), of)
        }
        Maybe::Absent => (Maybe::Absent, rests.to_vec()),
        Maybe::Unknown => (Maybe::Unknown, rests.to_vec()),
    };
    facts.maybe(key::SUPPLIER_AGE_DAYS, age.0, &age.1);
    let technology = technology_of(view, filed.technology.as_ref());
    let maker = technology.and_then(|(_, technology)| technology.maker.as_ref());
    let named = filed.parties.iter().any(|party| party.role == PartyRole::Maker)
        || (maker.is_some() && maker == filed.supplier.as_ref());
    facts.set(key::MAKER_NAMED, named, &rests);
    if facts.wants(key::OWNERS_KNOWN) {
        facts.maybe(key::OWNERS_KNOWN, owners_known(view, filed), &rests);
    }
}

/// Whether the owners of all who sell are known; absent where nobody says anything.
fn owners_known(view: &View<'_>, filed: &Contract) -> Maybe<bool> {
    let said: Vec<Option<bool>> = filed.parties.iter().map(|party| party.owners_known).collect();
    let checks = filed.technology.as_ref().map(|id| checks(view, id)).unwrap_or_default();
    let of_supplier = checks.iter().filter(|(_, check)| Some(&check.vendor) == filed.supplier.as_ref());
    let checked: Vec<bool> = of_supplier.filter_map(|(_, check)| check.owners_known).collect();
    if said.iter().all(Option::is_none) && checked.is_empty() {
        return Maybe::Absent;
    }
    // Where some are spoken of, silence about another is not knowledge.
    match said.iter().any(Option::is_none) {
        _ if said.contains(&Some(false)) || checked.contains(&false) => Maybe::Known(false),
        true => Maybe::Unknown,
        false => Maybe::Known(true),
    }
}

fn contract_life(view: &View<'_>, facts: &mut Facts, kept: &Kept, filed: &Contract, day: Date) {
    use vocabulary::contract as key;
    let own = &kept.filing.id;
    let (class, of) = class(view, filed.technology.as_ref());
    facts.maybe(key::CLASS, class.clone().map(|class| text(class.code())), &of);
    if facts.wants(key::HAS_POWER) {
        let (power, of) = power_for(view, &Maybe::Known(filed.buyer.clone()), &class, day);
        facts.maybe(key::HAS_POWER, power, &of);
    }
    let subject = Subject::Filing(own.clone());
    let tally = view.own_tally();
    facts.set(key::PAYMENTS, tally.count(Bucket::Payments), tally.rests(Bucket::Payments));
    let last = tally.of(Bucket::Payments).and_then(|paid| paid.last);
    facts.maybe(key::LAST_PAYMENT_ON, last.map(moment).into(), tally.rests(Bucket::Payments));
    let (paid, of) = paid_percent(view, &subject, kept.field(&filed.amount, "amount"));
    facts.maybe(key::PAID_PERCENT, paid, &of);
    if facts.wants(key::CONTINUED) {
        let continued: Vec<u64> = continuing(view, own).iter().map(|kept| kept.latest).collect();
        facts.set(key::CONTINUED, !continued.is_empty(), &continued);
    }
    match &filed.technology {
        Some(id) => contract_technology(view, facts, id, day),
        None => {
            facts.set(key::ACQUISITION_FILED, false, &[]);
            facts.set(key::DILIGENCE_VALID, false, &[]);
            facts.set(key::HIT_WITHOUT_WAIVER, false, &[]);
            facts.set(key::RETIREMENTS, 0, &[]);
            facts.set(key::USES, 0, &[]);
        }
    }
}

/// What else was filed of the technology that a contract names.
fn contract_technology(view: &View<'_>, facts: &mut Facts, id: &FilingId, day: Date) {
    use vocabulary::contract as key;
    if facts.wants(key::APPROVED_ON) {
        day_of(facts, key::APPROVED_ON, approved_on(view, Some(id)));
    }
    if facts.wants(key::ACQUISITION_FILED) {
        let acquisitions = view.about(id, Form::Acquisition);
        let before: Vec<&Kept> = acquisitions.into_iter().filter(|kept| kept.last_day() <= day).collect();
        facts.set(key::ACQUISITION_FILED, !before.is_empty(), &entries(&before));
    }
    if facts.wants(key::DILIGENCE_VALID) || facts.wants(key::HIT_WITHOUT_WAIVER) {
        let valid = checked(view, id, day);
        facts.set(key::DILIGENCE_VALID, !valid.is_empty(), &valid);
        let hit = |check: &Diligence| {
            let waived = check.waiver.is_some() && check.waiver_until.is_none_or(|until| day <= until);
            check.lists.iter().any(|list| list.result == CheckResult::Hit) && !waived
        };
        let hits: Vec<u64> =
            checks(view, id).into_iter().filter(|(_, check)| hit(check)).map(|(kept, _)| kept.latest).collect();
        facts.set(key::HIT_WITHOUT_WAIVER, !hits.is_empty(), &hits);
    }
    if facts.wants(key::RETIRED_ON) || facts.wants(key::RETIREMENTS) {
        let (retired, of) = retired_on(view, id);
        facts.maybe(key::RETIRED_ON, retired.map(moment), &of);
        let retirements = view.about(id, Form::Retirement);
        facts.set(key::RETIREMENTS, count(&retirements), &entries(&retirements));
    }
    if facts.wants(key::USES) {
        let uses = view.count(&Subject::Filing(id.clone()), Bucket::Uses);
        facts.set(key::USES, uses.map_or(0, |uses| uses.count), evidence(uses));
    }
}

/// The contracts that name one as their parent.
fn continuing<'a>(view: &View<'a>, id: &FilingId) -> Vec<&'a Kept> {
    let all = view.about(id, Form::Contract).into_iter();
    all.filter(|kept| matches!(&kept.filing.content, Content::Contract(next) if next.parent.as_ref() == Some(id)))
        .collect()
}

fn contract_claims(view: &View<'_>, facts: &mut Facts) {
    use vocabulary::contract as key;
    let tally = view.own_tally();
    let amounts = tally.of(Bucket::ClaimedAmounts).map_or(0, |amounts| amounts.texts.len());
    let amounts = i64::try_from(amounts).unwrap_or(i64::MAX);
    facts.set(key::CLAIMED_AMOUNTS, amounts, tally.rests(Bucket::ClaimedAmounts));
    summed(facts, key::DENIALS, tally, &[Bucket::Claims(ClaimKind::Denial)]);
    summed(facts, key::SECRECIES, tally, &[Bucket::Claims(ClaimKind::Secrecy)]);
    let affirmed = [Bucket::Claims(ClaimKind::Purchase), Bucket::Claims(ClaimKind::Payment)];
    summed(facts, key::AFFIRMATIONS, tally, &affirmed);
}

/// The facts of a payment.
pub(super) fn payment(view: &View<'_>, kept: &Kept, filed: &Payment) -> Made {
    use vocabulary::payment as key;
    let mut facts = view.facts(CaseKind::Payment);
    let (rests, day) = (kept.rests(), kept.last_day());
    facts.set(key::DATE, moment(day), &rests);
    let own = kept.filing.filer == filed.payer || Some(&kept.filing.filer) == filed.payee.as_ref();
    facts.set(key::OWN, own, &rests);
    facts.maybe(key::TREASURY_NUMBER_GIVEN, kept.given(&filed.treasury_number, "treasury_number"), &rests);
    let item = kept.field(&filed.budget_item, "budget_item").map(|item| text(&normalize(item.as_str())));
    facts.maybe(key::BUDGET_ITEM, item, &rests);
    let contract = view.filing(&filed.contract).and_then(|kept| match &kept.filing.content {
        Content::Contract(contract) => Some((kept, &**contract)),
        _ => None,
    });
    facts.set(key::CONTRACT_OWN, contract.is_some_and(|(kept, contract)| is_own_contract(kept, contract)), &rests);
    let record = contract.and_then(|(_, contract)| contract.technology.clone());
    if let Some((contract_kept, contract)) = contract {
        let rests = [contract_kept.latest, kept.latest];
        let payee = kept.field(&filed.payee, "payee").map(|payee| is_party(contract, contract_kept, payee));
        facts.maybe(key::PAYEE_IN_CHAIN, flatten(payee), &rests);
        let continued = !continuing(view, &filed.contract).is_empty();
        let end = contract_kept.field(&contract.to, "to").map(|to| day > *to);
        facts.maybe(key::AFTER_END, if continued { Maybe::Absent } else { end }, &rests);
        let currency = contract_kept.field(&contract.amount, "amount");
        facts.maybe(key::SAME_CURRENCY, currency.map(|amount| amount.currency == filed.amount.currency), &rests);
        let from = contract_kept.field(&contract.from, "from");
        facts.maybe(key::DAYS_FROM_START, from.map(|from| days_between(moment(*from), moment(day))), &rests);
    }
    if let Some(id) = &record {
        let (retired, of) = retired_on(view, id);
        facts.maybe(key::AFTER_RETIREMENT, retired.map(|retired| day > retired), &of);
    }
    Made { resource: facts, body: Maybe::Known(filed.payer.clone()), record, day }
}

/// Whether somebody is the supplier or a party of a contract; unknown where its supplier is not known.
fn is_party(contract: &Contract, kept: &Kept, payee: &BodyId) -> Maybe<bool> {
    if contract.parties.iter().any(|party| party.body == *payee) {
        return Maybe::Known(true);
    }
    match kept.field(&contract.supplier, "supplier") {
        Maybe::Known(supplier) => Maybe::Known(supplier == payee),
        Maybe::Absent => Maybe::Known(false),
        Maybe::Unknown => Maybe::Unknown,
    }
}

fn flatten<T>(value: Maybe<Maybe<T>>) -> Maybe<T> {
    match value {
        Maybe::Known(value) => value,
        Maybe::Absent => Maybe::Absent,
        Maybe::Unknown => Maybe::Unknown,
    }
}

/// Seats, targets and licences bought of a technology.
pub(super) fn targets_bought(view: &View<'_>, id: &FilingId) -> (Option<i64>, Vec<u64>) {
    use register::codelist::Unit;
    bought(&contracts(view, id), &[Unit::Targets, Unit::Seats, Unit::Licences])
}

/// The holder of a technology, for who uses it.
pub(super) fn user(view: &View<'_>, id: &FilingId, kept: &Kept) -> BodyId {
    holder(view, id, kept)
}
