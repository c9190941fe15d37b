//! The laws, over every case in `testdata/cases`.
//!
//! A case is a directory: `before/`, the command in `cmd`, and what must come of it: `after/` (the
//! whole tree), `refusal` (what is said on stderr, exit status 2), or `stdout` (of `refs`). A case
//! of a move may say in `by-hand` what is left to look at. Where `before/` has no configuration, none
//! is written, unless there is a file `records`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read their cases")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{
    Scratch, Tree, assert_blessed, assert_same, git_apply, rehome, rehome_as_it_is, testdata, text,
    tree,
};
use django_rehome::reference::ReferenceKind;
use rayon::prelude::*;

#[test]
fn every_case_holds() {
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(testdata().join("cases")).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 20, "the cases are gone");
    // `CASE=imports` runs those with this in their name.
    let wanted = std::env::var("CASE").unwrap_or_default();
    cases.retain(|case| case.file_name().unwrap().to_string_lossy().contains(&wanted));
    assert!(!cases.is_empty(), "no case '{wanted}'");
    let failed: Vec<String> = cases
        .par_iter()
        .filter_map(|case| {
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            std::panic::catch_unwind(|| run(case)).is_err().then_some(name)
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} cases failed: {failed:?}", failed.len(), cases.len());
}

fn run(case: &Path) {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let command = std::fs::read_to_string(case.join("cmd")).unwrap();
    let arguments: Vec<&str> = command.split_whitespace().collect();
    if case.join("after").is_dir() {
        moves(case, &name, &arguments);
    } else if case.join("refusal").exists() {
        refuses(case, &name, &arguments);
    } else {
        lists(case, &name, &arguments);
    }
}

/// A move, and what must come of it.
fn moves(case: &Path, name: &str, arguments: &[&str]) {
    let records = case.join("records").exists();
    let tool = if records { rehome_as_it_is } else { rehome };
    let (after, summary) = laws(&tree(&case.join("before")), name, arguments, tool);
    if std::env::var_os("BLESS").is_some() {
        bless(&case.join("after"), &after);
    }
    assert_same(&format!("{name}, after/"), &tree(&case.join("after")), &after);
    let by_hand = section(&summary, "to look at by hand:");
    if case.join("by-hand").exists() {
        assert_blessed(&case.join("by-hand"), &by_hand);
    } else {
        assert_eq!(by_hand, "", "{name}: something is left to look at, and no by-hand file");
    }
}

/// The laws of a move: the preview writes nothing, `git apply` gives what `--write` gives, a second
/// run changes nothing. Returns the tree afterwards and what was said.
fn laws(
    before: &Tree,
    name: &str,
    arguments: &[&str],
    tool: fn(&[&str], &Path) -> Output,
) -> (Tree, String) {
    let previewed = Scratch::with(name, before);
    let preview = tool(arguments, &previewed.0);
    assert!(preview.status.success(), "{name}: {}", text(&preview.stderr));
    assert_same(&format!("{name}, after the preview"), before, &tree(&previewed.0));
    git_apply(&preview.stdout, &previewed.0);
    let applied = tree(&previewed.0);

    let written = Scratch::with(name, before);
    let write = tool(&[arguments, &["--write"]].concat(), &written.0);
    assert!(write.status.success(), "{name}: {}", text(&write.stderr));
    assert!(write.stdout.is_empty(), "{name}: --write prints no patch");
    let after = tree(&written.0);
    assert_same(&format!("{name}, git apply against --write"), &after, &applied);

    let again = tool(&[arguments, &["--write"]].concat(), &written.0);
    assert!(again.status.success(), "{name}, second run: {}", text(&again.stderr));
    assert!(text(&again.stderr).contains("nothing to do"), "{name}: {}", text(&again.stderr));
    assert!(again.stdout.is_empty(), "{name}: a second run prints no patch");
    assert_same(&format!("{name}, second run"), &after, &tree(&written.0));
    (after, text(&write.stderr))
}

/// The code first and the migrations later: that is the move in one.
#[test]
fn two_steps_come_to_what_one_does() {
    let cases = [
        "admin",
        "cycle-shared-base",
        "inherited-meta",
        "models-package",
        "package-target",
        "paths-through-package",
        "permissions",
        "primary-key",
        "recorded-in-pyproject",
        "several-models",
        "shim-deprecated",
        "star-names",
        "strategy-rename",
        "target-without-models",
    ];
    let cases = cases.par_iter().map(|name| {
        let case = testdata().join("cases").join(name);
        let command = std::fs::read_to_string(case.join("cmd")).unwrap();
        (*name, tree(&case.join("before")), tree(&case.join("after")), command)
    });
    cases.for_each(|(name, before, after, command)| {
        let scratch = Scratch::with(name, &before);
        let arguments: Vec<&str> = command.split_whitespace().chain(["--write"]).collect();
        for more in [&["--no-migrations"][..], &[]] {
            let output = rehome(&[arguments.as_slice(), more].concat(), &scratch.0);
            assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        }
        assert_same(&format!("{name}, in two steps"), &after, &tree(&scratch.0));
    });
}

/// No kind of reference is without a case that shows it.
#[test]
fn every_kind_has_a_case() {
    let mut seen = BTreeSet::new();
    for entry in std::fs::read_dir(testdata().join("cases")).unwrap() {
        let case = entry.unwrap().path();
        let command = std::fs::read_to_string(case.join("cmd")).unwrap();
        if case.join("after").is_dir() {
            let model = command.split_whitespace().nth(1).unwrap();
            let output = rehome(&["refs", model], &case.join("before"));
            seen.extend(text(&output.stdout).lines().filter_map(kind_of));
        }
    }
    let all: BTreeSet<ReferenceKind> = ReferenceKind::ALL.iter().copied().collect();
    assert_eq!(seen, all);
}

/// The kind in a line of `refs`: `path:line:col kind text`.
fn kind_of(line: &str) -> Option<ReferenceKind> {
    let (place, rest) = line.split_once(' ')?;
    (place.matches(':').count() == 2).then(|| rest.split(' ').next()?.parse().ok())?
}

#[test]
fn the_laws_hold_for_the_hospital() {
    let before = tree(&testdata().join("hospital"));
    let (after, summary) =
        laws(&before, "hospital", &["move", "emr.Encounter", "--to", "core"], rehome);
    // Eight apps point to the visit, besides emr and core. What is left are three templates that a
    // generic view could find by the label.
    let new: Vec<&PathBuf> = after.keys().filter(|path| !before.contains_key(*path)).collect();
    assert_eq!(new.len(), 10, "nine migrations and their helper: {new:?}");
    let by_hand = section(&summary, "to look at by hand:");
    let of_templates = by_hand.lines().filter(|line| line.contains("a generic view without"));
    assert_eq!((by_hand.lines().count(), of_templates.count()), (3, 3), "{by_hand}");

    let moved = Scratch::with("hospital", &after);
    let left = rehome(&["refs", "emr.Encounter"], &moved.0);
    let left = text(&left.stdout);
    // `path:line:col kind text`: history. What a comment of a template tells is no reference.
    let listed =
        left.lines().filter(|line| line.split(' ').next().unwrap().matches(':').count() == 2);
    let kinds: Vec<&str> = listed.map(|line| line.split(' ').nth(1).unwrap()).collect();
    assert!(kinds.len() > 10, "{left}");
    assert!(kinds.iter().all(|kind| *kind == "migration"), "{left}");
}

#[test]
fn refs_lists_the_sixteen_relations_of_the_hospital() {
    let output = rehome(&["refs", "emr.Encounter"], &testdata().join("hospital"));
    let listed = text(&output.stdout);
    let relations: Vec<&str> = listed
        .lines()
        .filter(|line| {
            let in_models = line.contains("/models.py:") && line.contains("models.");
            line.contains(" relation-") || (in_models && line.contains(" module-attribute "))
        })
        .filter(|line| !line.starts_with("emr.Encounter:"))
        .collect();
    assert_eq!(relations.len(), 16, "{relations:#?}");
}

/// A refusal: nothing on stdout, one message, nothing written.
fn refuses(case: &Path, name: &str, arguments: &[&str]) {
    let before = tree(&case.join("before"));
    let scratch = Scratch::with(name, &before);
    let write: &[&str] = if arguments[0] == "move" { &["--write"] } else { &[] };
    for arguments in [arguments.to_vec(), [arguments, write].concat()] {
        let output = rehome(&arguments, &scratch.0);
        let root = scratch.0.to_string_lossy();
        // What is found from the root upwards is named from where the tool is run.
        let below = root.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/")).unwrap_or(&root);
        let said = text(&output.stderr).replace(&*root, "ROOT").replace(below, "ROOT");
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(output.stdout.is_empty(), "{name}: a refusal prints no patch");
        assert_blessed(&case.join("refusal"), &said);
        assert_same(&format!("{name}, after the refusal"), &before, &tree(&scratch.0));
    }
}

fn lists(case: &Path, name: &str, arguments: &[&str]) {
    let before = tree(&case.join("before"));
    let scratch = Scratch::with(name, &before);
    let output = rehome(arguments, &scratch.0);
    assert!(output.status.success(), "{name}: {}", text(&output.stderr));
    assert_blessed(&case.join("stdout"), &text(&output.stdout));
    assert_same(name, &before, &tree(&scratch.0));
}

/// The lines of a section of the summary.
fn section(summary: &str, title: &str) -> String {
    let lines = summary.lines().skip_while(|line| *line != title).skip(1);
    lines.take_while(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

fn bless(dir: &Path, after: &Tree) {
    std::fs::remove_dir_all(dir).unwrap();
    for (path, bytes) in after {
        let target = dir.join(path);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, bytes).unwrap();
    }
}

#[test]
fn one_thread_prints_what_many_print() {
    let case = testdata().join("cases/import-styles/before");
    let run = |threads: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_django-rehome"))
            .args(["move", "emr.Encounter", "--to", "core", "--root"])
            .arg(&case)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap()
    };
    let (one, many) = (run("1"), run("7"));
    assert!(one.status.success() && !one.stdout.is_empty());
    assert_eq!((one.stdout, one.stderr), (many.stdout, many.stderr));
}
