//! The pages of facts are what the vocabulary says.

use expect_test::expect_file;
use register::lang::Lang;
use rulebook::facts_page::markdown;

#[test]
fn the_pages_of_facts_are_printed_from_the_vocabulary() {
    expect_file!["../../docs/facts.md"].assert_eq(&markdown(Lang::En));
    expect_file!["../../docs/facts.es.md"].assert_eq(&markdown(Lang::Es));
}
