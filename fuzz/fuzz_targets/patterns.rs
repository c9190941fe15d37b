#![cfg_attr(fuzzing, no_main)]
#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| django_rehome_fuzz::laws::patterns(data));

#[cfg(not(fuzzing))]
fn main() {}
