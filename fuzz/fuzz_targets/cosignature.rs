//! Fuzzes `veedor_fuzz::cosignature`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| veedor_fuzz::cosignature(data));
