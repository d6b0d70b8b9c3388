//! The demonstration from end to end: the whole Mexican case, made-up data, the receipt it leaves, and an independent
//! client that knows nothing of this program.

use std::process::Command;

use expect_test::expect;

use crate::shell::{Shell, root};

/// One line of a text.
fn line<'a>(text: &'a str, has: &str) -> &'a str {
    text.lines().find(|line| line.contains(has)).unwrap_or_else(|| panic!("no `{has}` in\n{text}"))
}

#[test]
fn the_mexican_case_is_filed_and_its_receipt_verifies_off_line() {
    let shell = Shell::new();
    let told = shell.run("demo --data data --no-serve");
    assert!(told.ends_with("exit 0\n"), "{told}");
    let did = line(&told, "presentaciones firmadas");
    let numbers: Vec<u64> = did.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let files = std::fs::read_dir(root().join("demo/mexico")).unwrap().flatten();
    let drafts =
        files.filter(|file| file.path().extension().is_some_and(|extension| extension == "json")).count() as u64;
    // The case, the registrar's own key and the observer's, three rulebooks, a council with its key, draft and consultation.
    assert_eq!(numbers, [drafts + 9; 3], "{did}");
    line(&told, "Lo que resalta");
    line(&told, "con respuestas que difieren");
    line(&told, "verify data/receipt.tlog-proof --policy data/policy");
    expect![[r#"
        ✓ Formato: bien; es el recibo del asiento 294 en una bitácora de 295
        ✓ Firma de la bitácora: bien; firmó demo.veedor.example/log+KEY
        ✓ Origen: bien; la bitácora es demo.veedor.example/log
        ✓ Testigos: bien; la política no pide testigos
        ✓ Inclusión: bien; el asiento está bajo la raíz ROOT
        Verificado: el asiento 294 es mx/consejo-demo/consultation/1, presentado por mx/consejo-demo, recibido INSTANT
        exit 0
    "#]]
    .assert_eq(&shell.run("verify data/receipt.tlog-proof --policy data/policy"));
    let checked = shell.run("fsck data");
    assert!(checked.contains("ningún hallazgo") && checked.ends_with("exit 0\n"), "{checked}");
    let again = shell.english("demo --data data --no-serve");
    assert!(again.contains("holds a register already") && again.ends_with("exit 3\n"), "{again}");
    independent_client_accepts(&shell);
}

/// Go's own note and tlog packages, where Go is there.
fn independent_client_accepts(shell: &Shell) {
    let policy = shell.read("data/policy");
    let key = policy.lines().find_map(|line| line.strip_prefix("log ")).unwrap().to_owned();
    let run = Command::new(root().join("tests/interop/run.sh"))
        .args([
            "verify-receipt".into(),
            shell.path("data/receipt.tlog-proof"),
            shell.path("data/receipt.entry"),
            key.into(),
        ])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    if told.contains("skipped: ") {
        println!("{told}");
        return;
    }
    assert!(run.status.success() && told.contains("everything holds"), "{told}");
}

#[test]
fn made_up_data_say_so_and_stand() {
    let shell = Shell::new();
    let told = shell.english("demo --data data --no-serve --synthetic 300 --seed 5 --json");
    assert!(told.ends_with("exit 0\n"), "{told}");
    line(&told, "\"filings\": 302");
    line(&told, "\"receipts_verified\": 302");
    assert!(shell.english("fsck data").starts_with("All verified: 302 entries"));
    expect![[r#"
        error: `--synthetic 5` is too few; the least is 64
        exit 2
    "#]]
    .assert_eq(&shell.english("demo --data other --no-serve --synthetic 5"));
}

#[test]
fn a_bodies_file_holds_each_filing_with_its_length() {
    let shell = Shell::new();
    expect![[r#"
        100 filings in bodies.bin (58 KiB)
        The first 32 are filed one by one: --prelude 32
        They are for a register made with: veedor init --registrar mx/sintetico-registro --registrar-key bodies.bin.key
        exit 0
    "#]]
    .assert_eq(&shell.english("demo --synthetic 100 --bodies bodies.bin"));
    let bytes = std::fs::read(shell.path("bodies.bin")).unwrap();
    let (mut rest, mut count) = (bytes.as_slice(), 0);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        assert!(after[..length].starts_with(b"{\n  \"form\": "));
        rest = &after[length..];
        count += 1;
    }
    assert_eq!((count, rest.len()), (100, 0));
    let made = shell.english(
        "init --data data --origin r.example/log --registrar mx/sintetico-registro --registrar-key bodies.bin.key --name-es a --name-en b",
    );
    assert!(made.ends_with("exit 0\n"), "{made}");
    assert!(!shell.path("data/registrar.key").exists());
    expect![[r#"
        error: `--bodies` writes synthetic data; say how many with `--synthetic N`
        exit 2
    "#]]
    .assert_eq(&shell.english("demo --bodies x.bin"));
}

#[test]
fn a_taken_port_is_told_and_the_next_is_used() {
    use std::io::{BufRead as _, BufReader};
    let shell = Shell::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut command = shell.command(&format!("demo --data data --synthetic 64 --listen 127.0.0.1:{port}"));
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let told: Vec<String> = lines.take_while(|line| !line.starts_with("Ctrl-C")).collect();
    // The line stands a moment before the signal is waited for.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    let status = child.wait().unwrap();
    let told = told.join("\n");
    assert!(told.contains(&format!("El puerto {port} está ocupado")), "{told}");
    assert!(told.contains("Veedor escucha en http://127.0.0.1:"), "{told}");
    assert!(status.success(), "{status}");
}
