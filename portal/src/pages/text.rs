//! The words of the pages, from Fluent files in both languages (`portal/locales/`). `tests/tidy` holds the two against
//! each other and against what the pages ask for. Words of codelists and forms come from the register, not from here.

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
    include_str!("../../locales/es/comments.ftl"),
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
    include_str!("../../locales/en/comments.ftl"),
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
    use register::lang::Lang;

    use super::{Arg, count, get, with};

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
