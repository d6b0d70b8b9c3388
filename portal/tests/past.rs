//! The register as it was known on a day: the index read as of then, and the pages made from it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "past/law.rs"]
mod law;
#[path = "past/log.rs"]
mod log;
#[allow(dead_code, reason = "this test takes the texts, not the filings")]
#[path = "../../rulebook/tests/random/mod.rs"]
mod random;
#[path = "past/search.rs"]
mod search;
#[path = "past/sums.rs"]
mod sums;
