//! Published files changed behind the register's back: nothing of them is believed at the next start. What can be
//! mended from other copies is; what cannot is named, and the register does not run on it.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test")]

mod support;

use std::path::PathBuf;

use portal::{log::Reader, service::Service};
use support::{ORIGIN, World, claim, key};

/// A register of 600 entries, at rest, with the path of its first full bundle.
fn at_rest() -> (World, PathBuf, Vec<u8>) {
    let mut world = World::new();
    for number in 0..596 {
        world.accept(&claim(number));
    }
    world.service().wait_indexed(600);
    world.stop();
    let bundle = world.path().join("public/log/tile/entries/000");
    let bytes = std::fs::read(&bundle).expect("the first bundle");
    (world, bundle, bytes)
}

fn changed(bytes: &[u8]) -> Vec<u8> {
    let at = bytes.windows(8).position(|text| text == b"observer").expect("the observer's key");
    let mut changed = bytes.to_vec();
    changed[at..at + 8].copy_from_slice(b"attacker");
    changed
}

#[test]
fn a_changed_entry_is_mended_from_the_index() {
    let (mut world, bundle, bytes) = at_rest();
    std::fs::write(&bundle, changed(&bytes)).expect("written");
    world.start();
    assert_eq!(std::fs::read(&bundle).expect("the bundle"), bytes, "as it was");
    assert_eq!(world.post("/filings", &claim(1000)).status, 201);
}

#[test]
fn a_changed_entry_without_another_copy_stops_the_register() {
    let (world, bundle, bytes) = at_rest();
    std::fs::write(&bundle, changed(&bytes)).expect("written");
    std::fs::remove_file(world.path().join("index.db")).expect("the index");
    let says = Service::start(world.config()).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(says.contains("published log is damaged") && says.contains("fsck"), "{says}");
}

#[test]
fn a_flipped_bit_heals_without_another_copy() {
    let (mut world, bundle, bytes) = at_rest();
    let mut flipped = bytes.clone();
    flipped[5_000] ^= 0x10;
    std::fs::write(&bundle, flipped).expect("written");
    std::fs::remove_file(world.path().join("index.db")).expect("the index");
    world.start();
    assert_eq!(std::fs::read(&bundle).expect("the bundle"), bytes, "as it was");
    let reader = Reader::dir(&world.path().join("public/log"));
    assert_eq!(reader.checkpoint(&key(ORIGIN, 1).verifier()).expect("a checkpoint").size(), 600);
}
