//! The laws of `fuzz/` without a fuzzer: everything that its corpus keeps, and a number of inputs that
//! are made of it by a generator which always makes the same.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read their corpus, and fail loudly"
)]

#[path = "../fuzz/src/laws.rs"]
#[allow(
    unreachable_pub,
    missing_docs,
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "they are public in fuzz/"
)]
mod laws;
#[path = "../fuzz/src/patch.rs"]
#[allow(
    unreachable_pub,
    missing_docs,
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "they are public in fuzz/"
)]
mod patch;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many inputs are made for each law.
const MADE: u64 = 100;

/// How long one may take, where nothing is optimised and the machine is shared.
const LONG: Duration = Duration::from_secs(10);

/// A generator of numbers: `SplitMix64`.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (below.max(1) as u64)).unwrap()
    }

    /// A few changes to one of the `seeds`: bytes that go or are others, and pieces of another one.
    fn changed(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.next(seeds.len())].clone();
        for _ in 0..=self.next(4) {
            let at = self.next(bytes.len() + 1);
            let end = (at + self.next(12)).min(bytes.len());
            match self.next(3) {
                0 => _ = bytes.drain(at..end),
                1 => bytes[at..end].iter_mut().for_each(|byte| *byte ^= 1 << (at % 8)),
                _ => {
                    let other = &seeds[self.next(seeds.len())];
                    let from = self.next(other.len() + 1);
                    let to = (from + self.next(40)).min(other.len());
                    bytes.splice(at..at, other[from..to].iter().copied());
                }
            }
        }
        bytes
    }
}

fn holds((name, law): laws::Law, input: &[u8]) {
    let start = Instant::now();
    let result = std::panic::catch_unwind(|| law(input));
    assert!(result.is_ok(), "{name} is broken by {:?}", input.escape_ascii().to_string());
    assert!(
        start.elapsed() < LONG,
        "{name} takes too long for {:?}",
        input.escape_ascii().to_string()
    );
}

fn held(law: laws::Law) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(law.0);
    let entries = std::fs::read_dir(&corpus).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert!(!seeds.is_empty(), "{} has no corpus", law.0);
    for seed in &seeds {
        holds(law, seed);
    }
    let mut numbers = Numbers(7);
    for _ in 0..MADE {
        holds(law, &numbers.changed(&seeds));
    }
}

macro_rules! every_law {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            held((stringify!($name), laws::$name));
        })*

        /// No law is left out.
        #[test]
        fn all_of_them_are_held() {
            let names: Vec<&str> = laws::LAWS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

every_law! { rewriter labels migration fixture diff config sketch patterns }
