//! The acceptance rule for Ed25519: that of `verify_strict` of ed25519-dalek, for which R need not be taken apart.
//!
//! RFC 8032 section 5.1.7 leaves open what becomes of points of small order. The strict rule refuses them. It finds R's by
//! decompressing R, a seventh of all the work. But R is accepted only where it is, byte for byte, the point that is computed
//! from the rest, so it is canonical, and of the eight points of small order each has one canonical form. Many signatures are
//! checked together in a quarter of the time, with the same answers (`batch`).

mod batch;

use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};

/// As many signatures are checked together as cost less so; fewer are checked one by one.
const TOGETHER: usize = 256;

/// That bytes are a key's signature of a message.
#[derive(Clone, Copy)]
pub(crate) struct Claim<'a> {
    /// Canonical, and not of small order.
    pub(crate) key: &'a VerifyingKey,
    pub(crate) message: &'a [u8],
    pub(crate) signature: &'a [u8],
}

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

/// The same of each of many. Where not all are good, each half is looked at, and few are looked at alone: one bad signature costs
/// others little.
pub(crate) fn verify_each(claims: &[Claim<'_>]) -> Vec<bool> {
    if claims.len() < TOGETHER {
        return claims.iter().map(|claim| verify(claim.key, claim.message, claim.signature)).collect();
    }
    if batch::all_hold(claims) {
        return vec![true; claims.len()];
    }
    let (some, others) = claims.split_at(claims.len() / 2);
    [verify_each(some), verify_each(others)].concat()
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

    /// Published cases; where they are from stands in the file.
    #[derive(serde::Deserialize)]
    struct Vectors {
        verifying: Vec<Vector>,
    }

    #[derive(serde::Deserialize)]
    struct Vector {
        case: String,
        key: String,
        message: String,
        signature: String,
        valid: bool,
    }

    fn hex(text: &str) -> Vec<u8> {
        let digits = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
        (0..text.len()).step_by(2).map(digits).collect()
    }

    /// Alone, and beside so many good ones that they are checked together.
    #[test]
    fn what_the_vectors_accept_is_accepted_alone_and_beside_others() {
        let vectors: Vectors = serde_json::from_str(include_str!("../tests/vectors/ed25519.json")).expect("vectors");
        let others = honest();
        let (mut good, mut bad) = (0, 0);
        for Vector { case, key, message, signature, valid } in vectors.verifying {
            let (message, signature) = (hex(&message), hex(&signature));
            let key = VerifyingKey::from_bytes(&hex(&key).try_into().expect("32 bytes")).ok();
            let Some(key) = key.filter(|key| !key.is_weak() && *key.as_bytes() == key.to_edwards().compress().0) else {
                assert!(!valid, "{case}");
                continue;
            };
            assert_eq!(verify(&key, &message, &signature), valid, "{case}");
            let mut claims = claims(&others);
            claims[TOGETHER / 2] = Claim { key: &key, message: &message, signature: &signature };
            let answers: Vec<bool> = (0..TOGETHER).map(|at| at != TOGETHER / 2 || valid).collect();
            assert_eq!(verify_each(&claims), answers, "{case}");
            *(if valid { &mut good } else { &mut bad }) += 1;
        }
        assert!(good >= 80 && bad >= 60, "{good} good, {bad} bad");
    }

    /// Good signatures by four keys, as many as are checked together.
    fn honest() -> Vec<(VerifyingKey, [u8; 8], [u8; 64])> {
        let one = |number: u64| {
            let message = number.to_le_bytes();
            let (key, signature) = signature(3 + number % 4, 1_000 + number, (0, 0), &message);
            (VerifyingKey::from_bytes(&key).expect("key"), message, signature)
        };
        (0..TOGETHER as u64).map(one).collect()
    }

    fn claims(signed: &[(VerifyingKey, [u8; 8], [u8; 64])]) -> Vec<Claim<'_>> {
        signed.iter().map(|(key, message, signature)| Claim { key, message, signature }).collect()
    }

    #[test]
    fn good_signatures_hold_together_and_no_bit_of_them_can_change() {
        let mut signed = honest();
        assert!(batch::all_hold(&claims(&signed)));
        for bit in (0..512).step_by(7) {
            signed[bit % TOGETHER].2[bit / 8] ^= 1 << (bit % 8);
            assert!(!batch::all_hold(&claims(&signed)), "bit {bit}");
            signed[bit % TOGETHER].2[bit / 8] ^= 1 << (bit % 8);
        }
        signed[5].1[0] ^= 1;
        assert!(!batch::all_hold(&claims(&signed)));
    }

    /// A batch that adds the equations up and no more takes one in eight of these at best, one in two at worst: here, twenty
    /// of each, and twice as many where two of them add up to nothing.
    #[test]
    fn a_part_of_small_order_is_not_missed_in_company() {
        let others = honest();
        for (of_r, other) in (1..8).flat_map(|part| [(part, 0), (part, 8 - part)]) {
            for number in 0..20 {
                let mut signed = others.clone();
                for (at, part) in [(number, of_r), (number + 100, other)] {
                    let (key, forged) = signature(3, 7 + at as u64, (0, part), &signed[at].1);
                    (signed[at].0, signed[at].2) = (VerifyingKey::from_bytes(&key).expect("key"), forged);
                }
                assert!(!batch::all_hold(&claims(&signed)), "{of_r} and {other}, {number}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn together_each_has_the_answer_it_has_alone(
            odd in prop::collection::vec((0..3_u64, 0..2_u64, (0..8_usize, 0..8_usize), 0..TOGETHER), 1..4)
        ) {
            let mut signed = honest();
            for (secret, nonce, parts, at) in odd {
                let (key, signature) = signature(secret, nonce, parts, &signed[at].1);
                if let Ok(key) = VerifyingKey::from_bytes(&key) && !key.is_weak() {
                    (signed[at].0, signed[at].2) = (key, signature);
                }
            }
            let claims = claims(&signed);
            let alone: Vec<bool> = claims.iter().map(|claim| verify(claim.key, claim.message, claim.signature)).collect();
            prop_assert_eq!(batch::all_hold(&claims) && !alone.iter().all(|good| *good), false);
            prop_assert_eq!(verify_each(&claims), alone);
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
