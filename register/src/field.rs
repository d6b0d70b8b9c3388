//! How a field is read from JSON, described in JSON Schema and shown to people: the trait [`Field`] and the macro
//! `record!`, from which every form is declared once. Reading never stops at the first problem.

use crate::{
    codelist::Clearance,
    id::Reference,
    json::{Member, Node, Value},
    lang::Words,
    nearest::nearest,
    problem::{Problem, Reason},
    schema::{Property, Schema},
    shown::{Rows, Shown},
    time::Date,
    value::is_unseen,
};

/// A value a filing can hold.
pub trait Field: Sized {
    /// Whether it is a body, or a list of bodies: only for these may the source's own name stand (`named`).
    const IS_BODY: bool = false;
    /// Reads the value; every problem goes to the reading, and `None` says that there was one.
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self>;
    /// The JSON Schema of the value.
    fn schema() -> Schema;
    /// Shows the value to people.
    fn show(&self, rows: &mut Rows);
}

/// Problems told of one filing: nobody reads more, and a hostile filing of 64 KiB could have ten thousand.
pub const MAX_PROBLEMS: usize = 200;

/// The state of reading one filing: where we are, what is explained, what was found wrong.
#[derive(Debug, Default)]
pub struct Reading {
    problems: Vec<Problem>,
    path: String,
    explained: Vec<Explained>,
    cleared: Vec<(Explained, Clearance)>,
    logged: bool,
    references: Vec<Located>,
}

/// An id that a filing refers to, and where it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The id.
    pub id: Reference,
    /// Line in the filing, from 1.
    pub line: u32,
    /// Path of the field.
    pub field: String,
}

#[derive(Debug)]
struct Explained {
    path: String,
    line: u32,
    used: bool,
    named: bool,
}

impl Reading {
    /// Begins to read what stands in a log already.
    pub(crate) fn of_log() -> Reading {
        Reading { logged: true, ..Reading::default() }
    }

    /// Notes a problem at the current path.
    pub fn problem(&mut self, line: u32, reason: Reason) {
        if self.problems.len() == MAX_PROBLEMS {
            return;
        }
        self.problems.push(Problem { line: Some(line), field: self.path.clone(), reason });
    }

    /// Notes a value of the wrong JSON kind.
    pub fn wrong_kind(&mut self, node: &Node<'_>, expected: &'static str) {
        self.problem(node.line, Reason::WrongKind { expected, found: node.value.kind() });
    }

    /// Notes a value of the right kind in the wrong shape.
    pub fn malformed(&mut self, line: u32, value: &str, wants: Words) {
        self.problem(line, Reason::Malformed { value: shortened(value), wants });
    }

    /// A string node's text.
    pub fn string<'n>(&mut self, node: &'n Node<'_>) -> Option<&'n str> {
        if let Value::String(text) = &node.value {
            return Some(text);
        }
        self.wrong_kind(node, "string");
        None
    }

    /// A string node's text, read by `parse`; otherwise a problem that says what was wanted.
    pub fn parsed<T>(&mut self, node: &Node<'_>, wants: Words, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.string(node)?;
        let value = parse(text);
        if value.is_none() {
            self.malformed(node.line, text, wants);
        }
        value
    }

    /// An object node's members, each to be taken once.
    pub fn members<'n, 'a>(&mut self, node: &'n Node<'a>) -> Option<Members<'n, 'a>> {
        let Value::Object(members) = &node.value else {
            self.wrong_kind(node, "object");
            return None;
        };
        for member in members.iter().filter(|member| member.repeated) {
            self.at(&shortened(&member.name), |reading| reading.problem(member.node.line, Reason::Repeated));
        }
        self.periods(members);
        Some(Members { line: node.line, members, taken: vec![false; members.len()], known: Vec::new() })
    }

    /// Notes every period that ends before it begins, whichever record it stands in.
    fn periods(&mut self, members: &[Member<'_>]) {
        for (from, to) in [("from", "to"), ("opens", "closes")] {
            let day = |name: &str| members.iter().find(|member| member.name == name).and_then(day_of);
            if let (Some((from, _)), Some((day, line))) = (day(from), day(to))
                && day < from
            {
                self.at(to, |reading| reading.problem(line, Reason::EndsBeforeItBegins { from, to: day }));
            }
        }
    }

    /// Does something one step down the path.
    pub fn at<T>(&mut self, step: &str, f: impl FnOnce(&mut Reading) -> T) -> T {
        let length = self.path.len();
        if length > 0 && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        let result = f(self);
        self.path.truncate(length);
        result
    }

    /// Lets the field at this path be absent. A field explained twice would have two reasons, or two commitments.
    pub(crate) fn explain(&mut self, path: &str, line: u32) {
        if self.explained.iter().any(|explained| explained.path == path) {
            self.problems.push(Problem { line: Some(line), field: path.into(), reason: Reason::Repeated });
            return;
        }
        self.explained.push(Explained { path: path.into(), line, used: false, named: false });
    }

    /// Lets the field at this path be absent, because the source's own name stands for its body. A list may hold many.
    pub(crate) fn name(&mut self, path: &str, line: u32) {
        if self.explained.iter().any(|explained| explained.path == path && explained.named) {
            return;
        }
        self.explain(path, line);
        if let Some(explained) = self.explained.last_mut().filter(|explained| explained.path == path) {
            explained.named = true;
        }
    }

    /// Lets the text at this path hold what reads like personal data of a kind and is none.
    pub(crate) fn clear(&mut self, path: &str, because: Clearance, line: u32) {
        self.cleared.push((Explained { path: path.into(), line, used: false, named: false }, because));
    }

    /// What the filer declares of the text at this path.
    pub(crate) fn clearances(&mut self) -> Vec<Clearance> {
        let here = self.cleared.iter_mut().filter(|(cleared, _)| cleared.path == self.path);
        here.map(|(cleared, because)| {
            cleared.used = true;
            *because
        })
        .collect()
    }

    /// Whether what is read stands in a log already: then it was admitted by the rules of its day, and only what is
    /// needed to understand it is asked.
    pub(crate) fn is_logged(&self) -> bool {
        self.logged
    }

    /// Whether the field at this path is explained as absent.
    pub(crate) fn is_explained(&mut self) -> bool {
        let found = self.explained.iter_mut().find(|explained| explained.path == self.path);
        found.map(|explained| explained.used = true).is_some()
    }

    /// The same for a field that no name can stand for. What stands in a log was admitted by the rules of its day.
    fn is_explained_without_name(&mut self) -> bool {
        let named = self.explained.iter().any(|explained| explained.path == self.path && explained.named);
        (!named || self.logged) && self.is_explained()
    }

    /// Notes an id that the filing refers to.
    pub(crate) fn refers(&mut self, id: Reference, line: u32) {
        self.references.push(Located { id, line, field: self.path.clone() });
    }

    /// The problems found, in the order of lines, and the ids referred to.
    pub(crate) fn finish(mut self) -> (Vec<Problem>, Vec<Located>) {
        let unused = self
            .explained
            .iter()
            .chain(self.cleared.iter().map(|(cleared, _)| cleared))
            .filter(|explained| !explained.used);
        let nothing: Vec<Problem> = unused
            .map(|explained| Problem {
                line: Some(explained.line),
                field: explained.path.clone(),
                reason: Reason::ExplainsNothing,
            })
            .collect();
        self.problems.extend(nothing);
        self.problems.sort_by_key(|problem| problem.line);
        (self.problems, self.references)
    }
}

/// The members of an object while a record takes its fields from them.
#[derive(Debug)]
pub struct Members<'n, 'a> {
    line: u32,
    members: &'n [Member<'a>],
    taken: Vec<bool>,
    known: Vec<&'static str>,
}

impl<'n, 'a> Members<'n, 'a> {
    /// Line where the object begins.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// Line of a member, or of the object where it is missing.
    pub(crate) fn line_of(&self, name: &str) -> u32 {
        self.members.iter().find(|member| member.name == name).map_or(self.line, |member| member.node.line)
    }

    /// Takes a member; `null` is no value and is reported as such by whoever reads it.
    pub(crate) fn take(&mut self, name: &'static str) -> Option<&'n Node<'a>> {
        self.known.push(name);
        let at = self.members.iter().position(|member| member.name == name)?;
        for (taken, member) in self.taken.iter_mut().zip(self.members) {
            *taken |= member.name == name;
        }
        Some(&self.members[at].node)
    }

    /// A field that must be there.
    pub fn required<T: Field>(&mut self, name: &'static str, reading: &mut Reading) -> Option<T> {
        let (line, node) = (self.line, self.take(name));
        reading.at(name, |reading| {
            let explained = reading.is_explained();
            match node {
                Some(node) if explained => {
                    reading.problem(node.line, Reason::ExplainedButGiven);
                    None
                }
                Some(node) => T::read(node, reading),
                None => {
                    reading.problem(line, Reason::Missing { may_be_explained: false });
                    None
                }
            }
        })
    }

    /// A field that must be there or be explained in `withheld` or `unknown`.
    pub fn expected<T: Field>(&mut self, name: &'static str, reading: &mut Reading) -> Option<Option<T>> {
        let line = self.line;
        self.maybe(name, reading, |reading| {
            reading.problem(line, Reason::Missing { may_be_explained: true });
            None
        })
    }

    /// A field that may be left out.
    pub fn optional<T: Field>(&mut self, name: &'static str, reading: &mut Reading) -> Option<Option<T>> {
        self.maybe(name, reading, |_| Some(None))
    }

    fn maybe<T: Field>(
        &mut self,
        name: &'static str,
        reading: &mut Reading,
        absent: impl FnOnce(&mut Reading) -> Option<Option<T>>,
    ) -> Option<Option<T>> {
        let node = self.take(name);
        reading.at(name, |reading| {
            let explained = if T::IS_BODY { reading.is_explained() } else { reading.is_explained_without_name() };
            match node {
                Some(node) if explained => {
                    reading.problem(node.line, Reason::ExplainedButGiven);
                    None
                }
                Some(node) => T::read(node, reading).map(Some),
                None if explained => Some(None),
                None => absent(reading),
            }
        })
    }

    /// A list that may be left out, which is the same as an empty one.
    pub fn list<T: Field>(&mut self, name: &'static str, reading: &mut Reading) -> Option<Vec<T>> {
        self.maybe::<Vec<T>>(name, reading, |_| Some(None)).map(Option::unwrap_or_default)
    }

    /// Reports every member that no field took.
    pub fn finish(self, reading: &mut Reading) {
        for (member, taken) in self.members.iter().zip(&self.taken) {
            if !taken {
                let nearest = nearest(&member.name, self.known.iter().copied());
                reading.at(&shortened(&member.name), |reading| {
                    reading.problem(member.node.line, Reason::UnknownField { nearest })
                });
            }
        }
    }
}

/// The day a member holds, if it holds one, and its line.
fn day_of(member: &Member<'_>) -> Option<(Date, u32)> {
    match &member.node.value {
        Value::String(text) => Date::parse(text).map(|day| (day, member.node.line)),
        _ => None,
    }
}

/// The filer's own words as a problem repeats them: at most 80 characters, and none that could move a terminal's
/// cursor, turn the direction of the line or stand there unseen.
pub(crate) fn shortened(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(80));
    for c in text.chars().take(80) {
        if c.is_control() || is_unseen(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// At most this many items in a list: enough for any filing that fits into an entry, and a bound for those who read.
pub const MAX_ITEMS: usize = 200;

impl<T: Field> Field for Vec<T> {
    const IS_BODY: bool = T::IS_BODY;

    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        let Value::Array(items) = &node.value else {
            reading.wrong_kind(node, "array");
            return None;
        };
        if items.len() > MAX_ITEMS {
            reading.problem(node.line, Reason::TooMany { items: items.len(), limit: MAX_ITEMS });
            return None;
        }
        let read = |(at, item): (usize, &Node<'_>)| reading.at(&format!("[{at}]"), |reading| T::read(item, reading));
        let values: Vec<Option<T>> = items.iter().enumerate().map(read).collect();
        values.into_iter().collect()
    }

    fn schema() -> Schema {
        Schema::list(T::schema(), MAX_ITEMS)
    }

    fn show(&self, rows: &mut Rows) {
        for (at, item) in self.iter().enumerate() {
            rows.item(at, |rows| item.show(rows));
        }
    }
}

impl Field for bool {
    fn read(node: &Node<'_>, reading: &mut Reading) -> Option<Self> {
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        reading.wrong_kind(node, "boolean");
        None
    }

    fn schema() -> Schema {
        Schema::kind("boolean")
    }

    fn show(&self, rows: &mut Rows) {
        rows.value(Shown::Words(if *self { Words::new("sí", "yes") } else { Words::new("no", "no") }));
    }
}

/// One field of a record as declared: name, labels, description, presence, schema.
pub(crate) fn property<T: Field>(
    name: &'static str,
    label: Words,
    description: &'static str,
    kind: Presence,
) -> Property {
    Property { name, label, description: description.trim(), presence: kind, schema: T::schema() }
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must be there.
    Required,
    /// It must be there, or be explained in `withheld` or `unknown`.
    Expected,
    /// It may be left out.
    Optional,
}

/// Declares a record once: its type, how it is read, its schema and how it is shown.
///
/// ```text
/// record! {
///     /// What the record is.
///     pub struct Party {
///         /// What the field holds, unit and source.
///         required body: BodyId = "Organismo", "Body";
///         expected amount: Money = "Importe", "Amount";     // or explained in withheld / unknown
///         optional note: Text = "Nota", "Note";
///         list orders: FilingId = "Órdenes", "Orders";
///     }
/// }
/// ```
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[doc = $doc:literal])* $kind:ident $field:ident : $type:ty = $es:literal, $en:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $( $(#[doc = $doc])* pub $field: $crate::field::record!(@type $kind $type), )*
        }

        impl $name {
            pub(crate) fn read_members(
                members: &mut $crate::field::Members<'_, '_>,
                reading: &mut $crate::field::Reading,
            ) -> Option<Self> {
                $( let $field = members.$kind::<$type>(stringify!($field), reading); )*
                Some(Self { $( $field: $field?, )* })
            }

            pub(crate) fn properties() -> Vec<$crate::schema::Property> {
                vec![ $( $crate::field::record!(@property $kind $type, stringify!($field),
                    $crate::lang::Words::new($es, $en), concat!($($doc, "\n"),*)), )* ]
            }
        }

        impl $crate::field::Field for $name {
            fn read(
                node: &$crate::json::Node<'_>,
                reading: &mut $crate::field::Reading,
            ) -> Option<Self> {
                let mut members = reading.members(node)?;
                let record = Self::read_members(&mut members, reading);
                members.finish(reading);
                record
            }

            fn schema() -> $crate::schema::Schema {
                $crate::schema::Schema::object(stringify!($name), Self::properties())
            }

            fn show(&self, rows: &mut $crate::shown::Rows) {
                $( $crate::field::record!(@show $kind self.$field, rows, stringify!($field),
                    $crate::lang::Words::new($es, $en)); )*
            }
        }
    };
    (@type required $type:ty) => { $type };
    (@type expected $type:ty) => { Option<$type> };
    (@type optional $type:ty) => { Option<$type> };
    (@type list $type:ty) => { Vec<$type> };
    (@property required $type:ty, $name:expr, $label:expr, $doc:expr) => {
        $crate::field::property::<$type>($name, $label, $doc, $crate::field::Presence::Required)
    };
    (@property expected $type:ty, $name:expr, $label:expr, $doc:expr) => {
        $crate::field::property::<$type>($name, $label, $doc, $crate::field::Presence::Expected)
    };
    (@property optional $type:ty, $name:expr, $label:expr, $doc:expr) => {
        $crate::field::property::<$type>($name, $label, $doc, $crate::field::Presence::Optional)
    };
    (@property list $type:ty, $name:expr, $label:expr, $doc:expr) => {
        $crate::field::property::<Vec<$type>>($name, $label, $doc, $crate::field::Presence::Optional)
    };
    (@show required $value:expr, $rows:expr, $name:expr, $label:expr) => {
        $rows.field($name, $label, |rows| $crate::field::Field::show(&$value, rows))
    };
    (@show list $value:expr, $rows:expr, $name:expr, $label:expr) => {
        $rows.field($name, $label, |rows| $crate::field::Field::show(&$value, rows))
    };
    (@show $kind:ident $value:expr, $rows:expr, $name:expr, $label:expr) => {
        if let Some(value) = &$value {
            $rows.field($name, $label, |rows| $crate::field::Field::show(value, rows))
        }
    };
}

pub(crate) use record;
