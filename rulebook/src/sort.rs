//! What kind of thing a value of a policy is, in words for people, and what to write where two kinds do not fit.

use cedar_policy_core::validator::{types::Type, validation_errors::LubContext};
use register::lang::Words;

use crate::{fact, parameter::Parameter};

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Truth,
    Number,
    Text,
    Moment,
    Span,
    List,
    Numbers,
    Other,
}

impl Sort {
    pub(crate) fn of(type_: &Type) -> Sort {
        match type_ {
            Type::Bool(_) => Sort::Truth,
            Type::Long => Sort::Number,
            Type::String => Sort::Text,
            Type::Set { element_type: Some(item) } if **item == Type::Long => Sort::Numbers,
            Type::Set { .. } => Sort::List,
            Type::ExtensionType { name } if name.to_string() == "datetime" => Sort::Moment,
            Type::ExtensionType { name } if name.to_string() == "duration" => Sort::Span,
            _ => Sort::Other,
        }
    }

    /// Those of some types, each once.
    pub(crate) fn all(types: &[Type]) -> Vec<Sort> {
        let mut sorts: Vec<Sort> = types.iter().map(Sort::of).collect();
        sorts.sort_unstable();
        sorts.dedup();
        sorts
    }

    pub(crate) fn of_fact(type_: fact::Type) -> Sort {
        match type_ {
            fact::Type::Bool => Sort::Truth,
            fact::Type::Long => Sort::Number,
            fact::Type::Text => Sort::Text,
            fact::Type::Moment => Sort::Moment,
            fact::Type::Set => Sort::List,
        }
    }

    pub(crate) fn of_parameter(value: &Parameter) -> Sort {
        match value {
            Parameter::Long(_) => Sort::Number,
            Parameter::Text(_) => Sort::Text,
            Parameter::Set(_) => Sort::List,
            Parameter::Day(_) => Sort::Moment,
            Parameter::Span(_) => Sort::Span,
        }
    }

    /// What a question of Cedar answers with.
    pub(crate) fn of_method(name: &str) -> Option<Sort> {
        Some(match name {
            "contains" | "containsAll" | "containsAny" | "isEmpty" => Sort::Truth,
            "offset" | "toDate" => Sort::Moment,
            "durationSince" | "toTime" => Sort::Span,
            "toMilliseconds" | "toSeconds" | "toMinutes" | "toHours" | "toDays" => Sort::Number,
            _ => return None,
        })
    }

    pub(crate) const fn words(self) -> Words {
        match self {
            Sort::Truth => Words::new("un sí o no", "a yes or no"),
            Sort::Number => Words::new("un número", "a number"),
            Sort::Text => Words::new("un texto", "a text"),
            Sort::Moment => Words::new("un momento", "a moment"),
            Sort::Span => Words::new("un lapso", "a span of time"),
            Sort::List => Words::new("una lista de textos", "a list of texts"),
            Sort::Numbers => Words::new("una lista de números", "a list of numbers"),
            Sort::Other => Words::new("un organismo o un caso", "a body or a case"),
        }
    }
}

/// What to write where one kind is needed and another is there.
pub(crate) fn advice(wants: &[Sort], is: Sort) -> Words {
    let wanted = |sort: Sort| wants.contains(&sort);
    match is {
        Sort::Other => Words::new(
            "pregunte por uno de sus hechos, como `resource.class` o `principal.kind`",
            "ask one of its facts, as `resource.class` or `principal.kind`",
        ),
        _ if wanted(Sort::Truth) => question(is),
        _ if wanted(Sort::List) => Words::new(
            "para saber si es uno de varios escriba `[\"a\", \"b\"].contains(…)`; para buscar dentro de un texto, `… like \"*palabra*\"`",
            "to know whether it is one of several write `[\"a\", \"b\"].contains(…)`; to look inside a text, `… like \"*word*\"`",
        ),
        Sort::List | Sort::Numbers => LISTS,
        Sort::Moment => MOMENTS,
        Sort::Span => SPANS,
        _ if wanted(Sort::Moment) => MOMENTS,
        _ if wanted(Sort::Span) => SPANS,
        Sort::Truth => TRUTHS,
        Sort::Text | Sort::Number => NUMBERS,
    }
}

/// How a value becomes a question that is answered yes or no.
fn question(is: Sort) -> Words {
    match is {
        Sort::Number => Words::new("compárelo, como `… > 0`", "compare it, as `… > 0`"),
        Sort::Moment => Words::new(
            "compárelo con otro momento, como `… < context.at`; para saber si lo hay escriba `has`",
            "compare it with another moment, as `… < context.at`; to know whether there is one write `has`",
        ),
        Sort::Span => Words::new(
            "compárelo con otro lapso, como `… > duration(\"30d\")`",
            "compare it with another span, as `… > duration(\"30d\")`",
        ),
        Sort::List | Sort::Numbers => Words::new(
            "pregunte qué contiene, como `….contains(\"código\")`",
            "ask what it holds, as `….contains(\"code\")`",
        ),
        _ => Words::new("compárelo, como `… == \"código\"`", "compare it, as `… == \"code\"`"),
    }
}

/// What to write where kinds that do not fit are put together.
pub(crate) fn unlike(context: &LubContext, sorts: &[Sort]) -> Words {
    match context {
        LubContext::Set => {
            return Words::new("ponga en cada lista una sola clase de cosas", "put one kind of things into each list");
        }
        LubContext::Conditional => {
            return Words::new(
                "lo que va detrás de `then` y de `else` debe ser de la misma clase",
                "what stands behind `then` and behind `else` must be of one kind",
            );
        }
        _ => {}
    }
    match sorts {
        _ if sorts.contains(&Sort::Other) => Words::new(
            "un organismo se reconoce por su id, `principal.id == \"mx/fgr\"`",
            "a body is known by its id, `principal.id == \"mx/fgr\"`",
        ),
        _ if sorts.contains(&Sort::List) => LISTS,
        _ if sorts.contains(&Sort::Moment) => MOMENTS,
        _ if sorts.contains(&Sort::Span) => SPANS,
        _ if sorts.contains(&Sort::Truth) => TRUTHS,
        _ => NUMBERS,
    }
}

const LISTS: Words = Words::new(
    "para saber si la lista contiene algo escriba `….contains(\"código\")`; si contiene alguno de varios, `….containsAny([\"a\", \"b\"])`",
    "to know whether the list holds something write `….contains(\"code\")`; whether it holds any of several, `….containsAny([\"a\", \"b\"])`",
);
const MOMENTS: Words = Words::new(
    "un momento se compara con otro momento, y un día se escribe `datetime(\"2024-01-31\")`; treinta días después es `….offset(duration(\"30d\"))`",
    "a moment is compared with another moment, and a day is written `datetime(\"2024-01-31\")`; thirty days later is `….offset(duration(\"30d\"))`",
);
const SPANS: Words = Words::new(
    "un lapso se compara con otro lapso, y se escribe `duration(\"30d\")` o `duration(\"6h\")`",
    "a span of time is compared with another, and is written `duration(\"30d\")` or `duration(\"6h\")`",
);
const TRUTHS: Words = Words::new(
    "un sí o no se pregunta por su nombre, sin comparar: `resource.own`, o `!resource.own`",
    "a yes or no is asked by its name, without comparing: `resource.own`, or `!resource.own`",
);
const NUMBERS: Words = Words::new(
    "un número se escribe sin comillas y se compara con un número; un texto, entre comillas y con un texto",
    "a number is written without quotes and compared with a number; a text in quotes, with a text",
);
