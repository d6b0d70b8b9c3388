//! ML-DSA-44 cosignatures, c2sp.org/tlog-cosignature type 0x06: one that another program made, what is covered by one of
//! ours and what is not, and a policy that asks for both kinds. The signatures alone have their vectors in `src/mldsa.rs`.

use crate::examples::{CHECKPOINT, COSIGNED_AT, LOG_VKEY, WITNESS_VKEY, log_key, witness_key};
use expect_test::expect;
use tlog::{
    Algorithm, Checkpoint, Hash, Note, Policy, SignError, SignatureLine, SignerKey, VerifierKey, proof,
    verify_cosignature, witness::read_answer,
};

/// From the tests of filippo.io/torchwood v0.10.0 (`cmd/litewitness/testdata/mldsa.txt`, ISC): a key, then a checkpoint that
/// its log signed with it, undated.
const THEIRS: &str = include_str!("../vectors/mldsa-log.txt");

fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, Algorithm::MlDsa44, [seed; 32]).unwrap()
}

fn text() -> String {
    Note::parse(CHECKPOINT.as_bytes()).unwrap().text().to_owned()
}

#[test]
fn what_another_program_signed_is_accepted() {
    let (vkey, note) = THEIRS.split_once('\n').unwrap();
    let key = VerifierKey::parse(vkey).unwrap();
    assert_eq!((key.algorithm(), key.to_string().as_str()), (Algorithm::MlDsa44, vkey));
    let note = Note::parse(note.as_bytes()).unwrap();
    assert_eq!(verify_cosignature(&key, note.text(), &note.signatures()[0]), Some(0));
    assert_eq!(note.verify(std::slice::from_ref(&key)).unwrap()[0].timestamp, Some(0));
    let other = note.text().replace("\n1\n", "\n2\n");
    assert_eq!(verify_cosignature(&key, &other, &note.signatures()[0]), None);
}

#[test]
fn name_time_origin_size_and_root_are_covered_and_extension_lines_are_not() {
    let key = key("witness.example/pq", 9);
    let line = tlog::cosign(&key, &text(), COSIGNED_AT).unwrap();
    assert_eq!(line.bytes.len(), 8 + 2420);
    let verifier = key.verifier();
    let holds = |text: &str, line: &SignatureLine| verify_cosignature(&verifier, text, line);
    assert_eq!(holds(&text(), &line), Some(COSIGNED_AT));
    let checkpoint = Checkpoint::parse(&text()).unwrap();
    let changed = [
        Checkpoint { origin: "log.example/other".into(), ..checkpoint.clone() },
        Checkpoint { size: checkpoint.size + 1, ..checkpoint.clone() },
        Checkpoint { root: Hash::leaf(b"other"), ..checkpoint.clone() },
    ];
    assert!(changed.iter().all(|changed| holds(&changed.to_text(), &line).is_none()));
    let extended = Checkpoint { extensions: vec!["more".into()], ..checkpoint };
    assert_eq!(holds(&extended.to_text(), &line), Some(COSIGNED_AT));
    for at in [0, 7, 8, 40, 1000, 2427] {
        let mut changed = line.clone();
        changed.bytes[at] ^= 1;
        assert_eq!(holds(&text(), &changed), None, "byte {at}");
    }
    // The same bits under another name are another cosigner's.
    let renamed = VerifierKey::new(
        SignerKey::from_seed("witness.example/other", Algorithm::MlDsa44, [9; 32]).unwrap().name().clone(),
        Algorithm::MlDsa44,
        verifier.public_key(),
    );
    assert_eq!(verify_cosignature(&renamed.unwrap(), &text(), &line), None);
}

#[test]
fn it_cosigns_checkpoints_and_nothing_else() {
    let key = key("witness.example/pq", 9);
    assert!(matches!(tlog::cosign(&key, "text\n", 1), Err(SignError::Checkpoint(_))));
    assert!(matches!(key.sign("text\n"), Err(SignError::WrongKind(_))));
    assert_eq!(tlog::cosign(&key, &text(), 1 << 63), Err(SignError::Time(1 << 63)));
    let long = SignerKey::from_seed(&"a".repeat(256), Algorithm::MlDsa44, [9; 32]).unwrap();
    assert!(matches!(tlog::cosign(&long, &text(), 1), Err(SignError::Name(_))));
    let line = tlog::cosign(&key, &text(), 5).unwrap();
    assert_eq!(read_answer(line.to_string().as_bytes(), &text(), &key.verifier()).map(|(_, time)| time), Some(5));
    let undated = tlog::cosign(&key, &text(), 0).unwrap();
    assert_eq!(read_answer(undated.to_string().as_bytes(), &text(), &key.verifier()), None);
}

#[test]
fn keys_are_written_as_seeds_and_read_again() {
    let key = key("witness.example/pq", 9);
    let private = key.to_private_text();
    assert_eq!(private.len(), "PRIVATE+KEY+witness.example/pq+00000000+".len() + 44);
    assert_eq!(SignerKey::parse(&private).unwrap().verifier(), key.verifier());
    let vkey = key.verifier().to_string();
    assert_eq!(VerifierKey::parse(&vkey).unwrap(), key.verifier());
    let short = format!("{}=", &vkey[..vkey.len() - 4]);
    assert!(VerifierKey::parse(&short).is_err());
}

#[test]
fn a_policy_asks_for_both_kinds() {
    let key = key("witness.example/pq", 9);
    let policy = format!(
        "log {LOG_VKEY}\nwitness W {WITNESS_VKEY}\nwitness P {}\ngroup both all W P\nquorum both\n",
        key.verifier()
    );
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    assert_eq!(Policy::parse(policy.to_string().as_bytes()).unwrap(), policy);
    let lines = [witness_key(), key].map(|key| tlog::cosign(&key, &text(), 7).unwrap());
    let text = text();
    let log = log_key().sign(&text).unwrap();
    let told = |lines: &[SignatureLine]| {
        let note = Note::new(&text, [std::slice::from_ref(&log), lines].concat()).unwrap();
        let cosigned = proof::cosigned(&note, &policy).unwrap();
        let names: Vec<&str> = cosigned.iter().map(|cosigned| cosigned.witness.as_str()).collect();
        format!("{names:?}: {}\n", policy.reached(&cosigned))
    };
    expect![[r#"
        []: false
        ["W"]: false
        ["P"]: false
        ["W", "P"]: true
    "#]]
    .assert_eq(&[&lines[..0], &lines[..1], &lines[1..], &lines[..]].map(told).concat());
    let log =
        format!("log {}\nquorum none\n", SignerKey::from_seed("a", Algorithm::MlDsa44, [1; 32]).unwrap().verifier());
    assert_eq!(
        Policy::parse(log.as_bytes()).unwrap_err().to_string(),
        "line 1: the key of a log must be of type 0x01, not 0x06"
    );
}
