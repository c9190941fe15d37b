//! What git could not give back is not written, unless the user says so: each refusal, and its twin
//! that goes through, in a repository that git itself has made.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests make their own repositories, and fail loudly"
)]

mod common;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{Scratch, assert_same, testdata, text, tree};
use django_rehome::edit::{Change, ChangeSet};
use django_rehome::vcs::{Allowed, guard};

/// A file that the move changes, and one that it does not.
const CHANGES: &str = "emr/views.py";
const STAYS: &str = "core/apps.py";

/// git in a directory, with no configuration but its own, and no repository around the scratch.
fn git(directory: &Path, arguments: &[&str]) {
    let mut command = clean("git", directory);
    command.args(["-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main"]);
    let output = command.args(arguments).current_dir(directory).output().unwrap();
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert!(output.status.success() || said.contains("CONFLICT"), "{arguments:?}: {said}");
}

fn clean(program: &str, directory: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("GIT_CEILING_DIRECTORIES", env!("CARGO_TARGET_TMPDIR"));
    command.env("GIT_CONFIG_GLOBAL", directory.join("no-config")).env("GIT_CONFIG_NOSYSTEM", "1");
    for (role, name) in [("AUTHOR", "Ada"), ("COMMITTER", "Ada")] {
        command.env(format!("GIT_{role}_NAME"), name).env(format!("GIT_{role}_EMAIL"), "a@b.c");
    }
    command
}

/// A project, none of it committed.
fn project() -> Scratch {
    let scratch = Scratch::with("guard", &tree(&testdata().join("cases/import-styles/before")));
    std::fs::write(scratch.0.join(STAYS), "# of no interest\n").unwrap();
    scratch
}

/// A project, all of it committed.
fn committed() -> Scratch {
    let scratch = project();
    git(&scratch.0, &["init", "--quiet"]);
    commit(&scratch.0);
    scratch
}

fn commit(directory: &Path) {
    git(directory, &["add", "--all"]);
    git(directory, &["commit", "--quiet", "--message", "All of it"]);
}

fn append(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    std::fs::write(path, text + "# mine\n").unwrap();
}

fn tool(root: &Path, flags: &[&str]) -> Command {
    let mut command = clean(env!("CARGO_BIN_EXE_django-rehome"), root);
    command.args(["move", "emr.Encounter", "--to", "core", "--write", "--root"]).arg(root);
    command.args(flags);
    command
}

/// The move goes through.
fn writes(root: &Path, flags: &[&str]) {
    written(&tool(root, flags).output().unwrap(), root);
}

fn written(output: &Output, root: &Path) {
    assert!(output.status.success(), "{}", text(&output.stderr));
    let moved = std::fs::read_to_string(root.join("core/models.py")).unwrap();
    assert!(moved.contains("class Encounter"), "{moved}");
}

/// The move is refused, and the tree as it was; returns what is said.
fn refuses(root: &Path, flags: &[&str]) -> String {
    let before = tree(root);
    let said = refused(&tool(root, flags).output().unwrap());
    assert_same("after the refusal", &before, &tree(root));
    said
}

fn refused(output: &Output) -> String {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(output.stdout.is_empty());
    assert!(said.starts_with("error: ") && said.ends_with("; nothing was written\n"), "{said}");
    said
}

#[test]
fn what_is_committed_is_written_and_nothing_more_is_asked() {
    let project = committed();
    writes(&project.0, &[]);
    // Everything is dirty now, and nothing is left to write.
    let again = tool(&project.0, &[]).output().unwrap();
    assert!(again.status.success(), "{}", text(&again.stderr));
    assert!(text(&again.stderr).starts_with("nothing to do"), "{}", text(&again.stderr));
}

#[test]
fn changes_that_are_not_staged_are_refused() {
    let project = committed();
    append(&project.0.join(CHANGES));
    let said = "error: files that would change have changes that are not committed:\n  \
                emr/views.py (changed)\n  help: commit or stash them, or go on all the same with \
                --allow-dirty; nothing was written\n";
    assert_eq!(refuses(&project.0, &[]), said);
    assert_eq!(refuses(&project.0, &["--allow-staged", "--allow-no-vcs"]), said);
    writes(&project.0, &["--allow-dirty"]);
}

#[test]
fn the_preview_is_never_refused() {
    let project = committed();
    append(&project.0.join(CHANGES));
    let mut command = clean(env!("CARGO_BIN_EXE_django-rehome"), &project.0);
    command.args(["move", "emr.Encounter", "--to", "core", "--root"]).arg(&project.0);
    assert!(command.output().unwrap().status.success());
}

#[test]
fn other_files_may_be_dirty() {
    let project = committed();
    append(&project.0.join(STAYS));
    std::fs::write(project.0.join("emr/new.py"), "").unwrap();
    git(&project.0, &["rm", "--quiet", "--cached", "core/__init__.py"]);
    writes(&project.0, &[]);
}

#[test]
fn staged_changes_are_refused() {
    for flag in ["--allow-staged", "--allow-dirty"] {
        let project = committed();
        append(&project.0.join(CHANGES));
        git(&project.0, &["add", CHANGES]);
        let said = refuses(&project.0, &[]);
        assert!(said.contains("\n  emr/views.py (staged)\n"), "{said}");
        assert!(said.contains("go on all the same with --allow-staged;"), "{said}");
        writes(&project.0, &[flag]);
    }
}

#[test]
fn what_is_staged_and_changed_again_is_dirty() {
    let project = committed();
    append(&project.0.join(CHANGES));
    git(&project.0, &["add", CHANGES]);
    append(&project.0.join(CHANGES));
    let said = refuses(&project.0, &["--allow-staged"]);
    assert!(said.contains("emr/views.py (changed)"), "{said}");
    writes(&project.0, &["--allow-dirty"]);
}

#[test]
fn untracked_files_are_refused() {
    let project = project();
    git(&project.0, &["init", "--quiet"]);
    git(&project.0, &["config", "status.showUntrackedFiles", "no"]);
    let said = refuses(&project.0, &["--allow-staged"]);
    assert!(said.contains("emr/views.py (untracked)\n"), "{said}");
    assert!(!said.contains(STAYS), "{said}");
    commit(&project.0);
    writes(&project.0, &[]);
}

/// The walk leaves out what `.gitignore` says; what the user's own configuration ignores it reads.
#[test]
fn a_file_that_git_ignores_is_refused() {
    let project = committed();
    let ignored = project.0.join(".env.local");
    std::fs::write(&ignored, "AUDITED=emr.models.Encounter\n").unwrap();
    let rules = project.0.join(".git/rules");
    std::fs::write(&rules, ".env.local\n").unwrap();
    git(&project.0, &["config", "core.excludesFile", rules.to_str().unwrap()]);
    let flags = ["--include", "likely"];
    let said = refuses(&project.0, &flags);
    assert!(said.contains(":\n  .env.local (ignored by git)\n  help"), "{said}");
    writes(&project.0, &["--include", "likely", "--allow-dirty"]);
    assert!(std::fs::read_to_string(ignored).unwrap().contains("core.models"));
}

#[test]
fn a_file_that_git_does_not_look_at_is_refused() {
    for (flag, back) in
        [("--assume-unchanged", "--no-assume-unchanged"), ("--skip-worktree", "--no-skip-worktree")]
    {
        let project = committed();
        git(&project.0, &["update-index", flag, "emr/forms.py"]);
        append(&project.0.join(CHANGES));
        let said = refuses(&project.0, &[]);
        let listed =
            "\n  emr/forms.py (git was told not to look at it)\n  emr/views.py (changed)\n";
        assert!(said.contains(listed), "{said}");
        git(&project.0, &["checkout", "--quiet", CHANGES]);
        let said = refuses(&project.0, &[]);
        assert!(said.contains(":\n  emr/forms.py (git was told not to look at it)\n"), "{said}");
        git(&project.0, &["update-index", back, "emr/forms.py"]);
        writes(&project.0, &[]);
    }
}

#[test]
fn a_conflict_is_dirty() {
    let project = committed();
    let change = |text: &str| {
        let path = project.0.join(CHANGES);
        let old = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, format!("# {text}\n{old}")).unwrap();
        commit(&project.0);
    };
    git(&project.0, &["branch", "other"]);
    change("here");
    git(&project.0, &["checkout", "--quiet", "other"]);
    change("there");
    git(&project.0, &["merge", "main"]);
    // Settled in the file, and not yet said to git.
    git(&project.0, &["checkout", "--quiet", "--ours", CHANGES]);
    let said = refuses(&project.0, &["--allow-staged"]);
    assert!(said.contains("emr/views.py (in conflict)"), "{said}");
    writes(&project.0, &["--allow-dirty"]);
}

#[test]
fn where_no_repository_is_that_is_said() {
    let project = project();
    let said = "error: the project is in no git repository, which could give back what was there \
                before\n  help: commit it to one, or go on without with --allow-no-vcs; nothing \
                was written\n";
    assert_eq!(refuses(&project.0, &["--allow-dirty", "--allow-staged"]), said);
    writes(&project.0, &["--allow-no-vcs"]);
}

/// As in a scratch directory below `target/`: the repository above knows nothing of it.
#[test]
fn a_directory_that_is_ignored_is_in_no_repository() {
    let outer = Scratch::new("guard-outer");
    git(&outer.0, &["init", "--quiet"]);
    std::fs::write(outer.0.join(".gitignore"), "/build\n").unwrap();
    let root = outer.0.join("build/project");
    std::fs::create_dir(outer.0.join("build")).unwrap();
    std::fs::rename(project().0.as_path(), &root).unwrap();
    let said = refuses(&root, &["--allow-staged"]);
    assert!(said.starts_with("error: the project is in no git repository"), "{said}");
    writes(&root, &["--allow-no-vcs"]);
}

#[test]
fn a_project_below_the_top_is_named_from_its_own_root() {
    let outer = Scratch::new("guard-below");
    let root = outer.0.join("back end");
    std::fs::rename(project().0.as_path(), &root).unwrap();
    git(&outer.0, &["init", "--quiet"]);
    commit(&outer.0);
    append(&root.join(CHANGES));
    let said = refuses(&root, &[]);
    assert!(said.contains(":\n  emr/views.py (changed)\n  help"), "{said}");
    git(&outer.0, &["stash", "--quiet"]);
    writes(&root, &[]);
}

#[test]
fn a_worktree_is_a_repository() {
    let (project, beside) = (committed(), Scratch::new("guard-worktree"));
    let root = beside.0.join("tree");
    git(&project.0, &["worktree", "add", "--quiet", root.to_str().unwrap()]);
    assert!(root.join(".git").is_file());
    append(&project.0.join(CHANGES));
    append(&root.join(CHANGES));
    assert!(refuses(&root, &[]).contains("emr/views.py (changed)"));
    git(&root, &["checkout", "--quiet", CHANGES]);
    writes(&root, &[]);
}

/// git answers for a submodule in the submodule alone.
#[test]
fn a_submodule_is_asked_about_its_own_files() {
    let (outer, inner) = (project(), Scratch::new("guard-submodule"));
    let app = inner.0.join("emr");
    std::fs::rename(outer.0.join("emr"), &app).unwrap();
    git(&app, &["init", "--quiet"]);
    commit(&app);
    git(&outer.0, &["init", "--quiet"]);
    git(&outer.0, &["submodule", "--quiet", "add", app.to_str().unwrap(), "emr"]);
    commit(&outer.0);
    append(&outer.0.join(CHANGES));
    let said = refuses(&outer.0, &[]);
    assert!(said.contains(":\n  emr/views.py (changed)\n  help"), "{said}");
    git(&outer.0.join("emr"), &["checkout", "--quiet", "views.py"]);
    writes(&outer.0, &[]);
}

/// What `check --fix` would mend is guarded alike; what it leaves alone is not.
#[test]
fn check_mends_what_is_committed() {
    let after = tree(&testdata().join("cases/import-styles/after"));
    let project = Scratch::with("guard-check", &after);
    let stale = project.0.join("emr/stale.py");
    let check = |flags: &[&str]| {
        let mut command = clean(env!("CARGO_BIN_EXE_django-rehome"), &project.0);
        command.args(["check", "--isolated", "--move", "emr.Encounter=core", "--root"]);
        command.arg(&project.0).args(flags).output().unwrap()
    };
    git(&project.0, &["init", "--quiet"]);
    commit(&project.0);
    // Everything else is dirty, and nothing is to be mended there.
    append(&project.0.join("emr/views.py"));
    assert_eq!(check(&["--fix"]).status.code(), Some(0));
    std::fs::write(&stale, "from emr.models import Encounter\n\nprint(Encounter)\n").unwrap();
    assert_eq!(check(&[]).status.code(), Some(1));
    let said = refused(&check(&["--fix"]));
    assert!(said.contains(":\n  emr/stale.py (untracked)\n  help"), "{said}");
    git(&project.0, &["add", "emr/stale.py"]);
    let said = refused(&check(&["--fix"]));
    assert!(said.contains(":\n  emr/stale.py (staged)\n  help"), "{said}");
    assert!(std::fs::read_to_string(&stale).unwrap().contains("emr.models"));
    assert_eq!(check(&["--fix", "--allow-staged"]).status.code(), Some(1));
    assert!(std::fs::read_to_string(&stale).unwrap().contains("from core.models"));
}

/// In a hook, git tells of the repository that it runs for, wherever the project is.
#[test]
fn the_repository_of_a_hook_is_not_taken_for_that_of_the_project() {
    let (project, other) = (committed(), committed());
    append(&project.0.join(CHANGES));
    let run = || {
        let mut command = tool(&project.0, &[]);
        command.env("GIT_DIR", other.0.join(".git")).env("GIT_GLOB_PATHSPECS", "1");
        command.env("GIT_INDEX_FILE", other.0.join(".git/index")).output().unwrap()
    };
    assert!(refused(&run()).contains("emr/views.py (changed)"));
    commit(&project.0);
    written(&run(), &project.0);
}

#[test]
fn a_git_that_is_missing_or_fails_is_told_of() {
    let project = committed();
    let run =
        |path: &Path, flags: &[&str]| tool(&project.0, flags).env("PATH", path).output().unwrap();
    let nothing = Scratch::new("guard-path");
    let said = refused(&run(&nothing.0, &["--allow-dirty"]));
    assert!(said.contains("git, which would know") && said.contains("--allow-no-vcs"), "{said}");

    let fails = "#!/bin/sh\necho 'fatal: detected dubious ownership' >&2\nexit 128\n";
    std::fs::write(nothing.0.join("git"), fails).unwrap();
    std::fs::set_permissions(nothing.0.join("git"), PermissionsExt::from_mode(0o755)).unwrap();
    let said = refused(&run(&nothing.0, &["--allow-dirty"]));
    assert!(said.contains(":\n  fatal: detected dubious ownership\n  help: mend that"), "{said}");
    written(&run(&nothing.0, &["--allow-no-vcs"]), &project.0);
}

#[test]
fn a_broken_repository_is_told_of() {
    let project = committed();
    std::fs::write(project.0.join(".git/index"), "nonsense").unwrap();
    let said = refuses(&project.0, &[]);
    assert!(said.contains("git cannot say what is not committed:\n  "), "{said}");
    std::fs::remove_dir_all(project.0.join(".git")).unwrap();
    std::fs::write(project.0.join(".git"), "gitdir: /no/such/repository\n").unwrap();
    let said = refuses(&project.0, &[]);
    assert!(said.contains("not a git repository: /no/such/repository"), "{said}");
    writes(&project.0, &["--allow-no-vcs"]);
}

/// A repository may name programs to run: none of them runs.
#[test]
fn asking_starts_nothing_that_the_repository_names_and_writes_nothing() {
    let project = committed();
    let (hook, ran) = (project.0.join(".git/spy"), project.0.join(".git/ran"));
    std::fs::create_dir_all(project.0.join(".git/hooks")).unwrap();
    std::fs::write(&hook, format!("#!/bin/sh\ntouch '{}'\n", ran.display())).unwrap();
    std::fs::set_permissions(&hook, PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::copy(&hook, project.0.join(".git/hooks/post-index-change")).unwrap();
    git(&project.0, &["config", "core.fsmonitor", hook.to_str().unwrap()]);
    // What the index knows of these is out of date now, and git would like to write it anew.
    let touch = |path: &str| {
        let file = std::fs::File::options().write(true).open(project.0.join(path)).unwrap();
        file.set_modified(std::time::UNIX_EPOCH).unwrap();
    };
    touch(CHANGES);
    touch(STAYS);
    let index = std::fs::read(project.0.join(".git/index")).unwrap();
    writes(&project.0, &[]);
    assert!(!ran.exists(), "a program of the repository was run");
    assert_eq!(std::fs::read(project.0.join(".git/index")).unwrap(), index);
    // The control: plain git does both.
    git(&project.0, &["status"]);
    assert!(ran.exists());
    assert_ne!(std::fs::read(project.0.join(".git/index")).unwrap(), index);
}

fn change(path: impl AsRef<OsStr>) -> (PathBuf, Change) {
    let change = Change { before: Some(Vec::new()), after: Some(b"new".to_vec()) };
    (PathBuf::from(path.as_ref()), change)
}

fn changes(paths: impl IntoIterator<Item = (PathBuf, Change)>) -> ChangeSet {
    let mut changes = ChangeSet::default();
    for (path, change) in paths {
        changes.insert(path, change);
    }
    changes
}

#[test]
fn odd_names_are_asked_for_as_they_are_and_cannot_forge_a_line() {
    let names: &[&[u8]] = &[
        b"a b.py",
        b"\"quoted\".py",
        b"line\nbreak.py",
        b"-rf.py",
        b":(top)x.py",
        b"*.py",
        b"ctrl\x1b[2J.py",
        b"latin-\xe9.py",
    ];
    let scratch = Scratch::new("guard-names");
    git(&scratch.0, &["init", "--quiet"]);
    for name in names.iter().chain([&b"plain.py".as_slice()]) {
        std::fs::write(scratch.0.join(OsStr::from_bytes(name)), "").unwrap();
    }
    commit(&scratch.0);
    append(&scratch.0.join("plain.py"));
    let all = changes(names.iter().map(|name| change(OsStr::from_bytes(name))));
    // `*.py` is a name, not a pattern that would find plain.py.
    guard(&scratch.0, &all, Allowed::default()).unwrap();
    for name in names {
        std::fs::write(scratch.0.join(OsStr::from_bytes(name)), "# mine\n").unwrap();
    }
    let said = guard(&scratch.0, &all, Allowed::default()).unwrap_err().to_string();
    for line in [
        "\n  a b.py (changed)\n",
        "\n  \"quoted\".py (changed)\n",
        "\n  line\\nbreak.py (changed)\n",
        "\n  -rf.py (changed)\n",
        "\n  :(top)x.py (changed)\n",
        "\n  *.py (changed)\n",
        "\n  ctrl\\u{1b}[2J.py (changed)\n",
        "\n  latin-\u{fffd}.py (changed)\n",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    guard(&scratch.0, &all, Allowed { dirty: true, ..Allowed::default() }).unwrap();
}

#[test]
fn of_many_files_ten_are_named() {
    let scratch = Scratch::new("guard-many");
    git(&scratch.0, &["init", "--quiet"]);
    let all = changes((0..250).map(|at| change(format!("{at:03}.py"))));
    for (path, _) in all.iter() {
        std::fs::write(scratch.0.join(path), "").unwrap();
    }
    let said = guard(&scratch.0, &all, Allowed::default()).unwrap_err().to_string();
    assert!(said.contains("\n  009.py (untracked)\n  and 240 more\n"), "{said}");
    commit(&scratch.0);
    guard(&scratch.0, &all, Allowed::default()).unwrap();
}

/// What is new overwrites nothing, ignored or not; what comes back in place of a file that was
/// deleted and not committed does.
#[test]
fn a_new_file_loses_nothing() {
    let scratch = Scratch::new("guard-new");
    git(&scratch.0, &["init", "--quiet"]);
    std::fs::write(scratch.0.join(".gitignore"), "ignored.py\n").unwrap();
    std::fs::write(scratch.0.join("gone.py"), "").unwrap();
    commit(&scratch.0);
    let new = |path: &str| (path.into(), Change { before: None, after: Some(b"new".to_vec()) });
    guard(&scratch.0, &changes([new("new.py"), new("ignored.py")]), Allowed::default()).unwrap();
    std::fs::remove_file(scratch.0.join("gone.py")).unwrap();
    let said = guard(&scratch.0, &changes([new("gone.py")]), Allowed::default()).unwrap_err();
    assert!(said.to_string().contains("gone.py (changed)"), "{said}");
}

#[test]
fn nothing_to_write_is_never_refused() {
    let scratch = Scratch::new("guard-nothing");
    guard(&scratch.0, &ChangeSet::default(), Allowed::default()).unwrap();
}
