//! What two sides say of the same thing: how far apart they are, since when that is known, who explained it.

use std::collections::BTreeMap;

use figures::{
    amount::Amount,
    gap::{Brief, Stand},
    ledger::Explained,
    matching::GapId,
};

use super::{Made, set, text};
use crate::{
    case::CaseKind,
    fact::{Facts, Maybe},
    kept::moment,
    view::View,
    vocabulary::gap as key,
};

/// The facts of a gap; none where no side says anything any more.
pub(super) fn make(view: &View<'_>, id: &GapId) -> Option<Made> {
    let ledger = &view.cases.ledger;
    let gap = ledger.brief(id)?;
    let day = gap.since.unwrap_or(gap.first?);
    let mut facts = view.facts(CaseKind::Gap);
    facts.set(key::DATE, moment(day), &gap.entries);
    facts.set(key::RULE, text(&id.rule), &[]);
    facts.maybe(key::MEASURE, id.measure().map(|measure| text(measure.code())).into(), &[]);
    stand(&mut facts, &gap);
    let whole = if ledger.is_spoken_of(id) { ledger.gap(id) } else { None };
    let all = whole.as_ref().map(|gap| ledger.explanations(gap)).unwrap_or_default();
    // An explanation does not cover what came after it.
    explained(&mut facts, &all, whole.as_ref().is_some_and(|gap| gap.later.is_none()));
    let body = id.authority().map_or(Maybe::Unknown, Maybe::Known);
    Some(Made { resource: facts, body, record: id.contract(), day })
}

fn stand(facts: &mut Facts, gap: &Brief) {
    let entries = &gap.entries;
    let apart = match gap.stand {
        Stand::Apart(by) => by,
        Stand::Agree | Stand::Only(_) => Amount::ZERO,
    };
    facts.set(key::BOTH_SIDES, !matches!(gap.stand, Stand::Only(_)), entries);
    let amounts = gap.amounts.iter().flatten();
    let open = amounts.clone().any(|amount| amount.high.is_none());
    let is_apart = match gap.stand {
        Stand::Apart(_) => Maybe::Known(true),
        Stand::Agree if open => Maybe::Unknown,
        Stand::Agree | Stand::Only(_) => Maybe::Known(false),
    };
    facts.maybe(key::APART, is_apart, entries);
    facts.set(key::APART_LOW, whole(apart.low), entries);
    facts.maybe(key::APART_HIGH, apart.high.map_or(Maybe::Unknown, |high| Maybe::Known(whole(high))), entries);
    facts.maybe(key::KNOWN_ON, gap.since.map(moment).into(), entries);
    facts.set(key::DISPUTED, gap.disputed, entries);
    let smaller = amounts.map(|amount| amount.low).min().unwrap_or(0);
    let percent = (smaller > 0).then(|| whole(apart.low.saturating_mul(100) / smaller));
    facts.maybe(key::APART_PERCENT, percent.into(), entries);
}

fn explained(facts: &mut Facts, all: &[(u64, &Explained)], covers: bool) {
    let of: Vec<u64> = all.iter().map(|(entry, _)| *entry).collect();
    facts.set(key::EXPLAINED, covers && !all.is_empty(), &of);
    facts.set(key::REASONS, set(all.iter().map(|(_, explained)| explained.says.reason.code())), &of);
    // The latest word of each who explains, and of those the earliest day: nobody puts off what another promised.
    let promised: BTreeMap<_, _> = all.iter().filter_map(|(_, one)| Some((&one.filer, one.says.until?))).collect();
    let until = promised.into_values().min();
    facts.maybe(key::PUT_RIGHT_BY, until.map(moment).into(), &of);
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
