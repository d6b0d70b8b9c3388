//! ML-DSA-44 (FIPS 204), pure, with the empty context: the signatures of cosignatures of type 0x06 (c2sp.org/tlog-cosignature).
//! Signs without randomness, which FIPS 204 section 3.4 allows and this crate needs.

use ml_dsa::{EncodedVerifyingKey, MlDsa44, Seed, Signature, SigningKey, VerifyingKey, signature::Keypair as _};
use std::sync::Arc;

/// No two uses of a key are told apart by context: the signed message begins with its own label.
const CONTEXT: &[u8] = b"";

/// A public key. Any 1312 bytes are one.
#[derive(Clone)]
pub(crate) struct PublicKey {
    bytes: Arc<[u8]>,
    /// What is computed from the bytes once, some 20 KiB.
    key: Arc<VerifyingKey<MlDsa44>>,
}

/// A private key, as the seed of 32 bytes that FIPS 204 makes it from. Wiped from memory when this is dropped.
pub(crate) struct SecretKey {
    key: Box<SigningKey<MlDsa44>>,
}

impl PublicKey {
    /// Reads the 1312 bytes of a key.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<PublicKey> {
        let encoded = EncodedVerifyingKey::<MlDsa44>::try_from(bytes).ok()?;
        Some(PublicKey { bytes: bytes.into(), key: Arc::new(VerifyingKey::decode(&encoded)) })
    }

    /// The bytes it was read from.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether a signature is good (FIPS 204, ML-DSA.Verify).
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = Signature::<MlDsa44>::try_from(signature);
        signature.is_ok_and(|signature| self.key.verify_with_context(message, CONTEXT, &signature))
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &PublicKey) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for PublicKey {}

impl SecretKey {
    /// The key of a seed (FIPS 204, ML-DSA.KeyGen_internal).
    pub(crate) fn from_seed(seed: &[u8; 32]) -> SecretKey {
        SecretKey { key: Box::new(SigningKey::from_seed(&Seed::from(*seed))) }
    }

    /// The seed. The caller wipes it.
    pub(crate) fn to_seed(&self) -> [u8; 32] {
        self.key.to_seed().into()
    }

    /// The key others check with.
    pub(crate) fn public(&self) -> PublicKey {
        let key = self.key.verifying_key();
        PublicKey { bytes: key.encode().as_slice().into(), key: Arc::new(key) }
    }

    /// Signs (FIPS 204, ML-DSA.Sign, deterministic). It fails for long contexts only, and ours is empty.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let signature = self.key.expanded_key().sign_deterministic(message, CONTEXT).ok()?;
        Some(signature.encode().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use sha2::{Digest as _, Sha256};

    /// Published vectors; where they are from stands in the file.
    #[derive(Deserialize)]
    struct Vectors {
        signing: Vec<Signing>,
        verifying: Vec<Verifying>,
    }

    #[derive(Deserialize)]
    struct Signing {
        case: String,
        seed: String,
        key_sha256: String,
        message: String,
        signature_sha256: String,
    }

    #[derive(Deserialize)]
    struct Verifying {
        case: String,
        key: String,
        message: String,
        signature: String,
        valid: bool,
    }

    fn vectors() -> Vectors {
        serde_json::from_str(include_str!("../tests/vectors/mldsa44.json")).expect("vectors")
    }

    fn hex(text: &str) -> Vec<u8> {
        let digits = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
        (0..text.len()).step_by(2).map(digits).collect()
    }

    fn sha256(bytes: &[u8]) -> Vec<u8> {
        Sha256::digest(bytes).to_vec()
    }

    #[test]
    fn keys_and_signatures_are_those_of_the_vectors() {
        let cases = vectors().signing;
        for case in &cases {
            let key = SecretKey::from_seed(&hex(&case.seed).try_into().expect("32 bytes"));
            let (public, message) = (key.public(), hex(&case.message));
            assert_eq!(sha256(public.as_bytes()), hex(&case.key_sha256), "{}", case.case);
            let mut signature = key.sign(&message).expect("signed");
            assert_eq!(sha256(&signature), hex(&case.signature_sha256), "{}", case.case);
            assert!(public.verify(&message, &signature), "{}", case.case);
            signature[0] ^= 1;
            assert!(!public.verify(&message, &signature), "{}", case.case);
            assert_eq!(key.to_seed().as_slice(), hex(&case.seed));
        }
        assert!(cases.len() > 60, "{}", cases.len());
    }

    #[test]
    fn what_the_vectors_refuse_is_refused() {
        let base64 = |text: &str| crate::text::base64(text).expect("base64");
        let (mut good, mut bad) = (0, 0);
        for case in vectors().verifying {
            let key = PublicKey::from_bytes(&base64(&case.key));
            let accepted = key.is_some_and(|key| key.verify(&base64(&case.message), &base64(&case.signature)));
            assert_eq!(accepted, case.valid, "{}", case.case);
            *(if case.valid { &mut good } else { &mut bad }) += 1;
        }
        assert!(good >= 5 && bad >= 20, "{good} good, {bad} bad");
    }
}
