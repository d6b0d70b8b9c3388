//! The registers that are followed: how each stands, when it was verified last, what is new in it.

use std::collections::BTreeMap;

use askama::Template;
use portal::pages::Format;
use register::lang::Lang;
use serde_json::{Value, json};

use super::{
    Desk, Fault, Made,
    frame::{Badge, Frame},
};
use crate::{
    compare::{day, moment, yes_no},
    directory::Listed,
    follow::{Known, Standing},
    words,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "home.html", whitespace = "minimize")]
struct Home {
    frame: Frame,
    count: String,
    rows: Vec<Row>,
}

/// One register.
#[derive(Debug)]
struct Row {
    id: String,
    name: String,
    url: String,
    badge: Badge,
    says: Option<String>,
    jurisdiction: (String, String),
    entries: String,
    root: String,
    verified: Option<(String, String)>,
    newest: Option<(String, String)>,
    witnessed: String,
}

/// Makes the page or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, Fault> {
    let all = registers(desk)?;
    match desk.visit.format {
        Format::Json => Ok(Made::json(
            &json!({ "registers": all.iter().map(|(of, known)| document(of, known)).collect::<Vec<_>>() }),
        )),
        Format::Csv => Ok(Made::csv(&COLUMNS, all.iter().map(|(of, known)| line(of, known)))),
        Format::Html => {
            let lang = desk.visit.lang;
            let frame = Frame::new(desk, words::get(lang, "home-title"), Vec::new()).with_twins(desk, "/registers");
            let rows = all.iter().map(|(of, known)| Row::new(desk, of, known)).collect();
            Made::page(&Home { frame, count: words::count(lang, "home-count", all.len() as u64), rows })
        }
    }
}

/// Every register of the directory with what is known of it; the ones that need somebody's eyes first.
pub(super) fn registers<'d>(desk: &Desk<'d>) -> Result<Vec<(&'d Listed, Known)>, Fault> {
    let mut known: BTreeMap<String, Known> =
        desk.shown.index.registers()?.into_iter().map(|known| (known.id.clone(), known)).collect();
    let all = desk.shown.directory.registers.values();
    let mut all: Vec<(&Listed, Known)> =
        all.map(|listed| (listed, known.remove(&listed.id).unwrap_or_default())).collect();
    let urgent = |standing: Standing| match standing {
        Standing::Split => 0,
        Standing::Silent => 1,
        Standing::Alert => 2,
        Standing::Unreachable => 3,
        Standing::New | Standing::Verified => 4,
    };
    all.sort_by(|(a, of_a), (b, of_b)| (urgent(of_a.state), &a.id).cmp(&(urgent(of_b.state), &b.id)));
    Ok(all)
}

/// The name of every register by its id; those of demonstrations say so.
pub(super) fn names(desk: &Desk<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let name = |listed: &Listed, known: &Known| words::name(listed, known.is_demonstration(), desk.visit.lang);
    Ok(registers(desk)?.iter().map(|(listed, known)| (listed.id.clone(), name(listed, known))).collect())
}

impl Row {
    fn new(desk: &Desk<'_>, listed: &Listed, known: &Known) -> Row {
        let lang = desk.visit.lang;
        let jurisdiction = desk.shown.directory.jurisdictions.get(&listed.jurisdiction);
        let says = known.standing().next().map(|raised| raised.says.in_(lang).to_owned());
        Row {
            id: listed.id.clone(),
            name: words::name(listed, known.is_demonstration(), lang),
            url: listed.url.clone(),
            badge: Badge::of(known.state, lang),
            says: says.or_else(|| known.says.as_ref().map(|says| says.in_(lang).to_owned())),
            jurisdiction: (
                desk.visit.href(&format!("/jurisdictions/{}", listed.jurisdiction)),
                jurisdiction.map_or_else(|| listed.jurisdiction.clone(), |of| of.name(lang).to_owned()),
            ),
            entries: register::shown::Shown::Quantity(known.size, known.size).text(lang),
            root: known.root.clone().unwrap_or_default(),
            verified: moment(known.verified),
            newest: moment(known.newest),
            witnessed: witnessed(known, lang),
        }
    }
}

/// By how many witnesses the head is vouched for.
fn witnessed(known: &Known, lang: Lang) -> String {
    match known.witnesses {
        None => words::get(lang, "witnesses-none"),
        Some((0, _)) => words::get(lang, "witnesses-unwitnessed"),
        Some((count, all)) => {
            words::with(lang, "witnesses-some", &[("n", &count.to_string()), ("all", &all.to_string())])
        }
    }
}

fn document(listed: &Listed, known: &Known) -> Value {
    json!({
        "id": listed.id, "name_es": listed.name_es, "name_en": listed.name_en, "url": listed.url,
        "vkey": listed.key.to_string(), "jurisdiction": listed.jurisdiction, "demonstration": known.demonstration, "silent_after": listed.silent_after,
        "state": known.state.code(), "size": known.size, "root": known.root, "verified": day(known.verified),
        "newest": day(known.newest), "tried": day(Some(known.tried).filter(|tried| *tried > 0)),
        "witnesses": known.witnesses.map(|(count, all)| json!({ "cosigned": count, "of": all })),
        "failures": known.failures, "says": known.says,
        "alerts": known.standing().map(|raised| json!({ "alert": raised.code, "since": day(Some(raised.since)), "es": raised.says.es, "en": raised.says.en })).collect::<Vec<_>>(),
    })
}

const COLUMNS: [&str; 13] = [
    "id",
    "name_es",
    "name_en",
    "url",
    "jurisdiction",
    "state",
    "size",
    "root",
    "verified",
    "newest",
    "alerts",
    "says_en",
    "demonstration",
];

fn line(listed: &Listed, known: &Known) -> Vec<String> {
    let alerts: Vec<&str> = known.standing().map(|raised| raised.code.as_str()).collect();
    vec![
        listed.id.clone(),
        listed.name_es.clone(),
        listed.name_en.clone(),
        listed.url.clone(),
        listed.jurisdiction.clone(),
        known.state.code().to_owned(),
        known.size.to_string(),
        known.root.clone().unwrap_or_default(),
        day(known.verified).unwrap_or_default(),
        day(known.newest).unwrap_or_default(),
        alerts.join(" "),
        known.says.as_ref().map(|says| says.en.clone()).unwrap_or_default(),
        yes_no(known.demonstration),
    ]
}
