//! Transparency log: the tree, its proofs, its tiles, and the signed texts around it. Knows nothing of the domain, and has
//! no file, socket, clock or random number: the caller hands in every byte, key seed and time.
//!
//! | file | specification |
//! |---|---|
//! | [`hash`] | RFC 6962 section 2.1, the hashes |
//! | [`tree`] | RFC 6962 section 2.1, RFC 9162 section 2.1, and subtrees: roots, inclusion, consistency |
//! | [`tile`] | c2sp.org/tlog-tiles: tile and bundle paths, contents, and where a tree hash is found |
//! | [`note`] | c2sp.org/signed-note: keys, signature lines, notes |
//! | [`checkpoint`] | c2sp.org/tlog-checkpoint |
//! | [`cosignature`] | c2sp.org/tlog-cosignature, in its Ed25519 and its ML-DSA-44 form |
//! | [`proof`] | c2sp.org/tlog-proof, our receipt |
//! | [`policy`] | c2sp.org/tlog-policy |
//! | [`witness`] | c2sp.org/tlog-witness: the request and the decision |
//!
//! Ed25519 signatures are accepted by one rule everywhere: that of `verify_strict` of ed25519-dalek, with keys that are canonical
//! and not of small order. ML-DSA-44 signatures are accepted as FIPS 204 says, with the empty context. Two programs with these
//! rules never disagree about a note.
//!
//! # A log of three entries, from first entry to checked receipt
//!
//! ```
//! use std::collections::BTreeMap;
//! use tlog::{Algorithm, Checkpoint, Frontier, Hash, NodeId, Policy, Receipt, SignerKey, VerifierKey, tree};
//!
//! // The log: hash the entries and grow the tree.
//! let entries: [&[u8]; 3] = [b"first entry", b"second entry", b"third entry"];
//! let mut nodes: BTreeMap<NodeId, Hash> = BTreeMap::new();
//! let mut frontier = Frontier::new();
//! for entry in entries {
//!     frontier.push_with(Hash::leaf(entry), |id, hash| {
//!         nodes.insert(id, hash);
//!     });
//! }
//!
//! // The log signs a checkpoint; a witness adds a cosignature with the time it saw it.
//! let log = SignerKey::from_seed("log.example/register", Algorithm::Ed25519, [1; 32])?;
//! let witness = SignerKey::from_seed("witness.example/w1", Algorithm::CosignatureV1, [2; 32])?;
//! let checkpoint = Checkpoint::new("log.example/register", frontier.size(), frontier.root())?;
//! let mut signed = checkpoint.sign(&log)?;
//! let cosignature = tlog::cosign(&witness, &checkpoint.to_text(), 1_679_315_147)?;
//! signed.extend_from_slice(cosignature.to_string().as_bytes());
//!
//! // The receipt of the second entry.
//! let read = |id: NodeId| nodes.get(&id).copied().ok_or("hash not stored");
//! let receipt = Receipt { extra: None, index: 1, proof: tree::prove_inclusion(1, 3, read)?, checkpoint: signed };
//!
//! // A reader, with the receipt's bytes, the entry and a policy, and nothing else.
//! let log_key: VerifierKey = log.verifier();
//! let policy = format!("log {log_key}\nwitness W {}\nquorum W\n", witness.verifier());
//! let policy = Policy::parse(policy.as_bytes())?;
//! let receipt = Receipt::parse(&receipt.to_bytes())?;
//! assert!(receipt.verify(b"second entry", &policy).is_ok());
//! assert!(!receipt.verify(b"another entry", &policy).is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod checkpoint;
pub mod cosignature;
mod ed25519;
pub mod hash;
mod mldsa;
pub mod note;
pub mod policy;
pub mod proof;
mod text;
pub mod tile;
pub mod tree;
pub mod witness;

pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use cosignature::{cosign, newest_cosignature, verify_cosignature};
pub use hash::Hash;
pub use note::{
    Algorithm, KeyError, KeyId, KeyName, Note, NoteError, SignError, SignatureLine, SignerKey, Verified, VerifierKey,
};
pub use policy::{Policy, PolicyError};
pub use proof::{Receipt, ReceiptError, Verification};
pub use tile::{Bundle, BundleError, Resource, Tile, TileError, TileId};
pub use tree::{Frontier, NodeId, ProofError, ProveError};
