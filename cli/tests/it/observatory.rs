//! An observatory as people run it: a directory with mistakes, then a good one, a round, and registers side by side.

use std::process::Stdio;

use expect_test::expect;

use crate::shell::Shell;

#[test]
fn a_directory_is_checked_followed_and_compared() {
    let shell = Shell::with_register();
    shell
        .write("d.toml", "[[register]]\nid = \"mx\"\nurl = \"ftp://r.example\"\nvkey = \"x\"\njurisdiction = \"mx\"\n");
    expect![[r#"
        ✗ d.toml:1:register.name_es: is missing; add it
        ✗ d.toml:1:register.name_en: is missing; add it
        ✗ d.toml:3:register.url: an address http://… or https://… is expected
        ✗ d.toml:4:register.vkey: is no verifier key: a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`
        4 fault(s) in the directory
        exit 1
    "#]].assert_eq(&shell.english("observatory check d.toml"));
    expect![[r#"
        error: el directorio `d.toml` tiene 4 falla(s); la primera: d.toml:1:register.name_es: falta; agréguelo; `veedor observatory check d.toml` las dice todas
        exit 2
    "#]].assert_eq(&shell.run("observatory follow --directory d.toml --data o"));

    let register = shell.serve();
    let policy = shell.read("data/policy");
    shell.write(
        "p",
        policy
            .lines()
            .filter(|line| line.starts_with("log "))
            .map(|line| format!("{line}\nquorum none\n"))
            .collect::<String>(),
    );
    let listed = |id: &str, url: &str| {
        format!(
            "[[register]]\nid = \"{id}\"\nname_es = \"Registro {id}\"\nname_en = \"Register {id}\"\nurl = \"{url}\"\npolicy = \"p\"\njurisdiction = \"mx\"\n"
        )
    };
    shell.write("d.toml", listed("mx", &register.url));
    expect![[r#"
        The directory is good: 1 register(s), 26 jurisdictions, 15 members of OGP
        exit 0
    "#]]
    .assert_eq(&shell.english("observatory check d.toml"));
    expect![[r#"
        ✓ mx: 2 entries verified
        exit 0
    "#]]
    .assert_eq(&shell.english("observatory follow --directory d.toml --data o"));
    let table = shell.english("observatory compare mx --directory d.toml --data o");
    let last: Vec<&str> = table.lines().rev().take(2).collect();
    expect![[r#"
        exit 0
        mx, 2 entries: 0 answers with figures, 30 not published, 0 withheld, 0 that no law asks for"#]]
    .assert_eq(&last.join("\n"));
    assert!(
        table.starts_with("How many surveillance technologies are on file? [PT-1]\n  mx  not published\n"),
        "{table}"
    );
    expect![[r#"
        error: the directory has no register `us`; those there are: mx
        exit 2
    "#]]
    .assert_eq(&shell.english("observatory compare us --directory d.toml --data o"));
    expect![[r#"
        error: el directorio no tiene el registro `a`; los que hay son: mx
        exit 2
    "#]]
    .assert_eq(&shell.run("observatory compare a b c d e f --directory d.toml --data o"));

    let line = "observatory serve --directory d.toml --data o --listen 127.0.0.1:0 --log error";
    let served = shell.serving(shell.command(line).stdout(Stdio::piped()).stderr(Stdio::null()));
    expect![[r#"
        error: another process follows registers in `o`; stop that one first, or give another folder with `--data`
        exit 3
    "#]]
    .assert_eq(&shell.english("observatory follow --directory d.toml --data o"));
    drop(served);
}
