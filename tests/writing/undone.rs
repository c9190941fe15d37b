//! `undo`: what it takes back, and what it leaves alone.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::common::{Scratch, git_apply, text};
use crate::{
    HOME, MOVE, assert_same, copy, moved, project, refused, snapshot, succeeds, tool, writing,
};

#[test]
fn the_last_write_is_taken_back_once() {
    let project = project("undone");
    assert_eq!(succeeds(&project.0, &["undo"]), "nothing to undo\n");
    assert!(!project.0.join(HOME).exists(), "it has made a journal of nothing");
    let old = snapshot(&project.0);
    let said = succeeds(&project.0, &writing(MOVE));
    assert!(said.ends_with("\n`django-rehome undo` takes it back\n"), "{said}");
    assert_eq!(
        succeeds(&project.0, &["undo", "--finish"]),
        "nothing to finish: no write was cut off\n"
    );
    assert_eq!(
        succeeds(&project.0, &["undo"]),
        "taken back: move emr.Encounter --to core\n  5 files changed, 1 file made, 3 files removed\n\n\
         the database is left alone. If these migrations were run, write the move again, migrate back\n\
         to what was there before them, and undo it then:\n  core/migrations/0002_move_encounter.py\n  \
         emr/migrations/0002_move_encounter.py\n"
    );
    assert_same("taken back", &old, &snapshot(&project.0));
    assert_eq!(succeeds(&project.0, &["undo"]), "nothing to undo\n");
    // And there again.
    succeeds(&project.0, &writing(MOVE));
    succeeds(&project.0, &["undo"]);
    assert_same("taken back again", &old, &snapshot(&project.0));
}

#[test]
fn a_preview_is_what_is_written() {
    let (before, after) = (project("undone"), moved("undone"));
    let (old, new) = (snapshot(&before.0), snapshot(&after.0));
    let output = tool(&after.0, &["undo", "--diff"]);
    assert!(text(&output.stderr).starts_with("would take back: move emr.Encounter --to core\n"));
    assert_same("after the preview", &new, &snapshot(&after.0));
    git_apply(&output.stdout, &after.0);
    let bytes = |one: &crate::Snapshot| -> Vec<_> {
        one.iter().map(|(path, (_, bytes))| (path.clone(), bytes.clone())).collect()
    };
    assert_eq!(bytes(&snapshot(&after.0)), bytes(&old));
    // As if by hand: what is as before already is not in the way.
    let said = succeeds(&after.0, &["undo"]);
    assert_eq!(said, "taken back: move emr.Encounter --to core\n  every file was so already\n");
    assert_eq!(succeeds(&after.0, &["undo"]), "nothing to undo\n");
}

#[test]
fn what_was_edited_since_is_not_lost() {
    let project = moved("undone");
    std::fs::write(project.0.join("core/models.py"), "# mine\n").unwrap();
    std::fs::remove_file(project.0.join("emr/views.py")).unwrap();
    std::fs::write(project.0.join("emr/models/encounter.py"), "# again\n").unwrap();
    let edited = snapshot(&project.0);
    let said = "error: core/models.py:1:1: this file is neither as before `move emr.Encounter --to core` \
        nor as after it\n  nor is emr/models/encounter.py\n  nor is emr/views.py\n  help: put what was \
        changed since out of the way (`git stash`), and run again; nothing was changed\n";
    assert_eq!(refused(&project.0, &["undo"]), said);
    assert_eq!(refused(&project.0, &["undo", "--diff"]), said);
    assert_same("after the refusal", &edited, &snapshot(&project.0));
}

#[test]
fn files_that_the_move_does_not_touch_may_be_edited() {
    let (before, project) = (project("undone"), moved("undone"));
    std::fs::write(project.0.join("core/__init__.py"), "# mine\n").unwrap();
    std::fs::create_dir(project.0.join("core/migrations/__pycache__")).unwrap();
    succeeds(&project.0, &["undo"]);
    let mut wanted = snapshot(&before.0);
    wanted.get_mut(Path::new("core/__init__.py")).unwrap().1 = Some(b"# mine\n".to_vec());
    let mut found = snapshot(&project.0);
    assert!(found.remove(Path::new("core/migrations/__pycache__")).is_some());
    assert_same("taken back", &wanted, &found);
}

/// `check` finds its project from anywhere in it; an undo is for the project that it is told of.
#[test]
fn below_the_project_it_says_where_there_is_something() {
    let project = moved("undone");
    let new = snapshot(&project.0);
    let said = succeeds(&project.0.join("emr/models"), &["undo"]);
    let root = project.0.canonicalize().unwrap();
    let wanted = "nothing to undo here; there is something above: run it with --root ";
    assert_eq!(said, format!("{wanted}{}\n", root.display()));
    assert_same("untouched", &new, &snapshot(&project.0));
}

#[test]
fn the_journal_is_no_part_of_the_project() {
    let project = moved("undone");
    let journal = walkdir::WalkDir::new(project.0.join(HOME)).into_iter().map(Result::unwrap);
    let texts = journal.filter(|entry| entry.file_type().is_file());
    let says = |entry: &walkdir::DirEntry| {
        text(&std::fs::read(entry.path()).unwrap()).contains("Encounter")
    };
    assert!(texts.filter(says).count() > 5, "it says nothing of the model");
    let output = tool(&project.0, &["refs", "core.Encounter"]);
    assert!(output.status.success() && !output.stdout.is_empty());
    assert!(!text(&output.stdout).contains(HOME) && !text(&output.stderr).contains(HOME));
}

/// The guard would refuse to write what is not committed: an undo is for just that.
#[test]
fn right_after_a_move_in_a_repository() {
    let project = project("undone");
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        let user = ["-c", "user.name=Ada", "-c", "user.email=a@b.c"];
        git.arg("-C").arg(&project.0).args(user).args(arguments);
        let output = git.env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "All of it"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_django-rehome"));
    let output = command.args(MOVE).arg("--write").arg("--root").arg(&project.0).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let status = git(&["status", "--porcelain"]);
    assert!(status.contains(" M emr/views.py\n") && !status.contains(HOME), "{status}");
    succeeds(&project.0, &["undo"]);
    assert_eq!(git(&["status", "--porcelain"]), "");
    git(&["clean", "--quiet", "-d", "--force"]);
    assert!(project.0.join(HOME).exists(), "the journal is not ignored");
}

#[test]
fn what_check_has_mended() {
    let project = moved("undone");
    let stale = project.0.join("emr/stale.py");
    std::fs::write(&stale, "from core.models import Encounter\nfrom emr.models import Encounter\n")
        .unwrap();
    let old = snapshot(&project.0);
    let check = ["check", "--isolated", "--move", "emr.Encounter=core", "--fix", "--allow-no-vcs"];
    let output = tool(&project.0, &check);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert_ne!(snapshot(&project.0), old);
    let said = succeeds(&project.0, &["undo"]);
    assert!(said.starts_with("taken back: check --fix\n  1 file changed\n"), "{said}");
    assert_same("taken back", &old, &snapshot(&project.0));
    // The move before it is out of reach.
    assert_eq!(succeeds(&project.0, &["undo"]), "nothing to undo\n");
}

/// A write that fails does not take the undo of the one before it away.
#[test]
fn a_write_that_fails_changes_nothing_about_it() {
    let (before, project) = (project("undone"), moved("undone"));
    let read_only = project.0.join("emr/models/vitals.py");
    crate::set_mode(&read_only, 0o444);
    let back = ["move", "core.Encounter", "--to", "emr", "--no-record", "--isolated"];
    let said = refused(&project.0, &writing(&back));
    assert!(said.contains("emr/models/vitals.py:1:1: this file is read-only"), "{said}");
    crate::set_mode(&read_only, 0o644);
    succeeds(&project.0, &["undo"]);
    assert_same("taken back", &snapshot(&before.0), &snapshot(&project.0));
}

/// Whoever made the repository may have made a journal as well.
#[test]
fn a_forged_journal_leads_nowhere() {
    let (outside, project) = (Scratch::new("undone"), moved("undone"));
    let outer = outside.0.join("precious");
    std::fs::write(&outer, "precious").unwrap();
    let manifest = project.0.join(HOME).join("a/manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let new = snapshot(&project.0);
    for path in ["../precious", "/etc/precious", "", ".", "%2e%2e/precious", "emr/../../precious"] {
        let forged = text.replacen("core/models.py", path, 1);
        std::fs::write(&manifest, forged).unwrap();
        let said = refused(&project.0, &["undo"]);
        assert!(
            said.contains(".django-rehome/a/manifest.json:1:1: the journal cannot be read"),
            "{said}"
        );
    }
    std::fs::write(&manifest, &text).unwrap();
    for state in [
        "",
        "{}",
        "[",
        "{\"version\": 2}",
        "{\"version\": 1, \"phase\": \"done\", \"slot\": \"../x\"}",
    ] {
        let project = copy(&project.0);
        std::fs::write(project.0.join(HOME).join("state"), state).unwrap();
        for arguments in [vec!["undo"], vec!["refs", "emr.VitalSigns"], writing(MOVE)] {
            let said = refused(&project.0, &arguments);
            assert!(
                said.contains(".django-rehome/state:1:1: the journal cannot be read"),
                "{said}"
            );
            assert!(said.contains("remove the directory .django-rehome"), "{said}");
        }
    }
    // What is to be restored is not what was there.
    let other = copy(&project.0);
    std::fs::write(other.0.join(HOME).join("a/3.old"), "forged").unwrap();
    assert!(refused(&other.0, &["undo"]).contains("is not in the journal any more"));
    assert_same("after the refusals", &new, &snapshot(&other.0));

    // A journal that is a link would have its files written and removed elsewhere.
    let other = crate::project("undone");
    std::fs::create_dir(outside.0.join("a")).unwrap();
    symlink(&outside.0, other.0.join(HOME)).unwrap();
    for arguments in [vec!["undo"], writing(MOVE)] {
        assert!(refused(&other.0, &arguments).contains("is not the directory that the journal"));
    }
    std::fs::remove_file(other.0.join(HOME)).unwrap();
    std::fs::create_dir(other.0.join(HOME)).unwrap();
    symlink(&outside.0, other.0.join(HOME).join("a")).unwrap();
    symlink(&outer, other.0.join(HOME).join("gitignore")).unwrap();
    let lock = other.0.join(HOME).join("lock");
    symlink(outside.0.join("lock"), &lock).unwrap();
    assert!(
        refused(&other.0, &writing(MOVE)).contains(".django-rehome/lock:1:1: this is not a file")
    );
    std::fs::remove_file(lock).unwrap();
    succeeds(&other.0, &writing(MOVE));
    let left: Vec<_> =
        std::fs::read_dir(&outside.0).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!(std::fs::read_to_string(&outer).unwrap(), "precious");
}

/// A journal that says that a write was cut off asks to be finished: not where it leads elsewhere, and not
/// where the repository itself could have brought nothing.
#[test]
fn a_forged_write_is_not_finished_elsewhere() {
    let outside = Scratch::new("undone");
    for path in ["link/made", "link/deep/made", ".git/hooks/post-checkout", "emr/.GIT/config"] {
        for slot_is_link in [false, true] {
            let project = project("undone");
            symlink(&outside.0, project.0.join("link")).unwrap();
            std::fs::create_dir_all(project.0.join(".git/hooks")).unwrap();
            std::fs::create_dir_all(project.0.join("emr/.GIT")).unwrap();
            let (home, kept) = (project.0.join(HOME), Scratch::new("undone"));
            std::fs::create_dir(&home).unwrap();
            let slot = if slot_is_link { kept.0.clone() } else { home.join("a") };
            match slot_is_link {
                true => symlink(&slot, home.join("a")).unwrap(),
                false => std::fs::create_dir(&slot).unwrap(),
            }
            // A directory of the project is where an honest one would lead.
            let path = if slot_is_link { "emr/made" } else { path };
            let made = path.strip_suffix("/made").filter(|path| path.ends_with("deep"));
            let made = made.map(|path| format!("{{\"path\": \"{path}\", \"mode\": null}}"));
            let manifest = format!(
                "{{\"version\": 1, \"kind\": \"written\", \"what\": \"move\", \"files\": [{{\"path\": \
                 \"{path}\", \"before\": null, \"after\": {{\"length\": 4, \"md5\": \
                 \"4034a346ccee15292d823416f7510a2f\"}}}}], \"made\": [{}], \"emptied\": []}}",
                made.unwrap_or_default()
            );
            std::fs::write(slot.join("manifest.json"), manifest).unwrap();
            std::fs::write(slot.join("0.new"), "evil").unwrap();
            let state =
                "{\"version\": 1, \"phase\": \"begun\", \"slot\": \"a\", \"previous\": null}";
            std::fs::write(slot.join("done"), state.replace("begun", "done")).unwrap();
            std::fs::write(home.join("state"), state).unwrap();
            let (old, kept_old) = (snapshot(&project.0), snapshot(&kept.0));
            refused(&project.0, &["undo", "--finish"]);
            tool(&project.0, &["undo"]);
            assert_same(path, &old, &snapshot(&project.0));
            assert_same(path, &kept_old, &snapshot(&kept.0));
            assert_eq!(snapshot(&outside.0).len(), 1, "{path}");
        }
    }
}
