//! Which questions are asked: one pair a kind of case, one pair a changed rule.

use std::collections::BTreeSet;

use rulebook::case::CaseKind;

use crate::{
    Change, Clause, Comparison, Due, Effect, Example, KindChange, ProveError, RuleChange, Side, Solver, Undecided,
    Verdict, Why,
    mentions::Mentions,
    pair::Pair,
    question::{Found, Questions},
    side::ByCode,
    solver::Session,
};

pub(crate) fn compare(
    old: &Side,
    new: &Side,
    solver: &Solver,
    told: &mut dyn FnMut(usize, usize),
) -> Result<Comparison, ProveError> {
    old.rules.iter().chain(&new.rules).try_for_each(Clause::checked)?;
    let mut session = Session::new(solver)?;
    let sides = CaseKind::judged().map(|kind| (kind, old.by_code(kind), new.by_code(kind)));
    let sides: Vec<_> = sides.filter(|(_, old, new)| !(old.is_empty() && new.is_empty())).collect();
    let total = sides.iter().map(|(_, old, new)| codes(old, new).len()).sum();
    let (mut kinds, mut done) = (Vec::new(), 0);
    for (kind, old, new) in &sides {
        let mut next = || {
            told(done, total);
            done += 1;
        };
        kinds.push(of_kind(&mut session, *kind, old, new, &mut next)?);
    }
    Ok(Comparison { old: old.name.clone(), new: new.name.clone(), kinds })
}

fn of_kind(
    session: &mut Session<'_>,
    kind: CaseKind,
    old: &ByCode<'_>,
    new: &ByCode<'_>,
    next: &mut dyn FnMut(),
) -> Result<KindChange, ProveError> {
    let mut rules = Vec::new();
    for code in codes(old, new) {
        next();
        let (old, new) = (clauses(old, code), clauses(new, code));
        let change = of_rule(session, kind, old, new)?;
        rules.push(RuleChange { code: code.to_owned(), change, deadline: deadline(old, new) });
    }
    let verdict = of_all(session, kind, old, new, &rules)?;
    Ok(KindChange { kind, verdict, rules })
}

fn codes<'s>(old: &ByCode<'s>, new: &ByCode<'s>) -> BTreeSet<&'s str> {
    old.keys().chain(new.keys()).copied().collect()
}

fn clauses<'c, 's>(by_code: &'c ByCode<'s>, code: &str) -> &'c [&'s Clause] {
    by_code.get(code).map_or(&[], Vec::as_slice)
}

fn of_rule(session: &mut Session<'_>, kind: CaseKind, old: &[&Clause], new: &[&Clause]) -> Result<Change, ProveError> {
    Ok(match (old, new) {
        ([], _) => Change::Added,
        (_, []) => Change::Removed,
        _ if identical(old, new) => Change::Same,
        _ => Change::Changed(verdict(session, kind, old, new, BTreeSet::new())?),
    })
}

/// All rules of a kind together. Where one rule is all there is on both sides, its verdict is that of the kind.
fn of_all(
    session: &mut Session<'_>,
    kind: CaseKind,
    old: &ByCode<'_>,
    new: &ByCode<'_>,
    rules: &[RuleChange],
) -> Result<Verdict, ProveError> {
    if let [RuleChange { change: Change::Changed(verdict), .. }] = rules {
        return Ok(verdict.clone());
    }
    let flat = |by_code: &ByCode<'_>| by_code.values().flatten().map(|clause| (*clause).clone()).collect::<Vec<_>>();
    let (old, new) = (flat(old), flat(new));
    let same = rules.iter().filter(|rule| rule.change == Change::Same).map(|rule| rule.code.clone()).collect();
    verdict(session, kind, &old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>(), same)
}

/// Whether both are the same text with the same deadlines, annotations aside.
fn identical(old: &[&Clause], new: &[&Clause]) -> bool {
    let same = |(old, new): (&&Clause, &&Clause)| old.policy() == new.policy() && old.due == new.due;
    old.len() == new.len() && old.iter().zip(new).all(same)
}

/// The deadline before and after, where a rule has one policy on both sides and its card counts another.
fn deadline(old: &[&Clause], new: &[&Clause]) -> Option<(Due, Due)> {
    let ([old], [new]) = (old, new) else { return None };
    let pair = old.due.clone().zip(new.due.clone())?;
    (pair.0 != pair.1).then_some(pair)
}

/// What changes from some rules to others, of which some are the same on both sides.
fn verdict(
    session: &mut Session<'_>,
    kind: CaseKind,
    old: &[&Clause],
    new: &[&Clause],
    same: BTreeSet<String>,
) -> Result<Verdict, ProveError> {
    if identical(old, new) {
        return Ok(Verdict::Equal);
    }
    if let Some(why) = other_calendar(kind, old, new) {
        return Ok(undecided(why, None));
    }
    let pair = Pair::new(kind, old, new)?;
    let mut questions = Questions { session, pair: &pair, aside: same };
    Ok(both(questions.found(Effect::Forbidden)?, questions.found(Effect::Allowed)?))
}

fn both(forbidden: Found, allowed: Found) -> Verdict {
    match (forbidden, allowed) {
        (Ok(None), Ok(None)) => Verdict::Equal,
        (Ok(Some(example)), Ok(None)) => Verdict::Stricter(Box::new(example)),
        (Ok(None), Ok(Some(example))) => Verdict::Looser(Box::new(example)),
        (Ok(Some(forbidden)), Ok(Some(allowed))) => {
            Verdict::Incomparable { forbidden: Box::new(forbidden), allowed: Box::new(allowed) }
        }
        (Err(why), found) | (found, Err(why)) => undecided(why, found.ok().flatten()),
    }
}

fn undecided(why: Why, found: Option<Example>) -> Verdict {
    Verdict::Undecided(Undecided { why, found: found.map(Box::new) })
}

/// A rule whose policy asks for its deadline, and whose card changes in more than the amount: only a calendar could tell.
fn other_calendar(kind: CaseKind, old: &[&Clause], new: &[&Clause]) -> Option<Why> {
    old.iter().filter(|clause| asks_due(kind, clause)).find_map(|before| {
        let same_rule = |clause: &&&Clause| clause.code == before.code && asks_due(kind, clause);
        let after: Vec<&&Clause> = new.iter().filter(same_rule).collect();
        let told = after.iter().any(|after| counted_alike(before.due.as_ref(), after.due.as_ref()));
        let first = after.first().filter(|_| !told)?;
        Some(Why::Deadline { code: before.code.clone(), old: before.due.clone(), new: first.due.clone() })
    })
}

fn asks_due(kind: CaseKind, clause: &Clause) -> bool {
    let mut mentions = Mentions::default();
    mentions.add(kind, &clause.cedar);
    mentions.due
}

fn counted_alike(before: Option<&Due>, after: Option<&Due>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => before.comparable(after),
        (before, after) => before == after,
    }
}
