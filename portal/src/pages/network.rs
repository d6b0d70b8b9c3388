//! Who buys surveillance technology from whom, and who makes it: one row for each chain of buyer, seller and maker, from the
//! contracts that stand; and the same as a picture.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use register::{
    Content, Form,
    forms::purchase::Contract,
    id::{BodyId, FilingId, Reference},
    lang::Lang,
};
use serde_json::{Value, json};

use super::{
    answer::Made,
    error::PageError,
    frame::Frame,
    gaps::part,
    link::{Cell, Links},
    records::Problem,
    text,
    twins::{cells, csv},
    visit::{Desk, Format},
    web::Web,
    words,
};

/// Contracts that are looked at: the latest.
const LATEST: u32 = 5_000;

/// Chains of a page; the twins have all of them.
const SHOWN: usize = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "network.html", whitespace = "minimize")]
struct Network {
    frame: Frame,
    problems: Vec<Problem>,
    body: String,
    count: String,
    latest: Option<String>,
    web: Option<Web>,
    rows: Vec<Row>,
    more: Option<String>,
}

/// One chain.
#[derive(Debug)]
struct Row {
    buyer: Cell,
    supplier: Cell,
    maker: Cell,
    technologies: Vec<Cell>,
    contracts: String,
}

/// Buyer, seller and maker; nobody where it was not filed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chain {
    pub(super) buyer: BodyId,
    pub(super) supplier: Option<BodyId>,
    pub(super) maker: Option<BodyId>,
}

/// What goes over a chain.
#[derive(Debug, Default)]
pub(super) struct Trade {
    pub(super) contracts: BTreeSet<FilingId>,
    pub(super) technologies: BTreeSet<FilingId>,
}

/// The chains, those of most contracts first.
pub(super) type Chains = Vec<(Chain, Trade)>;

/// Columns of the twin.
const COLUMNS: [&str; 5] = ["buyer", "supplier", "maker", "technologies", "contracts"];

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let mut problems = Vec::new();
    let body = part(desk.visit, &mut problems, "body", BodyId::parse);
    let (chains, looked) = chains(desk, body.as_ref())?;
    match desk.visit.format {
        Format::Html => page(desk, body.as_ref(), &chains, looked, problems),
        _ if !problems.is_empty() => Err(PageError::Unclear(problems[0].says.clone())),
        Format::Json => Made::json(
            &json!({ "looked_at": looked, "whole": looked < LATEST as usize, "chains": chains.iter().map(json_of).collect::<Vec<_>>() }),
        ),
        Format::Csv => Ok(Made::csv(csv(&COLUMNS, chains.iter().map(|chain| cells(&COLUMNS, &json_of(chain)))))),
    }
}

fn json_of((chain, trade): &(Chain, Trade)) -> Value {
    let ids = |ids: &BTreeSet<FilingId>| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "buyer": chain.buyer.as_str(), "supplier": chain.supplier.as_ref().map(ToString::to_string),
        "maker": chain.maker.as_ref().map(ToString::to_string), "technologies": ids(&trade.technologies), "contracts": ids(&trade.contracts),
    })
}

/// The chains of all contracts that stand, or of those that name a body; and how many contracts were looked at.
fn chains(desk: &Desk<'_>, body: Option<&BodyId>) -> Result<(Chains, usize), PageError> {
    let logged = match body {
        Some(body) => desk.reading.naming(body.as_str(), Form::Contract, LATEST)?,
        None => desk.reading.latest_of(Form::Contract, LATEST)?,
    };
    let contracts: Vec<(&FilingId, &Contract)> = logged
        .iter()
        .filter_map(|logged| match &logged.filing.content {
            Content::Contract(contract) => Some((&logged.filing.id, &**contract)),
            _ => None,
        })
        .collect();
    let technologies: BTreeSet<&FilingId> =
        contracts.iter().filter_map(|(_, contract)| contract.technology.as_ref()).collect();
    let makers = desk.reading.makers(technologies.into_iter())?;
    let mut chains: BTreeMap<Chain, Trade> = BTreeMap::new();
    for (id, contract) in &contracts {
        let chain = Chain {
            buyer: contract.buyer.clone(),
            supplier: contract.supplier.clone(),
            maker: contract.technology.as_ref().and_then(|technology| makers.get(technology)).cloned(),
        };
        let trade = chains.entry(chain).or_default();
        trade.contracts.insert((*id).clone());
        trade.technologies.extend(contract.technology.clone());
    }
    let mut chains: Chains = chains.into_iter().collect();
    chains.sort_by_key(|(_, trade)| std::cmp::Reverse(trade.contracts.len()));
    Ok((chains, logged.len()))
}

fn page(
    desk: &Desk<'_>,
    body: Option<&BodyId>,
    chains: &[(Chain, Trade)],
    looked: usize,
    problems: Vec<Problem>,
) -> Result<Made, PageError> {
    let lang = desk.visit.lang;
    let bodies = chains.iter().flat_map(|(chain, _)| {
        [Some(&chain.buyer), chain.supplier.as_ref(), chain.maker.as_ref()].into_iter().flatten().cloned()
    });
    let filings = chains.iter().flat_map(|(_, trade)| trade.technologies.iter().cloned());
    let all = bodies.map(Reference::Body).chain(filings.map(Reference::Filing));
    let names = desk.reading.names_for(all)?;
    let links = Links { lang, names: &names };
    let status = match problems.is_empty() {
        true => axum::http::StatusCode::OK,
        false => axum::http::StatusCode::BAD_REQUEST,
    };
    let hidden = chains.len().saturating_sub(SHOWN);
    let page = Network {
        frame: Frame::with_twins(desk, text::get(lang, "network-title"), Vec::new()),
        problems,
        body: body.map(ToString::to_string).unwrap_or_default(),
        count: text::count(lang, "network-count", looked as u64),
        latest: (looked >= LATEST as usize).then(|| text::count(lang, "network-latest", u64::from(LATEST))),
        web: Web::of(chains, &names, lang),
        rows: chains.iter().take(SHOWN).map(|(chain, trade)| Row::new(chain, trade, links, lang)).collect(),
        more: (hidden > 0).then(|| text::count(lang, "network-more", hidden as u64)),
    };
    Made::page_with(status, &page)
}

impl Row {
    fn new(chain: &Chain, trade: &Trade, links: Links<'_>, lang: Lang) -> Row {
        let body = |id: Option<&BodyId>| {
            id.map_or_else(|| Cell::text(text::get(lang, "network-not-filed")), |id| links.body(id))
        };
        Row {
            buyer: links.body(&chain.buyer),
            supplier: body(chain.supplier.as_ref()),
            maker: body(chain.maker.as_ref()),
            technologies: trade.technologies.iter().map(|id| links.filing(id)).collect(),
            contracts: words::number(trade.contracts.len() as u64, lang),
        }
    }
}
