//! Commitments to values that may not yet be read, and their openings (spec/commitment.md).
//!
//! A withheld field may carry a commitment: whoever withholds it cannot later say that it was something else. The
//! salt makes the commitment hiding: a telephone number or a name cannot be found by trying. Sealing to trustees and
//! provable totals are not here yet.
//!
//! ```
//! let salt = [7; 32];
//! let commitment = seal::commit("mx/sedena/order/2026-1", "court", "mx/juzgado-3", &salt);
//! assert!(seal::opens(&commitment, "mx/sedena/order/2026-1", "court", "mx/juzgado-3", &salt));
//! assert!(!seal::opens(&commitment, "mx/sedena/order/2026-1", "court", "mx/juzgado-4", &salt));
//! ```

use sha2::{Digest, Sha256};

/// First bytes of what is hashed, so that a commitment is no other hash of the register.
const LABEL: &[u8] = b"veedor-commitment@v1\n";

/// The commitment to the value of one field of one filing. The salt is 32 bytes from a good random source, used once.
///
/// SHA-256 over label, salt, and the three texts, each after its length as eight big-endian bytes: the length keeps
/// the end of one text from passing for the beginning of the next.
#[must_use]
pub fn commit(filing: &str, field: &str, value: &str, salt: &[u8; 32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(LABEL);
    hash.update(salt);
    for text in [filing, field, value] {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().into()
}

/// Whether value and salt open a commitment.
#[must_use]
pub fn opens(commitment: &[u8; 32], filing: &str, field: &str, value: &str, salt: &[u8; 32]) -> bool {
    commit(filing, field, value, salt) == *commitment
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_commitment_of_the_specification() {
        let commitment = commit("mx/sedena/order/2026-1", "court", "mx/juzgado-3", &[7; 32]);
        let hex: String = commitment.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, VECTOR);
    }

    /// The vector of spec/commitment.md.
    const VECTOR: &str = "ebc033a032c760d394f4a88244eb186f88b0c9d7286a83fff7539e279e918c16";

    proptest! {
        #[test]
        fn only_the_committed_value_opens(filing in ".{0,20}", field in ".{0,20}", value in ".{0,20}", salt: [u8; 32],
                                          other in ".{0,20}", at in 0_usize..32) {
            let commitment = commit(&filing, &field, &value, &salt);
            prop_assert!(opens(&commitment, &filing, &field, &value, &salt));
            prop_assert_eq!(opens(&commitment, &filing, &field, &other, &salt), other == value);
            let mut wrong = salt;
            wrong[at] ^= 1;
            prop_assert!(!opens(&commitment, &filing, &field, &value, &wrong));
        }

        #[test]
        fn where_one_text_ends_matters(text in ".{2,20}", salt: [u8; 32]) {
            let middle = text.char_indices().nth(1).map_or(0, |(at, _)| at);
            let (a, b) = text.split_at(middle);
            prop_assert_ne!(commit(a, b, "", &salt), commit(&text, "", "", &salt));
        }
    }
}
