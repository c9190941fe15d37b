//! What would survive a power cut: a kill leaves what the system holds in memory, and this does not.

use std::collections::BTreeSet;
use std::path::Path;

use crate::common::has_strace;
use crate::{HOME, MOVE, moved, project, strace, writing};

/// Each of the steps that count is taken when all before it is on the disk.
#[test]
fn before_each_step_that_counts() {
    if !has_strace("that writes are flushed") {
        return;
    }
    let cases = [
        (project("flushed"), writing(MOVE), [".django-rehome/a/begun", ".django-rehome/a/done"]),
        // It is done when nothing is said to be done any more.
        (moved("flushed"), vec!["undo"], [".django-rehome/b/begun", "remove"]),
    ];
    for (tree, arguments, [begun, done]) in cases {
        let steps = strace::steps(&tree.0, &arguments);
        let state = format!("{HOME}/state");
        let begins = steps.iter().position(|step| *step == format!("rename {begun} {state}"));
        let ends = steps.iter().position(|step| {
            *step == format!("rename {done} {state}") || *step == format!("{done} {state}")
        });
        let (begins, ends) = (begins.unwrap(), ends.unwrap());
        assert!(begins < ends);
        let loose = |steps: &[String]| -> BTreeSet<String> {
            let mut loose = BTreeSet::new();
            for step in steps {
                let (what, paths) = step.split_once(' ').unwrap();
                match what {
                    "fsync" => {
                        loose.remove(paths);
                    }
                    "make" => {
                        loose.extend([paths.to_owned(), above(paths)]);
                    }
                    _ => loose.extend(paths.split(' ').map(above)),
                }
            }
            loose
        };
        // The lock and the file for git say nothing that matters.
        let matters = |path: &String| {
            !["lock", "gitignore"].iter().any(|name| *path == format!("{HOME}/{name}"))
        };
        let left: Vec<String> = loose(&steps[..begins]).into_iter().filter(matters).collect();
        assert!(left.is_empty(), "{arguments:?}: not flushed when it begins: {left:?}");
        assert_eq!(steps[begins + 1], format!("fsync {HOME}"), "{arguments:?}");
        let renames = steps[begins + 2..ends].iter();
        assert!(renames.filter(|step| step.starts_with("rename ")).count() > 4, "{steps:#?}");
        // That files have left the journal is no matter: they are in their places.
        let matters = |path: &String| !path.starts_with(HOME);
        let left: Vec<String> = loose(&steps[begins..ends]).into_iter().filter(matters).collect();
        assert!(left.is_empty(), "{arguments:?}: not flushed when it ends: {left:?}");
        assert_eq!(steps[ends + 1], format!("fsync {HOME}"), "{arguments:?}");
    }
}

fn above(path: &str) -> String {
    Path::new(path).parent().unwrap().display().to_string()
}
