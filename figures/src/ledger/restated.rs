//! What is restated: which filings, and which single figures, a later one takes the place of.

use std::{collections::HashSet, sync::Arc};

use register::{
    filing::Filing,
    form::Content,
    forms::usage::{Outcome, Return},
    id::FilingId,
};

use super::{Filed, Ledger};
use crate::{
    gap::Told,
    series::{Same, Who},
    statement::{Party, reporter_said},
};

/// What of a filing later ones take the place of.
pub(super) enum Restated {
    Whole,
    Figures(HashSet<Same>),
}

impl Restated {
    pub(super) fn has(&self, told: &Told) -> bool {
        match self {
            Restated::Whole => true,
            Restated::Figures(figures) => !figures.is_empty() && figures.contains(&Same::of(told)),
        }
    }
}

impl Ledger {
    /// What a return takes the place of does so, or does not any more. A return that is restated as a whole renews no figure,
    /// so those that it would renew are told anew too.
    pub(super) fn touch_restated(&mut self, returned: &Return) {
        let whole = returned.restates.as_ref().and_then(|before| self.filed.get(before));
        let beyond = match whole.map(|before| Arc::clone(&before.filing)) {
            Some(before) => match &before.content {
                Content::Return(before) => before.restates_figures.clone(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        };
        returned.restates.iter().chain(&returned.restates_figures).chain(&beyond).for_each(|before| self.touch(before));
    }

    /// A return is restated, or is not any more.
    pub(super) fn touch(&mut self, id: &FilingId) {
        for at in self.filed.get(id).into_iter().flat_map(|filed| filed.placed.iter()) {
            if let Some(pair) = self.cells.get_mut(&at.gap) {
                pair.said.take();
            }
            self.changed.insert(at.gap);
        }
        self.spoke.push(id.clone());
    }

    /// Whether a later filing takes the place of one: a return of the same reporter and period, by the same filer or by the
    /// reporter itself; an outcome of the same order as of a later day.
    pub(super) fn is_restated(&self, id: &FilingId) -> bool {
        let Some(old) = self.filed.get(id) else { return false };
        if let Content::Outcome(outcome) = &old.filing.content {
            return self.is_outdated(old, outcome);
        }
        let restates = |new: &Filed| new.filing.occurred == old.filing.occurred && self.speaks_after(new, old);
        self.restated.get(id).into_iter().flatten().filter_map(|by| self.filed.get(by)).any(restates)
    }

    /// What later filings take the place of in one: all of it, or single figures of a return.
    pub(super) fn restated_in(&self, id: &FilingId) -> Restated {
        if self.is_restated(id) {
            return Restated::Whole;
        }
        let Some(old) = self.filed.get(id) else { return Restated::Figures(HashSet::new()) };
        // What was itself restated as a whole says nothing of any figure.
        let stands = |new: &&Filed| new.at.entry > old.at.entry && !self.is_restated(&new.filing.id);
        let all = self.renewed.get(id).into_iter().flatten().filter_map(|by| self.filed.get(by)).filter(stands);
        let figures = all.flat_map(|new| {
            let said = self.taken_apart(new).into_iter().map(|statement| Same::of(&self.tell(statement)));
            said.filter(|same| may_restate(&same.reporter, new, old))
        });
        Restated::Figures(figures.collect())
    }

    /// Whether a return comes after another of the same reporter, from the same filer or from the reporter itself.
    fn speaks_after(&self, new: &Filed, old: &Filed) -> bool {
        let Some(reporter) = self.reporter(&new.filing) else { return false };
        new.at.entry > old.at.entry
            && may_restate(&reporter, new, old)
            && self.reporter(&old.filing).is_some_and(|was| was == reporter)
    }

    /// Whose figures a return is, as far as it is known which body that is.
    pub(super) fn reporter(&self, filing: &Filing) -> Option<Who> {
        let (party, place) = reporter_said(filing)?;
        Some(match (self.body_in(&party, place), party) {
            (Some(body), _) | (None, Party::Body(body)) => Who::Body(body),
            (None, Party::Named(named)) => Who::named(named.name.as_str()),
        })
    }

    fn is_outdated(&self, old: &Filed, outcome: &Outcome) -> bool {
        let others = self.outcomes.get(&outcome.order).into_iter().flatten().filter_map(|id| self.filed.get(id));
        others.filter(|other| other.filing.filer == old.filing.filer).any(|other| match &other.filing.content {
            Content::Outcome(of) => (of.as_of, other.at.entry) > (outcome.as_of, old.at.entry),
            _ => false,
        })
    }
}

/// Whether a filing may take the place of another of the same reporter: the same filer's, or the reporter's own.
fn may_restate(reporter: &Who, new: &Filed, old: &Filed) -> bool {
    new.filing.filer == old.filing.filer || reporter.is(&new.filing.filer)
}
