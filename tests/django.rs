//! Django is the judge: whole projects are filled with rows, moved, checked, migrated, compared,
//! migrated back, and forwards again, by real `manage.py` on a real database, `SQLite`.
//!
//! `tests/django/judge.py` fills and compares.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests make their own scratch trees, and fail loudly"
)]

mod common;

use std::path::Path;
use std::process::{Command, Output};

use rayon::prelude::*;

use common::python::{must, python};
use common::{Scratch, Tree, rehome, testdata, text, tree};

/// A project on disk with a database beside it.
struct Project {
    scratch: Scratch,
    snapshots: Scratch,
    settings: &'static str,
    /// What moves it.
    arguments: Vec<String>,
}

impl Project {
    fn new(name: &str, files: &Tree, settings: &'static str, command: &str) -> Self {
        let snapshots = Scratch::new("snapshots");
        let arguments = command.split_whitespace().map(str::to_owned).collect();
        Self { scratch: Scratch::with(name, files), snapshots, settings, arguments }
    }

    fn root(&self) -> &Path {
        &self.scratch.0
    }

    fn command(&self, script: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(python());
        command
            .arg(script)
            .args(arguments)
            .current_dir(self.root())
            .env("DJANGO_SETTINGS_MODULE", self.settings)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONPATH", self.root())
            .env("PYTHONWARNINGS", "ignore");
        command
    }

    fn manage(&self, arguments: &[&str]) -> String {
        let django = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/django/manage.py");
        must(&mut self.command(&django, arguments))
    }

    fn judge(&self, arguments: &[&str]) -> String {
        must(&mut self.judge_command(arguments))
    }

    fn judge_command(&self, arguments: &[&str]) -> Command {
        let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/django/judge.py");
        self.command(&judge, arguments)
    }

    /// Replaces the project's files, and leaves the database and the snapshots alone.
    fn swap(&self, from: &Tree, to: &Tree) {
        for path in from.keys() {
            std::fs::remove_file(self.root().join(path)).unwrap();
        }
        for (path, bytes) in to {
            let path = self.root().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }

    fn snapshot(&self, name: &str) {
        let file = self.snapshots.0.join(name);
        let file = file.to_str().unwrap();
        let models = self.models();
        let renames = models.iter().map(|name| format!("core.{name}=emr.{name}").to_lowercase());
        let renames: Vec<String> = renames.collect();
        let renames: Vec<&str> = renames.iter().map(String::as_str).collect();
        self.judge(&[&["snapshot", file, "--rename"], renames.as_slice()].concat());
    }

    /// The names of the models that move.
    fn models(&self) -> Vec<&str> {
        let labels = self.arguments.iter().skip(1).take_while(|one| !one.starts_with("--"));
        labels.filter_map(|label| label.strip_prefix("emr.")).collect()
    }

    /// Compares a snapshot with that of before: rows and schema, or the schema alone.
    fn compare(&self, name: &str, what: &str) -> Output {
        let (before, after) = (self.snapshots.0.join("before"), self.snapshots.0.join(name));
        let (before, after) = (before.to_str().unwrap(), after.to_str().unwrap());
        self.judge_command(&["compare", before, after, what]).output().unwrap()
    }

    /// The two must be equal.
    fn same(&self, name: &str, what: &str) {
        let output = self.compare(name, what);
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(output.status.success() && said.starts_with("equal:"), "{said}");
    }

    fn migrate(&self, arguments: &[&str]) {
        self.manage(&[&["migrate", "--verbosity", "0"], arguments].concat());
    }

    fn write_move(&self) -> Vec<(String, String)> {
        let before = tree(self.root());
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        let output = rehome(&[arguments.as_slice(), &["--write"]].concat(), self.root());
        assert!(output.status.success(), "{}", text(&output.stderr));
        let mut migrations: Vec<(String, String)> = tree(self.root())
            .keys()
            .filter(|path| !before.contains_key(*path))
            .filter(|path| path.parent().is_some_and(|dir| dir.ends_with("migrations")))
            .filter_map(|path| {
                let name = path.file_stem()?.to_str()?.to_owned();
                let app = path.parent()?.parent()?.file_name()?.to_str()?.to_owned();
                (!name.starts_with('_')).then_some((app, name))
            })
            .collect();
        migrations.sort();
        assert!(migrations.len() >= 2, "the move wrote {migrations:?}");
        migrations
    }
}

/// The name of the migration before one of ours, in the order that Django has them; `zero` before the
/// first.
fn previous(project: &Project, app: &str, name: &str) -> String {
    let listed = project.manage(&["showmigrations", app]);
    let names: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.trim().strip_prefix("[X] ").or(line.trim().strip_prefix("[ ] ")))
        .map(|line| line.split(' ').next().unwrap_or(line))
        .collect();
    let at = names.iter().position(|other| *other == name).unwrap();
    at.checked_sub(1).map_or("zero", |before| names[before]).to_owned()
}

/// The whole way of one project: there, back, there again, from nothing, and one app at a time.
fn whole_way(project: &Project, modules: (&str, &str), own_tests: bool) {
    let (before, after, back) = there_and_back(project, modules, own_tests);
    // Forwards again.
    project.swap(&before, &after);
    project.migrate(&[]);
    project.snapshot("again");
    project.same("again", "--schema-too");

    // One app at a time: the target first on the way there, and first on the way back.
    for apps in [["core", "emr"], ["emr", "core"]] {
        for app in apps {
            let (_, name) = back.iter().find(|(other, _)| other == app).unwrap();
            project.migrate(&[app, name]);
        }
        for app in apps {
            project.migrate(&[app]);
        }
        project.migrate(&[]);
        verify(project, modules);
        project.snapshot("one-at-a-time");
        project.same("one-at-a-time", "--schema-too");
    }

    // From nothing: the same schema; down to nothing, and up again.
    std::fs::remove_file(project.root().join("db.sqlite3")).unwrap();
    project.migrate(&[]);
    project.snapshot("empty");
    project.same("empty", "--schema-only");
    project.migrate(&["emr", "zero"]);
    project.migrate(&[]);
    project.snapshot("empty");
    project.same("empty", "--schema-only");
}

/// A full database there, and back. Returns the trees of before and after, and the last migration of
/// each app before the move.
fn there_and_back(
    project: &Project,
    modules: (&str, &str),
    own_tests: bool,
) -> (Tree, Tree, Vec<(String, String)>) {
    let before = tree(project.root());
    let check = |project: &Project| {
        project.manage(&["check"]);
        project.manage(&["makemigrations", "--check", "--dry-run"]);
        if own_tests {
            let said = project.manage(&["test", "--verbosity", "1"]);
            assert!(said.contains("\nOK") && !said.contains("Ran 0 tests"), "{said}");
        }
    };
    check(project);
    project.migrate(&[]);
    project.judge(&["fill", "--rows", "3", "--log-model", "emr.Encounter"]);
    project.snapshot("before");

    let migrations = project.write_move();
    let after = tree(project.root());
    check(project);
    project.migrate(&[]);
    verify(project, modules);
    project.snapshot("after");
    project.same("after", "--schema-too");
    let names: Vec<String> = migrations.iter().map(|(app, name)| format!("{app}.{name}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    project.judge(&[&["noddl", "--app-migrations"], names.as_slice()].concat());

    // Back, judged by the code of before.
    let back: Vec<(String, String)> =
        migrations.iter().map(|(app, name)| (app.clone(), previous(project, app, name))).collect();
    for (app, name) in &back {
        project.migrate(&[app, name]);
    }
    project.swap(&after, &before);
    project.snapshot("back");
    project.same("back", "--schema-too");
    (before, after, back)
}

/// The code of a project after the move is what Django and the new migrations say, from nothing.
fn loads(project: &Project) {
    let check = || {
        project.manage(&["check"]);
        project.manage(&["makemigrations", "--check", "--dry-run"]);
    };
    check();
    project.write_move();
    check();
    project.migrate(&[]);
}

/// What is done with a case, by its name.
type Way<'a> = &'a (dyn Fn(&str) + Sync);

fn verify(project: &Project, (old, new): (&str, &str)) {
    let labels = |app: &str| project.models().iter().map(|name| format!("{app}.{name}")).collect();
    let (before, after): (Vec<String>, Vec<String>) = (labels("emr"), labels("core"));
    let mut arguments = vec!["verify", "--fresh-keys=unused", "--old"];
    arguments.extend(before.iter().map(String::as_str));
    arguments.push("--new");
    arguments.extend(after.iter().map(String::as_str));
    let package = project.root().join("core/models/encounter.py");
    let module = format!("{new}.encounter");
    arguments.extend(["--new-module", if package.exists() { &module } else { new }]);
    if !project.arguments.iter().any(|one| one == "none") {
        arguments.extend(["--old-module", old]);
    }
    let said = project.judge(&arguments);
    assert!(said.starts_with("verified:"), "{said}");
}

const MOVE: &str = "move emr.Encounter --to core";

#[test]
fn the_hospital_moves() {
    let files = tree(&testdata().join("hospital"));
    let project = Project::new("hospital", &files, "config.settings", MOVE);
    whole_way(&project, ("emr.models", "core.models"), true);
}

/// Cases of `testdata/cases` that are projects as Django wants them, but for their settings.
const JUDGED: &[&str] = &[
    "admin",
    "app-label",
    "child-moves",
    "history",
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

#[test]
fn the_cases_move() {
    let modules = ("emr.models", "core.models");
    let whole = |case: &str| whole_way(&case_project(case), modules, false);
    let there = |case: &str| {
        there_and_back(&case_project(case), modules, false);
    };
    let code = |case: &str| loads(&case_project(case));
    let ways: [(&[&str], Way); 3] =
        [(JUDGED, &whole), (JUDGED_THERE_AND_BACK, &there), (JUDGED_BY_CODE, &code)];
    // `CASE=imports` runs those with this in their name.
    let wanted = std::env::var("CASE").unwrap_or_default();
    let fails = |case: &str, way: Way| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| way(case))).is_err()
    };
    let wanted: Vec<(&str, Way)> = ways
        .into_iter()
        .flat_map(|(cases, way)| cases.iter().map(move |case| (*case, way)))
        .filter(|(case, _)| case.contains(&wanted))
        .collect();
    assert!(!wanted.is_empty(), "no such case");
    let failed = wanted.into_par_iter().filter(|(case, way)| fails(case, *way));
    let failed: Vec<&str> = failed.map(|(case, _)| case).collect();
    assert!(failed.is_empty(), "Django does not agree with {failed:?}");
}

fn case_project(case: &str) -> Project {
    let mut files = tree(&testdata().join("cases").join(case).join("before"));
    files.insert(
        "settings_for_tests.py".into(),
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/django/settings.py"))
            .unwrap(),
    );
    let command = testdata().join("cases").join(case).join("cmd");
    Project::new(case, &files, "settings_for_tests", &std::fs::read_to_string(command).unwrap())
}

/// What the judge must catch in the admin: a model that is registered no longer, or otherwise.
#[test]
fn lost_registrations_are_caught() {
    let mutants: &[(&str, &str)] = &[
        // The control: nothing is changed, and nothing must be caught.
        ("register(Encounter, EncounterAdmin)", "register(Encounter, EncounterAdmin)"),
        ("admin.site.register(Encounter, EncounterAdmin)", ""),
        ("register(Encounter, EncounterAdmin)", "register(Encounter)"),
    ];
    for (old, new) in mutants {
        let project = case_project("admin");
        project.migrate(&[]);
        project.judge(&["fill", "--rows", "3", "--log-model", "emr.Encounter"]);
        project.snapshot("before");
        project.write_move();
        let path = project.root().join("core/admin.py");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{path:?} has no {old:?}");
        std::fs::write(&path, text.replace(old, new)).unwrap();
        project.migrate(&[]);
        project.snapshot("after");
        let caught = !project.compare("after", "--schema-too").status.success();
        assert_eq!(caught, old != new, "{old:?} became {new:?}");
    }
}

/// What the judge must catch: each a migration that looks right and is not.
#[test]
fn wrong_migrations_are_caught() {
    let mutants: &[(&str, &str, &str)] = &[
        // The control: nothing is changed, and nothing must be caught.
        ("core", "operations = [", "operations = ["),
        // The content types are left as they are.
        (
            "emr",
            "        RelabelContentTypes(",
            "        RelabelContentTypes(\n            forwards=False,",
        ),
        // The table is not named.
        ("core", "                        'db_table': 'emr_encounter',\n", ""),
        // A field of the model is forgotten.
        ("core", "('room', models.CharField(max_length=10)),", ""),
        // The old model stays in the state.
        (
            "emr",
            "                migrations.DeleteModel(\n                    name='Encounter',\n                ),\n",
            "",
        ),
        // The leaf is not the last migration.
        ("core", "('core', '0001_initial'),\n", ""),
    ];
    for (app, old, new) in mutants {
        let project = case_project("minimal");
        project.migrate(&[]);
        project.judge(&["fill", "--rows", "3", "--log-model", "emr.Encounter"]);
        project.snapshot("before");
        let migrations = project.write_move();
        let (_, name) = migrations.iter().find(|(other, _)| other == app).unwrap();
        let path = project.root().join(format!("{app}/migrations/{name}.py"));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{path:?} has no {old:?}");
        std::fs::write(&path, text.replace(old, new)).unwrap();
        let django = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/django/manage.py");
        let mut migrate = project.command(&django, &["migrate", "--verbosity", "0"]);
        let migrated = migrate.output().unwrap().status.success();
        let arguments = ["verify", "--old", "emr.Encounter", "--new", "core.Encounter"];
        let caught =
            !migrated || !project.judge_command(&arguments).output().unwrap().status.success();
        assert_eq!(caught, old != new, "{old:?} became {new:?} in {app}");
    }
}
