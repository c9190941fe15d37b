//! What the tests share: running the tool, copying and comparing trees.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests make and read their own scratch trees, and fail loudly"
)]

pub(crate) mod python;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use walkdir::{DirEntry, WalkDir};

/// Every file below a directory, by its path relative to it.
pub(crate) type Tree = BTreeMap<PathBuf, Vec<u8>>;

pub(crate) fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// A new empty directory, removed by [`Scratch`]'s drop.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{name}-{}-{count}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }

    /// A scratch directory with the files of `tree`.
    pub(crate) fn with(name: &str, tree: &Tree) -> Self {
        let scratch = Self::new(name);
        for (path, bytes) in tree {
            let target = scratch.0.join(path);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::write(target, bytes).unwrap();
        }
        scratch
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The files below `dir`, without what Python and databases leave there, and without the journal.
pub(crate) fn tree(dir: &Path) -> Tree {
    let mut tree = Tree::new();
    let is_left_out = |entry: &DirEntry| {
        entry.file_name() == "__pycache__" || entry.file_name() == ".django-rehome"
    };
    for entry in WalkDir::new(dir).into_iter().filter_entry(|entry| !is_left_out(entry)) {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy();
        if entry.file_type().is_file() && !name.ends_with(".sqlite3") {
            let path = entry.path().strip_prefix(dir).unwrap().to_owned();
            tree.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
    tree
}

/// Runs the tool. A move is not noted where there is no configuration: a tree has what its test is
/// about.
pub(crate) fn rehome(arguments: &[&str], root: &Path) -> Output {
    let is_configured =
        ["pyproject.toml", "django-rehome.toml"].map(|name| root.join(name).exists());
    match arguments.first() {
        Some(&"move") if is_configured == [false, false] => {
            rehome_as_it_is(&[arguments, &["--no-record"]].concat(), root)
        }
        _ => rehome_as_it_is(arguments, root),
    }
}

/// Runs the tool with these flags alone. A scratch tree is in no repository, whatever is around it:
/// what writes says that this is meant.
pub(crate) fn rehome_as_it_is(arguments: &[&str], root: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_django-rehome"));
    command.args(arguments).arg("--root").arg(root);
    if arguments.iter().any(|argument| matches!(*argument, "--write" | "--fix")) {
        command.arg("--allow-no-vcs").env("GIT_CEILING_DIRECTORIES", root.parent().unwrap());
    }
    command.output().expect("the tool runs")
}

/// Runs a shell command with a terminal of its own for input, output and errors, and returns what is
/// on it. Variables that say something of terminals are those that are given, and no others.
pub(crate) fn on_a_terminal(command: &str, variables: &[(&str, &str)]) -> String {
    let spawn = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    let mut python = Command::new("python3");
    python.args(["-c", spawn, "sh", "-c", command]).stdin(std::process::Stdio::null());
    let output = plain(&mut python).envs(variables.iter().copied()).output().unwrap();
    assert!(output.status.success(), "{command}: {}", text(&output.stdout));
    text(&output.stdout)
}

/// Takes away what the environment of the tests says of terminals and colours.
pub(crate) fn plain(command: &mut Command) -> &mut Command {
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm")
}

/// Applies a patch with git, outside any repository.
pub(crate) fn git_apply(patch: &[u8], dir: &Path) {
    let mut child = Command::new("git")
        .args(["apply", "--whitespace=nowarn", "-"])
        .current_dir(dir)
        // Without this, git would take the paths relative to the repository around the scratch.
        .env("GIT_CEILING_DIRECTORIES", dir.parent().unwrap())
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("git runs");
    child.stdin.take().unwrap().write_all(patch).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "git apply: {}", String::from_utf8_lossy(&output.stderr));
}

/// Fails with the first difference between two trees, in words.
pub(crate) fn assert_same(what: &str, expected: &Tree, found: &Tree) {
    for path in expected.keys().chain(found.keys()) {
        match (expected.get(path), found.get(path)) {
            (Some(expected), Some(found)) if expected == found => {}
            (Some(expected), Some(found)) => panic!(
                "{what}: {} differs\n--- expected\n{}\n--- found\n{}",
                path.display(),
                String::from_utf8_lossy(expected),
                String::from_utf8_lossy(found)
            ),
            (Some(_), None) => panic!("{what}: {} is missing", path.display()),
            (None, _) => panic!("{what}: {} should not be there", path.display()),
        }
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Compares with a file of expectations; `BLESS=1` rewrites one that exists.
pub(crate) fn assert_blessed(path: &Path, found: &str) {
    let expected = std::fs::read_to_string(path)
        .unwrap_or_else(|_| panic!("{} is missing: make it, then BLESS=1", path.display()));
    if expected != found && std::env::var_os("BLESS").is_some() {
        std::fs::write(path, found).unwrap();
        return;
    }
    assert!(expected == found, "{}\n--- expected\n{expected}\n--- found\n{found}", path.display());
}

/// What must be judged where `REHOME_EXPECT=postgres,6.1` says so, and may be left out elsewhere.
pub(crate) fn expected(what: &str, why: &str) {
    let expected = std::env::var("REHOME_EXPECT").unwrap_or_default();
    assert!(!expected.split(',').any(|one| one == what), "{what} is expected, but {why}");
    // Not by a macro, whose words are shown only when a test fails.
    let said = format!("not judged: {what}, since {why}\n");
    std::io::stderr().write_all(said.as_bytes()).unwrap();
}

/// Whether strace runs here; says what is not tried where it does not.
pub(crate) fn has_strace(what: &str) -> bool {
    let tried = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    let runs = tried.is_ok_and(|output| output.status.success());
    if !runs {
        expected("strace", &format!("it does not run here: {what} was not tried"));
    }
    runs
}
