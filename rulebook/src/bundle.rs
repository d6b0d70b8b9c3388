//! The files of a rulebook as one text with one digest, so that a log can name them and whoever has the log can judge by
//! the same rules. What is read here may come from anybody: nothing is trusted, nothing panics.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

/// The first line of a bundle.
const HEAD: &[u8] = b"veedor-rulebook@v1\n";

/// Bytes of a bundle at most: a hundred times the largest rulebook written so far.
pub const MAX_BYTES: usize = 4 << 20;

/// Files of a bundle at most.
pub const MAX_FILES: usize = 2_000;

/// Letters of a file's name at most.
const MAX_NAME: usize = 100;

/// Why bytes are no bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Too many bytes.
    #[error("the bundle has {bytes} bytes and may have {MAX_BYTES}; leave out what is no rule")]
    TooLarge {
        /// How many.
        bytes: usize,
    },
    /// Too many files.
    #[error("the bundle has more than {MAX_FILES} files; leave out what is no rule")]
    TooManyFiles,
    /// Another first line.
    #[error("the first line is not `veedor-rulebook@v1`; this is another kind of file")]
    NotBundle,
    /// Something else where a file's line should be.
    #[error("byte {offset} does not begin a line `file <name> <bytes>`; the bundle is damaged")]
    NoFileLine {
        /// Where.
        offset: usize,
    },
    /// A name that could lead out of the folder.
    #[error("`{name}` is no name of a file of a rulebook; use letters, digits, `.`, `-` and `_`")]
    BadName {
        /// The name.
        name: String,
    },
    /// Names not in order, or twice.
    #[error("`{name}` stands out of order; a bundle has each file once, in the order of names")]
    Order {
        /// The name.
        name: String,
    },
    /// Fewer bytes than said.
    #[error("`{name}` ends too early; the bundle is damaged")]
    Short {
        /// The name.
        name: String,
    },
    /// Not text.
    #[error("`{name}` is not UTF-8 text")]
    NotText {
        /// The name.
        name: String,
    },
}

/// The files as one text. The same files make the same bytes.
#[must_use]
pub fn bundle(files: &BTreeMap<String, String>) -> Vec<u8> {
    let mut bytes = HEAD.to_vec();
    for (name, text) in files {
        bytes.extend_from_slice(format!("file {name} {}\n", text.len()).as_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}

/// The digest by which a regulation names a rulebook: SHA-256 of the bundle, in small hexadecimal digits.
#[must_use]
pub fn digest(bundle: &[u8]) -> String {
    Sha256::digest(bundle).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a bundle. What is read prints as the same bytes again.
///
/// # Errors
/// The first thing that is wrong.
pub fn unbundle(bytes: &[u8]) -> Result<BTreeMap<String, String>, BundleError> {
    if bytes.len() > MAX_BYTES {
        return Err(BundleError::TooLarge { bytes: bytes.len() });
    }
    let mut rest = bytes.strip_prefix(HEAD).ok_or(BundleError::NotBundle)?;
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    while !rest.is_empty() {
        if files.len() == MAX_FILES {
            return Err(BundleError::TooManyFiles);
        }
        let (name, length, after) =
            file_line(rest).ok_or(BundleError::NoFileLine { offset: bytes.len() - rest.len() })?;
        named(&name, &files)?;
        let (text, after) = after.split_at_checked(length).ok_or_else(|| BundleError::Short { name: name.clone() })?;
        let text = String::from_utf8(text.to_vec()).map_err(|_| BundleError::NotText { name: name.clone() })?;
        files.insert(name, text);
        rest = after;
    }
    Ok(files)
}

/// Name, length, and what follows the line.
fn file_line(bytes: &[u8]) -> Option<(String, usize, &[u8])> {
    let end = bytes.iter().take(MAX_NAME + 30).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let (name, length) = line.strip_prefix("file ")?.rsplit_once(' ')?;
    let number: usize = length.parse().ok()?;
    // One way to write a number, so that a bundle has one text.
    (number.to_string() == length).then(|| (name.to_owned(), number, &bytes[end + 1..]))
}

fn named(name: &str, files: &BTreeMap<String, String>) -> Result<(), BundleError> {
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    if !letters || name.is_empty() || name.len() > MAX_NAME || name.starts_with('.') {
        return Err(BundleError::BadName { name: name.chars().take(MAX_NAME).collect() });
    }
    match files.last_key_value() {
        Some((last, _)) if last.as_str() >= name => Err(BundleError::Order { name: name.into() }),
        _ => Ok(()),
    }
}
