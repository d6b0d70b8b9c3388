//! One case before the rules: every finding of it with the facts that decide, what would settle it, the law behind it,
//! its deadline; and the rules that it keeps.

use askama::Template;
use rulebook::{case::CaseId, law::Law, page::Rule};
use serde_json::json;

use super::{
    answer::Made,
    card::{self, Badge},
    error::PageError,
    finding_twins as twins,
    findings::{MissingBook, missing},
    frame::Frame,
    link::{Cell, Fact, Link, Links, entry_href},
    prose::Prose,
    rule::{CiteView, status},
    text::{self, Arg},
    told::{FindingLine, Teller, rule_href, rule_of, rule_title},
    visit::{Desk, Format},
    why, words,
};
use crate::index::FindingRow;

/// The page of a case.
#[derive(Debug, Template)]
#[template(path = "case.html", whitespace = "minimize")]
struct Case {
    frame: Frame,
    missing: Vec<MissingBook>,
    kind: String,
    subject: Vec<Cell>,
    id: String,
    body: Option<Cell>,
    /// What is so on this day, what will be so, what was.
    groups: Vec<Group>,
    kept: Vec<Link>,
    day: String,
}

/// Findings of one time.
#[derive(Debug)]
struct Group {
    id: &'static str,
    title: String,
    findings: Vec<Detail>,
}

/// One finding with all its reasons.
#[derive(Debug)]
struct Detail {
    anchor: String,
    rule: Cell,
    line: FindingLine,
    facts: Vec<Fact>,
    missing: Vec<Fact>,
    entries: Vec<EntryLine>,
    settles: Option<Prose>,
    cites: Vec<CiteView>,
    version: Option<VersionLine>,
    due: Option<(Cell, String)>,
    until: Option<Cell>,
}

/// An entry that a finding rests on.
#[derive(Debug)]
struct EntryLine {
    href: String,
    number: String,
    title: Cell,
}

/// The version of a rule that judges.
#[derive(Debug)]
struct VersionLine {
    from: Option<Cell>,
    to: Option<Cell>,
    status: Badge,
}

/// Makes the page of a case or its twins.
pub(super) fn make(desk: &Desk<'_>) -> Result<Made, PageError> {
    let case = asked(desk).ok_or(PageError::NotFound)?;
    let rows = desk.reading.findings_of_case(&case)?;
    let kept = desk.reading.kept_by(&case)?;
    if rows.is_empty() && kept.is_empty() && !exists(desk, &case)? {
        return Err(PageError::NotFound);
    }
    let law = &desk.law;
    match desk.visit.format {
        Format::Html => Made::page(&Case::new(desk, law, &case, &rows, &kept)?),
        Format::Csv => Ok(Made::csv(twins::findings_csv(&rows, &desk.reading.names_in(&rows)?))),
        Format::Json => {
            let names = desk.reading.names_in(&rows)?;
            let findings: Vec<_> = rows.iter().map(|row| twins::finding_json(row, law, &names)).collect();
            let kept: Vec<_> = kept.iter().map(|(book, rule)| json!({ "book": book, "rule": rule })).collect();
            Made::json(&json!({
                "case": case.to_string(), "kind": case.kind().code(), "day": words::iso(desk.today),
                "missing": twins::missing(law), "findings": findings, "kept": kept,
            }))
        }
    }
}

/// The case of an address; the field that is withheld stands in the query.
fn asked(desk: &Desk<'_>) -> Option<CaseId> {
    let case = CaseId::parse(desk.visit.rest("/findings/"))?;
    match (desk.visit.param("field"), &case) {
        (None, _) => Some(case),
        (Some(field), CaseId::Filing(_, id)) => Some(CaseId::Withheld(id.clone(), field.into())),
        (Some(_), _) => None,
    }
}

/// Whether a case has a page, although nothing may be found of it.
pub(super) fn exists(desk: &Desk<'_>, case: &CaseId) -> Result<bool, PageError> {
    Ok(match case {
        CaseId::Filing(_, id) => desk.reading.entry_of(id)?.is_some(),
        CaseId::Conduct(body) => desk.reading.body(body)?.is_some(),
        CaseId::Gap(gap) => desk.reading.gap(gap)?.is_some(),
        CaseId::Withheld(..) => false,
    })
}

impl Case {
    fn new(
        desk: &Desk<'_>,
        law: &Law,
        case: &CaseId,
        rows: &[FindingRow],
        kept: &[(String, String)],
    ) -> Result<Case, PageError> {
        let (lang, today) = (desk.visit.lang, desk.today);
        // A case of which nothing is found still has a name.
        let names = desk.reading.names_in(&[rows.to_vec(), vec![bare(case)]].concat())?;
        let teller = Teller { lang, law, names: &names, today };
        let record = rows.iter().find_map(|row| row.record.as_ref());
        let subject = teller.case_words(case, record);
        let title = text::with(lang, "case-title", &[("case", Arg::Text(subject))]);
        let crumb = Link { href: desk.visit.href("/findings"), words: text::get(lang, "nav-findings") };
        let kept = kept.iter().map(|(book, code)| kept_rule(law, book, code, lang)).collect();
        Ok(Case {
            frame: Frame::with_twins(desk, title, vec![crumb]),
            missing: missing(law, lang),
            kind: case.kind().words().in_(lang).to_owned(),
            subject: teller.case(case, record),
            id: case.to_string(),
            body: rows.iter().find(|row| row.body.is_some()).map(|row| teller.body(row)),
            groups: groups(desk, &teller, rows)?,
            kept,
            day: words::day_cell(today, lang).text,
        })
    }
}

/// A row that names a case and nothing else.
fn bare(case: &CaseId) -> FindingRow {
    FindingRow {
        case: case.clone(),
        book: String::new(),
        rule: String::new(),
        version: None,
        says: rulebook::finding::Says::Unknown,
        severity: String::new(),
        from_day: 0,
        to_day: None,
        day: 0,
        body: None,
        record: None,
        claimed: false,
        because: Vec::new(),
        entries: Vec::new(),
    }
}

fn kept_rule(law: &Law, book: &str, code: &str, lang: register::lang::Lang) -> Link {
    let title = rule_of(law, book, code, i64::MAX).map(|(_, rule)| rule_title(rule, lang));
    Link { href: rule_href(book, code, lang), words: title.unwrap_or_else(|| code.to_owned()) }
}

/// The findings by time: now, later, before.
fn groups(desk: &Desk<'_>, teller: &Teller<'_>, rows: &[FindingRow]) -> Result<Vec<Group>, PageError> {
    let today = teller.today;
    let ended = |row: &FindingRow| row.to_day.is_some_and(|to| to <= today);
    let of = |row: &FindingRow| match (row.from_day > today, ended(row)) {
        (true, _) => "ahead",
        (_, true) => "before",
        _ => "now",
    };
    let mut groups = Vec::new();
    for (id, key) in [("now", "case-now"), ("ahead", "case-ahead"), ("before", "case-before")] {
        let mut rows: Vec<(usize, &FindingRow)> = rows.iter().enumerate().filter(|(_, row)| of(row) == id).collect();
        rows.sort_by_key(|(at, row)| (row.says, row.severity.clone(), row.claimed, *at));
        let findings =
            rows.into_iter().map(|(at, row)| Detail::new(desk, teller, row, at)).collect::<Result<Vec<_>, _>>()?;
        if !findings.is_empty() {
            groups.push(Group { id, title: text::get(teller.lang, key), findings });
        }
    }
    Ok(groups)
}

impl Detail {
    fn new(desk: &Desk<'_>, teller: &Teller<'_>, row: &FindingRow, at: usize) -> Result<Detail, PageError> {
        let lang = teller.lang;
        let found = rule_of(teller.law, &row.book, &row.rule, row.day);
        let version = found.and_then(|(_, rule)| version(rule, row));
        let links = Links { lang, names: teller.names };
        let (facts, missing) = why::facts(row, links);
        let cites = found.zip(version).map(|((book, _), version)| CiteView::all(book, version, lang));
        Ok(Detail {
            anchor: format!("f{}", at + 1),
            rule: teller.rule(row),
            line: teller.line(row),
            facts,
            missing,
            entries: entries(desk, row)?,
            settles: found.map(|(_, rule)| Prose::of(rule.settles.in_(lang), 4)),
            cites: cites.unwrap_or_default(),
            version: version.map(|version| VersionLine {
                from: version.from.map(|from| words::day_cell(from.days(), lang)),
                to: version.to.map(|to| words::day_cell(to.days(), lang)),
                status: status(version.status, lang),
            }),
            due: why::due(row).map(|due| (words::day_cell(due, lang), left(due - teller.today, lang))),
            until: row.to_day.map(|to| words::day_cell(to, lang)),
        })
    }
}

fn version<'r>(rule: &'r Rule, row: &FindingRow) -> Option<&'r rulebook::version::Version> {
    rule.versions.get(usize::try_from(row.version?).ok()?)
}

/// Days left of a deadline, or days over.
pub(super) fn left(days: i64, lang: register::lang::Lang) -> String {
    let key = if days < 0 { "days-over" } else { "days-left" };
    text::count(lang, key, days.unsigned_abs())
}

fn entries(desk: &Desk<'_>, row: &FindingRow) -> Result<Vec<EntryLine>, PageError> {
    let lang = desk.visit.lang;
    let filings = desk.reading.filings(&row.entries)?;
    let names = desk.reading.names(&filings)?;
    let line = |logged: &register::lifeline::Logged| EntryLine {
        href: entry_href(logged.entry, lang),
        number: words::number(logged.entry, lang),
        title: card::title(logged, lang, &names),
    };
    Ok(filings.iter().map(line).collect())
}
