//! SHA-256 tree hashes, RFC 6962 section 2.1. How hashes make a tree is in `tree.rs`.

use crate::text;
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A 32-byte SHA-256 value in the tree: of an entry (leaf hash), of two hashes (node hash), or a root.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// RFC 6962: the first byte hashed for an entry, so that no entry can pose as an inner node.
const LEAF: u8 = 0;
/// RFC 6962: the first byte hashed for an inner node.
const NODE: u8 = 1;

impl Hash {
    /// The root of the tree without entries: SHA-256 of nothing.
    pub fn empty_root() -> Hash {
        Hash(Sha256::digest([]).into())
    }

    /// The leaf hash of an entry: SHA-256 of byte 0 and the entry. The entry is not copied.
    pub fn leaf(entry: &[u8]) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update([LEAF]);
        hasher.update(entry);
        Hash(hasher.finalize().into())
    }

    /// The hash of the node above `left` and `right`: SHA-256 of byte 1 and both.
    pub fn node(left: &Hash, right: &Hash) -> Hash {
        let mut bytes = [NODE; 65];
        bytes[1..33].copy_from_slice(&left.0);
        bytes[33..].copy_from_slice(&right.0);
        Hash(Sha256::digest(bytes).into())
    }

    /// Reads the 44 characters of padded base64; `None` for anything else.
    pub fn from_base64(text: &str) -> Option<Hash> {
        text::base64_array(text).map(Hash)
    }

    /// Padded base64, as checkpoints and receipts write a hash.
    pub fn to_base64(&self) -> String {
        text::to_base64(&self.0)
    }

    /// Reads 64 lower-case hex digits; `None` for anything else.
    pub fn from_hex(text: &str) -> Option<Hash> {
        text::hex_array(text).map(Hash)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Lower-case hex.
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}
