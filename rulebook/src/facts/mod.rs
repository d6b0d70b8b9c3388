//! How facts follow from filings, one file a part of a technology's life. Each function fills the table of its kind in
//! `vocabulary.rs` and names the entries that each fact rests on.

mod body;
mod conduct;
mod disposal;
mod gap;
mod oversight;
mod promises;
mod purchase;
mod technology;
mod usage;
mod withheld;

use std::sync::Arc;

use register::{
    codelist::{Power, TechnologyClass},
    filing::own_path,
    form::Content,
    forms::Law,
    id::{BodyId, FilingId},
    time::Date,
};

use crate::{
    case::{CaseId, CaseKind},
    cases::CaseFacts,
    fact::{Facts, Maybe, Moment, Set, Text},
    kept::{DAY, Kept},
    text::normalize,
    view::View,
};

/// The facts of a case; none where nothing of it stands.
pub(crate) fn make(view: &View<'_>, id: &CaseId) -> Option<CaseFacts> {
    match id {
        CaseId::Filing(kind, filing) => {
            let kept = view.filing(filing)?;
            let made = of_filing(view, *kind, kept)?;
            Some(made.finish(view, id))
        }
        CaseId::Withheld(filing, field) => {
            let kept = view.filing(filing)?;
            Some(withheld::make(view, kept, field)?.finish(view, id))
        }
        CaseId::Conduct(body) => Some(conduct::make(view, body)?.finish(view, id)),
        CaseId::Gap(gap) => Some(gap::make(view, gap)?.finish(view, id)),
    }
}

fn of_filing(view: &View<'_>, kind: CaseKind, kept: &Kept) -> Option<Made> {
    Some(match &kept.filing.content {
        Content::Technology(filed) => technology::make(view, kept, filed),
        Content::Acquisition(filed) => purchase::acquisition(view, kept, filed),
        Content::Policy(filed) => purchase::policy(view, kept, filed),
        Content::Diligence(filed) => purchase::diligence(view, kept, filed),
        Content::Consultation(filed) => purchase::consultation(view, kept, filed),
        Content::Decision(filed) => purchase::decision(view, kept, filed),
        Content::Contract(filed) => purchase::contract(view, kept, filed),
        Content::Payment(filed) => purchase::payment(view, kept, filed),
        Content::Order(filed) => usage::order(view, kept, filed),
        Content::Use(filed) => usage::used(view, kept, filed),
        Content::Return(filed) => usage::returned(view, kept, filed),
        Content::Sharing(filed) => usage::sharing(view, kept, filed),
        Content::Incident(filed) => usage::incident(view, kept, filed),
        Content::Hold(filed) => disposal::hold(view, kept, filed),
        Content::Retirement(filed) => disposal::retirement(view, kept, filed),
        Content::Destruction(filed) => disposal::destruction(view, kept, filed),
        Content::Inspection(filed) => oversight::inspection(view, kept, filed),
        Content::Complaint(filed) => oversight::complaint(view, kept, filed),
        Content::Remedy(filed) => oversight::remedy(view, kept, filed),
        Content::Commitment(filed) => promises::commitment(view, kept, filed),
        Content::Draft(filed) => promises::draft(view, kept, filed),
        Content::Regulation(filed) => promises::regulation(view, kept, filed),
        _ => return None,
    })
    .filter(|made| made.resource.kind() == kind)
}

/// Facts of a case before those of the body that answers are added.
pub(crate) struct Made {
    pub(crate) resource: Facts,
    pub(crate) body: Maybe<BodyId>,
    pub(crate) record: Option<FilingId>,
    pub(crate) day: Date,
}

impl Made {
    fn finish(self, view: &View<'_>, id: &CaseId) -> CaseFacts {
        let principal = body::make(view, &self.body, self.day);
        CaseFacts {
            id: id.clone(),
            body: self.body.known(),
            record: self.record,
            day: self.day.days(),
            principal,
            resource: self.resource,
        }
    }
}

/// Text of a fact.
pub(crate) fn text(text: &str) -> Text {
    Text(Arc::from(text))
}

/// A set of codes.
pub(crate) fn set<'a>(codes: impl IntoIterator<Item = &'a str>) -> Set {
    Set(codes.into_iter().map(Arc::from).collect())
}

/// Laws as they are named; a rulebook's list gives them its codes.
pub(crate) fn laws<'a>(laws: impl IntoIterator<Item = &'a Law>) -> Set {
    Set(laws.into_iter().map(|law| Arc::from(normalize(law.law.as_str()))).collect())
}

/// The fields a filing withholds.
pub(crate) fn fields_withheld(kept: &Kept) -> Set {
    set(kept.filing.withheld.iter().map(|withheld| own_path(withheld.field.as_str())))
}

/// The powers of which one is needed to use technology of a class; none where no power is needed.
pub(crate) fn powers_for(class: TechnologyClass) -> &'static [Power] {
    match class {
        TechnologyClass::Spyware => &[Power::Intercept, Power::Extract],
        TechnologyClass::Interception => &[Power::Intercept],
        TechnologyClass::Geolocation => &[Power::Geolocate],
        TechnologyClass::ImsiCatcher => &[Power::Intercept, Power::Geolocate],
        TechnologyClass::Extraction => &[Power::Extract],
        TechnologyClass::RetainedData => &[Power::RetainedData],
        _ => &[],
    }
}

/// Days from one moment to another, rounded down.
pub(crate) fn days_between(from: Moment, to: Moment) -> i64 {
    (to.0 - from.0).div_euclid(DAY)
}

/// The technology a case belongs to, with its filing.
pub(crate) fn technology_of<'a>(
    view: &View<'a>,
    id: Option<&FilingId>,
) -> Option<(&'a Kept, &'a register::forms::purchase::Technology)> {
    let kept = view.filing(id?)?;
    match &kept.filing.content {
        Content::Technology(technology) => Some((kept, technology)),
        _ => None,
    }
}

/// Whether a day lies between two, both included, the second open where there is none.
pub(crate) fn covers(from: Date, to: Option<Date>, day: Date) -> bool {
    from <= day && to.is_none_or(|to| day <= to)
}
