//! From Cedar's own tree of a policy (its JSON form, EST) to ours. Parameters have been put in as literals before.
//! What rules do without, and facts that there are none of, are told with the place where they stand.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::{
    case::CaseKind,
    expression::{Arithmetic, Comparison, Expr, FactRef, Owner, SetTest},
    fact::{FactDef, Texts},
    fault::Reason,
    law_list::LawList,
    moment,
    nearest::hint,
    never,
    pattern::Pattern,
};

/// What is wrong, and the word of the policy that is wrong, for its line.
pub(crate) struct Trouble {
    pub(crate) word: String,
    pub(crate) reason: Reason,
    /// Whether the policy judges as it says all the same.
    pub(crate) mild: bool,
}

/// Lowers the conditions of one policy.
pub(crate) struct Lowering<'l> {
    /// The kind of case that `resource` is.
    pub(crate) kind: CaseKind,
    /// The laws of the rulebook, where it could be read.
    pub(crate) laws: Option<&'l LawList>,
    /// The parameters there are, for hints; they are literals by now.
    pub(crate) parameters: Vec<String>,
    /// What is wrong.
    pub(crate) troubles: Vec<Trouble>,
}

impl Lowering<'_> {
    /// One expression. After trouble the tree is of no use, but the search for more goes on.
    pub(crate) fn expr(&mut self, est: &Json) -> Expr {
        let Some((operator, inner)) = est.as_object().and_then(|object| object.iter().next()) else {
            return self.unsupported("Cedar");
        };
        match operator.as_str() {
            "Value" => self.literal(inner),
            "Set" => self.set(inner),
            "Var" => self.whole_thing(inner.as_str().unwrap_or_default()),
            "." => self.fact(inner, Expr::Read),
            "has" => self.fact(inner, Expr::Has),
            "!" => Expr::Not(self.side(inner, "arg")),
            "neg" => Expr::Negative(self.side(inner, "arg")),
            "isEmpty" => Expr::IsEmpty(self.side(inner, "arg")),
            "is" => self.is(inner),
            "like" => self.like(inner),
            "&&" => Expr::And(self.pair(inner)),
            "||" => Expr::Or(self.pair(inner)),
            "contains" => self.contains(inner),
            "containsAll" => Expr::Sets(SetTest::All, self.compared_pair(inner)),
            "containsAny" => Expr::Sets(SetTest::Any, self.compared_pair(inner)),
            "if-then-else" => {
                Expr::If(Box::new((self.part(inner, "if"), self.part(inner, "then"), self.part(inner, "else"))))
            }
            other => self.compared(other, inner),
        }
    }

    fn compared(&mut self, operator: &str, inner: &Json) -> Expr {
        let how = match operator {
            "==" => Comparison::Equal,
            "!=" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterEqual,
            other => return self.computed(other, inner),
        };
        if let Some(id) = body_literal(inner) {
            return self.trouble(CaseKind::Body.entity(), Reason::BodyLiteral { id: id.into() });
        }
        Expr::Compare(how, self.compared_pair(inner))
    }

    fn compared_pair(&mut self, inner: &Json) -> Box<(Expr, Expr)> {
        let pair = self.pair(inner);
        for (facts, against) in [(&pair.0, &pair.1), (&pair.1, &pair.0)] {
            let written: Vec<Arc<str>> = ends(against).into_iter().flat_map(texts).cloned().collect();
            self.held_against(facts, &written.iter().map(|text| &**text).collect::<Vec<_>>());
        }
        pair
    }

    /// Texts that a fact is held against and never is: the comparison would never be true. Of an `if` both ends count, and
    /// a text need be one of the texts of one of the facts only.
    fn held_against(&mut self, facts: &Expr, written: &[&str]) {
        let Some(facts) = ends(facts).into_iter().map(|fact| self.def(fact)).collect::<Option<Vec<_>>>() else {
            return;
        };
        for text in written {
            let wrong: Option<Vec<Reason>> =
                facts.iter().map(|def| never::is(def, text, self.kind, self.laws)).collect();
            let mild = facts.iter().any(|def| !matches!(def.texts, Some(Texts::Codes(_))));
            if let Some(reason) = wrong.and_then(|reasons| reasons.into_iter().next()) {
                self.told(text, reason, mild);
            }
        }
    }

    /// The fact that is read.
    fn def(&self, read: &Expr) -> Option<&'static FactDef> {
        let Expr::Read(FactRef::Fact(owner, at)) = read else { return None };
        let kind = if *owner == Owner::Principal { CaseKind::Body } else { self.kind };
        kind.facts().get(*at)
    }

    fn computed(&mut self, operator: &str, inner: &Json) -> Expr {
        let how = match operator {
            "+" => Arithmetic::Add,
            "-" => Arithmetic::Subtract,
            "*" => Arithmetic::Multiply,
            other => return self.called(other, inner),
        };
        Expr::Arithmetic(how, self.pair(inner))
    }

    /// Functions and methods of moments and spans; the receiver is the first argument.
    fn called(&mut self, name: &str, arguments: &Json) -> Expr {
        let argument = |at: usize| arguments.get(at).unwrap_or(&Json::Null);
        match name {
            "datetime" => self.written(argument(0), moment::parse, |text| Reason::DayWritten { text }),
            "duration" => self.written(argument(0), moment::parse_span, |text| Reason::SpanWritten { text }),
            "offset" => self.method(Arithmetic::Add, argument(0), argument(1)),
            "durationSince" => self.method(Arithmetic::Subtract, argument(0), argument(1)),
            "toDate" => Expr::Date(Box::new(self.expr(argument(0)))),
            "toTime" => Expr::Time(Box::new(self.expr(argument(0)))),
            "toMilliseconds" => self.expr(argument(0)),
            "toSeconds" => Expr::Units(1_000, Box::new(self.expr(argument(0)))),
            "toMinutes" => Expr::Units(60_000, Box::new(self.expr(argument(0)))),
            "toHours" => Expr::Units(3_600_000, Box::new(self.expr(argument(0)))),
            "toDays" => Expr::Units(86_400_000, Box::new(self.expr(argument(0)))),
            other => self.unsupported(other),
        }
    }

    fn method(&mut self, how: Arithmetic, receiver: &Json, argument: &Json) -> Expr {
        Expr::Arithmetic(how, Box::new((self.expr(receiver), self.expr(argument))))
    }

    /// A moment or span written as text; anything else Cedar's validator complains about.
    fn written(
        &mut self,
        argument: &Json,
        read: impl Fn(&str) -> Option<i64>,
        wrong: impl Fn(String) -> Reason,
    ) -> Expr {
        match argument["Value"].as_str().map(|text| read(text).ok_or(text)) {
            Some(Ok(value)) => Expr::Number(value),
            Some(Err(text)) => self.trouble(text, wrong(text.into())),
            None => Expr::Number(0),
        }
    }

    fn literal(&mut self, value: &Json) -> Expr {
        match value {
            Json::Bool(value) => Expr::Bool(*value),
            Json::String(text) => Expr::Text(text.as_str().into()),
            Json::Number(number) => number.as_i64().map_or(Expr::Bool(false), Expr::Number),
            other => match &other["__entity"]["type"] {
                // What it is compared with is told.
                Json::String(name) if name == "Action" => Expr::Bool(false),
                Json::String(name) => self.unsupported(name),
                _ => self.unsupported("{"),
            },
        }
    }

    /// A list of texts, or of numbers for `contains`.
    fn set(&mut self, items: &Json) -> Expr {
        let items: Vec<&Json> = items.as_array().into_iter().flatten().map(|item| &item["Value"]).collect();
        match items.iter().map(|item| item.as_str()).collect::<Option<Vec<&str>>>() {
            Some(mut texts) => {
                texts.sort_unstable();
                texts.dedup();
                Expr::Set(texts.into_iter().map(Arc::from).collect())
            }
            None => self.trouble("[", Reason::ListOfTexts),
        }
    }

    fn contains(&mut self, inner: &Json) -> Expr {
        let numbers = inner["left"]["Set"].as_array().into_iter().flatten().map(|item| item["Value"].as_i64());
        match numbers.collect::<Option<Vec<i64>>>() {
            Some(numbers) if !numbers.is_empty() => Expr::OneOf(numbers.into(), self.side(inner, "right")),
            _ => Expr::Contains(self.compared_pair(inner)),
        }
    }

    fn like(&mut self, inner: &Json) -> Expr {
        let mut pieces = vec![String::new()];
        for piece in inner["pattern"].as_array().into_iter().flatten() {
            match (piece["Literal"].as_str(), pieces.last_mut()) {
                (Some(text), Some(last)) => last.push_str(text),
                _ => pieces.push(String::new()),
            }
        }
        let (pattern, text) = (Pattern::of_pieces(pieces), self.side(inner, "left"));
        if let Some(reason) = self.def(&text).and_then(|def| never::like(def, &pattern, self.kind)) {
            self.told(&pattern.to_string(), reason, true);
        }
        Expr::Like(pattern, text)
    }

    /// `resource is Order` is known beforehand.
    fn is(&mut self, inner: &Json) -> Expr {
        let entity = match inner["left"]["Var"].as_str() {
            Some("principal") => CaseKind::Body.entity(),
            Some("resource") => self.kind.entity(),
            _ => return self.unsupported("is"),
        };
        if inner.get("in").is_some() {
            return self.unsupported("in");
        }
        Expr::Bool(inner["entity_type"].as_str() == Some(entity))
    }

    fn fact(&mut self, inner: &Json, read: impl Fn(FactRef) -> Expr) -> Expr {
        let attribute = match &inner["attr"] {
            Json::String(attribute) => attribute.as_str(),
            Json::Array(path) if path.len() == 1 => path[0].as_str().unwrap_or_default(),
            Json::Array(path) => return self.has_path(path),
            _ => "",
        };
        match inner["left"]["Var"].as_str() {
            Some("context") => self.context(attribute, read),
            Some("principal") => self.of(Owner::Principal, CaseKind::Body, attribute, read),
            Some("resource") => self.of(Owner::Resource, self.kind, attribute, read),
            _ => self.unsupported(attribute),
        }
    }

    fn context(&mut self, attribute: &str, read: impl Fn(FactRef) -> Expr) -> Expr {
        match attribute {
            "at" => read(FactRef::At),
            "due" => read(FactRef::Due),
            name => {
                let instead = hint(name, self.parameters.iter().map(String::as_str));
                self.trouble(name, Reason::ParameterUnknown { name: name.into(), instead })
            }
        }
    }

    fn of(&mut self, owner: Owner, kind: CaseKind, name: &str, read: impl Fn(FactRef) -> Expr) -> Expr {
        if let Some(at) = kind.facts().iter().position(|fact| fact.name == name) {
            return read(FactRef::Fact(owner, at));
        }
        let instead = hint(name, kind.facts().iter().map(|fact| fact.name));
        self.trouble(name, Reason::FactUnknown { fact: name.into(), kind: kind.code().into(), instead })
    }

    /// `resource has resource.x`, where the name alone belongs.
    fn has_path(&mut self, path: &[Json]) -> Expr {
        let found: Vec<&str> = path.iter().filter_map(Json::as_str).collect();
        let last = found.last().copied().unwrap_or_default();
        self.trouble(last, Reason::HasName { found: found.join("."), name: last.into() })
    }

    fn whole_thing(&mut self, name: &str) -> Expr {
        match name {
            "action" => self.unsupported(name),
            _ => self.trouble(name, Reason::WholeThing { name: name.into() }),
        }
    }

    fn part(&mut self, inner: &Json, name: &str) -> Expr {
        self.expr(&inner[name])
    }

    fn side(&mut self, inner: &Json, name: &str) -> Box<Expr> {
        Box::new(self.part(inner, name))
    }

    fn pair(&mut self, inner: &Json) -> Box<(Expr, Expr)> {
        Box::new((self.part(inner, "left"), self.part(inner, "right")))
    }

    fn unsupported(&mut self, what: &str) -> Expr {
        self.trouble(what, Reason::Unsupported { what: format!("`{what}`") })
    }

    fn trouble(&mut self, word: &str, reason: Reason) -> Expr {
        self.told(word, reason, false);
        Expr::Bool(false)
    }

    fn told(&mut self, word: &str, reason: Reason, mild: bool) {
        self.troubles.push(Trouble { word: word.into(), reason, mild });
    }
}

/// The id of a body that `principal` is compared with as a whole.
fn body_literal(pair: &Json) -> Option<&str> {
    [("left", "right"), ("right", "left")].into_iter().find_map(|(one, other)| {
        let entity = &pair[other]["Value"]["__entity"];
        let is_body = pair[one]["Var"] == "principal" && entity["type"] == CaseKind::Body.entity();
        entity["id"].as_str().filter(|_| is_body)
    })
}

/// What an expression comes to: of an `if`, what stands behind `then` and `else`.
fn ends(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::If(parts) => [ends(&parts.1), ends(&parts.2)].concat(),
        other => vec![other],
    }
}

/// The texts written in an expression.
fn texts(expr: &Expr) -> &[Arc<str>] {
    match expr {
        Expr::Text(text) => std::slice::from_ref(text),
        Expr::Set(texts) => texts,
        _ => &[],
    }
}
