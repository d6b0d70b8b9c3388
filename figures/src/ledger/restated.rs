//! What is restated: which filings, and which single figures, a later one takes the place of.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

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
    statement::{Party, Statement, reporter_said},
};

/// What of a filing later ones take the place of.
pub(super) enum Restated<'l> {
    Whole,
    /// Those of its figures that one of these returns gives anew.
    Figures(&'l Ledger, &'l Filed, &'l BTreeSet<FilingId>),
    Nothing,
}

impl Restated<'_> {
    pub(super) fn has(&self, told: &Told) -> bool {
        match self {
            Restated::Whole => true,
            Restated::Figures(ledger, old, by) => ledger.is_given_anew(&Same::of(told), old, by),
            Restated::Nothing => false,
        }
    }
}

/// What returns that give single figures of others anew say: each figure with the returns that say it. So a figure is held
/// against those that say the same, however many returns give figures anew and however much they say.
#[derive(Debug, Clone, Default)]
pub(super) struct Anew {
    by_figure: HashMap<Same, BTreeSet<FilingId>>,
    by_filing: HashMap<FilingId, Vec<Same>>,
}

impl Anew {
    fn add(&mut self, filing: &FilingId, says: Vec<Same>) {
        for same in &says {
            self.by_figure.entry(same.clone()).or_default().insert(filing.clone());
        }
        self.by_filing.insert(filing.clone(), says);
    }

    /// What a return says stands no more, or is told anew.
    pub(super) fn remove(&mut self, filing: &FilingId) {
        for same in self.by_filing.remove(filing).into_iter().flatten() {
            let Some(all) = self.by_figure.get_mut(&same) else { continue };
            all.remove(filing);
            if all.is_empty() {
                self.by_figure.remove(&same);
            }
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

    /// Notes what a return says that gives figures of others anew.
    pub(super) fn note_anew(&mut self, filing: &Filing, said: Vec<Statement>) {
        if let Content::Return(returned) = &filing.content
            && !returned.restates_figures.is_empty()
        {
            let says = said.into_iter().map(|statement| Same::of(&self.tell(statement))).collect();
            self.anew.add(&filing.id, says);
        }
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
    pub(super) fn restated_in(&self, id: &FilingId) -> Restated<'_> {
        if self.is_restated(id) {
            return Restated::Whole;
        }
        match (self.filed.get(id), self.renewed.get(id)) {
            (Some(old), Some(by)) if !by.is_empty() => Restated::Figures(self, old, by),
            _ => Restated::Nothing,
        }
    }

    /// Whether one of some returns gives a figure of an earlier one anew. What was itself restated as a whole says nothing of
    /// any figure.
    fn is_given_anew(&self, same: &Same, old: &Filed, by: &BTreeSet<FilingId>) -> bool {
        let all = self.anew.by_figure.get(same).into_iter().flatten().filter(|new| by.contains(*new));
        all.filter_map(|new| self.filed.get(new)).any(|new| {
            new.at.entry > old.at.entry && may_restate(&same.reporter, new, old) && !self.is_restated(&new.filing.id)
        })
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
