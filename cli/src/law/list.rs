//! `veedor law list`: the rulebooks that came with the program, and those that a register adopted.

use register::{codelist::RegulationAction, lang::Lang};
use rulebook::{bundle::digest, law::Adoption, shown};
use serde_json::{Value, json};

use super::log::{History, Place};
use crate::{
    failure::{Failure, Outcome},
    rulebooks,
    terminal::Screen,
    words,
};

/// Of which register, if any.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Runs `veedor law list`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let built_in = built_in(screen)?;
    let adopted = match args.place.is_named() {
        true => adopted(&args.place.history(screen)?, screen),
        false => Value::Null,
    };
    screen.document(&json!({ "built_in": built_in, "adopted": adopted }));
    Ok(Outcome::Fine)
}

fn built_in(screen: &Screen) -> Result<Vec<Value>, Failure> {
    screen.say(&words::law::came_with());
    let loaded = rulebooks::loaded()?;
    let mut documents = Vec::new();
    for files in rulebooks::built_in().values() {
        let digest = digest(files);
        let Some(book) = loaded.get(&digest) else { continue };
        let title = book.title.in_(screen.lang);
        screen.say(&words::law::book_line(&book.name, &book.version, &title, &book.rules.len()));
        screen.line(&format!("    {digest}"));
        documents.push(json!({
            "name": book.name,
            "version": book.version,
            "es": book.title.es,
            "en": book.title.en,
            "rules": book.rules.len(),
            "digest": digest,
        }));
    }
    Ok(documents)
}

fn adopted(history: &History, screen: &Screen) -> Value {
    let adoptions = history.law.adoptions();
    match adoptions.is_empty() {
        true => screen.say(&words::law::nothing_adopted(&history.size)),
        false => screen.say(&words::law::adopted(&adoptions.len())),
    }
    let missing: Vec<&Adoption> = history.law.missing().collect();
    let one = |adoption: &Adoption| {
        let at_hand = !missing.contains(&adoption);
        tell(adoption, at_hand, screen);
        json!({
            "entry": adoption.entry,
            "filing": adoption.filing.as_ref().map(|id| id.as_str()),
            "action": adoption.action.code(),
            "rulebook": adoption.rulebook,
            "version": adoption.version,
            "from": shown::day(adoption.from),
            "to": adoption.to.map(shown::day),
            "digest": adoption.digest,
            "at_hand": at_hand,
        })
    };
    adoptions.iter().map(one).collect()
}

fn tell(adoption: &Adoption, at_hand: bool, screen: &Screen) {
    let Adoption { entry, action, rulebook, version, from, to, digest, .. } = adoption;
    let from = shown::day(*from);
    let days = to.map_or_else(|| format!("{from} –"), |to| format!("{from} – {}", shown::day(to)));
    let action = |lang: Lang| action.words().in_(lang);
    screen.say(&words::law::adoption(entry, &action(Lang::Es), &action(Lang::En), rulebook, version, &days));
    if let Some(digest) = digest {
        screen.line(&format!("    {digest}"));
    }
    if !at_hand && adoption.action != RegulationAction::End {
        screen.say(&words::law::not_at_hand());
    }
}
