//! The speed of the law: made-up filings streamed from a seed, folded and judged; and the rules asked most often, beside
//! the same in Rego and in plain Rust. Nothing here is sent anywhere or written to a log.

pub mod actors;
pub mod books;
pub mod dice;
pub mod drafts;
#[cfg(feature = "rego")]
pub mod duel;
pub mod fold;
pub mod hot;
pub mod oversight;
pub mod plain;
#[cfg(feature = "rego")]
pub mod rego;
#[cfg(feature = "rego")]
pub mod report;
pub mod world;
