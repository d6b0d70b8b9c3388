//! Entries: what stands in the log. A short head with the time of receipt, then the signed filing as it came.
//!
//! ```text
//! veedor-entry@v1
//! received 2026-11-23T19:55:45.123Z
//!
//! {…the filing's JSON…}
//!
//! — mx/example 1a2b3c4d…
//! ```

use crate::{filing::SignedFiling, problem::Refusal, time::Instant};

/// First line of every entry, so that no other signed text can pass for one.
const HEAD: &str = "veedor-entry@v1\nreceived ";
const INSTANT_LENGTH: usize = "2026-11-23T19:55:45.123Z".len();
const HEAD_LENGTH: usize = HEAD.len() + INSTANT_LENGTH + 2;

/// The most bytes a signed filing may have, so that its entry fits into a bundle (c2sp.org/tlog-tiles: 65,535).
pub const MAX_FILING: usize = 65_535 - HEAD_LENGTH;

/// Why bytes from a log are not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The head is not that of an entry.
    #[error("the entry does not begin with `veedor-entry@v1` and the time of receipt")]
    Head,
    /// The filing cannot be read.
    #[error("the entry's filing cannot be read: {0}")]
    Filing(#[from] Refusal),
}

/// The bytes of the entry for a filing received at a time.
#[must_use]
pub fn encode(received: Instant, filing: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD_LENGTH + filing.len());
    bytes.extend_from_slice(HEAD.as_bytes());
    bytes.extend_from_slice(received.to_string().as_bytes());
    bytes.extend_from_slice(b"\n\n");
    bytes.extend_from_slice(filing);
    bytes
}

/// Splits an entry into the time of receipt and the signed filing's bytes.
///
/// # Errors
/// When the head is not that of an entry.
pub fn split(bytes: &[u8]) -> Result<(Instant, &[u8]), EntryError> {
    let rest = bytes.strip_prefix(HEAD.as_bytes()).ok_or(EntryError::Head)?;
    let (instant, rest) = rest.split_at_checked(INSTANT_LENGTH).ok_or(EntryError::Head)?;
    let instant = std::str::from_utf8(instant).ok().and_then(Instant::parse).ok_or(EntryError::Head)?;
    let filing = rest.strip_prefix(b"\n\n").ok_or(EntryError::Head)?;
    Ok((instant, filing))
}

/// Reads an entry.
///
/// # Errors
/// When the head is not that of an entry or the filing cannot be read.
pub fn decode(bytes: &[u8]) -> Result<(Instant, SignedFiling), EntryError> {
    let (received, filing) = split(bytes)?;
    Ok((received, SignedFiling::parse_logged(filing)?))
}
