//! A system call that fails leaves the tree as it was, or has not mattered.

use std::path::Path;

use crate::common::{Scratch, has_strace, text};
use crate::{
    MOVE, MOVE_FAR, Snapshot, assert_same, copy, far_project, moved, project, refused, snapshot,
    strace, succeeds, writing,
};

/// What fails: no room, no right, a broken disk, a system that knows of no such call.
const ERRORS: &[&str] = &["ENOSPC", "EACCES", "EIO"];

/// Lets each system call of a write fail, in a copy of `from` for each.
fn fail_everywhere(
    from: &Path,
    arguments: &[&str],
    old: &Snapshot,
    new: &Snapshot,
) -> (usize, usize) {
    let (mut refused, mut written) = (0, 0);
    for (number, (call, at)) in strace::calls(&copy(from).0, arguments).iter().enumerate() {
        let (tree, logs) = (copy(from), Scratch::new("log"));
        let error = ERRORS[number % ERRORS.len()];
        let fails = format!("{call}:error={error}:when={at}");
        let output = strace::run(&tree.0, arguments, &[&fails], &logs.0.join("log"));
        let said = text(&output.stderr);
        match output.status.code() {
            Some(2) => {
                refused += 1;
                assert!(said.contains("nothing was written"), "{fails}: {said}");
                assert_same(&fails, old, &snapshot(&tree.0));
            }
            Some(0) => {
                written += 1;
                assert_same(&fails, new, &snapshot(&tree.0));
            }
            _ => panic!("{fails}: {:?}: {said}", output.status),
        }
        assert_eq!(
            succeeds(&tree.0, &["undo", "--finish"]),
            "nothing to finish: no write was cut off\n"
        );
    }
    (refused, written)
}

#[test]
fn in_a_move() {
    if !has_strace("calls that fail in a move") {
        return;
    }
    let (before, after) = (project("failing"), moved("failing"));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    let (refused, written) = fail_everywhere(&before.0, &writing(MOVE), &old, &new);
    println!("of the calls of a move that failed, {refused} undid it and {written} did not matter");
    assert!(refused > 60 && written > 0, "{refused}, {written}");
}

#[test]
fn in_an_undo() {
    if !has_strace("calls that fail in an undo") {
        return;
    }
    let (before, after) = (project("failing"), moved("failing"));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    let (refused, written) = fail_everywhere(&after.0, &["undo"], &new, &old);
    println!(
        "of the calls of an undo that failed, {refused} undid it and {written} did not matter"
    );
    assert!(refused > 60 && written > 0, "{refused}, {written}");
}

/// Directories that were made are gone again, and one that was removed is there again.
#[test]
fn where_directories_come_and_go() {
    if !has_strace("calls that fail where directories come and go") {
        return;
    }
    let (before, after) = (far_project("failing"), far_project("failing"));
    succeeds(&after.0, &writing(MOVE_FAR));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    let directories = |one: &Snapshot| one.values().filter(|(_, bytes)| bytes.is_none()).count();
    assert!(directories(&old) != directories(&new), "no directory comes or goes");
    let emptied = Path::new("templates/admin/emr/encounter");
    assert!(old.contains_key(emptied) && !new.contains_key(emptied));
    let calls = strace::calls(&copy(&before.0).0, &writing(MOVE_FAR));
    let last = calls.iter().rposition(|(call, _)| call == "rmdir").unwrap();
    assert_eq!(calls[last + 1].0, "fsync", "{calls:?}");
    for (call, at) in &calls[last - 4..=last + 4] {
        let (tree, logs) = (copy(&before.0), Scratch::new("log"));
        let fails = format!("{call}:error=EIO:when={at}");
        let log = logs.0.join("log");
        let output = strace::run(&tree.0, &writing(MOVE_FAR), &[&fails], &log);
        assert_eq!(output.status.code(), Some(2), "{fails}: {}", text(&output.stderr));
        assert_same(&fails, &old, &snapshot(&tree.0));
        let kills = format!("{call}:signal=KILL:when={at}");
        strace::run(&tree.0, &writing(MOVE_FAR), &[&kills], &log);
        let finished = copy(&tree.0);
        succeeds(&finished.0, &["undo", "--finish"]);
        assert_same(&kills, &new, &snapshot(&finished.0));
        succeeds(&tree.0, &["undo"]);
        assert_same(&kills, &old, &snapshot(&tree.0));
    }
}

/// Neither can the files be written, nor those that were written be put back.
#[test]
fn for_good() {
    if !has_strace("a disk that fails for good") {
        return;
    }
    let (tree, logs) = (project("failing"), Scratch::new("log"));
    let old = snapshot(&tree.0);
    let log = logs.0.join("log");
    let output = strace::run(&tree.0, &writing(MOVE), &["rename:error=EIO:when=6+"], &log);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("core/models.py:1:1: cannot be written: Input/output error"), "{said}");
    assert!(said.contains("could not all be put back"), "{said}");
    assert!(said.ends_with("`django-rehome undo` takes the rest back\n"), "{said}");
    assert!(refused(&tree.0, &["refs", "emr.VitalSigns"]).contains("was cut off"));
    // Some of what was written is gone already.
    let mixed = snapshot(&tree.0);
    assert!(refused(&tree.0, &["undo", "--finish"]).contains("it was being taken back"));
    assert_same("after the refusal", &mixed, &snapshot(&tree.0));
    // It can fail once more.
    let output = strace::run(&tree.0, &["undo"], &["rename:error=EIO:when=1+"], &log);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    succeeds(&tree.0, &["undo"]);
    assert_same("taken back", &old, &snapshot(&tree.0));
}
