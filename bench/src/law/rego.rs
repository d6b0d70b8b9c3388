//! The same rules in Rego, run by `regorus` on its virtual machine: the program is compiled once, the machine is kept,
//! and the facts of a case are made its values beforehand, so that only the asking is counted.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};
use rulebook::cases::CaseFacts;
use rulebook::fact::{self, Facts, Slot};
use rulebook::opinion::State;

/// One rule, compiled.
pub struct Rule {
    machine: RegoVM,
}

/// Why a rule cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum RegoError {
    /// Its file cannot be read.
    #[error("cannot read `{path}`: {error}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// `regorus` does not take it, or gave up.
    #[error("`regorus` on {rule}: {says}")]
    Engine {
        /// The rule.
        rule: String,
        /// What it says.
        says: String,
    },
}

impl Rule {
    /// Compiles `bench/law/CODE.rego`.
    pub fn load(code: &str) -> Result<Rule, RegoError> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("law").join(format!("{code}.rego"));
        let unreadable = |error| RegoError::Unreadable { path: path.display().to_string(), error };
        let text = fs::read_to_string(&path).map_err(unreadable)?;
        let failed = |says: String| RegoError::Engine { rule: code.into(), says };
        let entry = format!("data.{}.verdict", code.to_lowercase().replace('-', ""));
        let mut engine = Engine::new();
        engine.add_policy(format!("{code}.rego"), text).map_err(|error| failed(error.to_string()))?;
        let compiled =
            engine.compile_with_entrypoint(&entry.as_str().into()).map_err(|error| failed(error.to_string()))?;
        let program =
            Compiler::compile_from_policy(&compiled, &[entry.as_str()]).map_err(|error| failed(error.to_string()))?;
        let mut machine = RegoVM::new();
        machine.load_program(program);
        Ok(Rule { machine })
    }

    /// What it says of a case.
    pub fn ask(&mut self, input: Value) -> Result<State, RegoError> {
        self.machine.set_input(input);
        let failed = |says: String| RegoError::Engine { rule: "a rule".into(), says };
        let value = self.machine.execute().map_err(|error| failed(error.to_string()))?;
        match value.as_string().map(|said| &**said) {
            Ok("broken") => Ok(State::Broken),
            Ok("kept") => Ok(State::Kept),
            Ok("unknown") => Ok(State::Unknown),
            Ok("not-concerned") => Ok(State::NotConcerned),
            _ => Err(failed(format!("an answer that is none: {value}"))),
        }
    }
}

/// The facts of a case as an input without its day: what is absent is null, what is not known is left out.
pub fn input(facts: &CaseFacts) -> serde_json::Value {
    serde_json::json!({ "principal": object(&facts.principal), "resource": object(&facts.resource), "day": facts.day })
}

/// The same input, asked for a midnight.
pub fn asked_at(input: &serde_json::Value, at: i64) -> Value {
    let mut input = input.clone();
    input["at"] = at.into();
    Value::from(input)
}

fn object(facts: &Facts) -> serde_json::Map<String, serde_json::Value> {
    let declared = facts.kind().facts().iter().zip(facts.slots());
    declared
        .filter_map(|(fact, slot)| match slot {
            Slot::Known(value) => Some((fact.name.to_owned(), json(value))),
            Slot::Absent => Some((fact.name.to_owned(), serde_json::Value::Null)),
            Slot::Unknown => None,
        })
        .collect()
}

fn json(value: &fact::Value) -> serde_json::Value {
    match value {
        fact::Value::Bool(value) => (*value).into(),
        fact::Value::Long(value) | fact::Value::Moment(value) => (*value).into(),
        fact::Value::Text(value) => (&**value).into(),
        fact::Value::Set(values) => values.iter().map(|value: &Arc<str>| &**value).collect(),
    }
}
