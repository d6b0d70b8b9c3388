//! The words of the pages, from Fluent files in both languages (`portal/locales/`). A test holds the two against each
//! other and against what the pages ask for. Words of codelists and forms come from the register, not from here.

use std::sync::LazyLock;

use register::lang::Lang;

pub(super) use crate::messages::Arg;
use crate::messages::Messages;

const ES: &[&str] = &[
    include_str!("../../locales/es/frame.ftl"),
    include_str!("../../locales/es/lists.ftl"),
    include_str!("../../locales/es/record.ftl"),
    include_str!("../../locales/es/proof.ftl"),
    include_str!("../../locales/es/about.ftl"),
    include_str!("../../locales/es/findings.ftl"),
    include_str!("../../locales/es/figures.ftl"),
    include_str!("../../locales/es/data.ftl"),
    include_str!("../../locales/es/help.ftl"),
    include_str!("../../locales/es/drafts.ftl"),
    include_str!("../../locales/es/file.ftl"),
    include_str!("../../locales/es/orders.ftl"),
];
const EN: &[&str] = &[
    include_str!("../../locales/en/frame.ftl"),
    include_str!("../../locales/en/lists.ftl"),
    include_str!("../../locales/en/record.ftl"),
    include_str!("../../locales/en/proof.ftl"),
    include_str!("../../locales/en/about.ftl"),
    include_str!("../../locales/en/findings.ftl"),
    include_str!("../../locales/en/figures.ftl"),
    include_str!("../../locales/en/data.ftl"),
    include_str!("../../locales/en/help.ftl"),
    include_str!("../../locales/en/drafts.ftl"),
    include_str!("../../locales/en/file.ftl"),
    include_str!("../../locales/en/orders.ftl"),
];

static ALL: LazyLock<Messages> = LazyLock::new(|| Messages::new(ES, EN));

/// The message of a key. A key that does not exist is shown as itself: the reader sees that something is missing, and
/// the test that every key exists fails.
pub(super) fn get(lang: Lang, key: &str) -> String {
    ALL.get(lang, key)
}

/// The message of a key with one number in it, `$n`, grouped as the language does.
pub(super) fn count(lang: Lang, key: &str, n: u64) -> String {
    ALL.count(lang, key, n)
}

/// The message of a key with its variables.
pub(super) fn with(lang: Lang, key: &str, args: &[(&'static str, Arg)]) -> String {
    ALL.with(lang, key, args)
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        path::Path,
    };

    use fluent_bundle::FluentResource;
    use register::lang::Lang;

    use super::{Arg, EN, ES, count, get, with};

    /// Keys of one language, each with the variables its message uses.
    fn keys(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys = BTreeMap::new();
        for source in sources {
            FluentResource::try_new((*source).to_owned()).expect("the file has no error");
            let mut key = String::new();
            for line in source.lines() {
                if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| name.starts_with(char::is_alphabetic))
                {
                    key = name.to_owned();
                    assert!(keys.insert(key.clone(), BTreeSet::new()).is_none(), "`{key}` stands twice");
                }
                for variable in line.split('$').skip(1) {
                    let end = variable.find(|c: char| !c.is_alphanumeric()).unwrap_or(variable.len());
                    keys.entry(key.clone()).or_default().insert(variable[..end].to_owned());
                }
            }
        }
        keys
    }

    /// The sources that ask for words.
    fn texts() -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let dirs = ["templates", "src/pages", "src/pages/file", "src/intake"];
        let files = dirs.iter().flat_map(|dir| std::fs::read_dir(root.join(dir)).expect("there").flatten());
        let files = files.map(|file| file.path()).filter(|path| path.is_file());
        files.map(|path| std::fs::read_to_string(path).expect("text")).collect()
    }

    /// Every string literal of the pages and templates that could be a key.
    fn literals() -> BTreeSet<String> {
        texts().iter().flat_map(|text| text.split('"').map(str::to_owned)).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_with_the_same_variables() {
        assert_eq!(keys(ES), keys(EN));
    }

    #[test]
    fn no_key_is_unused() {
        let literals = literals();
        // `owed-{code}`: a key for each code.
        let made = literals
            .iter()
            .filter_map(|literal| literal.split_once('{'))
            .map(|(head, _)| head)
            .filter(|head| head.len() > 2 && head.ends_with('-'));
        let made: Vec<&str> = made.collect();
        let is_made = |key: &String| made.iter().any(|head| key.starts_with(head));
        let unused: Vec<String> = keys(ES).into_keys().filter(|key| !literals.contains(key) && !is_made(key)).collect();
        assert_eq!(unused, Vec::<String>::new());
    }

    #[test]
    fn every_key_asked_for_exists() {
        let keys = keys(ES);
        let mut missing = BTreeSet::new();
        for text in texts() {
            for start in [".t(\"", ".n(\"", "get(lang, \"", "count(lang, \"", "with(lang, \""] {
                let asked = text.split(start).skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
                missing.extend(asked.filter(|key| !keys.contains_key(*key) && !key.contains('{')).map(str::to_owned));
            }
        }
        assert_eq!(missing, BTreeSet::new());
    }

    #[test]
    fn numbers_are_grouped_and_plurals_chosen() {
        assert_eq!(count(Lang::En, "n-claims", 1), "1 claim");
        assert_eq!(count(Lang::En, "n-claims", 12_345), "12,345 claims");
        assert_eq!(count(Lang::Es, "n-claims", 1), "1 afirmación");
        assert_eq!(get(Lang::Es, "no-such-key"), "no-such-key");
        let title = with(Lang::En, "title-in", &[("page", Arg::Text("A".into())), ("site", Arg::Text("B".into()))]);
        assert_eq!(title, "A — B");
    }
}
