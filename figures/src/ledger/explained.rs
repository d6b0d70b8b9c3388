//! Who explained a gap: whose explanations count.

use register::{
    forms::sides::Explanation,
    id::{BodyId, FilingId},
    time::Date,
};

use super::{
    Ledger,
    cell::{Cell, Pair},
};
use crate::{gap::Gap, matching::GapId};

/// An explanation of a gap, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The filing.
    pub filing: FilingId,
    /// Who explains.
    pub filer: BodyId,
    /// Day it was received.
    pub received: Date,
    /// What it says.
    pub says: Explanation,
}

impl Ledger {
    /// Whether anybody explained a gap, or tried to.
    #[must_use]
    pub fn is_spoken_of(&self, id: &GapId) -> bool {
        !self.explanations.is_empty() && self.explanations.contains_key(&id.to_string())
    }

    /// Of cases without a counterpart, the day on which the first came that no explanation covers, where others are explained:
    /// whoever explains speaks of what was filed before.
    pub(super) fn unexplained(&self, gap: &Gap, pair: &Pair) -> Option<Date> {
        let (last, _) = *self.explanations(gap).last()?;
        let after = |cell: &Cell| {
            let (_, order) = cell.cases.alone.range(last..).next()?;
            self.orders.at(*order).map(|at| at.received)
        };
        pair.cells.iter().filter_map(after).min()
    }

    /// What was explained of a gap, in the order of the log: by those who speak in it, and after both sides were known.
    /// Nobody else explains it away, and nobody before there is anything to explain.
    #[must_use]
    pub fn explanations(&self, gap: &Gap) -> Vec<(u64, &Explained)> {
        let speaks = |filer: &BodyId| gap.sides.iter().any(|side| side.speakers.contains(filer));
        let counts = |explained: &&Explained| {
            speaks(&explained.filer) && gap.since.is_some_and(|since| explained.received >= since)
        };
        let all = self.explanations.get(&gap.id.to_string()).into_iter().flatten();
        all.filter(|(_, explained)| counts(explained)).map(|(entry, explained)| (*entry, explained)).collect()
    }
}
