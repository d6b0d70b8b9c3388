//! `veedor diff`: what changed between two versions of a filing, or of a page between two days.

use std::collections::BTreeMap;

use register::id::FilingId;
use serde_json::{Value, json};

use crate::{
    ask::Server,
    failure::{Failure, Outcome},
    terminal::Screen,
    twin, words,
};

/// What is compared, and of which register.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "ENTRY|ID|DATE")]
    pub(crate) old: String,
    #[arg(value_name = "ENTRY|ID|DATE")]
    pub(crate) new: String,
    #[arg(value_name = "PAGE")]
    pub(crate) page: Option<String>,
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
}

/// Fields by their paths, as text.
type Fields = BTreeMap<String, String>;

/// Runs `veedor diff`.
pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let url = args.url.as_ref().ok_or_else(|| Failure::Usage(words::page_where()))?;
    let server = Server::new(url)?;
    let (old, new) = match &args.page {
        Some(page) => (page_of(&server, page, &args.old)?, page_of(&server, page, &args.new)?),
        None => versions(&server, &args.old, &args.new)?,
    };
    let changes = changes(&fields(&old), &fields(&new));
    for (path, old, new) in &changes {
        screen.line(&line(path, old.as_deref(), new.as_deref()));
    }
    if changes.is_empty() {
        screen.say(&words::no_difference());
    }
    let change =
        |(path, old, new): &(String, Option<String>, Option<String>)| json!({ "path": path, "old": old, "new": new });
    screen.document(&json!({ "changes": changes.iter().map(change).collect::<Vec<_>>() }));
    Ok(Outcome::Fine)
}

fn line(path: &str, old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("≠ {path}: {old} → {new}"),
        (None, new) => format!("+ {path}: {}", new.unwrap_or_default()),
        (old, None) => format!("− {path}: {}", old.unwrap_or_default()),
    }
}

/// A page as known on a day, without what tells of the day alone.
fn page_of(server: &Server, page: &str, day: &str) -> Result<Value, Failure> {
    let mut value = twin::of(server, page, Some(twin::day(day)?))?;
    if let Some(members) = value.as_object_mut() {
        members.retain(|name, _| !["as_of", "size", "day"].contains(&name.as_str()));
    }
    Ok(value)
}

/// What two versions of one filing say.
fn versions(server: &Server, old: &str, new: &str) -> Result<(Value, Value), Failure> {
    let (old, new) = (Version::find(server, old)?, Version::find(server, new)?);
    if old.of == new.of {
        return Ok((old.says, new.says));
    }
    let all = versions_of(server, &old.of)?;
    let nearest = all.iter().min_by_key(|entry| entry.abs_diff(new.entry)).copied().unwrap_or(old.entry);
    Err(Failure::Usage(words::no_such_version(&new.entry, &old.of, &nearest)))
}

/// One version of a filing.
#[derive(Debug)]
struct Version {
    entry: u64,
    /// Id of the filing that it is a version of.
    of: String,
    says: Value,
}

impl Version {
    /// The version that an entry's number or a filing's id names; of a corrected filing, its id names the first.
    fn find(server: &Server, which: &str) -> Result<Version, Failure> {
        let entry = match which.parse::<u64>() {
            Ok(entry) => entry,
            Err(_) if FilingId::parse(which).is_some() => first(server, which)?,
            Err(_) => return Err(Failure::Usage(words::no_entry_or_id(&which))),
        };
        let twin = match twin::of(server, &format!("entries/{entry}"), None) {
            Err(Failure::Reach(_)) if entry > 0 => return Err(no_entry(server, entry)?),
            twin => twin?,
        };
        let filing = &twin["filing"];
        let target = filing["corrects"].as_str().filter(|_| filing["form"] == "correction");
        let (of, says) = match target {
            Some(target) => (target, filing["replacement"].clone()),
            None => (filing["id"].as_str().unwrap_or_default(), content(filing)),
        };
        Ok(Version { entry, of: of.to_owned(), says })
    }
}

/// That there is no such entry, with the last there is; or that the register cannot be asked.
fn no_entry(server: &Server, entry: u64) -> Result<Failure, Failure> {
    let log = twin::of(server, "log", None)?;
    Ok(Failure::Usage(words::no_such_entry(&entry, &log["size"])))
}

/// The entry of the first version of a filing.
fn first(server: &Server, id: &str) -> Result<u64, Failure> {
    let all = versions_of(server, id)?;
    all.first().copied().ok_or_else(|| Failure::Usage(words::no_such_filing(&id)))
}

/// The entries of all versions of a filing.
fn versions_of(server: &Server, id: &str) -> Result<Vec<u64>, Failure> {
    let twin = twin::of(server, &format!("records/{id}"), None)?;
    let versions = twin["versions"].as_array().cloned().unwrap_or_default();
    let entries: Vec<u64> = versions.iter().filter_map(|version| version["entry"].as_u64()).collect();
    Ok(if entries.is_empty() { twin["entry"].as_u64().into_iter().collect() } else { entries })
}

/// Fields that a filing of any form has, and its corrections have of their own.
const HEAD: [&str; 9] = ["form", "id", "filer", "about", "occurred", "sources", "documents", "unknown", "withheld"];

/// The fields of a filing's own form, which a correction replaces.
fn content(filing: &Value) -> Value {
    let mut own = filing.clone();
    if let Some(members) = own.as_object_mut() {
        members.retain(|name, _| !HEAD.contains(&name.as_str()));
    }
    own
}

/// The fields of a document by their paths. Members of a list are named by what tells them apart, so that one that comes
/// does not change all after it.
fn fields(value: &Value) -> Fields {
    let mut fields = Fields::new();
    collect(value, String::new(), &mut fields);
    fields
}

fn collect(value: &Value, path: String, fields: &mut Fields) {
    match value {
        Value::Object(members) => {
            let dot = if path.is_empty() { "" } else { "." };
            members.iter().for_each(|(name, value)| collect(value, format!("{path}{dot}{name}"), fields));
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                let name = name(item).unwrap_or_else(|| at.to_string());
                collect(item, format!("{path}[{name}]"), fields);
            }
        }
        Value::Null => {}
        Value::String(text) => drop(fields.insert(path, text.clone())),
        other => drop(fields.insert(path, other.to_string())),
    }
}

/// What tells a member of a list apart from the others.
fn name(item: &Value) -> Option<String> {
    let known = ["entry", "id", "number", "stage", "question", "rule"].into_iter().find_map(|name| item.get(name));
    let itself = item.as_str().map(str::to_owned);
    known.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).or(itself)
}

/// The fields that differ: path, old, new.
fn changes(old: &Fields, new: &Fields) -> Vec<(String, Option<String>, Option<String>)> {
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let change = |path: &String| (path.clone(), old.get(path).cloned(), new.get(path).cloned());
    paths.into_iter().map(change).filter(|(_, old, new)| old != new).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{changes, fields, line};

    #[test]
    fn changes_are_told_by_field() {
        let old = json!({ "name": "Uno", "amount": { "amount": "1", "currency": "USD" }, "filings": [{ "entry": 3, "says": "a" }], "codes": ["x"] });
        let new = json!({ "name": "Dos", "amount": null, "filings": [{ "entry": 9 }, { "entry": 3, "says": "a" }], "codes": ["x", "y"] });
        let told: Vec<String> = changes(&fields(&old), &fields(&new))
            .iter()
            .map(|(path, old, new)| line(path, old.as_deref(), new.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                "− amount.amount: 1",
                "− amount.currency: USD",
                "+ codes[y]: y",
                "+ filings[9].entry: 9",
                "≠ name: Uno → Dos"
            ]
        );
    }
}
