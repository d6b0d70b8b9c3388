//! The one door of these tests: examples of every form, keys by name, drafts to signed filings, histories to outcomes.

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf, sync::Arc};

use register::{
    Admission, Admitted, Register, SignedFiling,
    lang::Lang,
    problem::Refusal,
    time::{Date, Instant},
};
use serde_json::Value;
use tlog::{Algorithm, Note, SignerKey};

/// A file under `register/tests/`.
pub(crate) fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// One valid example of every form, by the form's name: `tests/examples.json`.
pub(crate) fn examples() -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(file("examples.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The key of a name. The seed is the name itself: these keys guard nothing.
pub(crate) fn key(name: &str) -> SignerKey {
    let mut seed = [b'.'; 32];
    seed[..name.len()].copy_from_slice(name.as_bytes());
    let algorithm = if name.starts_with("witness") { Algorithm::CosignatureV1 } else { Algorithm::Ed25519 };
    SignerKey::from_seed(name, algorithm, seed).unwrap()
}

/// A draft as `veedor draft` prints it: two-space JSON with a final newline.
pub(crate) fn text(draft: &Value) -> String {
    serde_json::to_string_pretty(draft).unwrap() + "\n"
}

/// A text signed by the named keys; `name!` signs another text, so that its signature does not fit.
pub(crate) fn sign(text: &str, signers: &[&str]) -> Vec<u8> {
    let line = |signer: &&str| match signer.strip_suffix('!') {
        Some(name) => key(name).sign("another text\n").unwrap(),
        None => key(signer).sign(text).unwrap(),
    };
    Note::new(text, signers.iter().map(line).collect()).unwrap().to_bytes()
}

/// An instant from `2026-01-02` (noon) or a whole instant.
pub(crate) fn instant(text: &str) -> Instant {
    let whole = if Date::parse(text).is_some() { format!("{text}T12:00:00Z") } else { text.to_owned() };
    Instant::parse(&whole).unwrap_or_else(|| panic!("no instant: {text}"))
}

/// Applies JSON Merge Patch (RFC 7396) in place: members replace, `null` takes away.
pub(crate) fn patch(value: &mut Value, changes: &Value) {
    let Value::Object(changes) = changes else {
        *value = changes.clone();
        return;
    };
    if !value.is_object() {
        *value = Value::Object(serde_json::Map::new());
    }
    let members = value.as_object_mut().unwrap();
    for (name, change) in changes {
        match change {
            Value::Null => {
                members.shift_remove(name);
            }
            change => patch(members.entry(name.clone()).or_insert(Value::Null), change),
        }
    }
}

/// The example of a form with changes; `key:NAME` becomes that key's verifier key, `commit:FILING:FIELD:VALUE` the
/// commitment to a value under the salt of sevens.
pub(crate) fn draft(form: &str, changes: &Value) -> Value {
    let mut draft = examples().remove(form).unwrap_or_else(|| panic!("no example of the form {form}"));
    patch(&mut draft, changes);
    fill(&mut draft);
    draft
}

fn fill(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(fill),
        Value::Object(members) => members.values_mut().for_each(fill),
        Value::String(text) => {
            if let Some(name) = text.strip_prefix("key:") {
                *text = key(name).verifier().to_string();
            } else if let Some(parts) = text.strip_prefix("commit:") {
                let parts: Vec<&str> = parts.splitn(3, ':').collect();
                *text = tlog::Hash(seal::commit(parts[0], parts[1], parts[2], &[7; 32])).to_string();
            }
        }
        _ => {}
    }
}

/// A refusal as people read it, in both languages.
pub(crate) fn lines(refusal: &Refusal) -> String {
    let mut out = String::new();
    for problem in &refusal.problems {
        for lang in [Lang::En, Lang::Es] {
            let _ = writeln!(out, "{} {}", lang.tag(), problem.line(lang));
        }
    }
    out
}

/// What became of one step.
pub(crate) enum Outcome {
    New(Box<Admitted>),
    Already(u64),
    Refused(Refusal),
}

impl Outcome {
    fn lines(&self) -> String {
        match self {
            Outcome::New(admitted) => format!("entry {} at {}\n", admitted.entry(), admitted.received()),
            Outcome::Already(entry) => format!("already entry {entry}\n"),
            Outcome::Refused(refusal) => lines(refusal),
        }
    }
}

/// Files signed bytes: the whole way from bytes to the register after them.
pub(crate) fn file_bytes(register: &mut Register, bytes: &[u8], received: Instant) -> Outcome {
    let signed = match SignedFiling::parse(bytes) {
        Ok(signed) => signed,
        Err(refusal) => return Outcome::Refused(refusal),
    };
    let signers = register.keys().verify(&signed);
    match register.admit(&signed, &signers, received) {
        Ok(Admission::New(admitted)) => {
            *register = std::mem::take(register).apply(&admitted);
            Outcome::New(admitted)
        }
        Ok(Admission::Already { entry }) => Outcome::Already(entry),
        Err(refusal) => Outcome::Refused(refusal),
    }
}

/// A history run to its end.
pub(crate) struct Told {
    /// The register after the last step.
    pub(crate) register: Register,
    /// Every admitted filing, in the order of the log.
    pub(crate) admitted: Vec<Arc<Admitted>>,
    /// The history with the outcome of each step written under it.
    pub(crate) text: String,
}

/// Runs the history `tests/histories/NAME.txt`. Its blocks stand apart by empty lines:
///
/// ```text
/// # A sentence about the history.
/// begin NAME                           another history first
///
/// > what happens in this step
/// on 2026-01-02 by officer, judge!     day or instant received; signers (`!`: a signature that does not fit)
/// file order { "id": "…", … }          the form's example with these changes
/// = the outcome, written by the test
/// ```
pub(crate) fn tell(name: &str) -> Told {
    let story = std::fs::read_to_string(file(&format!("histories/{name}.txt"))).unwrap();
    let mut told = Told { register: Register::new(), admitted: Vec::new(), text: String::new() };
    let mut blocks = Vec::new();
    for block in story.trim_end().split("\n\n") {
        let kept: Vec<&str> = block.lines().filter(|line| !line.starts_with('=')).collect();
        let mut block = kept.join("\n");
        for line in &kept {
            if let Some(first) = line.strip_prefix("begin ") {
                let before = tell(first);
                told = Told { text: String::new(), ..before };
            }
        }
        if let Some(at) = kept.iter().position(|line| line.starts_with("on ")) {
            let outcome = step(&mut told, kept[at], &kept[at + 1..].join("\n"));
            for line in outcome.lines().lines() {
                let _ = write!(block, "\n= {line}");
            }
        }
        blocks.push(block);
    }
    told.text = blocks.join("\n\n") + "\n";
    told
}

fn step(told: &mut Told, head: &str, body: &str) -> Outcome {
    let (when, signers) = head.strip_prefix("on ").unwrap().split_once(" by ").unwrap();
    let signers: Vec<&str> = signers.split(',').map(str::trim).collect();
    let (form, changes) =
        body.strip_prefix("file ").unwrap().split_once(char::is_whitespace).unwrap_or((&body[5..], "{}"));
    let changes = serde_json::from_str(changes).unwrap_or_else(|error| panic!("{error}: {changes}"));
    let bytes = sign(&text(&draft(form, &changes)), &signers);
    let outcome = file_bytes(&mut told.register, &bytes, instant(when));
    if let Outcome::New(admitted) = &outcome {
        told.admitted.push(Arc::new((**admitted).clone()));
    }
    outcome
}

/// The entries of a history's log.
pub(crate) fn entries(told: &Told) -> Vec<Vec<u8>> {
    told.admitted.iter().map(|admitted| admitted.entry_bytes()).collect()
}
