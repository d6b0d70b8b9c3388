//! What is said of one gap: the figures of each side, and a count of what was filed one by one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use register::{
    id::{BodyId, FilingId},
    time::Date,
};

use super::account::Said;
use crate::{
    amount::Amount,
    case::Stands,
    gap::{Alone, SideSays},
    statement::{Counted, Statement},
};

/// What both sides say of one gap.
#[derive(Debug, Clone, Default)]
pub(super) struct Pair {
    pub(super) cells: [Cell; 2],
    /// What the figures of each side come to, until one of them changes: what is filed one by one is added without them.
    pub(super) said: OnceLock<Box<[Said; 2]>>,
}

/// What one side says of one gap: its figures, and a count of what was filed one by one.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) figures: BTreeSet<(FilingId, u16)>,
    payments: BTreeMap<u64, Amount>,
    pub(super) tally: Tally,
    /// How many orders there are, those of one case counted once.
    pub(super) orders: u64,
    pub(super) cases: CasesHere,
    low: u128,
    high: u128,
    open: u64,
}

/// Who filed one by one, when, and the first and last entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    filings: u64,
    filers: BTreeMap<BodyId, u64>,
    days: BTreeMap<Date, u64>,
    /// The first entry of each group of orders, and the last.
    firsts: BTreeSet<(u64, u32)>,
    lasts: BTreeSet<(u64, u32)>,
}

/// The cases of one side of one gap, and which of them the other side does not have, kept up to date filing by filing: what a
/// year of them comes to costs the same however many there are.
#[derive(Debug, Clone, Default)]
pub(super) struct CasesHere {
    count: u64,
    /// The first order of each case without a counterpart: its number, by entry.
    pub(super) alone: BTreeMap<u64, u32>,
    /// How many more there are, where not all are held.
    more: u64,
    /// Those that are named, until they are others.
    pub(super) named: OnceLock<Vec<(u64, FilingId)>>,
}

impl Pair {
    pub(super) fn add(&mut self, side: usize, statement: &Statement) {
        self.turn(side, |cell| cell.add(statement));
    }

    pub(super) fn remove(&mut self, side: usize, statement: (&FilingId, u16), entry: u64, received: Date) {
        self.turn(side, |cell| cell.remove(statement, entry, received));
    }

    /// Changes a side, and forgets what was said where that may be another now.
    pub(super) fn turn(&mut self, side: usize, change: impl FnOnce(&mut Cell)) {
        let before = self.shape();
        change(&mut self.cells[side]);
        if self.shape() != before {
            self.said.take();
        }
    }

    /// What the figures of both sides, and their units, follow from: which figures there are, and whether anything was
    /// filed one by one. A figure that is another under the same number is taken out and put in again.
    fn shape(&self) -> [(usize, bool); 2] {
        self.cells.each_ref().map(|cell| (cell.figures.len(), cell.tally.filings == 0))
    }
}

impl Cell {
    fn add(&mut self, statement: &Statement) {
        match statement.counted {
            Counted::Figure(_) => drop(self.figures.insert((statement.filing.clone(), statement.part))),
            Counted::Filing(_) => {
                let (entry, amount) = (statement.entry, statement.amount);
                self.payments.insert(entry, amount);
                self.tally.turn(&statement.filer, statement.received, true);
                self.low += u128::from(amount.low);
                self.high += u128::from(amount.high.unwrap_or(0));
                self.open += u64::from(amount.high.is_none());
            }
        }
    }

    fn remove(&mut self, (filing, part): (&FilingId, u16), entry: u64, received: Date) {
        if self.figures.remove(&(filing.clone(), part)) {
            return;
        }
        let Some(amount) = self.payments.remove(&entry) else { return };
        self.tally.turn(&filing.body(), received, false);
        self.low -= u128::from(amount.low);
        self.high -= u128::from(amount.high.unwrap_or(0));
        self.open -= u64::from(amount.high.is_none());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.tally.filings == 0
    }

    /// Whether anything was filed one by one.
    pub(super) const fn has_filings(&self) -> bool {
        self.tally.filings > 0
    }

    /// Adds what was filed one by one to what the figures come to.
    pub(super) fn count_into(&self, says: &mut SideSays) {
        if !self.has_filings() {
            return;
        }
        let counted = {
            let whole = |sum: u128| u64::try_from(sum).unwrap_or(u64::MAX);
            let orders = u128::from(self.orders);
            Amount { low: whole(self.low + orders), high: (self.open == 0).then_some(whole(self.high + orders)) }
        };
        says.amount = Some(says.amount.unwrap_or(Amount::ZERO).plus(counted));
        self.tell(says);
    }

    /// Since when, by whom and in which entries it was filed one by one.
    fn tell(&self, says: &mut SideSays) {
        let Tally { filings, filers, days, firsts, lasts } = &self.tally;
        says.since = says.since.into_iter().chain(days.keys().next().copied()).min();
        says.speakers.extend(filers.keys().cloned());
        says.filings = *filings;
        let ends = firsts.first().into_iter().chain(lasts.last()).map(|(entry, _)| *entry);
        let payments = self.payments.keys().next().into_iter().chain(self.payments.keys().next_back()).copied();
        let ends: BTreeSet<u64> = ends.chain(payments).collect();
        says.entries.extend(ends.first().into_iter().chain(ends.last()));
        says.entries.sort_unstable();
        says.entries.dedup();
    }

    /// What the side says in cases: how many.
    pub(super) fn count_cases(&self) -> SideSays {
        let mut says = SideSays { unit: Some("orders".into()), ..SideSays::default() };
        if self.has_filings() {
            says.amount = Some(Amount::exactly(self.cases.count));
            self.tell(&mut says);
        }
        says
    }
}

impl Tally {
    /// One more filing, or one less.
    pub(super) fn turn(&mut self, filer: &BodyId, received: Date, comes: bool) {
        if comes {
            self.filings += 1;
            *self.filers.entry(filer.clone()).or_default() += 1;
            *self.days.entry(received).or_default() += 1;
        } else {
            self.filings -= 1;
            one_less(&mut self.filers, filer);
            one_less(&mut self.days, &received);
        }
    }

    /// As many of a filer at once; on which days they came after the first is not asked.
    pub(super) fn come(&mut self, filer: &BodyId, first: Date, count: u64) {
        self.filings += count;
        *self.filers.entry(filer.clone()).or_default() += count;
        *self.days.entry(first).or_default() += count;
    }

    /// The first and last entry of a group are others now.
    pub(super) fn ends_change(&mut self, group: u32, before: Option<(u64, u64)>, after: Option<(u64, u64)>) {
        if before == after {
            return;
        }
        if let Some((first, last)) = before {
            self.firsts.remove(&(first, group));
            self.lasts.remove(&(last, group));
        }
        if let Some((first, last)) = after {
            self.firsts.insert((first, group));
            self.lasts.insert((last, group));
        }
    }
}

impl CasesHere {
    /// Cases that were counted one after the other: of those without a counterpart, some are held.
    pub(super) fn counted(count: u64, alone: u64, held: BTreeMap<u64, u32>) -> CasesHere {
        CasesHere { count, more: alone - held.len() as u64, alone: held, named: OnceLock::new() }
    }

    /// How many have no counterpart.
    pub(super) fn count_alone(&self) -> u64 {
        self.alone.len() as u64 + self.more
    }

    /// One more case.
    pub(super) fn put(&mut self, stands: &Stands) {
        self.count += 1;
        if stands.alone {
            let (entry, order) = stands.first;
            self.alone.insert(entry, order);
            self.forget_named(entry);
        }
    }

    /// One case less.
    pub(super) fn take_out(&mut self, stands: &Stands) {
        self.count -= 1;
        if stands.alone {
            self.alone.remove(&stands.first.0);
            self.forget_named(stands.first.0);
        }
    }

    /// An entry came or went: after those that are named it changes nothing of them.
    fn forget_named(&mut self, entry: u64) {
        let last = self.named.get().filter(|named| named.len() == Alone::NAMED).and_then(|named| named.last());
        if last.is_none_or(|(last, _)| entry <= *last) {
            self.named.take();
        }
    }
}

fn one_less<K: Ord>(counts: &mut BTreeMap<K, u64>, of: &K) {
    let left = counts.get_mut(of).map(|count| {
        *count -= 1;
        *count
    });
    if left == Some(0) {
        counts.remove(of);
    }
}
