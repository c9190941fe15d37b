//! What docs/ci.md says, run as far as it can be without a runner: each snippet holds to the schema of
//! its CI, and its commands are run in its order.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::built::{Built, built};
use crate::common::python::must;
use crate::common::text;
use crate::desk::Desk;

/// What a job comes to.
struct Ran {
    /// Exit status of the command that failed, and what it is.
    failure: Option<(i32, String)>,
    /// What the commands printed, and what is uploaded and shown.
    output: String,
}

/// The snippets, each with the name of its file.
fn snippets() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md");
    let page = fs::read_to_string(path).unwrap();
    let fenced = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    fenced
        .map(|snippet| {
            let name = snippet.lines().next().unwrap().strip_prefix("# ").unwrap();
            (name.to_owned(), snippet.to_owned())
        })
        .collect()
}

/// Runs the commands of a job as its runner does: after one that fails, only those that say so.
fn run(desk: &Desk, built: &Built, job: &Value) -> Ran {
    let programs = [desk.path("runner/bin")];
    let summary = desk.path("summary.md");
    let uploads: Vec<PathBuf> = job["uploads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| desk.path("project").join(file.as_str().unwrap()))
        .collect();
    for file in uploads.iter().chain([&summary]) {
        let _ = fs::remove_file(file);
    }
    let mut ran = Ran { failure: None, output: String::new() };
    for step in job["runs"].as_array().unwrap() {
        if ran.failure.is_some() != step["if_failed"].as_bool().unwrap() {
            continue;
        }
        let line = step["line"].as_str().unwrap();
        let output = desk
            .shell_with(&programs, "project", line)
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("PIP_NO_INDEX", "1")
            .env("PIP_FIND_LINKS", built.wheel.parent().unwrap())
            .output()
            .unwrap();
        ran.output += &text(&output.stdout);
        if ran.failure.is_none() && !output.status.success() {
            ran.failure = Some((output.status.code().unwrap(), line.to_owned()));
        }
    }
    for file in &uploads {
        ran.output += &fs::read_to_string(file).unwrap();
    }
    ran.output += &fs::read_to_string(&summary).unwrap_or_default();
    ran
}

#[test]
fn what_the_docs_say_of_ci_works() {
    let Some(built) = built() else { return };
    let desk = Desk::new(built);
    must(Command::new(&built.python).args(["-m", "venv"]).arg(desk.path("runner")));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packaging/snippets.py");
    let snippets = snippets();
    assert_eq!(snippets.len(), 5);
    for (name, snippet) in snippets {
        let file = desk.path("snippet.yml");
        fs::write(&file, &snippet).unwrap();
        let schema: &[&str] = match name.starts_with(".github/") {
            true => &["vendor.github-workflows"],
            false => &["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
        };
        let check = built.python.with_file_name("check-jsonschema");
        must(Command::new(check).arg("--builtin-schema").args(schema).arg(&file));

        let described = must(Command::new(&built.python).arg(&script).arg(&file));
        let jobs: Value = serde_json::from_str(&described).unwrap();
        assert_eq!(jobs.as_array().unwrap().len(), 1);
        let _ = fs::remove_file(desk.path("project/emr/reports.py"));
        let clean = run(&desk, built, &jobs[0]);
        assert_eq!(clean.failure, None, "{name}: {}", clean.output);
        assert!(!clean.output.contains("RH001"), "{name}: {}", clean.output);

        desk.write("emr/reports.py", "import csv\n\nfrom emr.models import Encounter\n");
        let stale = run(&desk, built, &jobs[0]);
        let (status, line) = stale.failure.unwrap();
        assert!(status == 1 && line.starts_with("django-rehome check"), "{name}: {line}");
        for wanted in ["RH001", "emr/reports.py"] {
            assert!(stale.output.contains(wanted), "{name}: no {wanted} in {}", stale.output);
        }
    }
}
