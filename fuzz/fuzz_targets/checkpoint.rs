//! Fuzzes `veedor_fuzz::checkpoint`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| veedor_fuzz::checkpoint(data));
