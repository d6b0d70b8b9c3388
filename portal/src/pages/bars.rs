//! The picture of a table over time: one bar a period of the series with most rows, from the low bound to the high one.
//! A period of which nobody said anything is a gap in the line of bars, not a bar of height zero.

use figures::{
    period::Period,
    table::{By, Query, Row},
};
use register::lang::Lang;

use super::{gaps::shown, in_use::unit_words, text};

/// Width of a period and height of the tallest bar.
const WIDTH: u64 = 56;
const HEIGHT: u64 = 96;

/// Periods that are drawn at most, and for which there is room at least.
const MOST: usize = 24;
const LEAST: usize = 12;

/// The picture.
#[derive(Debug)]
pub(super) struct Bars {
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) base: u64,
    pub(super) title: String,
    pub(super) describes: String,
    pub(super) bars: Vec<Bar>,
}

/// One period.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) x: u64,
    pub(super) middle: u64,
    pub(super) label: String,
    /// Nothing where nobody said anything.
    pub(super) drawn: Option<Drawn>,
}

/// What is drawn: up to the low bound full, from there to the high one light.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) low_y: u64,
    pub(super) low_height: u64,
    pub(super) high_y: u64,
    pub(super) high_height: u64,
    pub(super) number: String,
}

impl Bars {
    /// The picture of some rows; none where they are not of periods, or a table alone says it as well.
    pub(super) fn of(rows: &[Row], query: &Query, lang: Lang) -> Option<Bars> {
        let by = *query.by.first()?;
        if !matches!(by, By::Year | By::Half | By::Quarter | By::Month) {
            return None;
        }
        let series = longest(rows)?;
        let of: Vec<(Period, &Row)> = rows
            .iter()
            .filter(|row| same(row, series))
            .filter_map(|row| Some((Period::parse(row.key.first()?.as_deref()?)?, row)))
            .collect();
        let (first, last) = (of.first()?.0, of.last()?.0);
        let periods: Vec<Period> = std::iter::successors(Some(first), |period| Some(period.next()))
            .take_while(|period| *period <= last)
            .collect();
        if !(2..=MOST).contains(&periods.len()) {
            return None;
        }
        let found =
            |period: &Period| of.iter().find(|(known, _)| known == period).and_then(|(_, row)| row.all.as_ref());
        let high = |period: &Period| found(period).map(|sum| sum.amount.high.unwrap_or(sum.amount.low));
        let most = periods.iter().filter_map(high).max().unwrap_or(1).max(1);
        let scale =
            |value: u64| u64::try_from(u128::from(value) * u128::from(HEIGHT) / u128::from(most)).unwrap_or(HEIGHT);
        let bar = |(at, period): (usize, &Period)| {
            let x = at as u64 * WIDTH + 6;
            let drawn = found(period).map(|sum| {
                let (low, high) = (scale(sum.amount.low), scale(sum.amount.high.unwrap_or(sum.amount.low)));
                Drawn {
                    low_y: HEIGHT + 20 - low,
                    low_height: low,
                    high_y: HEIGHT + 20 - high,
                    high_height: high - low,
                    number: shown(sum.amount, &series.unit, lang),
                }
            });
            Bar { x, middle: x + (WIDTH - 12) / 2, label: period.to_string(), drawn }
        };
        let bars: Vec<Bar> = periods.iter().enumerate().map(bar).collect();
        let nothing = text::get(lang, "bars-nothing");
        let told = |bar: &Bar| {
            format!("{}: {}", bar.label, bar.drawn.as_ref().map_or(nothing.as_str(), |drawn| &drawn.number))
        };
        Some(Bars {
            // Few periods are drawn as wide as many, so that a bar is a bar on every page.
            width: periods.len().max(LEAST) as u64 * WIDTH,
            height: HEIGHT + 50,
            base: HEIGHT + 20,
            title: title(series, query, lang),
            describes: bars.iter().map(told).collect::<Vec<_>>().join("; "),
            bars,
        })
    }
}

/// The series with most rows: of one side, unit, rule, class and further key.
fn longest(rows: &[Row]) -> Option<&Row> {
    let with_all = rows.iter().filter(|row| row.all.is_some() && row.key.first().is_some_and(Option::is_some));
    with_all.max_by_key(|row| {
        (rows.iter().filter(|other| same(other, row)).count(), largest(row), std::cmp::Reverse((&row.key, &row.unit)))
    })
}

fn largest(row: &Row) -> u64 {
    row.all.as_ref().map_or(0, |sum| sum.amount.low)
}

fn same(row: &Row, other: &Row) -> bool {
    (row.key.get(1..), row.side, &row.unit, &row.rule, &row.category)
        == (other.key.get(1..), other.side, &other.unit, &other.rule, &other.category)
}

fn title(row: &Row, query: &Query, lang: Lang) -> String {
    let then = query.by.get(1).zip(row.key.get(1).and_then(Option::as_deref));
    let then = then.map(|(by, value)| match by {
        By::Measure => register::codelist::Measure::parse(value).map_or(value, |measure| measure.words().in_(lang)),
        _ => value,
    });
    let side = row.side.map(|side| super::gaps::side_name(side, lang));
    let parts = [then.map(str::to_owned), Some(unit_words(&row.unit, lang)), side];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
