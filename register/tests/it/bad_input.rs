//! Bad input, one row each: what came in, and what its filer reads in both languages. Size beyond an entry's is the
//! portal's business; here it is one byte too many.

#![expect(clippy::too_many_lines, reason = "tables: one row an input")]

use expect_test::{Expect, expect};
use register::{SignedFiling, entry::MAX_FILING, time::Instant};
use serde_json::{Value, json};

use crate::door::{self, Outcome};

/// The usual register after the filings that the examples refer to.
fn register() -> register::Register {
    door::tell("every-form").register
}

fn claim() -> String {
    door::text(&door::draft("claim", &json!({ "id": "mx/observatorio/claim/100" })))
}

fn signed(text: &str) -> Vec<u8> {
    let good = tlog::note::check_text(text).is_ok();
    // What no signer signs is made by hand, as an attacker would.
    if good { door::sign(text, &["observer"]) } else { format!("{text}\n— observer AAAAAAAA\n").into_bytes() }
}

fn changed(changes: Value) -> Vec<u8> {
    example("claim", changes)
}

fn example(form: &str, changes: Value) -> Vec<u8> {
    let mut draft = door::draft(form, &json!({}));
    let id = draft["id"].as_str().unwrap().rsplit_once('/').unwrap().0.to_owned() + "/100";
    door::patch(&mut draft, &json!({ "id": id }));
    door::patch(&mut draft, &changes);
    let signer = match draft["filer"].as_str().unwrap_or_default() {
        "mx/agencia" => "officer",
        "mx/juzgado-1" => "judge",
        "mx/contraloria" => "auditor",
        "mx/operadora" => "operator",
        "mx/registro" => "registrar",
        _ => "observer",
    };
    door::sign(&door::text(&draft), &[signer])
}

/// Files each row's bytes and compares all answers with what is written beside.
fn check(rows: &[(&str, Vec<u8>)], expected: &Expect) {
    let mut register = register();
    let size = register.size();
    let now = Instant::parse("2027-03-01T12:00:00Z").unwrap();
    let mut answers = String::new();
    for (name, bytes) in rows {
        let Outcome::Refused(refusal) = door::file_bytes(&mut register, bytes, now) else {
            panic!("{name} was not refused");
        };
        answers += &format!("{name}\n");
        door::lines(&refusal).lines().for_each(|line| answers += &format!("  {line}\n"));
    }
    assert_eq!(register.size(), size, "a refusal changes nothing");
    expected.assert_eq(&answers);
}

#[test]
fn size() {
    // The longest filing there can be, and one byte more.
    let longest = |bytes: usize| {
        let base = signed(&claim());
        let padded = format!("{}{}", " ".repeat(bytes - base.len()), claim());
        let signed = signed(&padded);
        assert_eq!(signed.len(), bytes);
        signed
    };
    let filing = SignedFiling::parse(&longest(MAX_FILING)).unwrap();
    assert_eq!(filing.problems(), []);
    let now = Instant::parse("2027-03-01T12:00:00Z").unwrap();
    let Outcome::New(admitted) = door::file_bytes(&mut register(), &longest(MAX_FILING), now) else {
        panic!("the longest filing is admitted");
    };
    assert_eq!(admitted.entry_bytes().len(), 65_535);
    check(
        &[("one byte too many", longest(MAX_FILING + 1))],
        &expect![[r#"
        one byte too many
          en the filing has 65485 bytes, more than the 65484 an entry holds; file long papers as documents, named by their SHA-256 [too-large]
          es la presentación tiene 65485 bytes, más de los 65484 que caben en un asiento; presente los escritos largos como documentos, por su SHA-256 [too-large]
    "#]],
    );
}

/// Bytes that are no filing at all.
#[test]
fn bytes() {
    check(
        &[
            ("nothing", b"".to_vec()),
            ("not utf8", b"{\n\xff}\n\n".to_vec()),
            ("not a note", b"{}\n".to_vec()),
            ("no signature", b"{}\n\n".to_vec()),
            ("a broken signature line", "{}\n\n— officer\n".as_bytes().to_vec()),
            ("cut off", "{}\n\n— officer AAAAAAAA".as_bytes().to_vec()),
            ("crlf", signed(&claim().replace("\n", "\r\n"))),
            ("tabs", signed(&claim().replace("  ", "\t"))),
            ("too many signatures", format!("{{}}\n\n{}", "— officer AAAAAAAA\n".repeat(65)).into_bytes()),
        ],
        &expect![[r#"
            nothing
              en this is not a signed note: there is no empty line between the text and its signatures; sign the draft with `veedor file` [not-a-signed-note]
              es no es una nota firmada: falta la línea vacía entre el texto y sus firmas; firme el borrador con `veedor file` [not-a-signed-note]
            not utf8
              en byte 2 is not UTF-8; save the file as UTF-8 and sign it again [not-utf8]
              es el byte 2 no es UTF-8; guarde el archivo en UTF-8 y fírmelo de nuevo [not-utf8]
            not a note
              en this is not a signed note: there is no empty line between the text and its signatures; sign the draft with `veedor file` [not-a-signed-note]
              es no es una nota firmada: falta la línea vacía entre el texto y sus firmas; firme el borrador con `veedor file` [not-a-signed-note]
            no signature
              en this is not a signed note: there is no signature line after the empty line; sign the draft with `veedor file` [not-a-signed-note]
              es no es una nota firmada: no hay ninguna firma después de la línea vacía; firme el borrador con `veedor file` [not-a-signed-note]
            a broken signature line
              en this is not a signed note: line 3: a signature line is an em dash, the key name and base64, each after one space; sign the draft with `veedor file` [not-a-signed-note]
              es no es una nota firmada: línea 3: una firma es una raya, el nombre de la clave y base64, cada uno tras un espacio; firme el borrador con `veedor file` [not-a-signed-note]
            cut off
              en this is not a signed note: the note does not end in a newline; was it cut off?; sign the draft with `veedor file` [not-a-signed-note]
              es no es una nota firmada: no termina con un salto de línea; ¿está cortada?; firme el borrador con `veedor file` [not-a-signed-note]
            crlf
              en this is not a signed note: line 1: control character 0x0d is not allowed in a note; save the draft with line feeds alone (LF, not CRLF) and sign it again [not-a-signed-note]
              es no es una nota firmada: línea 1: el carácter de control 0x0d no cabe en una nota; guarde el borrador solo con saltos de línea LF (no CRLF) y fírmelo de nuevo [not-a-signed-note]
            tabs
              en this is not a signed note: line 2: control character 0x09 is not allowed in a note; indent the draft with spaces, take other control characters out, and sign it again [not-a-signed-note]
              es no es una nota firmada: línea 2: el carácter de control 0x09 no cabe en una nota; sangre el borrador con espacios, quite otros caracteres de control y fírmelo de nuevo [not-a-signed-note]
            too many signatures
              en this is not a signed note: the note has 65 signature lines; at most 64 are accepted; sign the draft with `veedor file` [not-a-signed-note]
              es no es una nota firmada: tiene 65 firmas; se aceptan 64; firme el borrador con `veedor file` [not-a-signed-note]
        "#]],
    );
}

/// Signed texts that are no JSON.
#[test]
fn json() {
    check(
        &[
            ("no json", signed("what follows is a claim\n")),
            ("empty", signed("\n")),
            ("byte order mark", signed(&format!("\u{feff}{}", claim()))),
            ("missing comma", signed(&claim().replacen(",\n", "\n", 1))),
            ("trailing comma", signed("{\n  \"form\": \"claim\",\n}\n")),
            ("single quotes", signed("{\n  'form': 1\n}\n")),
            ("two values", signed("{}\n{}\n")),
            ("leading zero", signed("{\"votes_for\": 05}\n")),
            ("lone surrogate", signed("{\"form\": \"\\ud800\"}\n")),
            ("bad escape", signed("{\"form\": \"\\x41\"}\n")),
            ("cut string", signed("{\"form\": \"cla\n")),
            ("accented where none can be", signed("{ñ}\n")),
            ("a million levels", signed(&("[".repeat(60_000) + "\n"))),
            ("many members", signed(&format!("{{{}}}\n", vec!["\"a\": 1"; 300].join(", ")))),
            ("no object", signed("[]\n")),
        ],
        &expect![[r#"
            no json
              en 1: the text is not JSON: column 1: `w` cannot stand here; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 1: `w` no puede ir aquí; corrija el texto ahí y fírmelo de nuevo [not-json]
            empty
              en 2: the text is not JSON: column 1: the text ends too early; correct the text there and sign it again [not-json]
              es 2: el texto no es JSON: columna 1: el texto termina antes de tiempo; corrija el texto ahí y fírmelo de nuevo [not-json]
            byte order mark
              en 1: the text is not JSON: column 1: a byte order mark (U+FEFF) cannot stand here; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 1: una marca de orden de bytes (U+FEFF) no puede ir aquí; corrija el texto ahí y fírmelo de nuevo [not-json]
            missing comma
              en 3: the text is not JSON: column 3: `"` cannot stand here; correct the text there and sign it again [not-json]
              es 3: el texto no es JSON: columna 3: `"` no puede ir aquí; corrija el texto ahí y fírmelo de nuevo [not-json]
            trailing comma
              en 3: the text is not JSON: column 1: `}` cannot stand here; correct the text there and sign it again [not-json]
              es 3: el texto no es JSON: columna 1: `}` no puede ir aquí; corrija el texto ahí y fírmelo de nuevo [not-json]
            single quotes
              en 2: the text is not JSON: column 3: `'` cannot stand here; correct the text there and sign it again [not-json]
              es 2: el texto no es JSON: columna 3: `'` no puede ir aquí; corrija el texto ahí y fírmelo de nuevo [not-json]
            two values
              en 2: the text is not JSON: column 1: more text after the end; correct the text there and sign it again [not-json]
              es 2: el texto no es JSON: columna 1: hay texto después del final; corrija el texto ahí y fírmelo de nuevo [not-json]
            leading zero
              en 1: the text is not JSON: column 17: not a number; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 17: no es un número; corrija el texto ahí y fírmelo de nuevo [not-json]
            lone surrogate
              en 1: the text is not JSON: column 11: a string with a raw control character or a broken escape; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 11: una cadena con un carácter de control o un escape roto; corrija el texto ahí y fírmelo de nuevo [not-json]
            bad escape
              en 1: the text is not JSON: column 11: a string with a raw control character or a broken escape; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 11: una cadena con un carácter de control o un escape roto; corrija el texto ahí y fírmelo de nuevo [not-json]
            cut string
              en 1: the text is not JSON: column 14: a string with a raw control character or a broken escape; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 14: una cadena con un carácter de control o un escape roto; corrija el texto ahí y fírmelo de nuevo [not-json]
            accented where none can be
              en 1: the text is not JSON: column 2: `ñ` cannot stand here; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 2: `ñ` no puede ir aquí; corrija el texto ahí y fírmelo de nuevo [not-json]
            a million levels
              en 1: the text is not JSON: column 17: nested too deep; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 17: demasiados niveles anidados; corrija el texto ahí y fírmelo de nuevo [not-json]
            many members
              en 1: the text is not JSON: column 514: too many members in one object; correct the text there and sign it again [not-json]
              es 1: el texto no es JSON: columna 514: demasiados miembros en un objeto; corrija el texto ahí y fírmelo de nuevo [not-json]
            no object
              en 1: an object is needed, an array was found; write an object in JSON [wrong-kind]
              es 1: se necesita un objeto ({…}), se encontró una lista ([…]); escriba en JSON un objeto ({…}) [wrong-kind]
        "#]],
    );
}

/// Members that are doubled, unknown or missing.
#[test]
fn members() {
    check(
        &[
            ("doubled", signed(&claim().replacen("  \"stage\"", "  \"mark\": \"partly\",\n  \"stage\"", 1))),
            (
                "doubled id",
                signed(&claim().replacen("  \"stage\"", "  \"id\": \"mx/observatorio/claim/2\",\n  \"stage\"", 1)),
            ),
            ("unknown", changed(json!({"publsher": "mx/observatorio", "colour": "blue"}))),
            ("unknown inside", changed(json!({"amount": {"amont": "5"}}))),
            ("a name that is none", changed(json!({"\u{1b}[2J\u{202e}\n": 1, "": 2}))),
            ("everything missing", signed("{\n}\n")),
            ("only the form", signed("{\n  \"form\": \"claim\"\n}\n")),
            ("unknown form", changed(json!({"form": "clam"}))),
            ("another unknown form", changed(json!({"form": "memorandum"}))),
            ("form of another kind", changed(json!({"form": 7}))),
        ],
        &expect![[r#"
            doubled
              en 25: mark: this is given twice; keep one of them [repeated-member]
              es 25: mark: esto aparece dos veces; deje solo uno [repeated-member]
            doubled id
              en 18: id: this is given twice; keep one of them [repeated-member]
              es 18: id: esto aparece dos veces; deje solo uno [repeated-member]
            unknown
              en 38: publsher: no such field in this form; did you mean `publisher` [unknown-field]
              es 38: publsher: este formulario no tiene ese campo; ¿quiso decir `publisher`? [unknown-field]
              en 39: colour: no such field in this form; take it out; `veedor draft` lists the fields of each form [unknown-field]
              es 39: colour: este formulario no tiene ese campo; quítelo; `veedor draft` muestra los campos de cada formulario [unknown-field]
            unknown inside
              en 32: amount.amont: no such field in this form; did you mean `amount` [unknown-field]
              es 32: amount.amont: este formulario no tiene ese campo; ¿quiso decir `amount`? [unknown-field]
            a name that is none
              en 38: \u{1b}[2J\u{202e}\u{a}: no such field in this form; take it out; `veedor draft` lists the fields of each form [unknown-field]
              es 38: \u{1b}[2J\u{202e}\u{a}: este formulario no tiene ese campo; quítelo; `veedor draft` muestra los campos de cada formulario [unknown-field]
              en 39: no such field in this form; take it out; `veedor draft` lists the fields of each form [unknown-field]
              es 39: este formulario no tiene ese campo; quítelo; `veedor draft` muestra los campos de cada formulario [unknown-field]
            everything missing
              en 1: form: this field is missing; give it [missing-field]
              es 1: form: falta este campo; complételo [missing-field]
              en 1: id: this field is missing; give it [missing-field]
              es 1: id: falta este campo; complételo [missing-field]
              en 1: filer: this field is missing; give it [missing-field]
              es 1: filer: falta este campo; complételo [missing-field]
              en 1: occurred: this field is missing; give it [missing-field]
              es 1: occurred: falta este campo; complételo [missing-field]
            only the form
              en 1: id: this field is missing; give it [missing-field]
              es 1: id: falta este campo; complételo [missing-field]
              en 1: filer: this field is missing; give it [missing-field]
              es 1: filer: falta este campo; complételo [missing-field]
              en 1: occurred: this field is missing; give it [missing-field]
              es 1: occurred: falta este campo; complételo [missing-field]
              en 1: stage: this field is missing; give it [missing-field]
              es 1: stage: falta este campo; complételo [missing-field]
              en 1: kind: this field is missing; give it [missing-field]
              es 1: kind: falta este campo; complételo [missing-field]
              en 1: says: this field is missing; give it [missing-field]
              es 1: says: falta este campo; complételo [missing-field]
              en 1: publisher_kind: this field is missing; give it [missing-field]
              es 1: publisher_kind: falta este campo; complételo [missing-field]
              en 1: mark: this field is missing; give it [missing-field]
              es 1: mark: falta este campo; complételo [missing-field]
            unknown form
              en 2: form: there is no form `clam`; did you mean `claim` [unknown-form]
              es 2: form: no existe el formulario `clam`; ¿quiso decir `claim`? [unknown-form]
            another unknown form
              en 2: form: there is no form `memorandum`; `veedor draft` lists the forms [unknown-form]
              es 2: form: no existe el formulario `memorandum`; `veedor draft` muestra los formularios [unknown-form]
            form of another kind
              en 2: form: a string is needed, a number was found; write it in quotes [wrong-kind]
              es 2: form: se necesita una cadena de texto, se encontró un número; escríbalo entre comillas [wrong-kind]
        "#]],
    );
}

/// Values of another kind than the field's.
#[test]
fn kinds() {
    check(
        &[
            ("number for text", changed(json!({"says": 7}))),
            ("text for object", changed(json!({"amount": "2000000 MXN"}))),
            ("number in quotes", changed(json!({"count": {"value": "12"}}))),
            ("amount without quotes", changed(json!({"amount": {"amount": 2000000, "currency": "MXN"}}))),
            ("object for list", changed(json!({"sources": {"title": "Informe"}}))),
            ("text for boolean", example("return", json!({"nil": "yes"}))),
            ("null", signed(&claim().replace("\"verified\"", "null"))),
            ("half a count", changed(json!({"count": {"value": 1.5}}))),
            ("negative count", changed(json!({"count": {"value": -1}}))),
            ("count beyond json", changed(json!({"count": {"value": 9007199254740992_u64}}))),
            ("bounds the wrong way", changed(json!({"count": {"value": null, "low": 9, "high": 1}}))),
            ("bounds and value", changed(json!({"count": {"low": 1, "high": 9}}))),
            ("amount with separators", changed(json!({"amount": {"amount": "2,000,000", "currency": "MXN"}}))),
            ("currency there is none", changed(json!({"amount": {"currency": "mxn"}}))),
            ("code with a typing error", changed(json!({"kind": "paymnet"}))),
            ("code there is none", changed(json!({"kind": "rumour"}))),
            (
                "url of a script",
                changed(
                    json!({"sources": [{"title": "Informe", "publisher": "Observatorio", "url": "javascript:alert(1)"}]}),
                ),
            ),
            (
                "url with a password",
                changed(
                    json!({"sources": [{"title": "Informe", "publisher": "Observatorio", "url": "https://user:pass@example.org/"}]}),
                ),
            ),
            ("hash in capitals", example("use", json!({"log": "A".repeat(64)}))),
            ("country there is none", example("technology", json!({"hosting": ["zz"]}))),
            ("too long", changed(json!({"says": "a ".repeat(300) + "a"}))),
            ("too many", example("technology", json!({"capabilities": vec!["content"; 201]}))),
        ],
        &expect![[r#"
            number for text
              en 20: says: a string is needed, a number was found; write it in quotes [wrong-kind]
              es 20: says: se necesita una cadena de texto, se encontró un número; escríbalo entre comillas [wrong-kind]
            text for object
              en 29: amount: an object is needed, a string was found; write an object in JSON [wrong-kind]
              es 29: amount: se necesita un objeto ({…}), se encontró una cadena de texto; escriba en JSON un objeto ({…}) [wrong-kind]
            number in quotes
              en 34: count.value: a number is needed, a string was found; write it without quotes [wrong-kind]
              es 34: count.value: se necesita un número, se encontró una cadena de texto; escríbalo sin comillas [wrong-kind]
            amount without quotes
              en 30: amount.amount: a string is needed, a number was found; write it in quotes [wrong-kind]
              es 30: amount.amount: se necesita una cadena de texto, se encontró un número; escríbalo entre comillas [wrong-kind]
            object for list
              en 9: sources: an array is needed, an object was found; write an array in JSON [wrong-kind]
              es 9: sources: se necesita una lista ([…]), se encontró un objeto ({…}); escriba en JSON una lista ([…]) [wrong-kind]
            text for boolean
              en 10: nil: true or false is needed, a string was found; write it without quotes [wrong-kind]
              es 10: nil: se necesita un valor lógico (true o false), se encontró una cadena de texto; escríbalo sin comillas [wrong-kind]
            null
              en 24: mark: a string is needed, null was found; leave the field out; where it is expected, say in `withheld` or `unknown` why [wrong-kind]
              es 24: mark: se necesita una cadena de texto, se encontró nulo (null); quite el campo; si se espera, diga en `withheld` o `unknown` por qué falta [wrong-kind]
            half a count
              en 34: count.value: `1.5` is not a whole number from 0 to 9007199254740991; correct the value [malformed]
              es 34: count.value: `1.5` no es un número entero de 0 a 9007199254740991; corrija el valor [malformed]
            negative count
              en 34: count.value: `-1` is not a whole number from 0 to 9007199254740991; correct the value [malformed]
              es 34: count.value: `-1` no es un número entero de 0 a 9007199254740991; corrija el valor [malformed]
            count beyond json
              en 34: count.value: `9007199254740992` is not a whole number from 0 to 9007199254740991; correct the value [malformed]
              es 34: count.value: `9007199254740992` no es un número entero de 0 a 9007199254740991; corrija el valor [malformed]
            bounds the wrong way
              en 33: count: `{…}` is not {"value": n} or {"low": a, "high": b} with a ≤ b; correct the value [malformed]
              es 33: count: `{…}` no es {"value": n} o {"low": a, "high": b} con a ≤ b; corrija el valor [malformed]
            bounds and value
              en 33: count: `{…}` is not {"value": n} or {"low": a, "high": b} with a ≤ b; correct the value [malformed]
              es 33: count: `{…}` no es {"value": n} o {"low": a, "high": b} con a ≤ b; corrija el valor [malformed]
            amount with separators
              en 30: amount.amount: `2,000,000` is not a decimal amount in quotes, as "1250000.00"; correct the value [malformed]
              es 30: amount.amount: `2,000,000` no es un importe decimal entre comillas, como "1250000.00"; corrija el valor [malformed]
            currency there is none
              en 31: amount.currency: `mxn` is not an ISO 4217 code, as MXN; correct the value [malformed]
              es 31: amount.currency: `mxn` no es un código ISO 4217, como MXN; corrija el valor [malformed]
            code with a typing error
              en 19: kind: `paymnet` is not in the codelist claim-kind; did you mean `payment` [not-in-codelist]
              es 19: kind: `paymnet` no está en el catálogo claim-kind; ¿quiso decir `payment`? [not-in-codelist]
            code there is none
              en 19: kind: `rumour` is not in the codelist claim-kind; take a code from spec/codelists/claim-kind.csv [not-in-codelist]
              es 19: kind: `rumour` no está en el catálogo claim-kind; tome un código de spec/codelists/claim-kind.csv [not-in-codelist]
            url of a script
              en 13: sources[0].url: `javascript:alert(1)` is not a web address (https://…); correct the value [malformed]
              es 13: sources[0].url: `javascript:alert(1)` no es una dirección web (https://…); corrija el valor [malformed]
            url with a password
              en 13: sources[0].url: `https://user:pass@example.org/` is not a web address (https://…); correct the value [malformed]
              es 13: sources[0].url: `https://user:pass@example.org/` no es una dirección web (https://…); corrija el valor [malformed]
            hash in capitals
              en 23: log: `AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA` is not a SHA-256: 64 lower-case hexadecimal digits; correct the value [malformed]
              es 23: log: `AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA` no es un SHA-256: 64 cifras hexadecimales en minúscula; corrija el valor [malformed]
            country there is none
              en 26: hosting[0]: `zz` is not an ISO 3166-1 code in lower case, as mx; correct the value [malformed]
              es 26: hosting[0]: `zz` no es un código ISO 3166-1 en minúscula, como mx; corrija el valor [malformed]
            too long
              en 20: says: 601 characters, 500 are allowed; shorten it; long papers are filed as documents [too-long]
              es 20: says: 601 caracteres, se permiten 500; acórtelo; los escritos largos se presentan como documentos [too-long]
            too many
              en 14: capabilities: 201 items, 200 are allowed; split it over several filings [too-many]
              es 14: capabilities: 201 elementos, se permiten 200; repártalo en varias presentaciones [too-many]
        "#]],
    );
}

/// Ids in the wrong shape.
#[test]
fn ids() {
    check(
        &[
            ("capitals", changed(json!({"id": "MX/observatorio/claim/1"}))),
            ("path tricks", changed(json!({"id": "mx/../claim/1", "about": ["mx/agencia/../../etc/passwd"]}))),
            ("no such jurisdiction", changed(json!({"filer": "zz/observatorio"}))),
            ("id of another form", changed(json!({"id": "mx/observatorio/order/1"}))),
        ],
        &expect![[r#"
            capitals
              en 3: id: `MX/observatorio/claim/1` is not an id {jurisdiction}/{body}/{form}/{number}, as mx/sedena/contract/2019-1; correct the value [malformed]
              es 3: id: `MX/observatorio/claim/1` no es un id {jurisdicción}/{organismo}/{formulario}/{número}, como mx/sedena/contract/2019-1; corrija el valor [malformed]
            path tricks
              en 3: id: `mx/../claim/1` is not an id {jurisdiction}/{body}/{form}/{number}, as mx/sedena/contract/2019-1; correct the value [malformed]
              es 3: id: `mx/../claim/1` no es un id {jurisdicción}/{organismo}/{formulario}/{número}, como mx/sedena/contract/2019-1; corrija el valor [malformed]
              en 6: about[0]: `mx/agencia/../../etc/passwd` is not the id of a body or of a filing; correct the value [malformed]
              es 6: about[0]: `mx/agencia/../../etc/passwd` no es el id de un organismo o de una presentación; corrija el valor [malformed]
            no such jurisdiction
              en 4: filer: `zz/observatorio` is not a body's id, as mx/sedena; correct the value [malformed]
              es 4: filer: `zz/observatorio` no es el id de un organismo, como mx/sedena; corrija el valor [malformed]
            id of another form
              en 3: id: the id is of the form `order`; use an id whose third part is the form [id-of-another-form]
              es 3: id: el id es del formulario `order`; use un id cuya tercera parte sea el formulario [id-of-another-form]
        "#]],
    );
}

/// Days no calendar has, and periods that end before they begin.
#[test]
fn dates() {
    check(
        &[
            ("thirtieth of february", changed(json!({"occurred": "2026-02-30"}))),
            ("day first", changed(json!({"occurred": "10/02/2026"}))),
            ("with a time", changed(json!({"occurred": "2026-02-10T12:00:00Z"}))),
            ("long ago", changed(json!({"occurred": "1810-09-16"}))),
            ("period the wrong way", changed(json!({"occurred": {"from": "2026-02-10", "to": "2026-02-01"}}))),
            ("contract the wrong way", example("contract", json!({"from": "2027-02-01"}))),
            (
                "law the wrong way",
                example("regulation", json!({"cites": [{"law": "Ley", "from": "2026-01-02", "to": "2026-01-01"}]})),
            ),
            ("consultation the wrong way", example("consultation", json!({"closes": "2026-01-01"}))),
            ("instant with an offset", example("order", json!({"asked_at": "2026-02-01T09:30:00-06:00"}))),
            ("leap second", example("order", json!({"asked_at": "2026-06-30T23:59:60Z"}))),
            (
                "published in month 13",
                changed(
                    json!({"sources": [{"title": "Informe", "publisher": "Observatorio", "published": "2026-13"}]}),
                ),
            ),
        ],
        &expect![[r#"
            thirtieth of february
              en 8: occurred: `2026-02-30` is not a day of the calendar, YYYY-MM-DD; correct the value [malformed]
              es 8: occurred: `2026-02-30` no es un día del calendario, AAAA-MM-DD; corrija el valor [malformed]
            day first
              en 8: occurred: `10/02/2026` is not a day of the calendar, YYYY-MM-DD; correct the value [malformed]
              es 8: occurred: `10/02/2026` no es un día del calendario, AAAA-MM-DD; corrija el valor [malformed]
            with a time
              en 8: occurred: `2026-02-10T12:00:00Z` is not a day of the calendar, YYYY-MM-DD; correct the value [malformed]
              es 8: occurred: `2026-02-10T12:00:00Z` no es un día del calendario, AAAA-MM-DD; corrija el valor [malformed]
            long ago
              en 8: occurred: `1810-09-16` is not a day of the calendar, YYYY-MM-DD; correct the value [malformed]
              es 8: occurred: `1810-09-16` no es un día del calendario, AAAA-MM-DD; corrija el valor [malformed]
            period the wrong way
              en 10: occurred.to: `2026-02-01` is before `2026-02-10`; exchange or correct the dates [ends-before-it-begins]
              es 10: occurred.to: `2026-02-01` es anterior a `2026-02-10`; intercambie o corrija las fechas [ends-before-it-begins]
            contract the wrong way
              en 44: to: `2027-01-31` is before `2027-02-01`; exchange or correct the dates [ends-before-it-begins]
              es 44: to: `2027-01-31` es anterior a `2027-02-01`; intercambie o corrija las fechas [ends-before-it-begins]
            law the wrong way
              en 16: cites[0].to: `2026-01-01` is before `2026-01-02`; exchange or correct the dates [ends-before-it-begins]
              es 16: cites[0].to: `2026-01-01` es anterior a `2026-01-02`; intercambie o corrija las fechas [ends-before-it-begins]
            consultation the wrong way
              en 9: closes: `2026-01-01` is before `2026-01-15`; exchange or correct the dates [ends-before-it-begins]
              es 9: closes: `2026-01-01` es anterior a `2026-01-15`; intercambie o corrija las fechas [ends-before-it-begins]
            instant with an offset
              en 23: asked_at: `2026-02-01T09:30:00-06:00` is not an instant in UTC, YYYY-MM-DDThh:mm:ssZ; correct the value [malformed]
              es 23: asked_at: `2026-02-01T09:30:00-06:00` no es un instante en UTC, AAAA-MM-DDThh:mm:ssZ; corrija el valor [malformed]
            leap second
              en 23: asked_at: `2026-06-30T23:59:60Z` is not an instant in UTC, YYYY-MM-DDThh:mm:ssZ; correct the value [malformed]
              es 23: asked_at: `2026-06-30T23:59:60Z` no es un instante en UTC, AAAA-MM-DDThh:mm:ssZ; corrija el valor [malformed]
            published in month 13
              en 13: sources[0].published: `2026-13` is not a date: YYYY, YYYY-MM or YYYY-MM-DD; correct the value [malformed]
              es 13: sources[0].published: `2026-13` no es una fecha: AAAA, AAAA-MM o AAAA-MM-DD; corrija el valor [malformed]
        "#]],
    );
}

/// Text that reads other than it is, or names a person.
#[test]
fn text() {
    check(
        &[
            ("empty", changed(json!({"says": ""}))),
            ("blanks at the ends", changed(json!({"says": " says "}))),
            ("two lines", changed(json!({"says": "one\ntwo"}))),
            ("escape sequence", changed(json!({"says": "a\u{1b}[31mred"}))),
            ("direction override", changed(json!({"says": "contrato \u{202e}0001\u{202c}"}))),
            ("unseen character", changed(json!({"says": "Ma\u{200b}rtin Ejemplo"}))),
            ("line separator", changed(json!({"says": "one\u{2028}two"}))),
            ("name", changed(json!({"says": "Lo firmó María Ejemplo"}))),
            ("form of address", changed(json!({"says": "Lo firmó la Lic. Ejemplo"}))),
            ("telephone", changed(json!({"says": "Llame al 55 1234 5678"}))),
            ("telephone set apart", changed(json!({"says": "Llame al +52\u{a0}55\u{2013}1234\u{2013}5678"}))),
            ("address", changed(json!({"says": "Escriba a alguien@example.org"}))),
            ("code", changed(json!({"says": "CURP XEXX010101HNEXXXA4"}))),
            ("device", changed(json!({"says": "Equipo 490154203237518"}))),
            (
                "name in a source",
                changed(json!({"sources": [{"title": "Entrevista con Juan Ejemplo", "publisher": "Observatorio"}]})),
            ),
        ],
        &expect![[r#"
            empty
              en 20: says: `` is not text on one line without spaces at its ends or control or unseen characters; correct the value [malformed]
              es 20: says: `` no es texto en una línea, sin espacios en los extremos ni caracteres de control o invisibles; corrija el valor [malformed]
            blanks at the ends
              en 20: says: ` says ` is not text on one line without spaces at its ends or control or unseen characters; correct the value [malformed]
              es 20: says: ` says ` no es texto en una línea, sin espacios en los extremos ni caracteres de control o invisibles; corrija el valor [malformed]
            two lines
              en 20: says: `one\u{a}two` is not text on one line without spaces at its ends or control or unseen characters; correct the value [malformed]
              es 20: says: `one\u{a}two` no es texto en una línea, sin espacios en los extremos ni caracteres de control o invisibles; corrija el valor [malformed]
            escape sequence
              en 20: says: `a\u{1b}[31mred` is not text on one line without spaces at its ends or control or unseen characters; correct the value [malformed]
              es 20: says: `a\u{1b}[31mred` no es texto en una línea, sin espacios en los extremos ni caracteres de control o invisibles; corrija el valor [malformed]
            direction override
              en 20: says: `contrato \u{202e}0001\u{202c}` is not text on one line without spaces at its ends or control or unseen characters; correct the value [malformed]
              es 20: says: `contrato \u{202e}0001\u{202c}` no es texto en una línea, sin espacios en los extremos ni caracteres de control o invisibles; corrija el valor [malformed]
            unseen character
              en 20: says: `Ma\u{200b}rtin Ejemplo` is not text on one line without spaces at its ends or control or unseen characters; correct the value [malformed]
              es 20: says: `Ma\u{200b}rtin Ejemplo` no es texto en una línea, sin espacios en los extremos ni caracteres de control o invisibles; corrija el valor [malformed]
            line separator
              en 20: says: `one\u{2028}two` is not text on one line without spaces at its ends or control or unseen characters; correct the value [malformed]
              es 20: says: `one\u{2028}two` no es texto en una línea, sin espacios en los extremos ni caracteres de control o invisibles; corrija el valor [malformed]
            name
              en 20: says: likely personal data: a person's name (`Ma*** *******`); nothing was logged: name bodies and posts, not persons; if it names no person, say so in `cleared` [likely-personal-data]
              es 20: says: probable dato personal: el nombre de una persona (`Ma*** *******`); nada se asentó: nombre organismos y cargos, no personas; si no nombra a nadie, dígalo en `cleared` [likely-personal-data]
            form of address
              en 20: says: likely personal data: a person's name (`Li** *******`); nothing was logged: name bodies and posts, not persons; if it names no person, say so in `cleared` [likely-personal-data]
              es 20: says: probable dato personal: el nombre de una persona (`Li** *******`); nada se asentó: nombre organismos y cargos, no personas; si no nombra a nadie, dígalo en `cleared` [likely-personal-data]
            telephone
              en 20: says: likely personal data: a telephone number (`55 **** ****`); nothing was logged: take it out; such numbers and addresses are never filed [likely-personal-data]
              es 20: says: probable dato personal: un número de teléfono (`55 **** ****`); nada se asentó: quítelo; esos números y direcciones nunca se presentan [likely-personal-data]
            telephone set apart
              en 20: says: likely personal data: a telephone number (`+5* ************`); nothing was logged: take it out; such numbers and addresses are never filed [likely-personal-data]
              es 20: says: probable dato personal: un número de teléfono (`+5* ************`); nada se asentó: quítelo; esos números y direcciones nunca se presentan [likely-personal-data]
            address
              en 20: says: likely personal data: an e-mail address (`al*****************`); nothing was logged: take it out; such numbers and addresses are never filed [likely-personal-data]
              es 20: says: probable dato personal: una dirección de correo (`al*****************`); nada se asentó: quítelo; esos números y direcciones nunca se presentan [likely-personal-data]
            code
              en 20: says: likely personal data: a population register code (CURP) (`XE****************`); nothing was logged: take it out; such numbers and addresses are never filed [likely-personal-data]
              es 20: says: probable dato personal: una CURP (`XE****************`); nada se asentó: quítelo; esos números y direcciones nunca se presentan [likely-personal-data]
            device
              en 20: says: likely personal data: a device or subscriber number (IMEI, IMSI) (`49*************`); nothing was logged: take it out; such numbers and addresses are never filed [likely-personal-data]
              es 20: says: probable dato personal: un número de equipo o de línea (IMEI, IMSI) (`49*************`); nada se asentó: quítelo; esos números y direcciones nunca se presentan [likely-personal-data]
            name in a source
              en 11: sources[0].title: likely personal data: a person's name (`Ju** *******`); nothing was logged: name bodies and posts, not persons; if it names no person, say so in `cleared` [likely-personal-data]
              es 11: sources[0].title: probable dato personal: el nombre de una persona (`Ju** *******`); nada se asentó: nombre organismos y cargos, no personas; si no nombra a nadie, dígalo en `cleared` [likely-personal-data]
        "#]],
    );
}

#[test]
fn a_draft_that_nobody_signed_can_be_tried_and_not_filed() {
    let (register, now) = (register(), Instant::parse("2027-03-01T12:00:00Z").unwrap());
    let signed = SignedFiling::unsigned(&claim()).unwrap();
    assert_eq!(signed.text(), claim());
    assert!(matches!(register.attempt(&signed, now), Ok(register::Admission::New(_))));
    let refusal = register.admit(&signed, &register.keys().verify(&signed), now).unwrap_err();
    let codes: Vec<&str> = refusal.problems.iter().map(|problem| problem.reason.code()).collect();
    assert_eq!(codes, ["unknown-key"]);
    let refusal = SignedFiling::unsigned("{\"form\":\t1}\n").unwrap_err();
    assert_eq!(refusal.problems[0].reason.code(), "not-a-signed-note");
}
