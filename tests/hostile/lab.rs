//! A small Django project with something hostile in it, and the laws that a run over it keeps.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Debug;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

use crate::common::{Scratch, git_apply, testdata, text, tree};

/// How many seconds of CPU a run may take: many times what it does.
const CPU: &str = "60";

/// How many seconds it may take by the clock, on a machine that has other things to do: it waits for
/// nothing.
const CLOCK: &str = "120";

/// How much a run may ask for, in KiB of address space: most of it is never touched.
const MEMORY: &str = "786432";

/// What `move` is to say of a project.
pub(crate) enum Verdict {
    /// It moves the model, and rewrites what mentions it.
    Moves,
    /// It refuses, with this in what it says.
    Refuses(&'static str),
}
pub(crate) use Verdict::{Moves, Refuses};

/// A run that has ended by itself, in time and without a word of a panic.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

/// Runs the tool with a limit of time and of memory, below `root`.
pub(crate) fn run(what: &str, arguments: &[impl AsRef<OsStr> + Debug], root: &Path) -> Ran {
    // The shell says at last what it has taken itself, and what its child has.
    let limited = format!(
        "ulimit -v {MEMORY}; ulimit -t {CPU}; \"$0\" \"$@\"; status=$?; times >&2; exit $status"
    );
    let mut command = Command::new("timeout");
    command
        .args(["--signal=KILL", CLOCK, "sh", "-c", &limited])
        .arg(env!("CARGO_BIN_EXE_django-rehome"))
        .args(arguments)
        .current_dir(root)
        .env("GIT_CEILING_DIRECTORIES", root.parent().unwrap())
        // Of each thread, an allocator reserves more than all of a run takes.
        .envs([("RAYON_NUM_THREADS", "2"), ("MALLOC_ARENA_MAX", "2")]);
    let output = command.output().unwrap();
    let stderr = text(&output.stderr);
    let (stderr, taken) = stderr.trim_end().rsplit_once('\n').unwrap_or_default();
    let stderr = stderr.rsplit_once('\n').map_or("", |(before, _)| before);
    // With --nocapture: the figures of docs/reliability.md.
    println!("{what}: {:?} took {:.2} s of CPU", arguments[0], seconds(taken));
    let stderr = match stderr {
        "" => String::new(),
        said => format!("{said}\n"),
    };
    let told = format!("{what}: {arguments:?} in {}: {:.2000}", root.display(), stderr);
    assert_eq!(output.status.signal(), None, "{told}");
    let status = output.status.code().unwrap();
    assert_ne!(status, 137, "it takes too long: {told}");
    assert!(matches!(status, 0..=2), "status {status}: {told}");
    for way_out in ["panicked", "overflowed its stack", "memory allocation", "ulimit"] {
        assert!(!stderr.contains(way_out), "{told}");
    }
    cannot_drive_a_terminal(&told, stderr.as_bytes());
    if arguments[0].as_ref() == "move" {
        // The lines of a patch are those of the files; what names a file is ours.
        let lines = output.stdout.split(|byte| *byte == b'\n');
        let is_header = |line: &&[u8]| {
            ["diff --git ", "--- ", "+++ ", "new ", "deleted "]
                .iter()
                .any(|start| line.starts_with(start.as_bytes()))
        };
        lines.filter(is_header).for_each(|line| {
            cannot_drive_a_terminal(&told, line);
            assert!(line.is_ascii(), "{told}");
        });
    } else {
        cannot_drive_a_terminal(&told, &output.stdout);
    }
    Ran { status, stdout: output.stdout, stderr }
}

/// `0m1.50s 0m0.25s`, the time of a user and of the system, as a shell has it.
fn seconds(taken: &str) -> f64 {
    let one = |part: &str| {
        let (minutes, seconds) = part.trim_end_matches('s').split_once('m').unwrap();
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    };
    taken.split_whitespace().map(one).sum()
}

/// No control characters but ends of lines and tabs, and nothing that turns the direction of writing.
fn cannot_drive_a_terminal(told: &str, bytes: &[u8]) {
    let printed = String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| panic!("no UTF-8: {told}"));
    let drives = |c: &char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(printed.chars().find(drives), None, "{told}");
}

/// Everything below a directory but the journal of a write: files by what they hold, all else by what it is.
fn everything(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let is_ours = |entry: &walkdir::DirEntry| entry.file_name() != ".django-rehome";
    let entries = WalkDir::new(dir).into_iter().filter_entry(is_ours).filter_map(Result::ok);
    let what = |entry: walkdir::DirEntry| {
        let kind = entry.file_type();
        let held = match (kind.is_file(), kind.is_symlink()) {
            (true, _) if entry.metadata().unwrap().len() > 64 << 20 => b"large".to_vec(),
            (true, _) => std::fs::read(entry.path()).unwrap_or_default(),
            (_, true) => std::fs::read_link(entry.path()).unwrap().as_os_str().as_bytes().to_vec(),
            _ => format!("{kind:?}").into_bytes(),
        };
        (entry.path().strip_prefix(dir).unwrap().to_owned(), held)
    };
    entries.map(what).collect()
}

/// A project with a model `emr.Encounter`, and something hostile that `build` puts into it.
pub(crate) fn project(name: &str, build: &dyn Fn(&Path)) -> Scratch {
    let around = Scratch::new(name);
    let root = around.0.join("project");
    for (path, bytes) in tree(&testdata().join("cases/import-styles/before")) {
        put(&root, path, &bytes);
    }
    build(&root);
    around
}

pub(crate) fn put(root: &Path, path: impl AsRef<Path>, bytes: &[u8]) {
    let target = root.join(path);
    std::fs::create_dir_all(target.parent().unwrap()).unwrap();
    std::fs::write(target, bytes).unwrap();
}

/// Holds every command to the laws on a project that `build` has made hostile; returns what `move` has
/// said.
pub(crate) fn laws(name: &str, verdict: &Verdict, build: &dyn Fn(&Path)) -> String {
    let held = project("hostile", build);
    let root = held.0.join("project");
    let before = everything(&held.0);
    run(name, &["refs", "emr.Encounter"], &root);
    let preview = run(name, &["move", "emr.Encounter", "--to", "core"], &root);
    assert!(before == everything(&held.0), "{name}: a preview has written");

    let writes = ["move", "emr.Encounter", "--to", "core", "--write", "--allow-no-vcs"];
    let written = run(name, &writes, &root);
    assert_eq!(written.status, preview.status, "{name}: {:.2000}", written.stderr);
    let after = everything(&held.0);
    match verdict {
        Moves => {
            assert_eq!(written.status, 0, "{name}: {:.2000}", written.stderr);
            let twin = project("hostile", build);
            git_apply(&preview.stdout, &twin.0.join("project"));
            assert!(everything(&twin.0) == after, "{name}: git apply and --write differ");
            assert!(before != after, "{name}: nothing has moved");
            let again = run(name, &writes, &root);
            assert!(again.stderr.contains("nothing to do"), "{name}: {:.2000}", again.stderr);
        }
        Refuses(why) => {
            assert_eq!(written.status, 2, "{name}: {:.2000}", written.stderr);
            assert!(written.stderr.contains(why), "{name}: {:.2000}", written.stderr);
            assert!(written.stderr.contains("\n  help: "), "{name}: {:.2000}", written.stderr);
            assert!(preview.stdout.is_empty(), "{name}: a refusal prints no patch");
            assert!(before == after, "{name}: it has written what it refuses");
        }
    }
    written.stderr
}

/// `check` of a project in which the model has moved, and of what is hostile in it by its name. Returns
/// what it says of the whole.
pub(crate) fn checks(name: &str, build: &dyn Fn(&Path)) -> String {
    let held = project("hostile", &|_| {});
    let root = held.0.join("project");
    let writes = ["move", "emr.Encounter", "--to", "core", "--write", "--allow-no-vcs"];
    assert_eq!(run(name, &writes, &root).status, 0);
    let ours = everything(&root);
    build(&root);
    let before = everything(&held.0);
    let whole = run(name, &["check", "--output-format", "concise"], &root);
    let new = before.keys().filter_map(|path| path.strip_prefix("project").ok());
    let new: Vec<&OsStr> =
        new.filter(|one| !ours.contains_key(*one)).map(Path::as_os_str).collect();
    run(name, &[&["check", "--"].map(OsStr::new), new.as_slice()].concat(), &root);
    assert!(before == everything(&held.0), "{name}: check has written");
    run(name, &["check", "--fix", "--allow-no-vcs"], &root);
    text(&whole.stdout) + &whole.stderr
}
