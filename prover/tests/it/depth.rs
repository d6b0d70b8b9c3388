//! Policies as deep as a rulebook may have them, compared on a thread with the stack that threads have.

use std::thread;

use prover::Change;
use rulebook::room::with_room;

use crate::{compared, order};

/// Compares a rule with another on such a thread; too little stack would end the whole test.
fn change(old: String, new: String) -> Change {
    let work = move || {
        let [old, new] = [old, new].map(|when| with_room(|| order("MX-01", &format!("when {{ {when} }}"))));
        compared(vec![old], vec![new]).kinds.remove(0).rules.remove(0).change
    };
    thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap()
}

#[test]
fn deep_policies_are_compared() {
    let many = vec!["resource.live"; 140].join(" && ");
    let change = change(many, format!("{}resource.live{}", "!(".repeat(36), ")".repeat(36)));
    assert!(matches!(change, Change::Changed(prover::Verdict::Equal)), "{change:?}");
}
