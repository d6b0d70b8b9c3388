//! What to do about a filing of an example that would be refused, where that is other than for a filing: examples are TOML,
//! and their writers have the program at hand, not the codelists.

use register::{
    codelist::Codelist,
    field::Presence,
    filing,
    form::Form,
    problem::{Problem, Reason},
    schema::{Property, Schema, Shape},
};

use crate::{nearest::hint, said::Said};

/// What to do; none where it is what filers are told. `explained` are the fields that the filing says are absent.
pub(crate) fn words(problem: &Problem, form: Form, explained: &[String]) -> Option<Said> {
    match &problem.reason {
        Reason::WrongKind { expected: "object" | "array", .. } => Some(shape_of(&problem.field, form)),
        Reason::NotInCodelist { codelist, nearest: None, .. } => codes(codelist),
        Reason::Missing { may_be_explained: false } if explained.contains(&problem.field) => Some(Said {
            es: "hace falta siempre y no puede estar en `unknown`: dé su valor".into(),
            en: "it is always needed and cannot stand in `unknown`: give its value".into(),
        }),
        Reason::ExplainsNothing => Some(no_field(form, explained)),
        _ => None,
    }
}

fn shape_of(path: &str, form: Form) -> Said {
    let name = path.split(['.', '[']).next().unwrap_or_default();
    let properties: Vec<Property> = form.properties().into_iter().chain(filing::envelope()).collect();
    let found = properties.iter().find(|property| property.name == name);
    let shape = found.map_or_else(|| "…".into(), |property| written(&property.schema, 3));
    let said = format!("`{name} = {shape}`");
    Said { es: format!("escríbalo como {said}"), en: format!("write it as {said}") }
}

/// A value as TOML has it, so many levels deep.
fn written(schema: &Schema, deep: usize) -> String {
    match schema.shape() {
        _ if deep == 0 => "…".into(),
        Shape::Boolean => "true".into(),
        Shape::Integer(_) => "3".into(),
        Shape::Text { format: Some("date"), .. } => "2024-01-31".into(),
        Shape::Text { format: Some("date-time"), .. } => "2024-01-31T09:30:00Z".into(),
        Shape::Json | Shape::Text { .. } => "\"…\"".into(),
        Shape::Code(list) => format!("\"{}\"", first_code(list)),
        Shape::List(item) => format!("[{}]", written(item, deep - 1)),
        Shape::Record(properties) => {
            let needed = properties.iter().filter(|property| property.presence == Presence::Required);
            let parts: Vec<String> =
                needed.map(|part| format!("{} = {}", part.name, written(&part.schema, deep - 1))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        Shape::OneOf(shapes) => shapes.first().map_or_else(|| "…".into(), |shape| written(shape, deep)),
    }
}

fn first_code(list: &str) -> &'static str {
    Codelist::named(list).and_then(|list| list.codes.first().map(|(code, _)| *code)).unwrap_or_default()
}

fn codes(list: &str) -> Option<Said> {
    let list = Codelist::named(list)?;
    let codes = list.codes.iter().map(|(code, _)| format!("`{code}`")).collect::<Vec<_>>().join(", ");
    Some(Said { es: format!("use uno de {codes}"), en: format!("use one of {codes}") })
}

/// What `unknown` or `withheld` explains is no field of the form: those there are.
fn no_field(form: Form, explained: &[String]) -> Said {
    let properties = form.properties();
    let names = || properties.iter().map(|property| property.name);
    let strange = explained.iter().find(|field| !names().any(|name| field.split(['.', '[']).next() == Some(name)));
    let near = strange.map(|field| hint(field, names())).unwrap_or_default();
    let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    Said {
        es: format!("nombre un campo de este formulario{near}: {all}"),
        en: format!("name a field of this form{near}: {all}"),
    }
}
