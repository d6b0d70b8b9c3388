//! Fuzzes `veedor_fuzz::note`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| veedor_fuzz::note(data));
