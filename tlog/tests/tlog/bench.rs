//! How fast notes are read; run by hand: `cargo test --release -p tlog -- --ignored --nocapture speed`.

use crate::examples::log_key;
use std::time::Instant;
use tlog::Note;

#[test]
#[ignore = "a measurement, not a check"]
fn speed_of_parsing_notes() {
    let text = format!("{}\n", "{\n  \"field\": \"value of a filing\",\n".repeat(15));
    let note = Note::new(&text, vec![log_key().sign(&text).unwrap()]).unwrap().to_bytes();
    let (rounds, start) = (200_000, Instant::now());
    let signatures: usize =
        (0..rounds).map(|_| Note::parse(std::hint::black_box(&note)).unwrap().signatures().len()).sum();
    let rate = f64::from(rounds) / start.elapsed().as_secs_f64();
    assert_eq!(signatures, rounds as usize);
    println!("{} byte notes parsed: {rate:.0} a second", note.len());
}
