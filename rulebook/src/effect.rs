//! The effect of a draft on cases that are there: how each case stands with each rule under one rulebook and under
//! another, counted, with the first cases of every change. One case after the other; the order of cases is the caller's.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Value, json};

use crate::{
    book::Rulebook,
    case::{CaseId, CaseKind},
    cases::CaseFacts,
    law::with_codes,
    opinion::{self, State},
    page::Rule,
    said::Said,
};

/// How many cases stand in each way with a rule.
pub type Tally = BTreeMap<State, u64>;

/// The cases that go from one state to another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Move {
    /// How many.
    pub count: u64,
    /// The first of them.
    pub first: Vec<CaseId>,
}

/// What becomes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Both sides have it.
    Both,
    /// Only the draft has it.
    Added,
    /// Only the rulebook in force has it.
    Removed,
}

impl Change {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Change::Both => "both",
            Change::Added => "added",
            Change::Removed => "removed",
        }
    }
}

/// What a draft does to the cases of one rule.
#[derive(Debug, Clone)]
pub struct RuleEffect {
    /// The rule's title, the draft's where both have it.
    pub title: Said,
    /// What becomes of it.
    pub change: Change,
    /// Whether its page says something else.
    pub rewritten: bool,
    /// How cases stand before.
    pub before: Tally,
    /// How they stand under the draft.
    pub after: Tally,
    /// Who goes from where to where. A rule that one side has not says there that it does not concern anybody.
    pub moves: BTreeMap<(State, State), Move>,
}

/// What a draft does.
#[derive(Debug)]
pub struct Effect {
    /// What is in force, or an empty rulebook.
    pub old: Arc<Rulebook>,
    /// The draft.
    pub new: Arc<Rulebook>,
    day: i64,
    limit: usize,
    /// How many cases were looked at.
    pub cases: u64,
    /// The kinds of case among them.
    kinds: BTreeSet<CaseKind>,
    /// By the code of the rule.
    pub rules: BTreeMap<String, RuleEffect>,
}

impl Effect {
    /// The effect of `new` in place of `old`, asked on a day; of each change the first `limit` cases are kept.
    #[must_use]
    pub fn new(old: Arc<Rulebook>, new: Arc<Rulebook>, day: i64, limit: usize) -> Effect {
        let page = |book: &Rulebook, code: &str| {
            book.rule(code).and_then(|rule| Some((rule.file.clone(), book.files.get(&rule.file)?.clone())))
        };
        let of = |rule: &Rule, change| {
            let effect = RuleEffect {
                title: rule.title.clone(),
                change,
                rewritten: change == Change::Both && page(&old, &rule.code) != page(&new, &rule.code),
                before: Tally::new(),
                after: Tally::new(),
                moves: BTreeMap::new(),
            };
            (rule.code.clone(), effect)
        };
        let removed = old.rules.iter().filter(|rule| new.rule(&rule.code).is_none());
        let draft = new
            .rules
            .iter()
            .map(|rule| of(rule, if old.rule(&rule.code).is_some() { Change::Both } else { Change::Added }));
        let rules = removed.map(|rule| of(rule, Change::Removed)).chain(draft).collect();
        Effect { old, new, day, limit, cases: 0, kinds: BTreeSet::new(), rules }
    }

    /// Looks at one case.
    pub fn look(&mut self, facts: &CaseFacts) {
        self.cases += 1;
        self.kinds.insert(facts.id.kind());
        let (before, after) = (states(&self.old, facts, self.day), states(&self.new, facts, self.day));
        for (code, effect) in &mut self.rules {
            let of = |states: &BTreeMap<&str, State>| states.get(code.as_str()).copied().unwrap_or(State::NotConcerned);
            let (from, to) = (of(&before), of(&after));
            *effect.before.entry(from).or_default() += 1;
            *effect.after.entry(to).or_default() += 1;
            // Between two ways of saying nothing there is nothing to tell.
            if from != to && (from.tells() || to.tells()) {
                let moved = effect.moves.entry((from, to)).or_default();
                moved.count += 1;
                if moved.first.len() < self.limit {
                    moved.first.push(facts.id.clone());
                }
            }
        }
    }

    /// Every rule by its code, what the draft changes first: rules removed, added, those that change how cases stand, those
    /// that only say something else; then the others.
    #[must_use]
    pub fn in_order(&self) -> Vec<(&str, &RuleEffect)> {
        let mut all: Vec<(&str, &RuleEffect)> = self.rules.iter().map(|(code, rule)| (code.as_str(), rule)).collect();
        all.sort_by_key(|(_, rule)| rule.rank());
        all
    }

    /// The kinds of which no case was seen, with the rules about them that the draft changes: of these nothing can show.
    #[must_use]
    pub fn unseen(&self) -> BTreeMap<CaseKind, Vec<&str>> {
        let mut unseen: BTreeMap<CaseKind, Vec<&str>> = BTreeMap::new();
        let changed = |rule: &&Rule| self.rules.get(&rule.code).is_some_and(RuleEffect::is_changed);
        for rule in self.new.rules.iter().filter(changed).filter(|rule| !self.kinds.contains(&rule.kind)) {
            unseen.entry(rule.kind).or_default().push(&rule.code);
        }
        unseen
    }

    /// Whether a rule of the rulebook in force is not in the draft.
    #[must_use]
    pub fn removes(&self) -> bool {
        self.rules.values().any(|effect| effect.change == Change::Removed)
    }
}

impl RuleEffect {
    /// Whether it changes how a case stands, or comes, or goes.
    #[must_use]
    pub fn moves_cases(&self) -> bool {
        self.change != Change::Both || !self.moves.is_empty()
    }

    /// Whether the draft changes anything about it.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.moves_cases() || self.rewritten
    }

    /// The effect for programs.
    #[must_use]
    pub fn json(&self, code: &str) -> Value {
        let tally =
            |tally: &Tally| tally.iter().map(|(state, count)| (state.code().to_owned(), json!(count))).collect();
        let moves = self.moves.iter().map(|((from, to), moved)| {
            let first: Vec<String> = moved.first.iter().map(ToString::to_string).collect();
            json!({ "from": from.code(), "to": to.code(), "count": moved.count, "first": first })
        });
        json!({
            "rule": code,
            "change": self.change.code(),
            "rewritten": self.rewritten,
            "become_broken": self.come_to(State::Broken),
            "no_longer_broken": self.leave(State::Broken),
            "become_unknown": self.come_to(State::Unknown),
            "before": Value::Object(tally(&self.before)),
            "after": Value::Object(tally(&self.after)),
            "moves": moves.collect::<Vec<_>>(),
            "es": self.title.es,
            "en": self.title.en,
        })
    }

    fn rank(&self) -> u8 {
        match self.change {
            Change::Removed => 0,
            Change::Added => 1,
            Change::Both if self.moves_cases() => 2,
            Change::Both if self.rewritten => 3,
            Change::Both => 4,
        }
    }

    /// How many cases a rule concerns, or may concern.
    #[must_use]
    pub fn concerned(tally: &Tally) -> u64 {
        tally.iter().filter(|(state, _)| state.concerns()).map(|(_, count)| count).sum()
    }

    /// How many cases come to a state, wherever from.
    #[must_use]
    pub fn come_to(&self, state: State) -> u64 {
        self.moves.iter().filter(|((_, to), _)| *to == state).map(|(_, moved)| moved.count).sum()
    }

    /// How many cases leave a state, wherever to.
    #[must_use]
    pub fn leave(&self, state: State) -> u64 {
        self.moves.iter().filter(|((from, _), _)| *from == state).map(|(_, moved)| moved.count).sum()
    }
}

/// How a case stands with every rule about its kind.
fn states<'b>(book: &'b Rulebook, facts: &CaseFacts, day: i64) -> BTreeMap<&'b str, State> {
    let named = with_codes(book, facts);
    let facts = named.as_ref().unwrap_or(facts);
    let rules = book.rules.iter().filter(|rule| rule.kind == facts.id.kind());
    rules.map(|rule| (rule.code.as_str(), opinion::state(book, rule, facts, day))).collect()
}
