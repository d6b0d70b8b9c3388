//! What must hold for any bytes at all: no reader panics, and what a reader accepts it prints again byte for byte. One
//! function for each reader; the fuzz targets and the tests of `tlog` call the same ones.

use tlog::{
    Algorithm, Bundle, Checkpoint, Note, Policy, Receipt, Resource, SignatureLine, SignerKey, VerifierKey, tile,
    witness,
};

/// Every reader on the same bytes.
pub fn all(data: &[u8]) {
    for body in [note, vkey, checkpoint, cosignature, tile_path, bundle, receipt, policy, add_checkpoint] {
        body(data);
    }
}

/// Signed notes.
pub fn note(data: &[u8]) {
    let Ok(note) = Note::parse(data) else { return };
    assert_eq!(note.to_bytes(), data);
    let keys = [key(Algorithm::Ed25519), key(Algorithm::CosignatureV1), key(Algorithm::MlDsa44)];
    if let Ok(verified) = note.verify(&keys) {
        assert!(!verified.is_empty() && verified.len() <= keys.len());
    }
}

/// Public and private keys.
pub fn vkey(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = SignerKey::parse(text) {
        assert_eq!(key.to_private_text(), text);
    }
}

/// The text of a checkpoint.
pub fn checkpoint(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.to_text(), text);
    }
}

/// One signature line, such as a witness answers with.
pub fn cosignature(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(line) = SignatureLine::parse(text) else { return };
    assert_eq!(line.to_string(), text);
    for algorithm in [Algorithm::CosignatureV1, Algorithm::MlDsa44] {
        let _ = tlog::verify_cosignature(&key(algorithm), TEXT, &line);
    }
}

/// Paths of tiles and bundles, as a browser may ask for them.
pub fn tile_path(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(resource) = Resource::parse_path(text) else { return };
    assert_eq!(resource.path(), text);
    assert!(!text.contains("..") && !text.starts_with('/'));
}

/// Entry bundles and tiles.
pub fn bundle(data: &[u8]) {
    if let Ok(entries) = Bundle::entries(data) {
        let mut again = Vec::new();
        assert!(entries.iter().all(|entry| Bundle::push(&mut again, entry).is_ok()));
        assert_eq!(again, data);
    }
    if let Ok(hashes) = tile::tile_hashes(data) {
        assert_eq!(tile::tile_bytes(&hashes), data);
    }
}

/// Receipts, verified under a policy too.
pub fn receipt(data: &[u8]) {
    let Ok(receipt) = Receipt::parse(data) else { return };
    assert_eq!(receipt.to_bytes(), data);
    let verification = receipt.verify(data, &Policy::log(key(Algorithm::Ed25519)));
    assert_eq!(verification.steps.len(), 5);
    // An entry that holds its own receipt cannot exist.
    assert!(!verification.is_ok());
}

/// Policies; comments and order are not kept, the meaning is.
pub fn policy(data: &[u8]) {
    let Ok(policy) = Policy::parse(data) else { return };
    assert_eq!(Policy::parse(policy.to_string().as_bytes()), Ok(policy.clone()));
    assert!(policy.quorum().is_none() || !policy.satisfied(&[]));
    assert!(policy.satisfied(&policy.witness_keys()));
}

/// The text of a checkpoint, which is all that an ML-DSA-44 cosignature can be over.
const TEXT: &str = "log.example/register\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

/// The key of the examples, so that changed examples get past the key's name and ID.
fn key(algorithm: Algorithm) -> VerifierKey {
    static ML_DSA: std::sync::OnceLock<VerifierKey> = std::sync::OnceLock::new();
    let vkey = match algorithm {
        Algorithm::MlDsa44 => {
            let signer = || SignerKey::from_seed("witness.example/w1", algorithm, [2; 32]).unwrap();
            return ML_DSA.get_or_init(|| signer().verifier()).clone();
        }
        Algorithm::Ed25519 => "log.example/register+35024710+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        Algorithm::CosignatureV1 => "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU",
    };
    VerifierKey::parse(vkey).unwrap()
}

/// Requests to a witness, and its answers.
pub fn add_checkpoint(data: &[u8]) {
    let witness = key(Algorithm::CosignatureV1);
    let _ = witness::read_answer(data, TEXT, &witness);
    let Ok(request) = witness::AddCheckpoint::parse(data) else { return };
    assert_eq!(request.to_bytes(), data);
    if let Ok(opened) = request.open(&[key(Algorithm::Ed25519)]) {
        let _ = opened.follows(witness::Head::none());
    }
}
