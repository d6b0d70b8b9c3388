//! The law as data: facts folded from entries, rule pages that are policy and test at once, verdicts, findings.
//! Pure: no clock, file, socket or chance. Nothing here can refuse a filing: `register` does not know this crate.

pub mod book;
pub mod bundle;
pub mod calendar;
pub mod case;
pub mod cases;
pub mod effect;
pub mod example;
pub mod expression;
pub mod fact;
pub mod facts_page;
pub mod fault;
pub mod finding;
pub mod law;
pub mod law_list;
pub mod nearest;
pub mod opinion;
pub mod page;
pub mod parameter;
pub mod pattern;
pub mod review;
pub mod said;
pub mod scaffold;
pub mod schema;
pub mod shown;
pub mod sides;
pub mod text;
pub mod verdict;
pub mod version;

mod card;
mod clock;
mod contributions;
mod draft;
mod facts;
mod kept;
mod lookers;
mod lower;
mod markdown;
mod moment;
mod policy;
mod references;
mod shared;
mod tally;
mod trial;
mod view;
mod vocabulary;
