//! What is no part of the move is kept: modes, owners, links, line ends, and names of any bytes.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, chown, symlink};
use std::path::Path;

use django_rehome::edit::{Change, ChangeSet};
use django_rehome::write;

use crate::common::Scratch;
use crate::{
    HOME, MOVE, assert_same, moved, project, refused, set_mode, snapshot, succeeds, writing,
};

#[test]
fn modes_and_owners() {
    let project = project("kept");
    let path = project.0.join("emr/views.py");
    let is_root = std::fs::metadata(&path).unwrap().uid() == 0;
    if is_root {
        chown(&path, Some(12345), Some(54321)).unwrap();
    } else {
        crate::common::expected("root", "only root can give a file to somebody else");
    }
    set_mode(&path, 0o6750);
    let owner = |path: &Path| {
        let metadata = std::fs::metadata(path).unwrap();
        (metadata.uid(), metadata.gid(), metadata.mode())
    };
    let (before, removed) = (owner(&path), owner(&project.0.join("emr/models/encounter.py")));
    let old = snapshot(&project.0);
    succeeds(&project.0, &writing(MOVE));
    assert_eq!(owner(&path), before);
    succeeds(&project.0, &["undo"]);
    assert_eq!(owner(&path), before);
    assert_eq!(owner(&project.0.join("emr/models/encounter.py")), removed);
    assert_same("taken back", &old, &snapshot(&project.0));
}

#[test]
fn a_mode_that_was_changed_since() {
    let project = moved("kept");
    let old = crate::project("kept");
    for root in [&project.0, &old.0] {
        set_mode(&root.join("emr/views.py"), 0o711);
    }
    succeeds(&project.0, &["undo"]);
    assert_same("taken back", &snapshot(&old.0), &snapshot(&project.0));
}

/// The journal can be read by nobody who could not read the files.
#[test]
fn what_is_private_stays_so() {
    let project = project("kept");
    set_mode(&project.0.join("emr/views.py"), 0o600);
    let private = std::fs::read(project.0.join("emr/views.py")).unwrap();
    succeeds(&project.0, &writing(MOVE));
    let mut found = 0;
    for entry in walkdir::WalkDir::new(project.0.join(HOME)) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        if std::fs::read(entry.path()).unwrap() == private {
            found += 1;
            assert_eq!(entry.metadata().unwrap().mode() & 0o777, 0o600, "{entry:?}");
        }
    }
    assert!(found > 0);
}

#[test]
fn links_to_files_stay_links() {
    let project = project("kept");
    let link = project.0.join("emr/linked.py");
    symlink("views.py", &link).unwrap();
    succeeds(&project.0, &writing(MOVE));
    assert_eq!(std::fs::read_link(&link).unwrap(), Path::new("views.py"));
    succeeds(&project.0, &["undo"]);
    assert_eq!(std::fs::read_link(&link).unwrap(), Path::new("views.py"));
}

#[test]
fn a_file_of_two_names_is_not_parted() {
    let (project, beside) = (project("kept"), Scratch::new("kept"));
    std::fs::hard_link(project.0.join("emr/views.py"), beside.0.join("other")).unwrap();
    let old = snapshot(&project.0);
    assert_eq!(
        refused(&project.0, &writing(MOVE)),
        "error: emr/views.py:1:1: this file has other names (hard links), which would keep the old \
         text\n  help: replace it by a copy of its own; nothing was written\n"
    );
    assert_same("after the refusal", &old, &snapshot(&project.0));
    std::fs::remove_file(beside.0.join("other")).unwrap();
    succeeds(&project.0, &writing(MOVE));
}

#[test]
fn line_ends_marks_and_what_is_no_text() {
    let project = project("kept");
    let views = project.0.join("emr/views.py");
    let old =
        b"\xef\xbb\xbf# -*- coding: utf-8 -*-\r\nfrom emr.models import Encounter\r\n\x0c\r\n\r\n\
        x = 1\t \r\nprint(Encounter)  # no end";
    std::fs::write(&views, old).unwrap();
    succeeds(&project.0, &writing(MOVE));
    let new = std::fs::read(&views).unwrap();
    let wanted = String::from_utf8(old.to_vec()).unwrap().replace("emr.models", "core.models");
    assert_eq!(String::from_utf8(new).unwrap(), wanted);
    succeeds(&project.0, &["undo"]);
    assert_eq!(std::fs::read(&views).unwrap(), old);
}

#[test]
fn names_of_any_bytes() {
    let scratch = Scratch::new("kept");
    let names: &[&[u8]] = &[
        b"a b.py",
        b"line\nbreak.py",
        b"latin-\xe9.py",
        b"%41.py",
        b"-rf",
        b"\"q\".py",
        b"\xf0\x9f",
    ];
    let mut changes = ChangeSet::default();
    for (at, name) in names.iter().enumerate() {
        let path = Path::new("made").join(OsStr::from_bytes(name));
        let after = Some(format!("after {at}").into_bytes());
        changes.insert(path, Change { before: None, after });
        let path = Path::new(OsStr::from_bytes(name)).to_owned();
        let before = format!("before {at}").into_bytes();
        std::fs::write(scratch.0.join(&path), &before).unwrap();
        // Every other one goes.
        let after = (at % 2 == 0).then(|| format!("after {at}").into_bytes());
        changes.insert(path, Change { before: Some(before), after });
    }
    let old = snapshot(&scratch.0);
    write::write(&scratch.0, &changes, "move").unwrap();
    for (path, change) in changes.iter() {
        assert_eq!(std::fs::read(scratch.0.join(path)).ok(), change.after, "{}", path.display());
    }
    let undone = write::undo(&scratch.0, false).unwrap().unwrap();
    assert_eq!(undone.changes.iter().count(), 2 * names.len());
    assert_same("taken back", &old, &snapshot(&scratch.0));
}

#[test]
fn directories_that_were_there() {
    let project = moved("kept");
    succeeds(&project.0, &["undo"]);
    // A directory that a move fills is not one that it has made.
    let scratch = Scratch::new("kept");
    for directory in ["empty", "full", "emptied"] {
        std::fs::create_dir(scratch.0.join(directory)).unwrap();
    }
    set_mode(&scratch.0.join("emptied"), 0o711);
    std::fs::write(scratch.0.join("emptied/gone"), "gone").unwrap();
    let old = snapshot(&scratch.0);
    let mut changes = ChangeSet::default();
    let new = |text: &str| Change { before: None, after: Some(text.into()) };
    changes.insert("empty/new".into(), new("1"));
    changes.insert("made/deep/new".into(), new("2"));
    changes.insert("emptied/gone".into(), Change { before: Some("gone".into()), after: None });
    write::write(&scratch.0, &changes, "move").unwrap();
    assert!(!scratch.0.join("emptied").exists() && scratch.0.join("made/deep").is_dir());
    write::undo(&scratch.0, false).unwrap().unwrap();
    assert_same("taken back", &old, &snapshot(&scratch.0));
}

/// Several projects are mended in one run: all of them, or none.
#[test]
fn several_projects() {
    let scratch = Scratch::new("kept");
    let roots = ["one", "two", "three"].map(|name| scratch.0.join(name));
    let mut changes = ChangeSet::default();
    changes.insert("a.py".into(), Change { before: Some("1".into()), after: Some("2".into()) });
    changes.insert("b/c.py".into(), Change { before: None, after: Some("new".into()) });
    for root in &roots {
        std::fs::create_dir(root).unwrap();
        std::fs::write(root.join("a.py"), "1").unwrap();
    }
    let shots = || roots.clone().map(|root| snapshot(&root));
    let all: Vec<_> = roots.iter().map(|root| (root.as_path(), &changes)).collect();
    let old = shots();
    // What is seen when it is staged, and what is seen when the two others are written.
    for fails in ["changed", "a link where a directory is to be"] {
        let path = match fails {
            "changed" => roots[2].join("a.py"),
            _ => roots[2].join("b"),
        };
        match fails {
            "changed" => std::fs::write(&path, "3").unwrap(),
            _ => symlink("nowhere", &path).unwrap(),
        }
        let error = write::write_all(&all, "check --fix").unwrap_err().to_string();
        assert!(error.ends_with("nothing was written"), "{error}");
        std::fs::remove_file(&path).unwrap();
        std::fs::write(roots[2].join("a.py"), "1").unwrap();
        assert_eq!(shots(), old, "{fails}");
        for root in &roots {
            assert!(write::undo(root, false).unwrap().is_none());
        }
    }
    write::write_all(&all, "check --fix").unwrap();
    for root in &roots {
        assert!(root.join("b/c.py").exists());
        write::undo(root, false).unwrap().unwrap();
    }
    assert_eq!(shots(), old);
}
