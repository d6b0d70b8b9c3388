//! Who files: rounds of nine bodies, one of each kind that a register at work knows. Every name says that it is made up.

use serde_json::{Value, json};
use tlog::note::{Algorithm, SignerKey};

/// The registrar's id.
pub const REGISTRAR: &str = "mx/sintetico-registro";

/// Kind and role of each body of a round.
pub const ROUND: [(&str, &str); 9] = [
    ("prosecutor", "officer"),
    ("police", "officer"),
    ("intelligence", "officer"),
    ("armed-force", "officer"),
    ("court", "judge"),
    ("operator", "operator"),
    ("audit", "auditor"),
    ("civil-society", "observer"),
    ("vendor", "vendor"),
];

/// Places in a round.
pub const OFFICERS: usize = 4;
/// The court of a round.
pub const COURT: usize = 4;
/// The operator.
pub const OPERATOR: usize = 5;
/// The auditor.
pub const AUDITOR: usize = 6;
/// The observer.
pub const OBSERVER: usize = 7;
/// The vendor.
pub const VENDOR: usize = 8;

/// The id of a body by its place among all; every fourth round is of a state.
pub fn id(actor: usize) -> String {
    let round = actor / ROUND.len();
    let jurisdiction = if round % 4 == 3 { "mx-ver" } else { "mx" };
    format!("{jurisdiction}/sintetico-{actor:04}")
}

/// The key of a body, or of the registrar; none where the name is no name of a key. It hides nothing.
pub fn signer(actor: Option<usize>) -> Option<SignerKey> {
    let name = actor.map_or_else(|| REGISTRAR.to_owned(), id);
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&actor.map_or(u64::MAX, |actor| actor as u64).to_be_bytes());
    SignerKey::from_seed(&name, Algorithm::Ed25519, seed).ok()
}

/// The public part of that key, as filings write it.
pub fn key(actor: Option<usize>) -> String {
    signer(actor).map_or_else(String::new, |key| key.verifier().to_string())
}

/// Its kind and role.
pub fn kind_and_role(actor: usize) -> (&'static str, &'static str) {
    ROUND[actor % ROUND.len()]
}

/// Fields of the description of a body.
pub fn description(actor: usize) -> Value {
    let (kind, _) = kind_and_role(actor);
    let powers: Vec<Value> = powers(actor).iter().map(|power| power_by_law(power)).collect();
    let sector = if matches!(kind, "operator" | "vendor" | "civil-society") { "private" } else { "public" };
    json!({ "body": id(actor), "name": format!("Organismo SINTÉTICO {actor:04}"), "kind": kind, "sector": sector,
        "from": "2001-01-01", "powers": powers })
}

fn power_by_law(power: &str) -> Value {
    json!({ "power": power, "law": { "law": "Código Nacional de Procedimientos Penales", "article": "291" } })
}

/// What laws let a body do; of some no description says it.
fn powers(actor: usize) -> &'static [&'static str] {
    match kind_and_role(actor).0 {
        "prosecutor" => &["intercept", "extract", "geolocate", "retained-data"],
        "police" if actor.is_multiple_of(2) => &["geolocate", "retained-data"],
        "intelligence" => &["intercept"],
        "court" if !actor.is_multiple_of(3) => &["authorise"],
        "audit" => &["oversee"],
        _ => &[],
    }
}
