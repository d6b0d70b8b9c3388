//! Tiles and bundles: paths, which ones a tree has, and that they hold the tree.

use crate::naive;
use expect_test::expect;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tlog::tile::{self, TILE_WIDTH, bundles_between, bundles_of, node_in_tile, tiles_between, tiles_of};
use tlog::{Bundle, BundleError, Hash, NodeId, Resource, Tile, TileId, tree};

#[test]
fn the_tiles_of_the_specification() {
    let partial = |size| tiles_of(size).filter(|tile| !tile.is_full()).map(|tile| tile.path()).collect::<Vec<_>>();
    let full = |size, level| tiles_of(size).filter(|tile| tile.is_full() && tile.id.level == level).count();
    assert_eq!(partial(70_000), ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    assert_eq!([full(70_000, 0), full(70_000, 1), full(70_000, 2)], [273, 1, 0]);
    let all = |size| tiles_of(size).map(|tile| tile.path()).collect::<Vec<_>>();
    assert_eq!(all(256), ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(all(0), [""; 0]);
    let tile = Tile { id: TileId { level: 0, index: 1_234_067 }, width: 256 };
    assert_eq!(tile.path(), "tile/0/x001/x234/067");
    assert_eq!(
        bundles_of(257).map(|bundle| bundle.path()).collect::<Vec<_>>(),
        ["tile/entries/000", "tile/entries/001.p/1"]
    );
}

#[test]
fn each_resource_has_one_path() {
    let good = [
        "tile/0/000",
        "tile/7/000.p/1",
        "tile/63/999.p/255",
        "tile/0/x001/x234/067.p/8",
        "tile/entries/x001/000",
        "tile/0/x018/x446/x744/x073/x709/x551/615",
    ];
    for path in good {
        assert_eq!(Resource::parse_path(path).unwrap().path(), path);
    }
    let bad = [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000",
        "tile/0/x000/000",
        "tile/0/000/000",
        "tile/0/x001/x000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/+1/000",
        "tile/0/+12",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/1/",
        "tile/0/000.p/1.p/1",
        "/tile/0/000",
        "tile/0/000/",
        "tile//000",
        "tile/0/../000",
        "tile/0/x001/../000",
        "tile/0/\u{661}00",
        "tile/8/0/000",
        "tile/data/000",
        "TILE/0/000",
        "tile/0/X001/000",
        "tile/0/000 ",
        "tile/0/000\n",
        "tile/0/000%2e",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ];
    for path in bad {
        assert!(Resource::parse_path(path).is_err(), "{path:?}");
    }
    assert!(tile::parse_path("tile/entries/000").is_err());
    assert_eq!(tile::parse_path("tile/1/002.p/3").unwrap(), Tile { id: TileId { level: 1, index: 2 }, width: 3 });
    assert_eq!(tile::entries_path(1000, 256), "tile/entries/x001/000");
}

#[test]
fn what_is_no_bundle() {
    let full = |n: usize| {
        let mut bundle = Vec::new();
        (0..n).for_each(|_| Bundle::push(&mut bundle, b"").unwrap());
        Bundle::entries(&bundle).map(|entries| entries.len())
    };
    let mut long = Vec::new();
    assert_eq!(Bundle::push(&mut long, &[0; 65_535]), Ok(()));
    let said = [
        Bundle::push(&mut Vec::new(), &[0; 65_536]).unwrap_err(),
        full(0).unwrap_err(),
        full(257).unwrap_err(),
        full(9000).unwrap_err(),
        Bundle::entries(&long[..long.len() - 1]).unwrap_err(),
        Bundle::entries(&[0, 0, 0]).unwrap_err(),
    ];
    let said: String = said.into_iter().map(|error: BundleError| format!("{error}\n")).collect();
    expect![[r#"
        the entry has `65536` bytes; at most 65535 fit an entry bundle
        a bundle has 1 to 256 entries, not `0`
        a bundle has 1 to 256 entries, not `257` or more
        a bundle has 1 to 256 entries, not `257` or more
        the bundle is cut off in entry `0`, counted from 0
        the bundle is cut off in entry `1`, counted from 0
    "#]]
    .assert_eq(&said);
    assert_eq!(full(256), Ok(256));
    assert!(tile::tile_hashes(&[]).is_err() && tile::tile_hashes(&[0; 33]).is_err());
    assert!(tile::tile_hashes(&[0; 8192]).is_ok() && tile::tile_hashes(&[0; 8224]).is_err());
}

#[test]
fn sizes_nobody_has() {
    for size in [u64::MAX, u64::MAX - 1, 1 << 63] {
        assert_eq!(tiles_between(size - 1, size).count(), if size.is_power_of_two() { 8 } else { 1 });
        assert_eq!(bundles_between(size - 1, size).count(), 1);
        for level in 0..=255 {
            let _ = node_in_tile(NodeId { level, index: u64::MAX }, size);
            let _ = node_in_tile(NodeId { level, index: 0 }, size);
        }
        assert!(tiles_of(size).nth(1000).is_some());
    }
    assert_eq!(tiles_between(9, 3).count(), 0);
    let odd = Tile { id: TileId { level: 255, index: u64::MAX }, width: 256 };
    assert_eq!(odd.nodes().count(), 0);
}

/// The tiles of a tree, made from the reference.
fn made_of(leaves: &[Hash]) -> BTreeMap<TileId, Vec<u8>> {
    let hashes = |tile: Tile| {
        let subtree = |node: NodeId| {
            let (first, last) = (node.index << node.level, (node.index + 1) << node.level);
            naive::root(&leaves[first as usize..last as usize])
        };
        tile.nodes().map(subtree).collect::<Vec<_>>()
    };
    tiles_of(leaves.len() as u64).map(|tile| (tile.id, tile::tile_bytes(&hashes(tile)))).collect()
}

/// Some sizes around a tile's edge, and some anywhere.
fn size() -> impl Strategy<Value = u64> {
    prop_oneof![1..=600_u64, 1..=3000_u64, Just(256), Just(512), Just(257), 65_530..=65_540_u64]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn proofs_and_roots_come_from_tiles(size in size(), index: prop::sample::Index, old: prop::sample::Index) {
        let leaves = naive::leaves(size);
        let tiles = made_of(&leaves);
        let read = |node: NodeId| {
            let place = node_in_tile(node, size).ok_or("not complete")?;
            let hashes = tile::tile_hashes(&tiles[&place.tile.id]).map_err(|_| "no tile")?;
            assert_eq!(hashes.len(), usize::from(place.tile.width), "as wide as the tree has it");
            place.hash(&hashes).map_err(|_| "short")
        };
        let (root, index, old) = (naive::root(&leaves), index.index(size as usize) as u64, 1 + old.index(size as usize) as u64);
        prop_assert_eq!(tree::root(size, read).unwrap(), root);
        let proof = tree::prove_inclusion(index, size, read).unwrap();
        prop_assert_eq!(proof, naive::inclusion(index as usize, &leaves));
        let proof = tree::prove_consistency(old, size, read).unwrap();
        prop_assert_eq!(proof, naive::consistency(old as usize, &leaves, true));
    }

    #[test]
    fn a_full_tile_gives_the_hash_above(size in 256..3000_u64) {
        let tiles = made_of(&naive::leaves(size));
        let above = tile::tile_hashes(&tiles[&TileId { level: 1, index: 0 }]).unwrap();
        for (index, hash) in (0..).zip(above) {
            let below = tile::tile_hashes(&tiles[&TileId { level: 0, index }]).unwrap();
            prop_assert_eq!(tile::complete_root(&below), hash);
        }
    }

    #[test]
    fn between_two_sizes_lie_the_tiles_that_differ(old in 0..140_000_u64, more in 0..70_000_u64) {
        let new = old + more;
        let (before, after): (BTreeSet<Tile>, BTreeSet<Tile>) = (tiles_of(old).collect(), tiles_of(new).collect());
        let between: Vec<Tile> = tiles_between(old, new).collect();
        let set: BTreeSet<Tile> = between.iter().copied().collect();
        prop_assert_eq!(set.len(), between.len());
        prop_assert_eq!(set, &after - &before);
        let (before, after): (BTreeSet<Bundle>, BTreeSet<Bundle>) = (bundles_of(old).collect(), bundles_of(new).collect());
        prop_assert_eq!(bundles_between(old, new).collect::<BTreeSet<_>>(), &after - &before);
        // Each level holds what the specification counts.
        for level in 0..3 {
            let hashes: usize = tiles_of(new).filter(|tile| tile.id.level == level).map(|tile| usize::from(tile.width)).sum();
            prop_assert_eq!(hashes as u64, new >> (8 * level));
        }
        prop_assert_eq!(bundles_of(new).map(|bundle| u64::from(bundle.width)).sum::<u64>(), new);
    }

    #[test]
    fn a_node_is_in_a_tile_exactly_when_complete(size: u64, level in 0..70_u8, index: u64, small: bool) {
        let index = if small { index % 5 } else { index };
        let complete = (u128::from(index) + 1) << level <= size.into();
        let place = node_in_tile(NodeId { level, index }, size);
        prop_assert_eq!(place.is_some(), complete);
        if let Some(place) = place {
            let hashes = usize::from(place.tile.width);
            prop_assert!(place.hashes.end <= hashes && (1..=TILE_WIDTH).contains(&hashes));
            let first = place.tile.nodes().nth(place.hashes.start).unwrap();
            prop_assert_eq!(first.index << first.level, index << level);
            prop_assert!(place.hash(&vec![Hash([0; 32]); hashes]).is_ok());
            prop_assert!(place.hash(&vec![Hash([0; 32]); place.hashes.start]).is_err());
        }
    }

    #[test]
    fn paths_are_read_as_written(level in 0..=63_u8, index: u64, width in 1..=256_u16) {
        for resource in [Resource::Tile(Tile { id: TileId { level, index }, width }), Resource::Entries(Bundle { index, width })] {
            prop_assert_eq!(Resource::parse_path(&resource.path()).unwrap(), resource);
        }
    }

    #[test]
    fn bundles_are_read_as_written(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 1..=256)) {
        let mut bundle = Vec::new();
        entries.iter().for_each(|entry| Bundle::push(&mut bundle, entry).unwrap());
        prop_assert_eq!(Bundle::entries(&bundle).unwrap(), entries);
    }
}
