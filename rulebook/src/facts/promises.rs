//! Promises: commitments with their progress, drafts of rulebooks, regulations.

use std::collections::BTreeMap;

use register::{
    codelist::{Choice, Completion},
    form::{Content, Form},
    forms::{
        promises::{Commitment, Draft, Progress},
        who::Regulation,
    },
    id::{BodyId, FilingId},
    value::Sha256,
};

use super::{
    Made, set,
    technology::{count, day_of, entries, rests_on},
    text,
};
use crate::{
    case::CaseKind,
    fact::Maybe,
    kept::{DAY, Kept, moment},
    view::View,
    vocabulary,
};

/// The facts of a commitment.
pub(super) fn commitment(view: &View<'_>, kept: &Kept, filed: &Commitment) -> Made {
    use vocabulary::commitment as key;
    let mut facts = view.facts(CaseKind::Commitment);
    let (rests, day) = (kept.rests(), kept.first_day());
    facts.set(key::DATE, moment(day), &rests);
    facts.maybe(key::LEAD_NAMED, kept.given(&filed.lead, "lead"), &rests);
    facts.maybe(key::DUE, kept.field(&filed.due, "due").map(|day| moment(*day)), &rests);
    facts.set(key::MILESTONES, count(&filed.milestones), &rests);
    let all = progress(view, &kept.filing.id);
    facts.set(key::PROGRESS, count(&all), &rests_on(&all));
    day_of(&mut facts, key::LAST_PROGRESS_ON, all.iter().map(|(kept, _)| (kept.last_day(), kept.latest)).max());
    let latest = all.iter().filter(|(_, progress)| progress.milestone.is_none());
    let latest = latest.max_by_key(|(kept, _)| (kept.last_day(), kept.entry));
    let of: Vec<u64> = latest.iter().map(|(kept, _)| kept.latest).collect();
    let state = latest.map(|(_, progress)| progress.state);
    facts.maybe(key::STATE, state.map(|state| text(state.code())).into(), &of);
    facts.set(key::COMPLETED, state == Some(Completion::Completed), &of);
    let evidence = latest.map_or(Maybe::Absent, |(kept, progress)| kept.given(&progress.evidence, "evidence"));
    facts.maybe(key::EVIDENCE, evidence, &of);
    let done = done_milestones(&all);
    let open =
        filed.milestones.iter().filter(|milestone| !done.get(milestone.number.as_str()).copied().unwrap_or(false));
    day_of(&mut facts, key::NEXT_DUE, open.filter_map(|milestone| milestone.due.map(|due| (due, kept.latest))).min());
    let lead = kept.field(&filed.lead, "lead").map(BodyId::clone);
    Made { resource: facts, body: lead, record: None, day }
}

fn progress<'a>(view: &View<'a>, id: &FilingId) -> Vec<(&'a Kept, &'a Progress)> {
    let all = view.about(id, Form::Progress).into_iter();
    all.filter_map(|kept| match &kept.filing.content {
        Content::Progress(progress) => Some((kept, &**progress)),
        _ => None,
    })
    .collect()
}

/// The milestones that were done or withdrawn, by the latest progress on each.
fn done_milestones<'a>(all: &[(&Kept, &'a Progress)]) -> BTreeMap<&'a str, bool> {
    let mut sorted: Vec<_> = all.to_vec();
    sorted.sort_by_key(|(kept, _)| (kept.last_day(), kept.entry));
    let done = |state| matches!(state, Completion::Completed | Completion::Withdrawn);
    let of = |progress: &'a Progress| progress.milestone.as_ref().map(|number| (number.as_str(), done(progress.state)));
    sorted.into_iter().filter_map(|(_, progress)| of(progress)).collect()
}

/// The facts of a draft of a rulebook.
pub(super) fn draft(view: &View<'_>, kept: &Kept, filed: &Draft) -> Made {
    use vocabulary::draft as key;
    let mut facts = view.facts(CaseKind::Draft);
    let (rests, day, id) = (kept.rests(), kept.last_day(), &kept.filing.id);
    facts.set(key::DATE, moment(day), &rests);
    let consultations = view.about(id, Form::Consultation);
    facts.set(key::CONSULTED, !consultations.is_empty(), &entries(&consultations));
    let votes = view.about(id, Form::Vote);
    let with = |choice: Choice| -> Vec<&Kept> {
        let is = |kept: &&Kept| matches!(&kept.filing.content, Content::Vote(vote) if vote.choice == choice);
        votes.iter().copied().filter(is).collect()
    };
    let (votes_for, votes_against) = (with(Choice::For), with(Choice::Against));
    facts.set(key::VOTES_FOR, count(&votes_for), &entries(&votes_for));
    facts.set(key::VOTES_AGAINST, count(&votes_against), &entries(&votes_against));
    let sectors =
        votes.iter().filter_map(|kept| view.descriptions(&kept.filing.filer).first().and_then(|(_, body)| body.sector));
    facts.set(key::SECTORS, set(sectors.map(|sector| sector.code())), &entries(&votes));
    view.rulebooks();
    let adopted = regulations(view).into_iter().filter(|(_, regulation)| regulation.digest == Some(filed.digest));
    day_of(&mut facts, key::ADOPTED_ON, adopted.map(|(kept, _)| (kept.last_day(), kept.latest)).min());
    Made { resource: facts, body: Maybe::Known(kept.filing.filer.clone()), record: None, day }
}

fn regulations<'a>(view: &View<'a>) -> Vec<(&'a Kept, &'a Regulation)> {
    let all = view.cases.regulations.iter().filter_map(|id| view.cases.filings.get(id));
    all.filter_map(|kept| match &kept.filing.content {
        Content::Regulation(regulation) => Some((kept, &**regulation)),
        _ => None,
    })
    .collect()
}

/// The facts of a regulation.
pub(super) fn regulation(view: &View<'_>, kept: &Kept, filed: &Regulation) -> Made {
    use vocabulary::regulation as key;
    let mut facts = view.facts(CaseKind::Regulation);
    let rests = kept.rests();
    facts.set(key::DATE, moment(filed.from), &rests);
    facts.set(key::ACTION, text(filed.action.code()), &rests);
    facts.maybe(key::UNTIL, kept.field(&filed.to, "to").map(|day| moment(*day)), &rests);
    facts.maybe(key::DIGEST_GIVEN, kept.given(&filed.digest, "digest"), &rests);
    view.rulebooks();
    let follows = |next: &&(&Kept, &Regulation)| {
        let after = filed.to.is_some_and(|to| moment(next.1.from).0 <= moment(to).0 + DAY);
        next.0.entry != kept.entry && next.1.rulebook == filed.rulebook && next.1.from > filed.from && after
    };
    let all = regulations(view);
    let followed: Vec<u64> = all.iter().filter(follows).map(|(kept, _)| kept.latest).collect();
    facts.set(key::FOLLOWED, !followed.is_empty(), &followed);
    let drafted = filed.digest.map(|digest| drafts(view, &digest, kept.entry)).unwrap_or_default();
    facts.set(key::DRAFTED, !drafted.is_empty(), &drafted);
    Made { resource: facts, body: Maybe::Known(filed.adopted_by.clone()), record: None, day: filed.from }
}

/// The entries of drafts with a digest that were filed before an entry.
fn drafts(view: &View<'_>, digest: &Sha256, before: u64) -> Vec<u64> {
    let all = view.cases.drafts.iter().filter_map(|id| view.cases.filings.get(id));
    let same = |kept: &&Kept| matches!(&kept.filing.content, Content::Draft(draft) if draft.digest == *digest);
    all.filter(same).filter(|kept| kept.entry < before).map(|kept| kept.latest).collect()
}
