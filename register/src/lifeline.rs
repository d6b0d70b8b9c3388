//! The life line of a technology, from need to disposal: at each stage what was filed, what was claimed by others,
//! and what never came. A pure fold over the filings about one technology, in the order of the log.

use std::sync::Arc;

use crate::{
    codelist::{ClaimKind, Stage},
    filing::Filing,
    form::{Content, Form},
    forms::any::Claim,
    id::BodyId,
    time::Instant,
};

/// One filing as the log holds it, with what later filings did to it.
#[derive(Debug, Clone)]
pub struct Logged {
    /// Index of its entry.
    pub entry: u64,
    /// When it was received.
    pub received: Instant,
    /// What it says, in its latest version.
    pub filing: Arc<Filing>,
    /// Entry that withdrew it.
    pub withdrawn: Option<u64>,
}

/// How far a stage is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// The body concerned filed it.
    Filed,
    /// Others transcribed or claimed it; the body concerned filed nothing.
    Claimed,
    /// Nothing was filed and nothing is claimed.
    Nothing,
}

/// One stage of the life line.
#[derive(Debug, Clone)]
pub struct StageLine {
    /// The stage.
    pub stage: Stage,
    /// How far it is documented.
    pub evidence: Evidence,
    /// Filings of the stage by the holder, its sellers, courts and auditors.
    pub filed: Vec<Logged>,
    /// What others transcribed from published papers.
    pub transcribed: Vec<Logged>,
    /// What others claim.
    pub claims: Vec<Logged>,
    /// Forms of this stage that never came, though later stages or claims show that they were due.
    pub never_filed: Vec<Form>,
}

/// The life line of one technology.
#[derive(Debug, Clone)]
pub struct LifeLine {
    /// The stages in order.
    pub stages: Vec<StageLine>,
    /// The last stage of which anything is known.
    pub reached: Option<Stage>,
}

/// Folds all filings about one technology, its own among them, into its life line. `holder` is the body that holds
/// it; only what the holder or the other side of its acts filed counts as filed.
#[must_use]
pub fn life_line(filings: &[Logged], holder: Option<&BodyId>) -> LifeLine {
    let standing: Vec<&Logged> = filings.iter().filter(|logged| logged.withdrawn.is_none()).collect();
    let mut stages: Vec<StageLine> = Stage::ALL.iter().map(|stage| stage_line(*stage, &standing, holder)).collect();
    let reached = stages.iter().filter(|line| line.evidence != Evidence::Nothing).map(|line| line.stage).max();
    for line in &mut stages {
        if reached >= Some(line.stage) {
            line.never_filed = due(line.stage).iter().copied().filter(|form| !has_filed(line, *form)).collect();
        }
    }
    LifeLine { stages, reached }
}

/// The forms without which a stage is not documented. What a law makes due is the rulebooks' business; this is the
/// least that each stage leaves behind.
#[must_use]
pub fn due(stage: Stage) -> &'static [Form] {
    match stage {
        Stage::Need => &[Form::Acquisition],
        Stage::Consultation => &[Form::Policy, Form::Consultation],
        Stage::Authorisation => &[Form::Decision, Form::Diligence],
        Stage::Purchase => &[Form::Contract, Form::Payment],
        Stage::Use => &[Form::Order, Form::Use],
        Stage::Oversight => &[],
        Stage::Disposal => &[Form::Retirement, Form::Attestation],
    }
}

fn has_filed(line: &StageLine, form: Form) -> bool {
    line.filed.iter().any(|logged| logged.filing.form() == form)
}

fn stage_line(stage: Stage, filings: &[&Logged], holder: Option<&BodyId>) -> StageLine {
    let mut line = StageLine {
        stage,
        evidence: Evidence::Nothing,
        filed: Vec::new(),
        transcribed: Vec::new(),
        claims: Vec::new(),
        never_filed: Vec::new(),
    };
    for logged in filings.iter().filter(|logged| stage_of(&logged.filing) == Some(stage)) {
        let kind = match &logged.filing.content {
            Content::Claim(_) => &mut line.claims,
            // That somebody else entered the technology tells nothing of why it was needed.
            Content::Technology(_) if !is_own(&logged.filing, holder) => continue,
            _ if is_own(&logged.filing, holder) => &mut line.filed,
            _ => &mut line.transcribed,
        };
        kind.push((*logged).clone());
    }
    line.evidence = match (line.filed.is_empty(), line.claims.is_empty() && line.transcribed.is_empty()) {
        (false, _) => Evidence::Filed,
        (true, false) => Evidence::Claimed,
        (true, true) => Evidence::Nothing,
    };
    line
}

/// The stage a filing belongs to: its form's, or the one a claim speaks of.
#[must_use]
pub fn stage_of(filing: &Filing) -> Option<Stage> {
    match &filing.content {
        Content::Claim(claim) => Some(claim.stage),
        content => content.form().stage(),
    }
}

/// Whether the filer speaks of its own act: the holder, the buyer or payer, the court, the auditor; as against one
/// who transcribes what others published.
fn is_own(filing: &Filing, holder: Option<&BodyId>) -> bool {
    let filer = Some(&filing.filer);
    match &filing.content {
        Content::Technology(technology) => filer == technology.holder.as_ref(),
        Content::Contract(contract) => filing.filer == contract.buyer || filer == contract.supplier.as_ref(),
        Content::Payment(payment) => filing.filer == payment.payer || filer == payment.payee.as_ref(),
        Content::Order(order) => filer == order.court.as_ref() || filer == order.requester.as_ref(),
        Content::Attestation(_)
        | Content::Inspection(_)
        | Content::Complaint(_)
        | Content::Hold(_)
        | Content::Remedy(_)
        | Content::Notice(_) => true,
        _ => holder.is_none() || filer == holder,
    }
}

/// Claims that answer the same question differently, side by side.
#[derive(Debug, Clone)]
pub struct Disagreement {
    /// The question, in the claims' own words.
    pub question: String,
    /// The claims, in the order of the log.
    pub claims: Vec<Logged>,
}

/// Every question on which claims about one thing differ in amount or quantity, or which a claim says it contradicts.
#[must_use]
pub fn disagreements(filings: &[Logged]) -> Vec<Disagreement> {
    let mut questions: Vec<Disagreement> = Vec::new();
    for logged in filings.iter().filter(|logged| logged.withdrawn.is_none()) {
        let Content::Claim(claim) = &logged.filing.content else { continue };
        let Some(question) = &claim.question else { continue };
        match questions.iter_mut().find(|known| known.question == question.as_str()) {
            Some(known) => known.claims.push(logged.clone()),
            None => questions.push(Disagreement { question: question.as_str().into(), claims: vec![logged.clone()] }),
        }
    }
    questions.retain(|question| differ(&question.claims));
    questions
}

fn differ(claims: &[Logged]) -> bool {
    let claim = |logged: &Logged| match &logged.filing.content {
        Content::Claim(claim) => Some((answer(claim), !claim.contradicts.is_empty())),
        _ => None,
    };
    let answers: Vec<(String, bool)> = claims.iter().filter_map(claim).collect();
    answers.windows(2).any(|pair| pair[0].0 != pair[1].0) || answers.iter().any(|(_, contradicts)| *contradicts)
}

/// What a claim answers to its question, as text: its amount and quantity or, without both, its period. Claims whose
/// answers to one question differ stand side by side.
#[must_use]
pub fn answer(claim: &Claim) -> String {
    let amount = claim.amount.as_ref().map(ToString::to_string);
    let count = claim.count.map(|count| format!("{}-{}", count.low, count.high));
    let period = claim.period.filter(|_| amount.is_none() && count.is_none()).map(|period| period.to_string());
    [amount, count, period].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether a claim denies what other claims or filings say.
#[must_use]
pub fn is_denial(filing: &Filing) -> bool {
    matches!(&filing.content, Content::Claim(claim) if claim.kind == ClaimKind::Denial)
}
