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

use std::io::Write as _;
use std::path::Path;

use rayon::prelude::*;

use common::python::{DJANGOS, Django};
use common::{Tree, testdata, tree};
use project::{Project, Server};

/// How much of the way a case goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Whole,
    ThereAndBack,
    Loads,
    Begun,
}

/// Those that the servers judge as well.
const CENTRAL: &[&str] =
    &["hospital", "minimal", "primary-key", "relations", "several-models", "through-moves"];

/// Cases of `testdata/cases` that are projects as Django wants them, but for their settings.
const JUDGED: &[&str] = &[
    "admin",
    "app-label",
    "child-moves",
    "history",
    "history-model",
    "history-names",
    "history-stays",
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
    "strategy-rename",
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

/// A case, where it is judged.
#[derive(Clone, Copy)]
struct Job {
    name: &'static str,
    way: Way,
    server: Server,
    django: Django,
}

impl std::fmt::Display for Job {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} ({}, {})", self.name, self.server.name(), self.django.version)
    }
}

impl Job {
    fn run(&self) {
        let project = project(self.name, (self.server, self.django));
        match self.way {
            Way::Whole => project.whole_way(),
            Way::ThereAndBack => drop(project.there_and_back()),
            Way::Loads => project.loads(),
            Way::Begun => project.is_finished(&files_of(self.name)),
        }
    }
}

fn project(name: &str, place: (Server, Django)) -> Project {
    if name == "hospital" {
        let files = tree(&testdata().join(name));
        return Project::new(
            name,
            &files,
            "config.settings",
            ("move emr.Encounter --to core", ""),
            place,
        );
    }
    let case = testdata().join("cases").join(name);
    let files = files_of(if JUDGED_WHEN_DONE.contains(&name) { "minimal" } else { name });
    let command = std::fs::read_to_string(case.join("cmd")).unwrap();
    let also = std::fs::read_to_string(case.join("also")).unwrap_or_default();
    Project::new(name, &files, "settings_for_tests", (&command, &also), place)
}

/// The files of a case before the move, with settings.
fn files_of(name: &str) -> Tree {
    let mut files = tree(&testdata().join("cases").join(name).join("before"));
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/django/settings.py");
    files.insert("settings_for_tests.py".into(), std::fs::read(settings).unwrap());
    files
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

/// Every case in every place where it is judged, the long ones first.
fn jobs() -> Vec<Job> {
    let (servers, djangos) = (servers(), djangos());
    let full = std::env::var("REHOME_MATRIX").is_ok_and(|matrix| matrix == "full");
    let ways: [(&[&'static str], Way); 5] = [
        (&["hospital"], Way::Whole),
        (JUDGED, Way::Whole),
        (JUDGED_THERE_AND_BACK, Way::ThereAndBack),
        (JUDGED_BY_CODE, Way::Loads),
        (JUDGED_WHEN_DONE, Way::Begun),
    ];
    let mut jobs = Vec::new();
    for (names, way) in ways {
        for name in names {
            for server in &servers {
                for django in &djangos {
                    let by_default = match server {
                        Server::Sqlite => *django == DJANGOS[1],
                        _ => CENTRAL.contains(name) && *django != DJANGOS[1],
                    };
                    if by_default || full {
                        jobs.push(Job { name, way, server: *server, django: *django });
                    }
                }
            }
        }
    }
    jobs
}

/// What must be judged where `REHOME_EXPECT=postgres,6.1` says so, and may be left out elsewhere.
fn expected(what: &str, why: &str) {
    let expected = std::env::var("REHOME_EXPECT").unwrap_or_default();
    assert!(!expected.split(',').any(|one| one == what), "{what} is expected, but {why}");
    // Not by a macro, whose words are shown only when a test fails.
    let said = format!("not judged: {what}, since {why}\n");
    std::io::stderr().write_all(said.as_bytes()).unwrap();
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
