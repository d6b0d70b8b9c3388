//! Sales that vendors filed in one register, held against purchases that states filed in another, and what has no
//! counterpart on either side.

use std::collections::BTreeMap;

use askama::Template;
use portal::pages::Format;
use serde_json::{Value, json};

use super::{Desk, Fault, Made, frame::Frame, home::names};
use crate::{
    trade::{Placed, Stand, place},
    words,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "exports.html", whitespace = "minimize")]
struct Exports {
    frame: Frame,
    counts: Vec<(String, usize)>,
    groups: Vec<Group>,
}

/// Deals that stand alike.
#[derive(Debug)]
struct Group {
    code: &'static str,
    title: String,
    rows: Vec<RowView>,
    more: Option<String>,
}

/// One deal.
#[derive(Debug)]
struct RowView {
    kind: String,
    number: String,
    sellers: String,
    buyer: String,
    amount: String,
    from: String,
    here: (String, String),
    others: Vec<(String, String)>,
    by: String,
}

/// Rows of each group on the page; all are in the files.
const PAGE: usize = 50;

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, Fault> {
    let (directory, names) = (&desk.shown.directory, names(desk)?);
    let mut all = desk.shown.index.deals()?;
    all.retain(|(register, _)| directory.registers.contains_key(register));
    let placed = place(&all, directory);
    match desk.visit.format {
        Format::Json => Ok(Made::json(&json!({ "deals": placed.iter().map(document).collect::<Vec<_>>() }))),
        Format::Csv => Ok(Made::csv(&COLUMNS, placed.iter().map(line))),
        Format::Html => {
            let lang = desk.visit.lang;
            let groups = [Stand::NoCounterpart, Stand::Matched, Stand::NoRegister];
            let of = |stand: Stand| placed.iter().filter(move |placed| placed.stand == stand);
            let frame = Frame::new(desk, words::get(lang, "exports-title"), Vec::new()).with_twins(desk, "/exports");
            Made::page(&Exports {
                frame,
                counts: groups
                    .map(|stand| (words::get(lang, &format!("stand-{}", stand.code())), of(stand).count()))
                    .into(),
                groups: groups.map(|stand| group(desk, &names, stand, &of(stand).collect::<Vec<_>>())).into(),
            })
        }
    }
}

fn group(desk: &Desk<'_>, names: &BTreeMap<String, String>, stand: Stand, placed: &[&Placed]) -> Group {
    let lang = desk.visit.lang;
    let more = placed.len().saturating_sub(PAGE) as u64;
    Group {
        code: stand.code(),
        title: words::get(lang, &format!("stand-{}", stand.code())),
        rows: placed.iter().take(PAGE).map(|placed| RowView::new(desk, names, placed)).collect(),
        more: (more > 0).then(|| words::count(lang, "exports-more", more)),
    }
}

impl RowView {
    fn new(desk: &Desk<'_>, names: &BTreeMap<String, String>, placed: &Placed) -> RowView {
        let (lang, deal) = (desk.visit.lang, &placed.deal);
        let side = |side: &crate::trade::Side| match side.country.is_empty() {
            true => side.name.clone(),
            false => format!("{} ({})", side.name, side.country.to_uppercase()),
        };
        let entry = |register: &str, entry: u64| {
            let listed = desk.shown.directory.registers.get(register);
            let href = listed.map(|of| format!("{}/{}/entries/{entry}", of.url, lang.tag())).unwrap_or_default();
            let name = names.get(register).map_or(register, String::as_str);
            (href, words::with(lang, "entry-in", &[("n", &entry.to_string()), ("register", name)]))
        };
        let sellers: Vec<String> = deal.sellers.iter().map(side).collect();
        RowView {
            kind: words::get(lang, if deal.sale { "deal-sale" } else { "deal-purchase" }),
            number: deal.ocid.clone().or_else(|| deal.number.clone()).unwrap_or_else(|| words::get(lang, "no-number")),
            sellers: sellers.join(", "),
            buyer: side(&deal.buyer),
            amount: deal
                .amount
                .clone()
                .map(|(amount, currency)| register::shown::Shown::Money(amount, currency).text(lang))
                .unwrap_or_default(),
            from: deal.from.clone().unwrap_or_default(),
            here: entry(&placed.register, deal.entry),
            others: placed.others.iter().map(|(register, at)| entry(register, *at)).collect(),
            by: placed.by.map(|by| words::get(lang, &format!("matched-by-{by}"))).unwrap_or_default(),
        }
    }
}

fn document(placed: &Placed) -> Value {
    let others: Vec<Value> =
        placed.others.iter().map(|(register, entry)| json!({ "register": register, "entry": entry })).collect();
    json!({
        "register": placed.register, "state": placed.stand.code(), "matched_by": placed.by, "counterparts": others,
        "deal": placed.deal.document(),
    })
}

const COLUMNS: [&str; 15] = [
    "register",
    "entry",
    "filing",
    "kind",
    "state",
    "matched_by",
    "counterparts",
    "ocid",
    "number",
    "buyer",
    "buyer_country",
    "sellers",
    "seller_countries",
    "amount",
    "currency",
];

fn line(placed: &Placed) -> Vec<String> {
    let deal = &placed.deal;
    let others: Vec<String> = placed.others.iter().map(|(register, entry)| format!("{register}/{entry}")).collect();
    let join = |of: fn(&crate::trade::Side) -> &str| deal.sellers.iter().map(of).collect::<Vec<_>>().join(" ");
    let (amount, currency) = deal.amount.clone().unwrap_or_default();
    vec![
        placed.register.clone(),
        deal.entry.to_string(),
        deal.filing.clone(),
        if deal.sale { "sale" } else { "purchase" }.to_owned(),
        placed.stand.code().to_owned(),
        placed.by.unwrap_or_default().to_owned(),
        others.join(" "),
        deal.ocid.clone().unwrap_or_default(),
        deal.number.clone().unwrap_or_default(),
        deal.buyer.id.clone(),
        deal.buyer.country.clone(),
        join(|side| &side.id),
        join(|side| &side.country),
        amount,
        currency,
    ]
}
