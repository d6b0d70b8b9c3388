//! `veedor file`: signs a draft, files it, and says that it was accepted only after the receipt was verified. What was
//! signed is kept before it is sent, so that the same bytes can be sent again; they bring the first receipt.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use register::{SignedFiling, entry, lang::Lang, problem::Refusal};
use serde_json::{Value, json};
use tlog::{
    note::{Note, SignerKey},
    policy::Policy,
    proof::{self, Receipt, StepError, Verification},
};

use crate::{
    ask::{Answer, Server},
    check,
    failure::{Failure, Outcome},
    keys, receipt,
    signing::{self, Paper},
    steps,
    terminal::Screen,
    verify::Trust,
    words,
};

mod many;

/// How long an entry just accepted may take to be published.
const PATIENCE: Duration = Duration::from_secs(10);

/// What to file, with which keys, where.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "DRAFT|DRAFTS|SIGNED")]
    pub(crate) paper: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: Trust,
}

/// Runs `veedor file`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    if many::is_many(&args.paper) {
        return many::run(args, screen);
    }
    let Some(url) = &args.trust.url else { return Err(Failure::Usage(words::file_where())) };
    let server = Server::new(url)?;
    let keys = args.key.iter().map(|path| keys::read(path)).collect::<Result<Vec<_>, _>>()?;
    let paper = match signing::read(&args.paper)? {
        Ok(paper) => paper,
        Err(refusal) => return Ok(not_sent(args, &refusal, screen)),
    };
    let bytes = signed(&paper, &keys)?;
    if let Err(refusal) = well_formed(&bytes) {
        return Ok(not_sent(args, &refusal, screen));
    }
    let note = keep_note(args, &bytes)?;
    let resend = |why: &str| Failure::Reach(words::not_sent(&server.address(), &why, &note.display()));
    let answer = server.file(&bytes).map_err(|why| resend(&why))?;
    match answer.status {
        200 | 201 => accepted(args, &server, &bytes, &answer, screen),
        400..500 => Ok(refused(args, &answer, screen)),
        status => Err(resend(&format!("HTTP {status}: {}", title(&answer, Lang::En)))),
    }
}

fn signed(paper: &Paper, keys: &[SignerKey]) -> Result<Vec<u8>, Failure> {
    match paper {
        Paper::Draft(_) if keys.is_empty() => Err(Failure::Usage(words::needs_key())),
        Paper::Draft(text) => signing::sign(text, Vec::new(), keys),
        Paper::Signed(bytes) if keys.is_empty() => Ok(bytes.clone()),
        Paper::Signed(bytes) => {
            let note = Note::parse(bytes).map_err(|error| Failure::Usage(words::cannot_sign(&error)))?;
            signing::sign(note.text(), note.signatures().to_vec(), keys)
        }
    }
}

/// What is wrong whoever reads it need not travel.
fn well_formed(bytes: &[u8]) -> Result<(), Refusal> {
    let problems = SignedFiling::parse(bytes)?.problems().to_vec();
    if problems.is_empty() { Ok(()) } else { Err(Refusal { problems }) }
}

fn not_sent(args: &Args, refusal: &Refusal, screen: &Screen) -> Outcome {
    screen.say(&words::refused_here(&refusal.problems.len()));
    let path = args.paper.display();
    refusal.problems.iter().for_each(|problem| screen.line(&check::line(&path, problem, screen.lang)));
    let problems: Vec<Value> = refusal.problems.iter().map(check::problem_document).collect();
    screen.document(&json!({ "outcome": "refused", "sent": false, "problems": problems }));
    Outcome::Findings
}

/// The signed filing beside the draft. One that was signed already stays where it is.
fn keep_note(args: &Args, bytes: &[u8]) -> Result<PathBuf, Failure> {
    if std::fs::read(&args.paper).is_ok_and(|standing| standing == bytes) {
        return Ok(args.paper.clone());
    }
    let mut path = args.paper.with_extension("note");
    if path == args.paper {
        path = receipt::with_extension(&args.paper, "note");
    }
    std::fs::write(&path, bytes).map_err(|error| Failure::file(&path, &error))?;
    Ok(path)
}

/// What a register answered to a filing that it says it has: the receipt, the entry it published, and the check of both.
#[derive(Debug)]
pub(crate) struct Received {
    /// The receipt.
    pub(crate) receipt: Receipt,
    /// The entry.
    pub(crate) entry: Vec<u8>,
    /// The receipt, verified over the entry.
    pub(crate) verification: Verification,
    /// Whether the receipt proves the entry and the entry holds what was filed.
    pub(crate) stands: bool,
}

/// How long cosignatures are waited for, where the policy asks for some: the register gathers them within two seconds.
const COSIGNED: Duration = Duration::from_secs(5);

/// Reads the receipt of an answer, fetches the entry it is of, and verifies both against what was filed. Cosignatures
/// come after the answer: the receipt with enough of them is waited for up to `patience`.
pub(crate) fn received(
    server: &Server,
    policy: &Policy,
    bytes: &[u8],
    answer: &Answer,
    patience: Duration,
) -> Result<Received, String> {
    let receipt = Receipt::parse(&answer.body).map_err(|error| error.to_string())?;
    let entry = published_entry(server, receipt.index)?;
    let receipt = cosigned(server, policy, receipt, &entry, patience);
    let verification = receipt.verify(&entry, policy);
    let stands = lacks_witnesses_at_most(&verification) && holds(&entry, bytes);
    Ok(Received { receipt, entry, verification, stands })
}

/// The receipt with the cosignatures that the policy asks for, or the first one where they do not come in time.
fn cosigned(server: &Server, policy: &Policy, first: Receipt, entry: &[u8], patience: Duration) -> Receipt {
    let begun = Instant::now();
    if policy.quorum().is_none() || first.verify(entry, policy).is_ok() {
        return first;
    }
    while begun.elapsed() < patience {
        let answer = server.get(&format!("/receipts/{}", first.index)).ok().filter(|answer| answer.status == 200);
        let receipt = answer.and_then(|answer| Receipt::parse(&answer.body).ok());
        if let Some(receipt) = receipt.filter(|receipt| receipt.index == first.index)
            && receipt.verify(entry, policy).is_ok()
        {
            return receipt;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    first
}

/// Whether nothing is wrong but that too few witnesses cosigned yet: then the filing stands all the same.
fn lacks_witnesses_at_most(verification: &Verification) -> bool {
    verification.steps.iter().all(|step| {
        let few = matches!(step.outcome, proof::Outcome::Failed(StepError::Quorum { .. }));
        few || matches!(step.outcome, proof::Outcome::Passed(_))
    })
}

fn accepted(args: &Args, server: &Server, bytes: &[u8], answer: &Answer, screen: &Screen) -> Result<Outcome, Failure> {
    let unclear = |why: &str| Failure::Reach(words::bad_receipt(&server.address(), &why));
    Receipt::parse(&answer.body).map_err(|error| unclear(&error.to_string()))?;
    let policy = args.trust.policy(screen)?;
    let Received { receipt, entry, verification, stands } =
        received(server, &policy, bytes, answer, COSIGNED).map_err(|why| unclear(&why))?;
    if !stands {
        steps::show(&verification, &entry, screen);
        screen.say(&words::receipt_of_another());
        screen.document(&json!({ "outcome": "not-verified", "verification": steps::document(&verification) }));
        return Ok(Outcome::Findings);
    }
    let name = args.out.clone().map_or_else(|| name_beside(&args.paper, &receipt), |out| out.with_extension(""));
    let (proof, own) = receipt::keep(&name, &receipt.to_bytes(), &entry)?;
    let index = receipt.index;
    match answer.status {
        201 => screen.say(&words::accepted(&index, &proof.display())),
        _ => screen.say(&words::accepted_before(&index, &proof.display())),
    }
    let witnessed = verification.is_ok();
    match witnessed {
        true => tell_policy(&proof, &policy, screen),
        false => screen.say(&words::not_witnessed(&index, &server.address())),
    }
    let outcome = if answer.status == 201 { "accepted" } else { "already" };
    screen.document(&json!({
        "outcome": outcome,
        "entry": index,
        "receipt": proof,
        "bytes": own,
        "verification": steps::document(&verification),
    }));
    Ok(Outcome::of(witnessed))
}

/// Beside the draft; under another name where a receipt of another entry is there, which is never overwritten.
fn name_beside(paper: &Path, receipt: &Receipt) -> PathBuf {
    let name = paper.with_extension("");
    let standing = std::fs::read(receipt::with_extension(&name, "tlog-proof")).ok();
    let of_another = standing.is_some_and(|bytes| Receipt::parse(&bytes).map(|other| other.index) != Ok(receipt.index));
    match of_another {
        true => PathBuf::from(format!("{}-{}", name.display(), receipt.index)),
        false => name,
    }
}

fn tell_policy(proof: &Path, policy: &Policy, screen: &Screen) {
    if let Some(log) = policy.logs().first() {
        screen.say(&words::verify_later(&proof.display(), &log.key));
    }
}

/// The entry from the published log, which follows the receipt within moments.
fn published_entry(server: &Server, index: u64) -> Result<Vec<u8>, String> {
    let begun = Instant::now();
    let mut wait = Duration::from_millis(4);
    loop {
        let answer = server.get(&format!("/entries/{index}"))?;
        match answer.status {
            200 => return Ok(answer.body),
            status if begun.elapsed() > PATIENCE => return Err(format!("/entries/{index}: HTTP {status}")),
            _ => std::thread::sleep(wait),
        }
        wait = (2 * wait).min(Duration::from_millis(50));
    }
}

/// Whether the entry holds the text that was filed. The first receipt may be of other signatures under the same text.
fn holds(entry: &[u8], bytes: &[u8]) -> bool {
    let filed = SignedFiling::parse(bytes).map(|filing| filing.text_digest());
    entry::decode(entry).is_ok_and(|(_, standing)| Ok(standing.text_digest()) == filed)
}

fn refused(args: &Args, answer: &Answer, screen: &Screen) -> Outcome {
    let value: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
    screen.line(&title(answer, screen.lang));
    let problems = value["problems"].as_array().cloned().unwrap_or_default();
    for problem in &problems {
        screen.line(&format!("{}:{}", args.paper.display(), problem_line(problem, screen.lang)));
    }
    screen.document(&json!({ "outcome": "refused", "sent": true, "status": answer.status, "problems": problems }));
    Outcome::Findings
}

/// `line: field: sentence; next step [code]`, as [`register::problem::Problem::line`] prints it.
pub(crate) fn problem_line(problem: &Value, lang: Lang) -> String {
    let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
    let (says, next) = (text(lang.tag()), text(&format!("next_{}", lang.tag())));
    let line = problem["line"].as_u64().map_or(" ".to_owned(), |line| format!("{line}: "));
    let field =
        Some(text("field")).filter(|field| !field.is_empty()).map_or(String::new(), |field| format!("{field}: "));
    format!("{line}{field}{says}; {next} [{}]", text("code"))
}

pub(crate) fn title(answer: &Answer, lang: Lang) -> String {
    let value: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
    let name = match lang {
        Lang::Es => "title_es",
        Lang::En => "title",
    };
    value[name].as_str().map_or_else(|| format!("HTTP {}", answer.status), str::to_owned)
}
