//! The picture of a calendar: one bar a month, drawn from the table below it, which says the same.

use register::lang::Lang;

use super::text;

/// Width of a month and height of the tallest bar.
const WIDTH: u64 = 56;
const HEIGHT: u64 = 72;

/// Months that are drawn at most: those of two years fit into a line.
const MOST: usize = 24;

/// The picture.
#[derive(Debug)]
pub(super) struct Strip {
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) base: u64,
    pub(super) bars: Vec<Bar>,
    pub(super) describes: String,
}

/// One month.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) height: u64,
    pub(super) middle: u64,
    pub(super) label: String,
    pub(super) year: String,
    pub(super) number: u64,
}

impl Strip {
    /// The picture of some months; none where a table alone says it as well.
    pub(super) fn of(months: &[(String, u64)], lang: Lang) -> Option<Strip> {
        if !(2..=MOST).contains(&months.len()) {
            return None;
        }
        let most = months.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
        let bar = |(at, (title, count)): (usize, &(String, u64))| {
            let (height, x) = ((count * HEIGHT).div_ceil(most), at as u64 * WIDTH + 6);
            let (label, year) = title.split_once(' ').unwrap_or((title, ""));
            Bar {
                x,
                y: HEIGHT + 20 - height,
                height,
                middle: x + (WIDTH - 12) / 2,
                label: label.to_owned(),
                year: year.to_owned(),
                number: *count,
            }
        };
        let told: Vec<String> = months.iter().map(|(title, count)| format!("{title}: {count}")).collect();
        Some(Strip {
            width: months.len() as u64 * WIDTH,
            height: HEIGHT + 64,
            base: HEIGHT + 20,
            bars: months.iter().enumerate().map(bar).collect(),
            describes: format!("{} {}", text::get(lang, "calendar-picture"), told.join("; ")),
        })
    }
}
