//! Cosignatures, c2sp.org/tlog-cosignature: a witness's dated statement that a checkpoint is consistent with every one it
//! signed before. In two forms, Ed25519 (type 0x04) and ML-DSA-44 (type 0x06); of the latter those of whole trees only.

use crate::checkpoint::Checkpoint;
use crate::note::{Algorithm, KeyName, SignError, SignatureLine, SignerKey, VerifierKey, check_text};

/// The latest time a cosignature can have, in seconds since 1970; tlog-cosignature keeps the sign bit free.
pub const MAX_TIME: u64 = i64::MAX as u64;

/// Cosigns the text of a checkpoint at `timestamp`, in seconds since 1970. The key is a cosigner's, of
/// [`Algorithm::CosignatureV1`] or [`Algorithm::MlDsa44`]. Whether the checkpoint deserves it was decided before.
pub fn cosign(key: &SignerKey, text: &str, timestamp: u64) -> Result<SignatureLine, SignError> {
    check_text(text)?;
    if timestamp > MAX_TIME {
        return Err(SignError::Time(timestamp));
    }
    let message = message(key.algorithm(), key.name(), text, timestamp)?;
    Ok(key.line([timestamp.to_be_bytes().as_slice(), &key.sign_bytes(&message)?].concat()))
}

/// The time of a good cosignature by `key` in `line` over `text`, in seconds since 1970; `None` if it is not good or the
/// key is of another kind. Time 0 is a cosigner's word that does not say when (ML-DSA-44 only by the specification).
pub fn verify_cosignature(key: &VerifierKey, text: &str, line: &SignatureLine) -> Option<u64> {
    let (time, signature) = line.bytes.split_first_chunk::<8>()?;
    let timestamp = u64::from_be_bytes(*time);
    let message = message(key.algorithm(), key.name(), text, timestamp).ok()?;
    (timestamp <= MAX_TIME && key.check_bytes(&message, signature)).then_some(timestamp)
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

/// What is signed, which depends on the kind of key.
fn message(algorithm: Algorithm, cosigner: &KeyName, text: &str, timestamp: u64) -> Result<Vec<u8>, SignError> {
    match algorithm {
        Algorithm::Ed25519 => Err(SignError::WrongKind(cosigner.clone())),
        // The cosigner's name is not part of it, which is why a cosigner has a key for nothing else.
        Algorithm::CosignatureV1 => Ok(format!("cosignature/v1\ntime {timestamp}\n{text}").into_bytes()),
        Algorithm::MlDsa44 => subtree_message(cosigner, &Checkpoint::parse(text)?, timestamp),
    }
}

/// The structure `cosigned_message` for a whole tree. Extension lines of the checkpoint are not part of it.
fn subtree_message(cosigner: &KeyName, checkpoint: &Checkpoint, timestamp: u64) -> Result<Vec<u8>, SignError> {
    let mut message = b"subtree/v1\n\0".to_vec();
    push_short(&mut message, cosigner.as_str()).ok_or_else(|| SignError::Name(cosigner.clone()))?;
    message.extend_from_slice(&timestamp.to_be_bytes());
    push_short(&mut message, &checkpoint.origin).ok_or_else(|| SignError::Name(cosigner.clone()))?;
    for number in [0, checkpoint.size] {
        message.extend_from_slice(&number.to_be_bytes());
    }
    message.extend_from_slice(checkpoint.root.as_bytes());
    Ok(message)
}

/// A text of at most 255 bytes after its length.
fn push_short(message: &mut Vec<u8>, text: &str) -> Option<()> {
    message.push(u8::try_from(text.len()).ok()?);
    message.extend_from_slice(text.as_bytes());
    Some(())
}
