//! A file read from its beginning to its end, with a bar and its digest.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use ::import::mapping::hex;
use indicatif::ProgressBar;
use sha2::{Digest as _, Sha256};

use crate::failure::Failure;

/// A file whose bytes move a bar.
pub(crate) struct Seen {
    file: File,
    bar: ProgressBar,
}

impl Seen {
    /// Opens a file.
    pub(crate) fn open(path: &Path, bar: ProgressBar) -> Result<Seen, Failure> {
        let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
        Ok(Seen { file, bar })
    }
}

impl Read for Seen {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(out)?;
        self.bar.inc(length as u64);
        Ok(length)
    }
}

/// The length of a file.
pub(crate) fn length(path: &Path) -> Result<u64, Failure> {
    let known = std::fs::metadata(path).map_err(|error| Failure::file(path, &error))?;
    Ok(known.len())
}

/// The SHA-256 of a file.
pub(crate) fn digest(path: &Path) -> Result<String, Failure> {
    let failed = |error: io::Error| Failure::file(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let (mut hash, mut chunk) = (Sha256::new(), vec![0; 256 << 10]);
    loop {
        match file.read(&mut chunk).map_err(failed)? {
            0 => return Ok(hex(&hash.finalize())),
            length => hash.update(&chunk[..length]),
        }
    }
}
