//! The text of a draft: JSON in the order of its form, whatever order it came in.

use register::{
    Form,
    filing::{envelope, read_draft},
    id::FilingId,
    problem::{Problem, Refusal},
    schema::{Property, Schema, Shape, quote},
};
use serde_json::{Map, Value};

/// Lists that say of fields why they are not there, or what stands in them.
pub(crate) const EXPLAINING: [&str; 4] = ["withheld", "unknown", "named", "cleared"];

/// A draft of a filing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Paper {
    form: Form,
    members: Map<String, Value>,
}

/// Why a text is no draft that can be filled in here.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It is no JSON, or says something twice.
    Text(Refusal),
    /// It is no object, or names no form of the register.
    NoForm,
}

impl Paper {
    /// An empty draft of a body.
    pub(crate) fn new(form: Form, filer: &str, id: &str) -> Paper {
        let member = |name: &str, value: &str| (name.to_owned(), Value::from(value));
        let members = [member("form", form.code()), member("id", id), member("filer", filer)].into_iter().collect();
        Paper { form, members }
    }

    /// Reads a text. What its fields say may be wrong; it is told when the draft is tried.
    pub(crate) fn read(text: &str) -> Result<Paper, Unread> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // A reading that takes the last of two members would lose the first without a word.
        let problems = read_draft(text).err().map_or_else(Vec::new, |refusal| refusal.problems);
        let unreadable: Vec<Problem> = problems
            .into_iter()
            .filter(|problem| ["not-json", "repeated-member"].contains(&problem.reason.code()))
            .collect();
        if !unreadable.is_empty() {
            return Err(Unread::Text(Refusal { problems: unreadable }));
        }
        let Ok(Value::Object(members)) = serde_json::from_str(text) else { return Err(Unread::NoForm) };
        let form = members.get("form").and_then(Value::as_str).and_then(Form::parse).ok_or(Unread::NoForm)?;
        Ok(Paper { form, members })
    }

    /// Its form.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// A text at its top, as `filer`.
    pub(crate) fn said(&self, name: &str) -> &str {
        self.members.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Names of what its form does not know.
    pub(crate) fn strange(&self) -> impl Iterator<Item = &str> {
        let known: Vec<&str> = self.properties().iter().map(|property| property.name).collect();
        self.members.keys().map(String::as_str).filter(move |name| *name != "form" && !known.contains(name))
    }

    /// What a field says.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// Says something else in a field, or nothing.
    pub(crate) fn set(&mut self, name: &str, value: Option<Value>) {
        match value {
            Some(value) => drop(self.members.insert(name.to_owned(), value)),
            None => drop(self.members.remove(name)),
        }
    }

    /// Puts an item of a list in its place, behind the others, or takes what stands there out: then whatever names the others
    /// by their number follows them.
    pub(crate) fn put(&mut self, name: &str, at: usize, item: Option<Value>) {
        let mut items = self.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let (last, is_out) = (items.len(), item.is_none() && at < items.len());
        items.splice(at.min(last)..last.min(at.saturating_add(1)), item);
        self.set(name, (!items.is_empty()).then_some(Value::Array(items)));
        if is_out {
            self.follow(name, at);
        }
    }

    /// Names the items of a list as they are counted after one was taken out.
    fn follow(&mut self, name: &str, out: usize) {
        for list in EXPLAINING {
            let Some(Value::Array(all)) = self.members.get_mut(list) else { continue };
            all.retain_mut(|one| match one.get_mut("field") {
                Some(Value::String(field)) => moved(field, name, out).map(|moved| *field = moved).is_some(),
                _ => true,
            });
            if all.is_empty() {
                self.members.remove(list);
            }
        }
    }

    /// Every field it may have but its form, in order. What a correction puts in the place of a filing is described by
    /// that filing's own form.
    pub(crate) fn properties(&self) -> Vec<Property> {
        let mut own = self.form.properties();
        let corrected = FilingId::parse(self.said("corrects")).map(|id| id.form());
        for property in own.iter_mut().filter(|property| property.schema.shape() == Shape::Json) {
            if let Some(form) = corrected {
                property.schema = form.schema();
            }
        }
        let (head, rest) = (["id", "filer", "about", "occurred"], ["form", "id", "filer", "about", "occurred"]);
        let first = envelope().into_iter().filter(|property| head.contains(&property.name));
        let last = envelope().into_iter().filter(|property| !rest.contains(&property.name));
        first.chain(own).chain(last).collect()
    }

    /// The text as it is signed: form first, then every field in its order, two spaces deep, a newline at the end.
    pub(crate) fn text(&self) -> String {
        let mut properties = self.properties();
        let form = envelope().into_iter().filter(|property| property.name == "form");
        properties.splice(0..0, form);
        let mut text = object(&self.members, &properties, 0);
        text.push('\n');
        text
    }
}

/// Where a place stands after an item of a list was taken out; none where it was inside that.
fn moved(field: &str, name: &str, out: usize) -> Option<String> {
    let inside = field.strip_prefix(name).and_then(|rest| rest.strip_prefix('[')).and_then(|rest| rest.split_once(']'));
    match inside.and_then(|(index, rest)| Some((index.parse::<usize>().ok()?, rest))) {
        Some((index, _)) if index == out => None,
        Some((index, rest)) if index > out => Some(format!("{name}[{}]{rest}", index - 1)),
        _ => Some(field.to_owned()),
    }
}

fn object(members: &Map<String, Value>, properties: &[Property], indent: usize) -> String {
    let known = properties.iter().filter_map(|property| {
        let value = members.get(property.name)?;
        Some((property.name, print(value, Some(&property.schema), indent + 1)))
    });
    let is_known = |name: &str| properties.iter().any(|property| property.name == name);
    let others = members.iter().filter(|(name, _)| !is_known(name));
    let others = others.map(|(name, value)| (name.as_str(), print(value, None, indent + 1)));
    let lines: Vec<String> = known.chain(others).map(|(name, value)| format!("{}: {value}", quote(name))).collect();
    within('{', &lines, '}', indent)
}

fn print(value: &Value, schema: Option<&Schema>, indent: usize) -> String {
    match (value, schema.map(Schema::shape)) {
        (Value::Object(members), Some(Shape::Record(properties))) => object(members, properties, indent),
        (Value::Object(members), Some(Shape::OneOf(shapes))) => object(
            members,
            shapes.iter().map(Schema::properties).find(|own| !own.is_empty()).unwrap_or_default(),
            indent,
        ),
        (Value::Object(members), _) => object(members, &[], indent),
        (Value::Array(items), shape) => {
            let item = if let Some(Shape::List(item)) = shape { Some(item) } else { None };
            let lines: Vec<String> = items.iter().map(|value| print(value, item, indent + 1)).collect();
            within('[', &lines, ']', indent)
        }
        (Value::String(text), _) => quote(text),
        (value, _) => value.to_string(),
    }
}

fn within(open: char, lines: &[String], close: char, indent: usize) -> String {
    if lines.is_empty() {
        return format!("{open}{close}");
    }
    let pad = "  ".repeat(indent + 1);
    format!("{open}\n{pad}{}\n{}{close}", lines.join(&format!(",\n{pad}")), "  ".repeat(indent))
}
