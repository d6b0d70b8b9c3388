//! Tests of the domain as data: histories, bad input, laws, schemas, and the published specification. One binary, so
//! that it links once. `UPDATE_EXPECT=1 cargo test -p register` writes what is expected; read the difference.
#![expect(clippy::disallowed_methods, reason = "the core may not touch files or clocks; its tests read and time")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails as a test does")]

mod bad_input;
mod door;
mod histories;
mod laws;
mod lifelines;
mod schemas;
mod spec;
mod speed;
mod worked_example;
