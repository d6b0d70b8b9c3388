//! The observatory over real registers that run in this process: one rich, one of a vendor, one silent, one that shows two
//! histories, one that does not answer, one that answers with a page of text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod directory;
mod follow;
mod many;
mod pages;
mod places;
mod postgres;
mod world;
