//! Three engines on the same cases and days: our evaluator, Rego, plain Rust. They must agree on every verdict before
//! their times are worth anything; then they take turns.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use regorus::Value;
use rulebook::book::Rulebook;
use rulebook::cases::CaseFacts;
use rulebook::opinion::{State, state};
use rulebook::page;

use super::plain::{self, Asked};
use super::rego::{self, RegoError};

/// The days on which every case is asked: 2017-01-01, 2018-12-31, 2021-07-01, 2024-02-29, 2026-11-24.
pub const DAYS: [i64; 5] = [17_167, 17_896, 18_809, 19_782, 20_781];

const DAY: i64 = 86_400_000;

/// Why the engines are not compared.
#[derive(Debug, thiserror::Error)]
pub enum DuelError {
    /// They differ.
    #[error("{rule} of {case} on day {day}: ours {ours:?}, Rego {rego:?}, plain Rust {plain:?}")]
    Differ {
        /// The rule.
        rule: String,
        /// The case.
        case: String,
        /// The day.
        day: i64,
        /// Our verdict.
        ours: State,
        /// Rego's.
        rego: State,
        /// Plain Rust's.
        plain: State,
    },
    /// Rego could not be asked.
    #[error(transparent)]
    Rego(#[from] RegoError),
    /// A rule that is written in three ways is in no rulebook.
    #[error("the rulebook has no rule {0}")]
    NoRule(String),
}

/// One rule in three ways, with its cases.
pub struct Duel<'a> {
    code: &'static str,
    book: &'a Arc<Rulebook>,
    rule: &'a page::Rule,
    plain: plain::Rule,
    rego: rego::Rule,
    cases: Vec<&'a CaseFacts>,
    /// One a case and day.
    inputs: Vec<Value>,
}

/// How often each verdict was given, and the times of a verdict in nanoseconds: the best of the rounds.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Score {
    /// The rule.
    pub rule: String,
    /// Cases asked, each on every day.
    pub cases: usize,
    /// Broken, kept, unknown, not concerned.
    pub verdicts: [usize; 4],
    /// Our evaluator.
    pub ours: f64,
    /// `regorus`.
    pub rego: f64,
    /// Plain Rust.
    pub plain: f64,
}

impl<'a> Duel<'a> {
    /// A rule with up to `most` of the cases, spread over all of its kind.
    pub fn new(
        book: &'a Arc<Rulebook>,
        code: &'static str,
        plain: plain::Rule,
        cases: &'a [CaseFacts],
        most: usize,
    ) -> Result<Duel<'a>, DuelError> {
        let rule = book.rule(code).ok_or_else(|| DuelError::NoRule(code.into()))?;
        let of_kind: Vec<&CaseFacts> = cases
            .iter()
            .filter(|facts| facts.id.kind() == rule.kind && is_in_force(state(book, rule, facts, facts.day)))
            .collect();
        let step = of_kind.len().div_ceil(most.max(1)).max(1);
        let cases: Vec<&CaseFacts> = of_kind.into_iter().step_by(step).collect();
        let inputs = cases.iter().flat_map(|facts| {
            let input = rego::input(facts);
            DAYS.map(|day| rego::asked_at(&input, day.max(facts.day) * DAY))
        });
        let inputs = inputs.collect();
        Ok(Duel { code, book, rule, plain, rego: rego::Rule::load(code)?, cases, inputs })
    }

    /// Asks all three, and says how often each verdict was given.
    ///
    /// # Errors
    /// The first case on which they differ.
    pub fn agree(&mut self) -> Result<[usize; 4], DuelError> {
        let mut given = [0; 4];
        for (at, facts) in self.cases.iter().enumerate() {
            for (on, day) in DAYS.into_iter().enumerate() {
                let (ours, plain) = (state(self.book, self.rule, facts, day), (self.plain)(&asked(facts, day)));
                let rego = self.rego.ask(self.inputs[at * DAYS.len() + on].clone())?;
                if ours != rego || ours != plain {
                    let (rule, case) = (self.code.into(), facts.id.to_string());
                    return Err(DuelError::Differ { rule, case, day, ours, rego, plain });
                }
                let place = [State::Broken, State::Kept, State::Unknown].iter().position(|state| *state == ours);
                given[place.unwrap_or(3)] += 1;
            }
        }
        Ok(given)
    }

    /// The times of so many rounds, in which the engines take turns.
    pub fn time(&mut self, rounds: usize) -> Result<Score, DuelError> {
        let verdicts = self.agree()?;
        let mut best = [Duration::MAX; 3];
        for round in 0..rounds {
            for turn in 0..3 {
                let engine = (round + turn) % 3;
                let took = self.round(engine)?;
                best[engine] = best[engine].min(took);
            }
        }
        let each = |took: Duration| took.as_secs_f64() * 1e9 / self.inputs.len().max(1) as f64;
        let [ours, rego, plain] = best.map(each);
        Ok(Score { rule: self.code.into(), cases: self.cases.len(), verdicts, ours, rego, plain })
    }

    fn round(&mut self, engine: usize) -> Result<Duration, DuelError> {
        let start = Instant::now();
        match engine {
            0 => self.each(|facts, day| state(self.book, self.rule, facts, day)),
            1 => {
                for input in &self.inputs {
                    black_box(self.rego.ask(input.clone())?);
                }
            }
            _ => self.each(|facts, day| (self.plain)(&asked(facts, day))),
        }
        Ok(start.elapsed())
    }

    fn each(&self, ask: impl Fn(&CaseFacts, i64) -> State) {
        for facts in &self.cases {
            for day in DAYS {
                black_box(ask(black_box(facts), day));
            }
        }
    }
}

fn asked(facts: &CaseFacts, day: i64) -> Asked<'_> {
    Asked { principal: &facts.principal, resource: &facts.resource, day: facts.day, at: day.max(facts.day) * DAY }
}

fn is_in_force(state: State) -> bool {
    matches!(state, State::Broken | State::Kept | State::Unknown | State::Fault | State::NotConcerned)
}
