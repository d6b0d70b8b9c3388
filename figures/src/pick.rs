//! Which figures of one reporter are added, so that nothing is counted twice: its own before what others transcribe, wholes
//! before their parts, long periods before short ones. What several filers say of one figure is taken together.

use std::collections::{BTreeMap, BTreeSet};

use register::{codelist::FigureOutcome, id::FilingId, time::Date};

use crate::amount::Amount;

/// A figure, as far as adding goes. All of one reporter and one unit.
#[derive(Debug, Clone)]
pub struct Figure<'s> {
    /// Its filing, where it is of one.
    pub filing: Option<&'s FilingId>,
    /// Whether the reporter filed it itself.
    pub own: bool,
    /// First and last day counted.
    pub days: (Date, Date),
    /// What became of it.
    pub outcome: Option<FigureOutcome>,
    /// What it is limited to: other body, place, technology, law. A figure without is of all of them.
    pub limits: [Option<&'s str>; 4],
    /// By which rule it is counted.
    pub rule: &'s str,
    /// How much.
    pub amount: Amount,
}

/// Why a figure is not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// A figure of the same reporter covers its period.
    Covered,
    /// A later return restates it.
    Restated,
    /// A part of a whole that is given.
    Part,
    /// Another unit than the figures that are added.
    OtherUnit,
    /// A transcription, where the reporter's own figures are here.
    Transcribed,
}

impl LeftOut {
    /// Its code in data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            LeftOut::Covered => "covered",
            LeftOut::Restated => "restated",
            LeftOut::Part => "part",
            LeftOut::OtherUnit => "other-unit",
            LeftOut::Transcribed => "transcribed",
        }
    }
}

/// Figures that say one thing: added as one amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// Which of the figures, by their places.
    pub figures: Vec<usize>,
    /// First and last day.
    pub days: (Date, Date),
    /// How much.
    pub amount: Amount,
    /// Whether filers differ.
    pub disputed: bool,
}

/// What is added and what is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pick {
    /// What is added.
    pub picked: Vec<Picked>,
    /// What is left out, and why.
    pub left_out: Vec<(usize, LeftOut)>,
    /// Whether something left out reaches into days of which nothing is added.
    pub reaches_out: bool,
}

/// Picks among the figures of one reporter. With `outcomes`, what became of requests is told apart; without, a figure of
/// an outcome is a part of the figure of all.
#[must_use]
pub fn pick(figures: &[Figure<'_>], outcomes: bool) -> Pick {
    let mut pick = Pick::default();
    let has_own = figures.iter().any(|figure| figure.own);
    let mut left = Vec::new();
    for (at, figure) in figures.iter().enumerate() {
        let transcribed = has_own && !figure.own;
        let part = || figures.iter().any(|other| other.own == figure.own && is_part(figure, other, outcomes));
        let undecided = !outcomes && figure.outcome.is_some_and(|outcome| !outcome.is_of_decision());
        match (transcribed, undecided || part()) {
            (true, _) => pick.left_out.push((at, LeftOut::Transcribed)),
            (_, true) => pick.left_out.push((at, LeftOut::Part)),
            _ => left.push(at),
        }
    }
    let mut groups = grouped(figures, &left);
    // Longest period first: a year before its halves.
    groups.sort_by_key(|group| (group.days.0.days() - group.days.1.days(), group.days.0, group.figures.clone()));
    for group in groups {
        let like = |picked: &&Picked| is_like(&figures[picked.figures[0]], &figures[group.figures[0]]);
        let overlaps = |picked: &&Picked| picked.days.0 <= group.days.1 && group.days.0 <= picked.days.1;
        let over: Vec<&Picked> = pick.picked.iter().filter(like).filter(overlaps).collect();
        if over.is_empty() {
            pick.picked.push(group);
            continue;
        }
        pick.reaches_out |= !over.iter().any(|picked| picked.days.0 <= group.days.0 && group.days.1 <= picked.days.1);
        pick.left_out.extend(group.figures.iter().map(|at| (*at, LeftOut::Covered)));
    }
    pick.left_out.sort_unstable();
    pick
}

/// Whether one figure is a part of another: limited where that is not, and within its days.
fn is_part(figure: &Figure<'_>, whole: &Figure<'_>, outcomes: bool) -> bool {
    let limits = || figure.limits.iter().zip(&whole.limits);
    let of_all = !outcomes && whole.outcome.is_none() && figure.outcome.is_some();
    let alike = of_all || figure.outcome == whole.outcome;
    let within = whole.days.0 <= figure.days.0 && figure.days.1 <= whole.days.1;
    let inside = limits().all(|(part, whole)| whole.is_none() || part == whole);
    let limited = of_all || limits().any(|(part, whole)| part != whole);
    alike && within && inside && limited
}

/// Whether two figures are of the same, but for their days and filers.
fn is_like(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    (a.outcome, a.limits, a.rule) == (b.outcome, b.limits, b.rule)
}

/// Figures of the same and of the same days, together: those of one filing are added, filings are held side by side.
fn grouped(figures: &[Figure<'_>], left: &[usize]) -> Vec<Picked> {
    type Same<'s> = ((Date, Date), Option<FigureOutcome>, [Option<&'s str>; 4], &'s str);
    type Filings<'s> = BTreeMap<Option<&'s FilingId>, (Amount, Vec<usize>)>;
    let mut groups: BTreeMap<Same<'_>, Filings<'_>> = BTreeMap::new();
    for at in left {
        let figure = &figures[*at];
        let same = (figure.days, figure.outcome, figure.limits, figure.rule);
        let filing = groups.entry(same).or_default().entry(figure.filing).or_insert((Amount::ZERO, Vec::new()));
        filing.0 = filing.0.plus(figure.amount);
        filing.1.push(*at);
    }
    let one = |(same, filings): (Same<'_>, Filings<'_>)| {
        let amounts: BTreeSet<Amount> = filings.values().map(|(amount, _)| *amount).collect();
        let known: Vec<Amount> = amounts.iter().copied().filter(|amount| *amount != Amount::OPEN).collect();
        let all = known.iter().copied().reduce(Amount::or).unwrap_or(Amount::OPEN);
        Picked {
            figures: filings.into_values().flat_map(|(_, at)| at).collect(),
            days: same.0,
            amount: all,
            disputed: known.len() > 1,
        }
    };
    groups.into_iter().map(one).collect()
}

/// Whether some spans of days leave none of a period out.
#[must_use]
pub fn covers(mut spans: Vec<(Date, Date)>, first: Date, last: Date) -> bool {
    spans.sort_unstable();
    let mut next = first.days();
    for (from, to) in spans {
        if from.days() > next {
            return false;
        }
        next = next.max(to.days() + 1);
    }
    next > last.days()
}
