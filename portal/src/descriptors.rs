//! File descriptors: how many the process may have, and how many connections they are enough for.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors that connections leave to the log, the journal and the index, whose 64 readers at a time need three each.
/// Without them the register could take filings and not publish them.
const KEPT: u64 = 256;

/// Descriptors of one connection: its socket, and the file it is being sent.
const EACH: u64 = 2;

/// Connections that are always allowed: with fewer nothing would work, so the system's word is tried instead.
const LEAST: usize = 16;

/// Raises the limit of this process as far as the system allows: services often begin with 1,024.
pub fn raise() {
    let limit = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum }) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// The connections that the descriptors are enough for, at most `wanted`.
#[must_use]
pub fn connections(wanted: usize) -> usize {
    let Some(limit) = getrlimit(Resource::Nofile).current else { return wanted };
    enough(wanted, limit)
}

fn enough(wanted: usize, limit: u64) -> usize {
    let most = usize::try_from(limit.saturating_sub(KEPT) / EACH).unwrap_or(usize::MAX);
    wanted.min(most.max(LEAST))
}

#[cfg(test)]
mod tests {
    use super::enough;

    #[test]
    fn connections_leave_descriptors_to_the_log() {
        let of = |limit| enough(4_096, limit);
        assert_eq!([of(100), of(300), of(1_024), of(16_384)], [16, 22, 384, 4_096]);
    }
}
