//! The records of the forms, one file a group. Field names are the JSON names; each label stands in both languages;
//! the comment above a field is its description in the schema.

pub mod any;
pub mod disposal;
pub mod oversight;
pub mod promises;
pub mod purchase;
pub mod sides;
pub mod usage;
pub mod who;

use crate::{
    field::record,
    time::Date,
    value::{Name, Url},
};

record! {
    /// A place in a law.
    pub struct Law {
        /// Name of the law or treaty.
        required law: Name = "Ley", "Law";
        /// Article, fraction or paragraph.
        optional article: Name = "Artículo", "Article";
        /// Where it can be read.
        optional url: Url = "Dirección", "Address";
        /// First day it was in force.
        optional from: Date = "En vigor desde", "In force from";
        /// Last day it was in force.
        optional to: Date = "En vigor hasta", "In force until";
    }
}
