//! Mappings by name or by path, and what is wrong with one or with a file as a whole.

use std::path::Path;

use ::import::{
    Mapping, Plan,
    reason::{Reason, told},
    shipped,
};
use serde_json::{Value, json};

use crate::{
    failure::{Failure, Outcome},
    terminal::Screen,
    words,
};

/// The mapping of this name, or at this path, fitted together.
pub(crate) fn read(name: &str, filer: Option<&str>) -> Result<Result<Plan, Vec<Reason>>, Failure> {
    let text = match shipped::text(name) {
        Some(text) => text.to_owned(),
        None if !name.ends_with(".toml") => {
            let names: Vec<&str> = shipped::SHIPPED.iter().map(|(name, _)| *name).collect();
            return Err(Failure::Usage(words::import::no_such_mapping(&name, &names.join(", "))));
        }
        None => std::fs::read_to_string(name).map_err(|error| Failure::file(Path::new(name), &error))?,
    };
    let mapping = Mapping::parse(&text).map_err(|reason| vec![reason]);
    Ok(mapping.and_then(|mapping| Plan::new(mapping, filer)))
}

/// Tells what is wrong with a mapping, or with a file as a whole.
pub(crate) fn faulty(name: &str, reasons: &[Reason], screen: &Screen) -> Outcome {
    reasons.iter().for_each(|reason| screen.line(&format!("{name}: {}", told(reason, screen.lang))));
    let documents: Vec<Value> = reasons.iter().map(document).collect();
    screen.document(&json!({ "file": name, "faults": documents }));
    Outcome::Findings
}

fn document(reason: &Reason) -> Value {
    json!({ "code": reason.code(), "says": reason.says(), "next": reason.next() })
}
