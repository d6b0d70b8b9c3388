//! Which facts are asked for, by kind of case. What no rule reads is not made, is not looked at, and changes no answer.

use crate::{
    case::CaseKind,
    expression::{FactRef, Owner},
};

/// Places of facts among those of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Places(u128);

/// What is asked of the cases of one kind: facts of the body that answers, facts of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Asked {
    pub(crate) principal: Places,
    pub(crate) resource: Places,
}

/// The facts that are asked for, by kind of case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted([Option<Asked>; CaseKind::ALL.len()]);

impl Places {
    /// All there are.
    pub(crate) const ALL: Places = Places(u128::MAX);

    /// Whether a place is among them.
    pub(crate) const fn has(self, at: usize) -> bool {
        self.0 >> at & 1 == 1
    }

    /// Whether all of others are among them.
    const fn hold(self, others: Places) -> bool {
        others.0 & !self.0 == 0
    }

    const fn add(&mut self, at: usize) {
        self.0 |= 1 << at;
    }
}

// INVARIANT: the place of every fact has its bit.
const _: () = {
    let mut kind = 0;
    while kind < CaseKind::ALL.len() {
        assert!(CaseKind::ALL[kind].facts().len() <= 128);
        kind += 1;
    }
};

impl Asked {
    /// Every fact.
    pub(crate) const ALL: Asked = Asked { principal: Places::ALL, resource: Places::ALL };

    /// Whether all that others ask for is asked for.
    pub(crate) const fn holds(&self, others: &Asked) -> bool {
        self.principal.hold(others.principal) && self.resource.hold(others.resource)
    }
}

impl Wanted {
    /// Every fact of every kind.
    #[must_use]
    pub fn all() -> Wanted {
        Wanted([Some(Asked::ALL); CaseKind::ALL.len()])
    }

    /// None, of no kind.
    #[must_use]
    pub fn none() -> Wanted {
        Wanted([None; CaseKind::ALL.len()])
    }

    /// A rule about a kind of case reads some facts. One that reads none asks for the case all the same.
    pub fn add(&mut self, kind: CaseKind, facts: impl IntoIterator<Item = FactRef>) {
        let asked = self.0[kind as usize].get_or_insert_default();
        for fact in facts {
            match fact {
                FactRef::Fact(Owner::Principal, at) => asked.principal.add(at),
                FactRef::Fact(Owner::Resource, at) => asked.resource.add(at),
                FactRef::At | FactRef::Due => {}
            }
        }
    }

    /// What is asked of the cases of a kind; none where nobody asks for them.
    pub(crate) fn of(&self, kind: CaseKind) -> Option<Asked> {
        self.0[kind as usize]
    }
}
