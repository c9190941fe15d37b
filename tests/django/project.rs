//! A project under judgement: its files on disk, its databases, and the ways that it is taken.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::python::{Django, must};
use crate::common::{Scratch, Tree, rehome, text, tree};

/// Where the databases of a project are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    Sqlite,
    Postgres,
    MariaDb,
}

impl Server {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::MariaDb => "mariadb",
        }
    }

    /// The variable that holds its address.
    pub(crate) fn variable(self) -> &'static str {
        match self {
            Self::Sqlite => "REHOME_SQLITE",
            Self::Postgres => "REHOME_POSTGRES",
            Self::MariaDb => "REHOME_MARIADB",
        }
    }
}

/// A model's label before and after the move.
type Pair = (String, String);

/// A project on disk with databases of its own, which are gone when it is dropped.
pub(crate) struct Project {
    scratch: Scratch,
    /// What the judge writes down, and the databases of `SQLite`.
    notes: Scratch,
    settings: String,
    python: PathBuf,
    job: String,
    server: Server,
    database: String,
    /// What moves it, one command after the other.
    commands: Vec<Vec<String>>,
    /// The models that move, those that the commands do not name at the end.
    pairs: Vec<Pair>,
}

impl Project {
    /// `also` lists labels, `old=new`, that are renamed although no command names them.
    pub(crate) fn new(
        name: &str,
        files: &Tree,
        settings: &str,
        (commands, also): (&str, &str),
        (server, django): (Server, Django),
    ) -> Self {
        let notes = Scratch::new("notes");
        let commands: Vec<Vec<String>> = commands
            .lines()
            .map(|line| line.split_whitespace().map(str::to_owned).collect())
            .collect();
        let mut pairs: Vec<Pair> = commands.iter().flat_map(|line| pairs_of(line)).collect();
        pairs.extend(
            also.split_whitespace()
                .filter_map(|pair| pair.split_once('='))
                .map(|(old, new)| (old.to_owned(), new.to_owned())),
        );
        Self {
            scratch: Scratch::with(name, files),
            settings: settings.to_owned(),
            python: django.python().unwrap(),
            job: format!("{name}-{}-{}", server.name(), django.version),
            server,
            database: database(server, name, &notes),
            notes,
            commands,
            pairs,
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.scratch.0
    }

    /// The judge, asked one thing after the other; it must find nothing wrong.
    pub(crate) fn judge(&self, steps: &[&str]) {
        must(&mut self.judge_command(steps));
    }

    /// Whether the judge finds nothing wrong, and what it says.
    pub(crate) fn asked(&self, steps: &[&str]) -> Output {
        self.judge_command(steps).output().unwrap()
    }

    fn judge_command(&self, steps: &[&str]) -> Command {
        let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/django/judge.py");
        let mut command = Command::new(&self.python);
        command
            .arg(judge)
            .args(steps.join(" , ").split_whitespace())
            .current_dir(self.root())
            .env("DJANGO_SETTINGS_MODULE", &self.settings)
            .env("REHOME_DATABASE", &self.database)
            .env("REHOME_NOTES", &self.notes.0)
            .env("REHOME_JOB", &self.job)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONPATH", self.root())
            .env("PYTHONWARNINGS", "ignore");
        command
    }

    /// Replaces the project's files, and leaves the database and the notes alone.
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

    /// How the table is moved.
    fn strategy(&self) -> &str {
        let words = self.commands.iter().flatten();
        words.skip_while(|word| *word != "--strategy").nth(1).map_or("keep", String::as_str)
    }

    /// The step that takes a snapshot of after the move.
    pub(crate) fn snapshot(&self, file: &str) -> String {
        let mut step =
            format!("snapshot {file} --since before --moved {} --rename", self.strategy());
        for (old, new) in &self.pairs {
            write!(step, " {new}={old}").unwrap();
        }
        step
    }

    /// The step that compares a snapshot with that of before: rows and schema, or the schema alone.
    pub(crate) fn compare(&self, file: &str, what: &str) -> String {
        let copied = if self.strategy() == "copy" { "--copied" } else { "" };
        format!("compare {file} {what} {copied}")
    }

    /// The step that asks whether everything is where it belongs.
    pub(crate) fn verify(&self) -> String {
        let labels = |labels: Vec<&str>| labels.join(" ");
        let old = labels(self.pairs.iter().map(|(old, _)| old.as_str()).collect());
        let new = labels(self.pairs.iter().map(|(_, new)| new.as_str()).collect());
        // A table that is made anew has a new sequence, which knows the rows that are there.
        let keys = if self.strategy() == "copy" { "any" } else { "unused" };
        let mut step = format!("verify --fresh-keys={keys} --old {old} --new {new}");
        let (label, _) = self.pairs[0].0.split_once('.').unwrap();
        if !self.commands[0].iter().any(|word| word == "none") {
            write!(step, " --old-module {label}.models").unwrap();
        }
        let to = self.commands[0].iter().skip_while(|word| *word != "--to").nth(1).unwrap();
        let in_package = self.root().join(to).join("models/encounter.py").exists();
        let module = if in_package { ".encounter" } else { "" };
        write!(step, " --new-module {to}.models{module}").unwrap();
        step
    }

    /// What is asked before anything is touched: a database full of rows.
    pub(crate) fn fill(&self) -> String {
        let model = &self.pairs[0].0;
        format!("migrate , remember , fill --rows 3 --log-model {model} , snapshot before")
    }

    pub(crate) fn write_move(&self) {
        for command in &self.commands {
            let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
            let output = rehome(&[arguments.as_slice(), &["--write"]].concat(), self.root());
            assert!(output.status.success(), "{}", text(&output.stderr));
        }
    }

    /// The apps that models leave, and those that they go to.
    fn apps(&self) -> Vec<&str> {
        let labels = self.pairs.iter().flat_map(|(old, new)| [new, old]);
        let mut apps: Vec<&str> = Vec::new();
        for label in labels {
            let (app, _) = label.split_once('.').unwrap();
            if !apps.contains(&app) {
                apps.push(app);
            }
        }
        apps
    }

    /// There and back, there again, one app at a time, from nothing, and squashed.
    pub(crate) fn whole_way(&self) {
        let (before, after) = self.there_and_back();
        self.swap(&before, &after);
        let same = |file: &str, what: &str| {
            let compared = self.compare(file, what);
            format!("{} , {compared}", self.snapshot(file))
        };
        let full = same("again", "--schema-too");
        let empty = same("empty", "--schema-only");
        let mut steps = vec!["migrate".to_owned(), full.clone()];
        // One app at a time: the target first on the way there, and first on the way back.
        let mut apps = self.apps();
        for _ in 0..2 {
            if self.strategy() != "code" {
                steps.push(format!("back {}", apps.join(" ")));
                steps.extend(apps.iter().map(|app| format!("migrate {app}")));
                steps.extend(["migrate".to_owned(), self.verify(), full.clone()]);
            }
            apps.reverse();
        }
        // From nothing, which is what the test runner does, and back down to it.
        steps.extend(["test-database up".to_owned(), empty.clone()]);
        steps.extend(apps.iter().rev().map(|app| format!("migrate {app} zero")));
        steps.extend(["migrate".to_owned(), empty.clone(), "test-database down".to_owned()]);
        // What a squashed migration says is the same wherever it runs.
        if self.strategy() != "code" && self.server == Server::Sqlite {
            steps.extend(["squash", CLEAN, "migrate", "test-database up"].map(str::to_owned));
            steps.extend([empty, "test-database down".to_owned()]);
        }
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        self.judge(&steps);
    }

    /// A full database there, and back. Returns the trees of before and after.
    pub(crate) fn there_and_back(&self) -> (Tree, Tree) {
        let before = tree(self.root());
        // A project that has tests has them pass.
        let tests = |(path, bytes): (&PathBuf, &Vec<u8>)| {
            path.ends_with("tests.py") && text(bytes).contains("def test_")
        };
        let has_tests = before.iter().any(tests);
        let tests = if has_tests { "tests" } else { "manage check" };
        self.judge(&["create", "manage check", CLEAN, tests, &self.fill()]);
        let after = self.moved(&before, tests);
        (before, after)
    }

    /// Moves a project whose database is full, and back to `before`. Returns the tree of after.
    fn moved(&self, before: &Tree, tests: &str) -> Tree {
        self.write_move();
        let after = tree(self.root());
        let (snapshot, compare) = (self.snapshot("after"), self.compare("after", "--schema-too"));
        let noddl = format!("noddl {}", self.strategy());
        let back = if self.strategy() == "code" { "manage check" } else { "back" };
        self.judge(&[
            "manage check",
            CLEAN,
            tests,
            "migrate",
            &self.verify(),
            &snapshot,
            &compare,
            back,
            &noddl,
        ]);

        // Back, judged by the code of before.
        self.swap(&after, before);
        self.judge(&["snapshot back", &self.compare("back", "--schema-too")]);
        after
    }

    /// The code after the move is what Django and the new migrations say, from nothing.
    pub(crate) fn loads(&self) {
        self.judge(&["create", "manage check", CLEAN]);
        self.write_move();
        self.judge(&["manage check", CLEAN, "migrate"]);
    }

    /// A move that was `begun` by hand is finished, on a full database of the project before that.
    pub(crate) fn is_finished(&self, begun: &Tree) {
        let before = tree(self.root());
        self.judge(&["create", "manage check", CLEAN, &self.fill()]);
        self.swap(&before, begun);
        self.moved(&before, "manage check");
    }
}

/// Nothing is left for `makemigrations` to write.
const CLEAN: &str = "manage makemigrations --check --dry-run --verbosity 1";

impl Drop for Project {
    fn drop(&mut self) {
        if self.server != Server::Sqlite {
            let _ = self.asked(&["drop"]);
        }
    }
}

/// The models of a command, `move emr.Encounter --to core`, before and after it.
fn pairs_of(command: &[String]) -> Vec<Pair> {
    let to = command.iter().skip_while(|word| *word != "--to").nth(1).unwrap();
    let in_place = command.iter().any(|word| word == "code");
    let labels = command.iter().skip(1).take_while(|word| !word.starts_with("--"));
    let renamed = |label: &String| match label.split_once('.') {
        Some((_, model)) if !in_place => (label.clone(), format!("{to}.{model}")),
        _ => (label.clone(), label.clone()),
    };
    labels.map(renamed).collect()
}

/// The address of the databases of a project, whose name no other project has.
fn database(server: Server, name: &str, notes: &Scratch) -> String {
    if server == Server::Sqlite {
        return format!("sqlite://{}", notes.0.display());
    }
    let address = std::env::var(server.variable()).unwrap();
    let count = notes.0.file_name().unwrap().to_string_lossy().replace("notes-", "");
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    let name = format!("rehome_{count}_{name}").replace('-', "_").to_lowercase();
    format!("{}/{name}", address.trim_end_matches('/'))
}
