//! Oversight: inspections, complaints, remedies. Steps follow one another.

use register::{
    codelist::{ComplaintState, InspectionKind},
    form::{Content, Form},
    forms::oversight::{Complaint, Inspection, Remedy},
    id::{FilingId, Reference},
};

use super::{Made, technology::day_of, text};
use crate::{
    case::CaseKind,
    fact::Maybe,
    kept::{Kept, moment},
    view::View,
    vocabulary,
};

/// Steps of one thread that are followed.
const MAX_STEPS: usize = 200;

/// All later steps of a form that follow a filing, any number of steps away, in the order of the log.
fn later<'a>(view: &View<'a>, id: &FilingId, form: Form) -> Vec<&'a Kept> {
    let mut all: Vec<&Kept> = view.about(id, form);
    let mut at = 0;
    while let Some(kept) = all.get(at).filter(|_| at < MAX_STEPS) {
        let next = view.about(&kept.filing.id, form);
        let new: Vec<&Kept> =
            next.into_iter().filter(|kept| !all.iter().any(|known| known.entry == kept.entry)).collect();
        all.extend(new);
        at += 1;
    }
    all
}

/// The facts of a step of an inspection.
pub(super) fn inspection(view: &View<'_>, kept: &Kept, filed: &Inspection) -> Made {
    use vocabulary::inspection as key;
    let mut facts = view.facts(CaseKind::Inspection);
    let (rests, day) = (kept.rests(), kept.last_day());
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::KIND, text(filed.kind.code()), &rests);
    facts.maybe(key::GRADE, filed.grade.map(|grade| text(grade.code())).into(), &rests);
    facts.maybe(key::DUE, kept.field(&filed.due, "due").map(|day| moment(*day)), &rests);
    let next = view.about(&kept.filing.id, Form::Inspection);
    let is = |kept: &Kept, kinds: &[InspectionKind]| matches!(&kept.filing.content, Content::Inspection(step) if kinds.contains(&step.kind));
    let answers = [InspectionKind::Access, InspectionKind::Reply, InspectionKind::Refusal];
    let replies = next.iter().filter(|kept| kept.filing.filer == filed.body || is(kept, &answers));
    day_of(&mut facts, key::REPLIED_ON, replies.map(|kept| (kept.last_day(), kept.latest)).min());
    let refusals: Vec<u64> =
        next.iter().filter(|kept| is(kept, &[InspectionKind::Refusal])).map(|kept| kept.latest).collect();
    facts.set(key::REFUSED, !refusals.is_empty(), &refusals);
    let of: Vec<u64> = next.iter().map(|kept| kept.latest).collect();
    facts.set(key::FOLLOWED, !next.is_empty(), &of);
    let steps = later(view, &kept.filing.id, Form::Inspection);
    let last = steps.iter().map(|kept| (kept.last_day(), kept.latest)).max().unwrap_or((day, kept.latest));
    facts.set(key::LAST_STEP_ON, moment(last.0), &[last.1]);
    let body = Maybe::Known(filed.body.clone());
    Made { resource: facts, body, record: filed.technology.clone(), day }
}

/// The facts of a complaint.
pub(super) fn complaint(view: &View<'_>, kept: &Kept, filed: &Complaint) -> Made {
    use vocabulary::complaint as key;
    let mut facts = view.facts(CaseKind::Complaint);
    let (rests, day) = (kept.rests(), kept.last_day());
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::STATE, text(filed.state.code()), &rests);
    facts.set(key::FIRST, filed.follows.is_none(), &rests);
    facts.maybe(key::DUE, kept.field(&filed.due, "due").map(|day| moment(*day)), &rests);
    let next = view.about(&kept.filing.id, Form::Complaint);
    day_of(&mut facts, key::ACKNOWLEDGED_ON, next.iter().map(|kept| (kept.last_day(), kept.latest)).min());
    let decides = |kept: &&&Kept| {
        matches!(&kept.filing.content, Content::Complaint(step)
            if matches!(step.state, ComplaintState::Decided | ComplaintState::Closed))
    };
    let steps = later(view, &kept.filing.id, Form::Complaint);
    day_of(&mut facts, key::DECIDED_ON, steps.iter().filter(decides).map(|kept| (kept.last_day(), kept.latest)).min());
    let against = filed.against.clone().map_or(Maybe::Unknown, Maybe::Known);
    Made { resource: facts, body: against, record: filed.technology.clone(), day }
}

/// The facts of a remedy.
pub(super) fn remedy(view: &View<'_>, kept: &Kept, filed: &Remedy) -> Made {
    use vocabulary::remedy as key;
    let mut facts = view.facts(CaseKind::Remedy);
    let (rests, day) = (kept.rests(), kept.last_day());
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::KIND, text(filed.kind.code()), &rests);
    facts.maybe(key::DUE, kept.field(&filed.due, "due").map(|day| moment(*day)), &rests);
    facts.maybe(key::DONE_ON, kept.field(&filed.done, "done").map(|day| moment(*day)), &rests);
    let record = match &filed.case {
        Reference::Filing(id) if id.form() == Form::Technology => Some(id.clone()),
        _ => None,
    };
    Made { resource: facts, body: Maybe::Known(filed.ordered_by.clone()), record, day }
}
