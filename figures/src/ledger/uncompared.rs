//! What is compared with nothing: figures of days that no period of the calendar holds.

use register::{id::FilingId, time::Date};

use super::Ledger;
use crate::{
    gap::Told,
    matching::{GapId, MatchingRule},
    statement::Statement,
};

/// A figure that is compared with nothing, since no period of the calendar holds its days: they reach over two, or have no
/// end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncompared {
    /// The gap it would be of, were it of the period that its first day is in.
    pub gap: GapId,
    /// The side it would be on.
    pub side: u8,
    /// Its place in the filing.
    pub part: u16,
    /// The entry.
    pub entry: u64,
    /// First day.
    pub from: Date,
    /// Last day; none where the period is open.
    pub to: Option<Date>,
}

impl Ledger {
    /// What of the figures of a filing stands and is compared with nothing, since no period of a rule holds its days.
    #[must_use]
    pub fn uncompared(&self, filing: &FilingId) -> Vec<Uncompared> {
        let all = self.filed.get(filing).map(|filed| self.taken_apart(filed)).unwrap_or_default();
        let outside = |statement: &Statement| {
            let period = |rule: &MatchingRule| match statement.period(rule) {
                Some(_) => None,
                None => Some(rule.length.of(statement.from)),
            };
            self.places_in(statement, period)
        };
        let mut all: Vec<_> = all.into_iter().map(|statement| (outside(&statement), statement)).collect();
        all.retain(|(places, _)| !places.is_empty());
        if all.is_empty() {
            return Vec::new();
        }
        let restated = self.restated_in(filing);
        let stands = all.into_iter().map(|(places, statement)| (places, self.tell(statement)));
        let one = |(places, told): (Vec<(GapId, u8)>, Told)| {
            let Statement { part, entry, from, to, .. } = told.statement;
            places.into_iter().map(move |(gap, side)| Uncompared { gap, side, part, entry, from, to })
        };
        stands.filter(|(_, told)| !restated.has(told)).flat_map(one).collect()
    }
}
