//! Comments of persons without a key, as whoever keeps a register reads, shows and leaves them unshown, and a promise as
//! whoever holds one checks it.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use expect_test::expect;
use register::{
    comment::{Code, Promise},
    id::FilingId,
    time::Date,
    value::Sha256,
};
use tlog::{
    hash::Hash,
    note::{Note, SignerKey},
};

use crate::shell::{Served, Shell};

const ASKED: &str = "mx/registro/consultation/1";

/// A register that asks something until the year 2199, served.
fn asking() -> (Shell, Served) {
    let shell = Shell::with_register();
    let served = shell.serve();
    let made = raw(&shell, "--json keygen mx/registro --out expert.key");
    let vkey = made.split("\"vkey\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let filings = [
        format!(
            "{{\"form\":\"key\",\"id\":\"mx/registro/key/9\",\"filer\":\"mx/registro\",\"occurred\":\"2026-01-01\",\"action\":\"grant\",\"key\":\"{vkey}\",\"holder\":\"mx/registro\",\"role\":\"expert\"}}\n"
        ),
        format!(
            "{{\"form\":\"consultation\",\"id\":\"{ASKED}\",\"filer\":\"mx/registro\",\"occurred\":\"2026-01-01\",\"question\":\"¿Debe comprarse?\",\"opens\":\"2020-01-01\",\"closes\":\"2199-12-31\",\"text\":\"{}\"}}\n",
            "0".repeat(64)
        ),
    ];
    for (filing, key) in filings.iter().zip(["data/registrar.key", "expert.key"]) {
        shell.write("draft.json", filing);
        let told = shell.run(&format!("file draft.json --key {key} --url {}", served.url));
        assert!(told.ends_with("exit 0\n"), "{told}");
    }
    until_asked(&served);
    (shell, served)
}

/// Waits until the consultation is on the pages.
fn until_asked(served: &Served) {
    let address = served.url.strip_prefix("http://").unwrap();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!("GET /es/consultations/{ASKED} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        if answer.starts_with(b"HTTP/1.1 200") {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the index does not follow");
}

/// What a command prints, with keys and hashes.
fn raw(shell: &Shell, line: &str) -> String {
    String::from_utf8(shell.command(line).output().unwrap().stdout).unwrap()
}

/// Sends a comment as a browser does; gives the page.
fn send(served: &Served, digit: char, says: &str) -> String {
    let code = digit.to_string().repeat(20);
    let says: String = says.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let body = format!("~go=send&code={code}&position=oppose&language=es&says={says}");
    let address = served.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /es/comments/on/{ASKED} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("Comentario recibido"), "{answer}");
    answer
}

/// The promise on a page.
fn promise_of(page: &str) -> String {
    let promise = page.split("<pre").nth(1).and_then(|rest| rest.split_once('>')).unwrap().1;
    promise.split("</pre>").next().unwrap().replace("&#43;", "+")
}

/// What was said, with the days of today by their names.
fn dayless(told: &str) -> String {
    let is_day = |word: &str| Date::parse(word.trim_matches(|c: char| !c.is_ascii_digit())).is_some();
    let named = |word: &str| {
        let day: String = word.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        if is_day(word) && !day.starts_with("2020") { word.replace(&day, "DAY") } else { word.to_owned() }
    };
    told.split_inclusive(char::is_whitespace).map(named).collect()
}

#[test]
fn what_waits_is_read_shown_or_left_unshown_and_promises_are_checked() {
    let (shell, served) = asking();
    let page = send(&served, '7', "Falta decir quién borra los datos.");
    shell.write("promise.txt", promise_of(&page));
    send(&served, '8', "Compre barato en mi tienda.");
    send(&served, '9', "Lo pidió María González.");
    let run = |line: &str| dayless(&shell.run(line));
    let english = |line: &str| dayless(&shell.english(line));
    expect![[r#"
        error: `veedor-data` holds no register; make one with `veedor init --data veedor-data`
        exit 3
    "#]]
    .assert_eq(&english("comments list"));
    expect![[r#"
        error: ningún comentario que espera tiene un compromiso que comience con `00`; vea `veedor comments list`
        exit 2
    "#]]
    .assert_eq(&run(&format!("comments list 00 --data data --consultation {ASKED}")));
    expect![[r#"
        ✓ the register promised: mx/registro/consultation/1, by DAY
        it waits still: none of the 4 entries names it, and there is time until DAY
        exit 0
    "#]]
    .assert_eq(&english("comments check promise.txt --data data"));
    let listed = raw(&shell, "--json comments list --data data");
    let commitment = |says: &str| {
        let before = listed.split(says).next().unwrap();
        before.rsplit("\"commitment\": \"").next().unwrap().split('"').next().unwrap()[..16].to_owned()
    };
    let [good, advertising, named] = ["quién borra", "barato", "María"].map(commitment);
    expect![[r#"
        2 draft(s) in shown.jsonl; sign and file them with `veedor file shown.jsonl --key KEY --url ADDRESS`
        `mx/registro/comment/a9499f72998800f8` would not be admitted as it is: `veedor check` says why; clear it in `cleared`, or do not show it
        exit 1
    "#]].assert_eq(&english(&format!(
        "comments show {good} {named} --filer mx/registro --data data --out shown.jsonl"
    )));
    expect![[r#"
        error: `boring` is no reason; use personal-data, threat, off-topic, spam
        exit 2
    "#]]
    .assert_eq(&english(&format!("comments unshown {advertising} --filer mx/registro --reason boring --data data")));
    expect![[r#"
        error: diga cuáles no se muestran, por su compromiso; `veedor comments list` los dice
        exit 2
    "#]]
    .assert_eq(&run("comments unshown --filer mx/registro --reason spam --data data"));
    expect![[r#"
        1 borrador(es) en unshown.jsonl; fírmelos y preséntelos con `veedor file unshown.jsonl --key CLAVE --url DIRECCIÓN`
        exit 0
    "#]].assert_eq(&run(&format!(
        "comments unshown {advertising} --filer mx/registro --reason spam --says Anuncio --data data --out unshown.jsonl"
    )));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(shell.path("shown.jsonl")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "words that nobody has shown yet");
    }
    let shown = run(&format!("comments show {good} --filer mx/registro --data data --out good.jsonl"));
    assert!(shown.ends_with("exit 0\n"), "{shown}");
    for drafts in ["good.jsonl", "unshown.jsonl"] {
        let told = run(&format!("file {drafts} --key data/registrar.key --url {}", served.url));
        assert!(told.ends_with("exit 0\n"), "{told}");
    }
    expect![[r#"
        ✓ the register promised: mx/registro/consultation/1, by DAY
        ✓ it was shown: entry 4, of DAY
        ✓ exactly what was sent was filed
        exit 0
    "#]]
    .assert_eq(&english("comments check promise.txt --data data --code 7777-7777-7777-7777-7777"));
    expect![[r#"
        ✓ el registro prometió: mx/registro/consultation/1, a más tardar el DAY
        ✗ el asiento 4 lleva el compromiso y no dice lo que se envió, o no el día
        exit 1
    "#]]
    .assert_eq(&run("comments check promise.txt --data data --code 8888-8888-8888-8888-8888"));
    let withdrawal = format!(
        "{{\"form\":\"withdrawal\",\"id\":\"mx/registro/withdrawal/1\",\"filer\":\"mx/registro\",\"occurred\":\"2026-01-01\",\"withdraws\":\"mx/registro/comment/{good}\",\"reason\":\"Sin más.\"}}\n"
    );
    shell.write("withdrawal.json", withdrawal);
    let told = run(&format!("file withdrawal.json --key data/registrar.key --url {}", served.url));
    assert!(told.ends_with("exit 0\n"), "{told}");
    expect![[r#"
        ✓ the register promised: mx/registro/consultation/1, by DAY
        ✗ it was decided in entry 4, and entry 6 withdrew or changed that
        exit 1
    "#]]
    .assert_eq(&english("comments check promise.txt --data data"));
    served.stop();
    let told = english("comments list --data data");
    assert!(told.starts_with("1 comment(s) waiting, 0 late\n"), "{told}");
}

#[test]
fn a_promise_that_was_not_kept_proves_it_and_one_that_is_none_proves_nothing() {
    let (shell, served) = asking();
    served.stop();
    let key = SignerKey::parse(shell.read("data/log.key").trim_end()).unwrap();
    let asked = FilingId::parse(ASKED).unwrap();
    let day = Date::parse("2020-03-01").unwrap();
    let proof = Code::of([7; 20]).taken_back();
    let text = Promise::new("r.example/log", &asked, day, Sha256(Hash([7; 32])), &proof).to_string();
    let broken = Note::new(&text, vec![key.sign(&text).unwrap()]).unwrap().to_bytes();
    shell.write("broken.txt", &broken);
    expect![[r#"
        ✓ the register promised: mx/registro/consultation/1, by 2020-03-03
        ✗ the term ended on 2020-03-03, and none of the 4 entries shows it or says why not, nor did its sender delete it: the promise proves it
        exit 1
    "#]]
    .assert_eq(&shell.english("comments check broken.txt --data data"));
    expect![[r#"
        ✓ the register promised: mx/registro/consultation/1, by 2020-03-03
        ✓ its sender deleted it: what only its code gives proves it
        exit 0
    "#]]
    .assert_eq(&shell.english(&format!("comments check broken.txt --data data --taken-back {}", Hash(proof))));
    expect![[r#"
        error: eso no es un código: veinte letras y cifras, como 7K2M-0Q9F-4XAB-1C3D-E5GH
        exit 2
    "#]]
    .assert_eq(&shell.run("comments check broken.txt --data data --code nothing"));
    let forged = String::from_utf8(broken).unwrap().replace("2020-03-03", "2199-03-03");
    shell.write("forged.txt", forged);
    expect![[r#"
        ✗ la promesa no está firmada con la clave r.example/log+KEY
        exit 1
    "#]]
    .assert_eq(&shell.run("comments check forged.txt --data data"));
    expect![[r#"
        error: `data/policy` does not hold what it should: there is no empty line between the text and its signatures
        exit 3
    "#]]
    .assert_eq(&shell.english("comments check data/policy --data data"));
}
