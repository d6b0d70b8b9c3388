//! What is said in both languages, as mappings and findings carry it.

use register::lang::Lang;
use serde::{Deserialize, Serialize};

/// One thing said in Spanish and in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Spanish
    pub es: String,
    /// English
    pub en: String,
}

impl Said {
    /// The same thing in both languages.
    pub fn new(es: impl Into<String>, en: impl Into<String>) -> Said {
        Said { es: es.into(), en: en.into() }
    }

    /// What is said in one language.
    #[must_use]
    pub fn in_(&self, lang: Lang) -> &str {
        lang.of(&self.es, &self.en)
    }
}
