//! The solver: one process at a time, started when first needed, each question with a time limit, ended when it is over.

use std::{
    future::Future,
    path::{Path, PathBuf},
    time::Duration,
};

use cedar_policy_symcc::{
    CedarSymCompiler, CompiledPolicySet, Env,
    err::{Error, SolverError},
    solver::LocalSolver,
};
use tokio::{
    process::Command,
    runtime::{Builder, Runtime},
    time::timeout,
};

use crate::{ProveError, Why};

/// How long one question may take. Comparisons of real rules take well under a second.
const LIMIT: Duration = Duration::from_secs(30);

/// A cvc5 program and how long it may think.
#[derive(Debug, Clone)]
pub struct Solver {
    program: PathBuf,
    limit: Duration,
}

impl Solver {
    /// A cvc5 program by its path, or by its name where it is on `PATH`; 30 seconds a question.
    pub fn new(program: impl AsRef<Path>) -> Solver {
        Solver { program: program.as_ref().to_path_buf(), limit: LIMIT }
    }

    /// The same with another limit a question.
    #[must_use]
    pub fn limit(self, limit: Duration) -> Solver {
        Solver { limit, ..self }
    }
}

/// What the solver says of a claim.
pub(crate) enum Answer {
    /// It holds for every case.
    Holds,
    /// It does not hold for this one.
    Fails(Box<Env>),
    /// Not known.
    Undecided(Why),
}

/// Questions to one solver, one after the other.
pub(crate) struct Session<'s> {
    solver: &'s Solver,
    /// The running process. It is ended when this is dropped.
    running: Option<CedarSymCompiler<LocalSolver>>,
    runtime: Runtime,
}

/// What is said of a case that does not solve the formula the solver was given.
const MADE_UP: &str = "the case does not fit the question";

/// How long the end of a killed process is waited for; the system collects it later if that is too short.
const END: Duration = Duration::from_secs(1);

impl<'s> Session<'s> {
    pub(crate) fn new(solver: &'s Solver) -> Result<Session<'s>, ProveError> {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(ProveError::Runtime)?;
        Ok(Session { solver, running: None, runtime })
    }

    /// Whether whatever the first set allows, the second allows.
    pub(crate) fn implies(
        &mut self,
        first: &CompiledPolicySet,
        second: &CompiledPolicySet,
    ) -> Result<Answer, ProveError> {
        let mut process = match self.running.take() {
            Some(process) => process,
            None => self.start()?,
        };
        let question = process.check_implies_with_counterexample_opt(first, second);
        let limit = self.solver.limit;
        let answer = match self.runtime.block_on(within(limit, question)) {
            Some(Ok(None)) => Answer::Holds,
            Some(Ok(Some(env))) => Answer::Fails(Box::new(env)),
            Some(Err(Error::SolverUnknown)) => Answer::Undecided(Why::Unknown),
            Some(Err(Error::ModelInvalid { .. })) => Answer::Undecided(Why::Engine(MADE_UP.to_owned())),
            Some(Err(error)) => Answer::Undecided(Why::Solver(sentence(&error))),
            None => Answer::Undecided(Why::Limit(limit)),
        };
        // A process that failed or was too slow is not asked again; the next question gets another.
        match answer {
            Answer::Undecided(Why::Solver(_) | Why::Limit(_) | Why::Engine(_)) => self.end(process),
            _ => self.running = Some(process),
        }
        Ok(answer)
    }

    fn start(&self) -> Result<CedarSymCompiler<LocalSolver>, ProveError> {
        let Solver { program, limit } = self.solver;
        // Its own limit is a second one, for when this program is killed and can end nothing any more.
        let own_limit = format!("--tlimit-per={}", limit.as_millis());
        let mut command = Command::new(program);
        // Version 1.0 refuses some questions about texts (`like`) unless it is told to take them all.
        command.args(["--lang", "smt", "--strings-exp", &own_limit]).kill_on_drop(true);
        let started = self.runtime.block_on(async { LocalSolver::from_command(&mut command) });
        let refused = |why| ProveError::NoSolver { program: program.clone(), why };
        let process = started.map_err(|error| match error {
            SolverError::Io(why) => refused(why),
            other => refused(std::io::Error::other(other)),
        })?;
        CedarSymCompiler::new(process).map_err(|error| refused(std::io::Error::other(error)))
    }
}

impl Session<'_> {
    /// Kills the process and waits until it is gone.
    fn end(&self, mut process: CedarSymCompiler<LocalSolver>) {
        // What cannot be killed has ended already.
        let _ = self.runtime.block_on(within(END, process.solver_mut().clean_up()));
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        if let Some(process) = self.running.take() {
            self.end(process);
        }
    }
}

async fn within<T>(limit: Duration, question: impl Future<Output = T>) -> Option<T> {
    timeout(limit, question).await.ok()
}

/// An error and what lies under it in one line.
fn sentence(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        source = cause.source();
    }
    text.lines().collect::<Vec<_>>().join(" ")
}
