//! One order that two filed: the court itself, and somebody else who says what it decided. They are one order where one names
//! the other, where both give the court's number, or where both speak of one case, measure and first day.

use register::{Content, forms::usage::Order, id::Reference, lifeline::Logged, version};

use super::{
    diff::Change,
    link::{Cell, Links, href},
};

/// What another says of an order that the court filed.
#[derive(Debug)]
pub(super) struct Also {
    pub(super) filer: Cell,
    pub(super) filing: Cell,
    /// The fields in which it differs, the court's value first.
    pub(super) differs: Vec<Change>,
}

/// The order of a filing; none where it is of another form.
pub(super) fn order_of(logged: &Logged) -> Option<&Order> {
    match &logged.filing.content {
        Content::Order(order) => Some(order),
        _ => None,
    }
}

/// Whether two filings before one court tell of one order.
pub(super) fn is_one(one: &Logged, other: &Logged) -> bool {
    let (Some(of_one), Some(of_other)) = (order_of(one), order_of(other)) else { return false };
    let names =
        |one: &Logged, other: &Logged| one.filing.about.iter().any(|about| about.as_str() == other.filing.id.as_str());
    let number = of_one.reference.is_some() && of_one.reference == of_other.reference;
    let case = of_one.case_commitment.is_some()
        && (of_one.case_commitment, of_one.measure, of_one.from)
            == (of_other.case_commitment, of_other.measure, of_other.from);
    names(one, other) || names(other, one) || number || case
}

impl Also {
    pub(super) fn new(of_court: &Logged, told: &Logged, links: Links<'_>) -> Also {
        let id = &told.filing.id;
        Also {
            filer: links.body(&told.filing.filer),
            filing: Cell::link(id.to_string(), href(&Reference::Filing(id.clone()), links.lang)),
            differs: version::difference(&of_court.filing.content, &told.filing.content)
                .iter()
                .map(|difference| Change::new(difference, links))
                .collect(),
        }
    }
}
