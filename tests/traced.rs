//! No command runs the user's code, asks a network, or looks where it has no business: strace sees every
//! process that is started, every file that is opened, and every socket.
#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests make their own repositories, and fail loudly"
)]

mod common;

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Scratch, has_strace, testdata, text, tree};

/// What every program opens: the loader its libraries, and std the bounds of the stack.
const LOADER: &[&str] = &[
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/usr/lib64/",
    "/proc/self/maps",
];

/// How many threads may run says the control group.
const THREADS: &[&str] = &["/proc/self/cgroup", "/proc/self/mountinfo", "/sys/fs/cgroup/"];

/// The standard input of git.
const NOTHING: &[&str] = &["/dev/null"];

/// What may be opened in the directories above the root: the nearest configuration holds, wherever it
/// is, and the rules of a repository are also those of a project below its top.
const ABOVE: &[&str] =
    &["django-rehome.toml", "pyproject.toml", ".gitignore", ".ignore", ".git", ".git/info/exclude"];

/// Where the rules of a repository are, if it is a worktree of another one: its `.git` is a file then.
const OF_WORKTREES: &[&str] = &["commondir", "info/exclude"];

/// What a program has done: its name and arguments, what it has opened, and which sockets.
#[derive(Default)]
struct Traced {
    program: String,
    arguments: Vec<String>,
    opened: Vec<PathBuf>,
    sockets: Vec<String>,
}

/// Runs a command under strace in a directory, and reads what its processes have done; the threads of one
/// are one.
fn traced(command: &[&str], directory: &Path, home: &Path) -> Vec<Traced> {
    let logs = Scratch::new("traced");
    let mut strace = Command::new("strace");
    strace.args(["-ff", "-y", "-s", "65536", "-e", "trace=%file,%process,%network,openat", "-o"]);
    strace.arg(logs.0.join("log")).args(command).current_dir(directory).env("HOME", home);
    strace.env("GIT_CONFIG_NOSYSTEM", "1").env_remove("XDG_CONFIG_HOME");
    // cargo has the loader look elsewhere as well.
    strace.env_remove("LD_LIBRARY_PATH");
    let output = strace.output().unwrap();
    let code = output.status.code().unwrap();
    assert!(code < 2, "{command:?}: {}", text(&output.stderr));
    let mut tasks: Vec<(u32, String)> = std::fs::read_dir(&logs.0)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let id = path.extension().unwrap().to_str().unwrap().parse().unwrap();
            (id, text(&std::fs::read(path).unwrap()))
        })
        .collect();
    tasks.sort();
    let mut all: Vec<Traced> = Vec::new();
    for (_, log) in &tasks {
        let mut one = Traced::default();
        for line in log.lines() {
            read(line, directory, &mut one);
        }
        // One that executes nothing is a thread of the first.
        match one.program.is_empty() {
            true => {
                all[0].opened.append(&mut one.opened);
                all[0].sockets.append(&mut one.sockets);
            }
            false => all.push(one),
        }
    }
    all
}

fn read(line: &str, directory: &Path, one: &mut Traced) {
    let Some((call, rest)) = line.split_once('(') else { return };
    let texts: Vec<&str> = rest.split('"').skip(1).step_by(2).collect();
    let failed = line.contains(" = -1 ");
    match call {
        "execve" if !failed => {
            texts[0].clone_into(&mut one.program);
            one.arguments = texts[1..].iter().map(|&text| text.to_owned()).collect();
            // What it was before was the tool, about to start it.
            one.opened.clear();
        }
        "open" | "openat" | "openat2" | "creat" => {
            // Where it has led to, or was to.
            let led = rest.rsplit_once('<').and_then(|(_, path)| path.split_once('>'));
            let from = rest.split_once('<').and_then(|(_, path)| path.split_once('>'));
            one.opened.push(match (led, from) {
                (Some((path, _)), _) if !failed => path.into(),
                (_, Some((from, _))) if rest.starts_with("AT_FDCWD<") => {
                    Path::new(from).join(texts[0])
                }
                _ => directory.join(texts[0]),
            });
        }
        "socket" | "socketpair" | "connect" | "bind" | "sendto" => {
            one.sockets.push(line.to_owned());
        }
        _ => {}
    }
}

/// What a process has done that it should not have.
fn wrong(one: &Traced, root: &Path, home: &Path, named: &[&Path]) -> Vec<String> {
    let mut wrong = one.sockets.clone();
    let is_git = Path::new(&one.program).ends_with("git");
    if is_git {
        let off = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
        if !one.arguments.windows(off.len()).any(|window| window == off) {
            wrong.push(format!("git {:?}", one.arguments));
        }
    } else if one.program != env!("CARGO_BIN_EXE_django-rehome") {
        wrong.push(format!("{} {:?}", one.program, one.arguments));
    }
    for path in &one.opened {
        let shown = path.to_str().unwrap().replace(&format!("/proc/{}", id(path)), "/proc/self");
        let is_of = |list: &[&str]| {
            list.iter().any(|one| match one.ends_with('/') {
                true => shown.starts_with(one),
                false => shown == *one,
            })
        };
        let is_above = root.ancestors().skip(1).any(|directory| {
            path.strip_prefix(directory)
                .is_ok_and(|rest| ABOVE.iter().any(|name| rest == Path::new(name)))
        });
        let is_of_worktree = path.iter().any(|part| part == ".git")
            && OF_WORKTREES.iter().any(|name| path.ends_with(name));
        // git reads its own configuration, and its translations.
        let is_of_git = is_git
            && (path.starts_with(home) || is_of(&["/etc/gitconfig", "/usr/share/", "/usr/local/"]));
        let is_allowed = path.starts_with(root)
            || named.contains(&path.as_path())
            || is_of(&[LOADER, THREADS, NOTHING].concat())
            || is_above
            || is_of_worktree
            || is_of_git;
        if !is_allowed {
            wrong.push(path.display().to_string());
        }
    }
    wrong
}

/// The process in `/proc/1234/maps`.
fn id(path: &Path) -> String {
    let id = path.strip_prefix("/proc").ok().and_then(|rest| rest.components().next());
    id.map_or_else(String::new, |id| id.as_os_str().to_string_lossy().into_owned())
}

/// A project in a repository with hooks, among files that are none of its own business.
fn outer() -> Scratch {
    let outer = Scratch::new("traced");
    let root = outer.0.join("project");
    let source = Scratch::with("traced", &tree(&testdata().join("cases/import-styles/before")));
    std::fs::rename(&source.0, &root).unwrap();
    let write = |path: &str, text: &str| std::fs::write(outer.0.join(path), text).unwrap();
    std::fs::create_dir_all(outer.0.join("home")).unwrap();
    std::fs::create_dir_all(outer.0.join("elsewhere/migrations")).unwrap();
    write("secret.py", "from emr.models import Encounter\n");
    write("elsewhere/models.py", "from emr.models import Encounter\n");
    write("elsewhere/migrations/__init__.py", "");
    write("pyproject.toml", "[tool.ruff]\n");
    write("named.toml", "exclude = []\n");
    symlink(outer.0.join("secret.py"), root.join("emr/secret.py")).unwrap();
    symlink(outer.0.join("elsewhere"), root.join("elsewhere")).unwrap();
    // What would be run, if anything of the project was.
    write("project/manage.py", "raise SystemExit('run')\n");
    write("project/conftest.py", "raise SystemExit('run')\n");
    git(&root, &["init", "--quiet"]);
    commit(&root);
    let hook = root.join(".git/hooks/post-index-change");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, "#!/bin/sh\ntouch ran\n").unwrap();
    std::fs::set_permissions(&hook, PermissionsExt::from_mode(0o755)).unwrap();
    git(&root, &["config", "core.fsmonitor", hook.to_str().unwrap()]);
    outer
}

fn git(root: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=Ada", "-c", "user.email=a@b.c"]);
    git.args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]);
    let output = git.arg("-C").arg(root).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
}

fn commit(root: &Path) {
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--message", "All of it"]);
}

#[test]
fn commands_start_git_alone_and_stay_in_the_project() {
    if !has_strace("what the commands open and start") {
        return;
    }
    let outer = outer();
    let (root, home, named) =
        (outer.0.join("project"), outer.0.join("home"), outer.0.join("named.toml"));
    let nowhere = Scratch::new("traced");
    let run = |arguments: &[&str], gits: usize| {
        let mut command = vec![env!("CARGO_BIN_EXE_django-rehome")];
        command.extend(arguments);
        if arguments[0] != "explain" {
            command.extend(["--root", root.to_str().unwrap()]);
        }
        let all = traced(&command, &nowhere.0, &home);
        let wrong: Vec<String> =
            all.iter().flat_map(|one| wrong(one, &root, &home, &[&named])).collect();
        assert!(wrong.is_empty(), "{arguments:?}:\n{}", wrong.join("\n"));
        assert_eq!(all.len(), gits + 1, "{arguments:?}");
        all
    };
    let opens = |all: &[Traced], path: &Path| all[0].opened.iter().any(|one| one == path);

    run(&["refs", "emr.Encounter"], 0);
    let preview = run(&["move", "emr.Encounter", "--to", "core"], 0);
    assert!(opens(&preview, &root.join("emr/views.py")), "it has read nothing");
    assert!(opens(&preview, &outer.0.join("pyproject.toml")), "it has not looked above");
    run(&["move", "emr.Encounter", "--to", "core", "--write"], 3);
    assert!(root.join(".django-rehome/state").exists(), "it has written nothing");
    commit(&root);
    std::fs::write(root.join("emr/stale.py"), "from emr.models import Encounter\n").unwrap();
    commit(&root);
    run(&["check"], 0);
    let check = ["check", "--move", "emr.Encounter=core", "--config", named.to_str().unwrap()];
    assert!(opens(&run(&check, 0), &named), "it has not read what is named");
    run(&["check", "--fix"], 3);
    run(&["explain", "RH001"], 0);
    run(&["undo", "--diff"], 0);
    run(&["undo"], 0);
    let stale = std::fs::read_to_string(root.join("emr/stale.py")).unwrap();
    assert_eq!(stale, "from emr.models import Encounter\n", "it has undone nothing");
    assert!(!root.join("ran").exists() && !nowhere.0.join("ran").exists());
}

/// What is seen of a program that does all of this.
#[test]
fn what_is_wrong_is_seen() {
    if !has_strace("that strace sees what is wrong") {
        return;
    }
    let outer = outer();
    let (root, home) = (outer.0.join("project"), outer.0.join("home"));
    let wrong_of = |command: &[&str]| -> String {
        let all = traced(command, &root, &home);
        all.iter().flat_map(|one| wrong(one, &root, &home, &[])).collect::<Vec<_>>().join("\n")
    };
    let secret = outer.0.join("secret.py");
    for path in [secret.to_str().unwrap(), "../secret.py", "emr/secret.py"] {
        let seen = wrong_of(&["cat", path]);
        assert!(seen.contains(secret.to_str().unwrap()) && seen.contains("cat [\"cat\""), "{seen}");
    }
    assert!(
        wrong_of(&["sh", "-c", "cat manage.py; true"]).contains("cat [\"cat\", \"manage.py\"]")
    );
    assert!(wrong_of(&["git", "rev-parse", "HEAD"]).contains("git [\"git\", \"rev-parse\""));
    let python = "import socket; socket.socket(); socket.create_server(('', 0))";
    assert!(wrong_of(&["python3", "-c", python]).contains("socket(AF_INET"));
}
