//! Fuzzes a mapping and a table: what stands before the first zero byte is the mapping, the rest the file. The body is
//! here and not in the library, which the tests of `tlog` share.
#![no_main]

use import::{Importer, Mapping, Plan, shipped, source};
use register::lang::Lang;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (mapping, table) = data.split_at(data.iter().position(|byte| *byte == 0).unwrap_or(0));
    let own = std::str::from_utf8(mapping).into_iter();
    for text in own.chain(shipped::SHIPPED.iter().map(|(_, text)| *text)) {
        let Ok(mapping) = Mapping::parse(text) else { continue };
        if let Ok(plan) = Plan::new(mapping, Some("int/filer")) {
            take(&plan, table);
        }
    }
});

fn take(plan: &Plan, table: &[u8]) {
    let mut importer = Importer::new(plan, Lang::En);
    if let Ok(rows) = source::rows(&plan.mapping.source, table) {
        rows.map_while(Result::ok).for_each(|row| _ = importer.take(row));
    }
    importer.finish();
    let tally = importer.tally();
    assert!(tally.held <= tally.rows && tally.filings <= tally.rows);
}
