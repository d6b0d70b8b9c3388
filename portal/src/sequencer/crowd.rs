//! Filings that come in crowds: their signatures are checked together, beside the writer, which costs less the more there are.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::Builder,
};

use arc_swap::ArcSwap;
use register::{SignedFiling, keys::Keys};
use tokio::sync::oneshot;

use super::{Asked, GROUP, Job, QUEUE};
use crate::registrar::{Answer, Handed};

/// As many filings under way make a crowd. Fewer are checked one by one, on all cores.
const CROWD: usize = 512;

/// Counts the filings under way.
#[derive(Debug, Clone, Default)]
pub(super) struct Count(Arc<AtomicUsize>);

/// A filing under way, until this is dropped.
#[derive(Debug)]
pub(super) struct UnderWay(Arc<AtomicUsize>);

impl Count {
    /// One more is under way.
    pub(super) fn enter(&self) -> UnderWay {
        self.0.fetch_add(1, Ordering::Relaxed);
        UnderWay(Arc::clone(&self.0))
    }

    /// Whether so many are under way that checking them together pays.
    pub(super) fn is_crowd(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= CROWD
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A filing whose signatures are not checked yet.
pub(super) struct Unchecked {
    pub(super) signed: SignedFiling,
    pub(super) reply: oneshot::Sender<Answer>,
    pub(super) under_way: UnderWay,
}

/// Where such filings are handed in. What is checked goes to the writer. The thread ends when the last handle is dropped.
pub(super) fn checker(keys: Arc<ArcSwap<Keys>>, jobs: SyncSender<Asked>) -> io::Result<SyncSender<Unchecked>> {
    let (unchecked, inbox) = sync_channel(QUEUE);
    Builder::new().name("signatures".into()).spawn(move || check(&inbox, &keys, &jobs))?;
    Ok(unchecked)
}

fn check(inbox: &Receiver<Unchecked>, keys: &ArcSwap<Keys>, jobs: &SyncSender<Asked>) {
    while let Ok(first) = inbox.recv() {
        let crowd: Vec<Unchecked> = std::iter::once(first).chain(inbox.try_iter()).take(GROUP).collect();
        let signers = keys.load().verify_each(&crowd.iter().map(|one| &one.signed).collect::<Vec<_>>());
        for (Unchecked { signed, reply, under_way }, signers) in crowd.into_iter().zip(signers) {
            // Where the writer is gone, whoever waits for an answer learns it by the reply that is dropped.
            let _ = jobs.send(Asked::File(Job { handed: Handed { signed, signers }, reply, under_way }));
        }
    }
}
