//! Input that is wrong, one row each: what the command says of it, here and through the register.

use std::fmt::Write as _;

use expect_test::expect;

use crate::shell::Shell;

const GOOD: &str = "{\n  \"form\": \"body\",\n  \"id\": \"mx/registro/body/a\",\n  \"filer\": \"mx/registro\",\n  \
                    \"occurred\": \"2020-01-01\",\n  \"body\": \"mx/a\",\n  \"name\": \"Prueba\",\n  \"kind\": \"court\"\n}\n";

/// What is wrong, and the bytes.
fn rows() -> Vec<(&'static str, Vec<u8>)> {
    let with = |from: &str, to: &str| {
        assert!(GOOD.contains(from), "{from}");
        GOOD.replace(from, to).into_bytes()
    };
    let note = |end: &str| format!("{GOOD}\n\u{2014} mx/registro AAAAAAAAAAAA{end}").into_bytes();
    vec![
        ("not UTF-8", vec![b'{', 0xff, b'}']),
        ("not JSON", b"{\n  \"form\": \n}\n".to_vec()),
        ("empty", Vec::new()),
        ("a key twice", with("\"kind\": \"court\"", "\"kind\": \"court\",\n  \"kind\": \"police\"")),
        ("an unknown key", with("\"name\"", "\"nombre\"")),
        ("a number as a string", with("\"Prueba\"", "7")),
        ("an impossible date", with("2020-01-01", "2020-02-30")),
        ("dates out of order", with("\"2020-01-01\"", "{\"from\": \"2020-01-02\", \"to\": \"2020-01-01\"}")),
        ("a future date", with("2020-01-01", "2150-01-01")),
        ("an unknown form", with("\"body\",", "\"bodies\",")),
        ("an unknown code", with("court", "curt")),
        ("another filer's id", with("\"mx/registro\"", "\"mx/otro\"")),
        ("an unknown reference", with("\"kind\"", "\"parent\": \"mx/nadie\",\n  \"kind\"")),
        ("another jurisdiction", with("\"kind\"", "\"parent\": \"fr/nadie\",\n  \"kind\"")),
        ("a telephone number", with("Prueba", "llamar al 55 1234 5678")),
        ("a person's name", with("Prueba", "oficina de la Lic. Ejemplo")),
        ("nested a million times", "[".repeat(60_000).into_bytes()),
        ("64 KiB and one", vec![b' '; 65_537]),
        ("a signature by an unknown key", note("\n")),
        ("a signature line that is none", note(" x y\n")),
        ("a note cut off", note("")),
    ]
}

#[test]
fn every_kind_of_bad_input_has_an_answer_before_it_is_sent() {
    let shell = Shell::with_register();
    let mut told = String::new();
    for (what, bytes) in rows() {
        shell.write("bad.json", bytes);
        let says = shell.english("check bad.json --data data --key data/registrar.key");
        let says: Vec<&str> =
            says.lines().filter(|line| line.starts_with("bad.json") || line.starts_with("exit")).collect();
        let _ = writeln!(told, "{what}\n  {}", says.join("\n  "));
    }
    expect![[r#"
        not UTF-8
          bad.json: byte 1 is not UTF-8; save the file as UTF-8 and sign it again [not-utf8]
          exit 1
        not JSON
          bad.json:3: the text is not JSON: column 1: `}` cannot stand here; correct the text there and sign it again [not-json]
          exit 1
        empty
          bad.json:2: the text is not JSON: column 1: the text ends too early; correct the text there and sign it again [not-json]
          exit 1
        a key twice
          bad.json:9: kind: this is given twice; keep one of them [repeated-member]
          exit 1
        an unknown key
          bad.json:1: name: this field is missing; give it [missing-field]
          bad.json:7: nombre: no such field in this form; take it out; `veedor draft` lists the fields of each form [unknown-field]
          exit 1
        a number as a string
          bad.json:7: name: a string is needed, a number was found; write it in quotes [wrong-kind]
          exit 1
        an impossible date
          bad.json:5: occurred: `2020-02-30` is not a day of the calendar, YYYY-MM-DD; correct the value [malformed]
          exit 1
        dates out of order
          bad.json:5: occurred.to: `2020-01-01` is before `2020-01-02`; exchange or correct the dates [ends-before-it-begins]
          exit 1
        a future date
          bad.json:5: occurred: `2150-01-01` is after the day it was received, INSTANT; file it when it has happened [future-date]
          exit 1
        an unknown form
          bad.json:2: form: there is no form `bodies`; `veedor draft` lists the forms [unknown-form]
          exit 1
        an unknown code
          bad.json:8: kind: `curt` is not in the codelist body-kind; did you mean `court` [not-in-codelist]
          exit 1
        another filer's id
          bad.json: the key `mx/registro` belongs to `mx/registro`, not to the filer; sign with a key of the filer [key-of-another-body]
          bad.json:3: id: the id belongs to `mx/registro`, who is not the filer; number your filings under your own id [id-of-another-filer]
          bad.json:4: filer: the register holds no `mx/otro`; file that first, or correct the id [unknown-reference]
          exit 1
        an unknown reference
          bad.json:8: parent: the register holds no `mx/nadie`; file that first, or correct the id [unknown-reference]
          exit 1
        another jurisdiction
          bad.json:8: parent: `fr/nadie` is of a jurisdiction of which this register holds no body; cite the other register in `sources`, or file a `body` of that jurisdiction first [other-jurisdiction]
          exit 1
        a telephone number
          bad.json:7: name: likely personal data: a telephone number (`55 **** ****`); nothing was logged: take it out; such numbers and addresses are never filed [likely-personal-data]
          exit 1
        a person's name
          bad.json:7: name: likely personal data: a person's name (`Li** *******`); nothing was logged: name bodies and posts, not persons; if it names no person, say so in `cleared` [likely-personal-data]
          exit 1
        nested a million times
          bad.json:1: the text is not JSON: column 17: nested too deep; correct the text there and sign it again [not-json]
          exit 1
        64 KiB and one
          bad.json: the filing has 65537 bytes, more than the 65484 an entry holds; file long papers as documents, named by their SHA-256 [too-large]
          exit 1
        a signature by an unknown key
          bad.json: no signature by a key the register knows (signed by `mx/registro`); sign with a granted key, or ask the registrar for a `key` filing [unknown-key]
          exit 1
        a signature line that is none
          bad.json: this is not a signed note: line 11: a signature line is an em dash, the key name and base64, each after one space; sign the draft with `veedor file` [not-a-signed-note]
          exit 1
        a note cut off
          bad.json: this is not a signed note: the note does not end in a newline; was it cut off?; sign the draft with `veedor file` [not-a-signed-note]
          exit 1
    "#]].assert_eq(&told);
}

#[test]
fn what_the_register_refuses_is_told_with_every_reason() {
    let shell = Shell::with_register();
    shell.run("keygen mx/a --out a.key");
    shell.run("keygen mx/registro --out other.key");
    shell.write("unknown.json", GOOD.replace("\"kind\"", "\"parent\": \"mx/nadie\",\n  \"kind\""));
    shell.write("good.json", GOOD);
    // Signed, and changed afterwards.
    shell.run("file good.json --key data/registrar.key --url http://127.0.0.1:9");
    shell.write("changed.note", shell.read("good.note").replace("Prueba", "Otra"));
    let served = shell.serve();
    let mut told = String::new();
    let lines = [
        "unknown.json --key data/registrar.key",
        "good.json --key a.key",
        "good.json --key other.key",
        "good.json",
        "changed.note",
    ];
    for line in lines {
        let _ = write!(told, "{line}\n{}", shell.run(&format!("file {line} --url {}", served.url)));
    }
    expect![[r#"
        unknown.json --key data/registrar.key
        la presentación se rechazó por 1 motivo(s); nada se asentó
        unknown.json:8: parent: el registro no contiene `mx/nadie`; presente aquello primero o corrija el id [unknown-reference]
        exit 1
        good.json --key a.key
        la presentación se rechazó por 1 motivo(s); nada se asentó
        good.json: ninguna firma es de una clave que el registro conozca (firmado por `mx/a`); firme con una clave otorgada, o pida a quien lleva el registro que la otorgue (`key`) [unknown-key]
        exit 1
        good.json --key other.key
        la presentación se rechazó por 1 motivo(s); nada se asentó
        good.json: ninguna firma es de una clave que el registro conozca (firmado por `mx/registro`); firme con una clave otorgada, o pida a quien lleva el registro que la otorgue (`key`) [unknown-key]
        exit 1
        good.json
        error: un borrador se firma: dé la clave con `--key ARCHIVO`; se hace una con `veedor keygen`
        exit 2
        changed.note
        la presentación se rechazó por 1 motivo(s); nada se asentó
        changed.note: la firma de `mx/registro` no corresponde al texto; firme el texto de nuevo; no puede cambiar después de firmado [bad-signature]
        exit 1
    "#]].assert_eq(&told);
    let json = shell.english(&format!("file unknown.json --key a.key --json --url {}", served.url));
    assert!(json.contains("\"unknown-reference\"") && json.contains("\"unknown-key\""), "{json}");
}

#[test]
fn a_gigabyte_is_refused_without_being_read() {
    let shell = Shell::new();
    let file = std::fs::File::create(shell.path("huge.json")).unwrap();
    file.set_len(1 << 30).unwrap();
    expect![[r#"
        1 file(s), 1 would be refused, 1 reason(s)
        Only the shape was checked. To check keys, references and ids, give `--data DIR` or `--url URL`.
        huge.json: the filing has 1073741824 bytes, more than the 65484 an entry holds; file long papers as documents, named by their SHA-256 [too-large]
        exit 1
    "#]].assert_eq(&shell.english("check huge.json"));
}

#[test]
fn what_is_no_file_or_no_key_is_told() {
    let shell = Shell::with_register();
    shell.write("no.key", "PRIVATE+KEY+x");
    shell.write("good.json", GOOD);
    let lines = [
        "check none.json",
        "check data",
        "file good.json --key no.key --url http://127.0.0.1:9",
        "file good.json --key data/registrar.key --url example.org",
        "file good.json --key data/registrar.key",
        "verify good.json --policy data/policy --entry good.json",
        "verify good.json --policy good.json --entry good.json",
        "verify good.json --policy data/policy",
    ];
    let told: String = lines.iter().map(|line| format!("$ veedor {line}\n{}", shell.english(line))).collect();
    expect![[r#"
        $ veedor check none.json
        error: there is no file `none.json`
        exit 3
        $ veedor check data
        error: `data`: Is a directory (os error 21)
        exit 3
        $ veedor file good.json --key no.key --url http://127.0.0.1:9
        error: `no.key` does not hold what it should: a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`
        exit 3
        $ veedor file good.json --key data/registrar.key --url example.org
        error: `example.org` is no address; expected http://… or https://…
        exit 2
        $ veedor file good.json --key data/registrar.key
        error: say to which register, with `--url URL`
        exit 2
        $ veedor verify good.json --policy data/policy --entry good.json
        ✗ Format: failed; this is no receipt: line 1: a receipt begins with `c2sp.org/tlog-proof@v1`
        – Log signature: not tried, because a step before failed
        – Origin: not tried, because a step before failed
        – Witnesses: not tried, because a step before failed
        – Inclusion: not tried, because a step before failed
        Not verified. Keep receipt and entry as they are: they may prove that something was changed.
        exit 1
        $ veedor verify good.json --policy good.json --entry good.json
        error: `good.json` does not hold what it should: line 1: `{` is not one of `log`, `witness`, `group`, `quorum`
        exit 3
        $ veedor verify good.json --policy data/policy
        error: the entry is missing: there is no `good.entry`; give `--entry FILE`, or `--filing FILE` with `--received INSTANT`
        exit 2
    "#]].assert_eq(&told);
}
