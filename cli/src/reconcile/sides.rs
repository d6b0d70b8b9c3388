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

/// Rows that come back cut or otherwise than they were handed out are no matter of room.
fn failed(error: &io::Error) -> Failure {
    let is_damaged = error.get_ref().is_some_and(|row| row.is::<Damaged>());
    if is_damaged || error.kind() == io::ErrorKind::UnexpectedEof {
        return Failure::Reach(words::figures::row_damaged(&std::env::temp_dir().display()));
    }
    Failure::Reach(words::figures::not_sorted(&std::env::temp_dir().display(), error))
}

#[cfg(test)]
mod tests {
    use figures::{gap::Gap, ledger::Ledger};
    use proptest::prelude::*;
    use register::filing::read_draft;

    use super::*;

    const UNKNOWN: &str = r#""unknown":[{"field":"technology","reason":"not-found"},{"field":"from","reason":"not-found"},{"field":"to","reason":"not-found"},{"field":"matter","reason":"not-found"}]"#;

    fn body((id, kind): (&str, &str)) -> String {
        format!(
            r#"{{"form":"body","id":"mx/registro/body/{id}","filer":"mx/registro","occurred":"2015-01-01","body":"mx/{id}","name":"{id}","kind":"{kind}"}}"#
        )
    }

    /// An order of one of twelve cases and three years by one of three filers, of which every tenth is withdrawn.
    fn drafts(at: usize, (filer, case, year, fate): (u8, u8, u8, u8)) -> Vec<String> {
        let (filer, case) =
            (["fgr", "juzgado", "uno"][usize::from(filer % 3)], format!("{:02x}", case % 12).repeat(32));
        let day = format!("{}-03-01", 2020 + u16::from(year % 3));
        let order = format!(
            r#"{{"form":"order","id":"mx/{filer}/order/{at}","filer":"mx/{filer}","occurred":"{day}","measure":"interception","requester":"mx/fgr","court":"mx/juzgado","asked_at":"{day}T09:00:00Z","decided_at":"{day}T12:00:00Z","outcome":"granted","served":["mx/uno"],"subjects":{{"value":1}},"case_commitment":"{case}",{UNKNOWN}}}"#
        );
        let withdrawal = format!(
            r#"{{"form":"withdrawal","id":"mx/{filer}/withdrawal/{at}","filer":"mx/{filer}","occurred":"{day}","withdraws":"mx/{filer}/order/{at}","reason":"r"}}"#
        );
        std::iter::once(order).chain((fate % 10 == 0).then_some(withdrawal)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// However little room there is, so that rows are sorted in many runs, the gaps are those of the ledger.
        #[test]
        fn sorted_on_disk_the_gaps_are_those_of_the_ledger(orders in proptest::collection::vec(any::<(u8, u8, u8, u8)>(), 1..300), room in 1_usize..3_000) {
            let bodies = [("fgr", "prosecutor"), ("juzgado", "court"), ("uno", "operator")].map(body);
            let orders = orders.into_iter().enumerate().flat_map(|(at, order)| drafts(at, order));
            let (mut ledger, mut sides) = (Ledger::new(), Sides::new(room));
            for (entry, text) in (0..).zip(bodies.into_iter().chain(orders)) {
                let filing = Arc::new(read_draft(&text).unwrap_or_else(|refusal| panic!("{text}\n{:?}", refusal.problems)));
                ledger.take(entry, Instant::EPOCH, &filing);
                sides.take(entry, Instant::EPOCH, &filing).unwrap();
            }
            let told: Vec<Gap> = ledger.ids().filter_map(|id| ledger.gap(id)).collect();
            prop_assert_eq!(sides.reconciled().unwrap().gaps().collect::<Vec<Gap>>(), told);
        }
    }
}
