//! JSON Schema 2020-12 of every form, made from the same declarations the reader uses, and the codelists as CSV.
//! What is printed here is kept in `spec/`; a test compares the two.

use std::fmt::Write as _;

use crate::{field::Presence, lang::Words};

/// The schema of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema(Kind);

/// One member of an object's schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The member's name.
    pub name: &'static str,
    /// Labels.
    pub label: Words,
    /// What it holds.
    pub description: &'static str,
    /// Whether it must be there.
    pub presence: Presence,
    /// Its schema.
    pub schema: Schema,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Any(&'static str),
    Text { max: usize, pattern: Option<&'static str>, format: Option<&'static str> },
    Codes { codelist: &'static str, codes: Vec<&'static str> },
    Integer { min: u64, max: u64 },
    List(Box<Schema>, usize),
    Object(Vec<Property>),
    OneOf(Vec<Schema>),
}

/// What a schema takes, for those who ask people for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape<'a> {
    /// Yes or no.
    Boolean,
    /// An object that another schema describes.
    Json,
    /// A text of at most `max` characters, perhaps of a pattern or a named format.
    Text {
        /// Characters.
        max: usize,
        /// Regular expression.
        pattern: Option<&'static str>,
        /// Format of JSON Schema, as `date`.
        format: Option<&'static str>,
    },
    /// A code of a codelist.
    Code(&'static str),
    /// A whole number of at most this.
    Integer(u64),
    /// Any number of these.
    List(&'a Schema),
    /// A record of these members.
    Record(&'a [Property]),
    /// One of these.
    OneOf(&'a [Schema]),
}

impl Schema {
    /// What it takes.
    #[must_use]
    pub fn shape(&self) -> Shape<'_> {
        match &self.0 {
            Kind::Any("boolean") => Shape::Boolean,
            Kind::Any(_) => Shape::Json,
            Kind::Text { max, pattern, format } => Shape::Text { max: *max, pattern: *pattern, format: *format },
            Kind::Codes { codelist, .. } => Shape::Code(codelist),
            Kind::Integer { max, .. } => Shape::Integer(*max),
            Kind::List(item, _) => Shape::List(item),
            Kind::Object(properties) => Shape::Record(properties),
            Kind::OneOf(shapes) => Shape::OneOf(shapes),
        }
    }

    /// A bare JSON kind.
    #[must_use]
    pub fn kind(kind: &'static str) -> Schema {
        Schema(Kind::Any(kind))
    }

    /// A string of at most `max` characters.
    #[must_use]
    pub fn text(max: usize) -> Schema {
        Schema(Kind::Text { max, pattern: None, format: None })
    }

    /// A string of a given pattern.
    #[must_use]
    pub fn pattern(pattern: &'static str) -> Schema {
        Schema(Kind::Text { max: 500, pattern: Some(pattern), format: None })
    }

    /// A string of a named format, with a pattern for readers that ignore formats.
    #[must_use]
    pub fn format(format: &'static str, pattern: &'static str) -> Schema {
        Schema(Kind::Text { max: 500, pattern: Some(pattern), format: Some(format) })
    }

    /// A code of a codelist.
    #[must_use]
    pub fn codes(codelist: &'static str, codes: Vec<&'static str>) -> Schema {
        Schema(Kind::Codes { codelist, codes })
    }

    /// A whole number.
    #[must_use]
    pub fn integer(min: u64, max: u64) -> Schema {
        Schema(Kind::Integer { min, max })
    }

    /// A list.
    #[must_use]
    pub fn list(item: Schema, max: usize) -> Schema {
        Schema(Kind::List(Box::new(item), max))
    }

    /// An object with these members and no others.
    #[must_use]
    pub fn object(_name: &'static str, properties: Vec<Property>) -> Schema {
        Schema(Kind::Object(properties))
    }

    /// One of several shapes.
    #[must_use]
    pub fn one_of(shapes: Vec<Schema>) -> Schema {
        Schema(Kind::OneOf(shapes))
    }

    /// The members, where this is an object.
    #[must_use]
    pub fn properties(&self) -> &[Property] {
        match &self.0 {
            Kind::Object(properties) => properties,
            _ => &[],
        }
    }

    /// The schema of the items, where this is a list.
    #[must_use]
    pub fn items(&self) -> Option<&Schema> {
        match &self.0 {
            Kind::List(item, _) => Some(item),
            _ => None,
        }
    }

    /// The codelist, where this is a code.
    #[must_use]
    pub fn codelist(&self) -> Option<&'static str> {
        match &self.0 {
            Kind::Codes { codelist, .. } => Some(codelist),
            _ => None,
        }
    }

    /// An example of a value, as JSON, for drafts: empty where the filer has to say it.
    #[must_use]
    pub fn blank(&self, indent: usize) -> String {
        match &self.0 {
            Kind::Any("boolean") => "false".into(),
            Kind::Any("object") => "{}".into(),
            Kind::Integer { min, .. } => min.to_string(),
            Kind::List(..) => "[]".into(),
            Kind::OneOf(shapes) => shapes.first().map_or_else(|| "null".into(), |shape| shape.blank(indent)),
            Kind::Object(properties) => {
                let pad = "  ".repeat(indent + 1);
                let members: Vec<String> = properties
                    .iter()
                    .filter(|property| property.presence != Presence::Optional)
                    .map(|property| format!("{pad}\"{}\": {}", property.name, property.schema.blank(indent + 1)))
                    .collect();
                if members.is_empty() {
                    "{}".into()
                } else {
                    format!("{{\n{}\n{}}}", members.join(",\n"), "  ".repeat(indent))
                }
            }
            _ => "\"\"".into(),
        }
    }

    /// The schema as pretty JSON, without a final newline.
    #[must_use]
    pub fn json(&self, indent: usize) -> String {
        let mut members = Vec::new();
        match &self.0 {
            Kind::Any(kind) => members.push(("type", quote(kind))),
            Kind::Text { max, pattern, format } => {
                members.push(("type", quote("string")));
                members.push(("minLength", "1".into()));
                members.push(("maxLength", max.to_string()));
                members.extend(pattern.map(|pattern| ("pattern", quote(pattern))));
                members.extend(format.map(|format| ("format", quote(format))));
            }
            Kind::Codes { codelist, codes } => {
                members.push(("type", quote("string")));
                members.push(("$comment", quote(&format!("codelists/{codelist}.csv"))));
                members.push((
                    "enum",
                    format!("[{}]", codes.iter().map(|code| quote(code)).collect::<Vec<_>>().join(", ")),
                ));
            }
            Kind::Integer { min, max } => {
                members.push(("type", quote("integer")));
                members.push(("minimum", min.to_string()));
                members.push(("maximum", max.to_string()));
            }
            Kind::List(item, max) => {
                members.push(("type", quote("array")));
                members.push(("maxItems", max.to_string()));
                members.push(("items", item.json(indent + 1)));
            }
            Kind::Object(properties) => return object_json(properties, &[], indent),
            Kind::OneOf(shapes) => {
                let pad = "  ".repeat(indent + 2);
                let shapes: Vec<String> =
                    shapes.iter().map(|shape| format!("{pad}{}", shape.json(indent + 2))).collect();
                members.push(("oneOf", format!("[\n{}\n{}]", shapes.join(",\n"), "  ".repeat(indent + 1))));
            }
        }
        braces(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), indent)
    }
}

/// An object's schema with extra members in front (as `$schema`, `title`).
pub(crate) fn object_json(properties: &[Property], head: &[(&str, String)], indent: usize) -> String {
    let mut members: Vec<(String, String)> =
        head.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let required: Vec<String> = properties
        .iter()
        .filter(|property| property.presence == Presence::Required)
        .map(|property| quote(property.name))
        .collect();
    let inner = properties.iter().map(|property| (property.name.to_owned(), described(property, indent + 2))).collect();
    members.push(("type".into(), quote("object")));
    members.push(("additionalProperties".into(), "false".into()));
    members.push(("required".into(), format!("[{}]", required.join(", "))));
    members.push(("properties".into(), braces(inner, indent + 1)));
    braces(members, indent)
}

/// A property's schema with its labels and description in front.
fn described(property: &Property, indent: usize) -> String {
    let pad = "  ".repeat(indent + 1);
    let description = match property.presence {
        Presence::Expected => {
            format!("{} Expected: given, or explained in withheld or unknown.", flat(property.description))
        }
        _ => flat(property.description),
    };
    let mut head = String::new();
    let _ = write!(head, "\n{pad}\"title\": {},", quote(property.label.en));
    let _ = write!(head, "\n{pad}\"x-title-es\": {},", quote(property.label.es));
    let _ = write!(head, "\n{pad}\"description\": {},", quote(&description));
    property.schema.json(indent).replacen('{', &format!("{{{head}"), 1)
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn braces(members: Vec<(String, String)>, indent: usize) -> String {
    let pad = "  ".repeat(indent + 1);
    let members: Vec<String> =
        members.into_iter().map(|(name, value)| format!("{pad}{}: {value}", quote(&name))).collect();
    if members.is_empty() { "{}".into() } else { format!("{{\n{}\n{}}}", members.join(",\n"), "  ".repeat(indent)) }
}

/// A JSON string.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
