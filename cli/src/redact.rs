//! `veedor redact --check`: likely personal data in files that somebody means to publish or to import. What is seen is told
//! by place and kind, and never repeated in full: neither on the screen nor in the document for programs.

use std::path::PathBuf;

use register::personal::{self, Trace};
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
    words,
};

mod texts;

/// What to look at.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long)]
    pub(crate) check: bool,
}

/// Runs `veedor redact`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    if !args.check {
        return Err(Failure::Usage(words::import::only_checks()));
    }
    let mut seen: Vec<(String, Trace)> = Vec::new();
    for path in &args.files {
        let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
        for text in texts::of(path, &bytes) {
            let place = format!("{}:{}:{}", path.display(), text.line, text.column);
            seen.extend(personal::all(&text.text).into_iter().map(|trace| (place.clone(), trace)));
        }
    }
    tell(args.files.len(), &seen, screen);
    Ok(Outcome::of(seen.is_empty()))
}

fn tell(files: usize, seen: &[(String, Trace)], screen: &Screen) {
    screen.say(&words::import::looked(&files, &seen.len()));
    for (place, trace) in seen {
        let kind = trace.kind.words();
        screen.say(&words::import::seen(place, &kind.es, &kind.en, &trace.masked));
    }
    if seen.is_empty() {
        screen.say(&words::import::no_proof());
    }
    let seen: Vec<Value> = seen.iter().map(|(place, trace)| document(place, trace)).collect();
    screen.document(&json!({ "files": files, "seen": seen }));
}

fn document(place: &str, trace: &Trace) -> Value {
    let kind = trace.kind.words();
    json!({ "place": place, "es": kind.es, "en": kind.en, "masked": trace.masked })
}
