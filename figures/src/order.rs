//! An order as far as figures go: who asks, who decides, what became of it, on which days. The rest of it stays in the log.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use register::{
    codelist::{Measure, OrderOutcome},
    filing::{Filing, Named},
    forms::usage,
    id::{BodyId, FilingId},
    time::{Date, Instant, When},
    value::Bounds,
};

use crate::{
    case::Commitment,
    statement::{Party, basis, party},
};

/// One order.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) id: FilingId,
    pub(crate) terms: Arc<Terms>,
    pub(crate) days: Days,
    /// The case to which it commits.
    pub(crate) case: Option<Commitment>,
}

/// What many orders have in common, so that it is held once for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) filer: BodyId,
    pub(crate) requester: Option<Party>,
    pub(crate) court: Option<Party>,
    pub(crate) served: Box<[BodyId]>,
    pub(crate) measure: Measure,
    pub(crate) outcome: OrderOutcome,
    pub(crate) technology: Option<FilingId>,
    pub(crate) basis: Option<Arc<str>>,
    pub(crate) subjects: Option<Bounds>,
    /// Bodies as the source names them, whichever field would hold them.
    pub(crate) named: Box<[Named]>,
}

/// The days of an order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    /// What its filing says.
    pub(crate) occurred: When,
    /// When it was decided, else asked, else what its filing says.
    pub(crate) of: Date,
    /// First and last day of the measure.
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

impl Order {
    pub(crate) fn of(filing: &Filing, order: &usage::Order) -> Order {
        let terms = Terms {
            filer: filing.filer.clone(),
            requester: party(filing, order.requester.as_ref(), "requester"),
            court: party(filing, order.court.as_ref(), "court"),
            served: order.served.clone().into(),
            measure: order.measure,
            outcome: order.outcome,
            technology: order.technology.clone(),
            basis: basis(order.legal_basis.first()),
            subjects: order.subjects,
            named: filing.named.clone().into(),
        };
        let days = Days {
            occurred: filing.occurred,
            of: order.decided_at.or(order.asked_at).map_or(filing.occurred.from(), Instant::date),
            from: order.from,
            to: order.to,
        };
        let case = order.case_commitment.map(|commitment| *commitment.0.as_bytes());
        Order { id: filing.id.clone(), terms: Arc::new(terms), days, case }
    }
}

impl Terms {
    /// As far as they decide where an order belongs, so that more orders have them in common.
    pub(crate) fn of_place(self: Arc<Terms>) -> Arc<Terms> {
        if self.technology.is_none() && self.basis.is_none() && self.subjects.is_none() {
            return self;
        }
        Arc::new(Terms { technology: None, basis: None, subjects: None, ..Arc::unwrap_or_clone(self) })
    }

    /// Bodies of the register that it speaks of, and its filer.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &BodyId> {
        let parties = [self.requester.as_ref(), self.court.as_ref()].into_iter().flatten();
        std::iter::once(&self.filer).chain(parties.filter_map(body))
    }

    /// Whether a body asks.
    pub(crate) fn is_asked_by(&self, of: &BodyId) -> bool {
        self.requester.as_ref().and_then(body) == Some(of)
    }

    /// Whether a body decides.
    pub(crate) fn is_decided_by(&self, of: &BodyId) -> bool {
        self.court.as_ref().and_then(body) == Some(of)
    }
}

/// The body that a party is, as it says itself.
pub(crate) const fn body(party: &Party) -> Option<&BodyId> {
    match party {
        Party::Body(body) => Some(body),
        Party::Named(_) => None,
    }
}

impl Hash for Terms {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bodies().for_each(|body| body.hash(state));
        self.named.iter().for_each(|named| named.name.as_str().hash(state));
        let bounds = self.subjects.map(|subjects| (subjects.low, subjects.high));
        (&self.served, self.measure, self.outcome, &self.technology, &self.basis, bounds).hash(state);
    }
}
