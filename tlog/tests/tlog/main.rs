//! Tests of the transparency log: published vectors, laws against a naive reference, and bytes no one should send.
#![expect(clippy::unwrap_used, reason = "a test says what broke by stopping")]
#![expect(clippy::disallowed_methods, reason = "tests read vector files; the crate itself may not")]

mod bench;
mod checkpoint;
mod examples;
mod mldsa;
mod naive;
mod note;
mod parsers;
mod policy;
mod receipt;
mod tile;
mod tree;
mod vectors;
mod witness;
