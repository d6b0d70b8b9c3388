//! Tables from others: checked, drafted, filed, cut off and gone on with; personal data looked for.

use std::{fmt::Write as _, time::Duration};

use expect_test::expect;

use crate::shell::{Served, Shell, root};

const HEADER: &str = "number,from,to,measure,unit,count,counting_rule,body,jurisdiction,category,outcome\n";

/// A table of returns: a good one, one with a wrong unit, one whose count is refused.
fn table() -> String {
    format!(
        "{HEADER}2024-1,2024-01-01,2024-03-31,interception,orders,\"12\",by day of decision,,,,granted\n\
         2024-1,2024-01-01,2024-03-31,interception,orders,<10,by day of decision,,,,refused\n\
         2024-2,2024-04-01,2024-06-30,interception,ordres,3,by day of decision,=cmd,,,\n\
         2024-3,2024-07-01,2024-09-30,geolocation,orders,N/D,by day of decision,\"Telco, S.A. de C.V.\",,,\n"
    )
}

/// Many returns, one a row.
fn many(rows: usize) -> String {
    let mut text = String::from("year,probable_geofence_notifications\n");
    for row in 0..rows {
        let count = if row % 97 == 0 { "x".to_owned() } else { (row % 50).to_string() };
        _ = writeln!(text, "{},{count}", 1900 + row % 300);
    }
    text
}

#[test]
fn the_mappings_that_come_with_the_program_are_listed() {
    let shell = Shell::new();
    expect![[r#"
        us-ca-esw → order: Avisos de búsquedas electrónicas en California
            sin verificar: La fuente no distingue la ubicación en tiempo real de la conservada; toda se toma como datos conservados.
            sin verificar: Se toma cada aviso como una orden concedida; en una urgencia la orden viene después, y el aviso no dice si vino.
            sin verificar: El artículo del fundamento legal es el de las órdenes de esta ley en general, no el de cada aviso.
        us-ca-geofence-google → return: Órdenes de geocerca recibidas por Google en Estados Unidos
        us-ca-geofence-register → return: Probables avisos de geocerca en el registro de California
        provider-transparency-apple → return: Solicitudes de gobiernos recibidas por Apple
            sin verificar: La fuente no dice qué datos pide cada solicitud; la medida sigue a su clase.
        mx-xlvii → return: Solicitudes de intervención, registros y geolocalización (art. 70, fracción XLVII)
            sin verificar: Los títulos de las columnas siguen los lineamientos técnicos de 2016; no se cotejaron con un archivo descargado.
            sin verificar: La fila del encabezado es la de los archivos de la plataforma nacional, según se recuerda.
            sin verificar: La ley de 2015 dejó de estar en vigor en marzo de 2025; no se sabe si el formato sigue igual.
        return → return: Informe propio, una fila por cifra
        exit 0
    "#]].assert_eq(&shell.run("import --list"));
}

#[test]
fn a_table_is_checked_before_anything_is_written() {
    let shell = Shell::new();
    shell.write("t.csv", table());
    let told = [
        shell.run("check t.csv --map return"),
        shell.english("check t.csv --map return"),
        shell.english("check t.csv --map return --json"),
        shell.english("check t.csv"),
        shell.english("check t.csv --map retrun"),
        shell.english("check t.csv --map us-ca-geofence-register"),
    ];
    expect![[r#"
        4 registros, 1 errores, 0 avisos
        t.csv:4:unit not-in-codelist figures[0].unit: `ordres` no está en el catálogo unit; ¿quiso decir `orders`?
        exit 1

        4 records, 1 errors, 0 warnings
        t.csv:4:unit not-in-codelist figures[0].unit: `ordres` is not in the codelist unit; did you mean `orders`
        exit 1

        {
          "file": "t.csv",
          "records": 4,
          "errors": 1,
          "warnings": 0,
          "codes": {
            "not-in-codelist": 1
          },
          "spellings": {
            "body": 2
          },
          "findings": [
            {
              "row": 4,
              "column": "unit",
              "severity": "error",
              "code": "not-in-codelist",
              "rule": "spec/filing.md#fields",
              "says": {
                "es": "figures[0].unit: `ordres` no está en el catálogo unit",
                "en": "figures[0].unit: `ordres` is not in the codelist unit"
              },
              "next": {
                "es": "¿quiso decir `orders`?",
                "en": "did you mean `orders`"
              }
            }
          ],
          "all": true
        }
        exit 1

        error: `t.csv` is a table: say by which mapping it is checked, with `--map MAP`; `veedor import --list` lists them
        exit 2

        error: `retrun` is no mapping that comes with the program (us-ca-esw, us-ca-geofence-google, us-ca-geofence-register, provider-transparency-apple, mx-xlvii, return); a file of your own is named by its path and ends in .toml
        exit 2

        0 records, 0 errors, 0 warnings
        t.csv: the column `year` is missing; the source has changed: look at the mapping before you import [missing-column]
        exit 1
    "#]].assert_eq(&told.join("\n"));
    shell.write("many.csv", many(3_000));
    expect![[r#"
        3,000 records, 2,731 errors, 0 warnings
        many.csv:2:probable_geofence_notifications not-a-count `x` is no count; correct the cell or declare `thousands`
        many.csv:99:probable_geofence_notifications not-a-count `x` is no count; correct the cell or declare `thousands`
        many.csv:196:probable_geofence_notifications not-a-count `x` is no count; correct the cell or declare `thousands`
        many.csv:293:probable_geofence_notifications not-a-count `x` is no count; correct the cell or declare `thousands`
        many.csv:302 same-id another row gave the id `int/filer/return/geofence-notices-1900` already; take the repeated one out or give `id` another column
        many.csv:303 same-id another row gave the id `int/filer/return/geofence-notices-1901` already; take the repeated one out or give `id` another column
        many.csv:304 same-id another row gave the id `int/filer/return/geofence-notices-1902` already; take the repeated one out or give `id` another column
        many.csv:305 same-id another row gave the id `int/filer/return/geofence-notices-1903` already; take the repeated one out or give `id` another column
        many.csv:306 same-id another row gave the id `int/filer/return/geofence-notices-1904` already; take the repeated one out or give `id` another column
        many.csv:390:probable_geofence_notifications not-a-count `x` is no count; correct the cell or declare `thousands`
        … and 26 more of not-a-count; `--all` shows them
        … and 2,695 more of same-id; `--all` shows them
        exit 1
    "#]].assert_eq(&shell.english("check many.csv --map us-ca-geofence-register"));
    assert!(shell.english("check many.csv --map us-ca-geofence-register --all").lines().count() > 2_000);
}

#[test]
fn a_table_becomes_drafts_what_is_wrong_is_held_back_and_all_is_counted() {
    let shell = Shell::new();
    shell.write("t.csv", table());
    expect![[r#"
        4 filas, 2 borradores, 1 filas retenidas
          error not-in-codelist: 1
          suma de count: 16–24 leídos, 13–21 en borradores
          body: 2 grafías distintas
          mapa return, SHA-256 f99142cc3d74fd3a…
        Borradores en out/t.drafts.jsonl, informe en out/t.report.json
        Lo retenido está en out/t.held.csv, cada fila con su motivo
        exit 1
    "#]]
    .assert_eq(&shell.run("import return t.csv --out out --filer mx/fgr"));
    let english = shell.english("import return t.csv --out out2 --filer mx/fgr");
    expect![[r#"
        4 rows, 2 drafts, 1 rows held back
          error not-in-codelist: 1
          sum of count: 16–24 read, 13–21 in drafts
          body: 2 different spellings
          mapping return, SHA-256 f99142cc3d74fd3a…
        Drafts in out2/t.drafts.jsonl, report in out2/t.report.json
        What is held back is in out2/t.held.csv, each row with its reason
        exit 1
    "#]]
    .assert_eq(&english);
    expect![[r#"
        {"form":"return","id":"mx/fgr/return/2024-1","filer":"mx/fgr","nil":false,"occurred":{"from":"2024-01-01","to":"2024-03-31"},"figures":[{"measure":"interception","unit":"orders","counting_rule":"by day of decision","outcome":"granted","count":{"value":12}},{"measure":"interception","unit":"orders","counting_rule":"by day of decision","outcome":"refused","count":{"low":1,"high":9}}]}
        {"form":"return","id":"mx/fgr/return/2024-3","filer":"mx/fgr","nil":false,"occurred":{"from":"2024-07-01","to":"2024-09-30"},"figures":[{"measure":"geolocation","unit":"orders","counting_rule":"by day of decision"}],"unknown":[{"field":"figures[0].count","reason":"refused"}],"named":[{"field":"figures[0].body","name":"Telco, S.A. de C.V."}]}
    "#]].assert_eq(&shell.read("out2/t.drafts.jsonl"));
    expect![[r#"
        number,from,to,measure,unit,count,counting_rule,body,jurisdiction,category,outcome,problem,problem_words
        2024-2,2024-04-01,2024-06-30,interception,ordres,3,by day of decision,'=cmd,,,,not-in-codelist,unit: figures[0].unit: `ordres` is not in the codelist unit; did you mean `orders`
    "#]].assert_eq(&shell.read("out2/t.held.csv"));
    let report = shell.english("import return t.csv --out out2 --filer mx/fgr --json");
    assert_eq!(report.strip_suffix("exit 1\n"), Some(shell.steady(&shell.read("out2/t.report.json")).as_str()));
    expect![[r#"
        {
          "mapping": {
            "name": "return",
            "digest": "HASH"
          },
          "filer": "mx/fgr",
          "source": {
            "file": "t.csv",
            "sha256": "HASH",
            "bytes": 424
          },
          "rows": 4,
          "filings": 2,
          "held": 1,
          "errors": 1,
          "warnings": 0,
          "codes": {
            "error": {
              "not-in-codelist": 1
            }
          },
          "sums": {
            "count": {
              "read": {
                "low": 16,
                "high": 24
              },
              "drafted": {
                "low": 13,
                "high": 21
              }
            }
          },
          "spellings": {
            "body": 2
          },
          "drafts": {
            "file": "t.drafts.jsonl",
            "sha256": "HASH"
          },
          "held_back": {
            "file": "t.held.csv",
            "sha256": "HASH"
          }
        }
        exit 1
    "#]]
    .assert_eq(&report);
    expect![[r#"
        2 records, 0 errors, 0 warnings
        exit 0
    "#]]
    .assert_eq(&shell.english("check out2/t.drafts.jsonl"));
    expect![[r#"
        return: nobody files; give the body with `--filer ID` [no-filer]
        exit 1
    "#]]
    .assert_eq(&shell.english("import return t.csv --out out2"));
}

#[test]
fn a_file_that_breaks_off_keeps_what_came_before() {
    let shell = Shell::new();
    let mut bytes = many(200).into_bytes();
    bytes.extend(b"20\xff\n");
    shell.write("t.csv", bytes);
    expect![[r#"
        The file cannot be read after 200 rows; what came before is in the drafts, and nothing was filed.
        t.csv: here are bytes that are not UTF-8; declare `encoding` in the mapping (utf-8, windows-1252, utf-16le) or save the file as UTF-8 [not-in-encoding]
        exit 1
    "#]].assert_eq(&shell.english("import us-ca-geofence-register t.csv --filer mx/fgr"));
    assert_eq!(shell.read("t.drafts.jsonl").lines().count(), 197);
}

#[test]
fn an_import_that_is_killed_goes_on_to_the_same_bytes() {
    let shell = Shell::new();
    let rows = 60_000;
    let text: String = (0..rows).fold(String::from("k,v\n"), |mut text, row| {
        _ = writeln!(text, "{row},{}", if row % 1_000 == 7 { "x".into() } else { (row % 50).to_string() });
        text
    });
    shell.write("t.csv", text);
    shell.write("map.toml", MANY);
    let whole = shell.english("import map.toml t.csv --out whole --filer mx/fgr");
    assert!(whole.starts_with("60,000 rows, 59,940 drafts, 60 rows held back\n"), "{whole}");
    let mut went_on = 0;
    for millis in [150, 400, 900, 1_600] {
        let mut child = shell.command("import map.toml t.csv --out cut --filer mx/fgr");
        let mut child = child.env("LANG", "en_GB.UTF-8").stdout(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(millis));
        child.kill().unwrap();
        child.wait().unwrap();
        went_on += usize::from(shell.path("cut/t.state.json").exists());
    }
    let rest = shell.english("import map.toml t.csv --out cut --filer mx/fgr");
    for name in ["t.drafts.jsonl", "t.held.csv", "t.report.json"] {
        assert!(shell.read(&format!("whole/{name}")) == shell.read(&format!("cut/{name}")), "{name} {rest}");
    }
    println!("cut off with something to go on from: {went_on} times");
}

const MANY: &str = r#"
name = "many"
title = { es = "Muchas", en = "Many" }
form = "return"
id = "many-{k}"
source = { format = "csv", header = ["k", "v"] }
cite = [{ title = "Table", publisher = "Agency", part = "row {#}" }]
constants = { nil = false, occurred = "2020-01-01" }

[[figure]]
column = "v"
constants = { measure = "interception", unit = "orders", counting_rule = "as published" }
"#;

/// A register in which an observer may file.
fn with_observer() -> (Shell, Served) {
    let shell = Shell::with_register();
    let key = shell.run("keygen mx/observa --out observa.key");
    assert!(key.ends_with("exit 0\n"), "{key}");
    let made = shell.finish(&mut shell.command("keygen mx/observa --out other.key --json"), b"");
    assert!(made.ends_with("exit 0\n"), "{made}");
    let served = shell.serve();
    shell.write(
        "body.json",
        "{\"form\": \"body\", \"id\": \"mx/registro/body/observa\", \"filer\": \"mx/registro\", \"occurred\": \"2020-01-01\", \
         \"body\": \"mx/observa\", \"name\": \"Observa\", \"kind\": \"civil-society\"}\n",
    );
    shell.write(
        "grant.json",
        format!(
            "{{\"form\": \"key\", \"id\": \"mx/registro/key/observa\", \"filer\": \"mx/registro\", \"occurred\": \"2020-01-01\", \
             \"action\": \"grant\", \"key\": \"{}\", \"holder\": \"mx/observa\", \"role\": \"observer\"}}\n",
            verifier(&shell.read("observa.key"))
        ),
    );
    for name in ["body", "grant"] {
        let filed = shell.run(&format!("file {name}.json --key data/registrar.key --url {}", served.url));
        assert!(filed.starts_with("Aceptada"), "{filed}");
    }
    (shell, served)
}

/// The public key of a private one.
fn verifier(private: &str) -> String {
    tlog::note::SignerKey::parse(private.trim_end()).unwrap().verifier().to_string()
}

#[test]
fn drafts_are_filed_once_with_verified_receipts_and_a_cut_is_no_loss() {
    let (shell, served) = with_observer();
    let rows: String = (0..300).fold(String::from("k,v\n"), |mut text, row| {
        _ = writeln!(text, "{row},{row}");
        text
    });
    shell.write("t.csv", rows);
    shell.write("map.toml", MANY);
    let line = format!("import map.toml t.csv --filer mx/observa --file --key observa.key --url {}", served.url);
    expect![[r#"
        300 rows, 300 drafts, 0 rows held back
          sum of v: 44,850 read, 44,850 in drafts
          mapping many, SHA-256 ce07ea7592b2d576…
        Drafts in ./t.drafts.jsonl, report in ./t.report.json
        Filed: 300 new, 0 stood already, 0 refused; receipts in ./t.receipts.jsonl
        The key is taken from `http://ADDRESS`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.
        exit 0
    "#]].assert_eq(&shell.english(&line));
    let receipts = shell.read("t.receipts.jsonl");
    assert_eq!(receipts.lines().count(), 300);
    expect![[r#"
        300 filas, 300 borradores, 0 filas retenidas
          suma de v: 44 850 leídos, 44 850 en borradores
          mapa many, SHA-256 ce07ea7592b2d576…
        Borradores en ./t.drafts.jsonl, informe en ./t.report.json
        Ya presentado: 300; nada nuevo; recibos en ./t.receipts.jsonl
        La clave se toma de `http://ADDRESS`: vale tanto como ese servidor. Para no depender de él, dé `--vkey` o `--policy`.
        exit 0
    "#]].assert_eq(&shell.run(&line));
    assert_eq!(shell.read("t.receipts.jsonl"), receipts, "nothing new");

    // A cut in the middle of a line, as after a loss of power: what was filed is told as standing, not filed anew.
    shell.write("t.receipts.jsonl", &receipts[..receipts.len() / 2]);
    let again = shell.english(&line);
    assert!(again.starts_with("300 rows, 300 drafts") && again.contains("Already filed: 300; nothing new"), "{again}");
    assert_eq!(shell.read("t.receipts.jsonl").lines().count(), 300);
    let fsck = shell.english(&format!("fsck {}", served.url));
    assert!(fsck.starts_with("All verified: 304 entries"), "{fsck}");
    checks_without_a_network(&shell, &served.url);
    refusals_are_told(&shell, &served.url);
}

/// What the desk and an import leave to be signed: refusals stop nothing, and the same command goes on after a cut.
#[test]
fn drafts_one_a_line_are_filed_in_their_order_and_a_refusal_stops_no_other() {
    let (shell, served) = with_observer();
    shell.write("t.csv", "k,v\n1,1\n2,2\n3,3\n");
    shell.write("map.toml", MANY);
    shell.run("import map.toml t.csv --filer mx/observa");
    let drafts = shell.read("t.drafts.jsonl");
    let mut lines: Vec<String> = drafts.lines().map(str::to_owned).collect();
    let [unit, id] = [("\"orders\"", "\"ordres\""), ("/return/", "/return/none-")]
        .map(|(from, to)| lines[0].replace(from, to).replace("/return/", "/return/other-"));
    lines.splice(1..1, ["{\"form\": ".to_owned(), unit, String::new(), id]);
    shell.write("t.drafts.jsonl", lines.join("\n"));
    let line = format!("file t.drafts.jsonl --key observa.key --url {}", served.url);
    expect![[r#"
        6 drafts, one a line
        Filed: 4 new, 0 stood already, 2 refused; receipts in t.receipts.jsonl
        {"form": :2: the text is not JSON: column 1: the text ends too early; correct the text there and sign it again [not-json]
        mx/observa/return/other-many-1:1: figures[0].unit: `ordres` is not in the codelist unit; did you mean `orders` [not-in-codelist]
        All that was refused is in t.refused.jsonl
        The key is taken from `http://ADDRESS`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.
        exit 1
    "#]].assert_eq(&shell.english(&line));
    let receipts = shell.read("t.receipts.jsonl");
    let entries: Vec<serde_json::Value> = receipts.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(entries.windows(2).all(|pair| pair[0]["entry"].as_u64() < pair[1]["entry"].as_u64()), "in their order");
    assert_eq!(shell.read("t.refused.jsonl").lines().count(), 2);

    // Cut off, with the last receipt half written.
    shell.write("t.receipts.jsonl", &receipts[..receipts.len() - 20]);
    expect![[r#"
        6 borradores, uno por línea
        Presentado: 0 nuevas, 4 ya constaban, 2 rechazadas; recibos en t.receipts.jsonl
        {"form": :2: el texto no es JSON: columna 1: el texto termina antes de tiempo; corrija el texto ahí y fírmelo de nuevo [not-json]
        mx/observa/return/other-many-1:1: figures[0].unit: `ordres` no está en el catálogo unit; ¿quiso decir `orders`? [not-in-codelist]
        Todo lo rechazado está en t.refused.jsonl
        La clave se toma de `http://ADDRESS`: vale tanto como ese servidor. Para no depender de él, dé `--vkey` o `--policy`.
        exit 1
    "#]].assert_eq(&shell.run(&line));
    assert_eq!(shell.read("t.receipts.jsonl"), receipts);
    for line in ["file none.jsonl --key observa.key --url URL", "file t.drafts.jsonl --url URL"] {
        let told = shell.english(&line.replace("URL", &served.url));
        assert!(told.contains("there is no file `none.jsonl`") || told.contains("a draft is signed"), "{told}");
    }
}

/// A receipt is all that is needed to check what was filed.
fn checks_without_a_network(shell: &Shell, url: &str) {
    let receipts = shell.read("t.receipts.jsonl");
    let one: serde_json::Value = serde_json::from_str(receipts.lines().nth(7).unwrap()).unwrap();
    let text = |name: &str| one[name].as_str().unwrap().to_owned();
    shell.write("one.tlog-proof", text("receipt"));
    shell.write("one.note", text("filing"));
    let line = format!("verify one.tlog-proof --filing one.note --received {} --policy data/policy", text("received"));
    let verified = shell.english(&line);
    assert!(verified.contains("Verified: entry") && verified.ends_with("exit 0\n"), "{url} {verified}");
}

/// What the register refuses is told and kept, and the rest stands.
fn refusals_are_told(shell: &Shell, url: &str) {
    shell.write("other.csv", "k,v\n1,9\n1000,5\n");
    let line = format!("import map.toml other.csv --filer mx/observa --file --key observa.key --url {url}");
    let told = shell.english(&line);
    // Filings of several connections stand in the order in which they came.
    assert!(told.contains("Filed: 1 new, 0 stood already, 1 refused; receipts in ./other.receipts.jsonl"), "{told}");
    assert!(told.contains("mx/observa/return/many-1:1: id: this id was used in entry"), "{told}");
    assert!(told.contains("All that was refused is in ./other.refused.jsonl") && told.ends_with("exit 1\n"), "{told}");
    assert_eq!(shell.read("other.refused.jsonl").lines().count(), 1);
    let line = format!("import map.toml other.csv --out o2 --filer mx/observa --file --key other.key --url {url}");
    let told = shell.english(&line);
    assert!(told.contains("0 new, 1 stood already, 1 refused"), "the text that stands needs no other key: {told}");
    let line = "import map.toml t.csv --out away --filer mx/observa --file --key observa.key --vkey x --url http://127.0.0.1:9";
    assert!(shell.english(line).contains("exit 2"), "a key that is none is told before anything is drafted");
}

#[test]
fn likely_personal_data_are_found_and_never_repeated() {
    let shell = Shell::new();
    shell.write("t.csv", "id,note\n1,llamar al 55 1234 5678\n2,nada\n3,\"de alguien@example.org, placas ABC-12-34\"\n");
    shell.write("t.jsonl", "{\"a\": {\"b\": \"desde 203.0.113.7\"}}\n{\"a\": \"la Lic. Ejemplo\"}\n");
    shell.write("t.json", "{\n  \"curp\": [\"x\", \"CURP XEXX010101HNEXXXA4\"]\n}\n");
    shell.write("t.txt", "equipo 490154203237518\n\nRFC XEXX010101000\n");
    shell.write("fine.txt", "Secretaría de la Defensa Nacional, 2019-04-12\n");
    let all = "redact --check t.csv t.jsonl t.json t.txt fine.txt";
    let told =
        [shell.run(all), shell.english(all), shell.english("redact --check fine.txt"), shell.english("redact t.csv")];
    expect![[r#"
        5 archivo(s), 8 probable(s) dato(s) personal(es)
        t.csv:2:note un número de teléfono: 55 **** ****
        t.csv:4:note una placa de vehículo: AB*******
        t.csv:4:note una dirección de correo: al*****************
        t.jsonl:1:a.b una dirección IP: 20*********
        t.jsonl:2:a el nombre de una persona: Li** *******
        t.json:2:curp[1] una CURP: XE****************
        t.txt:1:1 un número de equipo o de línea (IMEI, IMSI): 49*************
        t.txt:3:1 un RFC de persona física: XE***********
        exit 1

        5 file(s), 8 likely personal data
        t.csv:2:note a telephone number: 55 **** ****
        t.csv:4:note a vehicle's plate: AB*******
        t.csv:4:note an e-mail address: al*****************
        t.jsonl:1:a.b an IP address: 20*********
        t.jsonl:2:a a person's name: Li** *******
        t.json:2:curp[1] a population register code (CURP): XE****************
        t.txt:1:1 a device or subscriber number (IMEI, IMSI): 49*************
        t.txt:3:1 a natural person's tax code (RFC): XE***********
        exit 1

        1 file(s), 0 likely personal data
        Finding nothing is no proof that there is none.
        exit 0

        error: for now it only looks: give `--check`
        exit 2
    "#]]
    .assert_eq(&told.join("\n"));
    let document = shell.english(&format!("{all} --json"));
    for whole in ["5678", "example.org", "12-34", "113.7", "Ejemplo", "A4\"", "237518", "101000"] {
        assert!(!document.contains(whole) && !told.concat().contains(whole), "{whole}");
    }
}

/// The example of the page on mappings is checked as it stands there, in both languages; what it becomes is held by
/// the tests of `import`.
#[test]
fn the_example_of_the_page_runs() {
    for (page, lang) in [("docs/import.md", "en"), ("docs/import.es.md", "es")] {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        let block = |info: &str| {
            let after = text.split(&format!("```{info}\n")).nth(1).unwrap_or_else(|| panic!("{page} has no ```{info}"));
            after.split("```").next().unwrap().to_owned()
        };
        let shell = Shell::new();
        shell.write("mapping.toml", block("toml"));
        shell.write("table.csv", block("csv"));
        let told = shell.finish(&mut shell.command(&format!("check table.csv --map mapping.toml --lang {lang}")), b"");
        assert_eq!(told, block("text check"), "{page}");
    }
}
