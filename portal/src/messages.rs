//! Messages in both languages, from Fluent files: one key a message, numbers grouped as each language does. Which files, those
//! say who show the pages.

use std::collections::HashMap;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use register::{lang::Lang, shown::Shown};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The messages of some pages.
#[expect(missing_debug_implementations, reason = "bundles have none")]
pub struct Messages {
    es: Tongue,
    en: Tongue,
}

/// The messages of one language.
struct Tongue {
    bundle: Bundle,
    /// Each message as it is said without variables: a page asks for hundreds.
    plain: HashMap<String, String>,
}

/// What stands in a message in place of a variable.
#[derive(Debug, Clone)]
pub enum Arg {
    /// A number of things.
    Count(u64),
    /// A text as it is.
    Text(String),
}

impl Messages {
    /// The messages of Fluent files in Spanish and in English.
    #[must_use]
    pub fn new(es: &[&str], en: &[&str]) -> Messages {
        Messages { es: Tongue::new(es, Lang::Es), en: Tongue::new(en, Lang::En) }
    }

    /// The message of a key; a key that does not exist is shown as itself.
    #[must_use]
    pub fn get(&self, lang: Lang, key: &str) -> String {
        let tongue = lang.of(&self.es, &self.en);
        tongue.plain.get(key).cloned().unwrap_or_else(|| say(&tongue.bundle, key, None))
    }

    /// The message of a key with one number in it, `$n`.
    #[must_use]
    pub fn count(&self, lang: Lang, key: &str, n: u64) -> String {
        self.with(lang, key, &[("n", Arg::Count(n))])
    }

    /// The message of a key with its variables.
    #[must_use]
    pub fn with(&self, lang: Lang, key: &str, args: &[(&'static str, Arg)]) -> String {
        let mut fluent = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                // Counts of a register stay far below 2^53, where a double is exact.
                Arg::Count(n) => fluent.set(*name, FluentValue::from(*n as f64)),
                Arg::Text(text) => fluent.set(*name, FluentValue::from(text.as_str())),
            }
        }
        say(&lang.of(&self.es, &self.en).bundle, key, Some(&fluent))
    }
}

impl Tongue {
    fn new(sources: &[&str], lang: Lang) -> Tongue {
        let bundle = load(sources, lang);
        let begins = |line: &str| line.starts_with(|c: char| c.is_ascii_alphabetic());
        let lines = sources.iter().flat_map(|source| source.lines()).filter(|line| begins(line));
        let keys = lines.filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim_end());
        let plain = keys.map(|key| (key.to_owned(), say(&bundle, key, None))).collect();
        Tongue { bundle, plain }
    }
}

fn say(bundle: &Bundle, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let pattern = bundle.get_message(key).and_then(|message| message.value());
    let said = |pattern| bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned();
    pattern.map_or_else(|| key.to_owned(), said)
}

fn load(sources: &[&str], lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // Isolating marks around every variable would end up in titles, CSV and copied text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Es => |value, _| grouped(value, Lang::Es),
        Lang::En => |value, _| grouped(value, Lang::En),
    }));
    for source in sources {
        // A resource with an error still holds all its good messages; `try_new` hands it back either way.
        let resource = FluentResource::try_new((*source).to_owned());
        debug_assert!(resource.is_ok(), "{:?}", resource.as_ref().err().map(|(_, errors)| errors));
        let resource = resource.unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn grouped(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let number = number.value as u64;
    Some(Shown::Quantity(number, number).text(lang))
}
