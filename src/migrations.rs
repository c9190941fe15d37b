//! The migrations of a project, read from their text: the graph and its leaves, the historical
//! state of each model, and the new migrations of a move.
//!
//! `read` makes a file into a [`Migration`], `graph` puts them in order, `state` replays them into
//! Django's `ProjectState`, and `unknown` says what of it is in doubt. `strategy` says which new
//! migrations a move takes, `write` makes them into Python, and `words` into what a person has to
//! write.

pub mod choices;
pub mod copy;
pub mod expr;
pub mod family;
pub mod graph;
pub mod layout;
pub mod movable;
mod names;
pub mod operation;
pub mod read;
pub mod rename;
pub mod state;
pub mod strategy;
pub mod unknown;
pub mod words;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use regex::bytes::RegexBuilder;

use crate::diagnostic::{Error, Place, nearest};
use crate::migrations::graph::Graph;
use crate::migrations::read::{Key, Migration};
use crate::migrations::state::ModelKey;
use crate::migrations::write::NewMigration;
use crate::project::{App, MigrationModule, Project};
use crate::reference::ModelId;
use crate::scan;
use crate::source::PythonFile;

/// The migrations of the apps that a move concerns.
#[derive(Debug, Default)]
pub struct History {
    /// Every migration that was read, by app and name.
    pub migrations: BTreeMap<Key, Migration>,
    /// What depends on what; squashed migrations stand for what they replace.
    pub graph: Graph,
    /// The keys of the graph in the order in which Django replays them.
    pub order: Vec<Key>,
    /// The leaf of each app that was read and has migrations.
    pub leaves: BTreeMap<String, Key>,
    /// The highest number that a migration file of the app begins with.
    pub numbers: BTreeMap<String, u32>,
    /// Migrations of which the user says that what nobody knows in them leaves the state alone.
    pub assumed: BTreeSet<Key>,
    /// Where the project changes which options `AlterModelOptions` takes away: some projects do.
    pub altered_options: Option<Place>,
}

impl History {
    /// Reads the migrations of the models' app (they are of one), of `to`, and of every app whose
    /// migrations mention one of the models by any name that it has had.
    ///
    /// # Errors
    /// A migration that cannot be read or parsed, an app with two leaves, a cycle.
    pub fn read(project: &Project, models: &[ModelId], to: &str) -> Result<Self, Error> {
        let Some(model) = models.first() else { return Ok(Self::default()) };
        let mut history = Self::load_both(project, model, to)?;
        let names: BTreeSet<String> =
            models.iter().flat_map(|model| history.names_of(model)).collect();
        let names: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
        // What depends on the state of the model names it by its label, or its content type.
        let (app, names) = (regex::escape(&model.app_label), names.join("|"));
        let needle = format!(r#"\b{app}\.(?:{names})\b|app_label["']\s*[:,]\s*["']{app}["']"#);
        let needle = RegexBuilder::new(&needle)
            .case_insensitive(true)
            .build()
            .map_err(|error| Error::new(format!("search pattern: {error}")))?;
        for app in &project.apps {
            if app.label == model.app_label || app.label == to {
                continue;
            }
            if let Some(elsewhere) = project.migration_modules.get(&app.label)
                && elsewhere.dir.is_none()
                && elsewhere.module.is_some()
            {
                return Err(out_of_reach(app, elsewhere));
            }
            let paths: Vec<_> = project.migrations_of(app).collect();
            let (found, unreadable) = scan::search(project, &paths, &needle, |_| Ok(()))?;
            if !found.is_empty() || !unreadable.is_empty() {
                history.load(project, app)?;
            }
        }
        history.settle()?;
        Ok(history)
    }

    /// Reads the migrations of the model's app and of `to`: what they say of the models of these two, they
    /// say without the others.
    ///
    /// # Errors
    /// As [`History::read`].
    pub fn read_own(project: &Project, model: &ModelId, to: &str) -> Result<Self, Error> {
        let mut history = Self::load_both(project, model, to)?;
        history.settle()?;
        Ok(history)
    }

    fn load_both(project: &Project, model: &ModelId, to: &str) -> Result<Self, Error> {
        let mut history = Self::default();
        history.load(project, project.app(&model.app_label)?)?;
        if to != model.app_label {
            history.load(project, project.app(to)?)?;
        }
        Ok(history)
    }

    /// Adds every app whose migrations name one of these models by its label. Returns whether there was
    /// one.
    ///
    /// # Errors
    /// As [`History::read`].
    pub fn add_naming(&mut self, project: &Project, models: &[ModelKey]) -> Result<bool, Error> {
        let labels = models.iter().map(|(app, name)| regex::escape(&format!("{app}.{name}")));
        let labels: Vec<String> = labels.collect();
        let needle = RegexBuilder::new(&format!(r"\b(?:{})\b", labels.join("|")))
            .case_insensitive(true)
            .build()
            .map_err(|error| Error::new(format!("search pattern: {error}")))?;
        let before = self.migrations.len();
        for app in project.apps.iter().filter(|_| !models.is_empty()) {
            let paths: Vec<_> = project.migrations_of(app).collect();
            let (found, _) = scan::search(project, &paths, &needle, |_| Ok(()))?;
            if !found.is_empty() {
                self.add(project, app)?;
            }
        }
        Ok(self.migrations.len() > before)
    }

    /// Adds an app that the new migrations depend on.
    ///
    /// # Errors
    /// As [`History::read`].
    pub fn add(&mut self, project: &Project, app: &App) -> Result<(), Error> {
        let elsewhere = project.migration_modules.get(&app.label);
        let has_none = elsewhere.is_some_and(|elsewhere| elsewhere.module.is_none());
        if !has_none && !self.migrations.keys().any(|(label, _)| *label == app.label) {
            self.load(project, app)?;
            self.settle()?;
        }
        Ok(())
    }

    /// Takes it that what cannot be read in `migrations`, each `app.name`, leaves the state alone.
    ///
    /// # Errors
    /// There is no such migration.
    pub fn assume(&mut self, project: &Project, migrations: &[String]) -> Result<(), Error> {
        for label in migrations {
            let wanted = "write the app and the file's name: --assume-unchanged emr.0002_more";
            let (app, name) = label
                .split_once('.')
                .ok_or_else(|| Error::new(format!("'{label}' is not a migration")).help(wanted))?;
            let stems = project.migrations_of(project.app(app)?);
            let stems = stems.filter_map(|path| path.file_stem()?.to_str());
            let stems: Vec<&str> = stems.collect();
            if !stems.contains(&name) {
                let near = nearest(name, stems);
                let error = Error::new(format!("the app '{app}' has no migration '{name}'"));
                return Err(match near.is_empty() {
                    true => error.help(wanted),
                    false => error.help(format!("did you mean {app}.{}?", near.join(" or "))),
                });
            }
            self.assumed.insert((app.to_owned(), name.to_owned()));
        }
        Ok(())
    }

    /// Proves that the new migrations make no circle with those that exist, and that they leave each
    /// app with one leaf.
    ///
    /// # Errors
    /// They do, or do not; or one has the name of one that exists.
    pub fn prove(&self, new: &[NewMigration]) -> Result<(), Error> {
        let graph = self.graph.with(new.iter().map(|one| (&one.key, &*one.dependencies)))?;
        graph.prove_acyclic()?;
        graph.leaves().map(drop)
    }

    fn load(&mut self, project: &Project, app: &App) -> Result<(), Error> {
        if let Some(elsewhere) = project.migration_modules.get(&app.label)
            && elsewhere.dir.is_none()
        {
            return Err(out_of_reach(app, elsewhere));
        }
        self.altered_options.clone_from(&project.altered_options);
        let package = project.migrations_module(app);
        let paths: Vec<_> = project.migrations_of(app).collect();
        let read = |path: &&PathBuf| {
            let file = PythonFile::parse(scan::read(project, path)?)?;
            read::migration(&file, &app.label, &package)
        };
        let migrations: Vec<_> = paths.par_iter().map(read).collect();
        for (path, migration) in paths.into_iter().zip(migrations) {
            let highest = self.numbers.entry(app.label.clone()).or_default();
            *highest = (*highest).max(number_of(path));
            if let Some(migration) = migration? {
                self.migrations.insert(migration.key.clone(), migration);
            }
        }
        Ok(())
    }

    /// Every name that the model has had in its app, lower case: `RenameModel` changes it.
    fn names_of(&self, model: &ModelId) -> BTreeSet<String> {
        let mut names = BTreeSet::from([model.model_name()]);
        loop {
            let before = names.len();
            for migration in self.migrations.values().filter(|m| m.key.0 == model.app_label) {
                for operation in &migration.operations {
                    if operation.operation() != Some("RenameModel") {
                        continue;
                    }
                    let name = |key, position| {
                        let value = operation.expr.argument(key, position)?;
                        value.as_str().map(str::to_lowercase)
                    };
                    if let (Some(old), Some(new)) = (name("old_name", 0), name("new_name", 1))
                        && names.contains(&new)
                    {
                        names.insert(old);
                    }
                }
            }
            if names.len() == before {
                return names;
            }
        }
    }

    /// Computes order and leaves.
    fn settle(&mut self) -> Result<(), Error> {
        self.graph = Graph::of(&self.migrations);
        self.leaves = self.graph.leaves()?;
        self.order = self.graph.order()?;
        Ok(())
    }
}

/// The refusal of an app whose migrations are nowhere, or not in the project.
fn out_of_reach(app: &App, elsewhere: &MigrationModule) -> Error {
    let label = &app.label;
    let error = match &elsewhere.module {
        None => Error::new(format!("the app '{label}' has no migrations, as this setting has it"))
            .help("take the app out of the setting: without migrations there is no state to move"),
        Some(module) => Error::new(format!(
            "the migrations of '{label}' are in {module}, which is no package of this project"
        ))
        .help("point --root at the directory that holds it as well"),
    };
    error.at(elsewhere.place.clone())
}

/// The number that a migration's file name begins with; 0 where there is none.
/// Django's `MigrationAutodetector.parse_number`.
fn number_of(path: &Path) -> u32 {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let stem = stem.split("_squashed_").last().unwrap_or(stem);
    let digits: String = stem.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_django_reads_them() {
        for (name, number) in [
            ("0003_x.py", 3),
            ("0001_squashed_0007_y.py", 7),
            ("initial.py", 0),
            ("0001_initial.py", 1),
        ] {
            assert_eq!(number_of(Path::new(name)), number, "{name}");
        }
    }
}
