//! The bodies of the fuzz targets over arbitrary bytes and over small changes to good texts, in every test run.

use crate::examples::{CHECKPOINT, LOG_VKEY, SPEC_NOTE, SPEC_VKEY, WITNESS_VKEY, log_key};
use proptest::prelude::*;

#[expect(unreachable_pub, reason = "the file is also the library of the fuzz package")]
#[path = "../../../fuzz/src/lib.rs"]
mod bodies;

/// Good texts of every kind, and pieces worth putting in a wrong place.
fn seeds() -> Vec<Vec<u8>> {
    let receipt = format!(
        "c2sp.org/tlog-proof@v1\nextra YQ==\nindex 3\nTju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=\n\n{CHECKPOINT}"
    );
    let policy = format!("log {LOG_VKEY} url\nwitness W {WITNESS_VKEY}\n# c\ngroup G 1 W\nquorum G\n");
    let (text, lines) = CHECKPOINT.split_once("\n\n").unwrap();
    let line = &lines[lines.find('\n').unwrap() + 1..];
    let texts = [
        SPEC_NOTE,
        CHECKPOINT,
        SPEC_VKEY,
        WITNESS_VKEY,
        &log_key().to_private_text(),
        text,
        line,
        &receipt,
        &policy,
        "tile/0/x001/x234/067.p/8",
        "tile/entries/000",
        "\u{2014} ",
        "\n\n",
        "+",
        "=",
        "\r",
        "0",
        "18446744073709551616",
        "\u{a0}",
        "x000/",
        ".p/",
    ];
    let bundle = vec![0, 3, b'a', b'b', b'c', 0, 0, 0, 1, b'd'];
    texts.iter().map(|text| text.as_bytes().to_vec()).chain([bundle, vec![0xff], vec![0], vec![7; 64]]).collect()
}

/// One change at a place: flip a bit, cut off, take out, double, or put a seed in.
type Edit = (u8, prop::sample::Index, prop::sample::Index);

fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for (kind, from, to) in edits {
        let (a, b) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
        let (a, b) = (a.min(b), a.max(b));
        match kind % 5 {
            0 if a < bytes.len() => bytes[a] ^= 1 << (b % 8),
            1 => bytes.truncate(b),
            2 => drop(bytes.drain(a..b.min(a + 8))),
            3 => bytes.extend_from_within(a..b),
            _ => drop(bytes.splice(a..a, seeds()[to.index(seeds().len())].clone())),
        }
    }
    bytes
}

#[test]
fn good_texts_hold_up() {
    seeds().iter().for_each(|seed| bodies::all(seed));
}

#[test]
fn every_cut_and_every_flipped_bit_of_good_texts() {
    for seed in seeds() {
        for at in 0..seed.len() {
            bodies::all(&seed[..at]);
            let mut flipped = seed.clone();
            flipped[at] ^= 1 << (at % 8);
            bodies::all(&flipped);
        }
    }
}

proptest! {
    #[test]
    fn changed_texts(seed: prop::sample::Index, edits in prop::collection::vec(any::<Edit>(), 1..5)) {
        bodies::all(&edited(seed.get(&seeds()).clone(), &edits));
    }

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        bodies::all(&bytes);
    }

    #[test]
    fn arbitrary_text(text in "\\PC{0,40}") {
        bodies::all(text.as_bytes());
    }
}
