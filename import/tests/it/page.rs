//! The example of the pages on mappings is true as it stands there.

use import::{Mapping, Plan};

use crate::bench::import;

/// The first block of a page under this mark.
fn block<'p>(page: &'p str, mark: &str) -> &'p str {
    let after = page.split(&format!("```{mark}\n")).nth(1).unwrap_or_else(|| panic!("no ```{mark}"));
    after.split("```").next().unwrap()
}

#[test]
fn the_example_of_the_pages_becomes_the_filing_they_show() {
    for page in [include_str!("../../../docs/import.md"), include_str!("../../../docs/import.es.md")] {
        let plan = Plan::new(Mapping::parse(block(page, "toml")).unwrap(), Some("mx/observa")).unwrap();
        let done = import(&plan, block(page, "csv").as_bytes());
        assert_eq!(done.drafts(), block(page, "json"));
        assert_eq!(done.tally.held, 1);
    }
}
