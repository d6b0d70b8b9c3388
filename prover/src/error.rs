//! Why nothing could be compared. What could not be decided about one kind or rule is no error but a verdict.

use std::path::PathBuf;

/// Why a comparison did not begin or had to stop.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// The solver cannot be started.
    #[error(
        "the solver `{}` cannot be started ({why}); install it with `apt install cvc5`, or give the path of a cvc5 program",
        program.display()
    )]
    NoSolver {
        /// The program asked for.
        program: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// A clause is no `forbid` of its kind.
    #[error(
        "the policy of `{code}` is no `forbid` of `action == Action::\"{kind}\"`; check the rulebook with `veedor law check`"
    )]
    NotARule {
        /// The rule.
        code: String,
        /// The kind it is filed under.
        kind: &'static str,
    },
    /// A clause is no policy of the schema.
    #[error("the policy of `{code}` is none of the schema: {why}; check the rulebook with `veedor law check`")]
    NotInSchema {
        /// The rule.
        code: String,
        /// What Cedar says.
        why: String,
    },
    /// Our own text for Cedar is wrong: schema, bounds or example.
    #[error("the comparison of `{kind}` cannot be put to Cedar: {why}; please report this as a bug")]
    Internal {
        /// The kind of case.
        kind: &'static str,
        /// What Cedar says.
        why: String,
    },
    /// The machine has no room for a runtime.
    #[error("the runtime that talks to the solver cannot start ({0}); free memory or file descriptors and try again")]
    Runtime(std::io::Error),
}
