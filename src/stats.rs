//! What a run has done so far, and how long each step of it took: for `--stats`, and for those who wait.
//!
//! Everything may count into it, from any thread; nothing is decided by it. Counting is one addition.
//! The clock is looked at only where [`ask`] was called.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A step that costs time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The tree is walked for the files that can refer to a model.
    Walk,
    /// A file is read.
    Read,
    /// The bytes of a file are searched for what any reference must contain.
    Prefilter,
    /// A file is parsed.
    Parse,
    /// A file is asked for what patterns find in it.
    Query,
}

/// The steps in the order in which a file goes through them, and what each is called.
const STEPS: &[(Step, &str)] = &[
    (Step::Walk, "walked"),
    (Step::Read, "read"),
    (Step::Prefilter, "prefiltered"),
    (Step::Parse, "parsed"),
    (Step::Query, "queried"),
];

/// How often a step was done, and for how long on all threads together.
struct Tally {
    count: AtomicUsize,
    nanoseconds: AtomicU64,
}

static TALLIES: [Tally; STEPS.len()] =
    [const { Tally { count: AtomicUsize::new(0), nanoseconds: AtomicU64::new(0) } }; STEPS.len()];

/// How many files are to be prefiltered, as far as is known.
static EXPECTED: AtomicUsize = AtomicUsize::new(0);

/// When someone asked for the times.
static ASKED: OnceLock<Instant> = OnceLock::new();

/// Asks for the times: those of the steps from now on, and of the run since now.
pub fn ask() {
    ASKED.get_or_init(Instant::now);
}

/// Counts what a step is done with.
pub fn count(step: Step, how_many: usize) {
    TALLIES[step as usize].count.fetch_add(how_many, Ordering::Relaxed);
}

/// Does a part of a step, by the clock if someone asked for it. No step is a part of another.
pub fn time<T>(step: Step, work: impl FnOnce() -> T) -> T {
    if ASKED.get().is_none() {
        return work();
    }
    let start = Instant::now();
    let done = work();
    let spent = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
    TALLIES[step as usize].nanoseconds.fetch_add(spent, Ordering::Relaxed);
    done
}

/// Says that files are going to be prefiltered.
pub fn expect(how_many: usize) {
    EXPECTED.fetch_add(how_many, Ordering::Relaxed);
}

/// How many files are to be prefiltered, and how many have been taken up.
pub fn progress() -> (usize, usize) {
    let taken_up = TALLIES[Step::Prefilter as usize].count.load(Ordering::Relaxed);
    (EXPECTED.load(Ordering::Relaxed), taken_up)
}

/// A table of the steps, where someone asked for the times.
pub fn table() -> Option<String> {
    let whole = ASKED.get()?.elapsed();
    let mut lines = vec![format!("{:<12}{:>9}{:>11}", "step", "times", "seconds")];
    for (step, name) in STEPS {
        let tally = &TALLIES[*step as usize];
        let count = tally.count.load(Ordering::Relaxed);
        let spent = Duration::from_nanos(tally.nanoseconds.load(Ordering::Relaxed));
        lines.push(format!("{name:<12}{count:>9}{:>11.6}", spent.as_secs_f64()));
    }
    lines.push(format!("{:<12}{:>9}{:>11.6}", "whole run", 1, whole.as_secs_f64()));
    Some(lines.join("\n") + "\n")
}
