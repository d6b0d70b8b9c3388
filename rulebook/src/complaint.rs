//! Complaints of Cedar's validator about a policy, in our words: told from their typed values, with what stands in the
//! policy there, what is needed, and the facts by their names for people. Those of its parser stand in `unread.rs`.

use cedar_policy_core::validator::{
    ValidationError,
    types::Type,
    validation_errors::{AttributeAccess, IncompatibleTypes, UnexpectedType, UnsafeOptionalAttributeAccess},
};
use register::lang::{Lang, Words};

use crate::{
    card::Snippet,
    case::CaseKind,
    fact,
    fault::{Faults, Reason},
    nearest::hint,
    parameter::Parameter,
    place::{Place, shown},
    said::Said,
    sort::{Sort, advice, unlike},
};

/// A policy about which Cedar complains.
pub(crate) struct Complaint<'a> {
    pub(crate) snippet: Snippet<'a>,
    pub(crate) kind: CaseKind,
    pub(crate) parameters: &'a [(String, Parameter)],
    /// Whether nothing was said about the policy yet: what was told already, in better words, is not told again.
    pub(crate) sound: bool,
}

impl Complaint<'_> {
    /// Tells all of them, in the order of the policy: Cedar's own order changes from run to run.
    pub(crate) fn tell_all<'e>(&self, errors: impl Iterator<Item = &'e ValidationError>, faults: &mut Faults) {
        let mut errors: Vec<&ValidationError> = errors.collect();
        errors.sort_by_cached_key(|error| (Place::of(*error, self.snippet).start, error.to_string()));
        // After an error of another kind Cedar forgets what was asked before.
        let asked = |error: &ValidationError| matches!(error, ValidationError::UnsafeOptionalAttributeAccess(error) if self.asks(&error.attribute_access));
        let others = errors.iter().any(|error| !matches!(error, ValidationError::UnsafeOptionalAttributeAccess(_)));
        errors.into_iter().filter(|error| !(others && asked(error))).for_each(|error| self.tell(error, faults));
    }

    fn tell(&self, error: &ValidationError, faults: &mut Faults) {
        let place = Place::of(error, self.snippet);
        let reason = match error {
            ValidationError::UnexpectedType(error)
                if self.sound || !has_other(error.expected.iter().chain([&error.actual])) =>
            {
                self.unexpected(error, &place)
            }
            ValidationError::IncompatibleTypes(error) if self.sound || !has_other(error.types.iter()) => {
                self.incompatible(error, &place)
            }
            ValidationError::UnsafeOptionalAttributeAccess(error) => return self.ask_first(error, &place, faults),
            _ if !self.sound => return,
            ValidationError::EmptySetForbidden(_) => Reason::EmptyList,
            ValidationError::WrongNumberArguments(error) => {
                let name = place.text.split('(').next().unwrap_or_default().trim().to_owned();
                let (wants, found) = (error.expected.to_string(), error.actual.to_string());
                Reason::Arguments { name, wants, found }
            }
            ValidationError::UnrecognizedEntityType(_) if place.is_in_head(self.snippet) => return,
            ValidationError::NonLitExtConstructor(_) => Reason::NotWritten { here: place.shown() },
            ValidationError::UnrecognizedEntityType(error) => {
                let name = error.actual_entity_type.clone();
                let known = [CaseKind::Body.entity(), self.kind.entity()];
                Reason::EntityUnknown { instead: hint(&name, known.into_iter()), name }
            }
            other => Reason::Invalid { says: says(other) },
        };
        faults.at(place.line, reason);
    }

    /// Whether the policy asks anywhere whether there is such a fact.
    fn asks(&self, access: &AttributeAccess) -> bool {
        let (AttributeAccess::EntityLUB(_, path) | AttributeAccess::Context(_, path) | AttributeAccess::Other(path)) =
            access;
        path.first().is_some_and(|attribute| self.snippet.text.contains(&format!("has {attribute}")))
    }

    fn unexpected(&self, error: &UnexpectedType, place: &Place<'_>) -> Reason {
        let (is, wants) = (Sort::of(&error.actual), Sort::all(&error.expected));
        let text = asker(place.text, is);
        let (label, facts, next) = (self.label_of(text), self.facts_within(text), self.advice(text, &wants, is));
        let (here, words) = (shown(text), is.words());
        let (label_es, label_en, facts_es, facts_en) = (label.es, label.en, facts.es, facts.en);
        let (is_es, is_en, next_es, next_en) = (words.es.into(), words.en.into(), next.es, next.en);
        if wants == [Sort::Number] && matches!(is, Sort::Moment | Sort::Span) {
            return Reason::Beside { here, label_es, label_en, is_es, is_en, facts_es, facts_en, next_es, next_en };
        }
        let Said { es: wants_es, en: wants_en } = either(&wants);
        Reason::Types {
            here,
            label_es,
            label_en,
            is_es,
            is_en,
            wants_es,
            wants_en,
            facts_es,
            facts_en,
            next_es,
            next_en,
        }
    }

    /// What to write instead; of a parameter, in the card.
    fn advice(&self, text: &str, wants: &[Sort], is: Sort) -> Said {
        let name = text.strip_prefix("context.").filter(|name| self.parameters.iter().any(|(known, _)| known == name));
        match (name, wants) {
            (Some(name), [Sort::Span]) => Said {
                es: format!("corríjalo en la ficha, en `parameters`, como `{name} = \"30d\"`"),
                en: format!("correct it in the card, in `parameters`, as `{name} = \"30d\"`"),
            },
            _ => {
                let words = advice(wants, is);
                Said { es: words.es.into(), en: words.en.into() }
            }
        }
    }

    fn incompatible(&self, error: &IncompatibleTypes, place: &Place<'_>) -> Reason {
        let sorts = Sort::all(&error.types.iter().cloned().collect::<Vec<Type>>());
        let (facts, next) = (self.facts_in(place.text), unlike(&error.context, &sorts));
        let joined = |lang: Lang| {
            let words: Vec<&str> = sorts.iter().map(|sort| sort.words().in_(lang)).collect();
            words.join(Words::new(" y ", " and ").in_(lang))
        };
        Reason::Unlike {
            here: place.shown(),
            kinds_es: joined(Lang::Es),
            kinds_en: joined(Lang::En),
            facts_es: facts.es,
            facts_en: facts.en,
            next_es: next.es.into(),
            next_en: next.en.into(),
        }
    }

    fn ask_first(&self, error: &UnsafeOptionalAttributeAccess, place: &Place<'_>, faults: &mut Faults) {
        let owner = match &error.attribute_access {
            AttributeAccess::Context(..) => "context",
            AttributeAccess::EntityLUB(lub, _) if lub.get_single_entity().is_some_and(is_body) => "principal",
            AttributeAccess::EntityLUB(..) | AttributeAccess::Other(_) => "resource",
        };
        let (AttributeAccess::EntityLUB(_, path) | AttributeAccess::Context(_, path) | AttributeAccess::Other(path)) =
            &error.attribute_access;
        let attribute = path.first().map_or("", |attribute| attribute.as_str());
        let fact = format!("{owner}.{attribute}");
        let line = place.line_of(&fact, self.snippet);
        let label =
            |lang: Lang| self.label(owner, attribute, lang).map_or_else(String::new, |label| format!(" ({label})"));
        let (label_es, label_en) = (label(Lang::Es), label(Lang::En));
        let (owner, attribute) = (owner.into(), attribute.into());
        faults.at(line, Reason::AskFirst { fact, label_es, label_en, owner, attribute });
    }

    fn fact(&self, owner: &str, name: &str) -> Option<&'static fact::FactDef> {
        let kind = if owner == "principal" { CaseKind::Body } else { self.kind };
        kind.facts().iter().find(|fact| fact.name == name && owner != "context")
    }

    /// The name of a fact for people, in quotes.
    fn label(&self, owner: &str, name: &str, lang: Lang) -> Option<String> {
        self.fact(owner, name).map(|fact| match lang {
            Lang::Es => format!("«{}»", fact.words.es),
            Lang::En => format!("“{}”", fact.words.en),
        })
    }

    /// The name of a fact for people, where a piece of the policy is that fact and nothing else: ` («Hasta»)`.
    fn label_of(&self, text: &str) -> Said {
        let told = |lang: Lang| {
            let label = text.split_once('.').and_then(|(owner, name)| self.label(owner, name, lang));
            label.map_or_else(String::new, |label| format!(" ({label})"))
        };
        Said { es: told(Lang::Es), en: told(Lang::En) }
    }

    /// What the facts are that a piece of the policy asks, where it is more than one of them.
    fn facts_within(&self, text: &str) -> Said {
        let whole = asked(text).any(|(owner, name)| text.len() == owner.len() + 1 + name.len());
        if whole { Said::default() } else { self.facts_in(text) }
    }

    /// What the facts and parameters are that a piece of the policy asks: ` (`resource.to`, «Hasta», es un momento)`.
    fn facts_in(&self, text: &str) -> Said {
        let told = |lang: Lang| {
            let all: Vec<String> = asked(text).filter_map(|(owner, name)| self.told(owner, name, lang)).collect();
            if all.is_empty() { String::new() } else { format!(" ({})", all.join("; ")) }
        };
        Said { es: told(Lang::Es), en: told(Lang::En) }
    }

    fn told(&self, owner: &str, name: &str, lang: Lang) -> Option<String> {
        let is = Words::new("es", "is").in_(lang);
        let sort = match self.fact(owner, name) {
            Some(fact) => Sort::of_fact(fact.type_),
            None if owner == "context" && matches!(name, "at" | "due") => Sort::Moment,
            None => Sort::of_parameter(
                self.parameters
                    .iter()
                    .find(|(known, _)| owner == "context" && known == name)
                    .map(|(_, value)| value)?,
            ),
        };
        let label = self.label(owner, name, lang).map_or_else(String::new, |label| format!(", {label},"));
        Some(format!("`{owner}.{name}`{label} {is} {}", sort.words().in_(lang)))
    }
}

/// Whether there is a body or a case among some types, of which more was said already.
fn has_other<'t>(mut types: impl Iterator<Item = &'t Type>) -> bool {
    types.any(|type_| Sort::of(type_) == Sort::Other)
}

fn is_body(entity: &cedar_policy_core::ast::EntityType) -> bool {
    entity.to_string() == CaseKind::Body.entity()
}

/// The facts and parameters of a piece of a policy, each once, in their order.
fn asked(text: &str) -> impl Iterator<Item = (&'static str, &str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut found: Vec<(usize, &'static str, &str)> = Vec::new();
    for owner in ["principal", "resource", "context"] {
        for (at, _) in text.match_indices(owner) {
            let Some(rest) = text[at + owner.len()..].strip_prefix('.') else { continue };
            let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
            if !found.iter().any(|(_, o, n)| *o == owner && *n == name) {
                found.push((at, owner, name));
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, owner, name)| (owner, name))
}

fn either(sorts: &[Sort]) -> Said {
    let joined = |lang: Lang| {
        let words: Vec<&str> = sorts.iter().map(|sort| sort.words().in_(lang)).collect();
        words.join(Words::new(" o ", " or ").in_(lang))
    };
    Said { es: joined(Lang::Es), en: joined(Lang::En) }
}

/// The piece that is of the wrong kind: Cedar points at a whole question `a.contains(b)` where it means `a`.
fn asker(text: &str, is: Sort) -> &str {
    let Some(open) = opening(text) else { return text };
    match text[..open].rsplit_once('.') {
        Some((asker, method)) if Sort::of_method(method).is_some_and(|answer| answer != is) => asker.trim_end(),
        _ => text,
    }
}

/// Where the parenthesis opens that closes at the end of a piece.
fn opening(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.strip_suffix(')')?;
    text.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' => open += 1,
            '(' => open = open.saturating_sub(1),
            _ => {}
        }
        (open == 0).then_some(at)
    })
}

/// What Cedar says, without its name for the policy.
fn says(error: &ValidationError) -> String {
    let message = error.to_string().replace('\n', " ");
    let rest = message.split_once("`, ").filter(|(head, _)| head.starts_with("for policy `"));
    rest.map_or_else(|| message.clone(), |(_, rest)| rest.to_owned())
}
