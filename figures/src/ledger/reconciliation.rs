//! What stands now, asked once: the gaps that the ledger would tell, with no order held. Orders become rows of bytes that the
//! caller sorts, wherever it has room; outcomes and incidents, which are of no gap, are passed over.
//!
//! ```text
//! Entries ── rows ─▶ sorted ─▶ ById ── rows ─▶ sorted ─▶ ByCase ─▶ Reconciliation
//! ```
//!
//! By id, what was corrected, withdrawn or filed twice comes together; by case, all who filed of it. Rows sort as bytes do.
//! Held are all other filings, what differs between orders (terms, names, groups), and of each gap the orders it names.

mod by_case;
mod by_id;
mod common;
mod row;

use std::{collections::BTreeSet, fmt, sync::Arc};

use register::{
    filing::Filing,
    form::{Content, Form},
    forms::usage,
    id::FilingId,
    time::Instant,
};

pub use self::{by_case::ByCase, by_id::ById};
use self::{
    common::Common,
    row::{Change, Says},
};
use super::{Ledger, corrected};
use crate::{gap::Gap, names::Resolution, order::Order, statement::At};

/// The entries, one after the other.
#[derive(Debug, Default)]
pub struct Entries {
    ledger: Ledger,
    common: Common,
    rows: u64,
}

impl Entries {
    /// None yet.
    #[must_use]
    pub fn new() -> Entries {
        Entries::default()
    }

    /// One more entry; a row to be sorted, where it is of an order.
    pub fn take(&mut self, entry: u64, received: Instant, filing: &Arc<Filing>) -> Option<Vec<u8>> {
        let at = At { entry, received: received.date() };
        let (id, change) = match &filing.content {
            Content::Order(order) => {
                (&filing.id, Change::Stands { at, occurred: filing.occurred.from(), says: self.says(filing, order) })
            }
            Content::Correction(correction) if let Content::Order(order) = &correction.replacement => {
                let id = &correction.corrects;
                let new = corrected(id, filing.occurred, &correction.replacement, filing);
                (id, Change::Corrected(self.says(&new, order)))
            }
            Content::Withdrawal(withdrawal) if withdrawal.withdraws.form() == Form::Order => {
                (&withdrawal.withdraws, Change::Withdrawn)
            }
            _ => {
                self.hold(entry, received, filing);
                return None;
            }
        };
        self.ledger.begin_with(&filing.filer);
        self.rows += 1;
        Some(row::by_id(id, self.rows, &change))
    }

    /// That was the last: now come the rows, sorted.
    #[must_use]
    pub fn all_taken(self) -> ById {
        ById::new(self.ledger, self.common)
    }

    fn hold(&mut self, entry: u64, received: Instant, filing: &Arc<Filing>) {
        // They belong to no gap. Of those that name bodies, as the register admitted them once, the names count.
        if matches!(filing.content, Content::Outcome(_) | Content::Incident(_)) && filing.named.is_empty() {
            self.ledger.begin_with(&filing.filer);
        } else {
            self.ledger.take(entry, received, filing);
        }
    }

    fn says(&mut self, filing: &Filing, order: &usage::Order) -> Says {
        let Order { terms, case, .. } = Order::of(filing, order);
        let decided = order.decided_at.or(order.asked_at).map(Instant::date);
        Says { terms: self.common.number(terms.of_place()), decided, case }
    }
}

/// A row that comes back otherwise than it was handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row came back otherwise than it was handed out")
    }
}

impl std::error::Error for Damaged {}

/// What stands: the gaps, and the names that nobody linked.
#[derive(Debug)]
pub struct Reconciliation {
    ledger: Ledger,
    names: by_id::Used,
}

impl Reconciliation {
    /// Every gap, in order; those where one side only speaks are among them.
    pub fn gaps(&self) -> impl Iterator<Item = Gap> {
        self.ledger.ids().filter_map(|id| self.ledger.gap(id))
    }

    /// Names that filings use and nobody linked to a body, with how many filings use each.
    #[must_use]
    pub fn unlinked(&self) -> Vec<(String, usize, Resolution)> {
        let keys: BTreeSet<&String> = self.ledger.named.keys().chain(self.names.keys()).collect();
        let one = |key: &String| {
            let all: Vec<(usize, FilingId, String)> =
                self.ledger.uses(key).into_iter().chain(self.names.get(key).cloned()).collect();
            let filings = all.iter().map(|(filings, ..)| filings).sum();
            let (_, filing, name) = all.into_iter().min_by(|(_, one, _), (_, other, _)| one.cmp(other))?;
            let resolution = self.ledger.proposed(&name, &filing)?;
            Some((name, filings, resolution))
        };
        keys.into_iter().filter_map(one).collect()
    }
}
