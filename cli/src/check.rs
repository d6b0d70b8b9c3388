//! `veedor check`: would it be admitted? Every reason why not, for drafts and signed filings, against the register as
//! it stands in a folder or at an address; without one, only the shape is looked at, and that is said.

use std::path::{Path, PathBuf};

use register::{
    Admission, Register, SignedFiling,
    filing::read_draft,
    lang::Lang,
    problem::{Problem, Refusal},
};
use serde_json::{Value, json};
use tlog::note::SignerKey;

mod table;

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    keys,
    published::Published,
    signing::{self, Paper},
    terminal::Screen,
    words,
};

/// What to check, and against what.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long, value_name = "DIR", conflicts_with = "url")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    #[arg(long, value_name = "VKEY")]
    pub(crate) vkey: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Vec<PathBuf>,
    #[arg(long, value_name = "MAP")]
    pub(crate) map: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(crate) filer: Option<String>,
    #[arg(long)]
    pub(crate) all: bool,
}

/// What would become of one file.
#[derive(Debug)]
enum Fate {
    /// It would stand as this entry.
    Admitted(u64),
    /// It would stand, if it is signed by a key with the role.
    AdmittedIfSigned,
    /// It stands already.
    Already(u64),
    /// Its shape is right; nothing else was looked at.
    ShapeIsRight,
    /// It would be refused.
    Refused(Refusal),
}

/// Runs `veedor check`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    if args.map.is_some() || args.files.iter().any(|path| table::is_table(path)) {
        return tables(args, screen);
    }
    let keys = keys_of(args)?;
    let mut register = against(args, screen)?;
    let size = register.as_ref().map(Register::size);
    let mut fates = Vec::new();
    for path in &args.files {
        let fate = match signing::read(path)? {
            Ok(paper) => check(&paper, &keys, &mut register)?,
            Err(refusal) => Fate::Refused(refusal),
        };
        fates.push((path.as_path(), fate));
    }
    tell(&fates, size, screen);
    let refused = fates.iter().any(|(_, fate)| matches!(fate, Fate::Refused(_)));
    Ok(Outcome::of(!refused))
}

/// Checks files of many records, one after the other.
fn tables(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let mut fine = true;
    for path in &args.files {
        let drafts = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl"));
        let outcome = match &args.map {
            Some(map) => table::by_mapping(map, path, args, screen)?,
            None if drafts => table::drafts(path, args, screen)?,
            None => return Err(Failure::Usage(words::import::needs_mapping(&path.display()))),
        };
        fine &= outcome == Outcome::Fine;
    }
    Ok(Outcome::of(fine))
}

fn keys_of(args: &Args) -> Result<Vec<SignerKey>, Failure> {
    args.key.iter().map(|path| keys::read(path)).collect()
}

fn against(args: &Args, screen: &Screen) -> Result<Option<Register>, Failure> {
    let published = match (&args.data, &args.url) {
        (Some(data), _) => Published::folder(data)?,
        (None, Some(url)) => Published::at(&Server::new(url)?, args.vkey.as_deref(), screen)?,
        (None, None) => return Ok(None),
    };
    published.register(screen).map(Some)
}

/// Files are checked as if they were filed one after the other: what one describes, the next may refer to.
fn check(paper: &Paper, keys: &[SignerKey], register: &mut Option<Register>) -> Result<Fate, Failure> {
    let Some(standing) = register.take() else { return Ok(shape(paper)) };
    let (signed, unsigned) = match paper {
        Paper::Signed(bytes) => (SignedFiling::parse(bytes), false),
        Paper::Draft(text) if keys.is_empty() => (SignedFiling::unsigned(text), true),
        Paper::Draft(text) => (SignedFiling::parse(&signing::sign(text, Vec::new(), keys)?), false),
    };
    let fate;
    (*register, fate) = match signed {
        Ok(signed) => admit(standing, &signed, unsigned),
        Err(refusal) => (Some(standing), Fate::Refused(refusal)),
    };
    Ok(fate)
}

fn admit(register: Register, signed: &SignedFiling, unsigned: bool) -> (Option<Register>, Fate) {
    let judged = match unsigned {
        true => register.attempt(signed, signing::now()),
        false => register.admit(signed, &register.keys().verify(signed), signing::now()),
    };
    match judged {
        Ok(Admission::New(_)) if unsigned => (Some(register), Fate::AdmittedIfSigned),
        Ok(Admission::New(admitted)) => {
            let entry = admitted.entry();
            (Some(register.apply(&admitted)), Fate::Admitted(entry))
        }
        Ok(Admission::Already { entry }) => (Some(register), Fate::Already(entry)),
        Err(refusal) => (Some(register), Fate::Refused(refusal)),
    }
}

fn shape(paper: &Paper) -> Fate {
    let problems = match paper {
        Paper::Draft(text) => read_draft(text).err().map(|refusal| refusal.problems),
        Paper::Signed(bytes) => match SignedFiling::parse(bytes) {
            Ok(signed) => Some(signed.problems().to_vec()),
            Err(refusal) => Some(refusal.problems),
        },
    };
    let problems = problems.unwrap_or_default();
    if problems.is_empty() { Fate::ShapeIsRight } else { Fate::Refused(Refusal { problems }) }
}

fn tell(fates: &[(&Path, Fate)], size: Option<u64>, screen: &Screen) {
    let refusals = fates.iter().filter_map(|(_, fate)| match fate {
        Fate::Refused(refusal) => Some(refusal.problems.len()),
        _ => None,
    });
    let (refused, reasons) = refusals.fold((0, 0), |(refused, reasons), problems| (refused + 1, reasons + problems));
    screen.say(&words::checked(&fates.len(), &refused, &reasons));
    match size {
        Some(size) => screen.say(&words::checked_against(&size)),
        None => screen.say(&words::only_shape()),
    }
    for (path, fate) in fates {
        let path = path.display();
        match fate {
            Fate::Admitted(entry) => screen.say(&words::would_stand(&path, entry)),
            Fate::AdmittedIfSigned => screen.say(&words::would_stand_if_signed(&path)),
            Fate::Already(entry) => screen.say(&words::stands_already(&path, entry)),
            Fate::ShapeIsRight => screen.say(&words::shape_is_right(&path)),
            Fate::Refused(refusal) => {
                refusal.problems.iter().for_each(|problem| screen.line(&line(&path, problem, screen.lang)));
            }
        }
    }
    let files: Vec<Value> = fates.iter().map(|(path, fate)| document(path, fate)).collect();
    screen.document(&json!({ "against": size, "refused": refused, "reasons": reasons, "files": files }));
}

/// `file:line: field: sentence; next step [code]`
pub(crate) fn line(path: &dyn std::fmt::Display, problem: &Problem, lang: Lang) -> String {
    let gap = if problem.line.is_some() { "" } else { " " };
    format!("{path}:{gap}{}", problem.line(lang))
}

fn document(path: &Path, fate: &Fate) -> Value {
    let (outcome, entry, problems) = match fate {
        Fate::Admitted(entry) => ("admitted", Some(*entry), Vec::new()),
        Fate::AdmittedIfSigned => ("admitted-if-signed", None, Vec::new()),
        Fate::Already(entry) => ("already", Some(*entry), Vec::new()),
        Fate::ShapeIsRight => ("shape-is-right", None, Vec::new()),
        Fate::Refused(refusal) => ("refused", None, refusal.problems.iter().map(problem_document).collect()),
    };
    json!({ "file": path, "outcome": outcome, "entry": entry, "problems": problems })
}

/// A problem for programs, as `POST /filings` answers it.
pub(crate) fn problem_document(problem: &Problem) -> Value {
    let reason = &problem.reason;
    json!({
        "line": problem.line,
        "field": problem.field,
        "code": reason.code(),
        "rule": reason.rule(),
        "es": reason.says(Lang::Es),
        "next_es": reason.next(Lang::Es),
        "en": reason.says(Lang::En),
        "next_en": reason.next(Lang::En),
    })
}
