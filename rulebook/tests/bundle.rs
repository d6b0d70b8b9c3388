//! Bundles: the same files make the same bytes, and no bytes of strangers do harm.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::BTreeMap;

use expect_test::expect;
use proptest::{collection::vec, prelude::*};
use rulebook::bundle::{MAX_BYTES, MAX_FILES, bundle, digest, unbundle};

#[test]
fn files_come_back_as_they_were() {
    let files = common::files();
    let bytes = bundle(&files);
    assert_eq!(unbundle(&bytes), Ok(files));
    assert!(bytes.starts_with(b"veedor-rulebook@v1\nfile MX-07-plazo-para-decidir.md "));
}

#[test]
fn a_digest_is_of_the_bytes() {
    let files = BTreeMap::from([("a.md".to_owned(), "á\n".to_owned())]);
    assert_eq!(bundle(&files), "veedor-rulebook@v1\nfile a.md 3\ná\n".as_bytes());
    expect!["218dd7d9d747b070"].assert_eq(&digest(&files)[..16]);
}

#[test]
fn bytes_that_are_no_bundle_say_why() {
    let refused = |text: &str| unbundle(text.as_bytes()).map(|_| ()).unwrap_err().to_string();
    let texts = [
        "veedor-rulebook@v2\n",
        "veedor-rulebook@v1\nfile a.md\n",
        "veedor-rulebook@v1\nfile a.md 01\nx",
        "veedor-rulebook@v1\nfile a.md 9\nx",
        "veedor-rulebook@v1\nfile a.md 18446744073709551615\nx",
        "veedor-rulebook@v1\nfile ../a.md 1\nx",
        "veedor-rulebook@v1\nfile .a 1\nx",
        "veedor-rulebook@v1\nfile b.md 1\nxfile a.md 1\nx",
        "veedor-rulebook@v1\nfile a.md 1\nxfile a.md 1\nx",
    ];
    let told: String = texts.iter().map(|text| refused(text) + "\n").collect();
    expect![[r#"
        a bundle begins with the line `veedor-rulebook@v1`
        at byte 19 there should be a line `file NAME BYTES`, names in order and each once
        at byte 19 there should be a line `file NAME BYTES`, names in order and each once
        at byte 19 there should be a line `file NAME BYTES`, names in order and each once
        at byte 19 there should be a line `file NAME BYTES`, names in order and each once
        `../a.md` is no name of a page: letters, digits, `.`, `-` and `_`, not beginning with `.`
        `.a` is no name of a page: letters, digits, `.`, `-` and `_`, not beginning with `.`
        at byte 32 there should be a line `file NAME BYTES`, names in order and each once
        at byte 32 there should be a line `file NAME BYTES`, names in order and each once
    "#]]
    .assert_eq(&told);
    let mut bytes = b"veedor-rulebook@v1\nfile a.md 1\n".to_vec();
    bytes.push(0xff);
    assert_eq!(unbundle(&bytes).unwrap_err().to_string(), "the file `a.md` is not UTF-8 text");
}

#[test]
fn limits_hold() {
    let many: BTreeMap<String, String> = (0..=MAX_FILES).map(|n| (format!("f{n:05}"), String::new())).collect();
    assert!(unbundle(&bundle(&many)).unwrap_err().to_string().contains("at most 2000 files"));
    let large = BTreeMap::from([("a".to_owned(), "x".repeat(MAX_BYTES))]);
    assert!(unbundle(&bundle(&large)).unwrap_err().to_string().contains("at most 4194304 bytes"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_prints_as_the_same_bytes(mut bytes in vec(any::<u8>(), 0..60), at in 0_usize..400, cut in 0_usize..400) {
        let mut whole = bundle(&common::files());
        let (at, cut) = (at.min(whole.len()), cut.min(whole.len()));
        whole.splice(at..(at + cut % 5).min(whole.len()), bytes.drain(..));
        if let Ok(files) = unbundle(&whole) {
            prop_assert_eq!(bundle(&files), whole);
        }
    }
}
