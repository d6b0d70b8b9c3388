//! Rows by case: who has each case and who has not, by the rules by which the ledger tells it.

use std::{
    collections::{BTreeMap, HashMap},
    mem,
};

use register::time::When;

use super::{Damaged, Reconciliation, by_id::Used, common::Common, row::OfCase};
use crate::{
    case::{Share, orders_in, stands},
    gap::Alone,
    group::Counts,
    ledger::{Ledger, cell::CasesHere},
    order::{Days, Order},
};

/// What is made of the rows of [`super::ById`], sorted.
#[derive(Debug)]
pub struct ByCase {
    ledger: Ledger,
    common: Common,
    names: Used,
    /// The case of the last row: its orders in each group, and the first of each.
    shares: Vec<Share>,
    firsts: Vec<OfCase>,
    /// What is counted of each side of each gap, by their numbers.
    sums: HashMap<(u32, u8), Sum>,
    /// Orders that a gap may name, by entry.
    held: HashMap<u64, u32>,
}

/// What is counted of one side of a gap.
#[derive(Debug, Default)]
struct Sum {
    orders: u64,
    cases: u64,
    /// Cases without a counterpart.
    alone: u64,
    /// The first orders of such cases, by entry: as many as are named.
    first: BTreeMap<u64, OfCase>,
    /// And the first after each entry that explains the gap.
    after: BTreeMap<u64, Option<OfCase>>,
}

impl ByCase {
    pub(super) fn new(ledger: Ledger, common: Common, names: Used) -> ByCase {
        let (shares, firsts, sums, held) = Default::default();
        ByCase { ledger, common, names, shares, firsts, sums, held }
    }

    /// One more row.
    ///
    /// # Errors
    ///
    /// It is none that was handed out.
    pub fn take(&mut self, row: &[u8]) -> Result<(), Damaged> {
        let row = OfCase::read(row)?;
        if self.ledger.groups.find(row.group).is_none() || self.common.get(row.terms).is_none() {
            return Err(Damaged);
        }
        if self.firsts.last().is_some_and(|last| last.case != row.case) {
            self.close();
        }
        match self.shares.last_mut() {
            Some(share) if share.group == row.group => share.count += 1,
            _ => {
                let number = u32::try_from(self.firsts.len()).unwrap_or(u32::MAX);
                self.shares.push(Share { group: row.group, first: (row.at.entry, number), count: 1 });
                self.firsts.push(row);
            }
        }
        Ok(())
    }

    /// That was the last row.
    #[must_use]
    pub fn all_taken(mut self) -> Reconciliation {
        self.close();
        for ((gap, side), sum) in mem::take(&mut self.sums) {
            let kept = sum.first.into_values().chain(sum.after.into_values().flatten());
            let alone = kept.filter_map(|order| Some((order.at.entry, self.hold(order)?))).collect();
            let cell = &mut self.ledger.cells.entry(gap).or_default().cells[usize::from(side)];
            cell.orders += sum.orders;
            cell.cases = CasesHere::counted(sum.cases, sum.alone, alone);
        }
        Reconciliation { ledger: self.ledger, names: self.names }
    }

    /// All orders of a case were told.
    fn close(&mut self) {
        let Ledger { groups, kin, explanations, gaps, .. } = &self.ledger;
        for stands in stands(self.shares.iter().copied(), groups, kin) {
            let sum = self.sums.entry((stands.gap, stands.side)).or_insert_with(|| {
                let explained = explanations.get(&gaps[stands.gap as usize].to_string());
                let entries = explained.into_iter().flat_map(BTreeMap::keys);
                Sum { after: entries.map(|entry| (*entry, None)).collect(), ..Sum::default() }
            });
            sum.cases += 1;
            if stands.alone {
                sum.alone += 1;
                sum.keep(&self.firsts[stands.first.1 as usize]);
            }
        }
        let mut counted: BTreeMap<(u32, u8), Vec<Share>> = BTreeMap::new();
        for share in &self.shares {
            for place in groups.get(share.group).counting(Counts::Orders) {
                counted.entry((place.gap, place.side)).or_default().push(*share);
            }
        }
        for ((gap, side), shares) in counted {
            let orders = orders_in(shares.into_iter(), gap, groups);
            self.sums.entry((gap, side)).or_default().orders += orders;
        }
        self.shares.clear();
        self.firsts.clear();
    }

    /// Holds an order that a gap may name, once.
    fn hold(&mut self, OfCase { at, terms, of, id, .. }: OfCase) -> Option<u32> {
        if let Some(number) = self.held.get(&at.entry) {
            return Some(*number);
        }
        let days = Days { occurred: When::Day(of), of, from: None, to: None };
        let order = Order { id, terms: self.common.get(terms)?.clone(), days, case: None };
        let number = self.ledger.orders.add(at, &order, &mut self.ledger.cases);
        self.held.insert(at.entry, number);
        Some(number)
    }
}

impl Sum {
    /// Keeps the first order of a case without a counterpart, if it is among the first.
    fn keep(&mut self, order: &OfCase) {
        let entry = order.at.entry;
        let later = |(last, _): (&u64, &OfCase)| entry > *last;
        if self.first.len() < Alone::NAMED || !self.first.last_key_value().is_some_and(later) {
            self.first.insert(entry, order.clone());
            if self.first.len() > Alone::NAMED {
                self.first.pop_last();
            }
        }
        // Whatever is asked from an earlier entry on is asked of this one too.
        if let Some((_, first)) = self.after.range_mut(..=entry).next_back()
            && first.as_ref().is_none_or(|first| entry < first.at.entry)
        {
            *first = Some(order.clone());
        }
    }
}
