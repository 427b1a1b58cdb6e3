#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| countersign_verifier_fuzz::targets::dpop::check(data));
