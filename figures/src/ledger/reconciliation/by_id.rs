//! Rows by id: which orders stand, what each says last, and where it belongs, now that every body and name is known.

use std::{collections::BTreeMap, sync::Arc};

use register::{
    filing::Named,
    id::FilingId,
    time::{Date, When},
};

use super::{
    ByCase, Damaged,
    common::Common,
    row::{Change, OfCase, Says, read_by_id},
};
use crate::{
    group::{Counts, Total},
    ledger::{Ledger, spelled},
    names,
    order::{Days, Order},
    statement::{At, asked},
};

/// By name as it is compared: how many filings use it, the first of them by its id, and how that spells it.
pub(super) type Used = BTreeMap<String, (usize, FilingId, String)>;

/// What is made of the rows of [`super::Entries`], sorted.
#[derive(Debug)]
pub struct ById {
    ledger: Ledger,
    common: Common,
    names: Used,
    /// What was counted of each group.
    totals: Vec<Total>,
    /// The id of the last row, and what stands under it.
    id: Vec<u8>,
    standing: Option<Standing>,
}

/// An order that stands.
#[derive(Debug)]
struct Standing {
    at: At,
    occurred: Date,
    says: Says,
}

impl ById {
    pub(super) fn new(ledger: Ledger, common: Common) -> ById {
        let (names, totals, id, standing) = Default::default();
        ById { ledger, common, names, totals, id, standing }
    }

    /// One more row; a row to be sorted, where the one before was the last of an order that commits to a case.
    ///
    /// # Errors
    ///
    /// It is none that was handed out.
    pub fn take(&mut self, row: &[u8]) -> Result<Option<Vec<u8>>, Damaged> {
        let (id, change) = read_by_id(row)?;
        let mut done = None;
        if self.id != id {
            done = self.close()?;
            self.id.clear();
            self.id.extend_from_slice(id);
        }
        self.standing = match (change, self.standing.take()) {
            (Change::Stands { at, occurred, says }, _) => Some(Standing { at, occurred, says }),
            (Change::Corrected(says), Some(before)) => Some(Standing { says, ..before }),
            (Change::Corrected(_) | Change::Withdrawn, _) => None,
        };
        Ok(done)
    }

    /// That was the last row: one more to be sorted, and then they come, by case.
    ///
    /// # Errors
    ///
    /// The last row was none that was handed out.
    pub fn all_taken(mut self) -> Result<(Option<Vec<u8>>, ByCase), Damaged> {
        let last = self.close()?;
        let ById { mut ledger, common, names, totals, .. } = self;
        for (group, total) in (0..).zip(totals) {
            ledger.count_group(group, &total);
        }
        Ok((last, ByCase::new(ledger, common, names)))
    }

    /// All that is to be said of an id was said.
    fn close(&mut self) -> Result<Option<Vec<u8>>, Damaged> {
        let Some(Standing { at, occurred, says }) = self.standing.take() else { return Ok(None) };
        let id = std::str::from_utf8(&self.id).ok().and_then(FilingId::parse).ok_or(Damaged)?;
        let terms = self.common.get(says.terms).ok_or(Damaged)?;
        list(&mut self.names, &id, &terms.named);
        let of = says.decided.unwrap_or(occurred);
        let days = Days { occurred: When::Day(occurred), of, from: None, to: None };
        let order = Order { id, terms: Arc::clone(terms), days, case: says.case };
        let group = self.ledger.group_of(&order, &asked(&order, at));
        if self.ledger.groups.get(group).places.is_empty() {
            return Ok(None);
        }
        let at_group = group as usize;
        if self.totals.len() <= at_group {
            self.totals.resize_with(at_group + 1, Total::default);
        }
        self.totals[at_group].add(at, order.case.is_some());
        let row = order.case.map(|case| OfCase { case, group, at, terms: says.terms, of, id: order.id }.row());
        Ok(row)
    }
}

/// Lists the names that an order uses.
fn list(names: &mut Used, id: &FilingId, named: &[Named]) {
    let mut keys: Vec<String> = named.iter().map(|named| names::key(named.name.as_str())).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        // They come in the order of ids: the first one that is met is the first one.
        match names.get_mut(&key) {
            Some((filings, ..)) => *filings += 1,
            None => {
                let name = spelled(named, &key).unwrap_or_default();
                names.insert(key, (1, id.clone(), name));
            }
        }
    }
}

impl Ledger {
    /// Counts what was filed of a group into each of its places.
    fn count_group(&mut self, number: u32, total: &Total) {
        let Some((received, ends)) = total.days_and_ends() else { return };
        let group = self.groups.get(number);
        for place in group.places.iter() {
            let pair = self.cells.entry(place.gap).or_default();
            pair.turn(usize::from(place.side), |cell| {
                cell.tally.come(&group.filer, received, total.count);
                cell.tally.ends_change(number, None, Some(ends));
                if place.counts == Counts::Orders {
                    cell.orders += total.without_case;
                }
            });
        }
    }
}
