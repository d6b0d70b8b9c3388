//! What sides say of the same thing: the figures of returns, orders and payments as statements, the names under which
//! sources know bodies, the gaps between sides, and who owes figures and gave none.
//!
//! ```text
//! Filing → Statement → side of a matching rule → Gap
//!          statement    matching.toml            gap
//! ```
//!
//! Told, never asks: no clock, file, socket or random number. Read `ledger.rs` first.

pub mod absence;
pub mod amount;
pub mod bodies;
mod case;
pub mod document;
pub mod duty;
pub mod gap;
mod group;
pub mod ledger;
pub mod line;
pub mod matching;
pub mod names;
mod order;
mod orders;
pub mod period;
pub mod pick;
pub mod series;
pub mod statement;
pub mod table;
