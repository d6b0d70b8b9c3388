//! Fuzzes `veedor_fuzz::vkey`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| veedor_fuzz::vkey(data));
