//! Statements: one figure as somebody said it. Returns hold them; orders, outcomes, incidents and payments are counted
//! into the same shape, one each, so that what was filed case by case can be held against totals.

use std::sync::Arc;

use register::{
    codelist::{FigureOutcome, Grade, Measure, OrderOutcome, Told, UnknownReason},
    filing::{Filing, Named, own_path},
    form::{Content, Form},
    forms::usage::{Figure, Incident, Outcome, Return},
    forms::{Law, purchase::Payment},
    id::{BodyId, FilingId},
    time::{Date, When},
    value::{Bounds, Money},
};

use crate::{
    amount::Amount,
    order::{Order, body},
};

/// A body as a statement names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// A body of the register.
    Body(BodyId),
    /// The name of the source; which body it is, is not said in the filing.
    Named(Box<Named>),
}

/// Why a figure has no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absent {
    /// Withheld under a law.
    Withheld,
    /// Not known, for a reason.
    Unknown(UnknownReason),
}

/// What a statement counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// A figure of a return, by the counting rule it names.
    Figure(Arc<str>),
    /// One filing, counted by the register itself.
    Filing(Form),
}

/// One figure as somebody said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The filing, and which figure of it.
    pub filing: FilingId,
    /// Its place in the filing, from 0.
    pub part: u16,
    /// The entry of the filing's first version.
    pub entry: u64,
    /// Day it was received.
    pub received: Date,
    /// Who filed it.
    pub filer: BodyId,
    /// Whose figure it is.
    pub reporter: Party,
    /// Whom it is about, where that is not the reporter.
    pub about: Option<Party>,
    /// The other side of it: the authority that asked, the operator that was asked.
    pub other: Option<Party>,
    /// Place, where the filing names one.
    pub place: Option<Arc<str>>,
    /// What was done; none of payments.
    pub measure: Option<Measure>,
    /// What is counted: a code of `unit`, or a currency, in ten-thousandths.
    pub unit: Arc<str>,
    /// By which rule.
    pub counted: Counted,
    /// What became of it; none where it is all that were asked for.
    pub outcome: Option<FigureOutcome>,
    /// Class, as the source has it.
    pub category: Option<Arc<str>>,
    /// The technology.
    pub technology: Option<FilingId>,
    /// Law it rests on.
    pub basis: Option<Arc<str>>,
    /// What it belongs to, where only figures of one thing are compared: the contract of a payment.
    pub of: Option<FilingId>,
    /// First day counted.
    pub from: Date,
    /// Last day counted; none where the period is open.
    pub to: Option<Date>,
    /// How much.
    pub amount: Amount,
    /// Why there is no amount.
    pub absent: Option<Absent>,
    /// Day it was published.
    pub published: Option<Date>,
}

/// The entry and day of a filing that is taken apart.
#[derive(Debug, Clone, Copy)]
pub struct At {
    /// Entry of its first version.
    pub entry: u64,
    /// Day that version was received.
    pub received: Date,
}

/// The statements of a filing; none of forms that hold no figure.
pub(crate) fn statements(filing: &Filing, at: At, orders: &dyn Fn(&FilingId) -> Option<Asked>) -> Vec<Statement> {
    match &filing.content {
        Content::Return(returned) => of_return(filing, at, returned),
        Content::Order(order) => of_order(&Order::of(filing, order), at),
        Content::Outcome(outcome) => of_outcome(filing, at, outcome, orders(&outcome.order)),
        Content::Incident(incident) => of_incident(filing, at, incident),
        Content::Payment(payment) => vec![of_payment(filing, at, payment)],
        _ => Vec::new(),
    }
}

/// What an outcome needs of its order.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    measure: Measure,
    technology: Option<FilingId>,
    requester: Option<Party>,
    basis: Option<Arc<str>>,
}

impl Asked {
    /// What outcomes need of an order.
    pub(crate) fn of(order: &Order) -> Asked {
        let terms = &order.terms;
        Asked {
            measure: terms.measure,
            technology: terms.technology.clone(),
            requester: terms.requester.clone(),
            basis: terms.basis.clone(),
        }
    }
}

/// What every filing says first.
#[derive(Clone, Copy)]
struct Head<'f> {
    id: &'f FilingId,
    filer: &'f BodyId,
    occurred: When,
}

impl<'f> From<&'f Filing> for Head<'f> {
    fn from(filing: &'f Filing) -> Head<'f> {
        Head { id: &filing.id, filer: &filing.filer, occurred: filing.occurred }
    }
}

/// A statement of a filing in which everything else is still to be said.
fn plain<'f>(head: impl Into<Head<'f>>, at: At, counted: Counted, unit: &str) -> Statement {
    let Head { id, filer, occurred } = head.into();
    Statement {
        filing: id.clone(),
        part: 0,
        entry: at.entry,
        received: at.received,
        filer: filer.clone(),
        reporter: Party::Body(filer.clone()),
        about: None,
        other: None,
        place: None,
        measure: None,
        unit: unit.into(),
        counted,
        outcome: None,
        category: None,
        technology: None,
        basis: None,
        of: None,
        from: occurred.from(),
        to: last(occurred),
        amount: Amount::exactly(1),
        absent: None,
        published: None,
    }
}

fn last(when: When) -> Option<Date> {
    when.to()
}

/// A body that a field gives, or that the filing names as its source does.
pub(crate) fn party(filing: &Filing, given: Option<&BodyId>, path: &str) -> Option<Party> {
    let named = || filing.named.iter().find(|named| own_path(named.field.as_str()) == path);
    given.cloned().map(Party::Body).or_else(|| named().map(|named| Party::Named(Box::new(named.clone()))))
}

/// Whose figures a return is, where it says so by a body of the register.
#[must_use]
pub fn reporter_of(filing: &Filing) -> Option<&BodyId> {
    let Content::Return(returned) = &filing.content else { return None };
    let named = filing.named.iter().any(|named| own_path(named.field.as_str()) == "reporter");
    returned.reporter.as_ref().or_else(|| (!named).then_some(&filing.filer))
}

/// Whose figures a return is, as it says so, and where that is said: the place of its first figure, else of who filed it.
pub(crate) fn reporter_said(filing: &Filing) -> Option<(Party, &str)> {
    let Content::Return(returned) = &filing.content else { return None };
    let place = returned.figures.first().and_then(|figure| figure.jurisdiction.as_ref());
    let place = place.map_or_else(|| filing.filer.jurisdiction(), |place| place.as_str());
    Some((reporting(filing, returned), place))
}

fn reporting(filing: &Filing, returned: &Return) -> Party {
    party(filing, returned.reporter.as_ref(), "reporter").unwrap_or_else(|| Party::Body(filing.filer.clone()))
}

pub(crate) fn basis(law: Option<&Law>) -> Option<Arc<str>> {
    law.map(|law| match &law.article {
        Some(article) => format!("{} {article}", law.law).into(),
        None => law.law.as_str().into(),
    })
}

fn of_return(filing: &Filing, at: At, returned: &Return) -> Vec<Statement> {
    let figures = returned.figures.iter().enumerate();
    figures
        .map(|(part, figure)| of_figure(filing, at, returned, u16::try_from(part).unwrap_or(u16::MAX), figure))
        .collect()
}

/// One figure of a return.
pub(crate) fn figure(filing: &Filing, at: At, returned: &Return, part: u16) -> Option<Statement> {
    returned.figures.get(usize::from(part)).map(|figure| of_figure(filing, at, returned, part, figure))
}

fn of_figure(filing: &Filing, at: At, returned: &Return, part: u16, figure: &Figure) -> Statement {
    let path = |field: &str| format!("figures[{part}].{field}");
    let period = figure.period.unwrap_or(filing.occurred);
    let rule = Counted::Figure(figure.counting_rule.as_str().into());
    Statement {
        part,
        reporter: reporting(filing, returned),
        about: party(filing, returned.about_body.as_ref(), "about_body"),
        other: party(filing, figure.body.as_ref(), &path("body")),
        place: figure.jurisdiction.as_ref().map(|place| place.as_str().into()),
        measure: Some(figure.measure),
        outcome: figure.outcome,
        category: figure.category.as_ref().map(|category| category.as_str().into()),
        technology: figure.technology.clone(),
        basis: basis(figure.legal_basis.as_ref()),
        from: period.from(),
        to: last(period),
        amount: figure.count.map_or(Amount::OPEN, Amount::from),
        absent: figure.count.is_none().then(|| absent(filing, &path("count"))),
        published: returned.published,
        ..plain(filing, at, rule, figure.unit.code())
    }
}

fn absent(filing: &Filing, path: &str) -> Absent {
    let unknown = filing.unknown.iter().find(|unknown| own_path(unknown.field.as_str()) == path);
    unknown.map_or(Absent::Withheld, |unknown| Absent::Unknown(unknown.reason))
}

/// The statements of an order: the first is the order itself.
pub(crate) fn of_order(order: &Order, at: At) -> Vec<Statement> {
    let asked = asked(order, at);
    let terms = &order.terms;
    let decided = Statement { part: 1, outcome: Some(became(terms.outcome)), ..asked.clone() };
    let people = terms.subjects.map(|people| Statement {
        part: 2,
        unit: "people".into(),
        amount: people.into(),
        ..asked.clone()
    });
    let span = order.days.from.zip(order.days.to);
    let days = span.and_then(|(from, to)| u64::try_from(to.days() - from.days() + 1).ok());
    let days =
        days.map(|days| Statement { part: 3, unit: "days".into(), amount: Amount::exactly(days), ..asked.clone() });
    [Some(asked), Some(decided), people, days].into_iter().flatten().collect()
}

/// The statement that there is an order.
pub(crate) fn asked(order: &Order, at: At) -> Statement {
    let terms = &order.terms;
    let filer = Party::Body(terms.filer.clone());
    let filed_by_court = terms.court.as_ref().and_then(body) == Some(&terms.filer);
    let head = Head { id: &order.id, filer: &terms.filer, occurred: order.days.occurred };
    Statement {
        reporter: if filed_by_court { filer } else { terms.requester.clone().unwrap_or(filer) },
        other: if filed_by_court { terms.requester.clone() } else { terms.court.clone() },
        measure: Some(terms.measure),
        technology: terms.technology.clone(),
        basis: terms.basis.clone(),
        from: order.days.of,
        to: Some(order.days.of),
        ..plain(head, at, Counted::Filing(Form::Order), "orders")
    }
}

const fn became(outcome: OrderOutcome) -> FigureOutcome {
    match outcome {
        OrderOutcome::Granted => FigureOutcome::Granted,
        OrderOutcome::Modified => FigureOutcome::Modified,
        OrderOutcome::Refused => FigureOutcome::Refused,
        OrderOutcome::Withdrawn => FigureOutcome::Withdrawn,
        OrderOutcome::Pending => FigureOutcome::Pending,
        OrderOutcome::Ratified => FigureOutcome::Ratified,
        OrderOutcome::NotRatified => FigureOutcome::NotRatified,
    }
}

fn of_outcome(filing: &Filing, at: At, outcome: &Outcome, asked: Option<Asked>) -> Vec<Statement> {
    let counted = |part: u16, unit: &str, count: Option<Bounds>| {
        count.map(|count| Statement {
            part,
            unit: unit.into(),
            amount: count.into(),
            ..plain(filing, at, Counted::Filing(Form::Outcome), unit)
        })
    };
    let cost = outcome.cost.as_ref().and_then(ten_thousandths).map(|(currency, amount)| Statement {
        part: 3,
        amount,
        ..plain(filing, at, Counted::Filing(Form::Outcome), &currency)
    });
    let parts = [
        counted(0, "people", outcome.people),
        counted(1, "charges", outcome.charges),
        counted(2, "convictions", outcome.convictions),
        cost,
    ];
    let of_order = |statement: Statement| match &asked {
        Some(asked) => Statement {
            measure: Some(asked.measure),
            technology: asked.technology.clone(),
            basis: asked.basis.clone(),
            reporter: asked.requester.clone().unwrap_or(statement.reporter.clone()),
            ..statement
        },
        None => statement,
    };
    parts.into_iter().flatten().map(of_order).collect()
}

fn of_incident(filing: &Filing, at: At, incident: &Incident) -> Vec<Statement> {
    let found = Statement {
        technology: incident.technology.clone(),
        from: incident.found,
        to: Some(incident.found),
        category: Some(incident.kind.code().into()),
        ..plain(filing, at, Counted::Filing(Form::Incident), "incidents")
    };
    let serious = (incident.grade != Grade::Minor).then(|| Statement {
        part: 1,
        unit: "serious-incidents".into(),
        ..found.clone()
    });
    let told = (incident.told == Some(Told::Told)).then(|| Statement {
        part: 2,
        unit: "told-incidents".into(),
        ..found.clone()
    });
    [Some(found), serious, told].into_iter().flatten().collect()
}

fn of_payment(filing: &Filing, at: At, payment: &Payment) -> Statement {
    let (currency, amount) =
        ten_thousandths(&payment.amount).unwrap_or_else(|| (payment.amount.currency.clone(), Amount::OPEN));
    let payee = party(filing, payment.payee.as_ref(), "payee");
    let other =
        if payee == Some(Party::Body(filing.filer.clone())) { Some(Party::Body(payment.payer.clone())) } else { payee };
    Statement {
        about: Some(Party::Body(payment.payer.clone())),
        other,
        of: Some(payment.contract.clone()),
        amount,
        ..plain(filing, at, Counted::Filing(Form::Payment), &currency)
    }
}

/// The most that is added: beyond it an amount is open. A database and JSON readers hold whole numbers of 63 and 53 bits.
const MOST: u64 = 1 << 60;

/// An amount of money in ten-thousandths of its currency, which is as exact as filings are, and the currency.
#[must_use]
pub fn ten_thousandths(money: &Money) -> Option<(String, Amount)> {
    let (whole, part) = money.amount.split_once('.').unwrap_or((&money.amount, ""));
    let part: u64 = format!("{part:0<4}").get(..4)?.parse().ok()?;
    let whole: u64 = whole.parse().ok()?;
    let all = whole.checked_mul(10_000)?.checked_add(part).filter(|all| *all <= MOST)?;
    Some((money.currency.clone(), Amount::exactly(all)))
}
