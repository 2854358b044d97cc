#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| connector_fuzz::target("id_token")(bytes));
