//! What a filing refers to, as facts follow it: from its own fields, and from `about` where a form is about something.

use register::{
    filing::Filing,
    form::{Content, Form},
    id::{BodyId, FilingId, Reference},
};

/// What a filing refers to, apart from its filer.
pub(crate) fn references(filing: &Filing) -> Vec<Reference> {
    let mut out = own(&filing.content);
    if matches!(filing.form(), Form::Claim | Form::Consultation) {
        out.extend(filing.about.iter().cloned());
    }
    out.sort();
    out.dedup();
    out
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

fn own(content: &Content) -> Vec<Reference> {
    let mut out: Vec<Reference> = technology(content).map(filing).into_iter().collect();
    match content {
        Content::Body(filed) => {
            out.push(body(&filed.body));
            out.extend(filed.succeeds.iter().map(body));
        }
        Content::Key(filed) => out.push(body(&filed.holder)),
        Content::Technology(filed) => out.extend(filed.holder.as_ref().map(body)),
        Content::Diligence(filed) => out.push(body(&filed.vendor)),
        Content::Comment(filed) => out.push(filing(&filed.consultation)),
        Content::Answer(filed) => out.push(filing(&filed.comment)),
        Content::Contract(filed) => {
            out.push(body(&filed.buyer));
            out.extend(filed.parent.as_ref().map(filing));
        }
        Content::Payment(filed) => out.push(filing(&filed.contract)),
        Content::Order(filed) => out.extend(filed.extends.as_ref().map(filing)),
        Content::Use(filed) => out.extend(filed.orders.iter().map(filing)),
        Content::Outcome(filed) => out.push(filing(&filed.order)),
        Content::Notice(filed) => out.push(filing(&filed.order)),
        Content::Hold(filed) => out.extend(filed.scope.iter().cloned()),
        Content::Attestation(filed) => out.push(filing(&filed.of)),
        Content::Inspection(filed) => out.extend(filed.follows.as_ref().map(filing)),
        Content::Complaint(filed) => out.extend(filed.follows.as_ref().map(filing)),
        Content::Remedy(filed) => out.push(filed.case.clone()),
        Content::Vote(filed) => out.push(filing(&filed.draft)),
        Content::Progress(filed) => out.push(filing(&filed.commitment)),
        Content::Opening(filed) => out.push(filing(&filed.opens)),
        _ => {}
    }
    out
}

fn body(id: &BodyId) -> Reference {
    Reference::Body(id.clone())
}

fn filing(id: &FilingId) -> Reference {
    Reference::Filing(id.clone())
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
