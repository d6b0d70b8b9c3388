//! Private keys: made from the system's random source, kept in files that only their owner reads, never overwritten.
//! The form is that of Go's note package (c2sp.org/signed-note).

use std::path::Path;

use tlog::{
    KeyError,
    note::{Algorithm, SignerKey},
};

use crate::{failure::Failure, words};

/// Makes a new Ed25519 key that signs notes.
pub(crate) fn generate(name: &str) -> Result<SignerKey, Failure> {
    generate_for(name, Algorithm::Ed25519)
}

/// Makes a new key for a purpose of its own.
pub(crate) fn generate_for(name: &str, algorithm: Algorithm) -> Result<SignerKey, Failure> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Failure::Reach(words::no_randomness(&error)))?;
    let key = SignerKey::from_seed(name, algorithm, seed).map_err(|error| bad_name(&error));
    wipe(&mut seed);
    key
}

/// Writes a key where there is no file yet, readable by its owner only.
pub(crate) fn write(path: &Path, key: &SignerKey) -> Result<(), Failure> {
    let mut text = key.to_private_text();
    text.push('\n');
    let written = portal::folder::write_private(path, &text);
    wipe(&mut text.into_bytes());
    Ok(written?)
}

/// Reads a key.
pub(crate) fn read(path: &Path) -> Result<SignerKey, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
    let key = SignerKey::parse(text.trim_end());
    wipe(&mut text.into_bytes());
    key.map_err(|error| Failure::Reach(words::file_damaged(&path.display(), &error)))
}

/// A key name that is none.
pub(crate) fn bad_name(error: &KeyError) -> Failure {
    Failure::Usage(words::bad_key(error))
}

/// Overwrites secret bytes. `black_box` keeps the compiler from leaving the write out.
fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    std::hint::black_box(bytes);
}
