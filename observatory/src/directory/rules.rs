//! Rules as a jurisdiction has them: its own and those of every jurisdiction above it, topic by topic, with the strictest
//! singled out where they set numbers of one unit.

use std::collections::BTreeMap;

use super::{Bound, Directory, Jurisdiction, Rule};

/// A rule and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Inherited<'d> {
    /// Whose it is.
    pub from: &'d Jurisdiction,
    /// The rule.
    pub rule: &'d Rule,
}

/// All rules about one thing that hold in a jurisdiction, its own first.
#[derive(Debug, Clone)]
pub struct Topic<'d> {
    /// The topic.
    pub name: &'d str,
    /// The rules, the nearest jurisdiction first.
    pub rules: Vec<Inherited<'d>>,
    /// Which of them is the strictest, where that can be told: several set a number of one unit, in one direction.
    pub strictest: Option<usize>,
}

impl Directory {
    /// The rules that hold in a jurisdiction, by topic.
    #[must_use]
    pub fn topics(&self, jurisdiction: &str) -> Vec<Topic<'_>> {
        let mut topics: BTreeMap<&str, Vec<Inherited<'_>>> = BTreeMap::new();
        for from in self.line_of(jurisdiction) {
            for rule in &from.rules {
                topics.entry(&rule.topic).or_default().push(Inherited { from, rule });
            }
        }
        topics.into_iter().map(|(name, rules)| Topic { name, strictest: strictest(&rules), rules }).collect()
    }
}

/// The strictest of some rules. A rule that is over is none; of two alike the nearer one is named.
fn strictest(rules: &[Inherited<'_>]) -> Option<usize> {
    let limited = || {
        rules.iter().enumerate().filter(|(_, of)| of.rule.to.is_none()).filter_map(|(at, of)| {
            let limit = of.rule.limit.as_ref()?;
            Some((at, limit))
        })
    };
    let (_, first) = limited().next()?;
    if limited().count() < 2 || limited().any(|(_, limit)| (limit.bound, &limit.unit) != (first.bound, &first.unit)) {
        return None;
    }
    let best = match first.bound {
        Bound::AtLeast => limited().map(|(_, limit)| limit.value).max(),
        Bound::AtMost => limited().map(|(_, limit)| limit.value).min(),
    };
    limited().find(|(_, limit)| Some(limit.value) == best).map(|(at, _)| at)
}
