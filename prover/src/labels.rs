//! Values of facts as people read them: labels of codelists, dates, numbers.

use jiff::Timestamp;
use register::{
    codelist::{Codelist, codelists},
    lang::{Lang, Words},
};
use rulebook::fact::{FactDef, Slot, Value};

/// The codelist a fact's codes are of, where the vocabulary says that they are of one.
pub(crate) fn codelist(def: &FactDef) -> Option<Codelist> {
    let rest = def.means.strip_prefix("Code of ").or_else(|| def.means.strip_prefix("Codes of "))?;
    let name = rest.split([' ', '.', ',', ';']).next()?;
    codelists().into_iter().find(|list| list.name == name)
}

/// What a fact is, in one language.
pub(crate) fn state(def: &FactDef, slot: &Slot, lang: Lang) -> String {
    let say = |words: Words| words.in_(lang).to_owned();
    match slot {
        Slot::Known(Value::Bool(true)) => say(Words::new("sí", "yes")),
        Slot::Known(Value::Bool(false)) => say(Words::new("no", "no")),
        Slot::Known(Value::Long(number)) => number.to_string(),
        Slot::Known(Value::Text(text)) => code(codelist(def).as_ref(), text, lang),
        Slot::Known(Value::Moment(millis)) => moment(*millis),
        Slot::Known(Value::Set(texts)) if texts.is_empty() => say(Words::new("(ninguna)", "(none)")),
        Slot::Known(Value::Set(texts)) => {
            let list = codelist(def);
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

/// A day, or an instant where it is not midnight.
pub(crate) fn moment(millis: i64) -> String {
    let text =
        Timestamp::from_millisecond(millis).map_or_else(|_| format!("{millis} ms"), |instant| instant.to_string());
    text.strip_suffix("T00:00:00Z").map_or(text.clone(), str::to_owned)
}
