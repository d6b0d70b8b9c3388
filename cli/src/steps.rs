//! The steps of verifying a receipt, shown one by one with what each has shown or why it failed.

use register::entry;
use serde_json::{Value, json};
use tlog::proof::{Outcome, Shown, Step, StepError, StepName, Verification};

use crate::{
    failure::Said,
    terminal::{Mark, Screen},
    words,
};

/// Shows every step, then what was verified.
pub(crate) fn show(verification: &Verification, entry: &[u8], screen: &Screen) {
    for step in &verification.steps {
        let (mark, said) = told(step);
        let name = name(step.name);
        let line = Said { es: format!("{}: {}", name.es, said.es), en: format!("{}: {}", name.en, said.en) };
        screen.marked(mark, &line);
    }
    if verification.is_ok() {
        screen.say(&verified(verification, entry));
    } else {
        screen.say(&words::not_verified());
    }
}

fn verified(verification: &Verification, entry: &[u8]) -> Said {
    let index = match verification.outcome(StepName::Format) {
        Outcome::Passed(Shown::Format { index, .. }) => *index,
        _ => 0,
    };
    let filing = entry::decode(entry).ok().and_then(|(received, signed)| Some((received, signed.filing()?.clone())));
    match filing {
        Some((received, filing)) => words::verified_filing(&index, &filing.id, &filing.filer, &received),
        None => words::verified_entry(&index),
    }
}

/// The steps for programs.
pub(crate) fn document(verification: &Verification) -> Value {
    let step = |step: &Step| {
        let (mark, said) = told(step);
        let outcome = match mark {
            Mark::Good => "passed",
            Mark::Bad => "failed",
            Mark::None => "not-reached",
        };
        json!({ "step": code(step.name), "outcome": outcome, "es": said.es, "en": said.en })
    };
    let checkpoint = verification.checkpoint.as_ref();
    json!({
        "verified": verification.is_ok(),
        "steps": verification.steps.iter().map(step).collect::<Vec<_>>(),
        "origin": checkpoint.map(|checkpoint| checkpoint.origin.clone()),
        "size": checkpoint.map(|checkpoint| checkpoint.size),
        "root": checkpoint.map(|checkpoint| checkpoint.root.to_base64()),
    })
}

fn code(name: StepName) -> &'static str {
    match name {
        StepName::Format => "format",
        StepName::LogSignature => "log-signature",
        StepName::Origin => "origin",
        StepName::Witnesses => "witnesses",
        StepName::Inclusion => "inclusion",
    }
}

fn name(name: StepName) -> Said {
    match name {
        StepName::Format => words::step_format(),
        StepName::LogSignature => words::step_signature(),
        StepName::Origin => words::step_origin(),
        StepName::Witnesses => words::step_witnesses(),
        StepName::Inclusion => words::step_inclusion(),
    }
}

fn told(step: &Step) -> (Mark, Said) {
    match &step.outcome {
        Outcome::Passed(shown) => (Mark::Good, passed(shown)),
        Outcome::Failed(error) => (Mark::Bad, failed(error)),
        Outcome::NotReached => (Mark::None, words::not_reached()),
    }
}

fn passed(shown: &Shown) -> Said {
    match shown {
        Shown::Format { index, size } => words::passed_format(index, size),
        Shown::LogSignature { key } => words::passed_signature(key),
        Shown::Origin { origin } => words::passed_origin(origin),
        Shown::Witnesses { cosigned, .. } if cosigned.is_empty() => words::passed_no_witness(),
        Shown::Witnesses { cosigned, quorum } => {
            let names: Vec<&str> = cosigned.iter().map(|cosigned| cosigned.witness.as_str()).collect();
            words::passed_witnesses(&names.join(", "), quorum)
        }
        Shown::Inclusion { root, .. } => words::passed_inclusion(&root.to_base64()),
    }
}

fn failed(error: &StepError) -> Said {
    match error {
        StepError::Receipt(error) => words::failed_receipt(error),
        StepError::Checkpoint(error) => words::failed_checkpoint(error),
        StepError::NoLog => words::failed_no_log(),
        StepError::LogSignature(error) => words::failed_signature(error),
        StepError::Origin { origin, key } => words::failed_origin(origin, key),
        StepError::Cosignature(error) => words::failed_cosignature(error),
        StepError::Quorum { cosigned, quorum } => words::failed_quorum(&cosigned.len(), quorum),
        StepError::Inclusion(error) => words::failed_inclusion(error),
    }
}
