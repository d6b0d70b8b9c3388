//! What facts are made from, as one case sees it. Whatever is looked at beyond the case itself is noted, so that a change
//! there brings the case up again.

use std::cell::RefCell;

use register::{
    codelist::{BodyKind, ClaimKind},
    form::{Content, Form},
    forms::who::Body,
    id::{BodyId, FilingId, Reference},
};

use crate::{
    case::CaseId,
    cases::Cases,
    kept::Kept,
    tally::{Subject, Tally},
};

/// What a case looked at beside itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Looked {
    /// Another filing.
    Filing(FilingId),
    /// Filings of a form that refer to something else than the case's own filing.
    Listed(Reference, Form),
    /// The tally of another subject.
    Tally(Subject),
    /// Descriptions of a body.
    Body(BodyId),
    /// Drafts and regulations.
    Rulebooks,
}

/// Cases as one case sees them.
pub(crate) struct View<'a> {
    pub(crate) cases: &'a Cases,
    own: Option<&'a FilingId>,
    looked: RefCell<Vec<Looked>>,
}

impl<'a> View<'a> {
    pub(crate) fn new(cases: &'a Cases, id: &'a CaseId) -> View<'a> {
        View { cases, own: id.filing(), looked: RefCell::default() }
    }

    /// What was looked at.
    pub(crate) fn looked(&self) -> Vec<Looked> {
        self.looked.take()
    }

    fn note(&self, looked: Looked) {
        self.looked.borrow_mut().push(looked);
    }

    /// A filing that stands.
    pub(crate) fn filing(&self, id: &FilingId) -> Option<&'a Kept> {
        if self.own != Some(id) {
            self.note(Looked::Filing(id.clone()));
        }
        self.cases.filings.get(id)
    }

    /// The filings of a form that refer to a filing, as they stand, in the order of the log.
    pub(crate) fn about(&self, id: &FilingId, form: Form) -> Vec<&'a Kept> {
        self.listed(Reference::Filing(id.clone()), form)
    }

    /// The filings of a form that refer to a body.
    pub(crate) fn about_body(&self, id: &BodyId, form: Form) -> Vec<&'a Kept> {
        self.listed(Reference::Body(id.clone()), form)
    }

    fn listed(&self, reference: Reference, form: Form) -> Vec<&'a Kept> {
        let key = (reference, form);
        let listed = self.cases.listed.get(&key);
        let is_own = matches!(&key.0, Reference::Filing(id) if self.own == Some(id));
        if !is_own {
            self.note(Looked::Listed(key.0.clone(), form));
        }
        // A correction may have taken the reference away.
        let refers = |kept: &&Kept| crate::references::references(&kept.filing).contains(&key.0);
        listed.into_iter().flatten().filter_map(|id| self.cases.filings.get(id)).filter(refers).collect()
    }

    /// What adds up about a subject.
    pub(crate) fn tally(&self, subject: &Subject) -> Option<&'a Tally> {
        if !matches!(subject, Subject::Filing(id) if self.own == Some(id)) {
            self.note(Looked::Tally(subject.clone()));
        }
        self.cases.tallies.get(subject)
    }

    /// The claims of some kinds about a subject, as they stand. For the few cases that ask each claim's own days: a tally
    /// knows only the first and the last.
    pub(crate) fn claims(&self, subject: &Subject, kinds: &[ClaimKind]) -> Vec<&'a Kept> {
        self.note(Looked::Tally(subject.clone()));
        let ids = self.cases.contributors.get(subject).into_iter().flatten().filter(|id| id.form() == Form::Claim);
        let kept = ids.filter_map(|id| self.cases.filings.get(id));
        kept.filter(|kept| matches!(&kept.filing.content, Content::Claim(claim) if kinds.contains(&claim.kind)))
            .collect()
    }

    /// Drafts or regulations.
    pub(crate) fn rulebooks(&self) {
        self.note(Looked::Rulebooks);
    }

    /// The descriptions of a body that stand: the one that lists go by first.
    pub(crate) fn descriptions(&self, id: &BodyId) -> Vec<(&'a Kept, &'a Body)> {
        self.note(Looked::Body(id.clone()));
        let listed = self.cases.listed.get(&(Reference::Body(id.clone()), Form::Body));
        let described = |kept: &'a Kept| match &kept.filing.content {
            Content::Body(body) if body.body == *id => Some((kept, &**body)),
            _ => None,
        };
        let mut all: Vec<_> =
            listed.into_iter().flatten().filter_map(|id| self.cases.filings.get(id)).filter_map(described).collect();
        let rank = |kept: &Kept| match &kept.filing.filer {
            filer if Some(filer) == self.cases.registrar.as_ref() => 0,
            filer if filer == id => 1,
            _ => 2,
        };
        // Of one rank the filer who came first, and of that filer the latest.
        let first_of = |filer: &BodyId| {
            all.iter().filter(|(kept, _)| kept.filing.filer == *filer).map(|(kept, _)| kept.entry).min()
        };
        let order: Vec<(u8, Option<u64>, std::cmp::Reverse<u64>)> = all
            .iter()
            .map(|(kept, _)| (rank(kept), first_of(&kept.filing.filer), std::cmp::Reverse(kept.entry)))
            .collect();
        let mut places: Vec<usize> = (0..all.len()).collect();
        places.sort_by_key(|at| order[*at]);
        let sorted = places.into_iter().map(|at| all[at]).collect();
        all.clear();
        sorted
    }

    /// The kind of a body, where it is described.
    pub(crate) fn kind_of(&self, id: &BodyId) -> Option<BodyKind> {
        self.descriptions(id).first().map(|(_, body)| body.kind)
    }
}
