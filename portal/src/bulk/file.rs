//! A file of a set as it is written: its bytes are counted and hashed on the way.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use crate::hex::hex;
use sha2::{Digest as _, Sha256};

/// A file being written.
pub(super) struct Hashed {
    out: BufWriter<File>,
    sha256: Sha256,
    bytes: u64,
}

/// A file as descriptors name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) path: String,
    pub(super) bytes: u64,
    /// In lower-case hexadecimal.
    pub(super) sha256: String,
}

impl Hashed {
    pub(super) fn create(path: &Path) -> io::Result<Hashed> {
        let out = BufWriter::with_capacity(256 << 10, File::create_new(path)?);
        Ok(Hashed { out, sha256: Sha256::new(), bytes: 0 })
    }

    /// Brings the file to disk and tells what it is.
    pub(super) fn end(self, path: String) -> io::Result<Written> {
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(Written { path, bytes: self.bytes, sha256: hex(self.sha256.finalize()) })
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.sha256.update(&bytes[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
