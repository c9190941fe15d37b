//! Django is the judge: whole projects are filled with rows, moved, checked, migrated, compared,
//! migrated back, and forwards again, by real Django on real databases.
//!
//! Every case is judged on `SQLite` with one Django, and the central ones on the servers that
//! `REHOME_POSTGRES` and `REHOME_MARIADB` name, with the oldest and the newest. `REHOME_MATRIX=full`
//! judges everything on everything. `judge.py` fills and compares.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests make their own scratch trees, and fail loudly"
)]

#[path = "../common/mod.rs"]
mod common;
mod mutants;
mod project;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use common::python::{DJANGOS, Django};
use common::{Tree, expected, testdata, tree};
use project::{Project, Server};

/// How much of the way a case goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Whole,
    ThereAndBack,
    Loads,
    Begun,
}

/// The cases that the servers judge, beside every project.
const CENTRAL: &[&str] =
    &["history-model", "inheritance", "strategy-copy-circle", "strategy-copy-in-parts"];

/// Cases of `testdata/cases` that are projects as Django wants them, but for their settings.
const JUDGED: &[&str] = &[
    "admin",
    "app-label",
    "capital-labels",
    "capital-labels-copy",
    "child-moves",
    "history",
    "history-model",
    "history-names",
    "history-stays",
    "imports-that-clash",
    "inheritance",
    "limited-choices",
    "minimal",
    "ordered",
    "parent-and-child",
    "primary-key",
    "proxies",
    "proxy-moves",
    "relations",
    "several-models",
    "shim-none",
    "squashed",
    "strategy-code",
    "strategy-copy",
    "strategy-copy-circle",
    "strategy-copy-history",
    "strategy-copy-in-parts",
    "strategy-copy-inheritance",
    "strategy-rename",
    "strategy-rename-history",
    "target-without-models",
    "through-moves",
];

/// More of them, whose migrations are ordered like those of the cases above.
const JUDGED_THERE_AND_BACK: &[&str] = &[
    "admin-class-of-others",
    "admin-decorators",
    "admin-from-elsewhere",
    "admin-list",
    "admin-sites",
    "admin-with",
    "app-label-of-a-mixin",
    "belongs-and-stays",
    "custom-fields",
    "explicit-table",
    "inherited-meta",
    "models-package",
    "models-package-remains",
    "no-blank-lines",
    "only-model",
    "package-target",
    "package-target-stars",
    "permissions",
    "several-models-in-package",
    "shim-deprecated",
    "target-uses-model",
];

/// More of them, whose migrations are those of `minimal`: it is the code that differs.
const JUDGED_BY_CODE: &[&str] = &[
    "belongs-by-registration",
    "bound-twice-above",
    "cycle-annotations",
    "cycle-base-in-package",
    "cycle-lambda",
    "cycle-receiver",
    "cycle-shared-base",
    "cycle-target-imports-source",
    "formatted-migrations",
    "package-target-deprecated",
    "package-target-module-there",
    "package-target-module-there-stars",
    "package-target-shared-base",
    "package-target-with-classes",
    "position-annotation",
    "position-before-the-end",
    "position-below-needs",
    "position-first",
    "position-mixin",
    "position-receiver",
    "position-unneeded",
    "shim-deprecated-in-package",
    "shim-deprecated-needed",
    "shim-none-in-package",
    "star-names",
    "with-and-without",
];

/// `minimal`, of which a part was moved by hand: Django would not have it before.
const JUDGED_WHEN_DONE: &[&str] = &[
    "begun",
    "begun-cycle",
    "begun-package",
    "begun-several",
    "begun-shim",
    "begun-without-migrations",
];

/// A project, its command, and where the two are judged.
#[derive(Clone)]
struct Job {
    name: String,
    what: What,
    way: Way,
    server: Server,
    django: Django,
}

/// Where the files of a job are.
#[derive(Clone)]
enum What {
    Hospital,
    /// A directory of `testdata/cases`: a project as Django wants it, but for its settings.
    Case,
    /// A directory of `testdata/projects`, and a file of commands in it: `cmd`, or `cmd-rename`.
    Project(PathBuf),
}

impl std::fmt::Display for Job {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} ({}, {})", self.name, self.server.name(), self.django.version)
    }
}

impl Job {
    fn run(&self) {
        let project = self.project();
        match self.way {
            Way::Whole => project.whole_way(),
            Way::ThereAndBack => drop(project.there_and_back()),
            Way::Loads => project.loads(),
            Way::Begun => project.is_finished(&files_of(&self.name)),
        }
    }

    fn project(&self) -> Project {
        let place = (self.server, self.django);
        let commands = match &self.what {
            What::Hospital => {
                let files = tree(&testdata().join("hospital"));
                let commands = ("move emr.Encounter --to core", "");
                return Project::new(&self.name, &files, "config.settings", commands, place);
            }
            What::Case => testdata().join("cases").join(&self.name).join("cmd"),
            What::Project(commands) => commands.clone(),
        };
        let dir = commands.parent().unwrap();
        let also = std::fs::read_to_string(dir.join("also")).unwrap_or_default();
        let commands = std::fs::read_to_string(&commands).unwrap();
        let (files, settings) = match self.what {
            What::Case if self.way == Way::Begun => (files_of("minimal"), "settings_for_tests"),
            What::Case => (files_of(&self.name), "settings_for_tests"),
            _ => (tree(&dir.join("before")), "config.settings"),
        };
        Project::new(&self.name, &files, settings, (&commands, &also), place)
    }
}

/// The files of a case before the move, with settings.
fn files_of(name: &str) -> Tree {
    let mut files = tree(&testdata().join("cases").join(name).join("before"));
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/django/settings.py");
    files.insert("settings_for_tests.py".into(), std::fs::read(settings).unwrap());
    files
}

/// What is judged under this name, on `SQLite`.
fn on_sqlite(name: &str) -> Project {
    let (name, what, way, _) = everything().into_iter().find(|(one, ..)| one == name).unwrap();
    Job { name, what, way, server: Server::Sqlite, django: DJANGOS[1] }.project()
}

#[test]
fn the_projects_move() {
    // `CASE=imports` runs those with this in their name; `CASE=postgres` and `CASE=6.1` do, too.
    let wanted = std::env::var("CASE").unwrap_or_default();
    let jobs: Vec<Job> =
        jobs().into_iter().filter(|job| job.to_string().contains(&wanted)).collect();
    assert!(!jobs.is_empty(), "no such case");
    let fails =
        |job: &Job| std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job.run())).is_err();
    let failed: Vec<String> =
        jobs.par_iter().filter(|job| fails(job)).map(Job::to_string).collect();
    assert!(failed.is_empty(), "Django does not agree with {failed:#?}");
}

/// Every project in every place where it is judged, the long ones first.
fn jobs() -> Vec<Job> {
    let (servers, djangos) = (servers(), djangos());
    let full = std::env::var("REHOME_MATRIX").is_ok_and(|matrix| matrix == "full");
    let mut jobs = Vec::new();
    for (name, what, way, oldest) in everything() {
        let is_project = !matches!(what, What::Case);
        let mut places: Vec<(Server, Django)> = Vec::new();
        for server in &servers {
            let fitting = djangos.iter().filter(|django| django.version >= oldest.as_str());
            let fitting: Vec<Django> = fitting.copied().collect();
            let ends = [fitting[0], fitting[fitting.len() - 1]];
            places.extend(fitting.iter().map(|django| (*server, *django)).filter(|place| {
                let by_default = match server {
                    Server::Sqlite => place.1 == DJANGOS[1],
                    _ => {
                        (is_project || CENTRAL.contains(&name.as_str())) && ends.contains(&place.1)
                    }
                };
                by_default || full
            }));
        }
        jobs.extend(places.into_iter().map(|(server, django)| {
            let (name, what) = (name.clone(), what.clone());
            Job { name, what, way, server, django }
        }));
    }
    jobs
}

/// The name, the place and the way of everything that is judged, and the oldest Django that it is for.
fn everything() -> Vec<(String, What, Way, String)> {
    let oldest = DJANGOS[0].version;
    let mut all = vec![("hospital".to_owned(), What::Hospital, Way::Whole, oldest.to_owned())];
    for dir in children(&testdata().join("projects")) {
        let needed = std::fs::read_to_string(dir.join("django"));
        let oldest = needed.map_or_else(|_| oldest.to_owned(), |needed| needed.trim().to_owned());
        for commands in children(&dir) {
            let file = commands.file_name().unwrap().to_string_lossy().into_owned();
            if let Some(variant) = file.strip_prefix("cmd") {
                let name = format!("{}{variant}", dir.file_name().unwrap().to_string_lossy());
                all.push((name, What::Project(commands), Way::Whole, oldest.clone()));
            }
        }
    }
    for (names, way) in [
        (JUDGED, Way::Whole),
        (JUDGED_THERE_AND_BACK, Way::ThereAndBack),
        (JUDGED_BY_CODE, Way::Loads),
        (JUDGED_WHEN_DONE, Way::Begun),
    ] {
        let cases = names.iter().map(|name| (*name).to_owned());
        all.extend(cases.map(|name| (name, What::Case, way, oldest.to_owned())));
    }
    all
}

/// What is in a directory, sorted.
fn children(dir: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn servers() -> Vec<Server> {
    let mut servers = vec![Server::Sqlite];
    for server in [Server::Postgres, Server::MariaDb] {
        match std::env::var_os(server.variable()) {
            Some(_) => servers.push(server),
            None => expected(server.name(), &format!("{} is not set", server.variable())),
        }
    }
    servers
}

fn djangos() -> Vec<Django> {
    let mut djangos = Vec::new();
    for django in DJANGOS {
        match django.python() {
            Some(_) => djangos.push(django),
            None => expected(django.version, "there is no Python for this Django"),
        }
    }
    djangos
}
