//! The worked examples of `spec/`: every key, signature, hash and byte written there is what the program makes.
//! A block stands in the page between a line `<!-- block NAME -->` and the end of the fence that follows it.

use register::{SignedFiling, entry, filing};
use tlog::{Algorithm, Checkpoint, Frontier, Hash, Note, Policy, Receipt, SignerKey};

use crate::{door, spec::spec};

/// Compares one block of a page with what the program makes; writes it with `UPDATE_EXPECT=1`.
fn block(page: &str, name: &str, content: &str) {
    let path = spec(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let mark = format!("<!-- block {name} -->\n```");
    let start = text.find(&mark).unwrap_or_else(|| panic!("spec/{page} has no block {name}")) + mark.len();
    let start = start + text[start..].find('\n').unwrap() + 1;
    let end = start + text[start..].find("```\n").unwrap();
    let content = if content.ends_with('\n') { content.to_owned() } else { format!("{content}\n") };
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, format!("{}{content}{}", &text[..start], &text[end..])).unwrap();
    } else {
        assert_eq!(&text[start..end], content, "spec/{page}, block {name}");
    }
}

fn signer() -> SignerKey {
    SignerKey::from_seed("observatorio.example/filer", Algorithm::Ed25519, [1; 32]).unwrap()
}

fn draft() -> String {
    let draft = serde_json::json!({
        "form": "claim",
        "id": "mx/observatorio/claim/2026-1",
        "filer": "mx/observatorio",
        "about": ["mx/agencia"],
        "occurred": "2026-02-10",
        "sources": [{
            "title": "Informe sobre el sistema de prueba",
            "publisher": "Observatorio de prueba",
            "published": "2026-02",
            "url": "https://observatorio.example/informe",
            "part": "p. 4"
        }],
        "unknown": [],
        "stage": "purchase",
        "kind": "payment",
        "says": "El sistema costó dos millones de pesos",
        "says_en": "The system cost two million pesos",
        "publisher": "mx/observatorio",
        "publisher_kind": "civil-society",
        "mark": "verified",
        "amount": { "amount": "2000000.00", "currency": "MXN" },
        "question": "precio del sistema"
    });
    door::text(&draft)
}

fn signed() -> Vec<u8> {
    let text = draft();
    Note::new(&text, vec![signer().sign(&text).unwrap()]).unwrap().to_bytes()
}

fn entry_bytes() -> Vec<u8> {
    entry::encode(door::instant("2026-02-10T18:04:05.678Z"), &signed())
}

#[test]
fn filing() {
    let (text, bytes) = (draft(), signed());
    block("filing.md", "private-key", &signer().to_private_text());
    block("filing.md", "verifier-key", &signer().verifier().to_string());
    block("filing.md", "draft", &text);
    block("filing.md", "signed", std::str::from_utf8(&bytes).unwrap());
    block(
        "filing.md",
        "digests",
        &format!(
            "text    {} bytes, leaf hash {}\nfiling  {} bytes\n",
            text.len(),
            Hash::leaf(text.as_bytes()),
            bytes.len(),
        ),
    );
    let read = SignedFiling::parse(&bytes).unwrap();
    assert_eq!((read.problems(), read.text()), (&[] as &[_], text.as_str()));
    assert_eq!(read.filing().map(|filing| (**filing).clone()), filing::read_draft(&text).ok());
    assert!(signer().verifier().check(&text, &read.signatures()[0]).is_some());
}

#[test]
fn entry() {
    let bytes = entry_bytes();
    let head = bytes.len() - signed().len();
    block("entry.md", "entry", std::str::from_utf8(&bytes).unwrap());
    block(
        "entry.md",
        "digests",
        &format!("{} bytes, of which the head {head}\nleaf hash {}\n", bytes.len(), Hash::leaf(&bytes)),
    );
    let (received, read) = entry::decode(&bytes).unwrap();
    assert_eq!((received.to_string().as_str(), read.bytes()), ("2026-02-10T18:04:05.678Z", signed().as_slice()));
    assert_eq!(head + entry::MAX_FILING, 65_535);
}

#[test]
fn commitment() {
    let hex = Hash(seal::commit("mx/sedena/order/2026-1", "court", "mx/juzgado-3", &[7; 32])).to_string();
    block(
        "commitment.md",
        "vector",
        &format!(
            "filing      mx/sedena/order/2026-1\nfield       court\nvalue       mx/juzgado-3\nsalt        {}\ncommitment  {hex}\n",
            "07".repeat(32)
        ),
    );
}

#[test]
fn receipt() {
    let log = SignerKey::from_seed("registro.example/log", Algorithm::Ed25519, [2; 32]).unwrap();
    let witness = SignerKey::from_seed("testigo.example/w1", Algorithm::CosignatureV1, [3; 32]).unwrap();
    let entry = entry_bytes();
    let other = Hash::leaf(b"the entry before it");
    let mut frontier = Frontier::new();
    frontier.push_with(other, |_, _| {});
    frontier.push_with(Hash::leaf(&entry), |_, _| {});
    let checkpoint = Checkpoint::new("registro.example/log", 2, frontier.root()).unwrap();
    let mut signed = checkpoint.sign(&log).unwrap();
    let cosignature = tlog::cosign(&witness, &checkpoint.to_text(), 1_770_746_700).unwrap();
    signed.extend_from_slice(cosignature.to_string().as_bytes());
    let receipt = Receipt { extra: None, index: 1, proof: vec![other], checkpoint: signed }.to_bytes();
    let policy = format!("log {}\nwitness W1 {}\nquorum W1\n", log.verifier(), witness.verifier());
    block("receipt.md", "receipt", std::str::from_utf8(&receipt).unwrap());
    block("receipt.md", "policy", &policy);
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    assert!(Receipt::parse(&receipt).unwrap().verify(&entry, &policy).is_ok());
}
