//! Matching rules as data (`matching.toml`): which figures of two sides are of the same thing.

use std::{fmt, sync::LazyLock};

use register::{
    codelist::Measure,
    form::Form,
    id::{BodyId, FilingId},
};

use crate::{
    bodies::Side,
    period::{Length, Period},
    statement::Counted,
};

/// What is compared with what.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchingRule {
    /// Its id.
    pub code: String,
    /// What it compares, in Spanish.
    pub es: String,
    /// What it compares, in English.
    pub en: String,
    /// What must be the same on both sides.
    pub key: Vec<Key>,
    /// Length of the periods compared.
    pub length: Length,
    /// Days within which the sides should explain a gap.
    pub explain: u16,
    /// The sides, first the one that is asked first.
    #[serde(rename = "side")]
    pub sides: [SideRule; 2],
}

/// Which statements are of one side.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideRule {
    /// Who says it.
    pub side: Vec<Side>,
    /// What is counted.
    pub counted: Source,
    /// Units that may be compared; none where each currency is compared by itself.
    #[serde(default)]
    pub units: Vec<String>,
}

/// Where a side's figures come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Figures of returns.
    Return,
    /// Orders filed one by one.
    Order,
    /// Payments filed one by one.
    Payment,
    /// Orders filed one by one with a commitment to their case, matched case by case.
    Case,
}

/// What must be the same on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// The place.
    Place,
    /// The authority that asks.
    Authority,
    /// The operator that is asked.
    Operator,
    /// The contract.
    Contract,
}

/// The id of a gap: what the two sides speak of.
///
/// `authorities-and-operators/2020/area-search/us-ca`: rule, period, measure or currency, and the parts of the key, with
/// `.` for the `/` of ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GapId {
    /// The rule.
    pub rule: String,
    /// The period.
    pub period: Period,
    /// A code of `measure`, or a currency.
    pub what: String,
    /// The parts of the rule's key, in its order.
    pub key: Vec<String>,
}

impl GapId {
    /// Reads what [`GapId`] prints.
    #[must_use]
    pub fn parse(text: &str) -> Option<GapId> {
        let mut parts = text.split('/');
        let (rule, period, what) = (parts.next()?, Period::parse(parts.next()?)?, parts.next()?);
        let key: Vec<String> = parts.map(|part| part.replace('.', "/")).collect();
        let rule = MatchingRule::of(rule)?;
        (key.len() == rule.key.len()).then(|| GapId { rule: rule.code.clone(), period, what: what.into(), key })
    }

    /// Its id without the period: what the two sides speak of, whenever it was.
    #[must_use]
    pub fn whenever(&self) -> String {
        let parts = self.key.iter().map(|part| part.replace('/', "."));
        [self.rule.clone(), self.what.clone()].into_iter().chain(parts).collect::<Vec<_>>().join("/")
    }

    /// The part of the key under a name.
    #[must_use]
    pub fn part(&self, wanted: Key) -> Option<&str> {
        let at = MatchingRule::of(&self.rule)?.key.iter().position(|key| *key == wanted)?;
        self.key.get(at).map(String::as_str)
    }

    /// The authority, where the key has one.
    #[must_use]
    pub fn authority(&self) -> Option<BodyId> {
        self.part(Key::Authority).and_then(BodyId::parse)
    }

    /// The contract, where the key has one.
    #[must_use]
    pub fn contract(&self) -> Option<FilingId> {
        self.part(Key::Contract).and_then(FilingId::parse)
    }

    /// The measure, where it is of one.
    #[must_use]
    pub fn measure(&self) -> Option<Measure> {
        Measure::parse(&self.what)
    }
}

impl fmt::Display for GapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.rule, self.period, self.what)?;
        self.key.iter().try_for_each(|part| write!(f, "/{}", part.replace('/', ".")))
    }
}

impl SideRule {
    /// Whether statements counted so and in this unit are of this side, whoever says them.
    #[must_use]
    pub fn counts(&self, counted: &Counted, unit: &str) -> bool {
        let source = match counted {
            Counted::Figure(_) => Source::Return,
            Counted::Filing(Form::Order) => Source::Order,
            Counted::Filing(Form::Payment) => Source::Payment,
            Counted::Filing(_) => return false,
        };
        source == self.counted && (self.units.is_empty() || self.units.iter().any(|known| known == unit))
    }
}

/// The rules as they stand in the file. A test loads them; the program has no others.
const TEXT: &str = include_str!("../matching.toml");

#[derive(serde::Deserialize)]
struct File {
    rule: Vec<MatchingRule>,
}

static RULES: LazyLock<Vec<MatchingRule>> =
    LazyLock::new(|| toml::from_str::<File>(TEXT).map(|file| file.rule).unwrap_or_default());

impl MatchingRule {
    /// Every rule, in the order of the file.
    #[must_use]
    pub fn all() -> &'static [MatchingRule] {
        &RULES
    }

    /// The rule of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static MatchingRule> {
        RULES.iter().find(|rule| rule.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::{File, GapId, MatchingRule, TEXT};

    #[test]
    fn the_rules_load_and_no_two_have_one_code() {
        let file = toml::from_str::<File>(TEXT).unwrap();
        let codes: std::collections::BTreeSet<&str> = file.rule.iter().map(|rule| rule.code.as_str()).collect();
        assert_eq!(codes.len(), MatchingRule::all().len());
        assert!(file.rule.iter().all(|rule| rule.sides.iter().all(|side| !side.side.is_empty())));
    }

    #[test]
    fn every_rule_stands_in_the_documents_as_it_is() {
        let docs = [include_str!("../../docs/figures.md"), include_str!("../../docs/figures.es.md")];
        for rule in MatchingRule::all() {
            for (doc, says) in docs.iter().zip([&rule.en, &rule.es]) {
                assert!(doc.contains(&format!("| `{}` | {says} |", rule.code)), "{}", rule.code);
            }
        }
    }

    #[test]
    fn ids_of_gaps_print_and_parse() {
        for text in [
            "authorities-and-operators/2020/area-search/us-ca",
            "authority-and-courts/2023/interception/mx.fgr",
            "payer-and-supplier/2014/MXN/mx.pgr.contract.2014-1",
        ] {
            assert_eq!(GapId::parse(text).unwrap().to_string(), text);
        }
        for wrong in
            ["", "authorities-and-operators/2020/area-search", "unknown/2020/x/mx", "authority-and-courts/20/x/mx"]
        {
            assert_eq!(GapId::parse(wrong), None, "{wrong}");
        }
    }
}
