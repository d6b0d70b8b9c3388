//! Two sides held against each other: drafts of courts and of an agency, alone and beside a register.

use expect_test::expect;

use crate::shell::Shell;

/// An order that commits to a case, as one of those concerned drafts it.
fn order(filer: &str, number: u8, case: u8) -> String {
    let unknown =
        ["technology", "from", "to", "matter"].map(|field| format!(r#"{{"field":"{field}","reason":"not-found"}}"#));
    let (case, unknown) = (format!("{case:02x}").repeat(32), unknown.join(","));
    format!(
        r#"{{"form":"order","id":"mx/{filer}/order/{number}","filer":"mx/{filer}","occurred":"2024-03-01","measure":"interception","requester":"mx/fgr","court":"mx/juzgado","asked_at":"2024-03-01T09:00:00Z","decided_at":"2024-03-01T12:00:00Z","outcome":"granted","served":["mx/operador"],"subjects":{{"value":1}},"case_commitment":"{case}","unknown":[{unknown}]}}"#
    ) + "\n"
}

fn body(id: &str, kind: &str) -> String {
    format!(
        r#"{{"form":"body","id":"mx/registro/body/{id}","filer":"mx/registro","occurred":"2015-01-01","body":"mx/{id}","name":"{id}","kind":"{kind}"}}"#
    ) + "\n"
}

/// Courts and agency: the agency lacks one case, the courts two.
fn with_drafts(shell: &Shell) {
    let bodies = body("juzgado", "court") + &body("fgr", "prosecutor");
    shell.write("bodies.jsonl", bodies);
    shell.write("courts.jsonl", [1, 2, 3].map(|case| order("juzgado", case, case)).concat());
    shell.write("agency.jsonl", [2, 3, 4, 5].map(|case| order("fgr", case, case)).concat());
}

#[test]
fn drafts_of_two_sides_are_matched_case_by_case() {
    let shell = Shell::new();
    with_drafts(&shell);
    let line = "reconcile bodies.jsonl courts.jsonl agency.jsonl";
    expect![[r#"
        4 comparisons: 1 are apart, in 3 one side only speaks
          cases-of-authority-and-courts/2024/interception/mx.fgr  4 | 3  ≠ 3
        `--all` shows the others too.
        exit 1
    "#]]
    .assert_eq(&shell.english(line));
    expect![[r#"
        4 comparaciones: 1 no coinciden, en 3 habla una sola parte
          cases-of-authority-and-courts/2024/interception/mx.fgr  4 | 3  ≠ 3
          cases-of-authorities-and-operator/2024/interception/mx.operador  4 | ?
          cases-of-courts-and-operator/2024/interception/mx.operador  3 | ?
          return-and-filings/2024/interception/mx.fgr  ? | 5
        exit 1
    "#]]
    .assert_eq(&shell.run(&format!("{line} --all")));
    expect![[r#"
        {
          "gaps": [
            {
              "gap": "cases-of-authority-and-courts/2024/interception/mx.fgr",
              "stand": "apart",
              "apart": {
                "low": 3,
                "high": 3
              },
              "sides": [
                {
                  "low": 4,
                  "high": 4,
                  "filings": 4,
                  "used": 0,
                  "left_out": 0,
                  "disputed": false
                },
                {
                  "low": 3,
                  "high": 3,
                  "filings": 3,
                  "used": 0,
                  "left_out": 0,
                  "disputed": false
                }
              ]
            },
            {
              "gap": "cases-of-authorities-and-operator/2024/interception/mx.operador",
              "stand": "only",
              "apart": null,
              "sides": [
                {
                  "low": 4,
                  "high": 4,
                  "filings": 4,
                  "used": 0,
                  "left_out": 0,
                  "disputed": false
                },
                {
                  "low": null,
                  "high": null,
                  "filings": 0,
                  "used": 0,
                  "left_out": 0,
                  "disputed": false
                }
              ]
            },
            {
              "gap": "cases-of-courts-and-operator/2024/interception/mx.operador",
              "stand": "only",
              "apart": null,
              "sides": [
                {
                  "low": 3,
                  "high": 3,
                  "filings": 3,
                  "used": 0,
                  "left_out": 0,
                  "disputed": false
                },
                {
                  "low": null,
                  "high": null,
                  "filings": 0,
                  "used": 0,
                  "left_out": 0,
                  "disputed": false
                }
              ]
            },
            {
              "gap": "return-and-filings/2024/interception/mx.fgr",
              "stand": "only",
              "apart": null,
              "sides": [
                {
                  "low": null,
                  "high": null,
                  "filings": 0,
                  "used": 0,
                  "left_out": 0,
                  "disputed": false
                },
                {
                  "low": 5,
                  "high": 5,
                  "filings": 7,
                  "used": 0,
                  "left_out": 0,
                  "disputed": false
                }
              ]
            }
          ]
        }
        exit 1
    "#]]
    .assert_eq(&shell.run(&format!("{line} --json")));
}

#[test]
fn an_id_drafted_twice_is_as_it_was_drafted_last() {
    let shell = Shell::new();
    with_drafts(&shell);
    // The courts' first order is of the agency's last case after all.
    shell.write("again.jsonl", order("juzgado", 1, 5));
    expect![[r#"
        4 comparisons: 1 are apart, in 3 one side only speaks
          cases-of-authority-and-courts/2024/interception/mx.fgr  4 | 3  ≠ 1
        `--all` shows the others too.
        exit 1
    "#]]
    .assert_eq(&shell.english("reconcile bodies.jsonl courts.jsonl agency.jsonl again.jsonl"));
}

#[test]
fn drafts_are_held_against_what_a_register_holds() {
    let shell = Shell::with_register();
    with_drafts(&shell);
    shell.write("juzgado.json", body("juzgado", "court"));
    let served = shell.serve();
    let filed = shell.run(&format!("file juzgado.json --key data/registrar.key --url {}", served.url));
    assert!(filed.ends_with("exit 0\n"), "{filed}");
    // Of the register alone, nothing is said in figures; it knows who is a court, and the drafts who is not.
    expect![[r#"
        0 comparisons: 0 are apart, in 0 one side only speaks
        exit 0
    "#]]
    .assert_eq(&shell.english("reconcile --data data"));
    shell.write("fgr.json", body("fgr", "prosecutor"));
    let drafts = "fgr.json courts.jsonl agency.jsonl";
    expect![[r#"
        4 comparisons: 1 are apart, in 3 one side only speaks
          cases-of-authority-and-courts/2024/interception/mx.fgr  4 | 3  ≠ 3
        `--all` shows the others too.
        exit 1
    "#]]
    .assert_eq(&shell.english(&format!("reconcile --data data {drafts}")));
    expect![[r#"
        4 comparisons: 1 are apart, in 3 one side only speaks
          cases-of-authority-and-courts/2024/interception/mx.fgr  4 | 3  ≠ 3
        `--all` shows the others too.
        The key is taken from `http://ADDRESS`: it is worth as much as that server. Not to depend on it, give `--vkey` or `--policy`.
        exit 1
    "#]].assert_eq(&shell.english(&format!("reconcile --url {} {drafts}", served.url)));
}
