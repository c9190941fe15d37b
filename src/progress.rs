//! A bar on the terminal while a run takes its time: part of `main`, which prints.
//!
//! It is drawn on stderr, where that is a terminal and a person may sit before it, and is gone before
//! anything else is printed. A run that is short draws nothing and waits for nothing.

use std::io::IsTerminal;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use django_rehome::stats;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run may take before it says how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it says so.
const TICK: Duration = Duration::from_millis(100);

/// Does some work, which may take a while.
pub(crate) fn watched<T>(work: impl FnOnce() -> T) -> T {
    let in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    if in_ci || !std::io::stderr().is_terminal() {
        return work();
    }
    let (working, ended) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || draw(&ended, PATIENCE, ProgressDrawTarget::stderr()));
        // The bar ends when this does, also by a panic.
        let _working = working;
        work()
    })
}

/// Draws a bar from when `patience` is over until the other end of the channel goes.
fn draw(ended: &Receiver<()>, patience: Duration, target: ProgressDrawTarget) {
    let goes_on = |time| ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
    if !goes_on(patience) {
        return;
    }
    let bar = ProgressBar::with_draw_target(Some(0), target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_bar} {pos} of {len} files") {
        bar.set_style(style);
    }
    loop {
        let (asked, read) = stats::progress();
        bar.set_length(asked as u64);
        bar.set_position(read as u64);
        bar.tick();
        if !goes_on(TICK) {
            break;
        }
    }
    bar.finish_and_clear();
}

#[cfg(test)]
mod tests {
    use indicatif::{InMemoryTerm, TermLike};

    use super::*;

    /// What is on the terminal when the run ends after `time`, and what was written to it at all.
    fn drawn(time: Duration) -> (String, String, String) {
        let terminal = InMemoryTerm::new(10, 80);
        let (working, ended) = channel::<()>();
        let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        let patience = Duration::from_millis(200);
        let meanwhile = std::thread::scope(|scope| {
            scope.spawn(move || draw(&ended, patience, target));
            std::thread::sleep(time);
            let meanwhile = terminal.contents();
            drop(working);
            meanwhile
        });
        terminal.flush().unwrap();
        (meanwhile, terminal.contents(), terminal.moves_since_last_check())
    }

    #[test]
    fn a_bar_is_drawn_when_patience_is_over_and_gone_at_the_end() {
        let (meanwhile, afterwards, _) = drawn(Duration::from_secs(1));
        assert!(meanwhile.ends_with("0 of 0 files"), "{meanwhile}");
        assert_eq!(afterwards, "");
    }

    #[test]
    fn a_short_run_draws_nothing_and_waits_for_nothing() {
        let start = std::time::Instant::now();
        let (_, _, moves) = drawn(Duration::ZERO);
        assert_eq!(moves, "Flush\n");
        assert!(start.elapsed() < Duration::from_millis(150), "{:?}", start.elapsed());
    }
}
