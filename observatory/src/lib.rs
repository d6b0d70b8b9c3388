//! The observatory: many registers followed, each verified as a mirror and a monitor do, the same thirty questions answered from
//! the verified entries of each, side by side. "Not published" is an answer, unlike units are never compared.
//!
//! ```text
//! directory ─▶ follow: copy, verify, admit ─▶ survey: thirty answers, deals ─▶ index ─▶ pages, compare
//! ```
//!
//! Read `follow/visit.rs` first, then `survey.rs`. It files nothing and holds no key.

pub mod answer;
pub mod compare;
pub mod directory;
pub mod follow;
pub mod index;
pub mod pages;
pub mod question;
pub mod server;
pub mod survey;
pub mod trade;
mod words;

pub use words::said;
