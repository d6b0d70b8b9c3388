//! Fuzzes `veedor_fuzz::receipt`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| veedor_fuzz::receipt(data));
