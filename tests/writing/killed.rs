//! Killed at any system call of a write, the tree can be made old and new again.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use crate::common::{Scratch, has_strace, text};
use crate::{
    MOVE, Snapshot, assert_same, copy, moved, project, refused, snapshot, strace, succeeds, tool,
    writing,
};

/// Kills the tool in a copy of `from` at each system call of its write, one copy for each, and has what is
/// left judged.
fn kill_everywhere(from: &Path, arguments: &[&str], judge: &dyn Fn(&str, &Path)) -> usize {
    let calls = strace::calls(&copy(from).0, arguments);
    for (call, at) in &calls {
        let (tree, logs) = (copy(from), Scratch::new("log"));
        let kill = format!("{call}:signal=KILL:when={at}");
        let output = strace::run(&tree.0, arguments, &[&kill], &logs.0.join("log"));
        assert_eq!(output.status.signal(), Some(9), "{kill} missed");
        judge(&kill, &tree.0);
    }
    calls.len()
}

/// Every path is as in the one tree or as in the other, and there is none besides.
fn assert_old_or_new(what: &str, old: &Snapshot, new: &Snapshot, found: &Snapshot) {
    for path in old.keys().chain(new.keys()).chain(found.keys()) {
        let one = found.get(path);
        assert!(one == old.get(path) || one == new.get(path), "{what}: {}", path.display());
    }
}

/// Whether commands that read the project refuse to.
fn is_cut_off(root: &Path) -> bool {
    let output = tool(root, &["refs", "emr.VitalSigns"]);
    let said = text(&output.stderr);
    match output.status.success() {
        true => false,
        false => {
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(
                said.contains("was cut off") && said.contains("`django-rehome undo`"),
                "{said}"
            );
            true
        }
    }
}

#[test]
fn what_reads_a_tree_that_may_be_mixed_is_refused() {
    if !has_strace("a tree that is mixed") {
        return;
    }
    let tree = cut_off();
    let mixed = snapshot(&tree.0);
    for arguments in [
        vec!["refs", "emr.VitalSigns"],
        MOVE.to_vec(),
        writing(MOVE),
        vec!["check", "--isolated", "--move", "emr.Encounter=core"],
        vec!["check", "--isolated", "--move", "emr.Encounter=core", "--fix", "--allow-no-vcs"],
    ] {
        assert_eq!(
            refused(&tree.0, &arguments),
            "error: `move emr.Encounter --to core` was cut off while it was written: some files may \
             be new, and some old\n  help: `django-rehome undo` takes it back, `django-rehome undo \
             --finish` finishes it\n"
        );
        assert_same("after the refusal", &mixed, &snapshot(&tree.0));
    }
}

#[test]
fn a_move() {
    if !has_strace("a move that is killed") {
        return;
    }
    let before = project("killed");
    let after = moved("killed");
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    assert!(new.keys().any(|path| !old.contains_key(path)), "nothing is made");
    assert!(old.keys().any(|path| !new.contains_key(path)), "nothing is removed");
    let cut_off = std::cell::Cell::new(0);
    let kills = kill_everywhere(&before.0, &writing(MOVE), &|what, root| {
        let found = snapshot(root);
        assert_old_or_new(what, &old, &new, &found);
        if is_cut_off(root) {
            cut_off.set(cut_off.get() + 1);
            let finished = copy(root);
            assert!(succeeds(&finished.0, &["undo", "--finish"]).starts_with("finished: move"));
            assert_same(what, &new, &snapshot(&finished.0));
            succeeds(&finished.0, &["undo"]);
            assert_same(what, &old, &snapshot(&finished.0));
            assert!(succeeds(root, &["undo"]).starts_with("taken back: move"));
            assert_same(what, &old, &snapshot(root));
        } else if found != new {
            assert_same(what, &old, &found);
        }
        // What is left over is in nobody's way.
        if snapshot(root) == old {
            succeeds(root, &writing(MOVE));
            assert_same(what, &new, &snapshot(root));
        }
    });
    println!("a move was killed at {kills} system calls, at {} of them cut off", cut_off.get());
    assert!(kills > 60 && cut_off.get() > 15, "{kills}, {}", cut_off.get());
}

#[test]
fn an_undo() {
    if !has_strace("an undo that is killed") {
        return;
    }
    let (before, after) = (project("killed"), moved("killed"));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    let kills = kill_everywhere(&after.0, &["undo"], &|what, root| {
        assert_old_or_new(what, &old, &new, &snapshot(root));
        if is_cut_off(root) {
            // It goes on where both want to.
            let finished = copy(root);
            succeeds(&finished.0, &["undo", "--finish"]);
            assert_same(what, &old, &snapshot(&finished.0));
        }
        succeeds(root, &["undo"]);
        assert_same(what, &old, &snapshot(root));
        assert!(!is_cut_off(root), "{what}");
    });
    println!("an undo was killed at {kills} system calls");
    assert!(kills > 80, "{kills}");
}

/// A move that was cut off in the middle of its files.
fn cut_off() -> Scratch {
    let (tree, logs) = (project("killed"), Scratch::new("log"));
    let injected = ["rename:signal=KILL:when=7"];
    let output = strace::run(&tree.0, &writing(MOVE), &injected, &logs.0.join("log"));
    assert_eq!(output.status.signal(), Some(9));
    assert!(is_cut_off(&tree.0));
    tree
}

#[test]
fn what_takes_back_or_finishes_a_move_that_was_killed() {
    if !has_strace("killing what takes back a move that was killed") {
        return;
    }
    let (before, after, tree) = (project("killed"), moved("killed"), cut_off());
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    assert!(![&old, &new].contains(&&snapshot(&tree.0)), "it is not mixed");
    for (arguments, wanted) in [(&["undo"][..], &old), (&["undo", "--finish"], &new)] {
        let kills = kill_everywhere(&tree.0, arguments, &|what, root| {
            assert_old_or_new(what, &old, &new, &snapshot(root));
            let is_done = !is_cut_off(root);
            let again = copy(root);
            succeeds(&again.0, arguments);
            // What is done is not done once more: then `undo` would take a move back that is finished.
            if !is_done {
                assert_same(what, wanted, &snapshot(&again.0));
            }
            succeeds(root, &["undo"]);
            assert_same(what, &old, &snapshot(root));
        });
        println!("{arguments:?} of a move that was cut off was killed at {kills} system calls");
        assert!(kills > 10, "{kills}");
    }
}

/// Killed while it puts back what it has written, because the disk fails.
#[test]
fn a_move_that_is_being_put_back() {
    if !has_strace("killing a move that is put back") {
        return;
    }
    let (before, after) = (project("killed"), moved("killed"));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    let calls = strace::calls(&copy(&before.0).0, &writing(MOVE));
    let count = |name: &str| calls.iter().filter(|(call, _)| call == name).count();
    let syncs = calls.iter().rev().find(|(call, _)| call == "fsync").unwrap().1;
    // The directories are flushed when every file is new.
    let fails = format!("fsync:error=EIO:when={}", syncs - 2);
    let mut kills = 0;
    for call in ["rename", "unlink", "mkdir", "rmdir", "unlinkat"] {
        for at in count(call) + 1.. {
            let (tree, logs) = (copy(&before.0), Scratch::new("log"));
            let kill = format!("{call}:signal=KILL:when={at}");
            let log = logs.0.join("log");
            let output = strace::run(&tree.0, &writing(MOVE), &[&fails, &kill], &log);
            if output.status.signal() != Some(9) {
                assert_eq!(output.status.code(), Some(2));
                assert_same(&kill, &old, &snapshot(&tree.0));
                break;
            }
            kills += 1;
            assert_old_or_new(&kill, &old, &new, &snapshot(&tree.0));
            if is_cut_off(&tree.0) {
                let finished = copy(&tree.0);
                let output = tool(&finished.0, &["undo", "--finish"]);
                let said = text(&output.stderr);
                match output.status.success() {
                    true => assert_same(&kill, &new, &snapshot(&finished.0)),
                    // What was put back already is not there to be written again.
                    false => assert!(said.contains("being taken back"), "{said}"),
                }
            }
            succeeds(&tree.0, &["undo"]);
            assert_same(&kill, &old, &snapshot(&tree.0));
        }
    }
    println!("a move that was being put back was killed at {kills} system calls");
    assert!(kills > 10, "{kills}");
}
