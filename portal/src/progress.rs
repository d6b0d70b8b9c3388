//! How far publication and index have come, for requests that wait for it: they wait without a thread of their own, so
//! that a thousand of them keep no page waiting while publication is stuck.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tokio::sync::watch;

use crate::{log::Watch, metrics::Metrics, receipts::PATIENCE};

/// How long an entry may be committed before it is published; later than this, publication is failing. It takes a
/// twentieth of a second where nothing is wrong.
const LATE: Duration = Duration::from_secs(5);

/// How often the watcher looks although nothing was published.
const LOOK: Duration = Duration::from_millis(500);

/// What requests wait for.
#[derive(Debug, Clone)]
pub struct Progress {
    published: watch::Receiver<u64>,
    indexed: watch::Receiver<u64>,
}

/// Where progress is told.
#[derive(Debug)]
pub(crate) struct Tell {
    published: watch::Sender<u64>,
    /// Told by the index's thread.
    pub(crate) indexed: Arc<watch::Sender<u64>>,
}

impl Progress {
    /// A place to tell progress and one to wait for it.
    pub(crate) fn new() -> (Tell, Progress) {
        let (published, publication) = watch::channel(0);
        let (indexed, index) = watch::channel(0);
        let tell = Tell { published, indexed: Arc::new(indexed) };
        (tell, Progress { published: publication, indexed: index })
    }

    /// Waits until `size` entries are published, not longer than [`PATIENCE`]; whether they are.
    pub(crate) async fn published(&self, size: u64) -> bool {
        reached(self.published.clone(), size).await
    }

    /// Waits until `size` entries are indexed, not longer than [`PATIENCE`]; whether they are.
    pub(crate) async fn indexed(&self, size: u64) -> bool {
        reached(self.indexed.clone(), size).await
    }
}

async fn reached(mut told: watch::Receiver<u64>, size: u64) -> bool {
    tokio::time::timeout(PATIENCE, told.wait_for(|now| *now >= size)).await.is_ok_and(|told| told.is_ok())
}

impl Tell {
    /// Starts the thread that tells what is published and whether publication keeps up.
    pub(crate) fn spawn(
        self,
        published: Watch,
        committed: Watch,
        metrics: Arc<Metrics>,
        stopping: Arc<AtomicBool>,
    ) -> io::Result<JoinHandle<()>> {
        std::thread::Builder::new().name("progress".into()).spawn(move || {
            let (mut size, mut owed) = (0, Owed::default());
            while !stopping.load(Ordering::Relaxed) && !published.ended() {
                size = published.wait_beyond(size, LOOK);
                self.published.send_replace(size);
                metrics.publishing(!owed.is_late(size, committed.size(), Instant::now()));
            }
        })
    }
}

/// What was committed at some moment and is not published since.
#[derive(Debug, Default)]
struct Owed(Option<(Instant, u64)>);

impl Owed {
    /// Whether something committed more than [`LATE`] ago is not published. New filings do not hide an old debt, and an
    /// old debt that is paid is not held against new filings.
    fn is_late(&mut self, published: u64, committed: u64, now: Instant) -> bool {
        if self.0.is_none_or(|(_, size)| published >= size) {
            self.0 = (published < committed).then_some((now, committed));
        }
        self.0.is_some_and(|(since, _)| now.duration_since(since) > LATE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publication_is_late_only_while_something_old_is_owed() {
        let (mut owed, start) = (Owed::default(), Instant::now());
        let mut late =
            |published, committed, second| owed.is_late(published, committed, start + Duration::from_secs(second));
        assert!(!late(0, 10, 0), "committed just now");
        assert!(!late(0, 20, 5), "five seconds are allowed");
        assert!(late(0, 30, 6), "the first ten are late");
        assert!(late(9, 30, 7), "one of them still is");
        assert!(!late(10, 30, 8), "they are paid; the others are watched from here");
        assert!(!late(30, 30, 20), "nothing is owed");
        assert!(!late(30, 31, 40), "time without debt does not count");
    }
}
