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

/// The court's order that another tells of: the one it names or that names it, else the one of its number, else that of its case,
/// measure and first day. An extension names the order that it extends, and is another.
pub(super) fn same_as<'a>(told: &Logged, of_court: &[&'a Logged]) -> Option<&'a Logged> {
    let of_told = order_of(told)?;
    let extends = |one: &Order, other: &Logged| one.extends.as_ref() == Some(&other.filing.id);
    let orders = of_court.iter().filter_map(|own| Some((*own, order_of(own)?)));
    let orders: Vec<(&Logged, &Order)> =
        orders.filter(|(own, of_own)| !extends(of_told, own) && !extends(of_own, told)).collect();
    let number = |one: &Order| of_told.reference.is_some() && one.reference == of_told.reference;
    let case = |one: &Order| {
        let committed = of_told.case_commitment.is_some() && of_told.from.is_some();
        let of = |order: &Order| (order.case_commitment, order.measure, order.from);
        committed && of(one) == of(of_told)
    };
    let by_name = orders.iter().find(|(own, _)| names(told, own) || names(own, told));
    let by_number = || orders.iter().find(|(_, order)| number(order));
    let by_case = || orders.iter().find(|(_, order)| case(order));
    by_name.or_else(by_number).or_else(by_case).map(|(own, _)| *own)
}

fn names(one: &Logged, other: &Logged) -> bool {
    one.filing.about.iter().any(|about| about.as_str() == other.filing.id.as_str())
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
