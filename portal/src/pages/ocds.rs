//! Contracts and their payments as release packages of the Open Contracting Data Standard 1.1.5: one release for each contract
//! that stands, in its latest version (decision 5). What the standard has no place for, the technology and what was withheld or
//! is not known, stands in `filing`, a member of our own.

use std::collections::{BTreeMap, BTreeSet};

use register::{
    Content, Filing, Form,
    codelist::{ContractKind, Procedure},
    forms::purchase::{Contract, Payment},
    id::{BodyId, FilingId},
    lang::Lang,
    lifeline::Logged,
    time::{Date, Instant, When},
    value::Money,
};
use serde_json::{Map, Value, json};

use super::{answer::Made, cite::with_scheme, error::PageError, feed::absolute, gaps::part, visit::Desk};
use crate::index::Names;

/// Releases of a package.
const PAGE: u32 = 50;

/// Payments of one contract that are told: the latest.
const PAYMENTS: u32 = 200;

/// What a release is made of.
struct Told<'a> {
    desk: &'a Desk<'a>,
    names: &'a Names,
    /// The OCIDs of earlier contracts, by their filing ids.
    ocids: &'a BTreeMap<FilingId, String>,
    logged: &'a Logged,
    contract: &'a Contract,
    payments: Vec<(&'a Logged, &'a Payment)>,
    /// The last entry that names the contract or changes what does, and when it was received.
    last: (u64, Instant),
}

/// Makes a package.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let mut problems = Vec::new();
    let from = part(desk.visit, &mut problems, "from", |from| from.parse::<u64>().ok()).unwrap_or_default();
    if let Some(problem) = problems.into_iter().next() {
        return Err(PageError::Unclear(problem.says));
    }
    let mut contracts = desk.reading.contracts_from(from, PAGE + 1)?;
    let next = match contracts.len() > PAGE as usize {
        true => contracts.pop().map(|next| desk.reading.entry_of(&next.filing.id)).transpose()?.flatten(),
        false => None,
    };
    let address = |from: u64| absolute(desk, &format!("{}?from={from}", desk.visit.href("/ocds.json")));
    let releases = releases(desk, &contracts)?;
    let published = desk.reading.last_received()?.map(|at| at.to_string());
    let about = &desk.site.about;
    Made::json(&compact(json!({
        "uri": address(from), "version": "1.1", "publishedDate": published,
        "publisher": { "name": desk.visit.lang.of(&*about.name_es, &*about.name_en), "uri": with_scheme(&desk.visit.host) },
        "publicationPolicy": absolute(desk, &desk.visit.href("/about")),
        "links": next.map(|next| json!({ "next": address(next) })),
        "releases": releases,
    })))
}

fn releases(desk: &Desk<'_>, contracts: &[Logged]) -> Result<Vec<Value>, PageError> {
    let ids: Vec<&str> = contracts.iter().map(|logged| logged.filing.id.as_str()).collect();
    let payments = desk.reading.naming_any(&ids, Form::Payment, None, PAYMENTS)?;
    let of_contracts = contracts.iter().filter_map(|logged| Some((logged, contract_of(&logged.filing)?)));
    let of_contracts: Vec<(&Logged, &Contract)> = of_contracts.collect();
    let bodies = of_contracts.iter().flat_map(|(_, contract)| bodies(contract)).map(|(body, _)| body);
    let paid = payments.iter().filter_map(|logged| payment_of(&logged.filing)).flat_map(paid_between);
    let names = desk.reading.names_of(bodies.chain(paid.map(|(body, _)| body)))?;
    let ocids = earlier(desk, &of_contracts)?;
    let mut by_contract: BTreeMap<&FilingId, Vec<(&Logged, &Payment)>> = BTreeMap::new();
    for (logged, payment) in payments.iter().filter_map(|logged| Some((logged, payment_of(&logged.filing)?))) {
        by_contract.entry(&payment.contract).or_default().push((logged, payment));
    }
    let release = |(logged, contract): &(&Logged, &Contract)| {
        let payments = by_contract.get(&logged.filing.id).cloned().unwrap_or_default();
        let last = desk.reading.last_about(&logged.filing.id)?.filter(|(entry, _)| *entry > logged.entry);
        let last = last.unwrap_or((logged.entry, logged.received));
        Ok(Told { desk, names: &names, ocids: &ocids, logged, contract, payments, last }.release())
    };
    of_contracts.iter().map(release).collect()
}

fn contract_of(filing: &Filing) -> Option<&Contract> {
    match &filing.content {
        Content::Contract(contract) => Some(contract),
        _ => None,
    }
}

fn payment_of(filing: &Filing) -> Option<&Payment> {
    match &filing.content {
        Content::Payment(payment) => Some(payment),
        _ => None,
    }
}

/// The OCIDs of the contracts that others renew, amend or extend.
fn earlier(desk: &Desk<'_>, contracts: &[(&Logged, &Contract)]) -> Result<BTreeMap<FilingId, String>, PageError> {
    let mut ocids = BTreeMap::new();
    for parent in contracts.iter().filter_map(|(_, contract)| contract.parent.as_ref()) {
        let filing = desk.reading.filing(parent)?.map(|logged| logged.filing);
        let contract = filing.as_deref().and_then(contract_of);
        ocids.insert(parent.clone(), ocid(desk, parent, contract));
    }
    Ok(ocids)
}

/// The OCID that was filed; else the origin of the log and the id of the filing.
fn ocid(desk: &Desk<'_>, id: &FilingId, contract: Option<&Contract>) -> String {
    let filed = contract.and_then(|contract| contract.ocid.as_ref()).map(|ocid| ocid.as_str().to_owned());
    filed.unwrap_or_else(|| format!("{}/{id}", desk.site.key.name().as_str()))
}

/// The bodies of a contract with their roles in the standard; of those for which it has no role, none.
fn bodies(contract: &Contract) -> impl Iterator<Item = (&BodyId, Option<&'static str>)> {
    let buyer = [(&contract.buyer, Some("buyer")), (&contract.buyer, Some("procuringEntity"))];
    let supplier = contract.supplier.iter().map(|body| (body, Some("supplier")));
    let user = contract.end_user.iter().map(|body| (body, None));
    buyer.into_iter().chain(supplier).chain(user).chain(contract.parties.iter().map(|party| (&party.body, None)))
}

fn paid_between(payment: &Payment) -> impl Iterator<Item = (&BodyId, Option<&'static str>)> {
    [(&payment.payer, Some("payer"))].into_iter().chain(payment.payee.iter().map(|payee| (payee, Some("payee"))))
}

impl Told<'_> {
    fn release(&self) -> Value {
        let (filing, contract) = (&self.logged.filing, self.contract);
        compact(json!({
            "ocid": ocid(self.desk, &filing.id, Some(contract)),
            "id": format!("{}@{}-{}", filing.id, self.last.0, self.lang().tag()),
            "date": self.last.1.to_string(),
            "language": self.desk.visit.lang.tag(),
            "tag": self.tags(),
            "initiationType": "tender",
            "parties": self.parties(),
            "buyer": self.organization(&contract.buyer),
            "planning": contract.budget_item.as_ref().map(|item| json!({ "budget": { "id": item.as_str() } })),
            "tender": self.tender(),
            "awards": [compact(json!({ "id": filing.id.as_str(), "status": "active", "value": contract.amount.as_ref().map(value),
                "suppliers": contract.supplier.iter().map(|body| self.organization(body)).collect::<Vec<_>>() }))],
            "contracts": [self.contract()],
            "relatedProcesses": self.related(),
            "filing": self.filing(),
        }))
    }

    fn tags(&self) -> Vec<&'static str> {
        [Some("contract"), self.own_payments().next().map(|_| "implementation")].into_iter().flatten().collect()
    }

    /// Payments as payer, payee, or whoever filed the contract tell them; what others say of them is no transaction.
    fn own_payments(&self) -> impl Iterator<Item = &(&Logged, &Payment)> {
        let filer = &self.logged.filing.filer;
        self.payments.iter().filter(move |(told, payment)| {
            let by = &told.filing.filer;
            by == filer || *by == payment.payer || payment.payee.as_ref() == Some(by)
        })
    }

    /// Payments that others tell of.
    fn other_payments(&self) -> Vec<Value> {
        let own: BTreeSet<u64> = self.own_payments().map(|(told, _)| told.entry).collect();
        let others = self.payments.iter().filter(|(told, _)| !own.contains(&told.entry));
        let told = |(told, _): &(&Logged, &Payment)| json!({ "id": told.filing.id.as_str(), "filer": told.filing.filer.as_str() });
        others.map(told).collect()
    }

    fn parties(&self) -> Vec<Value> {
        let mut roles: BTreeMap<&BodyId, BTreeSet<&str>> = BTreeMap::new();
        let paid = self.own_payments().flat_map(|(_, payment)| paid_between(payment));
        for (body, role) in bodies(self.contract).chain(paid) {
            roles.entry(body).or_default().extend(role);
        }
        let party = |(body, roles): (&BodyId, BTreeSet<&str>)| {
            let mut party = self.organization(body);
            party["roles"] = json!(roles);
            compact(party)
        };
        roles.into_iter().map(party).collect()
    }

    fn organization(&self, body: &BodyId) -> Value {
        json!({ "id": body.as_str(), "name": self.names.of(body.as_str()).unwrap_or(body.as_str()) })
    }

    fn tender(&self) -> Option<Value> {
        let method = self.contract.procedure.map(|procedure| match procedure {
            Procedure::Open => "open",
            Procedure::Restricted => "selective",
            Procedure::Direct => "direct",
        });
        let tender = json!({
            "id": self.logged.filing.id.as_str(), "procuringEntity": self.organization(&self.contract.buyer), "procurementMethod": method?,
            "procurementMethodDetails": self.contract.procedure.map(|procedure| procedure.words().in_(self.lang())),
            "procurementMethodRationale": self.contract.exception.as_ref().map(|law| law.law.as_str()),
        });
        Some(compact(tender))
    }

    fn contract(&self) -> Value {
        let (id, contract) = (&self.logged.filing.id, self.contract);
        let amends = matches!(contract.kind, Some(ContractKind::Amendment | ContractKind::Extension));
        let period = compact(json!({
            "startDate": contract.from.map(midnight), "endDate": contract.to.map(midnight),
        }));
        compact(json!({
            "id": id.as_str(), "awardID": id.as_str(), "title": contract.number.as_ref().map(|number| number.as_str()),
            "description": contract.object.as_ref().map(|object| object.as_str()),
            "extendsContractID": contract.parent.as_ref().filter(|_| amends).map(ToString::to_string),
            "period": period, "value": contract.amount.as_ref().map(value), "items": self.items(),
            "documents": self.documents(),
            "implementation": self.own_payments().next().map(|_| json!({ "transactions": self.transactions() })),
        }))
    }

    /// Quantities that are exact: the standard has no bounds.
    fn items(&self) -> Vec<Value> {
        let items = self.contract.quantities.iter().enumerate();
        let exact = items.filter(|(_, quantity)| quantity.count.low == quantity.count.high);
        let item = |(at, quantity): (usize, &register::forms::purchase::Quantity)| {
            let unit = json!({ "id": quantity.unit.code(), "name": quantity.unit.words().in_(self.lang()) });
            json!({ "id": (at + 1).to_string(), "quantity": quantity.count.low, "unit": unit })
        };
        exact.map(item).collect()
    }

    fn documents(&self) -> Vec<Value> {
        let document = |document: &register::filing::Document| {
            let url = with_scheme(&format!("{}/blobs/{}", self.desk.visit.host, document.sha256));
            compact(json!({
                "id": document.sha256.to_string(), "title": document.title.as_str(), "url": url,
                "format": document.media_type.as_str(), "language": document.language.map(register::codelist::Language::code),
            }))
        };
        self.logged.filing.documents.iter().map(document).collect()
    }

    fn transactions(&self) -> Vec<Value> {
        let transaction = |(logged, payment): &(&Logged, &Payment)| {
            compact(json!({
                "id": logged.filing.id.as_str(), "date": first_day(logged.filing.occurred),
                "value": value(&payment.amount), "payer": self.organization(&payment.payer),
                "payee": payment.payee.as_ref().map(|payee| self.organization(payee)),
            }))
        };
        self.own_payments().map(transaction).collect()
    }

    /// The contract that this one renews, amends or extends.
    fn related(&self) -> Vec<Value> {
        let ocid = self.contract.parent.as_ref().and_then(|parent| self.ocids.get(parent));
        let related = |ocid| json!({ "id": "1", "relationship": ["prior"], "scheme": "ocid", "identifier": ocid });
        ocid.into_iter().map(related).collect()
    }

    /// Which filing says this, and what of it the standard has no place for.
    fn filing(&self) -> Value {
        let filing = &self.logged.filing;
        let address = super::link::href(&register::id::Reference::Filing(filing.id.clone()), self.lang());
        let absent = filing.unknown.iter().map(|unknown| (unknown.field.as_str(), unknown.reason.code()));
        let withheld = filing.withheld.iter().map(|withheld| (withheld.field.as_str(), "withheld"));
        let contract = self.contract;
        compact(json!({
            "id": filing.id.as_str(), "entry": self.logged.entry, "filer": filing.filer.as_str(),
            "url": absolute(self.desk, &address),
            "technology": contract.technology.as_ref().map(ToString::to_string),
            "endUser": contract.end_user.as_ref().map(ToString::to_string),
            "chain": contract.parties.iter().map(|party| json!({ "body": party.body.as_str(), "role": party.role.code() })).collect::<Vec<_>>(),
            "absent": absent.chain(withheld).collect::<BTreeMap<_, _>>(), "otherPayments": self.other_payments(),
            "latestPayments": (self.payments.len() >= PAYMENTS as usize).then_some(PAYMENTS),
        }))
    }

    fn lang(&self) -> Lang {
        self.desk.visit.lang
    }
}

/// A day, for which the standard has a time.
fn midnight(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn first_day(when: When) -> String {
    match when {
        When::Day(day) | When::Period(day, _) => midnight(day),
    }
}

/// An amount. The standard has numbers, of which a double keeps fifteen digits; the filing has it to the last.
fn value(money: &Money) -> Value {
    let amount: Option<f64> = money.amount.parse().ok();
    compact(json!({ "amount": amount, "currency": money.currency }))
}

/// An object without the members that nobody gave: the standard has no null, no empty list and no empty object.
fn compact(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    let given = |value: &Value| match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    };
    Value::Object(members.into_iter().filter(|(_, value)| given(value)).collect::<Map<_, _>>())
}
