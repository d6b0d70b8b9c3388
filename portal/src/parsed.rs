//! Entries of a log, parsed and their signatures checked on all cores, while those before them are admitted, which only one thread
//! can do.

use std::{
    num::NonZero,
    panic::resume_unwind,
    thread::{Scope, ScopedJoinHandle},
};

use register::{
    SignedFiling, entry,
    keys::{Keys, Signers},
    time::Instant,
};

use crate::log::ReadError;

/// Entries that are parsed and whose signatures are checked together, and their bytes: the more, the cheaper; a few MiB, twice.
const WINDOW: usize = 8_192;
const WINDOW_BYTES: usize = 8 << 20;

/// The filing of an entry.
#[derive(Debug)]
pub struct Parsed {
    /// When it was received, as the entry says.
    pub received: Instant,
    /// The filing.
    pub signed: SignedFiling,
    /// Which of its signatures are good.
    pub signers: Signers,
}

/// Hands entries to `take` in order, from the place of the first on, each parsed, or why it is no entry. The signatures of those before
/// `checked` were checked before. The others are checked by the keys as they stand a moment ahead; one by a key that comes
/// in between is checked at admission.
///
/// # Errors
/// When an entry cannot be read, after those before it were taken; or whatever `take` says.
pub fn each_parsed<S, E: From<ReadError>>(
    mut entries: impl Iterator<Item = Result<Vec<u8>, ReadError>>,
    from: u64,
    checked: u64,
    state: &mut S,
    keys: impl Fn(&S) -> Keys,
    mut take: impl FnMut(&mut S, Result<Parsed, String>) -> Result<(), E>,
) -> Result<(), E> {
    std::thread::scope(|scope| {
        let (mut at, mut parsed) = (from, Vec::new());
        loop {
            let (window, unreadable) = window(&mut entries);
            let count = window.len() as u64;
            let parsing = parse(scope, window, at, checked, &keys(state));
            at += count;
            parsed.into_iter().try_for_each(|parsed| take(state, parsed))?;
            parsed = joined(parsing);
            if let Some(error) = unreadable {
                parsed.into_iter().try_for_each(|parsed| take(state, parsed))?;
                return Err(error.into());
            }
            if count == 0 {
                return Ok(());
            }
        }
    })
}

/// The next entries, and why no more follow.
fn window(entries: &mut impl Iterator<Item = Result<Vec<u8>, ReadError>>) -> (Vec<Vec<u8>>, Option<ReadError>) {
    let (mut window, mut bytes) = (Vec::new(), 0);
    while window.len() < WINDOW && bytes < WINDOW_BYTES {
        match entries.next() {
            Some(Ok(entry)) => {
                bytes += entry.len();
                window.push(entry);
            }
            Some(Err(error)) => return (window, Some(error)),
            None => break,
        }
    }
    (window, None)
}

type Parts<'scope> = Vec<ScopedJoinHandle<'scope, Vec<Result<Parsed, String>>>>;

/// Parses entries from a place on, on all cores.
fn parse<'scope>(
    scope: &'scope Scope<'scope, '_>,
    window: Vec<Vec<u8>>,
    from: u64,
    checked: u64,
    keys: &Keys,
) -> Parts<'scope> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = window.len().div_ceil(threads).max(1);
    let (mut window, mut at, mut parts) = (window.into_iter(), from, Vec::with_capacity(threads));
    while window.len() > 0 {
        let (part, keys): (Vec<Vec<u8>>, Keys) = (window.by_ref().take(share).collect(), keys.clone());
        let checked = usize::try_from(checked.saturating_sub(at)).unwrap_or(usize::MAX);
        at += part.len() as u64;
        parts.push(scope.spawn(move || part_of(&part, checked, &keys)));
    }
    parts
}

fn joined(parts: Parts<'_>) -> Vec<Result<Parsed, String>> {
    parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
}

/// Entries, parsed; the signatures of so many of the first were checked before.
fn part_of(entries: &[Vec<u8>], checked: usize, keys: &Keys) -> Vec<Result<Parsed, String>> {
    let read: Vec<_> = entries.iter().map(|bytes| entry::decode(bytes).map_err(|error| error.to_string())).collect();
    let new: Vec<&SignedFiling> = read.iter().skip(checked).flatten().map(|(_, signed)| signed).collect();
    let mut verified = keys.verify_each(&new).into_iter();
    let parsed = |(at, read): (usize, Result<(Instant, SignedFiling), String>)| {
        let (received, signed) = read?;
        let now = if at < checked { None } else { verified.next() };
        let signers = now.unwrap_or_else(|| keys.trust(&signed));
        Ok(Parsed { received, signed, signers })
    };
    read.into_iter().enumerate().map(parsed).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use tlog::note::{Algorithm, Note, SignerKey};

    use super::*;

    /// Entries received one millisecond after the other; `unreadable` is where reading fails.
    fn taken(count: i64, unreadable: Option<i64>) -> (Vec<i64>, bool) {
        let key = SignerKey::from_seed("mx/observer", Algorithm::Ed25519, [1; 32]).unwrap();
        let note = Note::new("{}\n", vec![key.sign("{}\n").unwrap()]).unwrap().to_bytes();
        let entries = (0..count).map(|at| match unreadable == Some(at) {
            true => Err(ReadError::Range { start: 0, end: 1, size: 0 }),
            false => Ok(entry::encode(Instant::from_millis(at).unwrap(), &note)),
        });
        let mut taken = Vec::new();
        let all = each_parsed(
            entries,
            0,
            100,
            &mut taken,
            |_| Keys::default(),
            |taken, parsed| {
                taken.push(parsed.unwrap().received.millis());
                Ok::<_, ReadError>(())
            },
        );
        (taken, all.is_ok())
    }

    #[test]
    fn every_entry_is_taken_in_its_order_and_those_before_one_that_cannot_be_read() {
        let window = WINDOW as i64;
        for count in [0, 1, window - 1, window, 2 * window + 3] {
            assert_eq!(taken(count, None), ((0..count).collect(), true), "{count}");
            for unreadable in [0, count / 2, count - 1].into_iter().filter(|at| (0..count).contains(at)) {
                assert_eq!(
                    taken(count, Some(unreadable)),
                    ((0..unreadable).collect(), false),
                    "{unreadable} of {count}"
                );
            }
        }
    }
}
