//! All files are written, or none, whatever happens in between: a kill at any system call, a call that
//! fails, a full disk, somebody who works on a file.
#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests make their own scratch trees, fail loudly, and say how much they tried"
)]

#[path = "../common/mod.rs"]
mod common;
mod failing;
mod flushed;
mod kept;
mod killed;
mod places;
mod strace;
mod undone;

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{Scratch, testdata, text, tree};

/// The journal, which is the one thing that may be left.
const HOME: &str = ".django-rehome";

/// A move that changes files, makes some, and removes one.
const MOVE: &[&str] =
    &["move", "emr.Encounter", "--to", "core", "--shim", "none", "--no-record", "--isolated"];

/// What there is below a directory, but for the journal: modes, and the bytes of files.
type Snapshot = BTreeMap<PathBuf, (u32, Option<Vec<u8>>)>;

fn snapshot(dir: &Path) -> Snapshot {
    let walk = walkdir::WalkDir::new(dir).into_iter();
    let entries = walk.filter_entry(|entry| entry.depth() != 1 || entry.file_name() != HOME);
    let one = |entry: walkdir::DirEntry| {
        let metadata = entry.path().symlink_metadata().unwrap();
        let bytes = metadata.is_file().then(|| std::fs::read(entry.path()).unwrap());
        let path = entry.path().strip_prefix(dir).unwrap().to_owned();
        (path, (metadata.permissions().mode() & 0o7777, bytes))
    };
    entries.map(Result::unwrap).map(one).collect()
}

fn assert_same(what: &str, expected: &Snapshot, found: &Snapshot) {
    for path in expected.keys().chain(found.keys()) {
        let (expected, found) = (expected.get(path), found.get(path));
        let shown = |one: Option<&(u32, Option<Vec<u8>>)>| match one {
            None => "nothing".to_owned(),
            Some((mode, None)) => format!("{mode:o}, no file"),
            Some((mode, Some(bytes))) => format!("{mode:o}\n{}", text(bytes)),
        };
        assert!(
            expected == found,
            "{what}: {}\n--- expected: {}\n--- found: {}",
            path.display(),
            shown(expected),
            shown(found)
        );
    }
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// The project that is moved: small, with modes of its own.
fn project(name: &str) -> Scratch {
    let project = Scratch::with(name, &tree(&testdata().join("cases/shim-none-in-package/before")));
    set_mode(&project.0.join("emr/views.py"), 0o755);
    set_mode(&project.0.join("core/models.py"), 0o600);
    set_mode(&project.0.join("emr/models/encounter.py"), 0o640);
    set_mode(&project.0.join("emr/models"), 0o750);
    project
}

/// The same, once the move is written.
fn moved(name: &str) -> Scratch {
    let project = project(name);
    succeeds(&project.0, &writing(MOVE));
    project
}

/// A move that makes directories, and leaves one empty.
const MOVE_FAR: &[&str] = &["move", "emr.Encounter", "--to", "core", "--no-record", "--isolated"];

/// The project for it.
fn far_project(name: &str) -> Scratch {
    let project = Scratch::with(name, &tree(&testdata().join("cases/derived-templates/before")));
    set_mode(&project.0.join("templates/admin/emr/encounter"), 0o711);
    project
}

/// A copy of a directory, with modes and journal.
fn copy(of: &Path) -> Scratch {
    let copy = Scratch::new("writing");
    let output = Command::new("cp").arg("-a").arg(of.join(".")).arg(&copy.0).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    copy
}

fn writing<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--write", "--allow-no-vcs"]].concat()
}

/// The tool, with no git to start.
fn tool(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_django-rehome"));
    command.args(arguments).arg("--root").arg(root).env("PATH", "/nowhere").output().unwrap()
}

fn succeeds(root: &Path, arguments: &[&str]) -> String {
    let output = tool(root, arguments);
    let said = text(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}

/// The command is refused; returns what it says.
fn refused(root: &Path, arguments: &[&str]) -> String {
    let output = tool(root, arguments);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    said
}
