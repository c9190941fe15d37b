//! `--stats`: what it counts is what is there, and nothing else changes by it.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make their own scratch trees"
)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use common::{Scratch, plain, testdata, text, tree};

fn run(root: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_django-rehome"));
    plain(&mut command).args(arguments).arg("--root").arg(root).envs(variables.iter().copied());
    command.output().unwrap()
}

/// The table at the end of what was said on stderr: how often each step was done, and for how long.
fn table(stderr: &str) -> BTreeMap<&str, (usize, f64)> {
    let mut lines: Vec<&str> = stderr.lines().collect();
    let lines = lines.split_off(lines.len() - 7);
    assert_eq!(lines[0], "step            times    seconds");
    assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{stderr}");
    let row = |line: &&'_ str| -> (usize, f64) {
        let fields: Vec<&str> = line[12..].split_whitespace().collect();
        (fields[0].parse().unwrap(), fields[1].parse().unwrap())
    };
    let rows: BTreeMap<&str, (usize, f64)> =
        lines[1..].iter().map(|line| (line[..12].trim_end(), row(line))).collect();
    assert_eq!(rows.len(), 6, "{stderr}");
    rows
}

fn counts(root: &Path, threads: &str) -> BTreeMap<String, usize> {
    let arguments = ["refs", "emr.Encounter", "--stats"];
    let output = run(root, &arguments, &[("RAYON_NUM_THREADS", threads)]);
    let stderr = text(&output.stderr);
    let rows = table(&stderr);
    rows.into_iter().map(|(name, (count, _))| (name.to_owned(), count)).collect()
}

#[test]
fn the_table_comes_last_and_nothing_else_changes() {
    let root = testdata().join("hospital");
    for command in [&["refs", "emr.Encounter"][..], &["move", "emr.Encounter", "--to", "core"]] {
        let (quiet, asked) =
            (run(&root, command, &[]), run(&root, &[command, &["--stats"]].concat(), &[]));
        assert_eq!((&quiet.stdout, quiet.status), (&asked.stdout, asked.status));
        let said = text(&asked.stderr);
        let before = text(&quiet.stderr);
        assert!(said.starts_with(&before), "{said}");
        let rows = table(&said[before.len()..]);
        assert_eq!(said[before.len()..].lines().count(), 7, "{said}");
        assert!(rows.values().all(|(count, seconds)| *count > 0 && *seconds > 0.0), "{said}");
        // On one thread the steps are parts of the whole.
        let alone = run(&root, &[command, &["--stats"]].concat(), &[("RAYON_NUM_THREADS", "1")]);
        let said = text(&alone.stderr);
        let mut rows = table(&said);
        let (runs, whole) = rows.remove("whole run").unwrap();
        let steps: f64 = rows.values().map(|(_, seconds)| seconds).sum();
        assert!(runs == 1 && steps < whole, "{steps} of {whole}");
    }
}

#[test]
fn what_is_refused_has_its_table_as_well() {
    let output = run(&testdata().join("hospital"), &["refs", "emr.Nobody", "--stats"], &[]);
    assert_eq!(output.status.code(), Some(2));
    let stderr = text(&output.stderr);
    assert!(table(&stderr)["walked"].0 > 0);
}

/// Files that say nothing of the model are walked and searched, and not parsed.
#[test]
fn only_files_that_mention_the_model_are_parsed() {
    let project = Scratch::with("stats", &tree(&testdata().join("cases/minimal/before")));
    let before = counts(&project.0, "1");
    assert_eq!(before, counts(&project.0, "3"), "the number of threads makes no difference");
    std::fs::create_dir(project.0.join("more")).unwrap();
    for number in 0..10 {
        let path = project.0.join(format!("more/module_{number}.py"));
        std::fs::write(path, "def unrelated():\n    return 1\n").unwrap();
        std::fs::write(project.0.join(format!("more/{number}.rs")), "Encounter").unwrap();
    }
    let after = counts(&project.0, "2");
    assert_eq!(after["walked"], before["walked"] + 10);
    for step in ["read", "prefiltered"] {
        assert!(after[step] >= before[step] + 10, "{step}: {before:?} {after:?}");
    }
    for step in ["parsed", "queried"] {
        assert_eq!(after[step], before[step], "{step}");
    }
    assert!(after["queried"] <= after["parsed"] && after["parsed"] <= after["read"], "{after:?}");
    std::fs::write(project.0.join("more/one.py"), "from emr.models import Encounter\n").unwrap();
    let mentions = counts(&project.0, "2");
    assert!(mentions["parsed"] > after["parsed"] && mentions["queried"] > after["queried"]);
}
