//! Disks that are full, limits, directories that cannot be written, other file systems, and others at
//! work.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::common::{Scratch, expected, has_strace, text};
use crate::{
    HOME, MOVE, assert_same, copy, moved, project, refused, set_mode, snapshot, strace, succeeds,
    tool, writing,
};

/// A directory that is a file system of its own, until it is dropped.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    fn new(at: &'a Path, options: &str, what: &str) -> Option<Self> {
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at);
        if mount.output().is_ok_and(|output| output.status.success()) {
            return Some(Self(at));
        }
        expected("mount", &format!("nothing can be mounted here: {what} was not tried"));
        None
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0).output();
    }
}

fn fill(from: &Path, to: &Path) {
    let output = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// Whether a write is where something is to happen to it.
type IsThere<'a> = &'a dyn Fn(&Path) -> bool;

/// Gives the disk as much room as `options` says for 0, 1, 2 …, until a move can be written, and then
/// until it can be undone; where it cannot, nothing has changed.
fn with_little_room(what: &str, options: impl Fn(usize) -> String) {
    let (before, after) = (project("room"), moved("room"));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    for (from, arguments, unchanged, wanted) in
        [(&before.0, writing(MOVE), &old, &new), (&after.0, vec!["undo"], &new, &old)]
    {
        let mut refusals = 0;
        for room in 0.. {
            assert!(room < 500, "{what}: there is never enough");
            let disk = Scratch::new("disk");
            let Some(_mounted) = Mounted::new(&disk.0, &options(room), what) else { return };
            let mut cp = Command::new("cp");
            let copied = cp.arg("-a").arg(from.join(".")).arg(&disk.0).output().unwrap();
            // There has to be room for the project.
            if !copied.status.success() {
                continue;
            }
            set_mode(&disk.0, snapshot(from)[Path::new("")].0);
            let output = tool(&disk.0, &arguments);
            let said = text(&output.stderr);
            if output.status.success() {
                assert_same(what, wanted, &snapshot(&disk.0));
                break;
            }
            refusals += 1;
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("No space left on device"), "{said}");
            assert!(said.contains("nothing was written"), "{said}");
            assert_same(what, unchanged, &snapshot(&disk.0));
        }
        println!("{arguments:?}, {what}: refused {refusals} times, then written");
        assert!(refusals > 5, "{what}: {refusals}");
    }
}

#[test]
fn a_full_disk() {
    // In pages, each the least that a file takes.
    with_little_room("no room for bytes", |pages| format!("size={}", 4096 * (pages + 1)));
}

#[test]
fn a_disk_without_room_for_names() {
    with_little_room("no room for files", |files| format!("nr_inodes={}", files + 2));
}

#[test]
fn a_limit_on_the_size_of_files() {
    let (before, after) = (project("limit"), moved("limit"));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    let limited = |root: &Path, blocks: usize| -> Output {
        let run = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut sh = Command::new("/bin/sh");
        sh.args(["-c", &run, env!("CARGO_BIN_EXE_django-rehome")]).args(writing(MOVE));
        sh.arg("--root").arg(root).env("PATH", "/nowhere").output().unwrap()
    };
    let mut refusals = 0;
    for blocks in 0.. {
        let tree = copy(&before.0);
        let output = limited(&tree.0, blocks);
        let said = text(&output.stderr);
        if output.status.success() {
            assert_same("within the limit", &new, &snapshot(&tree.0));
            break;
        }
        refusals += 1;
        assert_eq!(output.status.code(), Some(2), "{:?} {said}", output.status);
        assert!(said.contains("File too large") && said.contains("nothing was written"), "{said}");
        assert_same("beyond the limit", &old, &snapshot(&tree.0));
    }
    assert!(refusals > 2, "{refusals}");
}

/// A directory or a file that cannot be changed, until it is dropped: root may write whatever modes say.
struct Sealed(std::path::PathBuf);

impl Sealed {
    fn new(path: &Path) -> Option<Self> {
        let sealed = Command::new("chattr").arg("+i").arg(path).output();
        if sealed.is_ok_and(|output| output.status.success()) {
            return Some(Self(path.to_owned()));
        }
        expected("chattr", &format!("{} cannot be made immutable", path.display()));
        None
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        let _ = Command::new("chattr").arg("-i").arg(&self.0).output();
    }
}

#[test]
fn what_cannot_be_written_stops_all() {
    let old = snapshot(&project("sealed").0);
    // The first and the last of the files that change, directories that files come to and go from, and
    // the project itself, where the journal is to be.
    for path in ["billing/stars.py", "emr/views.py", "core/migrations", "emr/models", "emr", ""] {
        let project = project("sealed");
        let Some(sealed) = Sealed::new(&project.0.join(path)) else { return };
        let said = refused(&project.0, &writing(MOVE));
        assert!(said.contains("Operation not permitted"), "{path}: {said}");
        assert!(said.ends_with("nothing was written\n"), "{path}: {said}");
        assert_same(path, &old, &snapshot(&project.0));
        drop(sealed);
        succeeds(&project.0, &writing(MOVE));
        let new = snapshot(&project.0);
        let Some(sealed) = Sealed::new(&project.0.join(path)) else { return };
        // Where the journal is there already, the directory around it does not matter.
        if !path.is_empty() && path != "emr" {
            let said = refused(&project.0, &["undo"]);
            assert!(said.ends_with("nothing was written\n"), "{path}: {said}");
            assert_same(path, &new, &snapshot(&project.0));
        }
        drop(sealed);
        succeeds(&project.0, &["undo"]);
        assert_same(path, &old, &snapshot(&project.0));
    }
}

/// A directory of the project may be a file system of its own.
#[test]
fn another_file_system_below_the_root() {
    let (before, after) = (project("mounted"), moved("mounted"));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    let kills = if has_strace("another file system") { 0..40 } else { 0..0 };
    for kill in std::iter::once(None).chain(kills.map(Some)) {
        let tree = copy(&before.0);
        let (core, kept) = (tree.0.join("core"), Scratch::new("core"));
        fill(&core, &kept.0);
        let Some(_mounted) = Mounted::new(&core, "size=1m", "another file system") else { return };
        fill(&kept.0, &core);
        set_mode(&core, old[Path::new("core")].0);
        let Some(kill) = kill else {
            succeeds(&tree.0, &writing(MOVE));
            assert_same("moved", &new, &snapshot(&tree.0));
            succeeds(&tree.0, &["undo"]);
            assert_same("taken back", &old, &snapshot(&tree.0));
            continue;
        };
        let call = ["rename", "unlink", "write", "fchmod"][kill % 4];
        let injected = format!("{call}:signal=KILL:when={}", 3 + kill / 4 * 2);
        let log = kept.0.join("log");
        strace::run(&tree.0, &writing(MOVE), &[&injected], &log);
        let finished = succeeds(&tree.0, &["undo", "--finish"]);
        if finished.starts_with("finished") {
            assert_same(&injected, &new, &snapshot(&tree.0));
        }
        succeeds(&tree.0, &["undo"]);
        assert_same(&injected, &old, &snapshot(&tree.0));
    }
}

/// Waits until something is so.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} was waited for");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn state(root: &Path) -> String {
    std::fs::read_to_string(root.join(HOME).join("state")).unwrap_or_default()
}

/// Runs a move, which waits at the call that is said, and does something meanwhile.
fn meanwhile(
    root: &Path,
    waits: &str,
    is_there: impl Fn() -> bool,
    does: impl FnOnce(),
) -> (Output, String) {
    let logs = Scratch::new("log");
    let log = logs.0.join("log");
    let mut command = strace::command(root, &writing(MOVE), &[waits], &log);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let child = command.spawn().unwrap();
    until(waits, is_there);
    does();
    (child.wait_with_output().unwrap(), std::fs::read_to_string(log).unwrap())
}

#[test]
fn a_file_that_is_edited_in_between() {
    if !has_strace("a file that is edited in between") {
        return;
    }
    let old = snapshot(&project("edited").0);
    let mine = b"# mine\n".to_vec();
    // While it is staged, and when the first file is about to be renamed.
    let staged = |root: &Path| root.join(HOME).join("a/0.new").exists();
    let begun = |root: &Path| state(root).contains("begun");
    let waits: [(&str, IsThere); 2] = [
        ("fsync:delay_enter=3000000:when=3", &staged),
        ("rename:delay_enter=3000000:when=3", &begun),
    ];
    for (waits, is_there) in waits {
        // One that changes, one that is made, and one that goes.
        for path in
            ["emr/views.py", "emr/migrations/0002_move_encounter.py", "emr/models/encounter.py"]
        {
            let project = project("edited");
            let edit = || std::fs::write(project.0.join(path), &mine).unwrap();
            let (output, log) = meanwhile(&project.0, waits, || is_there(&project.0), edit);
            // What is seen in time stops it before it begins.
            let begins = log.contains("/.django-rehome/state\") = 0");
            assert_eq!(begins, waits.starts_with("rename"), "{waits} {path}");
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{waits} {path}: {said}");
            let wanted = format!(
                "error: {path}:1:1: this file has changed since it was read\n  help: run again; \
                 nothing was written\n"
            );
            assert_eq!(said, wanted, "{waits}");
            let mut found = snapshot(&project.0);
            assert_eq!(found[Path::new(path)].1.as_ref(), Some(&mine));
            match old.get(Path::new(path)) {
                Some(before) => found.insert(path.into(), before.clone()),
                None => found.remove(Path::new(path)),
            };
            assert_same(path, &old, &found);
            assert_eq!(succeeds(&project.0, &["undo"]), "nothing to undo\n");
        }
    }
}

/// After a kill, a file may be edited that the move had not come to.
#[test]
fn a_file_that_is_edited_after_a_kill() {
    if !has_strace("a file that is edited after a kill") {
        return;
    }
    let (tree, logs) = (project("edited"), Scratch::new("log"));
    let old = snapshot(&tree.0);
    let kill = ["rename:signal=KILL:when=5"];
    strace::run(&tree.0, &writing(MOVE), &kill, &logs.0.join("log"));
    assert!(state(&tree.0).contains("begun"));
    std::fs::write(tree.0.join("emr/views.py"), "# mine\n").unwrap();
    let said = refused(&tree.0, &["undo", "--finish"]);
    assert!(said.starts_with("error: emr/views.py:1:1: this file is neither as before"), "{said}");
    let touched = copy(&tree.0);
    std::fs::write(touched.0.join("billing/stars.py"), "# mine\n").unwrap();
    let said = refused(&touched.0, &["undo"]);
    assert!(said.starts_with("error: billing/stars.py:1:1: this file is neither"), "{said}");
    succeeds(&tree.0, &["undo"]);
    let mut found = snapshot(&tree.0);
    let views = found.insert("emr/views.py".into(), old[Path::new("emr/views.py")].clone());
    assert_eq!(views.unwrap().1, Some(b"# mine\n".to_vec()));
    assert_same("taken back", &old, &found);
}

#[test]
fn two_that_write_keep_apart() {
    if !has_strace("two runs at once") {
        return;
    }
    let (project, after) = (project("two"), moved("two"));
    let begun = || state(&project.0).contains("begun");
    let (output, _) = meanwhile(&project.0, "rename:delay_enter=3000000:when=4", begun, || {
        for arguments in
            [writing(MOVE), vec!["undo"], vec!["undo", "--diff"], vec!["refs", "emr.VitalSigns"]]
        {
            assert_eq!(
                refused(&project.0, &arguments),
                "error: another run of django-rehome is writing here\n  help: wait until it has \
                 ended, and run again; nothing was written\n"
            );
        }
        assert!(begun(), "it did not wait long enough to show it");
    });
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_same("written", &snapshot(&after.0), &snapshot(&project.0));
}

/// An interrupt in the middle of the renames ends nothing half-way.
#[test]
fn an_interrupt_waits() {
    if !has_strace("an interrupt") {
        return;
    }
    let after = moved("interrupt");
    for signal in ["INT", "TERM", "HUP"] {
        let (project, logs) = (project("interrupt"), Scratch::new("log"));
        let injected = format!("rename:signal={signal}:when=5");
        let output = strace::run(&project.0, &writing(MOVE), &[&injected], &logs.0.join("log"));
        assert!(output.status.success(), "{signal}: {}", text(&output.stderr));
        assert_same(signal, &snapshot(&after.0), &snapshot(&project.0));
        // Before that, it ends it.
        let (project, logs) = (crate::project("interrupt"), Scratch::new("log"));
        let injected = format!("fchmod:signal={signal}:when=2");
        let output = strace::run(&project.0, &writing(MOVE), &[&injected], &logs.0.join("log"));
        assert!(!output.status.success());
        assert_eq!(succeeds(&project.0, &["undo"]), "nothing to undo\n");
    }
}
