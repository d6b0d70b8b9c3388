//! `veedor law try`: what a draft would do to the cases that are filed already, beside the rules in force.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use register::time::Date;
use rulebook::{
    book::Rulebook,
    effect::{Change, Effect, RuleEffect},
    law::Beside,
    opinion::State,
};
use serde_json::{Value, json};

use super::{
    folder,
    log::{History, Place},
    page,
};
use crate::{
    failure::{Failure, Outcome, Said},
    rulebooks::{self, Files},
    terminal::Screen,
    words,
};

/// Which draft, tried on which register.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = "DIR")]
    pub(crate) draft: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "DATE", value_parser = folder::date)]
    pub(crate) on: Option<Date>,
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

/// A draft beside what is in force; beside no rules at all where nothing of its name is.
pub(super) struct Trial {
    old: Arc<Rulebook>,
    /// Why it is taken for what is in force.
    old_is: Said,
    new: Arc<Rulebook>,
    day: Date,
}

impl Trial {
    /// What is tried beside what, on how many cases.
    pub(super) fn says(&self, cases: u64) -> Said {
        let name = |book: &Rulebook| format!("{} {}", book.name, book.version);
        let (es, en) = (&self.old_is.es, &self.old_is.en);
        words::law::tried(&name(&self.new), &name(&self.old), es, en, &cases, &self.day)
    }
}

/// Runs `veedor law try`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let day = folder::day(args.on);
    let places = folder::under(&args.draft)?;
    let drafts = places.iter().map(|place| folder::read(place)).collect::<Result<Vec<_>, _>>()?;
    let history = args.place.history(screen)?;
    let trials = drafts.iter().zip(&places).map(|(files, place)| trial(files, place, &history, day));
    let trials: Vec<Trial> = trials.collect::<Result<_, _>>()?;
    let tried: Vec<(&Trial, Effect)> =
        trials.iter().map(|trial| (trial, effect(trial, &history, args.limit, screen))).collect();
    tried.iter().for_each(|(trial, effect)| tell(trial, effect, screen));
    if let Some(path) = &args.html {
        std::fs::write(path, page::html(&tried, screen.lang)).map_err(|error| Failure::file(path, &error))?;
        screen.say(&words::law::wrote_page(&path.display()));
    }
    let documents: Vec<Value> = tried.iter().map(|(trial, effect)| document(trial, effect)).collect();
    screen.document(&json!({ "on": day.to_string(), "drafts": documents }));
    Ok(Outcome::of(!tried.iter().any(|(_, effect)| effect.removes())))
}

fn trial(files: &Files, place: &Path, history: &History, day: Date) -> Result<Trial, Failure> {
    let new = Rulebook::load(files).map_err(|faults| rulebooks::refused(&place.display().to_string(), &faults))?;
    let beside = in_force(history, &new.name, day)?;
    let (old, old_is) = beside.unwrap_or_else(|| (Arc::new(new.without_rules()), words::law::nothing_in_force()));
    Ok(Trial { old, old_is, new: Arc::new(new), day })
}

/// The rulebook in force on a day, or the one adopted last, or the one that came with the program.
fn in_force(history: &History, name: &str, day: Date) -> Result<Option<(Arc<Rulebook>, Said)>, Failure> {
    if let Some((book, beside)) = history.law.beside(name, day.days()) {
        let says = match beside {
            Beside::InForce => words::law::is_in_force(&day),
            Beside::AdoptedLast => words::law::was_adopted_last(),
        };
        return Ok(Some((Arc::clone(book), says)));
    }
    let built_in = rulebooks::loaded()?.into_values().find(|book| book.name == name);
    Ok(built_in.map(|book| (book, words::law::never_adopted())))
}

fn effect(trial: &Trial, history: &History, limit: usize, screen: &Screen) -> Effect {
    let ids = history.cases.ids();
    let bar = screen.bar(ids.len() as u64, &words::law::judging());
    let mut effect = Effect::new(Arc::clone(&trial.old), Arc::clone(&trial.new), trial.day.days(), limit);
    for facts in ids.iter().filter_map(|id| history.cases.peek(id)) {
        effect.look(&facts);
        bar.inc(1);
    }
    bar.finish_and_clear();
    effect
}

/// That the draft lacks a rule, and which page it is that is not there.
pub(super) fn removed(effect: &Effect, code: &str, rule: &RuleEffect) -> Said {
    let file = effect.old.rule(code).map_or("", |old| old.file.as_str());
    words::law::removed(&code, &rule.title.es, &rule.title.en, &file)
}

fn tell(trial: &Trial, effect: &Effect, screen: &Screen) {
    screen.say(&trial.says(effect.cases));
    for (code, rule) in effect.rules.iter().filter(|(_, rule)| rule.change == Change::Removed) {
        screen.say(&removed(effect, code, rule));
    }
    let all = effect.in_order();
    for (code, rule) in all.iter().filter(|(_, rule)| rule.moves_cases()) {
        tell_rule(code, rule, screen);
    }
    let same = all.iter().filter(|(_, rule)| !rule.moves_cases()).count();
    screen.say(&words::law::no_effect(&same));
    for (kind, codes) in effect.unseen() {
        screen.say(&words::law::unseen(&kind.code(), &codes.join(", ")));
    }
}

fn tell_rule(code: &str, rule: &RuleEffect, screen: &Screen) {
    let change = change(rule.change);
    screen.line(&format!("{code} {}{}", rule.title.in_(screen.lang), change.in_(screen.lang)));
    let (before, after) = (RuleEffect::concerned(&rule.before), RuleEffect::concerned(&rule.after));
    screen.say(&words::law::concerns(&before, &after));
    for state in [State::Broken, State::Unknown, State::Kept] {
        let of = |tally: &rulebook::effect::Tally| tally.get(&state).copied().unwrap_or_default();
        let said = state.words();
        screen.say(&words::law::count(&said.es, &said.en, &of(&rule.before), &of(&rule.after)));
    }
    for ((from, to), moved) in &rule.moves {
        let (from, to) = (from.words(), to.words());
        screen.say(&words::law::moves(&from.es, &from.en, &to.es, &to.en, &moved.count));
        moved.first.iter().for_each(|id| screen.line(&format!("      {id}")));
        let rest = moved.count.saturating_sub(moved.first.len() as u64);
        if rest > 0 {
            screen.say(&words::law::more_cases(&rest));
        }
    }
}

/// What became of a rule, behind its title.
pub(super) fn change(change: Change) -> Said {
    match change {
        Change::Both => Said { es: String::new(), en: String::new() },
        Change::Added => words::law::rule_added(),
        Change::Removed => words::law::rule_removed(),
    }
}

fn document(trial: &Trial, effect: &Effect) -> Value {
    let rules: Vec<Value> = effect.in_order().into_iter().map(|(code, rule)| rule.json(code)).collect();
    json!({
        "draft": { "name": trial.new.name, "version": trial.new.version },
        "in_force": { "name": trial.old.name, "version": trial.old.version, "says": trial.old_is.en },
        "cases": effect.cases,
        "kinds_without_cases": effect.unseen().keys().map(|kind| kind.code()).collect::<Vec<_>>(),
        "rules": rules,
    })
}
