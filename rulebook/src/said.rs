//! What is said in both languages; made at run time, as `register::lang::Words` is beforehand.

use register::lang::Lang;

/// One thing said in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Spanish
    pub es: String,
    /// English
    pub en: String,
}

impl Said {
    /// What is said in one language.
    #[must_use]
    pub fn in_(&self, lang: Lang) -> &str {
        lang.of(&self.es, &self.en)
    }
}
