//! `veedor law` against a register: adopting, listing, explaining, trying a draft.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use expect_test::expect;

use crate::{law_pages::CARD, law_pages::longest, shell::Shell};

/// A register that adopted the two rules, with two orders of nine and of three months.
fn register() -> Shell {
    let shell = Shell::with_register();
    shell.both_rules("six", "1", 6);
    shell.write("juzgado.json", body());
    shell.write("key.json", grant(&shell));
    shell.write("long.json", order("1", "2024-09-15", "decided_at"));
    shell.write("short.json", order("2", "2024-04-30", "matter"));
    let adopted = shell.run("law adopt six --registrar mx/registro --number 2026-1 --from 2016-01-01 --out adopt.json");
    assert!(adopted.ends_with("exit 0\n"), "{adopted}");
    let served = shell.serve();
    let by_registrar = ["adopt.json", "juzgado.json", "key.json"].map(|draft| (draft, "data/registrar.key"));
    for (draft, key) in by_registrar.into_iter().chain([("long.json", "juzgado.key"), ("short.json", "juzgado.key")]) {
        let told = shell.run(&format!("file {draft} --key {key} --url {}", served.url));
        assert!(told.contains("Aceptada"), "{draft}: {told}");
    }
    let digest = digest(&shell);
    assert_eq!(
        put(&served.url, &format!("/blobs/sha256/{digest}"), &std::fs::read(shell.path("adopt.bundle")).unwrap()),
        201
    );
    served.stop();
    shell
}

fn body() -> &'static str {
    r#"{ "form": "body", "id": "mx/registro/body/juzgado", "filer": "mx/registro", "occurred": "2020-01-01",
  "body": "mx/juzgado", "name": "Juzgado de prueba", "kind": "court" }
"#
}

fn grant(shell: &Shell) -> String {
    let made = shell.command("keygen mx/juzgado --out juzgado.key").output().unwrap();
    let said = String::from_utf8(made.stdout).unwrap();
    let key = said.lines().find(|line| line.starts_with("mx/juzgado+")).unwrap();
    format!(
        r#"{{ "form": "key", "id": "mx/registro/key/juzgado", "filer": "mx/registro", "occurred": "2020-01-01",
  "action": "grant", "key": "{key}", "holder": "mx/juzgado", "role": "judge" }}
"#
    )
}

fn order(number: &str, to: &str, unknown: &str) -> String {
    let decided = if unknown == "decided_at" { "" } else { "\n  \"decided_at\": \"2024-01-01T10:00:00Z\"," };
    let lacks = ["technology", "requester", "matter", "subjects", "decided_at"].into_iter();
    let lacks = lacks.filter(|field| decided.is_empty() || *field != "decided_at");
    let unknown: Vec<String> =
        lacks.map(|field| format!(r#"{{ "field": "{field}", "reason": "not-found" }}"#)).collect();
    format!(
        r#"{{ "form": "order", "id": "mx/juzgado/order/{number}", "filer": "mx/juzgado", "occurred": "2024-01-01",
  "measure": "interception", "outcome": "granted", "court": "mx/juzgado",
  "legal_basis": [{{ "law": "CNPP", "article": "291" }}],
  "asked_at": "2024-01-01T08:00:00Z",{decided}
  "from": "2024-01-01", "to": "{to}",
  "unknown": [{}] }}
"#,
        unknown.join(", ")
    )
}

/// The digest of the rulebook in `adopt.json`.
fn digest(shell: &Shell) -> String {
    let draft = shell.read("adopt.json");
    draft.split("\"digest\": \"").nth(1).unwrap()[..64].to_owned()
}

/// Sends a document as `curl -T` does; the status that is answered.
fn put(url: &str, path: &str, bytes: &[u8]) -> u16 {
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(bytes).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

#[test]
fn what_is_adopted_is_listed_and_explained() {
    let shell = register();
    expect![[""]].assert_eq(&shell.english("law list --data data").split_once("The register").unwrap().1);
    expect![[""]].assert_eq(&shell.english("law explain mx/juzgado/order/1 --data data --on 2026-01-01"));
    expect![[""]].assert_eq(&shell.run("law explain mx/juzgado/order/2 --data data --on 2026-01-01 --rule MX-08"));
    expect![[""]].assert_eq(&shell.english("law explain mx/juzgado/order/3 --data data"));
    expect![[""]].assert_eq(&shell.english("law explain order␣three --data data"));
    std::fs::remove_file(shell.path("data/public/blobs/sha256").join(digest(&shell))).unwrap();
    let told = shell.english("law explain mx/juzgado/order/1 --data data --on 2026-01-01");
    assert!(told.contains("note: the rulebook mx-test 1 (entry 2) is not at hand"), "{told}");
    let told = shell.english("law explain mx/juzgado/order/1 --data data --on 2026-01-01 --rulebook six");
    assert!(told.contains("MX-08 Longest term — broken (mx-test)"), "{told}");
}

#[test]
fn a_draft_is_tried_on_what_is_filed() {
    let shell = register();
    shell.both_rules("nine", "2", 9);
    expect![[""]].assert_eq(&shell.english("law try --draft nine --data data --on 2026-01-01 --html effect.html"));
    let page = shell.read("effect.html");
    assert!(page.contains("<li>mx/juzgado/order/1</li>") && !page.contains("<script"), "{page}");
    let card = CARD.replace("version = \"1\"", "version = \"3\"");
    shell.rulebook("fewer", &[("rulebook.toml", &card), ("MX-08-duracion.md", &longest(6))]);
    expect![[""]].assert_eq(&shell.run("law try --draft fewer --data data --on 2026-01-01"));
    let over_http = {
        let served = shell.serve();
        shell.english(&format!("law try --draft nine --url {} --on 2026-01-01", served.url))
    };
    assert!(over_http.contains("beside mx-test 1 (in force on 2026-01-01)"), "{over_http}");
    let compared = shell.english("law compare in-force nine --data data --on 2026-01-01");
    assert!(compared.contains("looser") && compared.ends_with("exit 0\n"), "{compared}");
}

#[test]
fn what_is_adopted_is_said_with_what_to_do_next() {
    let shell = Shell::with_register();
    shell.both_rules("six", "1", 6);
    expect![[""]].assert_eq(
        &shell.english("law adopt six --registrar mx/registro --number 2026-1 --from 2026-01-01 --to 2026-12-31"),
    );
    let checked = shell.english("check regulation-mx-test-2026-1.json --data data --key data/registrar.key");
    assert!(checked.contains("would be admitted, as entry 2"), "{checked}");
    expect![[""]]
        .assert_eq(&shell.english("law adopt six --registrar mx/registro --number 2026-2 --from 2027-01-01 --end"));
    let told = [
        "six --registrar registro --number 1 --from 2026-01-01",
        "six --registrar mx/registro --number one␣two --from 2026-01-01",
        "six --registrar mx/registro --number 1 --from 2026-02-30",
        "six --registrar mx/registro --number 1 --from 2026-01-02 --to 2026-01-01",
        "seven --registrar mx/registro --number 1 --from 2026-01-02",
    ];
    expect![[""]].assert_eq(&told.map(|line| shell.english(&format!("law adopt {line}"))).concat());
}
