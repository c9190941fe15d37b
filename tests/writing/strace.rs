//! The tool under strace, which lets a system call fail, wait, or be the last one.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use crate::common::{Scratch, text};

/// Runs the tool with what is injected (`rename:error=EIO:when=3`), and a log of the calls.
pub(crate) fn run(root: &Path, arguments: &[&str], injected: &[&str], log: &Path) -> Output {
    command(root, arguments, injected, log).output().unwrap()
}

pub(crate) fn command(root: &Path, arguments: &[&str], injected: &[&str], log: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-E", "PATH=/nowhere", "-o"]).arg(log);
    for one in injected {
        command.arg("-e").arg(format!("inject={one}"));
    }
    command.arg(env!("CARGO_BIN_EXE_django-rehome")).args(arguments).arg("--root").arg(root);
    command
}

/// The system calls by which a write changes what is on disk, and has it stay there. Killed between two of
/// them, it leaves what it leaves when it is killed at the later one. (`openat` is one where it makes a
/// file.)
const CHANGES: &[&str] = &[
    "fchmod",
    "fchown",
    "fsync",
    "ftruncate",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "open",
    "openat",
    "pwrite64",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "symlink",
    "unlink",
    "unlinkat",
    "write",
    "writev",
];

/// A call: which one, and the how manieth of the thread that makes it.
pub(crate) type Call = (String, usize);

/// The calls by which the first thread changes what is on disk, from when it asks for the journal to be
/// there. What another thread calls as often before that is left out: nobody could say whose call is hit.
pub(crate) fn calls(root: &Path, arguments: &[&str]) -> Vec<Call> {
    let scratch = Scratch::new("strace");
    let log = scratch.0.join("log");
    let output = run(root, arguments, &[], &log);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let log = std::fs::read_to_string(log).unwrap();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let (mut first, mut calls, mut writes) = (None, Vec::new(), false);
    for line in log.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let Some((name, rest)) = call.trim_start().split_once('(') else { continue };
        if !CHANGES.contains(&name) {
            continue;
        }
        let count = counts.entry((name, thread)).or_default();
        *count += 1;
        if *first.get_or_insert(thread) == thread {
            writes |= name == "mkdir" && rest.contains("/.django-rehome\"");
            let is_said = name == "write" && (rest.starts_with("1,") || rest.starts_with("2,"));
            let changes = name != "openat" || rest.contains("O_CREAT");
            if writes && changes && !is_said {
                calls.push((name, *count));
            }
        }
    }
    assert!(writes, "{log}");
    let of_others = |name: &str| {
        let others = counts.iter().filter(|((other, thread), _)| {
            *other == name && first.is_some_and(|first| first != *thread)
        });
        others.map(|(_, count)| *count).max().unwrap_or_default()
    };
    calls.retain(|(name, count)| *count > of_others(name));
    calls.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}

/// What a run flushes and renames, in its order: `fsync PATH` and `rename FROM TO`, and `make PATH` for what
/// it makes or writes.
pub(crate) fn steps(root: &Path, arguments: &[&str]) -> Vec<String> {
    let scratch = Scratch::new("strace");
    let log = scratch.0.join("log");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-E", "PATH=/nowhere", "-s", "4096", "-o"]).arg(&log);
    strace.args(["-e", "trace=openat,write,fsync,fchmod,mkdir,rename,unlink,rmdir"]);
    strace.arg(env!("CARGO_BIN_EXE_django-rehome")).args(arguments).arg("--root").arg(root);
    let output = strace.output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let below = |path: &str| {
        let path = Path::new(path);
        path.strip_prefix(root).map(|path| path.display().to_string()).ok()
    };
    let mut steps = Vec::new();
    for line in std::fs::read_to_string(log).unwrap().lines() {
        let Some((call, rest)) = line.split_once('(') else { continue };
        let named: Vec<String> = rest.split('"').skip(1).step_by(2).filter_map(below).collect();
        let opened = rest.split(['<', '>']).find_map(below);
        match (call.rsplit(' ').next().unwrap_or_default(), named.as_slice(), opened) {
            _ if line.contains(" = -1 ") => {}
            ("openat", [path], _) if line.contains("O_CREAT") => steps.push(format!("make {path}")),
            ("mkdir", [path], _) => steps.push(format!("make {path}")),
            ("write" | "fchmod", _, Some(path)) => steps.push(format!("make {path}")),
            ("fsync", _, Some(path)) => steps.push(format!("fsync {path}")),
            ("rename", [from, to], _) => steps.push(format!("rename {from} {to}")),
            ("unlink" | "rmdir", [path], _) => steps.push(format!("remove {path}")),
            _ => {}
        }
    }
    steps
}
