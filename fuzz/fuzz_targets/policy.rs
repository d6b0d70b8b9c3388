//! Fuzzes `veedor_fuzz::policy`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| veedor_fuzz::policy(data));
