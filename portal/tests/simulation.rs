//! Histories drawn from seeds: filers, a registrar, witnesses and readers in the real code, whose processes are killed,
//! whose disks are torn, whose clocks are wrong and whose messages come late, twice or never. After every event all
//! that must be true is looked at; in the end everything is mended and must have come to what it should.
//!
//! A seed decides everything. `VEEDOR_SEEDS` says how many are tried, `VEEDOR_SEED` tries one and tells its story.
#![cfg(feature = "faults")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

#[path = "simulation/dice.rs"]
mod dice;
#[path = "simulation/disk.rs"]
mod disk;
#[path = "simulation/ground.rs"]
mod ground;
#[path = "simulation/plan.rs"]
mod plan;
#[path = "simulation/reader.rs"]
mod reader;
#[path = "simulation/registrar.rs"]
mod registrar;
#[path = "simulation/story.rs"]
mod story;
#[path = "simulation/truth.rs"]
mod truth;
#[path = "simulation/variant.rs"]
mod variant;
#[path = "simulation/witness.rs"]
mod witness;
#[path = "simulation/world.rs"]
mod world;

use std::{
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use ground::Ground;
use story::Story;
use variant::{BROKEN, Variant};

/// Histories of one run, where nobody says another number.
const SEEDS: u64 = 2_000;

/// Histories within which each broken variant is found.
const FOUND_WITHIN: u64 = 200;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

#[test]
fn whatever_happens_what_must_be_true_is() {
    let ground = Ground::new();
    if let Some(seed) = number("VEEDOR_SEED") {
        let story = Story::of(&ground, seed, Variant::Sound);
        println!("{story}");
        assert!(story.violation.is_none(), "{}", story.smallest(&ground));
        return;
    }
    let seeds = number("VEEDOR_SEEDS").unwrap_or(SEEDS);
    if let Some(story) = first_failing(&ground, Variant::Sound, seeds) {
        panic!("{}", story.smallest(&ground));
    }
}

/// What is broken on purpose is found: the simulation can fail.
#[test]
fn every_broken_variant_is_found() {
    let ground = Ground::new();
    for (variant, invariants) in BROKEN {
        let story = first_failing(&ground, variant, FOUND_WITHIN).unwrap_or_else(|| panic!("{variant:?} is not found"));
        let violation = story.violation.as_ref().expect("it fails");
        let small = story.smallest(&ground);
        println!("{variant:?}: seed {}, {} events: {}", story.seed, small.events(), violation.says);
        assert!(invariants.contains(&violation.invariant), "{variant:?}: {small}");
    }
}

/// The same seed is the same history, event by event.
#[test]
fn a_seed_is_one_history() {
    let ground = Ground::new();
    for seed in [1, 7, 16] {
        let told = || Story::of(&ground, seed, Variant::Sound).to_string();
        assert_eq!(told(), told());
    }
}

/// Runs seeds on all cores, each in one thread. Of those that fail, the smallest that was tried.
fn first_failing(ground: &Ground, variant: Variant, seeds: u64) -> Option<Story> {
    let (next, failed) = (AtomicU64::new(0), Mutex::new(None::<Story>));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while failed.lock().expect("no panic").is_none() {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds {
                        return;
                    }
                    let story = Story::of(ground, seed, variant);
                    if story.violation.is_some() {
                        let mut failed = failed.lock().expect("no panic");
                        let smaller = failed.as_ref().is_none_or(|other| story.seed < other.seed);
                        if smaller {
                            *failed = Some(story);
                        }
                    }
                }
            });
        }
    });
    failed.into_inner().expect("no panic")
}
