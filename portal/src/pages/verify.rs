//! Verifying a receipt: pasted or uploaded, with the entry or filing if the reader has it, else with the entry the
//! register shows. The result is a list of named steps. Nothing sent here is kept.

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use register::{entry, lang::Lang};
use tlog::{
    Checkpoint, Hash, Policy, Receipt, SignedCheckpoint, Verification,
    policy::PolicyError,
    proof::{Outcome, Shown, StepName},
    tree as merkle,
};

use super::{
    Portal,
    answer::Made,
    card::Badge,
    error::PageError,
    frame::Frame,
    here::Here,
    link::{Cell, entry_href},
    log,
    sent::{self, unixed},
    text,
    text::Arg,
    tree::Tree,
    visit::{Desk, Visit},
    witnessed::Witnessed,
    words,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "verify.html", whitespace = "minimize")]
struct Verify {
    frame: Frame,
    receipt: String,
    entry: String,
    policy: String,
    /// The field that is wrong, and how.
    problem: Option<(&'static str, String)>,
    result: Option<Checked>,
    registrar: Cell,
    origin: String,
    /// Of the checkpoint that is published now.
    witnessed: Option<Witnessed>,
    /// The command that verifies off line believes the log's key, or the policy where it has witnesses.
    trust: String,
    here: Here,
}

/// What came out.
#[derive(Debug)]
struct Checked {
    verdict: Badge,
    says: String,
    steps: Vec<StepView>,
    failed: bool,
    /// The entry the receipt speaks of, where the register shows it.
    entry: Option<(String, String)>,
    /// Whether the bytes came from the reader or from the register.
    from: String,
}

/// One step.
#[derive(Debug)]
struct StepView {
    name: String,
    outcome: Badge,
    /// What the step means.
    means: String,
    /// What it showed, or why it failed.
    shows: Vec<Cell>,
    /// What to do, where it failed.
    next: Option<String>,
}

/// What the reader sent.
#[derive(Debug, Default)]
struct Sent {
    receipt: Vec<u8>,
    entry: Vec<u8>,
    /// Whom the reader believes, if not the register's own log.
    policy: Vec<u8>,
}

/// The bytes the receipt is held against, and where they come from.
enum Leaf {
    Given(Hash),
    Shown(Hash),
    Absent,
}

/// The empty form, or with `?entry=` the receipt's own question.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    page(desk, StatusCode::OK, &Sent::default(), None, None)
}

/// Verifies what was sent.
pub(super) async fn post(State(portal): State<Portal>, visit: Visit, request: Request) -> Response {
    match sent::fields(request, super::MAX_FORM).await {
        Ok(fields) => portal.answer(visit, move |desk| answer(desk, &Sent::of(fields))).await,
        Err(error) => portal.answer(visit, move |_| Err(error)).await,
    }
}

fn answer(desk: &Desk<'_>, sent: &Sent) -> Result<Made, PageError> {
    if sent.receipt.is_empty() {
        let problem = ("receipt", text::get(desk.visit.lang, "verify-empty"));
        return page(desk, StatusCode::BAD_REQUEST, sent, Some(problem), None);
    }
    match believed(desk, sent) {
        Ok(policy) => {
            let checked = check(desk, sent, &policy)?;
            page(desk, StatusCode::OK, sent, None, Some(checked))
        }
        Err(error) => {
            let why = [("why", Arg::Text(error.to_string()))];
            let problem = ("policy", text::with(desk.visit.lang, "verify-policy-bad", &why));
            page(desk, StatusCode::BAD_REQUEST, sent, Some(problem), None)
        }
    }
}

fn page(
    desk: &Desk<'_>,
    status: StatusCode,
    sent: &Sent,
    problem: Option<(&'static str, String)>,
    result: Option<Checked>,
) -> Result<Made, PageError> {
    let title = text::get(desk.visit.lang, "verify-title");
    let page = Verify {
        frame: Frame::new(desk, title, Vec::new()),
        receipt: String::from_utf8_lossy(&sent.receipt).into_owned(),
        entry: String::from_utf8_lossy(&sent.entry).into_owned(),
        policy: String::from_utf8_lossy(&sent.policy).into_owned(),
        problem,
        result,
        registrar: log::registrar(desk)?,
        origin: desk.site.key.name().as_str().to_owned(),
        witnessed: Tree::of(desk).map(|tree| Witnessed::of(desk, &tree.head)),
        trust: trust(desk),
        here: Here::new(&desk.site.policy, desk.visit.lang),
    };
    Made::page_with(status, &page)
}

impl Verify {
    /// Whether a field is what is wrong.
    fn wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|(wrong, _)| *wrong == field)
    }
}

/// Whom the command that verifies off line is told to believe.
pub(super) fn trust(desk: &Desk<'_>) -> String {
    match desk.site.policy.quorum() {
        None => format!("--vkey '{}'", desk.site.key),
        Some(_) => "--policy POLICY".to_owned(),
    }
}

impl Sent {
    /// Takes the fields of the form. An upload counts before what was pasted; empty fields do not count.
    fn of(fields: Vec<(String, Vec<u8>)>) -> Sent {
        let mut sent = Sent::default();
        for (name, bytes) in fields {
            sent.put(&name, unixed(bytes));
        }
        sent
    }

    fn put(&mut self, name: &str, bytes: Vec<u8>) {
        let place = match name {
            "receipt" if self.receipt.is_empty() => &mut self.receipt,
            "entry" if self.entry.is_empty() => &mut self.entry,
            "policy" if self.policy.is_empty() => &mut self.policy,
            "receipt_file" if !bytes.is_empty() => &mut self.receipt,
            "entry_file" if !bytes.is_empty() => &mut self.entry,
            "policy_file" if !bytes.is_empty() => &mut self.policy,
            _ => return,
        };
        *place = bytes;
    }
}

/// Whom the reader believes, or whom the register names where the reader names nobody.
fn believed(desk: &Desk<'_>, sent: &Sent) -> Result<Policy, PolicyError> {
    if sent.policy.is_empty() { Ok(desk.site.policy.clone()) } else { Policy::parse(&sent.policy) }
}

/// Whether a receipt is of the log of this register. A reader's own policy may believe another, which may have taken the
/// same name: then only the key tells.
fn is_own(desk: &Desk<'_>, sent: &Sent, receipt: &Receipt) -> bool {
    let key = &desk.site.key;
    match receipt.open() {
        Ok((_, checkpoint)) if sent.policy.is_empty() => checkpoint.origin == key.name().as_str(),
        Ok(_) => SignedCheckpoint::open(receipt.checkpoint.clone(), key).is_ok(),
        // It fails at its first step, whatever the entry.
        Err(_) => true,
    }
}

fn check(desk: &Desk<'_>, sent: &Sent, policy: &Policy) -> Result<Checked, PageError> {
    let lang = desk.visit.lang;
    let receipt = Receipt::parse(&sent.receipt).ok();
    let own = receipt.as_ref().is_some_and(|receipt| is_own(desk, sent, receipt));
    let believed = !sent.policy.is_empty();
    let leaf = leaf(desk, sent, receipt.as_ref().filter(|_| own).map(|receipt| receipt.index))?;
    let verification = match (&receipt, &leaf) {
        (Some(receipt), Leaf::Given(hash) | Leaf::Shown(hash)) => receipt.verify_leaf(hash, policy),
        (Some(receipt), Leaf::Absent) => without_leaf(receipt.verify_leaf(&Hash::leaf(b""), policy)),
        (None, _) => Verification::of(&sent.receipt, b"", policy),
    };
    let mut steps: Vec<StepView> =
        verification.steps.iter().map(|step| StepView::new(keys(step.name, believed), &step.outcome, lang)).collect();
    steps.push(grown(desk, &verification, own));
    let failed = steps.iter().any(|step| step.outcome.class == "missing");
    let whole = steps.iter().all(|step| step.outcome.class == "good");
    let (class, shape, key) = match (failed, whole) {
        (true, _) => ("missing", "✕", "verify-failed"),
        (_, true) => ("good", "✓", "verify-passed"),
        _ => ("weak", "?", "verify-open"),
    };
    let index = receipt.map(|receipt| receipt.index);
    let shown = index.filter(|index| own && desk.reading.size().is_ok_and(|size| *index < size));
    let from = match leaf {
        Leaf::Given(_) => "verify-from-you",
        Leaf::Shown(_) => "verify-from-register",
        Leaf::Absent => "verify-from-nowhere",
    };
    Ok(Checked {
        verdict: Badge { class, shape, words: text::get(lang, key) },
        says: text::get(
            lang,
            if failed {
                "verify-failed-says"
            } else if whole {
                "verify-passed-says"
            } else {
                "verify-open-says"
            },
        ),
        steps,
        failed,
        entry: shown.map(|index| (words::number(index, lang), entry_href(index, lang))),
        from: text::get(lang, from),
    })
}

/// The leaf hash of what the reader sent: an entry as it is, a filing with the time the register received it; else of
/// the entry the register shows.
fn leaf(desk: &Desk<'_>, sent: &Sent, index: Option<u64>) -> Result<Leaf, PageError> {
    let shown = match index {
        Some(index) => desk.reading.entry(index)?,
        None => None,
    };
    if sent.entry.is_empty() {
        return Ok(shown.map_or(Leaf::Absent, |entry| Leaf::Shown(Hash::leaf(&entry.bytes))));
    }
    if entry::split(&sent.entry).is_ok() {
        return Ok(Leaf::Given(Hash::leaf(&sent.entry)));
    }
    Ok(shown.map_or(Leaf::Absent, |shown| Leaf::Given(Hash::leaf(&entry::encode(shown.received, &sent.entry)))))
}

/// Without an entry nothing can be said of inclusion.
fn without_leaf(mut verification: Verification) -> Verification {
    for step in verification.steps.iter_mut().filter(|step| step.name == StepName::Inclusion) {
        step.outcome = Outcome::NotReached;
    }
    verification
}

impl StepView {
    fn new([title, means, next]: [&'static str; 3], outcome: &Outcome, lang: Lang) -> StepView {
        let shows = match outcome {
            Outcome::Passed(shown) => vec![Cell::text(passed(shown, lang))],
            // Reasons come from the log's own code, in English.
            Outcome::Failed(error) => {
                vec![Cell { lang: (lang == Lang::Es).then_some("en"), ..Cell::text(error.to_string()) }]
            }
            Outcome::NotReached => Vec::new(),
        };
        let failed = matches!(outcome, Outcome::Failed(_));
        StepView {
            name: text::get(lang, title),
            outcome: badge(outcome, lang),
            means: text::get(lang, means),
            shows,
            next: failed.then(|| text::get(lang, next)),
        }
    }
}

fn badge(outcome: &Outcome, lang: Lang) -> Badge {
    let (class, shape, key) = match outcome {
        Outcome::Passed(_) => ("good", "✓", "step-passed"),
        Outcome::Failed(_) => ("missing", "✕", "step-failed"),
        Outcome::NotReached => ("weak", "–", "step-not-reached"),
    };
    Badge { class, shape, words: text::get(lang, key) }
}

/// Keys of a step's name, meaning and what to do where it fails; whether the reader said whom they believe.
fn keys(name: StepName, believed: bool) -> [&'static str; 3] {
    match name {
        StepName::LogSignature if believed => ["step-believed", "step-believed-means", "step-believed-next"],
        StepName::Format => ["step-format", "step-format-means", "step-format-next"],
        StepName::LogSignature => ["step-signature", "step-signature-means", "step-signature-next"],
        StepName::Origin => ["step-origin", "step-origin-means", "step-origin-next"],
        StepName::Witnesses => ["step-witnesses", "step-witnesses-means", "step-witnesses-next"],
        StepName::Inclusion => ["step-inclusion", "step-inclusion-means", "step-inclusion-next"],
    }
}

fn passed(shown: &Shown, lang: Lang) -> String {
    match shown {
        Shown::Format { index, size } => {
            text::with(lang, "step-format-shows", &[("index", Arg::Count(*index)), ("size", Arg::Count(*size))])
        }
        Shown::LogSignature { key } => text::with(lang, "step-signature-shows", &[("key", Arg::Text(key.to_string()))]),
        Shown::Origin { origin } => text::with(lang, "step-origin-shows", &[("origin", Arg::Text(origin.clone()))]),
        Shown::Witnesses { cosigned, .. } if cosigned.is_empty() => text::get(lang, "step-witnesses-none"),
        Shown::Witnesses { cosigned, .. } => {
            let names = cosigned.iter().map(|cosigned| cosigned.witness.clone()).collect::<Vec<_>>().join(", ");
            text::with(lang, "step-witnesses-shows", &[("names", Arg::Text(names))])
        }
        Shown::Inclusion { leaf, root } => {
            let args = [("leaf", Arg::Text(leaf.to_string())), ("root", Arg::Text(root.to_base64()))];
            text::with(lang, "step-inclusion-shows", &args)
        }
    }
}

/// The last step: the log published today begins with the log of the receipt.
fn grown(desk: &Desk<'_>, verification: &Verification, own: bool) -> StepView {
    let lang = desk.visit.lang;
    let passed = |name| matches!(verification.outcome(name), Outcome::Passed(_));
    let signed = passed(StepName::LogSignature) && passed(StepName::Origin);
    let then = verification.checkpoint.as_ref().filter(|_| signed && own);
    let growth = then.and_then(|then| growth(desk, then));
    let (class, shape, key) = match &growth {
        Some((true, _)) => ("good", "✓", "step-passed"),
        Some((false, _)) => ("missing", "✕", "step-failed"),
        None => ("weak", "–", "step-not-reached"),
    };
    let failed = matches!(growth, Some((false, _)));
    StepView {
        name: text::get(lang, "step-growth"),
        outcome: Badge { class, shape, words: text::get(lang, key) },
        means: text::get(lang, "step-growth-means"),
        shows: growth.map(|(_, says)| Cell::text(says)).into_iter().collect(),
        next: failed.then(|| text::get(lang, "step-growth-next")),
    }
}

/// Whether the published log begins with that of a checkpoint; none where it is not that far or cannot be read.
fn growth(desk: &Desk<'_>, then: &Checkpoint) -> Option<(bool, String)> {
    let lang = desk.visit.lang;
    let head = desk.site.head().ok()?;
    let now = &head.checkpoint;
    if then.size > now.size() {
        return None;
    }
    let proof = desk.site.log.consistency_proof(then.size, now.size()).ok()?;
    let good = merkle::check_consistency(then.size, now.size(), &then.root, &now.root(), &proof).is_ok();
    let args = [("old", Arg::Count(then.size)), ("new", Arg::Count(now.size()))];
    Some((good, text::with(lang, "step-growth-shows", &args)))
}
