//! A mapping and a table, from any bytes: what stands before the first zero byte is the mapping, the rest the file.

#![no_main]

use import::{Importer, Mapping, Plan, shipped, source};
use libfuzzer_sys::fuzz_target;
use register::lang::Lang;

fn take(plan: &Plan, bytes: &[u8]) {
    let mut importer = Importer::new(plan, Lang::En);
    if let Ok(rows) = source::rows(&plan.mapping.source, bytes) {
        rows.map_while(Result::ok).for_each(|row| _ = importer.take(row));
    }
    importer.finish();
    let tally = importer.tally();
    assert!(tally.held <= tally.rows && tally.filings <= tally.rows);
}

fuzz_target!(|bytes: &[u8]| {
    let (text, file) = bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(0));
    if let Ok(text) = std::str::from_utf8(text)
        && let Ok(mapping) = Mapping::parse(text)
        && let Ok(plan) = Plan::new(mapping, Some("int/filer"))
    {
        take(&plan, file);
    }
    for (_, text) in shipped::SHIPPED {
        if let Ok(plan) = Mapping::parse(text).map_err(|reason| vec![reason]).and_then(|mapping| Plan::new(mapping, Some("int/filer"))) {
            take(&plan, file);
        }
    }
});
