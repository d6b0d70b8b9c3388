//! The tree against the naive reference: roots, proofs, and every way to be wrong by one hash or one number.

use crate::examples::{base64_hashes, ct_entries, ct_root};
use crate::naive::{self, Store};
use expect_test::expect;
use proptest::prelude::*;
use std::convert::Infallible;
use tlog::tree::{self, check_consistency, check_inclusion, check_subtree_consistency, check_subtree_inclusion};
use tlog::{Frontier, Hash, NodeId, ProofError, ProveError};

#[test]
fn roots_of_the_ct_entries() {
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), ct_root(0));
    for (at, entry) in ct_entries().iter().enumerate() {
        frontier.push(Hash::leaf(entry));
        assert_eq!(frontier.root(), ct_root(at + 1));
    }
}

#[test]
fn published_proofs_over_the_ct_entries() {
    let leaves: Vec<Hash> = ct_entries().iter().map(|entry| Hash::leaf(entry)).collect();
    let store = Store::of(&leaves);
    let tail = ["yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=", "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="];

    let inclusion = base64_hashes(&["vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=", tail[0], tail[1]]);
    assert_eq!(tree::prove_inclusion(5, 8, store.read()).unwrap(), inclusion);
    check_inclusion(&leaves[5], 5, 8, &inclusion, &ct_root(8)).unwrap();

    let consistency = base64_hashes(&["DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=", tail[0], tail[1]]);
    assert_eq!(tree::prove_consistency(6, 8, store.read()).unwrap(), consistency);
    check_consistency(6, 8, &ct_root(6), &ct_root(8), &consistency).unwrap();
}

#[test]
fn every_proof_of_every_small_tree() {
    let leaves = naive::leaves(33);
    for size in 1..=leaves.len() {
        let leaves = &leaves[..size];
        let (store, root) = (Store::of(leaves), naive::root(leaves));
        for index in 0..size {
            let proof = tree::prove_inclusion(index as u64, size as u64, store.read()).unwrap();
            assert_eq!(proof, naive::inclusion(index, leaves));
            check_inclusion(&leaves[index], index as u64, size as u64, &proof, &root).unwrap();
        }
        for old in 1..=size {
            let proof = tree::prove_consistency(old as u64, size as u64, store.read()).unwrap();
            assert_eq!(proof, naive::consistency(old, leaves, true));
            let old_root = naive::root(&leaves[..old]);
            check_consistency(old as u64, size as u64, &old_root, &root, &proof).unwrap();
        }
        subtrees_of(leaves, &store, &root);
    }
}

fn subtrees_of(leaves: &[Hash], store: &Store, root: &Hash) {
    let size = leaves.len();
    for (start, end) in (0..size).flat_map(|start| (start + 1..=size).map(move |end| (start, end))) {
        let (first, last) = (start as u64, end as u64);
        let proof = tree::prove_subtree(first, last, size as u64, store.read());
        if start % (end - start).next_power_of_two() != 0 {
            let refused = ProofError::Subtree { start: first, end: last, size: size as u64 };
            assert_eq!(proof, Err(ProveError::Position(refused)));
            continue;
        }
        let (proof, subtree) = (proof.unwrap(), naive::root(&leaves[start..end]));
        assert_eq!(proof, naive::subtree(start, end, leaves, true), "[{start}, {end}) of {size}");
        check_subtree_consistency(first, last, size as u64, &subtree, root, &proof).unwrap();
        let inside = naive::inclusion(0, &leaves[start..end]);
        check_subtree_inclusion(&leaves[start], first, first, last, &inside, &subtree).unwrap();
    }
}

#[test]
fn the_empty_tree() {
    let (empty, other) = (Hash::empty_root(), Hash::leaf(b"x"));
    let never = |id: NodeId| -> Result<Hash, Infallible> { panic!("{id:?} read") };
    assert_eq!(tree::root(0, never), Ok(empty));
    assert_eq!(tree::prove_consistency(0, 5, never).unwrap(), []);
    assert_eq!(check_consistency(0, 0, &empty, &empty, &[]), Ok(()));
    assert!(matches!(check_consistency(0, 0, &other, &other, &[]), Err(ProofError::Root { .. })));
    assert!(matches!(check_consistency(0, 0, &empty, &other, &[]), Err(ProofError::Root { .. })));
    assert!(matches!(check_consistency(0, 0, &empty, &empty, &[other]), Err(ProofError::Length { .. })));
    assert_eq!(check_consistency(0, 1, &empty, &other, &[]), Err(ProofError::FromEmpty));
    assert!(check_subtree_consistency(0, 0, 5, &empty, &other, &[]).is_ok());
    assert!(check_subtree_consistency(0, 0, 5, &other, &other, &[]).is_err());
}

#[test]
fn what_a_refused_proof_says() {
    let leaves = naive::leaves(5);
    let root = naive::root(&leaves);
    let proof = naive::inclusion(1, &leaves);
    let zero = Hash([0; 32]);
    let said = [
        check_inclusion(&leaves[1], 5, 5, &proof, &root),
        check_inclusion(&leaves[1], 1, 5, &proof[..2], &root),
        check_inclusion(&leaves[1], 1, 5, &[proof.as_slice(), &[zero]].concat(), &root),
        check_inclusion(&leaves[1], 1, 5, &proof, &zero),
        check_consistency(6, 5, &zero, &zero, &[]),
        check_consistency(3, 5, &zero, &root, &naive::consistency(3, &leaves, true)),
        check_subtree_consistency(1, 3, 5, &zero, &root, &[]),
    ];
    let said: String = said.into_iter().map(|result| format!("{}\n", result.unwrap_err())).collect();
    expect![[r#"
        index `5` is outside a tree of size `5`
        the proof has 2 hashes, too few for this position
        the proof has 4 hashes, too many for this position
        the proof leads to root `cb03def0c5b63bdecbed6cd863c8e61edab23e1ac7ab70281c699183cac2bef6`, not `0000000000000000000000000000000000000000000000000000000000000000`
        the older size `6` is larger than the newer size `5`
        the proof leads to `9b4965f8b220ba42f7039ad0781c966cf90bb1aea15a80586d634b322ab1f4ce`, not to the older hash `0000000000000000000000000000000000000000000000000000000000000000`
        `[1, 3)` is not a subtree of a tree of size `5`
    "#]]
    .assert_eq(&said);
}

/// A tree size up to 2000, small ones often.
fn size() -> impl Strategy<Value = u64> {
    prop_oneof![1..=20_u64, 1..=2000_u64]
}

fn size_and_index() -> impl Strategy<Value = (u64, u64)> {
    size().prop_flat_map(|size| (Just(size), 0..size))
}

/// A valid subtree: pick a length, then an aligned start.
fn size_and_subtree() -> impl Strategy<Value = (u64, u64, u64)> {
    size().prop_flat_map(|size| (Just(size), 1..=size)).prop_flat_map(|(size, length)| {
        let step = length.next_power_of_two();
        (Just(size), 0..=(size - length) / step, Just((length, step)))
            .prop_map(|(size, place, (length, step))| (size, place * step, place * step + length))
    })
}

/// Every change of one bit of one hash, every missing and every added hash must be refused.
fn refuses_changes(proof: &[Hash], bit: usize, check: impl Fn(&[Hash]) -> Result<(), ProofError>) {
    assert_eq!(check(proof), Ok(()));
    for at in 0..proof.len() {
        let mut changed = proof.to_vec();
        changed[at].0[bit / 8] ^= 1 << (bit % 8);
        assert!(check(&changed).is_err(), "hash {at} changed");
        changed.remove(at);
        assert!(check(&changed).is_err(), "hash {at} missing");
    }
    for at in 0..=proof.len() {
        let mut longer = proof.to_vec();
        longer.insert(at, Hash([7; 32]));
        assert!(check(&longer).is_err(), "hash added at {at}");
    }
}

fn changed(hash: &Hash) -> Hash {
    let mut hash = *hash;
    hash.0[31] ^= 1;
    hash
}

proptest! {
    #[test]
    fn inclusion_is_proved_and_nothing_else((size, index) in size_and_index(), bit in 0..256_usize) {
        let leaves = naive::leaves(size);
        let (root, leaf) = (naive::root(&leaves), leaves[index as usize]);
        let proof = tree::prove_inclusion(index, size, Store::of(&leaves).read()).unwrap();
        prop_assert_eq!(&proof, &naive::inclusion(index as usize, &leaves));
        refuses_changes(&proof, bit, |proof| check_inclusion(&leaf, index, size, proof, &root));
        prop_assert!(check_inclusion(&changed(&leaf), index, size, &proof, &root).is_err());
        prop_assert!(check_inclusion(&leaf, index, size, &proof, &changed(&root)).is_err());
        for other in [index ^ 1, index + 1, size, u64::MAX] {
            prop_assert!(check_inclusion(&leaf, other, size, &proof, &root).is_err());
        }
    }

    #[test]
    fn consistency_is_proved_and_nothing_else((new, index) in size_and_index(), bit in 0..256_usize) {
        let (leaves, old) = (naive::leaves(new), index + 1);
        let (old_root, new_root) = (naive::root(&leaves[..old as usize]), naive::root(&leaves));
        let proof = tree::prove_consistency(old, new, Store::of(&leaves).read()).unwrap();
        prop_assert_eq!(&proof, &naive::consistency(old as usize, &leaves, true));
        refuses_changes(&proof, bit, |proof| check_consistency(old, new, &old_root, &new_root, proof));
        prop_assert!(check_consistency(old, new, &changed(&old_root), &new_root, &proof).is_err());
        prop_assert!(check_consistency(old, new, &old_root, &changed(&new_root), &proof).is_err());
    }

    #[test]
    fn subtrees_are_proved_and_nothing_else((size, start, end) in size_and_subtree(), bit in 0..256_usize) {
        let leaves = naive::leaves(size);
        let (subtree, root) = (naive::root(&leaves[start as usize..end as usize]), naive::root(&leaves));
        let proof = tree::prove_subtree(start, end, size, Store::of(&leaves).read()).unwrap();
        prop_assert_eq!(&proof, &naive::subtree(start as usize, end as usize, &leaves, true));
        refuses_changes(&proof, bit, |proof| check_subtree_consistency(start, end, size, &subtree, &root, proof));
        prop_assert!(check_subtree_consistency(start, end, size, &changed(&subtree), &root, &proof).is_err());
    }

    #[test]
    fn a_frontier_is_the_tree(size in 0..600_u64) {
        let leaves = naive::leaves(size);
        let store = Store::of(&leaves);
        prop_assert_eq!(store.frontier.root(), naive::root(&leaves));
        prop_assert_eq!(tree::root(size, store.read()).unwrap(), naive::root(&leaves));
        prop_assert_eq!(&Frontier::load(size, store.read()).unwrap(), &store.frontier);
        let again = Frontier::from_peaks(size, store.frontier.peaks().to_vec()).unwrap();
        prop_assert_eq!(&again, &store.frontier);
        prop_assert!(Frontier::from_peaks(size + 1, vec![Hash([0; 32]); 11]).is_err());
        for (id, hash) in &store.nodes {
            let (first, last) = (id.index << id.level, (id.index + 1) << id.level);
            prop_assert_eq!(*hash, naive::root(&leaves[first as usize..last as usize]));
        }
    }

    /// Sizes nobody has, from someone who lies: an answer, never a panic or an endless loop.
    #[test]
    fn no_number_is_too_large(a: u64, b: u64, c: u64, small in 0..3_u64, hashes in 0..70_usize) {
        let zero = Hash([0; 32]);
        let proof = vec![zero; hashes];
        let read = |_: NodeId| -> Result<Hash, Infallible> { Ok(zero) };
        for (a, b, c) in [(a, b, c), (a % 99, b, c), (u64::MAX - small, u64::MAX, u64::MAX), (0, u64::MAX - small, u64::MAX)] {
            prop_assert!(check_inclusion(&zero, a, b, &proof, &zero).is_err());
            let _ = check_consistency(a, b, &zero, &zero, &proof);
            let _ = check_subtree_consistency(a, b, c, &zero, &zero, &proof);
            let _ = check_subtree_inclusion(&zero, a, b, c, &proof, &zero);
            let longest = |proof: Result<Vec<Hash>, _>| proof.map_or(0, |proof: Vec<Hash>| proof.len());
            prop_assert!(longest(tree::prove_inclusion(a, b, read)) <= tree::MAX_PROOF);
            prop_assert!(longest(tree::prove_consistency(a, b, read)) <= tree::MAX_PROOF + 1);
            prop_assert!(longest(tree::prove_subtree(a, b, c, read)) <= tree::MAX_PROOF + 1);
            let _ = tree::root(a, read);
        }
    }
}
