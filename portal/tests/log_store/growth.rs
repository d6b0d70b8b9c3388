//! A log that grows, is closed, opened and published in any order is the tree of its entries.

use crate::world::{ORIGIN, World, entry, key};
use expect_test::expect;
use portal::log::{Log, Reader};
use proptest::prelude::*;
use tlog::{Algorithm, Hash, SignerKey, tree};

#[test]
fn an_empty_log_is_published_and_opened() {
    let mut world = World::new();
    assert_eq!(world.check(), 0);
    world.close();
    assert_eq!(world.check(), 0);
    assert_eq!(world.files(), ["checkpoint"]);
}

#[test]
fn sizes_around_tiles_and_bundles() {
    let mut world = World::new();
    for size in [1u64, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537] {
        let have = world.opened().0.size();
        world.append(size - have);
        assert_eq!(world.check(), size);
        world.close();
        assert_eq!(world.check(), size);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Whatever the batches, and wherever the log was published, settled or opened again.
    #[test]
    fn any_order_of_steps_gives_the_same_log(steps in prop::collection::vec((0u8..5, 1u64..600), 1..14)) {
        let mut world = World::new();
        for (step, count) in steps {
            match step {
                0 | 1 => world.append(count),
                2 => drop(world.publish()),
                3 => world.close(),
                _ => { world.publish(); world.settle(); }
            }
        }
        world.check();
        world.close();
        world.check();
    }
}

#[test]
fn what_is_no_batch_is_refused_and_leaves_the_log_as_it_was() {
    let mut world = World::new();
    world.append(3);
    let long = vec![0; 65_536];
    let longest = vec![0; 65_535];
    let too_many = vec![&b"x"[..]; 65_537];
    let too_big = vec![&longest[..]; 1025];
    let mut refusals = String::new();
    for batch in [&[][..], &[&b"one"[..], b""], &[&long], &too_many, &too_big] {
        let error = world.opened().0.append(batch).expect_err("refused");
        refusals += &format!("{error}\n");
    }
    expect![[r#"
        a batch has 1 to 65536 entries and at most 64 MiB; this one has 0 entries and 0 bytes
        entry 1 of the batch has 0 bytes; an entry has 1 to 65535
        entry 0 of the batch has 65536 bytes; an entry has 1 to 65535
        a batch has 1 to 65536 entries and at most 64 MiB; this one has 65537 entries and 196611 bytes
        a batch has 1 to 65536 entries and at most 64 MiB; this one has 1025 entries and 67175425 bytes
    "#]]
    .assert_eq(&refusals);
    world.append(2);
    assert_eq!(world.check(), 5);
}

#[test]
fn a_log_has_one_writer_one_key_and_one_beginning() {
    let mut world = World::new();
    world.append(1);
    world.publish();
    let dir = world.path();
    let errors = |error: Result<(), portal::log::LogError>| {
        error.expect_err("refused").to_string().replace(&dir.display().to_string(), "DIR") + "\n"
    };
    let mut said = errors(Log::open(&dir, key()).map(drop));
    world.close();
    let other = SignerKey::from_seed(ORIGIN, Algorithm::Ed25519, [8; 32]).expect("a key");
    said += &errors(Log::open(&dir, other).map(drop));
    said += &errors(Log::create(&dir, &key()));
    std::fs::remove_file(dir.join("log.db")).expect("removed");
    said += &errors(Log::open(&dir, key()).map(drop));
    said += &errors(Log::create(&dir, &key()));
    std::fs::remove_dir_all(dir.join("public")).expect("removed");
    said += &errors(Log::open(&dir, key()).map(drop));
    expect![[r#"
        `DIR` is open in another process; stop that one first, a log has one writer
        the log in `DIR` was signed by another key than `log.example/test`; use the key it was created with
        there is already a log in `DIR`; open it, or choose an empty directory
        `DIR` has published files but no journal `log.db`; restore `log.db`, because a new one could contradict what was published
        `DIR` has published files but no journal `log.db`; restore `log.db`, because a new one could contradict what was published
        there is no log in `DIR`; create one first
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_journal_older_than_what_was_published_is_refused() {
    let mut world = World::new();
    world.append(10);
    world.close();
    let backup = std::fs::read(world.path().join("log.db")).expect("read");
    world.append(10);
    world.publish();
    world.close();
    for name in ["log.db-wal", "log.db-shm"] {
        let _ = std::fs::remove_file(world.path().join(name));
    }
    std::fs::write(world.path().join("log.db"), backup).expect("written");
    let error = world.open_error().expect("refused").to_string();
    expect![
        "the published checkpoint has 20 entries and the journal 10, and the two do not fit; restore the newer `log.db`"
    ]
    .assert_eq(&error);
}

#[test]
fn readers_prove_and_verify_what_they_read() {
    let mut world = World::new();
    world.append(700);
    world.publish();
    world.append(60_000);
    world.append(6_000);
    world.check();
    let size = 66_700;
    let reader = world.reader();
    let signed = reader.checkpoint(&world.verifier()).expect("signed");
    for index in [0, 255, 256, 65_535, 65_536, 66_699] {
        let proof = reader.inclusion_proof(index, size).expect("proved");
        tree::check_inclusion(&Hash::leaf(&entry(index)), index, size, &proof, &signed.root()).expect("holds");
    }
    for old in [1, 256, 700, 65_536, 66_699, size] {
        let proof = reader.consistency_proof(old, size).expect("proved");
        tree::check_consistency(old, size, &world.naive.root(old), &signed.root(), &proof).expect("holds");
    }
    let verified = reader.verified_entries(250..66_700, signed.checkpoint()).expect("verified");
    for (index, found) in (250..).zip(verified) {
        assert_eq!(found.expect("read"), entry(index));
    }
    // A reader that still holds the checkpoint of 700 gets its entries, whose partial bundle is gone by now or not.
    let old: Result<Vec<_>, _> = reader.entries(600..700, 700).expect("in range").collect();
    assert_eq!(old.expect("read").len(), 100);
    assert!(reader.entries(600..701, 700).is_err());
}

#[test]
fn a_verifying_reader_is_not_deceived() {
    let mut world = World::new();
    world.append(1000);
    world.check();
    let path = world.public("tile/entries/001");
    let mut bytes = std::fs::read(&path).expect("read");
    bytes[100] ^= 1;
    std::fs::write(&path, bytes).expect("written");
    let reader = Reader::dir(&world.public(""));
    let signed = reader.checkpoint(&world.verifier()).expect("signed");
    let read: Result<Vec<_>, _> = reader.verified_entries(0..1000, signed.checkpoint()).expect("edge").collect();
    expect!["`tile/entries/001` holds entries that are not under the signed root"]
        .assert_eq(&read.expect_err("found").to_string());
}
