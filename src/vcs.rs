//! Whether git could give back the files that a command is about to change: the only module that
//! starts a process, and git is the only program that it starts.
//!
//! The rules and the flags are those of `cargo fix`, for the files that would change alone: others
//! may be as dirty as they like. A file that is new loses nothing and is no matter; one that git
//! ignores, or was told not to look at, is not in its history and counts as one that is untracked.
//! Where git ignores the whole directory, there is no repository for it, whatever lies above.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::diagnostic::{Error, escape};
use crate::edit::ChangeSet;

/// How many files git is asked about at once: few enough for the command line of every system.
const AT_ONCE: usize = 100;

/// How many files a refusal names.
const SHOWN: usize = 10;

/// What may be written although git could not give it back.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allowed {
    /// Files with changes that are not committed, staged or not.
    pub dirty: bool,
    /// Files with changes that are staged.
    pub staged: bool,
    /// Files that are in no repository, or in one that git cannot read.
    pub no_vcs: bool,
}

/// Why git could not give a file back as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Staged,
    Changed,
    Untracked,
    Ignored,
    /// `git update-index --assume-unchanged` or `--skip-worktree`: whether it has changes is not known.
    NotLookedAt,
    Conflict,
}

impl State {
    /// Reads the two letters of `git status --porcelain`: the index, and the file itself.
    fn of(letters: [u8; 2]) -> Self {
        match &letters {
            b"??" => Self::Untracked,
            b"!!" => Self::Ignored,
            b"AA" | b"DD" | [b'U', _] | [_, b'U'] => Self::Conflict,
            [_, b' '] => Self::Staged,
            _ => Self::Changed,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Changed => "changed",
            Self::Untracked => "untracked",
            Self::Ignored => "ignored by git",
            Self::NotLookedAt => "git was told not to look at it",
            Self::Conflict => "in conflict",
        }
    }
}

/// Refuses to write `changes` below `root` where git could not give back what was there.
///
/// # Errors
/// Files that would change have changes that are not committed, or there is no repository that they
/// could be committed to, or git cannot say; unless that is `allowed`. Nothing has been written.
pub fn guard(root: &Path, changes: &ChangeSet, allowed: Allowed) -> Result<(), Error> {
    let mut unsaved: Vec<(PathBuf, State)> = Vec::new();
    for (directory, files) in repositories(root, changes) {
        match states(&root.join(&directory), &files, allowed) {
            Ok(found) => {
                let below = found.into_iter().map(|(path, state)| (directory.join(path), state));
                unsaved.extend(below);
            }
            Err(_) if allowed.no_vcs => {}
            Err(error) => return Err(error),
        }
    }
    unsaved.retain(|(_, state)| !(allowed.staged && *state == State::Staged));
    if unsaved.is_empty() {
        return Ok(());
    }
    unsaved.sort_by(|one, two| one.0.cmp(&two.0));
    let mut message = "files that would change have changes that are not committed:".to_owned();
    for (path, state) in unsaved.iter().take(SHOWN) {
        let path = escape(&path.to_string_lossy()).replace('\n', "\\n");
        let _ = write!(message, "\n  {path} ({})", state.as_str());
    }
    if unsaved.len() > SHOWN {
        let _ = write!(message, "\n  and {} more", unsaved.len() - SHOWN);
    }
    let help = match unsaved.iter().all(|(_, state)| *state == State::Staged) {
        true => "commit them, or go on all the same with --allow-staged",
        false => "commit or stash them, or go on all the same with --allow-dirty",
    };
    Err(Error::new(message).help(help).help_more("nothing was written"))
}

/// The files, by the directory that git is asked in: the root, or one below it that is the top of a
/// repository of its own, such as a submodule.
fn repositories<'a>(root: &Path, changes: &'a ChangeSet) -> BTreeMap<PathBuf, Vec<&'a Path>> {
    let mut repositories: BTreeMap<PathBuf, Vec<&Path>> = BTreeMap::new();
    for (path, _) in changes.iter() {
        let above = path.ancestors().skip(1);
        let top = above
            .filter(|directory| !directory.as_os_str().is_empty())
            .find(|directory| root.join(directory).join(".git").exists())
            .unwrap_or(Path::new(""));
        let file = path.strip_prefix(top).unwrap_or(path);
        repositories.entry(top.to_owned()).or_default().push(file);
    }
    repositories
}

/// Those of `files` (relative to `directory`) that git could not give back.
fn states(
    directory: &Path,
    files: &[&Path],
    allowed: Allowed,
) -> Result<Vec<(PathBuf, State)>, Error> {
    // Status counts paths from the top of the repository.
    let prefix = git(directory, &["rev-parse", "--show-prefix"], &[])?;
    let prefix = prefix.strip_suffix(b"\n").unwrap_or(&prefix);
    if allowed.dirty {
        return Ok(Vec::new());
    }
    let path = |bytes: &[u8]| PathBuf::from(String::from_utf8_lossy(bytes).into_owned());
    let mut found = Vec::new();
    for files in files.chunks(AT_ONCE) {
        let status = git(directory, STATUS, files)?;
        for entry in status.split(|byte| *byte == 0) {
            if let [index, file, b' ', name @ ..] = entry {
                let name = name.strip_prefix(prefix).unwrap_or(name);
                found.push((path(name), State::of([*index, *file])));
            }
        }
        let tags = git(directory, &["--literal-pathspecs", "ls-files", "-v", "-z"], files)?;
        for entry in tags.split(|byte| *byte == 0) {
            if let [tag, b' ', name @ ..] = entry
                && (tag.is_ascii_lowercase() || *tag == b'S')
            {
                found.push((path(name), State::NotLookedAt));
            }
        }
    }
    let is_ignored = found.iter().any(|(_, state)| *state == State::Ignored);
    if is_ignored && git(directory, &["check-ignore", "--quiet"], &[Path::new(".")]).is_ok() {
        return Err(no_repository());
    }
    Ok(found)
}

/// Every file by itself, also those that are ignored; a rename as the two files that it is.
const STATUS: &[&str] = &[
    "--literal-pathspecs",
    "status",
    "--porcelain=v1",
    "-z",
    "--untracked-files=all",
    "--ignored=traditional",
    "--no-renames",
    "--ignore-submodules=all",
];

/// Set by git for its hooks, and about the repository of the hook, which need not be that of `root`.
const OF_A_HOOK: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    // Set by the user: they and --literal-pathspecs exclude each other.
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// Runs git in `directory`, so that it changes nothing and starts nothing that the repository names.
fn git(directory: &Path, arguments: &[&str], files: &[&Path]) -> Result<Vec<u8>, Error> {
    let mut command = Command::new("git");
    command.arg("-C").arg(directory);
    command.args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]);
    command.arg("--no-optional-locks").args(arguments);
    if !files.is_empty() {
        command.arg("--").args(files.iter().map(|file| file.as_os_str()));
    }
    for name in OF_A_HOOK {
        command.env_remove(name);
    }
    // What it says is read below.
    let output = command.env("LC_ALL", "C").stdin(Stdio::null()).output().map_err(|error| {
        Error::new(format!("git, which would know what is not committed, cannot be run: {error}"))
            .help("install it, or go on without it with --allow-no-vcs")
            .help_more("nothing was written")
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.starts_with("fatal: not a git repository (or any") {
        return Err(no_repository());
    }
    let said = said.trim().replace('\n', "\n  ");
    Err(Error::new(format!("git cannot say what is not committed:\n  {said}"))
        .help("mend that, or go on without git with --allow-no-vcs")
        .help_more("nothing was written"))
}

fn no_repository() -> Error {
    Error::new("the project is in no git repository, which could give back what was there before")
        .help("commit it to one, or go on without with --allow-no-vcs")
        .help_more("nothing was written")
}
