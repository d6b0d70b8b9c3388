//! What the sides say, filing by filing: the rows that `figures` makes of it are sorted on disk, by id and then by case.

use std::{io, sync::Arc};

use figures::ledger::reconciliation::{Damaged, Entries, Reconciliation};
use register::{Filing, time::Instant};

use crate::{failure::Failure, sorter::Sorter, words};

/// What was said so far.
pub(super) struct Sides {
    entries: Entries,
    by_id: Sorter,
    by_case: Sorter,
}

impl Sides {
    /// Nothing yet; so many bytes of rows are held in memory.
    pub(super) fn new(room: usize) -> Sides {
        Sides { entries: Entries::new(), by_id: Sorter::new(room), by_case: Sorter::new(room) }
    }

    /// One more filing.
    pub(super) fn take(&mut self, entry: u64, received: Instant, filing: &Arc<Filing>) -> Result<(), Failure> {
        match self.entries.take(entry, received, filing) {
            Some(row) => self.by_id.put(&row).map_err(|error| failed(&error)),
            None => Ok(()),
        }
    }

    /// What all of it comes to.
    pub(super) fn reconciled(self) -> Result<Reconciliation, Failure> {
        self.sort().map_err(|error| failed(&error))
    }

    fn sort(self) -> io::Result<Reconciliation> {
        let Sides { entries, by_id, mut by_case } = self;
        let (mut standing, mut rows) = (entries.all_taken(), by_id.sorted()?);
        while let Some(row) = rows.next()? {
            if let Some(of_case) = standing.take(row).map_err(damaged)? {
                by_case.put(&of_case)?;
            }
        }
        drop(rows);
        let (last, mut cases) = standing.all_taken().map_err(damaged)?;
        if let Some(of_case) = last {
            by_case.put(&of_case)?;
        }
        let mut rows = by_case.sorted()?;
        while let Some(row) = rows.next()? {
            cases.take(row).map_err(damaged)?;
        }
        Ok(cases.all_taken())
    }
}

fn damaged(row: Damaged) -> io::Error {
    io::Error::other(row)
}

fn failed(error: &io::Error) -> Failure {
    Failure::Reach(words::figures::not_sorted(&std::env::temp_dir().display(), error))
}
