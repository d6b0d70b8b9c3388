//! Documents, kept beside the log and named by their SHA-256. Only a hash that an admitted filing names is taken, so
//! whoever sends the bytes, they are the right ones; nobody can fill the disk with others.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::hex::hex;
use sha2::{Digest, Sha256};

/// The most bytes a document may have: a scanned contract of some hundred pages.
pub const MAX_BLOB: usize = 32 << 20;

/// Documents taken at a time. Each is written beside its place first, so this bounds the disk that senders of other
/// bytes can hold, and the share of the disk's time that they take from the log.
const UPLOADS: usize = 8;

/// Disk that documents leave free: the log must go on when nobody can send documents any more.
const RESERVE: u64 = 64 << 20;

/// Why a document was not taken.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No filing names it.
    #[error("no filing names a document with this SHA-256; file first, then send the document")]
    Unexpected,
    /// The bytes have another hash.
    #[error("these bytes have the SHA-256 `{0}`; send the document that the filing names")]
    OtherHash(String),
    /// More bytes than its filing says, or than [`MAX_BLOB`].
    #[error("the filing names a document of {limit} bytes at most; send that one")]
    TooLarge {
        /// The most it may have.
        limit: u64,
    },
    /// As many others as are taken at a time are being taken.
    #[error("{UPLOADS} documents are being taken; send it again shortly")]
    Busy,
    /// Too little disk is free.
    #[error("there is no room for documents now; send it later")]
    NoRoom,
    /// The bytes come too slowly.
    #[error("the document came too slowly; send it again")]
    Slow,
    /// The sender went away.
    #[error("the document was cut off; send it again")]
    CutOff,
    /// What filings name cannot be looked up now.
    #[error("it is not known yet whether a filing names this document; send it again shortly")]
    Unknown,
    /// The disk failed.
    #[error("the document could not be kept: {0}; send it again")]
    Disk(#[from] io::Error),
}

/// The documents being taken.
#[derive(Debug, Clone)]
pub struct Uploads {
    /// How long a batch of a document may take.
    pub(crate) patience: Duration,
    under_way: Arc<Mutex<UnderWay>>,
}

#[derive(Debug, Default)]
struct UnderWay {
    documents: usize,
    bytes: u64,
}

/// A document's right to be taken; given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    bytes: u64,
    under_way: Arc<Mutex<UnderWay>>,
}

impl Uploads {
    /// No document under way; each batch of one must come within `patience`.
    #[must_use]
    pub fn new(patience: Duration) -> Uploads {
        Uploads { patience, under_way: Arc::default() }
    }

    /// A place for a document of at most `bytes` bytes. Blocks for a moment.
    ///
    /// # Errors
    /// When too many are under way or they would leave too little disk.
    pub fn enter(&self, blobs: &Path, bytes: u64) -> Result<Place, BlobError> {
        let free = free(blobs)?;
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if under_way.documents >= UPLOADS {
            return Err(BlobError::Busy);
        }
        // What is under way counts whole although a part of it may be written: too careful is right here.
        if free < RESERVE.saturating_add(under_way.bytes).saturating_add(bytes) {
            return Err(BlobError::NoRoom);
        }
        under_way.documents += 1;
        under_way.bytes += bytes;
        Ok(Place { bytes, under_way: Arc::clone(&self.under_way) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.documents -= 1;
        under_way.bytes -= self.bytes;
    }
}

/// Bytes free on the disk that holds a folder.
fn free(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// A document on its way: written beside its place, moved there when its hash fits.
#[derive(Debug)]
pub struct Incoming {
    file: std::fs::File,
    temporary: PathBuf,
    place: PathBuf,
    name: String,
    hash: Sha256,
    bytes: u64,
    limit: u64,
    _right: Place,
}

impl Incoming {
    /// Begins to take the document named by a hash, of at most `limit` bytes.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn begin(blobs: &Path, name: &str, limit: u64, right: Place) -> Result<Incoming, BlobError> {
        // Several may send one document at a time.
        static PART: AtomicU64 = AtomicU64::new(0);
        let part = PART.fetch_add(1, Ordering::Relaxed);
        let temporary = blobs.join(format!(".{name}.{part}.part"));
        let file = std::fs::File::create(&temporary)?;
        let (place, name, hash) = (blobs.join(name), name.into(), Sha256::new());
        Ok(Incoming { file, temporary, place, name, hash, bytes: 0, limit, _right: right })
    }

    /// Takes some bytes.
    ///
    /// # Errors
    /// When they are too many or the disk fails.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.limit {
            return Err(BlobError::TooLarge { limit: self.limit });
        }
        self.hash.update(bytes);
        Ok(self.file.write_all(bytes)?)
    }

    /// Keeps the document, durably.
    ///
    /// # Errors
    /// When the hash is another or the disk fails; then nothing is kept.
    pub fn keep(self) -> Result<(), BlobError> {
        let found = hex(self.hash.clone().finalize());
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

/// Removes what documents left that were being taken when the program ended. Only before any is taken.
///
/// # Errors
/// When the folder cannot be read or a file not removed.
pub fn clear_unfinished(blobs: &Path) -> io::Result<()> {
    for file in std::fs::read_dir(blobs)? {
        let file = file?;
        if file.file_name().to_str().is_some_and(|name| name.starts_with('.') && name.ends_with(".part")) {
            std::fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

/// Whether a name is a SHA-256 in lower-case hexadecimal; nothing else becomes a path.
#[must_use]
pub fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
