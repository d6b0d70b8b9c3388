//! What facts are made from, as one case sees it. Whatever is looked at beyond the case itself is noted, so that a change
//! there brings the case up again.

use std::{
    cell::{Cell, RefCell},
    sync::LazyLock,
};

use register::{
    codelist::{BodyKind, ClaimKind},
    form::{Content, Form},
    forms::who::Body,
    id::{BodyId, FilingId, Reference},
    time::Date,
};

use crate::{
    case::{CaseId, CaseKind},
    cases::{Cases, USE_CLAIMS},
    fact::Facts,
    kept::Kept,
    lookers::{Forms, Looked, Looks, Trace, years},
    tally::{Bucket, Count, Subject, Tally, evidence},
    wanted::Asked,
};

/// The tally of a subject about which nothing adds up.
static NOTHING: LazyLock<Tally> = LazyLock::new(Tally::default);

/// Cases as one case sees them.
pub(crate) struct View<'a> {
    pub(crate) cases: &'a Cases,
    id: &'a CaseId,
    own: Option<&'a FilingId>,
    asked: Asked,
    looked: RefCell<Vec<Trace>>,
    forms: Cell<Forms>,
}

impl<'a> View<'a> {
    pub(crate) fn new(cases: &'a Cases, id: &'a CaseId, asked: Asked) -> View<'a> {
        View { cases, id, own: id.filing(), asked, looked: RefCell::default(), forms: Cell::default() }
    }

    /// Facts of the case, none of them made yet.
    pub(crate) fn facts(&self, kind: CaseKind) -> Facts {
        Facts::only(kind, self.asked.resource)
    }

    /// Facts of the body that answers, none of them made yet.
    pub(crate) fn facts_of_body(&self) -> Facts {
        Facts::only(CaseKind::Body, self.asked.principal)
    }

    /// What was looked at, each once.
    pub(crate) fn looks(self) -> Looks {
        let mut traces = self.looked.into_inner();
        traces.sort_unstable();
        traces.dedup();
        Looks { traces, forms: self.forms.get() }
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
        match is_own {
            true => self.forms.set(self.forms.get().with(form)),
            false => self.note(Looked::Listed(&key.0, form)),
        }
        // A correction may have taken the reference away.
        let refers = |kept: &&Kept| crate::references::refers(&kept.filing, &key.0);
        listed.into_iter().flatten().filter_map(|id| self.cases.filings.get(id)).filter(refers).collect()
    }

    /// What adds up about the case's own filing or body.
    pub(crate) fn own_tally(&self) -> &'a Tally {
        let subject = match self.id {
            CaseId::Filing(_, id) | CaseId::Withheld(id, _) => Subject::Filing(id.clone()),
            CaseId::Conduct(id) => Subject::Body(id.clone()),
            CaseId::Gap(_) => return &NOTHING,
        };
        self.cases.tallies.get(&subject).unwrap_or(&NOTHING)
    }

    /// One count of a subject.
    pub(crate) fn count(&self, subject: &Subject, bucket: Bucket) -> Option<&'a Count> {
        if !matches!(subject, Subject::Filing(id) if self.own == Some(id)) {
            self.note(Looked::Count(subject, bucket));
        }
        self.cases.tallies.get(subject)?.of(bucket)
    }

    /// How a count of another subject begins: its first day, and the first of its entries.
    pub(crate) fn beginning(&self, subject: &Subject, bucket: Bucket) -> (Option<Date>, Vec<u64>) {
        self.note(Looked::Beginning(subject, bucket));
        let count = self.cases.tallies.get(subject).and_then(|tally| tally.of(bucket));
        (count.and_then(|count| count.first), evidence(count).to_vec())
    }

    /// The claims that technologies of a holder were used, whose time overlaps a period. The tally of each technology knows
    /// the first and the last day of its claims, so that most need not be gone through.
    pub(crate) fn use_claims(&self, holder: &BodyId, from: Date, to: Option<Date>) -> Vec<&'a Kept> {
        years(from, to, &mut |year| self.note(Looked::UseClaims(holder, year)));
        let key = (Reference::Body(holder.clone()), Form::Technology);
        let technologies =
            self.cases.listed.get(&key).into_iter().flatten().filter_map(|id| self.cases.filings.get(id));
        let held = technologies.filter(|kept| crate::references::refers(&kept.filing, &key.0));
        let overlaps = |first: Date, last: Date| last >= from && to.is_none_or(|to| first <= to);
        let subjects = held.map(|kept| Subject::Filing(kept.filing.id.clone()));
        let spoken_of = subjects.filter(|subject| {
            let counts = |tally: &'a Tally| USE_CLAIMS.iter().filter_map(|kind| tally.of(Bucket::Claims(*kind)));
            let mut counts = self.cases.tallies.get(subject).into_iter().flat_map(counts);
            counts.any(|count| count.first.zip(count.last).is_some_and(|(first, last)| overlaps(first, last)))
        });
        let claims = spoken_of.flat_map(|subject| self.cases.claims(&subject, &USE_CLAIMS).collect::<Vec<_>>());
        claims.filter(|kept| overlaps(kept.first_day(), kept.last_day())).collect()
    }

    /// The claims of some kinds about a subject, as they stand. For the few cases that ask each claim's own days: a tally
    /// knows only the first and the last.
    pub(crate) fn claims(&self, subject: &Subject, kinds: &[ClaimKind]) -> Vec<&'a Kept> {
        kinds.iter().for_each(|kind| self.note(Looked::Claims(subject, *kind)));
        self.cases.claims(subject, kinds).collect()
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
        if all.len() < 2 {
            return all;
        }
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
