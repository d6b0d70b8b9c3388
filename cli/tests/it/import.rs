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
    expect![[""]].assert_eq(&shell.run("import --list"));
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
    expect![[""]].assert_eq(&told.join("\n"));
    shell.write("many.csv", many(3_000));
    expect![[""]].assert_eq(&shell.english("check many.csv --map us-ca-geofence-register"));
    assert!(shell.english("check many.csv --map us-ca-geofence-register --all").lines().count() > 2_000);
}

#[test]
fn a_table_becomes_drafts_what_is_wrong_is_held_back_and_all_is_counted() {
    let shell = Shell::new();
    shell.write("t.csv", table());
    expect![[""]].assert_eq(&shell.run("import return t.csv --out out --filer mx/fgr"));
    let english = shell.english("import return t.csv --out out2 --filer mx/fgr");
    expect![[""]].assert_eq(&english);
    expect![[""]].assert_eq(&shell.read("out2/t.drafts.jsonl"));
    expect![[""]].assert_eq(&shell.read("out2/t.held.csv"));
    let report = shell.english("import return t.csv --out out2 --filer mx/fgr --json");
    assert_eq!(report.strip_suffix("exit 1\n"), Some(shell.steady(&shell.read("out2/t.report.json")).as_str()));
    expect![[""]].assert_eq(&report);
    expect![[""]].assert_eq(&shell.english("check out2/t.drafts.jsonl"));
    expect![[""]].assert_eq(&shell.english("import return t.csv --out out2"));
}

#[test]
fn a_file_that_breaks_off_keeps_what_came_before() {
    let shell = Shell::new();
    let mut bytes = many(200).into_bytes();
    bytes.extend(b"20\xff\n");
    shell.write("t.csv", bytes);
    expect![[""]].assert_eq(&shell.english("import us-ca-geofence-register t.csv --filer mx/fgr"));
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
    expect![[""]].assert_eq(&shell.english(&line));
    let receipts = shell.read("t.receipts.jsonl");
    assert_eq!(receipts.lines().count(), 300);
    expect![[""]].assert_eq(&shell.run(&line));
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

/// A receipt is all that is needed to check what was filed.
fn checks_without_a_network(shell: &Shell, url: &str) {
    let receipts = shell.read("t.receipts.jsonl");
    let one: serde_json::Value = serde_json::from_str(receipts.lines().nth(7).unwrap()).unwrap();
    let text = |name: &str| one[name].as_str().unwrap().to_owned();
    shell.write("one.tlog-proof", text("receipt"));
    shell.write("one.note", text("filing"));
    let line =
        format!("verify one.tlog-proof --filing one.note --received {} --policy data/policy", text("received"));
    let verified = shell.english(&line);
    assert!(verified.contains("Verified: entry") && verified.ends_with("exit 0\n"), "{url} {verified}");
}

/// What the register refuses is told and kept, and the rest stands.
fn refusals_are_told(shell: &Shell, url: &str) {
    shell.write("other.csv", "k,v\n1,9\n1000,5\n");
    let line = format!("import map.toml other.csv --filer mx/observa --file --key observa.key --url {url}");
    expect![[""]].assert_eq(&shell.english(&line));
    assert_eq!(shell.read("other.refused.jsonl").lines().count(), 1);
    let line = format!("import map.toml other.csv --filer mx/observa --file --key other.key --url {url}");
    assert!(shell.english(&line).contains("0 new, 1 stood already, 1 refused") || shell.english(&line).contains("refused"));
    let unreachable = "import map.toml t.csv --out away --filer mx/observa --file --key observa.key --vkey x --url http://127.0.0.1:9";
    assert!(shell.english(unreachable).contains("exit 2"), "a key that is none is told before anything is drafted");
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
    let told = [shell.run(all), shell.english(all), shell.english("redact --check fine.txt"), shell.english("redact t.csv")];
    expect![[""]].assert_eq(&told.join("\n"));
    let document = shell.english(&format!("{all} --json"));
    for whole in ["5678", "example.org", "12-34", "113.7", "Ejemplo", "A4\"", "237518", "101000"] {
        assert!(!document.contains(whole) && !told.concat().contains(whole), "{whole}");
    }
}

/// The example of the page on mappings runs as it stands there, in both languages.
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
        shell.finish(&mut shell.command(&format!("import mapping.toml table.csv --filer mx/observa --lang {lang}")), b"");
        assert_eq!(shell.read("table.drafts.jsonl"), block("json"), "{page}");
    }
}
