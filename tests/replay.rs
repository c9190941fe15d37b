//! The replay against Django's own: of every model, the `CreateModel` that the tool would write is
//! executed, and must give the `ModelState` that Django's loader has.
//!
//! `testdata/history` uses every operation. `REHOME_HISTORY=/path/to/project` holds another project
//! to it, with `DJANGO_SETTINGS_MODULE`, and `REHOME_HISTORY_PYTHON` for the Python that has what its
//! migrations import. Its figures are printed with `--nocapture`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests make their own scratch trees, and fail loudly"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::python::{DJANGOS, Django, must, python};
use common::{Scratch, testdata};
use django_rehome::migrations::History;
use django_rehome::migrations::layout::Layout;
use django_rehome::migrations::operation::Operation;
use django_rehome::migrations::state::{ModelKey, ModelState, State};
use django_rehome::migrations::write::{NewMigration, NewOperation};
use django_rehome::pipeline;

/// A project, and how its Django is run.
struct Judge {
    root: PathBuf,
    python: PathBuf,
    settings: String,
}

impl Judge {
    fn run(&self, arguments: &[&str]) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replay/judge.py");
        must(
            Command::new(&self.python)
                .arg(script)
                .args(arguments)
                .current_dir(&self.root)
                .env("DJANGO_SETTINGS_MODULE", &self.settings)
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .env("PYTHONWARNINGS", "ignore"),
        )
    }
}

/// What came of the models of a project.
#[derive(Debug, Default)]
struct Figures {
    /// `same`, `different …`, `missing`, `extra`, by model.
    verdicts: BTreeMap<String, String>,
    /// What would be refused, and why.
    refused: BTreeMap<String, String>,
}

impl Figures {
    fn count(&self, verdict: &str) -> usize {
        self.verdicts.values().filter(|one| one.starts_with(verdict)).count()
    }

    fn wrong(&self) -> String {
        let is_wrong = |verdict: &str| verdict != "same" && verdict != "refused";
        let wrong = self.verdicts.iter().filter(|(_, verdict)| is_wrong(verdict));
        wrong.map(|(model, verdict)| format!("{model}: {verdict}\n")).collect()
    }
}

/// Replays the apps that Django has installed, and lets Django judge each model.
fn compare(judge: &Judge) -> Figures {
    let (project, _) = pipeline::open(&judge.root, None).unwrap();
    let installed = judge.run(&["apps"]);
    let installed: BTreeSet<(&str, &str)> =
        installed.lines().filter_map(|line| line.strip_prefix("app ")?.split_once(' ')).collect();
    let mut history = History::default();
    let mut labels = Vec::new();
    for app in &project.apps {
        if installed.contains(&(app.label.as_str(), app.module.as_str())) {
            history.add(&project, app).unwrap();
            labels.push(app.label.as_str());
        }
    }
    let state = State::replay(&history);
    let scratch = Scratch::new("replay");
    let (mut manifest, mut figures) = (String::new(), Figures::default());
    for (key, model) in &state.models {
        let name = format!("{}.{}", key.0, key.1);
        match rendered(&state, key, model) {
            Ok(text) => {
                std::fs::write(scratch.0.join(format!("{name}.py")), text).unwrap();
            }
            Err(why) => {
                let _ = writeln!(manifest, "{name}");
                figures.refused.insert(name, why);
            }
        }
    }
    for unknown in &state.unknown {
        let (app, migration) = &unknown.migration;
        figures.refused.insert(format!("{app}.{migration}"), unknown.refusal().to_string());
    }
    std::fs::write(scratch.0.join("refused"), manifest).unwrap();
    let said = judge.run(&["compare", scratch.0.to_str().unwrap(), &labels.join(",")]);
    for line in said.lines() {
        if let Some((model, verdict)) =
            line.strip_prefix("model ").and_then(|line| line.split_once(' '))
        {
            let known = model.split_once('.').map(|(app, name)| (app.to_owned(), name.to_owned()));
            let is_unknown = || state.unknown_of(&known.into_iter().collect()).is_some();
            // A model whose creation cannot be read is not there at all.
            let verdict = if verdict == "missing" && is_unknown() { "refused" } else { verdict };
            figures.verdicts.insert(model.to_owned(), verdict.to_owned());
        }
    }
    figures
}

/// The model as a new migration would write it.
fn rendered(state: &State, key: &ModelKey, model: &ModelState) -> Result<String, String> {
    let only = BTreeSet::from([key.clone()]);
    if let Some(unknown) = state.unknown_of(&only) {
        return Err(unknown.refusal().to_string());
    }
    let migration = NewMigration {
        key: (key.0.clone(), "0001_replayed".to_owned()),
        dir: PathBuf::new(),
        summary: String::new(),
        dependencies: Vec::new(),
        on_user_model: false,
        operations: vec![NewOperation::State(vec![Operation::Create(Box::new(model.clone()))])],
        quote: '"',
        layout: Layout::default(),
        atomic: true,
        header: false,
    };
    migration.render().map_err(|error| error.to_string())
}

#[test]
fn the_replay_is_what_django_has() {
    // Some of the operations are newer than the oldest Django.
    let pythons = DJANGOS[1..].iter().filter_map(Django::python);
    for python in pythons {
        let root = testdata().join("history");
        holds_for_the_testdata(&Judge { root, python, settings: "settings".to_owned() });
    }
}

fn holds_for_the_testdata(judge: &Judge) {
    let figures = compare(judge);
    assert_eq!(figures.wrong(), "");
    // One model for each thing that cannot be known, and no others.
    let refused: Vec<&str> = figures.refused.keys().map(String::as_str).collect();
    assert_eq!(
        refused,
        ["attic.0002_odd", "attic.drawer", "attic.shelf"],
        "{:#?}",
        figures.refused
    );
    assert_eq!(figures.count("same"), 10, "{:#?}", figures.verdicts);
}

#[test]
fn the_replay_of_another_project_is_what_django_has() {
    let Some(root) = std::env::var_os("REHOME_HISTORY") else { return };
    let judge = Judge {
        root: root.into(),
        python: std::env::var_os("REHOME_HISTORY_PYTHON").map_or_else(python, PathBuf::from),
        settings: std::env::var("DJANGO_SETTINGS_MODULE").unwrap(),
    };
    let figures = compare(&judge);
    for (model, why) in &figures.refused {
        eprintln!("refused: {model}: {why}");
    }
    eprintln!(
        "{} models compared, {} the same, {} refused, {} different, {} missing, {} too many",
        figures.verdicts.len() - figures.count("refused"),
        figures.count("same"),
        figures.count("refused"),
        figures.count("different"),
        figures.count("missing"),
        figures.count("extra"),
    );
    assert_eq!(figures.wrong(), "");
}
