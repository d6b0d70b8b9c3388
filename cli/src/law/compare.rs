//! `veedor law compare`: two rulebooks compared for every possible case, by a solver, with a case where they differ.

use std::path::PathBuf;

use register::time::Date;

use super::{folder, log::Place};
use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
};

/// What with what, on which day, by which solver.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "DATE", value_parser = folder::date)]
    pub(crate) on: Option<Date>,
    #[arg(long, value_name = "FILE")]
    pub(crate) solver: Option<PathBuf>,
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(crate) limit: u32,
}

/// Runs `veedor law compare`.
#[cfg(not(feature = "prove"))]
pub(crate) fn run(_args: &Args, _screen: &Screen) -> Result<Outcome, Failure> {
    Err(Failure::Reach(crate::words::law::cannot_prove()))
}

#[cfg(feature = "prove")]
pub(crate) use proving::run;

#[cfg(feature = "prove")]
mod proving {
    use std::{sync::Arc, time::Duration};

    use prover::{Books, Comparison, OUTSIDE, OtherVersion, ProveError, Solver, Span, compare};
    use register::lang::Lang;
    use rulebook::book::Rulebook;
    use serde_json::{Value, json};

    use super::{Args, Date, Failure, Outcome, PathBuf, Screen, folder};
    use crate::{rulebooks, words};

    /// The name of the version that a register has in force.
    const IN_FORCE: &str = "in-force";

    /// Runs `veedor law compare`.
    pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
        let day = folder::day(args.on);
        let (old, new) = books(args, day, screen)?;
        let names = names(args, &old, &new);
        let books = Books::on(day, (&names.0, &old), (&names.1, &new)).map_err(|error| failed(&error))?;
        let solver = Solver::new(solver(args)).limit(Duration::from_secs(args.limit.into()));
        let bar = screen.bar(0, &words::law::comparing());
        let told = |done: usize, total: usize| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        };
        let compared = compare(&books.old, &books.new, &solver, told);
        bar.finish_and_clear();
        let compared = compared.map_err(|error| failed(&error))?;
        tell(&compared, &books, day, screen);
        screen.document(&document(&compared, &books, day));
        Ok(Outcome::of(compared.is_decided() && compared.removed().next().is_none()))
    }

    /// The solver that is named, or the first `cvc5` of the path.
    fn solver(args: &Args) -> PathBuf {
        let named = args.solver.clone().or_else(|| std::env::var_os("VEEDOR_CVC5").map(PathBuf::from));
        named.unwrap_or_else(|| PathBuf::from("cvc5"))
    }

    fn books(args: &Args, day: Date, screen: &Screen) -> Result<(Arc<Rulebook>, Arc<Rulebook>), Failure> {
        match (args.old.as_str(), args.new.as_str()) {
            (IN_FORCE, IN_FORCE) => Err(Failure::Usage(words::law::one_in_force())),
            (IN_FORCE, new) => {
                let new = named(new)?;
                Ok((in_force(args, &new.name, day, screen)?, new))
            }
            (old, IN_FORCE) => {
                let old = named(old)?;
                let new = in_force(args, &old.name, day, screen)?;
                Ok((old, new))
            }
            (old, new) => Ok((named(old)?, named(new)?)),
        }
    }

    fn named(what: &str) -> Result<Arc<Rulebook>, Failure> {
        let book = Rulebook::load(&folder::named(what)?).map_err(|faults| rulebooks::refused(what, &faults))?;
        Ok(Arc::new(book))
    }

    fn in_force(args: &Args, name: &str, day: Date, screen: &Screen) -> Result<Arc<Rulebook>, Failure> {
        let history = args.place.history(screen)?;
        let book = history.law.in_force(name, day.days()).map(Arc::clone);
        book.ok_or_else(|| Failure::Reach(words::law::not_in_force(&name, &day)))
    }

    /// What readers call the sides: by their version where that tells them apart.
    fn names(args: &Args, old: &Rulebook, new: &Rulebook) -> (String, String) {
        let name = |book: &Rulebook| format!("{} {}", book.name, book.version);
        match name(old) == name(new) {
            true => (args.old.clone(), args.new.clone()),
            false => (name(old), name(new)),
        }
    }

    fn failed(error: &ProveError) -> Failure {
        match error {
            ProveError::NoSolver { program, why } => Failure::Reach(words::law::no_solver(&program.display(), why)),
            error => Failure::Reach(words::law::not_compared(error)),
        }
    }

    fn tell(compared: &Comparison, books: &Books, day: Date, screen: &Screen) {
        screen.say(&words::law::compared(&compared.old, &compared.new, &day));
        compared.words(screen.lang).iter().for_each(|line| screen.line(line));
        books.notes.iter().for_each(|note| {
            screen.say(&words::law::note(&note.words(Lang::Es), &note.words(Lang::En)));
        });
        if !books.others.is_empty() {
            screen.say(&words::law::other_versions());
            books.others.iter().for_each(|version| screen.line(&format!("  {}", version.words(screen.lang))));
        }
        screen.say(&words::law::outside());
        OUTSIDE.iter().for_each(|sentence| screen.line(&format!("  {}", sentence.in_(screen.lang))));
    }

    /// A version that differs outside the day; without a side that lacks it.
    fn other(version: &OtherVersion) -> Value {
        let span =
            |span: &Span| json!({ "from": span.0.map(|day| day.to_string()), "to": span.1.map(|day| day.to_string()) });
        json!({
            "rule": version.code,
            "old": version.old.as_ref().map(span),
            "new": version.new.as_ref().map(span),
            "alike": version.alike,
            "on": version.on.map(|day| day.to_string()),
            "says": { "es": version.words(Lang::Es), "en": version.words(Lang::En) },
        })
    }

    fn document(compared: &Comparison, books: &Books, day: Date) -> Value {
        let both = |es: String, en: String| json!({ "es": es, "en": en });
        let kinds = compared.kinds.iter().map(|kind| {
            let rules = kind.rules.iter().map(|rule| {
                let said = both(rule.words(Lang::Es), rule.words(Lang::En));
                json!({ "rule": rule.code, "says": said })
            });
            json!({
                "kind": kind.kind.code(),
                "says": both(kind.verdict.words(Lang::Es), kind.verdict.words(Lang::En)),
                "rules": rules.collect::<Vec<_>>(),
            })
        });
        let notes = books.notes.iter().map(|note| both(note.words(Lang::Es), note.words(Lang::En)));
        json!({
            "old": compared.old,
            "new": compared.new,
            "on": day.to_string(),
            "decided": compared.is_decided(),
            "removed": compared.removed().map(|(_, rule)| rule.code.clone()).collect::<Vec<_>>(),
            "kinds": kinds.collect::<Vec<_>>(),
            "notes": notes.collect::<Vec<_>>(),
            "other_versions": books.others.iter().map(other).collect::<Vec<_>>(),
            "words": both(compared.words(Lang::Es).join("\n"), compared.words(Lang::En).join("\n")),
            "outside": OUTSIDE.iter().map(|said| json!({ "es": said.es, "en": said.en })).collect::<Vec<_>>(),
        })
    }
}
