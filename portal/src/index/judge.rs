//! Judging what the log says: the cases in memory, the law in force, and the rows of findings that follow. The memory is
//! made from the log, like everything here, and is made again whenever it does not fit the index.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZero,
    sync::Arc,
};

use register::{SignedFiling, time::Instant};
use rulebook::{
    case::CaseId,
    cases::{Answer, Cases, Taken},
    fact::{self, Slot},
    finding::{Because, Finding, Of},
    law::{Judged, Law, adoptions},
};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter, types::Value};
use tlog::Checkpoint;

use super::{IndexError, figures, past, rows::number, standing::decode};
use crate::{log::Reader, rulebooks::Rulebooks};

/// What judges.
#[derive(Debug)]
pub(super) struct Judge {
    cases: Cases,
    law: Arc<Law>,
    size: u64,
    /// Filings that were handed over and are taken in together.
    waiting: Vec<Taken>,
}

impl Judge {
    /// Entries that were handed over.
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
        let mut judge = Judge { cases: Cases::new(), law: Arc::default(), size: 0, waiting: Vec::new() };
        let unreadable = |entry: u64, says: String| IndexError::Log { entry, says };
        let entries = log.verified_entries(0..size, checkpoint).map_err(|error| unreadable(0, error.to_string()))?;
        for item in entries {
            let bytes = item.map_err(|error| unreadable(judge.size, error.to_string()))?;
            let (received, signed) = decode(judge.size, &bytes)?;
            judge.take(received, &signed);
        }
        judge.take_in();
        judge.law = Arc::new(books.law(adoptions(&judge.cases)));
        judge.cases.want(judge.law.wanted().clone());
        // So that what changes later brings up what looked at it, every case is looked at once.
        for some in judge.cases.changed().chunks(AT_ONCE) {
            judge.cases.each(some, threads(), |_| ());
        }
        Ok(judge)
    }

    /// What is said in figures stands in the index already, written by this program.
    pub(super) fn knows_figures(&mut self) {
        drop(self.cases.figures_changed());
    }

    /// Takes in the next entry.
    pub(super) fn take(&mut self, received: Instant, signed: &SignedFiling) {
        self.waiting.extend(Taken::of(self.size, received, signed));
        self.size += 1;
        if self.waiting.len() >= AT_ONCE {
            self.take_in();
        }
    }

    fn take_in(&mut self) {
        self.cases.take_all(&std::mem::take(&mut self.waiting), threads());
    }

    /// Brings the findings up to date with what was taken in. Gives whether they are found by another law than before.
    pub(super) fn write(&mut self, db: &Connection, books: &mut Rulebooks) -> Result<bool, IndexError> {
        self.take_in();
        let law = books.law(adoptions(&self.cases));
        let mark = mark(&law);
        let known: Option<String> =
            db.prepare_cached("SELECT law FROM judged_by")?.query_row([], |row| row.get(0)).optional()?;
        let mut cases = self.cases.changed();
        let other = known.as_ref() != Some(&mark);
        figures::write(db, &mut self.cases)?;
        if other {
            self.law = Arc::new(law);
            self.cases.want(self.law.wanted().clone());
            let all: BTreeSet<CaseId> = cases.into_iter().chain(self.cases.ids()).collect();
            cases = all.into_iter().collect();
            db.execute("INSERT OR REPLACE INTO judged_by VALUES (1, ?1)", [&mark])?;
        }
        // Where no rulebook was adopted there is nothing to find; whoever adopts one later has every case looked at.
        let judges = !self.law.adoptions().is_empty();
        let cases: Vec<CaseId> = cases.into_iter().filter(|_| judges || other).collect();
        for some in cases.chunks(AT_ONCE) {
            let judged = self.cases.each(some, threads(), |facts| self.law.judge(facts));
            for (id, judged) in some.iter().zip(judged) {
                match judged {
                    Answer::New(judged) => write_case(db, id, &judged)?,
                    Answer::Gone => write_case(db, id, &Judged::default())?,
                    Answer::Same => {}
                }
            }
        }
        past::mend(db)?;
        Ok(other)
    }
}

/// Cases judged before their rows are written: enough to share among threads, few enough to hold.
const AT_ONCE: usize = 1_024;

/// Threads that judge.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// Counts up when the facts or verdicts of the same filings become others: then everything is judged again.
const REVISION: u32 = 4;

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

/// A row of the table `finding`, column by column: first the four of its key.
type Row = Vec<Value>;

/// Writes the rows of one case in place of those before; those that stay as they are are not touched.
fn write_case(db: &Connection, id: &CaseId, judged: &Judged) -> Result<(), IndexError> {
    let id = id.to_string();
    let before = rows_of(db, &id)?;
    // Where one rule says two things from one day on, the last of them counts.
    let after: BTreeMap<(&str, &str, i64), Row> = judged
        .findings
        .iter()
        .map(|finding| ((&*finding.book, &*finding.rule, finding.from_day), row(&id, finding)))
        .collect();
    for row in before.iter().filter(|row| !after.values().any(|after| after == *row)) {
        let sql = "DELETE FROM finding WHERE case_id = ?1 AND book = ?2 AND rule = ?3 AND from_day = ?4";
        db.prepare_cached(sql)?.execute(params_from_iter(&row[..4]))?;
    }
    for row in after.values().filter(|row| !before.contains(row)) {
        db.prepare_cached(include_str!("insert_finding.sql"))?.execute(params_from_iter(row))?;
    }
    write_kept(db, &id, judged)
}

fn rows_of(db: &Connection, id: &str) -> rusqlite::Result<Vec<Row>> {
    let mut select = db.prepare_cached(include_str!("findings_written.sql"))?;
    let columns = select.column_count();
    select.query_map([id], |row| (0..columns).map(|at| row.get(at)).collect())?.collect()
}

/// Writes the rules that a case keeps, and how many cases keep each.
fn write_kept(db: &Connection, id: &str, judged: &Judged) -> Result<(), IndexError> {
    let kept: Vec<String> = judged.kept.iter().map(|(book, rule)| format!("{book}/{rule}")).collect();
    let kept = kept.join(" ");
    let before: Option<String> =
        db.prepare_cached("SELECT rules FROM kept WHERE case_id = ?1")?.query_row([id], |row| row.get(0)).optional()?;
    if before.as_deref().unwrap_or_default() == kept {
        return Ok(());
    }
    count(db, &kept, 1)?;
    count(db, before.as_deref().unwrap_or_default(), -1)?;
    match kept.is_empty() {
        true => db.prepare_cached("DELETE FROM kept WHERE case_id = ?1")?.execute([id])?,
        false => db.prepare_cached(include_str!("insert_kept.sql"))?.execute([id, &kept])?,
    };
    Ok(())
}

/// Counts rules that so many more cases keep; a rule that none keeps has no row, as if none ever had.
fn count(db: &Connection, rules: &str, by: i64) -> rusqlite::Result<()> {
    let mut add = db.prepare_cached(include_str!("count_kept.sql"))?;
    let mut none = db.prepare_cached("DELETE FROM kept_count WHERE book = ?1 AND rule = ?2 AND cases = 0")?;
    for (book, rule) in rules.split_whitespace().filter_map(|name| name.split_once('/')) {
        add.execute(params![book, rule, by])?;
        none.execute([book, rule])?;
    }
    Ok(())
}

/// A finding as its row.
fn row(id: &str, finding: &Finding) -> Row {
    let text = |text: &str| Value::from(text.to_owned());
    vec![
        text(id),
        text(&finding.book),
        text(&finding.rule),
        finding.from_day.into(),
        finding.to_day.into(),
        text(finding.says.code()),
        text(finding.severity.code()),
        text(finding.case.kind().code()),
        finding.day.into(),
        finding.body.as_ref().map(ToString::to_string).into(),
        finding.record.as_ref().map(ToString::to_string).into(),
        finding.version.into(),
        finding.claimed.into(),
        number(finding.entries.last().copied().unwrap_or(0)).into(),
        why(finding).to_string().into(),
    ]
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

fn json(value: &fact::Value) -> serde_json::Value {
    match value {
        fact::Value::Bool(value) => (*value).into(),
        fact::Value::Long(value) => (*value).into(),
        fact::Value::Text(value) => (&**value).into(),
        fact::Value::Moment(value) => serde_json::json!({ "moment": value }),
        fact::Value::Set(values) => values.iter().map(|value| &**value).collect(),
    }
}
