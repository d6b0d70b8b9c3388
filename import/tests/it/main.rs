//! Imports as people see them: a mapping and a file in; counts, findings, drafts and what is held back out. Data through
//! one door: [`bench::Bench`].

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod bad_input;
mod bench;
mod data;
mod laws;
mod page;
mod shipped;
mod workbooks;
