//! The domain of Veedor: what a filing is, who may file it, what the register is after it.
//!
//! ```text
//! &[u8] → SignedFiling → Admitted → entry
//!          parse          Register::admit   Register::apply
//! ```
//!
//! Told, never asks: no clock, file, socket or random number (`clippy.toml` refuses them). Read `register.rs` first,
//! then `form.rs` (the table of forms), `filing.rs` (what every filing has) and `problem.rs` (why one is refused).

pub mod codelist;
pub mod comment;
pub mod entry;
pub mod field;
pub mod filing;
pub mod form;
pub mod forms;
pub mod id;
pub mod iso;
pub mod json;
pub mod keys;
pub mod lang;
pub mod lifeline;
pub mod nearest;
pub mod personal;
pub mod problem;
pub mod register;
pub mod schema;
pub mod shown;
pub mod time;
pub mod value;
pub mod version;

mod reason_words;

pub use filing::{Filing, SignedFiling};
pub use form::{Content, Form};
pub use register::{Admission, Admitted, Register};
