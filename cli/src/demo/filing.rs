//! Filing into the running register, as fast as its order allows, and verifying every receipt against the entry that
//! was published.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use indicatif::ProgressBar;
use portal::{registrar::Answer, service::Service};
use tlog::{
    policy::Policy,
    proof::{Receipt, Verification},
};

use super::case::{self, Signed};
use crate::{failure::Failure, synthetic::Synthetic, terminal::Screen, words};

/// Filings whose receipts are held in memory at a time; a receipt has about a kilobyte.
const WAVE: u64 = 2_048;

/// Filers at a time where the order does not matter: enough that a commit is shared by many.
const FILERS: usize = 64;

/// What was filed.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Filings accepted.
    pub(super) filings: u64,
    /// Receipts verified.
    pub(super) verified: u64,
    /// Entries in the log.
    pub(super) entries: u64,
}

impl Tally {
    fn add(&mut self, service: &Service, receipts: &[Receipt]) -> Result<(), Failure> {
        verify(service, receipts)?;
        self.filings += receipts.len() as u64;
        self.verified += receipts.len() as u64;
        let last = receipts.iter().map(|receipt| receipt.index + 1).max().unwrap_or(0);
        self.entries = self.entries.max(last);
        Ok(())
    }
}

/// Files the case, one filing after the other.
pub(super) fn case(service: &Service, filings: &[Signed], screen: &Screen) -> Result<Tally, Failure> {
    let bar = screen.bar(filings.len() as u64, &words::filing());
    let mut tally = Tally::default();
    let receipts = wave(service, filings, 1, &bar)?;
    tally.add(service, &receipts)?;
    bar.finish_and_clear();
    Ok(tally)
}

/// Files made-up data: what others refer to one by one, the rest by many filers at once.
pub(super) fn synthetic(
    service: &Service,
    first: &[Signed],
    synthetic: &Synthetic,
    screen: &Screen,
) -> Result<Tally, Failure> {
    let bar = screen.bar(synthetic.count(), &words::filing());
    let mut tally = Tally::default();
    tally.add(service, &wave(service, first, 1, &ProgressBar::hidden())?)?;
    let mut from = 0;
    while from < synthetic.count() {
        let in_order = from < synthetic.prelude();
        let end = if in_order { synthetic.prelude() } else { synthetic.count() };
        let to = end.min(from + WAVE);
        let filings = (from..to).map(|place| {
            let bytes = synthetic.signed(place)?;
            Ok(Signed { name: place.to_string(), bytes })
        });
        let filings = filings.collect::<Result<Vec<_>, Failure>>()?;
        let receipts = wave(service, &filings, if in_order { 1 } else { FILERS }, &bar)?;
        tally.add(service, &receipts)?;
        from = to;
    }
    bar.finish_and_clear();
    Ok(tally)
}

/// Files all of `filings` on some threads, each in turn.
fn wave(service: &Service, filings: &[Signed], filers: usize, bar: &ProgressBar) -> Result<Vec<Receipt>, Failure> {
    let next = AtomicUsize::new(0);
    let receipts = Mutex::new(Ok(Vec::with_capacity(filings.len())));
    let work = || {
        while let Some(filing) = filings.get(next.fetch_add(1, Ordering::Relaxed)) {
            let receipt = file(service, filing);
            let mut receipts = receipts.lock().unwrap_or_else(PoisonError::into_inner);
            match (&mut *receipts, receipt) {
                (Ok(list), Ok(receipt)) => list.push(receipt),
                (Ok(_), Err(failure)) => *receipts = Err(failure),
                (Err(_), _) => return,
            }
            bar.inc(1);
        }
    };
    std::thread::scope(|scope| {
        (1..filers.min(filings.len())).for_each(|_| drop(scope.spawn(work)));
        work();
    });
    receipts.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn file(service: &Service, filing: &Signed) -> Result<Receipt, Failure> {
    match service.file(&filing.bytes) {
        Answer::Filed { receipt, .. } => {
            Receipt::parse(&receipt).map_err(|error| Failure::Reach(words::bad_receipt(&service.address(), &error)))
        }
        Answer::Already { entry } => {
            Err(Failure::Usage(words::demo_bad_filing(&filing.name, &words::stands_already(&"", &entry).en)))
        }
        Answer::Refused(refusal) => Err(case::refused(&filing.name, &refusal)),
        Answer::Unavailable(says) => Err(Failure::Reach(words::log_failed(&says))),
    }
}

/// Verifies each receipt against its entry as it was published.
fn verify(service: &Service, receipts: &[Receipt]) -> Result<(), Failure> {
    let site = service.site();
    let indices = || receipts.iter().map(|receipt| receipt.index);
    let (Some(first), Some(last)) = (indices().min(), indices().max()) else { return Ok(()) };
    let size = site.published.wait_beyond(last, std::time::Duration::from_secs(60));
    if size <= last {
        return Err(Failure::Reach(words::demo_receipt_failed(&last)));
    }
    let entries = site.log.entries(first..last + 1, size)?.collect::<Result<Vec<_>, _>>()?;
    let policy = Policy::log(site.key.clone());
    for receipt in receipts {
        // INVARIANT: first ≤ index ≤ last.
        let entry = usize::try_from(receipt.index - first).ok().and_then(|place| entries.get(place));
        let verification = entry.map(|entry| receipt.verify(entry, &policy));
        if !verification.as_ref().is_some_and(Verification::is_ok) {
            return Err(Failure::Reach(words::demo_receipt_failed(&receipt.index)));
        }
    }
    Ok(())
}
