//! What a filing refers to, as facts follow it: from its own fields, and from `about` where a form is about something.

use register::{
    filing::Filing,
    form::{Content, Form},
    id::{BodyId, FilingId, Reference},
};

/// What a filing refers to, apart from its filer.
pub(crate) fn references(filing: &Filing) -> Vec<Reference> {
    let mut out = Vec::new();
    each(filing, &mut |at| {
        out.push(match at {
            At::Body(id) => Reference::Body(id.clone()),
            At::Filing(id) => Reference::Filing(id.clone()),
        });
    });
    out.sort();
    out.dedup();
    out
}

/// Whether a filing refers to something.
pub(crate) fn refers(filing: &Filing, target: &Reference) -> bool {
    let mut found = false;
    each(filing, &mut |at| {
        found |= match (at, target) {
            (At::Body(id), Reference::Body(target)) => id == target,
            (At::Filing(id), Reference::Filing(target)) => id == target,
            _ => false,
        };
    });
    found
}

/// One thing that a filing refers to.
#[derive(Clone, Copy)]
enum At<'a> {
    Body(&'a BodyId),
    Filing(&'a FilingId),
}

fn each<'a>(filing: &'a Filing, see: &mut dyn FnMut(At<'a>)) {
    own(&filing.content, see);
    if matches!(filing.form(), Form::Claim | Form::Consultation) {
        filing.about.iter().for_each(|reference| see(at(reference)));
    }
}

fn at(reference: &Reference) -> At<'_> {
    match reference {
        Reference::Body(id) => At::Body(id),
        Reference::Filing(id) => At::Filing(id),
    }
}

/// The technology that a filing names, through its own field.
pub(crate) fn technology(content: &Content) -> Option<&FilingId> {
    match content {
        Content::Acquisition(filed) => Some(&filed.technology),
        Content::Policy(filed) => Some(&filed.technology),
        Content::Diligence(filed) => Some(&filed.technology),
        Content::Consultation(filed) => filed.technology.as_ref(),
        Content::Decision(filed) => Some(&filed.technology),
        Content::Contract(filed) => filed.technology.as_ref(),
        Content::Order(filed) => filed.technology.as_ref(),
        Content::Use(filed) => Some(&filed.technology),
        Content::Sharing(filed) => Some(&filed.technology),
        Content::Incident(filed) => filed.technology.as_ref(),
        Content::Retirement(filed) => Some(&filed.technology),
        Content::Destruction(filed) => filed.technology.as_ref(),
        Content::Inspection(filed) => filed.technology.as_ref(),
        Content::Complaint(filed) => filed.technology.as_ref(),
        _ => None,
    }
}

fn own<'a>(content: &'a Content, see: &mut dyn FnMut(At<'a>)) {
    use At::{Body, Filing};
    technology(content).map(Filing).into_iter().for_each(&mut *see);
    match content {
        Content::Body(filed) => {
            see(Body(&filed.body));
            filed.succeeds.iter().map(Body).for_each(see);
        }
        Content::Key(filed) => see(Body(&filed.holder)),
        Content::Technology(filed) => filed.holder.iter().map(Body).for_each(see),
        Content::Diligence(filed) => see(Body(&filed.vendor)),
        Content::Comment(filed) => see(Filing(&filed.consultation)),
        Content::Unshown(filed) => see(Filing(&filed.consultation)),
        Content::Answer(filed) => see(Filing(&filed.comment)),
        Content::Contract(filed) => {
            see(Body(&filed.buyer));
            filed.parent.iter().map(Filing).for_each(see);
        }
        Content::Payment(filed) => see(Filing(&filed.contract)),
        Content::Order(filed) => filed.extends.iter().map(Filing).for_each(see),
        Content::Use(filed) => filed.orders.iter().map(Filing).for_each(see),
        Content::Outcome(filed) => see(Filing(&filed.order)),
        Content::Notice(filed) => see(Filing(&filed.order)),
        Content::Hold(filed) => filed.scope.iter().map(at).for_each(see),
        Content::Attestation(filed) => see(Filing(&filed.of)),
        Content::Inspection(filed) => filed.follows.iter().map(Filing).for_each(see),
        Content::Complaint(filed) => filed.follows.iter().map(Filing).for_each(see),
        Content::Remedy(filed) => see(at(&filed.case)),
        Content::Vote(filed) => see(Filing(&filed.draft)),
        Content::Progress(filed) => see(Filing(&filed.commitment)),
        Content::Opening(filed) => see(Filing(&filed.opens)),
        _ => {}
    }
}

/// Whether filings of a form that refer to `target` are listed under it. Where there may be a million of them they are
/// counted in tallies instead.
pub(crate) fn is_listed(form: Form, target: &Reference) -> bool {
    let many = matches!(
        form,
        Form::Order
            | Form::Use
            | Form::Payment
            | Form::Claim
            | Form::Incident
            | Form::Sharing
            | Form::Contract
            | Form::Technology
            | Form::Inspection
            | Form::Complaint
    );
    match target {
        Reference::Body(_) => !many || form == Form::Technology,
        Reference::Filing(id) => match id.form() {
            Form::Technology => !many || form == Form::Contract,
            Form::Contract => !many || form == Form::Contract,
            _ => form != Form::Claim,
        },
    }
}
