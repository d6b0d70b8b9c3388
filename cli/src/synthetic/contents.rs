//! What the filings of a made-up data set say. Figures are drawn, not modelled; shapes are those of the forms.

use jiff::{ToSpan as _, civil};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Kind, ROUND, Synthetic, body};

/// The made-up decade begins on this day and has so many days.
const BEGIN: civil::Date = civil::date(2016, 1, 1);
const DAYS: u64 = 3_600;

/// The filing at a place, without its signature.
pub(super) fn filing(data: &Synthetic, place: u64) -> Value {
    match data.kind(place) {
        Kind::Body => description(data, place),
        Kind::Key => grant(data, place),
        Kind::Technology => technology(data, place),
        Kind::Contract => with_head(data, place, "contract", contract(data, place, 0)),
        Kind::Payment => payment(data, place),
        Kind::Order => order(data, place),
        Kind::Use => usage(data, place),
        Kind::Return => figures(data, place),
        Kind::Outcome => outcome(data, place),
        Kind::Claim => claim(data, place),
        Kind::Correction => correction(data, place),
        Kind::Withdrawal => withdrawal(data, place),
        Kind::Retirement => retirement(data, place),
    }
}

/// Head and fields as one filing.
fn with_head(data: &Synthetic, place: u64, form: &str, fields: Value) -> Value {
    let filer = body(data.filer(place));
    let mut filing = json!({
        "form": form,
        "id": id(data, place, form),
        "filer": filer,
        "occurred": day(data, place, 0),
    });
    if let (Some(filing), Value::Object(fields)) = (filing.as_object_mut(), fields) {
        filing.extend(fields);
    }
    filing
}

fn id(data: &Synthetic, place: u64, form: &str) -> String {
    format!("{}/{form}/s{place}", body(data.filer(place)))
}

/// A day of the made-up decade: places go through it in order.
fn day(data: &Synthetic, place: u64, later: i64) -> String {
    let days = i64::try_from(place * DAYS / data.count).unwrap_or(0) + later;
    BEGIN.checked_add(days.days()).unwrap_or(BEGIN).to_string()
}

fn digest(data: &Synthetic, place: u64) -> String {
    let digest = Sha256::digest(data.draw(place, 40).to_le_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pick<'a>(data: &Synthetic, place: u64, purpose: u64, from: &[&'a str]) -> &'a str {
    let at = usize::try_from(data.draw(place, purpose) % from.len() as u64).unwrap_or(0);
    from[at]
}

fn amount(data: &Synthetic, place: u64, purpose: u64) -> Value {
    let thousands = 100 + data.draw(place, purpose) % 90_000;
    json!({ "amount": format!("{thousands}000.00"), "currency": "MXN" })
}

fn count(data: &Synthetic, place: u64, purpose: u64, most: u64) -> Value {
    let value = data.draw(place, purpose) % most;
    // One in four is published as bounds.
    match data.draw(place, purpose + 100) % 4 {
        0 => json!({ "low": value, "high": value + 9 }),
        _ => json!({ "value": value }),
    }
}

/// The technology that an officer holds: its own of the prelude.
fn technology_of(data: &Synthetic, officer: u64) -> String {
    format!("{}/technology/s{}", body(officer), 2 * data.actors() + officer)
}

/// Some officer's contract.
fn contract_of(data: &Synthetic, officer: u64) -> String {
    format!("{}/contract/s{}", body(officer), 3 * data.actors() + officer)
}

fn some_officer(data: &Synthetic, place: u64) -> u64 {
    let rounds = data.actors() / ROUND;
    data.draw(place, 30) % rounds * ROUND + data.draw(place, 31) % 4
}

fn by_registrar(data: &Synthetic, actor: u64, form: &str, fields: Value) -> Value {
    let registrar = Synthetic::REGISTRAR;
    let mut filing = json!({
        "form": form,
        "id": format!("{registrar}/{form}/s{actor}"),
        "filer": registrar,
        "occurred": day(data, 0, 0),
    });
    if let (Some(filing), Value::Object(fields)) = (filing.as_object_mut(), fields) {
        filing.extend(fields);
    }
    filing
}

fn description(data: &Synthetic, place: u64) -> Value {
    let actor = place;
    let kind = ["prosecutor", "police", "intelligence", "armed-force", "court", "operator", "audit", "civil-society"];
    let kind = kind[usize::try_from(actor % ROUND).unwrap_or(0)];
    let names = json!([{ "name": format!("SYNTHETIC body {actor:03}"), "language": "en" }]);
    let fields =
        json!({ "body": body(actor), "name": format!("Organismo SINTÉTICO {actor:03}"), "kind": kind, "names": names });
    by_registrar(data, actor, "body", fields)
}

fn grant(data: &Synthetic, place: u64) -> Value {
    let actor = place - data.actors();
    let role = ["officer", "officer", "officer", "officer", "judge", "operator", "auditor", "observer"];
    let key = data.actors.get(usize::try_from(actor).unwrap_or(0)).map(|key| key.verifier().to_string());
    let fields = json!({
        "action": "grant",
        "key": key,
        "holder": body(actor),
        "role": role[usize::try_from(actor % ROUND).unwrap_or(0)],
        "from": day(data, 0, 0),
    });
    by_registrar(data, actor, "key", fields)
}

fn technology(data: &Synthetic, place: u64) -> Value {
    let classes =
        ["spyware", "interception", "geolocation", "imsi-catcher", "extraction", "camera", "drone", "data-analysis"];
    let class = pick(data, place, 41, &classes);
    let held_as = pick(data, place, 42, &["owned", "licensed", "leased", "service"]);
    with_head(
        data,
        place,
        "technology",
        json!({
            "name": format!("Sistema SINTÉTICO {place}"),
            "class": class,
            "summary": "Tecnología SINTÉTICA para pruebas de carga; no existe.",
            "summary_en": "SYNTHETIC technology for load tests; it does not exist.",
            "holder": body(data.filer(place)),
            "held_as": held_as,
            "held_from": day(data, place, 0),
            "unknown": [{ "field": "maker", "reason": "not-published" }],
        }),
    )
}

/// The fields of a contract; another version has another amount.
fn contract(data: &Synthetic, place: u64, version: u64) -> Value {
    let buyer = data.filer(place);
    let supplier = buyer / ROUND * ROUND + 5;
    json!({
        "technology": technology_of(data, buyer),
        "number": format!("SIN-{place}"),
        "kind": "original",
        "buyer": body(buyer),
        "end_user": body(buyer),
        "supplier": body(supplier),
        "procedure": pick(data, place, 43, &["open", "restricted", "direct"]),
        "object": "Servicio SINTÉTICO para pruebas de carga",
        "amount": amount(data, place, 44 + version),
        "from": day(data, place, 0),
        "to": day(data, place, 365),
        "budget_item": "33701",
        "quantities": [{ "count": count(data, place, 45, 500), "unit": "licences" }],
    })
}

fn payment(data: &Synthetic, place: u64) -> Value {
    let payer = data.filer(place);
    // The technology's own officer pays; contracts of the prelude stand one an officer.
    with_head(
        data,
        place,
        "payment",
        json!({
            "about": [technology_of(data, payer)],
            "contract": contract_of(data, payer),
            "amount": amount(data, place, 46),
            "payer": body(payer),
            "payee": body(payer / ROUND * ROUND + 5),
            "treasury_number": format!("SIN-{place}"),
            "budget_item": "33701",
        }),
    )
}

fn order(data: &Synthetic, place: u64) -> Value {
    let requester = some_officer(data, place);
    let hours = data.draw(place, 47) % 12;
    let (asked, decided) = (day(data, place, -1), day(data, place, 0));
    with_head(
        data,
        place,
        "order",
        json!({
            "about": [technology_of(data, requester)],
            "measure": pick(data, place, 48, &["interception", "retained-data", "geolocation", "extraction", "stored-content"]),
            "technology": technology_of(data, requester),
            "requester": body(requester),
            "court": body(data.filer(place)),
            "asked_at": format!("{asked}T{:02}:00:00Z", 8 + hours),
            "decided_at": format!("{decided}T{:02}:30:00Z", 8 + hours),
            "outcome": pick(data, place, 49, &["granted", "granted", "granted", "modified", "refused"]),
            "from": day(data, place, 1),
            "to": day(data, place, 61),
            "matter": "Materia SINTÉTICA",
            "subjects": count(data, place, 50, 12),
        }),
    )
}

fn usage(data: &Synthetic, place: u64) -> Value {
    let orders: Vec<String> =
        data.earlier(place, Kind::Order).map(|order| id(data, order, "order")).into_iter().collect();
    with_head(
        data,
        place,
        "use",
        json!({
            "technology": technology_of(data, data.filer(place)),
            "orders": orders,
            "events": count(data, place, 51, 900),
            "targets": count(data, place, 52, 40),
            "operators": count(data, place, 53, 9),
            "log": digest(data, place),
            "log_entries": data.draw(place, 54) % 5_000,
        }),
    )
}

fn figures(data: &Synthetic, place: u64) -> Value {
    // Some sign that there was nothing.
    let nil = data.draw(place, 55).is_multiple_of(10);
    let figure = |measure: &str, purpose| {
        json!({
            "measure": measure,
            "unit": "requests",
            "count": count(data, place, purpose, 4_000),
            "counting_rule": "Una por oficio SINTÉTICO",
        })
    };
    let figures = if nil { json!([]) } else { json!([figure("retained-data", 56), figure("geolocation", 57)]) };
    with_head(data, place, "return", json!({ "nil": nil, "figures": figures, "published": day(data, place, 0) }))
}

fn outcome(data: &Synthetic, place: u64) -> Value {
    let order = data.earlier(place, Kind::Order).map(|order| id(data, order, "order"));
    with_head(
        data,
        place,
        "outcome",
        json!({
            "order": order,
            "people": count(data, place, 58, 20),
            "charges": count(data, place, 59, 6),
            "convictions": count(data, place, 60, 3),
            "cost": amount(data, place, 61),
            "as_of": day(data, place, 0),
        }),
    )
}

fn claim(data: &Synthetic, place: u64) -> Value {
    let contract = contract_of(data, some_officer(data, place));
    with_head(
        data,
        place,
        "claim",
        json!({
            "about": [contract],
            "stage": "purchase",
            "kind": "figure",
            "says": "Importe SINTÉTICO para pruebas de carga.",
            "says_en": "SYNTHETIC amount for load tests.",
            "publisher_kind": pick(data, place, 62, &["press", "auditor", "civil-society", "government"]),
            "mark": "unverified",
            "amount": amount(data, place, 63),
            "question": format!("SINTÉTICO: importe de {contract}"),
            "sources": [{ "title": "Fuente SINTÉTICA", "publisher": "Medio SINTÉTICO", "published": day(data, place, 0) }],
        }),
    )
}

fn correction(data: &Synthetic, place: u64) -> Value {
    let corrected = data.corrected(place);
    with_head(
        data,
        place,
        "correction",
        json!({
            "corrects": id(data, corrected, "contract"),
            "reason": "Importe SINTÉTICO corregido",
            "replacement": contract(data, corrected, place),
        }),
    )
}

fn withdrawal(data: &Synthetic, place: u64) -> Value {
    let claim = data.withdrawn(place).map(|claim| id(data, claim, "claim"));
    with_head(data, place, "withdrawal", json!({ "withdraws": claim, "reason": "Dato SINTÉTICO retirado" }))
}

fn retirement(data: &Synthetic, place: u64) -> Value {
    let absent = ["logs", "log_entries", "custodian", "revoked", "last_connection", "certificate"];
    let unknown: Vec<Value> = absent.iter().map(|field| json!({ "field": field, "reason": "not-published" })).collect();
    let officer = data.filer(place);
    with_head(
        data,
        place,
        "retirement",
        json!({
            "technology": technology_of(data, officer),
            "ordered_by": body(officer),
            "reason": "contract-end",
            "method": pick(data, place, 64, &["uninstalled", "licence-ended", "returned", "destroyed"]),
            "decided": day(data, place, -10),
            "effective": day(data, place, 0),
            "unknown": unknown,
        }),
    )
}
