//! How long reading and admission take: no filing that fits into an entry may hold the intake up. Prints its figures
//! with `cargo test --release -p register speed -- --nocapture`; in a debug build the bounds are twenty times wider.

use std::time::{Duration, Instant as Clock};

use register::{SignedFiling, entry::MAX_FILING};
use serde_json::json;

use crate::door;

/// The fastest of several runs: what the work takes when nobody interrupts it.
fn fastest(runs: u32, mut work: impl FnMut()) -> Duration {
    (0..runs)
        .map(|_| {
            let start = Clock::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap()
}

fn bound(millis: u64) -> Duration {
    let slower = if cfg!(debug_assertions) { 20 } else { 1 };
    Duration::from_millis(millis * slower)
}

/// The claim with `middle` among its members, repeated as often as an entry holds.
fn filled(before: &str, item: impl Fn(usize) -> String, after: &str) -> String {
    let mut text = format!("{{\n  \"form\": \"claim\",\n  \"id\": \"mx/observatorio/claim/100\",\n{before}");
    let mut at = 0;
    loop {
        let next = item(at);
        if text.len() + next.len() + after.len() > MAX_FILING - 150 {
            return text + after;
        }
        text += &next;
        at += 1;
    }
}

#[test]
#[ignore = "prints times, which a busy machine makes long; run with --ignored"]
fn the_worst_filings_take_no_longer_than_five_milliseconds() {
    let register = door::tell("every-form").register;
    let now = door::instant("2027-03-01");
    let object =
        |at: usize| format!("{{{}}},", (0..60).map(|n| format!("\"{n:x}{at:x}\":1")).collect::<Vec<_>>().join(","));
    let worst = [
        ("objects of many members", filled("\"sources\": [", object, "{}]}\n")),
        ("unknown members of short names", filled("", |at| format!("\"{at:x}\":0,"), "\"z\":0}\n")),
        (
            "nearly right members",
            filled("\"sources\": [", |at| format!("{{\"titel\":0,\"publsher\":{at}}},"), "{}]}\n"),
        ),
        ("nearly right codes", filled("\"capabilities\": [", |_| "\"contnet\",".into(), "0]}\n")),
        ("many references", filled("\"about\": [", |at| format!("\"mx/a/claim/{at}\","), "\"mx/a\"]}\n")),
        (
            "many reasons",
            filled("\"unknown\": [", |at| format!("{{\"field\":\"a{at}\",\"reason\":\"not-yet\"}},"), "{}]}\n"),
        ),
        ("one long text", filled("\"says\": \"", |_| "María ".into(), "\"}\n")),
        (
            "texts of digits",
            filled("\"sources\": [", |_| format!("{{\"title\":\"{}\"}},", "1 ".repeat(90) + "1"), "{}]}\n"),
        ),
        ("escapes", filled("\"says\": \"", |_| "\\u00e9".into(), "\"}\n")),
        ("white space", filled("", |_| " \n".into(), "\"z\":0}\n")),
        ("deep lists", filled("\"about\": [", |_| "[[[[[[[[[]]]]]]]]],".into(), "[]]}\n")),
    ];
    for (name, text) in worst {
        let bytes = door::sign(&text, &["observer"]);
        let time = fastest(5, || {
            let signed = match SignedFiling::parse(&bytes) {
                Ok(signed) => signed,
                Err(refusal) => return assert!(!refusal.problems.is_empty()),
            };
            let signers = register.keys().verify(&signed);
            assert!(register.admit(&signed, &signers, now).is_err());
        });
        println!("{name}: {} bytes in {time:?}", bytes.len());
        assert!(time < bound(5), "{name}: {time:?}");
    }
}

#[test]
#[ignore = "prints times, which a busy machine makes long; run with --ignored"]
fn many_signatures() {
    let register = door::tell("every-form").register;
    let text = door::text(&door::draft("claim", &json!({ "id": "mx/observatorio/claim/100" })));
    let bytes = door::sign(&text, &["observer"; 8]);
    let time = fastest(3, || {
        let signed = SignedFiling::parse(&bytes).unwrap();
        let signers = register.keys().verify(&signed);
        assert!(register.admit(&signed, &signers, door::instant("2027-03-01")).is_ok());
    });
    println!("8 signatures: {time:?}");
    assert!(time < bound(10), "{time:?}");
}

#[test]
#[ignore = "prints times, which a busy machine makes long; run with --ignored"]
fn a_typical_claim() {
    let register = door::tell("every-form").register;
    let now = door::instant("2027-03-01");
    let changes = json!({ "id": "mx/observatorio/claim/100", "period": null, "unit": null });
    let bytes = door::sign(&door::text(&door::draft("claim", &changes)), &["observer"]);
    let parse = fastest(200, || drop(SignedFiling::parse(&bytes).unwrap()));
    let signed = SignedFiling::parse(&bytes).unwrap();
    let verify = fastest(200, || drop(register.keys().verify(&signed)));
    let signers = register.keys().verify(&signed);
    let admit = fastest(200, || drop(register.admit(&signed, &signers, now).unwrap()));
    println!("a claim of {} bytes: parse {parse:?}, verify {verify:?}, admit {admit:?}", bytes.len());
    assert!(parse + admit < bound(1));
}
