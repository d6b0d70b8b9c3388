//! Orders matched case by case: court, agency and operator file the same commitment to the case, and nobody learns more of
//! it than that. A case of one side without a counterpart on the other is told, whatever the totals say.

use std::collections::{BTreeMap, BTreeSet};

use register::{
    codelist::Measure,
    filing::Filing,
    forms::usage::Order,
    id::{BodyId, FilingId},
    time::Date,
};

use crate::{
    amount::Amount,
    bodies::{Bodies, Side},
    gap::{Alone, SideSays},
    matching::{GapId, Key, MatchingRule, Source},
};

/// A commitment to a case.
pub(crate) type Commitment = [u8; 32];

/// An order with a commitment to its case, as one of those concerned filed it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) commitment: Commitment,
    day: Date,
    measure: Measure,
    /// The side that its filer speaks for, if the filer is one of those concerned.
    side: Option<Side>,
    requester: Option<BodyId>,
    operators: Vec<BodyId>,
}

impl Case {
    /// The case of an order; none where it commits to none.
    pub(crate) fn of(filing: &Filing, order: &Order, bodies: &Bodies) -> Option<Case> {
        let filer = &filing.filer;
        let side = bodies.side(filer).filter(|side| match side {
            Side::Agency => order.requester.as_ref() == Some(filer),
            Side::Court => order.court.as_ref() == Some(filer),
            Side::Operator | Side::Vendor => order.served.contains(filer),
            _ => false,
        });
        let day = order.decided_at.or(order.asked_at).map_or(filing.occurred.from(), register::time::Instant::date);
        let operators = match side {
            Some(Side::Operator | Side::Vendor) => vec![filer.clone()],
            _ => order.served.clone(),
        };
        Some(Case {
            commitment: *order.case_commitment?.0.as_bytes(),
            day,
            measure: order.measure,
            side,
            requester: order.requester.clone(),
            operators,
        })
    }

    /// The gaps it belongs to, and on which side.
    pub(crate) fn places(&self) -> Vec<(GapId, u8)> {
        let rules = MatchingRule::all().iter().filter(|rule| rule.sides[0].counted == Source::Case);
        rules.flat_map(|rule| self.places_by(rule)).collect()
    }

    fn places_by(&self, rule: &MatchingRule) -> Vec<(GapId, u8)> {
        let side = rule.sides.iter().position(|side| self.side.is_some_and(|speaker| side.side.contains(&speaker)));
        let (Some(side), Some(period)) = (side, rule.length.holding(self.day, self.day)) else { return Vec::new() };
        let keys: Vec<&BodyId> = match rule.key[..] {
            [Key::Authority] => self.requester.iter().collect(),
            [Key::Operator] => self.operators.iter().collect(),
            _ => Vec::new(),
        };
        let place = |key: &BodyId| {
            let (rule, what) = (rule.code.clone(), self.measure.code().into());
            (GapId { rule, period, what, key: vec![key.to_string()] }, u8::from(side == 1))
        };
        keys.into_iter().map(place).collect()
    }
}

/// The cases of one side of one gap.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cases(BTreeMap<Commitment, BTreeMap<u64, (FilingId, Date)>>);

impl Cases {
    pub(crate) fn add(&mut self, case: Commitment, entry: u64, filing: &FilingId, received: Date) {
        self.0.entry(case).or_default().insert(entry, (filing.clone(), received));
    }

    pub(crate) fn remove(&mut self, case: &Commitment, entry: u64) {
        if let Some(filings) = self.0.get_mut(case) {
            filings.remove(&entry);
            if filings.is_empty() {
                self.0.remove(case);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the side says: how many cases, and which of them have no counterpart. `met` tells whether the other side has a
    /// case, in this period or another.
    pub(crate) fn says(&self, met: impl Fn(&Commitment) -> bool) -> SideSays {
        let mut says = SideSays { unit: Some("orders".into()), ..SideSays::default() };
        if self.0.is_empty() {
            return says;
        }
        let mut alone = Alone::default();
        let mut entries = BTreeSet::new();
        for (case, filings) in &self.0 {
            says.filings += filings.len() as u64;
            for (entry, (filing, received)) in filings {
                entries.insert(*entry);
                says.speakers.insert(filing.body());
                says.since = Some(says.since.map_or(*received, |since| since.min(*received)));
            }
            if !met(case) {
                alone.count += 1;
                alone.first.extend(filings.iter().next().map(|(entry, (filing, _))| (*entry, filing.clone())));
            }
        }
        alone.first.sort_unstable();
        alone.first.truncate(Alone::NAMED);
        says.amount = Some(Amount::exactly(self.0.len() as u64));
        says.entries.extend(entries.first().into_iter().chain(entries.last()));
        says.entries.dedup();
        says.alone = Some(alone);
        says
    }
}
