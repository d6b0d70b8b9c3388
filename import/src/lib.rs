//! Tables that others publish, as drafts of filings.
//!
//! ```text
//! bytes ─▶ rows ─▶ draft ─▶ what the register would say ─▶ JSON Lines
//!           │        │                 │
//!           └────────┴─────────────────┴──▶ held back: the row as it came, and why
//! ```
//!
//! A mapping (`mappings/*.toml`) says how; no code knows a source. Told, never asks: bytes come in as readers, what goes
//! out is handed back. Names of bodies are kept as published: which body a name is, others file. Read `mapping.rs` first,
//! then `importer.rs`.

pub mod finding;
pub mod found;
pub mod importer;
pub mod mapping;
pub mod plan;
pub mod reason;
pub mod row;
pub mod said;
pub mod shipped;
pub mod tally;

mod check;
mod count;
mod cut;
mod day;
mod draft;
mod encoding;
mod held;
mod nearest;
mod path;
mod pattern;
mod sheet;
pub mod source;
mod split;
mod value;
mod workbook;

pub use importer::Importer;
pub use mapping::Mapping;
pub use plan::Plan;
