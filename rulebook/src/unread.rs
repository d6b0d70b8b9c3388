//! What Cedar's parser cannot read, in our words: told from its typed errors, by the word or sign where it stopped.

use cedar_policy_core::parser::{
    err::{ParseError, ToASTErrorKind},
    parse_policyset,
};

use crate::{
    card::Snippet,
    fault::{Faults, Reason},
    nearest::hint,
    place::Place,
};

/// Tells everything in a block that cannot be read.
pub(crate) fn tell(snippet: Snippet<'_>, faults: &mut Faults) {
    let Err(errors) = parse_policyset(snippet.text) else { return };
    for error in errors.iter() {
        let place = Place::of(error, snippet);
        let reason = match error {
            ParseError::ToCST(_) => stopped(&place, snippet),
            ParseError::ToAST(error) => misread(error.kind(), &place, snippet)
                .unwrap_or_else(|| Reason::NotCedar { says: error.to_string().replace('\n', " ") }),
        };
        faults.at(place.line, reason);
    }
}

/// The words and signs do not follow each other as they must: what stands where the parser stopped.
fn stopped(place: &Place<'_>, snippet: Snippet<'_>) -> Reason {
    let rest = place.rest(snippet);
    match rest.chars().next() {
        None => Reason::Unclosed,
        Some(_) if rest.trim().is_empty() => Reason::Unclosed,
        Some(_) if !place.text.is_empty() => misplaced(place.shown()),
        Some(sign @ ('"' | '\'' | '“' | '”' | '«' | '»' | '‘' | '’')) => {
            Reason::Quotes { found: sign.into() }
        }
        Some(sign @ ('&' | '|')) => Reason::HalfSign { found: sign.into(), sign: format!("{sign}{sign}") },
        Some(sign) => Reason::SignUnknown { found: sign.into() },
    }
}

fn misplaced(found: String) -> Reason {
    let sign = match found.to_lowercase().as_str() {
        "and" | "y" | "e" => "&&",
        "or" | "o" | "u" => "||",
        "not" | "no" => "!",
        // A number that could be read stands in a wrong place, as any other word may.
        _ if is_number(&found) && found.parse::<i64>().is_err() => return Reason::NumberLarge { number: found },
        _ => return Reason::Misplaced { found },
    };
    Reason::WordForSign { found, sign: sign.into() }
}

fn is_number(found: &str) -> bool {
    found.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words follow each other, and mean nothing; none where only Cedar's own sentence is left.
fn misread(kind: &ToASTErrorKind, place: &Place<'_>, snippet: Snippet<'_>) -> Option<Reason> {
    use ToASTErrorKind as Kind;
    Some(match kind {
        Kind::InvalidSingleEq => Reason::SingleEquals,
        Kind::AmbiguousOperators => Reason::TwoComparisons,
        Kind::ArbitraryVariable(word) => Reason::BareWord { word: word.to_string() },
        Kind::EmptyClause(_) => Reason::EmptyClause,
        Kind::InvalidCondition(word) => Reason::ConditionWord { word: word.to_string() },
        Kind::InvalidEffect(word) => Reason::NotForbid { word: word.to_string() },
        Kind::UnsupportedDivision => Reason::Division { sign: "/".into() },
        Kind::UnsupportedModulo => Reason::Division { sign: "%".into() },
        Kind::IntegerLiteralTooLarge(number) => Reason::NumberLarge { number: number.to_string() },
        Kind::InvalidString(_) | Kind::Unescape(_) if place.text.contains('\\') => Reason::TextEscape,
        Kind::WrongNode { .. } if place.is_in_head(snippet) => Reason::HeadForm,
        Kind::InvalidPattern(_) => Reason::LikePattern { found: place.shown() },
        Kind::InvalidHasRHS(found) => Reason::HasName { found: found.to_string(), name: "decided_at".into() },
        Kind::ReservedIdentifier(word) => Reason::Reserved { word: word.to_string() },
        other => return called(other).or_else(|| head(other)),
    })
}

/// Calls of functions and methods.
fn called(kind: &ToASTErrorKind) -> Option<Reason> {
    use ToASTErrorKind as Kind;
    let unknown = |name: String| Reason::CallUnknown { instead: hint(&name, CALLS.into_iter()), name };
    Some(match kind {
        Kind::UnknownMethod { id, .. } => unknown(id.to_string()),
        Kind::UnknownFunction { id, .. } => unknown(id.to_string()),
        Kind::VariableCall(name) => unknown(name.to_string()),
        Kind::NoMethods(_, name) => unknown(name.to_string()),
        Kind::FunctionCallOnMethod(name) => Reason::CallAfter { name: name.to_string() },
        Kind::MethodCallOnFunction(name) => Reason::CallBefore { name: name.to_string() },
        Kind::WrongArity { name, expected, got } => {
            Reason::Arguments { name: (*name).into(), wants: expected.to_string(), found: got.to_string() }
        }
        _ => return None,
    })
}

/// What stands between the parentheses behind `forbid`.
fn head(kind: &ToASTErrorKind) -> Option<Reason> {
    use ToASTErrorKind as Kind;
    matches!(
        kind,
        Kind::MissingScopeVariable(_)
            | Kind::ExtraScopeElement(_)
            | Kind::InvalidScopeVariable(_)
            | Kind::IncorrectVariable { .. }
            | Kind::InvalidScopeOperator(_)
            | Kind::InvalidActionScopeOperator(_)
            | Kind::IsInActionScope
            | Kind::IsWithEq
            | Kind::InvalidActionType(_)
            | Kind::TypeConstraints
            | Kind::WrongEntityArgument(_)
            | Kind::InvalidSlot(_)
            | Kind::InvertedIsIn
    )
    .then_some(Reason::HeadForm)
}

/// The functions and methods that rules use.
const CALLS: [&str; 15] = [
    "contains",
    "containsAll",
    "containsAny",
    "isEmpty",
    "datetime",
    "duration",
    "offset",
    "durationSince",
    "toDate",
    "toTime",
    "toMilliseconds",
    "toSeconds",
    "toMinutes",
    "toHours",
    "toDays",
];
