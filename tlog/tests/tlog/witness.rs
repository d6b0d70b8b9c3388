//! The witness protocol (c2sp.org/tlog-witness): the request of the specification, every answer it names, and the law that
//! what is cosigned in a row is one history.

use crate::examples::{CHECKPOINT, COSIGNED_AT, ct_entries, ct_root, log_key, witness_key};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use tlog::witness::{AddCheckpoint, Head, Refusal, read_answer};
use tlog::{Algorithm, Checkpoint, Hash, SignerKey, tree};

/// The example request of the specification.
const SPEC_REQUEST: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u{2014} example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

fn leaves() -> Vec<Hash> {
    ct_entries().iter().map(|entry| Hash::leaf(entry)).collect()
}

fn root(leaves: &[Hash]) -> Hash {
    let mut frontier = tlog::Frontier::new();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// The proof from one size of a list of leaves to its whole.
fn proof(old: usize, leaves: &[Hash]) -> Vec<Hash> {
    let node = |id: tlog::NodeId| {
        let at = (id.index << id.level) as usize;
        Ok::<_, ()>(root(&leaves[at..at + (1 << id.level)]))
    };
    tree::prove_consistency(old as u64, leaves.len() as u64, node).unwrap()
}

fn request(key: &SignerKey, old: usize, leaves: &[Hash]) -> AddCheckpoint {
    let checkpoint = Checkpoint::new(key.name().as_str(), leaves.len() as u64, root(leaves)).unwrap();
    AddCheckpoint { old: old as u64, proof: proof(old, leaves), checkpoint: checkpoint.sign(key).unwrap() }
}

fn decided(bytes: &[u8], last: usize) -> Result<Head, Refusal> {
    let request = AddCheckpoint::parse(bytes)?;
    let opened = request.open(&[log_key().verifier()])?;
    let head = if last == 0 { Head::none() } else { Head { size: last as u64, root: ct_root(last) } };
    opened.follows(head).map(|()| opened.head())
}

fn check(bytes: &[u8], last: usize, expected: &Expect) {
    let said = match decided(bytes, last) {
        Ok(head) => format!("cosigned at {}", head.size),
        Err(refusal) => refusal.to_string(),
    };
    expected.assert_eq(&said);
}

#[test]
fn the_request_of_the_specification_is_read_and_printed() {
    let request = AddCheckpoint::parse(SPEC_REQUEST.as_bytes()).unwrap();
    assert_eq!((request.old, request.proof.len()), (20_852_014, 4));
    assert_eq!(request.to_bytes(), SPEC_REQUEST.as_bytes());
    // Its key is published nowhere; to a witness that does not know it, the log is unknown.
    check(
        SPEC_REQUEST.as_bytes(),
        0,
        &expect!["this witness does not know the log `example.com/behind-the-sofa`; ask whoever keeps it"],
    );
}

#[test]
fn each_answer_of_the_specification_in_its_order() {
    let leaves = leaves();
    let good = request(&log_key(), 3, &leaves[..5]);
    check(&good.to_bytes(), 3, &expect!["cosigned at 5"]);
    check(&request(&log_key(), 0, &leaves[..5]).to_bytes(), 0, &expect!["cosigned at 5"]);
    check(&request(&log_key(), 5, &leaves[..5]).to_bytes(), 5, &expect!["cosigned at 5"]);
    check(b"old 03\n\nx", 0, &expect!["line 1: expected `old` and a decimal size without leading zero"]);
    check(
        b"old 3\nAAAA\n\n",
        3,
        &expect!["line 2: expected the base64 of a 32-byte hash, or an empty line before the checkpoint"],
    );
    let mut long = good.clone();
    long.proof = vec![Hash::empty_root(); 64];
    check(&long.to_bytes(), 3, &expect!["line 65: expected an empty line after 63 hashes"]);
    let other = SignerKey::from_seed("other.example/log", Algorithm::Ed25519, [1; 32]).unwrap();
    check(
        &request(&other, 3, &leaves[..5]).to_bytes(),
        3,
        &expect!["this witness does not know the log `other.example/log`; ask whoever keeps it"],
    );
    let thief = SignerKey::from_seed("log.example/register", Algorithm::Ed25519, [9; 32]).unwrap();
    check(
        &request(&thief, 3, &leaves[..5]).to_bytes(),
        3,
        &expect!["the checkpoint is not signed by its log: none of the known keys signed this note"],
    );
    let mut ahead = request(&log_key(), 3, &leaves[..5]);
    ahead.old = 6;
    check(&ahead.to_bytes(), 6, &expect!["the old size `6` is larger than the checkpoint's `5`"]);
    check(
        &good.to_bytes(),
        4,
        &expect!["the last checkpoint cosigned has size `4`; prove that this one follows from it"],
    );
    let mut unproved = good.clone();
    unproved.proof.pop();
    check(
        &unproved.to_bytes(),
        3,
        &expect![
            "the checkpoint is not shown to follow from the one cosigned last: the proof has 3 hashes, too few for this position"
        ],
    );
    let mut first = request(&log_key(), 0, &leaves[..5]);
    first.proof = good.proof;
    check(
        &first.to_bytes(),
        0,
        &expect![
            "the checkpoint is not shown to follow from the one cosigned last: the proof has 4 hashes, too many for this position"
        ],
    );
    let mut forked = leaves.clone();
    forked[1] = Hash::leaf(b"another entry");
    let same_size = request(&log_key(), 5, &forked[..5]);
    assert!(matches!(decided(&same_size.to_bytes(), 5), Err(Refusal::Proof(_))));
    let later = request(&log_key(), 3, &forked[..5]);
    assert!(matches!(decided(&later.to_bytes(), 3), Err(Refusal::Proof(_))));
    let text = format!("log.example/register\n0\n{}\n", ct_root(1).to_base64());
    let line = log_key().sign(&text).unwrap();
    let empty = AddCheckpoint { old: 0, proof: vec![], checkpoint: format!("{text}\n{line}").into_bytes() };
    assert!(matches!(decided(&empty.to_bytes(), 0), Err(Refusal::EmptyRoot(_))));
    assert!(matches!(decided(&empty.to_bytes(), 3), Err(Refusal::Conflict(3))));
}

#[test]
fn an_answer_is_believed_as_far_as_its_signature_goes() {
    let (text, lines) = CHECKPOINT.split_once("\n\n").unwrap();
    let (text, answer) = (format!("{text}\n"), lines.split_inclusive('\n').nth(1).unwrap());
    let read = |answer: &str| read_answer(answer.as_bytes(), &text, &witness_key().verifier()).map(|(_, time)| time);
    assert_eq!(read(answer), Some(COSIGNED_AT));
    assert_eq!(read(&format!("nonsense\n{lines}")), Some(COSIGNED_AT));
    assert_eq!(read(&answer.replace("AABkGFDL", "AABkGFDM")), None);
    assert_eq!(read(""), None);
    let timeless = tlog::cosign(&witness_key(), &text, 0).unwrap().to_string();
    assert_eq!(read(&timeless), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is asked in whatever order, of two histories that differ at some entry: what is cosigned is one history.
    #[test]
    fn what_is_cosigned_in_a_row_is_one_history(
        differ in 0usize..12,
        asked in prop::collection::vec((any::<bool>(), 0usize..12, 0usize..12), 1..24),
    ) {
        let one: Vec<Hash> = (0..12u8).map(|n| Hash::leaf(&[n])).collect();
        let mut two = one.clone();
        two[differ] = Hash::leaf(b"another");
        let (mut last, mut signed): (Head, Vec<Vec<Hash>>) = (Head::none(), Vec::new());
        for (first, old, size) in asked {
            let leaves = if first { &one[..size] } else { &two[..size] };
            let request = request(&log_key(), old.min(size), leaves);
            let keys = [log_key().verifier()];
            let opened = request.open(&keys).unwrap();
            if opened.follows(last).is_ok() {
                last = opened.head();
                signed.push(leaves.to_vec());
            }
        }
        prop_assert!(signed.windows(2).all(|pair| pair[1].starts_with(&pair[0])));
    }
}
