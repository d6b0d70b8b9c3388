//! Work on many things shared by threads. What comes out does not depend on how many there are.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Things that a thread takes at a time.
const PART: usize = 16;

/// What `make` makes of each thing, in their order.
pub(crate) fn out<I: Sync, T: Send>(things: &[I], threads: usize, make: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let threads = threads.min(things.len() / (2 * PART));
    if threads < 2 {
        return things.iter().map(make).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made: Vec<(usize, Vec<T>)> = Vec::new();
        loop {
            let at = next.fetch_add(PART, Ordering::Relaxed);
            let Some(rest) = things.get(at..).filter(|rest| !rest.is_empty()) else { return made };
            made.push((at, rest.iter().take(PART).map(&make).collect()));
        }
    };
    let mut parts = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut parts = work();
        for other in others {
            match other.join() {
                Ok(made) => parts.extend(made),
                Err(panicked) => std::panic::resume_unwind(panicked),
            }
        }
        parts
    });
    parts.sort_unstable_by_key(|(at, _)| *at);
    parts.into_iter().flat_map(|(_, made)| made).collect()
}

/// Two things done, beside each other where there are two threads.
pub(crate) fn beside(threads: usize, one: impl FnOnce() + Send, other: impl FnOnce()) {
    if threads < 2 {
        one();
        return other();
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        other();
        if let Err(panicked) = one.join() {
            std::panic::resume_unwind(panicked);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::out;

    #[test]
    fn the_order_is_that_of_the_things() {
        let things: Vec<usize> = (0..1_000).collect();
        let twice: Vec<usize> = things.iter().map(|thing| 2 * thing).collect();
        for threads in [0, 1, 2, 3, 100] {
            assert_eq!(out(&things, threads, |thing| 2 * thing), twice);
            assert_eq!(out(&things[..17], threads, |thing| 2 * thing), &twice[..17]);
        }
    }
}
