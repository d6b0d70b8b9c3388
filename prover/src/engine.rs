//! The second opinion: Cedar's own engine judges an example under both sides.

use std::{collections::HashMap, collections::HashSet, str::FromStr};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression,
};
use rulebook::fact::{Slot, Value};

use crate::{
    Effect, Example, Whose,
    pair::{Pair, due_name},
};

/// Whether the engine judges the example as its effect says; if so, the rules that forbid it.
pub(crate) fn separates(pair: &Pair, example: &Example) -> Result<Option<Vec<String>>, String> {
    let (request, entities) = question(pair, example)?;
    let (allowing, forbidding) = match example.effect {
        Effect::Forbidden => (&pair.old, &pair.new),
        Effect::Allowed => (&pair.new, &pair.old),
    };
    let (allowed, _) = judged(allowing, &request, &entities);
    let (still_allowed, codes) = judged(forbidding, &request, &entities);
    Ok((allowed && !still_allowed && !codes.is_empty()).then_some(codes))
}

/// The rules that forbid an example on the side that allows it, as its effect says: if there are any, it shows nothing.
pub(crate) fn forbidding_before(pair: &Pair, example: &Example) -> Result<Vec<String>, String> {
    let (request, entities) = question(pair, example)?;
    let allowing = match example.effect {
        Effect::Forbidden => &pair.old,
        Effect::Allowed => &pair.new,
    };
    Ok(judged(allowing, &request, &entities).1)
}

/// Whether it is allowed, and the rules that forbid it.
fn judged(policies: &PolicySet, request: &Request, entities: &Entities) -> (bool, Vec<String>) {
    let response = Authorizer::new().is_authorized(request, policies, entities);
    let allowed = response.decision() == Decision::Allow;
    let mut codes: Vec<String> = response.diagnostics().reason().filter_map(Pair::code).collect();
    codes.sort();
    codes.dedup();
    (allowed, codes)
}

fn question(pair: &Pair, example: &Example) -> Result<(Request, Entities), String> {
    let entities = [entity(pair, example, Whose::Body)?, entity(pair, example, Whose::Case)?];
    let [body, case] = entities.each_ref().map(Entity::uid);
    let dues = example.dues.iter().map(|(due, moment)| (due_name(&pair.dues, Some(due)), *moment));
    let moments = dues.chain([("at".to_owned(), example.at)]);
    let context = moments.map(|(name, moment)| Ok((name, moment_expression(moment)?)));
    let context =
        Context::from_pairs(context.collect::<Result<Vec<_>, String>>()?).map_err(|error| error.to_string())?;
    let request =
        Request::new(body, pair.env.action().clone(), case, context, None).map_err(|error| error.to_string())?;
    let entities = Entities::from_entities(entities, None).map_err(|error| error.to_string())?;
    Ok((request, entities))
}

fn entity(pair: &Pair, example: &Example, whose: Whose) -> Result<Entity, String> {
    let type_ = EntityTypeName::from_str(whose.kind(pair.kind).entity()).map_err(|error| error.to_string())?;
    let uid = EntityUid::from_type_name_and_id(type_, EntityId::new("example"));
    let mut attributes = HashMap::new();
    for (def, slot) in whose.kind(pair.kind).facts().iter().zip(example.facts(whose).slots()) {
        if let Slot::Known(value) = slot {
            attributes.insert(def.name.to_owned(), expression(value)?);
        }
    }
    Entity::new(uid, attributes, HashSet::new()).map_err(|error| error.to_string())
}

fn expression(value: &Value) -> Result<RestrictedExpression, String> {
    Ok(match value {
        Value::Bool(yes) => RestrictedExpression::new_bool(*yes),
        Value::Long(number) => RestrictedExpression::new_long(*number),
        Value::Text(text) => RestrictedExpression::new_string(text.to_string()),
        Value::Moment(moment) => moment_expression(*moment)?,
        Value::Set(texts) => {
            RestrictedExpression::new_set(texts.iter().map(|text| RestrictedExpression::new_string(text.to_string())))
        }
    })
}

fn moment_expression(millis: i64) -> Result<RestrictedExpression, String> {
    let text = format!("datetime(\"1970-01-01\").offset(duration(\"{millis}ms\"))");
    RestrictedExpression::from_str(&text).map_err(|error| error.to_string())
}
