//! Pages held against the log: what a register publishes (the JSON twins of its pages) beside what the same log gives when
//! the law and the figures are computed here.

use std::{thread::sleep, time::Duration};

use serde_json::Value;

use super::alert::Alert;
use crate::{fetch::Fetch, log::FetchError};

/// Lists that are compared whole in each round.
const LISTS: [&str; 10] =
    ["records", "bodies", "disagreements", "findings", "rules", "calendar", "gaps", "use", "duties", "series"];

/// Parts of one list that are followed; the largest register has fewer.
const MOST_PARTS: usize = 10_000;

/// Pages are made a moment after the log is published: so often is one asked again, with this pause.
const TRIES: usize = 8;
const PAUSE: Duration = Duration::from_millis(400);

/// Both sides of a comparison, of a log of so many entries.
pub(super) struct Sides<'a> {
    pub(super) theirs: &'a Fetch,
    pub(super) ours: &'a Fetch,
    pub(super) size: u64,
}

/// What a comparison came to.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) alerts: Vec<Alert>,
    /// Pages that were compared.
    pub(super) pages: u64,
    /// Where the register has moved on, so that the rest was not compared: the entries that it names.
    pub(super) moved: Option<u64>,
    /// Where the next round goes on among the single pages.
    pub(super) next: u64,
}

/// How one page came out.
enum One {
    Same,
    Moved(u64),
    Bad(Alert),
}

impl Sides<'_> {
    /// Compares every list, and `most` single pages from number `from` on, around.
    pub(super) fn compare(&self, from: u64, most: u64) -> Result<Compared, FetchError> {
        let mut compared = Compared { next: from, ..Compared::default() };
        let mut items = Vec::new();
        for list in LISTS {
            let mut next = Some(format!("/en/{list}.json"));
            for _ in 0..MOST_PARTS {
                let Some(page) = next.take() else { break };
                let ours = self.our(&page)?;
                if !self.one(&page, &ours, &mut compared)? {
                    return Ok(compared);
                }
                items.extend(items_of(list, &ours));
                next = ours.get("next").and_then(Value::as_str).map(str::to_owned);
            }
        }
        let all = items.len() as u64 + self.size;
        for number in (0..most.min(all)).map(|step| (from + step) % all) {
            let page = match items.get(usize::try_from(number).unwrap_or(usize::MAX)) {
                Some(item) => item.clone(),
                None => format!("/en/entries/{}.json", number - items.len() as u64),
            };
            let ours = self.our(&page)?;
            if !self.one(&page, &ours, &mut compared)? {
                return Ok(compared);
            }
            compared.next = (number + 1) % all;
        }
        Ok(compared)
    }

    /// Compares one page; false where the register has moved on.
    fn one(&self, page: &str, ours: &Value, compared: &mut Compared) -> Result<bool, FetchError> {
        match self.outcome(page, ours)? {
            One::Same => {}
            One::Moved(size) => {
                compared.moved = Some(size);
                return Ok(false);
            }
            One::Bad(alert) => compared.alerts.push(alert),
        }
        compared.pages += 1;
        Ok(true)
    }

    fn outcome(&self, page: &str, ours: &Value) -> Result<One, FetchError> {
        let (mut last, mut ours) = (One::Same, ours.clone());
        for attempt in 0..TRIES {
            if attempt > 0 {
                sleep(PAUSE);
                // What is due today may have become another day's on both sides.
                ours = self.our(page)?;
            }
            let bytes = match self.theirs.get(page) {
                Ok(bytes) => bytes,
                Err(FetchError::NotFound) if attempt > 1 => {
                    return Ok(One::Bad(Alert::PageMissing { page: page.to_owned() }));
                }
                Err(FetchError::NotFound) => {
                    last = One::Bad(Alert::PageMissing { page: page.to_owned() });
                    continue;
                }
                Err(error) => return Err(error),
            };
            let theirs: Value = serde_json::from_slice(&bytes).unwrap_or_default();
            match theirs.get("size").and_then(Value::as_u64) {
                Some(size) if size > self.size => return Ok(One::Moved(size)),
                Some(size) if size < self.size => {
                    last = One::Bad(Alert::PagesBehind { page: page.to_owned(), theirs: size, ours: self.size });
                }
                _ if theirs == ours => return Ok(One::Same),
                _ if attempt > 1 => return Ok(One::Bad(Alert::Page { page: page.to_owned() })),
                _ => last = One::Bad(Alert::Page { page: page.to_owned() }),
            }
        }
        Ok(last)
    }

    /// What the log gives, computed here; it is waited for.
    fn our(&self, page: &str) -> Result<Value, FetchError> {
        let bytes = self.ours.get(page)?;
        serde_json::from_slice(&bytes).map_err(|error| FetchError::Unreachable(error.to_string()))
    }
}

/// The single pages that a list leads to.
fn items_of(list: &str, document: &Value) -> Vec<String> {
    let rows = document.get(list).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |row: &Value, name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    let of = |row: &Value| match list {
        "records" | "bodies" => text(row, "id"),
        "rules" => Some(format!("{}/{}", text(row, "book")?, text(row, "rule")?)),
        _ => None,
    };
    rows.iter().filter_map(of).map(|id| format!("/en/{list}/{id}.json")).collect()
}
