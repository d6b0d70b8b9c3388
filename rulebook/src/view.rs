//! What facts are made from, as one case sees it. Whatever is looked at beyond the case itself is noted, so that a change
//! there brings the case up again.

use std::{cell::RefCell, sync::LazyLock};

use register::{
    codelist::{BodyKind, ClaimKind},
    form::{Content, Form},
    forms::who::Body,
    id::{BodyId, FilingId, Reference},
    time::Date,
};

use crate::{
    case::CaseId,
    cases::Cases,
    kept::Kept,
    lookers::{Looked, Trace},
    tally::{Bucket, Subject, Tally},
};

/// The tally of a subject about which nothing adds up.
static NOTHING: LazyLock<Tally> = LazyLock::new(Tally::default);

/// Cases as one case sees them.
pub(crate) struct View<'a> {
    pub(crate) cases: &'a Cases,
    own: Option<&'a FilingId>,
    looked: RefCell<Vec<Trace>>,
}

impl<'a> View<'a> {
    pub(crate) fn new(cases: &'a Cases, id: &'a CaseId) -> View<'a> {
        View { cases, own: id.filing(), looked: RefCell::default() }
    }

    /// What was looked at, each once.
    pub(crate) fn looked(&self) -> Vec<Trace> {
        let mut looked = self.looked.take();
        looked.sort_unstable();
        looked.dedup();
        looked
    }

    fn note(&self, looked: Looked<'_>) {
        self.looked.borrow_mut().push(looked.trace());
    }

    /// A filing that stands.
    pub(crate) fn filing(&self, id: &FilingId) -> Option<&'a Kept> {
        if self.own != Some(id) {
            self.note(Looked::Filing(id));
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
            self.note(Looked::Listed(&key.0, form));
        }
        // A correction may have taken the reference away.
        let refers = |kept: &&Kept| crate::references::refers(&kept.filing, &key.0);
        listed.into_iter().flatten().filter_map(|id| self.cases.filings.get(id)).filter(refers).collect()
    }

    /// What adds up about a subject.
    pub(crate) fn tally(&self, subject: &Subject) -> &'a Tally {
        if !matches!(subject, Subject::Filing(id) if self.own == Some(id)) {
            self.note(Looked::Tally(subject));
        }
        self.cases.tallies.get(subject).unwrap_or(&NOTHING)
    }

    /// Whether a claim of some kinds about a subject may lie in a period: its tally knows their first and last days.
    pub(crate) fn may_be_claimed(&self, subject: &Subject, kinds: &[ClaimKind], from: Date, to: Option<Date>) -> bool {
        self.note(Looked::Claims(subject));
        let counts = |tally: &'a Tally| kinds.iter().filter_map(|kind| tally.of(Bucket::Claims(*kind)));
        self.cases.tallies.get(subject).into_iter().flat_map(counts).any(|count| {
            count.last.is_some_and(|last| last >= from)
                && count.first.is_some_and(|first| to.is_none_or(|to| first <= to))
        })
    }

    /// The claims of some kinds about a subject, as they stand. For the few cases that ask each claim's own days: a tally
    /// knows only the first and the last.
    pub(crate) fn claims(&self, subject: &Subject, kinds: &[ClaimKind]) -> Vec<&'a Kept> {
        self.note(Looked::Claims(subject));
        let ids = self.cases.contributors.get(subject).and_then(|forms| forms.get(&Form::Claim));
        let kept = ids.into_iter().flatten().filter_map(|id| self.cases.filings.get(id));
        kept.filter(|kept| matches!(&kept.filing.content, Content::Claim(claim) if kinds.contains(&claim.kind)))
            .collect()
    }

    /// Drafts or regulations.
    pub(crate) fn rulebooks(&self) {
        self.note(Looked::Rulebooks);
    }

    /// The descriptions of a body that stand: the one that lists go by first.
    pub(crate) fn descriptions(&self, id: &BodyId) -> Vec<(&'a Kept, &'a Body)> {
        self.note(Looked::Body(id));
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
