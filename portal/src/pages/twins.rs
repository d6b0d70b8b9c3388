//! The JSON and CSV twins of pages. Codes and ids, no labels in one language alone; CSV after RFC 4180, header codes in
//! English, cells that a spreadsheet would run as a formula with an apostrophe in front.

use register::{
    Content,
    codelist::BodyKind,
    filing::{Filing, Source},
    forms::{purchase::Technology, who::Body},
    id::{BodyId, Reference},
    lang::Lang,
    lifeline::{self, Disagreement, LifeLine, Logged},
    shown::{Row, Shown},
    version::Version,
};
use serde_json::{Map, Value, json};
use tlog::Hash;

use crate::{
    csv,
    index::{BodiesFound, BodyPage, EntryPage, Found, Names, RecordPage, RecordRow},
};

/// A row of CSV: members of a JSON object, lists with spaces between, nothing where there is nothing.
pub(super) fn cells(columns: &[&str], value: &Value) -> Vec<String> {
    let cell = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    columns.iter().map(|column| cell(&value[*column])).collect()
}

/// Columns of a list of filings.
const FILING: [&str; 27] = [
    "entry",
    "received",
    "id",
    "form",
    "filer",
    "about",
    "occurred",
    "stage",
    "withdrawn_by",
    "kind",
    "publisher",
    "publisher_kind",
    "mark",
    "says",
    "says_en",
    "question",
    "amount",
    "currency",
    "count_low",
    "count_high",
    "unit",
    "period",
    "contradicts",
    "contract_number",
    "object",
    "source_publishers",
    "source_urls",
];

/// Columns of the list of records.
const RECORD: [&str; 12] = [
    "id",
    "name",
    "class",
    "holder",
    "holder_name",
    "maker",
    "maker_name",
    "reached",
    "filed",
    "claims",
    "entry",
    "changed",
];

/// Rows as CSV.
pub(super) fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = csv::row(header.iter().copied());
    rows.for_each(|row| out.push_str(&csv::row(row.iter().map(String::as_str))));
    out
}

fn id(id: Option<&BodyId>) -> String {
    id.map(ToString::to_string).unwrap_or_default()
}

fn named(id: Option<&BodyId>, names: &Names) -> String {
    id.and_then(|id| names.of(id.as_str())).unwrap_or_default().to_owned()
}

/// The list of records.
pub(super) fn records_csv(rows: &[RecordRow], names: &Names) -> String {
    let row = |row: &RecordRow| {
        vec![
            row.id.to_string(),
            row.name.clone(),
            row.class.code().to_owned(),
            id(row.holder.as_ref()),
            named(row.holder.as_ref(), names),
            id(row.maker.as_ref()),
            named(row.maker.as_ref(), names),
            row.reached.code().to_owned(),
            row.filed.to_string(),
            row.claims.to_string(),
            row.entry.to_string(),
            row.changed.to_string(),
        ]
    };
    csv(&RECORD, rows.iter().map(row))
}

/// The list of records, with its total and the address of its next part.
pub(super) fn records_json(found: &Found, names: &Names, next: Option<&str>) -> Value {
    let rows: Vec<Value> = found.rows.iter().map(|row| row_json(row, names)).collect();
    json!({ "total": found.total, "next": next, "records": rows })
}

fn row_json(row: &RecordRow, names: &Names) -> Value {
    let body = |id: Option<&BodyId>| id.map(|id| json!({ "id": id.as_str(), "name": names.of(id.as_str()) }));
    json!({
        "id": row.id.as_str(), "name": row.name, "class": row.class.code(), "holder": body(row.holder.as_ref()),
        "maker": body(row.maker.as_ref()), "reached": row.reached.code(), "filed": row.filed, "claims": row.claims,
        "entry": row.entry, "changed": row.changed,
    })
}

/// Filings, one a row.
pub(super) fn filings_csv(filings: &[Logged]) -> String {
    csv(&FILING, filings.iter().map(filing_row))
}

fn filing_row(logged: &Logged) -> Vec<String> {
    let filing = &*logged.filing;
    let joined = |parts: Vec<&str>| parts.join(" ; ");
    let mut row = vec![
        logged.entry.to_string(),
        logged.received.to_string(),
        filing.id.to_string(),
        filing.form().code().to_owned(),
        filing.filer.to_string(),
        joined(filing.about.iter().map(Reference::as_str).collect()),
        filing.occurred.to_string(),
        lifeline::stage_of(filing).map(|stage| stage.code().to_owned()).unwrap_or_default(),
        logged.withdrawn.map(|entry| entry.to_string()).unwrap_or_default(),
    ];
    row.extend(own_cells(filing));
    row.push(joined(filing.sources.iter().map(|source| source.publisher.as_str()).collect()));
    row.push(joined(filing.sources.iter().filter_map(|source| source.url.as_ref()).map(|url| url.as_str()).collect()));
    row
}

/// The columns from `kind` to `object`: those of claims and contracts, empty for other forms.
fn own_cells(filing: &Filing) -> Vec<String> {
    let mut cells = vec![String::new(); 16];
    let mut set = |name: &str, value: Option<String>| {
        if let Some(at) = FILING.iter().position(|known| *known == name) {
            cells[at - 9] = value.unwrap_or_default();
        }
    };
    match &filing.content {
        Content::Claim(claim) => {
            set("kind", Some(claim.kind.code().to_owned()));
            set("publisher", claim.publisher.as_ref().map(ToString::to_string));
            set("publisher_kind", Some(claim.publisher_kind.code().to_owned()));
            set("mark", Some(claim.mark.code().to_owned()));
            set("says", Some(claim.says.to_string()));
            set("says_en", claim.says_en.as_ref().map(ToString::to_string));
            set("question", claim.question.as_ref().map(ToString::to_string));
            set("amount", claim.amount.as_ref().map(|money| money.amount.clone()));
            set("currency", claim.amount.as_ref().map(|money| money.currency.clone()));
            set("count_low", claim.count.map(|count| count.low.to_string()));
            set("count_high", claim.count.map(|count| count.high.to_string()));
            set("unit", claim.unit.map(|unit| unit.code().to_owned()));
            set("period", claim.period.map(|period| period.to_string()));
            set("contradicts", Some(claim.contradicts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ; ")));
        }
        Content::Contract(contract) => {
            set("kind", contract.kind.map(|kind| kind.code().to_owned()));
            set("amount", contract.amount.as_ref().map(|money| money.amount.clone()));
            set("currency", contract.amount.as_ref().map(|money| money.currency.clone()));
            set("contract_number", contract.number.as_ref().map(ToString::to_string));
            set("object", contract.object.as_ref().map(ToString::to_string));
        }
        _ => {}
    }
    cells
}

fn filing_json(logged: &Logged) -> Value {
    let filing = &*logged.filing;
    json!({
        "entry": logged.entry,
        "received": logged.received.to_string(),
        "id": filing.id.as_str(),
        "form": filing.form().code(),
        "filer": filing.filer.as_str(),
        "about": filing.about.iter().map(Reference::as_str).collect::<Vec<_>>(),
        "occurred": filing.occurred.to_string(),
        "stage": lifeline::stage_of(filing).map(register::codelist::Stage::code),
        "withdrawn_by": logged.withdrawn,
        "fields": fields(&filing.rows()),
        "unknown": filing.unknown.iter().map(|unknown| json!({ "field": unknown.field.as_str(), "reason": unknown.reason.code() })).collect::<Vec<_>>(),
        "named": filing.named.iter().map(|named| json!({
            "field": named.field.as_str(), "name": named.name.as_str(),
            "scheme": named.scheme.as_ref().map(|scheme| scheme.as_str()),
            "identifier": named.identifier.as_ref().map(|identifier| identifier.as_str()),
        })).collect::<Vec<_>>(),
        "withheld": filing.withheld.iter().map(|withheld| json!({
            "field": withheld.field.as_str(), "law": withheld.legal_basis.law.as_str(), "decided_by": withheld.decided_by.as_str(),
            "review": withheld.review.to_string(),
        })).collect::<Vec<_>>(),
        "sources": filing.sources.iter().map(source_json).collect::<Vec<_>>(),
    })
}

fn source_json(source: &Source) -> Value {
    json!({
        "title": source.title.as_str(),
        "publisher": source.publisher.as_str(),
        "published": source.published.as_ref().map(ToString::to_string),
        "url": source.url.as_ref().map(|url| url.as_str()),
        "part": source.part.as_ref().map(|part| part.as_str()),
    })
}

/// A filing's own fields by their paths.
fn fields(rows: &[Row]) -> Value {
    let field = |row: &Row| {
        let value = match &row.value {
            Shown::Quantity(low, high) if low == high => json!(low),
            Shown::Quantity(low, high) => json!({ "low": low, "high": high }),
            Shown::Money(amount, currency) => json!({ "amount": amount, "currency": currency }),
            Shown::Code(code, _) => json!(code),
            Shown::Text(text) | Shown::Url(text) => json!(text),
            Shown::Link(reference) => json!(reference.as_str()),
            Shown::Words(words) => json!(words.en),
        };
        (row.path.clone(), value)
    };
    Value::Object(rows.iter().map(field).collect::<Map<String, Value>>())
}

/// A record: what is known at each stage, what differs, every filing about it.
pub(super) fn record_json(record: &RecordPage, technology: &Technology) -> Value {
    let life = lifeline::life_line(&record.filings, technology.holder.as_ref());
    json!({
        "id": record.technology.filing.id.as_str(),
        "name": technology.name.as_str(),
        "class": technology.class.code(),
        "holder": technology.holder.as_ref().map(BodyId::as_str),
        "maker": technology.maker.as_ref().map(BodyId::as_str),
        "stages": stages_json(&life),
        "disagreements": disagreements_json(&lifeline::disagreements(&record.filings), None)["disagreements"],
        "versions": record.versions.iter().map(version_json).collect::<Vec<_>>(),
        "filings": record.filings.iter().map(filing_json).collect::<Vec<_>>(),
    })
}

fn stages_json(life: &LifeLine) -> Vec<Value> {
    let entries = |filings: &[Logged]| filings.iter().map(|logged| logged.entry).collect::<Vec<_>>();
    let stage = |line: &lifeline::StageLine| {
        json!({
            "stage": line.stage.code(),
            "filed": entries(&line.filed),
            "transcribed": entries(&line.transcribed),
            "claimed": entries(&line.claims),
            "never_filed": line.never_filed.iter().map(|form| form.code()).collect::<Vec<_>>(),
        })
    };
    life.stages.iter().map(stage).collect()
}

fn version_json(version: &Version) -> Value {
    json!({ "number": version.number, "entry": version.entry, "received": version.received.to_string(), "reason": version.reason })
}

/// Questions with their answers.
pub(super) fn disagreements_json(disagreements: &[Disagreement], next: Option<&str>) -> Value {
    let question = |disagreement: &Disagreement| {
        json!({
            "question": disagreement.question,
            "claims": disagreement.claims.iter().map(filing_json).collect::<Vec<_>>(),
        })
    };
    json!({ "disagreements": disagreements.iter().map(question).collect::<Vec<_>>(), "next": next })
}

/// The list of bodies.
pub(super) fn bodies_csv(bodies: &[(BodyId, String, BodyKind)]) -> String {
    csv(
        &["id", "name", "kind"],
        bodies.iter().map(|(id, name, kind)| vec![id.to_string(), name.clone(), kind.code().to_owned()]),
    )
}

/// The list of bodies.
pub(super) fn bodies_json(found: &BodiesFound, next: Option<&str>) -> Value {
    let body =
        |(id, name, kind): &(BodyId, String, BodyKind)| json!({ "id": id.as_str(), "name": name, "kind": kind.code() });
    json!({ "total": found.total, "next": next, "bodies": found.rows.iter().map(body).collect::<Vec<_>>() })
}

/// A body.
pub(super) fn body_json(body: &BodyPage, description: &Body) -> Value {
    let rows = |rows: &[RecordRow]| rows.iter().map(|row| row_json(row, &body.names)).collect::<Vec<_>>();
    let filings = |filings: &[Logged]| filings.iter().map(filing_json).collect::<Vec<_>>();
    json!({
        "id": body.id.as_str(),
        "name": description.name.as_str(),
        "kind": description.kind.code(),
        "descriptions": filings(&body.descriptions),
        "holds": rows(&body.holds),
        "makes": rows(&body.makes),
        "filed_total": body.filed_total,
        "filed": filings(&body.filed),
        "about_total": body.about_total,
        "about": filings(&body.about),
    })
}

/// An entry, with the filing as it was signed.
pub(super) fn entry_json(entry: &EntryPage) -> Value {
    let filing: Value = serde_json::from_str(entry.signed.text()).unwrap_or(Value::Null);
    let signatures = entry.signed.signatures().iter();
    json!({
        "entry": entry.entry,
        "received": entry.received.to_string(),
        "leaf_hash": Hash::leaf(&entry.bytes).to_string(),
        "receipt": format!("/receipts/{}", entry.entry),
        "withdrawn_by": entry.withdrawn,
        "records": entry.records.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        "signatures": signatures.map(|line| json!({ "key": line.name.as_str(), "key_id": line.key_id.to_string() })).collect::<Vec<_>>(),
        "versions": entry.versions.iter().map(version_json).collect::<Vec<_>>(),
        "filing": filing,
    })
}

/// An entry's fields, one a row.
pub(super) fn entry_csv(entry: &EntryPage) -> String {
    let Some(filing) = entry.signed.filing() else { return csv(&["path"], std::iter::empty()) };
    let head = [
        ("entry", entry.entry.to_string()),
        ("received", entry.received.to_string()),
        ("id", filing.id.to_string()),
        ("form", filing.form().code().to_owned()),
        ("filer", filing.filer.to_string()),
        ("occurred", filing.occurred.to_string()),
    ];
    let head = head.into_iter().map(|(path, value)| vec![path.to_owned(), String::new(), String::new(), value]);
    let rows = filing.rows();
    let own =
        rows.iter().map(|row| vec![row.path.clone(), row.label(Lang::Es), row.label(Lang::En), plain(&row.value)]);
    csv(&["path", "label_es", "label_en", "value"], head.chain(own))
}

/// A value as filed: codes and ids, numbers without grouping.
fn plain(value: &Shown) -> String {
    match value {
        Shown::Quantity(low, high) if low == high => low.to_string(),
        Shown::Quantity(low, high) => format!("{low}..{high}"),
        Shown::Money(amount, currency) => format!("{amount} {currency}"),
        Shown::Code(code, _) => (*code).to_owned(),
        other => other.text(Lang::En),
    }
}

#[cfg(test)]
mod tests {
    use super::FILING;

    #[test]
    fn the_columns_of_claims_and_contracts_lie_where_they_are_set() {
        assert_eq!((FILING[9], FILING[24]), ("kind", "object"));
    }
}
