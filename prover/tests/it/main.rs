//! The comparison from outside. Here is what the tests share: rules from Cedar text, sides, and the solver that must be
//! there.

#![expect(clippy::unwrap_used, reason = "a helper of tests fails as a test does")]

mod depth;
mod never_contradicted;
mod solver;
mod verdicts;

use std::{path::PathBuf, process::Command, str::FromStr};

use cedar_policy::Policy;
use prover::{Clause, Comparison, Due, Side, Solver, Unit, Verdict, compare};
use register::lang::Lang;
use rulebook::case::CaseKind;

/// The solver of this machine; the test fails where there is none.
fn solver() -> Solver {
    let program = std::env::var_os("VEEDOR_CVC5").map_or_else(|| PathBuf::from("cvc5"), PathBuf::from);
    let runs = Command::new(&program).arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(runs, "this test needs cvc5: `apt install cvc5`, or name the program in VEEDOR_CVC5");
    Solver::new(program)
}

/// A rule about orders, by what stands after `forbid (…)`.
fn order(code: &str, when: &str) -> Clause {
    of(CaseKind::Order, code, when)
}

/// A rule about a kind of case, by what stands after `forbid (…)`.
fn of(kind: CaseKind, code: &str, when: &str) -> Clause {
    let text = format!("forbid (principal, action == Action::\"{}\", resource) {when};", kind.code());
    let cedar = Policy::from_str(&text).unwrap().to_json().unwrap();
    Clause { code: code.to_owned(), kind, cedar, due: None }
}

/// The same rule with a deadline from its date.
fn due(clause: Clause, amount: u32, unit: Unit) -> Clause {
    Clause { due: Some(Due { from: "date".to_owned(), unit, amount, stopped: Vec::new() }), ..clause }
}

/// The rules in force and in the draft, compared.
fn compared(old: Vec<Clause>, new: Vec<Clause>) -> Comparison {
    let [old, new] = [("in force", old), ("draft", new)].map(|(name, rules)| Side { name: name.to_owned(), rules });
    compare(&old, &new, &solver(), |_, _| {}).unwrap()
}

/// What a comparison says in English, line by line.
fn english(comparison: &Comparison) -> String {
    comparison.words(Lang::En).join("\n") + "\n"
}

/// The verdict on orders.
fn on_orders(comparison: &Comparison) -> &Verdict {
    comparison.verdict(CaseKind::Order).unwrap()
}
