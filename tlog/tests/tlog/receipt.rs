//! Receipts: the text, and each step of verifying one failing alone.

use crate::examples::{COSIGNED_AT, LOG_VKEY, WITNESS_VKEY, ct_entries, ct_root, log_key, witness_key};
use crate::naive::Store;
use expect_test::expect;
use proptest::prelude::*;
use tlog::proof::{Outcome, StepName};
use tlog::{Algorithm, Checkpoint, Hash, Policy, Receipt, SignerKey, Verification, tree};

const ENTRY: usize = 3;

fn receipt() -> Receipt {
    receipt_signed_by(&log_key(), &witness_key())
}

fn receipt_signed_by(log: &SignerKey, witness: &SignerKey) -> Receipt {
    let leaves: Vec<Hash> = ct_entries().iter().map(|entry| Hash::leaf(entry)).collect();
    let proof = tree::prove_inclusion(ENTRY as u64, 5, Store::of(&leaves[..5]).read()).unwrap();
    let checkpoint = Checkpoint::new("log.example/register", 5, ct_root(5)).unwrap();
    let mut signed = checkpoint.sign(log).unwrap();
    signed.extend(tlog::cosign(witness, &checkpoint.to_text(), COSIGNED_AT).unwrap().to_string().bytes());
    Receipt { extra: None, index: ENTRY as u64, proof, checkpoint: signed }
}

fn entry() -> Vec<u8> {
    ct_entries()[ENTRY].clone()
}

fn policy() -> Policy {
    Policy::parse(format!("log {LOG_VKEY}\nwitness W {WITNESS_VKEY}\nquorum W\n").as_bytes()).unwrap()
}

#[test]
fn the_text_of_a_receipt() {
    let receipt = Receipt { extra: Some(b"extra data".to_vec()), ..receipt() };
    let text = String::from_utf8(receipt.to_bytes()).unwrap();
    expect![[r#"
        c2sp.org/tlog-proof@v1
        extra ZXh0cmEgZGF0YQ==
        index 3
        ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=
        +sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
        vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=

        log.example/register
        5
        Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=

        — log.example/register NQJHEN/LIF+BTdsIkonNnYFteaGM/rwkw0VRWTVKNgo9Oc6M/NHXyKvvEG+yjoDk/oPpSJfcjTRj8VNNwF5seWWMiQI=
        — witness.example/w1 3xwKNQAAAABkGFDLk+dWK1qGycxgfK1ObVPdffjPHcmhEWDRsAhKbXeUnHQ0gbzKQ4JFx4bE2/GWefP+lLq/whbhX0WTg2IjYcITDQ==
    "#]].assert_eq(&text);
    assert_eq!(Receipt::parse(text.as_bytes()).unwrap(), receipt);
    assert!(receipt.verify(&entry(), &policy()).is_ok());
    assert!(receipt.verify_leaf(&Hash::leaf(&entry()), &policy()).is_ok());
    assert!(receipt.verify(&entry(), &Policy::log(log_key().verifier())).is_ok(), "no cosignature asked for");
}

#[test]
fn each_step_fails_for_its_own_reason() {
    let good = receipt();
    let bytes = |from: &str, to: &str| {
        let text = String::from_utf8(good.to_bytes()).unwrap();
        assert!(text.contains(from));
        text.replacen(from, to, 1).into_bytes()
    };
    let parse = |policy: String| Policy::parse(policy.as_bytes()).unwrap();
    let other_log = SignerKey::from_seed("other.example", Algorithm::Ed25519, [1; 32]).unwrap();
    let other_witness = SignerKey::from_seed("witness.example/w1", Algorithm::CosignatureV1, [3; 32]).unwrap();
    let by_other = Policy::log(other_log.verifier());
    let (ours, no_log) = (policy(), parse(format!("witness W {WITNESS_VKEY}\nquorum W\n")));
    let unwitnessed = receipt_signed_by(&log_key(), &other_witness).to_bytes();
    let cases = [
        ("good", good.to_bytes(), entry(), &ours),
        ("not a receipt", b"{}".to_vec(), entry(), &ours),
        ("no checkpoint", Receipt { checkpoint: b"text\n".to_vec(), ..good.clone() }.to_bytes(), entry(), &ours),
        ("policy without log", good.to_bytes(), entry(), &no_log),
        ("changed size", bytes("\n5\n", "\n6\n"), entry(), &ours),
        ("another log's name", receipt_signed_by(&other_log, &witness_key()).to_bytes(), entry(), &by_other),
        ("unknown witness", unwitnessed, entry(), &ours),
        ("changed cosignature", bytes("3xwKNQAAAABkGFDL", "3xwKNQAAAABkGFDM"), entry(), &ours),
        ("another entry", good.to_bytes(), b"another".to_vec(), &ours),
        ("another index", bytes("index 3", "index 2"), entry(), &ours),
        ("index out of the tree", bytes("index 3", "index 5"), entry(), &ours),
    ];
    let mut said = String::new();
    for (name, receipt, entry, policy) in cases {
        said += &format!("{name}\n{}", show(&Verification::of(&receipt, &entry, policy)));
    }
    expect![[r#"
        good
        not a receipt
          Format: line 1: a receipt begins with `c2sp.org/tlog-proof@v1`
          LogSignature not reached
          Origin not reached
          Witnesses not reached
          Inclusion not reached
        no checkpoint
          Format: the checkpoint cannot be read: there is no empty line between the text and its signatures
          LogSignature not reached
          Origin not reached
          Witnesses not reached
          Inclusion not reached
        policy without log
          LogSignature: the policy names no log to believe; add a `log` line
          Origin not reached
        changed size
          LogSignature: the log's signature does not verify: line 5: the signature of `log.example/register` (key ID `35024710`) is not good
          Origin not reached
          Witnesses: a cosignature does not verify: line 6: the signature of `witness.example/w1` (key ID `df1c0a35`) is not good
        another log's name
          Origin: the checkpoint is of `log.example/register`, but it is signed by `other.example`
        unknown witness
          Witnesses: 0 of the policy's witnesses cosigned, which is not the quorum `W`
        changed cosignature
          Witnesses: a cosignature does not verify: line 6: the signature of `witness.example/w1` (key ID `df1c0a35`) is not good
        another entry
          Inclusion: the entry is not shown to be in the log: the proof leads to root `7fc2e37b6ce53c6e0da7cebde6ea00b1ada7bd61f044f117f38d94b43a799175`, not `4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4`
        another index
          Inclusion: the entry is not shown to be in the log: the proof leads to root `f34e0f48c633dff19c225f1d3df0205a4300621cec488ec0b2d3cb8e01038ef2`, not `4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4`
        index out of the tree
          Inclusion: the entry is not shown to be in the log: index `5` is outside a tree of size `5`
    "#]].assert_eq(&said);
}

/// The steps that did not pass, one a line.
fn show(verification: &Verification) -> String {
    let line = |name: &StepName| match verification.outcome(*name) {
        Outcome::Passed(_) => String::new(),
        Outcome::Failed(error) => format!("  {name:?}: {error}\n"),
        Outcome::NotReached => format!("  {name:?} not reached\n"),
    };
    StepName::ALL.iter().map(line).collect()
}

#[test]
fn what_the_good_receipt_shows() {
    let verification = receipt().verify(&entry(), &policy());
    expect![[r#"
        Passed(
            Witnesses {
                cosigned: [
                    Cosigned {
                        witness: "W",
                        key: "witness.example/w1",
                        timestamp: 1679315147,
                    },
                ],
                quorum: "W",
            },
        )
    "#]]
    .assert_debug_eq(&verification.outcome(StepName::Witnesses));
    assert_eq!(verification.checkpoint.unwrap().size, 5);
}

#[test]
fn texts_that_are_no_receipt() {
    let text = String::from_utf8(receipt().to_bytes()).unwrap();
    let (hash, rest) = text.strip_prefix("c2sp.org/tlog-proof@v1\nindex 3\n").unwrap().split_at(45);
    let first = "c2sp.org/tlog-proof@v1\n";
    let bad = [
        String::new(),
        first.to_owned(),
        format!("c2sp.org/tlog-proof@v2\nindex 3\n{hash}{rest}"),
        format!("{first}extra !\nindex 3\n{hash}{rest}"),
        format!("{first}extra YQ==\nextra YQ==\nindex 3\n{hash}{rest}"),
        format!("{first}{hash}{rest}"),
        format!("{first}index 03\n{hash}{rest}"),
        format!("{first}index 3 \n{hash}{rest}"),
        format!("{first}index 3\nxx{hash}{rest}"),
        format!("{first}index 3\r\n{hash}{rest}"),
        format!("{first}index 3\n{}\n", hash.repeat(65)),
        format!("{first}index 3\n{hash}"),
    ];
    let said: String = bad.iter().map(|text| format!("{}\n", Receipt::parse(text.as_bytes()).unwrap_err())).collect();
    expect![[r#"
        line 1: a receipt begins with `c2sp.org/tlog-proof@v1`
        line 2: the receipt is cut off before its checkpoint
        line 1: a receipt begins with `c2sp.org/tlog-proof@v1`
        line 2: the extra data is not base64
        line 3: expected `index` and a decimal number without leading zero
        line 2: expected `index` and a decimal number without leading zero
        line 2: expected `index` and a decimal number without leading zero
        line 2: expected `index` and a decimal number without leading zero
        line 3: expected the base64 of a 32-byte hash, or an empty line before the checkpoint
        line 2: expected `index` and a decimal number without leading zero
        line 67: an inclusion proof has at most 64 hashes
        line 4: the receipt is cut off before its checkpoint
    "#]]
    .assert_eq(&said);
    assert_eq!(Receipt::parse(format!("{first}index 3\n{}\n", hash.repeat(64)).as_bytes()).unwrap().proof.len(), 64);
}

proptest! {
    /// The claim at stake: no changed byte makes a receipt for something else. Only its extra data, which nothing
    /// vouches for, may change; and lines of unknown keys.
    #[test]
    fn a_changed_receipt_is_refused_or_says_the_same(at: prop::sample::Index, bit in 0..8_u8) {
        let good = receipt();
        let mut bytes = good.to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if Verification::of(&bytes, &entry(), &policy()).is_ok() {
            let changed = Receipt::parse(&bytes).unwrap();
            prop_assert_eq!((changed.index, &changed.proof), (good.index, &good.proof));
            prop_assert_eq!(changed.open().unwrap().1, good.open().unwrap().1);
        }
    }

    #[test]
    fn receipts_are_read_as_written(
        extra in prop::option::of(prop::collection::vec(any::<u8>(), 0..40)),
        index: u64,
        proof in prop::collection::vec(any::<[u8; 32]>(), 0..64),
        checkpoint in prop::collection::vec(any::<u8>(), 0..90),
    ) {
        let receipt = Receipt { extra, index, proof: proof.into_iter().map(Hash).collect(), checkpoint };
        prop_assert_eq!(Receipt::parse(&receipt.to_bytes()).unwrap(), receipt);
    }
}
