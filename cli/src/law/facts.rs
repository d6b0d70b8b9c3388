//! `veedor law facts`: what rules can ask of each kind of case.

use register::lang::Words;
use rulebook::{case::CaseKind, fact::FactDef};
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
    words,
};

/// Which kind; without one, all.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "KIND")]
    pub(crate) kind: Option<String>,
}

/// Runs `veedor law facts`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let kinds: Vec<CaseKind> = match &args.kind {
        None => CaseKind::ALL.to_vec(),
        Some(code) => vec![CaseKind::parse(code).ok_or_else(|| unknown(code))?],
    };
    for kind in &kinds {
        let (words, means) = (kind.words().in_(screen.lang), kind.means().in_(screen.lang));
        screen.line(&format!("{}: {words}. {means}", kind.code()));
        kind.facts().iter().for_each(|fact| screen.line(&row(fact, screen)));
    }
    screen.document(&json!({ "kinds": kinds.iter().map(|kind| document(*kind)).collect::<Vec<_>>() }));
    Ok(Outcome::Fine)
}

fn unknown(code: &str) -> Failure {
    let all: Vec<&str> = CaseKind::ALL.iter().map(|kind| kind.code()).collect();
    Failure::Usage(words::law::no_such_kind(&code, &all.join(", ")))
}

/// Name, type, label; what it means under it.
fn row(fact: &FactDef, screen: &Screen) -> String {
    let name = format!("{}{}", fact.name, if fact.always { "" } else { "?" });
    let (type_, label) = (fact.type_.words().in_(screen.lang), fact.words.in_(screen.lang));
    format!("  {name:<26} {type_:<19} {label}\n{:<29}{}", "", fact.means.in_(screen.lang))
}

fn document(kind: CaseKind) -> Value {
    let both = |words: Words| json!({ "es": words.es, "en": words.en });
    let fact = |fact: &FactDef| {
        json!({
            "name": fact.name,
            "type": fact.type_.words().en,
            "always": fact.always,
            "es": fact.words.es,
            "en": fact.words.en,
            "means": both(fact.means),
        })
    };
    json!({
        "kind": kind.code(),
        "es": kind.words().es,
        "en": kind.words().en,
        "means": both(kind.means()),
        "facts": kind.facts().iter().map(fact).collect::<Vec<_>>(),
    })
}
