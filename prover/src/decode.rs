//! From the solver's case, as Cedar values, to facts.

use std::sync::Arc;

use cedar_policy::{Entities, EntityUid, EvalResult};
use cedar_policy_symcc::Env;
use rulebook::fact::{Facts, Slot, Value};

use crate::{
    Effect, Example, Whose,
    pair::{Pair, due_name},
};

/// The example in an answer of the solver: what the compared policies mention, and nothing else.
pub(crate) fn example(pair: &Pair, effect: Effect, env: &Env) -> Result<Example, String> {
    let context = env.request.context().ok_or("the solver's case has no context")?;
    let moment = |name: &str| context.get(name).map(|value| millis(&value).ok_or(format!("`{name}` is no moment")));
    let dues = pair.dues.iter().filter_map(|due| {
        let found = moment(&due_name(&pair.dues, Some(due)))?;
        Some(found.map(|moment| (due.clone(), moment)))
    });
    Ok(Example {
        effect,
        body: facts(pair, Whose::Body, &env.entities, env.request.principal())?,
        case: facts(pair, Whose::Case, &env.entities, env.request.resource())?,
        at: moment("at").ok_or("the solver's case has no day")??,
        dues: dues.collect::<Result<_, String>>()?,
        mentions: pair.mentions.clone(),
        forbidden_by: Vec::new(),
    })
}

fn facts(pair: &Pair, whose: Whose, entities: &Entities, uid: Option<&EntityUid>) -> Result<Facts, String> {
    let mut facts = Facts::new(whose.kind(pair.kind));
    let Some(entity) = uid.and_then(|uid| entities.get(uid)) else { return Ok(facts) };
    for (_, place, def) in pair.mentions.defs(pair.kind).filter(|(whose_, ..)| *whose_ == whose) {
        let wrong = || format!("`{}` has a value that is no fact", def.name);
        if let Some(found) = entity.attr(def.name) {
            let found = found.map_err(|error| error.to_string())?;
            facts.put(place, Slot::Known(value(&found).ok_or_else(wrong)?));
        }
    }
    Ok(facts)
}

fn value(result: &EvalResult) -> Option<Value> {
    match result {
        EvalResult::Bool(yes) => Some(Value::Bool(*yes)),
        EvalResult::Long(number) => Some(Value::Long(*number)),
        EvalResult::String(text) => Some(Value::Text(text.as_str().into())),
        EvalResult::Set(set) => {
            let texts = set.iter().map(|item| match item {
                EvalResult::String(text) => Some(Arc::from(text.as_str())),
                _ => None,
            });
            let mut texts = texts.collect::<Option<Vec<Arc<str>>>>()?;
            texts.sort();
            Some(Value::Set(texts.into()))
        }
        EvalResult::ExtensionValue(_) => millis(result).map(Value::Moment),
        EvalResult::EntityUid(_) | EvalResult::Record(_) => None,
    }
}

/// Cedar prints a moment as an offset from 1970: `(datetime("1970-01-01")).offset(duration("86400000ms"))`.
fn millis(result: &EvalResult) -> Option<i64> {
    let EvalResult::ExtensionValue(text) = result else { return None };
    let (base, offset) = text.split_once("offset(duration(\"")?;
    let offset = offset.split_once("ms\"").map(|(number, _)| number)?;
    base.contains("datetime(\"1970-01-01\")").then(|| offset.parse().ok()).flatten()
}
