//! The two languages of the register. Spanish and English are equal: whatever is said in one is said in the other.

/// A language people read the register in (BCP 47 `es`, `en`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Spanish
    #[default]
    Es,
    /// English
    En,
}

impl Lang {
    /// Both languages, Spanish first.
    pub const ALL: [Lang; 2] = [Lang::Es, Lang::En];

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Es => "es",
            Lang::En => "en",
        }
    }

    /// Which way its lines run: the `dir` of HTML.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Lang::Es | Lang::En => "ltr",
        }
    }

    /// Reads a tag; region subtags are ignored (`es-MX` is Spanish).
    #[must_use]
    pub fn parse(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "es" => Some(Lang::Es),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// Of the same thing in both languages, the one in this.
    #[must_use]
    pub const fn of<'a, T: ?Sized>(self, es: &'a T, en: &'a T) -> &'a T {
        match self {
            Lang::Es => es,
            Lang::En => en,
        }
    }

    /// The other language.
    #[must_use]
    pub const fn other(self) -> Lang {
        match self {
            Lang::Es => Lang::En,
            Lang::En => Lang::Es,
        }
    }
}

/// One thing said in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Words {
    /// Spanish
    pub es: &'static str,
    /// English
    pub en: &'static str,
}

impl Words {
    /// The same thing said in Spanish and in English.
    #[must_use]
    pub const fn new(es: &'static str, en: &'static str) -> Words {
        Words { es, en }
    }

    /// What is said in one language.
    #[must_use]
    pub const fn in_(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => self.es,
            Lang::En => self.en,
        }
    }
}
