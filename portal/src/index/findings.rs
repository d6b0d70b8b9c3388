//! What pages ask of the findings: the list by filters, counts by rule, what falls due, what is kept.

use register::id::{BodyId, FilingId, Reference};
use rulebook::{
    case::{CaseId, CaseKind},
    finding::Says,
};
use rusqlite::{Row, params, params_from_iter, types::Value};

use super::{IndexError, Names, Reading};

/// What is looked for among the findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingsQuery {
    /// Rulebook.
    pub book: Option<String>,
    /// Code of the rule.
    pub rule: Option<String>,
    /// What they say; broken where nothing is asked.
    pub says: Option<Says>,
    /// `breach` or `flag`.
    pub severity: Option<String>,
    /// Body that answers.
    pub body: Option<BodyId>,
    /// Technology they belong to.
    pub record: Option<FilingId>,
    /// Kind of case.
    pub kind: Option<CaseKind>,
    /// Only what was filed (`false`), or only what rests on claims (`true`).
    pub claimed: Option<bool>,
    /// Only what begins to be so on these days, in days since 1970-01-01, both included: deadlines.
    pub from_days: Option<(i64, i64)>,
    /// Latest first, for feeds, instead of gravest first.
    pub latest: bool,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRow {
    /// The case.
    pub case: CaseId,
    /// Rulebook and code of the rule.
    pub book: String,
    /// Code of the rule.
    pub rule: String,
    /// Which of the rule's versions, from 0.
    pub version: Option<u32>,
    /// What it says.
    pub says: Says,
    /// `breach` or `flag`.
    pub severity: String,
    /// First day on which it says so, in days since 1970-01-01.
    pub from_day: i64,
    /// First day on which it does not any more.
    pub to_day: Option<i64>,
    /// Day of the event.
    pub day: i64,
    /// Body that answers.
    pub body: Option<BodyId>,
    /// Technology it belongs to.
    pub record: Option<FilingId>,
    /// Whether it rests on what others claim.
    pub claimed: bool,
    /// The facts that decide, or are missing.
    pub because: Vec<Reason>,
    /// Entries it rests on.
    pub entries: Vec<u64>,
}

/// One fact of a finding, as the index keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// `body`, `case` or `due`.
    pub of: String,
    /// Its name in the vocabulary.
    pub fact: String,
    /// `known`, `absent` or `unknown`.
    pub state: String,
    /// Its value: a JSON boolean, number, text or list of texts; a moment as `{"moment": milliseconds}`.
    pub value: serde_json::Value,
}

/// Findings of one page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingsFound {
    /// The findings, gravest first, then latest.
    pub rows: Vec<FindingRow>,
    /// How many there are in all.
    pub total: u64,
}

/// How many cases a rule finds what of, on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleCounts {
    /// Broken.
    pub broken: u64,
    /// Of these, resting on claims.
    pub claimed: u64,
    /// Not known.
    pub unknown: u64,
    /// Kept for ever.
    pub kept: u64,
    /// Kept so far, with a deadline that runs.
    pub running: u64,
    /// No rule in force.
    pub no_rule: u64,
    /// Faults of the rule.
    pub faults: u64,
}

/// The counts of one rule of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookCounts {
    /// Rulebook.
    pub book: String,
    /// Code of the rule.
    pub rule: String,
    /// The counts.
    pub counts: RuleCounts,
}

/// How much is broken, by body or technology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// Id of the body or technology.
    pub id: String,
    /// Breaches.
    pub breaches: u64,
    /// Flags.
    pub flags: u64,
}

/// How much the rules find, on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Broken rules that are breaches.
    pub breaches: u64,
    /// Broken rules that are flags.
    pub flags: u64,
    /// Of both, those that rest on claims.
    pub claimed: u64,
    /// Verdicts that cannot be known.
    pub unknown: u64,
    /// Events after the last version of a rule.
    pub no_rule: u64,
    /// Deadlines that run.
    pub running: u64,
}

const COLUMNS: &str = "case_id, book, rule, version, says, severity, from_day, to_day, day, body, record, claimed, why";

impl Reading {
    /// The findings that fit, as they stand on a day: gravest first, then latest.
    ///
    /// # Errors
    /// When the database fails.
    pub fn findings(
        &self,
        query: &FindingsQuery,
        today: i64,
        skip: u64,
        limit: u32,
    ) -> Result<FindingsFound, IndexError> {
        let (condition, mut params) = condition(query, today);
        let count = format!("SELECT count(*) FROM finding WHERE {condition}");
        let total: i64 =
            self.connection.prepare_cached(&count)?.query_row(params_from_iter(&params), |row| row.get(0))?;
        params.push(Value::Integer(i64::from(limit)));
        params.push(Value::Integer(i64::try_from(skip).unwrap_or(i64::MAX)));
        let at = params.len();
        let order = match (query.latest, query.from_days) {
            (true, _) => "from_day DESC, severity",
            (false, Some(_)) => "from_day, severity",
            (false, None) => "severity, claimed, from_day DESC",
        };
        let select = format!(
            "SELECT {COLUMNS} FROM finding WHERE {condition} ORDER BY {order}, case_id, book, rule LIMIT ?{} OFFSET ?{at}",
            at - 1
        );
        let mut select = self.connection.prepare_cached(&select)?;
        let rows = select.query_map(params_from_iter(&params), finding_row)?;
        let rows = rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(FindingsFound { rows, total: u64::try_from(total).unwrap_or(0) })
    }

    /// How much is found on a day within what is asked for; what it says, how gravely and on what it rests is counted,
    /// not asked.
    ///
    /// # Errors
    /// When the database fails.
    pub fn totals(&self, query: &FindingsQuery, today: i64) -> Result<Totals, IndexError> {
        let (parts, mut params) = scope(query);
        params.push(Value::Integer(today));
        let today = format!("?{}", params.len());
        let sql = include_str!("totals.sql").replace("?today", &today).replace("?scope", &parts.join(" AND "));
        let mut select = self.connection.prepare_cached(&sql)?;
        Ok(select.query_row(params_from_iter(&params), |row| {
            let count = |at: usize| row.get::<_, i64>(at).map(|count| u64::try_from(count).unwrap_or(0));
            Ok(Totals {
                breaches: count(0)?,
                flags: count(1)?,
                claimed: count(2)?,
                unknown: count(3)?,
                no_rule: count(4)?,
                running: count(5)?,
            })
        })?)
    }

    /// Everything the rules say of one filing and of what is withheld in it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn findings_of_filing(&self, id: &FilingId) -> Result<Vec<FindingRow>, IndexError> {
        // `$` is the sign after `#`: between the two lie the cases of what is withheld in this filing.
        let sql = format!(
            "SELECT {COLUMNS} FROM finding WHERE case_id = ?1 OR (case_id > ?1 || '#' AND case_id < ?1 || '$') \
             ORDER BY severity, case_id, book, rule, from_day"
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        let rows = select.query_map([id.as_str()], finding_row)?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// Names of the bodies and technologies in some findings.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names_in(&self, rows: &[FindingRow]) -> Result<Names, IndexError> {
        let of = |row: &FindingRow| {
            let case = match &row.case {
                CaseId::Conduct(body) => Some(Reference::Body(body.clone())),
                CaseId::Filing(_, id) | CaseId::Withheld(id, _) => Some(Reference::Filing(id.clone())),
                CaseId::Gap(_) => None,
            };
            let body = row.body.clone().map(Reference::Body);
            let record = row.record.clone().map(Reference::Filing);
            [case, body, record].into_iter().flatten()
        };
        self.names_for(rows.iter().flat_map(of))
    }

    /// Everything the rules say of one case, whenever they say it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn findings_of_case(&self, case: &CaseId) -> Result<Vec<FindingRow>, IndexError> {
        let sql = format!("SELECT {COLUMNS} FROM finding WHERE case_id = ?1 ORDER BY book, rule, from_day");
        let mut select = self.connection.prepare_cached(&sql)?;
        let rows = select.query_map([case.to_string()], finding_row)?;
        Ok(rows.filter_map(Result::transpose).collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// The rules that a case keeps for ever: rulebook and code.
    ///
    /// # Errors
    /// When the database fails.
    pub fn kept_by(&self, case: &CaseId) -> Result<Vec<(String, String)>, IndexError> {
        let rules: Option<String> =
            super::rows::one(&self.connection, "SELECT rules FROM kept WHERE case_id = ?1", &case.to_string())?;
        let pair = |name: &str| name.split_once('/').map(|(book, rule)| (book.to_owned(), rule.to_owned()));
        Ok(rules.unwrap_or_default().split_whitespace().filter_map(pair).collect())
    }

    /// What every rule finds on a day, by rulebook and code.
    ///
    /// # Errors
    /// When the database fails.
    pub fn rule_counts(&self, today: i64) -> Result<Vec<BookCounts>, IndexError> {
        let mut select = self.connection.prepare_cached(include_str!("rule_counts.sql"))?;
        let rows = select.query_map([today], |row| {
            let count = |at: usize| row.get::<_, i64>(at).map(|count| u64::try_from(count).unwrap_or(0));
            let counts = RuleCounts {
                broken: count(2)?,
                claimed: count(3)?,
                unknown: count(4)?,
                kept: count(5)?,
                running: count(6)?,
                no_rule: count(7)?,
                faults: count(8)?,
            };
            Ok(BookCounts { book: row.get(0)?, rule: row.get(1)?, counts })
        })?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    }

    /// The bodies of which most is broken on a day, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn weight_by_body(&self, today: i64, limit: u32) -> Result<Vec<Weight>, IndexError> {
        self.weights(include_str!("weight_by_body.sql"), today, limit)
    }

    /// The technologies of which most is broken on a day, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn weight_by_record(&self, today: i64, limit: u32) -> Result<Vec<Weight>, IndexError> {
        self.weights(include_str!("weight_by_record.sql"), today, limit)
    }

    fn weights(&self, sql: &str, today: i64, limit: u32) -> Result<Vec<Weight>, IndexError> {
        let mut select = self.connection.prepare_cached(sql)?;
        let rows = select.query_map(params![today, limit], |row| {
            let count = |at: usize| row.get::<_, i64>(at).map(|count| u64::try_from(count).unwrap_or(0));
            Ok(Weight { id: row.get(0)?, breaches: count(1)?, flags: count(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    }
}

/// A finding stands on a day.
const STANDS: &str = "from_day <= ?today AND (to_day IS NULL OR to_day > ?today)";

/// What is asked for, whatever it says and how gravely, on whatever day.
fn scope(query: &FindingsQuery) -> (Vec<String>, Vec<Value>) {
    let mut parts: Vec<String> = vec!["TRUE".to_owned()];
    let mut params: Vec<Value> = Vec::new();
    let mut is = |column: &str, value: Option<String>| {
        if let Some(value) = value {
            params.push(Value::Text(value));
            parts.push(format!("{column} = ?{}", params.len()));
        }
    };
    is("book", query.book.clone());
    is("rule", query.rule.clone());
    is("body", query.body.as_ref().map(ToString::to_string));
    is("record", query.record.as_ref().map(ToString::to_string));
    is("kind", query.kind.map(|kind| kind.code().to_owned()));
    (parts, params)
}

fn condition(query: &FindingsQuery, today: i64) -> (String, Vec<Value>) {
    let (mut parts, mut params) = scope(query);
    let says = Some(query.says.unwrap_or(Says::Broken).code().to_owned());
    for (column, value) in [("says", says), ("severity", query.severity.clone())] {
        if let Some(value) = value {
            params.push(Value::Text(value));
            parts.push(format!("{column} = ?{}", params.len()));
        }
    }
    if let Some(claimed) = query.claimed {
        params.push(Value::Integer(i64::from(claimed)));
        parts.push(format!("claimed = ?{}", params.len()));
    }
    match query.from_days {
        Some((first, last)) => {
            params.extend([Value::Integer(first), Value::Integer(last)]);
            parts.push(format!("from_day BETWEEN ?{} AND ?{}", params.len() - 1, params.len()));
        }
        None => {
            params.push(Value::Integer(today));
            parts.push(STANDS.replace("?today", &format!("?{}", params.len())));
        }
    }
    (parts.join(" AND "), params)
}

fn finding_row(row: &Row<'_>) -> rusqlite::Result<Option<FindingRow>> {
    let text = |at: usize| row.get::<_, String>(at);
    let (Some(case), Some(says)) = (CaseId::parse(&text(0)?), Says::parse(&text(4)?)) else { return Ok(None) };
    let why: serde_json::Value = serde_json::from_str(&text(12)?).unwrap_or_default();
    let list = |name: &str| why[name].as_array().cloned().unwrap_or_default();
    let of = |value: &serde_json::Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let reason = |value: serde_json::Value| Reason {
        of: of(&value, "of"),
        fact: of(&value, "fact"),
        state: of(&value, "state"),
        value: value["value"].clone(),
    };
    Ok(Some(FindingRow {
        case,
        book: text(1)?,
        rule: text(2)?,
        version: row.get(3)?,
        says,
        severity: text(5)?,
        from_day: row.get(6)?,
        to_day: row.get(7)?,
        day: row.get(8)?,
        body: row.get::<_, Option<String>>(9)?.as_deref().and_then(BodyId::parse),
        record: row.get::<_, Option<String>>(10)?.as_deref().and_then(FilingId::parse),
        claimed: row.get(11)?,
        because: list("because").into_iter().map(reason).collect(),
        entries: list("entries").iter().filter_map(serde_json::Value::as_u64).collect(),
    }))
}
