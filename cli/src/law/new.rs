//! `veedor law new`: a rule page with all headings, whose remaining faults tell what to fill in.

use std::path::PathBuf;

use rulebook::{
    book::{CARD, Rulebook},
    case::CaseKind,
    scaffold::Scaffold,
};
use serde_json::json;

use super::folder;
use crate::{
    failure::{Failure, Outcome},
    fresh,
    rulebooks::Files,
    terminal::Screen,
    words,
};

/// Which page.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "RULEBOOK")]
    pub(crate) rulebook: String,
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[arg(long, value_name = "DIR", default_value = "law")]
    pub(crate) dir: PathBuf,
    #[arg(long, value_name = "KIND", default_value = "order")]
    pub(crate) kind: String,
}

/// Runs `veedor law new`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let folder = args.dir.join(&args.rulebook);
    if !folder.join(CARD).is_file() {
        return Err(Failure::Reach(words::law::no_card(&folder.display())));
    }
    let files = folder::read(&folder)?;
    let kind = kind(&args.kind)?;
    let bodies = bodies(&files);
    let scaffold = Scaffold { code: &args.rule, name: &args.name, kind, bodies: &bodies, lang: screen.lang };
    let bad_name = || Failure::Usage(words::law::bad_page_name(&args.rule, &args.name));
    let file = scaffold.file().ok_or_else(bad_name)?;
    let own = format!("{}-", args.rule);
    if let Some(other) = files.keys().find(|name| name.starts_with(&own)) {
        return Err(Failure::Reach(words::law::code_taken(&args.rule, &folder.join(other).display())));
    }
    let path = folder.join(file);
    fresh::write(&path, scaffold.text().as_bytes())?;
    screen.say(&words::law::made_page(&path.display()));
    screen.say(&words::law::check_next(&folder.display()));
    screen.document(&json!({ "page": path, "kind": kind.code() }));
    Ok(Outcome::Fine)
}

/// The kind of case with a code.
pub(super) fn kind(code: &str) -> Result<CaseKind, Failure> {
    let known = || CaseKind::judged().map(CaseKind::code).collect::<Vec<_>>().join(", ");
    let judged = |kind: &CaseKind| *kind != CaseKind::Body;
    CaseKind::parse(code).filter(judged).ok_or_else(|| Failure::Usage(words::law::no_such_kind(&code, &known())))
}

/// The bodies that a rulebook judges, whatever its pages are like.
fn bodies(files: &Files) -> Vec<String> {
    let card: Files = files.iter().filter(|(name, _)| *name == CARD).map(|(k, v)| (k.clone(), v.clone())).collect();
    Rulebook::load(&card).map(|book| book.bodies).unwrap_or_default()
}
