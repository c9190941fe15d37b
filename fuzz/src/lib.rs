//! What the fuzzer feeds, and what must hold whatever it is fed with. `tests/fuzzing.rs` uses the same
//! laws without it.

pub mod laws;
pub mod patch;
