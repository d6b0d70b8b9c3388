//! The published specification against the program: schemas, codelists, pages of forms and refusals are printed from
//! the declarations and kept in `spec/`. `UPDATE_EXPECT=1 cargo test -p register spec` writes them.

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use expect_test::expect_file;
use register::{
    Form,
    codelist::{Role, codelists},
    field::Presence,
    filing,
    id::{BodyId, FilingId, Reference},
    json::Fault,
    lang::{Lang, Words},
    personal::{Kind, Trace},
    problem::Reason,
    schema::Property,
    time::{Date, Instant},
};
use serde_json::Value;
use tlog::NoteError;

/// A file of the specification.
pub(crate) fn spec(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../spec").join(name)
}

#[test]
fn schemas() {
    let names = Form::ALL.iter().map(|form| format!("{}.json", form.code()));
    for form in Form::ALL {
        expect_file![spec(&format!("schema/{}.json", form.code()))].assert_eq(&filing::schema_json(*form));
    }
    only("schema", names.collect());
}

#[test]
fn lists_of_codes() {
    let mut lists: Vec<(&str, Vec<(&str, Words)>)> =
        codelists().into_iter().map(|list| (list.name, list.codes)).collect();
    lists.push(("form", Form::ALL.iter().map(|form| (form.code(), form.words())).collect()));
    let names = lists.iter().map(|(name, _)| format!("{name}.csv")).collect();
    for (name, codes) in lists {
        let mut csv = String::from("code,es,en\n");
        for (code, label) in codes {
            let _ = writeln!(csv, "{code},{},{}", quoted(label.es), quoted(label.en));
        }
        expect_file![spec(&format!("codelists/{name}.csv"))].assert_eq(&csv);
    }
    only("codelists", names);
}

/// RFC 4180: a comma needs quotes.
fn quoted(text: &str) -> String {
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// No file is left over from a form or list that is no more.
fn only(folder: &str, names: BTreeSet<String>) {
    let files = std::fs::read_dir(spec(folder)).unwrap();
    let found: BTreeSet<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, names, "spec/{folder}");
}

#[test]
fn pages_of_forms() {
    expect_file![spec("forms.md")].assert_eq(&forms_page(Lang::En));
    expect_file![spec("forms.es.md")].assert_eq(&forms_page(Lang::Es));
}

fn forms_page(lang: Lang) -> String {
    let mut page = say(lang, FORMS_HEAD_ES, FORMS_HEAD_EN).to_owned();
    fields(&mut page, &filing::envelope(), lang);
    for form in Form::ALL {
        let _ = writeln!(page, "\n## <a id=\"{0}\"></a>`{0}`: {1}\n", form.code(), form.words().in_(lang));
        let stage = form.stage().map_or(say(lang, "ninguna", "none"), |stage| stage.words().in_(lang));
        let roles: Vec<String> = form.roles().iter().map(|role| format!("`{}`", role.code())).collect();
        let _ = writeln!(
            page,
            "{}: {stage}. {}: {}.\n",
            say(lang, "Etapa", "Stage"),
            say(lang, "Lo presenta", "Filed by"),
            roles.join(", ")
        );
        fields(&mut page, &form.properties(), lang);
    }
    page
}

const FORMS_HEAD_EN: &str = "# Forms

Printed from the program by a test; do not edit. What every filing must keep is in [filing.md](filing.md). The same
tables as JSON Schema are in [schema/](schema/), the codelists in [codelists/](codelists/). A field is **required**,
**expected** (given, or explained in `withheld` or `unknown`) or optional. `name[]` is an item of a list.

| type | is |
|---|---|
| text | one line, at most 500 characters |
| name | one line, at most 200 characters |
| day | `2026-02-10`, years 1900 to 2199 |
| date | `2026`, `2026-02` or `2026-02-10` |
| day or period | a day, or `{\"from\": day, \"to\": day}` with both ends included; without `to` it goes on |
| instant | `2026-02-10T09:30:00Z`, in UTC |
| count | `{\"value\": n}`, or `{\"low\": a, \"high\": b}` |
| money | `{\"amount\": \"1250000.00\", \"currency\": \"MXN\"}`: decimal text as published, ISO 4217 |
| law | `{\"law\": name, \"article\": name, \"url\": web address, \"from\": day, \"to\": day}`; only `law` is required |
| SHA-256 | 64 lower-case hexadecimal digits |
| country | ISO 3166-1 alpha-2, lower case |
| key | a verifier key, c2sp.org/signed-note |

## Fields of every filing

";

const FORMS_HEAD_ES: &str = "# Formularios

Lo imprime una prueba a partir del programa; no se edita. Lo que debe cumplir toda presentación está en
[filing.md](filing.md). Las mismas tablas como JSON Schema están en [schema/](schema/), los catálogos en
[codelists/](codelists/). Un campo es **obligatorio**, **esperado** (con valor, o explicado en `withheld` o `unknown`) u
opcional. `name[]` es un elemento de una lista.

| tipo | es |
|---|---|
| texto | una línea, hasta 500 caracteres |
| nombre | una línea, hasta 200 caracteres |
| día | `2026-02-10`, años 1900 a 2199 |
| fecha | `2026`, `2026-02` o `2026-02-10` |
| día o periodo | un día, o `{\"from\": día, \"to\": día}` con ambos extremos incluidos; sin `to` continúa |
| instante | `2026-02-10T09:30:00Z`, en UTC |
| cantidad | `{\"value\": n}`, o `{\"low\": a, \"high\": b}` |
| dinero | `{\"amount\": \"1250000.00\", \"currency\": \"MXN\"}`: texto decimal como se publicó, ISO 4217 |
| ley | `{\"law\": nombre, \"article\": nombre, \"url\": dirección web, \"from\": día, \"to\": día}`; solo `law` es obligatorio |
| SHA-256 | 64 cifras hexadecimales en minúscula |
| país | ISO 3166-1 alfa-2, en minúscula |
| clave | una clave de verificación, c2sp.org/signed-note |

## Campos de toda presentación

";

fn say<'a>(lang: Lang, es: &'a str, en: &'a str) -> &'a str {
    if lang == Lang::Es { es } else { en }
}

fn fields(page: &mut String, properties: &[Property], lang: Lang) {
    *page += say(
        lang,
        "| campo | nombre | presencia | tipo |\n|---|---|---|---|\n",
        "| field | label | presence | type | description |\n|---|---|---|---|---|\n",
    );
    for property in properties {
        let schema: Value = serde_json::from_str(&property.schema.json(0)).unwrap();
        let description = property.description.split_whitespace().collect::<Vec<_>>().join(" ");
        row(page, property.name, property.label.in_(lang), property.presence, &schema, &description, lang);
        inner(page, property.name, &schema, lang);
    }
}

fn row(page: &mut String, path: &str, label: &str, presence: Presence, schema: &Value, description: &str, lang: Lang) {
    let presence = match presence {
        Presence::Required => say(lang, "**obligatorio**", "**required**"),
        Presence::Expected => say(lang, "**esperado**", "**expected**"),
        Presence::Optional => say(lang, "opcional", "optional"),
    };
    let _ = write!(page, "| `{path}` | {label} | {presence} | {} |", kind(schema, lang));
    let _ = writeln!(page, "{}", say(lang, "", &format!(" {description} |")));
}

/// The members of an object, or of the objects of a list, unless the type has a name of its own.
fn inner(page: &mut String, path: &str, schema: &Value, lang: Lang) {
    let (path, schema) = match schema.get("items") {
        Some(items) => (format!("{path}[]"), items),
        None => (path.to_owned(), schema),
    };
    let Some(members) = schema["properties"].as_object().filter(|_| named_object(schema).is_none()) else { return };
    for (name, member) in members {
        let path = format!("{path}.{name}");
        let required = schema["required"].as_array().unwrap().contains(&Value::from(name.as_str()));
        let description = member["description"].as_str().unwrap();
        let stripped = description.strip_suffix(" Expected: given, or explained in withheld or unknown.");
        let presence = match (required, stripped) {
            (true, _) => Presence::Required,
            (false, Some(_)) => Presence::Expected,
            (false, None) => Presence::Optional,
        };
        let label = member[say(lang, "x-title-es", "title")].as_str().unwrap();
        row(page, &path, label, presence, member, stripped.unwrap_or(description), lang);
        inner(page, &path, member, lang);
    }
}

fn named_object(schema: &Value) -> Option<(&'static str, &'static str)> {
    let members: Vec<&str> = schema["properties"].as_object()?.keys().map(String::as_str).collect();
    match members.as_slice() {
        ["amount", "currency"] => Some(("dinero", "money")),
        ["law", "article", "url", "from", "to"] => Some(("ley", "law")),
        _ => None,
    }
}

fn kind(schema: &Value, lang: Lang) -> String {
    if let Some(list) = schema["$comment"].as_str() {
        return format!("[{}]({list})", say(lang, "código", "code"));
    }
    if let Some(items) = schema.get("items") {
        return format!("{} {}", say(lang, "lista de", "list of"), kind(items, lang));
    }
    if let Some(shapes) = schema["oneOf"].as_array() {
        let day = shapes[0]["format"] == "date";
        return if day { say(lang, "día o periodo", "day or period") } else { say(lang, "cantidad", "count") }
            .to_owned();
    }
    let (es, en) = match schema["type"].as_str().unwrap() {
        "boolean" => ("sí o no", "true or false"),
        "integer" => ("número entero", "whole number"),
        "object" => named_object(schema).unwrap_or(("objeto", "object")),
        _ => string_kind(schema),
    };
    say(lang, es, en).to_owned()
}

fn string_kind(schema: &Value) -> (&'static str, &'static str) {
    let pattern = schema["pattern"].as_str().unwrap_or_default();
    match (schema["format"].as_str(), schema["maxLength"].as_u64()) {
        (Some("date"), _) => ("día", "day"),
        (Some("date-time"), _) => ("instante", "instant"),
        (Some("uri"), _) => ("dirección web", "web address"),
        (_, Some(200)) => ("nombre", "name"),
        _ if pattern.is_empty() => ("texto", "text"),
        _ if pattern.contains("{64}") => ("SHA-256", "SHA-256"),
        _ if pattern == "^[a-z]{2}$" => ("país", "country"),
        _ if pattern.starts_with("^(19") => ("fecha", "date"),
        _ if pattern.contains("\\+") => ("clave", "key"),
        _ if pattern.contains(")?$") => ("id de organismo o de presentación", "id of a body or filing"),
        _ if pattern.contains("[a-z]+") => ("id de presentación", "id of a filing"),
        _ => ("id de organismo", "id of a body"),
    }
}

#[test]
fn page_of_refusals() {
    let mut page = String::from(REFUSALS_HEAD);
    for reason in every_reason() {
        let rule = match reason.rule().split_once("spec/") {
            Some((before, section)) => format!("{before}[{section}]({section})"),
            None => reason.rule().to_owned(),
        };
        let _ = writeln!(
            page,
            "| `{}` | {rule} | {} | {} |",
            reason.code(),
            cell(&reason, Lang::En),
            cell(&reason, Lang::Es)
        );
    }
    expect_file![spec("refusals.md")].assert_eq(&page);
}

const REFUSALS_HEAD: &str = "# Refusals

Printed from the program by a test; do not edit. Every problem of a filing is told at once, in the order of its lines:
line, field, what is wrong, what to do next, and the code. The code never changes its meaning and is the same in every
language. The values in these sentences are examples. Values that a filer wrote are cut after 80 characters, and
characters that could move a terminal's cursor or turn a line's direction are written as `\\u{…}`.

`too-large`, `not-utf8`, `not-a-signed-note` and `not-json` say that nothing could be read; all others are said of a
filing that was read and may not stand.

| code | rule | English | español |
|---|---|---|---|
";

fn cell(reason: &Reason, lang: Lang) -> String {
    format!("{}; *{}*", reason.says(lang), reason.next(lang)).replace('|', "\\|")
}

#[test]
fn every_rule_cited_is_in_the_specification() {
    let text = std::fs::read_to_string(spec("filing.md")).unwrap();
    for reason in every_reason() {
        if let Some((_, anchor)) = reason.rule().split_once("spec/filing.md#") {
            assert!(text.contains(&format!("<a id=\"{anchor}\"></a>")), "{}: {anchor}", reason.code());
        } else {
            assert!(reason.rule().starts_with("c2sp.org/"), "{}", reason.rule());
        }
    }
}

#[test]
fn every_reason_is_in_the_list() {
    let source = std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/problem.rs")).unwrap();
    let (_, codes) = source.split_once("pub fn code(&self)").unwrap();
    let (codes, _) = codes.split_once("pub fn rule(&self)").unwrap();
    let written: Vec<&str> = codes.split('"').skip(1).step_by(2).collect();
    assert_eq!(written, every_reason().iter().map(Reason::code).collect::<Vec<_>>());
}

/// One of each reason, in the order of the program.
pub(crate) fn every_reason() -> Vec<Reason> {
    let name = || "mx/agencia".to_owned();
    let body = |text: &str| BodyId::parse(text).unwrap();
    let filing = || FilingId::parse("mx/agencia/contract/1").unwrap();
    let day = |text: &str| Date::parse(text).unwrap();
    let kind = |expected, found| Reason::WrongKind { expected, found };
    vec![
        Reason::TooLarge { bytes: 70_000, limit: register::entry::MAX_FILING },
        Reason::NotUtf8 { offset: 17 },
        Reason::NotSignedNote { error: NoteError::NoSignature },
        Reason::NotJson { column: 12, fault: Fault::Unexpected('}') },
        Reason::Repeated,
        Reason::UnknownField { nearest: Some("supplier") },
        Reason::Missing { may_be_explained: true },
        Reason::ExplainedButGiven,
        Reason::ExplainsNothing,
        kind("string", "number"),
        Reason::NotInCodelist { value: "kourt".into(), codelist: "body-kind", nearest: Some("court") },
        Reason::Malformed {
            value: "10/02/2026".into(),
            wants: Words::new("un día del calendario, AAAA-MM-DD", "a day of the calendar, YYYY-MM-DD"),
        },
        Reason::TooLong { characters: 612, limit: 500 },
        Reason::TooMany { items: 201, limit: 200 },
        Reason::EndsBeforeItBegins { from: day("2026-02-10"), to: day("2026-02-01") },
        Reason::Personal { trace: Trace { kind: Kind::Phone, masked: "55 **** ****".into() } },
        Reason::UnknownForm { value: "contrato".into(), nearest: Some("contract") },
        Reason::IdOfAnotherForm { form: "order".into() },
        Reason::IdOfAnotherFiler { body: body("mx/agencia") },
        Reason::IdTaken { entry: 17 },
        Reason::UnknownReference { id: Reference::Filing(filing()) },
        Reason::OtherJurisdiction { id: Reference::Body(body("br/agencia")) },
        Reason::Future { occurred: day("2027-01-01"), received: Instant::parse("2026-02-10T12:00:00Z").unwrap() },
        Reason::UnknownKey { names: vec!["mx/desconocida".into()] },
        Reason::ForeignSignature { names: vec!["mx/desconocida".into()] },
        Reason::LastRegistrar { name: name() },
        Reason::BadSignature { name: name() },
        Reason::KeyNotYetValid { name: name(), from: day("2026-03-01") },
        Reason::KeyExpired { name: name(), to: day("2025-12-31") },
        Reason::KeyRevoked { name: name(), entry: 17 },
        Reason::KeyOfAnotherBody { name: name(), holder: body("mx/contraloria") },
        Reason::RoleDoesNotFile { name: name(), role: Role::Observer, form: "order" },
        Reason::NotTheFirst,
        Reason::KeyAlreadyGranted { entry: 17 },
        Reason::KeyNotGranted { name: name() },
        Reason::KeyHeldByAnother { name: name(), holder: body("mx/contraloria") },
        Reason::UnusableKey { error: None },
        Reason::NeededHere { because: "`action` = `grant`".into() },
        Reason::NotTakenHere { because: "`nil` = `true`".into() },
        Reason::NoSource,
        Reason::NotYours { id: filing() },
        Reason::AnotherBody { body: BodyId::parse("mx/agencia").unwrap() },
        Reason::AlreadyWithdrawn { id: filing() },
        Reason::StandsAsFiled {
            form: "key",
            instead: Words::new(
                "presente otra `key` que la revoque u otorgue",
                "file another `key` that revokes or grants",
            ),
        },
        Reason::TakenBack,
        Reason::OpeningDoesNotMatch,
        Reason::NothingWithheld { id: filing() },
    ]
}
