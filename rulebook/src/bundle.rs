//! The bundle of a rulebook (spec/rulebook.md): all its files as one text, the same for the same files, so that one
//! digest names them.
//!
//! ```text
//! veedor-rulebook@v1
//! file MX-01-facultad.md 1234
//! …1234 bytes…
//! file rulebook.toml 321
//! …321 bytes…
//! ```

use std::collections::BTreeMap;

/// The first line of every bundle.
const HEAD: &str = "veedor-rulebook@v1\n";

/// The most bytes of a bundle: a thousand pages of 4 KiB.
pub const MAX_BYTES: usize = 4 << 20;

/// The most files of a bundle.
pub const MAX_FILES: usize = 2_000;

/// Why bytes are no bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// More bytes than [`MAX_BYTES`].
    #[error("a bundle has at most {MAX_BYTES} bytes; leave pages out or make two rulebooks")]
    TooLarge,
    /// More files than [`MAX_FILES`].
    #[error("a bundle has at most {MAX_FILES} files; make two rulebooks")]
    TooMany,
    /// It does not begin as one.
    #[error("a bundle begins with the line `veedor-rulebook@v1`")]
    Head,
    /// What should be the line of a file is none.
    #[error("at byte {0} there should be a line `file NAME BYTES`, names in order and each once")]
    File(usize),
    /// A name that is no plain file name.
    #[error("`{0}` is no name of a page: letters, digits, `.`, `-` and `_`, not beginning with `.`")]
    Name(String),
    /// Bytes that are not UTF-8.
    #[error("the file `{0}` is not UTF-8 text")]
    NotUtf8(String),
}

/// The bundle of some files.
#[must_use]
pub fn bundle(files: &BTreeMap<String, String>) -> Vec<u8> {
    let mut bytes = HEAD.as_bytes().to_vec();
    for (name, text) in files {
        bytes.extend_from_slice(format!("file {name} {}\n", text.len()).as_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}

/// The SHA-256 of the bundle of some files, in hexadecimal.
#[must_use]
pub fn digest(files: &BTreeMap<String, String>) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bundle(files)).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files of a bundle.
///
/// # Errors
/// When the bytes are no bundle, or not the one that [`bundle`] makes of its files.
pub fn unbundle(bytes: &[u8]) -> Result<BTreeMap<String, String>, BundleError> {
    if bytes.len() > MAX_BYTES {
        return Err(BundleError::TooLarge);
    }
    let mut rest = bytes.strip_prefix(HEAD.as_bytes()).ok_or(BundleError::Head)?;
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    while !rest.is_empty() {
        let at = bytes.len() - rest.len();
        let (name, length, after) = file_line(rest).ok_or(BundleError::File(at))?;
        if !is_name(name) {
            return Err(BundleError::Name(name.into()));
        }
        if files.last_key_value().is_some_and(|(last, _)| last.as_str() >= name) || after.len() < length {
            return Err(BundleError::File(at));
        }
        if files.len() >= MAX_FILES {
            return Err(BundleError::TooMany);
        }
        let (text, next) = after.split_at(length);
        let text = std::str::from_utf8(text).map_err(|_| BundleError::NotUtf8(name.into()))?;
        files.insert(name.into(), text.into());
        rest = next;
    }
    Ok(files)
}

/// The name and length of a line `file NAME BYTES`, and what stands behind it. A length is written in one way only.
fn file_line(bytes: &[u8]) -> Option<(&str, usize, &[u8])> {
    let end = bytes.iter().take(300).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let (name, digits) = line.strip_prefix("file ")?.rsplit_once(' ')?;
    let length: usize = digits.parse().ok().filter(|length: &usize| length.to_string() == digits)?;
    Some((name, length, &bytes[end + 1..]))
}

/// Whether a name is one that a page can have: nothing that could lead out of a folder.
fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    !name.is_empty() && name.len() <= 200 && !name.starts_with('.') && name.bytes().all(plain)
}
