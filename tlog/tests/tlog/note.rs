//! Keys and notes: the specification's example, what is refused and why, and who counts as having signed.

use crate::examples::{LOG_VKEY, SPEC_NOTE, SPEC_VKEY, WITNESS_VKEY, log_key, witness_key};
use expect_test::expect;
use proptest::prelude::*;
use tlog::note::MAX_SIGNATURES;
use tlog::{Algorithm, KeyError, KeyName, Note, NoteError, SignError, SignatureLine, SignerKey, VerifierKey};

#[test]
fn the_example_of_the_specification() {
    let key = VerifierKey::parse(SPEC_VKEY).unwrap();
    assert_eq!((key.name().as_str(), key.key_id().to_string()), ("example.com/foo", "530d903a".to_owned()));
    assert_eq!(key.to_string(), SPEC_VKEY);
    let note = Note::parse(SPEC_NOTE.as_bytes()).unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    assert_eq!(note.verify(&[key]).unwrap().len(), 1);
    assert_eq!(note.to_bytes(), SPEC_NOTE.as_bytes());
}

#[test]
fn keys_from_seeds() {
    assert_eq!(log_key().verifier().to_string(), LOG_VKEY);
    assert_eq!(witness_key().verifier().to_string(), WITNESS_VKEY);
    let private = log_key().to_private_text();
    assert_eq!(private, "PRIVATE+KEY+log.example/register+35024710+AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB");
    let again = SignerKey::parse(&private).unwrap();
    assert_eq!(again.sign("text\n"), log_key().sign("text\n"));
    assert_eq!(SignerKey::parse(&witness_key().to_private_text()).unwrap().verifier(), witness_key().verifier());
    let shown = format!("{:?}", log_key());
    assert_eq!(shown, format!("SignerKey({LOG_VKEY})"), "a private key does not show itself");
}

#[test]
fn keys_that_are_refused() {
    let base64 = "AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    let bad = [
        "",
        "name",
        "name+35024710",
        "+35024710+AYqI",
        "a name+35024710+AYqI",
        &format!("log.example/register+3502471+{base64}"),
        &format!("log.example/register+3502471O+{base64}"),
        &format!("LOG.example/register+35024710+{base64}"),
        &format!("log.example/register+35024711+{base64}"),
        &format!("log.example/register+35024710+{base64}="),
        &format!("log.example/register+35024710+{}", &base64[..40]),
        "log.example/register+35024710+",
        "log.example/register+35024710+BoqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "log.example/register+35024710+BYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
    ];
    let said: String = bad.iter().map(|key| format!("{}\n", VerifierKey::parse(key).unwrap_err())).collect();
    expect![[r#"
        a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`
        a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`
        a verifier key is `name+keyid+base64`, a private key `PRIVATE+KEY+name+keyid+base64`
        `` is no key name: it must not be empty nor hold a space, a control character or `+`
        `a name` is no key name: it must not be empty nor hold a space, a control character or `+`
        `3502471` is no key ID: it must be eight lower-case hex digits
        `3502471O` is no key ID: it must be eight lower-case hex digits
        the key ID is `35024710`, but this name and key give `7e84f359`; was the name changed?
        the key ID is `35024711`, but this name and key give `35024710`; was the name changed?
        the key is not the base64 of a type byte and 32 bytes, or 1312 of a public ML-DSA-44 key
        the key is not the base64 of a type byte and 32 bytes, or 1312 of a public ML-DSA-44 key
        the key is not the base64 of a type byte and 32 bytes, or 1312 of a public ML-DSA-44 key
        the key is not the base64 of a type byte and 32 bytes, or 1312 of a public ML-DSA-44 key
        key type `0x05` is not supported, only 0x01 (Ed25519), 0x04 (Ed25519 cosignature/v1) and 0x06 (ML-DSA-44 cosignature)
    "#]]
    .assert_eq(&said);
    let upper = LOG_VKEY.replace("35024710", "3502471A");
    assert!(matches!(VerifierKey::parse(&upper), Err(KeyError::KeyId(_))));
    assert!(matches!(SignerKey::parse(LOG_VKEY), Err(KeyError::Shape)));
}

/// Under such keys a signature over one text may be good over another, or programs may disagree about it.
#[test]
fn unsound_public_keys() {
    let name = || KeyName::parse("a").unwrap();
    let key = |public: [u8; 32]| VerifierKey::new(name(), Algorithm::Ed25519, &public);
    let with = |first: u8, middle: u8, last: u8| {
        let mut bytes = [middle; 32];
        (bytes[0], bytes[31]) = (first, last);
        bytes
    };
    let unsound = [
        // Small order: the neutral point, y = -1, y = 0 with either sign.
        with(1, 0, 0),
        with(0xec, 0xff, 0x7f),
        with(0, 0, 0),
        with(0, 0, 0x80),
        // Not canonical: y = p, y = p + 1, and the neutral point with a sign; y = p + 3 (a sound point, written wrongly).
        with(0xed, 0xff, 0x7f),
        with(0xee, 0xff, 0x7f),
        with(1, 0, 0x80),
        with(0xf0, 0xff, 0x7f),
        // No point has y = 2.
        with(2, 0, 0),
    ];
    for bytes in unsound {
        assert_eq!(key(bytes), Err(KeyError::Unsound), "{bytes:02x?}");
    }
    assert!(key(with(3, 0, 0)).is_ok(), "y = 3 is a point like any other");
}

#[test]
fn key_names() {
    for name in ["a", "log.example/register", "ñandú", "a-b_c/ü\u{200b}", &"x".repeat(1000)] {
        assert_eq!(KeyName::parse(name).unwrap().as_str(), name);
    }
    for name in ["", " ", "a b", "a+b", "a\u{a0}b", "a\u{2003}", "a\n", "a\t", "\0", "a\u{85}", "a\u{1f}"] {
        assert!(KeyName::parse(name).is_err(), "{name:?}");
    }
}

#[test]
fn notes_that_are_refused() {
    let line = SPEC_NOTE.split_once("\n\n").unwrap().1;
    let many = format!("text\n\n{}", line.repeat(MAX_SIGNATURES + 1));
    let bad: Vec<Vec<u8>> = [
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\nmore",
        "text\n\nmore\n",
        &line.replacen(line, "text\n\n\u{2014} name AAAA", 1),
        "text\n\n\u{2014} name AAAAAAA=\nmore\n",
        "text\n\n\u{2014} name AAAAAAA\n",
        "text\n\n\u{2014} name AAAA\n",
        "text\n\n\u{2014} name AAAAAA==\n",
        "text\n\n\u{2014} name AAAAAAB=\n",
        "text\n\n\u{2014}  AAAAAAA=\n",
        "text\n\n\u{2014} a+b AAAAAAA=\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n\u{2014} name AAAAAAA= \n",
        "te\r\nxt\n\n\u{2014} name AAAAAAA=\n",
        "te\n\txt\n\n\u{2014} name AAAAAAA=\n",
        &many,
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .chain([b"te\n\nx\xfft\n\n".to_vec()])
    .collect();
    let said: String = bad.iter().map(|note| format!("{}\n", Note::parse(note).unwrap_err())).collect();
    expect![[r#"
        there is no empty line between the text and its signatures
        there is no empty line between the text and its signatures
        there is no empty line between the text and its signatures
        there is no signature line after the empty line
        the note does not end in a newline; was it cut off?
        line 3: a signature line is an em dash, the key name and base64, each after one space
        the note does not end in a newline; was it cut off?
        line 4: a signature line is an em dash, the key name and base64, each after one space
        line 3: a signature line is an em dash, the key name and base64, each after one space
        line 3: a signature line is an em dash, the key name and base64, each after one space
        line 3: a signature line is an em dash, the key name and base64, each after one space
        line 3: a signature line is an em dash, the key name and base64, each after one space
        line 3: a signature line is an em dash, the key name and base64, each after one space
        line 3: a signature line is an em dash, the key name and base64, each after one space
        line 3: a signature line is an em dash, the key name and base64, each after one space
        line 3: a signature line is an em dash, the key name and base64, each after one space
        line 1: control character 0x0d is not allowed in a note
        line 2: control character 0x09 is not allowed in a note
        the note has 65 signature lines; at most 64 are accepted
        line 3: the note is not valid UTF-8
    "#]]
    .assert_eq(&said);
    let most = format!("text\n\n{}", line.repeat(MAX_SIGNATURES));
    assert_eq!(Note::parse(most.as_bytes()).unwrap().signatures().len(), MAX_SIGNATURES);
}

#[test]
fn the_last_empty_line_ends_the_text() {
    let text = "one\n\ntwo\n\n\u{2014} not a signature, but text\n\n";
    let signed = note(text, &[log_key().sign(text).unwrap()]);
    let parsed = Note::parse(&signed).unwrap();
    assert_eq!(parsed.text(), text);
    assert!(parsed.verify(&[log_key().verifier()]).is_ok());
}

#[test]
fn who_counts_as_having_signed() {
    let text = "text\n";
    let (log, other) = (log_key(), SignerKey::from_seed("other.example", Algorithm::Ed25519, [9; 32]).unwrap());
    let renamed = SignerKey::from_seed("other.example", Algorithm::Ed25519, [1; 32]).unwrap();
    let by = |key: &SignerKey| key.sign(text).unwrap();
    let bad = SignatureLine { bytes: by(&other).bytes, ..by(&log) };
    let same_name = SignatureLine { key_id: by(&other).key_id, ..by(&log) };
    let cosigned = tlog::cosign(&witness_key(), text, 7).unwrap();
    let (both, witness) = ([log.verifier(), other.verifier()], [witness_key().verifier()]);
    let cases: Vec<(&str, Vec<SignatureLine>, &[VerifierKey])> = vec![
        ("one known", vec![by(&log)], &both),
        ("both, in the order of the note", vec![by(&other), by(&log)], &both),
        ("a known one among unknown ones", vec![by(&renamed), by(&log), cosigned.clone()], &both[..1]),
        ("none known", vec![by(&other)], &both[..1]),
        ("no key at all", vec![by(&log)], &[]),
        ("known name, other key ID", vec![same_name], &both[..1]),
        ("a bad one", vec![bad.clone()], &both),
        ("a bad one after a good one", vec![by(&log), bad.clone()], &both),
        ("a bad one of a known key, another good", vec![bad, by(&other)], &both),
        ("twice by one key", vec![by(&log), by(&log)], &both),
        ("a cosignature", vec![cosigned], &witness),
    ];
    let mut said = String::new();
    for (name, lines, keys) in cases {
        let signed = note(text, &lines);
        let outcome = match Note::parse(&signed).unwrap().verify(keys) {
            Ok(verified) => {
                format!("{:?}", verified.iter().map(|v| (v.key, v.signature, v.timestamp)).collect::<Vec<_>>())
            }
            Err(error) => error.to_string(),
        };
        said += &format!("{name}: {outcome}\n");
    }
    expect![[r#"
        one known: [(0, 0, None)]
        both, in the order of the note: [(1, 0, None), (0, 1, None)]
        a known one among unknown ones: [(0, 1, None)]
        none known: none of the known keys signed this note
        no key at all: none of the known keys signed this note
        known name, other key ID: none of the known keys signed this note
        a bad one: line 3: the signature of `log.example/register` (key ID `35024710`) is not good
        a bad one after a good one: line 4: the signature of `log.example/register` (key ID `35024710`) is not good
        a bad one of a known key, another good: line 3: the signature of `log.example/register` (key ID `35024710`) is not good
        twice by one key: [(0, 0, None)]
        a cosignature: [(0, 0, Some(7))]
    "#]].assert_eq(&said);
}

/// Key IDs have 32 bits, so two keys of one name can share one; this pair was searched for.
#[test]
fn two_keys_of_one_name_and_id() {
    let key = |n: u32| {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&n.to_be_bytes());
        SignerKey::from_seed("log.example/register", Algorithm::Ed25519, seed).unwrap()
    };
    let (one, two) = (key(576), key(150_423));
    assert_eq!(one.verifier().key_id(), two.verifier().key_id());
    let signed = note("text\n", &[one.sign("text\n").unwrap()]);
    let verify = |keys: &[VerifierKey]| Note::parse(&signed).unwrap().verify(keys);
    assert!(matches!(verify(&[one.verifier(), two.verifier()]), Err(NoteError::Ambiguous { .. })));
    assert!(matches!(verify(&[two.verifier()]), Err(NoteError::BadSignature { .. })));
    assert_eq!(verify(&[one.verifier(), one.verifier()]).unwrap().len(), 1, "the same key twice is one key");
}

#[test]
fn what_is_not_signed() {
    assert_eq!(log_key().sign("no newline"), Err(SignError::Text(NoteError::TextEnd)));
    assert!(matches!(
        log_key().sign("a\rb\n"),
        Err(SignError::Text(NoteError::ControlCharacter { line: 1, byte: b'\r' }))
    ));
    assert!(matches!(witness_key().sign("text\n"), Err(SignError::WrongKind(_))));
    assert!(matches!(tlog::cosign(&log_key(), "text\n", 1), Err(SignError::WrongKind(_))));
    assert_eq!(tlog::cosign(&witness_key(), "text\n", 1 << 63), Err(SignError::Time(1 << 63)));
    assert_eq!(Note::new("text\n", Vec::new()), Err(NoteError::NoSignature));
}

fn note(text: &str, lines: &[SignatureLine]) -> Vec<u8> {
    Note::new(text, lines.to_vec()).unwrap().to_bytes()
}

proptest! {
    #[test]
    fn a_signed_text_opens_again(text in "[a-zA-Zñé\u{2014} \n]{0,60}", seed: [u8; 32], time in 0..=i64::MAX as u64, at: prop::sample::Index) {
        let text = format!("{text}\n");
        let key = SignerKey::from_seed("a", Algorithm::Ed25519, seed).unwrap();
        let witness = SignerKey::from_seed("a", Algorithm::CosignatureV1, seed).unwrap();
        let signed = note(&text, &[key.sign(&text).unwrap(), tlog::cosign(&witness, &text, time).unwrap()]);
        let keys = [key.verifier(), witness.verifier()];
        let parsed = Note::parse(&signed).unwrap();
        prop_assert_eq!(parsed.text(), &text);
        prop_assert_eq!(parsed.to_bytes(), signed.clone());
        let verified = parsed.verify(&keys).unwrap();
        prop_assert_eq!(verified.iter().map(|v| v.timestamp).collect::<Vec<_>>(), [None, Some(time)]);
        // One changed bit anywhere: no longer signed by both.
        let mut changed = signed;
        let at = at.index(changed.len());
        changed[at] ^= 1;
        let still = Note::parse(&changed).ok().and_then(|note| note.verify(&keys).ok());
        prop_assert!(still.is_none_or(|verified| verified.len() < 2));
    }

    #[test]
    fn keys_are_read_as_written(seed: [u8; 32], name in "[a-zA-Z0-9./ñ_-]{1,20}", cosigner: bool) {
        let algorithm = if cosigner { Algorithm::CosignatureV1 } else { Algorithm::Ed25519 };
        let key = SignerKey::from_seed(&name, algorithm, seed).unwrap();
        let vkey = key.verifier().to_string();
        prop_assert_eq!(VerifierKey::parse(&vkey).unwrap(), key.verifier());
        let private = key.to_private_text();
        prop_assert_eq!(SignerKey::parse(&private).unwrap().to_private_text(), private);
    }
}
