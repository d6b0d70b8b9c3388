//! Checkpoints and cosignatures: the fixed texts, and every spelling that is not the one.

use crate::examples::{CHECKPOINT, COSIGNED_AT, LOG_VKEY, WITNESS_VKEY, ct_root, log_key, witness_key};
use expect_test::expect;
use proptest::prelude::*;
use tlog::{
    Algorithm, Checkpoint, CheckpointError, Hash, Note, NoteError, SignatureLine, SignedCheckpoint, SignerKey,
    VerifierKey,
};

#[test]
fn the_fixed_checkpoint_is_made_byte_for_byte() {
    let checkpoint = Checkpoint::new("log.example/register", 5, ct_root(5)).unwrap();
    let mut signed = SignedCheckpoint::open(checkpoint.sign(&log_key()).unwrap(), &log_key().verifier()).unwrap();
    signed.push(&tlog::cosign(&witness_key(), &checkpoint.to_text(), COSIGNED_AT).unwrap());
    assert_eq!(signed.bytes(), CHECKPOINT.as_bytes());
}

#[test]
fn the_fixed_checkpoint_opens() {
    let signed = SignedCheckpoint::open(CHECKPOINT.into(), &VerifierKey::parse(LOG_VKEY).unwrap()).unwrap();
    assert_eq!((signed.origin(), signed.size(), signed.root()), ("log.example/register", 5, ct_root(5)));
    let note = Note::parse(signed.bytes()).unwrap();
    let witness = VerifierKey::parse(WITNESS_VKEY).unwrap();
    assert_eq!(tlog::verify_cosignature(&witness, note.text(), &note.signatures()[1]), Some(COSIGNED_AT));
    assert_eq!(tlog::verify_cosignature(&witness, note.text(), &note.signatures()[0]), None);
    assert_eq!(tlog::verify_cosignature(&log_key().verifier(), note.text(), &note.signatures()[1]), None);
    assert_eq!(tlog::verify_cosignature(&witness, "another\n", &note.signatures()[1]), None);
}

#[test]
fn texts_that_are_no_checkpoint() {
    let root = "Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=";
    let bad = [
        String::new(),
        "log\n5\n".to_owned(),
        format!("log\n5\n{root}"),
        format!("\n5\n{root}\n"),
        format!("{}\n5\n{root}\n", "l".repeat(256)),
        format!("lo\tg\n5\n{root}\n"),
        format!("log\n05\n{root}\n"),
        format!("log\n+5\n{root}\n"),
        format!("log\n-5\n{root}\n"),
        format!("log\n 5\n{root}\n"),
        format!("log\n\n{root}\n"),
        format!("log\n5\r\n{root}\n"),
        format!("log\n18446744073709551616\n{root}\n"),
        format!("log\n\u{665}\n{root}\n"),
        format!("log\n5\n{root}=\n"),
        format!("log\n5\n{}\n", &root[..43]),
        format!("log\n5\n{}\n", root.replace("NQ=", "NR=")),
        format!("log\n0\n{root}\n"),
        format!("log\n5\n{root}\n\n"),
        format!("log\n5\n{root}\nextension\n\nmore\n"),
    ];
    let said: String = bad.iter().map(|text| format!("{}\n", Checkpoint::parse(text).unwrap_err())).collect();
    expect![[r#"
        a checkpoint has three lines or more, each ended by a newline
        a checkpoint has three lines or more, each ended by a newline
        a checkpoint has three lines or more, each ended by a newline
        line 1: the origin must be 1 to 255 bytes of text without control characters
        line 1: the origin must be 1 to 255 bytes of text without control characters
        line 1: the origin must be 1 to 255 bytes of text without control characters
        line 2: `05` is not a decimal size without leading zero
        line 2: `+5` is not a decimal size without leading zero
        line 2: `-5` is not a decimal size without leading zero
        line 2: ` 5` is not a decimal size without leading zero
        line 2: `` is not a decimal size without leading zero
        line 2: `5\r` is not a decimal size without leading zero
        line 2: `18446744073709551616` is not a decimal size without leading zero
        line 2: `٥` is not a decimal size without leading zero
        line 3: `Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ==` is not the base64 of a 32-byte root
        line 3: `Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ` is not the base64 of a 32-byte root
        line 3: `Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNR=` is not the base64 of a 32-byte root
        line 3: a log of size 0 has the root of the empty tree, not `4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4`
        line 4: an extension line must not be empty nor hold control characters
        line 5: an extension line must not be empty nor hold control characters
    "#]].assert_eq(&said);
    let extended = format!("log\n18446744073709551615\n{root}\nan extension\nmore\n");
    assert_eq!(Checkpoint::parse(&extended).unwrap().extensions, ["an extension", "more"]);
    let empty = format!("log\n0\n{}\n", Hash::empty_root().to_base64());
    assert_eq!(Checkpoint::parse(&empty).unwrap().size, 0);
}

#[test]
fn checkpoints_not_to_be_believed() {
    let checkpoint = Checkpoint::new("log.example/register", 5, ct_root(5)).unwrap();
    let other = SignerKey::from_seed("other.example", Algorithm::Ed25519, [1; 32]).unwrap();
    let by_other = checkpoint.sign(&other).unwrap();
    let open = |bytes: &[u8], key: &SignerKey| SignedCheckpoint::open(bytes.to_vec(), &key.verifier());
    assert!(matches!(open(&by_other, &other), Err(CheckpointError::WrongOrigin { .. })));
    assert_eq!(open(&by_other, &log_key()), Err(CheckpointError::Note(NoteError::NotSigned)));
    let larger = CHECKPOINT.replacen("\n5\n", "\n6\n", 1);
    assert!(matches!(
        open(larger.as_bytes(), &log_key()),
        Err(CheckpointError::Note(NoteError::BadSignature { line: 5, .. }))
    ));
    assert!(Checkpoint::new("two\nlines", 1, ct_root(1)).is_err());
    assert!(Checkpoint::new("log", 0, ct_root(1)).is_err());
}

proptest! {
    #[test]
    fn checkpoints_are_read_as_written(origin in "[a-zA-Z./ñ +-]{1,40}", size: u64, root: [u8; 32], extensions in prop::collection::vec("[a-z +]{1,9}", 0..4)) {
        let root = if size == 0 { Hash::empty_root() } else { Hash(root) };
        let checkpoint = Checkpoint { extensions, ..Checkpoint::new(&origin, size, root).unwrap() };
        prop_assert_eq!(Checkpoint::parse(&checkpoint.to_text()).unwrap(), checkpoint);
    }

    #[test]
    fn a_cosignature_holds_for_its_text_and_time(time in 0..=i64::MAX as u64, text in "[a-z\n]{0,30}", at in 0..72_usize, bit in 0..8_u8) {
        let (key, text) = (witness_key(), format!("{text}\n"));
        let line = tlog::cosign(&key, &text, time).unwrap();
        let read = SignatureLine::parse(&line.to_string()).unwrap();
        prop_assert_eq!(&read, &line);
        prop_assert_eq!(tlog::verify_cosignature(&key.verifier(), &text, &line), Some(time));
        let mut changed = line;
        changed.bytes[at] ^= 1 << bit;
        prop_assert_eq!(tlog::verify_cosignature(&key.verifier(), &text, &changed), None);
        changed.bytes.truncate(at);
        prop_assert_eq!(tlog::verify_cosignature(&key.verifier(), &text, &changed), None);
    }
}
