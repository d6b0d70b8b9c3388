//! Questions about all rules of a kind, put with as few of them as they need. What does not differ between the sides is left
//! aside: if what differs forbids no more without it, it forbids no more with it, since the same rules beside both sides
//! can only take cases out. A case that the solver finds is judged by Cedar's engine under all rules; where one that was left
//! aside forbids it, the question is put again with that one. So the formulas stay small where few rules change: their
//! translation takes time that grows much faster than the number of rules.

use std::collections::BTreeSet;

use cedar_policy::PolicySet;
use cedar_policy_symcc::CompiledPolicySet;

use crate::{
    Effect, Example, ProveError, Why, decode, engine,
    pair::Pair,
    shrink,
    solver::{Answer, Session},
};

/// What a question found: no case, a case, or nothing known.
pub(crate) type Found = Result<Option<Example>, Why>;

/// Questions about one pair.
pub(crate) struct Questions<'q, 's> {
    pub(crate) session: &'q mut Session<'s>,
    pub(crate) pair: &'q Pair,
    /// Codes of rules that are the same on both sides and were not needed yet.
    pub(crate) aside: BTreeSet<String>,
}

impl Questions<'_, '_> {
    /// Looks for a case with an effect.
    pub(crate) fn found(&mut self, effect: Effect) -> Result<Found, ProveError> {
        loop {
            let env = match self.answer(effect)? {
                Answer::Holds => return Ok(Ok(None)),
                Answer::Undecided(why) => return Ok(Err(why)),
                Answer::Fails(env) => env,
            };
            let example = decode::example(self.pair, effect, &env);
            match example.and_then(|example| Ok((self.take_in(&example)?, example))) {
                Ok((true, _)) => {}
                Ok((false, example)) => {
                    return Ok(shrink::smallest(self.pair, example).map(Some).map_err(Why::Engine));
                }
                Err(why) => return Ok(Err(Why::Engine(why))),
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Result<Answer, ProveError> {
        match (self.compiled(&self.pair.old), self.compiled(&self.pair.new), effect) {
            (Ok(old), Ok(new), Effect::Forbidden) => self.session.implies(&old, &new),
            (Ok(old), Ok(new), Effect::Allowed) => self.session.implies(&new, &old),
            (Err(why), ..) | (_, Err(why), _) => Ok(Answer::Undecided(Why::Solver(why))),
        }
    }

    /// A side without what is left aside.
    fn compiled(&self, side: &PolicySet) -> Result<CompiledPolicySet, String> {
        let asked =
            side.policies().filter(|policy| Pair::code(policy.id()).is_none_or(|code| !self.aside.contains(&code)));
        let asked = PolicySet::from_policies(asked.cloned()).map_err(|error| error.to_string())?;
        CompiledPolicySet::compile(&asked, &self.pair.env, &self.pair.schema).map_err(|error| error.to_string())
    }

    /// Takes in the rules left aside that forbid a case on both sides; whether there are any.
    fn take_in(&mut self, example: &Example) -> Result<bool, String> {
        let codes = engine::forbidding_before(self.pair, example)?;
        Ok(codes.into_iter().filter(|code| self.aside.remove(code)).count() > 0)
    }
}
