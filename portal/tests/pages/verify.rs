//! Verifying receipts on the page: good ones, altered ones, with and without the entry, sent both ways.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use tlog::{Receipt, SignerKey, note::Algorithm};

use crate::{
    html,
    world::{Answer, World},
};

const RULE: &str = "ab12";

fn multipart(world: &World, parts: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        let file = if name.ends_with("_file") { "; filename=\"f\"" } else { "" };
        body.extend_from_slice(
            format!("--{RULE}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{RULE}--\r\n").as_bytes());
    let request = Request::post("/en/verify").header("content-type", format!("multipart/form-data; boundary={RULE}"));
    world.send(request.body(Body::from(body)).expect("a request"))
}

/// The outcome of each step, as its badge says it.
fn outcomes(answer: &Answer) -> Vec<String> {
    html::check(&answer.body, "verify");
    let steps = answer
        .body
        .split("<ol class=\"steps\">")
        .nth(1)
        .and_then(|rest| rest.split("</ol>").next())
        .unwrap_or_default();
    let words = steps.split("<span class=\"badge").skip(1).filter_map(|badge| badge.split("</span>").nth(1));
    words.map(|words| words.trim().to_owned()).collect()
}

const PASSED: [&str; 6] = ["passed"; 6];

#[test]
fn a_good_receipt_passes_every_step_in_every_way_it_can_be_sent() {
    let world = World::new();
    let receipt = world.receipts[8].to_bytes();
    let pasted = String::from_utf8(receipt.clone()).expect("text").replace('\n', "\r\n");
    assert_eq!(outcomes(&multipart(&world, &[("receipt", pasted.as_bytes()), ("receipt_file", b"")])), PASSED);
    assert_eq!(outcomes(&multipart(&world, &[("receipt", b""), ("receipt_file", &receipt)])), PASSED);
    assert_eq!(outcomes(&multipart(&world, &[("receipt_file", &receipt), ("entry_file", &world.entries[8])])), PASSED);
    assert_eq!(outcomes(&multipart(&world, &[("receipt_file", &receipt), ("entry_file", &world.filings[8])])), PASSED);
    let escaped: String = receipt.iter().map(|byte| format!("%{byte:02x}")).collect();
    let form = Request::post("/en/verify").header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(
        outcomes(&world.send(form.body(Body::from(format!("receipt={escaped}&entry="))).expect("a request"))),
        PASSED
    );
}

#[test]
fn each_alteration_fails_its_own_step() {
    let world = World::new();
    let good = String::from_utf8(world.receipts[8].to_bytes()).expect("text");
    let send = |receipt: &str| outcomes(&multipart(&world, &[("receipt", receipt.as_bytes())]));
    let rest = ["not reached"; 5];
    assert_eq!(send("nothing of the kind")[..], [&["failed"][..], &rest].concat());
    assert_eq!(send(&good.replace("index 8", "index 7"))[4], "failed");
    let signature = good.rfind(' ').expect("a signature") + 20;
    let mut forged = good.clone();
    let swapped = if &good[signature..=signature] == "A" { "B" } else { "A" };
    forged.replace_range(signature..=signature, swapped);
    let forged = send(&forged);
    assert_eq!((forged[1].as_str(), forged[5].as_str()), ("failed", "not reached"));
    let other = outcomes(&multipart(&world, &[("receipt", good.as_bytes()), ("entry", &world.filings[9])]));
    assert_eq!(other[4], "failed");
    let failed = multipart(&world, &[("receipt", good.as_bytes()), ("entry", &world.filings[9])]).body;
    assert!(failed.contains("What to do:") && failed.contains("Whom to tell"));
}

#[test]
fn what_was_typed_is_kept_and_what_is_missing_is_said() {
    let world = World::new();
    let answer = multipart(&world, &[("receipt", b"  "), ("entry", b"my entry <b>")]);
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("The receipt is missing") && answer.body.contains("my entry &#60;b&#62;"));
    let answer = multipart(&world, &[("receipt", b"c2sp.org/tlog-proof@v1\nindex 99\n\nx")]);
    assert!(answer.body.contains("c2sp.org/tlog-proof@v1\nindex 99"));
}

#[test]
fn what_is_too_large_or_no_form_is_refused() {
    let world = World::new();
    let large = vec![b'a'; 300 * 1024];
    assert_eq!(multipart(&world, &[("receipt", &large)]).status, StatusCode::PAYLOAD_TOO_LARGE);
    let form = Request::post("/en/verify").header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(world.send(form.body(Body::from(large)).expect("a request")).status, StatusCode::PAYLOAD_TOO_LARGE);
    let broken = Request::post("/en/verify").header("content-type", "multipart/form-data");
    assert_eq!(world.send(broken.body(Body::from("x")).expect("a request")).status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_log_of_the_same_name_with_another_key_is_not_this_register() {
    let world = World::new();
    let ours = world.receipts[8].clone();
    let (_, checkpoint) = ours.open().expect("a checkpoint");
    let other = SignerKey::from_seed(&checkpoint.origin, Algorithm::Ed25519, [99; 32]).expect("a key");
    let receipt = Receipt { checkpoint: checkpoint.sign(&other).expect("signed"), ..ours.clone() }.to_bytes();
    let policy = format!("log {}\nquorum none\n", other.verifier());
    let send = |receipt: &[u8]| multipart(&world, &[("receipt_file", receipt), ("policy", policy.as_bytes())]);
    let answer = send(&receipt);
    assert_eq!(outcomes(&answer)[1..], ["passed", "passed", "passed", "not reached", "not reached"]);
    let result = answer.body.split("class=\"result\"").nth(1).and_then(|rest| rest.split("<form").next());
    let result = result.expect("a result");
    assert!(result.contains("A log you believe signed it") && !result.contains("This register signed it"), "{result}");
    assert_eq!(outcomes(&send(&ours.to_bytes()))[1], "failed");
}

/// A block of a specification, as `<!-- block NAME -->` marks it.
fn block(page: &str, name: &str) -> Vec<u8> {
    let start = format!("<!-- block {name} -->\n```text\n");
    let text = page.split(&start).nth(1).and_then(|rest| rest.split("```").next());
    text.expect("a block").as_bytes().to_vec()
}

#[test]
fn a_policy_of_the_readers_own_decides_who_is_believed() {
    let world = World::new();
    let (spec, entries) = (include_str!("../../../spec/receipt.md"), include_str!("../../../spec/entry.md"));
    let (receipt, policy, entry) = (block(spec, "receipt"), block(spec, "policy"), block(entries, "entry"));
    let send = |parts: &[(&str, &[u8])]| outcomes(&multipart(&world, parts));
    let whole = send(&[("receipt_file", &receipt), ("entry_file", &entry), ("policy_file", &policy)]);
    assert_eq!(whole[..5], PASSED[..5]);
    assert_eq!(whole[5], "not reached", "of another log, this one cannot say whether it grew");
    let alone = send(&[("receipt_file", &receipt), ("policy", &policy)]);
    assert_eq!(alone[4], "not reached", "the entry this register shows at that index is another's");
    assert_eq!(send(&[("receipt_file", &receipt), ("entry_file", &entry)])[1], "failed", "nobody believes that log");
    let ours = world.receipts[8].to_bytes();
    assert_eq!(send(&[("receipt_file", &ours), ("policy", &policy)])[1..4], ["failed", "not reached", "failed"]);
    let wrong = multipart(&world, &[("receipt_file", &ours), ("policy", b"quorum W1")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(
        wrong.body.contains("The policy cannot be used: line 1: `W1` is not defined on a line above"),
        "{}",
        wrong.body
    );
    assert!(wrong.body.contains("<a href=\"#policy\">"));
}
