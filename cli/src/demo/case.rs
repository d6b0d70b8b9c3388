//! The Mexican case: the filings of `demo/mexico`, in the order of their names, each signed by its filer's key. What
//! the registrar files is signed by the registrar; every other filer gets a key as an observer.

use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};
use register::{
    Content, codelist::RegulationAction, filing::read_draft, id::BodyId, lang::Lang, problem::Refusal, time::Date,
};
use rulebook::book::Rulebook;
use serde_json::{Value, json};
use tlog::note::SignerKey;

use crate::{
    failure::Failure,
    init::{self, Made},
    keys,
    rulebooks::{self, Act},
    signing, words,
};

/// Keeps the demonstration's register.
pub(crate) const REGISTRAR: &str = "mx/veedor-demo";

static CASE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../demo/mexico");

/// One filing of the case.
#[derive(Debug)]
pub(crate) struct Signed {
    /// The file it comes from.
    pub(crate) name: String,
    /// The signed filing.
    pub(crate) bytes: Vec<u8>,
}

/// All filings of the case, signed, with the filings that grant keys in front of the first that needs them.
pub(crate) fn signed(made: &Made) -> Result<Vec<Signed>, Failure> {
    let mut filers: BTreeMap<BodyId, SignerKey> = BTreeMap::new();
    let mut described: BTreeSet<BodyId> = BTreeSet::new();
    let mut all = Vec::new();
    for (name, text) in texts() {
        let filing = read_draft(text).map_err(|refusal| refused(&name, &refusal))?;
        let filer = filing.filer.clone();
        if filer != made.registrar && !filers.contains_key(&filer) {
            let key = keys::generate(filer.as_str())?;
            keys::write(&made.folder.root().join(format!("{}.key", slug(&filer))), &key)?;
            if !described.contains(&filer) {
                all.push(by_registrar(&description(&filer), made)?);
            }
            all.push(by_registrar(&grant(&filer, &key), made)?);
            filers.insert(filer.clone(), key);
        }
        if let Content::Body(body) = &filing.content {
            described.insert(body.body.clone());
        }
        let key = filers.get(&filer).unwrap_or(&made.key);
        let bytes = signing::sign(text, Vec::new(), std::slice::from_ref(key))?;
        all.push(Signed { name, bytes });
    }
    Ok(all)
}

/// The rulebooks that the demonstration is judged by. It has no Californian city in it.
const ADOPTED: [&str; 3] = ["human-rights", "mx-federal", "register"];

/// The filings by which the registrar adopts the rulebooks, for all days of the case; the bundles are kept beside the
/// log.
pub(crate) fn adopted(made: &Made) -> Result<Vec<Signed>, Failure> {
    let all = rulebooks::built_in();
    let since = Date::parse("2000-01-01").unwrap_or_else(|| signing::now().date());
    let mut filings = Vec::new();
    for (name, files) in ADOPTED.iter().filter_map(|name| Some((name, all.get(*name)?))) {
        let book = Rulebook::load(files).map_err(|faults| rulebooks::refused(name, &faults))?;
        rulebooks::keep(files, &made.folder.blobs())?;
        let act =
            Act { registrar: &made.registrar, number: name, action: RegulationAction::Adopt, from: since, to: None };
        filings.push(by_registrar(&rulebooks::regulation(files, &book, &act), made)?);
    }
    Ok(filings)
}

/// The drafts in the order of their names.
fn texts() -> Vec<(String, &'static str)> {
    let files = CASE.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "json"));
    let mut texts: Vec<(String, &str)> =
        files.filter_map(|file| Some((file.path().display().to_string(), file.contents_utf8()?))).collect();
    texts.sort();
    texts
}

/// A filing of the registrar's own, signed.
pub(crate) fn by_registrar(filing: &Value, made: &Made) -> Result<Signed, Failure> {
    let name = filing["id"].as_str().unwrap_or_default().to_owned();
    Ok(Signed { name, bytes: init::signed(filing, &made.key)? })
}

/// A filer that the case does not describe is still an observer by name.
fn description(filer: &BodyId) -> Value {
    json!({
        "form": "body",
        "id": format!("{REGISTRAR}/body/{}", slug(filer)),
        "filer": REGISTRAR,
        "occurred": signing::now().date().to_string(),
        "body": filer.as_str(),
        "name": filer.as_str(),
        "kind": "civil-society",
    })
}

fn grant(filer: &BodyId, key: &SignerKey) -> Value {
    json!({
        "form": "key",
        "id": format!("{REGISTRAR}/key/{}-1", slug(filer)),
        "filer": REGISTRAR,
        "occurred": signing::now().date().to_string(),
        "action": "grant",
        "key": key.verifier().to_string(),
        "holder": filer.as_str(),
        "role": "observer",
    })
}

fn slug(body: &BodyId) -> String {
    body.as_str().replace('/', "-")
}

/// A filing of the case that is none, with every reason.
pub(crate) fn refused(name: &str, refusal: &Refusal) -> Failure {
    let lines = |lang| refusal.problems.iter().map(|problem| problem.line(lang)).collect::<Vec<_>>().join("\n");
    Failure::Usage(words::demo_refused(&name, &lines(Lang::Es), &lines(Lang::En)))
}
