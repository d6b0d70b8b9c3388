//! Damage of every kind of file, one at a time: the check names it, repair or the next start heals it, and what cannot be
//! healed is named and left alone.

use crate::world::{World, entry};
use expect_test::{Expect, expect};
use portal::log::{Problem, fsck, repair};
use std::fs;
use std::path::Path;

/// 1,124 entries, published at 1,000 and 1,124: bundles 0 to 3 have left the journal, the rest is still in it.
fn settled() -> World {
    let mut world = World::new();
    world.append(700);
    world.publish();
    world.append(300);
    world.publish();
    world.append(124);
    world.publish();
    world.settle();
    world.close();
    world
}

fn check(world: &World) -> Vec<Problem> {
    let report = fsck(&world.reader(), &world.verifier(), |_, _| {}, &|index, bytes| match bytes == entry(index) {
        true => Ok(()),
        false => Err(format!("entry {index} says something else")),
    });
    report.problems.into_iter().filter(|problem| !problem.what.ends_with("says something else")).collect()
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

fn flip(path: &Path, bit: usize) {
    let mut bytes = fs::read(path).expect("read");
    bytes[bit / 8] ^= 1 << (bit % 8);
    fs::write(path, bytes).expect("written");
}

fn cut(path: &Path, length: u64) {
    fs::OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(length)).expect("cut");
}

/// What is done to one file, what the check says of it, and what repair makes again.
fn damaged(path: &str, harm: impl Fn(&Path), says: Expect, made: Expect) {
    let mut world = settled();
    assert_eq!(lines(&check(&world)), "");
    let whole = fs::read(world.public(path)).expect("there");
    harm(&world.public(path));
    says.assert_eq(&lines(&check(&world)));
    let repaired = repair(&world.path(), &world.verifier(), &|_| None).expect("repairs");
    assert_eq!(lines(&repaired.left), "");
    made.assert_eq(&repaired.made.join(", "));
    assert_eq!(fs::read(world.public(path)).expect("there"), whole);
    world.check();
    world.append(300);
    world.check();
    assert_eq!(lines(&check(&world)), "");
}

#[test]
fn a_flipped_bit_in_an_entry() {
    let harm = |path: &Path| flip(path, 8 * 1000 + 3);
    let says = expect![[r#"
        `tile/entries/001` has 1 of 256 entries that are not what was signed (entry 260); a check with repair makes it again
    "#]];
    damaged("tile/entries/001", harm, says, expect!["tile/entries/001"]);
}

#[test]
fn a_flipped_bit_in_the_length_of_an_entry() {
    let says = expect![[r#"
        `tile/entries/001` is torn: the bundle is cut off in entry `2`, counted from 0 (entries 256 to 511); a check with repair makes it again
    "#]];
    damaged("tile/entries/001", |path| flip(path, 4), says, expect!["tile/entries/001"]);
}

#[test]
fn a_flipped_bit_in_a_tile() {
    let says = expect![[r#"
        `tile/0/002` has 1 wrong hashes; a check with repair makes it again
    "#]];
    damaged("tile/0/002", |path| flip(path, 800), says, expect!["tile/0/002"]);
}

#[test]
fn a_tile_that_is_short_empty_or_gone() {
    let says = expect![[r#"
        `tile/0/003` has 8159 bytes, not 256 hashes; a check with repair makes it again
    "#]];
    damaged("tile/0/003", |path| cut(path, 8159), says, expect!["tile/0/003"]);
    let says = expect![[r#"
        `tile/0/003` has 0 bytes, not 256 hashes; a check with repair makes it again
    "#]];
    damaged("tile/0/003", |path| cut(path, 0), says, expect!["tile/0/003"]);
    let says = expect![[r#"
        `tile/0/000` is missing; a check with repair makes it again
    "#]];
    damaged("tile/0/000", |path| fs::remove_file(path).expect("gone"), says, expect!["tile/0/000"]);
}

#[test]
fn partial_files_and_the_checkpoint_are_made_again_by_the_next_start() {
    for path in ["tile/entries/004.p/100", "tile/0/004.p/100", "tile/1/000.p/4", "checkpoint"] {
        for harm in [
            |path: &Path| flip(path, 90),
            |path: &Path| cut(path, 20),
            |path: &Path| cut(path, 0),
            |path: &Path| fs::remove_file(path).expect("gone"),
        ] {
            let mut world = settled();
            let whole = fs::read(world.public(path)).expect("there");
            harm(&world.public(path));
            let problems = check(&world);
            assert_eq!(problems.len(), 1, "{}", lines(&problems));
            assert_eq!(problems[0].path, path);
            world.check();
            assert_eq!(fs::read(world.public(path)).expect("there"), whole);
        }
    }
}

#[test]
fn a_torn_or_lost_bundle_needs_a_copy() {
    for harm in [
        |path: &Path| cut(path, 30_000),
        |path: &Path| cut(path, 0),
        |path: &Path| fs::remove_file(path).expect("gone"),
    ] {
        let mut world = settled();
        harm(&world.public("tile/entries/001"));
        let problems = check(&world);
        assert_eq!(problems.len(), 1, "{}", lines(&problems));
        assert!(problems[0].advice.contains("mirror") && problems[0].entries.end == 512, "{}", problems[0]);
        let alone = repair(&world.path(), &world.verifier(), &|_| None).expect("runs");
        assert_eq!(alone.left, problems);
        let wrong = |index: u64| Some(entry(index + 1));
        assert_eq!(repair(&world.path(), &world.verifier(), &wrong).expect("runs").left, problems);
        let repaired = repair(&world.path(), &world.verifier(), &|index| Some(entry(index))).expect("repairs");
        assert_eq!((repaired.made, repaired.left), (vec!["tile/entries/001".to_owned()], vec![]));
        world.check();
    }
}

#[test]
fn a_bundle_and_its_tile_and_the_one_above() {
    let mut world = settled();
    flip(&world.public("tile/entries/002"), 5000);
    flip(&world.public("tile/0/002"), 77);
    flip(&world.public("tile/1/000.p/4"), 8 * 40);
    let problems = check(&world);
    for path in ["tile/0/002", "tile/entries/002"] {
        assert!(problems.iter().any(|problem| problem.path == path), "{}", lines(&problems));
    }
    let repaired = repair(&world.path(), &world.verifier(), &|index| Some(entry(index))).expect("repairs");
    assert_eq!(lines(&repaired.left), "");
    assert!(world.public("tile/entries/002.damaged").exists());
    world.check();
}

#[test]
fn a_deleted_public_directory() {
    // Everything is still in the journal: made again.
    let mut young = World::new();
    young.append(900);
    young.publish();
    young.close();
    fs::remove_dir_all(young.path().join("public")).expect("gone");
    young.check();

    // Full bundles had left the journal: named, and healed from a copy.
    let mut old = settled();
    fs::remove_dir_all(old.path().join("public")).expect("gone");
    let error = old.open_error().expect("refused").to_string();
    expect!["published file `tile/0/003` is missing; run a check with repair before the log goes on"].assert_eq(&error);
    let alone = repair(&old.path(), &old.verifier(), &|_| None).expect("runs");
    assert!(!alone.left.is_empty());
    let repaired = repair(&old.path(), &old.verifier(), &|index| Some(entry(index))).expect("repairs");
    assert_eq!(lines(&repaired.left), "");
    assert_eq!(repaired.made.len(), 8);
    old.check();
}

#[test]
fn other_files_are_told_of_and_wrong_old_partial_ones_found() {
    let world = settled();
    fs::write(world.public("tile/0/notes.txt"), "x").expect("written");
    fs::write(world.public("tile/entries/999"), "x").expect("written");
    fs::create_dir_all(world.public("tile/0/004.p")).expect("made");
    fs::write(world.public("tile/0/004.p/1"), [0; 32]).expect("written");
    let report = fsck(&world.reader(), &world.verifier(), |_, _| {}, &|_, _| Ok(()));
    expect![[r#"
        `tile/0/004.p/1` is not the beginning of the one that took its place; remove it; newer checkpoints do not need it
    "#]]
    .assert_eq(&lines(&report.problems));
    expect![[r#"
        `tile/0/notes.txt` is not a file of a log; remove it
        `tile/entries/999` is beyond the checkpoint; normal while the log is being published
    "#]]
    .assert_eq(&lines(&report.notices));
}

#[test]
fn what_the_caller_says_of_an_entry_is_reported() {
    let mut world = World::new();
    world.append(600);
    world.publish();
    let odd = |index: u64, _: &[u8]| if index == 300 { Err("has no valid signature".to_owned()) } else { Ok(()) };
    let report = fsck(&world.reader(), &world.verifier(), |_, _| {}, &odd);
    assert_eq!(report.entries, 600);
    expect![[r#"
        `tile/entries/001` has no valid signature (entry 300); it is as it was signed; whoever admitted it should look at it
    "#]]
    .assert_eq(&lines(&report.problems));
}

/// Every 64th bit of the journal is flipped in turn: either the log opens and is whole, or the damage is named and a
/// repair heals it, or says that it cannot; nothing is lost in silence.
#[test]
fn a_flipped_bit_anywhere_in_the_journal_is_found() {
    let mut world = settled();
    let journal = world.path().join("log.db");
    let whole = fs::read(&journal).expect("read");
    let (mut opened, mut healed, mut named) = (0, 0, 0);
    for bit in (0..whole.len() * 8).step_by(4099) {
        fs::write(&journal, &whole).expect("written");
        flip(&journal, bit);
        match world.open_error() {
            None => {
                opened += 1;
                assert_eq!(world.check(), 1124, "bit {bit}");
                world.close();
            }
            Some(error) => {
                let says = error.to_string();
                assert!(says.contains("log.db") || says.contains("was signed by another key"), "bit {bit}: {says}");
                match repair(&world.path(), &world.verifier(), &|_| None) {
                    Ok(repaired) => {
                        healed += 1;
                        assert_eq!(lines(&repaired.left), "", "bit {bit}");
                        assert_eq!(world.check(), 1124, "bit {bit}");
                        world.close();
                    }
                    Err(_) => named += 1,
                }
            }
        }
    }
    println!("flipped bits: {opened} without effect, {healed} healed, {named} named as beyond repair");
    assert!(healed > named, "{healed} healed, {named} not");
}
