//! The acceptance rule for Ed25519: that of `verify_strict` of ed25519-dalek, for which R need not be taken apart.
//!
//! RFC 8032 section 5.1.7 leaves open what becomes of points of small order. The strict rule refuses them. It finds R's by
//! decompressing R, a seventh of all the work. But R is accepted only where it is, byte for byte, the point that is computed
//! from the rest, so it is canonical, and of the eight points of small order each has one canonical form.

use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};

/// The points of small order as they are written: of order 1, 2, 4 twice, 8 four times.
const SMALL_ORDER: [[u8; 32]; 8] = {
    let (mut one, mut two, zero, mut four) = ([0; 32], [0xff; 32], [0; 32], [0; 32]);
    (one[0], two[0], two[31], four[31]) = (0x01, 0xec, 0x7f, 0x80);
    let (eight, other) = (
        *b"\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc\x05",
        *b"\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03\x7a",
    );
    let (mut eight_negative, mut other_negative) = (eight, other);
    eight_negative[31] |= 0x80;
    other_negative[31] |= 0x80;
    [one, two, zero, four, eight, eight_negative, other, other_negative]
};

/// Whether 64 bytes are a signature of a message by a key that is canonical and not of small order.
pub(crate) fn verify(key: &VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = Signature::from_slice(signature) else { return false };
    !SMALL_ORDER.contains(signature.r_bytes()) && key.verify(message, &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::{EdwardsPoint, Scalar, constants::EIGHT_TORSION};
    use proptest::prelude::*;
    use sha2::{Digest as _, Sha512};

    use super::*;

    #[test]
    fn the_points_of_small_order_are_these() {
        let mut known = EIGHT_TORSION.map(|point| point.compress().to_bytes());
        let mut ours = SMALL_ORDER;
        known.sort_unstable();
        ours.sort_unstable();
        assert_eq!(ours, known);
    }

    /// A signature that solves the equation as far as parts of small order let it: of a key with such a part, and of an R that
    /// is one or has one.
    fn signature(secret: u64, nonce: u64, (of_key, of_r): (usize, usize), message: &[u8]) -> ([u8; 32], [u8; 64]) {
        let (a, r) = (Scalar::from(secret), Scalar::from(nonce));
        let key = (EdwardsPoint::mul_base(&a) + EIGHT_TORSION[of_key]).compress().to_bytes();
        let point = (EdwardsPoint::mul_base(&r) + EIGHT_TORSION[of_r]).compress().to_bytes();
        let hash = Sha512::new().chain_update(point).chain_update(key).chain_update(message).finalize();
        let s = r + Scalar::from_bytes_mod_order_wide(&hash.into()) * a;
        (key, [point, s.to_bytes()].concat().try_into().unwrap_or([0; 64]))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_accepted_is_what_the_library_accepts_strictly(
            secret in 0..3_u64, nonce in 0..2_u64, parts in (0..8_usize, 0..8_usize), message: [u8; 2], bit in prop::option::weighted(0.2, 0..512_usize)
        ) {
            let (key, mut signature) = signature(secret, nonce, parts, &message);
            if let Some(bit) = bit {
                signature[bit / 8] ^= 1 << (bit % 8);
            }
            if let Ok(key) = VerifyingKey::from_bytes(&key) && !key.is_weak() {
                let strict = key.verify_strict(&message, &Signature::from_bytes(&signature)).is_ok();
                prop_assert_eq!(verify(&key, &message, &signature), strict);
            }
        }
    }

    /// Each of them would pass, were it not for the table: so nothing of it can be left out.
    #[test]
    fn a_point_of_small_order_is_refused_where_the_equation_holds() {
        for of_r in 0..8 {
            let forged = (0..1_000_u32).find_map(|message| {
                let message = message.to_le_bytes();
                let (key, signature) = signature(2, 0, (1, of_r), &message);
                let key = VerifyingKey::from_bytes(&key).ok()?;
                key.verify(&message, &Signature::from_bytes(&signature)).ok().map(|()| (key, message, signature))
            });
            let (key, message, signature) = forged.unwrap_or_else(|| panic!("none with part {of_r}"));
            assert!(key.verify_strict(&message, &Signature::from_bytes(&signature)).is_err());
            assert!(!verify(&key, &message, &signature), "part {of_r}");
        }
    }

    #[test]
    fn what_is_signed_is_accepted_and_nothing_shorter() {
        let (key, signature) = signature(5, 7, (0, 0), b"text");
        let key = VerifyingKey::from_bytes(&key).unwrap_or_default();
        assert!(verify(&key, b"text", &signature) && !verify(&key, b"test", &signature));
        assert!((0..64).all(|length| !verify(&key, b"text", &signature[..length])));
    }
}
