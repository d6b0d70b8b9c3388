//! What one visit to one register may take: time and bytes. What is left over is asked for on the next visit, since a mirror
//! goes on where it was cut off. So a register that is slow or endless holds nobody else up.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use portal::{fetch::Fetch, log::FetchError};

/// A visit ends after this time.
pub(super) const TIME: Duration = Duration::from_secs(600);

/// A visit ends after so many bytes.
pub(super) const BYTES: u64 = 1 << 30;

/// The same, within the limits of one visit, and until `stop` is set.
pub(super) fn limited(fetch: &Fetch, time: Duration, bytes: u64, stop: &Arc<AtomicBool>) -> Fetch {
    let (fetch, stop) = (fetch.clone(), Arc::clone(stop));
    let (begun, taken) = (Instant::now(), AtomicU64::new(0));
    Fetch::new(move |path| {
        if stop.load(Ordering::Relaxed) {
            return Err(FetchError::Unreachable("the observatory is stopping".into()));
        }
        if begun.elapsed() > time || taken.load(Ordering::Relaxed) > bytes {
            return Err(FetchError::Unreachable("more than one visit may take; the next goes on from here".into()));
        }
        let got = fetch.get(path)?;
        taken.fetch_add(got.len() as u64, Ordering::Relaxed);
        Ok(got)
    })
}

/// The first pause after a failure, and the longest.
const FIRST: i64 = 60_000;
const LONGEST: i64 = 24 * 3_600_000;

/// How long a register is left alone after so many failures in a row, in milliseconds: twice as long each time, up to a day,
/// and a little apart from others that failed together.
pub(super) fn pause(failures: u32, id: &str) -> i64 {
    let pause = FIRST.saturating_mul(1 << failures.saturating_sub(1).min(20)).min(LONGEST);
    let apart = id.bytes().fold(0_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 1_000);
    pause + pause * apart / 10_000
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn pauses_grow_up_to_a_day_and_a_tenth() {
        let pauses: Vec<i64> = [1, 2, 3, 11, 12, 400].map(|failures| pause(failures, "") / 60_000).into();
        assert_eq!(pauses, [1, 2, 4, 1_024, 1_440, 1_440]);
        assert!(pause(1, "mx") != pause(1, "us") && pause(400, "zzzz") <= 86_400_000 * 11 / 10);
    }
}
