//! Cases and their counterparts: where an order that commits to a case belongs, and whether the other side has that case.

use register::{filing::Filing, form::Content};

use super::{Ledger, Placed};
use crate::{
    case::{Case, Commitment},
    matching::{GapId, MatchingRule, Source},
};

impl Ledger {
    /// Puts an order that commits to a case where it belongs.
    pub(super) fn place_case(&mut self, filing: &Filing, placed: &mut Vec<Placed>) {
        let Content::Order(order) = &filing.content else { return };
        let Some((case, at)) = Case::of(filing, order, &self.bodies).zip(self.filed.get(&filing.id).map(|of| of.at))
        else {
            return;
        };
        for (gap, side) in case.places() {
            let gap = self.number(gap);
            let (side, known) = (usize::from(side), self.has_case(&case.commitment, gap, usize::from(side)));
            let cases = &mut self.cells.entry(gap).or_default().cells[side].cases;
            cases.add(case.commitment, at.entry, &filing.id, at.received);
            self.meet(&case.commitment, gap, side, !known);
            placed.push(Placed { gap, side: u8::from(side == 1), part: 0 });
        }
        self.about.entry(filing.filer.clone()).or_default().insert(filing.id.clone());
    }

    /// A filing of a case came to a side of a gap, or was taken away. Whether the other side has that case, in this period or
    /// another, is asked anew for it; for the other side only where this side has it for the first time, or no more. So one
    /// filing costs by the periods there are, not by the cases of a gap nor by the filings of a case.
    pub(super) fn meet(&mut self, case: &Commitment, gap: u32, side: usize, turned: bool) {
        let met = self.has_case(case, gap, 1 - side);
        self.tell_met(case, gap, side, met);
        self.changed.insert(gap);
        if !turned || !met {
            return;
        }
        let has = self.has_case(case, gap, side);
        for other in self.kin.of(gap).to_vec() {
            if self.holds(case, other, 1 - side) {
                self.tell_met(case, other, 1 - side, has);
                self.changed.insert(other);
            }
        }
    }

    fn tell_met(&mut self, case: &Commitment, gap: u32, side: usize, met: bool) {
        if let Some(pair) = self.cells.get_mut(&gap) {
            pair.cells[side].cases.meet(case, met);
        }
    }

    /// Whether a side has a case, in the period of a gap or in another.
    pub(super) fn has_case(&self, case: &Commitment, gap: u32, side: usize) -> bool {
        self.kin.of(gap).iter().any(|gap| self.holds(case, *gap, side))
    }

    fn holds(&self, case: &Commitment, gap: u32, side: usize) -> bool {
        self.cells.get(&gap).is_some_and(|pair| pair.cells[side].cases.has(case))
    }
}

/// Whether a gap is of cases matched one by one.
pub(super) fn is_of_cases(gap: &GapId) -> bool {
    MatchingRule::of(&gap.rule).is_some_and(|rule| rule.sides[0].counted == Source::Case)
}

/// The case to which an order commits.
pub(super) fn commitment(content: &Content) -> Option<Commitment> {
    match content {
        Content::Order(order) => order.case_commitment.map(|commitment| *commitment.0.as_bytes()),
        _ => None,
    }
}
