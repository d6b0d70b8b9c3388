//! A register's day: made, served, filed into, checked, verified, rebuilt, and found out when its files are changed.

use std::fs;

use expect_test::expect;

use crate::shell::Shell;

/// A description of a body by the registrar.
fn body(id: &str, number: &str) -> String {
    format!(
        "{{\n  \"form\": \"body\",\n  \"id\": \"mx/registro/body/{number}\",\n  \"filer\": \"mx/registro\",\n  \
         \"occurred\": \"2020-01-01\",\n  \"body\": \"{id}\",\n  \"name\": \"Fiscalía de prueba\",\n  \"kind\": \"prosecutor\"\n}}\n"
    )
}

#[test]
fn a_register_is_made_once() {
    let shell = Shell::new();
    let line = "init --data data --origin r.example/log --registrar mx/registro --name-es Registro --name-en Register";
    expect![[r#"
        Se hizo el registro r.example/log en data
        Clave pública de la bitácora: r.example/log+KEY
        Asiento 0: la clave de mx/registro. Asiento 1: mx/registro.
        Guarde en secreto y con copia: data/log.key y data/registrar.key. Respalde data/log.db, data/public y data/site.json; el índice se rehace.
        Siga con: veedor serve --data data
        exit 0
    "#]].assert_eq(&shell.run(line));
    expect![[r#"
        error: `data` holds a register already; choose another folder
        exit 3
    "#]]
    .assert_eq(&shell.english(line));
    expect![[r#"
        error: `registro` is no body's id; expected jurisdiction/body, as mx/inai
        exit 2
    "#]]
    .assert_eq(&shell.english("init --origin r --registrar registro --name-es a --name-en b"));
    expect![[r#"
        All verified: 2 entries, no finding
        exit 0
    "#]]
    .assert_eq(&shell.english("fsck data"));
}

#[test]
fn a_filing_is_accepted_and_its_receipt_verifies_off_line() {
    let shell = Shell::with_register();
    shell.write("fgr.json", body("mx/fgr", "fgr"));
    let served = shell.serve();
    let file = format!("file fgr.json --key data/registrar.key --url {}", served.url);
    expect![[r#"
        Aceptada, asiento 2, recibo guardado en fgr.tlog-proof
        Verifíquelo sin red: veedor verify fgr.tlog-proof --vkey r.example/log+KEY
        La clave se toma de `http://ADDRESS`: vale tanto como ese servidor. Para no depender de él, dé `--vkey` o `--policy`.
        exit 0
    "#]].assert_eq(&shell.run(&file));
    // Again: the same bytes bring the first receipt.
    expect![[r#"
        Stood already, entry 2, receipt saved in fgr.tlog-proof
        Verify it off line: veedor verify fgr.tlog-proof --vkey r.example/log+KEY
        The key is taken from `http://ADDRESS`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.
        exit 0
    "#]].assert_eq(&shell.english(&file));
    served.stop();
    expect![[r#"
        ✓ Formato: bien; es el recibo del asiento 2 en una bitácora de 3
        ✓ Firma de la bitácora: bien; firmó r.example/log+KEY
        ✓ Origen: bien; la bitácora es r.example/log
        ✓ Testigos: bien; la política no pide testigos
        ✓ Inclusión: bien; el asiento está bajo la raíz ROOT
        Verificado: el asiento 2 es mx/registro/body/fgr, presentado por mx/registro, recibido INSTANT
        exit 0
    "#]]
    .assert_eq(&shell.run("verify fgr.tlog-proof --policy data/policy"));
    expect![[r#"
        ✓ Format: passed; it is the receipt of entry 2 in a log of 3
        ✓ Log signature: passed; signed by r.example/log+KEY
        ✓ Origin: passed; the log is r.example/log
        ✓ Witnesses: passed; the policy asks for no witness
        ✗ Inclusion: failed; the entry is not in that log: the proof leads to root `HASH`, not `HASH`; is it the entry of this receipt?
        Not verified. Keep receipt and entry as they are: they may prove that something was changed.
        exit 1
    "#]].assert_eq(&shell.english("verify fgr.tlog-proof --policy data/policy --entry data/policy"));
    expect![[r#"
        error: say whom you believe: `--policy FILE`, `--vkey KEY` or, if you trust the server, `--url URL`
        exit 2
    "#]]
    .assert_eq(&shell.english("verify fgr.tlog-proof"));
    let entry = shell.read("fgr.entry");
    let received = entry.lines().nth(1).unwrap().strip_prefix("received ").unwrap().to_owned();
    let by_filing =
        shell.run(&format!("verify fgr.tlog-proof --policy data/policy --filing fgr.note --received {received}"));
    assert!(by_filing.ends_with("exit 0\n"), "{by_filing}");
    let other_key = "other.example/log+ffffffff+AYJ5todDUdGp+zpNO3piBLUxKbnVmDUzl0BLZwOUTj++";
    assert!(shell.run(&format!("verify fgr.tlog-proof --vkey {other_key}")).ends_with("exit 2\n"));
}

#[test]
fn without_network_the_signed_filing_waits() {
    let shell = Shell::with_register();
    shell.write("fgr.json", body("mx/fgr", "fgr"));
    let told = shell.run("file fgr.json --key data/registrar.key --url http://127.0.0.1:9");
    assert!(told.contains("lo firmado quedó en `fgr.note`") && told.ends_with("exit 3\n"), "{told}");
    let served = shell.serve();
    let told = shell.run(&format!("file fgr.note --url {}", served.url));
    assert!(told.starts_with("Aceptada, asiento 2, recibo guardado en fgr.tlog-proof\n"), "{told}");
}

#[test]
fn check_says_what_would_become_of_it() {
    let shell = Shell::with_register();
    shell.write("fgr.json", body("mx/fgr", "fgr"));
    shell.write("again.json", body("mx/fgr", "registrar-1"));
    shell.write("bad.json", "{\n  \"form\": \"bodi\",\n  \"filer\": \"mx/registro\",\n  \"id\": \"x\"\n}\n");
    expect![[r#"
        2 archivo(s), 1 se rechazaría(n), 3 motivo(s)
        Sólo se revisó la forma. Para revisar claves, referencias e ids, dé `--data DIR` o `--url URL`.
        fgr.json: la forma es correcta
        bad.json:1: occurred: falta este campo; complételo [missing-field]
        bad.json:2: form: no existe el formulario `bodi`; ¿quiso decir `body`? [unknown-form]
        bad.json:4: id: `x` no es un id {jurisdicción}/{organismo}/{formulario}/{número}, como mx/sedena/contract/2019-1; corrija el valor [malformed]
        exit 1
    "#]].assert_eq(&shell.run("check fgr.json bad.json"));
    expect![[r#"
        3 file(s), 2 would be refused, 4 reason(s)
        Against the register of 2 entries.
        fgr.json: would be admitted if signed by a key with the role; to check the signature give `--key`
        again.json:3: id: this id was used in entry 1 for another text; ids are never reused: take the next number, or file a `correction` [id-taken]
        bad.json:1: occurred: this field is missing; give it [missing-field]
        bad.json:2: form: there is no form `bodi`; did you mean `body` [unknown-form]
        bad.json:4: id: `x` is not an id {jurisdiction}/{body}/{form}/{number}, as mx/sedena/contract/2019-1; correct the value [malformed]
        exit 1
    "#]].assert_eq(&shell.english("check fgr.json again.json bad.json --data data"));
    expect![[r#"
        2 file(s), 0 would be refused, 0 reason(s)
        Against the register of 2 entries.
        fgr.json: would be admitted, as entry 2
        fgr.json: stands already, as entry 2
        exit 0
    "#]]
    .assert_eq(&shell.english("check fgr.json fgr.json --data data --key data/registrar.key"));
    expect![[r#"
        {
          "against": 2,
          "refused": 1,
          "reasons": 1,
          "files": [
            {
              "file": "fgr.json",
              "outcome": "admitted",
              "entry": 2,
              "problems": []
            },
            {
              "file": "again.json",
              "outcome": "refused",
              "entry": null,
              "problems": [
                {
                  "line": 3,
                  "field": "id",
                  "code": "id-taken",
                  "rule": "spec/filing.md#ids",
                  "es": "este id ya se usó en el asiento 1 con otro texto",
                  "next_es": "los ids no se reutilizan: tome el siguiente número o presente una `correction`",
                  "en": "this id was used in entry 1 for another text",
                  "next_en": "ids are never reused: take the next number, or file a `correction`"
                }
              ]
            }
          ]
        }
        exit 1
    "#]]
    .assert_eq(&shell.english("check fgr.json again.json --json --data data --key data/registrar.key"));
    let served = shell.serve();
    expect![[r#"
        1 file(s), 1 would be refused, 1 reason(s)
        Against the register of 2 entries.
        again.json:3: id: this id was used in entry 1 for another text; ids are never reused: take the next number, or file a `correction` [id-taken]
        The key is taken from `http://ADDRESS`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.
        exit 1
    "#]].assert_eq(&shell.english(&format!("check again.json --url {}", served.url)));
    expect![[r#"
        the filing was refused for 1 reason(s); nothing was logged
        again.json:3: id: this id was used in entry 1 for another text; ids are never reused: take the next number, or file a `correction` [id-taken]
        exit 1
    "#]].assert_eq(&shell.english(&format!("file again.json --key data/registrar.key --url {}", served.url)));
    let piped = shell.finish(&mut shell.command("check -"), body("mx/fgr", "fgr").as_bytes());
    assert!(piped.contains("-: la forma es correcta"), "{piped}");
}

#[test]
fn a_receipt_is_made_from_the_log_by_number_and_by_id() {
    let shell = Shell::with_register();
    expect![[r#"
        ✓ Formato: bien; es el recibo del asiento 1 en una bitácora de 2
        ✓ Firma de la bitácora: bien; firmó r.example/log+KEY
        ✓ Origen: bien; la bitácora es r.example/log
        ✓ Testigos: bien; la política no pide testigos
        ✓ Inclusión: bien; el asiento está bajo la raíz ROOT
        Verificado: el asiento 1 es mx/registro/body/registrar-1, presentado por mx/registro, recibido INSTANT
        Guardados: ./1.tlog-proof y ./1.entry
        exit 0
    "#]]
    .assert_eq(&shell.run("receipt 1 --data data"));
    expect![[r#"
        {
          "entry": 1,
          "receipt": "./1.tlog-proof",
          "bytes": "./1.entry",
          "verification": {
            "verified": true,
            "steps": [
              {
                "step": "format",
                "outcome": "passed",
                "es": "bien; es el recibo del asiento 1 en una bitácora de 2",
                "en": "passed; it is the receipt of entry 1 in a log of 2"
              },
              {
                "step": "log-signature",
                "outcome": "passed",
                "es": "bien; firmó r.example/log+KEY",
                "en": "passed; signed by r.example/log+KEY"
              },
              {
                "step": "origin",
                "outcome": "passed",
                "es": "bien; la bitácora es r.example/log",
                "en": "passed; the log is r.example/log"
              },
              {
                "step": "witnesses",
                "outcome": "passed",
                "es": "bien; la política no pide testigos",
                "en": "passed; the policy asks for no witness"
              },
              {
                "step": "inclusion",
                "outcome": "passed",
                "es": "bien; el asiento está bajo la raíz ROOT",
                "en": "passed; the entry is under the root ROOT"
              }
            ],
            "origin": "r.example/log",
            "size": 2,
            "root": "ROOT"
          }
        }
        exit 0
    "#]]
    .assert_eq(&shell.english("receipt mx/registro/body/registrar-1 --data data --json"));
    expect![[r#"
        error: there is no entry 2; the log has 2, from 0
        exit 2
    "#]]
    .assert_eq(&shell.english("receipt 2 --data data"));
    expect![[r#"
        error: no filing has the id `mx/registro/body/none`
        exit 2
    "#]]
    .assert_eq(&shell.english("receipt mx/registro/body/none --data data"));
    expect![[r#"
        error: `x` is neither an entry's number nor a filing's id
        exit 2
    "#]]
    .assert_eq(&shell.english("receipt x --data data"));
    expect![[r#"
        error: say where the register is, with `--data DIR` or `--url URL`
        exit 2
    "#]]
    .assert_eq(&shell.english("receipt 1"));
    let served = shell.serve();
    let fetched = shell.run(&format!("receipt mx/registro/body/registrar-1 --url {}", served.url));
    assert!(fetched.contains("Guardados: ./1.tlog-proof y ./1.entry") && fetched.ends_with("exit 0\n"), "{fetched}");
    expect![[r#"
        All verified: 2 entries, no finding
        The key is taken from `http://ADDRESS`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.
        exit 0
    "#]].assert_eq(&shell.english(&format!("fsck {}", served.url)));
}

#[test]
fn the_index_is_made_again_but_not_under_a_running_server() {
    let shell = Shell::with_register();
    fs::remove_file(shell.path("data/index.db")).unwrap();
    let told = shell.run("rebuild --data data");
    assert!(told.starts_with("Índice rehecho con 2 asientos en ") && told.ends_with("exit 0\n"), "{told}");
    let _served = shell.serve();
    expect![[r#"
        error: `data` is open in another process; stop that one first, a register has one writer
        exit 3
    "#]]
    .assert_eq(&shell.english("rebuild --data data"));
    expect![[r#"
        error: `data` is open in another process; stop that one first, a register has one writer
        exit 3
    "#]]
    .assert_eq(&shell.english("serve --data data --listen 127.0.0.1:0"));
    expect![[r#"
        error: `nowhere` holds no register; make one with `veedor init --data nowhere`
        exit 3
    "#]]
    .assert_eq(&shell.english("rebuild --data nowhere"));
}

#[test]
fn damage_is_found_named_and_repaired() {
    let shell = Shell::with_register();
    let bundle = shell.path("data/public/log/tile/entries/000.p/2");
    let mut bytes = fs::read(&bundle).unwrap();
    let at = bytes.len() - 200;
    bytes[at] ^= 1;
    fs::write(&bundle, &bytes).unwrap();
    expect![[r#"
        2 entries read, 1 finding(s)
        `tile/entries/000.p/2` has 1 of 2 entries that are not what was signed (entry 1); a check with repair makes it again
        exit 1
    "#]].assert_eq(&shell.english("fsck data"));
    expect![[r#"
        2 asientos leídos, 1 hallazgo(s)
        `tile/entries/000.p/2`: tiene 1 de 2 asientos que no son lo que se firmó (asiento 1); `veedor fsck --repair` lo rehace
        exit 1
    "#]].assert_eq(&shell.run("fsck data"));
    let repaired = shell.english("fsck data --repair");
    assert!(repaired.ends_with("All verified: 2 entries, no finding\nexit 0\n"), "{repaired}");
    expect![[r#"
        error: the key cannot be used: a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`
        exit 2
    "#]].assert_eq(&shell.english("fsck data --vkey nonsense"));
    expect![[r#"
        error: `nowhere` holds no register; make one with `veedor init --data nowhere`
        exit 3
    "#]]
    .assert_eq(&shell.english("fsck nowhere"));
    assert!(shell.english("fsck http://127.0.0.1:9").ends_with("exit 3\n"));
}

#[test]
fn a_document_with_other_bytes_is_found_and_a_missing_one_told() {
    let shell = Shell::with_register();
    // The SHA-256 of nothing, and of something else.
    let (empty, other) = ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "0".repeat(64));
    let document = |hash: &str| {
        format!(
            "{{\"kind\": \"other\", \"title\": \"Prueba\", \"sha256\": \"{hash}\", \"bytes\": 0, \"media_type\": \"text/plain\"}}"
        )
    };
    let list = format!(",\n  \"documents\": [{}, {}]\n}}", document(empty), document(&other));
    shell.write("fgr.json", body("mx/fgr", "fgr").replace("\n}", &list));
    let served = shell.serve();
    let filed = shell.run(&format!("file fgr.json --key data/registrar.key --url {}", served.url));
    assert!(filed.starts_with("Aceptada, asiento 2"), "{filed}");
    served.stop();
    shell.write(&format!("data/public/blobs/sha256/{empty}"), b"");
    assert!(shell.english("fsck data").starts_with("All verified: 3 entries, no finding\nnotice: "));
    shell.write(&format!("data/public/blobs/sha256/{empty}"), b"x");
    expect![[r#"
        3 entries read, 1 finding(s)
        entry 2: the document `HASH` has other bytes; restore it from a copy or ask the filer for it
        notice: the document `HASH` is not there; whoever has it can send it
        exit 1
    "#]]
    .assert_eq(&shell.english("fsck data"));
}
