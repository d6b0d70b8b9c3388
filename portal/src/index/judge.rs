//! Judging what the log says: the cases in memory, the law in force, and the rows of findings that follow. The memory is
//! made from the log, like everything here, and is made again whenever it does not fit the index.

use std::{collections::BTreeSet, num::NonZero, sync::Arc};

use register::{SignedFiling, time::Instant};
use rulebook::{
    case::CaseId,
    cases::Cases,
    fact::{Slot, Value},
    finding::{Because, Finding, Of},
    law::{Judged, Law, adoptions},
};
use rusqlite::{Connection, OptionalExtension, params};
use tlog::Checkpoint;

use super::{IndexError, rows::number, standing::decode};
use crate::{log::Reader, rulebooks::Rulebooks};

/// What judges.
#[derive(Debug)]
pub(super) struct Judge {
    cases: Cases,
    law: Arc<Law>,
    size: u64,
}

impl Judge {
    /// Entries it has taken in.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// The law in force.
    pub(super) fn law(&self) -> &Arc<Law> {
        &self.law
    }

    /// Takes in all entries of the log before `size`.
    pub(super) fn replay(
        log: &Reader,
        checkpoint: &Checkpoint,
        size: u64,
        books: &mut Rulebooks,
    ) -> Result<Judge, IndexError> {
        let mut judge = Judge { cases: Cases::new(), law: Arc::default(), size: 0 };
        let unreadable = |entry: u64, says: String| IndexError::Log { entry, says };
        let entries = log.verified_entries(0..size, checkpoint).map_err(|error| unreadable(0, error.to_string()))?;
        for item in entries {
            let bytes = item.map_err(|error| unreadable(judge.size, error.to_string()))?;
            let (received, signed) = decode(judge.size, &bytes)?;
            judge.take(received, &signed);
        }
        judge.law = Arc::new(books.law(adoptions(&judge.cases)));
        // So that what changes later brings up what looked at it, every case is looked at once.
        for some in judge.cases.changed().chunks(AT_ONCE) {
            judge.cases.each(some, threads(), |_| ());
        }
        Ok(judge)
    }

    /// Takes in the next entry.
    pub(super) fn take(&mut self, received: Instant, signed: &SignedFiling) {
        self.cases.apply(self.size, received, signed);
        self.size += 1;
    }

    /// Brings the findings up to date with what was taken in.
    pub(super) fn write(&mut self, db: &Connection, books: &mut Rulebooks) -> Result<(), IndexError> {
        let law = books.law(adoptions(&self.cases));
        let mark = mark(&law);
        let known: Option<String> =
            db.prepare_cached("SELECT law FROM judged_by")?.query_row([], |row| row.get(0)).optional()?;
        let mut cases: BTreeSet<CaseId> = self.cases.changed().into_iter().collect();
        if known.as_ref() != Some(&mark) {
            self.law = Arc::new(law);
            cases.extend(self.cases.ids());
            db.execute("INSERT OR REPLACE INTO judged_by VALUES (1, ?1)", [&mark])?;
        }
        let cases: Vec<CaseId> = cases.into_iter().collect();
        for some in cases.chunks(AT_ONCE) {
            let judged = self.cases.each(some, threads(), |facts| self.law.judge(facts));
            for (id, judged) in some.iter().zip(judged) {
                write_case(db, id, &judged.unwrap_or_default())?;
            }
        }
        Ok(())
    }
}

/// Cases judged before their rows are written: enough to share among threads, few enough to hold.
const AT_ONCE: usize = 1_024;

/// Threads that judge.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// Counts up when the facts or verdicts of the same filings become others: then everything is judged again.
const REVISION: u32 = 1;

/// What findings follow from beside the log: regulations, the rulebooks at hand, the program.
pub(super) fn mark(law: &Law) -> String {
    let missing: BTreeSet<u64> = law.missing().map(|adoption| adoption.entry).collect();
    let of = |adoption: &rulebook::law::Adoption| {
        let digest = adoption.digest.as_deref().unwrap_or("-");
        let at_hand = if missing.contains(&adoption.entry) { "missing" } else { "at hand" };
        format!(
            "{} {:?} {} {digest} {at_hand} {} {:?}",
            adoption.entry, adoption.action, adoption.rulebook, adoption.from, adoption.to
        )
    };
    let all: Vec<String> = law.adoptions().iter().map(of).collect();
    format!("{} {REVISION}\n{}", env!("CARGO_PKG_VERSION"), all.join("\n"))
}

/// Writes the rows of one case in place of those before.
fn write_case(db: &Connection, id: &CaseId, judged: &Judged) -> Result<(), IndexError> {
    let id = id.to_string();
    db.prepare_cached("DELETE FROM finding WHERE case_id = ?1")?.execute([&id])?;
    for finding in &judged.findings {
        insert(db, &id, finding)?;
    }
    let kept: Vec<String> = judged.kept.iter().map(|(book, rule)| format!("{book}/{rule}")).collect();
    let kept = kept.join(" ");
    let before: Option<String> = db
        .prepare_cached("SELECT rules FROM kept WHERE case_id = ?1")?
        .query_row([&id], |row| row.get(0))
        .optional()?;
    if before.as_deref().unwrap_or_default() == kept {
        return Ok(());
    }
    count(db, before.as_deref().unwrap_or_default(), -1)?;
    count(db, &kept, 1)?;
    match kept.is_empty() {
        true => db.prepare_cached("DELETE FROM kept WHERE case_id = ?1")?.execute([&id])?,
        false => db.prepare_cached("INSERT OR REPLACE INTO kept VALUES (?1, ?2)")?.execute([&id, &kept])?,
    };
    Ok(())
}

fn count(db: &Connection, rules: &str, by: i64) -> rusqlite::Result<()> {
    let mut add = db.prepare_cached(include_str!("count_kept.sql"))?;
    for (book, rule) in rules.split_whitespace().filter_map(|name| name.split_once('/')) {
        add.execute(params![book, rule, by])?;
    }
    Ok(())
}

fn insert(db: &Connection, id: &str, finding: &Finding) -> rusqlite::Result<()> {
    db.prepare_cached(include_str!("insert_finding.sql"))?.execute(params![
        id,
        &*finding.book,
        &*finding.rule,
        finding.from_day,
        finding.to_day,
        finding.says.code(),
        finding.severity.code(),
        finding.case.kind().code(),
        finding.day,
        finding.body.as_ref().map(register::id::BodyId::as_str),
        finding.record.as_ref().map(register::id::FilingId::as_str),
        finding.version,
        finding.claimed,
        number(finding.entries.last().copied().unwrap_or(0)),
        why(finding).to_string(),
    ])?;
    Ok(())
}

/// Why a finding says what it says, as it is kept.
fn why(finding: &Finding) -> serde_json::Value {
    let because: Vec<serde_json::Value> = finding.because.iter().map(because).collect();
    serde_json::json!({ "because": because, "entries": finding.entries })
}

fn because(because: &Because) -> serde_json::Value {
    let of = match because.of {
        Of::Body => "body",
        Of::Case => "case",
        Of::Due => "due",
    };
    let (state, value) = match &because.state {
        Slot::Known(value) => ("known", json(value)),
        Slot::Absent => ("absent", serde_json::Value::Null),
        Slot::Unknown => ("unknown", serde_json::Value::Null),
    };
    serde_json::json!({ "of": of, "fact": because.fact, "state": state, "value": value })
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Long(value) => (*value).into(),
        Value::Text(value) => (&**value).into(),
        Value::Moment(value) => serde_json::json!({ "moment": value }),
        Value::Set(values) => values.iter().map(|value| &**value).collect(),
    }
}
