//! Cosignatures, c2sp.org/tlog-cosignature, in their Ed25519 form (type 0x04): a witness's dated statement that a
//! checkpoint is consistent with every one it signed before. The ML-DSA-44 form is left out.

use crate::note::{Algorithm, SignError, SignatureLine, SignerKey, VerifierKey, check_text};

/// The latest time a cosignature can have, in seconds since 1970; tlog-cosignature keeps the sign bit free.
pub const MAX_TIME: u64 = i64::MAX as u64;

/// Cosigns the text of a checkpoint at `timestamp`, in seconds since 1970. The key is of [`Algorithm::CosignatureV1`].
/// Whether the checkpoint deserves it was decided before.
pub fn cosign(key: &SignerKey, text: &str, timestamp: u64) -> Result<SignatureLine, SignError> {
    check_text(text)?;
    key.expect_kind(Algorithm::CosignatureV1)?;
    if timestamp > MAX_TIME {
        return Err(SignError::Time(timestamp));
    }
    let signature = key.sign_ed25519(message(text, timestamp).as_bytes());
    Ok(key.line([timestamp.to_be_bytes().as_slice(), &signature].concat()))
}

/// The time of a good cosignature by `key` in `line` over `text`, in seconds since 1970; `None` if it is not good or the
/// key is of another kind.
pub fn verify_cosignature(key: &VerifierKey, text: &str, line: &SignatureLine) -> Option<u64> {
    let (time, signature) = line.bytes.split_first_chunk::<8>()?;
    let timestamp = u64::from_be_bytes(*time);
    let cosigner = key.algorithm() == Algorithm::CosignatureV1;
    let good = cosigner && timestamp <= MAX_TIME && key.check_ed25519(message(text, timestamp).as_bytes(), signature);
    good.then_some(timestamp)
}

/// The newest good cosignature by `key` among the signature lines under `text`, if there is one.
pub fn newest_cosignature<'a>(
    key: &VerifierKey,
    text: &str,
    lines: impl IntoIterator<Item = &'a SignatureLine>,
) -> Option<SignatureLine> {
    let good = |line: &'a SignatureLine| Some((verify_cosignature(key, text, line)?, line));
    let dated = lines.into_iter().filter(|line| key.is_named_in(line)).filter_map(good);
    dated.max_by_key(|(time, _)| *time).map(|(_, line)| line.clone())
}

/// What is signed. The cosigner's name is not part of it, which is why a cosigner has a key for nothing else.
fn message(text: &str, timestamp: u64) -> String {
    format!("cosignature/v1\ntime {timestamp}\n{text}")
}
