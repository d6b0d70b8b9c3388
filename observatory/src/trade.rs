//! Sales and purchases across borders. A vendor files its sale as a `contract` in its own register, a state files its
//! purchase in another; the two are held together by the Open Contracting ID, or by number and parties. What has no
//! counterpart is told on either side. Licences for export have no form; a sale that was filed is what there is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use register::{
    codelist::BodyKind,
    filing::own_path,
    form::{Content, Form},
    forms::{purchase::Contract, who::Body},
    id::BodyId,
};
use rulebook::cases::Cases;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::directory::Directory;

/// A sale or purchase as one register has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deal {
    /// Whether the vendor filed it; else the buyer, or somebody beside both.
    pub sale: bool,
    /// The filing.
    pub filing: String,
    /// Its entry.
    pub entry: u64,
    /// The Open Contracting ID.
    pub ocid: Option<String>,
    /// Number as printed on the contract.
    pub number: Option<String>,
    /// Who buys.
    pub buyer: Side,
    /// Who sells, the supplier first.
    pub sellers: Vec<Side>,
    /// Amount and currency, as published.
    pub amount: Option<(String, String)>,
    /// First day.
    pub from: Option<String>,
}

/// One side of a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Its id in that register.
    pub id: String,
    /// Its name there.
    pub name: String,
    /// Its country.
    pub country: String,
    /// What it is known by: its id, and its numbers in other registers.
    pub known_by: BTreeSet<String>,
}

/// How a deal stands beside those of other registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// Another register has the other side of it.
    Matched,
    /// A register of that country is followed, and has none.
    NoCounterpart,
    /// No register of that country is followed.
    NoRegister,
}

/// A deal with the register it is in, and its counterparts.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The register.
    pub register: String,
    /// The deal.
    pub deal: Deal,
    /// How it stands.
    pub stand: Stand,
    /// By what it was matched: `ocid`, or `number`.
    pub by: Option<&'static str>,
    /// Counterparts: register and entry.
    pub others: Vec<(String, u64)>,
}

/// The deals across borders of a register.
#[must_use]
pub fn deals(cases: &Cases) -> Vec<Deal> {
    let bodies = bodies(cases);
    let side = |id: &BodyId| side(id, bodies.get(id).copied());
    let contracts = cases.of_form(Form::Contract).into_iter().filter_map(|(_, filing)| {
        let Content::Contract(contract) = &filing.content else { return None };
        let (entry, _) = cases.filing(&filing.id)?;
        let mut sellers: Vec<&BodyId> = contract.supplier.iter().collect();
        sellers.extend(contract.parties.iter().map(|party| &party.body));
        let vendor = bodies.get(&filing.filer).is_some_and(|body| body.kind == BodyKind::Vendor);
        let sale = filing.filer != contract.buyer && (sellers.contains(&&filing.filer) || vendor);
        if sale && !sellers.contains(&&filing.filer) {
            sellers.push(&filing.filer);
        }
        let mut deal = deal(contract, sale, side(&contract.buyer), sellers.into_iter().map(side).collect());
        // Sellers that the filing names as its source does have a name and no country: they decide nothing.
        let named = filing.named.iter().filter(|named| own_path(named.field.as_str()) == "supplier");
        deal.sellers.extend(named.map(|named| Side {
            id: String::new(),
            name: named.name.to_string(),
            country: String::new(),
            known_by:
                named.scheme.iter().zip(&named.identifier).map(|(of, id)| known(of.as_str(), id.as_str())).collect(),
        }));
        deal.filing = filing.id.to_string();
        deal.entry = entry;
        deal.crosses().then_some(deal)
    });
    contracts.collect()
}

fn deal(contract: &Contract, sale: bool, buyer: Side, sellers: Vec<Side>) -> Deal {
    Deal {
        sale,
        filing: String::new(),
        entry: 0,
        ocid: contract.ocid.as_ref().map(ToString::to_string),
        number: contract.number.as_ref().map(ToString::to_string),
        buyer,
        sellers,
        amount: contract.amount.as_ref().map(|money| (money.amount.clone(), money.currency.clone())),
        from: contract.from.map(|day| day.to_string()),
    }
}

fn bodies(cases: &Cases) -> HashMap<BodyId, &Body> {
    let all = cases.of_form(Form::Body).into_iter();
    all.filter_map(|(_, filing)| match &filing.content {
        Content::Body(body) => Some((body.body.clone(), &**body)),
        _ => None,
    })
    .collect()
}

fn side(id: &BodyId, body: Option<&Body>) -> Side {
    let own = id.jurisdiction().split('-').next().unwrap_or_default();
    let country = body.and_then(|body| body.country.as_ref()).map_or(own, |country| country.as_str());
    let numbers = body.into_iter().flat_map(|body| &body.identifiers);
    let numbers = numbers.map(|of| known(of.scheme.as_str(), of.value.as_str()));
    Side {
        id: id.to_string(),
        name: body.map_or_else(|| id.to_string(), |body| body.name.to_string()),
        country: country.to_owned(),
        known_by: numbers.chain([id.to_string()]).collect(),
    }
}

/// A number in another register, as it is compared: without case, spaces and marks.
fn known(scheme: &str, value: &str) -> String {
    format!("{}:{}", scheme.to_uppercase(), bare(value))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Deal {
    /// Whether a seller sits in another country than the buyer.
    fn crosses(&self) -> bool {
        self.abroad().next().is_some()
    }

    fn abroad(&self) -> impl Iterator<Item = &Side> {
        self.sellers.iter().filter(|seller| !seller.country.is_empty() && seller.country != self.buyer.country)
    }

    /// The countries whose registers should have the other side.
    fn elsewhere(&self) -> BTreeSet<&str> {
        match self.sale {
            true => BTreeSet::from([self.buyer.country.as_str()]),
            false => self.abroad().map(|seller| seller.country.as_str()).collect(),
        }
    }

    /// By what another deal is the other side of this one.
    fn fits(&self, other: &Deal) -> Option<&'static str> {
        if self.ocid.is_some() && self.ocid == other.ocid {
            return Some("ocid");
        }
        let number = |deal: &Deal| deal.number.as_deref().map(bare).filter(|number| !number.is_empty());
        let same_number = number(self).is_some() && number(self) == number(other);
        let meets = |a: &Side, b: &Side| !a.known_by.is_disjoint(&b.known_by);
        let sellers = self.sellers.iter().any(|a| other.sellers.iter().any(|b| meets(a, b)));
        (same_number && sellers && meets(&self.buyer, &other.buyer)).then_some("number")
    }

    /// The deal for programs.
    #[must_use]
    pub fn document(&self) -> Value {
        json!(self)
    }
}

/// Deals of one register with one number that are looked at: nobody makes the comparison slow, or drives out the deals of others,
/// by filing one number again and again.
const MOST_ALIKE: usize = 8;

/// Holds the deals of all registers against one another.
#[must_use]
pub fn place(all: &[(String, Deal)], directory: &Directory) -> Vec<Placed> {
    let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, (_, deal)) in all.iter().enumerate() {
        for key in keys(deal) {
            let same = by_key.entry(key).or_default();
            // Those of one register come one after the other.
            if same.iter().rev().take_while(|before| all[**before].0 == all[at].0).count() < MOST_ALIKE {
                same.push(at);
            }
        }
    }
    let countries: BTreeMap<&str, BTreeSet<&str>> =
        directory.registers.values().fold(BTreeMap::new(), |mut map, of| {
            map.entry(of.jurisdiction.split('-').next().unwrap_or_default()).or_default().insert(&of.id);
            map
        });
    let placed = |(register, deal): &(String, Deal)| {
        let near: BTreeSet<usize> = keys(deal).iter().filter_map(|key| by_key.get(key)).flatten().copied().collect();
        let found = near.into_iter().map(|at| &all[at]).filter(|(of, other)| of != register && other.sale != deal.sale);
        let found: Vec<(&str, &(String, Deal))> =
            found.filter_map(|other| deal.fits(&other.1).map(|by| (by, other))).collect();
        let followed = deal.elsewhere().into_iter().any(|country| countries.contains_key(country));
        let stand = match (found.is_empty(), followed) {
            (false, _) => Stand::Matched,
            (true, true) => Stand::NoCounterpart,
            (true, false) => Stand::NoRegister,
        };
        let by = found.first().map(|(by, _)| match *by {
            "ocid" => "ocid",
            _ => "number",
        });
        let others = found.iter().map(|(_, (register, deal))| (register.clone(), deal.entry)).collect();
        Placed { register: register.clone(), deal: deal.clone(), stand, by, others }
    };
    let mut placed: Vec<Placed> = all.iter().map(placed).collect();
    placed.sort_by(|a, b| {
        (a.stand, !a.deal.sale, &a.register, a.deal.entry).cmp(&(b.stand, !b.deal.sale, &b.register, b.deal.entry))
    });
    placed
}

fn keys(deal: &Deal) -> Vec<String> {
    let ocid = deal.ocid.iter().map(|ocid| format!("ocid {ocid}"));
    let number = deal.number.iter().map(|number| format!("number {}", bare(number)));
    ocid.chain(number).collect()
}

impl Stand {
    /// Its code in data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Stand::Matched => "matched",
            Stand::NoCounterpart => "no-counterpart",
            Stand::NoRegister => "no-register",
        }
    }
}
