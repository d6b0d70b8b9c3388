//! The law as data: facts folded from entries, rule pages that are policy and test at once, verdicts, findings.
//! Pure: no clock, file, socket or chance. Nothing here can refuse a filing: `register` does not know this crate.

pub mod case;
pub mod cases;
pub mod fact;
pub mod schema;
pub mod text;

mod contributions;
mod facts;
mod kept;
mod references;
mod tally;
mod view;
mod vocabulary;
