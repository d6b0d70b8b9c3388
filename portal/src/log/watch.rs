//! How the writer, the publisher and followers learn from each other how far the log has come: a size that only grows.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A size that only grows, to look at or wait for. Clones watch the same size.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default, Clone, Copy)]
struct State {
    size: u64,
    ended: bool,
}

impl Watch {
    /// The size now.
    pub fn size(&self) -> u64 {
        self.state().size
    }

    /// Whether the one who raises the size is gone, so that it will not grow any more.
    pub fn ended(&self) -> bool {
        self.state().ended
    }

    /// Waits until the size is above `size`, the watch has ended or `patience` is over; returns the size then.
    pub fn wait_beyond(&self, size: u64, patience: Duration) -> u64 {
        let waits = |state: &mut State| state.size <= size && !state.ended;
        let result = self.inner.changed.wait_timeout_while(self.state(), patience, waits);
        result.unwrap_or_else(PoisonError::into_inner).0.size
    }

    /// Raises the size and wakes all who wait.
    pub(crate) fn raise(&self, size: u64) {
        let mut state = self.state();
        state.size = state.size.max(size);
        self.inner.changed.notify_all();
    }

    /// Says that the size will not grow any more.
    pub(super) fn end(&self) {
        self.state().ended = true;
        self.inner.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A size is whole at every moment, so one that a panicking thread left is as good as any.
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the writer and the publisher of one log share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// INVARIANT: held for every transaction that writes to the journal, so that the two never wait in SQLite, which
    /// waits by sleeping.
    pen: Mutex<()>,
    pub(super) committed: Watch,
    pub(super) published: Watch,
}

impl Shared {
    pub(super) fn pen(&self) -> MutexGuard<'_, ()> {
        self.pen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
