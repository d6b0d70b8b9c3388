//! Filings of examples: cut down to what matters on the page, filled in to drafts that the register reads. What is
//! expected and left out is unknown; what else must be there gets a value that changes nothing; codes and references
//! must be given, because they would change something.

use register::{
    field::Presence,
    filing,
    form::Form,
    schema::{Property, Schema},
};
use serde_json::{Map, Value as Json, json};
use toml::de::{DeTable, DeValue};

/// A filing of an example as the JSON of a draft.
pub(crate) fn draft(filing: &DeTable<'_>, form: Form, number: usize) -> Json {
    let mut draft = object_of(filing);
    if !draft.contains_key("id") {
        let filer = draft.get("filer").and_then(Json::as_str).unwrap_or_default();
        draft.insert("id".into(), json!(format!("{filer}/{}/{number}", form.code())));
    }
    let mut filler = Filler { day: day_of(&draft), explained: explained(&draft), unknown: Vec::new() };
    filler.fill(&mut draft, &form.properties(), "");
    for property in filing::envelope() {
        if let Some(value) = draft.get_mut(property.name) {
            filler.inside(value, &property.schema, property.name);
        }
    }
    let unknown = draft.entry("unknown").or_insert_with(|| json!([]));
    if let Json::Array(unknown) = unknown {
        unknown.extend(filler.unknown.iter().map(|field| json!({ "field": field, "reason": "not-found" })));
    }
    Json::Object(draft)
}

/// What a needed field is filled with in a filing of a day; none where no value changes nothing: codes and references must be
/// given.
pub(crate) fn filled_in(property: &Property, day: &str) -> Option<Json> {
    let filler = Filler { day: day.into(), explained: Vec::new(), unknown: Vec::new() };
    filler.harmless(&property.schema)
}

/// What is filled in.
struct Filler {
    /// The day of the filing, for days that must be there.
    day: String,
    /// Fields that the example explains itself.
    explained: Vec<String>,
    /// Expected fields that are left out.
    unknown: Vec<String>,
}

impl Filler {
    fn fill(&mut self, object: &mut Map<String, Json>, properties: &[Property], path: &str) {
        for property in properties {
            let here = if path.is_empty() { property.name.to_owned() } else { format!("{path}.{}", property.name) };
            match (object.get_mut(property.name), property.presence) {
                (Some(value), _) => self.inside(value, &property.schema, &here),
                (None, _) if self.explained.contains(&here) => {}
                (None, Presence::Expected) => self.unknown.push(here),
                (None, Presence::Required) => {
                    if let Some(value) = self.harmless(&property.schema) {
                        object.insert(property.name.into(), value);
                    }
                }
                (None, Presence::Optional) => {}
            }
        }
    }

    /// Fills in what is left out of a value that is given.
    fn inside(&mut self, value: &mut Json, schema: &Schema, path: &str) {
        match value {
            Json::Array(items) => {
                let Some(item) = schema.items() else { return };
                for (place, value) in items.iter_mut().enumerate() {
                    self.inside(value, item, &format!("{path}[{place}]"));
                }
            }
            Json::Object(object) => self.fill(object, schema.properties(), path),
            _ => {}
        }
    }

    /// A value that changes no verdict; none for codes and references.
    fn harmless(&self, schema: &Schema) -> Option<Json> {
        if !schema.properties().is_empty() {
            let mut object = Map::new();
            for property in schema.properties().iter().filter(|property| property.presence == Presence::Required) {
                object.insert(property.name.into(), self.harmless(&property.schema)?);
            }
            return Some(Json::Object(object));
        }
        let schema: Json = serde_json::from_str(&schema.json(0)).ok()?;
        self.simple(&schema)
    }

    /// By what the JSON schema of a value says.
    fn simple(&self, schema: &Json) -> Option<Json> {
        if let Some(shapes) = schema["oneOf"].as_array() {
            return shapes.first().and_then(|shape| self.simple(shape));
        }
        match schema["type"].as_str()? {
            "boolean" => Some(json!(false)),
            "integer" => Some(json!(1)),
            "array" => Some(json!([])),
            "object" => {
                let needed = schema["required"].as_array()?.iter().filter_map(Json::as_str);
                let member = |name: &str| Some((name.to_owned(), self.simple(&schema["properties"][name])?));
                needed.map(member).collect::<Option<Map<String, Json>>>().map(Json::Object)
            }
            "string" if schema.get("enum").is_none() => {
                self.text(schema["pattern"].as_str(), schema["format"].as_str())
            }
            _ => None,
        }
    }

    fn text(&self, pattern: Option<&str>, format: Option<&str>) -> Option<Json> {
        let text = match (format, pattern) {
            (Some("date"), _) => self.day.clone(),
            (Some("date-time"), _) => format!("{}T00:00:00Z", self.day),
            (Some("uri"), _) => "https://example.org/".into(),
            (_, None) => "ejemplo".into(),
            (_, Some("^[0-9a-f]{64}$")) => "0".repeat(64),
            (_, Some("^[A-Z]{3}$")) => "MXN".into(),
            (_, Some("^[a-z]{2}$")) => "mx".into(),
            (_, Some(pattern)) if pattern.starts_with("^(0|[1-9]") => "1".into(),
            (_, Some(pattern)) if pattern.starts_with("^(19|20|21)") => self.day.clone(),
            // Ids: a filing that refers to another by chance would change what is found out.
            _ => return None,
        };
        Some(json!(text))
    }
}

/// First day of `occurred`.
fn day_of(draft: &Map<String, Json>) -> String {
    let occurred = draft.get("occurred").unwrap_or(&Json::Null);
    let day = occurred.as_str().or_else(|| occurred["from"].as_str());
    day.unwrap_or("2024-01-01").into()
}

/// The fields that a draft says are withheld or unknown.
pub(crate) fn explained(draft: &Map<String, Json>) -> Vec<String> {
    let lists = ["withheld", "unknown"].into_iter().filter_map(|list| draft.get(list)?.as_array());
    lists.flatten().filter_map(|item| item["field"].as_str().map(str::to_owned)).collect()
}

fn object_of(table: &DeTable<'_>) -> Map<String, Json> {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), json_of(value.get_ref()))).collect()
}

fn json_of(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(_) => json!(crate::card::whole_of(value)),
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().ok()),
        DeValue::Boolean(value) => json!(value),
        DeValue::Datetime(moment) => json!(moment.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json_of(item.get_ref())).collect(),
        DeValue::Table(table) => Json::Object(object_of(table)),
    }
}

#[cfg(test)]
mod tests {
    use register::{field::Presence, filing::read_draft, form::Form, problem::Reason, schema::Schema};
    use toml::de::DeTable;

    use super::draft;

    /// Whether an example has to give a value: a code, a key, an id, an object of any shape, or one that needs such.
    fn must_be_given(schema: &Schema) -> bool {
        let json = schema.json(0);
        let needs = |part: &Schema| {
            part.properties().iter().any(|p| p.presence == Presence::Required && must_be_given(&p.schema))
        };
        let any_shape = schema.properties().is_empty() && json.starts_with("{\n  \"type\": \"object\"");
        any_shape
            || schema.codelist().is_some()
            || json.contains("{1,40}")
            || json.contains("[0-9a-f]{8}")
            || needs(schema)
    }

    #[test]
    fn only_codes_and_references_have_to_be_given() {
        for form in Form::ALL {
            let text = format!("form = \"{}\"\nfiler = \"mx/fgr\"\noccurred = 2024-02-01", form.code());
            let filing = DeTable::parse(&text).unwrap().into_inner();
            let missing: Vec<String> = read_draft(&draft(&filing, *form, 1).to_string())
                .err()
                .into_iter()
                .flat_map(|refusal| refusal.problems)
                // A return says whether there was nothing to count, or what was counted.
                .filter(|problem| !matches!(problem.reason, Reason::NeededHere { .. }))
                .map(|problem| {
                    assert!(matches!(problem.reason, Reason::Missing { .. }), "{form:?}: {problem:?}");
                    problem.field
                })
                .collect();
            let properties = form.properties();
            let needed = properties.iter().filter(|p| p.presence == Presence::Required && must_be_given(&p.schema));
            assert_eq!(missing, needed.map(|p| p.name.to_owned()).collect::<Vec<_>>(), "{form:?}");
        }
    }

    #[test]
    fn what_is_left_out_is_unknown() {
        let text = "form = \"contract\"\nfiler = \"mx/fgr\"\noccurred = 2024-02-01\nunknown = [{ field = \"amount\", reason = \"never-recorded\" }]\nparties = [{ body = \"mx/fgr\", role = \"buyer\" }]";
        let filing = DeTable::parse(text).unwrap().into_inner();
        let draft = draft(&filing, Form::Contract, 3);
        assert_eq!(draft["id"], "mx/fgr/contract/3");
        let reasons: Vec<(&str, &str)> = draft["unknown"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (item["field"].as_str().unwrap(), item["reason"].as_str().unwrap()))
            .collect();
        assert_eq!(reasons.iter().filter(|(field, _)| *field == "amount").count(), 1);
        assert!(reasons.contains(&("amount", "never-recorded")));
        assert!(reasons.iter().any(|(_, reason)| *reason == "not-found"));
    }
}
