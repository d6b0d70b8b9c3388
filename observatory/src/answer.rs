//! The answer to one question: figures within bounds, withheld under a law, not published, or owed by no law. "Not published"
//! is an answer that counts; nothing is ever zero because nobody said it.

use serde::{Deserialize, Serialize};

/// An answer, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What kind of answer.
    pub state: State,
    /// The figures: one, or several where they are of unlike units, rules or sides and so are not added.
    #[serde(default)]
    pub values: Vec<Figure>,
    /// Figures that were left out of `values` because there are too many.
    #[serde(default)]
    pub more: u64,
    /// Under which laws something of it is withheld.
    #[serde(default)]
    pub withheld: Vec<Withheld>,
    /// Which law asks for it, where one does.
    #[serde(default)]
    pub duty: Option<Law>,
    /// Why no law does, where that is known.
    #[serde(default)]
    pub ended: Option<Law>,
}

/// What kind of answer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// There are figures.
    Value,
    /// It is withheld.
    Withheld,
    /// Nobody published it.
    NotPublished,
    /// Nobody published it, and no law asks for it.
    NoDuty,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The least it can be.
    pub low: u64,
    /// The most it can be; none where that is open.
    pub high: Option<u64>,
    /// What is counted: a code of `unit`, or a currency, in ten-thousandths.
    pub unit: String,
    /// Whether it is money.
    #[serde(default)]
    pub money: bool,
    /// By which rule the returns count it; none where the register counts filings.
    #[serde(default)]
    pub rule: Option<String>,
    /// Which side says it.
    #[serde(default)]
    pub side: Option<String>,
    /// Of which measure, where the question is about any.
    #[serde(default)]
    pub measure: Option<String>,
    /// Class, as the source has it.
    #[serde(default)]
    pub category: Option<String>,
    /// Of which period.
    #[serde(default)]
    pub period: Option<String>,
    /// Among how many filings it was counted, where only some were.
    #[serde(default)]
    pub among: Option<u64>,
    /// Whether somebody signed that there is nothing.
    #[serde(default)]
    pub nil: bool,
    /// Filings or statements it rests on.
    pub filings: u64,
    /// The first entries of those.
    pub entries: Vec<u64>,
}

/// Something withheld, and under which law.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Withheld {
    /// The law, with its article where it is said.
    pub law: String,
    /// Who decided it.
    pub decided_by: String,
    /// Day it ends or is reviewed.
    pub review: String,
    /// The entry that says so.
    pub entry: u64,
}

/// A law that asks for something, or asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// The law.
    pub law: String,
    /// What of it, in Spanish.
    pub es: String,
    /// What of it, in English.
    pub en: String,
    /// How far it was checked.
    pub mark: String,
    /// Whose law: the rulebook and rule, or the jurisdiction of the directory.
    pub from: String,
}

/// Figures of one answer that are kept; a page shows no more.
pub(crate) const MOST_FIGURES: usize = 12;

/// Entries of one figure that are named; the first of them lead to the rest.
pub(crate) const MOST_ENTRIES: usize = 20;

impl State {
    /// Its code in data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            State::Value => "value",
            State::Withheld => "withheld",
            State::NotPublished => "not-published",
            State::NoDuty => "no-duty",
        }
    }
}

impl Answer {
    /// An answer of figures; what is left over is counted.
    pub(crate) fn of(mut values: Vec<Figure>, withheld: Vec<Withheld>) -> Answer {
        let more = values.len().saturating_sub(MOST_FIGURES) as u64;
        values.truncate(MOST_FIGURES);
        let state = match (values.is_empty(), withheld.is_empty()) {
            (false, _) => State::Value,
            (true, false) => State::Withheld,
            (true, true) => State::NotPublished,
        };
        Answer { state, values, more, withheld, duty: None, ended: None }
    }
}
