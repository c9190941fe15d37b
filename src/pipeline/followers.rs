//! Models that move along without being named: the histories that django-simple-history keeps. They
//! have no class; what makes them stands in the class of the model.

use std::collections::BTreeSet;
use std::path::PathBuf;

use regex::bytes::Regex;

use crate::definition::{self, Definition};
use crate::diagnostic::{Error, Place};
use crate::migrations::state::{ModelState, State};
use crate::names::Names;
use crate::project::{App, Project};
use crate::reference::ModelId;
use crate::scan;
use crate::source::PythonFile;
use crate::transplant::history::{self, Records};

/// A model that moves along.
pub(super) struct Follower {
    /// Its old label.
    pub(super) id: ModelId,
    /// The model that it follows.
    pub(super) of: ModelId,
    /// What makes it.
    pub(super) records: Records,
}

/// The histories of the models that move.
#[derive(Default)]
pub(super) struct Histories {
    /// Those that move along.
    pub(super) followers: Vec<Follower>,
    /// Names of those that keep their label: the module of the class has them all the same.
    pub(super) staying: BTreeSet<String>,
}

impl Histories {
    /// Those that move along, by their old labels.
    pub(super) fn ids(&self) -> Vec<ModelId> {
        self.followers.iter().map(|follower| follower.id.clone()).collect()
    }

    /// Names of the module of the class that no statement of it binds: each history is given it.
    pub(super) fn names(&self) -> BTreeSet<String> {
        let moving = self.followers.iter().map(|follower| follower.id.name.clone());
        self.staying.iter().cloned().chain(moving).collect()
    }
}

/// The histories of `models`, which `file` defines; with `relabels` those go along that stand in the
/// same app.
///
/// # Errors
/// A history that is made by something else than the class itself, or in more than one model.
pub(super) fn histories(
    project: &Project,
    (app, target): (&App, &App),
    models: &[ModelId],
    definition: &Definition,
    file: &PythonFile,
    state: &State,
    relabels: bool,
) -> Result<Histories, Error> {
    let names = Names::read(project, file)?;
    let mut histories = Histories::default();
    for of in models {
        let Some(class) = file.class(&of.name) else { continue };
        let known = |name: &str| state.models.get(&(app.label.clone(), name.to_lowercase()));
        let Some(records) = history::records(project, file, &names, class, &of.name)? else {
            if relabels
                && let Some(made) = known(&format!("historical{}", of.name))
                && is_history(made)
                && definition::find(project, app, &made.name)?.is_none()
            {
                let at = file.source.place(class.start_byte());
                return Err(made_elsewhere(project, definition, of, made, at)?);
            }
            continue;
        };
        if records.has_app || !relabels {
            if file.class(&records.model).is_none() {
                histories.staying.insert(records.model);
            }
            continue;
        }
        let made = known(&records.model).ok_or_else(|| {
            let (label, name) = (&app.label, &records.model);
            file.source
                .error(records.at, format!("the migrations of '{label}' create no {label}.{name}"))
                .help(format!("make them first: manage.py makemigrations {label}"))
        })?;
        if let Some(other) = state.models.values().find(|one| is_history_of_many(one, app, made)) {
            let message = format!(
                "{}.{} has the history of many-to-many rows, and its table cannot be named",
                app.label, other.name
            );
            return Err(file.source.error(records.at, message).help(format!(
                "django-simple-history would look for another one: add app=\"{}\", and the history \
                 stays in that app",
                app.label
            )));
        }
        if state.models.contains_key(&(target.label.clone(), made.name.to_lowercase())) {
            let message = format!("the app '{}' has a model '{}' already", target.label, made.name);
            return Err(file.source.error(records.at, message).help(format!(
                "give the history another name or app than the one of {}: custom_model_name, or app",
                target.label
            )));
        }
        let id = ModelId { app_label: app.label.clone(), name: made.name.clone() };
        histories.followers.push(Follower { id, of: of.clone(), records });
    }
    Ok(histories)
}

/// Whether a model has the fields that every history has.
fn is_history(model: &ModelState) -> bool {
    let has = |name: &str| model.fields.iter().any(|(field, _)| field == name);
    ["history_id", "history_date", "history_type"].into_iter().all(has)
}

/// Whether a model keeps the history of the many-to-many rows that `history` has.
fn is_history_of_many(model: &ModelState, app: &App, history: &ModelState) -> bool {
    let label = format!("{}.{}", app.label, history.name).to_lowercase();
    let field = |name: &str| model.fields.iter().find(|(field, _)| field == name);
    let to = field("history").and_then(|(_, field)| field.expr.keyword("to")?.as_str());
    field("m2m_history_id").is_some() && to.is_some_and(|to| to.to_lowercase() == label)
}

/// The refusal of a history that a base or a call of `register` makes: at the call, if it is found.
fn made_elsewhere(
    project: &Project,
    definition: &Definition,
    of: &ModelId,
    made: &ModelState,
    class: Place,
) -> Result<Error, Error> {
    let needle = Regex::new(r"\bregister\b")
        .map_err(|error| Error::new(format!("search pattern: {error}")))?;
    let is_python = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "py");
    let paths: Vec<_> = project.files.iter().filter(is_python).collect();
    let (found, _) = scan::search(project, &paths, &needle, |source| {
        let file = PythonFile::parse(source)?;
        // A file that nobody can import registers nothing.
        let Ok(names) = Names::read(project, &file) else { return Ok(None) };
        let found = history::registrations(project, &file, &names, &definition.module, &of.name)?;
        Ok(found.first().map(|at| file.source.place(*at)))
    })?;
    let label = &of.app_label;
    let named = made.option("db_table").and_then(|value| value.expr.as_str());
    let table = format!("{label}_{}", made.name.to_lowercase());
    let table = named.unwrap_or(&table);
    let message = format!("{label}.{} is not made by the class {} itself", made.name, of.name);
    let help = format!(
        "its table would get another name: in place of what makes it, give {} a history = \
         HistoricalRecords(table_name=\"{table}\") of its own, and run again",
        of.name
    );
    let place = found.into_iter().flatten().next().unwrap_or(class);
    Ok(Error::new(message).at(place).help(help))
}
