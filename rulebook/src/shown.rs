//! Values of facts as people read them: labels of codelists, days, numbers.

use register::{
    codelist::Codelist,
    lang::{Lang, Words},
};

use crate::{
    expression::DAY,
    fact::{FactDef, Slot, Texts, Type, Value},
    moment,
};

impl Type {
    /// Its name for people.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Type::Bool => Words::new("sí o no", "yes or no"),
            Type::Long => Words::new("número", "number"),
            Type::Text => Words::new("texto", "text"),
            Type::Moment => Words::new("momento", "moment"),
            Type::Set => Words::new("conjunto de textos", "set of texts"),
        }
    }
}

/// The codelist a fact's codes are of, where the vocabulary says that they are of one.
#[must_use]
pub fn codelist(def: &FactDef) -> Option<Codelist> {
    let Some(Texts::Codes(name)) = def.texts else { return None };
    Codelist::named(name)
}

/// The state of a fact, in one language.
#[must_use]
pub fn state(def: Option<&FactDef>, slot: &Slot, lang: Lang) -> String {
    let say = |words: Words| words.in_(lang).to_owned();
    let list = || def.and_then(codelist);
    match slot {
        Slot::Known(Value::Bool(true)) => say(Words::new("sí", "yes")),
        Slot::Known(Value::Bool(false)) => say(Words::new("no", "no")),
        Slot::Known(Value::Long(number)) => number.to_string(),
        Slot::Known(Value::Text(text)) => code(list().as_ref(), text, lang),
        Slot::Known(Value::Moment(millis)) => moment(*millis),
        Slot::Known(Value::Set(texts)) if texts.is_empty() => say(Words::new("(ninguna)", "(none)")),
        Slot::Known(Value::Set(texts)) => {
            let list = list();
            texts.iter().map(|text| code(list.as_ref(), text, lang)).collect::<Vec<_>>().join(" + ")
        }
        Slot::Absent => say(Words::new("(no hay)", "(none)")),
        Slot::Unknown => say(Words::new("(no se sabe)", "(not known)")),
    }
}

/// The label of a code; text that is none as it stands, in quotes.
fn code(list: Option<&Codelist>, text: &str, lang: Lang) -> String {
    let label = list.and_then(|list| list.codes.iter().find(|(code, _)| *code == text));
    label.map_or_else(|| format!("\"{}\"", text.escape_debug()), |(_, words)| words.in_(lang).to_owned())
}

/// A moment: a day where it is a midnight, else an instant.
#[must_use]
pub fn moment(millis: i64) -> String {
    moment::shown(millis)
}

/// A day since 1970-01-01.
#[must_use]
pub fn day(day: i64) -> String {
    moment::shown(day.saturating_mul(DAY))
}
