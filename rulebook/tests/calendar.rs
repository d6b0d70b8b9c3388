//! Deadlines: working days, months, hours, and clocks that stand still.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use common::{load, rule, with_policy};
use proptest::prelude::*;
use register::time::{Date, Instant};
use rulebook::{
    calendar::{Calendar, Unit},
    case::CaseKind,
    fact::{Facts, Maybe, Slot, Value},
};

fn calendar() -> Calendar {
    load(&common::files()).calendar
}

fn millis(text: &str) -> i64 {
    let day = |text: &str| Date::parse(text).map(|date| date.days() * 86_400_000);
    day(text).unwrap_or_else(|| Instant::parse(text).unwrap().millis())
}

/// The deadline, and how many suspensions moved it.
fn due(unit: Unit, count: i64, from: &str) -> (String, usize) {
    let deadline = calendar().count(unit, count, millis(from), &[]).unwrap();
    let text = Instant::from_millis(deadline.at).unwrap().to_string();
    (text.replace("T00:00:00.000Z", ""), deadline.moved_by.len())
}

fn at(text: &str, moved: usize) -> (String, usize) {
    (text.into(), moved)
}

#[test]
fn days_are_counted_from_the_day_after() {
    assert_eq!(due(Unit::Days, 15, "2024-02-01"), at("2024-02-16", 0));
    assert_eq!(due(Unit::Days, 1, "2024-02-28T23:59:59Z"), at("2024-02-29", 0));
}

#[test]
fn working_days_leave_out_rest_days_and_holidays() {
    // Friday 26 April; Wednesday 1 May is a holiday of every year.
    assert_eq!(due(Unit::WorkingDays, 3, "2024-04-26"), at("2024-05-02", 0));
    // Tuesday 1 October 2024 was one once.
    assert_eq!(due(Unit::WorkingDays, 1, "2024-09-30"), at("2024-10-02", 0));
    assert_eq!(due(Unit::WorkingDays, 1, "2025-09-30"), at("2025-10-01", 0));
    assert_eq!(due(Unit::WorkingDays, 1, "2024-02-03"), at("2024-02-05", 0));
}

#[test]
fn months_end_on_the_same_day_or_the_last() {
    assert_eq!(due(Unit::Months, 1, "2024-01-31"), at("2024-02-29", 0));
    assert_eq!(due(Unit::Months, 6, "2023-08-31"), at("2024-02-29", 0));
    assert_eq!(due(Unit::Months, 12, "2024-02-29T10:00:00Z"), at("2025-02-28", 0));
}

#[test]
fn hours_run_through_the_night() {
    assert_eq!(due(Unit::Hours, 6, "2024-02-03T20:30:00Z"), at("2024-02-04T02:30:00.000Z", 0));
}

#[test]
fn a_suspension_moves_the_deadline_it_interrupts() {
    // An appeal due on 1 May, thirty days after 1 April: clocks stood still from 21 March to 19 June.
    assert_eq!(due(Unit::Days, 30, "2025-04-01"), at("2025-07-19", 1));
    // Of the days from 11 March, ten ran before 21 March, and twenty are left.
    assert_eq!(due(Unit::Days, 30, "2025-03-10"), at("2025-07-09", 1));
    assert_eq!(due(Unit::Days, 10, "2025-03-10"), at("2025-03-20", 0));
    assert_eq!(due(Unit::Days, 11, "2025-03-10"), at("2025-06-20", 1));
    assert_eq!(due(Unit::Days, 1, "2025-06-19"), at("2025-06-20", 0));
    assert_eq!(due(Unit::Months, 1, "2025-03-01"), at("2025-07-01", 1));
    assert_eq!(due(Unit::Hours, 48, "2025-03-20T12:00:00Z"), at("2025-06-21T12:00:00.000Z", 1));
    assert_eq!(due(Unit::WorkingDays, 2, "2025-03-19"), at("2025-06-20", 1));
}

#[test]
fn without_its_moment_there_is_no_deadline() {
    let policy = "forbid (principal, action == Action::\"order\", resource) when { context has due && context.at > context.due };";
    let book = load(&with_policy(policy, "due = { from = \"asked_at\", days = 15 }"));
    let due = rule(&book).versions[0].due.unwrap();
    let mut facts = Facts::new(CaseKind::Order);
    assert_eq!(book.calendar.due(&due, &[], &facts), Maybe::Absent);
    facts.put(due.from, Slot::Unknown);
    assert_eq!(book.calendar.due(&due, &[], &facts), Maybe::Unknown);
    facts.put(due.from, Slot::Known(Value::Moment(0)));
    assert_eq!(book.calendar.due(&due, &[], &facts).map(|due| due.at), Maybe::Known(15 * 86_400_000));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is counted, the count is of days on which clocks ran.
    #[test]
    fn as_many_days_run_as_are_counted(count in 1_i64..400, from in 19_700_i64..20_400, working in any::<bool>()) {
        let calendar = calendar();
        let unit = if working { Unit::WorkingDays } else { Unit::Days };
        let last = calendar.count(unit, count, from * 86_400_000, &[]).unwrap().at / 86_400_000;
        let suspended = |day: i64| calendar.suspensions.iter().any(|s| (s.from.days()..=s.to.days()).contains(&day));
        let weekday = |day: i64| (day + 3).rem_euclid(7);
        let holiday = |day: i64| {
            let date = Instant::from_millis(day * 86_400_000).unwrap().date().to_string();
            date.ends_with("-05-01") || date == "2024-10-01"
        };
        let counts = |day: &i64| !suspended(*day) && (!working || (weekday(*day) < 5 && !holiday(*day)));
        prop_assert_eq!((from + 1..=last).filter(counts).count() as i64, count);
        prop_assert!(counts(&last));
    }
}

/// A suspension of one law's terms leaves those of other laws alone. The page cites the CNPP.
#[test]
fn a_suspension_stops_the_terms_of_its_laws_only() {
    let last_day = |laws: &str| {
        let mut files = common::files();
        let card = files["rulebook.toml"]
            .replace("{ from = 2025-03-21,", &format!("{{ laws = [\"{laws}\"], from = 2025-03-21,"));
        files.insert("rulebook.toml".into(), card);
        let book = load(&files);
        let cites = &rule(&book).versions[0].cites;
        let due = book.calendar.count(Unit::Days, 30, millis("2025-04-01"), cites).unwrap();
        Instant::from_millis(due.at).unwrap().date().to_string()
    };
    assert_eq!(last_day("CN"), "2025-05-01");
    assert_eq!(last_day("CNPP"), "2025-07-19");
}
