//! Documents, kept beside the log and named by their SHA-256. Only a hash that an admitted filing names is taken, so
//! whoever sends the bytes, they are the right ones; nobody can fill the disk with others.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// The most bytes a document may have: a scanned contract of some hundred pages.
pub const MAX_BLOB: usize = 32 << 20;

/// Why a document was not taken.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The bytes have another hash.
    #[error("these bytes have the SHA-256 `{0}`; send the document that the filing names")]
    OtherHash(String),
    /// More than [`MAX_BLOB`] bytes.
    #[error("a document has at most {MAX_BLOB} bytes")]
    TooLarge,
    /// The disk failed.
    #[error("the document could not be kept: {0}; send it again")]
    Disk(#[from] std::io::Error),
}

/// A document on its way: written beside its place, moved there when its hash fits.
#[derive(Debug)]
pub struct Incoming {
    file: std::fs::File,
    temporary: PathBuf,
    place: PathBuf,
    name: String,
    hash: Sha256,
    bytes: usize,
}

impl Incoming {
    /// Begins to take the document named by a hash. `part` tells several senders of one document apart.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn begin(blobs: &Path, name: &str, part: u64) -> Result<Incoming, BlobError> {
        let temporary = blobs.join(format!(".{name}.{part}.part"));
        let file = std::fs::File::create(&temporary)?;
        Ok(Incoming { file, temporary, place: blobs.join(name), name: name.into(), hash: Sha256::new(), bytes: 0 })
    }

    /// Takes some bytes.
    ///
    /// # Errors
    /// When they are too many or the disk fails.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.bytes += bytes.len();
        if self.bytes > MAX_BLOB {
            return Err(BlobError::TooLarge);
        }
        self.hash.update(bytes);
        Ok(self.file.write_all(bytes)?)
    }

    /// Keeps the document, durably.
    ///
    /// # Errors
    /// When the hash is another or the disk fails; then nothing is kept.
    pub fn keep(self) -> Result<(), BlobError> {
        let found: String = self.hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        if found != self.name {
            return Err(BlobError::OtherHash(found));
        }
        self.file.sync_all()?;
        std::fs::rename(&self.temporary, &self.place)?;
        if let Some(folder) = self.place.parent() {
            std::fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Moved away by `keep`, or refused: then it must not stay.
        let _ = std::fs::remove_file(&self.temporary);
    }
}

/// Whether a name is a SHA-256 in lower-case hexadecimal; nothing else becomes a path.
#[must_use]
pub fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
