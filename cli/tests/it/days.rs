//! What a register had on a day, and what changed: asked of a running register.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use expect_test::expect;
use register::time::Instant;

use crate::shell::Shell;

const BODY: &str = r#"{"form": "body", "id": "mx/registro/body/fgr", "filer": "mx/registro", "occurred": "2020-01-01", "body": "mx/fgr", "name": "Fiscalía de prueba", "kind": "prosecutor"}
"#;

const CORRECTION: &str = r#"{"form": "correction", "id": "mx/registro/correction/1", "filer": "mx/registro", "occurred": "2020-01-02", "corrects": "mx/registro/body/fgr", "reason": "Nombre oficial", "replacement": {"body": "mx/fgr", "name": "Fiscalía General", "kind": "prosecutor", "country": "mx"}}
"#;

/// The day it is now, in UTC.
fn today() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    Instant::from_millis(i64::try_from(now).unwrap()).unwrap().date().to_string()
}

/// Waits until entry 3 is on the pages.
fn until_indexed(ask: impl Fn() -> String) {
    for _ in 0..200 {
        if ask().contains("entry 3 is no version") {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the index does not follow: {}", ask());
}

#[test]
fn a_day_is_proved_and_versions_are_compared() {
    let shell = Shell::with_register();
    shell.write("fgr.json", BODY);
    shell.write("fix.json", CORRECTION);
    let served = shell.serve();
    for draft in ["fgr.json", "fix.json"] {
        let told = shell.run(&format!("file {draft} --key data/registrar.key --url {}", served.url));
        assert!(told.ends_with("exit 0\n"), "{told}");
    }
    let ask = |line: &str| shell.english(&format!("{line} --url {}", served.url));
    until_indexed(|| ask("diff 0 3"));
    expect![[r#"
        + country: mx
        ≠ name: Fiscalía de prueba → Fiscalía General
        exit 0
    "#]]
    .assert_eq(&ask("diff 2 3"));
    assert_eq!(ask("diff 2 3"), ask("diff mx/registro/body/fgr mx/registro/correction/1"));
    expect![[r#"
        error: entry 1 is no version of `mx/registro/body/fgr`; the nearest is entry 2
        exit 2
    "#]]
    .assert_eq(&ask("diff 2 1"));
    expect![[r#"
        error: there is no entry 99; the log has 4, from 0
        exit 2
    "#]]
    .assert_eq(&ask("diff 2 99"));
    let day = today();
    let told = ask(&format!("as-of {day} bodies/mx/fgr"));
    assert!(told.contains("the register had 4 entries, root "), "{told}");
    assert!(told.contains("✓ is the beginning of today's signed log of 4 entries"), "{told}");
    assert!(told.contains("\"name\": \"Fiscalía General\"") && told.ends_with("exit 0\n"), "{told}");
    expect![[r#"
        Nothing changed
        exit 0
    "#]]
    .assert_eq(&ask(&format!("diff {day} {day} bodies/mx/fgr")));
}

#[test]
fn a_day_that_cannot_be_shown_is_told_in_words() {
    let shell = Shell::with_register();
    let served = shell.serve();
    let ask = |line: &str| shell.english(&format!("{line} --url {}", served.url));
    assert!(
        ask("as-of 1999-01-01").contains("On 1 Jan 1999 the register had no entry yet"),
        "{}",
        ask("as-of 1999-01-01")
    );
    assert!(shell.run(&format!("as-of 1999-01-01 --url {}", served.url)).contains("no tenía aún ningún asiento"));
    assert!(ask("as-of 2150-01-01").contains("has not come yet"));
    expect![[r#"
        error: `yesterday` is no day; expected YYYY-MM-DD
        exit 2
    "#]]
    .assert_eq(&ask("as-of yesterday"));
    expect![[r#"
        error: say of which register, with `--url URL`
        exit 2
    "#]]
    .assert_eq(&shell.english("diff 1 2"));
    let day = today();
    assert!(ask(&format!("as-of {day} nowhere")).ends_with("exit 3\n"));
}
