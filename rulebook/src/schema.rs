//! The Cedar schema of the vocabulary, printed from it. Every policy is checked against this text, in strict mode.

use crate::{
    case::CaseKind,
    fact::{FactDef, Type},
};

/// The schema of all kinds in Cedar's own syntax, with the parameters of one rule (name and Cedar type) as attributes
/// of `context`.
#[must_use]
pub fn cedar(parameters: &[(String, &str)]) -> String {
    let entities: String = CaseKind::ALL.iter().map(|kind| entity(*kind)).collect();
    let actions: String = CaseKind::judged().map(|kind| action(kind, parameters)).collect();
    entities + &actions
}

/// The part of the schema that policies about one kind can speak of: reading it takes a thirtieth of the time.
pub(crate) fn cedar_of(kind: CaseKind, parameters: &[(String, &str)]) -> String {
    entity(CaseKind::Body) + &entity(kind) + &action(kind, parameters)
}

fn entity(kind: CaseKind) -> String {
    let attribute = |fact: &FactDef| {
        let mark = if fact.always { "" } else { "?" };
        format!("  {}{mark}: {},\n", fact.name, cedar_type(fact.type_))
    };
    let attributes: String = kind.facts().iter().map(attribute).collect();
    format!("entity {} = {{\n{attributes}}};\n", kind.entity())
}

fn action(kind: CaseKind, parameters: &[(String, &str)]) -> String {
    let parameters: String = parameters.iter().map(|(name, type_)| format!(", {name}: {type_}")).collect();
    format!(
        "action \"{}\" appliesTo {{ principal: [Body], resource: [{}], context: {{ at: datetime, due?: datetime{parameters} }} }};\n",
        kind.code(),
        kind.entity(),
    )
}

fn cedar_type(type_: Type) -> &'static str {
    match type_ {
        Type::Bool => "Bool",
        Type::Long => "Long",
        Type::Text => "String",
        Type::Moment => "datetime",
        Type::Set => "Set<String>",
    }
}
