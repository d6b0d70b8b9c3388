//! Signatures checked together, with the very answers of one at a time.
//!
//! All equations `R = [s]B - [k]A` are added up, each R with a weight of 128 bits that nobody can know beforehand; one wrong
//! equation comes out right with probability 2^-128. That holds among points of prime order. A part of small order, which the
//! strict rule refuses in R, would vanish from such a sum in one case of eight, for which batches are known to accept
//! what single verification refuses. So the sum is made bit by bit of the weights: 128 sums of the points whose weight has that
//! bit, each held against the prime order. A point with another part is in each of them with probability 1/2, whatever the others do,
//! so it is missed with probability 2^-128. The sums cost nothing: they are what the buckets of Pippenger's algorithm hold.
//!
//! The weights are hashed from all that is checked (Fiat and Shamir), so the same signatures have the same answer everywhere.

use std::collections::BTreeMap;

use curve25519_dalek::{
    EdwardsPoint, Scalar,
    constants::ED25519_BASEPOINT_POINT,
    edwards::CompressedEdwardsY,
    traits::{Identity as _, IsIdentity as _, VartimeMultiscalarMul as _},
};
use ed25519_dalek::VerifyingKey;
use sha2::{Digest as _, Sha512};

use super::{Claim, SMALL_ORDER};

/// A weight: 128 bits, the least significant byte first.
type Weight = [u8; 16];

/// Whether every one of them is accepted alone. If not, some may still be.
pub(super) fn all_hold(claims: &[Claim<'_>]) -> bool {
    let Some(terms) = claims.iter().map(Term::of).collect::<Option<Vec<_>>>() else { return false };
    let (keys, places) = distinct(claims);
    let weights = weights(claims, &terms, keys.len());
    let (of_terms, of_keys) = weights.split_at(terms.len());
    // What stands before the base point and before each key when all is on one side.
    let mut factors = vec![Scalar::ZERO; 1 + keys.len()];
    for (term, (weight, place)) in terms.iter().zip(of_terms.iter().zip(&places)) {
        let weight = scalar(weight);
        factors[0] -= weight * term.s;
        factors[1 + place] += weight * term.k;
    }
    for (factor, weight) in factors[1..].iter_mut().zip(of_keys) {
        *factor -= scalar(weight);
    }
    let points: Vec<EdwardsPoint> = terms.iter().map(|term| term.r).chain(keys.iter().copied()).collect();
    let sums = sums(&points, &weights);
    let left = sums.iter().rev().fold(EdwardsPoint::identity(), |sum, bit| sum + sum + bit);
    let right = EdwardsPoint::vartime_multiscalar_mul(&factors, [ED25519_BASEPOINT_POINT].iter().chain(&keys));
    (left + right).is_identity() && sums.iter().all(is_of_prime_order)
}

/// One equation.
struct Term {
    r: EdwardsPoint,
    k: Scalar,
    s: Scalar,
}

impl Term {
    /// `None` where the signature is not of the form that a single one has: R canonical and not of small order, s below the
    /// order.
    fn of(claim: &Claim<'_>) -> Option<Term> {
        let (r, s) = claim.signature.split_first_chunk::<32>()?;
        if !is_canonical(r) || SMALL_ORDER.contains(&without_sign(r)) {
            return None;
        }
        let s = Option::from(Scalar::from_canonical_bytes(s.try_into().ok()?))?;
        let hash =
            Sha512::new().chain_update(r).chain_update(claim.key.as_bytes()).chain_update(claim.message).finalize();
        let k = Scalar::from_bytes_mod_order_wide(&hash.into());
        Some(Term { r: CompressedEdwardsY(*r).decompress()?, k, s })
    }
}

fn without_sign(point: &[u8; 32]) -> [u8; 32] {
    let mut y = *point;
    y[31] &= 0x7f;
    y
}

/// Whether y is below 2^255 - 19.
fn is_canonical(point: &[u8; 32]) -> bool {
    let y = without_sign(point);
    y[31] != 0x7f || y[1..31].iter().any(|byte| *byte != 0xff) || y[0] < 0xed
}

/// The keys, each once, and for each signature which of them is its.
fn distinct(claims: &[Claim<'_>]) -> (Vec<EdwardsPoint>, Vec<usize>) {
    let (mut known, mut keys) = (BTreeMap::new(), Vec::new());
    let mut place = |key: &VerifyingKey| {
        *known.entry(*key.as_bytes()).or_insert_with(|| {
            keys.push(key.to_edwards());
            keys.len() - 1
        })
    };
    let places = claims.iter().map(|claim| place(claim.key)).collect();
    (keys, places)
}

/// One weight for each signature and for each key, from a hash of all that is checked.
fn weights(claims: &[Claim<'_>], terms: &[Term], keys: usize) -> Vec<Weight> {
    let mut all = Sha512::new();
    for (claim, term) in claims.iter().zip(terms) {
        all.update(claim.signature);
        all.update(claim.key.as_bytes());
        all.update(term.k.as_bytes());
    }
    let seed = all.finalize();
    let blocks = (0_u64..).map(|block| Sha512::new().chain_update(seed).chain_update(block.to_le_bytes()).finalize());
    let weights = blocks.flat_map(|block| <[u8; 64]>::from(block).as_chunks::<16>().0.to_vec());
    weights.take(terms.len() + keys).collect()
}

fn scalar(weight: &Weight) -> Scalar {
    Scalar::from(u128::from_le_bytes(*weight))
}

/// Whether a point is a multiple of the base point: the order less one, times it, is its opposite.
fn is_of_prime_order(point: &EdwardsPoint) -> bool {
    let opposite = EdwardsPoint::vartime_double_scalar_mul_basepoint(&-Scalar::ONE, point, &Scalar::ZERO);
    (opposite + point).is_identity()
}

/// For each bit of the weights, the least significant first, the sum of the points whose weight has it.
fn sums(points: &[EdwardsPoint], weights: &[Weight]) -> Vec<EdwardsPoint> {
    (0..size_of::<Weight>()).flat_map(|byte| sums_of_byte(points, weights.iter().map(|weight| weight[byte]))).collect()
}

/// The same for one byte: a bucket for each value it has, then the upper half of the buckets added up and laid onto the lower, bit
/// by bit from the highest.
fn sums_of_byte(points: &[EdwardsPoint], bytes: impl Iterator<Item = u8>) -> [EdwardsPoint; 8] {
    let (mut buckets, mut sums) = ([EdwardsPoint::identity(); 256], [EdwardsPoint::identity(); 8]);
    for (point, byte) in points.iter().zip(bytes) {
        buckets[usize::from(byte)] += point;
    }
    for (bit, sum) in sums.iter_mut().enumerate().rev() {
        let (lower, upper) = buckets[..2 << bit].split_at_mut(1 << bit);
        for (low, high) in lower.iter_mut().zip(upper) {
            *sum += *high;
            *low += *high;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nobody can sign with a point that has two forms and is not of small order, so only here it shows that one is refused.
    #[test]
    fn y_is_below_the_prime() {
        let mut y = [0xff; 32];
        for (first, last) in (0..=u8::MAX).flat_map(|first| [(first, 0x7f), (first, 0xff)]) {
            (y[0], y[31]) = (first, last);
            assert_eq!(is_canonical(&y), first < 0xed, "{first:02x}..{last:02x}");
        }
        for at in 1..32 {
            let mut smaller = y;
            smaller[at] -= 1;
            assert!(is_canonical(&smaller), "byte {at}");
        }
    }

    #[test]
    fn each_bit_has_the_sum_of_its_points() {
        let points: Vec<EdwardsPoint> = (1..40_u64).map(|point| EdwardsPoint::mul_base(&Scalar::from(point))).collect();
        let weights: Vec<Weight> =
            (1..40_u8).map(|at| std::array::from_fn(|byte| at.wrapping_mul(byte as u8 * 2 + 37))).collect();
        for (bit, sum) in sums(&points, &weights).iter().enumerate() {
            let chosen = points.iter().zip(&weights).filter(|(_, weight)| weight[bit / 8] >> (bit % 8) & 1 == 1);
            assert_eq!(*sum, chosen.map(|(point, _)| *point).sum(), "bit {bit}");
        }
    }
}
