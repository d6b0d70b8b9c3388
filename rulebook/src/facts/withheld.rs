//! A field withheld in a filing; who decided it answers.

use register::{
    filing::own_path,
    form::{Content, Form},
    id::BodyId,
};

use super::{Made, days_between, laws, technology::count, text};
use crate::{
    case::CaseKind,
    fact::Maybe,
    kept::{Kept, moment},
    view::View,
    vocabulary::withholding as key,
};

/// The facts of a field withheld.
pub(super) fn make(view: &View<'_>, kept: &Kept, field: &str) -> Option<Made> {
    let withheld = kept.filing.withheld.iter().find(|withheld| withheld.field.as_str() == field)?;
    let mut facts = view.facts(CaseKind::Withholding);
    let (version, received) = &kept.version;
    let (rests, day) = (kept.rests(), received.date());
    facts.set(key::DATE, moment(day), &rests);
    facts.set(key::FIELD, text(own_path(field)), &rests);
    facts.set(key::FORM, text(kept.filing.form().code()), &rests);
    facts.set(key::LAWS, laws([&withheld.legal_basis]), &rests);
    facts.set(key::ARTICLE_GIVEN, withheld.legal_basis.article.is_some(), &rests);
    facts.set(key::REVIEW_ON, moment(withheld.review), &rests);
    facts.set(key::DAYS, days_between(moment(day), moment(withheld.review)), &rests);
    facts.set(key::COMMITTED, withheld.commitment.is_some(), &rests);
    facts.set(key::DECIDED_BY_FILER, withheld.decided_by == kept.filing.filer, &rests);
    facts.set(key::WITHHELD_FIELDS, count(&kept.filing.withheld), &rests);
    let opening = view
        .about(version, Form::Opening)
        .into_iter()
        .find(|opening| matches!(&opening.filing.content, Content::Opening(opened) if opened.field.as_str() == field));
    let opened = opening.map(|opening| opening.received_on());
    facts.maybe(key::OPENED_ON, opened.into(), &opening.map(|opening| opening.latest).into_iter().collect::<Vec<_>>());
    let record = match &kept.filing.content {
        Content::Technology(_) => Some(kept.filing.id.clone()),
        content => crate::references::technology(content).cloned(),
    };
    Some(Made { resource: facts, body: Maybe::Known(BodyId::clone(&withheld.decided_by)), record, day })
}
