//! Orders in their places: what each counts for in gaps, and whether the other side has the case that it commits to.

use register::id::FilingId;

use super::{Ledger, cell::Cell};
use crate::{
    case::{self, Stands},
    group::{Counts, Place},
    matching::{GapId, MatchingRule, Source},
    names,
    order::Order,
    statement::{At, Party, Statement, asked},
};

impl Ledger {
    /// Takes an order from where it is and puts it where it belongs.
    pub(super) fn place_order(&mut self, id: &FilingId, number: u32) {
        self.spoke.push(id.clone());
        self.leave(number);
        let Some((at, order)) = self.orders.get(number, &self.cases) else { return };
        let statement = asked(&order, at);
        if !order.terms.named.is_empty() {
            self.list_names(&order, &[Some(&statement.reporter), statement.other.as_ref()]);
        }
        let group = self.group_of(&order, &statement);
        self.orders.put(number, Some(group));
        self.turn_order(number, group, true);
    }

    /// The group that an order belongs to.
    pub(super) fn group_of(&mut self, order: &Order, asked: &Statement) -> u32 {
        let counted = self.places(asked).into_iter().map(|place| (place, Counts::Orders));
        let of_case = case::places(order, &self.bodies).into_iter().map(|place| (place, Counts::Cases));
        let places: Vec<_> = counted.chain(of_case).collect();
        let place = |((gap, side), counts)| Place { gap: self.number(gap), side, counts };
        let places = places.into_iter().map(place).collect();
        self.groups.of(&order.terms.filer, places)
    }

    /// Takes an order from where it is.
    pub(super) fn leave(&mut self, number: u32) {
        let Some(group) = self.orders.group(number) else { return };
        self.turn_order(number, group, false);
        self.orders.put(number, None);
    }

    /// An order whose bodies are only named is found by their names, and by whom those are linked to.
    fn list_names(&mut self, order: &Order, parties: &[Option<&Party>]) {
        for named in &order.terms.named {
            self.named.entry(names::key(named.name.as_str())).or_default().insert(order.id.clone());
        }
        let place = order.terms.filer.jurisdiction();
        let bodies: Vec<_> = parties.iter().flatten().filter_map(|party| self.body_in(party, place)).collect();
        for body in bodies {
            self.about.entry(body).or_default().insert(order.id.clone());
        }
    }

    /// An order comes into a group, or leaves it: what that changes in the gaps of the group, and where its case has, or has no
    /// more, its counterpart. So one order costs by the periods and filers of its case, not by the cases of a gap nor by the
    /// orders of a case.
    fn turn_order(&mut self, number: u32, group: u32, comes: bool) {
        let Some(at) = self.orders.at(number) else { return };
        let case = self.orders.case(number);
        let (counted, stands) = (self.counted(case, group), self.stands(case));
        self.turn_group(group, at, comes);
        if let Some(case) = case {
            self.cases.turn(case, group, (at.entry, number), comes);
        }
        self.count_orders(case, group, &counted, comes);
        self.tell_apart(&stands, &self.stands(case));
        for place in self.groups.get(group).places.iter() {
            if self.cells.get(&place.gap).is_some_and(|pair| pair.cells.iter().all(Cell::is_empty)) {
                self.cells.remove(&place.gap);
            }
        }
    }

    /// One more order in a group, or one less: who filed, when, and the first and last entry, in each of its places.
    fn turn_group(&mut self, group: u32, at: At, comes: bool) {
        let before = self.groups.get(group).ends();
        self.groups.turn(group, at.entry, comes);
        let group_now = self.groups.get(group);
        let (after, filer) = (group_now.ends(), &group_now.filer);
        for place in group_now.places.iter() {
            let pair = self.cells.entry(place.gap).or_default();
            pair.turn(usize::from(place.side), |cell| {
                cell.tally.turn(filer, at.received, comes);
                cell.tally.ends_change(group, before, after);
            });
            self.changed.insert(place.gap);
        }
    }

    fn stands(&self, case: Option<u32>) -> Vec<Stands> {
        case.map(|case| self.cases.stands(case, &self.groups, &self.kin)).unwrap_or_default()
    }

    /// How many orders of a case each gap of a group counts.
    fn counted(&self, case: Option<u32>, group: u32) -> Vec<(Place, u64)> {
        let places = self.groups.get(group).counting(Counts::Orders);
        places
            .map(|place| (*place, case.map_or(0, |case| self.cases.orders_in(case, place.gap, &self.groups))))
            .collect()
    }

    fn count_orders(&mut self, case: Option<u32>, group: u32, before: &[(Place, u64)], comes: bool) {
        let after = self.counted(case, group);
        for ((place, before), (_, after)) in before.iter().zip(after) {
            let Some(pair) = self.cells.get_mut(&place.gap) else { continue };
            let orders = &mut pair.cells[usize::from(place.side)].orders;
            match (case, comes) {
                (Some(_), _) => *orders = *orders + after - before,
                (None, true) => *orders += 1,
                (None, false) => *orders -= 1,
            }
        }
    }

    /// What changed of where a case stands.
    fn tell_apart(&mut self, before: &[Stands], after: &[Stands]) {
        for gone in before.iter().filter(|stands| !after.contains(stands)) {
            if let Some(pair) = self.cells.get_mut(&gone.gap) {
                pair.cells[usize::from(gone.side)].cases.take_out(gone);
            }
            self.changed.insert(gone.gap);
        }
        for new in after.iter().filter(|stands| !before.contains(stands)) {
            if let Some(pair) = self.cells.get_mut(&new.gap) {
                pair.cells[usize::from(new.side)].cases.put(new);
            }
            self.changed.insert(new.gap);
        }
    }
}

/// Whether a gap is of cases matched one by one.
pub(super) fn is_of_cases(gap: &GapId) -> bool {
    MatchingRule::of(&gap.rule).is_some_and(|rule| rule.sides[0].counted == Source::Case)
}
