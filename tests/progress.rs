//! The bar of a long run, on a real terminal; and none where there is no terminal, or no person.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make their own scratch trees"
)]

mod common;

use std::process::Command;
use std::time::{Duration, Instant};

use common::{Scratch, on_a_terminal, plain, testdata, text, tree};

const TOOL: &str = env!("CARGO_BIN_EXE_django-rehome");

/// To the start of the line, and nothing on it.
const CLEARED: &str = "\r\u{1b}[2K";

/// A run that takes longer than the second after which the bar is drawn, on any machine: it waits for
/// a rule of `.gitignore`, which is a pipe that nothing is written to until then.
fn slow_run(project: &Scratch) -> String {
    let root = project.0.display();
    let pipe = format!("'{root}/.gitignore'");
    let wait = format!("mkfifo {pipe}; (sleep 1.7; exec 3<> {pipe}; rm {pipe}) &");
    format!("{wait} {TOOL} refs emr.Encounter --root '{root}'")
}

fn project() -> Scratch {
    Scratch::with("progress", &tree(&testdata().join("cases/minimal/before")))
}

#[test]
fn a_long_run_shows_how_far_it_is_where_someone_waits() {
    let project = project();
    let stdout = project.0.join("stdout");
    let apart = format!("{} > '{}'; wait", slow_run(&project), stdout.display());
    let shown = on_a_terminal(&apart, &[]);
    assert!(shown.contains(" files"), "{shown:?}");
    // The last that is done is to clear its line.
    assert!(shown.ends_with(CLEARED), "{shown:?}");
    let listed = std::fs::read_to_string(&stdout).unwrap();
    assert!(listed.starts_with("emr: ") && !listed.contains('\u{1b}'), "{listed}");
    for variables in [[("TERM", "dumb")], [("CI", "true")]] {
        assert_eq!(on_a_terminal(&apart, &variables), "", "{variables:?}");
    }
}

#[test]
fn what_is_printed_begins_on_a_line_of_its_own() {
    let project = project();
    let both = on_a_terminal(&format!("{}; wait", slow_run(&project)), &[]);
    let (bar, rest) = both.split_once("emr: ").unwrap();
    assert!(bar.contains(" files") && bar.ends_with(CLEARED), "{bar:?}");
    assert!(!rest.contains('\u{1b}'), "{rest:?}");
}

#[test]
fn on_a_pipe_nothing_is_written_however_long_it_takes() {
    let (project, start) = (project(), Instant::now());
    let mut command = Command::new("sh");
    let output = plain(&mut command).args(["-c", &slow_run(&project)]).output().unwrap();
    assert!(start.elapsed() > Duration::from_millis(1500), "it did not take long");
    assert_eq!(text(&output.stderr), "");
    assert!(text(&output.stdout).starts_with("emr: "), "{}", text(&output.stdout));
}

#[test]
fn a_short_run_shows_nothing_on_a_terminal() {
    let root = testdata().join("cases/minimal/before");
    let refs = format!("{TOOL} refs emr.Encounter --root '{}' > /dev/null", root.display());
    assert_eq!(on_a_terminal(&refs, &[]), "");
}
