//! What happens when the solver is missing, hangs, or fails; and what is refused before it is asked.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, time::Duration};

use crate::{english, on_orders, order};
use expect_test::expect;
use prover::{Change, Clause, Comparison, ProveError, Side, Solver, Verdict, Why, compare};

fn with(solver: &Solver, old: Clause, new: Clause) -> Result<Comparison, ProveError> {
    let [old, new] =
        [("in force", old), ("draft", new)].map(|(name, rule)| Side { name: name.into(), rules: vec![rule] });
    compare(&old, &new, solver, |_, _| {})
}

fn live() -> Clause {
    order("MX-01", "when { resource.live }")
}

fn not_live() -> Clause {
    order("MX-01", "when { !resource.live }")
}

/// A program in a folder that goes away with the test.
fn script(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("solver");
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    (folder, path)
}

#[test]
fn without_a_solver_the_error_says_what_to_install() {
    let error = with(&Solver::new("/nowhere/cvc5"), live(), not_live()).unwrap_err();
    expect!["the solver `/nowhere/cvc5` cannot be started (No such file or directory (os error 2)); install it with `apt install cvc5`, or give the path of a cvc5 program"].assert_eq(&error.to_string());
}

#[test]
fn identical_sides_need_no_solver() {
    let comparison = with(&Solver::new("/nowhere/cvc5"), live(), live()).unwrap();
    assert_eq!(on_orders(&comparison), &Verdict::Equal);
    assert_eq!(comparison.kinds[0].rules[0].change, Change::Same);
}

#[test]
fn annotations_and_spaces_do_not_count() {
    let with_notes = cedar_policy::Policy::parse(
        None,
        "@id(\"x\")\nforbid (principal, action == Action::\"order\", resource)\n  when {  resource.live  };",
    );
    let noted = Clause { cedar: with_notes.unwrap().to_json().unwrap(), ..live() };
    assert_eq!(on_orders(&with(&Solver::new("/nowhere/cvc5"), live(), noted).unwrap()), &Verdict::Equal);
}

#[test]
fn a_solver_that_hangs_is_ended() {
    let (folder, path) = script(&format!("echo $$ >> {}\nexec sleep 600", "\"$(dirname \"$0\")/pids\""));
    let begun = std::time::Instant::now();
    let limit = Duration::from_millis(300);
    let comparison = with(&Solver::new(&path).limit(limit), live(), not_live()).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(10));
    let Verdict::Undecided(undecided) = on_orders(&comparison) else { panic!("{comparison:?}") };
    assert_eq!((&undecided.why, &undecided.found), (&Why::Limit(limit), &None));
    expect![[r#"
        Order: undecided: the solver did not answer within 0.3 s
          MX-01: undecided: the solver did not answer within 0.3 s
    "#]]
    .assert_eq(&english(&comparison));
    for pid in fs::read_to_string(folder.path().join("pids")).unwrap().lines() {
        assert!(is_ended(pid), "the process {pid} still runs");
    }
}

/// Gone, or dead and not yet collected. Ending takes a moment.
fn is_ended(pid: &str) -> bool {
    (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        fs::read_to_string(format!("/proc/{pid}/stat")).map_or(true, |stat| stat.contains(") Z "))
    })
}

#[test]
fn a_solver_that_does_not_know_is_not_believed() {
    let (_folder, path) = script("while read line; do case $line in *check-sat*) echo unknown;; esac; done");
    let comparison = with(&Solver::new(&path), live(), not_live()).unwrap();
    expect![[r#"
        Order: undecided: the solver answers that it does not know
          MX-01: undecided: the solver answers that it does not know
    "#]]
    .assert_eq(&english(&comparison));
}

#[test]
fn a_solver_that_talks_nonsense_or_ends_is_not_believed() {
    for text in ["while read line; do case $line in *check-sat*) echo perhaps;; esac; done", "exit 1"] {
        let (_folder, path) = script(text);
        let comparison = with(&Solver::new(&path), live(), not_live()).unwrap();
        let Verdict::Undecided(undecided) = on_orders(&comparison) else { panic!("{comparison:?}") };
        assert!(matches!(&undecided.why, Why::Solver(_)), "{undecided:?}");
    }
}

#[test]
fn a_case_that_a_solver_makes_up_is_not_believed() {
    let (_folder, path) = script(
        "while read line; do case $line in *check-sat*) echo sat;; *get-model*) echo '('; echo ')';; esac; done",
    );
    let stricter = order("MX-01", "when { resource.live && resource.emergency }");
    let comparison = with(&Solver::new(&path), stricter, live()).unwrap();
    expect![[r#"
        Order: undecided: Cedar does not confirm the solver's case (the case does not fit the question)
          MX-01: undecided: Cedar does not confirm the solver's case (the case does not fit the question)
    "#]]
    .assert_eq(&english(&comparison));
}

#[test]
fn what_is_no_rule_is_refused() {
    let permit =
        cedar_policy::Policy::parse(None, "permit (principal, action == Action::\"order\", resource);").unwrap();
    let permit = Clause { cedar: permit.to_json().unwrap(), ..live() };
    let solver = Solver::new("/nowhere/cvc5");
    expect![[r#"the policy of `MX-01` is no `forbid` of `action == Action::"order"`; check the rulebook with `veedor law check`"#]].assert_eq(&with(&solver, live(), permit).unwrap_err().to_string());
    let unguarded = order("MX-01", "when { resource.chain_months > 6 }");
    expect!["the policy of `MX-01` is none of the schema: unable to guarantee safety of access to optional attribute `chain_months` on entity type `Order`; check the rulebook with `veedor law check`"].assert_eq(&with(&solver, live(), unguarded).unwrap_err().to_string());
}
