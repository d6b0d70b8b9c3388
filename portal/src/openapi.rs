//! The description of every route for programs, OpenAPI 3.1. Made from the tables that the router itself is made of
//! (`http.rs`, `pages/mod.rs`), so that it cannot lack a route; what fields mean stands in `docs/api.md` and `spec/`.

use std::sync::LazyLock;

use axum::routing::MethodRouter;
use serde_json::{Map, Value, json};

use crate::{
    http::{self, Shared},
    pages,
};

/// A route: its address, what answers, and what that does.
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) serve: fn() -> MethodRouter<Shared>,
    pub(crate) operations: &'static [Operation],
}

/// What a method of a route does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    /// `get`, `put` or `post`.
    pub(crate) method: &'static str,
    pub(crate) does: &'static str,
    /// Media type of what is sent; empty where nothing is.
    pub(crate) takes: &'static str,
    /// Every answer: status, media type, what it means.
    pub(crate) answers: &'static [(u16, &'static str, &'static str)],
}

/// What the one form of the pages does.
const VERIFY: Operation = Operation {
    method: "post",
    does: "Check a receipt: `receipt`, `entry` and `policy`, each also as a file with `_file` after its name",
    takes: FORM,
    answers: &[
        (200, "text/html", "Every step and how it came out"),
        (400, "text/html", "The receipt is missing, or the policy cannot be used"),
        (413, "text/html", "More than 256 KiB"),
    ],
};

/// What an answer without a page means.
const NOTHING: &str = "Nothing is there, or nothing was there on that day";

/// A form as browsers send one with files.
const FORM: &str = "multipart/form-data";

/// Addresses that only lead on: path, name, status, what they do.
const WAYS: [(&str, &str, &str, &str); 2] = [
    ("/", "choose_language", "302", "The start page in the first language of ours that the reader asks for"),
    ("/{lang}", "start_page", "308", "The start page"),
];

/// The document.
pub(crate) static DOCUMENT: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", document()));

fn document() -> Value {
    let mut paths = Map::new();
    for route in http::ROUTES.iter().chain([&http::DOCUMENTS]) {
        let operations =
            route.operations.iter().map(|operation| (operation.method.to_owned(), told(route.path, operation)));
        paths.insert(plain(route.path), operations.collect::<Map<_, _>>().into());
    }
    for (path, name, status, does) in WAYS {
        let mut responses = json!({ status: { "description": "There (Location)" } });
        if path.contains('{') {
            responses["404"] = answer("text/html", NOTHING);
        }
        let way = json!({ "operationId": name, "summary": does, "parameters": in_path(path), "responses": responses });
        paths.insert(path.to_owned(), json!({ "get": way }));
    }
    for (path, shows) in pages::listed() {
        let mut operations = json!({ "get": page(path, shows) });
        if path == "/verify" {
            operations["post"] = told("/{lang}/verify", &VERIFY);
            operations["post"]["responses"]["404"] = answer("text/html", NOTHING);
        }
        paths.insert(plain(&format!("/{{lang}}{path}")), operations);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Veedor",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "A public register of the purchase, use and disposal of surveillance technology",
            "description": "No account, no key, no cookie. Parts of a path may hold slashes where an id does.",
            "license": { "name": "Apache 2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
    })
}

fn told(path: &str, operation: &Operation) -> Value {
    let answers = operation.answers.iter().map(|(status, media, means)| (status.to_string(), answer(media, means)));
    let mut told = json!({
        "operationId": named(operation.method, path),
        "summary": operation.does,
        "parameters": in_path(path),
        "responses": answers.collect::<Map<_, _>>(),
    });
    if !operation.takes.is_empty() {
        told["requestBody"] = json!({ "required": true, "content": { operation.takes: body(operation.takes) } });
    }
    told
}

/// What a body holds, where it is a form.
fn body(media: &str) -> Value {
    if media != FORM {
        return json!({});
    }
    let names = ["receipt", "receipt_file", "entry", "entry_file", "policy", "policy_file"];
    let fields: Map<_, _> = names.map(|name| (name.to_owned(), json!({ "type": "string" }))).into_iter().collect();
    let either = json!([{ "required": ["receipt"] }, { "required": ["receipt_file"] }]);
    json!({ "schema": { "type": "object", "properties": fields, "anyOf": either } })
}

fn page(path: &str, shows: &str) -> Value {
    let media = match path.rsplit_once('.') {
        Some((rest, "json")) if rest.ends_with(".feed") => "application/feed+json",
        Some((_, "json")) => "application/json",
        Some((_, "csv")) => "text/csv",
        Some((_, "atom")) => "application/atom+xml",
        _ => "text/html",
    };
    let mut parameters = in_path(&format!("/{{lang}}{path}"));
    if !pages::is_timeless(path) {
        parameters.push(query(
            "as-of",
            "As known at the end of this day, UTC",
            json!({ "anyOf": [{ "type": "string", "format": "date", "pattern": "^(19|20|21)" }, { "const": "" }] }),
        ));
    }
    let cited = media == "text/html" && path != "/file" && !path.starts_with("/receipts/");
    if cited {
        let styles = json!({ "type": "string", "enum": pages::citations() });
        parameters.push(query("cite", "A citation in the place of the page", styles));
    }
    let mut told = json!({
        "operationId": named("get", &format!("/{{lang}}{path}")),
        "summary": shows,
        "parameters": parameters,
        "responses": {
            "200": answer(media, "As asked"),
            "304": { "description": "As the reader has it already (If-None-Match)" },
            "400": answer("text/html", "A part of the address cannot be understood"),
            "404": answer("text/html", NOTHING),
            "503": answer("text/html", "Not possible now; the published log can be read"),
        },
    });
    if cited {
        for media in pages::cited_as() {
            told["responses"]["200"]["content"][media] = json!({});
        }
    }
    // What cannot be shown of a day is told as a problem in the place of a twin.
    let has_twin = path.ends_with(".json") || path.ends_with(".csv") || path.contains('{');
    if has_twin && !pages::is_timeless(path) {
        for status in ["400", "404"] {
            told["responses"][status]["content"]["application/problem+json"] = json!({});
        }
    }
    if path == "/records/{*id}" {
        told["responses"]["303"] = json!({ "description": "The filing is no technology: its entry (Location)" });
        told["responses"]["410"] = answer(media, "It was withdrawn: since when, why, and the last version");
    }
    told
}

fn answer(media: &str, means: &str) -> Value {
    match media {
        "" => json!({ "description": means }),
        media => json!({ "description": means, "content": { media: {} } }),
    }
}

fn query(name: &str, description: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "description": description, "schema": schema })
}

/// The parameters in a path, in order.
fn in_path(path: &str) -> Vec<Value> {
    let names = path.split('{').skip(1).filter_map(|part| part.split('}').next());
    let parameter = |name: &str| {
        let schema = match name {
            "lang" => json!({ "type": "string", "enum": ["es", "en"] }),
            "n" | "entry" => json!({ "type": "integer", "minimum": 0 }),
            _ => json!({ "type": "string" }),
        };
        json!({ "name": name.trim_start_matches('*'), "in": "path", "required": true, "schema": schema })
    };
    names.map(parameter).collect()
}

/// A path with parameters as OpenAPI writes them.
fn plain(path: &str) -> String {
    path.replace("{*", "{")
}

/// A name for programs: `get_lang_records_id`.
fn named(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::document;

    #[test]
    fn the_document_has_every_route_once_and_every_parameter() {
        let document = document();
        let paths = document["paths"].as_object().expect("paths");
        assert!(paths.len() > 50, "only {} paths", paths.len());
        let mut names = BTreeSet::new();
        for (path, operations) in paths {
            for (method, operation) in operations.as_object().expect("operations") {
                let id = operation["operationId"].as_str().expect("an id").to_owned();
                assert!(names.insert(id), "{method} {path} has another's id");
                let parameters = operation["parameters"].as_array().expect("parameters");
                let told = parameters.iter().filter(|parameter| parameter["in"] == "path").count();
                assert_eq!(told, path.matches('{').count(), "{path}");
                assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{path}");
                assert!(!operation["responses"].as_object().expect("responses").is_empty(), "{path}");
            }
        }
    }
}
