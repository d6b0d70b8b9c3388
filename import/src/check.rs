//! Checks of a mapping, as data: a small closed set of tests over the columns of one row. What cannot be compared (a blank
//! day, a count that is none) strikes no check; other rules tell of it.

use crate::{
    count, day,
    finding::{Finding, Severity},
    mapping::{Check, Test},
    plan::{Finder, Plan},
    row::Row,
    said::Said,
    value,
};

/// A check with its columns found.
#[derive(Debug, Clone)]
pub(crate) struct CheckPlan {
    code: String,
    severity: Severity,
    says: Said,
    column: usize,
    tests: Vec<Compared>,
}

/// One comparison, with its columns found.
#[derive(Debug, Clone)]
enum Compared {
    Blank,
    Placeholder { words: Vec<String>, zeros: bool },
    Before(usize),
    After(usize),
    Longer { since: usize, days: i64 },
    YearAfter(i16),
    NotSumOf(Vec<usize>),
    ShareOver { of: usize, percent: u64 },
}

impl CheckPlan {
    pub(crate) fn new(check: &Check, finder: &mut Finder<'_>) -> CheckPlan {
        CheckPlan {
            code: check.code.clone(),
            severity: check.severity,
            says: Said::new(check.es.clone(), check.en.clone()),
            column: finder.column(&check.when.column),
            tests: tests(&check.when, finder),
        }
    }
}

fn tests(test: &Test, finder: &mut Finder<'_>) -> Vec<Compared> {
    let mut tests = Vec::new();
    if test.blank {
        tests.push(Compared::Blank);
    }
    if test.zeros || !test.placeholder.is_empty() {
        tests.push(Compared::Placeholder { words: test.placeholder.clone(), zeros: test.zeros });
    }
    tests.extend(test.before.as_ref().map(|name| Compared::Before(finder.column(name))));
    tests.extend(test.after.as_ref().map(|name| Compared::After(finder.column(name))));
    if let Some(since) = &test.since {
        tests.push(Compared::Longer { since: finder.column(since), days: test.days.unwrap_or_default() });
    }
    tests.extend(test.year_after.map(Compared::YearAfter));
    if !test.sum_of.is_empty() {
        tests.push(Compared::NotSumOf(test.sum_of.iter().map(|name| finder.column(name)).collect()));
    }
    if let (Some(percent), Some(of)) = (test.percent_over, &test.of) {
        tests.push(Compared::ShareOver { of: finder.column(of), percent });
    }
    tests
}

/// What the checks find in a row.
pub(crate) fn run(plan: &Plan, row: &Row) -> Vec<Finding> {
    let struck = plan.checks.iter().filter(|check| strikes(plan, check, row));
    let finding = |check: &CheckPlan| Finding {
        row: row.number,
        column: plan.columns.get(check.column).cloned(),
        severity: check.severity,
        code: check.code.clone(),
        rule: plan.mapping.name.clone(),
        says: check.says.clone(),
        next: Said::new("", ""),
    };
    struck.map(finding).collect()
}

/// Whether all tests of a check strike; a check without a test strikes never.
fn strikes(plan: &Plan, check: &CheckPlan, row: &Row) -> bool {
    let cell = row.cell(check.column);
    let day = |column: usize| day::day(row.cell(column), &plan.mapping.read.days);
    let count = |column: usize| count::read(row.cell(column), plan.mapping.read.thousands);
    let one = |test: &Compared| -> Option<bool> {
        Some(match test {
            Compared::Blank => value::is_blank(plan, cell),
            Compared::Placeholder { words, zeros } => {
                let nought = *zeros && !cell.is_empty() && cell.chars().all(|c| "0-/. ".contains(c));
                nought || value::among(words, cell)
            }
            Compared::Before(other) => day(check.column)? < day(*other)?,
            Compared::After(other) => day(check.column)? > day(*other)?,
            Compared::Longer { since, days } => {
                let span = day(check.column)?.since(day(*since)?).ok()?;
                i64::from(span.get_days()) > *days
            }
            Compared::YearAfter(year) => day(check.column)?.year() > *year,
            Compared::NotSumOf(parts) => {
                let total = count(check.column)?;
                let parts = parts.iter().map(|part| count(*part)).collect::<Option<Vec<_>>>()?;
                let (low, high) = parts.iter().fold((0u64, 0u64), |(low, high), part| {
                    (low.saturating_add(part.low), high.saturating_add(part.high))
                });
                total.high < low || total.low > high
            }
            Compared::ShareOver { of, percent } => {
                u128::from(count(check.column)?.low) * 100 > u128::from(count(*of)?.high) * u128::from(*percent)
            }
        })
    };
    !check.tests.is_empty() && check.tests.iter().all(|test| one(test).unwrap_or(false))
}
