//! The body that answers for a case, as it was on the day of the case.

use register::{
    codelist::Power,
    form::{Content, Form},
    forms::who::{Body, LegalPower},
    id::BodyId,
    time::Date,
};

use super::{covers, set, text};
use crate::{
    fact::{Facts, Maybe},
    kept::{Kept, moment},
    view::View,
    vocabulary::body as key,
};

/// The facts of the body that answers.
pub(super) fn make(view: &View<'_>, id: &Maybe<BodyId>, day: Date) -> Facts {
    let mut facts = view.facts_of_body();
    match id {
        Maybe::Known(id) => of_body(view, &mut facts, id, day),
        Maybe::Absent | Maybe::Unknown => nobody(&mut facts),
    }
    facts
}

/// Nobody is named: nothing of it is known.
fn nobody(facts: &mut Facts) {
    for key in [key::ID, key::JURISDICTION, key::KIND, key::SECTOR, key::PARENT_KIND] {
        facts.maybe(key, Maybe::Unknown, &[]);
    }
    facts.maybe(key::POWERS, Maybe::Unknown, &[]);
    facts.maybe(key::BEGAN_ON, Maybe::Unknown, &[]);
    facts.maybe(key::ENDED_ON, Maybe::Unknown, &[]);
    facts.set(key::SUCCEEDED, false, &[]);
}

fn of_body(view: &View<'_>, facts: &mut Facts, id: &BodyId, day: Date) {
    facts.set(key::ID, text(id.as_str()), &[]);
    facts.set(key::JURISDICTION, text(id.jurisdiction()), &[]);
    let descriptions = view.descriptions(id);
    let described = descriptions.first().copied();
    let rests = described.map(|(kept, _)| kept.rests().to_vec()).unwrap_or_default();
    let of = |value: Option<&'static str>| match (described, value) {
        (None, _) => Maybe::Unknown,
        (Some(_), value) => Maybe::from(value.map(text)),
    };
    facts.maybe(key::KIND, of(described.map(|(_, body)| body.kind.code())), &rests);
    facts.maybe(key::SECTOR, of(described.and_then(|(_, body)| body.sector).map(|sector| sector.code())), &rests);
    if facts.wants(key::PARENT_KIND) {
        let parent_kind = match described.map(|(_, body)| body.parent.as_ref()) {
            Some(Some(parent)) => view.kind_of(parent).map_or(Maybe::Unknown, |kind| Maybe::Known(text(kind.code()))),
            Some(None) => Maybe::Absent,
            None => Maybe::Unknown,
        };
        facts.maybe(key::PARENT_KIND, parent_kind, &rests);
    }
    let since = |day: Option<Date>| described.map_or(Maybe::Unknown, |_| Maybe::from(day.map(moment)));
    facts.maybe(key::BEGAN_ON, since(described.and_then(|(_, body)| body.from)), &rests);
    facts.maybe(key::ENDED_ON, since(described.and_then(|(_, body)| body.to)), &rests);
    if facts.wants(key::POWERS) {
        let (powers, rests) = powers(view, id, day);
        facts.maybe(key::POWERS, powers.map(|powers| set(powers.iter().map(|power| power.code()))), &rests);
    }
    if facts.wants(key::SUCCEEDED) {
        let (succeeded, rests) = succeeded(view, id);
        facts.set(key::SUCCEEDED, succeeded, &rests);
    }
}

/// What laws let a body do on a day, by the first description that states any power; unknown where none does.
pub(super) fn powers(view: &View<'_>, id: &BodyId, day: Date) -> (Maybe<Vec<Power>>, Vec<u64>) {
    let descriptions = view.descriptions(id);
    let stated: Option<&(&Kept, &Body)> = descriptions.iter().find(|(_, body)| !body.powers.is_empty());
    let Some((kept, body)) = stated else { return (Maybe::Unknown, Vec::new()) };
    let on_day = |power: &&LegalPower| covers(power.law.from.unwrap_or(day), power.law.to, day);
    let powers = body.powers.iter().filter(on_day).map(|power| power.power).collect();
    (Maybe::Known(powers), kept.rests().to_vec())
}

/// Whether a body has one of some powers on a day; absent where none is needed.
pub(super) fn has_power(view: &View<'_>, id: &Maybe<BodyId>, needed: &[Power], day: Date) -> (Maybe<bool>, Vec<u64>) {
    if needed.is_empty() {
        return (Maybe::Absent, Vec::new());
    }
    let Maybe::Known(id) = id else { return (Maybe::Unknown, Vec::new()) };
    let (powers, rests) = powers(view, id, day);
    (powers.map(|powers| needed.iter().any(|power| powers.contains(power))), rests)
}

fn succeeded(view: &View<'_>, id: &BodyId) -> (bool, Vec<u64>) {
    let described = view.about_body(id, Form::Body);
    let succeeds = |kept: &&&Kept| match &kept.filing.content {
        Content::Body(body) => body.body != *id && body.succeeds.contains(id),
        _ => false,
    };
    let rests: Vec<u64> = described.iter().filter(succeeds).map(|kept| kept.latest).collect();
    (!rests.is_empty(), rests)
}
