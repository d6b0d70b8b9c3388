//! Disposal: holds, retirements, destructions.

use register::{
    codelist::{BodyKind, ClaimKind, HoldReason, Stage},
    form::{Content, Form},
    forms::disposal::{Destruction, Hold, Retirement},
    id::{BodyId, FilingId, Reference},
    time::Date,
};

use super::{
    Made, covers, fields_withheld,
    purchase::class,
    set,
    technology::{OpenHold, attested, count, day_of, holds},
    technology_of, text,
};
use crate::{
    case::CaseKind,
    fact::{Facts, Maybe},
    kept::{Kept, moment},
    tally::{Bucket, Subject, evidence},
    view::View,
    vocabulary,
};

/// The facts of a hold.
pub(super) fn hold(view: &View<'_>, kept: &Kept, filed: &Hold) -> Made {
    use vocabulary::hold as key;
    let mut facts = view.facts(CaseKind::Hold);
    let rests = kept.rests();
    facts.set(key::DATE, moment(filed.from), &rests);
    facts.maybe(key::UNTIL, kept.field(&filed.to, "to").map(|day| moment(*day)), &rests);
    facts.set(key::REASON, text(filed.reason.code()), &rests);
    let technologies: Vec<FilingId> = filed.scope.iter().flat_map(|reference| held(view, reference)).collect();
    let within = |day: Date| covers(filed.from, filed.to, day);
    let disposed: Vec<u64> = technologies
        .iter()
        .flat_map(|id| disposals(view, id))
        .filter(|(day, _)| within(*day))
        .map(|(_, entry)| entry)
        .collect();
    facts.set(key::DISPOSED_WITHIN, !disposed.is_empty(), &disposed);
    let ends = |kept: &&Kept| {
        let at_disposal = matches!(&kept.filing.content, Content::Claim(claim) if claim.stage == Stage::Disposal);
        at_disposal && within(kept.last_day())
    };
    let claims = technologies.iter().flat_map(|id| view.claims(&Subject::Filing(id.clone()), &[ClaimKind::End]));
    let claimed: Vec<u64> = claims.filter(ends).map(|kept| kept.latest).collect();
    facts.set(key::CLAIMED_END_WITHIN, !claimed.is_empty(), &claimed);
    let record = technologies.first().cloned();
    let holder = technology_of(view, record.as_ref()).and_then(|(_, technology)| technology.holder.clone());
    let named = filed.scope.iter().find_map(|reference| match reference {
        Reference::Body(id) => Some(id.clone()),
        Reference::Filing(_) => None,
    });
    Made { resource: facts, body: holder.or(named).map_or(Maybe::Unknown, Maybe::Known), record, day: filed.from }
}

/// The technologies that a hold on something covers.
fn held(view: &View<'_>, reference: &Reference) -> Vec<FilingId> {
    match reference {
        Reference::Filing(id) if id.form() == Form::Technology => vec![id.clone()],
        Reference::Filing(id) => {
            let content = view.filing(id).map(|kept| &kept.filing.content);
            content.and_then(crate::references::technology).cloned().into_iter().collect()
        }
        Reference::Body(id) => {
            view.about_body(id, Form::Technology).into_iter().map(|kept| kept.filing.id.clone()).collect()
        }
    }
}

/// When a technology or a part of it was disposed of, as filed.
fn disposals(view: &View<'_>, id: &FilingId) -> Vec<(Date, u64)> {
    let retirements = view.about(id, Form::Retirement).into_iter().map(|kept| match &kept.filing.content {
        Content::Retirement(filed) => {
            (filed.effective.or(filed.decided).unwrap_or_else(|| kept.last_day()), kept.latest)
        }
        _ => (kept.last_day(), kept.latest),
    });
    let destructions = view.about(id, Form::Destruction).into_iter().map(|kept| (kept.last_day(), kept.latest));
    retirements.chain(destructions).collect()
}

/// The facts of a retirement.
pub(super) fn retirement(view: &View<'_>, kept: &Kept, filed: &Retirement) -> Made {
    use vocabulary::retirement as key;
    let mut facts = view.facts(CaseKind::Retirement);
    let (rests, id) = (kept.rests(), &filed.technology);
    let day = filed.effective.or(filed.decided).unwrap_or_else(|| kept.last_day());
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::WITHHELD, fields_withheld(kept), &rests);
    let (class, of) = class(view, Some(id));
    facts.maybe(key::CLASS, class.map(|class| text(class.code())), &of);
    facts.maybe(key::ORDERED_BY_NAMED, kept.given(&filed.ordered_by, "ordered_by"), &rests);
    facts.maybe(key::REASON_GIVEN, kept.given(&filed.reason, "reason"), &rests);
    facts.maybe(key::METHOD, kept.field(&filed.method, "method").map(|method| text(method.code())), &rests);
    facts.maybe(key::DECIDED_ON, kept.field(&filed.decided, "decided").map(|day| moment(*day)), &rests);
    facts.maybe(key::EFFECTIVE_ON, kept.field(&filed.effective, "effective").map(|day| moment(*day)), &rests);
    facts.maybe(key::LOGS_EXPORTED, kept.given(&filed.logs, "logs"), &rests);
    let exported = kept.field(&filed.log_entries, "log_entries");
    facts.maybe(key::LOG_ENTRIES, exported.map(|entries| i64::try_from(*entries).unwrap_or(i64::MAX)), &rests);
    facts.maybe(key::CUSTODIAN_NAMED, kept.given(&filed.custodian, "custodian"), &rests);
    facts.maybe(key::REVOKED_ON, kept.field(&filed.revoked, "revoked").map(|day| moment(*day)), &rests);
    facts.maybe(key::CERTIFICATE, kept.given(&filed.certificate, "certificate"), &rests);
    facts.set(key::RECEIVED, kept.received_on(), &rests);
    let holder = technology_of(view, Some(id)).and_then(|(_, technology)| technology.holder.clone());
    let open = open_holds(view, id, holder.as_ref(), day);
    facts.set(key::HOLD_OPEN, !open.is_empty(), &open.iter().map(|hold| hold.entry).collect::<Vec<_>>());
    day_of(&mut facts, key::ATTESTED_ON, attested(view, kept));
    retirement_history(view, &mut facts, &Subject::Filing(id.clone()), day);
    let body = holder.unwrap_or_else(|| kept.filing.filer.clone());
    Made { resource: facts, body: Maybe::Known(body), record: Some(id.clone()), day }
}

fn retirement_history(view: &View<'_>, facts: &mut Facts, technology: &Subject, day: Date) {
    use vocabulary::retirement as key;
    let logged = view.count(technology, Bucket::LogEntries);
    let used = match (logged, view.count(technology, Bucket::LogEntriesUnknown)) {
        (_, Some(_)) => Maybe::Unknown,
        (Some(logged), None) => Maybe::Known(logged.low),
        (None, None) => Maybe::Absent,
    };
    facts.maybe(key::USED_LOG_ENTRIES, used, evidence(logged));
    let inquiries = view.count(technology, Bucket::InquiryClaims);
    let before = inquiries.is_some_and(|claims| claims.first_end.is_some_and(|first| first <= day));
    facts.set(key::INQUIRY_CLAIMED, before, evidence(inquiries));
    if !facts.wants(key::LAST_ACTIVITY_ON) {
        return;
    }
    let active = [Bucket::Uses, Bucket::Orders, Bucket::Payments].map(|bucket| view.count(technology, bucket));
    let last = active.iter().flatten().filter_map(|count| count.last).max();
    let of: Vec<u64> = active.iter().flat_map(|count| evidence(*count)).copied().collect();
    facts.maybe(key::LAST_ACTIVITY_ON, last.map(moment).into(), &of);
}

fn open_holds(view: &View<'_>, id: &FilingId, holder: Option<&BodyId>, day: Date) -> Vec<OpenHold> {
    holds(view, id, holder).into_iter().filter(|hold| covers(hold.from, hold.to, day)).collect()
}

/// The facts of a destruction.
pub(super) fn destruction(view: &View<'_>, kept: &Kept, filed: &Destruction) -> Made {
    use vocabulary::destruction as key;
    let mut facts = view.facts(CaseKind::Destruction);
    let (rests, day) = (kept.rests(), kept.last_day());
    facts.set(key::DATE, moment(day), &rests);
    let (class, of) = class(view, filed.technology.as_ref());
    facts.maybe(key::CLASS, class.map(|class| text(class.code())), &of);
    let kind = view.kind_of(&filed.ordered_by);
    let by_court = kind.map_or(Maybe::Unknown, |kind| Maybe::Known(kind == BodyKind::Court));
    facts.maybe(key::BY_COURT, by_court, &rests);
    facts.set(key::ITEMS, count(&filed.items), &rests);
    let records = filed.records.map(|records| i64::try_from(records.high).unwrap_or(i64::MAX));
    facts.maybe(key::RECORDS, records.into(), &rests);
    facts.set(key::CATEGORIES, set(filed.items.iter().map(|item| item.category.code())), &rests);
    let by_other = match kept.field(&filed.verified_by, "verified_by") {
        Maybe::Known(by) => Maybe::Known(*by != kept.filing.filer && *by != filed.ordered_by),
        Maybe::Absent => Maybe::Known(false),
        Maybe::Unknown => Maybe::Unknown,
    };
    facts.maybe(key::VERIFIED_BY_OTHER, by_other, &rests);
    facts.set(key::OBSERVERS, count(&filed.observers), &rests);
    facts.maybe(key::CERTIFICATE, kept.given(&filed.certificate, "certificate"), &rests);
    let open = destruction_holds(view, kept, filed, day);
    let of: Vec<u64> = open.iter().map(|hold| hold.entry).collect();
    facts.set(key::HOLD_OPEN, !open.is_empty(), &of);
    facts.set(key::DEFENCE_HOLD, open.iter().any(|hold| hold.defence), &of);
    day_of(&mut facts, key::ATTESTED_ON, attested(view, kept));
    let body = Maybe::Known(filed.ordered_by.clone());
    Made { resource: facts, body, record: filed.technology.clone(), day }
}

/// The holds that covered a destruction: on its technology, the technology's holder, or its filer.
fn destruction_holds(view: &View<'_>, kept: &Kept, filed: &Destruction, day: Date) -> Vec<OpenHold> {
    let holder = technology_of(view, filed.technology.as_ref()).and_then(|(_, technology)| technology.holder.clone());
    let mut open = filed.technology.as_ref().map(|id| open_holds(view, id, holder.as_ref(), day)).unwrap_or_default();
    for other in view.about_body(&kept.filing.filer, Form::Hold) {
        let Content::Hold(hold) = &other.filing.content else { continue };
        if covers(hold.from, hold.to, day) && !open.iter().any(|known| known.entry == other.latest) {
            let defence = hold.reason == HoldReason::Defence;
            open.push(OpenHold { entry: other.latest, from: hold.from, to: hold.to, defence });
        }
    }
    open
}
