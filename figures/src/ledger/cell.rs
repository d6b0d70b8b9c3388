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
    case::{Cases, Commitment, Orders},
    gap::SideSays,
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
    pub(super) filings: BTreeMap<u64, OneByOne>,
    /// Those of them that commit to a case.
    pub(super) orders: Orders,
    pub(super) cases: Cases,
    /// Who filed them, and how many each.
    filers: BTreeMap<BodyId, u64>,
    low: u128,
    high: u128,
    open: u64,
}

/// What was filed one by one, as far as it is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct OneByOne {
    amount: Amount,
    received: Date,
    case: Option<Commitment>,
}

impl Pair {
    pub(super) fn add(&mut self, side: usize, statement: &Statement) {
        let before = self.shape();
        self.cells[side].add(statement);
        self.forget_if_other(before);
    }

    pub(super) fn remove(&mut self, side: usize, filing: &FilingId, part: u16, entry: u64) {
        let before = self.shape();
        self.cells[side].remove(filing, part, entry);
        self.forget_if_other(before);
    }

    /// What the figures of both sides, and their units, follow from: which figures there are, and whether anything was
    /// filed one by one. A figure that is another under the same number is taken out and put in again.
    fn shape(&self) -> [(usize, bool); 2] {
        self.cells.each_ref().map(|cell| (cell.figures.len(), cell.filings.is_empty()))
    }

    fn forget_if_other(&mut self, before: [(usize, bool); 2]) {
        if self.shape() != before {
            self.said.take();
        }
    }
}

impl Cell {
    pub(super) fn add(&mut self, statement: &Statement) {
        match statement.counted {
            Counted::Figure(_) => drop(self.figures.insert((statement.filing.clone(), statement.part))),
            Counted::Filing(_) => {
                let (amount, case) = (statement.amount, statement.case);
                self.filings.insert(statement.entry, OneByOne { amount, received: statement.received, case });
                *self.filers.entry(statement.filer.clone()).or_default() += 1;
                if case.is_some_and(|case| !self.orders.add(case, &statement.filer)) {
                    return;
                }
                self.low += u128::from(amount.low);
                self.high += u128::from(amount.high.unwrap_or(0));
                self.open += u64::from(amount.high.is_none());
            }
        }
    }

    pub(super) fn remove(&mut self, filing: &FilingId, part: u16, entry: u64) {
        if self.figures.remove(&(filing.clone(), part)) {
            return;
        }
        let Some(OneByOne { amount, case, .. }) = self.filings.remove(&entry) else { return };
        let filer = filing.body();
        if let Some(count) = self.filers.get_mut(&filer) {
            *count -= 1;
        }
        self.filers.retain(|_, count| *count > 0);
        if case.is_some_and(|case| !self.orders.remove(&case, &filer)) {
            return;
        }
        self.low -= u128::from(amount.low);
        self.high -= u128::from(amount.high.unwrap_or(0));
        self.open -= u64::from(amount.high.is_none());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.filings.is_empty() && self.cases.is_empty()
    }

    pub(super) fn count_into(&self, says: &mut SideSays) {
        let (Some((first, OneByOne { received: since, .. })), Some((last, _))) =
            (self.filings.first_key_value(), self.filings.last_key_value())
        else {
            return;
        };
        let counted = {
            let whole = |sum: u128| u64::try_from(sum).unwrap_or(u64::MAX);
            Amount { low: whole(self.low), high: (self.open == 0).then_some(whole(self.high)) }
        };
        says.since = Some(says.since.map_or(*since, |known| known.min(*since)));
        says.speakers.extend(self.filers.keys().cloned());
        says.filings = self.filings.len() as u64;
        says.amount = Some(says.amount.unwrap_or(Amount::ZERO).plus(counted));
        says.entries.extend([*first, *last]);
        says.entries.sort_unstable();
        says.entries.dedup();
    }
}
