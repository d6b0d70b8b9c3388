//! Settings: the language and the settings file, known before the command line is read. `veedor.toml` holds the long
//! names of flags as flat keys; its values become the flags' defaults, so that environment and command line win.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
};

use register::lang::Lang;
use toml::de::{DeTable, DeValue};

use crate::{
    failure::{Failure, Said},
    help, words,
};

/// The file that is read where none is named.
const DEFAULT: &str = "veedor.toml";

/// What is known of the command line before it is read.
#[derive(Debug, Clone)]
pub(crate) struct Early {
    /// The language to speak.
    pub(crate) lang: Lang,
    /// Whether the command line or the environment asked for it.
    asked: bool,
    /// The settings file that was named.
    pub(crate) config: Option<PathBuf>,
}

impl Early {
    /// Looks for `--lang` and `--config`, then `VEEDOR_LANG` and `VEEDOR_CONFIG`. Mistakes are told later, by the parser.
    pub(crate) fn read(arguments: &[OsString]) -> Early {
        let asked = value_of(arguments, "--lang").or_else(|| variable("VEEDOR_LANG"));
        let asked = asked.and_then(|tag| Lang::parse(&tag));
        let config = value_of(arguments, "--config").or_else(|| variable("VEEDOR_CONFIG")).map(PathBuf::from);
        Early { lang: asked.unwrap_or_else(locale), asked: asked.is_some(), config }
    }

    /// The language that the settings file names, unless one was asked for.
    pub(crate) fn or_of(mut self, settings: &Settings) -> Early {
        let named = settings.of("lang").and_then(|values| Lang::parse(values.first()?));
        self.lang = named.filter(|_| !self.asked).unwrap_or(self.lang);
        self
    }
}

/// The language of the system; Spanish where it is neither Spanish nor English.
fn locale() -> Lang {
    let tag = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name));
    tag.and_then(|tag| Lang::parse(&tag)).unwrap_or_default()
}

fn value_of(arguments: &[OsString], flag: &str) -> Option<String> {
    let mut rest = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = rest.next() {
        match argument.strip_prefix(flag) {
            Some("") => return rest.next().map(str::to_owned),
            Some(value) if value.starts_with('=') => return Some(value[1..].to_owned()),
            _ if argument == "--" => return None,
            _ => {}
        }
    }
    None
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The settings file: values by the long name of the flag.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    values: BTreeMap<String, Vec<String>>,
}

impl Settings {
    /// Reads the named file, or `veedor.toml` here where there is one.
    pub(crate) fn load(named: Option<&Path>) -> Result<Settings, Failure> {
        let path = named.unwrap_or(Path::new(DEFAULT));
        match std::fs::read_to_string(path) {
            Ok(text) => {
                Settings::parse(&text, &help::flags()).map_err(|(line, said)| Failure::Usage(at(path, line, &said)))
            }
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(error) => Err(Failure::file(path, &error)),
        }
    }

    /// Reads the text of a settings file; a mistake is told with its line, from 1.
    fn parse(text: &str, known: &[String]) -> Result<Settings, (usize, Said)> {
        let line = |offset: usize| 1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
        let table = DeTable::parse(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            (line(offset), words::not_toml(&error.message()))
        })?;
        let mut values = BTreeMap::new();
        for (key, value) in table.get_ref() {
            let name: &str = key.get_ref();
            if !known.iter().any(|known| known == name) {
                return Err((line(key.span().start), words::unknown_setting(&name, &known.join(", "))));
            }
            let Some(given) = texts(value.get_ref()) else {
                return Err((line(value.span().start), words::bad_setting(&name)));
            };
            values.insert(name.to_owned(), given);
        }
        Ok(Settings { values })
    }

    /// The values given for a flag.
    pub(crate) fn of(&self, flag: &str) -> Option<&[String]> {
        self.values.get(flag).map(Vec::as_slice)
    }
}

/// A string, a number, true or false, or a list of those.
fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(text) => Some(vec![text.to_string()]),
        DeValue::Integer(number) => Some(vec![number.as_str().to_owned()]),
        DeValue::Boolean(value) => Some(vec![value.to_string()]),
        DeValue::Array(items) => items.iter().map(|item| texts(item.get_ref())?.pop()).collect(),
        _ => None,
    }
}

fn at(path: &Path, line: usize, said: &Said) -> Said {
    let place = |text: &str| format!("{}:{line}: {text}", path.display());
    Said { es: place(&said.es), en: place(&said.en) }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn parsed(text: &str) -> String {
        let known = ["data".to_owned(), "json".to_owned(), "key".to_owned()];
        match Settings::parse(text, &known) {
            Ok(settings) => format!("{:?}", settings.values),
            Err((line, said)) => format!("{line}: {}", said.en),
        }
    }

    #[test]
    fn flags_are_read_and_mistakes_told_with_their_line() {
        expect![[r#"{"data": ["a b"], "json": ["true"], "key": ["x", "y"]}"#]]
            .assert_eq(&parsed("# folder\ndata = \"a b\"\njson = true\nkey = ['x', 'y']\n"));
        expect!["2: there is no flag `dato`; the flags are data, json, key"]
            .assert_eq(&parsed("data = 'x'\ndato = 'y'\n"));
        expect!["1: `data` takes a text, a number, true or false, or a list of them"]
            .assert_eq(&parsed("data = { a = 1 }"));
        assert!(parsed("data = \n").starts_with("1: "), "{}", parsed("data = \n"));
        assert!(parsed("json = true\njson = false\n").starts_with("2: "));
    }

    #[test]
    fn the_early_look_takes_both_spellings() {
        let arguments = |list: &[&str]| list.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(value_of(&arguments(&["veedor", "--lang", "en", "check"]), "--lang").as_deref(), Some("en"));
        assert_eq!(value_of(&arguments(&["veedor", "check", "--lang=es"]), "--lang").as_deref(), Some("es"));
        assert_eq!(value_of(&arguments(&["veedor", "--", "--lang=es"]), "--lang"), None);
    }
}
