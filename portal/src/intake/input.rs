//! From a field's declaration to what a form asks, and from what a form sends back to the field's value. Names in the form
//! are paths in the filing: `occurred`, `figures[0].count`; where a field takes one of several shapes, those after the
//! first have `~1`, `~2` behind their name. What was filled in is never dropped: a value of another shape is asked for as it is.

use std::collections::{BTreeMap, BTreeSet};

use register::{
    codelist::Codelist,
    json::{self, Node},
    lang::Lang,
    schema::{Property, Schema, Shape},
    value::Name,
};
use serde_json::{Map, Value};

/// Items of a list that are asked for on one page. A longer list is asked for as JSON, as it is uploaded; records that are a
/// field of their own have each a page instead, however many they are.
const MOST_ITEMS: usize = 40;

/// The highest index of an item that is read.
const MAX_INDEX: usize = 1_000;

/// What is asked for one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// Its name in the form.
    pub(crate) name: String,
    /// Its label; empty for the items of a list and the shapes of a value.
    pub(crate) label: String,
    /// What to write, as a key of the pages' words.
    pub(crate) hint: Option<&'static str>,
    /// How it is asked for.
    pub(crate) ask: Ask,
}

/// How a field is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ask {
    /// One line; of a kind that browsers know.
    Line { value: String, kind: &'static str },
    /// Several lines; JSON where it is `code`.
    Area { value: String, code: bool },
    /// One of these codes: code, label, whether it is chosen.
    Choice(Vec<(String, String, bool)>),
    /// Any of these codes.
    Ticks(Vec<(String, String, bool)>),
    /// Yes, no, or nothing said.
    Either(Option<bool>),
    /// All of these.
    Group(Vec<Input>),
    /// One of these shapes.
    OneOf(Vec<Input>),
    /// Any number of these; the last are empty.
    Many(Vec<Input>),
}

/// What a form sent: names, each with its values in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given(BTreeMap<String, Vec<String>>);

/// A field to be asked for, with what it says now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    pub(crate) property: &'a Property,
    pub(crate) value: Option<&'a Value>,
}

impl Input {
    /// The id, in the page, of what holds a path of the filing: the field itself, or the nearest around it.
    pub(crate) fn place(&self, path: &str) -> Option<String> {
        let mut path = path;
        loop {
            if let Some(id) = self.exact(path) {
                return Some(id);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }

    fn exact(&self, path: &str) -> Option<String> {
        let inner = match &self.ask {
            Ask::Group(inner) | Ask::OneOf(inner) | Ask::Many(inner) => inner.as_slice(),
            _ => &[],
        };
        if shapeless(&self.name) == path { Some(self.id()) } else { inner.iter().find_map(|input| input.exact(path)) }
    }

    /// Its id in the page.
    pub(crate) fn id(&self) -> String {
        if matches!(self.ask, Ask::OneOf(_)) { format!("{}-one", self.name) } else { self.name.clone() }
    }
}

/// A name in the form as the path it stands for.
fn shapeless(name: &str) -> String {
    let mut parts = name.split('~');
    let mut path = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| path.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit())));
    path
}

impl Field<'_> {
    /// What a page asks.
    pub(crate) fn input(self, lang: Lang) -> Input {
        let label = self.property.label.in_(lang).to_owned();
        Input { label, ..input(self.property.name, &self.property.schema, self.value, lang) }
    }
}

impl<'a> Field<'a> {
    /// The items of a list of records, each of which has a page of its own; none where the field is asked for as a whole.
    pub(crate) fn items(self) -> Option<Items<'a>> {
        let Shape::List(schema) = self.property.schema.shape() else { return None };
        let said: &[Value] = match self.value {
            None => &[],
            Some(Value::Array(said)) if said.len() <= MAX_INDEX => said,
            Some(_) => return None,
        };
        matches!(schema.shape(), Shape::Record(_)).then_some(Items { property: self.property, schema, said })
    }
}

/// A list of records, with what it says now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Items<'a> {
    property: &'a Property,
    schema: &'a Schema,
    pub(crate) said: &'a [Value],
}

impl Items<'_> {
    /// What a page asks of one of them.
    pub(crate) fn input(self, at: usize, lang: Lang) -> Input {
        let label = match (at, self.said.len()) {
            (0, 0 | 1) => self.property.label.in_(lang).to_owned(),
            _ => format!("{} {}", self.property.label.in_(lang), at + 1),
        };
        Input { label, ..input(&format!("{}[{at}]", self.property.name), self.schema, self.said.get(at), lang) }
    }

    /// One of them as it was filled in; none where nothing was.
    pub(crate) fn given(self, at: usize, all: &Given) -> Option<Value> {
        given(&format!("{}[{at}]", self.property.name), self.schema, all, self.said.get(at))
    }
}

fn input(name: &str, schema: &Schema, value: Option<&Value>, lang: Lang) -> Input {
    let (ask, hint) = match schema.shape() {
        Shape::Boolean => (either(value), None),
        Shape::Json => (code(value), Some("desk-hint-json")),
        Shape::Text { max, pattern, format } => text(max, pattern, format, value),
        Shape::Code(list) => (Ask::Choice(options(list, value.into_iter(), lang)), None),
        Shape::Integer(_) => (Ask::Line { value: shown(value), kind: "integer" }, Some("desk-hint-integer")),
        Shape::List(item) => (list(name, item, value, lang), None),
        Shape::Record(properties) => (record(name, properties, value, lang), None),
        Shape::OneOf(shapes) => (one_of(name, shapes, value, lang), None),
    };
    Input { name: name.to_owned(), label: String::new(), hint, ask }
}

fn either(value: Option<&Value>) -> Ask {
    match value {
        None => Ask::Either(None),
        Some(Value::Bool(said)) => Ask::Either(Some(*said)),
        Some(_) => code(value),
    }
}

fn code(value: Option<&Value>) -> Ask {
    let value = match value {
        // What was typed and is no JSON, as it was typed.
        Some(Value::String(text)) if as_json(text).as_str() == Some(text) => text.clone(),
        Some(value) => serde_json::to_string_pretty(value).unwrap_or_default(),
        None => String::new(),
    };
    Ask::Area { value, code: true }
}

fn text(
    max: usize,
    pattern: Option<&'static str>,
    format: Option<&'static str>,
    value: Option<&Value>,
) -> (Ask, Option<&'static str>) {
    let value = shown(value);
    let (kind, hint) = match (format, pattern) {
        (Some("date"), _) => ("date", Some("desk-hint-date")),
        (Some("date-time"), _) => ("text", Some("desk-hint-instant")),
        (Some("uri"), _) => ("url", Some("desk-hint-url")),
        (_, Some(pattern)) if pattern.starts_with("^[0-9a-f]") => ("text", Some("desk-hint-sha256")),
        (_, Some(pattern)) if pattern.starts_with("^(19|") => ("text", Some("desk-hint-dated")),
        (_, Some(pattern)) if pattern.starts_with("^[^+ ]") => ("text", Some("desk-hint-vkey")),
        (_, Some("^[a-z]{2}$")) => ("text", Some("desk-hint-country")),
        (_, Some("^[A-Z]{3}$")) => ("text", Some("desk-hint-currency")),
        (_, Some(pattern)) if pattern.starts_with("^([a-z]{2}|int)") => ("text", Some("desk-hint-place")),
        (_, Some(pattern)) if pattern.contains(")?$") => ("text", Some("desk-hint-reference")),
        (_, Some(pattern)) if pattern.contains("/[a-z]+/") => ("text", Some("desk-hint-filing")),
        (_, Some(pattern)) if pattern.starts_with("^[a-z0-9-]{2,7}/") => ("text", Some("desk-hint-body")),
        _ if max > Name::MAX => return (Ask::Area { value, code: false }, None),
        _ => ("text", None),
    };
    (Ask::Line { value, kind }, hint)
}

/// The codes of a list. Values that are no code of it stand behind them, so that they are not lost.
fn options<'v>(list: &str, said: impl Iterator<Item = &'v Value>, lang: Lang) -> Vec<(String, String, bool)> {
    let mut said: Vec<String> = said.map(|value| shown(Some(value))).collect();
    let codes = Codelist::named(list).map(|list| list.codes).unwrap_or_default();
    let mut options = Vec::with_capacity(codes.len());
    for (code, words) in codes {
        let chosen = said.iter().any(|said| said == code);
        said.retain(|said| said != code);
        options.push((code.to_owned(), words.in_(lang).to_owned(), chosen));
    }
    options.extend(said.into_iter().map(|other| (other.clone(), other, true)));
    options
}

fn list(name: &str, item: &Schema, value: Option<&Value>, lang: Lang) -> Ask {
    let items: &[Value] = match value {
        None => &[],
        Some(Value::Array(items)) if items.len() <= MOST_ITEMS => items,
        Some(_) => return code(value),
    };
    if let Shape::Code(list) = item.shape() {
        return Ask::Ticks(options(list, items.iter(), lang));
    }
    let empty = if matches!(item.shape(), Shape::Record(_)) { 1 } else { 2 };
    let one = |at: usize| input(&format!("{name}[{at}]"), item, items.get(at), lang);
    Ask::Many((0..items.len() + empty).map(one).collect())
}

fn record(name: &str, properties: &[Property], value: Option<&Value>, lang: Lang) -> Ask {
    let members = match value {
        None => None,
        Some(Value::Object(members)) if members.keys().all(|name| properties.iter().any(|own| own.name == name)) => {
            Some(members)
        }
        Some(_) => return code(value),
    };
    let one = |property: &Property| {
        let value = members.and_then(|members| members.get(property.name));
        let label = property.label.in_(lang).to_owned();
        Input { label, ..input(&format!("{name}.{}", property.name), &property.schema, value, lang) }
    };
    Ask::Group(properties.iter().map(one).collect())
}

fn one_of(name: &str, shapes: &[Schema], value: Option<&Value>, lang: Lang) -> Ask {
    let of = value.map(|value| shapes.iter().position(|shape| is_of(value, shape)).unwrap_or(0));
    let one = |(at, shape): (usize, &Schema)| input(&named(name, at), shape, value.filter(|_| of == Some(at)), lang);
    Ask::OneOf(shapes.iter().enumerate().map(one).collect())
}

fn is_of(value: &Value, shape: &Schema) -> bool {
    match (value, shape.shape()) {
        (Value::Object(members), Shape::Record(own)) => {
            members.keys().all(|name| own.iter().any(|property| property.name == name))
        }
        (value, shape) => value.is_object() == matches!(shape, Shape::Record(_) | Shape::Json),
    }
}

fn named(name: &str, shape: usize) -> String {
    if shape == 0 { name.to_owned() } else { format!("{name}~{shape}") }
}

/// A value as it stands in one line.
fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

impl Given {
    /// Of the fields of a form, in the order sent. Lines end as in notes.
    pub(crate) fn new(fields: impl Iterator<Item = (String, String)>) -> Given {
        let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in fields {
            given.entry(name).or_default().push(value.replace("\r\n", "\n"));
        }
        Given(given)
    }

    /// What was filled in under a name, without space around it; none where it is empty.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.iter().map(|value| value.trim()).find(|value| !value.is_empty())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.0.get(name).into_iter().flatten();
        values.map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// Indices under which something was sent.
    fn indices(&self, name: &str) -> BTreeSet<usize> {
        let begin = format!("{name}[");
        let under = self.0.range(begin.clone()..).map_while(|(name, _)| name.strip_prefix(&begin));
        under.filter_map(|rest| rest.split_once(']')?.0.parse().ok()).filter(|at| *at < MAX_INDEX).collect()
    }
}

/// The value of a field from what was filled in; none where nothing was. Where two shapes of a value are filled in, the one
/// counts that does not say what was said before.
pub(crate) fn given(name: &str, schema: &Schema, all: &Given, before: Option<&Value>) -> Option<Value> {
    match schema.shape() {
        Shape::Boolean => all.one(name).map(|said| match said {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            other => as_json(other),
        }),
        Shape::Json => all.one(name).map(as_json),
        // A text of the register is one line; a form shows it in as many as fit.
        Shape::Text { .. } => {
            all.one(name).map(|said| said.lines().map(str::trim).collect::<Vec<_>>().join(" ").into())
        }
        Shape::Code(_) => all.one(name).map(Value::from),
        Shape::Integer(_) => all.one(name).map(|said| said.parse::<u64>().map_or_else(|_| said.into(), Value::from)),
        Shape::List(item) => given_list(name, item, all, before),
        Shape::Record(own) => all.one(name).map(as_json).or_else(|| given_record(name, own, all, before)),
        Shape::OneOf(shapes) => {
            let one = |(at, shape): (usize, &Schema)| given(&named(name, at), shape, all, before);
            let mut filled: Vec<Value> = shapes.iter().enumerate().filter_map(one).collect();
            if filled.len() > 1 {
                filled.retain(|value| Some(value) != before);
            }
            filled.pop()
        }
    }
}

/// JSON as it was written; the text itself where the register could not read it within a filing, or would find a member
/// twice: it is refused in its own words, and stays to be put right.
fn as_json(text: &str) -> Value {
    let node = json::parse(text).ok().filter(|node| is_plain(node, DEEPEST));
    node.and_then(|_| serde_json::from_str(text).ok()).unwrap_or_else(|| text.into())
}

/// Levels of JSON that are taken where a field is written as JSON: with those around it far from what the register reads.
const DEEPEST: usize = 8;

fn is_plain(node: &Node<'_>, levels: usize) -> bool {
    match &node.value {
        json::Value::Array(items) => levels > 0 && items.iter().all(|item| is_plain(item, levels - 1)),
        json::Value::Object(members) => {
            levels > 0 && members.iter().all(|member| !member.repeated && is_plain(&member.node, levels - 1))
        }
        _ => true,
    }
}

fn given_list(name: &str, item: &Schema, all: &Given, before: Option<&Value>) -> Option<Value> {
    if matches!(item.shape(), Shape::Code(_)) {
        let codes: Vec<Value> = all.all(name).map(Value::from).collect();
        return (!codes.is_empty()).then_some(Value::Array(codes));
    }
    if let Some(whole) = all.one(name) {
        return Some(as_json(whole));
    }
    let one = |at: usize| given(&format!("{name}[{at}]"), item, all, before.and_then(|before| before.get(at)));
    let items: Vec<Value> = all.indices(name).into_iter().filter_map(one).collect();
    (!items.is_empty()).then_some(Value::Array(items))
}

fn given_record(name: &str, properties: &[Property], all: &Given, before: Option<&Value>) -> Option<Value> {
    let one = |property: &Property| {
        let before = before.and_then(|before| before.get(property.name));
        let value = given(&format!("{name}.{}", property.name), &property.schema, all, before)?;
        Some((property.name.to_owned(), value))
    };
    let members: Map<String, Value> = properties.iter().filter_map(one).collect();
    (!members.is_empty()).then_some(Value::Object(members))
}

#[cfg(test)]
mod tests {
    use register::{
        Form,
        field::Presence,
        filing::envelope,
        lang::{Lang, Words},
    };
    use serde_json::json;

    use super::*;
    use crate::intake::Paper;

    /// What a browser sends of a form that nobody changed.
    fn sent(input: &Input, into: &mut Vec<(String, String)>) {
        let name = input.name.clone();
        match &input.ask {
            Ask::Line { value, .. } | Ask::Area { value, .. } => into.push((name, value.clone())),
            Ask::Choice(options) | Ask::Ticks(options) => {
                into.extend(options.iter().filter(|option| option.2).map(|option| (name.clone(), option.0.clone())));
            }
            Ask::Either(said) => into.extend(said.map(|said| (name, said.to_string()))),
            Ask::Group(inner) | Ask::OneOf(inner) | Ask::Many(inner) => {
                inner.iter().for_each(|input| sent(input, into));
            }
        }
    }

    fn there_and_back(property: &Property, value: &Value) -> Option<Value> {
        let mut fields = Vec::new();
        sent(&Field { property, value: Some(value) }.input(Lang::Es), &mut fields);
        given(property.name, &property.schema, &Given::new(fields.into_iter()), None)
    }

    /// A list of a draft after one of its items was saved as it is.
    fn saved(paper: &Paper, items: Items<'_>, at: usize) -> Option<Value> {
        let (mut fields, mut paper) = (Vec::new(), paper.clone());
        sent(&items.input(at, Lang::Es), &mut fields);
        paper.put(items.property.name, at, items.given(at, &Given::new(fields.into_iter())));
        paper.get(items.property.name).cloned()
    }

    #[test]
    fn an_item_is_put_in_its_place_behind_the_others_or_taken_out() {
        let property = Form::Return.properties().into_iter().find(|own| own.name == "figures").expect("a field");
        let all = json!([{ "measure": "geolocation" }, "no record", { "strange": 1 }]);
        let drafted = |figures: &Value| {
            let mut paper = Paper::new(Form::Return, "mx/fgr", "");
            paper.set("figures", Some(figures.clone()));
            paper
        };
        let items = Field { property: &property, value: Some(&all) }.items().expect("a list of records");
        let with = |at: usize, name: &str, says: &str| {
            let mut paper = drafted(&all);
            let sent = Given::new([(name.to_owned(), says.to_owned())].into_iter());
            paper.put("figures", at, items.given(at, &sent));
            paper.get("figures").cloned()
        };
        for at in 0..=3 {
            assert_eq!(saved(&drafted(&all), items, at), Some(all.clone()), "{at}");
        }
        let cases = [
            (
                1,
                "figures[1].measure",
                "spyware",
                json!([{ "measure": "geolocation" }, { "measure": "spyware" }, { "strange": 1 }]),
            ),
            (1, "figures[1].measure", " ", json!([{ "measure": "geolocation" }, { "strange": 1 }])),
            (1, "figures[0].measure", "spyware", json!([{ "measure": "geolocation" }, { "strange": 1 }])),
            (
                9,
                "figures[9].measure",
                "spyware",
                json!([{ "measure": "geolocation" }, "no record", { "strange": 1 }, { "measure": "spyware" }]),
            ),
        ];
        for (at, name, says, expected) in cases {
            assert_eq!(with(at, name, says), Some(expected), "{at} {name}");
        }
        let mut one = drafted(&json!([{ "measure": "geolocation" }]));
        one.put("figures", 0, None);
        assert_eq!(one.get("figures"), None);
        let whole = json!("not a list");
        assert!(Field { property: &property, value: Some(&whole) }.items().is_none());
    }

    #[test]
    fn what_is_filled_in_comes_back_as_it_was_whatever_its_shape() {
        let property = |form: Form, name: &str| {
            let all = form.properties().into_iter().chain(envelope());
            all.into_iter().find(|property| property.name == name).expect("a field")
        };
        let cases = [
            (Form::Order, "measure", json!("geolocation")),
            (Form::Order, "subjects", json!(3)),
            (Form::Order, "subjects", json!({ "value": 3 })),
            (Form::Order, "subjects", json!({ "low": 1, "high": 9 })),
            (Form::Order, "subjects", json!({ "low": 1, "higher": 9 })),
            (Form::Order, "subjects", json!("a few")),
            (Form::Order, "emergency", json!(false)),
            (Form::Order, "emergency", json!("perhaps")),
            (Form::Order, "subject_classes", json!(["journalist", "no such class"])),
            (Form::Order, "served", json!(["mx/telcel", "mx/att"])),
            (Form::Order, "occurred", json!("2021-07-01")),
            (Form::Order, "occurred", json!({ "from": "2021-07-01", "to": "2021-12-31" })),
            (Form::Order, "legal_basis", json!([{ "law": "CNPP", "article": "291" }, { "other": 1 }])),
            (Form::Order, "legal_basis", Value::Array(vec![json!("x"); MOST_ITEMS + 1])),
            (Form::Return, "nil", json!(true)),
            (Form::Return, "figures", json!([{ "measure": "geolocation", "count": { "low": 1 } }])),
            (Form::Correction, "replacement", json!({ "anything": [1, { "deep": null }] })),
        ];
        for (form, name, value) in cases {
            let property = property(form, name);
            assert_eq!(there_and_back(&property, &value), Some(value), "{name} of {}", form.code());
        }
    }

    /// Every filing of the demonstration, opened at the desk and saved unchanged, is the same text.
    #[test]
    fn filings_come_through_the_desk_unchanged() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/mexico");
        let files = std::fs::read_dir(folder).expect("the demonstration").flatten().map(|file| file.path());
        let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
        let texts: Vec<String> = files.map(|path| std::fs::read_to_string(path).expect("a filing")).collect();
        assert!(texts.len() > 100);
        for text in texts {
            let mut paper = Paper::read(&text).expect("a draft");
            let before = paper.clone();
            for property in paper.properties() {
                let mut fields = Vec::new();
                let field = Field { property: &property, value: paper.get(property.name) };
                sent(&field.input(Lang::Es), &mut fields);
                let value = given(property.name, &property.schema, &Given::new(fields.into_iter()), None);
                for (items, at) in
                    field.items().into_iter().flat_map(|items| (0..=items.said.len()).map(move |at| (items, at)))
                {
                    assert_eq!(saved(&paper, items, at), value, "{} {at}", property.name);
                }
                paper.set(property.name, value);
            }
            assert_eq!(paper.text(), before.text());
            assert_eq!(Paper::read(&paper.text()).expect("a draft"), before);
        }
    }

    #[test]
    fn what_is_left_empty_says_nothing() {
        for form in Form::ALL {
            for property in form.properties().into_iter().chain(envelope()) {
                let mut fields = Vec::new();
                sent(&Field { property: &property, value: None }.input(Lang::En), &mut fields);
                let given = given(property.name, &property.schema, &Given::new(fields.into_iter()), None);
                assert_eq!(given, None, "{} of {}", property.name, form.code());
            }
        }
    }

    #[test]
    fn of_two_shapes_the_one_counts_that_is_new() {
        let property = envelope().into_iter().find(|property| property.name == "occurred").expect("a field");
        let sent = [("occurred", "2021-07-01"), ("occurred~1.from", "2021-07-01"), ("occurred~1.to", "2021-12-31")];
        let sent = Given::new(sent.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
        let (day, period) = (json!("2021-07-01"), json!({ "from": "2021-07-01", "to": "2021-12-31" }));
        assert_eq!(given("occurred", &property.schema, &sent, Some(&day)), Some(period.clone()));
        assert_eq!(given("occurred", &property.schema, &sent, Some(&period)), Some(day));
        assert_eq!(given("occurred", &property.schema, &sent, None), Some(period));
    }

    #[test]
    fn json_that_the_register_could_not_read_stays_as_it_was_typed() {
        for text in ["[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", r#"[{"a": 1, "a": 2}]"#, "[1,"] {
            assert_eq!(as_json(text), Value::from(text));
            assert_eq!(code(Some(&Value::from(text))), Ask::Area { value: text.to_owned(), code: true });
        }
        assert_eq!(as_json(r#"[{"a": 1}]"#), json!([{ "a": 1 }]));
    }

    #[test]
    fn every_path_of_a_problem_leads_to_what_holds_it() {
        let order = |name: &str| Form::Order.properties().into_iter().find(|own| own.name == name).expect("a field");
        let places = [
            ("subjects", "subjects.high", "subjects~1.high"),
            ("subjects", "subjects", "subjects-one"),
            ("subject_classes", "subject_classes[0]", "subject_classes"),
            ("legal_basis", "legal_basis[0].article", "legal_basis[0].article"),
            ("legal_basis", "legal_basis[0].nothing", "legal_basis[0]"),
        ];
        for (name, path, id) in places {
            let input = Field { property: &order(name), value: None }.input(Lang::En);
            assert_eq!(input.place(path).as_deref(), Some(id), "{path}");
        }
    }

    #[test]
    fn indices_far_away_cost_nothing() {
        let list = Schema::list(Schema::text(10), 10);
        let property = Property {
            name: "x",
            label: Words::new("x", "x"),
            description: "",
            presence: Presence::Optional,
            schema: list,
        };
        let sent = [("x[999999999999]", "a"), ("x[1000]", "b"), ("x[7]", "c"), ("x[", "d"), ("x[z]", "e")];
        let sent = Given::new(sent.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(given("x", &property.schema, &sent, None), Some(json!(["c"])));
    }
}
