//! The law of `check`, over every case that moves: what a parallel branch brings back is found, and
//! mended to the very bytes that the move made of it; and what the move has left finds nothing.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read their cases, and fail loudly"
)]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use common::{Scratch, Tree, assert_same, rehome, rehome_as_it_is, testdata, text, tree};
use rayon::prelude::*;

/// Files that are not as the move would have made them, and why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    ("found-in-templates", "emr/views.py", "views are given template_name by the move alone"),
    ("template-names", "emr/views.py", "views are given template_name by the move alone"),
    ("template-names", "emr/urls.py", "views are given template_name by the move alone"),
    ("views-by-label", "emr/views.py", "views are given template_name by the move alone"),
];

fn cases() -> Vec<PathBuf> {
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut cases: Vec<PathBuf> = std::fs::read_dir(testdata().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|dir| dir.join("after").is_dir())
        .filter(|dir| name(dir).contains(&wanted))
        .collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_name().unwrap().to_string_lossy().into_owned()
}

/// What no branch brings back without undoing the move: the modules that lost and got the class and the
/// admin, and the configuration.
fn is_moved(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    let in_models = path.components().any(|part| part.as_os_str() == "models");
    matches!(&*name, "admin.py" | "models.py" | "pyproject.toml" | "django-rehome.toml")
        || in_models
}

/// The words of a move that `check` takes as well.
fn shared<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut shared = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match *word {
            "--docs" => shared.push("--docs"),
            "--include" | "--exclude" => shared.extend([*word, words[at + 1]]),
            _ => {}
        }
    }
    shared
}

#[test]
fn what_comes_back_is_mended_as_the_move_would_have() {
    let cases = cases();
    let restored: Vec<Result<usize, String>> = cases
        .par_iter()
        .map(|case| std::panic::catch_unwind(|| comes_back(case)).map_err(|_| name(case)))
        .collect();
    let failed: Vec<&String> = restored.iter().filter_map(|one| one.as_ref().err()).collect();
    assert!(failed.is_empty(), "{} of {} cases failed: {failed:?}", failed.len(), cases.len());
    if std::env::var_os("CASE").is_none() {
        let files: usize = restored.iter().flatten().sum();
        assert!(cases.len() > 200 && files > 180, "{files} files of {} cases", cases.len());
    }
}

#[test]
fn what_comes_back_in_the_hospital_is_mended() {
    let before = tree(&testdata().join("hospital"));
    let files = mended("hospital", &before, "move emr.Encounter --to core");
    assert!(files >= 30, "{files} files");
}

/// How many files of a case came back.
fn comes_back(case: &Path) -> usize {
    let command = std::fs::read_to_string(case.join("cmd")).unwrap();
    mended(&name(case), &tree(&case.join("before")), &command)
}

/// Moves, takes back what a branch may bring back, and mends it; how many files that were.
fn mended(name: &str, before: &Tree, command: &str) -> usize {
    let words: Vec<&str> = command.split_whitespace().collect();
    let scratch = Scratch::with(name, before);
    let moved = rehome_as_it_is(&[words.as_slice(), &["--write"]].concat(), &scratch.0);
    assert!(moved.status.success(), "{name}: {}", text(&moved.stderr));
    let after = tree(&scratch.0);
    let judge = |more: &[&str]| {
        let format = ["check", "--output-format", "concise"];
        let output = rehome(&[&format[..], &shared(&words), more].concat(), &scratch.0);
        let said = text(&output.stdout) + &text(&output.stderr);
        (said, output.status.code().unwrap())
    };

    // What is left is what the move has listed as likely.
    let listed = text(&moved.stderr);
    let (said, status) = judge(&[]);
    let found: Vec<&str> = said.lines().filter(|line| line.contains(": RH")).collect();
    assert_eq!(status == 1, !found.is_empty(), "{name}: {said}");
    // Lines have moved since the move has listed them.
    let is_likely = |line: &&str| line.contains("likely");
    assert!(found.iter().all(is_likely), "{name}: the move has left {found:?}");
    let left = listed.lines().filter(is_likely).count();
    assert!(found.len() <= left, "{name}: the move has not listed one of {found:?}\n{listed}");

    let back: BTreeSet<&PathBuf> = before
        .iter()
        .filter(|(path, bytes)| after.get(*path).is_some_and(|now| now != *bytes))
        .filter(|(path, _)| !is_moved(path))
        .map(|(path, _)| path)
        .collect();
    for path in &back {
        std::fs::write(scratch.0.join(path), &before[*path]).unwrap();
    }
    let (said, status) = judge(&["--fix"]);
    assert!(status == 1 || back.is_empty() || is_otherwise(name), "{name}: {status} {said}");
    let mended = tree(&scratch.0);
    assert_same(name, &less(name, &after), &less(name, &mended));
    for (_, path, why) in OTHERWISE.iter().filter(|(case, _, _)| *case == name) {
        let path = Path::new(path);
        assert_ne!(after[path], mended[path], "{name}: no longer an exception ({why})");
    }
    if !is_otherwise(name) {
        let (again, _) = judge(&["--fix"]);
        assert!(!again.contains("Fixed"), "{name}: a second --fix mends {again}");
        assert_same(&format!("{name}, again"), &mended, &tree(&scratch.0));
    }
    back.len()
}

fn is_otherwise(case: &str) -> bool {
    OTHERWISE.iter().any(|(name, _, _)| *name == case)
}

/// A tree without the file of a case that is otherwise, which must be there.
fn less(case: &str, files: &Tree) -> Tree {
    let mut files = files.clone();
    for (_, path, _) in OTHERWISE.iter().filter(|(name, _, _)| *name == case) {
        assert!(files.remove(Path::new(path)).is_some(), "{case} has no {path}");
    }
    files
}
