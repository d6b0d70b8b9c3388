//! What one filing adds to which tally. A pure function of the filing and of those it refers to.

use std::sync::Arc;

use figures::statement::reporter_of;
use register::{
    codelist::{
        ClaimKind, ComplaintState, Grade, InspectionKind, OrderOutcome, Procedure, Stage, TechnologyClass, Unit,
    },
    form::Content,
    forms::{any::Claim, purchase, usage},
    id::{BodyId, FilingId, Reference},
    value::Bounds,
};

use crate::{
    cases::Cases,
    fact::Maybe,
    kept::Kept,
    tally::{Bucket, Item, Subject},
};

/// A filing's part in a tally.
pub(crate) type Part = (Subject, Bucket, Item);

/// What a filing is counted under.
pub(crate) fn subjects(cases: &Cases, kept: &Kept) -> Vec<Subject> {
    subjects_of(&contributions(cases, kept))
}

/// The subjects of some parts, each once.
pub(crate) fn subjects_of(parts: &[Part]) -> Vec<Subject> {
    let mut all: Vec<&Subject> = parts.iter().map(|(subject, ..)| subject).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().cloned().collect()
}

/// What a filing adds to which tally.
pub(crate) fn contributions(cases: &Cases, kept: &Kept) -> Vec<Part> {
    let mut parts = Parts { kept, out: Vec::new() };
    match &kept.filing.content {
        Content::Technology(technology) => parts.technology(technology),
        Content::Contract(contract) => parts.contract(contract),
        Content::Payment(payment) => parts.payment(cases, payment),
        Content::Order(order) => parts.order(order),
        Content::Use(used) => parts.used(used),
        Content::Outcome(outcome) => parts.outcome(cases, outcome),
        Content::Incident(incident) => parts.incident(incident),
        Content::Return(returned) => parts.returned(returned),
        Content::Sharing(_) => parts.body(&kept.filing.filer, &[Bucket::Sharings]),
        Content::Inspection(inspection) => {
            let refusal = inspection.kind == InspectionKind::Refusal;
            let buckets = [Bucket::Inspections, Bucket::InspectionRefusals];
            parts.body(&inspection.body, if refusal { &buckets } else { &buckets[..1] });
        }
        Content::Complaint(complaint) => {
            let first = complaint.follows.is_none() && complaint.state == ComplaintState::Received;
            if let Some(against) = complaint.against.as_ref().filter(|_| first) {
                parts.body(against, &[Bucket::Complaints]);
            }
        }
        Content::Claim(claim) => parts.claim(claim),
        _ => {}
    }
    for withheld in &kept.filing.withheld {
        parts.body(&withheld.decided_by, &[Bucket::Withholdings]);
    }
    parts.out
}

struct Parts<'a> {
    kept: &'a Kept,
    out: Vec<Part>,
}

impl Parts<'_> {
    fn item(&self, bounds: Option<Bounds>) -> Item {
        let (low, high) = bounds.map_or((0, 0), |bounds| (long(bounds.low), long(bounds.high)));
        Item {
            entry: self.kept.latest,
            first: self.kept.first_day(),
            last: self.kept.last_day(),
            low,
            high,
            text: None,
        }
    }

    fn add(&mut self, subject: Subject, bucket: Bucket, item: Item) {
        self.out.push((subject, bucket, item));
    }

    fn each(&mut self, subject: Option<Subject>, buckets: &[Bucket]) {
        for (subject, bucket) in subject.iter().flat_map(|subject| buckets.iter().map(move |bucket| (subject, bucket)))
        {
            self.add(subject.clone(), *bucket, self.item(None));
        }
    }

    fn body(&mut self, id: &BodyId, buckets: &[Bucket]) {
        self.each(Some(Subject::Body(id.clone())), buckets);
    }

    fn technology(&mut self, technology: &purchase::Technology) {
        let Some(holder) = &technology.holder else { return };
        let intrusive = matches!(
            technology.class,
            TechnologyClass::Spyware
                | TechnologyClass::Interception
                | TechnologyClass::ImsiCatcher
                | TechnologyClass::Geolocation
                | TechnologyClass::Extraction
        );
        let own = self.kept.filing.filer == *holder;
        let buckets = [(Bucket::Technologies, true), (Bucket::OwnTechnologies, own), (Bucket::Intrusive, intrusive)];
        let mut item = self.item(None);
        item.first = technology.held_from.unwrap_or(item.first);
        for (bucket, _) in buckets.iter().filter(|(_, counts)| *counts) {
            self.add(Subject::Body(holder.clone()), *bucket, item.clone());
        }
    }

    fn contract(&mut self, contract: &purchase::Contract) {
        let direct = contract.procedure == Some(Procedure::Direct);
        let buckets = [Bucket::Purchases, Bucket::DirectAwards];
        self.body(&contract.buyer, if direct { &buckets } else { &buckets[..1] });
    }

    fn payment(&mut self, cases: &Cases, payment: &purchase::Payment) {
        let contract = cases.filings.get(&payment.contract).map(|kept| &kept.filing.content);
        let technology = match contract {
            Some(Content::Contract(contract)) => contract.technology.as_ref().map(filing),
            _ => None,
        };
        let mut item = self.item(None);
        (item.low, item.high) = hundredths(&payment.amount.amount).map_or((0, 0), |amount| (amount, amount));
        let currency = Bucket::PaymentsIn(currency(&payment.amount.currency));
        for subject in [Some(filing(&payment.contract)), technology].into_iter().flatten() {
            self.add(subject.clone(), Bucket::Payments, item.clone());
            self.add(subject, currency, item.clone());
        }
    }

    fn order(&mut self, order: &usage::Order) {
        let live = is_live(order.outcome);
        let emergency = order.emergency == Some(true);
        let refused = matches!(order.outcome, OrderOutcome::Refused | OrderOutcome::NotRatified);
        let buckets: Vec<Bucket> = [
            (Bucket::Orders, true),
            (Bucket::OrdersLive, live),
            (Bucket::OrdersRefused, refused),
            (Bucket::Emergencies, emergency),
            (Bucket::EmergenciesRatified, emergency && live),
        ]
        .into_iter()
        .filter_map(|(bucket, counts)| counts.then_some(bucket))
        .collect();
        self.each(order.technology.as_ref().map(filing), &buckets);
        self.each(order.requester.clone().map(Subject::Body), &buckets);
    }

    fn used(&mut self, used: &usage::Use) {
        let subject = filing(&used.technology);
        self.add(subject.clone(), Bucket::Uses, self.item(used.events));
        if used.events.is_none() {
            self.add(subject.clone(), Bucket::UsesUncounted, self.item(None));
        }
        if self.kept.given(&used.log, "log") == Maybe::Known(false) {
            self.add(subject.clone(), Bucket::UsesWithoutLog, self.item(None));
        }
        if used.targets.is_some() {
            self.add(subject.clone(), Bucket::Targets, self.item(used.targets));
        }
        match used.log_entries {
            Some(entries) => {
                let bounds = Bounds { low: entries, high: entries };
                self.add(subject, Bucket::LogEntries, self.item(Some(bounds)));
            }
            None => self.add(subject, Bucket::LogEntriesUnknown, self.item(None)),
        }
    }

    /// An incident counts on the day it was found.
    fn incident(&mut self, incident: &usage::Incident) {
        let item = Item { first: incident.found, last: incident.found, ..self.item(None) };
        if let Some(id) = &incident.technology {
            self.add(filing(id), Bucket::Incidents, item.clone());
            if incident.grade != Grade::Minor {
                self.add(filing(id), Bucket::GraveIncidents, item);
            }
        }
        let filer = self.kept.filing.filer.clone();
        self.body(&filer, &[Bucket::Incidents]);
    }

    fn outcome(&mut self, cases: &Cases, outcome: &usage::Outcome) {
        let order = cases.filings.get(&outcome.order).map(|kept| &kept.filing.content);
        let Some(Content::Order(order)) = order else { return };
        let charged = outcome.charges.is_some_and(|charges| charges.high > 0);
        let buckets = [Bucket::Outcomes, Bucket::Charged];
        self.each(order.requester.clone().map(Subject::Body), if charged { &buckets } else { &buckets[..1] });
    }

    fn returned(&mut self, returned: &usage::Return) {
        let filer = self.kept.filing.filer.clone();
        let reporter = reporter_of(&self.kept.filing).cloned();
        match &reporter {
            Some(reporter) if *reporter == filer => self.body(reporter, &[Bucket::Returns, Bucket::OwnReturns]),
            Some(reporter) => self.body(reporter, &[Bucket::Returns]),
            None => {}
        }
        let reporter = reporter.as_ref().unwrap_or(&filer);
        if let Some(about) = returned.about_body.as_ref().filter(|about| *about != reporter) {
            self.body(about, &[Bucket::Returns]);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        let about = self.kept.filing.about.clone();
        for reference in &about {
            let subject = match reference {
                Reference::Filing(id) => filing(id),
                Reference::Body(id) => Subject::Body(id.clone()),
            };
            for bucket in [Bucket::Claims(claim.kind), Bucket::ClaimsAt(claim.kind, claim.stage)] {
                self.add(subject.clone(), bucket, self.item(None));
            }
            if speaks_of_inquiry(claim) {
                self.add(subject.clone(), Bucket::InquiryClaims, self.item(None));
            }
            self.amount(&subject, claim);
            self.figure(&subject, claim);
        }
    }

    fn amount(&mut self, subject: &Subject, claim: &Claim) {
        if let Some(amount) = &claim.amount {
            let item = Item { text: Some(Arc::from(amount.to_string())), ..self.item(None) };
            self.add(subject.clone(), Bucket::ClaimedAmounts, item);
        }
    }

    /// Counts that claims give, by what they count. Whoever computes something from others' counts is no source.
    fn figure(&mut self, subject: &Subject, claim: &Claim) {
        let (Some(count), Some(unit)) = (claim.count, claim.unit) else { return };
        let mut add = |bucket| {
            self.out.push((
                subject.clone(),
                bucket,
                Item { low: long(count.low), high: long(count.high), ..item_of(self.kept) },
            ))
        };
        let at_use = claim.stage == Stage::Use;
        if at_use && count.high == 0 {
            add(Bucket::ZeroClaimed);
        }
        let is_figure = claim.kind == ClaimKind::Figure;
        match unit {
            Unit::Searches | Unit::Events if at_use && is_figure => add(Bucket::ClaimedEvents),
            Unit::Orders | Unit::Requests if at_use && is_figure => {
                add(Bucket::ClaimedOrders);
                add(Bucket::ClaimedRequests);
            }
            Unit::Searches | Unit::Events | Unit::Targets | Unit::Seats | Unit::Licences
                if claim.stage == Stage::Purchase =>
            {
                add(Bucket::ClaimedBought);
            }
            Unit::Operators => add(Bucket::ClaimedOperators),
            Unit::Charges if is_figure => add(Bucket::ClaimedCharges),
            Unit::Cases if is_figure => add(Bucket::ClaimedCases),
            _ => {}
        }
    }
}

fn item_of(kept: &Kept) -> Item {
    Item { entry: kept.latest, first: kept.first_day(), last: kept.last_day(), low: 0, high: 0, text: None }
}

/// Whether a claim tells of an inquiry, a ruling or a finding: something during which nothing may be disposed of.
fn speaks_of_inquiry(claim: &Claim) -> bool {
    matches!(claim.stage, Stage::Oversight | Stage::Disposal)
        && matches!(claim.kind, ClaimKind::Ruling | ClaimKind::Finding | ClaimKind::Other)
}

/// Whether an order allows its measure.
pub(crate) fn is_live(outcome: OrderOutcome) -> bool {
    matches!(outcome, OrderOutcome::Granted | OrderOutcome::Modified | OrderOutcome::Ratified)
}

/// A decimal amount in hundredths, rounded up; none beyond what fits.
pub(crate) fn hundredths(amount: &str) -> Option<i64> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |byte| i64::from(byte - b'0'));
    let rest = i64::from(fraction.bytes().skip(2).any(|byte| byte != b'0'));
    let whole: i64 = whole.parse().ok()?;
    whole.checked_mul(100)?.checked_add(digit(0) * 10 + digit(1) + rest)
}

/// A currency's code as three bytes.
pub(crate) fn currency(code: &str) -> [u8; 3] {
    code.as_bytes().try_into().unwrap_or_default()
}

fn long(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn filing(id: &FilingId) -> Subject {
    Subject::Filing(id.clone())
}
