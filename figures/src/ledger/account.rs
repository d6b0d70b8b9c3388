//! What the two sides of a gap come to: figures added, filings counted, a signed nil where there is neither.

use std::collections::{BTreeSet, HashMap};

use register::id::FilingId;

use super::{
    Ledger,
    cell::{Cell, Pair},
    counterpart::is_of_cases,
    restated::Restated,
};
use crate::{
    amount::Amount,
    gap::{self, Alone, Brief, Gap, SideSays, Told},
    matching::{GapId, MatchingRule, Source},
};

/// What the figures of a side come to, and the first entries they stand in, in order.
#[derive(Debug, Clone)]
pub(super) struct Said {
    says: SideSays,
    entries: Vec<u64>,
}

impl Ledger {
    /// What the two sides of a gap say.
    #[must_use]
    pub fn gap(&self, id: &GapId) -> Option<Gap> {
        let pair = self.pair(id)?;
        let rule = MatchingRule::of(&id.rule)?;
        let said = self.said(id, rule, pair);
        let side = |at: usize| {
            if rule.sides[at].counted == Source::Case {
                return self.cases_of(&pair.cells[at]);
            }
            let mut says = said[at].says.clone();
            pair.cells[at].count_into(&mut says);
            if says.amount.is_none() && rule.sides[at].counted == Source::Return {
                self.sign_nil(id, &mut says);
            }
            says
        };
        let mut sides = [side(0), side(1)];
        sides[0].speakers.extend(id.authority());
        let gap = Gap::of(id.clone(), sides)?;
        Some(Gap { later: self.unexplained(&gap, pair), ..gap })
    }

    /// What the two sides of a gap come to, and who explained it: what [`Ledger::gap`] tells without all its statements,
    /// so that it costs the same however many there are.
    #[must_use]
    pub fn brief(&self, id: &GapId) -> Option<Brief> {
        let pair = self.pair(id)?;
        let rule = MatchingRule::of(&id.rule)?;
        if is_of_cases(id) {
            return self.gap(id).map(|gap| Brief::of(&gap));
        }
        let said = self.said(id, rule, pair);
        let side = |at: usize| {
            let Said { says, entries } = &said[at];
            let mut short = SideSays {
                amount: says.amount,
                since: says.since,
                disputed: says.disputed,
                entries: entries.clone(),
                ..SideSays::default()
            };
            pair.cells[at].count_into(&mut short);
            if short.amount.is_none() && rule.sides[at].counted == Source::Return {
                self.sign_nil(id, &mut short);
            }
            short
        };
        let brief = Gap::of(id.clone(), [side(0), side(1)]).map(|gap| Brief::of(&gap));
        debug_assert_eq!(brief, self.gap(id).map(|gap| Brief::of(&gap)));
        brief
    }

    /// What one side says in cases, and which of them have no counterpart.
    fn cases_of(&self, cell: &Cell) -> SideSays {
        let alone = &cell.cases.alone;
        let id = |(entry, order): (&u64, &u32)| Some((*entry, self.orders.id(*order)?));
        let named =
            || cell.cases.named.get_or_init(|| alone.iter().take(Alone::NAMED).filter_map(id).collect()).clone();
        let says = cell.count_cases();
        let since = alone.values().next().and_then(|order| self.orders.at(*order)).map(|at| at.received);
        let of = || Alone { count: cell.cases.count_alone(), first: named(), since };
        SideSays { alone: says.amount.map(|_| of()), ..says }
    }

    fn pair(&self, id: &GapId) -> Option<&Pair> {
        self.cells.get(self.numbers.get(id)?)
    }

    /// What the figures of both sides come to.
    pub(super) fn said<'p>(&self, id: &GapId, rule: &MatchingRule, pair: &'p Pair) -> &'p [Said; 2] {
        pair.said.get_or_init(|| {
            let told = pair.cells.each_ref().map(|cell| self.told_in(cell));
            let units = units(rule, &pair.cells, &told);
            let filings: BTreeSet<&FilingId> = told.iter().flatten().map(|told| &told.statement.filing).collect();
            let of: HashMap<&FilingId, Restated> = filings.into_iter().map(|id| (id, self.restated_in(id))).collect();
            let restated = |told: &Told| of.get(&told.statement.filing).is_some_and(|restated| restated.has(told));
            Box::new([0, 1].map(|at| {
                let says = gap::side(&told[at], units[at].as_deref(), id.period, &restated);
                let mut entries = says.entries.clone();
                // In the order in which they are told where nothing was filed one by one, as `gap` leaves them.
                if pair.cells[at].has_filings() {
                    entries.sort_unstable();
                    entries.dedup();
                }
                entries.truncate(gap::MAX_BRIEF);
                Said { says, entries }
            }))
        })
    }

    /// What one cell holds in figures, and nothing else of the filings that hold them.
    fn told_in(&self, cell: &Cell) -> Vec<Told> {
        cell.figures.iter().filter_map(|(id, part)| self.told(id, *part)).collect()
    }

    /// A signed nil of the authority, for the whole period, is a zero that somebody signed.
    fn sign_nil(&self, id: &GapId, says: &mut SideSays) {
        let (Some(authority), Some(first), Some(last)) = (id.authority(), id.period.first(), id.period.last()) else {
            return;
        };
        let nils = self.nils.get(&authority).into_iter().flatten();
        let nil = |nil: &FilingId| {
            let filed = self.filed.get(nil)?;
            let (from, to) = (filed.filing.occurred.from(), filed.filing.occurred.to()?);
            (from <= first && to >= last && !self.is_restated(nil)).then_some(filed)
        };
        if let Some(filed) = nils.filter_map(nil).min_by_key(|filed| filed.at.entry) {
            says.amount = Some(Amount::ZERO);
            says.since = Some(filed.at.received);
            says.entries.push(filed.at.entry);
            says.used.push((filed.filing.id.to_string(), 0));
        }
    }
}

/// The unit of each side: the first of the rule that both use, else each side's first. Unlike units are compared only
/// where the rule says so.
fn units(rule: &MatchingRule, cells: &[Cell; 2], told: &[Vec<Told>; 2]) -> [Option<String>; 2] {
    let used = |at: usize, unit: &str| {
        told[at].iter().any(|told| *told.statement.unit == *unit) || unit == "orders" && cells[at].has_filings()
    };
    let first = |at: usize| {
        let known = rule.sides[at].units.iter().find(|unit| used(at, unit)).cloned();
        known.or_else(|| told[at].first().map(|told| told.statement.unit.to_string()))
    };
    let both =
        rule.sides[0].units.iter().find(|unit| used(0, unit) && rule.sides[1].units.contains(unit) && used(1, unit));
    match both {
        Some(unit) => [Some(unit.clone()), Some(unit.clone())],
        None => [first(0), first(1)],
    }
}
