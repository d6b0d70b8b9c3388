//! Vectors of others: transparency-dev/merkle's JSON files and the fixed texts beside them. They lie outside the
//! repository; a missing folder is said, not counted as a pass.

use crate::examples::{CHECKPOINT, CT_ROOTS, LOG_VKEY, WITNESS_VKEY};
use expect_test::expect;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tlog::Hash;
use tlog::tree::{check_consistency, check_inclusion, check_subtree_consistency, check_subtree_inclusion};

#[test]
fn json_vectors() {
    let Some(folder) = folder() else { return };
    let (mut counts, mut total) = (String::new(), 0);
    for (kind, check) in KINDS {
        let mut files = Vec::new();
        json_files(&folder.join(kind), &mut files);
        for file in &files {
            let vector: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
            let wanted = vector["wantErr"] == Value::Bool(false);
            assert_eq!(check(&vector), wanted, "{}", file.display());
        }
        counts += &format!("{kind}: {} files\n", files.len());
        total += files.len();
    }
    println!("{counts}in all: {total} files");
    expect![[r#"
        inclusion: 98 files
        consistency: 98 files
        subtreeinclusion: 204 files
        subtreeconsistency: 118 files
    "#]]
    .assert_eq(&counts);
}

#[test]
fn our_examples_are_the_fixed_texts() {
    let Some(folder) = folder() else { return };
    let own = std::fs::read_to_string(folder.join("own.txt")).unwrap();
    for (size, root) in CT_ROOTS.iter().enumerate() {
        assert!(own.contains(&format!("size {size} {root}\n")));
    }
    for text in [LOG_VKEY, WITNESS_VKEY, CHECKPOINT] {
        assert!(own.contains(text));
    }
}

/// Whether a vector is accepted.
type Check = fn(&Value) -> bool;

const KINDS: [(&str, Check); 4] = [
    ("inclusion", inclusion),
    ("consistency", consistency),
    ("subtreeinclusion", subtree_inclusion),
    ("subtreeconsistency", subtree_consistency),
];

fn inclusion(v: &Value) -> bool {
    let (index, size) = (number(&v["leafIdx"]), number(&v["treeSize"]));
    leaf(v).is_some_and(|leaf| check_inclusion(&leaf, index, size, &proof(v), &hash(&v["root"])).is_ok())
}

fn consistency(v: &Value) -> bool {
    let (old, new) = (number(&v["size1"]), number(&v["size2"]));
    check_consistency(old, new, &hash(&v["root1"]), &hash(&v["root2"]), &proof(v)).is_ok()
}

fn subtree_inclusion(v: &Value) -> bool {
    let (index, start, end) = (number(&v["leafIdx"]), number(&v["start"]), number(&v["end"]));
    let check = |leaf| check_subtree_inclusion(&leaf, index, start, end, &proof(v), &hash(&v["root"])).is_ok();
    leaf(v).is_some_and(check)
}

fn subtree_consistency(v: &Value) -> bool {
    let (start, end, size) = (number(&v["start"]), number(&v["end"]), number(&v["size"]));
    check_subtree_consistency(start, end, size, &hash(&v["root1"]), &hash(&v["root2"]), &proof(v)).is_ok()
}

/// A leaf hash of another length is refused when it is read.
fn leaf(vector: &Value) -> Option<Hash> {
    vector["leafHash"].as_str().and_then(Hash::from_base64)
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn proof(vector: &Value) -> Vec<Hash> {
    vector["proof"].as_array().into_iter().flatten().map(hash).collect()
}

/// The vectors hold byte strings of any length where a root belongs ("don't care 1", nothing at all). Our type cannot, so
/// such a string is stood in for by its SHA-256 under a prefix of its own: equal strings stay equal, others differ.
fn hash(value: &Value) -> Hash {
    let text = value.as_str().unwrap();
    Hash::from_base64(text).unwrap_or_else(|| Hash::leaf(format!("not a hash: {text}").as_bytes()))
}

fn folder() -> Option<PathBuf> {
    let beside = || concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data").to_owned();
    let folder = Path::new(&std::env::var("VEEDOR_SHARED_DATA").unwrap_or_else(|_| beside())).join("tlog-vectors");
    if !folder.is_dir() {
        println!("skipped: {} not found", folder.display());
        return None;
    }
    Some(folder)
}

fn json_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
}
