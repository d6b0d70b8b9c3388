//! The formal comparison of two versions of a rulebook: for every kind of case, whether one forbids more than the other,
//! proved for all cases at once or refuted by one case. Knows no filing, register or HTTP; its only act is to start one
//! solver process at a time, each question with a time limit.
//!
//! # What is compared
//!
//! Each side becomes one Cedar policy set a kind of case: everything is allowed but what a rule forbids. `cedar-policy-symcc`
//! turns "whatever the new side allows, the old side allows" and its reverse into formulas that an SMT solver (`cvc5`)
//! decides for every possible case. Identical policies are equal without asking. What the solver refutes comes with a
//! case; that case is made small, and Cedar's own engine must judge it as the solver says, or the answer is
//! [`Verdict::Undecided`]. Nothing is ever guessed.
//!
//! # Bounds of moments
//!
//! At the ends of time `offset` overflows, and an erring `forbid` is skipped: two wordings of one rule would differ there.
//! The register reads no day outside the years 1900 to 2199 (`register::time::Date`), so cases outside are none. They are
//! taken out not by an assumption inside the solver but by policies: both sides get the same further `forbid`, which holds
//! where a moment that any compared policy mentions lies outside. Both sides then deny those cases, so that none of them
//! can tell the sides apart, and every other case is judged as before. That is sound whatever the policies say: the
//! comparison is exactly the one over all cases within the bounds.
//!
//! # Deadlines
//!
//! `context.due` is counted by the register with a calendar, from a rule's card. Here each different card (fact, unit,
//! amount) is a moment of its own, `context.due_0`, `context.due_1` …; equal cards on both sides are one moment. Of two
//! cards with the same fact and unit we know, and add in the same way as further policies of both sides, that they are there
//! together and that the larger amount does not end earlier. So "15 instead of 30 working days" is proved like everything
//! else. Where a rule's card changes in fact or unit only a calendar could tell: that is [`Why::Deadline`].
//!
//! # What is outside
//!
//! See [`OUTSIDE`]; whoever shows a comparison shows these sentences with it.

mod books;
mod comparison;
mod decode;
mod due;
mod engine;
mod error;
mod example;
mod mentions;
mod others;
mod pair;
mod question;
mod rules;
mod shrink;
mod side;
mod solver;
mod words;

pub use books::{Books, Note};
pub use comparison::{Change, Comparison, KindChange, RuleChange, Undecided, Verdict, Why};
pub use due::{Due, Unit};
pub use error::ProveError;
pub use example::{Effect, Example};
pub use mentions::{Mentions, Whose};
pub use others::{OtherVersion, Span};
pub use side::{Clause, Side};
pub use solver::Solver;
pub use words::OUTSIDE;

/// Compares two sides, kind by kind and rule by rule, and tells how many rules it has looked at of how many.
///
/// Blocks until the solver has answered, each question for at most its limit; do not call it on a thread that drives
/// an asynchronous runtime.
///
/// # Errors
/// When a policy is none that a rulebook may hold, or no solver can be started.
pub fn compare(
    old: &Side,
    new: &Side,
    solver: &Solver,
    mut told: impl FnMut(usize, usize),
) -> Result<Comparison, ProveError> {
    rulebook::room::with_room(|| rules::compare(old, new, solver, &mut told))
}
