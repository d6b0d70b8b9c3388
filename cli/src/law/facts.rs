//! `veedor law facts`: what rules can ask of each kind of case.

use register::{codelist::Codelist, lang::Words};
use rulebook::{case::CaseKind, fact::FactDef, shown};
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
    let codes = shown::codelist(fact).map(|list| codes(&list)).unwrap_or_default();
    format!("  {name:<26} {type_:<19} {label}\n{:<29}{}{codes}", "", fact.means.in_(screen.lang))
}

/// The codes of a list, in lines of their own.
fn codes(list: &Codelist) -> String {
    let mut lines = vec![String::new()];
    for (code, _) in &list.codes {
        let full = lines.last().is_some_and(|line| line.len() + code.len() > WIDTH);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if line.is_empty() { "" } else { " · " });
            line.push_str(code);
        }
    }
    lines.iter().map(|line| format!("\n{:<31}{line}", "")).collect()
}

/// Letters of codes on a line.
const WIDTH: usize = 80;

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
            "codes": shown::codelist(fact).map(|list| list.codes.iter().map(|(code, _)| *code).collect::<Vec<_>>()),
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
