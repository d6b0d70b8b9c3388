//! All cases of a register: filings as they stand, what refers to what, what adds up. `apply` takes one entry after the
//! other, `take_all` many; `each` makes the facts of cases and remembers what they looked at, so that a later filing that changes any of it
//! brings the case up again. The same entries make the same facts, in whatever batches they come.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use figures::{ledger::Ledger, matching::GapId};
use register::{
    codelist::{ClaimKind, KeyAction, Role},
    filing::{Filing, SignedFiling},
    form::{Content, Form},
    id::{BodyId, FilingId, Reference},
    time::{Date, Instant},
};
use tlog::hash::Hash;

use crate::{
    case::{CaseId, CaseKind},
    contributions::{Part, contributions, subjects, subjects_of},
    fact::Facts,
    facts,
    kept::{Kept, slim},
    lookers::{Looked, Lookers, Looks},
    references::{is_listed, references},
    shared,
    tally::{Bucket, Item, Subject, Tally},
    view::View,
    wanted::{Asked, Wanted},
};

/// The facts of one case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CaseFacts {
    /// The case.
    pub id: CaseId,
    /// The body that answers, where it is known.
    pub body: Option<BodyId>,
    /// The technology it belongs to.
    pub record: Option<FilingId>,
    /// Day whose law judges it, in days since 1970-01-01.
    pub day: i64,
    /// Facts of the body that answers, on that day.
    pub principal: Facts,
    /// Facts of the case.
    pub resource: Facts,
}

impl CaseFacts {
    /// The facts that were asked for.
    pub(crate) fn asked(&self) -> Asked {
        Asked { principal: self.principal.wanted(), resource: self.resource.wanted() }
    }
}

/// What is answered of a case that was brought up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// It has no facts: there is no such case, it was withdrawn, or nobody asks for facts of its kind.
    Gone,
    /// Its facts are those of which the answer was made last.
    Same,
    /// What is made of its facts.
    New(T),
}

/// A filing as it stands in the log, without what facts never ask.
#[derive(Debug, Clone)]
pub struct Taken {
    entry: u64,
    received: Instant,
    filing: Arc<Filing>,
    signatures: usize,
}

impl Taken {
    /// A filing of an entry, with the number of its signatures.
    #[must_use]
    pub fn new(entry: u64, received: Instant, filing: &Arc<Filing>, signatures: usize) -> Taken {
        Taken { entry, received, filing: slim(filing), signatures }
    }

    /// An entry of the log; none where it is no filing.
    #[must_use]
    pub fn of(entry: u64, received: Instant, signed: &SignedFiling) -> Option<Taken> {
        signed.filing().map(|filing| Taken::new(entry, received, filing, signed.signatures().len()))
    }
}

/// Everything that facts are made from.
#[derive(Debug, Default)]
pub struct Cases {
    pub(crate) filings: HashMap<FilingId, Kept>,
    /// Filings of a form that refer to a body or filing, in the order of the log.
    pub(crate) listed: HashMap<(Reference, Form), Vec<FilingId>>,
    pub(crate) tallies: HashMap<Subject, Tally>,
    /// The filings that count under a subject, by form.
    pub(crate) contributors: HashMap<Subject, BTreeMap<Form, HashSet<FilingId>>>,
    pub(crate) roles: HashMap<BodyId, BTreeSet<Role>>,
    pub(crate) same_case: HashMap<Hash, Vec<FilingId>>,
    pub(crate) regulations: Vec<FilingId>,
    pub(crate) drafts: Vec<FilingId>,
    pub(crate) registrar: Option<BodyId>,
    pub(crate) ledger: Ledger,
    withdrawn: HashSet<FilingId>,
    lookers: Lookers,
    gaps_changed: BTreeSet<Arc<GapId>>,
}

impl Cases {
    /// No cases.
    #[must_use]
    pub fn new() -> Cases {
        Cases::default()
    }

    /// One more entry of the log.
    pub fn apply(&mut self, entry: u64, received: Instant, signed: &SignedFiling) {
        self.take_all(Taken::of(entry, received, signed).as_slice(), 1);
    }

    /// One more filing, with the number of its signatures.
    pub fn take(&mut self, entry: u64, received: Instant, filing: &Arc<Filing>, signatures: usize) {
        self.take_all(&[Taken::new(entry, received, filing, signatures)], 1);
    }

    /// More filings, in the order of the log. Where there are two threads, what is said in figures is noted beside the rest:
    /// neither asks the other.
    pub fn take_all(&mut self, all: &[Taken], threads: usize) {
        let mut ledger = std::mem::take(&mut self.ledger);
        let figures = || all.iter().for_each(|taken| ledger.take(taken.entry, taken.received, &taken.filing));
        shared::beside(threads.min(all.len()), figures, || all.iter().for_each(|taken| self.place(taken)));
        self.ledger = ledger;
        let gaps = self.ledger.changed();
        self.lookers.mark_all(gaps.iter().cloned().map(CaseId::Gap));
        self.gaps_changed.extend(gaps);
    }

    fn place(&mut self, Taken { entry, received, filing, signatures }: &Taken) {
        let (entry, received) = (*entry, *received);
        if self.registrar.is_none() {
            self.registrar = Some(filing.filer.clone());
        }
        match &filing.content {
            Content::Correction(correction) => {
                let corrected =
                    self.filings.get(&correction.corrects).map(|kept| kept.corrected(entry, received, filing));
                if let Some(corrected) = corrected {
                    self.replace(&correction.corrects, Some(corrected));
                }
            }
            Content::Withdrawal(withdrawal) => {
                self.replace(&withdrawal.withdraws, None);
                self.withdrawn.insert(withdrawal.withdraws.clone());
            }
            _ => {
                let kept = Kept::new(entry, received, filing, *signatures);
                self.stand(kept, true);
                // None in a log that admission made; whoever folds filings in another order has the same facts.
                let stale = self.count_followers(&filing.id);
                stale.iter().for_each(|subject| self.tally_again(subject));
            }
        }
    }

    /// The cases whose facts may have changed since this was asked last, in the order in which they first came up. Withdrawn
    /// ones are among them: they have no facts any more.
    pub fn changed(&mut self) -> Vec<CaseId> {
        self.lookers.changed()
    }

    /// What `ask` makes of the facts of each case, in their order; it is asked only where they are not those it was asked
    /// of last. The work is shared by so many threads, this one among them.
    pub fn each<T: Send>(
        &mut self,
        ids: &[CaseId],
        threads: usize,
        ask: impl Fn(&CaseFacts) -> T + Sync,
    ) -> Vec<Answer<T>> {
        let made = shared::out(ids, threads, |id| {
            let (facts, looks) = self.look(id, self.lookers.asks(id)?)?;
            let seen = self.lookers.seen(id, &facts, looks);
            Some((if seen.is_same() { Answer::Same } else { Answer::New(ask(&facts)) }, seen))
        });
        let mut answers = Vec::with_capacity(ids.len());
        for (id, made) in ids.iter().zip(made) {
            let (answer, seen) = made.map_or((Answer::Gone, None), |(answer, seen)| (answer, Some(seen)));
            self.lookers.answered(id, seen);
            answers.push(answer);
        }
        answers
    }

    /// From now on only these facts are made by [`Cases::each`], and it forgets of which it made its answers. Whoever asks
    /// something else than before is answered of every case, and has to ask of every case once.
    pub fn want(&mut self, wanted: Wanted) {
        self.lookers.want(wanted);
    }

    /// All facts of a case, without remembering that it was asked for; none where there is no such case, or it was withdrawn.
    #[must_use]
    pub fn peek(&self, id: &CaseId) -> Option<CaseFacts> {
        self.look(id, Asked::ALL).map(|(facts, _)| facts)
    }

    fn look(&self, id: &CaseId, asked: Asked) -> Option<(CaseFacts, Looks)> {
        let view = View::new(self, id, asked);
        let facts = facts::make(&view, id)?;
        Some((facts, view.looks()))
    }

    /// Every case there is, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<CaseId> {
        let filings = self.filings.values().flat_map(|kept| cases_of(&kept.filing));
        let bodies = self.tallies.keys().chain(self.contributors.keys()).filter_map(|subject| match subject {
            Subject::Body(id) => Some(CaseId::Conduct(id.clone())),
            Subject::Filing(_) => None,
        });
        let holders = self.roles.keys().map(|id| CaseId::Conduct(id.clone()));
        let gaps = self.ledger.ids().cloned().map(|gap| CaseId::Gap(Arc::new(gap)));
        let all: BTreeSet<CaseId> = filings.chain(bodies).chain(holders).chain(gaps).collect();
        all.into_iter().collect()
    }

    /// What is said in figures: the ledger, for those who show it.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Gaps and filings whose figures may have changed since this was asked last.
    pub fn figures_changed(&mut self) -> (Vec<Arc<GapId>>, Vec<FilingId>) {
        (std::mem::take(&mut self.gaps_changed).into_iter().collect(), self.ledger.spoke())
    }

    /// The regulations that stand, in the order of the log: entry and filing.
    pub fn regulations(&self) -> impl Iterator<Item = (u64, &Arc<Filing>)> {
        self.regulations.iter().filter_map(|id| self.filings.get(id)).map(|kept| (kept.latest, &kept.filing))
    }

    /// A filing that stands, with the entry of its latest version.
    #[must_use]
    pub fn filing(&self, id: &FilingId) -> Option<(u64, &Arc<Filing>)> {
        self.filings.get(id).map(|kept| (kept.latest, &kept.filing))
    }

    /// Filings of a form that stand, in the order of the log, each with the day on which its first version came.
    #[must_use]
    pub fn of_form(&self, form: Form) -> Vec<(Date, &Arc<Filing>)> {
        let mut all: Vec<&Kept> = self.filings.values().filter(|kept| kept.filing.form() == form).collect();
        all.sort_by_key(|kept| kept.entry);
        all.into_iter().map(|kept| (kept.received.date(), &kept.filing)).collect()
    }

    /// A filing that stands: the entry and day of its first version, and what its latest says.
    #[must_use]
    pub fn standing(&self, id: &FilingId) -> Option<(u64, Date, &Arc<Filing>)> {
        self.filings.get(id).map(|kept| (kept.entry, kept.received.date(), &kept.filing))
    }

    /// Puts a filing in its place: what it says, what it refers to, what it adds to tallies.
    fn stand(&mut self, kept: Kept, new: bool) {
        let id = kept.filing.id.clone();
        let form = kept.filing.form();
        for reference in references(&kept.filing) {
            if is_listed(form, &reference) {
                self.list(&reference, form, &id, new);
            }
            self.touch(&reference, form);
        }
        let parts = contributions(self, &kept);
        for subject in subjects_of(&parts) {
            self.contribute(&subject, form, &id);
            if new {
                self.mark_subject(&subject);
            }
        }
        self.bring_up_claims(&parts, &kept);
        self.bring_up_held(&kept.filing);
        if new {
            for (subject, bucket, item) in parts {
                let begins = self.tallies.entry(subject.clone()).or_default().add(bucket, &item);
                self.touch_count(&subject, bucket, begins);
            }
        }
        self.note(&kept);
        self.lookers.mark_all(cases_of(&kept.filing));
        self.lookers.bring_up(Looked::Filing(&id));
        self.filings.insert(id, kept);
    }

    /// Puts another version in the place of a filing, or none, and mends all tallies that either adds to.
    fn replace(&mut self, id: &FilingId, new: Option<Kept>) {
        let Some(old) = self.filings.get(id).cloned() else { return };
        let before = self.parts(&old);
        for reference in references(&old.filing) {
            self.touch(&reference, old.filing.form());
        }
        self.bring_up_claims(&before, &old);
        self.bring_up_held(&old.filing);
        self.lookers.mark_all(cases_of(&old.filing));
        self.forget(&old);
        let after = match new {
            Some(new) => {
                self.stand(new.clone(), false);
                self.count_followers(id);
                self.parts(&new)
            }
            None => {
                self.filings.remove(id);
                self.lookers.bring_up(Looked::Filing(id));
                self.count_followers(id);
                self.followers(id).iter().flat_map(|kept| contributions(self, kept)).collect()
            }
        };
        self.mend(before, after);
    }

    /// What a filing and its followers add to tallies.
    fn parts(&self, kept: &Kept) -> Vec<Part> {
        let followers = self.followers(&kept.filing.id);
        let all = std::iter::once(kept).chain(&followers);
        all.flat_map(|kept| contributions(self, kept)).collect()
    }

    /// Puts some parts in the place of others.
    fn mend(&mut self, before: Vec<Part>, after: Vec<Part>) {
        let mut changes: BTreeMap<(Subject, Bucket), (Vec<Item>, Vec<Item>)> = BTreeMap::new();
        for (subject, bucket, item) in before {
            changes.entry((subject, bucket)).or_default().0.push(item);
        }
        for (subject, bucket, item) in after {
            changes.entry((subject, bucket)).or_default().1.push(item);
        }
        for ((subject, bucket), (old, new)) in changes.into_iter().filter(|(_, (old, new))| old != new) {
            let tally = self.tallies.entry(subject.clone()).or_default();
            let swapped = matches!((old.as_slice(), new.as_slice()), ([old], [new]) if tally.swap(bucket, old, new));
            if !swapped {
                let items = self.items(&subject, bucket);
                self.tallies.entry(subject.clone()).or_default().put(bucket, &items);
            }
            debug_assert_eq!(self.tallies[&subject].of(bucket).cloned(), self.counted(&subject).of(bucket).cloned());
            self.mark_subject(&subject);
            self.touch_count(&subject, bucket, true);
        }
    }

    /// Everything that is counted in a bucket of a subject.
    fn items(&self, subject: &Subject, bucket: Bucket) -> Vec<Item> {
        let forms = self.contributors.get(subject).into_iter().flatten();
        let ids = forms.filter(|(form, _)| bucket.form().is_none_or(|of| of == **form)).flat_map(|(_, ids)| ids);
        let parts = ids.filter_map(|id| self.filings.get(id)).flat_map(|kept| contributions(self, kept));
        parts.filter(|(of, at, _)| of == subject && *at == bucket).map(|(_, _, item)| item).collect()
    }

    /// Filings whose part in tallies follows from what this one says: payments from their contract, outcomes from
    /// their order.
    fn followers(&self, id: &FilingId) -> Vec<Kept> {
        let by_subject = self.contributors.get(&Subject::Filing(id.clone()));
        let listed = self.listed.get(&(Reference::Filing(id.clone()), Form::Outcome));
        let of_form = |form| by_subject.and_then(|forms| forms.get(&form)).into_iter().flatten();
        let counted = [Form::Payment, Form::Outcome].into_iter().flat_map(of_form);
        let ids: BTreeSet<&FilingId> = counted.chain(listed.into_iter().flatten()).collect();
        ids.into_iter().filter_map(|id| self.filings.get(id)).cloned().collect()
    }

    /// Counts the followers of a filing under what they follow it to now.
    fn count_followers(&mut self, id: &FilingId) -> BTreeSet<Subject> {
        let mut counted = BTreeSet::new();
        for kept in self.followers(id) {
            for subject in subjects(self, &kept) {
                self.contribute(&subject, kept.filing.form(), &kept.filing.id);
                counted.insert(subject);
            }
        }
        counted
    }

    fn tally_again(&mut self, subject: &Subject) {
        let tally = self.counted(subject);
        let mut buckets = tally.buckets();
        buckets.extend(self.tallies.insert(subject.clone(), tally).iter().flat_map(Tally::buckets));
        self.mark_subject(subject);
        buckets.into_iter().for_each(|bucket| self.touch_count(subject, bucket, true));
    }

    /// The tally of a subject, added up from all that count under it.
    fn counted(&self, subject: &Subject) -> Tally {
        let mut tally = Tally::default();
        let contributors = self.contributors.get(subject).into_iter().flat_map(BTreeMap::values).flatten();
        for kept in contributors.filter_map(|id| self.filings.get(id)) {
            for (of, bucket, item) in contributions(self, kept) {
                if of == *subject {
                    tally.add(bucket, &item);
                }
            }
        }
        tally
    }

    fn contribute(&mut self, subject: &Subject, form: Form, id: &FilingId) {
        self.contributors.entry(subject.clone()).or_default().entry(form).or_default().insert(id.clone());
    }

    /// Lists a filing under what it refers to, once; a new one stands in no list yet, however long it is.
    fn list(&mut self, reference: &Reference, form: Form, id: &FilingId, new: bool) {
        let listed = self.listed.entry((reference.clone(), form)).or_insert_with(|| Vec::with_capacity(1));
        if new || !listed.contains(id) {
            listed.push(id.clone());
        }
    }

    /// What this filing is known by beside its id.
    fn note(&mut self, kept: &Kept) {
        match &kept.filing.content {
            Content::Key(key) if key.action == KeyAction::Grant => {
                self.roles.entry(key.holder.clone()).or_default().extend(key.role);
                self.lookers.mark(CaseId::Conduct(key.holder.clone()));
            }
            Content::Order(order) => {
                if let Some(commitment) = order.case_commitment {
                    let same = self.same_case.entry(commitment.0).or_insert_with(|| Vec::with_capacity(1));
                    if !same.contains(&kept.filing.id) {
                        same.push(kept.filing.id.clone());
                    }
                    let cases = same.iter().map(|id| CaseId::Filing(CaseKind::Order, id.clone()));
                    self.lookers.mark_all(cases);
                }
            }
            Content::Regulation(_) | Content::Draft(_) => self.note_rulebook(kept),
            _ => {}
        }
    }

    fn note_rulebook(&mut self, kept: &Kept) {
        let id = &kept.filing.id;
        let all = if id.form() == Form::Regulation { &mut self.regulations } else { &mut self.drafts };
        if !all.contains(id) {
            all.push(id.clone());
        }
        self.lookers.bring_up(Looked::Rulebooks);
    }

    /// Takes back what [`Cases::note`] noted, and brings up those who saw it.
    fn forget(&mut self, old: &Kept) {
        match &old.filing.content {
            Content::Regulation(_) | Content::Draft(_) => self.lookers.bring_up(Looked::Rulebooks),
            Content::Order(order) => {
                let same = order.case_commitment.and_then(|commitment| self.same_case.get_mut(&commitment.0));
                let Some(same) = same else { return };
                same.retain(|id| *id != old.filing.id);
                self.lookers.mark_all(same.iter().map(|id| CaseId::Filing(CaseKind::Order, id.clone())));
            }
            _ => {}
        }
    }

    /// Brings up the cases that a filing of a form about something may change.
    fn touch(&mut self, reference: &Reference, form: Form) {
        self.lookers.bring_up(Looked::Listed(reference, form));
        match reference {
            Reference::Filing(id) => {
                if let Some(kept) = self.filings.get(id) {
                    self.lookers.mark_listing(cases_of(&kept.filing), form);
                }
            }
            Reference::Body(id) => {
                if form == Form::Body {
                    self.lookers.bring_up(Looked::Body(id));
                }
                self.lookers.mark(CaseId::Conduct(id.clone()));
            }
        }
    }

    /// Brings up those who looked at a count that changed, or only at how it begins.
    fn touch_count(&mut self, subject: &Subject, bucket: Bucket, begins: bool) {
        self.lookers.bring_up(Looked::Count(subject, bucket));
        if begins {
            self.lookers.bring_up(Looked::Beginning(subject, bucket));
        }
    }

    /// Brings up those who looked at claims like one that came, or stands no more.
    fn bring_up_claims(&mut self, parts: &[Part], kept: &Kept) {
        let Content::Claim(claim) = &kept.filing.content else { return };
        for subject in subjects_of(parts) {
            self.lookers.bring_up(Looked::Claims(&subject, claim.kind));
            if let Subject::Filing(id) = &subject
                && let Some(holder) = self.filings.get(id).and_then(|kept| holder(&kept.filing).cloned())
            {
                self.bring_up_use_claim(&holder, kept);
            }
        }
    }

    /// Brings up those who looked at claims of use about the technologies of a holder, in the years of one of them.
    fn bring_up_use_claim(&mut self, holder: &BodyId, claim: &Kept) {
        let Content::Claim(filed) = &claim.filing.content else { return };
        if USE_CLAIMS.contains(&filed.kind) {
            self.lookers.bring_up(Looked::UseClaims(holder, None));
            for year in claim.first_day().parts().0..=claim.last_day().parts().0 {
                self.lookers.bring_up(Looked::UseClaims(holder, Some(year.into())));
            }
        }
    }

    /// A technology has a holder now, or has it no more: claims of its use are of the holder's technologies, or were.
    fn bring_up_held(&mut self, technology: &Filing) {
        let Some(holder) = holder(technology) else { return };
        let claims: Vec<Kept> = self.claims(&Subject::Filing(technology.id.clone()), &USE_CLAIMS).cloned().collect();
        claims.iter().for_each(|claim| self.bring_up_use_claim(holder, claim));
    }

    /// The claims of some kinds about a subject, as they stand.
    pub(crate) fn claims<'a, 'k>(
        &'a self,
        subject: &Subject,
        kinds: &'k [ClaimKind],
    ) -> impl Iterator<Item = &'a Kept> + use<'a, 'k> {
        let ids = self.contributors.get(subject).and_then(|forms| forms.get(&Form::Claim));
        let mut ids: Vec<&FilingId> = ids.into_iter().flatten().collect();
        ids.sort_unstable();
        let kept = ids.into_iter().filter_map(|id| self.filings.get(id));
        kept.filter(|kept| matches!(&kept.filing.content, Content::Claim(claim) if kinds.contains(&claim.kind)))
    }

    /// The cases that what adds up about a subject may change.
    fn mark_subject(&mut self, subject: &Subject) {
        match subject {
            Subject::Body(id) => {
                self.lookers.mark(CaseId::Conduct(id.clone()));
            }
            Subject::Filing(id) => {
                if let Some(kept) = self.filings.get(id) {
                    self.lookers.mark_all(cases_of(&kept.filing));
                }
            }
        }
    }
}

/// Kinds of claims that tell of use.
pub(crate) const USE_CLAIMS: [ClaimKind; 2] = [ClaimKind::Use, ClaimKind::Target];

/// Who holds a technology.
fn holder(filing: &Filing) -> Option<&BodyId> {
    match &filing.content {
        Content::Technology(technology) => technology.holder.as_ref(),
        _ => None,
    }
}

/// The cases that a filing is.
fn cases_of(filing: &Filing) -> Vec<CaseId> {
    let own = CaseKind::of_form(filing.form()).map(|kind| CaseId::Filing(kind, filing.id.clone()));
    let withheld =
        |withheld: &register::filing::Withheld| CaseId::Withheld(filing.id.clone(), withheld.field.as_str().into());
    own.into_iter().chain(filing.withheld.iter().map(withheld)).collect()
}
