//! The Cedar schema of the vocabulary, printed from it. Every policy is checked against this text, in strict mode.

use crate::{case::CaseKind, fact::Type};

/// The schema in Cedar's own syntax, with the parameters of one rule as attributes of `context`.
#[must_use]
pub fn cedar(parameters: &[(String, Type)]) -> String {
    let mut text = String::new();
    for kind in CaseKind::ALL {
        let attribute = |fact: &crate::fact::FactDef| {
            let mark = if fact.always { "" } else { "?" };
            format!("  {}{mark}: {},\n", fact.name, cedar_type(fact.type_))
        };
        let attributes: String = kind.facts().iter().map(attribute).collect();
        text.push_str(&format!("entity {} = {{\n{attributes}}};\n", kind.entity()));
    }
    let parameters: String =
        parameters.iter().map(|(name, type_)| format!(", {name}: {}", cedar_type(*type_))).collect();
    for kind in CaseKind::judged() {
        text.push_str(&format!(
            "action \"{}\" appliesTo {{ principal: [Body], resource: [{}], context: {{ at: datetime, due?: datetime{parameters} }} }};\n",
            kind.code(),
            kind.entity(),
        ));
    }
    text
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
