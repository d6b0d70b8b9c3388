//! Request bodies: made on the spot from a seed, or read from a bodies file. Each is used once.
//!
//! A bodies file is any number of records, one after the other: a length as four bytes, little-endian, then that many bytes.
//! It has no header and no checksum. The file is read into memory once, so that no disk is read while the load runs.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use thiserror::Error;

/// The longest body: filings are at most 64 KiB, and one byte more must be possible to show that it is refused.
const MAX_BODY: usize = 1 << 20;

/// The shortest random leaf: it carries the 16 bytes that make it unlike every other.
const MIN_RANDOM: usize = 16;

/// Why bodies could not be had.
#[derive(Debug, Error)]
pub enum BodiesError {
    /// The file cannot be read.
    #[error("cannot read the bodies file `{path}`: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file ends inside a record, or a record is longer than any server takes.
    #[error(
        "the bodies file is damaged at byte {at}: each record is a 4-byte little-endian length and at most {MAX_BODY} bytes"
    )]
    Framing {
        /// Offset of the record's length.
        at: usize,
    },
    /// The size asked for cannot be made unique.
    #[error("a random leaf of {0} bytes is out of range; ask for {MIN_RANDOM} to {MAX_BODY}")]
    Size(usize),
}

/// A supply of bodies that many connections draw from.
#[derive(Debug)]
pub struct Bodies {
    source: Source,
    next: AtomicU64,
}

#[derive(Debug)]
enum Source {
    File { bytes: Vec<u8>, records: Vec<(usize, usize)> },
    Random { filler: Vec<u8>, seed: u64 },
}

impl Bodies {
    /// Reads a bodies file and checks its framing.
    pub fn read(path: &Path) -> Result<Bodies, BodiesError> {
        let bytes = std::fs::read(path).map_err(|source| BodiesError::Read { path: path.to_owned(), source })?;
        Bodies::from_bytes(bytes)
    }

    /// The same from memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Bodies, BodiesError> {
        let mut records = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let framing = BodiesError::Framing { at };
            let Some((length, _)) = bytes[at..].split_first_chunk::<4>() else { return Err(framing) };
            let length = u32::from_le_bytes(*length) as usize;
            let start = at + 4;
            if length > MAX_BODY || bytes.len() - start < length {
                return Err(framing);
            }
            records.push((start, start + length));
            at = start + length;
        }
        Ok(Bodies { source: Source::File { bytes, records }, next: AtomicU64::new(0) })
    }

    /// An endless supply of different leaves of `size` bytes; the same seed gives the same leaves.
    pub fn random(size: usize, seed: u64) -> Result<Bodies, BodiesError> {
        if !(MIN_RANDOM..=MAX_BODY).contains(&size) {
            return Err(BodiesError::Size(size));
        }
        let mut state = seed;
        let mut filler: Vec<u8> =
            std::iter::repeat_with(|| split_mix(&mut state).to_le_bytes()).flatten().take(size).collect();
        filler[..8].copy_from_slice(&seed.to_le_bytes());
        Ok(Bodies { source: Source::Random { filler, seed }, next: AtomicU64::new(0) })
    }

    /// Draws the next body's number; `None` when a file is used up.
    pub fn draw(&self) -> Option<u64> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        match &self.source {
            Source::File { records, .. } => (number < records.len() as u64).then_some(number),
            Source::Random { .. } => Some(number),
        }
    }

    /// Length of the body drawn under this number, in bytes.
    pub fn length(&self, number: u64) -> usize {
        match &self.source {
            Source::File { records, .. } => records[number as usize].1 - records[number as usize].0,
            Source::Random { filler, .. } => filler.len(),
        }
    }

    /// Appends the body drawn under this number to `out`.
    pub fn append(&self, number: u64, out: &mut Vec<u8>) {
        match &self.source {
            Source::File { bytes, records } => {
                out.extend_from_slice(&bytes[records[number as usize].0..records[number as usize].1])
            }
            Source::Random { filler, seed } => {
                let start = out.len();
                out.extend_from_slice(filler);
                // INVARIANT: bytes 0..8 are the seed and 8..16 a bijection of the number, so no two leaves are equal.
                let mut state = number ^ seed;
                out[start + 8..start + 16].copy_from_slice(&split_mix(&mut state).to_le_bytes());
            }
        }
    }
}

/// Writes one record of a bodies file.
pub fn write_record(out: &mut impl Write, body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(body)
}

/// One step of SplitMix64: cheap, seeded, and a bijection of its state. Not for secrets.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn all(bodies: &Bodies) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        while let Some(number) = bodies.draw() {
            let mut body = Vec::new();
            bodies.append(number, &mut body);
            assert_eq!(body.len(), bodies.length(number));
            found.push(body);
        }
        found
    }

    proptest! {
        #[test]
        fn a_file_gives_back_what_was_written(written: Vec<Vec<u8>>) {
            let mut file = Vec::new();
            for body in &written {
                write_record(&mut file, body).unwrap();
            }
            prop_assert_eq!(all(&Bodies::from_bytes(file).unwrap()), written);
        }

        #[test]
        fn a_cut_file_is_damaged_or_ends_between_records(cut in 0usize..20) {
            let mut file = Vec::new();
            write_record(&mut file, b"abcdef").unwrap();
            write_record(&mut file, b"ghijkl").unwrap();
            file.truncate(cut);
            prop_assert_eq!(Bodies::from_bytes(file).is_ok(), cut == 0 || cut == 10 || cut == 20);
        }
    }

    #[test]
    fn random_leaves_differ_and_repeat_with_the_seed() {
        let draw = |seed| {
            let bodies = Bodies::random(40, seed).unwrap();
            (0..2000)
                .map(|number| {
                    let mut body = Vec::new();
                    bodies.append(number, &mut body);
                    body
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(draw(1).iter().chain(&draw(2)).collect::<HashSet<_>>().len(), 4000);
        assert_eq!(draw(3), draw(3));
        assert!(Bodies::random(15, 1).is_err());
    }

    #[test]
    fn a_length_beyond_the_limit_is_damage() {
        let mut file = (MAX_BODY as u32 + 1).to_le_bytes().to_vec();
        file.resize(MAX_BODY + 10, 0);
        assert!(matches!(Bodies::from_bytes(file), Err(BodiesError::Framing { at: 0 })));
    }
}
